"""Submitting: what is refused stores nothing, what is accepted is told once."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from generation.errors import LimitReachedError, NotAllowedError, NotFoundError, RefusedError
from generation.events import GalleryChanged
from generation.requests.params import params_hash, parse_params
from generation.sessions.permissions import OBSERVER, Actor
from storage.errors import StorageFullError
from storage.params import SECRET, GenerationParams
from tests.generation.fake_provider import FakeProvider
from tests.generation.wired_services import ANN, BOB, STREET, THE_GM, WiredServices, changed, wire_services
from tests.storage.disk import fill_disk
from tests.storage.stores import Stores

REFUSED = [
    GenerationParams(""),
    GenerationParams("x" * 6000),
    GenerationParams("a street", style="no such style"),
    GenerationParams("a street", provider="no such provider"),
]


@pytest.mark.parametrize("typed", [{"size": "9x9"}, {"type": "video"}, {"quality": "ultra"}, {"seed": -1}], ids=str)
def test_what_is_typed_wrong_is_refused_where_it_is_typed(typed: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        parse_params("a street", **typed)


@pytest.fixture
async def limited(stores: Stores, painter: FakeProvider, tmp_path: Path) -> AsyncIterator[WiredServices]:
    async with wire_services(stores, painter, tmp_path / "owners", user_limit=2) as table:
        yield table


@pytest.mark.parametrize("params", REFUSED, ids=lambda params: str(params)[:60])
async def test_a_refusal_stores_nothing_and_tells_nobody(params: GenerationParams, table: WiredServices) -> None:
    with pytest.raises(RefusedError):
        await table.requests.submit(params, await table.sessions.context(ANN), channel_id="channel")
    assert await table.requests.counts() == {}
    assert await table.deliveries.counts() == {}
    assert table.heard == []


async def test_an_observer_may_not_ask(table: WiredServices) -> None:
    with pytest.raises(NotAllowedError, match="ask the GM"):
        await table.ask(by=Actor("table", "eve", OBSERVER))
    assert await table.requests.counts() == {}


@pytest.mark.sqlite
async def test_a_full_disk_refuses_with_its_sentence_and_tells_nobody(table: WiredServices) -> None:
    await fill_disk(table.stores.database)
    # The last free page or two may still take some.
    results = await asyncio.gather(
        *(table.ask(parse_params("a street " * 400, size="512x512")) for _ in range(20)), return_exceptions=True
    )
    refusals = [result for result in results if isinstance(result, StorageFullError)]
    assert "is full" in refusals[0].sentence
    assert len(table.heard) == len(results) - len(refusals)
    assert sum((await table.requests.counts()).values()) == len(table.heard)


async def test_an_accepted_request_is_stored_and_told_as_queued(table: WiredServices) -> None:
    submitted = await table.requests.submit(
        parse_params("  a\x00street ", type="Item", size="16:9", seed=5), await table.sessions.context(ANN)
    )
    request = submitted.request
    assert (request.prompt, request.type, request.status) == ("a street", "item", "queued")
    assert (request.params.width, request.params.height, request.params.seed) == (1360, 768, 5)
    assert (submitted.position, submitted.notes, submitted.repeated) == (0, (), False)
    assert table.heard == [changed(request.id, "queued")]


async def test_the_answer_says_how_many_are_before(table: WiredServices) -> None:
    places = [(await table.requests.submit(STREET, await table.sessions.context(ANN))).position for _ in range(3)]
    assert places == [0, 1, 2]


async def test_a_mention_becomes_a_name(table: WiredServices) -> None:
    submitted = await table.requests.submit(
        GenerationParams("@everyone in <@1>'s bar"), await table.sessions.context(ANN)
    )
    assert submitted.request.prompt == "@everyone in @someone's bar"


@pytest.mark.parametrize(
    ("by", "params", "counts"), [(ANN, 3, 2), (THE_GM, 3, 3), (ANN, 2, 2), (ANN, 99, 2), (ANN, -5, 1)]
)
async def test_the_highest_priority_is_the_gms(by: Actor, params: int, counts: int, table: WiredServices) -> None:
    submitted = await table.requests.submit(
        GenerationParams("a street", priority=params), await table.sessions.context(by)
    )
    assert submitted.request.params.priority == counts
    assert bool(submitted.notes) is (params > 2 and by is ANN)


async def test_a_provider_that_is_not_set_up_is_replaced_and_the_note_says_so(table: WiredServices) -> None:
    submitted = await table.requests.submit(
        GenerationParams("a street", provider="dalle"), await table.sessions.context(ANN)
    )
    assert submitted.notes == ("dalle is not set up here; Fake painter paints instead.",)


async def test_the_same_key_returns_the_same_request_and_tells_it_once(table: WiredServices) -> None:
    first = await table.requests.submit(STREET, await table.sessions.context(ANN), idempotency_key="k")
    again = await table.requests.submit(STREET, await table.sessions.context(ANN), idempotency_key="k")
    assert (again.request, again.repeated, len(table.heard)) == (first.request, True, 1)


async def test_the_same_key_for_another_request_is_refused(table: WiredServices) -> None:
    await table.requests.submit(STREET, await table.sessions.context(ANN), idempotency_key="k")
    with pytest.raises(RefusedError, match="Use a new key"):
        await table.requests.submit(
            GenerationParams("another street"), await table.sessions.context(ANN), idempotency_key="k"
        )
    assert await table.requests.counts() == {"queued": 1}


async def test_the_limit_is_told_with_the_time_of_its_end(limited: WiredServices) -> None:
    for _ in range(2):
        await limited.ask()
    with pytest.raises(LimitReachedError, match=r"your 2 pictures of this hour\. You can paint again at \d\d:\d\d UTC"):
        await limited.ask()
    await limited.ask(by=BOB)


async def test_a_repeated_key_is_answered_though_the_limit_is_used_up(limited: WiredServices) -> None:
    for key in ("a", "b"):
        await limited.requests.submit(STREET, await limited.sessions.context(ANN), idempotency_key=key)
    assert (await limited.requests.submit(STREET, await limited.sessions.context(ANN), idempotency_key="a")).repeated


async def test_two_at_once_with_one_key_are_one_request(table: WiredServices) -> None:
    context = await table.sessions.context(ANN)
    both = await asyncio.gather(*(table.requests.submit(STREET, context, idempotency_key="k") for _ in range(2)))
    assert both[0].request.id == both[1].request.id
    assert sorted(each.repeated for each in both) == [False, True]


async def test_only_the_author_and_the_gm_may_cancel(table: WiredServices) -> None:
    request_id = await table.ask()
    with pytest.raises(NotAllowedError):
        await table.requests.cancel(request_id, BOB)
    assert await table.requests.cancel(request_id, THE_GM)
    assert not await table.requests.cancel(request_id, ANN)
    assert table.told(request_id) == ["queued", "cancelled"]


async def test_a_request_of_another_session_does_not_exist(table: WiredServices) -> None:
    request_id = await table.ask()
    stranger = Actor("elsewhere", "ann", "gm")
    for ask in (table.requests.get, table.requests.cancel):
        with pytest.raises(NotFoundError):
            await ask(request_id, stranger)


async def test_a_secret_request_does_not_exist_for_players(table: WiredServices) -> None:
    request_id = await table.ask(GenerationParams("a trap", visibility=SECRET), THE_GM)
    for ask in (table.requests.get, table.requests.cancel):
        with pytest.raises(NotFoundError):
            await ask(request_id, ANN)
    assert await table.requests.waiting(ANN) == ()
    assert [request.id for request in await table.requests.waiting(THE_GM)] == [request_id]


async def test_a_secret_picture_can_neither_be_seen_nor_starred_nor_deleted_by_players(table: WiredServices) -> None:
    image_id = await table.stores.add_image(SECRET)
    for ask in (table.gallery.image, table.gallery.delete):
        with pytest.raises(NotFoundError):
            await ask(image_id, ANN)
    with pytest.raises(NotFoundError):
        await table.gallery.toggle_favorite(image_id, await table.sessions.context(ANN))
    assert await table.gallery.toggle_favorite(image_id, await table.sessions.context(THE_GM))


async def test_the_author_and_the_gm_delete_a_picture_with_its_files(table: WiredServices) -> None:
    async with table.working():
        done = await table.ended(await table.ask())
    image_id = done.result_image_id or ""
    with pytest.raises(NotAllowedError):
        await table.gallery.delete(image_id, BOB)
    assert len(table.files()) == 3
    await table.gallery.delete(image_id, ANN)
    assert table.files() == []
    assert GalleryChanged("table", "public", image_id, "deleted") in table.heard


async def test_a_request_is_told_before_the_worker_that_claims_it(table: WiredServices) -> None:
    """Busy workers claim a row as soon as it is committed."""
    async with table.working(4):
        ids = await asyncio.gather(*(table.ask() for _ in range(20)))
        for request_id in ids:
            await table.ended(request_id)
    assert {tuple(table.told(request_id)) for request_id in ids} == {("queued", "processing", "completed")}


async def test_many_who_submit_at_once_all_get_a_place(table: WiredServices) -> None:
    await asyncio.gather(*(table.ask(by=Actor("table", f"user {number}")) for number in range(20)))
    assert await table.requests.counts() == {"queued": 20}


async def test_a_repeat_has_no_priority_of_the_request_that_it_repeats(table: WiredServices) -> None:
    first = await table.requests.submit(GenerationParams("a street", priority=3), await table.sessions.context(THE_GM))
    again = await table.requests.again(first.request.id, BOB)
    repeat = await table.requests.submit(again, await table.sessions.context(BOB))
    assert (repeat.request.params.priority, repeat.notes) == (1, ())


async def test_a_field_that_a_later_version_adds_changes_no_keys_hash() -> None:
    assert await params_hash(GenerationParams("a street"), []) == hashlib.sha256(b'{"prompt": "a street"}').hexdigest()
