"""Contact sheets: thirty pictures at a glance, each with its number and what it is called."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from generation.export.making.captions import STAR
from generation.export.making.copies import saved_within
from generation.export.making.export_contents import ExportContents, Picture
from generation.i18n import _
from generation.images.renditions import THUMBNAIL_SIDE
from generation.images.typefaces import write_line

ACROSS, DOWN = 5, 6
ON_A_SHEET = ACROSS * DOWN
_CELL, _GAP, _LABEL, _HEAD = THUMBNAIL_SIDE, 16, 58, 74
_BACKGROUND, _INK, _SOFT, _FRAME, _WARNING = "#12141a", "#f4f1e8", "#a9adb8", "#3a3f4b", "#ff8a80"


def write_sheet(
    contents: ExportContents,
    files: dict[str, Path],
    path: Path,
    on_picture: Callable[[], None],
    part: tuple[int, int] = (1, 1),
) -> None:
    """Write one sheet of at most thirty pictures as JPEG, the `part` of so many; `files` are thumbnails by ids."""
    across = min(ACROSS, max(1, len(contents.pictures)))
    down = max(1, -(-len(contents.pictures) // across))
    step = _CELL + _GAP
    width, height = across * step + _GAP, _HEAD + down * (step + _LABEL) + _GAP
    sheet = Image.new("RGB", (width, height), _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    of = "" if part[1] == 1 else " · " + _("Sheet {number} of {all}").format(number=part[0], all=part[1])
    write_line(draw, (_GAP, 20), f"{contents.title}{of}", 30, _INK, width - 2 * _GAP)
    for at, picture in enumerate(contents.pictures):
        left, top = _GAP + at % across * step, _HEAD + at // across * (step + _LABEL)
        _paste(sheet, draw, files.get(picture.id), left, top)
        _label(draw, picture, left, top + _CELL + 4)
        on_picture()
    path.write_bytes(saved_within(sheet, "jpeg", contents.part_bytes))


def _paste(sheet: Image.Image, draw: ImageDraw.ImageDraw, file: Path | None, left: int, top: int) -> None:
    if file is None:
        draw.rectangle((left, top, left + _CELL - 1, top + _CELL - 1), outline=_FRAME, width=2)
        return
    with Image.open(file) as image:
        small = image.convert("RGB")
    small.thumbnail((_CELL, _CELL), Image.Resampling.BICUBIC, reducing_gap=2.0)
    sheet.paste(small, (left + (_CELL - small.width) // 2, top + (_CELL - small.height) // 2))


def _label(draw: ImageDraw.ImageDraw, picture: Picture, left: int, top: int) -> None:
    stars = f" {STAR}{picture.stars}" if picture.stars else ""
    write_line(draw, (left, top), f"{picture.number}{stars}  {picture.title}", 19, _INK, _CELL)
    secret = _("secret")
    below, ink = (secret, _WARNING) if picture.secret else (f"{picture.author} · {picture.created_at[:10]}", _SOFT)
    write_line(draw, (left, top + 25), below.removeprefix(" · "), 16, ink, _CELL)
