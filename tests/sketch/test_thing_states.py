"""What a thing, a vehicle or a creature is said to be is to be seen of it, or the note names it: in both languages."""

from collections.abc import Iterator
from itertools import islice

import pytest

from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.state_words import State, states
from generation.sketch.planning.things import ITEMS, STANDING

#: English, German and the ending of an adjective before it.
THINGS = (
    ("pistol", "Pistole", "e"), ("knife", "Messer", "es"), ("bottle", "Flasche", "e"), ("suitcase", "Koffer", "er"),
    ("crate", "Kiste", "e"), ("fridge", "Kühlschrank", "er"), ("book", "Buch", "es"),
    ("commlink", "Kommlink", "es"),
    ("skull", "Schädel", "er"), ("helmet", "Helm", "er"), ("bucket", "Eimer", "er"),
    ("dumpster", "Müllcontainer", "er"),
    ("wheelchair", "Rollstuhl", "er"), ("mirror", "Spiegel", "er"), ("statue", "Statue", "e"),
    ("piano", "Klavier", "es"),
    ("car", "Auto", "es"), ("van", "Lieferwagen", "er"), ("motorcycle", "Motorrad", "es"), ("bus", "Bus", "er"),
    ("helicopter", "Hubschrauber", "er"), ("drone", "Drohne", "e"), ("dog", "Hund", "er"), ("dragon", "Drache", "er"),
)  # fmt: skip
ARTICLES = {"e": "eine", "er": "ein", "es": "ein"}
SHORT = 2  # letters of articles
EVERY = 3  # each third pair of a state and a thing, another third for each language
#: Pairs that need no painting: a crate is of wood, one thing alone fills the picture, a knife lies on its side.
SO_ANYWAY = {
    ("crate", "wood"), ("statue", "stone"), ("dumpster", "tiny"), ("piano", "tiny"), ("motorcycle", "on_side"),
}  # fmt: skip
#: States of whom something is that is said of things alone.
OF_VESSELS = {"half_empty", "empty", "half_open", "open"}
#: What shows a state in another way: a colour, a pose, a kind.
ALIKE = {"silver": {"silver"}, "floating": {"fly"}, "open": {"suitcase_open"}, "half_open": {"suitcase_open"},
         "upside_down": {"crashed"}}  # fmt: skip


def typed(*, german: bool) -> Iterator[tuple[str, str, str]]:
    """Put states and things together as players type them: the description, the state, and the thing."""
    for name, state in states().items():
        for english, noun, ending in THINGS:
            if name in OF_VESSELS and english in {"dog", "dragon"}:
                continue
            thing, said = (noun, state.german) if german else (english, state.english)
            article = ARTICLES[ending] if german else "an" if (said + thing)[0] in "aeiou" else "a"
            if said[0] == "+":
                yield f"{article} {thing} {said[1:]}", name, english
            else:
                first = f"{said.split()[-1]}{ending}" if german else said
                yield f"{article} {' '.join([*(said.split()[:-1] if german else ()), first])} {thing}", name, english


def is_shown(plan: Plan, state: State, english: str, said: str) -> bool:
    """Tell whether a plan has a state, or names words of it as missing; or whether the thing is so anyway."""
    if (english, state.name) in SO_ANYWAY or any(
        word in missing.lower() for missing in plan.missing for word in said.lower().split() if len(word) > SHORT
    ):
        return True
    seen = {
        look for subject in plan.subjects for look in (*subject.features, subject.colour, subject.pose, subject.kind)
    }
    flat = state.name == "on_side" and any(s.kind in ITEMS and s.kind not in STANDING for s in plan.subjects)
    on_it = bool(plan.decals) and (state.name == "bullet_holes" or state.name.endswith("_sign"))
    return flat or on_it or bool(({state.name} | ALIKE.get(state.name, set())) & seen)


@pytest.mark.parametrize("german", [False, True], ids=["english", "german"])
def test_each_state_of_a_thing_is_painted_or_named(*, german: bool) -> None:
    pairs = islice(typed(german=german), int(german), None, EVERY)
    silent = [text for text, name, english in pairs if not is_shown(plan_scene(text), states()[name], english, text)]
    assert silent == []


def test_a_state_stands_with_its_noun_and_with_no_other() -> None:
    plan = plan_scene("a rusty car and a clean van at the docks")
    assert {subject.kind: "rusty" in subject.features for subject in plan.subjects} == {"car": True, "van": False}


def test_several_states_of_one_thing_are_all_painted() -> None:
    (skull,) = plan_scene("a cracked, bloody skull made of glass, covered in moss").subjects
    assert {"cracked", "bloody", "glass", "overgrown"} <= set(skull.features)


def test_half_empty_is_not_empty() -> None:
    plan = plan_scene("a half empty wine glass")
    assert not plan.subjects[0].features
    assert plan.missing == ("half empty wine glass",)
