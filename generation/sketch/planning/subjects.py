"""Subjects: who and what is in a picture, gathered from a reading."""

from dataclasses import replace

from generation.sketch.planning import lexicon
from generation.sketch.planning.description import Found, Reading, nearest
from generation.sketch.planning.scenery import COLOURED, SCENERY
from generation.sketch.planning.subject import Garment, Subject

NEAR_WORDS = 3  # a metatype and a role this near to each other are one person
CLOTH = frozenset({"coat", "jacket", "robe", "armour", "suit", "hood"})  # whose colour is their own
KINDS_OF_PEOPLE = 3  # that a picture has room for
MOST_ITEMS = 3  # of a kind on one plate
ARTICLES = frozenset({"a", "an", "ein", "eine"})
#: Between a metatype and a role they make two people of them: "a decker and a troll", "a troll guards a mage".
JOINTS = frozenset({"and", "or", "with", "versus", "vs", "against", "und", "oder", "mit", "gegen", ",", ";", ":", "."})


def subjects_of(words: Reading, scene: str) -> tuple[Subject, ...]:
    """Gather what the scene can show of what the words ask for."""
    if scene == "item":
        first = next(iter(words.found(lexicon.ITEMS)), None)
        return (Subject(first.effect, min(first.count, MOST_ITEMS), colour=first.colour) if first else Subject("case"),)
    people = people_of(words, scene)
    if scene == "portrait":
        return (replace(people[0], count=1) if people else Subject("figure", role="runner"),)
    return (*people, *things_of(words, scene))


def are_several(words: Reading) -> bool:
    """Tell whether more than one person is asked for, who do not fit into a portrait."""
    return sum(person.count for person in people_of(words, "street")) > 1


def things_of(words: Reading, scene: str) -> list[Subject]:
    """Gather the things, one subject a kind, with its number and colour."""
    things: dict[str, Subject] = {}
    for found in words.found(lexicon.THINGS):
        if found.effect in SCENERY[scene].things:
            tint = found.colour if found.effect in COLOURED else ""
            things.setdefault(found.effect, Subject(found.effect, found.count, colour=tint))
    return list(things.values())


def people_of(words: Reading, scene: str) -> list[Subject]:
    """Gather the people, one subject for each role and metatype; what is worn or carried goes to who stands before it.

    A person in the first clause makes those in later clauses glosses on it, unless an article or a number brings them.
    """
    shown = features_shown(scene)
    if not SCENERY[scene].figures:
        return []
    metatypes = words.found(lexicon.METATYPES)
    roles = [found for found in words.found(lexicon.ROLES) if not _is_worn(words, found)]
    named = [found for found in roles if found.effect != "runner"]
    people = _met(_without_role(words, metatypes, named or roles) + (named or roles))[:KINDS_OF_PEOPLE]
    people = _without_apposition(words, people, metatypes)
    if not people and scene == "portrait":
        people = [None]
    mentioned = words.found(lexicon.FEATURES)
    refused = frozenset(words.refused(lexicon.FEATURES))
    subjects: dict[tuple[str, str], Subject] = {}
    for person in people:
        role = person.effect if person is not None and person in roles else "runner"
        near = _metatype_of(words, person, metatypes, alone=len(people) == 1)
        metatype = near.effect if near else "human"
        mine = [found for found in mentioned if _owner(found, people) is person]
        own = [found.effect for found in mine]
        features = tuple(
            item for item in dict.fromkeys((*lexicon.OUTFITS[role], *own)) if item in shown and item not in refused
        )
        count = max(person.count if person else 1, near.count if near else 1)
        cloth = [found for found in mine if found.effect in CLOTH]
        tint = next((found.colour for found in (person, near) if found is not None and found.colour), "")
        garments = tuple(Garment(found.effect, found.colour) for found in cloth if found.effect not in refused)
        subject = Subject("figure", count, metatype, role, features, tint, garments=garments)
        subjects[role, metatype] = _with(subjects[role, metatype], subject) if (role, metatype) in subjects else subject
    return list(subjects.values())


def _with(one: Subject, other: Subject) -> Subject:
    """Put two mentions of one sort of people together: "a man and a woman"."""
    features = tuple(dict.fromkeys((*one.features, *other.features)))
    count = min(lexicon.MOST, one.count + other.count)
    garments = tuple(dict.fromkeys((*one.garments, *other.garments)))
    return replace(one, count=count, features=features, colour=one.colour or other.colour, garments=garments)


def features_shown(scene: str) -> frozenset[str]:
    """Return the features that people in a scene can show."""
    return lexicon.PORTRAIT_FEATURES if scene == "portrait" else lexicon.FIGURE_FEATURES


def _is_worn(words: Reading, role: Found) -> bool:
    """Tell whether somebody is in it: an executive in a suit is one person, though a suit is one, too."""
    before = words.tokens[max(0, role.at - 2) : role.at]
    return before[-1:] == ["in"] or (before[:1] == ["in"] and before[-1] in ARTICLES)


def _without_role(words: Reading, metatypes: list[Found], roles: list[Found]) -> list[Found]:
    """Return the metatypes that stand for a person of their own: "three trolls", with no role beside them."""
    return [found for found in metatypes if not any(_are_one(words, found, role) for role in roles)]


def _are_one(words: Reading, metatype: Found, person: Found) -> bool:
    """Tell whether a metatype says of what sort a person is: near it, and nothing between them joins two."""
    first, last = sorted((metatype.at, person.at))
    return last - first <= NEAR_WORDS and JOINTS.isdisjoint(words.tokens[first:last])


def _met(people: list[Found]) -> list[Found | None]:
    """Leave out the glosses: people of later clauses that nothing brings in."""
    ordered = sorted(people, key=lambda found: found.at)
    first = ordered[0].clause if ordered else 0
    return [found for found in ordered if found.clause == first or found.told]


def _without_apposition(words: Reading, people: list[Found | None], metatypes: list[Found]) -> list[Found | None]:
    """Leave out the second of two where it only says of what sort the first is: "my decker, a tall elf woman"."""
    if len(people) != 2 or people[0] is None or people[1] not in metatypes or people[0] in metatypes:
        return people
    end = people[0].at + len(people[0].phrase.split())
    comma, article = ([*words.tokens, "", ""])[end : end + 2]
    apposed = comma == "," and article in ARTICLES and people[1].clause == people[0].clause + 1
    return people[:1] if apposed and people[0].count == people[1].count == 1 else people


def _metatype_of(words: Reading, person: Found | None, metatypes: list[Found], *, alone: bool) -> Found | None:
    if person is None or alone:
        return nearest(metatypes, person.at if person else 0)
    return nearest([found for found in metatypes if _are_one(words, found, person)], person.at)


def _owner(feature: Found, people: list[Found | None]) -> Found | None:
    """Return who wears a feature: the last person named before it, else the first."""
    before = [person for person in people if person is not None and person.at <= feature.at]
    return before[-1] if before else people[0]
