"""How large what a picture is about is in it: measured in small pictures of a few hundred descriptions.

    uv run python -m benchmarks.framing [--short]

Who or what a description names first takes a share of the frame's height, or of its width where it is wider than
high. Of one or two that is to be `ONE` at least, of a group `GROUP`, and the frame's edge cuts none of them, but for
portraits. Printed are the shares of pictures that keep to that, by kind of subject, and those that do not.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from statistics import mean

import numpy as np

from generation.sketch.canvas.canvas import Canvas, HiddenSubjectError
from generation.sketch.canvas.field import Frame
from generation.sketch.paint import OTHERWISE, paint_scene
from generation.sketch.planning.in_view import shown_as
from generation.sketch.planning.plan import Plan, plan_scene

ONE, GROUP = 0.55, 0.40  # of the frame
SIDE = 256  # pixels
CUT = 0.06  # of an edge of the frame: what is longer there is cut
WHO = {
    "one": ("an ork ganger", "an old elf woman", "a troll bouncer", "ein Zwerg mit Bart", "a mage in a long coat",
            "a child", "a kneeling man", "a decker sitting on a chair"),
    "two": ("two guards", "an elf and a troll", "a woman and her dog", "zwei Orks", "a ganger fighting a samurai"),
    "group": ("three runners", "four gangers", "five dwarves", "drei Wachleute"),
    "creature": ("a cat", "a hellhound", "a devil rat", "a horse", "eine Krähe", "a barghest", "a fire elemental"),
    "vehicle": ("a van", "a motorcycle", "a sports car", "ein Lastwagen", "a helicopter"),
    "thing": ("a katana", "a cup of soykaf", "a pistol", "an open suitcase", "ein Buch", "an assault rifle"),
}  # fmt: skip
WHERE = ("", "in an alley", "in a bar", "in a warehouse", "in a forest", "on a roof", "in a kitchen", "at the docks",
         "in a park by day")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Framed:
    """How a description's first subjects are framed: the share they take, and whether an edge cuts them."""

    kind: str
    text: str
    share: float
    cut: bool

    @property
    def is_fair(self) -> bool:
        """Tell whether that is as it should be."""
        return self.share >= (GROUP if self.kind == "group" else ONE) and not self.cut


def descriptions(*, short: bool = False) -> Iterator[tuple[str, str, int]]:
    """Return descriptions: the kind of their subject, the text, and a seed."""
    told = [(kind, f"{who} {where}".strip()) for kind, some in WHO.items() for who, where in product(some, WHERE)]
    chosen = random.Random(7).sample(told, 48) if short else told  # noqa: S311 - any will do
    for seed, (kind, text) in enumerate(chosen):
        yield kind, text, seed


def framed(described: tuple[str, str, int]) -> Framed | None:
    """Paint a description small and measure it; None for what nobody has looked at."""
    kind, text, seed = described
    plan = plan_scene(text)
    canvas = Canvas(plan, seed, Frame(SIDE, SIDE), lambda *_: None, insists=True)
    try:
        paint_scene(canvas)
    except HiddenSubjectError:
        canvas = Canvas(plan, seed + OTHERWISE, Frame(SIDE, SIDE), lambda *_: None)
        paint_scene(canvas)
    mask = canvas.sightings.where(_first(plan))
    if not mask.any():
        return None
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    high, wide = (rows[-1] - rows[0] + 1) / mask.shape[0], (columns[-1] - columns[0] + 1) / mask.shape[1]
    edges = (mask[0], mask[-1], mask[:, 0], mask[:, -1])
    cut = plan.scene != "portrait" and max(edge.mean() for edge in edges) > CUT
    return Framed(kind, text, float(max(high, wide)), bool(cut))


def _first(plan: Plan) -> set[object]:
    """Return the names of what the picture is about: all the people, or the first creature, vehicle or thing."""
    people = {shown_as(subject) for subject in plan.subjects if subject.kind == "figure"}
    first = plan.subjects[:1]
    return people if first and first[0].kind == "figure" else {shown_as(subject) for subject in first}


def main() -> None:
    """Run the measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    with ProcessPoolExecutor() as processes:
        measured = list(processes.map(framed, descriptions(short=parser.parse_args().short), chunksize=4))
    kinds = defaultdict(list)
    for one in measured:
        if one is not None:
            kinds[one.kind].append(one)
    print(f"{'kind':<10}{'pictures':>9}{'fair':>7}{'cut':>7}{'mean share':>12}")
    every = [one for some in kinds.values() for one in some]
    for kind, some in [*kinds.items(), ("all", every)]:
        shares = (mean(one.is_fair for one in some), mean(one.cut for one in some), mean(one.share for one in some))
        print(f"{kind:<10}{len(some):>9}{shares[0]:>7.0%}{shares[1]:>7.0%}{shares[2]:>12.2f}")
    for one in every:
        if not one.is_fair:
            print(f"  {one.share:.2f}{' cut' if one.cut else '    '} {one.kind:<9} {one.text}")


if __name__ == "__main__":
    main()
