"""What can be done to an image's pixels without a provider, as one frozen value, and its short text."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from generation.editing.grades import GRADES
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.text.visible import visible

#: The ratios that an image can be cropped to, as they are typed.
RATIOS: dict[str, tuple[int, int]] = {
    text: (int(text.partition(":")[0]), int(text.partition(":")[2]))
    for text in ("1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9", "4:5", "5:4")
}
FRAMES = {
    "line": N_("fine line"),
    "white": N_("white border"),
    "polaroid": N_("instant photo"),
    "cinema": N_("cinema bars"),
    "commlink": N_("commlink screen"),
}
TURNS = (0, 90, 180, 270)
#: How far brightness, contrast, saturation and temperature go either way.
MOST = 100
LONGEST_CAPTION = 160
TONES = ("brightness", "contrast", "saturation", "temperature")


@dataclass(frozen=True, slots=True)
class PixelEdits:
    """Edits in the order in which they are made: rotate, flip, crop, tones and grade, caption, frame.

    `rotate` is in degrees clockwise. `crop` is a ratio of the turned image, and `crop_x` and `crop_y` tell which part
    of what is left over goes first, 0 to 100. The tones go from -100 to 100.
    """

    rotate: int = 0
    flip: bool = False
    flop: bool = False
    crop: str = ""
    crop_x: int = 50
    crop_y: int = 50
    brightness: int = 0
    contrast: int = 0
    saturation: int = 0
    temperature: int = 0
    grade: str = ""
    caption: str = ""
    frame: str = ""

    @property
    def does_nothing(self) -> bool:
        """Tell whether the image would stay as it is."""
        return replace(self, crop_x=50, crop_y=50) == PixelEdits()

    def to_text(self) -> str:
        """Return the edits as a JSON object of what differs from none."""
        usual = asdict(PixelEdits())
        return json.dumps({k: v for k, v in asdict(self).items() if v != usual[k]}, sort_keys=True, ensure_ascii=False)

    def told(self) -> str:
        """Return what was done as a sentence, in the language of whoever is spoken to; nothing where nothing was."""
        done = [
            _("cropped to {ratio}").format(ratio=self.crop) if self.crop else "",
            _("turned by {degrees}°").format(degrees=self.rotate) if self.rotate else "",
            _("mirrored left to right") if self.flip else "",
            _("mirrored top to bottom") if self.flop else "",
            *(_tone_word(name, getattr(self, name)) for name in TONES),
            _("filter: {name}").format(name=_(GRADES[self.grade].title)) if self.grade else "",
            _("frame: {name}").format(name=_(FRAMES[self.frame])) if self.frame else "",
            _("caption: “{caption}”").format(caption=self.caption) if self.caption else "",
        ]
        parts = ", ".join(filter(None, done))
        return _("Edited: {changes}.").format(changes=parts) if parts else ""


_TONE_WORDS = {
    "brightness": (N_("darker"), N_("brighter")),
    "contrast": (N_("softer"), N_("more contrast")),
    "saturation": (N_("paler"), N_("more colour")),
    "temperature": (N_("colder"), N_("warmer")),
}


def _tone_word(name: str, value: int) -> str:
    return _(_TONE_WORDS[name][value > 0]) if value else ""


def read_edits(text: str) -> PixelEdits:
    """Read what `to_text` wrote; what this version does not know is left out."""
    given = json.loads(text) if text else {}
    known = {field.name for field in fields(PixelEdits)}
    return checked(PixelEdits(**{name: value for name, value in given.items() if name in known}))


def parse_edits(given: dict[str, Any]) -> PixelEdits:
    """Return what was typed or pressed as edits.

    Raises:
        RefusedError: a value is none that there is; the sentence says which there are.

    """
    return checked(PixelEdits(**{name: value for name, value in given.items() if value is not None}))


def checked(edits: PixelEdits) -> PixelEdits:
    """Return the edits with a clean caption.

    Raises:
        RefusedError: a value is none that there is.

    """
    for name, value, known in (
        (N_("crop"), edits.crop, RATIOS),
        (N_("filter"), edits.grade, GRADES),
        (N_("frame"), edits.frame, FRAMES),
    ):
        if value and value not in known:
            raise RefusedError(
                _("I do not know “{value}” for {what}. There are: {known}.").format(
                    value=str(value)[:40], what=_(name), known=", ".join(known)
                )
            )
    if edits.rotate % 360 not in TURNS:
        raise RefusedError(_("A picture is turned by 90, 180 or 270 degrees."))
    bounds = [(name, getattr(edits, name), -MOST) for name in TONES]
    bounds += [(name, getattr(edits, name), 0) for name in ("crop_x", "crop_y")]
    for name, value, least in bounds:
        if not least <= value <= MOST:
            raise RefusedError(
                _("{name} is a number from {least} to {most}.").format(name=name, least=least, most=MOST)
            )
    caption = " ".join(visible(edits.caption).split())
    if len(caption) > LONGEST_CAPTION:
        raise RefusedError(
            _("A caption has at most {most} characters; yours has {count}.").format(
                most=LONGEST_CAPTION, count=len(caption)
            )
        )
    return replace(edits, rotate=edits.rotate % 360, caption=caption)
