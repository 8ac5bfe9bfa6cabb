"""Paints the descriptions that the sketch artist is judged by, for eyes to score: contact sheets, and what was planned.

    uv run python -m benchmarks.judging FOLDER [--file DESCRIPTIONS] [--side 384]

Each line of the file (`judged_descriptions.txt` beside this one) is a description as a table types it. FOLDER gets
sheets of twelve, numbered, and `sheet.jpg` with all of them small; on standard output stand each picture's alt text
and what the artist says that it could not paint, as they are posted: measured in the finished picture.
How they were scored is in `docs/judging.md`.
"""

import argparse
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

DESCRIPTIONS = Path(__file__).with_name("judged_descriptions.txt")
PAINTED = 640  # pixels a side
ACROSS, DOWN = 4, 3  # pictures on a sheet that is looked at
SMALL, SMALL_ACROSS = 128, 10  # pixels a side and pictures in a row, on the sheet of all


@dataclass(frozen=True, slots=True)
class Judged:
    """A description and what became of it."""

    number: int
    text: str
    picture: Image.Image
    alt_text: str


def paint_one(numbered: tuple[int, str]) -> Judged:
    """Paint a description as the bot does without a language model: its number is the seed."""
    from generation.reading.image_type import detect_type  # noqa: PLC0415  # each process reads its own
    from generation.sketch.paint import painting_of  # noqa: PLC0415  # as above
    from generation.sketch.planning.recipes import plan_of  # noqa: PLC0415  # as above
    from generation.sketch.planning.telling import telling_of  # noqa: PLC0415  # as above

    number, text = numbered
    order = {"prompt": text, "negative": "", "type": detect_type(text), "style": None, "seed": number, "edit": None}
    plan, seed = plan_of(order)
    painting = painting_of(plan, seed, PAINTED, PAINTED, lambda *_: None)
    return Judged(number, text, painting.picture, telling_of(painting.in_view, text).alt_text)


def sheet_of(pictures: Sequence[Judged], side: int, across: int) -> Image.Image:
    """Lay pictures out in rows, each with its number."""
    down = -(-len(pictures) // across)
    sheet = Image.new("RGB", (across * side, down * side))
    pen = ImageDraw.Draw(sheet)
    for index, judged in enumerate(pictures):
        at = (index % across * side, index // across * side)
        sheet.paste(judged.picture.resize((side, side), Image.Resampling.LANCZOS), at)
        pen.text((at[0] + 4, at[1] + 2), str(judged.number), fill="white", stroke_width=2, stroke_fill="black")
    return sheet


def descriptions(file: Path) -> Iterable[tuple[int, str]]:
    """Return a file's descriptions with their numbers from 1."""
    return enumerate((line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()), 1)


def main() -> None:
    """Paint all, write the sheets and print what was planned."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--file", type=Path, default=DESCRIPTIONS)
    parser.add_argument("--side", type=int, default=384)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as processes:
        judged = list(processes.map(paint_one, descriptions(options.file)))
    for each in judged:
        print(f"{each.number:3} {each.text}\n    {each.alt_text}")
    page = ACROSS * DOWN
    for first in range(0, len(judged), page):
        sheet = sheet_of(judged[first : first + page], options.side, ACROSS)
        sheet.save(options.folder / f"sheet_{first // page + 1}.png")
    sheet_of(judged, SMALL, SMALL_ACROSS).save(options.folder / "sheet.jpg", quality=72, optimize=True)


if __name__ == "__main__":
    main()
