"""Delete for good: after it, no file of the data folder has a byte of the words that a picture was asked for by."""

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import pytest

from generation.clock import now
from generation.errors import NotFoundError
from generation.gallery.opened_pages import OpenedPages
from generation.requests.drafts import Drafts
from generation.text.cache import text_cache
from storage.database import Database
from storage.errors import StorageError
from storage.gallery_filters import GalleryFilter
from storage.params import GenerationParams
from storage.records import NewRequest
from tests.generation.marked_words import ENHANCED, PROMPT, REASON, TAG, paint, secretive, traces
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices
from tests.storage.behind import execute
from tests.storage.disk import on_writer
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import MOMENT, new_request


@pytest.fixture(autouse=True)
def _as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.connections.SYNCHRONOUS", "FULL")


@pytest.mark.sqlite
class TestNothingStays:
    async def test_of_the_only_picture_of_a_request(self, table: WiredServices, tmp_path: Path) -> None:
        new = secretive()
        await table.stores.blobs.put_all({"table/r/0.png": PROMPT.encode()})
        image_id = await paint(table.stores, new)
        await Drafts(table.stores.drafts).save(new.params, ANN)
        views = OpenedPages(table.stores.sessions)
        for shown in (GalleryFilter(tag=TAG), GalleryFilter(search=f"{PROMPT} street")):
            await views.open(ANN, shared=True, shown=shown)
        assert list(traces(tmp_path))
        await table.gallery.delete(image_id, THE_GM)
        assert not list(traces(tmp_path))

    @pytest.mark.parametrize("pages", [1, 500])
    async def test_of_pictures_among_many(
        self, table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
    ) -> None:
        monkeypatch.setattr("storage.images.MERGED_PAGES", pages)
        chance = random.Random(3)  # noqa: S311  # a test's own choices
        ids = []
        for number in range(40):
            filler = "neon " * chance.randrange(60)
            marked = number % 2 == 0
            new = new_request(prompt=f"{filler}{PROMPT if marked else 'dry'} {number} {filler}")
            ids += [await paint(table.stores, new)] if marked else []
            if not marked:
                await table.stores.enqueue(new)
        for image_id in chance.sample(ids, len(ids)):
            await table.gallery.delete(image_id, THE_GM)
        assert not list(traces(tmp_path))

    async def test_while_others_write_between_the_steps_of_the_index(
        self, table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.images.MERGED_PAGES", 1)
        for number in range(300):
            await add_image(table.stores, Kind(prompt=f"{random.Random(number).random()} a street"))  # noqa: S311  # no secret
        image_id, written = await paint(table.stores, new_request(prompt=f"a street {PROMPT}")), list[int]()

        async def write() -> None:
            while True:
                await table.stores.facts.set("tree", str(len(written)))
                written.append(len(written))

        writing = asyncio.create_task(write())
        await table.gallery.delete(image_id, THE_GM)
        writing.cancel()
        await asyncio.wait({writing})
        assert len(written) > 5
        assert not list(traces(tmp_path))

    async def test_of_earlier_requests_for_the_same_that_came_to_nothing(
        self, table: WiredServices, tmp_path: Path
    ) -> None:
        failed, cancelled, painted, other = (secretive(idempotency_key=str(number)) for number in range(4))
        for new in (failed, cancelled):
            await table.stores.enqueue(new)
        claim = await table.stores.queue.claim(MOMENT, only=failed.id)
        assert claim is not None
        await table.stores.queue.fail(claim, "moderated", REASON, MOMENT)
        await table.stores.queue.cancel(cancelled.id, REASON, MOMENT)
        images = [await paint(table.stores, new) for new in (painted, other)]
        await table.gallery.delete(images[0], THE_GM)
        assert (await table.stores.again(failed.id)).prompt == failed.params.prompt, "an image of it is left"
        await table.gallery.delete(images[1], THE_GM)
        assert not list(traces(tmp_path))
        assert (await table.stores.again(failed.id)).status == "failed"

    async def test_where_another_connection_reads_the_log_it_is_emptied_with_the_next_sweep(
        self, table: WiredServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.database.LOG_SECONDS", 0.01)
        image_id = await paint(table.stores, secretive())
        async with Database(tmp_path / "scenes.db") as other:
            await on_writer(other, lambda connection: connection.execute("BEGIN"))
            await on_writer(other, lambda connection: connection.execute("SELECT * FROM session").fetchall())
            await table.gallery.delete(image_id, THE_GM)
            await on_writer(other, lambda connection: connection.execute("ROLLBACK"))
            assert await table.stores.database.empty_log()
            assert not list(traces(tmp_path))

    async def test_in_what_this_process_has_read_of_it(self, table: WiredServices) -> None:
        image_id = await paint(table.stores, secretive())
        calls = list[str]()

        @text_cache(maxsize=10)
        def read(text: str) -> str:
            calls.append(text)
            return text

        for _ in range(2):
            read(PROMPT)
        await table.gallery.delete(image_id, THE_GM)
        read(PROMPT)
        assert calls == [PROMPT, PROMPT]


class TestWhatStays:
    async def test_the_request_counts_for_limit_and_money(self, table: WiredServices) -> None:
        new = secretive()
        image_id = await paint(table.stores, new)
        spent = await table.stores.requests.spent("ann", now())
        await table.gallery.delete(image_id, THE_GM)
        assert await table.stores.requests.spent("ann", now()) == spent == 1
        (attempt,) = await execute(table.stores.database, "SELECT cost FROM attempt")
        assert attempt["cost"] == 0.5
        request = await table.stores.again(new.id)
        assert (request.status, request.prompt, request.notes) == ("completed", "", ())
        assert (request.error_message, request.held_reason, request.body_hash) == (None, None, None)

    async def test_the_words_go_with_the_last_picture_of_a_batch(self, table: WiredServices) -> None:
        first, second = new_request(), new_request()
        batch = [
            NewRequest(each.id, "table", "ann", each.params, each.created_at, batch_id=first.id)
            for each in (first, second)
        ]
        images = [await paint(table.stores, new) for new in batch]
        await table.gallery.delete(images[0], THE_GM)
        assert [(await table.stores.again(each.id)).prompt for each in batch] == ["a rain-soaked street"] * 2
        await table.gallery.delete(images[1], THE_GM)
        assert [(await table.stores.again(each.id)).prompt for each in batch] == ["", ""]

    async def test_what_others_have_written_and_what_was_written_of_something_else(self, table: WiredServices) -> None:
        image_id = await paint(table.stores, new_request(prompt="a bar"))
        drafts, elsewhere = Drafts(table.stores.drafts), replace(ANN, session_id="elsewhere")
        await table.stores.sessions.open("elsewhere", "Elsewhere", MOMENT)
        saved = {
            (actor, prompt): (await drafts.save(GenerationParams(prompt), actor)).id
            for actor in (ANN, BOB, elsewhere)
            for prompt in ("a bar", "a club")
        }
        await table.stores.prompt_cache.put("other", "a club", ENHANCED, MOMENT)
        await table.gallery.delete(image_id, THE_GM)
        del saved[ANN, "a bar"]
        for (actor, prompt), draft_id in saved.items():
            assert (await drafts.get(draft_id, actor)).params.prompt == prompt
        rows = await execute(table.stores.database, "SELECT key FROM prompt_cache")
        assert [row["key"] for row in rows] == ["other"]

    async def test_what_is_known_of_another_request(self, table: WiredServices) -> None:
        image_id, other = await paint(table.stores, new_request()), new_request()
        await paint(table.stores, other)
        await table.gallery.delete(image_id, THE_GM)
        assert [turn.reason for turn in await table.stores.attempts.of_request(other.id)] == [REASON]
        delivery = await table.stores.deliveries.of_request(other.id)
        assert delivery is not None
        assert delivery.error_message == REASON
        request = await table.stores.again(other.id)
        assert (request.prompt, request.result_image_id is not None) == (other.params.prompt, True)

    async def test_a_page_stays_that_is_filtered_by_what_others_have(self, table: WiredServices) -> None:
        image_id, _ = [await paint(table.stores, new_request()) for _ in range(2)]
        views = OpenedPages(table.stores.sessions)
        opened = [
            await views.open(ANN, shared=True, shown=shown)
            for shown in (GalleryFilter(tag=TAG), GalleryFilter(search="rain"))
        ]
        await table.gallery.delete(image_id, THE_GM)
        for page in opened:
            assert (await views.get(page.id, ANN)).shown == page.shown

    async def test_a_page_stays_whose_search_others_have_in_another_case(self, table: WiredServices) -> None:
        image_id, _ = [await paint(table.stores, new_request(prompt=prompt)) for prompt in ("äther", "Äther")]
        page = await OpenedPages(table.stores.sessions).open(ANN, shared=True, shown=GalleryFilter(search="äther"))
        await table.gallery.delete(image_id, THE_GM)
        assert (await OpenedPages(table.stores.sessions).get(page.id, ANN)).shown == page.shown


async def test_a_picture_is_gone_with_its_file_though_its_words_cannot_be_dropped_yet(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with table.working():
        submitted = await table.requests.submit(STREET, await table.sessions.context(ANN))
        await table.ended(submitted.request.id)
    (image,) = await table.gallery.unchecked_of_request(submitted.request.id)

    async def busy(*_args: object, **_more: object) -> bool:
        raise StorageError("The database is busy.")

    with monkeypatch.context() as trouble:
        trouble.setattr("storage.images.merge_search", busy)
        await table.gallery.delete(image.id, ANN)
    assert await table.stores.blobs.missing([image.image_url or ""]) == [image.image_url]
    assert "stay in the search index for now: The database is busy." in caplog.text
    await table.stores.images.finish_erasures()


async def test_what_is_deleted_cannot_be_asked_for_again(table: WiredServices) -> None:
    async with table.working():
        context = await table.sessions.context(ANN)
        submitted = await table.requests.submit(STREET, context, idempotency_key="key")
        await table.ended(submitted.request.id)
        (image,) = await table.gallery.unchecked_of_request(submitted.request.id)
        await table.gallery.delete(image.id, ANN)
        with pytest.raises(NotFoundError, match="not in the gallery"):
            await table.requests.again(submitted.request.id, ANN)
        with pytest.raises(NotFoundError, match="idempotency key was deleted"):
            await table.requests.submit(STREET, context, idempotency_key="key")
