"""Midjourney by an operator's proxy, against a real local one: the wire, the grid, and what must not happen."""

import asyncio
import base64
import functools
import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from PIL import Image

from generation.providers.base import (
    AuthError,
    BillingError,
    CastMember,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    RateLimitedError,
    TimedOutError,
    UnavailableError,
)
from generation.providers.http import jobs as remote_job
from generation.providers.midjourney.api import check_version, is_allowed, plain
from generation.providers.midjourney.provider import WARNING, MidjourneyOptions, MidjourneyProvider
from tests.clock import PATIENCE, LoopClock
from tests.generation.fake_provider import picture_file
from tests.providers import painter
from tests.servers.midjourney import FakeMidjourneyProxy

SECRET = "the-proxys-secret"
TASK = "/mj/task/1320098173412546"
COLOURS = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0)]


def grid(width: int = 64, height: int = 48, kind: str = "PNG") -> bytes:
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(COLOURS):
        image.paste(colour, (index % 2 * width // 2, index // 2 * height // 2, width, height))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def a_request(**wishes: Any) -> ProviderRequest:  # noqa: ANN401
    given: dict[str, Any] = {
        "request_id": "r1",
        "prompt": "a rain-soaked street",
        "type": "scene",
        "style": None,
        "width": 1792,
        "height": 1024,
        "quality": "standard",
        "seed": 77,
    }
    return ProviderRequest(**(given | wishes))


@pytest.fixture
async def proxy() -> AsyncIterator[FakeMidjourneyProxy]:
    async with FakeMidjourneyProxy(SECRET) as server:
        server.picture = grid()
        server.states = [server.done()]
        yield server


Make = Callable[..., MidjourneyProvider]


@pytest.fixture
async def make(proxy: FakeMidjourneyProxy) -> AsyncIterator[Make]:
    made: list[MidjourneyProvider] = []

    def make(**options: Any) -> MidjourneyProvider:  # noqa: ANN401
        given: dict[str, Any] = {"proxy_url": proxy.url, "proxy_secret": SECRET, "poll_seconds": 0.01}
        made.append(MidjourneyProvider(MidjourneyOptions(**(given | options))))
        return made[-1]

    yield make
    for provider in made:
        await provider.aclose()


async def paint(
    provider: MidjourneyProvider, wanted: ProviderRequest | None = None, steps: list[ProgressStep] | None = None
) -> ProviderResult:
    told = [] if steps is None else steps
    async with asyncio.timeout(PATIENCE):
        return await provider.generate(wanted or a_request(), told.append)


refused = functools.partial(painter.refused, MidjourneyProvider.title, SECRET)


# The wire


async def test_a_description_is_submitted_polled_and_its_grid_cut_in_four(
    proxy: FakeMidjourneyProxy, make: Make
) -> None:
    proxy.states = [
        proxy.task("NOT_START"),
        proxy.task("SUBMITTED", "0%"),
        proxy.task("IN_PROGRESS", "45%"),
        proxy.task("IN_PROGRESS", "31%"),
        proxy.done(),
    ]
    steps: list[ProgressStep] = []
    result = await paint(make(), steps=steps)

    assert [(call.method, call.path) for call in proxy.calls] == [
        ("POST", "/mj/submit/imagine"),
        *([("GET", f"{TASK}/fetch")] * 5),
        ("GET", "/pictures/grid.png"),
    ]
    assert proxy.calls[0].body == {"prompt": "a rain-soaked street --ar 7:4"}
    assert [call.secret for call in proxy.calls] == [*([SECRET] * 6), None], "a picture is fetched without the secret"
    assert steps == [
        ProgressStep("queued", 0.0, job_id="1320098173412546"),
        ProgressStep("queued", 0.0),
        ProgressStep("painting", 0.45),
    ]
    pictures = [Image.open(io.BytesIO(data)) for data in (result.data, *result.more)]
    assert [(picture.format, picture.size) for picture in pictures] == [("PNG", (32, 24))] * 4
    assert [picture.convert("RGB").getpixel((16, 12)) for picture in pictures] == COLOURS
    assert (result.model, result.cost) == ("midjourney", 0.0)


@pytest.mark.parametrize(("version", "parameter"), [("7", "--v 7"), ("niji 6", "--niji 6")])
async def test_a_model_is_a_version_of_midjourneys(
    proxy: FakeMidjourneyProxy, make: Make, version: str, parameter: str
) -> None:
    model = ModelSettings("v", model=version, negative="text")
    result = await paint(make(), a_request(width=1024, height=1024, model=model))
    assert result.model == f"midjourney {version}"
    assert proxy.calls[0].body["prompt"] == f"a rain-soaked street --ar 1:1 {parameter} --no text"


@pytest.mark.parametrize("model", [ModelSettings(model="7 --chaos 100"), ModelSettings(negative="x --chaos 100")])
def test_a_setting_is_no_way_to_other_parameters(model: ModelSettings) -> None:
    with pytest.raises(ValueError, match=r"version such as|must not have parameters"):
        check_version(model)


async def test_what_is_not_wanted_and_example_pictures_go_along(proxy: FakeMidjourneyProxy, make: Make) -> None:
    png, jpeg, webp = picture_file(), picture_file("JPEG"), picture_file("WEBP")
    await paint(make(), a_request(negative="sun, --chaos 100", references=(png, jpeg, webp), width=1024))
    body = proxy.calls[0].body
    assert body["prompt"] == "a rain-soaked street --ar 1:1 --no sun, -chaos 100"
    assert [url.partition(",")[0] for url in body["base64Array"]] == [
        "data:image/png;base64",
        "data:image/jpeg;base64",
        "data:image/webp;base64",
    ]
    assert base64.b64decode(body["base64Array"][1].partition(",")[2]) == jpeg


def cast_in(first: tuple[int, ...], second: tuple[int, ...] = ()) -> tuple[CastMember, ...]:
    """Return two of the cast, and which of the reference pictures show them."""
    return (
        CastMember("an elf woman", "the elf woman", "elf woman", "red hair", 7, shown_in=first),
        CastMember("a dwarf man", "the dwarf man", "dwarf man", "bald", 8, shown_in=second),
    )


@pytest.mark.parametrize(
    ("model", "parameter"),
    [
        ("", " --oref {url} --ow 100"),
        ("7", " --v 7 --oref {url} --ow 100"),
        ("6.1", " --v 6.1 --cref {url} --cw 100"),
        ("niji 6", " --niji 6 --cref {url} --cw 100"),
    ],
)
async def test_the_face_of_the_first_of_the_cast_is_kept(
    proxy: FakeMidjourneyProxy, make: Make, model: str, parameter: str
) -> None:
    url = "https://cdn.discordapp.com/attachments/1/2/face.png?ex=1&is=2"
    proxy.upload = {"code": 1, "result": [url]}
    png, jpeg = picture_file(), picture_file("JPEG")
    request = a_request(references=(png, jpeg), cast=cast_in((2,), (1,)), model=ModelSettings(model=model or None))
    await paint(make(), request)
    upload, submit = proxy.calls[:2]
    assert (upload.path, [base64.b64decode(each.partition(",")[2]) for each in upload.body["base64Array"]]) == (
        "/mj/submit/upload-discord-images",
        [jpeg],
    )
    assert submit.body["prompt"] == "a rain-soaked street --ar 7:4" + parameter.format(url=url)
    assert [base64.b64decode(each.partition(",")[2]) for each in submit.body["base64Array"]] == [png]


@pytest.mark.parametrize("upload", [None, {"code": 4, "result": None}, {"code": 1, "result": ["x --chaos 100"]}])
async def test_a_proxy_that_uploads_nothing_has_the_face_as_an_image(
    proxy: FakeMidjourneyProxy, make: Make, upload: object
) -> None:
    proxy.upload = upload
    await paint(make(), a_request(references=(picture_file(),), cast=cast_in((1,))))
    body = proxy.calls[1].body
    assert (body["prompt"], len(body["base64Array"])) == ("a rain-soaked street --ar 7:4", 1)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a bar --ar 3:1 --v 4", "a bar -ar 3:1 -v 4"),
        ("a bar \u2014chaos 100", "a bar -chaos 100"),
        ("a bar \u2013\u2013no neon", "a bar -no neon"),
        ("a bar -\u200b-no neon", "a bar -no neon"),
        ("a bar ---seed 1", "a bar -seed 1"),
        ("a rain-soaked, well-lit bar - closed", "a rain-soaked, well-lit bar - closed"),
        ("neon::5 rain::-2", "neon:5 rain:-2"),
        ("a {red, blue} car", "a red, blue car"),
        ("https://10.0.0.1/me.png like this", "like this"),
        ("two\nlines", "two lines"),
        ("ein Café für Träumer 黒い雨", "ein Café für Träumer 黒い雨"),
    ],
)
def test_a_description_is_text_and_never_parameters(written: str, sent: str) -> None:
    assert plain(written) == sent


@pytest.mark.parametrize("code", [1, 21, 22])
async def test_a_new_an_existing_and_a_queued_task_are_waited_for(
    code: int, proxy: FakeMidjourneyProxy, make: Make
) -> None:
    proxy.submit = {"code": code, "description": "x", "result": "1320098173412546"}
    assert len((await paint(make())).more) == 3


async def test_a_proxy_without_a_secret_gets_no_header(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.secret = ""
    await paint(make(proxy_secret=""))
    assert {call.secret for call in proxy.calls} == {None}


async def test_lost_polls_lose_no_task(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.lost_polls = remote_job.MAX_LOST_POLLS - 1
    assert (await paint(make())).more
    proxy.lost_polls = remote_job.MAX_LOST_POLLS
    with refused(UnavailableError, "error: 502"):
        await paint(make())


# Refusals and failures


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        ({"code": 23, "description": "full"}, RateLimitedError, "is overloaded"),
        (
            {"code": 24, "description": "x", "properties": {"bannedWord": "gore"}},
            ModeratedError,
            "refuses the description for a word in it: “gore”",
        ),
        ({"code": 24, "description": "x"}, ModeratedError, r"a word in it\.$"),
        ({"code": 4, "description": "prompt不能为空"}, InvalidError, "prompt不能为空"),
        ({"code": 3, "description": "no account"}, UnavailableError, r"code 3\): no account"),
        ({"code": 9, "description": f"bad {SECRET}"}, UnavailableError, r"bad \*\*\*"),
        ({"code": 1, "description": "ok"}, UnavailableError, "did not take the order"),
        (["odd"], UnavailableError, "did not take the order"),
    ],
)
async def test_a_description_that_is_not_taken(
    answer: Any,  # noqa: ANN401
    kind: type[ProviderError],
    sentence: str,
    proxy: FakeMidjourneyProxy,
    make: Make,
) -> None:
    proxy.submit = answer
    with refused(kind, sentence):
        await paint(make())
    assert len(proxy.calls) == 1


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("[Banned prompt] gore", ModeratedError),
        ("Sorry! Our AI moderator thinks this is against our community standards.", ModeratedError),
        ("可能包含敏感词", ModeratedError),
        ("You have run out of fast hours", BillingError),
        ("[Invalid parameter] x", InvalidError),
        ("任务超时", UnavailableError),
        ("", UnavailableError),
    ],
)
async def test_a_task_that_fails(
    reason: str, kind: type[ProviderError], proxy: FakeMidjourneyProxy, make: Make
) -> None:
    proxy.states = [proxy.task("IN_PROGRESS", "10%"), proxy.task("FAILURE", reason=reason)]
    with refused(kind, reason.strip("[]. ")[:6] or "no reason given"):
        await paint(make())
    assert len(proxy.called("GET", f"{TASK}/fetch")) == 2, "a failed task is not asked after again"


async def test_a_task_cancelled_at_the_proxy(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.states = [proxy.task("CANCEL")]
    with refused(UnavailableError, "cancelled at the proxy"):
        await paint(make())


async def test_a_dialogue_that_nobody_can_answer_ends_the_task(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.states = [proxy.task("MODAL")]
    with refused(InvalidError, "asks back in a dialogue"):
        await paint(make())
    assert len(proxy.called("POST", f"{TASK}/cancel")) == 1


async def test_a_wrong_secret(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.secret = "another"
    with refused(AuthError, "error: 401"):
        await paint(make())


# The picture


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/a.png?ex=1", True),
        ("https://media.discordapp.net/a.png", True),
        ("https://cdn.midjourney.com/a/grid_0.png", True),
        ("http://proxy.lan:8080/attachments/a.png", True),
        ("/attachments/a.png", True),
        ("http://proxy.lan:9090/a.png", False),
        ("https://proxy.lan:8080/a.png", False),
        ("http://cdn.discordapp.com/a.png", False),
        ("https://cdn.discordapp.com:8443/a.png", False),
        ("https://user@cdn.discordapp.com/a.png", False),
        ("https://evildiscordapp.com/a.png", False),
        ("https://cdn.discordapp.com.evil.example/a.png", False),
        ("https://evil.example/cdn.discordapp.com", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("file:///etc/passwd", False),
        ("//evil.example/a.png", False),
        ("https://[oops", False),
    ],
)
def test_a_picture_is_fetched_only_from_where_it_may_lie(url: str, *, allowed: bool) -> None:
    assert is_allowed(url, "http://proxy.lan:8080") is allowed


async def test_a_picture_elsewhere_is_not_fetched(proxy: FakeMidjourneyProxy, make: Make) -> None:
    async with FakeMidjourneyProxy() as elsewhere:
        proxy.states = [proxy.task("SUCCESS", "100%", url=f"{elsewhere.url}/pictures/grid.png")]
        with refused(UnavailableError, "an address that cannot be trusted"):
            await paint(make())
        assert elsewhere.calls == []


@pytest.mark.parametrize(
    ("picture", "status", "sentence"),
    [
        (b"<html>", 200, "not a picture"),
        (b"", 200, "not a picture"),
        (grid(), 404, "error: 404"),
        (grid()[:60], 200, "a damaged picture"),
        (grid(1, 1), 200, "of an impossible size"),
    ],
)
async def test_what_is_no_picture(
    picture: bytes, status: int, sentence: str, proxy: FakeMidjourneyProxy, make: Make
) -> None:
    proxy.picture, proxy.picture_status = picture, status
    with refused(ProviderError, sentence):
        await paint(make())


async def test_a_done_task_without_a_picture(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.states = [proxy.task("SUCCESS", "100%")]
    with refused(UnavailableError, "not where it is"):
        await paint(make())


async def test_a_grid_may_be_webp_or_jpeg(proxy: FakeMidjourneyProxy, make: Make) -> None:
    for kind in ("WEBP", "JPEG"):
        proxy.picture = grid(66, 50, kind)
        result = await paint(make())
        assert Image.open(io.BytesIO(result.data)).size == (33, 25)


# Cancelling, deadlines, resuming


async def test_a_cancel_reaches_the_proxy(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.states = [proxy.task("IN_PROGRESS", "10%")]
    task = asyncio.create_task(paint(make()))
    await asyncio.wait_for(proxy.fetched.wait(), PATIENCE)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (call,) = proxy.called("POST", f"{TASK}/cancel")
    assert call.secret == SECRET


async def test_a_task_that_nobody_waits_for_is_called_off(proxy: FakeMidjourneyProxy, make: Make) -> None:
    await make().call_off(TASK.rpartition("/")[2])
    assert len(proxy.called("POST", f"{TASK}/cancel")) == 1


async def test_a_cancel_while_it_is_submitted_reaches_the_proxy_too(proxy: FakeMidjourneyProxy, make: Make) -> None:
    proxy.slow = 0.1
    task = asyncio.create_task(paint(make()))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert proxy.cancelled.is_set()


async def test_a_task_that_takes_too_long_is_cut_and_cancelled(
    proxy: FakeMidjourneyProxy, make: Make, clock: LoopClock
) -> None:
    proxy.states = [proxy.task("IN_PROGRESS", "99%")]
    task = asyncio.create_task(make(deadline=60).generate(a_request(), lambda _: None))
    await asyncio.wait_for(proxy.fetched.wait(), PATIENCE)
    await clock.forward(60)
    with refused(TimedOutError, "did not finish within 60 seconds"):
        await task
    assert proxy.cancelled.is_set()


async def test_a_task_is_taken_up_again_by_its_id(proxy: FakeMidjourneyProxy, make: Make) -> None:
    result = await make().resume("1320098173412546", a_request(), lambda _: None)
    assert len(result.more) == 3
    assert proxy.called("POST", "/mj/submit/imagine") == []


@pytest.mark.parametrize("body", ["", "null"])
async def test_a_task_that_the_proxy_forgot_cannot_be_taken_up(
    body: str, proxy: FakeMidjourneyProxy, make: Make
) -> None:
    proxy.instead = (200, {}, body)
    with refused(UnavailableError, "no longer knows this picture"):
        await make().resume("../1", a_request(), lambda _: None)
    assert [call.path for call in proxy.calls] == ["/mj/task/../1/fetch"], "aiohttp has decoded what was one segment"


# The probe


async def test_a_probe_always_warns_and_costs_nothing(proxy: FakeMidjourneyProxy, make: Make) -> None:
    health = await make().probe()
    assert (health.able, health.warnings) == (True, (WARNING,))
    assert "unofficial: it automates a user account and risks a ban; off unless you run a proxy" in WARNING
    assert {call.method for call in proxy.calls} == {"GET"}


async def test_a_probe_that_fails_says_why_and_warns(proxy: FakeMidjourneyProxy, make: Make) -> None:
    health = await make(proxy_secret="wrong").probe()
    assert not health.able
    assert "401" in (health.reason or "")
    assert health.warnings == (WARNING,)
    assert "wrong" not in repr(MidjourneyOptions("http://x", "wrong"))
