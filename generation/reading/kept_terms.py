"""The player's words that must survive whatever is made of a description."""

import re

from generation.reading.data import grammar
from generation.reading.negation import refusals
from generation.reading.words import stem, tokens_of, words_of

#: What a description says of itself rather than of the picture.
OF_THE_PICTURE = frozenset(grammar("terms", "of_the_picture"))
#: Words without a thing of their own: articles, pronouns, auxiliaries, prepositions, requests, in English and German.
EMPTY = OF_THE_PICTURE | frozenset(grammar("terms", "empty"))
#: A clause that speaks to a machine rather than of a picture; nothing in it is a term.
INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|ignoriere|vergiss)\b[^,.;:!?]{0,60}?"
    r"\b(?:instructions?|prompts?|rules|anweisungen|regeln)\b[^,.;:!?]*",
    re.IGNORECASE,
)


def kept_terms(text: str) -> tuple[str, ...]:
    """Return the words that carry the picture, as typed, each once, in order; what is refused is not among them."""
    left_out = {place for match in INSTRUCTION.finditer(text) for place in range(*match.span())}
    left_out |= {place for refusal in refusals(text) for place in range(refusal.start, refusal.end)}
    terms: dict[str, str] = {}
    for token in tokens_of(text):
        word = text[token.start : token.end]
        plain = token.text.removesuffix("'s")
        if token.is_word and plain not in EMPTY and len(plain) > 1 and token.start not in left_out:
            terms.setdefault(plain, word)
    return tuple(terms.values())


def survives(term: str, text: str) -> bool:
    """Tell whether a term stands in a text, in any case, number or verb form."""
    wanted = [stem(word) for word in words_of(term)]
    there = [stem(word) for word in words_of(text)]
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))
