"""What is to be made into files: the pictures in their order with all that is told of them, as a JSON file has it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

#: The formats that an export can have, and the endings of its files.
ZIP, PDF, HTML, SHEET = "zip", "pdf", "html", "sheet"
SINGLE = ("png", "jpeg", "webp", "avif")
FORMATS = (ZIP, PDF, HTML, SHEET, *SINGLE)
ENDINGS = {
    ZIP: "zip",
    PDF: "pdf",
    HTML: "html",
    SHEET: "jpg",
    "png": "png",
    "jpeg": "jpg",
    "webp": "webp",
    "avif": "avif",
}

#: Everything that is kept of a person, as a ZIP file: ordered by that person alone.
PERSONAL = "personal"

#: The file in a job's folder that says what is to be made.
CONTENTS_FILE = "contents.json"
#: The folders within it: what was made of the pictures, and the files of the export.
COPIES, RESULTS = "copies", "results"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what is told of it; texts that people read are in the export's language already."""

    number: int
    id: str
    #: Its file within the job's folder; None where the store has lost it.
    file: str | None
    format: str
    caption: str
    prompt: str
    enhanced_prompt: str | None
    negative_prompt: str | None
    type: str
    style: str | None
    style_name: str
    provider: str
    provider_title: str
    model: str | None
    seed: int | None
    tags: tuple[str, ...]
    stars: int
    is_favorite: bool
    author: str
    author_id: str
    #: In UTC, as ISO 8601 has it.
    created_at: str
    #: The picture of the same export that it was made of.
    parent_id: str | None
    secret: bool
    alt_text: str
    width: int | None
    height: int | None
    sha256: str | None
    recipe: str | None

    @property
    def title(self) -> str:
        """Return what stands below it first: its caption, or what was asked for."""
        return self.caption or self.prompt


@dataclass(frozen=True, slots=True)
class ExportContents:
    """Pictures that become one export."""

    format: str
    title: str
    language: str
    made_at: str
    session_id: str
    #: How many pictures are on a page of an album.
    per_page: int = 1
    #: The most bytes of one file; None is one file, however large.
    part_bytes: int | None = None
    pictures: tuple[Picture, ...] = field(default=())
    #: Names of files in the job's folder that go into the first archive as they are.
    attached: tuple[str, ...] = ()

    @property
    def secrets(self) -> int:
        """Return how many of the pictures are secret."""
        return sum(picture.secret for picture in self.pictures)

    def write(self, folder: Path) -> None:
        """Write it into a job's folder, complete or not at all."""
        partial = folder / f".{CONTENTS_FILE}"
        partial.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        partial.replace(folder / CONTENTS_FILE)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read it from a job's folder."""
        values: dict[str, Any] = json.loads((folder / CONTENTS_FILE).read_text(encoding="utf-8"))
        pictures = tuple(Picture(**each | {"tags": tuple(each["tags"])}) for each in values["pictures"])
        return cls(**values | {"pictures": pictures, "attached": tuple(values["attached"])})
