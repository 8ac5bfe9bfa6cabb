"""A person's data: counted, taken along, and gone for good, from every file of the data folder and from the log."""

import hashlib
import io
import json
import logging
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generation.clock import now
from generation.export.exports import ExportOrder
from generation.gallery.opened_pages import OpenedPages
from generation.privacy.person_codes import PersonCodes
from generation.privacy.privacy import AT_ONCE
from generation.privacy.retention import Retention
from generation.requests.drafts import Drafts
from storage.cast import Character, Version
from storage.exports import Chosen
from storage.gallery_filters import GalleryFilter
from storage.params import CastFigure
from storage.postings import Posted
from storage.privacy import NOBODY, Deletion, Forgotten
from storage.records import TERMINAL, Image, columns
from tests.generation.fake_provider import hang
from tests.generation.marked_words import ENHANCED, MARKS, PROMPT, paint, secretive, traces
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, new_request

NAME = "ꡙꡚꡛ"


@pytest.fixture(autouse=True)
def _as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.connections.SYNCHRONOUS", "FULL")
    # After what the stores' tests begin with.
    monkeypatch.setattr("generation.privacy.privacy.now", lambda: MOMENT + timedelta(hours=1))


async def all_images(table: WiredServices) -> tuple[Image, ...]:
    return (await table.gallery.page(THE_GM, most=9)).images


async def leave_traces(table: WiredServices) -> str:
    """Have ann's words and name wherever they may stand, and return the id of her picture."""
    stores = table.stores
    await stores.sessions.join("table", "ann", "player", now(), name=NAME)
    await stores.blobs.put_all({"table/r/0.png": PROMPT.encode()})
    new = secretive()
    image_id = await paint(stores, new)
    await Drafts(stores.drafts).save(replace(new.params, prompt=f"{PROMPT} to be"), ANN)
    await stores.prompt_cache.put("a preview", f"{PROMPT} to be", ENHANCED, MOMENT)
    await stores.enqueue(new_request(prompt=f"never painted {PROMPT}"), channel_id="channel")
    portrait = "table/c/1-portrait.png"
    await stores.blobs.put_all({portrait: PROMPT.encode()})
    version = Version("", PROMPT, ENHANCED, (portrait,))
    times = {"created_at": MOMENT, "updated_at": MOMENT}
    row = {"pronouns": "", "metatype": "human", "secret": False, "face": 1, "versions": (version,), "current": ""}
    character = Character("c", "table", "ann", NAME, NAME, **row, **times)  # type: ignore[arg-type]  # as the row has them
    assert await stores.cast.add(character, 9) == "added"
    await execute(
        stores.database,
        "INSERT INTO session_style"
        " VALUES (:session_id, :id, :name, :name, :name, :negative, 'photo', 'ann', :created_at)",
        session_id="table",
        id="s",
        name=PROMPT,
        negative=ENHANCED,
        created_at=MOMENT,
    )
    await OpenedPages(stores.sessions).open(ANN, shared=True, shown=GalleryFilter(search=PROMPT))
    await stores.attach(Posted("message", "channel", (image_id,)))
    return image_id


def traces_of_person(folder: Path) -> list[str]:
    """Return where words or name stand in a folder's files."""
    named = [path.name for path in folder.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
    return [*named, *traces(folder)]


@pytest.mark.sqlite
class TestNothingStays:
    async def test_no_byte_of_words_name_or_pictures(
        self, table: WiredServices, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        await leave_traces(table)
        assert traces_of_person(tmp_path)
        assert await table.privacy.delete("ann", keeps_pictures=False)
        assert not traces_of_person(tmp_path)
        assert not [sign for mark in (*MARKS, NAME) for sign in mark if sign in caplog.text]
        assert set(columns(await table.privacy.kept("ann")).values()) == {0}


async def test_what_others_have_stays(table: WiredServices) -> None:
    others = await table.stores.add_image(user="bob")
    await leave_traces(table)
    assert await table.privacy.delete("ann", keeps_pictures=False)
    assert [image.id for image in await all_images(table)] == [others]
    assert (await table.privacy.kept("bob")).pictures == 1


async def test_many_pictures_go_in_small_steps(table: WiredServices) -> None:
    for _ in range(AT_ONCE + 2):
        await table.stores.add_image(user="ann")
    assert await table.privacy.delete("ann", keeps_pictures=False)
    assert not await all_images(table)


async def test_pictures_that_others_had_painted_anew_by_the_same_words_go_too(table: WiredServices) -> None:
    own = await table.stores.add_image(user="ann")
    image = await table.gallery.image(own, THE_GM)
    again = new_request("bob", prompt=image.prompt)
    repeated = await paint(table.stores, replace(again, params=replace(again.params, parent_id=own)))
    edited = new_request("bob", prompt="something else")
    changed = await paint(table.stores, replace(edited, params=replace(edited.params, parent_id=own)))
    assert await table.privacy.delete("ann", keeps_pictures=False)
    left = [each.id for each in await all_images(table)]
    assert changed in left
    assert repeated not in left


async def test_pictures_may_stay_as_nobodys(table: WiredServices) -> None:
    image_id = await leave_traces(table)
    assert await table.privacy.delete("ann", keeps_pictures=True)
    (image,) = await all_images(table)
    assert (image.id, image.user_id, image.user_name) == (image_id, NOBODY, None)
    (page,) = [await table.gallery.page(THE_GM, GalleryFilter(member=NOBODY))]
    assert page.total == 1
    assert (await table.gallery.page(THE_GM, GalleryFilter(member="ann"))).total == 0
    kept = await table.privacy.kept("ann")
    assert (kept.requests, kept.pictures, kept.characters, kept.sessions) == (0, 0, 0, 0)
    (outdated,) = await table.stores.postings.outdated("channel")
    # Drawn anew, as it names who is not to be named.
    assert outdated.images > len(await table.stores.postings.of_message("message"))


async def test_stars_are_taken_off_others_pictures(table: WiredServices) -> None:
    image_id = await table.stores.add_image(user="bob")
    context = await table.sessions.context(ANN)
    await table.gallery.favorite(image_id, context, starred=True)
    assert await table.privacy.delete("ann", keeps_pictures=False)
    assert await table.gallery.unchecked_stars(image_id) == ()
    assert not (await table.gallery.image(image_id, THE_GM)).is_favorite


async def test_messages_without_a_picture_are_taken_down(table: WiredServices) -> None:
    request = await table.stores.enqueue(new_request("ann"), channel_id="channel")
    await execute(table.stores.database, "UPDATE delivery SET message_id = 'refused'")
    assert await table.privacy.delete("ann", keeps_pictures=False)
    assert [each.message_id for each in await table.stores.postings.outdated("channel")] == ["refused"]
    assert (await table.stores.again(request.id)).status == "cancelled"


async def test_what_is_being_painted_is_stopped_and_goes_when_it_has_ended(table: WiredServices) -> None:
    request = await table.stores.enqueue(new_request("ann"))
    claim = await table.stores.queue.claim(now(), only=request.id)
    assert claim is not None
    assert not await table.privacy.delete("ann", keeps_pictures=False)
    assert await table.stores.queue.cancel_wanted() == {request.id}
    await table.stores.queue.end_cancelled(claim, "Cancelled.", now())
    await table.privacy.run_due()
    assert (await table.stores.again(request.id)).user_id == NOBODY
    assert not await table.stores.privacy.deletions()


async def test_what_is_asked_for_afterwards_is_not_meant(table: WiredServices) -> None:
    await table.stores.privacy.want_deletion("ann", now() - timedelta(minutes=1), keeps_pictures=False)
    image_id = await table.ask(STREET, ANN)
    await table.privacy.run_due()
    assert (await table.stores.again(image_id)).user_id == "ann"


async def test_an_export_of_another_that_has_the_picture_goes_with_it(table: WiredServices) -> None:
    image_id = await table.stores.add_image(user="ann")
    image = await table.gallery.image(image_id, THE_GM)
    await table.stores.blobs.put_all({image.image_url or "": b"picture", f"{image.thumbnail_url}": b"thumb"})
    export = await table.exports.begin(ExportOrder("zip", (Chosen(image_id),)), BOB, session_name="table")
    claimed = await table.stores.exports.claim(export.id)
    assert claimed is not None
    assert await table.privacy.delete("ann", keeps_pictures=False)
    # Made anew, without it.
    assert not await table.stores.exports.note(claimed, "making", 1, 1)


async def test_a_person_takes_along_everything_whatever_their_role_is_now(table: WiredServices) -> None:
    image_id = await leave_traces(table)
    secret = await table.stores.add_image("gm_only", user="ann")
    others = await table.stores.add_image(user="bob")
    for each in (image_id, secret):
        image = await table.gallery.image(each, THE_GM)
        await table.stores.blobs.put_all({image.image_url or "": b"picture of ann"})
    export = await table.exports.begin_personal("ann", await table.privacy.images("ann"), part_bytes=None)
    assert await table.export_worker.make_one()
    done = await table.exports.unchecked(export.id)
    assert done is not None
    assert (done.state, done.secrets) == ("done", 0)
    with zipfile.ZipFile(io.BytesIO(await table.exports.data_of(done.files[0]))) as archive:
        told = json.loads(archive.read("my-data.json"))
        manifest = json.loads(archive.read("manifest.json"))
    assert {each["id"] for each in manifest["images"]} == {image_id, secret}
    assert others not in str(manifest)
    assert told["names"] == [NAME]
    assert told["characters"][0]["versions"][0]["looks"] == PROMPT
    assert f"never painted {PROMPT}" in [each["description"] for each in told["requests"]]


@pytest.mark.parametrize(("of_session", "of_all", "left"), [(None, None, 3), (5, None, 2), (None, 5, 2), (400, 5, 2)])
async def test_pictures_without_a_star_go_after_their_time(
    table: WiredServices, of_session: int | None, of_all: int | None, left: int
) -> None:
    old, starred, young = [await table.stores.add_image(user="ann") for _ in range(3)]
    await table.gallery.favorite(starred, await table.sessions.context(ANN), starred=True)
    for image_id, days in ((old, 6), (starred, 6), (young, 4)):
        moment = now() - timedelta(days=days)
        await execute(
            table.stores.database,
            "UPDATE generated_image SET completed_at = :now WHERE id = :id",
            now=moment,
            id=image_id,
        )
    if of_session is not None:
        await table.stores.set_settings(json.dumps({"retention": of_session}))
    retention = Retention(table.stores.retention, table.stores.images, table.gallery, of_all)
    assert await retention.run_due() == 3 - left
    assert len(await all_images(table)) == left
    assert old not in [image.id for image in await all_images(table)] or left == 3


async def test_a_provider_is_told_a_code_and_neither_name_nor_id(table: WiredServices) -> None:
    person = replace(ANN, user_id="80351110224678912")
    await table.stores.sessions.join("table", person.user_id, "player", now(), name=NAME)
    async with table.working():
        await table.ended(await table.ask(STREET, person))
    (sent,) = table.painter.orders
    assert len(sent.requester) == 32
    # Whoever holds it cannot count through the ids to find whose it is.
    plain = {hashlib.sha256(text.encode()).hexdigest()[:32] for text in (person.user_id, f"scene/{person.user_id}")}
    assert sent.requester not in plain
    assert person.user_id not in repr(sent)
    assert NAME not in repr(sent)


def test_a_code_is_the_same_at_each_call_and_another_with_another_key() -> None:
    codes = PersonCodes(b"one")
    assert codes.of("ann") == PersonCodes(b"one").of("ann")
    assert len({codes.of("ann"), codes.of("bob"), PersonCodes(b"two").of("ann")}) == 3


async def test_what_others_are_to_have_painted_anew_by_the_same_words_is_not_painted(table: WiredServices) -> None:
    own = await table.stores.add_image(user="ann")
    image = await table.gallery.image(own, THE_GM)
    again = new_request("bob", prompt=image.prompt)
    waiting = await table.stores.enqueue(replace(again, params=replace(again.params, parent_id=own)))
    other = await table.stores.enqueue(new_request("bob", prompt="something else"))
    assert await table.privacy.delete("ann", keeps_pictures=False)
    left = await table.stores.again(waiting.id)
    assert (left.status, left.prompt) == ("cancelled", "")
    assert (await table.stores.again(other.id)).status == "queued"


@pytest.mark.parametrize("keeps_pictures", [False, True])
async def test_a_character_s_looks_go_from_what_others_had_painted_of_it(
    table: WiredServices, *, keeps_pictures: bool
) -> None:
    figure = CastFigure("c", NAME, "elf", PROMPT, 1, portraits=("table/c/1-portrait.png",))
    await leave_traces(table)
    others = new_request("bob", prompt=f"@{NAME} in the rain")
    image_id = await paint(table.stores, replace(others, params=replace(others.params, cast=(figure,))))
    waiting = replace(new_request("bob", prompt="waits"), params=replace(others.params, cast=(figure,)))
    await table.stores.enqueue(waiting)
    draft_id = (await Drafts(table.stores.drafts).save(replace(others.params, cast=(figure,)), BOB)).id
    assert await table.privacy.delete("ann", keeps_pictures=keeps_pictures)
    assert image_id in [each.id for each in await all_images(table)]
    for request_id in (others.id, waiting.id):
        kept = (await table.stores.again(request_id)).params.cast
        assert bool(kept and kept[0].looks) is keeps_pictures
    draft = await table.stores.drafts.get(draft_id, session_id="table", user_id="bob")
    assert (draft is not None) is keeps_pictures
    shown = await table.gallery.image(image_id, THE_GM)
    assert (shown.enhanced_prompt == shown.prompt) is not keeps_pictures


async def test_who_is_being_painted_for_is_seen_stopped_by_real_workers(table: WiredServices) -> None:
    table.painter.then(hang)
    async with table.working():
        request_id = await table.ask(STREET, ANN)
        await table.painter.painting.wait()
        # Whether the workers have stopped by the time that it returns, depends on them.
        await table.privacy.delete("ann", keeps_pictures=False)
        await table.ended(request_id)
        await table.privacy.run_due()
    assert (await table.stores.again(request_id)).user_id == NOBODY
    assert not await table.stores.privacy.deletions()
    assert not table.files()


async def test_what_ends_while_the_rest_is_deleted_is_not_forgotten_about(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker stops whenever it does: here just when nothing more is found to forget."""
    request = await table.stores.enqueue(new_request("ann"))
    claim = await table.stores.claim()
    forget = table.stores.privacy.forget_requests

    async def ends_after(deletion: Deletion, most: int) -> tuple[Forgotten, ...]:
        forgotten = await forget(deletion, most)
        if not forgotten and (await table.stores.again(request.id)).status not in TERMINAL:
            await table.stores.queue.fail(claim, "refused", "It was refused.", MOMENT)
        return forgotten

    monkeypatch.setattr(table.stores.privacy, "forget_requests", ends_after)
    assert not await table.privacy.delete("ann", keeps_pictures=False)
    await table.privacy.run_due()
    assert (await table.stores.again(request.id)).user_id == NOBODY
    assert not await table.stores.privacy.deletions()
