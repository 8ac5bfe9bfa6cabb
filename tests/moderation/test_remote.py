"""OpenAI's moderation against a real HTTP server on loopback."""

import io
import logging
from collections.abc import AsyncIterator

import numpy as np
import pytest
from PIL import Image

from generation.moderation.remote import IMPLIED, REST_SECONDS, RemoteModeration, RemoteOptions
from generation.moderation.verdict import CATEGORIES, Action, Rules
from tests.servers.openai_moderation import Behaviour, ModerationServer, fails, hangs, points_to, says, scores

MATURE = Rules({**CATEGORIES, "gore": Action.ALLOW, "sexual": Action.ALLOW}, mature=True)
SCENE = "street samurai against a troll, blades drawn"


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[ModerationServer]:
    async with ModerationServer() as server:
        yield server
        assert server.faults == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def remote(server: ModerationServer, clock: Clock) -> AsyncIterator[RemoteModeration]:
    remote = RemoteModeration(RemoteOptions("sk-test", server.url), clock)
    yield remote
    await remote.aclose()


def picture(width: int, height: int, mode: str = "RGB", kind: str = "PNG") -> bytes:
    noise = np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(file, kind)
    return file.getvalue()


async def test_a_violent_scene_passes_although_it_is_flagged(
    remote: RemoteModeration, server: ModerationServer
) -> None:
    server.answer(scores(violence=0.9, illicit__violent=0.9, harassment=0.8))
    verdict = await remote.judge_text(SCENE, Rules())
    assert verdict is not None
    assert (verdict.action, verdict.text, verdict.reason) == (Action.ALLOW, SCENE, "")
    assert server.texts == [SCENE]


@pytest.mark.parametrize("rules", [Rules(), MATURE])
async def test_minors_are_a_hard_block_from_a_low_score_on(
    remote: RemoteModeration, server: ModerationServer, rules: Rules
) -> None:
    server.answer(scores(sexual__minors=0.12))
    verdict = await remote.judge_text(SCENE, rules)
    assert verdict is not None
    assert (verdict.action, verdict.hard, verdict.category, verdict.text) == (Action.BLOCK, True, "sexual_minor", "")
    assert verdict.rephrase == ""


@pytest.mark.parametrize(
    ("deed", "action", "category"),
    [
        (scores(sexual=0.6), Action.BLOCK, "sexual"),
        (scores(hate=0.7), Action.BLOCK, "hate"),
        (scores(self_harm__intent=0.6), Action.REVIEW, "self_harm"),
        (scores(violence__graphic=0.9), Action.SOFTEN, "gore"),
        (scores(violence__graphic=0.9, sexual=0.6), Action.BLOCK, "sexual"),
    ],
)
async def test_the_session_s_rules_decide_on_the_scores(
    remote: RemoteModeration, server: ModerationServer, deed: Behaviour, action: Action, category: str
) -> None:
    server.answer(deed)
    verdict = await remote.judge_text(SCENE, Rules())
    assert verdict is not None
    assert (verdict.action, verdict.category, verdict.hard) == (action, category, False)
    assert verdict.reason
    assert verdict.matched


async def test_a_table_that_allows_it_is_not_hindered(remote: RemoteModeration, server: ModerationServer) -> None:
    server.answer(scores(violence__graphic=0.99, sexual=0.9))
    verdict = await remote.judge_text(SCENE, MATURE)
    assert verdict is not None
    assert (verdict.action, verdict.category, verdict.matched) == (Action.ALLOW, "", ())


async def test_a_text_is_softened_by_an_addition_that_is_made_once(
    remote: RemoteModeration, server: ModerationServer
) -> None:
    server.answer(scores(violence__graphic=0.9))
    verdict = await remote.judge_text(f"{SCENE}.", Rules())
    assert verdict is not None
    assert verdict.text == SCENE + IMPLIED
    again = await remote.judge_text(verdict.text, Rules())
    assert again is not None
    assert again.text == verdict.text


async def test_of_a_picture_a_small_copy_is_sent(remote: RemoteModeration, server: ModerationServer) -> None:
    verdict = await remote.judge_image(picture(1800, 1200), Rules())
    assert verdict is not None
    assert verdict.action is Action.ALLOW
    sent = server.picture()
    assert (sent.format, sent.size) == ("JPEG", (1024, 683))


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("P", "PNG"), ("L", "JPEG"), ("RGB", "WEBP")])
async def test_any_kind_of_picture_can_be_judged(
    remote: RemoteModeration, server: ModerationServer, mode: str, kind: str
) -> None:
    server.answer(scores(sexual=0.9))
    verdict = await remote.judge_image(picture(64, 48, mode, kind), Rules())
    assert verdict is not None
    assert (verdict.action, verdict.category) == (Action.BLOCK, "sexual")
    assert server.picture().size == (64, 48)


async def test_what_is_no_picture_has_no_verdict_and_is_not_sent(
    remote: RemoteModeration, server: ModerationServer
) -> None:
    assert await remote.judge_image(b"no picture", Rules()) is None
    assert server.inputs == []


BROKEN: list[Behaviour] = [
    fails(500),
    fails(401),
    fails(429),
    says("<html>a proxy's page</html>"),
    says({"results": []}),
    says({"results": [{"flagged": False}]}),
    says(["results"]),
    points_to("http://127.0.0.1:9/v1/moderations"),
]


@pytest.mark.parametrize("deed", BROKEN, ids=["500", "401", "429", "html", "empty", "no-scores", "list", "redirect"])
async def test_no_answer_is_no_verdict_and_is_logged_once_without_key_or_text(
    remote: RemoteModeration,
    server: ModerationServer,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    deed: Behaviour,
) -> None:
    server.answer(deed)
    for _ in range(3):
        assert await remote.judge_text(SCENE, Rules()) is None
        clock.now += REST_SECONDS
    ours = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(ours) == 1
    assert len(server.inputs) == 3
    logged = "\n".join(record.getMessage() for record in ours)
    assert "sk-test" not in logged
    assert "samurai" not in logged


async def test_a_server_that_hangs_is_not_waited_for(server: ModerationServer) -> None:
    server.answer(hangs)
    remote = RemoteModeration(RemoteOptions("sk-test", server.url, deadline=0.2))
    assert await remote.judge_text(SCENE, Rules()) is None
    await remote.aclose()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "not an address"])
async def test_a_server_that_is_not_there_is_no_verdict(address: str) -> None:
    remote = RemoteModeration(RemoteOptions("sk-test", address))
    assert await remote.judge_text(SCENE, Rules()) is None
    await remote.aclose()


async def test_after_trouble_the_server_rests_and_is_then_asked_again(
    remote: RemoteModeration, server: ModerationServer, clock: Clock
) -> None:
    server.answer(fails(500))
    assert await remote.judge_text(SCENE, Rules()) is None
    server.answer(scores())
    assert await remote.judge_text(SCENE, Rules()) is None
    assert len(server.inputs) == 1
    clock.now += REST_SECONDS
    assert await remote.judge_text(SCENE, Rules()) is not None


async def test_a_category_that_is_not_scored_counts_as_none(remote: RemoteModeration, server: ModerationServer) -> None:
    server.answer(says({"results": [{"category_scores": {"violence": 0.2, "sexual": None, "new": 0.9}}]}))
    verdict = await remote.judge_text(SCENE, Rules())
    assert verdict is not None
    assert verdict.action is Action.ALLOW


def test_the_key_is_not_shown_with_the_options() -> None:
    assert "sk-secret" not in repr(RemoteOptions("sk-secret"))
