"""Images in half blocks: in the terminal's own colours, and between two of them dithered."""

import io

import pytest
from PIL import Image
from rich.console import Console
from rich.style import Style

from bot.console.half_blocks import HALF_BLOCK, HalfBlocks

#: Of neither palette, and between two greys of both.
GREY = (66, 66, 66)


def cells(image: Image.Image, system: str, columns: int = 8) -> list[list[Style]]:
    console = Console(file=io.StringIO(), color_system=system, width=80, force_terminal=True)  # type: ignore[arg-type]  # one of rich's
    lines = console.render_lines(HalfBlocks(image, columns), pad=False)
    assert {segment.text for line in lines for segment in line} == {HALF_BLOCK}
    return [[segment.style or Style() for segment in line] for line in lines]


def numbers(lines: list[list[Style]]) -> set[int | None]:
    return {
        half.number for line in lines for style in line for half in (style.color, style.bgcolor) if half is not None
    }


def test_a_terminal_of_all_colours_shows_a_pixel_as_it_is() -> None:
    ((style, *_), *_) = cells(Image.new("RGB", (16, 16), GREY), "truecolor")
    assert style == Style.parse("#424242 on #424242")


@pytest.mark.parametrize(("system", "own"), [("standard", range(16)), ("256", range(16, 256))])
def test_what_lies_between_two_colours_is_mixed_of_them(system: str, own: range) -> None:
    found = numbers(cells(Image.new("RGB", (64, 64), GREY), system, columns=32))
    assert len(found) > 1
    assert found <= set(own)


@pytest.mark.parametrize(("system", "number"), [("standard", 9), ("256", 196)])
def test_a_colour_that_the_terminal_has_stays_plain(system: str, number: int) -> None:
    assert numbers(cells(Image.new("RGB", (16, 16), (255, 0, 0)), system)) == {number}


def test_it_is_as_high_as_its_shape_wants() -> None:
    assert len(cells(Image.new("RGB", (160, 90)), "truecolor", columns=32)) == 9
