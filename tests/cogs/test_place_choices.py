"""A provider without a place for long: its player is told when there is one, and waits or goes to another one."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from simcord import ResponseMessage

from cogs.delivery.placeholder import Placeholder
from cogs.ui.components import button
from generation.i18n import speaking
from generation.providers.base import Capabilities, RateLimitedError
from generation.providers.breaker import CircuitBreaker
from generation.providers.registry import Providers
from storage.provider_state import ProviderStore
from tests.cogs.discord_harness import AnyMessage, DiscordHarness, buttons, custom_ids, fields, private_answer
from tests.generation.fake_provider import FakeProvider, fail

pytestmark = pytest.mark.usefixtures("edits_at_once")

TOO_LATE = "It does not wait for a provider any more."


@pytest.fixture
def dalle(harness: DiscordHarness, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """Set a first provider up, before the one that always has a place."""
    dalle = FakeProvider()
    dalle.name, dalle.title = "dalle", "DALL-E"
    monkeypatch.setattr(harness.app.services.guild_providers, "operators", Providers([dalle, painter]))
    return dalle


@pytest.fixture
def web_ui(
    harness: DiscordHarness, dalle: FakeProvider, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> FakeProvider:
    """Set a second provider up between the two, which wants a pause of ten seconds, as short as a picture takes."""
    web_ui = FakeProvider()
    web_ui.name, web_ui.title = "sdapi", "Stable Diffusion web UI"
    web_ui.then(fail(RateLimitedError("The web UI is overloaded.", 10.0)))
    monkeypatch.setattr(harness.app.services.guild_providers, "operators", Providers([dalle, web_ui, painter]))
    return web_ui


@pytest.fixture
async def full(harness: DiscordHarness, dalle: FakeProvider) -> FakeProvider:
    """Let the first provider have no place for a minute."""
    dalle.capabilities = Capabilities(calls_per_minute=1)
    breaker = CircuitBreaker(ProviderStore(harness.app.stores.database))
    assert await breaker.try_acquire(dalle) is None
    return dalle


async def asked(harness: DiscordHarness, count: int = 1) -> ResponseMessage:
    """Ask for a picture and return its placeholder, once that offers the choice."""
    placeholder = await harness.generate(count=count)
    await harness.wait_until(lambda: "await" in verbs(harness.refetch(placeholder)))
    return placeholder


def verbs(message: AnyMessage) -> list[str]:
    return [each.split(":")[1] for each in custom_ids(message)]


def labels(message: AnyMessage) -> list[str]:
    return [each["label"] for each in buttons(message)]


async def free(harness: DiscordHarness, dalle: FakeProvider) -> None:
    """Give the first provider places, and wake who waits for one."""
    dalle.capabilities = Capabilities()
    await harness.app.stores.queue.wake_delayed(list(await harness.app.stores.queue.delayed()))
    harness.app.workers._work_came.set()


@pytest.mark.usefixtures("full")
async def test_the_placeholder_says_when_there_is_a_place_and_offers_the_choice(harness: DiscordHarness) -> None:
    shown = harness.refetch(await asked(harness))
    assert labels(shown) == ["Wait for DALL-E", "Paint with another now", "Cancel"]
    text = fields(shown)["Waiting for DALL-E"]
    assert text is not None
    bar, free_at, otherwise = text.split("\n")
    assert bar.endswith("0%")
    assert re.fullmatch(r"DALL-E is free again <t:\d+:R>\.", free_at)
    assert re.fullmatch(r"If you do not choose, another provider paints it <t:\d+:R>\.", otherwise)


async def test_who_waits_has_it_painted_there(
    harness: DiscordHarness, full: FakeProvider, painter: FakeProvider
) -> None:
    placeholder = await asked(harness)
    assert private_answer(await harness.press(placeholder, "await")) == "It waits for DALL-E."
    await harness.wait_until(lambda: "await" not in verbs(harness.refetch(placeholder)))
    shown = harness.refetch(placeholder)
    assert labels(shown) == ["Paint with another now", "Cancel"]
    assert "If you do not choose" not in (fields(shown)["Waiting for DALL-E"] or "")
    await free(harness, full)
    await harness.wait_until_delivered()
    (picture,) = harness.image_messages()
    assert (picture.id, len(full.orders), painter.orders) == (placeholder.id, 1, [])


async def test_who_does_not_wait_has_it_painted_elsewhere_at_once(
    harness: DiscordHarness, full: FakeProvider, painter: FakeProvider
) -> None:
    placeholder = await asked(harness)
    assert private_answer(await harness.press(placeholder, "another")) == "Another provider paints it now."
    await harness.wait_until_delivered()
    (picture,) = harness.image_messages()
    assert (picture.id, full.orders, len(painter.orders)) == (placeholder.id, [], 1)


async def test_a_second_press_changes_nothing(
    harness: DiscordHarness, full: FakeProvider, painter: FakeProvider
) -> None:
    placeholder = await asked(harness)
    request_id = custom_ids(placeholder)[0].rpartition(":")[2]
    # As on the screen of somebody who has pressed before the message changed.
    waiting = await harness.post_button(button("await", request_id))
    another = await harness.post_button(button("another", request_id))
    for _ in range(2):
        assert private_answer(await harness.press(waiting, "await")) == "It waits for DALL-E."
    await harness.press(another, "another")
    await harness.wait_until_delivered()
    for message, verb in ((waiting, "await"), (another, "another")):
        assert private_answer(await harness.press(message, verb)) == TOO_LATE
    assert (full.orders, len(painter.orders)) == ([], 1)


@pytest.mark.usefixtures("full")
async def test_the_choice_is_the_authors_and_the_gms(harness: DiscordHarness) -> None:
    placeholder = await asked(harness)
    for verb in ("await", "another"):
        sentence = private_answer(await harness.press(placeholder, verb, by=harness.other))
        assert sentence.startswith("Only ")
    assert "await" in verbs(harness.refetch(placeholder))
    assert (
        private_answer(await harness.press(placeholder, "another", by=harness.gm)) == "Another provider paints it now."
    )
    await harness.wait_until_delivered()


@pytest.mark.parametrize("verb", ["await", "another"])
async def test_the_buttons_answer_after_a_restart(harness: DiscordHarness, full: FakeProvider, verb: str) -> None:
    placeholder = await asked(harness)
    await harness.restart()
    await harness.press(placeholder, verb)
    if verb == "await":
        await harness.wait_until(lambda: "await" not in verbs(harness.refetch(placeholder)))
        await free(harness, full)
    await harness.wait_until_delivered()
    (picture,) = harness.image_messages()
    assert picture.id == placeholder.id
    assert len(full.orders) == (verb == "await")


@pytest.mark.usefixtures("full")
async def test_a_german_table_reads_german(harness: DiscordHarness) -> None:
    placeholder = await asked(harness)
    request_id = custom_ids(placeholder)[0].rpartition(":")[2]
    request = await harness.services.requests.unchecked_request(request_id)
    assert request is not None
    with speaking("de"):
        content = Placeholder.for_requests([request]).render()
    assert [getattr(each, "label", "") for each in content.view.children] == [
        "Auf DALL-E warten",
        "Jetzt von einem anderen malen lassen",
        "Abbrechen",
    ]
    assert content.embed.fields[0].name == "Wartet auf DALL-E"


async def test_where_nobody_presses_another_provider_takes_over(
    harness: DiscordHarness, full: FakeProvider, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.execution.places.ASKED_FOR", timedelta(seconds=0.3))
    placeholder = await asked(harness)
    await harness.wait_until_delivered()
    (picture,) = harness.image_messages()
    assert (picture.id, full.orders, len(painter.orders)) == (placeholder.id, [], 1)


@pytest.mark.usefixtures("full")
async def test_a_batch_is_asked_once(harness: DiscordHarness, painter: FakeProvider) -> None:
    placeholder = await asked(harness, count=3)
    assert labels(harness.refetch(placeholder)) == ["Wait for DALL-E", "Paint with another now", "Cancel"]
    await harness.press(placeholder, "another")
    await harness.wait_until_delivered()
    assert len(painter.orders) == 3


@pytest.mark.usefixtures("full")
async def test_a_batch_is_asked_for_the_one_that_waits_long(harness: DiscordHarness) -> None:
    placeholder = await asked(harness, count=2)
    batch_id = custom_ids(placeholder)[0].rpartition(":")[2]
    request = await harness.services.requests.unchecked_request(batch_id)
    assert request is not None
    briefly = replace(request, id="another", place_choice=None)
    content = Placeholder.for_requests([briefly, request]).render()
    assert [getattr(each, "label", "") for each in content.view.children] == [
        "Wait for DALL-E",
        "Paint with another now",
        "Cancel",
    ]


async def test_a_short_wait_is_only_told(harness: DiscordHarness, dalle: FakeProvider, painter: FakeProvider) -> None:
    dalle.then(fail(RateLimitedError("Slow down.", 10.0)))
    placeholder = await harness.generate()
    await harness.wait_until(lambda: "Waiting for DALL-E" in fields(harness.refetch(placeholder)))
    assert labels(harness.refetch(placeholder)) == ["Cancel"]
    assert painter.orders == []


async def test_where_nobody_else_can_it_waits_and_says_so(
    harness: DiscordHarness, full: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness.app.services.guild_providers, "operators", Providers([full]))
    placeholder = await harness.generate()
    await harness.wait_until(lambda: "Waiting for DALL-E" in fields(harness.refetch(placeholder)))
    shown = harness.refetch(placeholder)
    assert labels(shown) == ["Cancel"]
    assert "DALL-E is free again" in (fields(shown)["Waiting for DALL-E"] or "")


async def test_another_one_now_is_one_who_has_a_place_now(
    harness: DiscordHarness, full: FakeProvider, web_ui: FakeProvider, painter: FakeProvider
) -> None:
    placeholder = await asked(harness)
    await harness.press(placeholder, "another")
    await harness.wait_until_delivered()
    # As it rests now, the next one to whom this is said does not even ask it.
    await harness.press(await asked(harness), "another")
    await harness.wait_until_delivered()
    assert (full.orders, len(web_ui.orders), len(painter.orders)) == ([], 1, 2)


@pytest.mark.usefixtures("full", "web_ui")
async def test_after_no_answer_the_next_ones_wait_is_told_as_it_is(
    harness: DiscordHarness, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.execution.places.ASKED_FOR", timedelta(seconds=0.3))
    placeholder = await asked(harness)
    await harness.wait_until(lambda: "Waiting for Stable Diffusion web UI" in fields(harness.refetch(placeholder)))
    shown = harness.refetch(placeholder)
    # Nobody else takes over by itself, and to wait is no choice: it does.
    assert labels(shown) == ["Paint with another now", "Cancel"]
    text = fields(shown)["Waiting for Stable Diffusion web UI"] or ""
    assert "Stable Diffusion web UI is free again" in text
    assert "If you do not choose" not in text
    await harness.press(placeholder, "another")
    await harness.wait_until_delivered()
    assert len(painter.orders) == 1
