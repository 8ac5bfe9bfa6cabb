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
    r"\s*(scene|character|npc|pc|wanted|gesucht|location|place|item|gear|weapon|vehicle|szene|charakter|figur|nsc|ort|gegenstand|waffe|"
    r"fahrzeug)\s*[:\u2013-]\s",
    re.IGNORECASE,
)
_LABELLED = (
    {"place": "location", "ort": "location", "szene": "scene"}
    | dict.fromkeys(("npc", "pc", "nsc", "charakter", "figur", "wanted", "gesucht"), "character")
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
#: What only asks for a picture: "can you paint", "ich hätte gern".
_REQUEST = re.compile(
    r"^\s*(?:(?:please|bitte|hey|hi|ok|okay|bot)[,!]?\s+)*(?:"
    r"(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:draw|paint|show|make|do|create|generate|give)(?:\s+(?:me|us))?|"
    r"(?:i|we)(?:\s+would|'d)?\s+(?:want|need|like)(?:\s+to\s+see)?|let's\s+see|(?:how|what)\s+about|give\s+(?:me|us)|"
    r"(?:draw|paint|show|make|create|generate)(?:\s+(?:me|us|it))?|"
    r"(?:ich|wir)\s+(?:möchte|möchten|will|wollen|brauche|brauchen|hätte|hätten)(?:\s+gerne?)?|"
    r"kannst\s+du(?:\s+(?:mir|uns|bitte))*|(?:zeichne|mal|male|zeig|zeige|mach|mache)(?:\s+(?:mir|uns|bitte))+)\s+",
    re.IGNORECASE,
)
#: A picture that is itself a thing: a "stolen painting".
_OBJECT = re.compile(
    r"^(?:(?:an?|the|my|his|her|ein|eine|das|die)\s+)?(?:stolen|torn|framed|forged|fake|crumpled|burnt|wrinkled|folded|ripped|"
    r"bloody|bloodstained|lost|hidden|gestohlene[ns]?|zerrissene[ns]?|gerahmte[ns]?|gefälschte[ns]?|zerknitterte[ns]?)\s",
    re.IGNORECASE,
)
_PERSONAL = ("ist", "man", "woman", "smith", "eer", "er", "or", "erin", "istin", "torin", "antin", "frau", "mann")
#: A product with its number: "Fichetti Security 600", "Ares Alpha II".
_MODEL = re.compile(r"(?:[A-Z][\w&'-]*\s+){1,4}(?:Mk\.?\s*)?(?:\d{2,4}|[IVX]{1,4}|[A-Z]*-?\d+[\w-]*)")
_WHERE = re.compile(
    r"\s*(?:where|wo|(?:what(?:'s|\s+is|\s+lies)|was\s+(?:ist|liegt|steckt))\s+(?:behind|in|inside|under|beyond|below|hinter|unter))\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 3  # words
#: What follows the name of somebody: what they wear or hold, and whose it is.
_OF_SOMEBODY = frozenset(
    {"wearing", "holding", "carrying", "smoking", "dressed", "disguised", "his", "her", "human", "metahuman", "who",
     "aged", "trägt", "hält", "raucht", "menschlicher", "verkleidet"}
)  # fmt: skip
_TITLES = frozenset(grammar("types", "titles"))
_IMPERSONAL = frozenset(grammar("types", "impersonal"))


def detect_type(text: str) -> str:
    """Return the kind of picture that a description asks for."""
    plain = _REQUEST.sub("", INSTRUCTION.sub(" ", text))
    shown = _FORM.sub("", plain)
    if shown != plain and _OBJECT.match(plain):
        return "item"
    return type_of(read_description(plain if _names_portrait(plain) else shown))


def _names_portrait(text: str) -> bool:
    return not _PORTRAITS.isdisjoint(words_of(text))


def type_of(reading: Reading) -> str:
    """Return the kind of picture that a description, already read, asks for."""
    if stated := _stated(reading):
        return stated
    head = _head(reading)
    described = head is not None and head.senses & PLACES and reading.word(head.at + head.length) in {"where", "wo"}
    if not described and happens(reading, head):
        return "scene"
    if head is not None and _is_told_later(reading, head):
        head = None
    return _by_pronoun(reading, head) or _by_head(reading, head)


def _stated(reading: Reading) -> str:
    """Return the kind that a description states by its form: a label, "where", a product's number, "portrait"."""
    if label := LABEL.match(reading.text):
        name = label[1].lower()
        return _LABELLED.get(name, name)
    if _WHERE.match(reading.text):
        return "location"
    if _MODEL.fullmatch(reading.text.strip()):
        return "item"
    return (
        "scene"
        if reading.words & _SCENES and not _is_scenes_place(reading)
        else "character"
        if reading.words & _PORTRAITS
        else ""
    )


def _is_scenes_place(reading: Reading) -> bool:
    """Tell whether a place follows the word at once: a "crime scene apartment" is an apartment."""
    after = [at + 1 for at, token in enumerate(reading.tokens) if token.text in _SCENES]
    return any((phrase := reading.phrase_at(at)) is not None and bool(phrase.senses & PLACES) for at in after)


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
            return "location" if kind == "item" and _is_furnishing(reading, head) else kind
    return "scene" if "event" in head.senses or reading.of({"event"}) else "character"


def _is_furnishing(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a thing only stands in a row with a place behind something unknown: "housing, doors, a hallway"."""
    first = next((at for at, token in enumerate(reading.tokens) if not token.is_word), len(reading.tokens))
    rows = [place for place in reading.of(PLACES) if place.at > first]
    return head.at > first and any(reading.word(place.at - 1) not in AFTER_HEAD - DETERMINERS for place in rows)


def _is_doing(reading: Reading, head: KnownPhrase) -> bool:
    behind = head.at + head.length
    word = reading.word(behind)
    return word in {"who", "der", "die"} or (len(word) > 4 and word.endswith("ing") and word not in STILL)


def _guess(reading: Reading) -> str:
    """Return what a description may show of which no noun is known: somebody by the word's ending, else a scene."""
    verb = next((at for at in range(len(reading.tokens)) if verb_at(reading, at)), None)
    if verb and reading.word(verb).endswith("ing") and _seems_personal(reading.word(verb - 1)):
        return "character"
    posing = _is_posing(reading)
    if not posing and (verb is not None or reading.of({"event", "group"})):
        return "scene"
    titled = reading.word(0) in _TITLES or (reading.word(0) in DETERMINERS and reading.word(1) in _TITLES)
    if titled or posing or _seems_personal(_last_of_first_phrase(reading)):
        return "character"
    return "location" if reading.of({"city"}) else "scene"


def _is_posing(reading: Reading) -> bool:
    """Tell whether an unknown name goes on as somebody's does: "Rook in her red coat", "Rook smiling"."""
    end = next(
        (at for at, token in enumerate(reading.tokens) if at and (token.text in AFTER_HEAD or not token.is_word)), 0
    )
    named = 0 < end <= _LONGEST_NAME and (reading.text[:1].isupper() or reading.word(end) == "who")
    follows = {reading.word(end), reading.word(end + 1)}
    return named and bool(follows & _OF_SOMEBODY)


def _is_told_later(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether the head only stands behind somebody unknown: a "swordmaster, robe" is no robe."""
    first = next((at for at, token in enumerate(reading.tokens) if at > 1 and _ends_phrase(reading, at)), head.at)
    return head.at > first and (_is_posing(reading) or _seems_personal(_last_of_first_phrase(reading)))


def _ends_phrase(reading: Reading, at: int) -> bool:
    return not reading.tokens[at].is_word or reading.word(at) in AFTER_HEAD - DETERMINERS


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
            counts = head is not None and bool(head.senses & THINGS) and phrase.senses == {"group"}  # a "dice pair"
            head = head if owns(reading, phrase) or counts else phrase
        elif head is not None and (
            reading.word(at) in AFTER_HEAD or not reading.tokens[at].is_word or verb_at(reading, at)
        ):
            return head
        at += phrase.length if phrase else 1
    return head
