"""Times the sketch artist: every scene at several sizes, each painted in a fresh process; and writes contact sheets.

`uv run python -m benchmarks.sketch [--sizes 512x512,1024x1024] [--sheets FOLDER] [--no-sheets]` prints wall and
processor seconds, those of the next picture of the scene (`again`: the bot's children paint many, and keep what is
the same in all), the first preview's delay and the peak memory, then writes `scenes.webp` (every scene with four
seeds) and `styles.webp` (one prompt in all styles) to the folder, or to a temporary one.
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

from generation.sketch.planning.lexicon import STYLES
from generation.sketch.process.pool import TUNING

PROMPTS = {
    "street": 'a rain-soaked Seattle street, a sign saying "LAST CALL", an ork street samurai, a van and two drones',
    "market": "a crowded alley market at night, a dwarf with a staff",
    "skyline": "a rooftop over the city, an elf decker and a drone",
    "boardroom": "a corporate boardroom with a holographic display, executives around the table",
    "bar": "an ork decker in a dive bar",
    "bar/club": "a crowded club, an elf dancer",
    "docks": "the docks at night in the fog, a troll and a van",
    "docks/warehouse": "a warehouse by day, two guards and a truck",
    "barrens": "the Redmond Barrens at sunset, squatters around a barrel fire, a troll street samurai",
    "lab": "a research lab with glowing vats, a street doc",
    "lab/clinic": "a street clinic",
    "highway": "a highway chase at dusk, a red van and two bikes",
    "matrix": "a decker confronts black ICE in a matrix host",
    "astral": "a mage in the astral plane surrounded by spirits",
    "wilderness": "a serene forest lake at dawn, an elf shaman",
    "wilderness/forest": "a forest by night, a shaman at a campfire",
    "wilderness/mountain": "a mountain by day, a dragon",
    "siteplan": "a site plan of a corporate lab, four guards",
    "room/casino": "two orks and an elf woman play cards in a casino",
    "room/library": "an old wizard in a library",
    "room/subway_station": "a gunfight in a subway station, two guards and two runners",
    "castle": "a knight before a castle at dusk",
    "stage": "a whatchamacallit",
    "portrait": "portrait of an ork ganger with a mohawk and a cybereye",
    "item": "a blueprint of a cyberdeck",
}
STYLED = 'a street in the rain, a troll street samurai, a van, a sign saying "OPEN 24H"'
SIZES = "512x512,1024x1024,2048x2048"
SEEDS = (11, 12, 13, 14)
PAINTED, CELL = 512, 320  # pixels: how large a sheet's pictures are painted, and how large they are shown
SHEET_LIMIT = 600_000  # bytes


def paint_here(prompt: str, seed: int, size: str) -> None:
    """Paint one picture in this process and print its figures as a line of JSON."""
    import resource  # noqa: PLC0415 - the parent may run where it is missing

    from generation.sketch.paint import paint  # noqa: PLC0415 - part of what a fresh process costs
    from generation.sketch.planning.plan import plan_scene  # noqa: PLC0415

    width, height = (int(side) for side in size.split("x"))
    first: list[float] = []
    began, busy = time.perf_counter(), time.process_time()
    paint(
        plan_scene(prompt),
        seed,
        width,
        height,
        lambda *_: first.append(time.perf_counter() - began) if not first else None,
    )
    wall, cpu = time.perf_counter() - began, time.process_time() - busy
    again = time.process_time()
    paint(plan_scene(prompt), seed + 1, width, height, lambda *_: None)
    figures = {
        "wall": wall,
        "cpu": cpu,
        "again": time.process_time() - again,
        "first": first[0],
        "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def measure(prompt: str, size: str) -> dict[str, float]:
    """Paint in a fresh process, tuned as the bot's children are, and return its figures."""
    command = [sys.executable, "-m", "benchmarks.sketch", "--here", prompt, "--sizes", size]
    surroundings = os.environ | TUNING
    answer = subprocess.run(  # noqa: S603 - our own module
        command, check=True, capture_output=True, text=True, env=surroundings
    )
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


def print_figures(sizes: list[str]) -> None:
    """Print a row for each scene and size, then the median and the worst of each size."""
    print(f"{'scene':<22}{'size':>12}{'wall s':>9}{'cpu s':>9}{'again s':>9}{'first s':>9}{'peak MB':>9}")
    rows: dict[str, list[dict[str, float]]] = {size: [] for size in sizes}
    for scene, prompt in PROMPTS.items():
        for size in sizes:
            got = measure(prompt, size)
            rows[size].append(got)
            print(f"{scene:<22}{size:>12}{_cells(got)}")
    for size, figures in rows.items():
        for name, pick in (("median", statistics.median), ("worst", max)):
            print(f"{name:<22}{size:>12}{_cells({key: pick([got[key] for got in figures]) for key in figures[0]})}")


def _cells(got: dict[str, float]) -> str:
    seconds = "".join(f"{got[key]:>9.2f}" for key in ("wall", "cpu", "again", "first"))
    return f"{seconds}{got['rss']:>9.0f}"


def paint_cell(prompt: str, seed: int, style: str | None) -> Image.Image:
    """Paint one cell of a sheet."""
    from generation.sketch.paint import paint  # noqa: PLC0415 - the parent only lays out
    from generation.sketch.planning.plan import plan_scene  # noqa: PLC0415

    picture = paint(plan_scene(prompt, style=style), seed, PAINTED, PAINTED, lambda *_: None)
    return picture.resize((CELL, CELL), Image.Resampling.LANCZOS)


def write_sheet(jobs: Sequence[tuple[str, int, str | None]], columns: int, path: Path) -> None:
    """Paint the cells on all processors and write them as one WebP, small enough to keep in the documentation."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        cells = list(pool.map(paint_cell, *zip(*jobs, strict=True)))
    sheet = Image.new("RGB", (columns * CELL, -(-len(cells) // columns) * CELL))
    for index, cell in enumerate(cells):
        sheet.paste(cell, (index % columns * CELL, index // columns * CELL))
    path.write_bytes(next((data for data in _compressed(sheet) if len(data) <= SHEET_LIMIT), b""))
    print(path)


def _compressed(sheet: Image.Image) -> Iterator[bytes]:
    for quality in range(88, 10, -6):
        data = io.BytesIO()
        sheet.save(data, "WEBP", quality=quality, method=6)
        yield data.getvalue()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Time the sketch artist.")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--sheets", type=Path, help="folder for the contact sheets; a temporary one if not given")
    parser.add_argument("--no-sheets", action="store_true")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        paint_here(options.here, SEEDS[0], options.sizes)
        return
    print_figures(options.sizes.split(","))
    if not options.no_sheets:
        folder = options.sheets or Path(tempfile.mkdtemp(prefix="sketch-"))
        folder.mkdir(parents=True, exist_ok=True)
        scenes = [(prompt, seed, None) for prompt in PROMPTS.values() for seed in SEEDS]
        write_sheet(scenes, 2 * len(SEEDS), folder / "scenes.webp")
        write_sheet([(STYLED, SEEDS[0], style) for style in STYLES], 4, folder / "styles.webp")


if __name__ == "__main__":
    main()
