"""What a plan shows, asked word by word."""

from typing import TYPE_CHECKING

from generation.reading.noun_phrases import NounPhrase
from generation.reading.terms import Term
from generation.sketch.planning.creatures import ALIASES, PERCHES, SEATS
from generation.sketch.planning.figures import ONLY_NEAR
from generation.sketch.planning.furniture import is_furnished
from generation.sketch.planning.lights import CROWD
from generation.sketch.planning.vehicle_states import STATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from generation.sketch.planning.plan import Plan

#: Tables whose words are of the whole picture, of its making or of nothing that is to be seen.
_NOT_OF_THINGS = frozenset(
    {"times", "hours", "styles", "text_only", "asked", "sheets", "numbers", "districts", "genders", "handling", "neon"}
)
_DEEDS = frozenset({"poses", "actions"})
_KINDS = frozenset({"creatures", "drones", "vehicles", "effects", "items", "garments", "features"})
_OF_PEOPLE = frozenset({"roles", "metatypes", "ages", "physiques", "skins", "expressions", "hair_colours"})
_SOMEBODY = frozenset({"person", "child", ""})
_ALWAYS = frozenset({"stand", "walk"})  # what somebody does who does nothing else
#: Deeds that another one, or a pose, looks like.
_LIKE = {
    "talk": {"table_talk", "meet", "deal"}, "meet": {"talk", "table_talk", "deal"}, "table_talk": {"talk", "meet"},
    "deal": {"talk", "meet", "table_talk"}, "hack": {"type"}, "type": {"hack"}, "cast": {"ritual"}, "sleep": {"lie"},
    "lie": {"sleep"}, "drive": {"ride", "chase"}, "run": {"chase", "drive"}, "aim": {"gunfight"}, "fight": {"gunfight"},
    "ride": {"drive", "sit"}, "fly": {"perch"}, "celebrate": {"raise", "dance"}, "guard": {"stand"},
    "crouch": {"sneak"}, "sneak": {"crouch"}, "sit": {"ride"}, "drink": {"celebrate"}, "carry": {"lie"},
}  # fmt: skip
#: Colours that things have anyway, by the lexicon's name for them.
_NATURAL = {
    "tree": {"green"}, "grass": {"green"}, "rock": {"grey"}, "water": {"blue"}, "cloud": {"grey", "white"},
    "plant": {"green"}, "smoke": {"grey", "black", "white"},
}  # fmt: skip
_SHINES = frozenset({"glowing", "gluehend", "leuchtend", "gleaming"})


class PlanContents:
    """What is to be seen in a plan, by the lexicon's tables."""

    def __init__(self, plan: "Plan") -> None:
        self._plan = plan
        people = [subject for subject in plan.subjects if subject.kind == "figure"]
        self._people = people
        self._kinds = {ALIASES.get(subject.kind, subject.kind) for subject in plan.subjects}
        self._kinds |= {item for subject in people for item in (*subject.holds, *subject.features)}
        self._kinds |= {garment.kind for subject in people for garment in subject.garments}
        self._kinds |= {"bike"} if "motorbike" in self._kinds else set()
        self._kinds |= {"fire"} if plan.scene == "barrens" else set()
        self._kinds |= {subject.place for subject in plan.subjects if subject.place in SEATS + PERCHES}
        flying = any(subject.kind != "figure" for subject in plan.subjects)
        self._poses = {subject.pose for subject in plan.subjects} | {plan.action} | _ALWAYS
        self._poses -= set() if flying else {"fly"}

    @property
    def is_anybody(self) -> bool:
        """Tell whether there is somebody, or a creature, whose limbs those may be that are named."""
        return bool(self._plan.subjects)

    def has(self, term: Term) -> bool:
        """Tell whether what a noun or a verb means is shown."""
        return any(self._has(name, effect, term) for name, effect in term.effects.items())

    def has_look(self, term: Term, phrase: NounPhrase) -> bool:
        """Tell whether what a word says of a noun is shown."""
        if (term.folded in _SHINES and self._glows(phrase)) or self._is_in_state(term, phrase):
            return True
        if term.means("physiques", "ages") and not phrase.head.means("roles", "metatypes", "genders"):
            return True  # a small box, an old car
        return self.has(term)

    def _is_in_state(self, term: Term, phrase: NounPhrase) -> bool:
        """Tell whether a vehicle burns or is a wreck, as a word says."""
        kind = phrase.head.means("vehicles")
        states = {state for subject in self._plan.subjects if subject.kind == kind for state in subject.features}
        return any(term.folded.startswith(STATES[state]) for state in states & STATES.keys())

    def has_colour(self, phrase: NounPhrase, after: tuple[Term, ...]) -> bool:
        """Tell whether the colour that stands before a noun is to be seen on it."""
        head, said = phrase.head, phrase.colour
        colours = self._colours()
        if any(term.means("body_parts") == "eyes" for term in (*after, head)):
            return self._plan.scene != "portrait"
        if said in _NATURAL.get(head.means("furnishings"), ()) or said in colours or not said:
            return True
        return bool(head.means("times", "weather", "styles")) or phrase.relation == "of"

    def _colours(self) -> set[str]:
        colours = {self._plan.tint}
        for subject in self._plan.subjects:
            colours |= {subject.colour, subject.hair, *(garment.colour for garment in subject.garments)}
            colours |= {"dark": {"black"}, "light": {"white"}, "pale": {"white"}}.get(subject.skin, {subject.skin})
        return colours - {""}

    def _glows(self, phrase: NounPhrase) -> bool:
        luminous = phrase.head.means("effects", "lights") or phrase.head.means("creatures").startswith("spirit")
        return bool(luminous) or self._plan.scene in {"matrix", "astral"} or "glowing_eyes" in self._kinds

    def _is_done(self, effect: str) -> bool:
        return effect in self._poses or not self._poses.isdisjoint(_LIKE.get(effect, ()))

    def _has(self, table: str, effect: str, term: Term) -> bool:
        asks: tuple[tuple[frozenset[str], Callable[[], bool]], ...] = (
            (_NOT_OF_THINGS, lambda: True),
            (_DEEDS, lambda: self._is_done(effect)),
            (_KINDS, lambda: self._has_kind(table, effect)),
            (_OF_PEOPLE, lambda: self._has_somebody(table, effect)),
            (frozenset({"places"}), lambda: self._is_at(effect)),
            (frozenset({"furnishings"}), lambda: effect in self._kinds or is_furnished(*self._around(), effect)),
            (frozenset({"body_parts"}), lambda: self.is_anybody),
            (frozenset({"hints"}), lambda: self._has_hint(effect, term)),
        )
        ask = next((ask for names, ask in asks if table in names), None)
        return ask() if ask is not None else self._is_of_picture(table, effect, term)

    def _is_of_picture(self, table: str, effect: str, term: Term) -> bool:
        """Tell whether weather, camera, lights or people at large are as a word says."""
        plan = self._plan
        if table == "weather":
            return effect in {plan.weather, "clear"}
        if table == "cameras":
            return plan.camera == effect or (effect == "close" and plan.scene in {"portrait", "item"})
        if table == "crowds":
            return term.folded not in CROWD or plan.crowd == "crowded"
        return table == "colours" or (table == "lights" and (effect != "neon" or plan.neon > 0))

    def _has_hint(self, effect: str, term: Term) -> bool:
        """Tell whether something is seen that its place is known by: a drink in a bar, a forklift in a warehouse."""
        drunk = effect == "bar" and not self._poses.isdisjoint({"drink", "celebrate"})
        return drunk or any(is_furnished(*self._around(), word) for word in term.folded.split())

    def _has_kind(self, table: str, effect: str) -> bool:
        kind = ALIASES.get(effect, effect)
        if kind in self._kinds:
            return table != "features" or self._plan.scene == "portrait" or kind not in ONLY_NEAR
        if table == "vehicles":
            inside = self._plan.place == "vehicle_inside" or effect == self._plan.place.replace("submarine", "boat")
            return inside or (self._plan.scene == "highway" and effect in {"car", "truck"})
        return is_furnished(*self._around(), effect) and table != "creatures"

    def _has_somebody(self, table: str, effect: str) -> bool:
        if table in {"roles", "metatypes"} and effect in _SOMEBODY | {"human"}:
            return bool(self._people) or self._plan.crowd == "crowded"
        name = {"roles": "role", "hair_colours": "hair"}.get(table, table.removesuffix("s"))
        return any(getattr(subject, name) == effect for subject in self._people)

    def _is_at(self, effect: str) -> bool:
        scene, place = self._around()
        wanted, _, kind = effect.partition("/")
        if wanted == scene:
            return kind == place or not kind or scene == "street"
        return self._plan.scene == "item"

    def _around(self) -> tuple[str, str]:
        """Return the scene and the place that are to be seen, also behind somebody who is portrayed."""
        plan = self._plan
        if plan.scene == "portrait" and plan.place:
            scene, _, place = plan.place.partition("/")
            return scene, place
        return plan.scene, plan.place
