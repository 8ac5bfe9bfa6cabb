"""What a plan shows, asked word by word: of the picture as a whole, or of one of its subjects."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generation.reading.noun_phrases import NounPhrase, is_one_of
from generation.reading.terms import Term
from generation.sketch.planning.creatures import ALIASES, COMPANY, CREATURES, HATS, MOUNT, PERCHES, SEATS
from generation.sketch.planning.deed_settings import brought
from generation.sketch.planning.deeds import TAKES_TWO, is_done
from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.furniture import is_furnished
from generation.sketch.planning.lights import CROWD
from generation.sketch.planning.outdoor_places import sights_of
from generation.sketch.planning.place_names import ANY_CITY
from generation.sketch.planning.stagings import OVER_BODY, brought_with
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.subject_looks import ALIKE, OF_PEOPLE, SOMEBODY, colours_of, is_in_state, is_said_of
from generation.sketch.planning.things import ITEMS
from generation.sketch.planning.vehicles import VEHICLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from generation.sketch.planning.plan import Plan

#: States of a place that look decayed.
_DECAYED = frozenset({"abandoned", "wrecked"})
#: Tables whose words are of the whole picture, of its making or of nothing that is to be seen.
_NOT_OF_THINGS = frozenset(
    {"times", "hours", "styles", "text_only", "asked", "sheets", "numbers", "districts", "handling", "neon"}
)
_SAID_OF_ALL = _NOT_OF_THINGS - {"districts", "times"}


_INDOORS = frozenset({"warehouse"})  # of the docks
ARMS = frozenset({
    "pistol", "rifle", "smg", "shotgun", "sniper_rifle", "revolver", "katana", "knife", "axe", "sword", "grenade",
    "bow", "staff", "machine_gun",
})  # fmt: skip
_AIR = frozenset({"fire", "moon", "steam"})
_KINDS = frozenset({"creatures", "drones", "vehicles", "effects", "items"})
_ON_THE_BODY = frozenset({"garments", "features"})


#: Colours that things have anyway, by the lexicon's name for them.
_NATURAL = {
    "tree": {"green"}, "grass": {"green"}, "rock": {"grey"}, "water": {"blue"}, "cloud": {"grey", "white"},
    "plant": {"green"}, "smoke": {"grey", "black", "white"}, "slime": {"green"}, "schleim": {"green"},
    "balloon": {"red"}, "rose": {"red"}, "bouquet": {"red"}, "rubber_duck": {"yellow"}, "football": {"white", "black"},
    "tyre": {"black"}, "extinguisher": {"red"}, "hydrant": {"red"}, "bin_bags": {"black"}, "gold_bars": {"gold"},
    "apple": {"red"}, "christmas_tree": {"green"}, "potted_plant": {"green"}, "phone_booth": {"red"},
}  # fmt: skip
#: What is done for who is hurt, so that it is to be seen.
_TENDED = frozenset({OVER_BODY, "tend", "operate", "carry", "drag"})


#: Builds that nobody sees of a creature.
_OF_BODIES = frozenset({"fat", "slim", "muscular", "stocky"})
#: The room that is inside a vehicle, where that is not like a van.
_INSIDE_OF = {"train": "train_inside", "bus": "train_inside"}
EYES_GLOW = frozenset({"hellhound", "barghest", "devil_rat", "cat", "spirit", "ghost"})
_SHINES = frozenset({"glowing", "gluehend", "leuchtend", "gleaming"})

#: Things with wheels that they may be said to lack.
_ON_WHEELS = frozenset({"wheelchair", "shopping_cart", "bicycle", "skateboard", "motorbike"})


def _is_creature(subject: Subject | None) -> bool:
    return subject is not None and ALIASES.get(subject.kind, subject.kind) in CREATURES


class PlanContents:
    """What is to be seen in a plan, by the lexicon's tables; `subjects` are its subjects by where their nouns stand.

    `told` are the places of words that tell of states that their nouns are painted in.
    """

    def __init__(self, plan: "Plan", subjects: Mapping[int, Subject], told: frozenset[int] = frozenset()) -> None:
        self._plan, self._told = plan, told
        self._by_place = {at: subject for at, subject in subjects.items() if subject in plan.subjects}
        people = [subject for subject in plan.subjects if subject.kind == "figure"]
        self._people = people
        self._kinds = {ALIASES.get(subject.kind, subject.kind) for subject in plan.subjects}
        self._kinds |= {"bike"} if "motorbike" in self._kinds else set()
        self._kinds |= {"fire"} if plan.scene == "barrens" else set()
        self._kinds |= {subject.place for subject in plan.subjects if subject.place in SEATS + PERCHES}
        self._kinds |= {item for subject in plan.subjects if subject.kind != "figure" for item in subject.holds}
        self._kinds |= brought(people, self.action) if plan.scene not in {"portrait", "item"} else set()
        self._kinds |= {name for subject in plan.subjects if subject.at for name in brought_with(subject.at)}
        self._kinds |= {"cable"} if any(subject.at.startswith("to ") for subject in people) else set()
        self._kinds |= {"rope"} if any(subject.pose == "hang" for subject in people) else set()

    @property
    def scene(self) -> str:
        """Return the plan's scene."""
        return self._plan.scene

    @property
    def action(self) -> str:
        """Return what people do together, as far as that is to be seen: nobody talks or fights alone."""
        company = any(subject.place == COMPANY for subject in self._plan.subjects)
        hunted = self._plan.action == "chase"  # which beasts do, too
        doers = [each for each in self._plan.subjects if each.kind == "figure" or (hunted and each.kind in CREATURES)]
        several = company or sum(subject.count for subject in doers) > 1
        if self._plan.scene == "highway" and sum(subject.count for subject in self._plan.subjects) > 1:
            return "chase"  # as far as that is to be seen of vehicles
        alone = not doers or (self._plan.action in TAKES_TWO and not several)
        return "" if alone or self._plan.scene in {"portrait", "item"} else self._plan.action

    @property
    def is_anybody(self) -> bool:
        """Tell whether there is somebody, or a creature, whose limbs those may be that are named."""
        kinds = (ALIASES.get(subject.kind, subject.kind) for subject in self._plan.subjects)
        return any(kind == "figure" or kind in CREATURES or kind not in {*ITEMS, *VEHICLES, *_AIR} for kind in kinds)

    @property
    def has_vehicle(self) -> bool:
        """Tell whether there is a vehicle, whose parts those may be that are named."""
        return not self._kinds.isdisjoint({*VEHICLES, *_ON_WHEELS})

    @property
    def has_people(self) -> bool:
        """Tell whether somebody is there."""
        return bool(self._people)

    @property
    def is_alone(self) -> bool:
        """Tell whether one subject fills the picture, and so is as large or small as it is said to be."""
        return len(self._plan.subjects) == 1 and self._plan.subjects[0].count == 1

    def tells(self, term: Term) -> bool:
        """Tell whether a word tells of a state that its noun is painted in: the glass of a "skull made of glass"."""
        return term.at in self._told

    def subject_of(self, phrase: NounPhrase | None) -> Subject | None:
        """Return who or what a noun phrase became in the plan."""
        if phrase is None:
            return None
        places = (term.at for term in (phrase.head, *phrase.before) if term.at in self._by_place)
        return next((self._by_place[at] for at in places), None)

    def holder_of(self, phrase: NounPhrase) -> Subject | None:
        """Return who holds or wears what a noun phrase names."""
        kind = phrase.head.means("items", "garments", "features")
        worn = (
            (figure, {*figure.holds, *figure.features, *(each.kind for each in figure.garments)})
            for figure in self._people
        )
        return next((figure for figure, kinds in worn if kind and kind in kinds), None)

    def is_ridden(self, name: str) -> bool:
        """Tell whether somebody rides the creature of that name."""
        return any(each.place == MOUNT and name in {each.kind, ALIASES.get(each.kind)} for each in self._plan.subjects)

    def is_in_company(self, subject: Subject, name: str) -> bool:
        """Tell whether a creature is with the people as one group, of which the subject is, too."""
        company = [each for each in self._plan.subjects if each.place == COMPANY]
        both = {subject.kind, name} if subject.kind != "figure" else {name}
        return any(ALIASES.get(each.kind, each.kind) in both or each.kind in both for each in company)

    def around(self) -> tuple[str, str]:
        """Return the scene and the place that are to be seen, also behind somebody who is portrayed."""
        plan = self._plan
        if plan.scene == "portrait" and plan.place:
            scene, _, place = plan.place.partition("/")
            return scene, place
        return plan.scene, plan.place

    def has(self, term: Term, owner: Subject | None = None) -> bool:
        """Tell whether what a noun means is shown, on its owner where it has one."""
        if self.tells(term):
            return True
        seen = {name: effect for name, effect in term.effects.items() if name not in _NOT_OF_THINGS}
        if any(self._has(name, effect, term, owner) for name, effect in (seen or term.effects).items()):
            return True
        return any(is_in_state(subject, term) for subject in self._plan.subjects)

    def shows(self, term: Term, phrase: NounPhrase | None) -> bool:
        """Tell whether what a word means is shown of anybody: whose it is, others ask."""
        if self.tells(term):
            return True
        if phrase is not None and term is phrase.head and self.subject_of(phrase) is not None:
            return True
        if any(subject.pose == term.means("poses") for subject in self._plan.subjects if term.means("poses")):
            return True
        done = term.means("poses", "deeds", "actions") and any(
            is_done(term, doer, self.action, None, near=False) for doer in (*self._plan.subjects, None)
        )
        seen = ((name, effect) for name, effect in term.effects.items() if name not in _SAID_OF_ALL)
        owners = (None, *self._plan.subjects)
        has = any(self._has(name, effect, term, owner) for name, effect in seen for owner in owners)
        return bool(done) or has or any(is_in_state(subject, term) for subject in self._plan.subjects)

    def names(self, phrase: NounPhrase) -> bool:
        """Tell whether the one whom a phrase names is shown: as many, of that sex, age and trade."""
        head, subject = phrase.head, self.subject_of(phrase)
        if subject is None:
            return self._has_others(phrase)
        said = [(name, effect) for name, effect in head.effects.items() if name in OF_PEOPLE]
        if not all(is_said_of(subject, name, effect) for name, effect in said):
            return False
        alike = [each for each in self._people if all(is_said_of(each, name, effect) for name, effect in said)]
        several = subject.count if subject.kind != "figure" else sum(each.count for each in alike)
        return several >= phrase.count or (head.plural and several > 1)

    def has_look(self, term: Term, phrase: NounPhrase, owner: Subject | None) -> bool:
        """Tell whether what a word says of a noun is shown."""
        if self.tells(term):
            return True
        subject = self.subject_of(phrase)
        if (term.folded in _SHINES and self._glows(phrase)) or (subject is not None and is_in_state(subject, term)):
            return True
        if is_one_of("decayed", term):
            return self._plan.scene == "barrens" or not _DECAYED.isdisjoint(self._plan.states)
        if is_one_of("hurt", term) and self.action in _TENDED and subject in self._people:
            return True
        if term.means("crowds") and phrase.head.means("items", "vehicles", "garments"):
            return self._plan.place == _INSIDE_OF.get(phrase.head.means("vehicles"))  # but no empty bottle
        return self._is_look_of(phrase, term, owner)

    def _is_look_of(self, phrase: NounPhrase, term: Term, owner: Subject | None) -> bool:
        """Tell whether what a noun became looks as a word before that says."""
        subject = self.subject_of(phrase)
        said = [(name, effect) for name, effect in term.effects.items() if name in OF_PEOPLE]
        if said and subject is not None and subject.kind == "figure":
            return any(is_said_of(subject, name, effect) for name, effect in said)
        if is_one_of("armed words", term):
            return subject is not None and not ARMS.isdisjoint(subject.holds)
        if term.means("poses"):
            freed = self.action == "drag" and term.means("poses") == "bound"  # who is dragged has the hands free
            said_pose = "fly" if term.means("poses") == "float" and _is_creature(subject) else term.means("poses")
            return subject is not None and subject.pose == said_pose and not freed
        if said and all(name in {"physiques", "ages", "expressions", "skins"} for name, _ in said):
            return subject is None or _is_vague(subject, term)
        if said and subject is None and not term.means("creatures"):
            # A biker bar is a bar, and an ork's table a table, but a clown mask is no mask.
            return not (term.means("roles") and phrase.head.means("garments", "features"))
        return self.has(term, subject or owner)

    def has_colour(self, phrase: NounPhrase, after: tuple[Term, ...], owner: Subject | None) -> bool:
        """Tell whether the colour that stands before a noun is to be seen on it."""
        head, said, subject = phrase.head, phrase.colour, self.subject_of(phrase)
        part = next((term.means("body_parts") for term in (*after, head) if term.means("body_parts")), "")
        if part == "eyes":
            return self._plan.scene != "portrait"
        if not said or said in _NATURAL.get(head.means("items", "furnishings") or head.folded, ()):
            return True
        if head.means("times", "weather", "styles", "districts") or phrase.relation == "of":
            return True
        if head.means("lights", "neon"):
            return said == self._plan.tint
        if head.means("garments") and owner is not None:
            return any((worn.kind, worn.colour) == (head.means("garments"), said) for worn in owner.garments)
        wearer = subject or owner
        return wearer is not None and said in colours_of(wearer)

    def _glows(self, phrase: NounPhrase) -> bool:
        luminous = phrase.head.means("effects", "lights") or phrase.head.means("creatures").startswith("spirit")
        return bool(luminous) or self._plan.scene in {"matrix", "astral"}

    def _has_others(self, phrase: NounPhrase) -> bool:
        """Tell whether somebody who is no subject is shown: one of a crowd, of those whom a deed implies, a rider."""
        if self._plan.scene == "highway" and self._kinds & {"bike", "motorbike"}:
            return True
        if self._plan.crowd == "crowded" and phrase.head.means("roles") in SOMEBODY:
            return True
        implied = [figure for figure in self._people if all(figure is not each for each in self._by_place.values())]
        return any(is_said_of(figure, name, effect) for figure in implied
                   for name, effect in phrase.head.effects.items() if name in {"roles", "metatypes"})  # fmt: skip

    def _has(self, table: str, effect: str, term: Term, owner: Subject | None) -> bool:
        asks: tuple[tuple[frozenset[str], Callable[[], bool]], ...] = (
            (frozenset({"districts"}), lambda: self._is_in_district(effect, term)),
            (_NOT_OF_THINGS, lambda: True),
            (frozenset({"states"}), lambda: effect in self._plan.states),
            (_KINDS, lambda: self._has_kind(table, effect, owner)),
            (_ON_THE_BODY, lambda: self._is_on(owner, effect)),
            (frozenset(OF_PEOPLE), lambda: self._is_of_people(table, effect, owner)),
            (frozenset({"places"}), lambda: self._is_at(effect)),
            (frozenset({"furnishings"}), lambda: effect in self._kinds or is_furnished(*self.around(), effect)),
            (frozenset({"showings"}), lambda: any(effect in subject.features for subject in self._people)),
            (frozenset({"body_parts"}), lambda: self.is_anybody),
            (frozenset({"hints"}), lambda: self._has_hint(effect, term)),
        )
        ask = next((ask for names, ask in asks if table in names), None)
        return ask() if ask is not None else self._is_of_picture(table, effect, term)

    def _is_of_people(self, table: str, effect: str, owner: Subject | None) -> bool:
        asked = [owner] if owner is not None and owner.kind == "figure" else self._people
        return any(is_said_of(subject, table, effect) for subject in asked)

    def _is_of_picture(self, table: str, effect: str, term: Term) -> bool:
        """Tell whether weather, camera, lights or people at large are as a word says."""
        plan = self._plan
        if table == "weather":
            return effect in {plan.weather, "clear"}
        if table == "cameras":
            return plan.camera == effect or (effect == "close" and plan.scene in {"portrait", "item"})
        if table == "crowds":
            return term.folded not in CROWD or plan.crowd == "crowded"
        return table == "lights" and (effect != "neon" or plan.neon > 0)

    def _has_hint(self, effect: str, term: Term) -> bool:
        """Tell whether something is seen that its place is known by: a drink in a bar, a forklift in a warehouse."""
        drunk = effect == "bar" and any(subject.pose in {"drink", "raise"} for subject in self._people)
        return drunk or any(is_furnished(*self.around(), word) for word in term.folded.split())

    def _has_kind(self, table: str, effect: str, owner: Subject | None) -> bool:
        kind = ALIASES.get(effect, effect)
        holders = [owner] if owner is not None and owner.kind == "figure" else self._people
        if kind in self._kinds or any(kind in holder.holds for holder in holders):
            return True
        if table == "vehicles":
            inside = self._plan.place in {"vehicle_inside", _INSIDE_OF.get(effect, effect)}
            return inside or (self._plan.scene == "highway" and effect in {"car", "truck"})
        return is_furnished(*self.around(), effect) and table != "creatures"

    def _is_on(self, owner: Subject | None, effect: str) -> bool:
        """Tell whether a garment or a feature is to be seen on its owner, or on anybody where it has none."""
        asked = [owner] if owner is not None else self._plan.subjects
        near = self._plan.scene == "portrait" or effect not in ONLY_NEAR
        if effect == "glowing_eyes" and any(subject.kind in EYES_GLOW for subject in asked):
            return True
        kinds = ALIKE.get(effect, {effect})
        worn = any(kinds & {*subject.features, *(each.kind for each in subject.garments)} for subject in asked)
        return (worn and near) or effect in self._kinds or (effect in HATS and "hat" in self._kinds)

    def _is_in_district(self, effect: str, term: Term) -> bool:
        """Tell whether a city or a part of one is to be seen: one street is like another, but not the Barrens."""
        scene = self.around()[0]
        if term.folded in ANY_CITY:
            return scene not in {"room", "wilderness", "item", "stage"}
        return effect != "street" and self._is_at(effect)

    def _is_at(self, effect: str) -> bool:
        scene, place = self.around()
        wanted, _, kind = effect.partition("/")
        if wanted == scene:
            return kind == place or (not kind and place not in _INDOORS) or scene == "street"
        return effect in sights_of(scene, place)


def _is_vague(subject: Subject, term: Term) -> bool:
    """Tell whether nobody can say that a thing or creature is not so: a small box, an old car, but no angry one."""
    if subject.kind in VEHICLES or subject.kind in ITEMS:
        return not term.means("expressions")
    return term.means("physiques") not in _OF_BODIES  # a fat cat
