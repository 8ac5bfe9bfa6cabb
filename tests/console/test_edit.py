"""`/image edit`, `/image versions`, `/image compare`: the same edits by options and words, and the history."""

from PIL import Image

from generation.providers.base import Capabilities
from tests.console.conftest import Console, FakeProvider

PAINT = "/image generate a rainy Seattle street at night --size 512x512 --seed 7\n"


async def test_options_edit_pixels_and_the_history_is_listed(console: Console) -> None:
    answer = await console(
        stdin=PAINT + '/image edit last --crop 16:9 --filter noir --caption "Later, in Seattle"\n'
        "/image versions last\n/image compare last\n"
    )
    painted, edited, versions, compared = answer.objects
    assert answer.status == 0
    assert (edited["status"], edited["provider"]) == ("completed", "editor")
    with Image.open(edited["path"]) as picture:
        assert picture.size == (512, 288)
    assert [each["image_id"] for each in versions["versions"]] == [painted["image_id"], edited["image_id"]]
    assert versions["versions"][1]["done"] == "Edited: cropped to 16:9, filter: noir, caption: “Later, in Seattle”."
    assert compared["before"]["image_id"] == painted["image_id"]
    text = (await console("/image versions last", as_json=False)).out
    assert "▸ 2" in text


async def test_words_and_views_go_to_the_provider(console: Console, provider: FakeProvider) -> None:
    provider.capabilities = Capabilities(seed=True, edits=frozenset({"change"}))
    answer = await console(stdin=PAINT + "/image edit last make it day\n/image edit 1 --view ar\n")
    assert [one["status"] for one in answer.objects] == ["completed"] * 3
    _painted, day, overlaid = answer.objects
    assert day["prompt"].endswith("(make it day)")
    assert overlaid["prompt"].endswith("(Augmented reality)")


async def test_what_does_not_go_together_or_cannot_be_done_is_said(console: Console) -> None:
    answer = await console(
        stdin=PAINT + "/image edit\n/image edit last\n/image edit last make it day --crop 1:1\n"
        "/image edit last --cut-out\n/image edit last --erase --fields 1,x\n/image edit last --crop 7:1\n"
        "/image compare last\n"
    )
    told = [one.get("error", "") for one in answer.objects[1:]]
    for sentence, part in zip(
        told,
        (
            "Say which picture",
            "Nothing is changed yet",
            "Either words",
            "Stable Diffusion could.",
            "numbers from 1 to 9",
            "I do not know “7:1”",
            "made of no other",
        ),
        strict=True,
    ):
        assert part in sentence
