"""What figures carry and wear on the back: blades, guns, decks, staffs and umbrellas."""

import math

from generation.sketch.palette import WHITE, Colour, colour, dim, mix
from generation.sketch.pose import Build, Pose
from generation.sketch.sprite import Spot, Sprite

STEEL = colour("#3a3f48")
DARK = colour("#0c0c10")


def draw_worn_behind(sprite: Sprite, pose: Pose, build: Build, features: tuple[str, ...]) -> None:
    """Draw what the body covers: a sheathed sword, a slung rifle's barrel."""
    x, y, wide, tall = pose.neck[0], pose.neck[1], build.girth, build.height
    if "katana" in features:
        hilt, guard, tip = (
            (x + 0.25 * wide, y + 0.14 * tall),
            (x + 0.155 * wide, y + 0.05 * tall),
            (x - 0.27 * wide, y - 0.40 * tall),
        )
        sprite.line([guard, tip], 0.024 * tall, DARK)
        sprite.line([hilt, guard], 0.020 * tall, colour("#3a1a1e"))
        sprite.disc(guard[0], guard[1], 0.02 * wide, 0.02 * wide, colour("#6a5630"))


def draw_carried(sprite: Sprite, pose: Pose, build: Build, features: tuple[str, ...], accent: Colour) -> None:
    """Draw what is in the hands, over the body."""
    for feature, draw in _CARRIED.items():
        if feature in features:
            draw(sprite, pose, build, accent)


def _blade(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    """Draw a naked blade in the hand: its edge catches the signs."""
    hand = pose.arm(-1)[2]
    tall = build.height
    along = (-0.30, -0.95)
    hilt = (hand[0] - along[0] * 0.05 * tall, hand[1] - along[1] * 0.05 * tall)
    blade = [
        (hand[0] + along[0] * t * tall + 0.05 * tall * t * t, hand[1] + along[1] * t * tall)
        for t in (0.0, 0.1, 0.2, 0.3, 0.4)
    ]
    blade = [(x, max(y, 0.015 * tall)) for x, y in blade]
    sprite.line([hilt, hand], 0.018 * tall, colour("#3a1a1e"))
    sprite.line(blade, 0.013 * tall, colour("#6a727e"), dim(mix(accent, WHITE, 0.5), 0.55))


def _pistol(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    hand = pose.arm(-1)[2]
    tall = build.height
    muzzle = (hand[0] - 0.055 * tall, hand[1] - 0.075 * tall)
    sprite.line([hand, muzzle], 0.026 * tall, STEEL)
    sprite.line([hand, (hand[0] + 0.018 * tall, hand[1] - 0.035 * tall)], 0.02 * tall, DARK)
    sprite.disc(muzzle[0], muzzle[1], 0.006 * tall, 0.006 * tall, accent, accent)


def _rifle(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    left, right = pose.arm(-1)[2], pose.arm(1)[2]
    tall = build.height
    slope = math.atan2(left[1] - right[1] - 0.06 * tall, left[0] - right[0])
    dx, dy = math.cos(slope) * tall, math.sin(slope) * tall
    stock, muzzle = (right[0] - dx * 0.10, right[1] - dy * 0.10), (left[0] + dx * 0.15, left[1] + dy * 0.15)
    sprite.line([stock, muzzle], 0.022 * tall, STEEL)
    sprite.line([stock, right], 0.040 * tall, DARK)
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    sprite.line([middle, (middle[0] + 0.012 * tall, middle[1] - 0.07 * tall)], 0.024 * tall, DARK)
    sprite.disc(middle[0], middle[1] + 0.016 * tall, 0.007 * tall, 0.007 * tall, accent, accent)


def _staff(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    hand = pose.arm(1)[2]
    tall = build.height
    foot, top = (hand[0] + 0.03 * tall, 0.0), (hand[0] - 0.012 * tall, 1.08 * tall)
    sprite.line([foot, top], 0.016 * tall, colour("#2a1e16"))
    sprite.disc(top[0], top[1], 0.030 * tall, 0.036 * tall, accent, mix(accent, WHITE, 0.4))
    crook: list[Spot] = [
        (top[0] + math.cos(a) * 0.05 * tall, top[1] + math.sin(a) * 0.055 * tall) for a in (-1.4, -0.7, 0.0, 0.7, 1.5)
    ]
    sprite.line(crook, 0.012 * tall, colour("#2a1e16"))


def _cyberdeck(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    hand = pose.arm(1)[2]
    tall = build.height
    x, y = hand[0] - 0.05 * tall, hand[1]
    sprite.polygon(_box(x, y, 0.095 * tall, 0.024 * tall, -0.12), DARK)
    sprite.polygon(_box(x, y + 0.012 * tall, 0.080 * tall, 0.009 * tall, -0.12), accent, mix(accent, WHITE, 0.2))
    hologram = [
        (x - 0.055 * tall, y + 0.03 * tall),
        (x - 0.085 * tall, y + 0.13 * tall),
        (x + 0.06 * tall, y + 0.13 * tall),
        (x + 0.04 * tall, y + 0.03 * tall),
    ]
    sprite.line([*hologram, hologram[0]], 0.005 * tall, accent, dim(accent, 0.8))
    for row in (0.055, 0.08, 0.105):
        sprite.line(
            [(x - 0.05 * tall, y + row * tall), (x + (0.03 - row * 0.3) * tall, y + row * tall)],
            0.007 * tall,
            accent,
            dim(accent, 0.6),
        )


def _box(x: float, y: float, half_wide: float, half_high: float, turn: float) -> list[Spot]:
    cos, sin = math.cos(turn), math.sin(turn)
    corners = ((-half_wide, -half_high), (half_wide, -half_high), (half_wide, half_high), (-half_wide, half_high))
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners]


def _commlink(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    hand = pose.arm(1)[2]
    tall = build.height
    sprite.polygon(
        _box(hand[0] - 0.01 * tall, hand[1] + 0.03 * tall, 0.022 * tall, 0.034 * tall, 0.25),
        accent,
        mix(accent, WHITE, 0.45),
    )


def _umbrella(sprite: Sprite, pose: Pose, build: Build, accent: Colour) -> None:
    hand = pose.arm(1)[2]
    tall = build.height
    x, top = hand[0] - 0.05 * tall, 1.17 * tall
    sprite.line([hand, (x, top)], 0.010 * tall, DARK)
    canopy = [
        (x + math.cos(a) * 0.36 * tall, 1.0 * tall + math.sin(a) * 0.17 * tall)
        for a in [math.pi * i / 14 for i in range(15)]
    ]
    scallops = [(x - 0.36 * tall * (1 - i / 4), (1.0 + (0.022 if i % 2 else 0.0)) * tall) for i in range(1, 8)]
    sprite.polygon([*canopy, *scallops], mix(DARK, accent, 0.25))
    for end in (-0.2, 0.0, 0.2):
        sprite.line([(x, top), (x + end * tall, 1.0 * tall)], 0.005 * tall, mix(DARK, accent, 0.1))


_CARRIED = {
    "katana": _blade,
    "pistol": _pistol,
    "rifle": _rifle,
    "staff": _staff,
    "cyberdeck": _cyberdeck,
    "commlink": _commlink,
    "umbrella": _umbrella,
}
