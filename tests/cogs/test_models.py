"""A provider's models on Discord: offered, painted with, shown, and kept by whatever asks for a picture again."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from storage.params import GenerationParams
from storage.records import Image
from tests.cogs.discord_harness import DiscordHarness, answer, fields, image_id
from tests.generation.fake_provider import picture_file
from tests.servers.sdapi import FakeWebUI, encoded

MODELS = """
[sdapi.models.flux-schnell]
model = "flux1-schnell.safetensors"
steps = 4

[sdapi.models.dreamshaper]
model = "dreamshaper_8.safetensors"
"""


@pytest.fixture
async def web_ui() -> AsyncIterator[FakeWebUI]:
    async with FakeWebUI() as server:
        server.answer = {"images": [encoded(picture_file("PNG", 1024, 1024))], "info": "{}"}
        server.models = [{"title": "flux1-schnell.safetensors"}, {"title": "dreamshaper_8.safetensors"}]
        yield server


@pytest.fixture
def settings(settings: Settings, web_ui: FakeWebUI) -> Settings:
    """Return the settings of an operator who has a web UI with two models."""
    file = settings.data_dir / "models.toml"
    file.write_text(MODELS, encoding="utf-8")
    return settings.model_copy(update={"sdapi_url": web_ui.url, "providers_file": file})


def painted_with(web_ui: FakeWebUI) -> list[str | None]:
    """Return the checkpoint of each picture, None where it was the server's own."""
    asked = [each.body for each in web_ui.asked if each.path.endswith(("txt2img", "img2img"))]
    return [body.get("override_settings", {}).get("sd_model_checkpoint") for body in asked]


async def the_image(harness: DiscordHarness) -> Image:
    (message,) = harness.image_messages()
    return await harness.services.gallery.image(image_id(message), harness.as_gm())


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["sdapi", "sdapi/flux-schnell", "sdapi/dreamshaper", "sketch"]),
        ("flux", ["sdapi/flux-schnell"]),
        ("sdapi/D", ["sdapi/dreamshaper"]),
        ("nothing", []),
    ],
)
async def test_are_offered_while_one_types(harness: DiscordHarness, typed: str, offered: list[str]) -> None:
    for command in ("image generate", "image enhance"):
        choices = await harness.player.autocomplete(harness.channel, command, "provider", typed)
        assert [each["value"] for each in choices] == offered
        named = [each["name"] for each in choices if each["value"] == "sdapi/flux-schnell"]
        assert set(named) <= {"Stable Diffusion web UI (flux-schnell)"}


async def test_paints_where_it_is_chosen_and_is_shown(harness: DiscordHarness, web_ui: FakeWebUI) -> None:
    message = await harness.generate_image(provider="sdapi/Flux-Schnell")
    assert painted_with(web_ui) == ["flux1-schnell.safetensors"]
    assert fields(message)["Painted by"] == "Stable Diffusion web UI · flux1-schnell.safetensors"
    image = await the_image(harness)
    assert (image.provider, image.model) == ("sdapi", "flux1-schnell.safetensors")
    params = await harness.services.requests.again(image.request_id or "", harness.as_gm())
    assert (params.provider, params.provider_name) == ("sdapi/flux-schnell", "sdapi")


async def test_without_one_the_server_paints_with_what_it_has_loaded(
    harness: DiscordHarness, web_ui: FakeWebUI
) -> None:
    message = await harness.generate_image(provider="sdapi")
    assert painted_with(web_ui) == [None]
    assert fields(message)["Painted by"] == "Stable Diffusion web UI · loaded.safetensors"


@pytest.mark.parametrize("verb", ["reroll", "vary"])
async def test_is_kept_by_what_asks_for_the_picture_again(
    harness: DiscordHarness, web_ui: FakeWebUI, verb: str
) -> None:
    message = await harness.generate_image(provider="sdapi/flux-schnell")
    await harness.press(message, verb)
    await harness.wait_until_delivered()
    assert painted_with(web_ui) == ["flux1-schnell.safetensors"] * 2


async def test_that_is_not_there_is_told_with_those_that_are(harness: DiscordHarness) -> None:
    sentence = await harness.generate_refused(provider="sdapi/fluxx")
    assert sentence == "“sdapi” has no model “fluxx”. It has: flux-schnell, dreamshaper."
    sentence = await harness.generate_refused(provider="sketch/oil")
    assert sentence == "“sketch” has no models to choose from here. Give its name alone."


async def test_are_listed_with_their_provider(harness: DiscordHarness) -> None:
    listed = answer(await harness.player.slash(harness.channel, "image providers"))
    (field,) = (each for each in listed.embeds[0].fields if each.name == "Stable Diffusion web UI (sdapi)")
    assert "Models: flux-schnell, dreamshaper" in (field.value or "").splitlines()


async def test_one_may_be_the_tables_default(harness: DiscordHarness, web_ui: FakeWebUI) -> None:
    settings = answer(await harness.gm.slash(harness.channel, "session settings"))
    await harness.gm.select(settings, ["provider"], custom_id="scene:select-topic")
    await harness.gm.select(settings, ["sdapi/dreamshaper"], custom_id="scene:select-set:provider")
    assert fields(harness.refetch(settings))["Default provider"] == "Stable Diffusion web UI (dreamshaper)"
    await harness.generate_image()
    assert painted_with(web_ui) == ["dreamshaper_8.safetensors"]


async def test_a_picture_whose_model_is_gone_is_painted_again_by_its_provider(
    harness: DiscordHarness, web_ui: FakeWebUI
) -> None:
    await harness.enter_gm()
    again = GenerationParams("a street", provider="sdapi/gone", repeats=True)
    submitted = await harness.services.requests.submit(again, await harness.services.sessions.context(harness.as_gm()))
    assert submitted.notes == ("Stable Diffusion web UI has no model “gone” any more; its usual one paints.",)
    await harness.wait_until_delivered()
    assert painted_with(web_ui) == [None]


@pytest.mark.parametrize("verb", ["reroll", "vary"])
async def test_who_presses_a_button_of_such_a_picture_is_told(
    harness: DiscordHarness, web_ui: FakeWebUI, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await harness.generate_image(provider="sdapi/dreamshaper")
    (message,) = harness.image_messages()
    providers = harness.services.providers
    monkeypatch.setattr(providers, "_with_model", {})
    await harness.press(message, verb)
    await harness.wait_until_delivered()
    _, again = harness.image_messages()
    assert fields(again)["Note"] == (
        "Stable Diffusion web UI has no model “dreamshaper” any more; its usual one paints."
    )
    assert painted_with(web_ui) == ["dreamshaper_8.safetensors", None]


async def test_a_table_is_told_that_the_model_of_its_default_is_gone(
    harness: DiscordHarness, web_ui: FakeWebUI, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = answer(await harness.gm.slash(harness.channel, "session settings"))
    await harness.gm.select(settings, ["provider"], custom_id="scene:select-topic")
    await harness.gm.select(settings, ["sdapi/dreamshaper"], custom_id="scene:select-set:provider")
    monkeypatch.setattr(harness.services.providers, "_with_model", {})
    await harness.generate_image()
    (image,) = harness.image_messages()
    assert fields(image)["Note"] == (
        "Stable Diffusion web UI has no model “dreamshaper” any more; its usual one paints."
    )
    assert painted_with(web_ui) == [None]
