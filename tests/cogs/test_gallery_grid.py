"""Nine at a time, and jumps: gallery pages for those who have many pictures."""

import io

from PIL import Image

from cogs.ui.spoilers import covered_filename
from storage.records import Image as Row
from tests.cogs.pages import choose, fill_in, labels, offered, put_in
from tests.cogs.table import STAR, Table, answer, custom_ids, fields, footer, image_id, whispered


async def test_a_sheet_shows_nine_with_their_numbers(table: Table) -> None:
    await put_in(table, 10)
    page = await table.gallery()
    await table.press(page, "grid")
    sheet = table.look(page)
    assert footer(sheet) == "Pictures 1 to 9 of 10, newest first"
    lines = (sheet.embeds[0].description or "").splitlines()
    assert lines[0] == f"**1** scene 10, by <@{table.player.id}>"
    assert lines[8] == f"**9** scene 2, by <@{table.player.id}>"
    assert offered(sheet, "large") == [f"{number}: scene {11 - number}" for number in range(1, 10)]
    (attachment,) = sheet.attachments
    assert (attachment.description or "").startswith("1: scene 10. 2: scene 9.")
    with Image.open(io.BytesIO(await attachment.read())) as picture:
        assert picture.format == "JPEG"
        assert picture.width > 900


async def test_a_sheet_turns_by_nine_and_is_filled_up_at_the_newer_end(table: Table) -> None:
    await put_in(table, 11)
    page = await table.gallery()
    await table.press(page, "older")
    await table.press(page, "grid")
    assert footer(table.look(page)) == "Pictures 2 to 10 of 11, newest first"
    await table.press(page, "older")
    assert footer(table.look(page)) == "Pictures 11 to 11 of 11, newest first"
    assert labels(table.look(page))["Next"]
    await table.press(page, "newer")
    assert footer(table.look(page)) == "Pictures 2 to 10 of 11, newest first"
    await table.press(page, "newer")
    assert footer(table.look(page)) == "Pictures 1 to 9 of 11, newest first"
    await table.press(page, "oldest")
    assert footer(table.look(page)) == "Pictures 3 to 11 of 11, newest first"


async def test_one_of_a_sheet_opens(table: Table) -> None:
    await put_in(table, 4)
    page = await table.gallery()
    await table.press(page, "grid")
    images = (await table.services.gallery.page(table.as_gm(), most=4)).images
    await choose(table, page, "large", images[2].id)
    assert table.look(page).embeds[0].description == "scene 2"
    assert footer(table.look(page)) == "Picture 3 of 4, newest first"
    await table.press(page, "grid")
    assert footer(table.look(page)) == "Pictures 3 to 4 of 4, newest first"
    await table.press(page, "large")
    assert footer(table.look(page)) == "Picture 3 of 4, newest first"


async def test_one_of_a_sheet_opens_for_somebody_else_on_their_own_page(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    await table.press(page, "grid")
    images = (await table.services.gallery.page(table.as_gm(), most=2)).images
    own = answer(await choose(table, page, "large", images[1].id, by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "scene 1"
    assert footer(table.look(page)) == "Pictures 1 to 2 of 2, newest first"


async def test_what_was_deleted_since_does_not_open(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    await table.press(page, "grid")
    (image, _) = (await table.services.gallery.page(table.as_gm(), most=2)).images
    await table.services.gallery.delete(image.id, table.as_gm())
    assert whispered(await choose(table, page, "large", image.id)) == "This picture is not in the gallery any more."


async def test_a_sheet_keeps_its_filter(table: Table) -> None:
    await put_in(table, 2)
    await table.painted("a dock", by=table.other)
    page = await table.gallery()
    await choose(table, page, "filter", "mine")
    await table.press(page, "grid")
    assert footer(table.look(page)) == "Pictures 1 to 2 of 2, newest first"
    assert "dock" not in (table.look(page).embeds[0].description or "")


async def test_a_sheet_with_a_lost_thumbnail_keeps_its_place_empty(table: Table) -> None:
    await put_in(table, 2)
    for file in (table.app.settings.data_dir / "images").rglob("*thumb*"):
        file.unlink()
    page = await table.gallery()
    await table.press(page, "grid")
    assert footer(table.look(page)) == "Pictures 1 to 2 of 2, newest first"
    assert len(table.look(page).attachments) == 1


async def test_a_secret_picture_is_on_no_sheet_of_a_player(table: Table) -> None:
    await put_in(table, 1)
    await table.secret("the traitor")
    page = await table.gallery(by=table.gm)
    await table.press(page, "grid", by=table.gm)
    assert footer(table.look(page)) == "Pictures 1 to 1 of 1, newest first"
    assert "traitor" not in str(table.look(page).embeds[0].to_dict())
    assert "traitor" not in str(table.look(page).attachments[0].description)


async def test_a_number_is_jumped_to(table: Table) -> None:
    await put_in(table, 5)
    page = await table.gallery()
    await fill_in(table, page, "jump", {"number": "4"})
    assert (table.look(page).embeds[0].description, footer(table.look(page))) == (
        "scene 2",
        "Picture 4 of 5, newest first",
    )
    await table.press(page, "newer")
    assert footer(table.look(page)) == "Picture 3 of 5, newest first"


async def test_somebody_elses_jump_is_on_their_own_page(table: Table) -> None:
    await put_in(table, 3)
    page = await table.gallery()
    own = answer(await fill_in(table, page, "jump", {"number": "#3"}, by=table.other))
    assert own.ephemeral
    assert own.embeds[0].description == "scene 1"
    assert footer(table.look(page)) == "Picture 1 of 3, newest first"


async def test_a_number_that_is_none_is_a_sentence(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    for typed in ("0", "3", "999999999"):
        refused = await fill_in(table, page, "jump", {"number": typed})
        assert whispered(refused) == "Give a number from 1 to 2, 1 for the newest picture."
    assert "for example 12" in whispered(await fill_in(table, page, "jump", {"number": "two"}))
    assert footer(table.look(page)) == "Picture 1 of 2, newest first"


async def test_sheets_and_jumps_answer_after_a_restart(table: Table) -> None:
    await put_in(table, 3)
    page = await table.gallery()
    form = await table.press(page, "jump")
    await table.press(page, "grid")
    await table.restart()
    images = (await table.services.gallery.page(table.as_gm(), most=3)).images
    await choose(table, table.look(page), "large", images[1].id)
    assert footer(table.look(page)) == "Picture 2 of 3, newest first"
    await table.player.submit_modal(form, {"number": "3"})
    assert footer(table.look(page)) == "Picture 3 of 3, newest first"


async def test_a_turn_is_one_update_that_carries_the_stored_copy(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    before = len(table.env.http_requests)
    await table.press(page, "older")
    calls = table.env.http_requests[before:]
    assert [(call.method, call.path.split("/")[1]) for call in calls] == [("POST", "interactions")]
    oldest = (await table.services.gallery.page(table.as_gm(), after=0)).images[0]
    (attachment,) = table.look(page).attachments
    assert await attachment.read() == await table.services.gallery.display_copy(oldest)


async def test_a_star_sends_no_picture_again(table: Table) -> None:
    await put_in(table, 1)
    page = await table.gallery()
    (attachment,) = page.attachments
    await table.press(page, "star")
    assert [each.id for each in table.look(page).attachments] == [attachment.id]
    assert fields(table.look(page))["Stars"] == f"{STAR} 1"


async def test_with_a_public_address_nothing_is_uploaded(table: Table) -> None:
    await put_in(table, 2)

    def address(image: Row) -> str:
        return f"https://cdn.example/{image.id}.jpg"

    table.services.gallery.picture_url = address
    page = await table.gallery()
    newest, older = (await table.services.gallery.page(table.as_gm(), most=2)).images
    assert page.embeds[0].image.url == address(newest)
    assert not page.attachments
    await table.press(page, "older")
    assert table.look(page).embeds[0].image.url == address(older)
    assert not table.look(page).attachments


async def test_where_the_table_covers_pictures_pages_do_too(table: Table) -> None:
    await table.services.sessions.enter(table.as_gm(), "table")
    await table.services.admin.change(table.as_gm(), spoilers=True)
    await put_in(table, 1)
    table.services.gallery.picture_url = lambda _image: "https://cdn.example/x.jpg"
    page = await table.gallery()
    assert page.embeds[0].description == "||scene 1||"
    assert page.embeds[0].image.url is None
    assert page.attachments[0].filename == covered_filename("scene.jpg")
    await table.press(page, "grid")
    assert (table.look(page).embeds[0].description or "").startswith("||")
    assert table.look(page).attachments[0].filename == covered_filename("sheet.jpg")
    assert offered(table.look(page), "large") == ["Picture 1"]


async def test_every_button_of_a_page_fits_discords_bounds(table: Table) -> None:
    message = await table.painted("x" * 4000)
    await table.services.gallery.set_tags(image_id(message), table.as_gm(), [f"{number:032}" for number in range(20)])
    page = answer(await table.player.slash(table.channel, "image gallery", search="x", type="scene"))
    assert len(page.embeds[0]) <= 6000
    assert all(len(each) <= 100 for each in custom_ids(page))
    await table.press(page, "grid")
    assert len(table.look(page).embeds[0]) <= 6000
    assert all(len(label) <= 100 for label in offered(table.look(page), "large"))


async def test_a_sheet_names_its_favorites(table: Table) -> None:
    await put_in(table, 2)
    page = await table.gallery()
    await table.press(page, "star")
    await table.press(page, "grid")
    first, second = (table.look(page).embeds[0].description or "").splitlines()
    assert first.endswith(f"{STAR} favorite")
    assert not second.endswith("favorite")
