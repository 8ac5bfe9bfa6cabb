"""What is sewn onto clothes in front: necklines and what shows in them, lapels, buttons, ties, belts.

All are strips laid on the shell of the clothes, by their places on the base mesh: their edges are sharp as cut cloth.
"""

import numpy as np

from generation.sketch.canvas.palette import colour, dim, mix
from generation.sketch.models.mesh import Mesh, Skin
from generation.sketch.people.dyeing import hides_belt
from generation.sketch.people.garment_details import BRASS, GARMENT_DETAILS, TOP, crossed
from generation.sketch.people.person import Person
from generation.sketch.people.shell import OPEN_DOWN_TO, THROAT, Shell, edge_of, lapel_width
from generation.sketch.people.strips import strip
from generation.sketch.people.wardrobe import LEATHER, WOOL, Cut, Worn

LAPEL_TOP = 0.582  # how high on the trunk lapels begin
TUCKED = 0.112  # how high on the trunk trousers reach
EDGE = 0.004  # half the width under which a front is closed
WIDE_ENOUGH = 0.020  # half the width of an opening in which buttons are seen
OPEN_THROAT, UNDER_CHIN = 0.618, (0.535, 0.610)  # where a coat leaves the neck free; levels of the throat
BUTTON = 0.0042  # half of one's breadth
STEEL = colour("#8a9098")
LAPELS = frozenset({"suit", "school_uniform", "lab_coat", "coat", "jacket", "vest"})
NOTCHED = frozenset({"suit", "school_uniform", "lab_coat", "coat"})


def sewn_on(person: Person, shell: Shell) -> list[Mesh]:
    """Make all that is sewn onto the clothes in front."""
    rows = (8, 16, 44)[person.detail]
    parts: list[Mesh] = []
    under: Worn | None = None
    mine = [item for item in person.outfit if item.cut.layer and item.cut.high > 0.4]
    for index, worn in enumerate(mine):
        over = [item.cut for item in mine[index + 1 :]]
        # What is seen in a front that is worn open lies deeper than it by its cloth, and in its shadow.
        inner = shell.under(0.7 * max(cut.thick for cut in over)) if over else shell
        parts += _opening(person, inner, shell, worn, under, rows)
        if worn.kind in {"shirt", "uniform"}:
            parts += _buttons(inner, worn, over, rows)
        if worn.kind == "shirt" and person.wears("tie"):
            parts.append(_tie(person, inner, rows))
        if worn.kind == "robe" and not over:
            parts += _facing(inner, worn, rows)
        if worn.kind in GARMENT_DETAILS and all(cut.opened and cut.neck for cut in over):
            parts += GARMENT_DETAILS[worn.kind](inner, worn)
        if worn.kind == "kimono":
            parts += crossed(inner, worn, rows)
        under = worn
    if person.has("necklace"):
        parts += _necklace(shell, rows)
    belted = next((item for item in person.outfit if item.cut.belt and item.cut.layer <= 4), None)
    if belted is not None and not hides_belt(person):
        parts += _belt(shell, belted, person)
    return parts


def _necklace(shell: Shell, rows: int) -> list[Mesh]:
    """Lay a chain of gold over the breast, a pendant at its lowest point."""
    gold, levels = Skin(BRASS, 1.0, 0.08), np.linspace(0.590, 0.470, rows)
    line = 0.060 * np.sqrt(np.clip((levels - 0.470) / 0.12, 0, 1))
    parts = [strip(shell, levels, side * line - 0.003, side * line + 0.003, gold, out=0.022, columns=1)
             for side in (-1, 1)]  # fmt: skip
    drop = np.linspace(0.478, 0.446, 5)
    half = np.array([0.002, 0.010, 0.013, 0.010, 0.002])
    return [*parts, strip(shell, drop, -half, half, gold, out=0.026, columns=4)]


def _belt(shell: Shell, worn: Worn, person: Person) -> list[Mesh]:
    """Buckle a belt in front; of what is worn open over it, only its middle shows."""
    over = [item.cut for item in person.outfit if item.cut.layer > worn.cut.layer and item.cut.low < 0.10]
    if any(not cut.opened for cut in over):
        return []
    levels = np.linspace(0.132, 0.098, 4)
    half = np.full(4, min([0.125, *(float(edge_of(cut, np.array([0.115]))[0]) for cut in over)]))
    buckle = np.minimum(half, 0.018)
    leather = Skin(mix(colour("#1c1814"), worn.tint, 0.15), LEATHER)
    parts = [strip(shell, levels, -half, half, leather, out=0.003, columns=12)]
    parts.append(strip(shell, np.linspace(0.130, 0.100, 4), -buckle, buckle, Skin(dim(STEEL, 0.8), 0.5), out=0.006))
    hole = buckle * 0.6
    parts.append(strip(shell, np.linspace(0.124, 0.106, 4), -hole, hole, leather, out=0.008, columns=1))
    return parts


def _facing(shell: Shell, worn: Worn, rows: int) -> list[Mesh]:
    """Lap a robe over in front: a broad band of another cloth at its edge, and the shadow of the fold beside it."""
    levels = np.linspace(TOP, -0.03, rows)
    edge = 0.044 * np.clip((levels - 0.30) / 0.30, 0, 1) + 0.008
    band = mix(dim(worn.tint, 0.55), colour("#8a6a3c"), 0.22)
    parts = [strip(shell, levels, -edge, edge, Skin(dim(worn.tint, 0.45)), out=0.003, columns=4)]
    for side in (-1, 1):
        parts.append(strip(shell, levels, side * edge, side * (edge + 0.030), Skin(band), out=0.007, columns=3))
        seam = side * (edge + 0.030)
        parts.append(strip(shell, levels, seam, seam + side * 0.003, Skin(dim(worn.tint, 0.6)), out=0.006, columns=1))
    return parts


def _opening(person: Person, shell: Shell, outer: Shell, worn: Worn, under: Worn | None, rows: int) -> list[Mesh]:
    """Cut the neckline, or the front, open: what is worn under it shows, or skin; lapels or a hem lie at the edge."""
    cut = worn.cut
    parts: list[Mesh] = []
    if not (cut.neck or cut.opened) or worn.kind == "kimono":
        return parts
    low = 0.605 - cut.neck if not cut.opened else max(cut.low, OPEN_DOWN_TO)
    skin = under is None and not cut.opened
    bare = skin and shell is outer
    top = min(TOP, cut.high + 0.01) if cut.opened else cut.high + 0.014
    if skin:  # farther up, the neck's own is seen
        top = THROAT + 0.010 if bare else OPEN_THROAT
    levels = np.linspace(top, low, rows)
    edge = edge_of(cut, levels)
    tint, gloss = (under.tint, under.cut.gloss) if under is not None else (person.skin, 0.3)
    lift = 0.0012 * (8 - cut.layer)  # what is under a garment shows in its opening, and has an opening of its own
    inside = outer.under(outer.deep + 0.7 * cut.thick) if cut.opened and shell is outer else shell
    columns = (8, 12, 44)[person.detail]
    shows = edge > EDGE if cut.opened else edge >= 0  # where a front is buttoned nothing shows in it
    out = 0.001 if bare else 0.003 + lift
    seen = strip(inside, levels[shows], -edge[shows], edge[shows], Skin(tint, gloss), out=out, columns=columns)
    legs = next((item for item in person.outfit if item.cut.leg), None)
    if legs is not None and cut.opened:  # a shirt is tucked into the trousers
        low_rows = np.repeat((levels[shows][:-1] + levels[shows][1:]) / 2 < TUCKED, columns)
        seen = seen.tinted(np.where(low_rows[:, None], np.array(legs.tint, np.float64), seen.colours))
    if skin:  # the chin shades it
        light = np.interp((levels[shows][:-1] + levels[shows][1:]) / 2, UNDER_CHIN, (1.0, 0.62))
        seen = seen.tinted(seen.colours * np.repeat(light, columns)[:, None])
    parts.append(_shaded(seen, columns, 0.45) if cut.opened else seen)
    tone = dim(worn.tint, 1.14 if sum(worn.tint) < 360 else 0.92)
    seam = Skin(dim(worn.tint, 0.52), WOOL)
    if cut.opened:  # above, the collar stands
        levels = np.linspace(min(LAPEL_TOP, levels[0]), low, rows)
        edge = edge_of(cut, levels)
    for side in (-1, 1):
        if worn.kind in LAPELS and worn.kind != "vest":
            wide = lapel_width(cut, levels) * (0.8 if worn.kind == "jacket" else 1.0)
            notch = np.where(np.abs(levels - 0.50) < 0.010, 0.45, 1.0) if worn.kind in NOTCHED else 1.0
            outer_edge = edge + wide * notch
            parts.append(strip(shell, levels, side * edge, side * outer_edge, Skin(tone, cut.gloss), out=0.012 + lift))
            line = side * outer_edge + side * 0.0035 * (wide > 0.004)
            parts.append(strip(shell, levels, side * outer_edge, line, seam, out=0.008 + lift, columns=1))
        if cut.opened:  # the cloth's own edge, turned in
            parts.append(strip(shell, levels, side * (edge - 0.004), side * edge, seam, out=0.008 + lift, columns=1))
        else:
            hem = Skin(dim(worn.tint, 0.8), cut.gloss)
            parts.append(
                strip(shell, levels, side * (edge - 0.002), side * (edge + 0.006), hem, out=0.003 + lift, columns=1)
            )
    return parts


def _shaded(cloth: Mesh, columns: int, least: float) -> Mesh:
    """Darken what lies in an opening towards its edges, where what is worn over it shades it."""
    across = (np.arange(len(cloth)) % columns + 0.5) / columns * 2 - 1
    light = least + (1 - least) * np.clip((1 - np.abs(across)) / 0.40, 0, 1)
    return cloth.tinted(cloth.colours * light[:, None])


def _buttons(shell: Shell, worn: Worn, over: list[Cut], rows: int) -> list[Mesh]:
    """Sew a row of buttons on, as far down as what is worn over it leaves open."""
    levels = np.linspace(TOP - 0.01, max(worn.cut.low, 0.02), rows)
    for cut in over:
        levels = levels[edge_of(cut, levels) > WIDE_ENOUGH]
    if len(levels) < 2:
        return []
    low = max(float(levels[-1]), TUCKED)
    levels = np.linspace(TOP - 0.01, low, rows)
    line = np.full(rows, 0.015)
    parts = [strip(shell, levels, line, line + 0.0025, Skin(dim(worn.tint, 0.72)), out=0.0095, columns=1)]
    for level in (level for level in np.linspace(0.565, 0.15, 6) if level > low + 0.01):
        spot = level + BUTTON * np.linspace(1, -1, 5)
        half = BUTTON * np.sqrt(np.maximum(1 - np.linspace(1, -1, 5) ** 2, 0.12))
        tint = BRASS if worn.kind == "uniform" else mix(dim(worn.tint, 0.55), colour("#202024"), 0.25)
        parts.append(strip(shell, spot, 0.016 - half, 0.016 + half, Skin(tint, 0.1), out=0.011, columns=2))
    return parts


def _tie(person: Person, shell: Shell, rows: int) -> Mesh:
    """Hang a tie from the collar, down to where what is worn over it closes."""
    worn = next(item for item in person.outfit if item.kind == "tie")
    over = [item.cut for item in person.outfit if item.cut.layer > 1 and item.cut.neck and item.cut.opened < 0.03]
    low = max([0.17, *(0.612 - cut.neck for cut in over)])
    levels = np.linspace(0.598, low, rows)
    half = np.interp(levels, (0.17, 0.21, 0.555, 0.562, 0.598), (0.002, 0.036, 0.016, 0.013, 0.023))
    for cut in over:
        half = np.minimum(half, edge_of(cut, levels))
    return strip(shell, levels, -half, half, Skin(worn.tint, worn.cut.gloss), out=0.0125, columns=4)
