"""Changes that a provider makes: who is asked for which, with what, and what is said where nobody can."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from generation.editing.changes import COULD, KINDS, REPLACE, VIEW, Change, can_do, params_for
from generation.editing.region import brush_region, cells_of, cells_region, mask_of
from generation.editing.views import VIEWS
from generation.errors import RefusedError
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.base import Capabilities
from generation.providers.registry import Providers
from generation.sessions.settings import SessionSettings
from storage.params import GenerationParams
from storage.records import Image as ImageRow
from tests.generation.fake_provider import FakeProvider, picture_file
from tests.generation.wired_services import ANN, STREET, WiredServices

SETTINGS = SessionSettings()


def painter(name: str, *edits: str, own: bool = False) -> FakeProvider:
    """Return a provider of a name that can do some edits."""
    provider = FakeProvider()
    provider.name, provider.title = name, name.title()
    provider.capabilities = Capabilities(edits=frozenset(edits), own_edits=own)
    return provider


SKETCH = painter("sketch", "change", "vary", "upscale", own=True)
DALLE, STABILITY = painter("dalle", "change", "inpaint"), painter("stability", "erase", "outpaint", "inpaint", REPLACE)


def image(provider: str = "sketch", recipe: str | None = "{}", size: tuple[int, int] = (1024, 768)) -> ImageRow:
    empty = dict.fromkeys(ImageRow.__slots__)
    known = {"id": "i", "prompt": "a street", "type": "scene", "provider": provider, "recipe": recipe, "style": None}
    return ImageRow(**empty | known | {"width": size[0], "height": size[1]})  # type: ignore[arg-type]  # the rest is of no interest


def asked(change: Change, *painters: FakeProvider, of: ImageRow | None = None) -> GenerationParams:
    return params_for(Providers([*painters]), of or image(), change, SETTINGS)[0]


def test_words_go_to_the_images_own_provider_or_to_one_that_takes_any() -> None:
    day = Change("change", "make it day")
    own, others = asked(day, DALLE, SKETCH), asked(day, DALLE, SKETCH, of=image("stability"))
    assert (own.provider, own.edit_kind, own.exact) == ("sketch", "change", "make it day")
    assert (others.provider, others.parent_id) == ("dalle", "i")
    assert own.prompt == "a street (make it day)"
    assert asked(replace(day, provider="dalle"), SKETCH, DALLE).provider == "dalle"


def test_a_part_is_erased_by_who_can_or_painted_over() -> None:
    part = Change("erase", region=cells_region((5, 6)))
    erased, painted = asked(part, DALLE, STABILITY), asked(part, DALLE)
    assert (erased.provider, erased.edit_kind, erased.exact) == ("stability", "erase", None)
    assert (painted.provider, painted.edit_kind) == ("dalle", "inpaint")
    assert "as if it had never been there" in (painted.exact or "")
    assert erased.edit_region == painted.edit_region == "cells:5,6"


def test_a_thing_is_replaced_by_name_or_by_words() -> None:
    van = Change(REPLACE, words="a red car", search="the van")
    by_name, by_words = asked(van, DALLE, STABILITY), asked(van, DALLE)
    assert (by_name.edit_kind, by_name.edit_search, by_name.exact) == (REPLACE, "the van", "a red car")
    assert (by_words.edit_kind, by_words.exact) == ("change", "Replace the van with a red car.")


def test_outpainting_asks_for_a_size_that_holds_the_image() -> None:
    wide = asked(Change("outpaint", ratio="16:9"), STABILITY)
    assert wide.size == (1365, 768)
    assert wide.exact == "a street"
    with pytest.raises(RefusedError, match="has that shape already"):
        asked(Change("outpaint", ratio="4:3"), STABILITY)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_asked_for_in_words_and_by_its_name(view: str) -> None:
    shifted = asked(Change(VIEW, view=view), SKETCH)
    assert (shifted.edit_kind, shifted.edit_search, shifted.exact) == ("change", view, VIEWS[view].instruction)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("change"), "remove the van"),
        (Change("inpaint", "a hat"), "brush over it"),
        (Change("erase"), "brush over it"),
        (Change(REPLACE, "a car"), "what is to be replaced"),
        (Change("outpaint", ratio="2:7"), "1:1, 4:3"),
        (Change(VIEW, view="dream"), "meatspace, ar, matrix, astral"),
        (Change("paint it black"), "There are: change"),
        (Change("remove-background"), "(remove the background). Stable Diffusion could."),
        (Change("outpaint", ratio="16:9"), "(paint beyond the edges). Stable Diffusion could."),
        (
            Change("inpaint", "a hat", region="cells:1"),
            "DALL-E, Stable Diffusion, ComfyUI, Stable Diffusion web UI, Local model could.",
        ),
    ],
)
def test_what_lacks_or_cannot_be_done_is_said(change: Change, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        asked(change, SKETCH)
    assert said in refusal.value.sentence


def test_of_an_image_of_somebody_else_the_sketch_artist_says_what_it_changes() -> None:
    with pytest.raises(
        RefusedError, match=r"DALL-E, Gemini could\. The sketch artist changes only what it has painted"
    ):
        asked(Change("change", "make it day"), SKETCH, of=image("dalle", recipe=None))


def test_what_can_be_done_is_what_is_offered() -> None:
    assert set(can_do(Providers([SKETCH]), image())) == {"change", REPLACE, VIEW, "upscale"}
    assert set(can_do(Providers([SKETCH]), image("dalle"))) == set()
    assert {"inpaint", "erase", "outpaint"} <= set(can_do(Providers([STABILITY, SKETCH]), image()))


def test_who_could_is_who_says_so() -> None:
    variables = {
        "OPENAI_API_KEY": "k",
        "STABILITY_API_KEY": "k",
        "GEMINI_API_KEY": "k",
        "SDAPI_URL": "http://127.0.0.1:1",
        "COMFYUI_URL": "http://127.0.0.1:2",
    }
    set_up = {each.name: each.set_up(variables) for each in BUILT_IN}
    said = {name: each.capabilities.edits for name, each in set_up.items() if each is not None}
    assert {"dalle", "gemini", "stability", "comfyui", "sdapi", "sketch"} <= said.keys()
    # Which of its models takes a mask is known once it is set up (tests/providers has it).
    said["local"] = frozenset({"inpaint", "erase"})
    stands_for = {"erase": {"erase", "inpaint"}, REPLACE: {REPLACE, "change"}, VIEW: {"change"}}
    for kind in KINDS:
        able = (
            {name for name, edits in said.items() if edits & stands_for.get(kind, {kind})}
            - {"sketch"}
            - {"openai_compatible"}
        )
        assert set(COULD[kind]) == able, kind


async def test_a_region_becomes_a_mask_of_the_images_size() -> None:
    picture = picture_file(width=300, height=150)
    mask = Image.open(io.BytesIO(await mask_of(cells_region((1, 9, 9)), picture) or b""))
    assert mask.size == (300, 150)
    assert [mask.convert("L").getpixel(at) for at in ((10, 10), (150, 75), (290, 140))] == [255, 0, 255]
    assert cells_of("cells:1,9") == (1, 9)
    brushed = Image.new("RGBA", (600, 300))
    brushed.paste((255, 255, 255, 255), (300, 0, 600, 300))
    file = io.BytesIO()
    brushed.save(file, "PNG")
    region = await brush_region(file.getvalue())
    assert len(region) < 2000
    again = Image.open(io.BytesIO(await mask_of(region, picture) or b"")).convert("L")
    assert [again.getpixel(at) for at in ((20, 75), (280, 75))] == [0, 255]
    assert await mask_of("", picture) is None


@pytest.mark.parametrize("data", [b"no image", picture_file("JPEG")])
async def test_a_mask_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError, match="PNG file"):
        await brush_region(data)
    empty = io.BytesIO()
    Image.new("RGBA", (64, 64)).save(empty, "PNG")
    with pytest.raises(RefusedError, match="Brush over"):
        await brush_region(empty.getvalue())
    with pytest.raises(RefusedError, match="from 1, top left"):
        cells_region((0,))


async def test_the_provider_is_handed_mask_and_image(table: WiredServices) -> None:
    table.painter.capabilities = replace(table.painter.capabilities, edits=frozenset({"inpaint"}))
    async with table.working():
        street = await table.ended(await table.ask(STREET))
        params, _ = await table.editing.change_params(
            street.result_image_id or "",
            Change("inpaint", "a neon sign", region=cells_region((2,))),
            await table.sessions.context(ANN),
        )
        done = await table.ended(await table.ask(params))
    first = await table.gallery.image(street.result_image_id or "", ANN)
    order = table.painter.orders[-1]
    assert order.prompt == "a neon sign"
    assert order.edit is not None
    assert order.edit.image == await table.gallery.original(first)
    assert Image.open(io.BytesIO(order.edit.mask or b"")).size == (first.width, first.height)
    changed = await table.gallery.image(done.result_image_id or "", ANN)
    assert changed.parent_id == first.id
    assert await table.editing.what_was_done(changed) == "Change a part."
