"""Bodies of requests for edits."""

from typing import Annotated

from pydantic import Field

from bot.web.schemas.requests import Base64, ProviderReference, UserBody
from generation.editing.changes import Change
from generation.editing.pixel_edits import PixelEdits, checked
from generation.editing.region import brush_region, cells_region

Tone = Annotated[int, Field(ge=-100, le=100)]
Share = Annotated[int, Field(ge=0, le=100)]
Word = Annotated[str, Field(max_length=40)]


class EditBody(UserBody):
    """Edits of the pixels, made in this order: rotate, flip, flop, crop, tones and grade, caption, frame."""

    rotate: Annotated[int, Field(description="Degrees clockwise: 0, 90, 180 or 270")] = 0
    flip: Annotated[bool, Field(description="Left and right swapped")] = False
    flop: Annotated[bool, Field(description="Top and bottom swapped")] = False
    crop: Annotated[Word, Field(description="A ratio of `editing`")] = ""
    crop_x: Annotated[Share, Field(description="Where the crop lies: 0 left, 100 right")] = 50
    crop_y: Annotated[Share, Field(description="Where the crop lies: 0 top, 100 bottom")] = 50
    brightness: Tone = 0
    contrast: Tone = 0
    saturation: Tone = 0
    temperature: Tone = 0
    grade: Annotated[Word, Field(description="A filter of `editing`")] = ""
    caption: Annotated[str, Field(max_length=1000)] = ""
    frame: Annotated[Word, Field(description="A frame of `editing`")] = ""

    def to_edits(self) -> PixelEdits:
        """Return the edits.

        Raises:
            RefusedError: a value is none that there is.

        """
        return checked(PixelEdits(**self.model_dump(exclude={"user_id"})))


class ChangeBody(UserBody):
    """A change by a provider: one of the kinds of `editing`, and what it needs."""

    kind: Word
    words: Annotated[str, Field(max_length=2000, description="What to do, or what is to be there")] = ""
    search: Annotated[str, Field(max_length=200, description="What `search-and-replace` replaces")] = ""
    fields: list[Annotated[int, Field(ge=1, le=9)]] = Field(
        default_factory=list, max_length=9, description="The part, as fields of a 3x3 grid, 1 top left"
    )
    mask: Annotated[Base64 | None, Field(description="The part, as a PNG that is white where to change")] = None
    ratio: Word = ""
    view: Word = ""
    provider: ProviderReference | None = None

    async def to_change(self) -> Change:
        """Return the change.

        Raises:
            RefusedError: the mask is none, or nothing is marked in it.

        """
        region = cells_region(tuple(self.fields)) if self.fields else ""
        if self.mask is not None:
            region = await brush_region(self.mask)
        return Change(self.kind, self.words, self.search, region, self.ratio, self.view, self.provider)
