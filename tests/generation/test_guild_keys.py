"""A server's own key paints for that server alone, at its cost, and stands nowhere in clear."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import PIL.Image
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.logs import set_up_logging
from bot.settings import Settings
from generation.clock import now
from generation.errors import LimitReachedError, RefusedError
from generation.guild_keys.guild_keys import UNREADABLE
from generation.guild_keys.sealing import Sealing, new_secret
from generation.provider_catalogue.titles import provider_title
from generation.sessions.permissions import Actor
from storage.guild_keys import EMPTY, REFUSED, UNTRIED, WORKS
from storage.params import GenerationParams
from storage.records import Request
from tests.clock import PATIENCE
from tests.generation.at_once import AT_ONCE, look_before_anybody_acts
from tests.resilience.running_app import RunningApp, be_quick, run_app
from tests.servers.openai_images import Call, OpenAIServer, answers, fails, models

OWN, OTHERS, OPERATORS = (
    "sk-own-0123456789-of-server-100",
    "sk-own-9876543210-of-server-200",
    "sk-operators-key-0123456",
)
HERE, THERE, PRIVATE = Actor("1100", "ann"), Actor("1200", "bob"), Actor("1300", "zoe")
STREET = GenerationParams("a street in the rain", provider="dalle")
MODEL = "gpt-image-2.6-flare"
#: What tells of each call and each statement where it is let.
TALKATIVE = (
    *("aiohttp", "aiosqlite", "apscheduler", "asyncio", "asyncpg", "discord"),
    *("httpcore", "httpcore2", "httpx", "httpx2", "openai"),
)


@pytest.fixture
def painted() -> bytes:
    file = io.BytesIO()
    PIL.Image.effect_noise((1024, 1024), 60).convert("RGB").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def openai(painted: bytes) -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        server.then(answers(painted))
        yield server


@pytest.fixture
def with_secret(settings: Settings, openai: OpenAIServer) -> Settings:
    values = {
        "openai_base_url": openai.url,
        "openai_image_previews": 0,
        "openai_text_model": "off",
        "guild_keys_secret": SecretStr(new_secret()),
    }
    return settings.model_copy(update=values)


@pytest.fixture
async def running(with_secret: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningApp]:
    be_quick(monkeypatch)
    async with run_app(with_secret) as running:
        sessions = running.app.services.sessions
        for actor, guild in ((HERE, "100"), (THERE, "200"), (PRIVATE, None)):
            await sessions.enter(actor, "table", guild_id=guild)
        yield running


def authorizations(openai: OpenAIServer) -> list[str]:
    return [call.headers["authorization"].removeprefix("Bearer ") for call in openai.painted]


async def paint(running: RunningApp, by: Actor, params: GenerationParams = STREET) -> Request:
    return await running.ended(await running.ask(params, by))


async def painter_of(running: RunningApp, request: Request) -> str:
    (image,) = await running.app.services.gallery.unchecked_of_request(request.id)
    return image.provider


async def test_each_servers_key_paints_for_that_server_and_for_nobody_else(
    running: RunningApp, openai: OpenAIServer
) -> None:
    keys = running.app.services.guild_keys
    assert (await keys.set("100", "dalle", f" {OWN}\n", "7")).state == WORKS
    assert (await keys.set("200", "dalle", OTHERS, "8")).state == WORKS
    assert await painter_of(running, await paint(running, HERE)) == "dalle"
    assert await painter_of(running, await paint(running, THERE)) == "dalle"
    elsewhere = await paint(running, PRIVATE)
    assert await painter_of(running, elsewhere) == "sketch"
    assert "not set up here" in elsewhere.notes[0]
    assert authorizations(openai) == [OWN, OTHERS]


async def test_a_provider_that_a_server_has_a_key_for_is_offered_there_and_asked_first(running: RunningApp) -> None:
    services = running.app.services
    await services.guild_keys.set("100", "dalle", OWN, "7")
    here, there = await services.guild_providers.of("100"), await services.guild_providers.of("200")
    assert (here.names, here.default.name) == (("dalle", "sketch"), "dalle")
    assert there.names == (await services.guild_providers.of(None)).names == ("sketch",)
    own = {status.name: status.own_key for status in await services.health.all(here) if status.configured}
    assert own == {"dalle": True, "sketch": False}
    assert not any(status.own_key for status in await services.health.all())


async def test_a_key_that_is_removed_is_used_no_more(running: RunningApp, openai: OpenAIServer) -> None:
    keys = running.app.services.guild_keys
    await keys.set("100", "dalle", OWN, "7")
    assert await keys.remove("100", "dalle") == "DALL-E"
    assert await painter_of(running, await paint(running, HERE)) == "sketch"
    assert authorizations(openai) == []


async def test_a_server_that_the_bot_has_left_leaves_nothing(running: RunningApp) -> None:
    keys = running.app.services.guild_keys
    await keys.set("100", "dalle", OWN, "7")
    await keys.set_budget("100", 3.0)
    await keys.forget_guild("100")
    assert not await keys.guilds()
    assert await running.rows("SELECT * FROM guild_key") == []


class TestLeftAtTheStart:
    async def test_the_bot_that_has_left_a_server_deletes_its_keys(self, running: RunningApp) -> None:
        services = running.app.services
        await services.guild_keys.set("100", "dalle", OWN, "7")
        await services.left_guilds.forget("77", ())
        assert await services.guild_keys.guilds() == ("100",)
        await services.left_guilds.forget("77", ("100",))
        assert not await services.guild_keys.guilds()

    async def test_another_bot_on_the_same_data_deletes_none_before_a_week_is_over(
        self, running: RunningApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def in_days(days: int) -> None:
            monkeypatch.setattr("generation.guild_keys.left_guilds.now", lambda: now() + timedelta(days=days))

        services = running.app.services
        await services.guild_keys.set("100", "dalle", OWN, "7")
        await services.left_guilds.forget("77", ())
        await services.left_guilds.forget("88", ("100",))
        in_days(6)
        await services.left_guilds.forget("88", ("100",))
        assert await services.guild_keys.guilds() == ("100",)
        assert "the keys of 1 servers are kept for now: they were set while the bot was application 77" in caplog.text
        # The first one has run meanwhile: what the other one tries next is another trial.
        await services.left_guilds.forget("77", ())
        in_days(8)
        await services.left_guilds.forget("88", ("100",))
        assert await services.guild_keys.guilds() == ("100",)
        in_days(16)
        await services.left_guilds.forget("88", ("100",))
        assert not await services.guild_keys.guilds()


async def test_another_process_paints_with_a_key_at_once_and_forgets_it_at_once(
    running: RunningApp, with_secret: Settings
) -> None:
    async with run_app(with_secret, workers=0) as elsewhere:
        await elsewhere.app.services.guild_keys.set("100", "dalle", OWN, "7")
        assert "dalle" in (await running.app.services.guild_providers.of("100")).names
        await elsewhere.app.services.guild_keys.remove("100", "dalle")
        assert "dalle" not in (await running.app.services.guild_providers.of("100")).names


class TestTrial:
    async def test_a_key_that_is_refused_is_not_kept_and_the_former_one_stays(
        self, running: RunningApp, openai: OpenAIServer
    ) -> None:
        keys = running.app.services.guild_keys
        await keys.set("100", "dalle", OWN, "7")
        openai.list_models(fails(401, f"Incorrect API key provided: {OTHERS}", code="invalid_api_key"))
        trial = await keys.set("100", "dalle", OTHERS, "7")
        assert trial.state == REFUSED
        openai.list_models(models(MODEL))
        await paint(running, HERE)
        assert authorizations(openai) == [OWN]

    async def test_a_provider_that_cannot_be_asked_now_leaves_it_untried(
        self, running: RunningApp, openai: OpenAIServer
    ) -> None:
        openai.list_models(fails(500, f"no one is here for {OWN}"))
        trial = await running.app.services.guild_keys.set("100", "dalle", OWN, "7")
        assert trial.state == UNTRIED
        assert OWN not in (trial.reason or "")
        openai.list_models(models(MODEL))
        await paint(running, HERE)
        assert [key.state for key in await running.app.services.guild_keys.all("100")] == [WORKS]

    @pytest.mark.parametrize("typed", ["", "short", "with spaces in it", "ключ-которого-нет", "x" * 600])
    async def test_what_cannot_be_a_key_is_refused_without_a_call(
        self, running: RunningApp, openai: OpenAIServer, typed: str
    ) -> None:
        with pytest.raises(RefusedError, match="cannot be a key of DALL-E"):
            await running.app.services.guild_keys.set("100", "dalle", typed, "7")
        assert not openai.calls

    async def test_a_provider_that_needs_more_than_a_key_takes_none(self, running: RunningApp) -> None:
        keys = running.app.services.guild_keys
        assert "openai_compatible" not in keys.takers
        assert {"dalle", "stability", "gemini", "aihorde"} <= set(keys.takers)
        for name in ("openai_compatible", "sketch", "comfyui", "nobody"):
            with pytest.raises(RefusedError, match="No key can be set"):
                keys.require_ready(name)

    async def test_without_a_secret_it_says_what_the_operator_has_to_do(self, settings: Settings) -> None:
        async with run_app(settings, workers=0) as running:
            with pytest.raises(RefusedError, match="GUILD_KEYS_SECRET"):
                await running.app.services.guild_keys.set("100", "dalle", OWN, "7")


class TestRevoked:
    async def test_the_next_provider_paints_and_both_player_and_admins_are_told_whose_key_it_was(
        self, running: RunningApp, openai: OpenAIServer, painted: bytes
    ) -> None:
        keys = running.app.services.guild_keys
        for guild, key in (("100", OWN), ("200", OTHERS)):
            await keys.set(guild, "dalle", key, "7")

        async def deed(call: Call, request: web.Request) -> web.StreamResponse:
            if call.headers["authorization"].endswith(OWN):
                return await fails(401, f"Incorrect API key provided: {OWN}", code="invalid_api_key")(call, request)
            return await answers(painted)(call, request)

        openai.then(deed)
        openai._paint.popleft()
        refused = await paint(running, HERE)
        assert await painter_of(running, refused) == "sketch"
        assert refused.notes[-1].startswith("DALL-E refuses this server's own key. Whoever manages the server can set")
        assert [(key.state, key.set_by) for key in await keys.all("100")] == [(REFUSED, "7")]
        # The other server's key is not kept out by that.
        assert await painter_of(running, await paint(running, THERE)) == "dalle"
        assert [key.state for key in await keys.all("200")] == [WORKS]

    async def test_an_empty_account_is_told_apart_from_a_key_that_is_refused(
        self, running: RunningApp, openai: OpenAIServer, painted: bytes
    ) -> None:
        keys = running.app.services.guild_keys
        await keys.set("100", "dalle", OWN, "7")
        openai.then(fails(429, f"{OWN} is out of money", code="insufficient_quota"))
        openai._paint.popleft()
        note = (await paint(running, HERE)).notes[-1]
        assert note.startswith("The account of this server's own key at DALL-E has no credit. Whoever manages the")
        assert [key.state for key in await keys.all("100")] == [EMPTY]
        openai.then(answers(painted))
        openai._paint.popleft()
        assert await painter_of(running, await paint(running, HERE)) == "dalle"
        assert [key.state for key in await keys.all("100")] == [WORKS]

    async def test_it_leaves_the_operators_breaker_alone(
        self, with_secret: Settings, openai: OpenAIServer, painted: bytes
    ) -> None:
        async def deed(call: Call, request: web.Request) -> web.StreamResponse:
            refused = call.headers["authorization"].endswith(OWN)
            answer = fails(401, "no", code="invalid_api_key") if refused else answers(painted)
            return await answer(call, request)

        openai.then(deed)
        openai._paint.popleft()
        settings = with_secret.model_copy(update={"openai_api_key": SecretStr(OPERATORS)})
        async with run_app(settings) as running:
            for actor, guild in ((HERE, "100"), (PRIVATE, None)):
                await running.app.services.sessions.enter(actor, "table", guild_id=guild)
            await running.app.services.guild_keys.set("100", "dalle", OWN, "7")
            assert await painter_of(running, await paint(running, HERE)) == "sketch"
            assert await painter_of(running, await paint(running, PRIVATE)) == "dalle"
            states = await running.app.stores.providers.states()
        assert authorizations(openai) == [OWN, OPERATORS]
        own = next(state for name, state in states.items() if name.startswith("dalle@"))
        assert own.open_until is not None
        assert "dalle" not in states or states["dalle"].open_until is None


class TestLimited:
    async def test_a_limit_of_one_key_keeps_nobody_elses_calls_back(
        self, with_secret: Settings, openai: OpenAIServer, painted: bytes
    ) -> None:
        async def deed(call: Call, request: web.Request) -> web.StreamResponse:
            limited = call.headers["authorization"].endswith(OWN)
            answer = fails(429, "slow down", headers={"Retry-After": "60"}) if limited else answers(painted)
            return await answer(call, request)

        openai.then(deed)
        openai._paint.popleft()
        settings = with_secret.model_copy(update={"openai_api_key": SecretStr(OPERATORS)})
        only = GenerationParams("a street in the rain", provider="dalle", only=True)
        async with run_app(settings) as running:
            services = running.app.services
            for actor, guild in ((HERE, "100"), (THERE, "200"), (PRIVATE, None)):
                await services.sessions.enter(actor, "table", guild_id=guild)
            for guild, key in (("100", OWN), ("200", OTHERS)):
                await services.guild_keys.set(guild, "dalle", key, "7")
            limited = await running.ask(only, HERE)
            async with asyncio.timeout(PATIENCE):
                while (waits := await services.requests.unchecked_request(limited)) and not waits.waits_for:  # noqa: ASYNC110  # another worker's row
                    await asyncio.sleep(0.01)
            assert [await painter_of(running, await paint(running, by, only)) for by in (THERE, PRIVATE)] == [
                "dalle",
                "dalle",
            ]
            assert waits is not None
            assert (waits.waits_for or "").startswith("dalle@")
            # What it waits for is called by the provider's name alone.
            assert provider_title(waits.waits_for or "") == "DALL-E"
            await services.requests.cancel(limited, HERE)


class TestBudget:
    async def test_what_a_server_pays_itself_does_not_count_for_the_operator(
        self, with_secret: Settings, openai: OpenAIServer
    ) -> None:
        settings = with_secret.model_copy(update={"session_daily_budget": 0.0})
        async with run_app(settings) as running:
            services = running.app.services
            await services.sessions.enter(HERE, "table", guild_id="100")
            await services.guild_keys.set("100", "dalle", OWN, "7")
            assert await painter_of(running, await paint(running, HERE)) == "dalle"
            usage = await services.budget.by_own_keys("100")
            (row,) = await running.rows("SELECT key_guild_id, cost FROM attempt")
        assert row["key_guild_id"] == "100"
        assert usage.spent == row["cost"] > 0

    async def test_a_servers_own_budget_is_kept(self, running: RunningApp, openai: OpenAIServer) -> None:
        services = running.app.services
        await services.guild_keys.set("100", "dalle", OWN, "7")
        await services.guild_keys.set_budget("100", 0.01)
        with pytest.raises(
            LimitReachedError, match=r"by its own keys in a month only \$0.01 is left\. .* free: sketch"
        ):
            await running.ask(STREET, HERE)
        request = await paint(running, HERE, GenerationParams("a street in the rain"))
        assert await painter_of(running, request) == "sketch"
        assert not openai.painted

    async def test_what_waits_to_be_paid_by_its_keys_counts_against_it(
        self, with_secret: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look_before_anybody_acts(monkeypatch)
        async with run_app(with_secret, workers=0) as running:
            services = running.app.services
            for session in ("1100", "1101"):
                await services.sessions.enter(Actor(session, "ann"), "table", guild_id="100")
            await services.guild_keys.set("100", "dalle", OWN, "7")
            cost = (await services.guild_providers.of("100")).default.capabilities.cost
            await services.guild_keys.set_budget("100", 3.5 * cost)
            tables = (Actor(session, "ann") for session in ("1100", "1101") for _ in range(AT_ONCE // 2))
            answers = await asyncio.gather(*(running.ask(STREET, by) for by in tables), return_exceptions=True)
            assert {type(answer) for answer in answers} == {str, LimitReachedError}
            assert sum(isinstance(answer, str) for answer in answers) == 3


class TestSealing:
    def test_what_is_sealed_is_read_by_the_same_server_and_provider_alone(self) -> None:
        sealing = Sealing([new_secret()])
        sealed = sealing.seal(OWN, "100", "dalle")
        assert OWN not in sealed
        assert sealing.open(sealed, "100", "dalle") == OWN
        assert sealing.open(sealed, "200", "dalle") is sealing.open(sealed, "100", "gemini") is None

    def test_a_secret_is_changed_by_putting_the_new_one_first(self) -> None:
        old, new = new_secret(), new_secret()
        sealed = Sealing([old]).seal(OWN, "100", "dalle")
        assert Sealing([new]).open(sealed, "100", "dalle") is None
        resealed = Sealing([new, old]).reseal(sealed)
        assert resealed is not None
        assert Sealing([new]).open(resealed, "100", "dalle") == OWN

    def test_what_is_no_secret_is_not_repeated(self) -> None:
        with pytest.raises(ValueError, match="44 characters") as error:
            Sealing(["my-bad-secret"])
        assert "my-bad-secret" not in str(error.value)

    async def test_a_key_that_no_secret_reads_is_listed_as_such_and_nobody_paints_with_it(
        self, running: RunningApp, with_secret: Settings, openai: OpenAIServer
    ) -> None:
        await running.app.services.guild_keys.set("100", "dalle", OWN, "7")
        changed = with_secret.model_copy(update={"guild_keys_secret": SecretStr(new_secret())})
        async with run_app(changed, workers=0) as elsewhere:
            services = elsewhere.app.services
            assert [key.state for key in await services.guild_keys.all("100")] == [UNREADABLE]
            assert "dalle" not in (await services.guild_providers.of("100")).names
            assert await services.guild_keys.counts() == (1, 1)
            assert (await services.guild_keys.reseal()).unreadable == (("100", "dalle"),)


async def test_a_key_is_nowhere_in_clear(
    running: RunningApp,
    openai: OpenAIServer,
    with_secret: Settings,
    capfd: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", *TALKATIVE)}
    try:
        set_up_logging(with_secret, level="DEBUG")
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.DEBUG)
        services = running.app.services
        # What a provider says may repeat the key, whatever goes wrong.
        openai.list_models(fails(500, f"broken by {OWN}", headers={"X-Echo": OWN}))
        seen = [repr(await services.guild_keys.set("100", "dalle", OWN, "7"))]
        for status in (400, 401, 402, 403, 429, 500):
            openai.then(fails(status, f"{status}: you sent {OWN}", headers={"X-Echo": OWN}))
            openai._paint.popleft()
            await running.app.stores.providers.begin({})
            request = await paint(running, HERE)
            seen.append(repr(request))
        seen += [repr(each) for each in await services.guild_keys.all("100")]
        asked = await services.guild_providers.of("100")
        seen += [repr(each) for each in asked] + [repr(await services.health.all(asked))]
        seen += [repr(await services.guild_keys.reseal()), repr(await running.app.stores.privacy.told("7"))]
    finally:
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    assert any("server's own key" in text for text in seen)
    logged = capfd.readouterr().err
    assert "/images/" in logged
    assert OWN not in logged
    for text in seen:
        assert OWN not in text
    folder = running.app.settings.data_dir
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith(".db") for path in files)
    for path in files:
        assert OWN.encode() not in path.read_bytes(), path
