"""The archive: the pictures as they are, or in another format, and a list of everything that is known of them."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from generation.export.making.export_contents import ExportContents, Picture
from generation.export.making.manifest import NAME, manifest

#: What the archive itself needs for each picture: its names and its entry in the list, mostly.
ENTRY_BYTES = 12_000


def write_archive(
    contents: ExportContents,
    files: dict[str, Path],
    path: Path,
    on_picture: Callable[[], None],
    attached: Sequence[Path] = (),
) -> None:
    """Write a ZIP file; `files` are those of the pictures, by their ids, and what is attached goes in by its name."""
    # Pictures are compressed as they are.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        names = {each.id: _name(each, files[each.id]) if each.id in files else None for each in contents.pictures}
        made_at = datetime.fromisoformat(contents.made_at)
        archive.writestr(_info(NAME, made_at), manifest(contents, names), zipfile.ZIP_DEFLATED)
        for file in attached:
            archive.writestr(_info(file.name, made_at), file.read_bytes(), zipfile.ZIP_DEFLATED)
        for picture in contents.pictures:
            if name := names[picture.id]:
                info = _info(name, datetime.fromisoformat(picture.created_at))
                info.file_size = files[picture.id].stat().st_size
                with archive.open(info, "w") as written, files[picture.id].open("rb") as original:
                    while part := original.read(2**20):
                        written.write(part)
            on_picture()


def _name(picture: Picture, file: Path) -> str:
    return f"{picture.number:06d}-{picture.id[:8]}{file.suffix}"


def _info(name: str, moment: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    info.external_attr = 0o644 << 16
    return info
