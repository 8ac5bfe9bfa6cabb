"""Complexion: the skin that no cloth covers, in its colours: lips, nails, blush, stubble, scars, tattoos, chrome."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from generation.sketch.canvas.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.models.mesh import Array, Mesh, turning
from generation.sketch.people.base_mesh import base_mesh
from generation.sketch.people.face import CHROME, EARS, LIPS, MOUTH, NAILS, eye_at, in_head
from generation.sketch.people.face_paint import LIPSTICKS, paint_face
from generation.sketch.people.person import Person
from generation.sketch.people.shell import outermost
from generation.sketch.people.surface import ARM, HEAD, Chart, Patch, chart, painted, patch_of, point_normals

WRIST, ALIKE = 1.80, 2.5  # where a hand begins, in `along`; how far what is seen of it is turned to the viewer
EDGE = 0.030  # metres of the base mesh


def skin_mesh(person: Person, points: Array, bottom: float = -1.0) -> Mesh:
    """Make all skin that no cloth covers, with lips, nails, blush, shadows, scars and tattoos in its colours."""
    base, places = base_mesh(), chart()
    name = "body" if person.detail else "coarse"
    quads = base.quads[name]
    region = base.region if person.detail else np.zeros(len(quads), np.uint8)
    where = places.of(quads)
    # Cloth ends at quads of its own: under its upper edge there is skin as far as one of them is high.
    clad, under = ((outermost(person, at) >= 0) & (outermost(person, replace(at, y=at.y + EDGE)) >= 0)
                   for at in (places, where))  # fmt: skip
    covered = clad[quads].all(axis=1) & (where.limb != HEAD)
    covered |= (where.y < 0.560) & (np.abs(where.x) < 0.1) & under
    keep = ~covered
    if person.metatype == "skeleton" and person.detail:
        keep &= region != EARS
    if bottom > -1:
        keep &= points[quads][..., 1].max(axis=1) > bottom
    normals = point_normals(points, quads)
    fine = 2 if person.detail == 2 else 1
    quads, region = quads[keep], region[keep]
    part = patch_of(points, normals, quads, fine)
    spots = in_head(person, person.body.shape.points)
    middle = np.stack([part.at(spots[:, axis], quads) for axis in range(3)], axis=-1)
    at = Chart(places.limb[quads[part.source, 0]],
               *(part.at(values, quads) for values in (places.along, places.x, places.y, places.z)))  # fmt: skip
    colours, stuff = _complexion(person, middle, region[part.source], at)
    normals = _towards_eye(part.normals, person.pose.turn, at)
    return painted(Patch(part.corners, normals, part.source, part.shares), colours, stuff)


def _towards_eye(normals: Array, turn: float, at: Chart) -> Array:
    """Return normals of which those of the hands are turned to the viewer, so that both hands are lit alike."""
    eye = np.array([0.0, 0.0, 1.0]) @ turning(turn).T
    seen = np.clip(normals @ eye, 0, 1) ** 0.5 * ((at.limb == ARM) & (at.along > WRIST))
    out = normals + ALIKE * seen[:, None] * eye
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9))


def _complexion(person: Person, at: Array, region: npt.NDArray[np.uint8], where: Chart) -> tuple[Array, Array]:
    """Return the colours and the stuff of skin at places in head heights."""
    skin, rng = person.skin, person.rng("complexion")
    tints = np.tile(np.array(skin, np.float64), (len(at), 1))
    stuff = np.tile(np.array([0.17, 0.0, 0.0, 0.0]), (len(at), 1))
    x, y, z = np.abs(at[:, 0]), at[:, 1], at[:, 2]

    def stain(other: Colour, amount: Array) -> None:
        nonlocal tints
        tints = tints + (np.array(other, np.float64) - tints) * np.clip(amount, 0, 1)[:, None]

    eye = eye_at(person, 1)
    front = (z > 0.10) & (where.limb == HEAD)
    red = mix(skin, colour("#a03a34"), 0.5)
    stain(red, 0.30 * np.exp(-(((x - 0.19) / 0.09) ** 2) - ((y - eye[1] + 0.17) / 0.09) ** 2) * front)  # cheeks
    stain(red, 0.20 * np.exp(-((x / 0.06) ** 2) - ((y - eye[1] + 0.19) / 0.06) ** 2) * front)  # nose
    stain(red, 0.30 * (region == EARS))
    stain(dim(skin, 0.72), 0.5 * np.exp(-(((x - eye[0]) / 0.09) ** 2) - ((y - eye[1]) / 0.055) ** 2) * front)
    # Uneven as skin is.
    ways, phases = rng.normal(size=(3, 5)) * 22, rng.random(5) * 6
    blotch = np.sin(at @ ways + phases).sum(axis=1)
    tints *= 1 + (0.025 * blotch * (where.limb == HEAD))[:, None]
    lips = mix(dim(skin, 0.78), colour("#9a3038"), _REDNESS.get(person.subject.age, 0.55) if person.woman else 0.14)
    if person.metatype in {"ork", "troll", "ghoul", "zombie"}:
        lips = mix(dim(skin, 0.62), colour("#6a3a38"), 0.4)
    painted_lips = next((tint for name, tint in LIPSTICKS.items() if person.has(name)), None)
    lips = painted_lips or lips
    stain(lips, (0.9 if person.detail == 2 else 0.35) * (region == LIPS))
    stuff[region == LIPS, 0] = 0.35
    stain(colour("#3a0f10"), 0.95 * (region == MOUTH))
    stain(mix(skin, WHITE, 0.22), 0.6 * (region == NAILS))
    if not person.woman and person.metatype not in {"elf", "vampire"} and person.subject.age not in {"child", "teen"}:
        shadow = float(rng.random()) * 0.5
        stubble = np.clip((eye[1] - 0.20 - y) / 0.10, 0, 1) * (z > 0.02) * front
        stain(mix(dim(skin, 0.6), colour("#26262c"), 0.35), shadow * stubble * (region == 0))
    if person.woman and rng.random() < 0.5:
        lid = np.exp(-(((x - eye[0]) / 0.075) ** 2) - ((y - eye[1] - 0.035) / 0.028) ** 2) * front
        stain(mix(dim(skin, 0.5), person.second, 0.4), 0.55 * lid)
    _mark(person, stain, at, where)
    paint_face(person, stain, stuff, at, where)
    _dress_hands(person, tints, stuff, where)
    return tints, stuff


def _mark(person: Person, stain: Callable[[Colour, Array], None], at: Array, where: Chart) -> None:
    """Lay scars, tattoos, war paint and the dark round a dead one's eyes on the skin."""
    x, y, z = at.T
    front = (z > 0.0) & (where.limb == HEAD)
    eye = eye_at(person, 1)
    side = 1.0 if person.rng("scar").random() < 0.5 else -1.0
    if person.has("scar"):
        line = np.abs((x * side - 0.13) - 0.22 * (y - eye[1]))
        reach = (y < eye[1] + 0.19) & (y > eye[1] - 0.30) & front
        stain(mix(person.skin, colour("#d8948c"), 0.75), np.exp(-((line / 0.012) ** 2)) * reach)
        stain(dim(person.skin, 0.5), 0.8 * np.exp(-(((line - 0.018) / 0.008) ** 2)) * reach)
    if person.has("tattoo"):
        ink = mix(dim(person.skin, 0.25), person.second, 0.30)
        bars = (np.abs(((y + 0.8 * x * side) * 13) % 1 - 0.5) < 0.20) & (x * side > 0.10) & front & (y < eye[1] - 0.08)
        curve = np.abs(np.hypot(x * side - 0.20, y - eye[1] - 0.06) - 0.11) < 0.014
        stain(ink, 0.9 * (bars & (y > eye[1] - 0.34)) + 0.9 * (curve & front & (x * side > 0.12)))
        arm = (where.limb == ARM) & (where.along > 0.1) & (where.along < 1.9)
        swirl = np.sin(where.along * 16 + 60 * where.z) + np.sin(where.along * 9 - 70 * where.x * np.sign(where.x))
        stain(ink, 0.85 * (arm & (swirl > 0.55)))
        neck = (where.y < 0.64) & (where.limb == HEAD) & (np.sin(where.y * 300 + 60 * np.abs(where.x)) > 0.3)
        stain(ink, 0.8 * (neck & (where.x * side > 0)))
    if person.metatype in {"ghoul", "zombie", "skeleton"}:
        socket = np.exp(-(((np.abs(x) - eye[0]) / 0.085) ** 2) - ((y - eye[1]) / 0.075) ** 2) * front
        stain(colour("#1c1614"), 0.85 * socket)
    if person.metatype in {"zombie", "ghoul"}:
        ways, phases = person.rng("wounds").normal(size=(3, 4)) * 11, person.rng("rot").random(4) * 6
        rot = np.sin(at @ ways + phases).sum(axis=1)
        stain(colour("#4a1c16"), 0.85 * np.clip((rot - 1.5) / 0.5, 0, 1) * (where.limb == HEAD))
        stain(colour("#3c4030"), 0.5 * np.clip((-rot - 1.2) / 0.6, 0, 1))
    if person.metatype == "skeleton":
        hollow = np.exp(-(((np.abs(x) - 0.24) / 0.07) ** 2) - ((y - eye[1] + 0.30) / 0.12) ** 2) * front
        stain(colour("#2a2018"), 0.75 * hollow)
        teeth = (np.abs(x) < 0.16) & (np.abs(y - eye[1] + 0.37) < 0.07) & front
        stain(
            colour("#14100c"),
            0.9 * (teeth & (np.abs((x * 26) % 1 - 0.5) < 0.16)) + 0.9 * (teeth & (np.abs(y - eye[1] + 0.37) < 0.01)),
        )
        stain(colour("#14100c"), 0.95 * np.exp(-((x / 0.055) ** 2) - ((y - eye[1] + 0.16) / 0.06) ** 2) * front)


def _dress_hands(person: Person, tints: Array, stuff: Array, where: Chart) -> None:
    """Colour gloves and limbs of chrome."""
    arm = where.limb == ARM
    for worn in person.outfit:
        if worn.cut.hand:
            mine = arm & (where.along > 1.8)
            tints[mine], stuff[mine, 0] = worn.tint, worn.cut.gloss
    if has_cyberarm(person):
        mine = arm & (where.x < 0)
        seam = np.abs((where.along * 5.5) % 1 - 0.5) < 0.05
        tints[mine] = CHROME
        tints[mine & seam] = dim(CHROME, 0.3)
        stuff[mine, 0] = 1.0
        lit = mine & (np.abs((where.along * 5.5) % 1 - 0.12) < 0.03) & (where.z > 0.0)
        tints[lit] = mix(person.accent, WHITE, 0.2)
        stuff[lit, 1] = 1.0


_REDNESS = {"child": 0.25, "old": 0.35, "teen": 0.4}  # of a woman's lips, by age


def has_cyberarm(person: Person) -> bool:
    """Tell whether the right arm is made of chrome."""
    return person.has("cyberarm") or person.subject.role == "samurai"
