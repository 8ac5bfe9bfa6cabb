"""Heads of small figures: hair, hats, hoods, horns, tusks and what is worn on the face."""

from collections.abc import Callable
from typing import TypeAlias

from generation.sketch.palette import WHITE, Colour, Palette, colour, dim, mix
from generation.sketch.plan import Subject
from generation.sketch.pose import Build, Pose
from generation.sketch.sprite import Spot, Sprite

Place: TypeAlias = Callable[[float, float], Spot]  # head widths from its centre, up, to metres

HORN = colour("#4a4034")
HAIR = colour("#100e12")


def draw_head(sprite: Sprite, pose: Pose, build: Build, subject: Subject, palette: Palette, accent: Colour) -> None:
    """Draw neck and head with all that makes it somebody's."""
    size = build.head * build.height
    x, y = pose.head

    def at(across: float, up: float) -> Spot:
        return x + across * size, y + up * size

    features = set(subject.features)
    sprite.limb((pose.neck, at(0, -0.2)), (0.062 * build.girth, 0.055 * build.girth), build.skin)
    if "long_hair" in features:
        sprite.polygon(
            [at(-0.36, 0.35), at(0.36, 0.35), at(0.46, -0.75), at(0.2, -0.95), at(-0.2, -0.95), at(-0.46, -0.75)], HAIR
        )
    _draw_skull(sprite, at, build, subject.metatype)
    _draw_hair(sprite, at, features, palette, accent)
    _draw_face_gear(sprite, at, features, accent)
    if "hood" in features:
        _draw_hood(sprite, at)
    if subject.metatype == "troll":
        _draw_horns(sprite, at)


def _draw_skull(sprite: Sprite, at: Place, build: Build, metatype: str) -> None:
    skin = build.skin
    jaw = 0.30 if metatype in {"ork", "troll"} else 0.20 if metatype == "elf" else 0.24
    outline = [at(-0.36, 0.12), at(-0.27, 0.42), at(0, 0.51), at(0.27, 0.42), at(0.36, 0.12), at(0.33, -0.15),
    at(jaw, -0.40),
               at(0, -0.5), at(-jaw, -0.40), at(-0.33, -0.15)]  # fmt: skip
    sprite.polygon(outline, skin)
    reach = {"elf": 0.34, "ork": 0.22, "troll": 0.24}.get(metatype, 0.08)
    rise = {"elf": 0.36, "ork": 0.16, "troll": 0.12}.get(metatype, 0.08)
    for side in (-1, 1):
        sprite.polygon([at(side * 0.32, 0.10), at(side * (0.36 + reach), rise), at(side * 0.33, -0.12)], dim(skin, 0.9))
    if metatype in {"ork", "troll"}:
        for side in (-1, 1):
            sprite.polygon([at(side * 0.10, -0.34), at(side * 0.17, -0.14), at(side * 0.19, -0.34)], colour("#b8b0a0"))
    if metatype == "dwarf":
        beard = [
            at(-0.36, 0.0),
            at(0.36, 0.0),
            at(0.40, -0.45),
            at(0.18, -0.95),
            at(0, -1.1),
            at(-0.18, -0.95),
            at(-0.40, -0.45),
        ]
        sprite.polygon(beard, colour("#2e1a10"))


def _draw_horns(sprite: Sprite, at: Place) -> None:
    for side in (-1, 1):
        curl = [
            at(side * 0.22, 0.36),
            at(side * 0.52, 0.50),
            at(side * 0.78, 0.46),
            at(side * 0.86, 0.74),
            at(side * 0.74, 0.98),
        ]
        sprite.limb(curl, [0.085 * _head_height(at) * w for w in (1.9, 1.6, 1.25, 0.8, 0.25)], HORN)


def _head_height(at: Place) -> float:
    """Return a head's height in metres."""
    return at(0, 1)[1] - at(0, 0)[1]


def _draw_hair(sprite: Sprite, at: Place, features: set[str], palette: Palette, accent: Colour) -> None:
    if "mohawk" in features:
        spikes = [at(-0.16, 0.30)]
        for index in range(7):
            across = -0.20 + index * 0.40 / 6
            spikes.append(at(across * 1.5, 0.98 - abs(across) * 0.8))
            spikes.append(at(across + 0.02, 0.55))
        sprite.polygon([*spikes, at(0.16, 0.30)], dim(accent, 0.5), dim(accent, 0.25))
    elif "hat" in features:
        brim = [at(-0.66, 0.24), at(0.66, 0.24), at(0.50, 0.34), at(-0.50, 0.34)]
        sprite.polygon(brim, HAIR)
        sprite.polygon([at(-0.34, 0.30), at(0.34, 0.30), at(0.28, 0.66), at(0.06, 0.60), at(-0.26, 0.68)], HAIR)
    elif "bald" not in features and "hood" not in features:
        cap = [
            at(-0.40, 0.0),
            at(-0.38, 0.35),
            at(-0.16, 0.56),
            at(0.16, 0.56),
            at(0.38, 0.35),
            at(0.40, 0.0),
            at(0.28, 0.22),
            at(-0.28, 0.22),
        ]
        sprite.polygon(cap, HAIR)
    if "dreads" in features:
        for across in (-0.40, -0.30, -0.18, 0.18, 0.30, 0.40):
            sprite.line(
                [at(across * 0.8, 0.3), at(across * 1.15, -0.75 + abs(across) * 0.4)],
                0.10 * _head_height(at),
                mix(HAIR, palette.mid, 0.2),
            )


def _draw_face_gear(sprite: Sprite, at: Place, features: set[str], accent: Colour) -> None:
    size = _head_height(at)
    if "visor" in features:
        sprite.line([at(-0.36, 0.06), at(0.36, 0.06)], 0.22 * size, colour("#08080c"))
        sprite.line([at(-0.30, 0.06), at(0.30, 0.06)], 0.07 * size, accent, mix(accent, WHITE, 0.3))
    if "mask" in features:
        sprite.polygon([at(-0.30, -0.08), at(0.30, -0.08), at(0.22, -0.52), at(-0.22, -0.52)], colour("#14161a"))
        for side in (-1, 1):
            sprite.disc(*at(side * 0.24, -0.36), 0.13 * size, 0.13 * size, colour("#262a30"))


def _draw_hood(sprite: Sprite, at: Place) -> None:
    cloth = colour("#121218")
    outline = [
        at(-0.62, -0.78),
        at(-0.50, -0.05),
        at(-0.42, 0.38),
        at(-0.14, 0.64),
        at(0.10, 0.64),
        at(0.42, 0.38),
        at(0.50, -0.05),
        at(0.62, -0.78),
    ]
    sprite.polygon(outline, cloth)
    sprite.polygon(
        [at(-0.27, -0.40), at(-0.26, 0.16), at(0, 0.36), at(0.26, 0.16), at(0.27, -0.40), at(0, -0.52)],
        colour("#040406"),
    )
