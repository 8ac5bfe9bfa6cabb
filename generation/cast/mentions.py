"""Mentions: where a description names somebody of the cast, as @Ari, @"Old Tom" or @Ari (after the chrome upgrade)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from generation.cast.names import LONGEST_NAME, RESERVED, folded, version_called

#: What may stand around a name of several words, before the @ or behind it.
_OPENING, _CLOSING = "\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a'", "\"\u201c\u201d\u00ab\u00bb\u2018\u2019'"
#: An @ that begins a mention: not the one of an address, nor of a chat's own codes.
_AT = re.compile(r"(?<![\w<@./])@")
_QUOTED = re.compile(rf"[{_OPENING}]([^{_OPENING}@\n]{{1,{LONGEST_NAME}}})[{_CLOSING}]")
_WORD = re.compile(r"[^\W_](?:[\w.\-\u2019']*[\w])?")
_OWNER = re.compile(r"['\u2019]s?(?!\w)")
_VERSION = re.compile(r"\s?\(([^()@\n]{1,40})\)")
#: Between two words of a name, as in "Dr. Who".
_GAP = re.compile(r"\.? ")
#: A name has no more words than this.
_MOST_WORDS = 5

#: Folded names, each with the names of its versions.
Known = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a description: from where to where, the name and version as typed, and whether something is theirs."""

    start: int
    end: int
    name: str
    version: str = ""
    possessive: bool = False


def mentions_in(text: str, known: Known) -> tuple[Mention, ...]:
    """Return who is mentioned, in order.

    Without quotes a name reaches as far as a known one does, or over one word where none is. What stands in
    parentheses behind it is a version where the character has one that is called so, and else a part of the text.
    """
    return tuple(_mentions(text, known))


def without_signs(text: str, known: Known) -> str:
    """Return a text with bare names in place of mentions, as nobody is to be looked up."""
    out, at = list[str](), 0
    for each in mentions_in(text, known):
        version = f" ({each.version})" if each.version else ""
        out += [text[at : each.start], each.name, version, "'s" if each.possessive else ""]
        at = each.end
    return "".join((*out, text[at:]))


def _mentions(text: str, known: Known) -> Iterator[Mention]:
    end = 0
    for match in _AT.finditer(text):
        at = match.start()
        if at < end:
            continue
        found = _quoted_behind(text, at) or _quoted_around(text, at, known) or _plain(text, at, known)
        if found is not None and folded(found.name) not in RESERVED and not _is_number(found.name, known):
            found = _with_version(text, _with_owner(text, found), known)
            found = _with_owner(text, found)
            end = found.end
            yield found


def _is_number(name: str, known: Known) -> bool:
    """Tell whether a price, a time or a house is meant, as in "@5 nuyen", "@3am" or "@2nd street"."""
    return name[0].isdigit() and folded(name) not in known


def _quoted_behind(text: str, at: int) -> Mention | None:
    """Read @"Old Tom"."""
    match = _QUOTED.match(text, at + 1)
    return Mention(at, match.end(), match[1].strip()) if match and match[1].strip() else None


def _quoted_around(text: str, at: int, known: Known) -> Mention | None:
    """Read "@Old Tom": its quotes belong to the mention where all between them is a known name, or several words."""
    if at == 0 or text[at - 1] not in _OPENING:
        return None
    match = _QUOTED.match(text[at - 1] + text[at + 1 :])
    if match is None:
        return None
    name = match[1].strip()
    is_name = folded(name) in known or 1 < len(name.split()) <= _MOST_WORDS
    return Mention(at - 1, at + match.end(), name) if is_name else None


def _plain(text: str, at: int, known: Known) -> Mention | None:
    """Read @Ari, or as many words as make a known name; an s at its end may be that of a German genitive."""
    ends, position = list[int](), at + 1
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, position)):
        ends.append(word.end())
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    for end in reversed(ends):
        typed = text[at + 1 : end]
        # "Ari's" is read on behind the name.
        names = [
            typed,
            *(typed.removesuffix(ending) for ending in ("'s", "\u2019s", "'", "\u2019") if typed.endswith(ending)),
        ]
        for name in names:
            if folded(name) in known:
                return Mention(at, at + 1 + len(name), name)
        if typed.endswith("s") and folded(typed[:-1]) in known:
            return Mention(at, end, typed[:-1], possessive=True)
    if not ends:
        return None
    name = _OWNER.sub("", text[at + 1 : ends[0]])
    return Mention(at, at + 1 + len(name), name)


def _with_owner(text: str, found: Mention) -> Mention:
    """Add the ending that tells that something is theirs."""
    ending = None if found.possessive else _OWNER.match(text, found.end)
    return replace(found, end=ending.end(), possessive=True) if ending else found


def _with_version(text: str, found: Mention, known: Known) -> Mention:
    """Add the version in parentheses behind a name, where there is one that is called so."""
    versions = known.get(folded(found.name), ())
    named = _VERSION.match(text, found.end)
    called = version_called(named[1], versions) if named else None
    return replace(found, end=named.end(), version=called) if named and called is not None else found


def mention_of(name: str, version: str = "") -> str:
    """Return what to type to have somebody painted."""
    mention = f'@"{name}"' if " " in name else f"@{name}"
    return f"{mention} ({version})" if version else mention
