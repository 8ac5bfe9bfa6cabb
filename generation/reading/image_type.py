"""What kind of picture a description asks for: a scene, a character, a location or an item.

The head of the phrase decides: an "ork decker in a bar" is a character, a "bar with an ork" a location. Several who do
something are a scene, and so is an event; a portrait is a character whatever stands around it.
"""

import re

from generation.reading.data import grammar
from generation.reading.description import KnownPhrase, Reading, read_description
from generation.reading.happening import AFTER_HEAD, DETERMINERS, STILL, happens, owns, several, verb_at
from generation.reading.kept_terms import INSTRUCTION
from generation.reading.vocabulary import PEOPLE, PLACES, THINGS
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
_OTHERS = frozenset({"him", "them", "each", "ihm", "ihn", "ihnen", "everybody", "everyone"})
_SOMEBODY = frozenset(grammar("types", "somebody"))
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
_PERSONAL = ("ist", "man", "woman", "smith", "eer", "er", "or", "erin", "istin", "torin", "antin", "frau", "mann")
_TITLES = frozenset(grammar("types", "titles"))
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
    described = head is not None and head.senses & PLACES and reading.word(head.at + head.length) in {"where", "wo"}
    if not described and happens(reading, head):
        return "scene"
    if head is not None and _is_told_later(reading, head):
        head = None
    return _by_pronoun(reading, head) or _by_head(reading, head)


def _by_pronoun(reading: Reading, head: KnownPhrase | None) -> str:
    """Return the kind of what begins with "she" or "someone": one of them alone is a character."""
    if reading.word(0) not in _SOMEBODY or (head is not None and head.at == 0):
        return ""
    others = _OTHERS.intersection(token.text for token in reading.tokens[1:])
    return "scene" if others or several(reading) else "character"


def _by_head(reading: Reading, head: KnownPhrase | None) -> str:
    if head is None:
        return _guess(reading)
    if head.senses & PEOPLE and reading.word(head.at - 1) in _LIKENESSES:
        return "item"
    if head.length == 1 and reading.word(head.at) in _DOERS and _is_doing(reading, head):
        return "scene" if several(reading) else "character"
    for kind, senses in (("character", PEOPLE), ("item", THINGS), ("location", PLACES)):
        if head.senses & senses:
            return kind
    return "scene" if "event" in head.senses or reading.of({"event"}) else "character"


def _is_doing(reading: Reading, head: KnownPhrase) -> bool:
    behind = head.at + head.length
    word = reading.word(behind)
    return word in {"who", "der", "die"} or (len(word) > 4 and word.endswith("ing") and word not in STILL)


def _guess(reading: Reading) -> str:
    """Return what a description may show of which no noun is known: somebody by the word's ending, else a scene."""
    verb = next((at for at in range(len(reading.tokens)) if verb_at(reading, at)), None)
    if verb and reading.word(verb).endswith("ing") and _seems_personal(reading.word(verb - 1)):
        return "character"
    if verb is not None or reading.of({"event", "group"}):
        return "scene"
    if reading.word(0) in _TITLES or (reading.word(0) in DETERMINERS and reading.word(1) in _TITLES):
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
        if not token.is_word or (last and token.text in AFTER_HEAD):
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
        if head is not None and phrase is not None and phrase.length == 1 and reading.word(at) in AFTER_HEAD:
            return head  # "outside" is a place only where nothing stands before it
        if phrase is not None and not (head is not None and verb_at(reading, at)):
            head = head if owns(reading, phrase) else phrase
        elif head is not None and (
            reading.word(at) in AFTER_HEAD or not reading.tokens[at].is_word or verb_at(reading, at)
        ):
            return head
        at += phrase.length if phrase else 1
    return head
