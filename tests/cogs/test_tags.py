"""Tags: given by a form under a page, by a message's menu, and by /image tag."""

import discord
import pytest

from tests.cogs.pages import fill_in, tagged
from tests.cogs.table import Table, answer, fields, image_id, whispered

MINE = "Only the one who asked for this picture or the GM may do that."
ENDED = "This session has ended; its gallery stays as it is. The GM opens it again with /session start."


@pytest.fixture
async def message(table: Table) -> discord.Message:
    """Hang up a picture."""
    return await table.painted("a dock", type="scene")


async def tags(table: Table, message: discord.Message) -> tuple[str, ...]:
    return (await table.services.gallery.image(image_id(message), table.as_gm())).tag_names


async def test_the_command_adds_tags(table: Table, message: discord.Message) -> None:
    (offer,) = await table.player.autocomplete(table.channel, "image tag", "picture", "dock")
    assert offer["name"] == "Scene: a dock"
    for given, told in (("#NPC, Act  Two", "npc, act two"), ("rain", "npc, act two, rain")):
        sentence = whispered(await table.player.slash(table.channel, "image tag", picture=offer["value"], tags=given))
        assert sentence == f"This picture has these tags now: {told}"
    assert await tags(table, message) == ("npc", "act two", "rain")


async def test_pictures_are_suggested_by_words_and_tags_newest_first(table: Table, message: discord.Message) -> None:
    await tagged(table, message, "harbour")
    await table.painted("a bar", type="location")
    everything = await table.player.autocomplete(table.channel, "image tag", "picture", "")
    assert [each["name"] for each in everything] == ["Location: a bar", "Scene: a dock"]
    by_tag = await table.player.autocomplete(table.channel, "image tag", "picture", "harb")
    assert [each["name"] for each in by_tag] == ["Scene: a dock"]
    for hostile in ("' OR 1=1 --", '"', "%", "x" * 300):
        assert await table.player.autocomplete(table.channel, "image tag", "picture", hostile) == [], hostile


async def test_the_last_tag_of_a_list_is_completed(table: Table, message: discord.Message) -> None:
    await tagged(table, message, "rain", "razor", "harbour")
    offers = await table.player.autocomplete(table.channel, "image tag", "tags", "npc, RAIN, ra")
    assert [each["value"] for each in offers] == ["npc, RAIN, razor"]
    assert len(await table.player.autocomplete(table.channel, "image tag", "tags", "")) == 3
    assert await table.player.autocomplete(table.channel, "image tag", "tags", "x" * 99 + ", ") == []


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
    table: Table, message: discord.Message, picture: str | None, given: str, sentence: str
) -> None:
    refused = await table.player.slash(table.channel, "image tag", picture=picture or image_id(message), tags=given)
    assert sentence in whispered(refused)
    assert table.env.errors
    assert await tags(table, message) == ()


async def test_somebody_elses_picture_is_tagged_by_the_gm_alone(table: Table, message: discord.Message) -> None:
    page = await table.gallery(by=table.other)
    refused = await table.other.slash(table.channel, "image tag", picture=image_id(message), tags="rain")
    assert whispered(refused) == MINE
    assert whispered(await table.press(page, "tag", by=table.other)) == MINE
    assert whispered(await table.other.context_menu(table.channel, "Tag", message)) == MINE
    assert table.env.errors
    await table.gm.slash(table.channel, "image tag", picture=image_id(message), tags="rain")
    assert await tags(table, message) == ("rain",)


async def test_the_form_under_a_page_changes_the_tags(table: Table, message: discord.Message) -> None:
    await tagged(table, message, "rain", "npc")
    page = await table.gallery()
    form = await table.press(page, "tag")
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "rain, npc"
    await table.player.submit_modal(form, {"tags": "rain, harbour"})
    assert await tags(table, message) == ("rain", "harbour")
    assert fields(table.look(page))["Tags"] == "rain, harbour"
    await fill_in(table, page, "tag", {"tags": ""})
    assert await tags(table, message) == ()
    assert "Tags" not in fields(table.look(page))


async def test_the_form_offers_the_tables_other_tags(table: Table, message: discord.Message) -> None:
    other = await table.painted("a bar")
    await tagged(table, message, "rain", "npc")
    await tagged(table, other, "npc")
    page = await table.gallery()
    form = await table.press(page, "tag")
    assert form.modal is not None
    assert [each["value"] for each in form.modal["components"][1]["component"]["options"]] == ["rain"]
    await table.player.submit_modal(form, {"tags": "npc, bar", "known": ["rain"]})
    assert await tags(table, other) == ("npc", "bar", "rain")


async def test_a_page_of_a_tag_goes_on_where_its_picture_was(table: Table, message: discord.Message) -> None:
    newer = await table.painted("a bar")
    for each in (message, newer):
        await tagged(table, each, "rain")
    page = answer(await table.player.slash(table.channel, "image gallery", tag="rain"))
    await fill_in(table, page, "tag", {"tags": "dry"})
    assert table.look(page).embeds[0].description == "a dock"


async def test_the_menu_of_a_message_opens_the_form(table: Table, message: discord.Message) -> None:
    await tagged(table, message, "rain")
    form = await table.player.context_menu(table.channel, "Tag", message)
    assert form.modal is not None
    assert form.modal["components"][0]["component"]["value"] == "rain"
    told = whispered(await table.player.submit_modal(form, {"tags": "rain, npc"}))
    assert told == "This picture has these tags now: rain, npc"
    form = await table.player.context_menu(table.channel, "Tag", message)
    assert whispered(await table.player.submit_modal(form, {"tags": ""})) == "This picture has no tags now."


async def test_the_menu_of_a_page_tags_what_it_shows(table: Table, message: discord.Message) -> None:
    page = await table.gallery()
    form = await table.player.context_menu(table.channel, "Tag", page)
    await table.player.submit_modal(form, {"tags": "rain"})
    assert await tags(table, message) == ("rain",)


async def test_the_menu_of_a_batch_adds_tags_to_all_of_it(table: Table) -> None:
    placeholder = await table.ask("a dock", count=2)
    await table.quiet()
    images = (await table.services.gallery.page(table.as_gm(), most=2)).images
    await table.services.gallery.set_tags(images[0].id, table.as_gm(), ["npc"])
    form = await table.player.context_menu(table.channel, "Tag", table.look(placeholder))
    told = whispered(await table.player.submit_modal(form, {"tags": "rain"}))
    assert told == "2 pictures have these tags now: rain"
    now = (await table.services.gallery.page(table.as_gm(), most=2)).images
    assert [image.tag_names for image in now] == [("npc", "rain"), ("rain",)]
    form = await table.player.context_menu(table.channel, "Tag", table.look(placeholder))
    assert whispered(await table.player.submit_modal(form, {"tags": " , "})) == "Give at least one tag."


async def test_a_form_that_says_too_much_is_a_sentence(table: Table, message: discord.Message) -> None:
    page = await table.gallery()
    assert "at most 32 characters" in whispered(await fill_in(table, page, "tag", {"tags": "x" * 33}))
    assert await tags(table, message) == ()


async def test_once_a_session_has_ended_no_tag_changes(table: Table, message: discord.Message) -> None:
    page = await table.gallery()
    form = await table.press(page, "tag")
    await table.services.admin.end(table.as_gm())
    assert whispered(await table.player.submit_modal(form, {"tags": "rain"})) == ENDED
    assert whispered(await table.press(page, "tag")) == ENDED
    refused = await table.gm.slash(table.channel, "image tag", picture=image_id(message), tags="rain")
    assert whispered(refused) == ENDED
    assert table.env.errors
    assert await tags(table, message) == ()


async def test_a_form_is_taken_after_a_restart(table: Table, message: discord.Message) -> None:
    page = await table.gallery()
    form = await table.press(page, "tag")
    of_message = await table.player.context_menu(table.channel, "Tag", message)
    await table.restart()
    await table.player.submit_modal(form, {"tags": "rain"})
    assert fields(table.look(page))["Tags"] == "rain"
    await table.player.submit_modal(of_message, {"tags": "dry"})
    assert await tags(table, message) == ("dry",)


async def test_a_secret_picture_is_tagged_by_a_gm_alone(table: Table) -> None:
    secret = await table.secret("the traitor")
    assert await table.player.autocomplete(table.channel, "image tag", "picture", "") == []
    refused = await table.player.slash(table.channel, "image tag", picture=secret.id, tags="rain")
    assert whispered(refused) == "This picture is not in the gallery any more."
    assert table.env.errors
    (offer,) = await table.gm.autocomplete(table.channel, "image tag", "picture", "")
    told = whispered(await table.gm.slash(table.channel, "image tag", picture=offer["value"], tags="betrayal"))
    assert told == "This picture has these tags now: betrayal"
