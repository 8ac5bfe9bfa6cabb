"""Who and what a description mentions: painter, alt text and channel get names, never numbers."""

import re

from tests.cogs.discord_harness import DiscordHarness, answer
from tests.generation.fake_provider import FakeProvider


async def test_mentions_emoji_moments_and_links_to_channels_become_names(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    role = harness.guild.create_role("Street Sams")
    message = await harness.generate_image(
        f"{harness.other.mention} with {role.mention} in <#{harness.channel.id}>, <:skull:777> by </image generate:5>"
    )
    words = f"\N{FULLWIDTH COMMERCIAL AT}dodger with Street Sams in #{harness.channel.name}, skull by /image generate"
    assert painter.orders[0].prompt.startswith(words)
    assert words in (message.attachments[0].description or "")
    assert not re.search(r"\d{5}", message.embeds[0].description or "")


async def test_whoever_is_not_known_here_is_somebody(harness: DiscordHarness, painter: FakeProvider) -> None:
    await harness.generate_image("<@424242424242424242> and <@&4242> meet in <#42>")
    assert painter.orders[0].prompt.startswith("@someone and @group meet in #channel")


async def test_a_preview_and_what_is_changed_in_it_have_names(harness: DiscordHarness) -> None:
    preview = answer(
        await harness.player.slash(harness.channel, "image enhance", description=f"{harness.gm.mention} at the docks")
    )
    text = preview.embeds[0].description or ""
    assert "fixer" in text
    assert str(harness.gm.id) not in text


async def test_a_look_of_the_table_and_the_campaigns_line_have_names(harness: DiscordHarness) -> None:
    await harness.gm.slash(
        harness.channel, "session style add", name="Wanted", look=f"a poster of {harness.other.mention}, <:skull:7>"
    )
    await harness.gm.slash(harness.channel, "session start", campaign=f"{harness.other.mention} owes the mob")
    styles = await harness.services.styles.all(harness.session_id)
    assert styles["wanted"].style.positive == "a poster of \N{FULLWIDTH COMMERCIAL AT}dodger, skull"
    settings = await harness.services.admin.settings(harness.session_id)
    assert settings.premise == "\N{FULLWIDTH COMMERCIAL AT}dodger owes the mob"
