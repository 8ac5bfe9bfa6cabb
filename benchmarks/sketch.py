"""Times the sketch artist: every scene at several sizes, each painted in a fresh process.

`uv run python -m benchmarks.sketch [--sizes 512x512,1024x1024] [--sheet sheet.webp]` prints wall and processor
seconds, the first preview's delay and the peak memory, and writes a contact sheet of all scenes if asked.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

PROMPTS = {
    "street": 'a rain-soaked Seattle street, a sign saying "LAST CALL", an ork street samurai, a van and two drones',
    "boardroom": "a corporate boardroom with a holographic display, executives around the table",
    "matrix": "a decker confronts black ICE in a matrix host",
    "astral": "a mage in the astral plane surrounded by spirits",
    "barrens": "the Redmond Barrens at sunset, squatters around a barrel fire, a troll street samurai",
    "skyline": "a rooftop over the city, an elf decker and a drone",
    "wilderness": "a serene forest lake at dawn, an elf shaman",
    "portrait": "portrait of an ork ganger with a mohawk and a cybereye",
    "item": "a blueprint of a cyberdeck",
}
SIZES = "512x512,1024x1024,2048x2048"
CELL, COLUMNS = 480, 3  # pixels of a sheet's cell, cells in a row
SHEET_LIMIT = 300_000  # bytes


def paint_here(prompt: str, seed: int, size: str, out: str) -> None:
    """Paint one picture in this process and print its figures as a line of JSON."""
    import resource  # noqa: PLC0415 - the parent may run where it is missing

    from generation.sketch.paint import paint  # noqa: PLC0415 - part of what a fresh process costs
    from generation.sketch.plan import plan_scene  # noqa: PLC0415

    width, height = (int(side) for side in size.split("x"))
    first: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    picture = paint(
        plan_scene(prompt),
        seed,
        width,
        height,
        lambda *_: first.append(time.perf_counter() - wall) if not first else None,
    )
    figures = {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "first": first[0],
        "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if out:
        picture.resize((CELL, CELL), Image.Resampling.LANCZOS).save(out)
    print(json.dumps(figures))


def measure(prompt: str, size: str, out: str = "") -> dict[str, float]:
    """Paint in a fresh process and return its figures."""
    command = [sys.executable, "-m", "benchmarks.sketch", "--here", prompt, "--sizes", size, "--out", out]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


def write_sheet(cells: list[Path], path: Path) -> None:
    """Lay the pictures out and write them as WebP, small enough to keep in the documentation."""
    rows = -(-len(cells) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL, rows * CELL))
    for index, cell in enumerate(cells):
        sheet.paste(Image.open(cell), (index % COLUMNS * CELL, index // COLUMNS * CELL))
    path.write_bytes(next((data for data in _compressed(sheet) if len(data) <= SHEET_LIMIT), b""))


def _compressed(sheet: Image.Image) -> Iterator[bytes]:
    for quality in range(88, 10, -6):
        data = io.BytesIO()
        sheet.save(data, "WEBP", quality=quality, method=6)
        yield data.getvalue()


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Time the sketch artist.")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--here", help=argparse.SUPPRESS)
    parser.add_argument("--out", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        paint_here(options.here, 11, options.sizes, options.out)
        return
    print(f"{'scene':<12}{'size':>12}{'wall s':>9}{'cpu s':>9}{'first s':>9}{'peak MB':>9}")
    for scene, prompt in PROMPTS.items():
        for size in options.sizes.split(","):
            got = measure(prompt, size)
            print(f"{scene:<12}{size:>12}{got['wall']:>9.2f}{got['cpu']:>9.2f}{got['first']:>9.2f}{got['rss']:>9.0f}")
    if options.sheet:
        with tempfile.TemporaryDirectory() as folder:
            cells = [Path(folder) / f"{scene}.png" for scene in PROMPTS]
            for cell, prompt in zip(cells, PROMPTS.values(), strict=True):
                measure(prompt, "1024x1024", str(cell))
            write_sheet(cells, options.sheet)


if __name__ == "__main__":
    main()
