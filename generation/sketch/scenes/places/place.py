"""A place: what `rooms.toml` and `open_places.toml` say of its shell, floor, lamps, and what stands where."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generation.sketch.canvas.palette import Colour, colour
from generation.sketch.props.sets.shell import Shell

Glow = tuple[float, float, float, Colour, float, float]  # x, y, z, colour, power, reach


@dataclass(frozen=True, slots=True)
class Put:
    """What stands where: the furniture's name, a way of placing, and its numbers in metres and degrees."""

    what: str
    where: str
    numbers: dict[str, float]
    text: str = ""

    def number(self, name: str, usual: float) -> float:
        """Return one of the numbers, or what is usual."""
        return self.numbers.get(name, usual)


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its shell, floor, lamps, base light, things, people who are usually there, cameras."""

    shell: Shell
    floor: Colour
    pattern: str
    second: Colour
    wet: float
    lamps: str
    lamp: Colour
    power: float
    base: float
    accent: Colour
    puts: tuple[Put, ...]
    glows: tuple[Glow, ...]
    people: int
    eyes: tuple[str, ...]
    middle: tuple[float, float] | None
    focal: float
    smoke: float
    edge: float = 0.0  # metres: where the ground of an open place ends, if it does
    deep: str = ""  # what lies below that edge: "sea", "city", "valley"
    shore: float = 0.0  # metres: where the water begins
    snow: float = 0.0  # how much of the ground lies under snow in any weather
    strewn: tuple[Put, ...] = ()  # what the place's states have left about, lit whatever its lamps do
    dark: bool = False  # its usual lamps and signs are off
    water: bool = False  # the ground is water
    level: float = 1.7  # metres: how high the eye is
    plumes: tuple[tuple[float, ...], ...] = ()  # steam that rises: x, y, z, how high and how wide in metres
    horizon: float = 0.10  # units below the middle of the picture, from the usual place


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Read all rooms, once."""
    return _read("rooms.toml")


@lru_cache(maxsize=1)
def open_places() -> dict[str, Place]:
    """Read all places under the sky, once, by scene or "scene/kind"."""
    return _read("open_places.toml")


@lru_cache(maxsize=1)
def stages() -> dict[str, Place]:
    """Read all settings of what plays nowhere in particular, once."""
    return _read("stages.toml")


def _read(name: str) -> dict[str, Place]:
    data = tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return {place: _place(entry) for place, entry in data.items()}


def _paint(text: str) -> tuple[Colour, str]:
    """Read '#rrggbb material'."""
    code, _, material = text.partition(" ")
    return colour(code), material or "plaster"


def _place(entry: dict[str, Any]) -> Place:
    half, high, far = (float(value) for value in entry["size"])
    (wall, walls), (ceiling, over) = _paint(entry["wall"]), _paint(entry["ceiling"])
    wainscot = entry.get("wainscot")
    floor, pattern, second = (*entry["floor"].split(), "", "")[:3]
    lamps, tint, power = entry["lamps"].split()
    shell = Shell(
        half, high, far, wall, ceiling, walls, over, entry.get("roof", "flat"),
        (float(wainscot.split()[0]), colour(wainscot.split()[1])) if wainscot else None,
    )  # fmt: skip
    middle = entry.get("middle")
    return Place(
        shell=shell,
        floor=colour(floor),
        pattern="" if pattern in ("", "plain") else pattern,
        second=colour(second) if second else colour("#000000"),
        wet=float(entry.get("wet", 0.3)),
        lamps=lamps,
        lamp=colour(tint),
        power=float(power),
        base=float(entry.get("base", 0.4)),
        accent=colour(entry.get("accent", "#6a5a4c")),
        puts=tuple(_put(line) for line in entry.get("put", ())),
        glows=tuple(_glow(line) for line in entry.get("glows", ())),
        people=int(entry.get("people", 0)),
        eyes=tuple(entry.get("eyes", "door corner near low side high").split()),
        middle=(float(middle[0]), float(middle[1])) if middle else None,
        focal=float(entry.get("focal", 0.8)),
        smoke=float(entry.get("smoke", 0.0)),
        edge=float(entry.get("edge", 0.0)),
        deep=entry.get("deep", ""),
        shore=float(entry.get("shore", 0.0)),
        snow=float(entry.get("snow", 0.0)),
        level=float(entry.get("level", 1.7)),
        plumes=tuple(tuple(map(float, line.split())) for line in entry.get("plumes", ())),
        horizon=float(entry.get("horizon", 0.10)),
        water=bool(entry.get("water", False)),
    )


def _put(line: str) -> Put:
    what, where, *rest = line.split()
    given = dict(part.split("=", 1) for part in rest)
    text = given.pop("text", "").replace("_", " ")
    return Put(what, where, {name: float(value) for name, value in given.items()}, text)


def _glow(line: str) -> Glow:
    x, y, z, code, power, reach = line.split()
    return float(x), float(y), float(z), colour(code), float(power), float(reach)
