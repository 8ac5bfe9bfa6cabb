"""Casting: puts a plan's people and things, and passers-by, where they can be seen."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import fork
from generation.sketch.canvas.palette import BLACK, Colour, colour, dim
from generation.sketch.canvas.sprite import Sprite, showing
from generation.sketch.canvas.stage import Stage
from generation.sketch.crowds.companies import companies, with_pets
from generation.sketch.crowds.creature_bodies import lead_of
from generation.sketch.crowds.creature_shots import creature_shot
from generation.sketch.crowds.creatures import place_creatures, side_of_others
from generation.sketch.crowds.ensemble_body import breadth_of, make_ensemble
from generation.sketch.crowds.extras import make_extra
from generation.sketch.crowds.framing import frame_cast
from generation.sketch.crowds.grouping import Member, group_of
from generation.sketch.crowds.stage_props import campfire, props_of
from generation.sketch.crowds.staging import Mark, marks_for
from generation.sketch.crowds.standing import Standing
from generation.sketch.crowds.things_about import lie_about
from generation.sketch.effects.wisps import Wisp
from generation.sketch.people.figures import make_figure
from generation.sketch.planning import lexicon
from generation.sketch.planning.creatures import COMPANY, ON_SOMEBODY
from generation.sketch.planning.plan import Subject
from generation.sketch.planning.scenery import LIE_ABOUT
from generation.sketch.props.vehicles import DRONE_BODY, Vehicle, make_drone, make_rider

PASSERS_BY = {"empty": 0, "some": 7, "crowded": 26}
FAR_OFF = 17.0  # metres: nearer than that walks nobody who was not asked for
#: Of whom a crowd is made: as many of each as there are in the sprawl, of a hundred.
METATYPES = ("human",) * 66 + ("ork",) * 17 + ("elf",) * 8 + ("dwarf",) * 7 + ("troll",) * 2
HERO_Z = 4.7  # metres; where the first figure stands
EXTRAS_FROM = 7.5  # metres; further people are extras
WITH_COAT = 1.15  # of half of somebody's breadth: what sleeves and coats reach over it
ENSEMBLE_DEEP = 0.45  # metres: half of how much room an ensemble takes to the back
AGAINST, FACING_IT = (
    frozenset({"fight", "aim", "cast", "throw", "point", "kick"}),
    1.15,
)  # who turns to a creature, how far
OF_THEIR_OWN = 0.9  # radians: who is turned so far is so on purpose
NEARER = 0.72  # of the distance: so much nearer does somebody come for a wall
AT_FIRE = ((-1.25, 0.2), (1.3, 0.5), (-2.2, 1.0), (2.2, -0.2), (0.4, 1.4), (-0.6, 1.9))  # metres about a fire: x and z


def paint_of(subject: Subject | None, default: Colour) -> Colour:
    """Return the colour a subject is asked to have, dark enough for the night."""
    return dim(colour(lexicon.COLOURS[subject.colour]), 0.8) if subject and subject.colour else default


@dataclass(frozen=True, slots=True)
class Blocking:
    """Where a scene's people and things may be, in metres.

    `aisle` is how far from the middle passers-by walk, at least and at most; `depth` how near and how far; `ceiling`
    how high drones may fly, if anything bounds them; `fire` is the x and z of a fire that squatters gather about.
    `walls` is how far to both sides of the middle and how far on somebody may stand, if walls bound that.
    """

    aisle: tuple[float, float] = (1.2, 6.4)
    depth: tuple[float, float] = (10.0, 44.0)
    passers_by: bool = True
    hero_z: float = HERO_Z
    lanes: tuple[float, float] = (2.5, 12.5)  # how far aside the lane of riders is, and how far off the first is
    ceiling: float | None = None
    spread: float = 5.0  # how far the outermost of several people stand from one another
    riding: bool = False  # motorcycles are on the move: they are seen from behind, with riders
    fire: tuple[float, float] | None = None
    walls: tuple[float, float] | None = None


def draw_cast(stage: Stage, cast: Sequence[Standing], props: Sequence[tuple[float, Callable[[], None]]] = ()) -> None:
    """Draw everything from far to near; props are what else stands among the people, as (z, what draws it)."""
    placed = [*cast, *(Standing(0.0, z, draw) for z, draw in props)]
    for standing in sorted(placed, key=lambda item: -stage.before_eye((item.x, item.y, item.z))[2]):
        standing.draw()


def cast_of(canvas: Canvas, stage: Stage, blocking: Blocking) -> list[Standing]:
    """Return everything that is to be placed, in no order, and let the stage show what it is about as large as fits.

    Nothing may be drawn on the stage before that.
    """
    placed: list[Standing] = []
    _place_flyers(canvas, stage, placed, blocking)
    _place_spirits(canvas, stage, placed)
    place_creatures(canvas, stage, placed, blocking.hero_z, blocking.ceiling)
    lie_about(canvas, stage, placed, LIE_ABOUT)
    _place_passers_by(canvas, stage, placed, blocking)
    _place_riders(canvas, stage, placed, blocking)
    leading = [standing for standing in placed if standing.leads]
    if leading:
        placed = [
            standing for standing in placed if standing.leads or not any(hides(stage, standing, one) for one in leading)
        ]
    _place_people(canvas, stage, placed, blocking)
    frame_cast(canvas, stage, placed)
    leading = [one for one in placed if (one.half or one.leads) and one.y <= 0]
    if leading:
        canvas.stands_at = (sum(one.x for one in leading) / len(leading), sum(one.z for one in leading) / len(leading))
    return placed


def hides(stage: Stage, near: Standing, far: Standing) -> bool:
    """Tell whether what stands nearer covers some of what the picture is about."""
    spans = []
    for standing in (near, far):
        aside, _, away = stage.before_eye((standing.x, standing.y, standing.z))
        spans.append(
            (away, (aside + standing.bounds[0]) / max(away, 0.1), (aside + standing.bounds[2]) / max(away, 0.1))
        )
    (nearer, left, right), (farther, first, last) = spans
    return nearer < farther and left < last and right > first


def _stand(
    stage: Stage, vehicle: Vehicle, x: float, z: float, y: float = 0.0, *, rim: bool = True, shows: str = ""
) -> Standing:
    draw = showing(vehicle.draw, shows) if shows else vehicle.draw
    return Standing(x, z, lambda: stage.stand(draw, x, z, vehicle.bounds, y=y, rim=rim), y, vehicle.bounds)


def _place_flyers(canvas: Canvas, stage: Stage, placed: list[Standing], blocking: Blocking) -> None:
    rng = canvas.rng("flyers")
    palette = canvas.palette
    lead = lead_of(canvas.plan)
    for _ in range(0 if lead is not None and lead.kind == "drone" else canvas.plan.count("drone")):
        x, y, z = (float(rng.random()) - 0.5) * 6.5, 4.6 + 4.5 * float(rng.random()), 10 + 9 * float(rng.random())
        y = y if blocking.ceiling is None else blocking.ceiling - 0.5 - 0.08 * y
        x, z = stage.in_world(x, z)
        drone = make_drone(palette.sign(rng), paint_of(canvas.plan.of("drone"), DRONE_BODY))
        placed.append(_stand(stage, drone, x, z, y, shows="drone"))


def spirits_about(canvas: Canvas, stage: Stage) -> list[Wisp]:
    """Return the plan's spirits, hovering about the middle distance."""
    wisps = []
    for index, (x, z, tint) in enumerate(_spirit_places(canvas, stage)):
        foot_x, foot_y = stage.in_units((x, 0.5, z))
        high = 3.0 * stage.scale_at((x, 0.5, z))
        half, half_high = (0.5 * side / canvas.frame.unit for side in (canvas.frame.width, canvas.frame.height))
        aside, up = max(0.0, half - 0.25 * high), half_high - 0.05
        at = max(-aside, min(aside, foot_x)), max(min(up, 1.2 * high - up), min(up, foot_y))
        wisps.append(Wisp(*at, high, tint, f"spirit {index}"))  # within the frame, wherever the eye looks
    return wisps


def _spirit_places(canvas: Canvas, stage: Stage) -> list[tuple[float, float, Colour]]:
    rng = canvas.rng("spirits")
    subject = canvas.plan.of("spirit")
    places = []
    for index in range(canvas.plan.count("spirit")):
        aside = (-2.7, 2.6, -3.9, 3.8, 1.5, -1.4)[index % 6] + 0.4 * float(rng.random())
        x, z = stage.in_world(aside, 8.6 + index * 0.8)
        tint = colour(lexicon.COLOURS[subject.colour]) if subject and subject.colour else canvas.palette.neon[index % 3]
        places.append((x, z, tint))
    return places


def _place_spirits(canvas: Canvas, stage: Stage, placed: list[Standing]) -> None:
    """Put the core of each spirit on the stage: it lights what stands about it, and is mirrored in the ground."""
    for x, z, tint in _spirit_places(canvas, stage):

        def draw(sprite: Sprite, tint: Colour = tint) -> None:
            for level, half in ((0.6, 0.05), (1.0, 0.12), (1.5, 0.17), (2.0, 0.13), (2.4, 0.07)):
                sprite.disc(0.06 * math.sin(level * 4), level, half, 0.30, BLACK, dim(tint, 0.8))

        core = Vehicle(draw, (-0.4, 0.0, 0.4, 2.9))
        placed.append(_stand(stage, core, x, z, rim=False, shows="spirit"))


def _place_passers_by(canvas: Canvas, stage: Stage, placed: list[Standing], blocking: Blocking) -> None:
    rng = canvas.rng("passers-by")
    wet = canvas.plan.weather in {"rain", "snow"}
    (inner, outer), (near, far) = blocking.aisle, blocking.depth
    if canvas.plan.crowd != "crowded":
        near = max(near, min(FAR_OFF, near + 0.6 * (far - near)))
    for _ in range(PASSERS_BY[canvas.plan.crowd] if blocking.passers_by else 0):
        z = near + (far - near) * float(rng.random()) ** 1.4
        x = (inner + (outer - inner) * float(rng.random())) * (1 if rng.random() < 0.5 else -1)
        luck = rng.random(4)
        features = tuple(
            name
            for name, wanted in (
                ("umbrella", wet and luck[0] < 0.45),
                ("hood", luck[1] < 0.3),
                ("coat", luck[2] < 0.5),
                ("long_hair", luck[2] > 0.75),
                ("commlink", luck[3] < 0.15),
            )
            if wanted
        )
        metatype = METATYPES[int(rng.integers(len(METATYPES)))]
        own = fork(rng)
        if z > EXTRAS_FROM:
            extra = make_extra(metatype, features, canvas.on_people, own, cloth_for(canvas))
        else:
            figure = make_figure(
                Subject("figure", 1, metatype, features=features), canvas.on_people, own, cloth_for(canvas)
            )
            extra = Vehicle(figure.draw, figure.bounds)
        placed.append(_stand(stage, extra, x, z))


def _place_riders(canvas: Canvas, stage: Stage, placed: list[Standing], blocking: Blocking) -> None:
    """Let motorcycles ride the viewer's way, in two lanes, near enough to the middle to be in the frame."""
    rng = canvas.rng("vehicles")
    aside, nearest = blocking.lanes
    for row in range(canvas.plan.count("bike") if blocking.riding else 0):
        x = aside + 0.15 * float(rng.random()) + (2.9 if row % 2 else -1.7)
        rider = make_rider(paint_of(canvas.plan.of("bike"), colour("#2a2d36")), canvas.palette.sign(rng))
        placed.append(_stand(stage, rider, x, nearest - 2.2 + 4.0 * row, shows="bike"))


def _place_people(canvas: Canvas, stage: Stage, placed: list[Standing], blocking: Blocking) -> None:
    rng, fire = canvas.rng("people"), blocking.fire
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure" for _ in range(subject.count)]
    people = people[: lexicon.MOST]
    gathered = [subject for subject in people if fire and subject.role == "squatter" and not subject.at]
    standing = [subject for subject in people if subject not in gathered]
    about = [subject for subject in canvas.plan.subjects if subject.place in ON_SOMEBODY]
    beasts = [subject for subject in about if subject.place == COMPANY]
    pets = [subject for subject in about if subject.place != COMPANY]
    groups = companies(canvas.plan.action, standing, float(canvas.rng("together").random()), beasts)
    groups[:1] = [with_pets(company, pets) for company in groups[:1]]
    staged = marks_for(canvas.plan.action, len(groups), canvas.rng("marks"), blocking.spread)
    figures, members = [], []
    for company, mark in zip(groups, staged, strict=True):
        if company.ensemble is not None:
            turned = company.ensemble.turned(0.4 * (mark.facing or 0.0))
            if company.people[0].pose in AGAINST and _side_of_creature(canvas) < 0:
                turned = turned.mirrored()
            figures.append(
                make_ensemble(canvas, turned, fork(rng), cloth_for(canvas), pets if company is groups[0] else ())
            )
            members.append(Member(mark, "", figures[-1].height, breadth_of(company.ensemble, figures[-1])))
            continue
        subject = company.people[0]
        pose = subject.pose or mark.pose
        if pose in AGAINST and (side := _side_of_creature(canvas) or _side_of_others(mark, staged)):
            mark = replace(mark, facing=side * FACING_IT)  # noqa: PLW2901 - the group keeps the mark's place
        figures.append(
            make_figure(replace(subject, pose=pose), canvas.on_people, fork(rng), cloth_for(canvas), facing=mark.facing)
        )
        members.append(Member(mark, pose, figures[-1].height))
    if members:
        sway = 0.16 * (float(canvas.rng("sway").random()) - 0.5) if len(members) > 1 else _off_centre(canvas)
        group = group_of(stage, members, canvas.plan.action, sway, _free_of_others(canvas))
        middle = group.aside, group.away
        placed += props_of(canvas, stage, middle, list(group.marks))
        for company, figure, member, mark in zip(groups, figures, members, group.marks, strict=True):
            x, z = _indoors(stage, stage.in_world(group.aside + mark.aside, group.away + mark.behind), blocking)
            standing_there = _stand(stage, Vehicle(figure.draw, figure.bounds), x, z)
            ensemble = company.ensemble is not None
            deep = ENSEMBLE_DEEP if ensemble else standing_there.deep
            half = member.half * (1.0 if ensemble else WITH_COAT)
            framed = (-half, 0.85 * figure.bounds[1], half, figure.top)
            placed.append(replace(standing_there, half=member.half, leads=ensemble, deep=deep, framed=framed))
            if company.ensemble is not None and company.ensemble.fire:
                placed.append(campfire(canvas, stage, x, z))
    for (beside, behind), subject in zip(AT_FIRE, gathered, strict=False):
        figure = make_figure(subject, canvas.on_people, fork(rng), cloth_for(canvas))
        if fire:
            placed.append(_stand(stage, Vehicle(figure.draw, figure.bounds), fire[0] + beside, fire[1] + behind))


def _off_centre(canvas: Canvas) -> float:
    """Return how far from the middle somebody alone stands, in units."""
    side, far = (float(value) for value in canvas.rng("sway").random(2))
    return (0.05 + 0.13 * far) * (1 if side < 0.5 else -1)


def _side_of_others(mark: Mark, marks: Sequence[Mark]) -> float:
    """Return on which side of somebody the others are, right or left; 0 for who is alone or has a turn of their own."""
    own = abs(mark.facing or 0.0) > OF_THEIR_OWN
    beside = sum(other.aside for other in marks if other is not mark) / max(1, len(marks) - 1) - mark.aside
    return 0.0 if own or len(marks) < 2 else math.copysign(1.0, beside)


def _side_of_creature(canvas: Canvas) -> float:
    """Return on which side of the people a creature or vehicle is, right or left; 0 where none is."""
    shot = creature_shot(canvas)
    return math.copysign(1.0, shot.aside) if shot is not None else side_of_others(canvas)


def _free_of_others(canvas: Canvas) -> tuple[float, float]:
    """Return the part of the frame, in units, that people have to themselves beside a creature or a vehicle."""
    shot = creature_shot(canvas)
    if shot is not None:
        return (-9.0, 0.03) if shot.aside > 0 else (-0.03, 9.0)
    side = side_of_others(canvas)
    return (-9.0, 0.08) if side > 0 else (-0.08, 9.0) if side < 0 else (-9.0, 9.0)


def _indoors(stage: Stage, at: tuple[float, float], blocking: Blocking) -> tuple[float, float]:
    """Return where somebody stands who would be behind a wall: nearer to the eye, and as far aside in the picture."""
    if blocking.walls is None:
        return at
    (half, far), (eye_x, eye_z) = blocking.walls, stage.camera.at
    x, z = at[0] - eye_x, at[1] - eye_z
    reach = ((math.copysign(half, x) - eye_x) / x if x else 9.0, (far - eye_z) / z if z > 0 else 9.0)
    share = max(NEARER, min(1.0, *(value for value in reach if value > 0)))
    return max(-half, min(half, eye_x + share * x)), min(far, eye_z + share * z)


def cloth_for(canvas: Canvas) -> Colour | None:
    """Return the cloth of figures in daylight, where black would be a hole; at night they choose their own."""
    return colour("#302e36") if canvas.air.day > 0.8 else None
