"""Remote moderation at work: descriptions before they cost, texts before they are sent, pictures before they show."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from bot.settings import Settings
from generation.moderation.remote import IMPLIED
from generation.providers.base import ProviderRequest, ProviderResult, ReportProgress
from generation.sessions.settings import FLAGGED
from storage.blobs import BlobStore
from storage.records import COMPLETED, FAILED
from tests.generation.application import ANN, PLAIN, PLAIN_BY_RULES, THE_GM, Application, open_application
from tests.generation.fake_provider import paint
from tests.servers.openai_chat import ChatServer, answers
from tests.servers.openai_moderation import ModerationServer, fails, scores

GOOD = "A broad tusked ork sells steaming noodles at a crowded night market, paper lanterns, low camera"
#: Words alone leave a doubt here, but nothing that is flagged.
IN_DOUBT = "a woman in lingerie on a balcony"
SELF_HARM = scores(self_harm=0.7)
ATTEMPTS = "SELECT provider, outcome, cost FROM attempt"


@pytest.fixture
async def chat() -> AsyncIterator[ChatServer]:
    async with ChatServer() as server:
        server.then(answers(GOOD))
        yield server


@pytest.fixture
async def moderation() -> AsyncIterator[ModerationServer]:
    async with ModerationServer() as server:
        yield server
        assert server.faults == []


@pytest.fixture
async def judged(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, moderation: ModerationServer
) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch, moderation=moderation) as room:
        await room.change(approval=FLAGGED)
        yield room


class TestRemoteModeration:
    async def test_a_hard_block_ends_a_request_before_anything_is_spent(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(scores(sexual__minors=0.2))
        request = await judged.ended(await judged.ask(by=THE_GM))
        assert (request.status, request.error_code) == (FAILED, "moderated")
        assert judged.painter.orders == []
        assert await judged.running.rows(ATTEMPTS) == []

    async def test_a_doubt_puts_a_request_before_the_gm_who_is_not_asked_again(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(SELF_HARM)
        request_id = await judged.ask()
        held = await judged.held(request_id)
        assert "suicide or self-harm" in (held.held_reason or "")
        assert (held.lease_token, held.retry_count, judged.painter.orders) == (None, 0, [])
        # Pictures are looked at, too, and are what was let pass.
        await judged.services.reviews.approve(request_id, THE_GM)
        assert (await judged.ended(request_id)).status == COMPLETED

    async def test_the_gms_words_after_a_doubt_are_the_pictures(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(SELF_HARM)
        request_id = await judged.ask()
        await judged.held(request_id)
        moderation.answer(scores())
        await judged.services.reviews.approve(request_id, THE_GM, text="A troll sells soup")
        await judged.ended(request_id)
        (image,) = await judged.services.gallery.unchecked_of_request(request_id)
        assert image.prompt == "A troll sells soup"

    async def test_a_rejected_one_leaves_no_picture_that_is_pending(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(SELF_HARM)
        request_id = await judged.ask()
        await judged.held(request_id)
        await judged.services.reviews.reject(request_id, THE_GM)
        assert [row["status"] for row in await judged.running.rows("SELECT status FROM generated_image")] == ["failed"]

    async def test_what_the_gm_asks_for_needs_nobodys_look(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(SELF_HARM)
        assert (await judged.ended(await judged.ask(by=THE_GM))).status == COMPLETED

    async def test_a_table_that_is_open_is_not_held_up_by_a_doubt(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        await judged.change(approval="open")
        moderation.answer(SELF_HARM)
        assert (await judged.ended(await judged.ask())).status == COMPLETED

    async def test_without_an_answer_a_doubt_of_the_words_themselves_goes_to_the_gm(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(fails(500))
        held = await judged.held(await judged.ask(IN_DOUBT))
        assert held.held_reason == "Moderation could not be asked, and the words alone leave a doubt; the GM decides."
        assert (await judged.ended(await judged.ask())).status == COMPLETED

    async def test_the_doubt_may_be_in_the_text_that_was_shown(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(fails(500))
        await judged.held(await judged.ask(replace(PLAIN, exact=IN_DOUBT)))

    async def test_gore_is_painted_implied_and_the_picture_says_so(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        moderation.answer(scores(violence__graphic=0.9))
        request = await judged.ended(await judged.ask())
        assert judged.painter.orders[0].prompt.endswith(IMPLIED)
        assert (request.status, request.notes) == (COMPLETED, ("I toned down graphic gore; the scene stays.",))

    async def test_what_the_model_wrote_is_looked_at_as_well(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, chat: ChatServer, moderation: ModerationServer
    ) -> None:
        async with open_application(settings, monkeypatch, chat=chat, moderation=moderation) as room:
            await room.picture()
        assert moderation.texts == [PLAIN.prompt, GOOD]

    async def test_a_model_that_goes_too_far_is_answered_with_the_rules(
        self,
        settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
        chat: ChatServer,
        moderation: ModerationServer,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        async def by_its_text() -> web.StreamResponse:
            went_too_far = moderation.inputs[-1].get("text") == GOOD
            return await scores(hate=0.9 if went_too_far else 0.0)()

        moderation.answer(by_its_text)
        async with open_application(settings, monkeypatch, chat=chat, moderation=moderation) as room:
            with caplog.at_level(logging.INFO):
                image = await room.picture()
        assert (image.enhanced_prompt or "").startswith(PLAIN_BY_RULES)
        assert "was not let pass; enhanced by rules" in caplog.text
        assert "noodles" not in caplog.text


class TestPictures:
    @pytest.mark.parametrize("deed", [scores(sexual=0.9), scores(sexual__minors=0.5), SELF_HARM])
    async def test_one_that_is_refused_leaves_nothing_but_the_money_in_the_ledger(
        self, judged: Application, moderation: ModerationServer, deed: object
    ) -> None:
        await judged.change(hourly_limit=1)

        async def bad_picture(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
            moderation.answer(deed)  # type: ignore[arg-type]  # pytest's parameters have no types
            return await paint(order, report)

        judged.painter.then(bad_picture)
        request = await judged.ended(await judged.ask())
        assert (request.status, request.error_code, request.result_image_id) == (FAILED, "moderated", None)
        assert (request.error_message or "").startswith("The picture that came ")
        assert judged.files() == []
        assert [row["status"] for row in await judged.running.rows("SELECT status FROM generated_image")] == ["failed"]
        assert await judged.running.rows(ATTEMPTS) == [{"provider": "sketch", "outcome": "completed", "cost": 0.25}]
        assert len(judged.painter.orders) + len(judged.other.orders) == 1, "a refusal is not shopped around"
        moderation.answer(scores())
        assert (await judged.ended(await judged.ask())).status == COMPLETED

    async def test_one_that_nobody_could_look_at_is_shown(
        self, judged: Application, moderation: ModerationServer
    ) -> None:
        async def then_down(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
            moderation.answer(fails(500))
            return await paint(order, report)

        judged.painter.then(then_down)
        assert (await judged.ended(await judged.ask(by=ANN))).status == COMPLETED

    async def test_the_service_is_given_what_came_not_what_is_read_back_from_the_store(
        self, judged: Application, moderation: ModerationServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def refuse(_store: BlobStore, key: str) -> bytes:
            raise AssertionError(key)

        monkeypatch.setattr(BlobStore, "get", refuse)
        assert (await judged.ended(await judged.ask())).status == COMPLETED
        assert [each["type"] for each in moderation.inputs][-1] == "image_url"
