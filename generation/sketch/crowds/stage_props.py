"""What an action needs besides people: the table they sit at, the circle they stand about, the flash of their shots."""

import math
from functools import partial

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.palette import BLACK, WHITE, Colour, colour, mix
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.staging import AT_TABLE, CIRCLE, TABLE_AT, Mark
from generation.sketch.crowds.standing import Standing
from generation.sketch.props.sets.catalogue import FURNITURE
from generation.sketch.props.sets.finish import Finish
from generation.sketch.props.sets.lamplight import Lamplight
from generation.sketch.props.sets.pieces import Pieces, Spot
from generation.sketch.props.trees import draw_campfire

FLASH = colour("#ffd070")
GUN_LEVEL = 0.79  # of the height of who aims
USUAL_HEIGHT = 1.78  # metres


def props_of(canvas: Canvas, stage: Stage, middle: tuple[float, float], marks: list[Mark]) -> list[Standing]:
    """Return what stands among people at their marks; `middle` is the group's, to the right of the eye and away."""
    action = canvas.plan.action
    if not marks:
        return []
    if action in AT_TABLE:
        return _table(canvas, stage, middle, marks)
    if action == "ritual":
        return [_circle(canvas, stage, middle)]
    if action == "gunfight":
        return [_flash(stage, middle, mark, canvas.rng(f"flash {index}")) for index, mark in enumerate(marks)]
    return []


def seat_of(canvas: Canvas, stage: Stage, middle: tuple[float, float], mark: Mark, pose: str) -> list[Standing]:
    """Return what somebody sits or lies on who is at no table."""
    if canvas.plan.action in AT_TABLE or canvas.plan.action == "carry" or pose not in {"sit", "lie"}:
        return []
    finish = Finish(canvas.rng("seat"), canvas.palette.neon, canvas.palette.windows[0], colour("#4a4a44"))
    if pose == "sit":
        return [_chair(stage, middle, mark, finish)]
    spot = (middle[0] + mark.aside, middle[1] + mark.behind + 0.1)
    return [_piece(stage, "mattress", spot, math.pi / 2, finish, (0.95, 0.05))]


def fires_of(canvas: Canvas, stage: Stage) -> list[Standing]:
    """Return the plan's fires, beside those who are to be seen."""
    standings = []
    for index in range(canvas.plan.count("fire")):
        x, z = stage.in_world(1.5 - 3.4 * (index % 2), 6.2 + 1.5 * (index // 2))
        draw = partial(draw_campfire, stage, canvas.rng(f"fire {index}"), x, z)
        standings.append(Standing(x, z, draw, deep=0.3))
    return standings


def _table(canvas: Canvas, stage: Stage, middle: tuple[float, float], marks: list[Mark]) -> list[Standing]:
    """Stand a table in the middle, and a chair under everybody."""
    rng = canvas.rng("table")
    finish = Finish(rng, canvas.palette.neon, canvas.palette.windows[0], colour("#5a4030"))
    standings = [_chair(stage, middle, mark, finish) for mark in marks]
    kind = "card_table" if canvas.plan.action == "play_cards" else "table"
    spot = (middle[0], middle[1] + TABLE_AT)
    standings.append(_piece(stage, kind, spot, 0.0, finish, (0.72, 0.42)))
    return standings


def _chair(stage: Stage, middle: tuple[float, float], mark: Mark, finish: Finish) -> Standing:
    spot = (middle[0] + mark.aside, middle[1] + mark.behind + 0.04)
    return _piece(stage, "chair", spot, mark.facing or 0.0, finish, (0.2, 0.1))


def _piece(
    stage: Stage, kind: str, spot: tuple[float, float], turn: float, finish: Finish, half: tuple[float, float]
) -> Standing:
    """Return a piece of furniture that is drawn by itself, turned against the eye."""
    x, z = stage.in_world(*spot)
    own = Finish(fork(finish.rng), finish.neon, finish.lamp, finish.accent)

    def draw() -> None:
        pieces = Pieces(stage, Lamplight(0.85, ()))
        FURNITURE[kind](pieces.at(Spot(x, z, 0.0, turn - stage.camera.turn)), own)
        pieces.draw()

    return Standing(x, z, draw, bounds=(-half[0], 0.0, half[0], 0.9), deep=half[1])


def _circle(canvas: Canvas, stage: Stage, middle: tuple[float, float]) -> Standing:
    """Draw a circle of light with signs in it on the ground, and a glow over it."""
    tint = canvas.palette.neon[0]
    x, z = stage.in_world(middle[0], middle[1] + CIRCLE)
    signs = canvas.rng("signs").random((9, 3)).tolist()

    def ring(radius: float, width: float, light: Colour) -> None:
        turn = [math.tau * step / 40 for step in range(41)]
        stage.line([(x + radius * math.cos(a), 0.02, z + radius * math.sin(a)) for a in turn], width, BLACK, light)

    def draw() -> None:
        bright = mix(tint, WHITE, 0.35)
        for radius, width in ((1.18, 0.05), (0.98, 0.03), (0.45, 0.03)):
            ring(radius, width, bright)
        points = [(x + 0.98 * math.cos(a), 0.02, z + 0.98 * math.sin(a)) for a in np.arange(6) * math.tau * 0.4]
        stage.line(points, 0.03, BLACK, bright)
        for index, (lean, long, rise) in enumerate(signs):
            a = math.tau * index / len(signs)
            foot = (x + 1.08 * math.cos(a), 0.03, z + 1.08 * math.sin(a))
            stage.line([foot, (foot[0] + 0.1 * (lean - 0.5), 0.03, foot[2] + 0.12 * long)], 0.03, BLACK, bright)
            stage.line([foot, (foot[0], 0.15 + 0.5 * rise, foot[2])], 0.015, BLACK, tint)

    return Standing(x, z + CIRCLE, draw, bounds=(-1.2, 0.0, 1.2, 0.05), deep=1.2)


def _flash(stage: Stage, middle: tuple[float, float], mark: Mark, rng: np.random.Generator) -> Standing:
    """Let a shot flash before a muzzle, with its smoke of sparks."""
    side = 1.0 if (mark.facing or 0.0) > 0 else -1.0
    x, z = stage.in_world(middle[0] + mark.aside + side * 0.72, middle[1] + mark.behind - 0.25)
    rays = rng.random((9, 2)).tolist()

    def draw(sprite: Sprite) -> None:
        for index, (turn, long) in enumerate(rays):
            angle = (turn - 0.5) * 2.0 if index else 0.0
            reach = side * (0.16 + 0.4 * long) if index else side * 0.75
            end = (reach * math.cos(angle), abs(reach) * math.sin(angle))
            sprite.limb([(0.0, 0.0), end], (0.09, 0.01), FLASH, mix(FLASH, WHITE, 0.3))
        sprite.disc(0.05 * side, 0.0, 0.13, 0.10, WHITE, WHITE)

    level = GUN_LEVEL * USUAL_HEIGHT
    bounds = (-0.9, -0.7, 0.9, 0.7)
    return Standing(x, z, lambda: stage.stand(draw, x, z, bounds, y=level, rim=False), level, bounds, deep=0.05)
