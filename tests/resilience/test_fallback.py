"""What a table sees when a provider fails: the unmodified bot, asked through `/image generate`."""

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from PIL import Image

from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.resilience.channel import Channel, assert_clean, fields, labels, notes, verbs
from tests.servers.discord import BotProcess, FakeDiscord, Message, Upload
from tests.servers.midjourney import FakeMidjourneyProxy
from tests.servers.openai_images import OpenAIServer, answers, fails, says
from tests.servers.sdapi import FakeWebUI, encoded
from tests.servers.stability import FakeStability

PICTURE = picture_file("PNG", 512, 512)
KEY = "sk-keep-me-quiet"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server


@pytest.fixture
def channel(discord: FakeDiscord) -> Channel:
    return Channel(discord)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def openai() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stability() -> AsyncIterator[FakeStability]:
    async with FakeStability() as server:
        server.then(web.json_response({"name": "payment_required", "errors": ["no credits"]}, status=402))
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def webui() -> AsyncIterator[FakeWebUI]:
    async with FakeWebUI() as server:
        server.answer["images"] = [encoded(PICTURE)]
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def midjourney() -> AsyncIterator[FakeMidjourneyProxy]:
    async with FakeMidjourneyProxy() as server:
        server.picture, server.states = PICTURE, [server.done()]
        yield server


@pytest_asyncio.fixture(loop_scope="module", scope="module", autouse=True)
async def bot(
    discord: FakeDiscord,
    openai: OpenAIServer,
    stability: FakeStability,
    webui: FakeWebUI,
    midjourney: FakeMidjourneyProxy,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[BotProcess]:
    """Run the bot: DALL-E by default, sketch where that fails, the others when they are named."""
    environment = {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": openai.url,
        "OPENAI_TEXT_MODEL": "off",
        "STABILITY_API_KEY": KEY,
        "STABILITY_BASE_URL": stability.url,
        "SDAPI_URL": webui.url,
        "MIDJOURNEY_PROXY_URL": midjourney.url,
        # Nobody listens there.
        "COMFYUI_URL": "http://127.0.0.1:9",
        "PROVIDER_ORDER": "dalle,sketch",
    }
    async with BotProcess(discord, tmp_path_factory.mktemp("bot"), environment=environment) as process:
        await process.ready()
        yield process
        assert_clean(process)
        assert KEY not in process.log


def lay_out(openai: OpenAIServer, *deeds: object) -> int:
    """Have the server do these at its next calls, and return how many it has had."""
    openai._paint.clear()
    openai.then(*deeds)  # type: ignore[arg-type]  # whatever the server's helpers return
    return len(openai.painted)


def size_of(message: Message) -> tuple[int, int]:
    (attachment,) = message.visible_attachments
    return Image.open(io.BytesIO(attachment.data)).size


async def test_a_passing_failure_is_retried_and_nobody_hears_of_it(channel: Channel, openai: OpenAIServer) -> None:
    before = lay_out(openai, fails(500, "Sorry."), answers(PICTURE))
    message = await channel.picture("a street after a blackout")
    assert fields(message)["Painted by"] == "DALL-E · gpt-image-2.6-flare"
    assert not notes(message)
    assert len(openai.painted) == before + 2


async def test_a_rate_limit_is_waited_out_as_long_as_it_asks(channel: Channel, openai: OpenAIServer) -> None:
    limited = fails(429, "Slow down.", {"Retry-After": "1"}, code="rate_limit_exceeded")
    before = lay_out(openai, limited, answers(PICTURE))
    message = await channel.picture("a street in the rush hour")
    assert fields(message)["Painted by"] == "DALL-E · gpt-image-2.6-flare"
    assert len(openai.painted) == before + 2


async def test_a_refused_content_is_explained_and_another_painter_is_ones_own_choice(
    channel: Channel, openai: OpenAIServer, discord: FakeDiscord
) -> None:
    before = lay_out(openai, fails(400, "safety_violations=[violence]", code="moderation_blocked"))
    message = await channel.generate("a bloody alley")
    said = await channel.refused(message)
    assert "violence" in said["Why"]
    assert "other words" in said["What now"]
    assert "retry" not in verbs(message)
    assert len(openai.painted) == before + 1, "a refusal is not shopped around"

    answer = (await channel.press(message, "via", "Paint with Sketch artist")).response
    assert answer is not None
    picture = await channel.painted(answer)
    assert fields(picture)["Painted by"] == "Sketch artist"
    assert len(openai.painted) == before + 1


async def test_the_provider_that_has_refused_is_not_offered_again(channel: Channel, openai: OpenAIServer) -> None:
    lay_out(openai, fails(400, "No.", code="moderation_blocked"))
    message = await channel.generate("a bloody hall", provider="dalle")
    await channel.refused(message)
    assert labels(message) == ["Edit description", "Paint with Sketch artist"]


async def test_an_account_without_credit_hands_over_and_is_left_alone(
    channel: Channel, openai: OpenAIServer, stability: FakeStability
) -> None:
    before = lay_out(openai, answers(PICTURE))
    paid = [asked for asked in stability.asked if asked.method == "POST"]
    first = await channel.picture("an empty vault", provider="stability")
    assert notes(first) == ["Stable Diffusion is out of credit; painted by DALL-E."]
    again = await channel.picture("an emptier vault", provider="stability")
    assert notes(again) == ["Stable Diffusion is out of credit; painted by DALL-E."]
    assert len([asked for asked in stability.asked if asked.method == "POST"]) == len(paid) + 1, "the breaker is open"
    assert len(openai.painted) == before + 2


async def test_a_reference_reaches_a_provider_that_can_use_it(channel: Channel, openai: OpenAIServer) -> None:
    lay_out(openai, answers(PICTURE))
    reference = picture_file("JPEG")
    message = await channel.picture(
        "my face as a troll", provider="sketch", reference=Upload("me.jpg", reference, "image/jpeg")
    )
    call = openai.painted[-1]
    assert call.path.endswith("/images/edits")
    assert [file[3] for file in call.files] == [reference]
    assert "Sketch artist cannot paint 512x512 after a reference picture; DALL-E paints instead." in notes(message)


async def test_a_reference_that_is_no_picture_is_refused(channel: Channel) -> None:
    asked = await channel.asked("my face", reference=Upload("me.txt", b"not a face", "text/plain"))
    assert asked.response is not None
    assert "not a picture that I can read" in asked.response.content


async def test_a_cancel_reaches_the_provider(channel: Channel, webui: FakeWebUI, discord: FakeDiscord) -> None:
    webui.finish.clear()
    message = await channel.generate("a slow ship", provider="sdapi")
    await discord.until(webui.painting.is_set)
    await channel.press(message, "cancel")
    await discord.until(lambda: message.embeds[0]["title"] == "Cancelled")
    assert webui.interrupted.is_set()


async def test_a_grid_hangs_as_four_pictures_on_one_message(channel: Channel, discord: FakeDiscord) -> None:
    message = await channel.picture("four faces", provider="midjourney")
    assert len(message.attachments) == 4
    assert [label for label in labels(message) if label.startswith("Open ")] == [
        "Open gallery here",
        *(f"Open {number}" for number in (2, 3, 4)),
    ]
    await channel.press(message, "favorite")
    assert fields(message)["Stars"]
    assert len(message.attachments) == 4
    assert "Open 4" in labels(message), "a star takes no button away"


async def test_a_dead_server_hands_over_and_rests_after_four_failures(channel: Channel, openai: OpenAIServer) -> None:
    lay_out(openai, answers(PICTURE))
    waiting = [await channel.generate(f"gate {number}", provider="comfyui") for number in range(2)]
    for message in waiting:
        await channel.painted(message)
        assert notes(message) == ["ComfyUI cannot be reached; painted by DALL-E."]
    listed = await listed_providers(channel)
    assert "cannot paint right now" in listed["ComfyUI (comfyui)"]
    assert "ConnectError" not in listed["ComfyUI (comfyui)"], "why is the operator's concern"


async def listed_providers(channel: Channel, *, by: int | None = None) -> dict[str, str]:
    """Return what is listed to the bot's owner, or to somebody else."""
    asked = await channel.discord.slash("image providers", {}, user=by or channel.discord.owner_id)
    await channel.discord.until(lambda: asked.response and asked.response.embeds, within=PATIENCE)
    assert asked.response is not None
    assert asked.response.ephemeral
    return fields(asked.response)


async def test_players_see_what_works_and_not_what_the_operator_has_to_do(channel: Channel) -> None:
    listed = await listed_providers(channel, by=channel.discord.player_id)
    assert listed["DALL-E (dalle)"].startswith("\N{LARGE GREEN CIRCLE} can paint, the default")
    assert "detailed scenes" in listed["DALL-E (dalle)"]
    assert "up to $" in listed["DALL-E (dalle)"]
    assert "cannot paint right now" in listed["Stable Diffusion (stability)"]
    assert "free" in listed["Sketch artist (sketch)"]
    assert "Gemini (gemini)" not in listed, "it is not set up"
    assert not [text for text in listed.values() if "out of credit" in text or "is not set" in text]


async def test_a_wrong_key_is_named_and_sketch_takes_over(channel: Channel, openai: OpenAIServer) -> None:
    """The last test: it leaves the default provider resting."""
    quoted = fails(401, f"Incorrect API key provided: {KEY}", code="invalid_api_key")
    before = lay_out(openai, quoted)
    for _ in range(2):
        message = await channel.picture("a locked briefcase")
        expected = "DALL-E refused its API key; the operator should check it; painted by Sketch artist."
        assert notes(message) == [expected]
        assert size_of(message) == (512, 512)
    assert len(openai.painted) == before + 1
    lay_out(openai, says(200, "<html>"))
