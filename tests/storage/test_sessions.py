"""Sessions, members, opened pages, facts, and the ledger."""

from dataclasses import replace

from storage.gallery_filters import GalleryView
from storage.params import GenerationParams, read_preferences
from tests.storage.stores import MOMENT, SECOND, Stores, new_request


async def test_a_session_comes_into_being_once(stores: Stores) -> None:
    first = await stores.sessions.open("s", "Seattle", MOMENT, guild_id="g", gm_user_id="gm")
    again = await stores.sessions.open("s", "Another name", MOMENT + SECOND)
    assert first == again
    assert (first.name, first.guild_id, first.gm_user_id, first.status) == ("Seattle", "g", "gm", "active")
    assert await stores.sessions.get("nowhere") is None


async def test_a_member_has_the_role_last_seen(stores: Stores) -> None:
    assert await stores.sessions.role("table", "ann") is None
    for role in ("player", "player", "gm"):
        await stores.sessions.join("table", "ann", role, MOMENT)
        assert await stores.sessions.role("table", "ann") == role


async def test_an_opened_page_is_remembered_and_can_change_its_filter(stores: Stores) -> None:
    view = GalleryView("v", "table", "ann", "{}", shared=True, created_at=MOMENT)
    await stores.sessions.open_view(view)
    assert await stores.sessions.view("v") == view
    await stores.sessions.turn_view("v", '{"favorites": true}', MOMENT, place=3, grid=True)
    changed = await stores.sessions.view("v")
    assert changed is not None
    assert changed.filter == '{"favorites": true}'
    assert await stores.sessions.view("none") is None


async def test_a_page_is_forgotten_that_nobody_has_opened_or_turned_for_long(stores: Stores) -> None:
    for name, opened, turned in (("old", 0, None), ("turned", 0, 3), ("new", 3, None)):
        view = GalleryView(name, "table", "ann", "{}", shared=True, created_at=MOMENT + opened * SECOND)
        await stores.sessions.open_view(view)
        if turned is not None:
            await stores.sessions.turn_view(name, "{}", MOMENT + turned * SECOND, place=None, grid=False)
    assert await stores.sessions.forget_unused_views(MOMENT + 2 * SECOND) == 1
    assert [bool(await stores.sessions.view(name)) for name in ("old", "turned", "new")] == [False, True, True]


async def test_a_fact_is_what_it_was_last_set_to(stores: Stores) -> None:
    assert await stores.facts.get("tree") is None
    for value in ("1", "2"):
        await stores.facts.set("tree", value)
    assert await stores.facts.get("tree") == "2"


async def test_the_ledger_shows_every_call_and_how_it_ended(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    first = await stores.attempts.open(request.id, "fake", MOMENT)
    await stores.attempts.close(first, "unavailable", MOMENT, error="gone")
    second = await stores.attempts.open(request.id, "sketch", MOMENT + SECOND)
    assert await stores.turns(request.id) == [("fake", "unavailable"), ("sketch", "open")]
    await stores.attempts.close(second, "completed", MOMENT, cost=0.04)
    assert await stores.turns(request.id) == [("fake", "unavailable"), ("sketch", "completed")]


async def test_what_is_asked_for_survives_its_columns(stores: Stores) -> None:
    params = GenerationParams(
        "a street", "scene", "noir", "dalle", width=1536, quality="hd", seed=0, parent_id="p", references=("a", "b")
    )
    request = await stores.enqueue(replace(new_request(), params=params))
    assert (await stores.again(request.id)).params == params


def test_preferences_of_another_version_are_read_as_far_as_they_are_known() -> None:
    assert read_preferences('{"of_tomorrow": 1, "seed": 5}') == {"seed": 5}
    assert read_preferences(None) == {}


async def test_a_session_remembers_the_locale_of_its_place(stores: Stores) -> None:
    await stores.sessions.open("s", "Seattle", MOMENT)
    assert await stores.sessions.locale("s") is None
    await stores.sessions.set_locale("s", "de")
    session = await stores.sessions.get("s")
    assert session is not None
    assert (session.locale, await stores.sessions.locale("s")) == ("de", "de")
    assert await stores.sessions.locale("nowhere") is None
