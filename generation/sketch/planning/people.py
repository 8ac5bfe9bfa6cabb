"""The people of a picture, as subjects: who a description names, what they wear and hold, and who is there unnamed."""

from dataclasses import replace

from generation.reading.named import Person
from generation.reading.scene import Scene
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.sketch.planning.acting import GUNS, Acting
from generation.sketch.planning.figures import FEATURES, GARMENTS, HEADGEAR, METATYPES, OUTER
from generation.sketch.planning.lexicon import MOST
from generation.sketch.planning.scenery import Scenery
from generation.sketch.planning.subject import CORPSE, Garment, Subject
from generation.sketch.planning.things import ITEMS, Item
from generation.sketch.planning.trades import called, outfit_of

MOST_HELD = 2
LARGEST_HELD, NOTHING = 1.4, Item("", "", 99.0)  # metres: what is longer nobody holds
#: How many people a deed has where nobody is named.
IMPLIED = {
    "fight": 3, "gunfight": 4, "ritual": 5, "meet": 4, "table_talk": 4, "deal": 2, "dance": 5, "play_cards": 4,
    "queue": 5, "celebrate": 5, "interrogate": 2, "chase": 2, "shake_hands": 2, "hug": 2, "kiss": 2,
    "arm_wrestle": 2, "dine": 2, "hand_over": 2, "hold_hands": 2, "back_to_back": 2, "talk": 2,
}  # fmt: skip
#: What is said of light and of shots, too: "light from behind".
_OF_WHO_STANDS_BEFORE = frozenset({"from behind", "from the back", "von hinten"})
#: With which somebody is left out of what is said of all.
_EXCEPT = frozenset({"except", "ausser", "save", "besides"})
_FEMININE = frozenset({"dress", "gown"})  # which a woman wears where nobody's sex is said
WEDDING = frozenset({
    "wedding dress", "wedding gown", "bridal gown", "brautkleid", "hochzeitskleid", "hochzeitskleidern", "brautkleider",
})  # fmt: skip
#: What a trade has at hand, unless another is named.
WEAPONS = GUNS | {"katana", "sword", "knife", "dagger", "axe", "bow", "spear", "staff"}
_WORN = FEATURES | GARMENTS  # a helmet may lie about, too


def people_of(scene: Scene, scenery: Scenery) -> tuple[list[Subject], list[str]]:
    """Return the people whom a scene shows, up to MOST in all, and the words of those whom it does not."""
    if not scenery.figures:
        return [], [person.words for person in scene.people]
    shown, absent, left = list[Subject](), list[str](), MOST
    refused = frozenset(effect for table in ("features", "garments", "items") for effect in scene.terms.refused(table))
    acting, rest = Acting(scene), list[Subject]()
    for person in scene.people:
        if left == 0 or (person.metatype or "human") not in METATYPES:
            absent.append(person.words)
            continue
        absent += [name.replace("_", " ") for name in person.features if name not in FEATURES | GARMENTS]
        if not (person.role or person.metatype or person.age or person.gender):
            absent.append(person.words)  # somebody is painted, but nobody can see what by trade
        subject = acting.played_by(person, _as_bride(scene, figure_of(person, refused)))
        if subject.pose and _is_excepted(scene, person):  # "everyone except the bartender is dead"
            subject = replace(subject, pose="", place="" if subject.place == "ground" else subject.place)
        subject = replace(subject, features=tuple(dict.fromkeys((*subject.features, *_showings_of(scene, person)))))
        shown.append(replace(subject, count=min(subject.count, left), called=called(person, german=scene.terms.german)))
        left -= shown[-1].count
        if shown[-1].count > 1 and acting.is_of_one(person):
            rest.append(replace(shown[-1], count=shown[-1].count - 1, deed="", holds=()))
            shown[-1] = replace(shown[-1], count=1)
    return [*shown, *rest], absent


def _showings_of(scene: Scene, person: Person) -> list[str]:
    """Return how somebody is said to be shown: as a silhouette, from behind, the face in shadow, aglow."""
    said = scene.terms.found("showings")
    return [term.effects["showings"] for term in said if _shown_by(scene, term) is person]


def _is_excepted(scene: Scene, person: Person) -> bool:
    """Tell whether what is said of all others is not so of somebody."""
    return any(term.folded in _EXCEPT for term in scene.terms.terms[max(0, person.at - 3) : person.at])


def _shown_by(scene: Scene, term: Term) -> Person | None:
    """Return whom a word of that sort is said of: who stands before it in the sentence, or right behind it."""
    if term.effects["showings"] == "aglow" or term.folded in _OF_WHO_STANDS_BEFORE:  # a cigarette glows as well
        return next((person for person in scene.people if term.at - 1 in {person.at, *person.also}), None)
    before = [person for person in scene.people if person.at < term.at]
    return before[-1] if before else next(iter(scene.people), None)


def _as_bride(scene: Scene, subject: Subject) -> Subject:
    """Return somebody whose gown is said to be one for a wedding in white, with a veil."""
    said = any(term.folded in WEDDING and not term.refused for term in scene.terms.terms)
    if not said or "gown" not in {garment.kind for garment in subject.garments}:
        return subject
    worn = tuple(
        replace(each, colour=each.colour or "white") if each.kind == "gown" else each for each in subject.garments
    )
    return replace(subject, garments=worn, features=tuple(dict.fromkeys((*subject.features, "veil"))))


def figure_of(person: Person, refused: frozenset[str]) -> Subject:
    """Return somebody as a subject, in a role's outfit where the description does not say more."""
    outfit = [item for item in outfit_of(person) if item not in refused]
    if HEADGEAR & set(person.features):
        outfit = [item for item in outfit if item not in HEADGEAR]
    garments = [Garment(worn.kind, worn.colour) for worn in person.garments]
    dressed = any(garment.kind in OUTER for garment in garments)
    white = "white" if person.role == "bride" else ""
    garments += [Garment(kind, white) for kind in outfit if kind in GARMENTS and not dressed]
    held = person.holds or [item for item in outfit if item in ITEMS and item not in _WORN]
    features = [*person.features, *(item for item in outfit if item not in GARMENTS and item not in ITEMS)]
    features += [item for item in outfit if item in FEATURES and item not in features]
    return Subject(
        "figure",
        person.count,
        person.metatype or "human",
        person.role or "person",
        tuple(dict.fromkeys(features)),
        person.colour,
        person.gender or ("woman" if _FEMININE & {garment.kind for garment in garments} else ""),
        person.age,
        person.physique,
        person.skin,
        person.hair,
        person.expression,
        tuple(dict.fromkeys(garments)),
        tuple(dict.fromkeys(held))[:MOST_HELD],
        person.pose or ("lie" if person.role == CORPSE else ""),
    )


def implied(scene: Scene) -> list[Subject]:
    """Return the people whom a deed has where nobody is named: a brawl has brawlers."""
    count = next((IMPLIED[deed] for deed in scene.doing if deed in IMPLIED), 0)
    return [Subject("figure", count, role="person")] if count else []


def with_theirs(scene: Scene, people: list[Subject]) -> list[Subject]:
    """Give the only one whom a picture shows what it is with, however the words stand: "on a roof with a rifle"."""
    if len(people) != 1 or people[0].count > 1:
        return people
    theirs = [
        thing.kind
        for thing in scene.things
        if thing.relation == "with" and thing.table == "items" and ITEMS.get(thing.kind, NOTHING).size < LARGEST_HELD
    ]
    theirs += [thing.kind for thing in scene.things if thing.kind in WEAPONS and _is_owned(scene, thing.at)]
    aims = people[0].pose in {"aim", "aim_at_us"} and not GUNS & set(people[0].holds)
    theirs += [thing.kind for thing in scene.things if aims and thing.kind in GUNS]
    others = people[0].holds
    if WEAPONS & set(theirs) and scene.people and not scene.people[0].holds:
        others = tuple(kind for kind in others if kind not in WEAPONS)  # those of the trade
    held = tuple(dict.fromkeys((*(kind for kind in theirs if not ITEMS[kind].home), *others)))[:MOST_HELD]
    return [replace(people[0], holds=held)]


def _is_owned(scene: Scene, at: int) -> bool:
    """Tell whether a thing is somebody's: "sharpening his sword"."""
    return any(term.folded in small("owners") for term in scene.terms.terms[max(0, at - 2) : at])
