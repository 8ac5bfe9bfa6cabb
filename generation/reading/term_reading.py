"""From a text to its terms: looks each word, phrase and compound up, in the language of the text, slips mended."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from generation.reading.data import grammar
from generation.reading.derivation import names_somebody
from generation.reading.lexicon import LONGEST, Meaning, compound_of, fold, meaning_of, table
from generation.reading.negation import refusals
from generation.reading.small_words import small
from generation.reading.spelling import meant
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import VERBS, senses
from generation.reading.words import tokens_of

LONGEST_TEXT = 4000  # characters read; the rest of a longer text is not
_TITLES = frozenset({"mr", "ms", "mrs", "dr", "st", "prof"})
_GERMAN_WORDS, _ENGLISH_WORDS = small("german"), small("english")
_DONE_BY_WEATHER = ("ed", "swept", "slick", "wet")
_SMALL = frozenset(map(fold, grammar("terms", "empty"))) | _GERMAN_WORDS | _ENGLISH_WORDS
_SHORTEST_COMPOUND = 6
#: How words are typed in haste, folded: in any text, and in a German one.
_TYPED_FOR = {"w": "with", "w/": "with", "thru": "through", "whos": "whose"}
_NO_GERMAN = {"held": "kept"}  # which is a hero there
_TYPED_FOR_IN_GERMAN = {
    "ne": "eine", "ner": "einer", "nem": "einem", "nen": "einen", "nes": "eines", "aufm": "auf", "vorm": "vor",
    "hinterm": "hinter", "unterm": "unter", "ueberm": "ueber", "nebem": "neben", "sitz": "sitzt", "steh": "steht",
    "lieg": "liegt", "grade": "gerade", "stehn": "stehen", "gehn": "gehen", "sehn": "sehen", "liegn": "liegen",
    "sitzn": "sitzen", "rum": "herum",
}  # fmt: skip
#: What ends a German word for several of a kind.
_BANDS = (
    "bande", "banden", "gang", "trupp", "rudel", "meute", "schwarm", "horde", "haufen", "herde", "crew", "familie",
)  # fmt: skip
#: Tables of what looks otherwise if only its last word is known: a "hazmat suit", a "Kletterhalle".
_LOOK_OTHERWISE = frozenset({
    "garments", "vehicles", "creatures", "places", "items", "furnishings", "features", "effects", "roles",
})  # fmt: skip
_ENGLISH_FORM = re.compile(r"[a-z]{4,}ing")
#: Of which table a known longer phrase may be by its last word: a "biker bar" is a bar, a "dragon egg" no dragon.
_TABLES_OF: Mapping[str, tuple[str, ...]] = {
    "person": ("roles", "metatypes", "genders", "ages"),
    "creature": ("creatures",),
    "vehicle": ("vehicles", "drones"),
    "thing": ("items", "garments", "features", "furnishings"),
    "outdoors": ("places",),
    "indoors": ("places",),
    "wilderness": ("places",),
    "event": ("actions",),
    "group": ("roles", "metatypes"),
    "make": ("items", "vehicles"),
    "city": ("districts",),
    "matrix": ("places",),
    "astral": ("places",),
}


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    whole: str  # with its possessive ending
    typed: str
    start: int
    end: int
    possessive: bool
    refused: bool


def read_terms(text: str, unwanted: str = "") -> Terms:
    """Read a text of any length and content; what `unwanted` names outright, between its commas, is refused, too."""
    text = text[:LONGEST_TEXT]
    words = _words(text)
    german = _is_german(text, words)
    nouns_are_capital = german and any(word.typed[:1].isupper() for word in words[1:])
    words = _without_round([_in_full(word, german=german) for word in words])
    words = [word if nouns_are_capital and _is_verb(word) else _spelt(word, german=german) for word in words]
    outright = _named_outright(unwanted)
    refused = frozenset(pair for meaning in outright for pair in meaning.effects.items())
    found: list[Term] = []
    at = 0
    while at < len(words):
        term, length = _term_at(text, words, at, len(found), german=german)
        found.append(replace(term, refused=True) if not refused.isdisjoint(term.effects.items()) else term)
        at += length
    return Terms(text, tuple(found), german, outright)


def _words(text: str) -> list[_Word]:
    no = {place for refusal in refusals(text) for place in range(refusal.start, refusal.end)}
    words: list[_Word] = []
    for token in tokens_of(text):
        typed = text[token.start : token.end]
        if typed == "." and words and words[-1].folded in _TITLES:
            continue
        plain = fold(token.text)
        if token.is_word and (not plain or plain in small("chat")):
            continue
        owner = plain.endswith("'s") or (plain.endswith("s") and text[token.end : token.end + 1] in {"'", "\u2019"})
        bare = plain.removesuffix("'s")
        words.append(_Word(bare or typed, plain or typed, typed, token.start, token.end, owner, token.start in no))
    return words


def _is_verb(word: _Word) -> bool:
    """Tell whether a German word is one that somebody does, where nouns are written with a capital: "tankt"."""
    return word.typed[:1].islower() and word.folded.endswith("t")


def _in_full(word: _Word, *, german: bool) -> _Word:
    """Return a word that was typed short as it is in full: "w/", "ne"."""
    if not word.typed[:1].islower():
        return word
    full = _TYPED_FOR.get(word.folded) or (_TYPED_FOR_IN_GERMAN if german else _NO_GERMAN).get(word.folded)
    return replace(word, folded=full, whole=full) if full else word


def _without_round(words: list[_Word]) -> list[_Word]:
    """Return words in which a "round" before an article is an "around": "dancing round a fire"."""
    after = [*words[1:], None][: len(words)]
    return [
        replace(word, folded="around", whole="around")
        if word.folded == "round" and at and other is not None and other.folded in small("determiners")
        and words[at - 1].folded not in small("determiners") else word
        for at, (word, other) in enumerate(zip(words, after, strict=True))
    ]  # fmt: skip


def _spelt(word: _Word, *, german: bool) -> _Word:
    """Return a word with a slip of the fingers mended; a name, with a capital in English, is what it is."""
    if word.typed[:1].isupper() and not german:
        return word
    mended = meant(word.folded, german=german)
    return replace(word, folded=mended, whole=word.whole.replace(word.folded, mended)) if mended else word


def _is_german(text: str, words: list[_Word]) -> bool:
    there = {word.folded for word in words}
    if any(letter in text for letter in "äöüÄÖÜß"):
        return True
    german, english = len(there & _GERMAN_WORDS), len(there & _ENGLISH_WORDS)
    english += any(_ENGLISH_FORM.fullmatch(word.typed) is not None for word in words)
    return german > english or (not german and not english and text[:1].isupper())


def _term_at(text: str, words: list[_Word], at: int, place: int, *, german: bool) -> tuple[Term, int]:
    first = words[at]
    pair = _titled(text, words, at, place, german=german) or _weathered(text, words, at, place)
    if pair is not None:
        return pair, 2
    if not first.folded[:1].isalnum():
        return Term(first.folded, first.typed, place, first.start, {}, beginning={}), 1
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        phrase = " ".join([*(word.whole for word in part[:-1]), part[-1].folded])
        meaning = meaning_of(phrase, german=german) if length > 1 or german or _may_mean(phrase) else None
        known = _known_senses(phrase)
        if length > 1 and not known & _TABLES_OF.keys():
            known = frozenset()
        if meaning is None and length == 1 and german:
            meaning = _compound(first)
        if meaning is None and known and length > 1:
            meaning = _by_last_word(part[-1].folded, known, german=german)
        if meaning is not None or known:
            return _term(text, part, meaning, known, place), length
    return _unknown(text, first, place, german=german), 1


def _unknown(text: str, word: _Word, place: int, *, german: bool) -> Term:
    """Return a word that stands in no table; it is somebody, if it is made as such words are."""
    if word.folded in _SMALL or not names_somebody(word.folded, german=german) or (german and word.typed[:1].islower()):
        return _term(text, [word], None, frozenset(), place)
    many = word.folded.endswith(("s", "men", "women", "leute", "en"))
    somebody = Meaning(word.folded, {"roles": "person"}, many)
    return replace(_term(text, [word], somebody, frozenset({"person"}), place), is_inexact=True)


def _titled(text: str, words: list[_Word], at: int, place: int, *, german: bool) -> Term | None:
    """Return a title with the name behind it, which nobody knows: "Mrs. Kowalski"."""
    name = words[at + 1] if at + 1 < len(words) else None
    if name is None or words[at].folded not in small("titles") or not name.typed[:1].isupper():
        return None
    if meaning_of(f"{words[at].folded} {name.folded}", german=german) is not None:
        return None  # a "Mr. Johnson" has a meaning of its own
    title = meaning_of(words[at].folded, german=german)
    effects = {"roles": "person", **(title.effects if title else {})}
    term = _term(text, words[at : at + 2], Meaning(words[at].folded, effects), frozenset({"person"}), place)
    return replace(term, is_inexact=False)


def _weathered(text: str, words: list[_Word], at: int, place: int) -> Term | None:
    """Return weather with what it has done, as one word: "rain-slicked", "snow-dusted", "fog-shrouded"."""
    pair = words[at : at + 2]
    if len(pair) < 2 or text[pair[0].end : pair[1].start] != "-" or not pair[1].folded.endswith(_DONE_BY_WEATHER):
        return None
    meaning = meaning_of(pair[0].folded, german=False)
    if meaning is None or "weather" not in meaning.effects:
        return None
    return _term(text, pair, replace(meaning, effects={"weather": meaning.effects["weather"]}), frozenset(), place)


def _may_mean(word: str) -> bool:
    """Tell whether a word may be looked for in other forms than its own: not one that is empty."""
    return word not in _SMALL or any(word in table(name) for name in ("numbers", "genders", "handling"))


def _compound(word: _Word) -> Meaning | None:
    if len(word.folded) < _SHORTEST_COMPOUND or word.folded in _SMALL:
        return None
    return _band(word.folded) or compound_of(word.folded, written_as_noun=word.typed[:1].isupper())


def _band(word: str) -> Meaning | None:
    """Return who is in a group that a German word names: the orks of an "Orkbande"."""
    group = next((group for group in _BANDS if word.endswith(group) and len(word) - len(group) >= 3), "")
    members = word.removesuffix(group)
    forms = (members, members.removesuffix("s"), members.removesuffix("n"), members.removesuffix("en")) if group else ()
    for form in forms:
        meaning = meaning_of(form, german=True)
        if meaning is not None and (meaning.effects.keys() & {"metatypes", "roles", "creatures"}):
            return Meaning(meaning.phrase, meaning.effects, plural=True)
    return None


def _by_last_word(last: str, known: frozenset[str], *, german: bool) -> Meaning | None:
    """Return what a longer phrase is by its last word, where that is of the same kind."""
    meaning = meaning_of(last, german=german)
    names = {name for sense in known for name in _TABLES_OF.get(sense, ())}
    if meaning is None or not (effects := {name: each for name, each in meaning.effects.items() if name in names}):
        return None
    return Meaning(meaning.phrase, effects, meaning.plural, meaning.feminine)


def _term(text: str, part: list[_Word], meaning: Meaning | None, known: frozenset[str], place: int) -> Term:
    typed = text[part[0].start : part[-1].end]
    plural = meaning.plural if meaning else part[-1].folded.endswith("s") and not part[-1].folded.endswith("ss")
    return Term(
        " ".join(word.folded for word in part),
        typed,
        place,
        part[0].start,
        meaning.effects if meaning else {},
        known,
        plural=plural and not part[-1].possessive,
        feminine=meaning.feminine if meaning else False,
        possessive=part[-1].possessive,
        refused=part[-1].refused and not (meaning is not None and "showings" in meaning.effects),
        beginning=meaning.beginning if meaning else {},
        is_inexact=meaning is not None and _is_inexact(meaning, part),
    )


def _is_inexact(meaning: Meaning, part: list[_Word]) -> bool:
    """Tell whether only the end of a phrase or compound is known, and the rest may make it look otherwise."""
    if meaning.effects.keys().isdisjoint(_LOOK_OTHERWISE):
        return False
    if len(part) > 1:
        known = len(meaning.phrase.split())
        return known < len(part) and not all(_is_harmless(word.folded) for word in part[: len(part) - known])
    before = part[0].folded.rpartition(meaning.phrase)[0]
    own = meaning.beginning.keys() & {"metatypes", "roles", "colours", "districts"}
    somebody = meaning.effects.get("roles") not in {None, "person"}
    return len(before) > 2 and not own and not somebody and not _is_harmless(before)


def _is_harmless(word: str) -> bool:
    """Tell whether a word before a noun changes nothing of what it looks like: of what it is, whose, when."""
    forms = {word, *(word.removesuffix(ending) for ending in ("s", "n", "en", "er"))}
    if table("text_only").get(word, "").startswith("a name"):
        return True  # an "Aztechnology pyramid"
    return not forms.isdisjoint(small("harmless"))


@cache
def _folded_senses() -> Mapping[str, frozenset[str]]:
    return {fold(phrase): found for phrase, found in senses().items()}


def _known_senses(phrase: str) -> frozenset[str]:
    """Return the enhancer's senses of a phrase or its singular."""
    table_ = _folded_senses()
    forms = (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"))
    found = [table_[form] for form in forms if form in table_ and len(form) > 1]
    if found and found[0] & VERBS:
        return found[0]
    return frozenset().union(*found)


def _named_outright(unwanted: str) -> tuple[Meaning, ...]:
    """Return what a negative prompt refuses: its phrases that mean a thing and no more: "rain", not "rain indoors"."""
    phrases = (
        " ".join(fold(token.text) for token in tokens_of(phrase) if token.is_word) for phrase in unwanted.split(",")
    )
    return tuple(filter(None, (meaning_of(phrase, german=True) for phrase in phrases)))
