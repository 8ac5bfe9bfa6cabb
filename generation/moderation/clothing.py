"""Absence, removal and scantness of clothing, told by what words stand together rather than by explicit ones.

"No clothes", "her dress is gone", "takes off her shirt", "in nothing but a towel": each way to say it is a rule over
groups of words in the data files beside. This is only asked where a picture may show a minor or a real person, since
the words themselves ("no", "off", "only") stand in almost every description.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generation.moderation.builtin_terms import read_terms
from generation.moderation.company import is_thing
from generation.moderation.compounds import compounds
from generation.moderation.normalize import FoldedWord
from generation.moderation.term_index import Hit, TermIndex

FILES = ("terms_clothing.json", "terms_undress.json")

# What leaves somebody bare when it is gone, and what may be off innocently.
_WORN, _MILD = "worn", ("upper", "outer")
_GARMENTS = (_WORN, *_MILD)
_LISTS = frozenset({"or", "nor", "and", "oder", "noch", "und"})
_APOSTROPHES = frozenset({"s", "t"})
# "A tiny armor vest" is scant for nobody.
_ARMOR = ("armo", "panzer", "kevlar", "ballistic")
_STRIP_WHAT = frozenset(
    {
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "and",
        "while",
        "before",
        "down",
        "off",
        "under",
        "slowly",
        "einer",
        "eines",
        "von",
        "vor",
    }
)


@dataclass(frozen=True, slots=True)
class Undress:
    """What tells that somebody wears too little: for `sure`, or maybe innocently."""

    sure: tuple[Hit, ...] = ()
    maybe: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sure or self.maybe)


DRESSED = Undress()


@cache
def clothing_terms() -> TermIndex:
    """Return the index of words about clothing."""
    return TermIndex(*read_terms(FILES))


def undress(tokens: Sequence[FoldedWord]) -> Undress:
    """Return where a text tells of clothing that is absent, removed or scant."""
    reader = _Reader(tokens, _found(tokens))
    sure, maybe = list[Hit](), list[Hit]()
    for hit, is_sure in reader.read():
        (sure if is_sure else maybe).append(hit)
    return Undress(tuple(sure), tuple(maybe))


def _found(tokens: Sequence[FoldedWord]) -> list[Hit]:
    """Return the words about clothing, with garments that end a compound, from the left."""
    made_up = (hit for hit in compounds(tokens) if hit.term.group == _WORN)
    return sorted([*clothing_terms().find(tokens), *made_up], key=lambda hit: hit.first)


def garments(tokens: Sequence[FoldedWord]) -> Undress:
    """Return the clothing that is named in what a picture is to be without."""
    found = _found(tokens)
    return Undress(
        tuple(hit for hit in found if hit.term.group == _WORN), tuple(hit for hit in found if hit.term.group in _MILD)
    )


def is_all_clothing(tokens: Sequence[FoldedWord]) -> bool:
    """Tell whether a phrase names clothing as such, rather than one piece or kind of it."""
    found = clothing_terms().find(tokens)
    told = {place for hit in found if hit.term.group in {"all", "filler"} for place in range(hit.first, hit.last + 1)}
    return any(hit.term.group == "all" for hit in found) and len(told) == len(tokens)


def grown_up(tokens: Sequence[FoldedWord]) -> list[Hit]:
    """Return where a text names grown-ups; in what is to be avoided that asks for somebody who is not."""
    return [hit for hit in clothing_terms().find(tokens) if hit.term.group == "grown"]


class _Reader:
    """Read a text's clothing words by what follows each within a few words."""

    def __init__(self, tokens: Sequence[FoldedWord], hits: Sequence[Hit]) -> None:
        self._tokens = tokens
        self._hits = hits
        self._at: Mapping[tuple[str, int], Hit] = {(hit.term.group, hit.first): hit for hit in hits}
        self._by_end: Mapping[tuple[str, int], Hit] = {(hit.term.group, hit.last): hit for hit in hits}

    def read(self) -> Iterator[tuple[Hit, bool]]:
        """Yield each finding, and whether it is sure."""
        for hit in self._hits:
            rule = _RULES.get(hit.term.group)
            if rule is not None and (is_sure := rule(self, hit)) is not None:
                yield hit, is_sure

    def after(self, hit: Hit, groups: Sequence[str], reach: int, *, across: bool = False) -> Hit | None:
        """Return the first of these groups so few words behind a hit, `across` marks or up to the next one."""
        for place in range(hit.last + 1, min(hit.last + 1 + reach, len(self._tokens))):
            if not across and self._breaks(place):
                return None
            for group in groups:
                if other := self._at.get((group, place)):
                    return other
        return None

    def before(self, hit: Hit, groups: Sequence[str], reach: int) -> Hit | None:
        """Return the nearest of these groups that ends so few words before a hit."""
        for place in range(hit.first - 1, max(hit.first - 1 - reach, -1), -1):
            for group in groups:
                if other := self._by_end.get((group, place)):
                    return other
        return None

    def _breaks(self, place: int) -> bool:
        return self._tokens[place].free and self._tokens[place].letters not in _APOSTROPHES

    def _ends(self, hit: Hit) -> bool:
        """Tell whether a phrase ends with a hit."""
        return hit.last + 1 >= len(self._tokens) or self._breaks(hit.last + 1)

    def absent(self, hit: Hit) -> bool | None:
        """Judge "no clothes", "without her dress", "no shoes, socks or clothes"."""
        if garment := self.after(hit, _GARMENTS, 6):
            return garment.term.group == _WORN
        far = self.after(hit, _GARMENTS, 9, across=True)
        if far and (self._tokens[far.first - 1].letters in _LISTS or far.first == hit.last + 1):
            return False
        return None

    def gone(self, hit: Hit) -> bool | None:
        """Judge "her clothes are gone", "shirt off", "dress on the floor", and German verbs that end behind it."""
        worn = hit.term.group == _WORN
        if self.after(hit, ("gone",), 5 if worn else 2):
            return worn
        if self.after(hit, ("away",), 2) and self.before(hit, ("pull",), 6):
            return worn
        if self.after(hit, ("upward",), 2) and self.before(hit, ("tug",), 3):
            return False
        if worn and (self.after(hit, ("gone",), 2, across=True) or self.after(hit, ("shed",), 4, across=True)):
            return False
        if hit.term.group == "upper" and self.after(hit, ("shed",), 3):
            return False
        return self.displaced(hit)

    def displaced(self, hit: Hit) -> bool | None:
        """Judge "pants down" and "underwear only", but not children who "play dress up"."""
        last = self.after(hit, ("upward", "only"), 1)
        if last is None or not self._ends(last) or (hit.term.words, last.term.words) == ("dress", "up"):
            return None
        return None if hit.term.group == "outer" else False

    def removed(self, hit: Hit) -> bool | None:
        """Judge "takes off her dress"."""
        if garment := self.after(hit, (*_GARMENTS, "wrap"), 5):
            return garment.term.group == _WORN and hit.term.group == "remove"
        is_undressed = hit.term.words.startswith("ausgezogen") and not self.before(hit, ("gear",), 4)
        return False if is_undressed else None

    def pulled(self, hit: Hit) -> bool | None:
        """Judge "zieht sich aus" with words between."""
        oneself = self.after(hit, ("self",), 2)
        done = self.after(oneself, ("away",), 6) if oneself else None
        return None if done is None or self.before(done, ("gear",), 5) else True

    def let(self, hit: Hit) -> bool | None:
        """Judge "lets her robe slip"."""
        garment = self.after(hit, (*_GARMENTS, "wrap"), 4)
        return False if garment and self.after(garment, ("fall",), 4) else None

    def few(self, hit: Hit) -> bool | None:
        """Judge "hardly any clothes"."""
        return False if self.after(hit, _GARMENTS, 3) else None

    def slipping(self, hit: Hit) -> bool | None:
        """Judge "her towel slips"."""
        return False if self.after(hit, ("shed", "gone"), 4) else None

    def only(self, hit: Hit) -> bool | None:
        """Judge "in only a towel", "wearing nothing but socks"."""
        is_all = hit.term.words.startswith(("nothing", "nichts"))
        is_worn = self.before(hit, ("wear", "veiled"), 2)
        if is_worn and (is_all or self.after(hit, ("air",), 3)):
            return True
        if not self.after(hit, ("cover", _WORN, "upper"), 4):
            return None
        return is_all and bool(self.before(hit, ("with",), 2) or self.after(hit, ("wear",), 6))

    def nothing(self, hit: Hit) -> bool | None:
        """Judge "wears nothing", "nothing on" and "nothing under her coat", but not "nothing on her plate"."""
        if self.before(hit, ("wear",), 2):
            return True
        over = self.after(hit, ("onto",), 1)
        if over is None:
            return None
        whom = self.after(over, ("whom",), 1) or over
        is_bare = self._ends(whom) or self.after(whom, (*_GARMENTS, "intimate", "skin"), 2)
        return False if is_bare else None

    def bare(self, hit: Hit) -> bool | None:
        """Judge "bare bottom", "bare thighs", and "all bare" said of somebody."""
        if self.after(hit, ("intimate",), 2):
            return True
        if self.after(hit, ("skin",), 2):
            return False
        return False if self._ends(hit) and not (hit.first and is_thing(self._tokens[hit.first - 1])) else None

    def shown(self, hit: Hit) -> bool | None:
        """Judge "shows her thighs"."""
        return False if self.after(hit, ("intimate", "skin"), 3) else None

    def body(self, hit: Hit) -> bool | None:
        """Judge "her body exposed"."""
        if self.after(hit, ("bare",), 2):
            return False
        return False if hit.term.group == "intimate" and self.after(hit, ("shown",), 2) else None

    def scant(self, hit: Hit) -> bool | None:
        """Judge "a see-through dress"."""
        garment = self.after(hit, (_WORN, "upper"), 2)
        return False if garment and not self._tokens[garment.first - 1].letters.startswith(_ARMOR) else None

    def strip(self, hit: Hit) -> bool | None:
        """Judge "she strips" but not "strips the car"."""
        is_done = self._ends(hit) or self._tokens[hit.last + 1].letters in _STRIP_WHAT
        return False if is_done else None

    def sheer(self, hit: Hit) -> bool | None:
        """Judge "a dress, see-through"."""
        return False if self._ends(hit) else None


_RULES: Mapping[str, Callable[[_Reader, Hit], bool | None]] = {
    "no": _Reader.absent,
    "worn": _Reader.gone,
    "upper": _Reader.gone,
    "outer": _Reader.gone,
    "remove": _Reader.removed,
    "part": _Reader.removed,
    "only": _Reader.only,
    "nothing": _Reader.nothing,
    "bare": _Reader.bare,
    "shown": _Reader.shown,
    "intimate": _Reader.body,
    "skin": _Reader.body,
    "scant": _Reader.scant,
    "strip": _Reader.strip,
    "sheer": _Reader.sheer,
    "pull": _Reader.pulled,
    "few": _Reader.few,
    "let": _Reader.let,
    "wrap": _Reader.slipping,
    "undress": lambda reader, hit: True,
    "loose": lambda reader, hit: False,
}
