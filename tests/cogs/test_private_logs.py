"""What a person types is in no log, whatever becomes of it; what was refused stands there by kind and place."""

import logging

import pytest

from generation.providers.base import ModeratedError
from tests.cogs.discord_harness import DiscordHarness, image_id
from tests.generation.fake_provider import FakeProvider, fail

SAID = "zyzzyva"
OURS = ("bot", "cogs", "generation", "storage")


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    for name in OURS:
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


def records(caplog: pytest.LogCaptureFixture) -> list[str]:
    ours = [record for record in caplog.records if record.name.split(".", maxsplit=1)[0] in OURS]
    return [logging.Formatter().format(record) for record in ours]


@pytest.mark.parametrize(
    "options",
    [
        {"description": f"a naked child called {SAID}"},
        {"description": SAID * 1000},
        {"style": SAID},
        {"provider": SAID},
        {"size": SAID},
    ],
)
async def test_what_discord_refuses(
    harness: DiscordHarness, everything: pytest.LogCaptureFixture, options: dict[str, str]
) -> None:
    await harness.generate_refused(**{"description": f"a {SAID}"} | options)
    assert not [line for line in records(everything) if SAID in line]


async def test_the_log_says_which_refusal_it_was(harness: DiscordHarness, everything: pytest.LogCaptureFixture) -> None:
    await harness.generate_refused(style=SAID)
    assert any("refused user" in line and "RefusedError at styles:" in line for line in records(everything))


async def test_what_a_provider_says_of_a_description(
    harness: DiscordHarness, everything: pytest.LogCaptureFixture, painter: FakeProvider
) -> None:
    painter.then(fail(ModeratedError(f"Fake painter refuses the word “{SAID}”.")))
    message = await harness.generate_image(f"a {SAID}")
    assert SAID in (message.embeds[0].description or "")
    lines = records(everything)
    assert any("ModeratedError" in line for line in lines)
    assert not [line for line in lines if SAID in line]


async def test_words_of_the_gallery(harness: DiscordHarness, everything: pytest.LogCaptureFixture) -> None:
    message = await harness.generate_image(f"a {SAID}")
    gallery = harness.services.gallery
    image = await gallery.image(image_id(message), harness.as_gm())
    await harness.player.slash(harness.channel, "image tag", picture=SAID, tags=SAID * 9)
    await harness.player.slash(harness.channel, "image gallery", style=SAID)
    await harness.player.slash(harness.channel, "image gallery", search=SAID)
    assert harness.env.errors, "simcord notes refusals; reading them is what acknowledges them"
    await gallery.delete(image.id, harness.as_gm())
    assert not [line for line in records(everything) if SAID in line]
