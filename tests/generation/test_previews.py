"""Previews: what would be sent is shown, may be changed, and is sent word for word."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.settings import Settings
from generation.clock import now
from generation.errors import ContentRefusedError, NotFoundError, RefusedError
from generation.prompts.text import LONGEST
from generation.prompts.values import EXACT, FALLBACK, MODEL
from generation.requests.previews import Preview
from generation.sessions.permissions import Actor
from generation.sessions.settings import ALL
from storage.errors import StorageError
from storage.params import GenerationParams
from storage.records import COMPLETED, HELD
from tests.generation.application import ANN, BOB, PLAIN, THE_GM, Application, open_application
from tests.servers.openai_chat import ChatServer, answers, fails

GOOD = "A broad tusked ork sells steaming noodles at a crowded night market, paper lanterns, low camera"


@pytest.fixture
async def chat() -> AsyncIterator[ChatServer]:
    async with ChatServer() as server:
        server.then(answers(GOOD))
        yield server


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        yield room


async def shown(room: Application, params: GenerationParams = PLAIN, by: Actor = ANN) -> Preview:
    return await room.services.previews.show(params, await room.services.sessions.context(by))


async def sent(room: Application, preview: Preview, by: Actor = ANN) -> tuple[str, str]:
    """Send what was shown and return what came at the provider: its text, and what it is to avoid."""
    params = await room.services.previews.to_send(preview.draft.id, by)
    request = await room.ended(await room.ask(params, by))
    assert request.status == COMPLETED, request.error_message
    order = (*room.painter.orders, *room.other.orders)[-1]
    return order.prompt, order.negative


async def drafts(room: Application) -> int:
    return len(await room.running.rows("SELECT id FROM draft"))


@pytest.mark.parametrize(
    "params",
    [
        PLAIN,
        replace(PLAIN, style="neon_noir", seed=7),
        replace(PLAIN, provider="comfyui"),
        replace(PLAIN, prompt="A  street\nscene", width=1024, height=1024),
        replace(PLAIN, prompt="a forest lake at dawn, no neon, without rain", provider="comfyui"),
        replace(PLAIN, prompt="a decapitated ganger, ½ in shadow … “LAST CALL”"),
        replace(PLAIN, prompt="noodles " * 499 + "market"),
    ],
    ids=lambda params: params.prompt[:30],
)
async def test_the_provider_is_sent_exactly_what_was_shown(room: Application, params: GenerationParams) -> None:
    preview = await shown(room, params)
    assert await sent(room, preview) == (preview.enhanced.prompt, preview.enhanced.negative)


async def test_nothing_is_queued_or_spent_by_looking(room: Application) -> None:
    await shown(room)
    assert await room.stored() == 0
    assert room.painter.orders == []


async def test_the_language_models_text_is_shown_and_sent_without_asking_it_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, chat: ChatServer
) -> None:
    async with open_application(settings, monkeypatch, chat=chat) as room:
        preview = await shown(room)
        assert (preview.enhanced.prompt, preview.enhanced.source, preview.enhanced.note) == (GOOD, MODEL, "")
        assert (await sent(room, preview))[0] == GOOD
        assert len(chat.calls) == 1


async def test_it_says_why_it_is_not_the_models(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, chat: ChatServer
) -> None:
    chat.then(fails(500))
    async with open_application(settings, monkeypatch, chat=chat) as room:
        preview = await shown(room)
    assert preview.enhanced.source == FALLBACK
    assert preview.enhanced.note == "The language model cannot be reached; enhanced by rules."


async def test_other_words_are_sent_as_they_stand(room: Application) -> None:
    preview = await shown(room, replace(PLAIN, provider="comfyui"))
    amended = await room.services.previews.amend(
        preview.draft.id,
        await room.services.sessions.context(ANN),
        prompt="An ork,  close up",
        negative="daylight, crowds",
    )
    assert (amended.enhanced.prompt, amended.enhanced.source) == ("An ork, close up", EXACT)
    assert amended.draft.id == preview.draft.id
    assert await sent(room, amended) == ("An ork, close up", "daylight, crowds")


async def test_a_locked_look_cannot_be_edited_away(room: Application) -> None:
    await room.change(style_lock="corp_sterile")
    preview = await shown(room)
    assert preview.style == "corp_sterile"
    amended = await room.services.previews.amend(
        preview.draft.id, await room.services.sessions.context(ANN), prompt="An ork, close up", negative=""
    )
    assert amended.enhanced.prompt.startswith("An ork, close up, ")
    assert "cold white panels" in amended.enhanced.prompt
    again = await room.services.previews.amend(
        preview.draft.id, await room.services.sessions.context(ANN), prompt=amended.enhanced.prompt, negative=""
    )
    assert again.enhanced.prompt == amended.enhanced.prompt
    assert (await sent(room, again))[0] == again.enhanced.prompt


@pytest.mark.parametrize("prompt", ["a nude child", "a clown in a bar", " ", "x" * (LONGEST + 1)])
async def test_words_that_are_refused_change_nothing(room: Application, prompt: str) -> None:
    await room.change(lines=("clown",))
    preview = await shown(room)
    with pytest.raises(RefusedError):
        await room.services.previews.amend(
            preview.draft.id, await room.services.sessions.context(ANN), prompt=prompt, negative=""
        )
    assert (await room.services.previews.get(preview.draft.id, ANN)).enhanced == preview.enhanced


async def test_a_refused_description_is_neither_shown_nor_kept(room: Application) -> None:
    with pytest.raises(ContentRefusedError):
        await shown(room, replace(PLAIN, prompt="a nude child"))
    assert await drafts(room) == 0


async def test_it_says_that_the_gm_will_see_it_first_and_that_happens(room: Application) -> None:
    await room.change(approval=ALL)
    preview = await shown(room)
    assert "At this table the GM sees every description before it is painted." in preview.notes
    request_id = await room.ask(await room.services.previews.to_send(preview.draft.id, ANN))
    assert (await room.row(request_id)).status == HELD
    await room.services.reviews.approve(request_id, THE_GM)
    await room.ended(request_id)
    assert room.painter.orders[0].prompt == preview.enhanced.prompt


async def test_it_says_that_the_lock_outranks_the_wish(room: Application) -> None:
    await room.change(style_lock="corp_sterile")
    preview = await shown(room, replace(PLAIN, style="neon_noir"))
    assert "This table paints everything as Corporate Cold." in preview.notes


async def test_it_is_its_authors_alone(room: Application) -> None:
    preview = await shown(room)
    for stranger in (BOB, THE_GM, replace(ANN, session_id="elsewhere")):
        for deed in (room.services.previews.to_send, room.services.previews.get, room.services.previews.drop):
            with pytest.raises(NotFoundError, match="This preview is gone"):
                await deed(preview.draft.id, stranger)
    assert await drafts(room) == 1


async def test_it_outlives_a_restart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_application(settings, monkeypatch) as room:
        preview = await shown(room)
    async with open_application(settings, monkeypatch) as room:
        assert (await sent(room, preview))[0] == preview.enhanced.prompt


async def test_it_is_forgotten_after_a_day(room: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = await shown(room)
    await room.running.app.sweep()
    await room.services.previews.get(preview.draft.id, ANN)
    later = now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("generation.requests.drafts.now", lambda: later)
    await room.running.app.sweep()
    with pytest.raises(NotFoundError, match="Make a new one with /image enhance"):
        await room.services.previews.to_send(preview.draft.id, ANN)


async def test_what_is_dropped_is_gone(room: Application) -> None:
    preview = await shown(room)
    await room.services.previews.drop(preview.draft.id, ANN)
    with pytest.raises(NotFoundError):
        await room.services.previews.to_send(preview.draft.id, ANN)


async def test_the_limits_of_whoever_would_paint_are_kept(room: Application) -> None:
    preview = await shown(room, replace(PLAIN, prompt="noodles " * 100 + "market", provider="comfyui"))
    assert preview.provider is room.other
    assert len(preview.enhanced.prompt) <= room.other.capabilities.max_prompt


async def test_a_provider_that_takes_more_than_a_description_may_have_gets_no_more(room: Application) -> None:
    room.painter.capabilities = replace(room.painter.capabilities, max_prompt=32_000)
    preview = await shown(room, replace(PLAIN, prompt="noodles, " * 440 + "market"))
    assert len(preview.enhanced.prompt) <= LONGEST
    assert (await sent(room, preview))[0] == preview.enhanced.prompt


async def test_a_bucket_that_is_away_keeps_no_old_draft(
    room: Application, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    preview = await shown(room)

    def away(_before: datetime) -> AsyncIterator[tuple[str, list[str]]]:
        raise StorageError("The bucket is away.")

    monkeypatch.setattr(room.running.app.stores.blobs, "old_pictures", away)
    later = now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("generation.requests.drafts.now", lambda: later)
    await room.running.app.sweep()
    assert "The bucket is away." in caplog.text
    with pytest.raises(NotFoundError, match="Make a new one with /image enhance"):
        await room.services.previews.to_send(preview.draft.id, ANN)
