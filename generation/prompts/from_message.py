"""A scene out of what somebody has written: a chat message without what cannot be seen, down to what can be painted."""

import re

from generation.errors import RefusedError
from generation.i18n import _
from generation.reading.description import read_description
from generation.reading.vocabulary import VERBS

#: A longer text is cut down to its most scenic sentences.
MOST = 600

#: What stands in a message beside its words; what is hidden behind a spoiler stays hidden.
_TAKEN_OUT = re.compile(
    r"""
    ```.*?(?:```|\Z) | `[^`\n]*`                  # code
    | \|\|.*?\|\|                                 # spoilers
    | \(\(.*?\)\) | \(\s*ooc\b[^)]*\)             # said out of character
    | <a?:\w+:\d+> | (?<!\w):[a-z0-9_+-]{2,32}:(?!\w)  # custom emoji, and others by their names
    | <(?:@[!&]?|\#)\d+> | </[^:>]+:\d+> | <(?:t|id):[^>]*> | @(?:everyone|here)\b  # mentions, moments
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]\n]*)\]\(<?[a-z]+://[^)\s]*\)", re.IGNORECASE)
_URL = re.compile(r"<?\b(?:https?|ftp)://[^\s>]+>?|\bwww\.[^\s>]+", re.IGNORECASE)
_LINE_MARKS = re.compile(r"^[ \t]*(?:>>>|>|-\#|\#{1,3}|[-*+\u2022]|\d+[.)])[ \t]+", re.MULTILINE)
_MARKS = re.compile(r"\*{1,3}|_{2,3}|~~|\\(?=[^\w\s])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
_ROLL = re.compile(r"\b\d+[dw]\d+\b|\b\d+ (?:hits?|erfolge?)\b", re.IGNORECASE)
_UNSEEN = VERBS | {"group", "people", "empty"}
_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"\u201d\u2019']*\s+|\n+")


def scene_of(message: str) -> str:
    """Return what a message shows, as a description that can be painted.

    Raises:
        RefusedError: nothing is left of it that could be seen.

    """
    sentences = [sentence for each in _SENTENCE.split(plain(message)) if (sentence := " ".join(each.split()))]
    kept = [sentence for sentence in sentences if not _ROLL.search(sentence)]
    if not any(char.isalpha() for sentence in kept for char in sentence):
        raise RefusedError(_("There is no text in this message that could be painted. Try one that describes a scene."))
    return " ".join(kept if sum(len(sentence) + 1 for sentence in kept) <= MOST else _most_scenic(kept))


def plain(message: str) -> str:
    """Return a message's words without markdown, mentions, links, code and emoji."""
    text = _TAKEN_OUT.sub(" ", message)
    text = _URL.sub(" ", _LINK.sub(r"\1", text))
    # Before the other marks: a star at the beginning of a line is a bullet.
    return _PICTOGRAPHS.sub(" ", _MARKS.sub("", _LINE_MARKS.sub("", text)))


def _most_scenic(sentences: list[str]) -> list[str]:
    """Return the sentences that name most of what can be seen, in their order, as many as have room."""
    scenery = [_scenery(sentence) for sentence in sentences]
    ranked = sorted(range(len(sentences)), key=lambda at: (-scenery[at], at))
    chosen, room = list[int](), MOST
    for at in ranked:
        if len(sentences[at]) < room and (scenery[at] or not any(scenery)):
            chosen.append(at)
            room -= len(sentences[at]) + 1
    return [sentences[at] for at in sorted(chosen)] or [_cut(sentences[ranked[0]])]


def _scenery(sentence: str) -> int:
    """Count the things, people and lights that a sentence names; pronouns and what is done stand for nothing yet."""
    found = read_description(sentence).found
    return len({each.phrase for each in found if not each.refused and not each.senses <= _UNSEEN})


def _cut(sentence: str) -> str:
    """Return the beginning of a sentence that is too long, up to the end of a word."""
    return sentence[:MOST].rpartition(" ")[0] or sentence[:MOST]
