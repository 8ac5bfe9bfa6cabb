"""Recaps: what they show, who has a say in that, and that each occasion posts one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from generation.campaigns.recaps import MOST_SUGGESTED, next_weekly
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Event, RequestChanged
from generation.moderation.moderator import judge
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.permissions import GM, OBSERVER, Actor
from storage.params import PUBLIC, SECRET
from storage.recaps import RECAP, RecapStore
from tests.generation.at_once import AT_ONCE, look_before_anybody_acts
from tests.generation.fake_provider import FakeProvider
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, SECOND, Stores

THE_GM, ANN, LOOKING = Actor("table", "gm", GM), Actor("table", "ann"), Actor("table", "olga", OBSERVER)


@pytest.fixture
async def services(stores: Stores) -> Services:
    await execute(stores.database, "UPDATE session SET guild_id = '1'")
    return build(stores, Providers([FakeProvider()]), Enhancer(None, stores.prompt_cache, judge)).services


async def starred(stores: Stores, visibility: str = PUBLIC) -> str:
    image_id = await stores.add_image(visibility)
    await stores.images.star(image_id, "ann", MOMENT, starred=True)
    return image_id


async def drafted(services: Services) -> list[tuple[str, str]]:
    return [(line.image.id, line.caption) for line in await services.recaps.draft("table")]


async def owed(stores: Stores) -> list[str]:
    """Return the recaps that the outbox owes, by their ids."""
    kinds = []
    while (claimed := await stores.deliveries.claim(now() + timedelta(days=400))) is not None:
        if claimed.delivery.kind.startswith(RECAP):
            assert claimed.delivery.channel_id == "table"
            kinds.append(claimed.delivery.kind.removeprefix(RECAP))
    return kinds


async def test_it_shows_favorites_and_what_was_approved_in_the_order_of_painting(
    services: Services, stores: Stores
) -> None:
    first, plain, last = await starred(stores), await stores.add_image(), await starred(stores)
    await starred(stores, SECRET)
    await stores.add_image()
    await services.recaps.suggest(ANN, plain, "And then the lights went out.")
    assert await drafted(services) == [(first, ""), (last, "")]
    (waiting,) = await services.recaps.suggestions(THE_GM)
    await services.recaps.decide(THE_GM, waiting.id, approve=True)
    assert await drafted(services) == [(first, ""), (plain, "And then the lights went out."), (last, "")]


async def test_the_gm_approves_edits_or_rejects(services: Services, stores: Stores) -> None:
    ids = [await stores.add_image() for _ in range(3)]
    for image_id in ids:
        assert not await services.recaps.suggest(ANN, image_id, "A line")
    approved, edited, rejected = await services.recaps.suggestions(THE_GM)
    await services.recaps.decide(THE_GM, approved.id, approve=True)
    await services.recaps.decide(THE_GM, edited.id, approve=True, caption="A better line")
    await services.recaps.decide(THE_GM, rejected.id, approve=False)
    assert await drafted(services) == [(ids[0], "A line"), (ids[1], "A better line")]
    with pytest.raises(RefusedError, match="decided already"):
        await services.recaps.decide(THE_GM, rejected.id, approve=True)
    assert await services.recaps.suggestions(THE_GM) == ()


async def test_only_the_gm_decides_posts_and_plans(services: Services, stores: Stores) -> None:
    image_id = await starred(stores)
    await services.recaps.suggest(ANN, image_id, "A line")
    (waiting,) = await services.recaps.suggestions(THE_GM)
    assert await services.recaps.suggestions(ANN) == ()
    for refused in (
        services.recaps.decide(ANN, waiting.id, approve=True),
        services.recaps.suggestion(ANN, waiting.id),
        services.recaps.post(ANN, "1"),
        services.recaps.set_plan(ANN, at_start=True),
        services.recaps.suggest(LOOKING, image_id, "A line"),
    ):
        with pytest.raises(NotAllowedError):
            await refused
    elsewhere = Actor("other", "gm", GM)
    with pytest.raises(NotFoundError):
        await services.recaps.suggestion(elsewhere, waiting.id)


async def test_nothing_secret_comes_into_it(services: Services, stores: Stores) -> None:
    secret = await starred(stores, SECRET)
    with pytest.raises(RefusedError, match="Reveal the picture first"):
        await services.recaps.suggest(THE_GM, secret, "The traitor")
    with pytest.raises(NotFoundError):
        await services.recaps.suggest(ANN, secret, "The traitor")
    with pytest.raises(RefusedError, match="nothing to look back on"):
        await services.recaps.post(THE_GM, "1")


async def test_a_member_suggests_so_many_at_once(services: Services, stores: Stores) -> None:
    for _ in range(5):
        await services.recaps.suggest(ANN, await stores.add_image(), "A line")
    with pytest.raises(RefusedError, match="wait for the GM"):
        await services.recaps.suggest(ANN, await stores.add_image(), "A line")


async def test_an_occasion_posts_once_and_the_next_recap_begins_there(
    services: Services, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.campaigns.recaps.now", lambda: MOMENT + SECOND)
    heard = list[Event]()
    services.events.listen(heard.append, RequestChanged)
    image_id = await starred(stores)
    await services.recaps.suggest(THE_GM, image_id, "It began in the rain.")
    # Twice at the same time, as by two presses.
    await asyncio.gather(*(services.recaps.post(THE_GM, "1") for _ in range(2)), return_exceptions=True)
    (recap,) = await owed(stores)
    assert [(line.image.id, line.caption) for line in await services.recaps.lines(recap)] == [
        (image_id, "It began in the rain.")
    ]
    assert len(heard) == 1
    assert await drafted(services) == []
    await services.gallery.delete(image_id, THE_GM)
    assert await services.recaps.lines(recap) == ()


async def test_a_session_that_wants_it_gets_one_at_its_start_once_a_day(services: Services, stores: Stores) -> None:
    await starred(stores)
    await services.recaps.session_started("table")
    assert await owed(stores) == []
    await services.recaps.set_plan(THE_GM, at_start=True)
    await services.recaps.session_started("table")
    await starred(stores)
    await services.recaps.session_started("table")
    assert len(await owed(stores)) == 1


async def test_a_weekly_recap_is_posted_once_when_it_is_due_by_whoever_comes_first(
    services: Services, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await starred(stores)
    plan = await services.recaps.set_plan(THE_GM, weekday=4, hour=19)
    assert plan.due_at is not None
    await services.recaps.run_due()
    assert await owed(stores) == []
    late = plan.due_at + timedelta(days=15)
    monkeypatch.setattr("generation.campaigns.recaps.now", lambda: late)
    await asyncio.gather(*(services.recaps.run_due() for _ in range(3)))
    assert len(await owed(stores)) == 1
    moved = await services.recaps.plan("table")
    assert moved.due_at == plan.due_at + timedelta(days=21)
    await services.recaps.run_due()
    assert await owed(stores) == []


async def test_where_there_is_no_channel_none_is_posted_or_planned_and_no_message_is_owed(
    services: Services, stores: Stores
) -> None:
    await services.recaps.set_plan(THE_GM, at_start=True)
    assert await services.recaps.can_post(THE_GM)
    await execute(stores.database, "UPDATE session SET guild_id = NULL")
    image_id = await starred(stores)
    for refused in (services.recaps.post(THE_GM, "1"), services.recaps.set_plan(THE_GM, weekday=1)):
        with pytest.raises(RefusedError, match="not on Discord"):
            await refused
    await services.recaps.session_started("table")
    assert await owed(stores) == []
    assert await drafted(services) == [(image_id, "")]
    assert not await services.recaps.can_post(THE_GM)


async def test_an_ended_session_gets_none(services: Services, stores: Stores) -> None:
    await starred(stores)
    await services.recaps.set_plan(THE_GM, at_start=True)
    await stores.members.set_status("table", "ended")
    await services.recaps.session_started("table")
    assert await owed(stores) == []


@pytest.mark.parametrize(("weekday", "hour"), [(7, 0), (-1, 0), (0, 24)])
async def test_there_are_seven_days_of_twenty_four_hours(services: Services, weekday: int, hour: int) -> None:
    with pytest.raises(RefusedError, match="day of the week"):
        await services.recaps.set_plan(THE_GM, weekday=weekday, hour=hour)


@pytest.mark.parametrize(
    ("weekday", "hour", "due"),
    [
        (5, 22, datetime(2071, 3, 14, 22, tzinfo=UTC)),
        (5, 21, datetime(2071, 3, 21, 21, tzinfo=UTC)),
        (4, 23, datetime(2071, 3, 20, 23, tzinfo=UTC)),
        (6, 0, datetime(2071, 3, 15, tzinfo=UTC)),
    ],
)
def test_weekly_is_the_next_such_hour(weekday: int, hour: int, due: datetime) -> None:
    """The moment is a Saturday, 21:05."""
    assert next_weekly(weekday, hour, MOMENT) == due
    assert next_weekly(weekday, hour, due - SECOND) == due
    assert next_weekly(weekday, hour, due) == due + timedelta(weeks=1)


async def test_of_many_suggestions_at_once_no_more_wait_than_may(
    services: Services, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    image_id = await stores.add_image()
    look_before_anybody_acts(monkeypatch, store=RecapStore, act="suggest")
    suggested = (services.recaps.suggest(ANN, image_id, "A line") for _ in range(AT_ONCE))
    answers = await asyncio.gather(*suggested, return_exceptions=True)
    assert len(await services.recaps.suggestions(THE_GM)) == MOST_SUGGESTED
    assert sum(isinstance(answer, RefusedError) for answer in answers) == AT_ONCE - MOST_SUGGESTED


async def test_two_occasions_at_once_do_not_show_the_same_twice(
    services: Services, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.campaigns.recaps.now", lambda: MOMENT + SECOND)
    await services.recaps.suggest(THE_GM, await starred(stores), "It began in the rain.")
    look_before_anybody_acts(monkeypatch, 2, store=RecapStore, act="post")
    answers = await asyncio.gather(
        *(services.recaps.post(THE_GM, occasion) for occasion in ("1", "2")), return_exceptions=True
    )
    assert len(await owed(stores)) == 1
    (refused,) = (answer for answer in answers if answer is not None)
    assert str(refused).startswith("There is nothing to look back on since the last recap")
