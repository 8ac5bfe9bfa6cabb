"""Pictures that somebody gives to paint after: checked and made normal, or refused with a sentence."""

from collections.abc import Sequence

from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.images.decode import whole_image
from generation.images.kinds import JPEG
from generation.images.normalize import MIN_SIDE, MOST_PIXELS, BadImageError, Flaw, NormalImage

MOST = 4
MAX_BYTES = 25 * 2**20
#: More than any provider makes use of.
KEPT_PIXELS = 2048 * 2048
_FLAWS = {
    Flaw.NO_IMAGE: N_(
        "The reference is not a picture that I can read. Give a photo or drawing as JPEG, PNG, WebP, AVIF, HEIC or GIF."
    ),
    Flaw.DAMAGED: N_(
        "The reference picture is damaged or incomplete. Save or export it again, as a JPEG or PNG, and attach that."
    ),
    Flaw.UNREADABLE_HEIC: N_(
        "This HEIC photo cannot be read here. Send it as a JPEG: export it as one, or take a screenshot. An iPhone "
        "takes JPEGs from then on where Settings > Camera > Formats says Most Compatible."
    ),
    Flaw.TOO_MANY_BYTES: N_("The reference picture is larger than {megabytes} MB. Give a smaller one."),
    Flaw.TOO_MANY_PIXELS: N_(
        "The reference picture has {pixels} megapixels; a {kind} file may have {most}, and a JPEG {most_jpeg}. "
        "Make it smaller and attach it again."
    ),
    Flaw.TOO_SMALL: N_("The reference picture is too small: each side needs {side} pixels or more."),
}


async def check_references(files: Sequence[bytes]) -> tuple[NormalImage, ...]:
    """Return pictures that somebody gives as they are kept and sent on; nothing is stored.

    Raises:
        RefusedError: there are too many, or one is no picture or too large.

    """
    if len(files) > MOST:
        raise RefusedError(
            _("{count} reference pictures are too many; use {most} at most.").format(count=len(files), most=MOST)
        )
    return tuple([await _normal(data) for data in files])


def check_length(length: int) -> None:
    """See that a file of so many bytes is worth reading.

    Raises:
        RefusedError: it is too large.

    """
    if length > MAX_BYTES:
        raise _refusal(BadImageError(Flaw.TOO_MANY_BYTES))


async def _normal(data: bytes) -> NormalImage:
    check_length(len(data))
    try:
        return await whole_image(data, KEPT_PIXELS)
    except BadImageError as error:
        raise _refusal(error) from None


def _refusal(error: BadImageError) -> RefusedError:
    """Return what to tell who has given a picture of no use: each reason is a sentence of its own."""
    return RefusedError(
        _(_FLAWS[error.flaw]).format(
            megabytes=MAX_BYTES // 2**20,
            side=MIN_SIDE,
            kind=error.kind.upper(),
            pixels=-(-error.pixels // 1_000_000),
            most=MOST_PIXELS.get(error.kind, 0) // 1_000_000,
            most_jpeg=MOST_PIXELS[JPEG] // 1_000_000,
        )
    )
