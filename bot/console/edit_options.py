"""What the words and options of `/image edit` say is to be done to a picture."""

from bot.console.parse import Command, UsageError
from generation.editing.changes import CUT_OUT, ERASE, INPAINT, OUTPAINT, REPLACE, VIEW, WORDS, Change
from generation.editing.pixel_edits import TONES, PixelEdits, parse_edits
from generation.editing.region import cells_region
from generation.i18n import _
from generation.requests.variations import UPSCALE


def picture_and_words(text: str) -> tuple[str, str]:
    """Return which picture is meant, and the words behind it.

    Raises:
        UsageError: no picture was named.

    """
    picture, _space, words = text.strip().partition(" ")
    if not picture:
        raise UsageError(_("Say which picture: its number, its id or last."))
    return picture, words.strip()


def pixel_edits_of(command: Command) -> PixelEdits:
    """Return the edits of pixels that the options say.

    Raises:
        RefusedError: a value is none that there is.

    """
    tones = {name: command.number(name) for name in TONES}
    return parse_edits(
        {
            "rotate": command.number("rotate"),
            "flip": "mirror" in command.options or None,
            "flop": "upside-down" in command.options or None,
            "crop": command.value("crop"),
            "grade": command.value("filter"),
            "frame": command.value("frame"),
            "caption": command.value("caption"),
            **tones,
        }
    )


def change_of(command: Command, words: str) -> Change | None:
    """Return the change by a provider that words and options say; None where they say none.

    Raises:
        UsageError: they do not go together.
        RefusedError: a field of the picture is none.

    """
    region, provider = _region(command.value("fields")), command.value("provider")
    wanted = [
        (name, kind)
        for name, kind in (
            ("erase", ERASE),
            ("replace", REPLACE),
            ("extend", OUTPAINT),
            ("view", VIEW),
            ("cut-out", CUT_OUT),
            ("upscale", UPSCALE),
        )
        if name in command.options
    ]
    if len(wanted) > 1:
        raise UsageError(_("One change at a time: {options}.").format(options=", ".join(f"--{n}" for n, _k in wanted)))
    if not wanted and not words:
        return None
    kind = wanted[0][1] if wanted else INPAINT if region else WORDS
    return Change(
        kind,
        words=words,
        search=command.value("replace") or "",
        region=region,
        ratio=command.value("extend") or "",
        view=command.value("view") or "",
        provider=provider,
    )


def _region(text: str | None) -> str:
    if not text:
        return ""
    numbers = [each.strip() for each in text.split(",")]
    if not all(each.isdecimal() for each in numbers):
        raise UsageError(_("The fields of a picture are numbers from 1 to 9 with commas between them."))
    return cells_region(tuple(map(int, numbers)))
