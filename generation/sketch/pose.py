"""Builds and poses: the proportions of the metatypes, and where the joints of a standing figure are, in metres."""

from dataclasses import dataclass

import numpy as np

from generation.sketch.palette import Colour, colour
from generation.sketch.plan import Subject
from generation.sketch.sprite import Spot


@dataclass(frozen=True, slots=True)
class Build:
    """A body: height in metres, girth as the height of a human of that width, head in heights, shoulders, skin."""

    height: float
    girth: float
    head: float  # head height as a share of the height
    shoulders: float  # half shoulder width, in girths
    skin: Colour


_BUILDS = {
    "human": (1.82, 1.90, 0.138, 0.128, "#6a5040"),
    "elf": (2.00, 1.72, 0.124, 0.122, "#80685c"),
    "dwarf": (1.28, 1.74, 0.190, 0.150, "#6a4a36"),
    "ork": (1.96, 2.30, 0.134, 0.150, "#4e5840"),
    "troll": (2.72, 3.45, 0.122, 0.160, "#5a564c"),
}


def build_of(subject: Subject) -> Build:
    """Return the body of a subject's metatype."""
    height, girth, head, shoulders, skin = _BUILDS[subject.metatype]
    if "woman" in subject.features:
        height, girth, shoulders = height * 0.95, girth * 0.88, shoulders * 0.92
    return Build(height, girth, head, shoulders, colour(skin))


@dataclass(frozen=True, slots=True)
class Pose:
    """Joints of a standing figure, its feet at y = 0 about x = 0. Sides are -1 (left in the picture) and 1."""

    hip_x: float
    neck: Spot
    head: Spot
    legs: tuple[tuple[Spot, Spot, Spot], tuple[Spot, Spot, Spot]]
    arms: tuple[tuple[Spot, Spot, Spot], tuple[Spot, Spot, Spot]]

    def leg(self, side: int) -> tuple[Spot, Spot, Spot]:
        """Return hip, knee and ankle."""
        return self.legs[0 if side < 0 else 1]

    def arm(self, side: int) -> tuple[Spot, Spot, Spot]:
        """Return shoulder, elbow and hand."""
        return self.arms[0 if side < 0 else 1]

    def torso(self, build: Build) -> list[Spot]:
        """Return the outline of the trunk, from the neck round by the hips."""
        wide, tall = build.girth, build.height
        (left, left_y), (right, right_y) = self.arms[0][0], self.arms[1][0]
        neck_x, neck_y = self.neck
        return [
            (neck_x - 0.045 * wide, neck_y + 0.012 * tall),
            (neck_x + 0.045 * wide, neck_y + 0.012 * tall),
            (right, right_y + 0.024 * tall),
            (right + 0.026 * wide, right_y - 0.015 * tall),
            (self.hip_x + 0.088 * wide, 0.63 * tall),
            (self.hip_x + 0.100 * wide, 0.49 * tall),
            (self.hip_x - 0.100 * wide, 0.49 * tall),
            (self.hip_x - 0.088 * wide, 0.63 * tall),
            (left - 0.026 * wide, left_y - 0.015 * tall),
            (left, left_y + 0.024 * tall),
        ]


def pose_of(build: Build, features: tuple[str, ...], rng: np.random.Generator) -> Pose:
    """Choose a relaxed standing pose: the weight on one leg, shoulders against the hips, hands where the gear is."""
    tall, wide = build.height, build.girth
    weight = 1 if rng.random() < 0.5 else -1
    lean = (0.012 + 0.014 * float(rng.random())) * wide
    hip_x = weight * lean * 1.5
    tilt = weight * 0.012 * tall
    neck = (hip_x * 0.35, (0.985 - build.head) * tall)
    head = (hip_x * 0.3 + float(rng.random() - 0.5) * 0.02 * wide, (1 - build.head / 2) * tall)
    legs = tuple(_leg(side, weight, hip_x, tilt, build, rng) for side in (-1, 1))
    arms = tuple(
        _arm(
            side, (neck[0] + side * build.shoulders * wide, neck[1] - 0.036 * tall - side * tilt), features, build, rng
        )
        for side in (-1, 1)
    )
    return Pose(hip_x, neck, head, (legs[0], legs[1]), (arms[0], arms[1]))


def _leg(
    side: int, weight: int, hip_x: float, tilt: float, build: Build, rng: np.random.Generator
) -> tuple[Spot, Spot, Spot]:
    tall, wide = build.height, build.girth
    hip = (hip_x + side * 0.052 * wide, 0.51 * tall + side * tilt * 0.6)
    bears = side == weight
    spread = 0.05 if bears else 0.085 + 0.05 * float(rng.random())
    ankle = (side * spread * wide, 0.035 * tall)
    bend = 0.004 if bears else 0.022
    knee = ((hip[0] + ankle[0]) / 2 + side * bend * wide, 0.275 * tall)
    return hip, knee, ankle


def _arm(
    side: int, shoulder: Spot, features: tuple[str, ...], build: Build, rng: np.random.Generator
) -> tuple[Spot, Spot, Spot]:
    tall, wide = build.height, build.girth
    x, y = shoulder
    loose = 0.02 + 0.03 * float(rng.random())
    hanging = (
        shoulder,
        (x + side * (0.012 + loose) * wide, y - 0.165 * tall),
        (x + side * (0.008 + loose * 0.5) * wide, y - 0.315 * tall),
    )
    holds_up = side > 0 and bool({"umbrella", "staff"} & set(features))
    if holds_up:
        return shoulder, (x + 0.075 * wide, y - 0.13 * tall), (x + 0.115 * wide, y - 0.045 * tall)
    if side > 0 and "commlink" in features:
        return shoulder, (x + 0.045 * wide, y - 0.155 * tall), (x - 0.01 * wide, y - 0.02 * tall)
    if "rifle" in features or ("cyberdeck" in features and side > 0):
        return shoulder, (x + side * 0.055 * wide, y - 0.155 * tall), (x - side * 0.045 * wide, y - 0.235 * tall)
    if "suit" in features and side < 0:
        return shoulder, (x - 0.06 * wide, y - 0.16 * tall), (x + 0.03 * wide, y - 0.29 * tall)
    return hanging
