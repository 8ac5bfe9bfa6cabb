"""/image recap: seen, suggested, decided, posted once into the channel, and without what is deleted later."""

import discord
import pytest

from tests.cogs.discord_harness import DiscordHarness, answer, custom_ids, footer, image_id, private_answer
from tests.cogs.gallery_actions import generate_each, submit_form


def recaps(harness: DiscordHarness) -> list[discord.Message]:
    return [each for each in harness.channel.history() if any("recapopen" in name for name in custom_ids(each))]


async def starred(harness: DiscordHarness, *scenes: str) -> list[discord.Message]:
    messages = await generate_each(harness, list(scenes))
    for message in messages:
        await harness.press(message, "favorite")
    return messages


async def test_a_suggestion_is_edited_by_the_gm_and_posted(harness: DiscordHarness) -> None:
    dock, bar = await starred(harness, "a dock", "a bar")
    said = private_answer(
        await harness.player.slash(harness.channel, "image recap", picture=image_id(bar), caption="they drank")
    )
    assert said.startswith("Suggested. The GM finds it under `/image recap`")
    draft = answer(await harness.gm.slash(harness.channel, "image recap"))
    assert draft.ephemeral
    assert draft.embeds[0].description == "**1** a dock\n**2** a bar"
    assert footer(draft) == "The recap is posted when the GM wants it, with /image recap."
    (suggestion,) = await harness.services.recaps.suggestions(harness.as_gm())
    asked = answer(await harness.gm.select(draft, [suggestion.id], custom_id="scene:select-recap"))
    assert asked.embeds[0].description == "they drank"
    await submit_form(harness, asked, "recapedit", {"caption": "They drank."}, by=harness.gm)
    await harness.press(draft, "recappost", by=harness.gm)
    await harness.press(draft, "recappost", by=harness.gm)
    await harness.wait_until_delivered()
    (posted,) = recaps(harness)
    assert posted.embeds[0].title == "Previously on …"
    assert posted.embeds[0].description == "**1** a dock\n**2** They drank."
    assert len(posted.attachments) == 1
    assert posted.attachments[0].description == "1: a dock. 2: They drank."
    own = answer(await harness.press(posted, "recapopen", by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].title == "Favorites"
    assert image_id(dock) in "".join(custom_ids(dock))


async def test_a_player_sees_it_but_neither_posts_nor_plans(harness: DiscordHarness) -> None:
    await starred(harness, "a dock")
    draft = answer(await harness.player.slash(harness.channel, "image recap"))
    assert draft.embeds[0].description == "**1** a dock"
    assert custom_ids(draft) == []
    for when in ("now", "start", "never"):
        said = private_answer(await harness.player.slash(harness.channel, "image recap", when=when))
        assert said.startswith("Only the GM")
    assert harness.env.errors
    assert recaps(harness) == []


async def test_it_is_posted_when_the_session_starts_again(harness: DiscordHarness) -> None:
    await starred(harness, "a dock")
    said = private_answer(await harness.gm.slash(harness.channel, "image recap", when="start"))
    assert said == "The recap is posted whenever the session is started, once a day."
    await harness.gm.slash(harness.channel, "session end")
    await harness.gm.slash(harness.channel, "session start")
    await harness.gm.slash(harness.channel, "session start")
    await harness.wait_until_delivered()
    assert len(recaps(harness)) == 1


async def test_a_plan_for_a_week_says_day_and_hour(harness: DiscordHarness) -> None:
    said = private_answer(await harness.gm.slash(harness.channel, "image recap", when="weekly"))
    assert said.startswith("Say on which day of the week")
    assert harness.env.errors
    said = private_answer(await harness.gm.slash(harness.channel, "image recap", when="weekly", day=4, hour=19))
    assert said == "The recap is posted every Friday at 19:00 UTC."


@pytest.mark.usefixtures("quick_updates")
async def test_what_is_deleted_leaves_the_recap(harness: DiscordHarness) -> None:
    dock, _bar = await starred(harness, "a dock", "a bar")
    await harness.gm.slash(harness.channel, "image recap", when="now")
    await harness.wait_until_delivered()
    await harness.services.gallery.delete(image_id(dock), harness.as_gm())
    await harness.wait_until(lambda: recaps(harness)[0].embeds[0].description == "**1** a bar")
