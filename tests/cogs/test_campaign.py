"""/campaign and the campaign's gallery on Discord: a code for the GM alone, and pages for their viewer alone."""

from dataclasses import replace
from typing import Any

import pytest
from discord import PermissionOverwrite
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage

from tests.cogs.discord_harness import AnyMessage, DiscordHarness, answer, fields, footer, private_answer
from tests.cogs.gallery_actions import choose_option, labels, menu_labels

CAMPAIGN_SCOPE = "campaign"


class Tables:
    """The harness's table and two more in one campaign: one that everybody sees, one that the GM alone sees."""

    def __init__(self, harness: DiscordHarness) -> None:
        self.harness = harness
        self.open = harness.guild.create_text_channel("chicago-2080")
        shut, let_in = PermissionOverwrite(view_channel=False), PermissionOverwrite(view_channel=True)
        me = harness.guild.me
        assert me is not None
        self.hidden = harness.guild.create_text_channel(
            "gm-only", overwrites={harness.guild.default_role: shut, harness.gm: let_in, me: let_in}
        )

    async def slash(
        self,
        command: str,
        *,
        by: MemberActor | None = None,
        at: ChannelHandle | None = None,
        **options: Any,  # noqa: ANN401  # options of the command
    ) -> InteractionResult:
        return await (by or self.harness.gm).slash(at or self.harness.channel, command, **options)

    async def gallery(self, by: MemberActor, search: str | None = None) -> ResponseMessage:
        options = {"scope": CAMPAIGN_SCOPE} | ({"search": search} if search else {})
        return answer(await by.slash(self.harness.channel, "image gallery", **options))


@pytest.fixture
async def tables(harness: DiscordHarness) -> Tables:
    """Return the tables in their campaign, with one picture each."""
    tables = Tables(harness)
    said = private_answer(await tables.slash("campaign create", name="Emerald City Nights"))
    code = said.split("`")[1]
    for channel in (tables.open, tables.hidden):
        joined = answer(await tables.slash("campaign join", at=channel, code=code))
        assert "is in the campaign **Emerald City Nights** now" in joined.content
        assert code not in joined.content
    for channel, scene in ((harness.channel, "a dock"), (tables.open, "a bar"), (tables.hidden, "a lair")):
        answer(await harness.gm.slash(channel, "image generate", description=scene, size="512x512"))
        await harness.wait_until_delivered()
    return tables


async def test_the_code_is_for_the_gm_alone(harness: DiscordHarness, tables: Tables) -> None:
    info = answer(await tables.slash("campaign info"))
    assert info.ephemeral
    assert "Code" in {field.name for field in info.embeds[0].fields}
    for_player = answer(await tables.slash("campaign info", by=harness.player))
    assert for_player.ephemeral
    assert for_player.embeds[0].fields == []
    assert str(tables.open.id) in (for_player.embeds[0].description or "")
    assert str(tables.hidden.id) not in (for_player.embeds[0].description or "")
    assert str(tables.hidden.id) in (info.embeds[0].description or "")


async def test_a_campaigns_gallery_is_its_viewers_alone_and_shows_what_they_may_see(
    harness: DiscordHarness, tables: Tables
) -> None:
    page = await tables.gallery(harness.player)
    assert page.ephemeral
    assert page.embeds[0].title == "Campaign Emerald City Nights"
    assert page.embeds[0].description == "a bar"
    assert footer(page) == "Picture 1 of 2, newest first"
    assert fields(page)["Session"] == f"<#{tables.open.id}>"
    assert footer(await tables.gallery(harness.gm)) == "Picture 1 of 3, newest first"
    found = await tables.gallery(harness.player, search="lair")
    assert "No pictures match" in (found.embeds[0].description or "")


async def test_pages_turn_over_all_sessions_and_offer_what_can_be_done_from_here(
    harness: DiscordHarness, tables: Tables
) -> None:
    page: AnyMessage = await tables.gallery(harness.player)
    assert "Favorite" not in labels(page)
    assert menu_labels(page, "press") == ["Download original", "Add to album"]
    sent = answer(await harness.press(page, "download"))
    assert len(sent.attachments) == 1
    await harness.press(page, "older")
    page = harness.refetch(page)
    assert (page.embeds[0].description, footer(page)) == ("a dock", "Picture 2 of 2, newest first")
    assert "Favorite" in labels(page)
    await harness.press(page, "grid")
    said = private_answer(await choose_option(harness, harness.refetch(page), "filter", "tag"))
    assert "No picture here has a tag yet" in said


async def test_styles_and_tags_are_completed_by_what_the_campaign_has(harness: DiscordHarness, tables: Tables) -> None:
    services, channel = harness.services, str(tables.open.id)
    actor = replace(harness.as_gm(), session_id=channel)
    (image,) = (await services.gallery.page(actor)).images
    await services.gallery.set_tags(image.id, actor, ["bartender"])
    for scope, tags in ((CAMPAIGN_SCOPE, ["bartender"]), ("session", [])):
        offered = await harness.player.autocomplete(harness.channel, "image gallery", "tag", "bar", scope=scope)
        assert [each["value"] for each in offered] == tags


async def test_in_no_campaign_there_is_no_such_gallery(harness: DiscordHarness) -> None:
    said = private_answer(await harness.player.slash(harness.channel, "image gallery", scope=CAMPAIGN_SCOPE))
    assert "in no campaign" in said
    assert harness.env.errors


async def test_a_session_that_has_left_shows_there_no_more(harness: DiscordHarness, tables: Tables) -> None:
    left = answer(await tables.slash("campaign leave", at=tables.open))
    assert "has left the campaign **Emerald City Nights**" in left.content
    page = await tables.gallery(harness.player)
    assert (page.embeds[0].description, footer(page)) == ("a dock", "Picture 1 of 1, newest first")


async def test_the_session_tells_which_campaign_it_is_in(tables: Tables) -> None:
    await tables.slash("session start", campaign="The arcology shuts its doors")
    told = fields(answer(await tables.slash("session info")))
    assert (told["Campaign"], told["Premise"]) == ("Emerald City Nights", "The arcology shuts its doors")
