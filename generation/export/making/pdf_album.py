"""The album as PDF: a title page, contents, one or two pictures a page with their captions, an outline, metadata."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.outline import OutlineSection
from PIL import Image

from generation.export.making.captions import facts, made_on, secrets_of, summary_of
from generation.export.making.export_contents import ExportContents, Picture
from generation.i18n import _
from generation.images.typefaces import BARLOW, printable, stand_ins

#: A page of A4, in millimetres.
_WIDTH, _HEIGHT, _MARGIN = 210.0, 297.0, 16.0
_INNER = _WIDTH - 2 * _MARGIN
#: What the words below a picture have at most.
_WORDS_HEIGHT = {1: 62.0, 2: 34.0}
_PROMPT_LINES = {1: 6, 2: 2}
_LINES_A_CONTENTS_PAGE = 40
_FONT = "Barlow"
_INK, _GREY, _WARNING = (24, 26, 32), (104, 108, 118), (176, 32, 32)
_TITLE_MOST = 90

#: What the file needs for typefaces, and for the words of each picture.
FIXED_BYTES, PICTURE_BYTES = 600_000, 4_000


def write_pdf(contents: ExportContents, files: dict[str, Path], path: Path, on_picture: Callable[[], None]) -> None:
    """Write an album of JPEG files; `files` are those of the pictures, by their ids."""
    # The contents leave a fresh page behind them.
    album = _Album(contents)
    album.title_page(_cover(contents, files))
    album.table_of_contents()
    for number in range(0, len(contents.pictures), contents.per_page):
        if number:
            album.add_page()
        for place, picture in enumerate(contents.pictures[number : number + contents.per_page]):
            album.picture(picture, files.get(picture.id), place)
            on_picture()
    album.output(str(path))


def _cover(contents: ExportContents, files: dict[str, Path]) -> Path | None:
    """Return the picture for the title page: the first with a star, else the first."""
    there = [picture for picture in contents.pictures if picture.id in files]
    chosen = next((picture for picture in there if picture.is_favorite), there[0] if there else None)
    return files[chosen.id] if chosen else None


class _Album(FPDF):
    """Draw the pages of an album."""

    def __init__(self, contents: ExportContents) -> None:
        super().__init__(format="A4")
        self._contents = contents
        self.set_auto_page_break(auto=False)
        self.set_margin(_MARGIN)
        self.add_font(_FONT, fname=str(BARLOW))
        others = stand_ins(self._texts())
        for face in others:
            self.add_font(face.stem, fname=str(face))
        if others:
            self.set_fallback_fonts([face.stem for face in others], exact_match=False)
        self.set_title(printable(contents.title))
        self.set_subject(printable(summary_of(contents)))
        self.set_author(", ".join(dict.fromkeys(printable(each.author) for each in contents.pictures if each.author)))
        self.set_creator("Scene Visualizer")
        self.set_keywords(", ".join(dict.fromkeys(printable(tag) for each in contents.pictures for tag in each.tags)))
        self.set_lang(contents.language)
        self.set_creation_date(datetime.fromisoformat(contents.made_at))

    def _texts(self) -> list[str]:
        """Return everything that will be set."""
        told = [
            self._contents.title,
            summary_of(self._contents),
            secrets_of(self._contents),
            made_on(self._contents),
            "…",
        ]
        for picture in self._contents.pictures:
            told += [picture.title, picture.prompt, *facts(picture)]
        return [printable(text) for text in told]

    def title_page(self, cover: Path | None) -> None:
        """Draw the title, a picture, what is in it, and whether it is for the GM alone."""
        self.add_page()
        self.set_y(36)
        self._write(self._contents.title, 30, lines=3, align="C")
        if cover is not None:
            self._image(cover, self.get_y() + 8, _HEIGHT - 70 - self.get_y(), self._contents.title)
        self.set_y(_HEIGHT - 48)
        self._write(summary_of(self._contents), 13, align="C")
        self._write(made_on(self._contents), 9, _GREY, align="C")
        if warning := secrets_of(self._contents):
            self._write(warning, 11, _WARNING, align="C")

    def table_of_contents(self) -> None:
        """Leave room for it: it is drawn when it is known where everything is."""
        if self._contents.pictures:
            self.add_page()
            pages = -(-len(self._contents.pictures) // _LINES_A_CONTENTS_PAGE)
            self.insert_toc_placeholder(_draw_table_of_contents, pages=pages)

    def picture(self, picture: Picture, file: Path | None, place: int) -> None:
        """Draw a picture with its words, in the upper or the lower half where there are two on a page."""
        half = (_HEIGHT - 2 * _MARGIN) / self._contents.per_page
        top, words = _MARGIN + place * half, _WORDS_HEIGHT[self._contents.per_page]
        self.set_y(top)
        self.start_section(_line_of(picture))
        if file is None:
            self._write(_("The file of this picture is lost."), 11, _GREY)
        else:
            self._image(file, top, half - words, picture.alt_text)
        self.set_y(self.get_y() + 4)
        if picture.secret:
            self._write(_("Secret: only the GM sees this picture."), 10, _WARNING)
        self._write(_line_of(picture), 13, lines=2)
        for line in facts(picture):
            self._write(line, 9, _GREY)
        if picture.title != picture.prompt or len(picture.prompt) > _TITLE_MOST:
            self.ln(1)
            self._write(picture.prompt, 9, lines=_PROMPT_LINES[self._contents.per_page])

    def _image(self, file: Path, top: float, room: float, alt_text: str) -> None:
        with Image.open(file) as image:
            scale = min(_INNER / image.width, room / image.height)
            width, height = image.width * scale, image.height * scale
        left = (_WIDTH - width) / 2
        self.image(str(file), x=left, y=top, w=width, h=height, alt_text=alt_text)
        self.set_y(top + height)

    def _write(
        self, text: str, size: float, ink: tuple[int, int, int] = _INK, *, lines: int = 1, align: str = "L"
    ) -> None:
        """Write a text in so many lines at most."""
        self.set_font(_FONT, size=size)
        self.set_text_color(*ink)
        height = size * 0.46
        fitting = _cut(self, printable(text), height, lines)
        self.set_x(_MARGIN)
        self.multi_cell(_INNER, height, fitting, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _cut(album: FPDF, text: str, height: float, most: int) -> str:
    """Return as much of a text as so many lines have room for."""
    broken = album.multi_cell(_INNER, height, text, dry_run=True, output=MethodReturnValue.LINES)
    lines: list[str] = broken if isinstance(broken, list) else []
    return text if len(lines) <= most else " ".join(lines[:most]).strip()[:-2].rstrip() + " …"


def _line_of(picture: Picture) -> str:
    title = printable(picture.title)
    short = title if len(title) <= _TITLE_MOST else title[: _TITLE_MOST - 1].rstrip() + "…"
    return f"{picture.number}. {short}"


def _draw_table_of_contents(album: FPDF, outline: Sequence[OutlineSection]) -> None:
    """Draw it: a line for each picture that leads to its page."""
    album.set_text_color(*_INK)
    for at, section in enumerate(outline):
        if at % _LINES_A_CONTENTS_PAGE == 0:
            if at:
                album.add_page()
            album.set_font(_FONT, size=18)
            album.set_xy(_MARGIN, _MARGIN)
            album.cell(_INNER, 12, printable(_("Contents")), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            album.set_font(_FONT, size=10)
        link = album.add_link(page=section.page_number)
        page = str(section.page_number)
        room = _INNER - album.get_string_width(page) - 4
        name = section.name
        while album.get_string_width(name) > room and len(name) > 1:
            name = name[:-2].rstrip() + "…"
        album.cell(_INNER - 12, 6, name, link=link)
        album.cell(12, 6, page, align="R", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
