"""A link behind other words, wherever people can write one: in no message of the bot does it lead anywhere."""

from collections.abc import Iterator
from typing import Any

from generation.providers.base import InvalidError
from tests.cogs.discord_harness import DiscordHarness, answer, image_id
from tests.cogs.discord_markdown import shown
from tests.generation.fake_provider import FakeProvider, fail

LINKS = "[neon](https://evil.example) *and* [rain](https://evil.example)"
SHORT = "[a](https://b.c) [d](https://e.f)"


def read_as_markdown(body: object) -> Iterator[str]:
    """Yield what Discord reads as markdown of a message: its text, and of its embeds all but footer and author."""
    if isinstance(body, list):
        for each in body:
            yield from read_as_markdown(each)
    if not isinstance(body, dict):
        return
    for name in ("data", "embeds", "fields"):
        yield from read_as_markdown(body.get(name))
    yield from (
        text for name in ("content", "title", "description", "value") if isinstance(text := body.get(name), str)
    )


def messages(harness: DiscordHarness) -> list[str]:
    bodies: list[Any] = [each.json for each in harness.env.http_requests]
    return [text for body in bodies for text in read_as_markdown(body)]


async def test_no_link_that_people_wrote_is_live(harness: DiscordHarness, painter: FakeProvider) -> None:
    gm, player, channel = harness.gm, harness.player, harness.channel
    await gm.slash(channel, "session start", campaign=LINKS, setting=SHORT)
    # As threads and voice channels may be called.
    await harness.client.get_channel(channel.id).edit(name=LINKS)  # type: ignore[union-attr]  # a text channel
    await gm.slash(channel, "session style add", name=SHORT, look=LINKS)
    message = await harness.generate_image(LINKS, style=SHORT)
    await harness.services.gallery.add_tags(image_id(message), harness.as_gm(), (SHORT.lower()[:30],))
    await harness.open_gallery()
    page = answer(await player.slash(channel, "image gallery", search="neon", tag=SHORT.lower()[:30]))
    await harness.press(page, "grid")
    for command in ("session info", "session settings", "session style list", "image styles"):
        await gm.slash(channel, command)
    await player.slash(channel, "image enhance", description=LINKS, style=SHORT)
    await gm.slash(channel, "session style lock", style=SHORT)
    await harness.generate_image(LINKS, style="neon_noir")
    painter.always = fail(InvalidError(f"Not {LINKS}."))
    await harness.generate_image(LINKS)
    await gm.slash(channel, "session style remove", name=SHORT)
    await harness.generate_refused(style=SHORT)
    await harness.generate_refused(size=SHORT)

    said = messages(harness)
    wherever = [text for text in said if "evil.example" in text or "https://b.c" in text]
    assert len(wherever) > 15
    for text in wherever:
        # Words of ours may be bold; nobody else's are.
        assert "masked link" not in shown(text).markup, text
        assert "emphasis" not in shown(text).markup, text
