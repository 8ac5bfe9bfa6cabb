"""What figures carry in their hands or about them: blades, guns, decks, staffs, spell light, drones, any other item."""

import math

import numpy as np

from generation.sketch.canvas.palette import WHITE, colour, dim, mix
from generation.sketch.models.items import ITEM_MAKERS
from generation.sketch.models.mesh import Array, Mesh, Skin, ball, beam, joined, loft, sheet, tube
from generation.sketch.people.body import SIDES
from generation.sketch.people.hands import GRIPS, ONE, held_by
from generation.sketch.people.holding import held_thing
from generation.sketch.people.implements import IMPLEMENTS
from generation.sketch.people.person import Person

STEEL = Skin(colour("#5a626e"), 0.9)
DARK = Skin(colour("#1a1c22"), 0.5)
GRIP = Skin(colour("#5a2a2e"), 0.2)
WOOD = Skin(colour("#4a3826"), 0.15)
ASLEEP = frozenset({"slump", "sleep", "lie"})


def gear_mesh(person: Person) -> Mesh | None:
    """Make all that the person holds and carries, or nothing."""
    held = dict.fromkeys(held_by(person.subject))
    if person.pose.stance in ASLEEP:  # what is not asked for is not in the hands of who sleeps
        held = {kind: None for kind in held if kind in person.subject.holds}
    parts: list[Mesh] = []
    busy: set[int] = set()
    for kind in held:
        if kind in CARRIED or kind in IMPLEMENTS:
            parts.append((CARRIED.get(kind) or IMPLEMENTS[kind])(person).named(kind))
            busy.update(side for side, _ in GRIPS.get(kind, ONE))
        elif kind in ITEM_MAKERS and len(busy) < len(SIDES):
            side = next((side for side, _ in GRIPS.get(kind, ONE) if side not in busy), 1 - min(busy, default=1))
            parts.append(held_thing(person, kind, side).named(kind))
            busy.update((0, 1) if len(GRIPS.get(kind, ONE)) > 1 else (side,))
    if "katana" in held:
        parts.append(_sheath(person))
    if not (held and person.subject.role in {"medic", "docwagon"}):
        parts += [make(person) for make in BY_ROLE.get(person.subject.role, ())]
    return joined(parts) if parts else None


def _ahead(person: Person, index: int) -> Array:
    """Return the direction of a forearm."""
    way = person.pose.hands[index] - person.pose.elbows[index]
    return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))


def _blade(person: Person) -> Mesh:
    """Draw a naked blade: it points away and down, and its edge catches the signs."""
    tall, hand = person.tall, person.pose.hands[0]
    raised = person.pose.stance in {"run", "cast", "aim"}
    along = np.array([-0.35, 0.85, 0.45]) if raised else np.array([-0.42, -0.62, 0.55])
    along /= np.linalg.norm(along)
    long = min(0.40 * tall, 0.9) if raised else min(0.40 * tall, 0.9 * float(hand[1]) / 0.65)
    spots = [hand + along * long * t + np.array([0.0, 0.035 * t * t, 0.0]) * tall for t in (0.07, 0.4, 0.7, 1.0)]
    edge = Skin(mix(person.accent, WHITE, 0.5), 1.0, 0.55)
    grip = tube([tuple(hand - along * 0.06 * tall), tuple(hand + along * 0.05 * tall)], [0.010 * tall] * 2, GRIP, 6)
    guard = ball(tuple(hand + along * 0.055 * tall), (0.020 * tall,) * 3, Skin(colour("#a08850"), 0.9), 5, 8)
    steel = tube([tuple(s) for s in spots], [0.0095 * tall, 0.009 * tall, 0.008 * tall, 0.002 * tall], edge, 4, 0.4)
    return joined([grip, guard, steel])


def _sheath(person: Person) -> Mesh:
    """Carry the sheath across the back."""
    tall, wide, neck = person.tall, person.girth, person.pose.neck
    top = neck + np.array([0.135 * wide, 0.05 * tall, -0.062 * wide])
    foot = neck + np.array([-0.14 * wide, -0.40 * tall, -0.085 * wide])
    return tube([tuple(top), tuple((top + foot) / 2), tuple(foot)], [0.012 * tall] * 3, DARK, 6)


def _pistol(person: Person) -> Mesh:
    tall, hand, along = person.tall, person.pose.hands[0], np.array([0.0, 0.05, 1.0])
    if person.pose.stance != "aim":
        along = _ahead(person, 0) * 0.5 + np.array([0.0, -0.5, 0.5])
        along /= np.linalg.norm(along)
    across = np.cross(along, np.array([1.0, 0, 0]))
    start, muzzle = (
        hand - along * 0.01 * tall + across * 0.012 * tall,
        hand + along * 0.115 * tall + across * 0.012 * tall,
    )
    light = Skin(person.accent, 0.5, 1.0)
    return joined([
        beam(tuple(start), tuple(muzzle), 0.020 * tall, 0.030 * tall, STEEL, tuple(across)),
        beam(tuple(hand - across * 0.045 * tall), tuple(hand + across * 0.01 * tall), 0.018 * tall, 0.026 * tall, DARK),
        ball(tuple(muzzle + across * 0.016 * tall), (0.006 * tall,) * 3, light, 4, 6),
    ])  # fmt: skip


def _rifle(person: Person) -> Mesh:
    tall, (right, left) = person.tall, person.pose.hands
    along = left - right
    along /= max(float(np.linalg.norm(along)), 1e-9)
    if person.pose.stance == "aim":
        along = np.array([0.0, 0.03, 1.0])
    up = np.array([0.0, 1.0, 0.0])
    up -= along * float(up @ along)
    up /= np.linalg.norm(up)

    def at(ahead: float, rise: float) -> tuple[float, float, float]:
        x, y, z = right + (along * ahead + up * rise) * tall
        return float(x), float(y), float(z)

    lift = (float(up[0]), float(up[1]), float(up[2]))
    return joined([
        beam(at(-0.17, 0.0), at(-0.03, 0.018), 0.020 * tall, 0.042 * tall, DARK, lift),
        beam(at(-0.04, 0.022), at(0.20, 0.022), 0.026 * tall, 0.044 * tall, STEEL, lift),
        beam(at(0.20, 0.026), at(0.34, 0.026), 0.013 * tall, 0.016 * tall, DARK, lift),
        beam(at(0.06, -0.055), at(0.045, 0.02), 0.018 * tall, 0.030 * tall, DARK),
        beam(at(0.02, 0.055), at(0.11, 0.055), 0.016 * tall, 0.018 * tall, DARK, lift),
        ball(at(0.115, 0.055), (0.009 * tall,) * 3, Skin(person.accent, 0.5, 1.0), 4, 6),
    ])  # fmt: skip


def _staff(person: Person) -> Mesh:
    """Hold a staff; a mage's bears a crystal, a shaman's a horned skull with feathers."""
    tall, hand = person.tall, person.pose.hands[1]
    foot, top = hand * np.array([1.05, 0, 1]), np.array([hand[0] * 0.98, 1.06 * tall, hand[2]])
    parts = [tube([tuple(foot), tuple(hand), tuple(top)], [0.009 * tall, 0.010 * tall, 0.008 * tall], WOOD, 6)]
    light = Skin(mix(person.accent, WHITE, 0.35), 0.5, 1.0)
    if person.subject.role == "shaman":
        bone = Skin(colour("#c8bca0"), 0.3)
        parts.append(ball(tuple(top), (0.028 * tall, 0.036 * tall, 0.032 * tall), bone, 6, 8))
        parts.append(
            ball(tuple(top + np.array([0, -0.03, 0.02]) * tall), (0.016 * tall, 0.024 * tall, 0.02 * tall), bone)
        )
        for side in (-1, 1):
            tips = [top + np.array([side * x, y, 0.0]) * tall for x, y in ((0.02, 0.02), (0.07, 0.05), (0.08, 0.12))]
            parts.append(tube([tuple(t) for t in tips], [0.010 * tall, 0.008 * tall, 0.002 * tall], bone, 5))
            parts.append(
                ball(tuple(top + np.array([side * 0.012, 0.004, 0.028]) * tall), (0.007 * tall,) * 3, light, 4, 6)
            )
            feather = top + np.array([side * 0.03, -0.05, 0.0]) * tall
            end = tuple(feather + np.array([side * 0.03, -0.10, 0]) * tall)
            parts.append(
                tube([tuple(feather), end], [0.014 * tall, 0.003 * tall], Skin(dim(person.second, 0.7)), 5, 0.3)
            )
    else:
        parts.append(
            ball(tuple(top + np.array([0, 0.035, 0]) * tall), (0.022 * tall, 0.045 * tall, 0.022 * tall), light, 4, 6)
        )
        for side in (-1, 1):
            claw = [top + np.array([side * x, y, 0.0]) * tall for x, y in ((0.0, -0.01), (0.034, 0.015), (0.024, 0.06))]
            parts.append(tube([tuple(c) for c in claw], [0.008 * tall, 0.007 * tall, 0.003 * tall], WOOD, 5))
    return joined(parts)


def _cyberdeck(person: Person) -> Mesh:
    """Hold a deck before the body: keys that glow, a screen of light over it, a cable to the head."""
    tall = person.tall
    middle = (person.pose.hands[0] + person.pose.hands[1]) / 2 + np.array([0, 0.014, 0.02]) * tall
    x, y, z = (float(v) for v in middle)
    glow = Skin(mix(person.accent, WHITE, 0.2), 0.4, 0.9)
    parts = [
        beam((x, y, z - 0.05 * tall), (x, y - 0.02 * tall, z + 0.06 * tall), 0.20 * tall, 0.020 * tall, DARK),
        beam((x, y + 0.011 * tall, z - 0.03 * tall), (x, y - 0.008 * tall, z + 0.05 * tall), 0.17 * tall, 0.008 * tall,
             Skin(dim(person.accent, 0.6), 0.4, 0.45)),
    ]  # fmt: skip
    for row in range(5):
        level, back = y + (0.05 + 0.022 * row) * tall, z + 0.045 * tall
        long = (0.055 + 0.05 * abs(math.sin(row * 2.3 + person.seed % 7))) * tall
        parts.append(beam((x - 0.085 * tall, level, back), (x - 0.085 * tall + long, level, back), 0.004 * tall,
                          0.006 * tall, glow))  # fmt: skip
    ear = person.pose.head + np.array([0.36, 0.08, 0.0]) * float(person.body.skull[1])
    path = [middle + np.array([0.09, 0.0, 0.0]) * tall, middle + np.array([0.13, -0.05, 0.0]) * tall,
            (middle + ear) / 2 + np.array([0.12, -0.02, 0]) * tall, ear]  # fmt: skip
    spots = [tuple(np.interp(t, range(4), np.array(path)[:, axis]) for axis in range(3)) for t in np.linspace(0, 3, 10)]
    parts.append(
        tube([(x, y, z) for x, y, z in spots], [0.0035 * tall] * 10, Skin(dim(person.second, 0.5), 0.5, 0.3), 5)
    )
    return joined(parts)


def _commlink(person: Person) -> Mesh:
    tall, hand = person.tall, person.pose.hands[1]
    foot, top = hand + np.array([0, 0.0, 0.012]) * tall, hand + np.array([0, 0.06, 0.002]) * tall
    glow = Skin(mix(person.accent, WHITE, 0.45), 0.4, 1.0)
    back = beam(tuple(foot + np.array([0, 0, 0.006]) * tall), tuple(top + np.array([0, 0, 0.006]) * tall), 0.036 * tall,
                0.006 * tall, DARK, (0, 0, 1))  # fmt: skip
    return joined([back, beam(tuple(foot), tuple(top), 0.032 * tall, 0.005 * tall, glow, (0, 0, 1))])


def _umbrella(person: Person) -> Mesh:
    tall, hand = person.tall, person.pose.hands[1]
    top = np.array([hand[0] * 0.6, 1.19 * tall, hand[2] * 0.5])
    stick = tube([tuple(hand), tuple(top)], [0.005 * tall] * 2, DARK, 5)
    columns = 16
    angle = np.linspace(0, math.tau, columns + 1)[None]
    share = np.linspace(0.02, 1, 6)[:, None]
    dip = 0.02 * np.abs(np.sin(angle * 4)) * share**2
    ring = np.stack([0.33 * share * np.cos(angle), 0.0 - 0.15 * share**2 + dip, 0.33 * share * np.sin(angle)], axis=-1)
    cloth = Skin(mix(colour("#26262e"), person.accent, 0.3), 0.5, thin=True)
    return joined([stick, sheet(ring * tall + top, top - np.array([0, 0.3, 0]) * tall, cloth)])


def _glyphs(person: Person) -> Mesh:
    """Raise a ring of glyphs and a knot of light over the casting hand."""
    tall, hand, rng = person.tall, person.pose.hands[0], person.rng("glyphs")
    at = hand + np.array([-0.02, 0.055, 0.04]) * tall
    light, soft = Skin(mix(person.second, WHITE, 0.35), 0.3, 1.0), Skin(person.second, 0.3, 0.7)
    steps = (17, 25, 73)[person.detail]
    parts = [ball(tuple(at), (0.022 * tall,) * 3, light, person.sides, person.sides + 4)]
    for radius, skin in ((0.095, soft), (0.125, soft)):
        spots = [at + radius * tall * np.array([math.sin(a), math.cos(a), 0.15 * math.sin(a)])
                 for a in np.linspace(0, math.tau, steps)]  # fmt: skip
        parts.append(tube([tuple(s) for s in spots], [0.0028 * tall] * steps, skin, 4))
    for index in range(10):
        angle = index * math.tau / 10
        for x0, y0, x1, y1 in (rng.random((2, 4)) * 0.022 - 0.011).tolist():
            spot = at + 0.110 * tall * np.array([math.sin(angle), math.cos(angle), 0.15 * math.sin(angle)])
            start, end = spot + np.array([x0, y0, 0]) * tall, spot + np.array([x1, y1, 0.001]) * tall
            parts.append(beam(tuple(start), tuple(end), 0.004 * tall, 0.004 * tall, light))
    return joined(parts)


def _drone(person: Person) -> Mesh:
    """Let a small drone hover over the shoulder."""
    tall = person.tall
    at = person.pose.head + np.array([0.17, 0.13, 0.02]) * tall
    parts = [
        ball(tuple(at), (0.045 * tall, 0.024 * tall, 0.045 * tall), STEEL, 5, 8),
        ball(tuple(at + np.array([0, -0.008, 0.042]) * tall), (0.014 * tall,) * 3, Skin(person.second, 0.5, 1.0), 5, 8),
    ]
    for x, z in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        hub = at + np.array([0.075 * x, 0.012, 0.06 * z]) * tall
        parts.append(beam(tuple(at), tuple(hub), 0.008 * tall, 0.008 * tall, DARK))
        flat = tuple(hub + np.array([0, 0.010, 0]) * tall)
        parts.append(
            ball(
                (flat[0], flat[1], flat[2]),
                (0.042 * tall, 0.003 * tall, 0.042 * tall),
                Skin(colour("#8a94a2"), 0.4),
                3,
                8,
            )
        )
    return joined(parts)


def _case(person: Person) -> Mesh:
    """Carry a medkit with a lit lid."""
    tall, (x, y, z) = person.tall, person.pose.hands[0]
    y -= 0.075 * tall
    levels = [(x, y + rise * tall, z, 0.035 * tall, 0.075 * tall) for rise in (-0.05, 0.05)]
    box = loft(levels, Skin(colour("#c8ccd0"), 0.5), 8)
    back, front = ((x - 0.036 * tall, y + 0.01 * tall, z + along * tall) for along in (-0.03, 0.03))
    light = beam(back, front, 0.004 * tall, 0.012 * tall, Skin(colour("#30e0c0"), 0.4, 1.0))
    return joined([box, light])


CARRIED = {
    "katana": _blade, "sword": _blade, "pistol": _pistol, "rifle": _rifle, "staff": _staff, "cyberdeck": _cyberdeck,
    "commlink": _commlink, "phone": _commlink, "umbrella": _umbrella,
}  # fmt: skip
BY_ROLE = {"mage": (_glyphs,), "rigger": (_drone,), "medic": (_case,), "docwagon": (_case,)}
