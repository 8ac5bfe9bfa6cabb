"""What kind of picture a description asks for: a scene, a character, a location or an item.

The head of the phrase decides: an "ork decker in a bar" is a character, a "bar with an ork" a location. Several who do
something are a scene, and so is an event; a portrait is a character whatever stands around it.
"""

import re

from generation.reading.data import grammar
from generation.reading.description import KnownPhrase, Reading, read_description
from generation.reading.kept_terms import INSTRUCTION
from generation.reading.vocabulary import PEOPLE, PLACES, THINGS, VERBS
from generation.reading.words import words_of

LABEL = re.compile(
    r"\s*(scene|character|npc|pc|location|place|item|gear|weapon|vehicle|szene|charakter|figur|nsc|ort|gegenstand|waffe|"
    r"fahrzeug)\s*[:\u2013-]\s",
    re.IGNORECASE,
)
_LABELLED = (
    {"place": "location", "ort": "location", "szene": "scene"}
    | dict.fromkeys(("npc", "pc", "nsc", "charakter", "figur"), "character")
    | dict.fromkeys(("gear", "weapon", "vehicle", "gegenstand", "waffe", "fahrzeug"), "item")
)
_SCENES = frozenset({"scene", "szene"})
_PORTRAITS = frozenset(grammar("types", "portraits"))
#: Where the head of a phrase has ended.
_AFTER_HEAD = frozenset(grammar("types", "after_head"))
_MANY = frozenset(grammar("types", "many"))
_AROUND = frozenset(grammar("types", "around"))
_ABOVE = frozenset({"over", "above", "über"})
_OTHERS = frozenset({"him", "them", "each", "ihm", "ihn", "ihnen", "everybody", "everyone"})
_OUTBURSTS = frozenset({"bursting", "erupting", "exploding", "crashing", "rising", "emerging", "tearing", "breaking"})
_GERMAN = frozenset(grammar("types", "german"))
#: After a verb in -ing comes no bare noun: a "cheering crowd" does nothing, a crowd "cheering at the fight" does.
_AFTER_VERB = _AFTER_HEAD | frozenset(grammar("types", "after_verb"))
_DETERMINERS = frozenset(grammar("place", "determiners"))
_SOMEBODY = frozenset(grammar("types", "somebody"))
_STILL = frozenset(grammar("types", "still"))
#: Things that are somebody where they do something: "a suit negotiating".
_DOERS = frozenset(grammar("types", "doers"))
#: What makes a thing of whoever follows it: "a toy dragon".
_LIKENESSES = frozenset(grammar("types", "likenesses"))
#: "A photograph of", "close-up of": what is behind it is what is shown.
_FORM = re.compile(
    r"^[^,.;:!?]{0,60}\b(?:photo|photograph|picture|image|painting|watercolou?r|drawing|illustration|rendering|snapshot|"
    r"polaroid|selfie|close-?up|shot|view|foto|fotografie|bild|gemälde|zeichnung)\s+(?:of|von|eines|einer)\s+(?=\w)",
    re.IGNORECASE,
)
_FULL_OF = re.compile(r"\b(?:full of|packed with|crowded with|filled with|voller|voll mit)\b", re.IGNORECASE)
_PERSONAL = ("ist", "man", "woman", "smith", "eer", "er", "or", "erin", "istin", "torin", "frau", "mann")
_TITLES = frozenset(grammar("types", "titles"))
#: Behind these stands what somebody seems to be: "a spy posing as a janitor" is one person.
_SEEMING = frozenset(grammar("types", "seeming"))
#: Before these stands who has what follows: "an elf with a falcon" is there for herself.
_HAVING = frozenset({"with", "w", "mit"})
#: Who does no more than these poses for a portrait.
_POSES = frozenset(grammar("types", "poses"))
#: Women's words in -er, of which "die" makes no plural.
_FEMININE = frozenset({"mutter", "schwester", "tochter", "großmutter"})
_ALL_OR_NONE = frozenset({"nobody", "everybody", "everyone", "niemand", "keiner", "jeder", "alle"})
#: Whoever stands before these is nobody: a "bear costume".
_GUISES = frozenset({"costume", "mask", "onesie", "mascot", "tattoo", "statue", "kostüm", "maske"})
#: Forms of verbs that are also what a picture is made of.
_MEDIA = frozenset({"drawing", "painting"})
_IMPERSONAL = frozenset(grammar("types", "impersonal"))


def detect_type(text: str) -> str:
    """Return the kind of picture that a description asks for."""
    plain = INSTRUCTION.sub(" ", text)
    shown = _FORM.sub("", plain)
    return type_of(read_description(plain if _names_portrait(plain) else shown))


def _names_portrait(text: str) -> bool:
    return not _PORTRAITS.isdisjoint(words_of(text))


def type_of(reading: Reading) -> str:
    """Return the kind of picture that a description, already read, asks for."""
    if label := LABEL.match(reading.text):
        name = label[1].lower()
        return _LABELLED.get(name, name)
    if reading.words & _SCENES:
        return "scene"
    if reading.words & _PORTRAITS:
        return "character"
    head = _head(reading)
    if (
        _is_deed(reading, head)
        or _is_event(reading, head)
        or _in_conflict(reading)
        or (_several(reading) and _acting(reading, head))
    ):
        return "scene"
    if head is not None and (_is_under_way(reading, head) or _is_crowded(reading, head)):
        return "scene"
    if head is not None and _is_told_later(reading, head):
        head = None
    return _by_pronoun(reading, head) or _by_head(reading, head)


def _is_deed(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether it begins with what is done, or says of somebody what they do: "hacking a door", "an ork sings"."""
    first = reading.word(0)
    if first in _ALL_OR_NONE and reading.word(1).endswith(("s", "t", "en")):
        return True
    if first.endswith("ing") and len(first) > 4 and reading.word(1) in _DETERMINERS:
        return True
    if head is None or not head.senses & PEOPLE or head.senses & PLACES:
        return False
    behind = head.at + head.length
    word, known = reading.word(behind), reading.phrase_at(behind)
    finite = word not in _POSES and not word.endswith(("ing", "end", "ed")) and _verb_at(reading, behind)
    return finite or (known is not None and "event" in known.senses and word == known.phrase)


def _is_under_way(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a vehicle is on its way or a creature attacks: "a train arriving", "a dragon attacks"."""
    behind = head.at + head.length
    if "vehicle" in head.senses and not head.senses & PEOPLE:
        after = reading.phrase_at(behind)
        does = after is not None and after.senses <= VERBS and reading.word(behind).endswith("s")
        return does or _moves(reading, behind) or reading.word(behind) in _ABOVE
    attacks = any(phrase.at == behind for phrase in reading.of({"conflict"}))
    return "creature" in head.senses and (attacks or reading.word(behind) in _OUTBURSTS)


def _moves(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    return len(word) > 4 and word.endswith("ing") and word not in _STILL and reading.word(at + 1) in _AFTER_VERB


def _is_crowded(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a place is full of people: they are what is to be seen."""
    return bool(head.senses & PLACES and _FULL_OF.search(reading.text) and reading.of(PEOPLE | {"group"}))


def _by_pronoun(reading: Reading, head: KnownPhrase | None) -> str:
    """Return the kind of what begins with "she" or "someone": one of them alone is a character."""
    if reading.word(0) not in _SOMEBODY or (head is not None and head.at == 0):
        return ""
    others = _OTHERS.intersection(token.text for token in reading.tokens[1:])
    return "scene" if others or _several(reading) else "character"


def _is_event(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether it is about something that happens; a dragon over a city is not there for its portrait."""
    if head is None:
        return False
    above = "creature" in head.senses and reading.word(head.at + head.length) in _ABOVE
    return above or "event" in head.senses


def _by_head(reading: Reading, head: KnownPhrase | None) -> str:
    if head is None:
        return _guess(reading)
    if head.senses & PEOPLE and reading.word(head.at - 1) in _LIKENESSES:
        return "item"
    if head.length == 1 and reading.word(head.at) in _DOERS and _is_doing(reading, head):
        return "scene" if _several(reading) else "character"
    for kind, senses in (("character", PEOPLE), ("item", THINGS), ("location", PLACES)):
        if head.senses & senses:
            return kind
    return "scene" if "event" in head.senses or reading.of({"event"}) else "character"


def _is_doing(reading: Reading, head: KnownPhrase) -> bool:
    behind = head.at + head.length
    word = reading.word(behind)
    return word in {"who", "der", "die"} or (len(word) > 4 and word.endswith("ing") and word not in _STILL)


def _guess(reading: Reading) -> str:
    """Return what a description may show of which no noun is known: somebody by the word's ending, else a scene."""
    if any(_verb_at(reading, at) for at in range(len(reading.tokens))) or reading.of({"event", "group"}):
        return "scene"
    if reading.word(0) in _TITLES or (reading.word(0) in _DETERMINERS and reading.word(1) in _TITLES):
        return "character"
    if _seems_personal(_last_of_first_phrase(reading)):
        return "character"
    return "scene"


def _is_told_later(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether the head only stands behind somebody unknown: a "swordmaster, robe" is no robe."""
    first = next((at for at, token in enumerate(reading.tokens) if not token.is_word), len(reading.tokens))
    return head.at > first and _seems_personal(_last_of_first_phrase(reading))


def _seems_personal(word: str) -> bool:
    return len(word) > 4 and word.endswith(_PERSONAL) and word not in _IMPERSONAL


def _last_of_first_phrase(reading: Reading) -> str:
    last = ""
    for at, token in enumerate(reading.tokens):
        if not token.is_word or (last and token.text in _AFTER_HEAD):
            break
        last = reading.word(at)
    return last


def _head(reading: Reading) -> KnownPhrase | None:
    """Return the known phrase that the description is about: the last before the first preposition that has one."""
    known = {phrase.at: phrase for phrase in reading.of(PEOPLE | THINGS | PLACES | {"event", "group"})}
    head: KnownPhrase | None = None
    at = 0
    while at < len(reading.tokens):
        phrase = known.get(at)
        if head is not None and phrase is not None and phrase.length == 1 and reading.word(at) in _AFTER_HEAD:
            return head  # "outside" is a place only where nothing stands before it
        if phrase is not None and not (head is not None and _verb_at(reading, at)):
            head = head if _owns(reading, phrase) else phrase
        elif head is not None and (
            reading.word(at) in _AFTER_HEAD or not reading.tokens[at].is_word or _verb_at(reading, at)
        ):
            return head
        at += phrase.length if phrase else 1
    return head


def _owns(reading: Reading, phrase: KnownPhrase) -> bool:
    """Tell whether a phrase only says whose or of what the next is: "a rigger's van"."""
    last = reading.tokens[phrase.at + phrase.length - 1]
    apostrophe = reading.text[last.end : last.end + 1] in {"'", "\u2019"}
    return last.text.endswith("'s") or (last.text.endswith("s") and apostrophe)


def _verb_at(reading: Reading, at: int) -> bool:
    """Tell whether a word says that something is done, by its form and by what stands around it."""
    word = reading.word(at)
    known = reading.phrase_at(at)
    doer = at in reading.after_people
    if word.endswith("ing") and len(word) > 4:
        if known is not None and (not known.senses & VERBS or known.senses & _MEDIA):
            return False
        follows = at + 1 < len(reading.tokens) and reading.tokens[at + 1].is_word
        return doer or not follows or reading.word(at + 1) in _AFTER_VERB
    if known is None:
        english = word.endswith("s") and not word.endswith(("ss", "'s"))
        german = (
            word.endswith(("t", "en"))
            and reading.text[reading.tokens[at].start].islower()
            and bool(reading.words & _GERMAN)
        )
        return doer and len(word) > 3 and (english or german)
    return bool(known.senses & VERBS) and (doer or (known.senses <= VERBS and at - 1 in reading.after_people))


def _in_conflict(reading: Reading) -> bool:
    """Tell whether one goes for another, be it a machine: "a mage blasting a drone"."""
    who = reading.of(PEOPLE | {"group", "vehicle"})
    return len(who) > 1 and any(
        _verb_at(reading, phrase.at)
        or (phrase.senses <= VERBS and phrase.phrase[-1] in "sg")
        or reading.word(phrase.at + phrase.length) == "by"
        for phrase in reading.of({"conflict"})
    )


def _several(reading: Reading) -> bool:
    """Tell whether more than one takes part: a plural, a number, a group, or two who are named."""
    if reading.of({"group"}):
        return True
    people = [
        phrase
        for phrase in reading.of(PEOPLE)
        if not _is_attribute(reading, phrase) and not _seems(reading, phrase) and not _is_pet(reading, phrase)
    ]
    return any(_is_plural(reading, phrase) for phrase in people) or len({phrase.phrase for phrase in people}) > 1


def _seems(reading: Reading, phrase: KnownPhrase) -> bool:
    return any(reading.word(phrase.at - back) in _SEEMING for back in (1, 2))


def _is_pet(reading: Reading, phrase: KnownPhrase) -> bool:
    """Tell whether a single creature is only what somebody has: "an elf with a cyber falcon"."""
    if phrase.senses.isdisjoint({"creature"}) or _is_plural(reading, phrase):
        return False
    return any(reading.word(phrase.at - back) in _HAVING for back in (1, 2, 3, 4))


def _is_plural(reading: Reading, phrase: KnownPhrase) -> bool:
    last = reading.word(phrase.at + phrase.length - 1)
    plural = last.endswith("s") and last != phrase.phrase.split()[-1] and not last.endswith("'s")
    german = reading.word(phrase.at - 1) == "die" and last.endswith(("er", "en", "innen")) and last not in _FEMININE
    before = reading.word(phrase.at - 1)
    numbered = (1,) if before in {"of", "von"} or before.endswith("ed") else (1, 2)  # "3 meters of troll" are one
    return plural or german or any(reading.word(phrase.at - back) in _MANY for back in numbered)


def _is_attribute(reading: Reading, phrase: KnownPhrase) -> bool:
    """Tell whether a person's word only describes another: "ork" in "ork taxi driver"."""
    after = phrase.at + phrase.length
    between = reading.word(after)
    if between in _GUISES:
        return True
    places = (after,) if between in _AFTER_HEAD or not between.isalnum() else (after, after + 1)
    for at in places:
        other = reading.phrase_at(at)
        if other and other.at == at and not other.refused and other.senses & (PEOPLE | PLACES):
            return True
    return _owns(reading, phrase)


def _acting(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether something is done, by others than a thing; several who stand around something do, too."""
    if reading.of({"event"}):
        return True
    if head is not None and head.senses & THINGS:
        return False
    if head is not None and head.senses & PLACES and not reading.of({"person", "group"}):
        return False  # animals in a landscape
    if any(_verb_at(reading, at) for at in range(len(reading.tokens))):
        return True
    people = head is not None and head.senses & (PEOPLE | {"group"}) and head.senses.isdisjoint(PLACES)
    return bool(people) and any(token.text in _AROUND for token in reading.tokens)
