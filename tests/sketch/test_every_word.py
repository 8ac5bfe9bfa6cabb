"""Every word of a description is shown, or said not to be, or has no look: none is lost in silence."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from generation.reading.binding import bound
from generation.reading.scene import read_scene
from generation.sketch.planning.decals import painted_in
from generation.sketch.planning.left_out import MORE
from generation.sketch.planning.plan import plan_scene
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.sign import without_sign
from generation.sketch.planning.thing_states import told_apart
from generation.sketch.planning.word_fates import Fate, fates

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WHO = ["a dented delivery van", "an armed troll with a datajack", "two blorps", "a furious vending machine",
       "seven candles", "a human face", "the zwibbled dwarf", "three cats", "a rigger's grimble"]  # fmt: skip
DOES = ["", "gorping", "sleeping", "juggling eggs", "kneeling beside a frobnitz", "smiling"]
WHERE = ["in Hamburg", "at the docks", "on a mountain", "in a bar in Puyallup", "below the Space Needle", "in the fog",
         "in a warehouse at the docks", "at Dante's Inferno", "in a greeen room", "in the Barrens"]  # fmt: skip
WER = ["ein verbeulter Lieferwagen", "eine bewaffnete Drohne", "drei Kisten Munition", "zwei Blorpse", "sechs Kerzen",
       "ein gnurziger Zwerg", "Trollsöldner mit Flimmerstab"]  # fmt: skip
TUT = ["", "schläft", "gröbelt", "tanzt um ein Feuer"]
WO = ["in Frankfurt", "am Hafen", "im Nebel", "unter Wasser", "auf einem Knurzbock", "in den Barrens", "bei Gewiter"]


def made() -> Iterator[str]:
    """Put descriptions together, of words that are known and of such as nobody knows."""
    yield from (" ".join(part for part in parts if part) for parts in product(WHO, DOES, WHERE))
    yield from (" ".join(part for part in parts if part) for parts in product(WER, TUT, WO))


def unaccounted(text: str) -> list[str]:
    """Return the words of which a plan tells nothing."""
    plan = plan_scene(text)
    if plan.is_mood or MORE in plan.missing:
        return []
    text = painted_in(without_sign(text)).text
    scene = read_scene(text, "")
    said = [(at, at + len(words)) for words in plan.missing if (at := scene.terms.text.find(words)) >= 0]
    told = fates(scene.terms, bound(scene.terms), PlanContents(plan, {}, told_apart(scene)), said)
    return [term.typed for term, fate in told if fate is None]


@pytest.mark.parametrize("file", sorted(BENCHMARKS.glob("*_descriptions.txt")), ids=lambda file: file.stem)
def test_no_word_of_the_judged_descriptions_is_lost_in_silence(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert {line: lost for line in lines if (lost := unaccounted(line))} == {}


def test_no_word_of_hundreds_of_made_descriptions_is_lost_in_silence() -> None:
    assert {text: lost for text in made() if (lost := unaccounted(text))} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a datajack", "datajack"), ("our rigger's beat up van parked under a bridge", "beat"),
        ("warehouse at the docks at night", "docks"), ("a cat in Hamburg", "Hamburg"),
        ("Frankfurter Skyline bei Nacht", "Frankfurter"), ("eine bewaffnete Drohne", "bewaffnete"),
        ("an angry vending machine", "angry"), ("a dwarf at Zork's Hollow", "Hollow"),
        ("sechs Kerzen um einen Totenschädel", "sechs Kerzen"), ("drei Kisten Munition", "Munition"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_said(text: str, said: str) -> None:
    assert any(said in words for words in plan_scene(text).missing)


@pytest.mark.parametrize(
    "text",
    ["snow falling on the city, a tower in the back", "the arcology lobby", "the fixer's business card",
     "a nervous rigger", "a human face, close up", "an Aztechnology pyramid"],
)  # fmt: skip
def test_what_has_no_look_or_is_there_is_not_said_to_be_missing(text: str) -> None:
    assert plan_scene(text).missing == ()


@pytest.mark.parametrize("text", ["a sad clown in a bus", "ein Ork im Bus"])
def test_whoever_is_in_what_is_one_word_with_its_preposition_is_there(text: str) -> None:
    assert [subject.kind for subject in plan_scene(text).subjects] == ["figure"]


def test_a_word_is_of_one_kind_alone() -> None:
    scene = read_scene("a grumpy dwarf without a beard in Hamburg", "")
    shown = PlanContents(plan_scene(""), {})
    told = {term.folded: fate for term, fate in fates(scene.terms, bound(scene.terms), shown, ())}
    assert told["in"] is Fate.SMALL
    assert told["beard"] is Fate.REFUSED
    assert told["hamburg"] is None
