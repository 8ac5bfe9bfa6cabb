"""Which keys and addresses set a language model and remote moderation up."""

import pytest
from pydantic import SecretStr

from bot.environment import SettingsError
from bot.settings import Settings
from bot.wiring.language_models import OPENAI, build_enhancer, build_moderation
from generation.moderation.verdict import Rules
from generation.prompts.values import FALLBACK, MODEL, EnhancementInput, Limits
from storage.database import Database
from storage.prompt_cache import PromptCache
from tests.servers.openai_chat import ChatServer, answers
from tests.servers.openai_moderation import ModerationServer, scores

MARKET = EnhancementInput("An ork sells noodles at a market", Limits("dalle"))
GOOD = "A broad tusked ork sells steaming noodles at a crowded night market"
KEY = SecretStr("sk-test")


async def source(settings: Settings, database: Database) -> str:
    """Return who has written a text."""
    enhancer = build_enhancer(settings, PromptCache(database))
    try:
        return (await enhancer.enhance(MARKET, Rules())).source
    finally:
        await enhancer.aclose()


def test_the_address_that_needs_a_key_is_the_usual_one(settings: Settings) -> None:
    assert settings.openai_base_url == OPENAI


@pytest.mark.parametrize("address", [OPENAI, f"{OPENAI}/"])
async def test_without_a_key_openai_is_not_asked(settings: Settings, database: Database, address: str) -> None:
    settings = settings.model_copy(update={"openai_base_url": address})
    assert await source(settings, database) == FALLBACK
    assert build_moderation(settings) is None


async def test_a_server_of_ones_own_needs_no_key(settings: Settings, database: Database) -> None:
    async with ChatServer() as server:
        server.then(answers(GOOD))
        settings = settings.model_copy(update={"openai_base_url": server.url, "openai_text_model": "qwen"})
        assert await source(settings, database) == MODEL
        assert server.calls[0].body["model"] == "qwen"
    assert build_moderation(settings) is None, "moderation is asked of OpenAI alone, which wants a key"


async def test_a_key_is_sent_where_there_is_one(settings: Settings, database: Database) -> None:
    async with ChatServer() as server:
        server.then(answers(GOOD))
        settings = settings.model_copy(update={"openai_base_url": server.url, "openai_api_key": KEY})
        assert await source(settings, database) == MODEL
        assert server.calls[0].headers["authorization"] == "Bearer sk-test"


@pytest.mark.parametrize("name", ["off", "OFF"])
async def test_the_model_can_be_switched_off_while_moderation_stays(
    settings: Settings, database: Database, name: str
) -> None:
    settings = settings.model_copy(update={"openai_api_key": KEY, "openai_text_model": name})
    assert await source(settings, database) == FALLBACK
    moderation = build_moderation(settings)
    assert moderation is not None
    await moderation.aclose()


async def test_moderation_is_asked_with_the_key(settings: Settings) -> None:
    async with ModerationServer() as server:
        server.answer(scores())
        settings = settings.model_copy(update={"openai_api_key": KEY, "openai_base_url": server.url})
        moderation = build_moderation(settings)
        assert moderation is not None
        verdict = await moderation.judge_text("a rainy street", Rules())
        await moderation.aclose()
        assert verdict is not None
        assert server.faults == []


@pytest.mark.parametrize("address", ["nonsense", "ftp://host/v1", "http://"])
def test_an_address_that_is_none_names_its_variable(settings: Settings, database: Database, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^OPENAI_BASE_URL: "):
        build_enhancer(settings.model_copy(update={"openai_base_url": address}), PromptCache(database))
