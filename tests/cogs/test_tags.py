"""Tags: given by a form under a page, by a message's menu, and by /image tag."""

import discord
import pytest

from tests.cogs.discord_harness import DiscordHarness, answer, fields, image_id, private_answer
from tests.cogs.gallery_actions import submit_form, tag_image

MINE = "Only whoever asked for this picture, or the GM, may do that."
ENDED = "This session has ended; its gallery stays. The GM can reopen it with /session start."


@pytest.fixture
async def message(harness: DiscordHarness) -> discord.Message:
    """Hang up a picture."""
    return await harness.generate_image("a dock", type="scene")


async def tags(harness: DiscordHarness, message: discord.Message) -> tuple[str, ...]:
    return (await harness.services.gallery.image(image_id(message), harness.as_gm())).tag_names


async def test_the_command_adds_tags(harness: DiscordHarness, message: discord.Message) -> None:
    (offer,) = await harness.player.autocomplete(harness.channel, "image tag", "picture", "dock")
    assert offer["name"] == "Scene: a dock"
    for given, told in (("#NPC, Act  Two", "npc, act two"), ("rain", "npc, act two, rain")):
        sentence = private_answer(
            await harness.player.slash(harness.channel, "image tag", picture=offer["value"], tags=given)
        )
        assert sentence == f"This picture has these tags now: {told}"
    assert await tags(harness, message) == ("npc", "act two", "rain")


async def test_pictures_are_suggested_by_words_and_tags_newest_first(
    harness: DiscordHarness, message: discord.Message
) -> None:
    await tag_image(harness, message, "harbour")
    await harness.generate_image("a bar", type="location")
    everything = await harness.player.autocomplete(harness.channel, "image tag", "picture", "")
    assert [each["name"] for each in everything] == ["Location: a bar", "Scene: a dock"]
    by_tag = await harness.player.autocomplete(harness.channel, "image tag", "picture", "harb")
    assert [each["name"] for each in by_tag] == ["Scene: a dock"]
    for hostile in ("' OR 1=1 --", '"', "%", "x" * 300):
        assert await harness.player.autocomplete(harness.channel, "image tag", "picture", hostile) == [], hostile


async def test_the_last_tag_of_a_list_is_completed(harness: DiscordHarness, message: discord.Message) -> None:
    await tag_image(harness, message, "rain", "razor", "harbour")
    offers = await harness.player.autocomplete(harness.channel, "image tag", "tags", "npc, RAIN, ra")
    assert [each["value"] for each in offers] == ["npc, RAIN, razor"]
    assert len(await harness.player.autocomplete(harness.channel, "image tag", "tags", "")) == 3
    assert await harness.player.autocomplete(harness.channel, "image tag", "tags", "x" * 99 + ", ") == []


@pytest.mark.parametrize(
    ("picture", "given", "sentence"),
    [
        ("a dock", "rain", "Choose the picture from the list"),
        ("00000000-0000-0000-0000-000000000000", "rain", "This picture is not in the gallery any more."),
        (None, "x" * 33, "A tag has at most 32 characters"),
        (None, ", ".join(f"t{number}" for number in range(21)), "at most 20 tags"),
    ],
)
async def test_what_cannot_be_tagged_so_is_a_sentence(
    harness: DiscordHarness, message: discord.Message, picture: str | None, given: str, sentence: str
) -> None:
    refused = await harness.player.slash(harness.channel, "image tag", picture=picture or image_id(message), tags=given)
    assert sentence in private_answer(refused)
    assert harness.env.errors
    assert await tags(harness, message) == ()


async def test_somebody_elses_picture_is_tagged_by_the_gm_alone(
    harness: DiscordHarness, message: discord.Message
) -> None:
    page = await harness.open_gallery(by=harness.other)
    refused = await harness.other.slash(harness.channel, "image tag", picture=image_id(message), tags="rain")
    assert private_answer(refused) == MINE
    assert private_answer(await harness.press(page, "tag", by=harness.other)) == MINE
    assert private_answer(await harness.other.context_menu(harness.channel, "Tag", message)) == MINE
    assert harness.env.errors
    await harness.gm.slash(harness.channel, "image tag", picture=image_id(message), tags="rain")
    assert await tags(harness, message) == ("rain",)


async def test_the_form_under_a_page_changes_the_tags(harness: DiscordHarness, message: discord.Message) -> None:
    await tag_image(harness, message, "rain", "npc")
    page = await harness.open_gallery()
    form = await harness.press(page, "tag")
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "rain, npc"
    await harness.player.submit_modal(form, {"tags": "rain, harbour"})
    assert await tags(harness, message) == ("rain", "harbour")
    assert fields(harness.refetch(page))["Tags"] == "rain, harbour"
    await submit_form(harness, page, "tag", {"tags": ""})
    assert await tags(harness, message) == ()
    assert "Tags" not in fields(harness.refetch(page))


async def test_the_form_offers_the_tables_other_tags(harness: DiscordHarness, message: discord.Message) -> None:
    other = await harness.generate_image("a bar")
    await tag_image(harness, message, "rain", "npc")
    await tag_image(harness, other, "npc")
    page = await harness.open_gallery()
    form = await harness.press(page, "tag")
    assert form.modal is not None
    assert [each["value"] for each in form.modal["components"][1]["component"]["options"]] == ["rain"]
    await harness.player.submit_modal(form, {"tags": "npc, bar", "known": ["rain"]})
    assert await tags(harness, other) == ("npc", "bar", "rain")


async def test_a_page_of_a_tag_goes_on_where_its_picture_was(harness: DiscordHarness, message: discord.Message) -> None:
    newer = await harness.generate_image("a bar")
    for each in (message, newer):
        await tag_image(harness, each, "rain")
    page = answer(await harness.player.slash(harness.channel, "image gallery", tag="rain"))
    await submit_form(harness, page, "tag", {"tags": "dry"})
    assert harness.refetch(page).embeds[0].description == "a dock"


async def test_the_menu_of_a_message_opens_the_form(harness: DiscordHarness, message: discord.Message) -> None:
    await tag_image(harness, message, "rain")
    form = await harness.player.context_menu(harness.channel, "Tag", message)
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "rain"
    told = private_answer(await harness.player.submit_modal(form, {"tags": "rain, npc"}))
    assert told == "This picture has these tags now: rain, npc"
    form = await harness.player.context_menu(harness.channel, "Tag", message)
    assert private_answer(await harness.player.submit_modal(form, {"tags": ""})) == "This picture has no tags now."


async def test_the_menu_of_a_page_tags_what_it_shows(harness: DiscordHarness, message: discord.Message) -> None:
    page = await harness.open_gallery()
    form = await harness.player.context_menu(harness.channel, "Tag", page)
    await harness.player.submit_modal(form, {"tags": "rain"})
    assert await tags(harness, message) == ("rain",)


async def test_the_menu_of_a_batch_adds_tags_to_all_of_it(harness: DiscordHarness) -> None:
    placeholder = await harness.generate("a dock", count=2)
    await harness.wait_until_delivered()
    images = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    await harness.services.gallery.set_tags(images[0].id, harness.as_gm(), ["npc"])
    form = await harness.player.context_menu(harness.channel, "Tag", harness.refetch(placeholder))
    told = private_answer(await harness.player.submit_modal(form, {"tags": "rain"}))
    assert told == "2 pictures have these tags now: rain"
    now = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    assert [image.tag_names for image in now] == [("npc", "rain"), ("rain",)]
    form = await harness.player.context_menu(harness.channel, "Tag", harness.refetch(placeholder))
    assert private_answer(await harness.player.submit_modal(form, {"tags": " , "})) == "Give at least one tag."


async def test_a_form_that_says_too_much_is_a_sentence(harness: DiscordHarness, message: discord.Message) -> None:
    page = await harness.open_gallery()
    assert "at most 32 characters" in private_answer(await submit_form(harness, page, "tag", {"tags": "x" * 33}))
    assert await tags(harness, message) == ()


async def test_once_a_session_has_ended_no_tag_changes(harness: DiscordHarness, message: discord.Message) -> None:
    page = await harness.open_gallery()
    form = await harness.press(page, "tag")
    await harness.services.admin.end(harness.as_gm())
    assert private_answer(await harness.player.submit_modal(form, {"tags": "rain"})) == ENDED
    assert private_answer(await harness.press(page, "tag")) == ENDED
    refused = await harness.gm.slash(harness.channel, "image tag", picture=image_id(message), tags="rain")
    assert private_answer(refused) == ENDED
    assert harness.env.errors
    assert await tags(harness, message) == ()


async def test_a_form_is_taken_after_a_restart(harness: DiscordHarness, message: discord.Message) -> None:
    page = await harness.open_gallery()
    form = await harness.press(page, "tag")
    of_message = await harness.player.context_menu(harness.channel, "Tag", message)
    await harness.restart()
    await harness.player.submit_modal(form, {"tags": "rain"})
    assert fields(harness.refetch(page))["Tags"] == "rain"
    await harness.player.submit_modal(of_message, {"tags": "dry"})
    assert await tags(harness, message) == ("dry",)


async def test_a_secret_picture_is_tagged_by_a_gm_alone(harness: DiscordHarness) -> None:
    secret = await harness.generate_secret("the traitor")
    assert await harness.player.autocomplete(harness.channel, "image tag", "picture", "") == []
    refused = await harness.player.slash(harness.channel, "image tag", picture=secret.id, tags="rain")
    assert private_answer(refused) == "This picture is not in the gallery any more."
    assert harness.env.errors
    (offer,) = await harness.gm.autocomplete(harness.channel, "image tag", "picture", "")
    told = private_answer(await harness.gm.slash(harness.channel, "image tag", picture=offer["value"], tags="betrayal"))
    assert told == "This picture has these tags now: betrayal"
