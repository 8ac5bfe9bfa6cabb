"""Figures: people in metres, posed on joints, with the outfits and gear that make them readable as silhouettes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generation.sketch.gear import draw_carried, draw_worn_behind
from generation.sketch.heads import draw_head
from generation.sketch.lexicon import COLOURS
from generation.sketch.palette import Colour, Palette, colour, dim, mix
from generation.sketch.plan import Subject
from generation.sketch.pose import Build, Pose, build_of, pose_of
from generation.sketch.sprite import Sprite

CLOTH = colour("#15161d")
LEATHER = colour("#1d1a1c")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure: its painter and the metres it takes about its feet."""

    draw: Callable[[Sprite], None]
    bounds: tuple[float, float, float, float]
    height: float


def make_figure(subject: Subject, palette: Palette, rng: np.random.Generator, cloth: Colour | None = None) -> Figure:
    """Make a figure of a subject; randomness chooses the pose and the cut of the clothes."""
    build = build_of(subject)
    pose = pose_of(build, subject.features, rng)
    base = cloth or mix(CLOTH, LEATHER, float(rng.random()))
    if subject.colour:
        base = mix(base, dim(colour(COLOURS[subject.colour]), 0.7), 0.8)
    accent = palette.sign(rng)
    sway = float(rng.random() - 0.5)

    def draw(sprite: Sprite) -> None:
        features = subject.features
        draw_worn_behind(sprite, pose, build, features)
        _draw_legs(sprite, pose, build, dim(base, 0.8))
        _draw_arm(sprite, pose, build, -1, dim(base, 0.85))
        _draw_body(sprite, pose, build, base, features, sway)
        draw_head(sprite, pose, build, subject, palette, accent)
        _draw_arm(sprite, pose, build, 1, dim(base, 1.15))
        draw_carried(sprite, pose, build, features, accent)

    reach = build.height * 0.62
    return Figure(draw, (-reach, -0.04 * build.height, reach, build.height * 1.22), build.height)


def _draw_legs(sprite: Sprite, pose: Pose, build: Build, cloth: Colour) -> None:
    thick = build.girth
    for side in (-1, 1):
        hip, knee, ankle = pose.leg(side)
        sprite.limb((hip, knee, ankle), (0.108 * thick, 0.078 * thick, 0.058 * thick), cloth)
        toe = (ankle[0] + side * 0.035 * build.height, 0.012 * build.height)
        heel = (ankle[0] - side * 0.008 * build.height, 0.014 * build.height)
        sprite.limb((heel, toe), (0.052 * thick, 0.036 * thick), dim(cloth, 0.7))


def _draw_arm(sprite: Sprite, pose: Pose, build: Build, side: int, cloth: Colour) -> None:
    shoulder, elbow, hand = pose.arm(side)
    thick = build.girth
    sprite.limb((shoulder, elbow, hand), (0.074 * thick, 0.056 * thick, 0.040 * thick), cloth)
    sprite.disc(hand[0], hand[1] - 0.008 * build.height, 0.019 * thick, 0.024 * thick, build.skin)


def _draw_body(sprite: Sprite, pose: Pose, build: Build, cloth: Colour, features: tuple[str, ...], sway: float) -> None:
    sprite.polygon(pose.torso(build), cloth)
    if "robe" in features:
        _draw_robe(sprite, pose, build, cloth, sway)
    elif "coat" in features:
        _draw_skirt(sprite, pose, build, cloth, hem=0.20, flare=0.20, sway=sway)
        _draw_collar(sprite, pose, build, cloth)
    elif "jacket" in features:
        _draw_skirt(sprite, pose, build, cloth, hem=0.45, flare=0.125, sway=0.0)
        _draw_collar(sprite, pose, build, cloth)
    elif "armour" in features:
        _draw_plates(sprite, pose, build, cloth)
    if "suit" in features:
        _draw_shirt(sprite, pose, build)


def _draw_skirt(
    sprite: Sprite, pose: Pose, build: Build, cloth: Colour, *, hem: float, flare: float, sway: float
) -> None:
    """Hang a coat from the waist: a vent in the back, a hem that the wind moves."""
    tall, wide = build.height, build.girth
    x = pose.hip_x
    drift = sway * 0.10 * tall * (0.6 - hem)
    left, right = x - flare * wide * 0.62 + drift, x + flare * wide * 0.62 + drift
    waist = 0.095 * wide
    points = [
        (x - waist, 0.62 * tall),
        (x + waist, 0.62 * tall),
        (x + 0.125 * wide, 0.46 * tall),
        (right, (hem + 0.015) * tall),
        (right - 0.10 * wide, hem * tall),
        (x + 0.03 * wide + drift * 0.7, (hem + 0.05) * tall),
        (x + 0.004 * wide, 0.46 * tall),
        (x - 0.03 * wide + drift * 0.7, (hem + 0.02) * tall),
        (left + 0.09 * wide, (hem - 0.012) * tall),
        (left, (hem + 0.03) * tall),
        (x - 0.125 * wide, 0.46 * tall),
    ]
    sprite.polygon(points, cloth)
    for share in (-0.6, 0.35, 0.75):  # folds
        foot = x + share * flare * wide * 0.55 + drift
        fold = [
            (x + share * 0.07 * wide, 0.58 * tall),
            (foot, (hem + 0.02) * tall),
            (foot + 0.025 * wide, (hem + 0.03) * tall),
        ]
        sprite.polygon(fold, dim(cloth, 0.62 if share < 0 else 1.45))


def _draw_robe(sprite: Sprite, pose: Pose, build: Build, cloth: Colour, sway: float) -> None:
    """Hang a robe from the shoulders to the ground, closed, in folds."""
    tall, wide = build.height, build.girth
    x, drift = pose.hip_x, sway * 0.06 * tall
    (left, left_y), (right, right_y) = pose.arm(-1)[0], pose.arm(1)[0]
    outline = [
        (left - 0.03 * wide, left_y + 0.02 * tall),
        (right + 0.03 * wide, right_y + 0.02 * tall),
        (x + 0.115 * wide, 0.58 * tall),
        (x + 0.17 * wide + drift * 0.5, 0.25 * tall),
        (x + 0.25 * wide + drift, 0.02 * tall),
        (x + 0.08 * wide + drift, 0.005 * tall),
        (x - 0.07 * wide + drift, 0.022 * tall),
        (x - 0.23 * wide + drift, 0.01 * tall),
        (x - 0.16 * wide + drift * 0.5, 0.25 * tall),
        (x - 0.115 * wide, 0.58 * tall),
    ]
    sprite.polygon(outline, cloth)
    for share, tone in ((-0.75, 0.6), (-0.3, 1.5), (0.2, 0.6), (0.65, 1.5)):
        foot = x + share * 0.22 * wide + drift
        sprite.polygon(
            [(x + share * 0.09 * wide, 0.6 * tall), (foot, 0.02 * tall), (foot + 0.035 * wide, 0.02 * tall)],
            dim(cloth, tone),
        )
    sprite.line([(x - 0.105 * wide, 0.57 * tall), (x + 0.105 * wide, 0.555 * tall)], 0.02 * tall, dim(cloth, 0.5))


def _draw_collar(sprite: Sprite, pose: Pose, build: Build, cloth: Colour) -> None:
    x, y, wide, tall = pose.neck[0], pose.neck[1], build.girth, build.height
    points = [
        (x - 0.095 * wide, y - 0.035 * tall),
        (x - 0.062 * wide, y + 0.035 * tall),
        (x, y + 0.004 * tall),
        (x + 0.062 * wide, y + 0.035 * tall),
        (x + 0.095 * wide, y - 0.035 * tall),
    ]
    sprite.polygon(points, dim(cloth, 1.3))


def _draw_plates(sprite: Sprite, pose: Pose, build: Build, cloth: Colour) -> None:
    tall, wide = build.height, build.girth
    plate = dim(cloth, 1.6)
    for side in (-1, 1):
        shoulder = pose.arm(side)[0]
        sprite.disc(shoulder[0] + side * 0.012 * wide, shoulder[1] + 0.004 * tall, 0.062 * wide, 0.05 * tall, plate)
        knee = pose.leg(side)[1]
        sprite.disc(knee[0], knee[1], 0.036 * wide, 0.034 * tall, plate)
    x = (pose.neck[0] + pose.hip_x) / 2
    sprite.polygon(
        [
            (x - 0.10 * wide, 0.79 * tall),
            (x + 0.10 * wide, 0.79 * tall),
            (x + 0.085 * wide, 0.63 * tall),
            (x - 0.085 * wide, 0.63 * tall),
        ],
        plate,
    )
    belt = [(pose.hip_x - 0.105 * wide, 0.555 * tall), (pose.hip_x + 0.105 * wide, 0.525 * tall)]
    sprite.line(belt, 0.03 * tall, dim(cloth, 0.6))


def _draw_shirt(sprite: Sprite, pose: Pose, build: Build) -> None:
    x, y, wide, tall = pose.neck[0], pose.neck[1], build.girth, build.height
    shirt = colour("#8a90a0")
    sprite.polygon([(x - 0.035 * wide, y), (x + 0.035 * wide, y), (x, y - 0.15 * tall)], shirt)
    sprite.polygon(
        [(x - 0.008 * wide, y - 0.01 * tall), (x + 0.008 * wide, y - 0.01 * tall), (x, y - 0.16 * tall)],
        colour("#3a0a14"),
    )
