"""Nine at a time, and jumps: gallery pages for those who have many pictures."""

import io

from PIL import Image

from cogs.ui.spoilers import covered_filename
from storage.records import Image as Row
from tests.cogs.discord_harness import (
    STAR,
    DiscordHarness,
    answer,
    custom_ids,
    fields,
    footer,
    image_id,
    private_answer,
)
from tests.cogs.gallery_actions import choose_option, fill_gallery, labels, menu_labels, submit_form


async def test_a_sheet_shows_nine_with_their_numbers(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 10)
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    sheet = harness.refetch(page)
    assert footer(sheet) == "Pictures 1 to 9 of 10, newest first"
    lines = (sheet.embeds[0].description or "").splitlines()
    assert lines[0] == f"**1** scene 10, by <@{harness.player.id}>"
    assert lines[8] == f"**9** scene 2, by <@{harness.player.id}>"
    assert menu_labels(sheet, "large") == [f"{number}: scene {11 - number}" for number in range(1, 10)]
    (attachment,) = sheet.attachments
    assert (attachment.description or "").startswith("1: scene 10. 2: scene 9.")
    with Image.open(io.BytesIO(await attachment.read())) as picture:
        assert picture.format == "JPEG"
        assert picture.width > 900


async def test_a_sheet_turns_by_nine_and_is_filled_up_at_the_newer_end(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 11)
    page = await harness.open_gallery()
    await harness.press(page, "older")
    await harness.press(page, "grid")
    assert footer(harness.refetch(page)) == "Pictures 2 to 10 of 11, newest first"
    await harness.press(page, "older")
    assert footer(harness.refetch(page)) == "Pictures 11 to 11 of 11, newest first"
    assert labels(harness.refetch(page))["Next"]
    await harness.press(page, "newer")
    assert footer(harness.refetch(page)) == "Pictures 2 to 10 of 11, newest first"
    await harness.press(page, "newer")
    assert footer(harness.refetch(page)) == "Pictures 1 to 9 of 11, newest first"
    await harness.press(page, "oldest")
    assert footer(harness.refetch(page)) == "Pictures 3 to 11 of 11, newest first"


async def test_one_of_a_sheet_opens(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 4)
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    images = (await harness.services.gallery.page(harness.as_gm(), most=4)).images
    await choose_option(harness, page, "large", images[2].id)
    assert harness.refetch(page).embeds[0].description == "scene 2"
    assert footer(harness.refetch(page)) == "Picture 3 of 4, newest first"
    await harness.press(page, "grid")
    assert footer(harness.refetch(page)) == "Pictures 3 to 4 of 4, newest first"
    await harness.press(page, "large")
    assert footer(harness.refetch(page)) == "Picture 3 of 4, newest first"


async def test_one_of_a_sheet_opens_for_somebody_else_on_their_own_page(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    images = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    own = answer(await choose_option(harness, page, "large", images[1].id, by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "scene 1"
    assert footer(harness.refetch(page)) == "Pictures 1 to 2 of 2, newest first"


async def test_what_was_deleted_since_does_not_open(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    (image, _) = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    await harness.services.gallery.delete(image.id, harness.as_gm())
    assert (
        private_answer(await choose_option(harness, page, "large", image.id))
        == "This picture is not in the gallery any more."
    )


async def test_a_sheet_keeps_its_filter(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    await harness.generate_image("a dock", by=harness.other)
    page = await harness.open_gallery()
    await choose_option(harness, page, "filter", "mine")
    await harness.press(page, "grid")
    assert footer(harness.refetch(page)) == "Pictures 1 to 2 of 2, newest first"
    assert "dock" not in (harness.refetch(page).embeds[0].description or "")


async def test_a_sheet_with_a_lost_thumbnail_keeps_its_place_empty(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    for file in (harness.app.settings.data_dir / "images").rglob("*thumb*"):
        file.unlink()
    page = await harness.open_gallery()
    await harness.press(page, "grid")
    assert footer(harness.refetch(page)) == "Pictures 1 to 2 of 2, newest first"
    assert len(harness.refetch(page).attachments) == 1


async def test_a_secret_picture_is_on_no_sheet_of_a_player(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 1)
    await harness.generate_secret("the traitor")
    page = await harness.open_gallery(by=harness.gm)
    await harness.press(page, "grid", by=harness.gm)
    assert footer(harness.refetch(page)) == "Pictures 1 to 1 of 1, newest first"
    assert "traitor" not in str(harness.refetch(page).embeds[0].to_dict())
    assert "traitor" not in str(harness.refetch(page).attachments[0].description)


async def test_a_number_is_jumped_to(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 5)
    page = await harness.open_gallery()
    await submit_form(harness, page, "jump", {"number": "4"})
    assert (harness.refetch(page).embeds[0].description, footer(harness.refetch(page))) == (
        "scene 2",
        "Picture 4 of 5, newest first",
    )
    await harness.press(page, "newer")
    assert footer(harness.refetch(page)) == "Picture 3 of 5, newest first"


async def test_somebody_elses_jump_is_on_their_own_page(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 3)
    page = await harness.open_gallery()
    own = answer(await submit_form(harness, page, "jump", {"number": "#3"}, by=harness.other))
    assert own.ephemeral
    assert own.embeds[0].description == "scene 1"
    assert footer(harness.refetch(page)) == "Picture 1 of 3, newest first"


async def test_a_number_that_is_none_is_a_sentence(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    for typed in ("0", "3", "999999999"):
        refused = await submit_form(harness, page, "jump", {"number": typed})
        assert private_answer(refused) == "Give a number from 1 to 2, 1 for the newest picture."
    assert "for example 12" in private_answer(await submit_form(harness, page, "jump", {"number": "two"}))
    assert footer(harness.refetch(page)) == "Picture 1 of 2, newest first"


async def test_sheets_and_jumps_answer_after_a_restart(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 3)
    page = await harness.open_gallery()
    form = await harness.press(page, "jump")
    await harness.press(page, "grid")
    await harness.restart()
    images = (await harness.services.gallery.page(harness.as_gm(), most=3)).images
    await choose_option(harness, harness.refetch(page), "large", images[1].id)
    assert footer(harness.refetch(page)) == "Picture 2 of 3, newest first"
    await harness.player.submit_modal(form, {"number": "3"})
    assert footer(harness.refetch(page)) == "Picture 3 of 3, newest first"


async def test_a_turn_is_one_update_that_carries_the_stored_copy(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    before = len(harness.env.http_requests)
    await harness.press(page, "older")
    calls = harness.env.http_requests[before:]
    assert [(call.method, call.path.split("/")[1]) for call in calls] == [("POST", "interactions")]
    oldest = (await harness.services.gallery.page(harness.as_gm(), after=0)).images[0]
    (attachment,) = harness.refetch(page).attachments
    assert await attachment.read() == await harness.services.gallery.display_copy(oldest)


async def test_a_star_sends_no_picture_again(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 1)
    page = await harness.open_gallery()
    (attachment,) = page.attachments
    await harness.press(page, "star")
    assert [each.id for each in harness.refetch(page).attachments] == [attachment.id]
    assert fields(harness.refetch(page))["Stars"] == f"{STAR} 1"


async def test_with_a_public_address_nothing_is_uploaded(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)

    def address(image: Row) -> str:
        return f"https://cdn.example/{image.id}.jpg"

    harness.services.gallery.image_url_of = address
    page = await harness.open_gallery()
    newest, older = (await harness.services.gallery.page(harness.as_gm(), most=2)).images
    assert page.embeds[0].image.url == address(newest)
    assert not page.attachments
    await harness.press(page, "older")
    assert harness.refetch(page).embeds[0].image.url == address(older)
    assert not harness.refetch(page).attachments


async def test_where_the_table_covers_pictures_pages_do_too(harness: DiscordHarness) -> None:
    await harness.services.sessions.enter(harness.as_gm(), "table")
    await harness.services.admin.change(harness.as_gm(), spoilers=True)
    await fill_gallery(harness, 1)
    harness.services.gallery.image_url_of = lambda _image: "https://cdn.example/x.jpg"
    page = await harness.open_gallery()
    assert page.embeds[0].description == "||scene 1||"
    assert page.embeds[0].image.url is None
    assert page.attachments[0].filename == covered_filename("scene.jpg")
    await harness.press(page, "grid")
    assert (harness.refetch(page).embeds[0].description or "").startswith("||")
    assert harness.refetch(page).attachments[0].filename == covered_filename("sheet.jpg")
    assert menu_labels(harness.refetch(page), "large") == ["Picture 1"]


async def test_every_button_of_a_page_fits_discords_bounds(harness: DiscordHarness) -> None:
    message = await harness.generate_image("x" * 4000)
    await harness.services.gallery.set_tags(
        image_id(message), harness.as_gm(), [f"{number:032}" for number in range(20)]
    )
    page = answer(await harness.player.slash(harness.channel, "image gallery", search="x", type="scene"))
    assert len(page.embeds[0]) <= 6000
    assert all(len(each) <= 100 for each in custom_ids(page))
    await harness.press(page, "grid")
    assert len(harness.refetch(page).embeds[0]) <= 6000
    assert all(len(label) <= 100 for label in menu_labels(harness.refetch(page), "large"))


async def test_a_sheet_names_its_favorites(harness: DiscordHarness) -> None:
    await fill_gallery(harness, 2)
    page = await harness.open_gallery()
    await harness.press(page, "star")
    await harness.press(page, "grid")
    first, second = (harness.refetch(page).embeds[0].description or "").splitlines()
    assert first.endswith(f"{STAR} favorite")
    assert not second.endswith("favorite")
