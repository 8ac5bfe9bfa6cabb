"""Albums: who adds, captions, orders and removes, what each viewer sees in them, and what deletion leaves."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from generation.errors import ContentRefusedError, NotAllowedError, NotFoundError, RefusedError
from generation.events import AlbumChanged, Event
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, OBSERVER, Actor
from storage.albums import AlbumStore
from storage.gallery_filters import CAMPAIGN
from storage.params import SECRET
from storage.sql_database import Transaction
from tests.generation.at_once import look_before_anybody_acts
from tests.generation.fake_provider import FakeProvider
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, Stores

GM_HERE, ANN, BOB = Actor("table", "gm", GM), Actor("table", "ann"), Actor("table", "bob")
LOOKING, ELSEWHERE = Actor("table", "olga", OBSERVER), Actor("other", "eve", GM)


@pytest.fixture
async def services(stores: Stores) -> Services:
    """Return services with two sessions on Discord, of which Ann sees both and Bob the first alone."""
    services = build(stores, Providers([FakeProvider()]), Enhancer(None, stores.prompt_cache, judge)).services

    async def look_up(session_id: str, user_id: str) -> Seen | None:
        return Seen() if session_id == "table" or user_id == "ann" else None

    services.membership.look_up = look_up
    await stores.sessions.open("other", "other", MOMENT)
    await execute(stores.database, "UPDATE session SET guild_id = '1'")
    return services


@pytest.fixture
async def album(services: Services) -> str:
    return (await services.albums.create(ANN, "  Best   of act one ")).id


async def shown(services: Services, actor: Actor, album_id: str) -> list[str]:
    return [each.image.id for each in await services.albums.pictures(actor, album_id)]


async def test_members_add_and_order_and_everybody_sees_the_captions(
    services: Services, stores: Stores, album: str
) -> None:
    ids = [await stores.add_image() for _ in range(3)]
    assert await services.albums.add(ANN, album, ids[0], "It began  in the rain.")
    assert await services.albums.add(BOB, album, ids[1])
    assert await services.albums.add(BOB, album, ids[2])
    assert not await services.albums.add(ANN, album, ids[1])
    await services.albums.order(ANN, album, [ids[2], "unknown", ids[0], ids[1]])
    await services.albums.move(BOB, album, ids[1], 1)
    pictures = await services.albums.pictures(LOOKING, album)
    assert [each.image.id for each in pictures] == [ids[1], ids[2], ids[0]]
    assert [(each.caption, each.added_by) for each in pictures][-1] == ("It began in the rain.", "ann")
    (listed,) = await services.albums.all(LOOKING)
    assert (listed.album.name, listed.pictures, listed.cover_id) == ("Best of act one", 3, ids[1])


async def test_who_added_a_picture_or_the_gm_captions_it_and_takes_it_out(
    services: Services, stores: Stores, album: str
) -> None:
    image_id = await stores.add_image()
    await services.albums.add(ANN, album, image_id)
    for refused in (
        services.albums.caption(BOB, album, image_id, "Mine"),
        services.albums.remove(BOB, album, image_id),
        services.albums.rename(BOB, album, "Mine"),
        services.albums.delete(BOB, album),
        services.albums.add(LOOKING, album, image_id),
        services.albums.order(LOOKING, album, [image_id]),
        services.albums.create(LOOKING, "Mine"),
    ):
        with pytest.raises(NotAllowedError):
            await refused
    await services.albums.caption(GM_HERE, album, image_id, "Act one")
    assert (await services.albums.pictures(BOB, album))[0].caption == "Act one"
    await services.albums.remove(ANN, album, image_id)
    assert await shown(services, ANN, album) == []
    assert await stores.images.get(image_id, sees_secrets=False) is not None
    await services.albums.delete(GM_HERE, album)
    with pytest.raises(NotFoundError):
        await services.albums.get(album, ANN)


async def test_a_secret_picture_is_in_the_gms_album_alone_until_it_is_revealed(
    services: Services, stores: Stores, album: str
) -> None:
    secret, public = await stores.add_image(SECRET), await stores.add_image()
    with pytest.raises(NotFoundError):
        await services.albums.add(ANN, album, secret)
    await services.albums.add(GM_HERE, album, secret, "The traitor")
    await services.albums.add(GM_HERE, album, public)
    assert await shown(services, ANN, album) == [public]
    assert [(each.pictures, each.cover_id) for each in await services.albums.all(ANN)] == [(1, public)]
    assert [(each.pictures, each.cover_id) for each in await services.albums.all(GM_HERE)] == [(2, secret)]
    with pytest.raises(NotFoundError, match="not in the album"):
        await services.albums.caption(ANN, album, secret, "Found it")
    await services.albums.order(ANN, album, [public, secret])
    assert await shown(services, GM_HERE, album) == [secret, public]
    await services.reveals.now(secret, GM_HERE)
    assert await shown(services, ANN, album) == [secret, public]


async def test_what_is_deleted_is_gone_with_its_caption(services: Services, stores: Stores, album: str) -> None:
    image_id = await stores.add_image()
    await services.albums.add(ANN, album, image_id, "It began in the rain.")
    await services.gallery.delete(image_id, GM_HERE)
    assert await shown(services, ANN, album) == []
    assert await stores.albums.unchecked_pictures(album) == ()


async def test_a_campaigns_album_shows_each_what_they_may_see(services: Services, stores: Stores) -> None:
    campaign = await services.campaigns.create(GM_HERE, "Emerald City Nights")
    await services.campaigns.join(ELSEWHERE, campaign.join_code)
    both = (await services.albums.create(ANN, "Both tables", CAMPAIGN)).id
    here, there = await stores.add_image(), await stores.add_image(session="other")
    await services.albums.add(ANN, both, here)
    await services.albums.add(ANN, both, there)
    with pytest.raises(NotFoundError):
        await services.albums.add(BOB, both, there)
    assert await shown(services, ANN, both) == [here, there]
    assert await shown(services, BOB, both) == [here]
    await services.albums.add(ELSEWHERE, both, await stores.add_image(SECRET, session="other"))
    assert [(each.pictures, each.cover_id) for each in await services.albums.all(ANN)] == [(2, here)]
    assert [(each.pictures, each.cover_id) for each in await services.albums.all(BOB)] == [(1, here)]
    assert [(each.pictures, each.cover_id) for each in await services.albums.all(ELSEWHERE)] == [(3, here)]
    own = (await services.albums.create(ANN, "Ours")).id
    with pytest.raises(RefusedError, match="of this session alone"):
        await services.albums.add(ANN, own, there)
    with pytest.raises(NotFoundError):
        await services.albums.pictures(ELSEWHERE, own)
    await services.campaigns.leave(ELSEWHERE)
    assert await shown(services, ANN, both) == [here]
    with pytest.raises(NotFoundError):
        await services.albums.get(both, ELSEWHERE)


async def test_many_albums_are_listed_by_as_few_queries_as_one(
    services: Services, stores: Stores, album: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, run_alone = list[str](), stores.database.run_alone

    def counted(query: str, steps: Callable[[Transaction], Coroutine[Any, Any, Any]]) -> Awaitable[Any]:
        asked.append(query)
        return run_alone(query, steps)

    monkeypatch.setattr(stores.database, "run_alone", counted)
    assert [each.album.id for each in await services.albums.all(ANN)] == [album]
    once = asked.copy()
    for name in ("Act two", "Act three"):
        await services.albums.create(ANN, name)
    asked.clear()
    assert [(each.album.name, each.pictures, each.cover_id) for each in await services.albums.all(ANN)] == [
        ("Act three", 0, None),
        ("Act two", 0, None),
        ("Best of act one", 0, None),
    ]
    assert asked == once


async def test_names_are_told_apart_however_they_are_written(services: Services, album: str) -> None:
    assert (await services.albums.named("best of ACT one", BOB)).id == album
    with pytest.raises(RefusedError, match="of this name already"):
        await services.albums.create(BOB, "Best of act One")
    other = await services.albums.create(BOB, "Rest")
    with pytest.raises(RefusedError, match="of this name already"):
        await services.albums.rename(BOB, other.id, "best of act one")
    assert (await services.albums.rename(BOB, other.id, "The rest")).name == "The rest"
    with pytest.raises(RefusedError, match="in no campaign"):
        await services.albums.create(BOB, "Both", CAMPAIGN)
    with pytest.raises(RefusedError, match="1 to 80"):
        await services.albums.create(BOB, " ")


async def test_a_tables_lines_hold_for_captions_and_names(services: Services, stores: Stores, album: str) -> None:
    await services.admin.change(GM_HERE, lines=("spiders",))
    image_id = await stores.add_image()
    with pytest.raises(ContentRefusedError):
        await services.albums.add(ANN, album, image_id, "spiders everywhere")
    with pytest.raises(ContentRefusedError):
        await services.albums.create(ANN, "The spiders")
    with pytest.raises(RefusedError, match="at most 300"):
        await services.albums.add(ANN, album, image_id, "x" * 301)


async def test_there_is_room_for_so_much(
    services: Services, stores: Stores, album: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.campaigns.albums.MOST_ALBUMS", 1)
    monkeypatch.setattr("generation.campaigns.albums.MOST_PICTURES", 1)
    await services.albums.add(ANN, album, await stores.add_image())
    with pytest.raises(RefusedError, match="at most 1 pictures"):
        await services.albums.add(ANN, album, await stores.add_image())
    with pytest.raises(RefusedError, match="are 1 albums"):
        await services.albums.create(ANN, "Second")


async def test_a_change_is_told_to_the_sessions_that_see_the_album(services: Services, stores: Stores) -> None:
    campaign = await services.campaigns.create(GM_HERE, "Emerald City Nights")
    await services.campaigns.join(ELSEWHERE, campaign.join_code)
    heard = list[Event]()
    services.events.listen(heard.append, AlbumChanged)
    await services.albums.create(ANN, "Ours")
    assert [event.session_id for event in heard] == ["table"]
    both = await services.albums.create(ANN, "Both", CAMPAIGN)
    await services.albums.add(ANN, both.id, await stores.add_image())
    assert [event.session_id for event in heard] == ["table", "table", "other", "table", "other"]


async def test_what_a_session_has_ended_with_stays(services: Services, stores: Stores, album: str) -> None:
    image_id = await stores.add_image()
    await services.albums.add(ANN, album, image_id)
    ended = Actor("table", "ann", ended=True)
    for refused in (services.albums.add(ended, album, image_id), services.albums.remove(ended, album, image_id)):
        with pytest.raises(NotAllowedError, match="has ended"):
            await refused
    assert await shown(services, ended, album) == [image_id]


async def test_of_two_who_move_pictures_at_once_neither_undoes_what_the_other_has_done(
    services: Services, stores: Stores, album: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [await stores.add_image() for _ in range(4)]
    for image_id in ids:
        await services.albums.add(ANN, album, image_id)
    look_before_anybody_acts(monkeypatch, 2, store=AlbumStore, act="order")
    await asyncio.gather(*(services.albums.move(ANN, album, image_id, 1) for image_id in ids[2:]))
    order = await shown(services, ANN, album)
    assert (set(order[:2]), order[2:]) == (set(ids[2:]), ids[:2])
