"""What outdoor scenes share: where the eye is, and how a stage over a ground is lit."""

from generation.sketch.crowd import spirits_about
from generation.sketch.easel import Easel
from generation.sketch.field import Coarse, Field
from generation.sketch.ground import Ground, lay_ground
from generation.sketch.light import Gains, relight
from generation.sketch.stage import MIRROR_STEP, Camera, Stage
from generation.sketch.weather import drift_fog, fall
from generation.sketch.wisps import add_wisps


def camera_for(easel: Easel) -> Camera:
    """Choose where the eye of a scene at street level is."""
    aside = (float(easel.rng("camera").random()) - 0.5) * 0.12
    return {
        "low": Camera(aside, 0.20, 0.78, 0.7),
        "high": Camera(aside, -0.16, 0.82, 5.2),
        "close": Camera(aside, 0.08, 1.25, 1.6),
        "wide": Camera(aside, 0.05, 0.62, 1.7),
    }.get(easel.plan.camera, Camera(aside, 0.06, 0.82, 1.55))


def light_outdoors(easel: Easel, stage: Stage, sky: Coarse, gains: Gains, ground: Ground) -> tuple[Field, Coarse]:
    """Light a stage over its ground; return the picture and the glow in its air."""
    lit = relight(stage.direct, easel.frame, easel.air, gains)
    lit.over(sky)
    easel.show("light", 0.6, lit.colour)
    below = relight(stage.mirror, easel.frame.coarse(MIRROR_STEP), easel.air, gains)
    below.over(Coarse(sky.values[::-1] * 0.6, below.glow.frame))
    picture = lay_ground(lit, below.colour, stage, easel.air, ground, easel.seed)
    easel.show("ground", 0.72, picture)
    return picture, lit.glow


def let_weather_pass(easel: Easel, stage: Stage, picture: Field, glow: Coarse) -> Field:
    """Lay fog about the horizon and let rain, snow or ash fall."""
    add_wisps(easel, picture, spirits_about(easel, stage))
    amount = 0.85 if easel.plan.weather == "fog" else 0.45
    drift_fog(picture, easel.frame, stage.horizon, easel.air.fog, glow, easel.seed, amount)
    return fall(picture, easel.frame, easel.plan.weather, easel.air, easel.seed)
