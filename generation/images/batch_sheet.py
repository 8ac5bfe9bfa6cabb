"""The sheet of a batch: its pictures side by side, numbered, with labels where they differ in style or provider."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from generation.images.contact_sheet import BACKGROUND, FRAME, INK, draw_badge, fitting, small_enough
from generation.images.typefaces import line_width, wrapped, write_line

_SOFT = "#a9adb8"
#: How wide a sheet is at most, how wide a cell, and what stands between cells; all in pixels.
_WIDTH, _WIDEST, _GAP, _BADGE = 1560, 768, 10, 64
#: A message shows a sheet at a third of its size: there a label still has letters of fifteen pixels.
_LABEL, _REMARK, _TOLD, _LINE = 46, 32, 34, 1.2
_MOST_LABEL_LINES, _MOST_REMARK_LINES = 2, 2
#: How high a cell may be for its width: flat and narrow pictures both leave room for the others.
_FLATTEST, _HIGHEST = 0.5, 1.5
_MOST_BYTES = 1_000_000
#: For so many cells, how many stand in a row.
_ACROSS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its picture's file, or what is told where there is none; its label, and a remark in smaller letters."""

    picture: bytes | None = field(default=None, repr=False)
    told: str = ""
    label: str = ""
    remark: str = ""


async def batch_sheet(
    cells: Sequence[SheetCell],
    *,
    across: Sequence[str] = (),
    down: Sequence[str] = (),
    shape: tuple[int, int] = (1, 1),
) -> bytes:
    """Return one to eight cells as a sheet, numbered from 1: JPEG of at most 1 MB.

    With labels `across` and `down` the cells are a matrix, row by row. `shape` is what most pictures have: width and
    height.
    """
    return await asyncio.to_thread(_draw, cells, across, down, shape)


def _draw(cells: Sequence[SheetCell], across: Sequence[str], down: Sequence[str], shape: tuple[int, int]) -> bytes:
    columns = len(across) or _ACROSS[len(cells)]
    rows = -(-len(cells) // columns)
    side_strip = round(_LABEL * _LINE) + _GAP if down else 0
    cell = min(_WIDEST, (_WIDTH - side_strip - _GAP) // columns - _GAP)
    height = round(cell * min(_HIGHEST, max(_FLATTEST, shape[1] / shape[0])))
    head = _lines_height([_label_lines(text, cell) for text in across], _LABEL)
    strip = _lines_height([_label_lines(each.label, cell) for each in cells], _LABEL)
    foot = _lines_height([_remark_lines(each.remark, cell) for each in cells], _REMARK)
    step = strip + height + foot + _GAP
    size = side_strip + columns * (cell + _GAP) + _GAP, head + rows * step + _GAP
    sheet = Image.new("RGB", size, BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    for at, text in enumerate(across):
        _write_lines(draw, (side_strip + _GAP + at * (cell + _GAP), 0), _label_lines(text, cell), _LABEL, INK, cell)
    for at, text in enumerate(down):
        _write_upwards(sheet, (0, head + _GAP + at * step), text, height)
    for at, each in enumerate(cells):
        left = side_strip + _GAP + at % columns * (cell + _GAP)
        top = head + _GAP + at // columns * step
        _write_lines(draw, (left, top - _GAP // 2), _label_lines(each.label, cell), _LABEL, INK, cell)
        _draw_cell(sheet, each, at + 1, (left, top + strip, cell, height))
        _write_lines(draw, (left, top + strip + height), _remark_lines(each.remark, cell), _REMARK, _SOFT, cell)
    return small_enough(sheet, _MOST_BYTES)


def _draw_cell(sheet: Image.Image, cell: SheetCell, number: int, box: tuple[int, int, int, int]) -> None:
    """Draw a picture, or the frame with what is told in its place, and the number."""
    left, top, width, height = box
    draw = ImageDraw.Draw(sheet)
    if cell.picture is not None:
        picture = fitting(cell.picture, width, height)
        sheet.paste(picture, (left + (width - picture.width) // 2, top + (height - picture.height) // 2))
    else:
        draw.rectangle((left, top, left + width - 1, top + height - 1), outline=FRAME, width=2)
        room, line = width - 4 * _GAP, round(_TOLD * _LINE)
        lines = wrapped(cell.told, _TOLD, room, max(1, (height - 2 * _BADGE) // line))
        _write_lines(draw, (left + 2 * _GAP, top + _BADGE + _GAP), lines, _TOLD, _SOFT, room)
    draw_badge(draw, (left, top), _BADGE, number)


def _label_lines(text: str, room: int) -> list[str]:
    return wrapped(text, _LABEL, room, _MOST_LABEL_LINES)


def _remark_lines(text: str, room: int) -> list[str]:
    return wrapped(text, _REMARK, room, _MOST_REMARK_LINES)


def _lines_height(texts: Sequence[Sequence[str]], letters: int) -> int:
    """Return how high the tallest of some texts is; nothing is written in no height."""
    most = max(map(len, texts), default=0)
    return round(most * letters * _LINE) + _GAP if most else 0


def _write_lines(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], lines: Sequence[str], letters: int, ink: str, room: int
) -> None:
    for number, text in enumerate(lines):
        write_line(draw, (at[0], at[1] + round(number * letters * _LINE)), text, letters, ink, room)


def _write_upwards(sheet: Image.Image, at: tuple[int, int], text: str, room: int) -> None:
    """Write a line along the left edge of a row, from its foot to its head, in the row's middle."""
    letters = max(_REMARK, min(_LABEL, int(_LABEL * room / max(1.0, line_width(text, _LABEL)))))
    strip = Image.new("RGB", (room, round(_LABEL * _LINE) + _GAP), BACKGROUND)
    middle = max(0, (room - round(line_width(text, letters))) // 2)
    write_line(ImageDraw.Draw(strip), (middle, _GAP // 2), text, letters, INK, room)
    sheet.paste(strip.rotate(90, expand=True), at)
