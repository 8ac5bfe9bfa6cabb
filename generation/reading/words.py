"""Words of a text: where they stand, their plain form, and which of them are the same word in another form."""

import re
from dataclasses import dataclass

from generation.text.cache import text_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?|[.,;:!?()\n\u2013\u2014]|(?<=\s)-(?=\s)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, or a mark that ends a phrase, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word."""
        return self.text[0].isalnum()


def tokens_of(text: str) -> list[Token]:
    """Return the words and the marks between phrases; a hyphen ends a word."""
    return [
        Token(match[0].replace("\u2019", "'").lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)
    ]


def words_of(text: str) -> list[str]:
    """Return the words in lower case; a hyphen ends a word."""
    return [match[0].replace("\u2019", "'").lower() for match in _WORD.finditer(text)]


def key(phrase: str) -> str:
    """Return a phrase as tables know it: its words in lower case with single spaces."""
    return " ".join(words_of(phrase))


@text_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word share: without possessive, plural or verb endings.

    Only for comparing words with each other; what is left need not be a word.
    """
    word = word.lower().replace("\u2019", "'").removesuffix("'s").removesuffix("'")
    for ending, keep in (("ies", "y"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + keep
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "f" if word.endswith("v") else word  # elves and elf


def inflections(verb: str) -> list[str]:
    """Return a verb's regular forms: "hack", "hacks", "hacking", "hacked"."""
    first, *rest = verb.split()
    root = first.removesuffix("e")
    short = len(first) <= 4 and re.fullmatch(r"[^aeiou]+[aeiou][bdgmnprt]", first)
    root += first[-1] if short else ""
    third = first + ("es" if first.endswith(("s", "sh", "ch", "x")) else "s")
    if re.search(r"[^aeiou]y$", first):
        third, past = first[:-1] + "ies", first[:-1] + "ied"
    else:
        past = root + "ed"
    return [" ".join([form, *rest]) for form in (first, third, root + "ing", past)]
