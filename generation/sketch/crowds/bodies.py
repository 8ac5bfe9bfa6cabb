"""Meshes that stand in a scene: creatures, machines and things, lit and with their shadow on the ground."""

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.palette import Colour, dim
from generation.sketch.canvas.sprite import Sprite
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.standing import Standing
from generation.sketch.crowds.wrecks import draw_flames, over_flames
from generation.sketch.models.mesh import Mesh
from generation.sketch.models.painting import bounds_of, paint_solid, shade_ground

OUTLINE = 0.35  # how much of the stage's own rim of light is left: the form shows where a body ends
Placed = list[Standing]


def standing_body(  # noqa: PLR0913 - what it is, where, and how it is lit
    canvas: Canvas,
    stage: Stage,
    mesh: Mesh,
    at: tuple[float, float, float],
    *,
    grounded: bool,
    burns: bool = False,
    smokes: bool = False,
    edge: float = 1.0,
    shows: str = "",
) -> Standing:
    """Return what stands a mesh up on the stage; it is at metres to the right of the eye, up, and away.

    `edge` is how much of a sign's light falls on its edges: flat sides would take all its colour. `shows` is the kind
    of what it is; of what stands on something else, the mesh names the part that is meant.
    """
    bounds = bounds_of(mesh)
    if grounded:
        left, bottom, right, top = bounds
        bounds = left, min(bottom, -0.05 * (right - left)), right, top
    body = bounds
    if burns:
        bounds = over_flames(body)
    rng = canvas.rng(f"light {at[0]:.3f} {at[2]:.3f}")
    side = 1.0 if rng.random() < 0.5 else -1.0
    sign = canvas.on_people.sign(fork(rng))
    rim: Colour | None = None if canvas.air.day > 0.8 else dim(sign, edge)
    wide = bounds[2] - bounds[0]
    spot = min(1.0, max(0.0, 1.1 - 2.2 * float(canvas.air.ambient.mean())))

    def draw(sprite: Sprite) -> None:
        sprite.rim_width *= OUTLINE
        if grounded:
            shade_ground(sprite, bounds, 0.40 * wide, 0.035 * wide)
        paint_solid(sprite, mesh, bounds, side, rim, spot=spot)
        if burns:
            draw_flames(sprite, body, canvas.rng(f"flames {at[0]:.3f}"))
        sprite.shows = shows

    y = at[1]
    x, z = stage.in_world(at[0], at[2])
    if burns or smokes:
        stage.burning.append(((x, y + 0.6 * body[3], z), 0.5 * (body[2] - body[0])))
    return Standing(x, z, lambda: stage.stand(draw, x, z, bounds, y=y), y, bounds, framed=bounds_of(mesh, 0.0))
