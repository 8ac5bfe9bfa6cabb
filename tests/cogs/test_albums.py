"""/album and “Add to album”: put together, turned, captioned and ordered by buttons, for each viewer's eyes."""

from tests.cogs.discord_harness import DiscordHarness, answer, footer, image_id, private_answer
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
    said = private_answer(await harness.gm.slash(harness.channel, "album delete", album="Act one"))
    assert said == "The album **Act one** is deleted. Its pictures are in the gallery as before."
