"""Casting: puts a plan's people and things, and passers-by, where they can be seen."""

from collections.abc import Callable

from generation.sketch import lexicon
from generation.sketch.easel import Easel
from generation.sketch.field import fork
from generation.sketch.figures import make_figure
from generation.sketch.palette import Colour, colour, dim, mix
from generation.sketch.plan import Subject
from generation.sketch.stage import Stage
from generation.sketch.vehicles import DRONE_BODY, Vehicle, make_bike, make_car, make_dragon, make_drone, make_van
from generation.sketch.wisps import Wisp

PASSERS_BY = {"empty": 0, "some": 9, "crowded": 26}
HERO_Z = 5.6  # metres; where the first figure stands
HERO_Z_FROM_ABOVE = 10.5  # metres; nearer ones would stand under the frame
AT_FIRE = ((-1.25, 0.2), (1.3, 0.5), (-2.2, 1.0), (2.2, -0.2), (0.4, 1.4), (-0.6, 1.9))  # metres about a fire: x and z


def paint_of(subject: Subject | None, default: Colour) -> Colour:
    """Return the colour a subject is asked to have, dark enough for the night."""
    return dim(colour(lexicon.COLOURS[subject.colour]), 0.8) if subject and subject.colour else default


def place_cast(easel: Easel, stage: Stage, fire: tuple[float, float] | None = None) -> None:
    """Place everything from far to near; where there is a fire (at x and z), squatters gather about it."""
    placed: list[tuple[float, Callable[[], None]]] = []
    _place_flyers(easel, stage, placed)
    _place_passers_by(easel, stage, placed)
    _place_vehicles(easel, stage, placed)
    _place_people(easel, stage, placed, fire)
    for _, draw in sorted(placed, key=lambda item: -item[0]):
        draw()


def _stand(stage: Stage, vehicle: Vehicle, x: float, z: float, y: float = 0.0) -> Callable[[], None]:
    return lambda: stage.stand(vehicle.draw, x, z, vehicle.bounds, y=y)


def _place_flyers(easel: Easel, stage: Stage, placed: list[tuple[float, Callable[[], None]]]) -> None:
    rng = easel.rng("flyers")
    palette = easel.palette
    for _ in range(easel.plan.count("drone")):
        x, y, z = (float(rng.random()) - 0.5) * 6.5, 4.6 + 4.5 * float(rng.random()), 10 + 9 * float(rng.random())
        drone = make_drone(palette.sign(rng), paint_of(easel.plan.of("drone"), DRONE_BODY))
        placed.append((z, _stand(stage, drone, x, z, y)))
    for _ in range(min(2, easel.plan.count("dragon"))):
        subject = easel.plan.of("dragon")
        hide = paint_of(subject, mix(colour("#08080c"), palette.dark, 0.5))
        x, y, z = (float(rng.random()) - 0.5) * 24, 44 + 10 * float(rng.random()), 92.0
        placed.append((z, _stand(stage, make_dragon(hide, palette.neon[2]), x, z, y)))


def spirits_about(easel: Easel, stage: Stage) -> list[Wisp]:
    """Return the plan's spirits, hovering about the middle distance."""
    rng = easel.rng("spirits")
    subject = easel.plan.of("spirit")
    wisps = []
    for index in range(easel.plan.count("spirit")):
        x, z = (-2.7, 2.6, -3.9, 3.8, 1.5, -1.4)[index] + 0.4 * float(rng.random()), 8.6 + index * 0.8
        foot_x, foot_y = stage.in_units((x, 0.5, z))
        tint = colour(lexicon.COLOURS[subject.colour]) if subject and subject.colour else easel.palette.neon[index % 3]
        wisps.append(Wisp(foot_x, foot_y, 3.0 * stage.camera.focal / z, tint, f"spirit {index}"))
    return wisps


def _place_passers_by(easel: Easel, stage: Stage, placed: list[tuple[float, Callable[[], None]]]) -> None:
    rng = easel.rng("passers-by")
    metatypes = ("human", "human", "human", "elf", "ork", "dwarf", "troll")
    wet = easel.plan.weather in {"rain", "snow"}
    on_roof = easel.plan.scene not in lexicon.CROWD_SHOWN
    for _ in range(0 if on_roof else PASSERS_BY[easel.plan.crowd]):
        z = 10 + 34 * float(rng.random()) ** 1.4
        x = (1.2 + 5.2 * float(rng.random())) * (1 if rng.random() < 0.5 else -1)
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
        subject = Subject("figure", 1, metatypes[int(rng.integers(len(metatypes)))], features=features)
        figure = make_figure(subject, easel.palette, fork(rng), cloth_for(easel))
        placed.append((z, _stand(stage, Vehicle(figure.draw, figure.bounds), x, z)))


def _place_vehicles(easel: Easel, stage: Stage, placed: list[tuple[float, Callable[[], None]]]) -> None:
    rng = easel.rng("vehicles")
    makers = {"van": make_van, "car": make_car, "bike": make_bike}
    side = 1 if rng.random() < 0.5 else -1
    row = 0
    for kind, make in makers.items():
        subject = easel.plan.of(kind)
        for _ in range(easel.plan.count(kind)):
            x = side * ((2.5 if kind != "bike" else 1.9) + 0.5 * float(rng.random()))
            z = (8.2 if kind == "bike" else 12.5) + 6.5 * (row // 2) + (5.0 if easel.plan.scene == "barrens" else 0.0)
            vehicle = make(paint_of(subject, colour("#16171c")), easel.palette.sign(rng))
            placed.append((z, _stand(stage, vehicle, x, z)))
            side, row = -side, row + 1


def _place_people(
    easel: Easel, stage: Stage, placed: list[tuple[float, Callable[[], None]]], fire: tuple[float, float] | None
) -> None:
    rng = easel.rng("people")
    people = [subject for subject in easel.plan.subjects if subject.kind == "figure" for _ in range(subject.count)]
    people = people[:6]
    if not people and easel.plan.crowd != "empty" and easel.plan.scene in {"street", "skyline"}:
        people = [Subject("figure", role="runner", features=("coat",))]
    gathered = [subject for subject in people if fire and subject.role == "squatter"]
    standing = [subject for subject in people if subject not in gathered]
    step = min(1.5, 5.0 / max(1, len(standing)))
    start = -(len(standing) - 1) / 2 * step + (float(rng.random()) - 0.5) * 1.2 - (1.3 if fire else 0.0)
    hero = HERO_Z_FROM_ABOVE if easel.plan.camera == "high" else HERO_Z
    for index, subject in enumerate(standing):
        z = hero + (0.9 * (index % 2) + 0.35 * float(rng.random()) if len(standing) > 1 else 0.0)
        figure = make_figure(subject, easel.palette, fork(rng), cloth_for(easel))
        placed.append((z, _stand(stage, Vehicle(figure.draw, figure.bounds), start + index * step, z)))
    for (aside, behind), subject in zip(AT_FIRE, gathered, strict=False):
        figure = make_figure(subject, easel.palette, fork(rng), cloth_for(easel))
        if fire:
            placed.append(
                (
                    fire[1] + behind,
                    _stand(stage, Vehicle(figure.draw, figure.bounds), fire[0] + aside, fire[1] + behind),
                )
            )


def cloth_for(easel: Easel) -> Colour | None:
    """Return the cloth of figures in daylight, where black would be a hole; at night they choose their own."""
    return colour("#4c4a50") if easel.air.day > 0.8 else None
