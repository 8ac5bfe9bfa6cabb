"""/album and “Add to album”: put together, turned, captioned and ordered by buttons, for each viewer's eyes."""

from tests.cogs.discord_harness import DiscordHarness, answer, buttons, footer, image_id, private_answer
from tests.cogs.gallery_actions import generate_each, labels, submit_form


async def made(harness: DiscordHarness, *scenes: str) -> list[str]:
    """Paint scenes and put them into an album; return their ids."""
    messages = await generate_each(harness, list(scenes))
    said = private_answer(await harness.player.slash(harness.channel, "album create", name="Act one"))
    assert said.startswith("The album **Act one** is there.")
    ids = [image_id(message) for message in messages]
    for each in ids:
        await harness.player.slash(harness.channel, "album add", album="act one", picture=each, caption=f"Of {each}")
    return ids


async def test_an_album_is_turned_and_ordered_by_buttons(harness: DiscordHarness) -> None:
    first, second = await made(harness, "a dock", "a bar")
    page = answer(await harness.other.slash(harness.channel, "album show", album="Act one"))
    assert page.ephemeral
    assert (page.embeds[0].title, footer(page)) == ("Act one", "Picture 1 of 2")
    assert page.embeds[0].description == f"**Of {first}**\na dock"
    assert labels(page) == {
        "First": True,
        "Previous": True,
        "Next": False,
        "Last": False,
        "Move forward": True,
        "Move back": False,
    }
    assert len(page.attachments) == 1
    await harness.other.click(page, custom_id=f"scene:leaf:{await album_id(harness)}:{first}:later")
    shown = harness.refetch(page)
    assert (shown.embeds[0].description, footer(shown)) == (f"**Of {second}**\na bar", "Picture 2 of 2")
    await harness.other.click(shown, custom_id=f"scene:leafmove:{await album_id(harness)}:{second}:earlier")
    assert footer(harness.refetch(page)) == "Picture 1 of 2"
    own = answer(await harness.player.slash(harness.channel, "album show", album="Act one"))
    assert own.embeds[0].description == f"**Of {second}**\na bar"
    await harness.press(own, "leafremove")
    left = harness.refetch(own)
    assert (left.embeds[0].description, footer(left)) == (f"**Of {first}**\na dock", "Picture 1 of 1")


async def album_id(harness: DiscordHarness) -> str:
    (listed,) = await harness.services.albums.all(harness.as_gm())
    return listed.album.id


async def test_a_picture_is_added_from_its_button_to_an_album_that_is_named_on_the_way(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock")
    picture = image_id(message)
    filled = {"name": "Act one", "caption": "It began here."}
    said = private_answer(await submit_form(harness, message, "album", filled, by=harness.other))
    assert said == "It is in **Act one** now."
    (shown,) = await harness.services.albums.pictures(harness.as_gm(), await album_id(harness))
    assert (shown.image.id, shown.caption, shown.added_by) == (picture, "It began here.", str(harness.other.id))


async def test_the_list_counts_what_its_reader_sees(harness: DiscordHarness) -> None:
    none = answer(await harness.player.slash(harness.channel, "album list"))
    assert "There is no album here yet" in (none.embeds[0].description or "")
    await made(harness, "a dock")
    secret = await harness.generate_secret()
    await harness.services.albums.add(harness.as_gm(), await album_id(harness), secret.id, "The traitor")
    for member, pictures in ((harness.player, "1 picture"), (harness.gm, "2 pictures")):
        listed = answer(await member.slash(harness.channel, "album list"))
        assert listed.embeds[0].description == f"**Act one**: {pictures}"
    page = answer(await harness.player.slash(harness.channel, "album show", album="Act one"))
    assert footer(page) == "Picture 1 of 1"


async def test_who_did_not_make_an_album_does_not_delete_it(harness: DiscordHarness) -> None:
    await made(harness, "a dock")
    said = private_answer(await harness.other.slash(harness.channel, "album delete", album="Act one"))
    assert said == "Only whoever made this album, or a GM, may do that."
    assert harness.env.errors
    asked = answer(await harness.gm.slash(harness.channel, "album delete", album="Act one"))
    assert "Delete the album **Act one**?" in asked.content
    assert len(await harness.services.albums.all(harness.as_gm())) == 1
    await harness.press(asked, "albumdelete", by=harness.gm)
    assert harness.refetch(asked).content == (
        "The album **Act one** is deleted. Its pictures are in the gallery as before."
    )
    assert await harness.services.albums.all(harness.as_gm()) == ()


async def test_a_number_is_the_gallerys_as_the_viewer_sees_it(harness: DiscordHarness) -> None:
    older, _newer = await made(harness, "a dock", "a bar")
    secret = await harness.generate_secret()
    await harness.player.slash(harness.channel, "album create", name="Act two")
    # For a player the secret picture is not there: the second newest is the older one.
    for member, number in ((harness.player, "2"), (harness.gm, "1")):
        said = private_answer(
            await member.slash(harness.channel, "album add", album="Act two", picture=number, caption="")
        )
        assert said == "It is in **Act two** now."
    album = await harness.services.albums.named("Act two", harness.as_gm())
    shown = await harness.services.albums.pictures(harness.as_gm(), album.id)
    assert [each.image.id for each in shown] == [older, secret.id]
    refused = private_answer(await harness.player.slash(harness.channel, "album add", album="Act two", picture="9"))
    assert refused.startswith("Give a number from 1 to 2")
    refused = private_answer(await harness.player.slash(harness.channel, "image tag", picture="the bar", tags="npc"))
    assert refused.startswith("Choose the picture from the list")
    assert len(harness.env.errors) == 2
    tagged = private_answer(await harness.player.slash(harness.channel, "image tag", picture="1", tags="npc"))
    assert "npc" in tagged
    suggested = private_answer(await harness.player.slash(harness.channel, "image recap", picture="#1", caption="Rain"))
    assert suggested.startswith("Suggested.")
    edited = await harness.player.slash(harness.channel, "image edit", picture="1")
    assert answer(edited).embeds
    moved = answer(await harness.gm.slash(harness.channel, "album order", album="Act two", picture="2", place=1))
    assert footer(moved) == "Picture 1 of 2"


async def test_of_several_pictures_on_a_message_it_is_asked_which(harness: DiscordHarness) -> None:
    message = await harness.generate_image("a dock", count=2)
    asked = answer(await harness.player.context_menu(harness.channel, "Add to album", message))
    (menu,) = buttons(asked)
    assert [option["label"][:2] for option in menu["options"]] == ["1:", "2:"]
    form = await harness.player.select(asked, [menu["options"][1]["value"]], custom_id=menu["custom_id"])
    assert form.modal is not None
