"""Whether something happens in a description: what somebody does, an event, several who take part."""

import re

from generation.reading.data import grammar
from generation.reading.description import KnownPhrase, Reading
from generation.reading.vocabulary import OUTRIGHT, PEOPLE, PLACES, THINGS, VERBS

#: Where the head of a phrase has ended.
AFTER_HEAD = frozenset(grammar("types", "after_head"))
_MANY = frozenset(grammar("types", "many"))
_AROUND = frozenset(grammar("types", "around"))
_ABOVE = frozenset({"over", "above", "über"})
_OUTBURSTS = frozenset({"bursting", "erupting", "exploding", "crashing", "rising", "emerging", "tearing", "breaking"})
_GERMAN = frozenset(grammar("types", "german"))
#: After a verb in -ing comes no bare noun: a "cheering crowd" does nothing, a crowd "cheering at the fight" does.
_AFTER_VERB = AFTER_HEAD | frozenset(grammar("types", "after_verb"))
DETERMINERS = frozenset(grammar("place", "determiners"))
STILL = frozenset(grammar("types", "still"))
_FULL_OF = re.compile(r"\b(?:full of|packed with|crowded with|filled with|voller|voll mit)\b", re.IGNORECASE)
#: Behind these stands what somebody seems to be: "a spy posing as a janitor" is one person.
_SEEMING = frozenset(grammar("types", "seeming"))
#: Before these stands who has what follows: "an elf with a falcon" is there for herself.
_HAVING = frozenset({"with", "w", "mit"})
#: Who does no more than these poses for a portrait.
_POSES = frozenset(grammar("types", "poses"))
#: Women's words in -er, of which "die" makes no plural.
_FEMININE = frozenset({"mutter", "schwester", "tochter", "großmutter"})
_ONWARD = frozenset(
    {"past", "through", "across", "over", "into", "along", "down", "up", "off", "away", "out", "around"}
)
_ALL_OR_NONE = frozenset({"nobody", "everybody", "everyone", "niemand", "keiner", "jeder", "alle"})
#: What ends a German clause whose verb is in two parts: "hält die Tür zu".
_PARTED = frozenset({"zu", "auf", "an", "ab", "aus", "ein", "hin", "fest", "zurück", "weg", "hoch", "um", "vor"})
_SUFFERS = frozenset({"gets", "get", "wird", "werden", "wurde", "wurden"})
_AGAINST = frozenset({"vs", "versus"})
_EVERYTHING = frozenset({"everything", "something", "everyone", "everybody", "alles", "etwas"})
_BEHIND_ALL = frozenset({"else", "here", "there", "mehr", "da", "hier", "dort", ",", ".", "!", "?"})
_SOMEBODY = frozenset(grammar("types", "somebody"))
#: Whoever stands before these is nobody: a "bear costume".
_GUISES = frozenset(
    {"form", "shape", "skin", "gestalt", "costume", "mask", "onesie", "mascot", "tattoo", "statue", "kostüm", "maske"}
)
#: Forms of verbs that are also what a picture is made of.
_MEDIA = frozenset({"drawing", "painting"})


def happens(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether a description, whose head is given, is about what happens rather than who or what is there."""
    if reading.words & _AGAINST or _is_deed(reading, head) or _is_event(reading, head) or _in_conflict(reading):
        return True
    if several(reading) and _acting(reading, head):
        return True
    return head is not None and any(told(reading, head) for told in (_does, _is_under_way, _is_crowded))


def _is_deed(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether it begins with what is done, or says of somebody what they do: "hacking a door", "an ork sings"."""
    if _begins_with_deed(reading) or _all_do(reading) or _is_suffered(reading, head):
        return True
    if head is None or not head.senses & PEOPLE or head.senses & PLACES:
        return False
    behind = head.at + head.length
    word, known = reading.word(behind), reading.phrase_at(behind)
    parted = bool(reading.words & _GERMAN) and reading.word(len(reading.tokens) - 1) in _PARTED
    if word in _POSES:
        return parted
    finite = not word.endswith(("ing", "end", "ed")) and verb_at(reading, behind)
    return finite or (known is not None and "event" in known.senses and word == known.phrase)


def _begins_with_deed(reading: Reading) -> bool:
    """Tell whether it begins so: "everybody dances", "someone is climbing over the fence", "creeping past a guard"."""
    first, second = reading.word(0), reading.word(1)
    if first in _ALL_OR_NONE and second and second not in AFTER_HEAD | _BEHIND_ALL:
        return True
    if first in _SOMEBODY and second in {"is", "are"} and _moves(reading, 2):
        return True
    if _begins_with_clause(reading):
        return True
    known = reading.phrase_at(0)
    onward = second in _ONWARD and (known is None or not known.senses & (THINGS | PLACES | PEOPLE))
    return first.endswith("ing") and len(first) > 4 and (onward or second in DETERMINERS)


def _begins_with_clause(reading: Reading) -> bool:
    """Tell whether its first words, whatever they name, do something to something: "a storm hits the village"."""
    for at in range(1, len(reading.tokens) - 1):
        if at > 1 and (reading.word(at) in AFTER_HEAD or not reading.tokens[at].is_word):
            return False
        known = reading.phrase_at(at)
        is_verb = known is not None and known.at == at and known.senses & VERBS and reading.word(at) not in _POSES
        if is_verb and reading.word(at).endswith("s") and reading.word(at + 1) in DETERMINERS:
            return True
    return False


def _is_suffered(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether something is done to whom or what it is about: "a thief gets caught", "ein Dieb wird erwischt"."""
    return head is not None and reading.word(head.at + head.length) in _SUFFERS


def _all_do(reading: Reading) -> bool:
    """Tell whether a clause says that everything or something does something: "and everything explodes"."""
    return any(
        token.text in _EVERYTHING
        and reading.word(at + 1) not in AFTER_HEAD
        and reading.word(at + 1).endswith(("s", "t"))
        for at, token in enumerate(reading.tokens)
    )


def _is_under_way(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a vehicle is on its way or a creature attacks: "a train arriving", "a dragon attacks"."""
    behind = head.at + head.length
    if "vehicle" in head.senses and not head.senses & PEOPLE:
        after = reading.phrase_at(behind)
        does = after is not None and after.senses <= VERBS and reading.word(behind).endswith("s")
        return does or _moves(reading, behind) or reading.word(behind) in _ABOVE
    attacks = any(phrase.at == behind for phrase in reading.of({"conflict"}))
    return "creature" in head.senses and (attacks or reading.word(behind) in _OUTBURSTS)


def _does(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a thing or a place does something: "a storm hits the harbor", "Drohnen umkreisen das Haus"."""
    at = head.at + head.length
    word, known = reading.word(at), reading.phrase_at(at)
    if known is None or known.at != at or not known.senses & VERBS or head.senses & PEOPLE or word in _POSES:
        return False
    if reading.words & _GERMAN:
        return reading.text[reading.tokens[at].start].islower() and word.endswith(("t", "en"))
    after = reading.word(at + known.length)
    goes_on = not after or after in AFTER_HEAD | _AFTER_VERB | _ONWARD or not after[0].isalnum()
    sure = after in DETERMINERS or not known.senses & OUTRIGHT
    return goes_on and sure and (word.endswith("s") or (_is_plural(reading, head) and word == known.phrase))


def _moves(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    return len(word) > 4 and word.endswith("ing") and word not in STILL and reading.word(at + 1) in _AFTER_VERB


def _is_crowded(reading: Reading, head: KnownPhrase) -> bool:
    """Tell whether a place is full of people: they are what is to be seen."""
    return bool(head.senses & PLACES and _FULL_OF.search(reading.text) and reading.of(PEOPLE | {"group"}))


def _is_event(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether it is about something that happens; a dragon over a city is not there for its portrait."""
    if head is None:
        return False
    above = "creature" in head.senses and reading.word(head.at + head.length) in _ABOVE
    return above or "event" in head.senses


def owns(reading: Reading, phrase: KnownPhrase) -> bool:
    """Tell whether a phrase only says whose or of what the next is: "a rigger's van"."""
    last = reading.tokens[phrase.at + phrase.length - 1]
    apostrophe = reading.text[last.end : last.end + 1] in {"'", "\u2019"}
    return last.text.endswith("'s") or (last.text.endswith("s") and apostrophe)


def verb_at(reading: Reading, at: int) -> bool:
    """Tell whether a word says that something is done, by its form and by what stands around it."""
    word = reading.word(at)
    known = reading.phrase_at(at)
    doer = at in reading.after_people
    if word.endswith("ing") and len(word) > 4:
        if known is not None and known.at == at and known.length > 1 and doer:
            return True  # who is "playing cards" plays them
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
        verb_at(reading, phrase.at)
        or (phrase.senses <= VERBS and phrase.phrase[-1] in "sg")
        or reading.word(phrase.at + phrase.length) == "by"
        for phrase in reading.of({"conflict"})
    )


def several(reading: Reading) -> bool:
    """Tell whether more than one takes part: a plural, a number, a group, or two who are named."""
    if reading.of({"group"}):
        return True
    people = [
        phrase
        for phrase in reading.of(PEOPLE)
        if not any(out(reading, phrase) for out in (_is_attribute, _seems, _is_pet, _is_whose))
    ]
    return any(_is_plural(reading, phrase) for phrase in people) or len({phrase.phrase for phrase in people}) > 1


def _seems(reading: Reading, phrase: KnownPhrase) -> bool:
    return any(reading.word(phrase.at - back) in _SEEMING for back in (1, 2))


def _is_whose(reading: Reading, phrase: KnownPhrase) -> bool:
    """Tell whether a single one only says whose somebody is: the "ghost of a decker" is one."""
    if _is_plural(reading, phrase):
        return False
    for back in (2, 3):
        if reading.word(phrase.at - back) in {"of", "von"} and (
            reading.word(phrase.at - back + 1) in DETERMINERS | {"a", "an"}
        ):
            before = reading.phrase_at(phrase.at - back - 1)
            return before is not None and bool(before.senses & PEOPLE)
    return False


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
    places = (after,) if between in AFTER_HEAD or not between.isalnum() else (after, after + 1)
    for at in places:
        other = reading.phrase_at(at)
        if other and other.at == at and not other.refused and other.senses & (PEOPLE | PLACES):
            return True
    return owns(reading, phrase)


def _acting(reading: Reading, head: KnownPhrase | None) -> bool:
    """Tell whether something is done, by others than a thing; several who stand around something do, too."""
    if head is not None and head.senses & THINGS and head.senses.isdisjoint({"event", "vehicle"}):
        return False
    if reading.of({"event"}):
        return True
    if head is not None and head.senses & THINGS:
        return False
    if head is not None and head.senses & PLACES and not reading.of({"person", "group"}):
        return False  # animals in a landscape
    if any(verb_at(reading, at) for at in range(len(reading.tokens))):
        return True
    people = head is not None and head.senses & (PEOPLE | {"group"}) and head.senses.isdisjoint(PLACES)
    return bool(people) and (bool(reading.of(PLACES)) or any(token.text in _AROUND for token in reading.tokens))
