"""One picture from the command line: painted, refused, failed, cancelled."""

import asyncio
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.settings import Settings
from bot.wiring.app import open_app
from generation.providers.base import Capabilities
from generation.sessions.permissions import GM, Actor
from storage.params import GenerationParams
from tests.console.conftest import Console, FakeProvider

PROMISED = {
    *("status", "request_id", "image_id", "path", "provider", "seed", "generation_time", "prompt", "enhanced_prompt"),
    *("notes", "session_id", "width", "height", "style", "type", "alt_text"),
}


async def test_json_ends_with_the_picture(console: Console) -> None:
    answer = await console("/image generate a rainy street --size 640x512 --seed 7 --style neon_noir --type location")
    assert answer.status == 0
    assert answer.err == ""
    last = answer.last
    assert last.keys() >= PROMISED
    assert (last["status"], last["provider"], last["seed"]) == ("completed", "sketch", 7)
    assert (last["width"], last["height"], last["style"], last["type"]) == (640, 512, "neon_noir", "location")
    assert last["prompt"] == "a rainy street"
    assert last["session_id"] == "console"
    assert last["notes"] == []
    assert Path(last["path"]).is_absolute()
    with Image.open(last["path"]) as image:
        assert image.size == (640, 512)


async def test_a_seed_that_nobody_knows_is_not_told(console: Console, provider: FakeProvider) -> None:
    provider.capabilities = Capabilities()
    assert (await console("/image generate a street --seed 7")).last["seed"] is None
    text = (await console("/image generate a street --seed 7", as_json=False)).out
    assert "Sketch artist in" in text
    assert ", seed" not in text


async def test_json_tells_progress_line_by_line(console: Console) -> None:
    *steps, last = (await console("/image generate a street")).objects
    assert [step["event"] for step in steps] == ["progress"] * len(steps)
    assert {step["request_id"] for step in steps} == {last["request_id"]}
    assert [step["stage"] for step in steps] == ["queued", "starting", "sky"] or "sky" in {
        step["stage"] for step in steps
    }
    assert all(0 <= step["fraction"] <= 1 for step in steps)


async def test_text_says_where_the_picture_is(console: Console) -> None:
    answer = await console('/image generate a sign saying "[red]LAST CALL[/red]" --seed 7', as_json=False)
    assert answer.status == 0
    path = next(line.split()[-1] for line in answer.out.splitlines() if line.startswith("File"))
    assert Path(path).is_file()  # noqa: ASYNC240  # a test may wait
    assert '"[red]LAST CALL[/red]"' in answer.out
    assert "Sketch artist in" in answer.out
    assert "seed 7" in answer.out
    assert "\x1b" not in answer.out
    assert "▀" not in answer.out


async def test_a_wish_that_another_provider_meets_is_noted(console: Console) -> None:
    line = "/image generate a street --provider dalle"
    assert (await console(line)).last["notes"] == ["dalle is not set up here; Fake painter paints instead."]
    assert "dalle is not set up here" in (await console(line, as_json=False)).out


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        ("", "Describe what to paint"),
        ("!!! ???", "Describe what to paint"),
        ("x" * 6000, "6,000 characters"),
        ("a street --size huge", "I do not know the size “huge”"),
        ("a street --size 100x100", "out of bounds"),
        ("a street --style baroque", "I do not know the style “baroque”"),
        ("a street --provider picasso", "I do not know the provider “picasso”"),
        ("a street --type opera", "I do not know the type “opera”"),
        ("a street --quality best", "I do not know the quality “best”"),
        ("a street --seed -1", "A seed is a whole number"),
    ],
)
async def test_a_refusal_is_a_sentence(console: Console, rest: str, sentence: str) -> None:
    as_json = await console(f"/image generate {rest}")
    assert as_json.status == 1
    assert len(as_json.objects) == 1
    assert as_json.last["status"] == "refused"
    assert sentence in as_json.last["error"]
    as_text = await console(f"/image generate {rest}", as_json=False)
    assert as_text.status == 1
    assert as_text.out == ""
    assert sentence in as_text.err
    assert "Traceback" not in as_text.err


async def test_bad_usage_exits_2_and_touches_nothing(console: Console, settings: Settings) -> None:
    shutil.rmtree(settings.data_dir)
    answer = await console("/image generate a street --colour red")
    assert answer.status == 2
    assert (answer.last["status"], answer.last["code"]) == ("error", "usage")
    assert not settings.data_dir.exists()
    assert "--type" in (await console("/image generate a street --colour red", as_json=False)).err


async def test_a_failed_picture_says_why(console: Console) -> None:
    answer = await console("/image generate an impossible street")
    assert answer.status == 1
    assert answer.last.keys() >= PROMISED
    assert (answer.last["status"], answer.last["error"]) == ("failed", "That cannot be painted.")
    assert answer.last["path"] is None
    assert "That cannot be painted." in (await console("/image generate impossible", as_json=False)).out


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_a_signal_cancels_the_picture_also_when_it_arrives_twice(
    console: Console, provider: FakeProvider, settings: Settings, number: int, status: int
) -> None:
    running = asyncio.ensure_future(console("/image generate an endless street"))
    await provider.begun.wait()
    for _ in range(2):
        os.kill(os.getpid(), number)
    answer = await running
    assert answer.status == status
    assert answer.last["status"] == "cancelled"
    async with open_app(settings) as app:
        assert await app.services.requests.counts() == {}


async def test_another_process_cancels_the_picture(
    console: Console, provider: FakeProvider, settings: Settings
) -> None:
    running = asyncio.ensure_future(console("/image generate an endless street"))
    await provider.begun.wait()
    async with open_app(settings) as other:
        actor = Actor("console", "local", GM)
        (request,) = await other.services.requests.waiting(actor)
        await other.services.requests.cancel(request.id, actor)
    answer = await running
    assert (answer.status, answer.last["status"]) == (1, "cancelled")


async def test_it_paints_its_own_request_and_no_other(console: Console, settings: Settings) -> None:
    async with open_app(settings) as app:
        actor = Actor("elsewhere", "somebody", GM)
        await app.services.sessions.enter(actor, "elsewhere")
        await app.services.requests.submit(
            GenerationParams("somebody else's street"), await app.services.sessions.context(actor)
        )
    assert (await console("/image generate a street")).last["status"] == "completed"
    async with open_app(settings) as app:
        assert await app.services.requests.counts() == {"queued": 1}


@pytest.mark.parametrize(
    ("ids", "sentence"),
    [
        ({"session": "a b"}, "A session's id"),
        ({"session": "../up"}, "A session's id"),
        ({"session": ""}, "A session's id"),
        ({"user": ""}, "A user's id"),
        ({"user": "\udcff"}, "A user's id"),
    ],
)
async def test_ids_that_cannot_be_ones_are_refused(console: Console, ids: dict[str, Any], sentence: str) -> None:
    answer = await console("/image gallery", **ids)
    assert (answer.status, answer.last["status"]) == (1, "refused")
    assert sentence in answer.last["error"]


async def test_a_damaged_database_is_a_sentence(console: Console, settings: Settings) -> None:
    settings.database_path.write_bytes(b"no database at all" * 1000)
    answer = await console("/image generate a street")
    assert (answer.status, answer.last["status"]) == (1, "error")
    assert "is damaged" in answer.last["error"]


async def test_bytes_that_are_no_text_do_no_harm(console: Console) -> None:
    answer = await console("/image generate a \udcff street")
    assert (answer.status, answer.last["prompt"]) == (0, "a ? street")


async def test_several_are_painted_at_once_and_listed(console: Console) -> None:
    answer = await console("/image generate a rainy street --count 3 --seed 7 --size 512x512")
    assert answer.status == 0
    last = answer.last
    assert (last["status"], last["count"]) == ("completed", 3)
    assert [each["seed"] for each in last["images"]] == [7, 8, 9]
    assert len({each["image_id"] for each in last["images"]}) == 3
    assert last["batch_id"] == last["images"][0]["request_id"]
    text = await console("/image generate a rainy street --count 2 --size 512x512", as_json=False)
    assert sum(line.startswith("File") for line in text.out.splitlines()) == 2


@pytest.mark.parametrize("count", ["0", "9", "-1"])
async def test_more_or_fewer_than_a_batch_are_refused(console: Console, count: str) -> None:
    answer = await console(f"/image generate a street --count {count}")
    assert answer.status != 0
    assert "1 to 8 pictures at once" in answer.last["error"]
