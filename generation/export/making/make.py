"""From a job's folder to the files of its export: copies first, then parts; what is there already stays as it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from generation.export.making import archive, html_album, pdf_album
from generation.export.making.archive import write_archive
from generation.export.making.copies import write_copy, write_for_page, write_original
from generation.export.making.export_contents import (
    COPIES,
    ENDINGS,
    HTML,
    PDF,
    RESULTS,
    SHEET,
    ZIP,
    ExportContents,
    Picture,
)
from generation.export.making.html_album import write_html
from generation.export.making.parts import file_name, split
from generation.export.making.pdf_album import write_pdf
from generation.export.making.sheets import ON_A_SHEET, write_sheet

#: Up to so many pictures in another format are files by themselves; more of them are an archive.
MOST_SINGLE = 10
#: Told of how much was done, and of how much there is to do.
Report = Callable[[int, int], None]


def make(folder: Path, report: Report) -> list[Path]:
    """Make the files of the export whose contents lie in a folder, and return them in their order."""
    contents = ExportContents.read(folder)
    for name in (COPIES, RESULTS):
        (folder / name).mkdir(exist_ok=True)
    steps = _Steps(2 * len(contents.pictures), report)
    copies = {each.id: _copy(contents, each, folder, steps) for each in contents.pictures if each.file}
    if contents.format not in {ZIP, PDF, HTML, SHEET} and len(contents.pictures) <= MOST_SINGLE:
        return [_single(each, copies[each.id], folder) for each in contents.pictures if each.id in copies]
    volumes = _volumes(contents, copies)
    ending = ENDINGS[contents.format] if contents.format in {PDF, HTML, SHEET} else ENDINGS[ZIP]
    results = list[Path]()
    for number, pictures in enumerate(volumes, start=1):
        path = folder / RESULTS / file_name(contents.title, ending, number, len(volumes))
        results.append(path)
        if path.exists():
            steps.skip(len(pictures))
            continue
        partial = path.with_name(f".{path.name}")
        attached = tuple(folder / name for name in contents.attached) if number == 1 else ()
        _write(replace(contents, pictures=tuple(pictures)), copies, partial, steps, (number, len(volumes)), attached)
        partial.replace(path)
    return results


class _Steps:
    """Count what was done."""

    def __init__(self, total: int, report: Report) -> None:
        self._done, self._total, self._report = 0, total, report

    def step(self) -> None:
        self.skip(1)

    def skip(self, steps: int) -> None:
        self._done += steps
        self._report(self._done, self._total)


def _copy(contents: ExportContents, picture: Picture, folder: Path, steps: _Steps) -> Path:
    """Return the file that goes into the export: the picture's own, or a copy, made once."""
    source = folder / (picture.file or "")
    stem = folder / COPIES / source.stem
    steps.step()
    if made := next(iter((folder / COPIES).glob(f"{source.stem}.*")), None):
        return made
    room = None if contents.part_bytes is None else contents.part_bytes - archive.ENTRY_BYTES
    match contents.format:
        case "zip":
            return write_original(source, stem.with_suffix(source.suffix), room)
        case "sheet":
            return source
        case "pdf":
            return write_for_page(source, stem.with_suffix(".jpg"), room and room - pdf_album.FIXED_BYTES)
        case "html":
            return write_for_page(source, stem.with_suffix(".jpg"), room and (room - html_album.FIXED_BYTES) * 3 // 4)
        case other:
            return write_copy(source, stem.with_suffix(f".{ENDINGS[other]}"), other, room)


def _volumes(contents: ExportContents, copies: dict[str, Path]) -> list[Sequence[Picture]]:
    pictures = contents.pictures
    if contents.format == SHEET:
        return [pictures[at : at + ON_A_SHEET] for at in range(0, len(pictures), ON_A_SHEET)] or [pictures]
    sizes = [copies[each.id].stat().st_size if each.id in copies else 0 for each in pictures]
    fixed = 0
    match contents.format:
        case "pdf":
            # The title page shows one of them, which is in the file once.
            fixed, sizes = pdf_album.FIXED_BYTES, [size + pdf_album.PICTURE_BYTES for size in sizes]
        case "html":
            fixed, sizes = html_album.FIXED_BYTES, [size * 4 // 3 + html_album.PICTURE_BYTES for size in sizes]
        case _:
            sizes = [size + archive.ENTRY_BYTES for size in sizes]
    return split(pictures, sizes, contents.part_bytes and contents.part_bytes - fixed)


def _write(
    contents: ExportContents,
    copies: dict[str, Path],
    path: Path,
    steps: _Steps,
    part: tuple[int, int],
    attached: Sequence[Path],
) -> None:
    match contents.format:
        case "pdf":
            write_pdf(contents, copies, path, steps.step)
        case "html":
            write_html(contents, copies, path, steps.step)
        case "sheet":
            write_sheet(contents, copies, path, steps.step, part)
        case _:
            write_archive(contents, copies, path, steps.step, attached)


def _single(picture: Picture, copy: Path, folder: Path) -> Path:
    path = folder / RESULTS / f"{picture.number:06d}-{file_name(picture.title, copy.suffix[1:])}"
    if not path.exists():
        path.hardlink_to(copy)
    return path
