"""Reveals: what was secret becomes everybody's, once, with all that counts and announces it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, Event, GalleryChanged
from generation.gallery.reveals import Reveals, parse_when
from generation.sessions.permissions import Access, Actor
from storage.errors import StorageDamagedError
from storage.params import PUBLIC, SECRET
from storage.reveals import Revealed, RevealStore
from tests.generation.wired_services import ANN, THE_GM, changed
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import MOMENT, Stores, finished, new_request

NOON = datetime(2071, 3, 14, 12, tzinfo=UTC)
SCREEN = Actor("elsewhere", "gm", "gm")


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def reveals(stores: Stores, heard: list[Event]) -> Reveals:
    events = Broadcaster()
    events.listen(heard.append)
    return Reveals(RevealStore(stores.database), stores.images, stores.sessions, Access(), events)


async def seen(stores: Stores, *, sees_secrets: bool = False) -> int:
    return (await stores.images.page("table", sees_secrets=sees_secrets)).total


async def counts(stores: Stores) -> tuple[int, int]:
    session = await stores.sessions.get("table")
    assert session is not None
    return session.public_images, session.secret_images


async def request_of(stores: Stores, image_id: str) -> str:
    image = await stores.images.get(image_id, sees_secrets=True)
    assert image is not None
    return image.request_id or ""


async def test_a_revealed_picture_is_everybodys_and_counted_so(stores: Stores, reveals: Reveals) -> None:
    await stores.add_image()
    image_id = await stores.add_image(SECRET)
    assert (await seen(stores), await counts(stores)) == (1, (1, 1))
    await reveals.now(image_id, THE_GM)
    assert (await seen(stores), await counts(stores)) == (2, (2, 0))
    assert (await stores.again(await request_of(stores, image_id))).visibility == PUBLIC


async def test_all_pictures_of_one_request_are_revealed_together(stores: Stores, reveals: Reveals) -> None:
    request = await stores.enqueue(new_request(visibility=SECRET))
    claim = await stores.claim()
    await stores.queue.complete(claim, [finished(claim), replace(finished(claim), id="another")], MOMENT)
    assert request.id == claim.request.id
    await reveals.now(claim.image_id, THE_GM)
    assert (await seen(stores), await counts(stores)) == (2, (2, 0))


async def test_the_reveal_is_told_to_all_and_owed_to_the_channel(
    stores: Stores, reveals: Reveals, heard: list[Event]
) -> None:
    image_id = await stores.add_image(SECRET)
    await reveals.now(image_id, THE_GM)
    request_id = await request_of(stores, image_id)
    assert heard == [
        changed(request_id, "completed"),
        GalleryChanged("table", PUBLIC, image_id, "added"),
    ]
    claimed = await stores.deliveries.claim(now())
    assert claimed is not None
    delivery = claimed.delivery
    assert (delivery.kind, delivery.request_id, delivery.channel_id) == ("reveal", request_id, "table")


async def test_what_was_not_brought_to_the_gm_yet_comes_to_the_channel_only_as_the_reveal(
    stores: Stores, reveals: Reveals
) -> None:
    request = await stores.enqueue(new_request(visibility=SECRET), channel_id="table")
    claim = await stores.claim()
    await stores.queue.complete(claim, [finished(claim)], MOMENT)
    await reveals.now(claim.image_id, THE_GM)
    owed = [await stores.deliveries.claim(now()), await stores.deliveries.claim(now())]
    assert [each.delivery.kind for each in owed if each] == ["reveal"]
    result = await stores.deliveries.of_request(request.id)
    assert result is not None
    assert result.state == "withdrawn"


async def test_a_picture_is_revealed_once(stores: Stores, reveals: Reveals, heard: list[Event]) -> None:
    image_id = await stores.add_image(SECRET)
    await reveals.now(image_id, THE_GM)
    with pytest.raises(RefusedError, match="Everybody sees this picture already"):
        await reveals.now(image_id, THE_GM)
    await reveals.run_due()
    assert (len(heard), await counts(stores)) == (2, (1, 0))


async def test_a_picture_made_of_a_secret_one_stays_secret_when_that_is_revealed(
    stores: Stores, reveals: Reveals
) -> None:
    parent, child = await stores.add_image(SECRET), await stores.add_image(SECRET)
    await reveals.now(parent, THE_GM)
    assert await stores.images.get(child, sees_secrets=False) is None


async def test_only_the_gm_of_the_table_reveals(stores: Stores, reveals: Reveals) -> None:
    image_id = await stores.add_image(SECRET)
    with pytest.raises(NotAllowedError):
        await reveals.now(image_id, ANN)
    with pytest.raises(NotFoundError):
        await reveals.now(image_id, SCREEN)
    with pytest.raises(NotFoundError):
        await reveals.later("no such picture", THE_GM, "2h")
    assert await counts(stores) == (0, 1)


async def test_a_planned_reveal_waits_for_its_time(
    stores: Stores, reveals: Reveals, monkeypatch: pytest.MonkeyPatch
) -> None:
    image_id = await stores.add_image(SECRET)
    due_at = await reveals.later(image_id, THE_GM, "in 2 h")
    await reveals.run_due()
    assert await seen(stores) == 0
    monkeypatch.setattr("generation.gallery.reveals.now", lambda: due_at)
    await reveals.run_due()
    await reveals.run_due()
    assert (await seen(stores), await counts(stores)) == (1, (1, 0))


async def test_a_reveal_that_cannot_be_carried_out_keeps_no_other_waiting(
    stores: Stores, reveals: Reveals, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    images = [await stores.add_image(SECRET) for _ in range(3)]
    for image_id, when in zip(images, ("1m", "2m", "3m"), strict=True):
        due_at = await reveals.later(image_id, THE_GM, when)
    first = await request_of(stores, images[0])
    carry_out = RevealStore.carry_out

    async def refuse_the_first(store: RevealStore, request_id: str, moment: datetime) -> Revealed | None:
        if request_id == first:
            raise StorageDamagedError("Its page is damaged.")
        return await carry_out(store, request_id, moment)

    monkeypatch.setattr("generation.gallery.reveals.now", lambda: due_at)
    with monkeypatch.context() as patch:
        patch.setattr(RevealStore, "carry_out", refuse_the_first)
        await reveals.run_due()
    assert await counts(stores) == (2, 1)
    assert f"request {first} cannot be revealed yet: Its page is damaged." in caplog.text
    await reveals.run_due()
    assert await counts(stores) == (3, 0)


async def test_another_process_finds_what_was_planned(
    stores: Stores, reveals: Reveals, monkeypatch: pytest.MonkeyPatch
) -> None:
    image_id = await stores.add_image(SECRET)
    due_at = await reveals.later(image_id, THE_GM, "90m", spoiler=True)
    monkeypatch.setattr("generation.gallery.reveals.now", lambda: due_at)
    other = Reveals(RevealStore(stores.database), stores.images, stores.sessions, Access(), Broadcaster())
    await other.run_due()
    assert await seen(stores) == 1
    assert await other.is_covered(await stores.again(await request_of(stores, image_id)))


async def test_a_plan_is_replaced_by_a_newer_one_and_can_be_taken_back(stores: Stores, reveals: Reveals) -> None:
    image_id = await stores.add_image(SECRET)
    await reveals.later(image_id, THE_GM, "1m")
    await reveals.later(image_id, THE_GM, "2d")
    await reveals.take_back(image_id, THE_GM)
    with pytest.raises(NotFoundError, match="No reveal is planned"):
        await reveals.take_back(image_id, THE_GM)
    assert await RevealStore(stores.database).due(now() + timedelta(days=3)) == ()


async def test_a_picture_deleted_before_its_reveal_is_not_announced(
    stores: Stores, reveals: Reveals, heard: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    image_id = await stores.add_image(SECRET)
    due_at = await reveals.later(image_id, THE_GM, "1m")
    await stores.images.delete(image_id)
    monkeypatch.setattr("generation.gallery.reveals.now", lambda: due_at)
    await reveals.run_due()
    assert heard == []
    assert await counts(stores) == (0, 0)


async def test_the_gm_alone_is_told_what_could_be_revealed(stores: Stores, reveals: Reveals) -> None:
    await stores.add_image()
    secret = await stores.add_image(SECRET)
    assert [image.id for image in await reveals.secrets(THE_GM)] == [secret]
    assert [image.id for image in await reveals.secrets(THE_GM, "RAIN")] == [secret]
    assert await reveals.secrets(THE_GM, "no such word") == ()
    assert await reveals.secrets(ANN) == ()
    assert await reveals.secrets(SCREEN) == ()


@pytest.mark.parametrize("typed", ["Äther", "äther", "ÄTHER", "a\u0308ther", "O\u2019Malley"])
async def test_a_secret_is_found_by_its_words_in_either_case(typed: str, stores: Stores, reveals: Reveals) -> None:
    secret = await add_image(stores, Kind("Äther über Köln, by O'Malley", visibility=SECRET))
    assert [image.id for image in await reveals.secrets(THE_GM, typed)] == [secret]


async def test_a_table_may_want_every_picture_behind_a_spoiler(stores: Stores, reveals: Reveals) -> None:
    request = await stores.again(await request_of(stores, await stores.add_image()))
    assert not await reveals.is_covered(request)
    await stores.set_settings('{"spoilers": true}')
    assert await reveals.is_covered(request)


async def test_a_session_that_is_known_is_not_read_for_it(
    stores: Stores, reveals: Reveals, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = await stores.again(await request_of(stores, await stores.add_image()))
    await stores.set_settings('{"spoilers": true}')
    session = await stores.sessions.get("table")
    monkeypatch.setattr(type(stores.sessions), "get", None)
    assert await reveals.is_covered(request, session=session)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("90m", NOON + timedelta(minutes=90)),
        ("in 2 hours", NOON + timedelta(hours=2)),
        (" 1D ", NOON + timedelta(days=1)),
        ("21:30", NOON.replace(hour=21, minute=30)),
        ("at 9.05 UTC", NOON.replace(hour=9, minute=5) + timedelta(days=1)),
        ("12:00", NOON + timedelta(days=1)),
        ("12:01", NOON + timedelta(minutes=1)),
        ("11:59", NOON + timedelta(days=1, minutes=-1)),
        ("23:00", NOON.replace(hour=23)),
        ("23:59z", NOON.replace(hour=23, minute=59)),
        ("0:00", NOON + timedelta(hours=12)),
        ("1m", NOON + timedelta(minutes=1)),
        ("60d", NOON + timedelta(days=60)),
        ("1440h", NOON + timedelta(days=60)),
    ],
)
def test_a_moment_is_so_long_from_now_or_a_time_of_day(text: str, moment: datetime) -> None:
    assert parse_when(text, NOON) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "24:00",
        "23:60",
        "12:60",
        "0m",
        "0h",
        "0d",
        "61d",
        "1441h",
        "86401m",
        "-1h",
        "1h30m",
        "٩m",
        "1" * 400,
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="Say when: 90m, 2h or 1d from now"):
        parse_when(text, NOON)
