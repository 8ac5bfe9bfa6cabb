"""Comparisons in the terminal: a labelled list, and the sheet's file."""

from pathlib import Path

from PIL import Image

from tests.console.conftest import Console


async def test_each_style_has_its_line_and_all_have_a_sheet(console: Console, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jpg"
    answer = await console(
        f"/image compare a rainy street --styles neon_noir,graphic_novel --seed 7 --sheet {sheet}", as_json=False
    )
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert any(line.startswith("1  Neon Noir") and "seed 7" in line for line in lines)
    assert any(line.startswith("2  Graphic Novel") and "seed 7" in line for line in lines)
    assert f"Sheet: {sheet}" in lines
    with Image.open(sheet) as image:
        assert image.format == "JPEG"


async def test_json_has_the_labels_and_what_became_of_each(console: Console, tmp_path: Path) -> None:
    answer = await console(f"/image compare a street --styles neon_noir,dossier --sheet {tmp_path / 'sheet.jpg'}")
    assert answer.last["labels"] == ["Neon Noir", "Runner Dossier"]
    assert [each["style"] for each in answer.last["images"]] == ["neon_noir", "dossier"]
    assert Path(answer.last["sheet"]).is_file()  # noqa: ASYNC240  # a test may wait


async def test_what_fails_says_why_and_has_no_sheet(console: Console) -> None:
    answer = await console("/image compare an impossible street --styles neon_noir,dossier")
    assert answer.status == 1
    assert {each["status"] for each in answer.last["images"]} == {"failed"}
    assert answer.last["sheet"] is None
    text = (await console("/image compare an impossible street --styles neon_noir,dossier", as_json=False)).out
    assert "1  Neon Noir       That cannot be painted." in text


async def test_two_painted_pictures_are_still_set_side_by_side(console: Console) -> None:
    await console("/image generate a street")
    await console("/image generate a bar")
    answer = await console("/image compare 1 2")
    assert answer.last["before"]["prompt"] == "a street"
    assert "Name one picture or two" in (await console("/image compare 1 2 3")).last["error"]


async def test_one_style_alone_is_refused_with_what_to_name(console: Console) -> None:
    answer = await console("/image compare a street --styles neon_noir")
    assert answer.last["error"] == "Name two styles or more, or two providers or more, to compare them."
