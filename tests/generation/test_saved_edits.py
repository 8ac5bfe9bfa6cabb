"""Saved edits: a new image in the gallery, made by the bot itself, with its parent, its recipe, its alt text."""

import asyncio
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generation.clock import now
from generation.editing.changes import Change
from generation.editing.pixel_edits import PixelEdits
from generation.errors import LimitReachedError, NotAllowedError, NotFoundError, RefusedError
from generation.i18n import speaking
from generation.images.alt_text import spoken_alt_text
from generation.requests import queue_room
from generation.sessions.permissions import OBSERVER, Actor
from storage.params import SECRET, GenerationParams
from storage.records import COMPLETED, HELD
from storage.records import Image as ImageRow
from tests.generation.at_once import AT_ONCE, look_before_anybody_acts
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices, wire_services
from tests.storage.stores import Stores

CROPPED = PixelEdits(crop="1:1", grade="noir", caption="Seattle, later")


async def painted(table: WiredServices, params: GenerationParams = STREET, by: Actor = ANN) -> ImageRow:
    request = await table.ended(await table.ask(params, by))
    assert request.status == COMPLETED, request.error_message
    return await table.gallery.image(request.result_image_id or "", THE_GM)


async def saved(table: WiredServices, image: ImageRow, edits: PixelEdits = CROPPED, by: Actor = ANN) -> ImageRow:
    return await painted(table, await table.editing.pixel_params(image.id, edits, await table.sessions.context(by)), by)


async def test_an_edit_is_a_new_image_of_no_provider(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        edited = await saved(table, street, by=BOB)
    assert len(table.painter.orders) == 1
    assert (edited.parent_id, edited.provider, edited.model) == (street.id, "editor", "Sketch artist")
    assert (edited.prompt, edited.user_id, edited.seed) == (street.prompt, "bob", street.seed)
    assert edited.width == edited.height == min(street.width or 0, street.height or 0)
    assert edited.cost == 0
    kept = json.loads(edited.recipe or "")
    assert json.loads(kept["edits"][0]) == {"crop": "1:1", "grade": "noir", "caption": "Seattle, later"}
    picture = Image.open(io.BytesIO(await table.gallery.original(edited)))
    assert picture.size == (edited.width, edited.height)
    assert (await table.gallery.image(street.id, ANN)).sha256 == street.sha256


async def test_what_was_changed_is_told_to_who_does_not_see_it(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        twice = await saved(table, await saved(table, street), PixelEdits(flip=True))
    told = spoken_alt_text(twice)
    assert "filter: noir, caption: “Seattle, later”. Edited: mirrored left to right." in told
    assert told.endswith("Asked for: a rain-soaked street")
    with speaking("de"):
        assert "links und rechts vertauscht" in spoken_alt_text(twice)
        assert "Edited" not in spoken_alt_text(twice)


async def test_edits_count_against_no_hourly_limit(stores: Stores, painter: FakeProvider, tmp_path: Path) -> None:
    async with wire_services(stores, painter, tmp_path / "owners", user_limit=1) as table, table.working():
        street = await painted(table)
        for edits in (CROPPED, PixelEdits(flip=True)):
            await saved(table, street, edits)
        assert await table.stores.requests.spent("ann", now()) == 1
        with pytest.raises(LimitReachedError, match="You have had your 1 picture"):
            await table.ask()


async def test_who_edits_without_end_is_told_to_wait(table: WiredServices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_room, "EDITS_AN_HOUR", 2)
    async with table.working():
        street = await painted(table)
        for edits in (CROPPED, PixelEdits(flip=True)):
            await saved(table, street, edits)
        with pytest.raises(LimitReachedError, match="You have made 2 edits within an hour"):
            await saved(table, street, PixelEdits(flop=True))
        await saved(table, street, by=BOB)


async def test_of_many_edits_at_once_no_more_are_taken_than_an_hour_has_room_for(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with table.working():
        street = await painted(table)
    monkeypatch.setattr(queue_room, "EDITS_AN_HOUR", 2)
    look_before_anybody_acts(monkeypatch)
    params = await table.editing.pixel_params(street.id, PixelEdits(flip=True), await table.sessions.context(ANN))
    answers = await asyncio.gather(*(table.ask(params) for _ in range(AT_ONCE)), return_exceptions=True)
    assert sum(isinstance(answer, str) for answer in answers) == 2
    assert {type(answer) for answer in answers} == {str, LimitReachedError}


async def test_an_edit_of_a_secret_image_is_secret(table: WiredServices) -> None:
    async with table.working():
        secret = await painted(table, replace(STREET, visibility=SECRET), THE_GM)
        edited = await saved(table, secret, by=THE_GM)
    assert edited.visibility == SECRET
    context = await table.sessions.context(ANN)
    for image in (secret, edited):
        with pytest.raises(NotFoundError):
            await table.editing.preview(image.id, CROPPED, ANN)
        with pytest.raises(NotFoundError):
            await table.editing.pixel_params(image.id, CROPPED, context)
        with pytest.raises(NotFoundError):
            await table.editing.family(image.id, ANN)
        with pytest.raises(NotFoundError):
            await table.editing.keep(image.id, CROPPED, ANN)
        with pytest.raises(NotFoundError):
            await table.editing.change_params(image.id, Change("change", "make it day"), context)


async def test_a_secret_version_is_no_part_of_a_players_history(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        hidden = await painted(
            table,
            replace(
                await table.editing.pixel_params(street.id, CROPPED, await table.sessions.context(THE_GM)),
                visibility=SECRET,
            ),
            THE_GM,
        )
    assert hidden.visibility == SECRET
    assert [each.id for each in (await table.editing.family(street.id, ANN)).images] == [street.id]
    assert [each.id for each in (await table.editing.family(street.id, THE_GM)).images] == [street.id, hidden.id]


async def test_the_history_is_walked_up_and_down(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        first = await saved(table, street)
        second = await saved(table, first, PixelEdits(flip=True))
        other = await saved(table, street, PixelEdits(rotate=90))
        await painted(table)
    family = await table.editing.family(first.id, BOB)
    assert [each.id for each in family.images] == [street.id, first.id, second.id, other.id]
    assert (family.at, family.before and family.before.id) == (1, street.id)
    assert [each.id for each in family.after] == [second.id]
    assert await table.editing.what_was_done(second) == "Edited: mirrored left to right."
    await table.gallery.delete(first.id, ANN)
    assert [each.id for each in (await table.editing.family(second.id, BOB)).images] == [second.id]
    assert [each.id for each in (await table.editing.family(street.id, BOB)).images] == [street.id, other.id]


async def test_a_caption_is_judged_as_any_description(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
    context = await table.sessions.context(ANN)
    worst = await table.editing.pixel_params(street.id, PixelEdits(caption="a naked child"), context)
    with pytest.raises(RefusedError):
        await table.requests.submit(worst, context)


async def test_a_caption_waits_where_the_gm_sees_all_first_but_a_crop_does_not(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        session = await table.sessions.context(THE_GM)
        settings = json.dumps(json.loads(session.session.settings) | {"approval": "all"})
        await table.stores.database.write(
            lambda tx: tx.run("set_settings", id="table", settings=settings)  # as the GM's settings are stored
        )
        context = await table.sessions.context(ANN)
        crop = await table.editing.pixel_params(street.id, PixelEdits(crop="1:1"), context)
        assert (await table.requests.submit(crop, context)).request.status != HELD
        captioned = await table.editing.pixel_params(street.id, CROPPED, context)
        assert (await table.requests.submit(captioned, context)).request.status == HELD


async def test_an_observer_edits_nothing_and_nothing_is_no_edit(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
    await table.stores.sessions.join("table", "eve", OBSERVER, now())
    watcher = await table.sessions.context(Actor("table", "eve", OBSERVER))
    with pytest.raises(NotAllowedError):
        await table.editing.pixel_params(street.id, CROPPED, watcher)
    with pytest.raises(RefusedError, match="Nothing is changed yet"):
        await table.editing.pixel_params(street.id, PixelEdits(crop_x=3), await table.sessions.context(ANN))


async def test_edits_that_are_being_made_are_kept_for_their_maker_alone(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
    draft = await table.editing.keep(street.id, PixelEdits(), ANN)
    await table.editing.change_draft(draft, CROPPED, ANN)
    assert (await table.editing.draft(draft.id, ANN)).edits == CROPPED
    with pytest.raises(NotFoundError, match="begun too long ago"):
        await table.editing.draft(draft.id, BOB)


async def test_two_images_stand_side_by_side(table: WiredServices) -> None:
    async with table.working():
        street = await painted(table)
        edited = await saved(table, street)
    both = Image.open(io.BytesIO(await table.editing.side_by_side(street, edited)))
    assert both.height == 640
    assert both.width > 640
