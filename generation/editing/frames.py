"""Frames around an image: measured in shares of its shorter side, so that a small preview looks like the whole."""

from collections.abc import Callable

from PIL import Image, ImageDraw

_WHITE, _PAPER, _BLACK, _STEEL, _GLOW = (255, 255, 255), (246, 243, 234), (0, 0, 0), (23, 27, 34), (0, 214, 200)


def framed(image: Image.Image, frame: str) -> Image.Image:
    """Return an image in a frame, which is drawn around it; only the fine line is drawn within."""
    return _FRAMES[frame](image)


def _share(image: Image.Image, share: float) -> int:
    return max(1, round(min(image.size) * share))


def _around(image: Image.Image, sides: tuple[int, int, int, int], colour: tuple[int, int, int]) -> Image.Image:
    left, top, right, bottom = sides
    ground = Image.new("RGB", (image.width + left + right, image.height + top + bottom), colour)
    ground.paste(image, (left, top), image if image.mode == "RGBA" else None)
    return ground


def _line(image: Image.Image) -> Image.Image:
    result, inset, width = image.copy(), _share(image, 0.025), _share(image, 0.005)
    box = (inset, inset, image.width - 1 - inset, image.height - 1 - inset)
    ImageDraw.Draw(result).rectangle(box, outline=_PAPER if image.mode == "RGB" else (*_PAPER, 255), width=width)
    return result


def _white(image: Image.Image) -> Image.Image:
    side = _share(image, 0.04)
    return _around(image, (side, side, side, side), _WHITE)


def _polaroid(image: Image.Image) -> Image.Image:
    side = _share(image, 0.05)
    return _around(image, (side, side, side, _share(image, 0.18)), _PAPER)


def _cinema(image: Image.Image) -> Image.Image:
    bar = _share(image, 0.11)
    return _around(image, (0, bar, 0, bar), _BLACK)


def _commlink(image: Image.Image) -> Image.Image:
    side, line = _share(image, 0.045), _share(image, 0.006)
    result = _around(image, (side, side, side, side), _STEEL)
    box = (side - line, side - line, side + image.width - 1 + line, side + image.height - 1 + line)
    ImageDraw.Draw(result).rectangle(box, outline=_GLOW, width=line)
    return result


_FRAMES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "line": _line,
    "white": _white,
    "polaroid": _polaroid,
    "cinema": _cinema,
    "commlink": _commlink,
}
