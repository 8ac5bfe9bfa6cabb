"""What was noted of a provider ends with the key or address that it was noted with."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.clock import now
from generation.providers.base import AuthError, BillingError, ImageProvider, ProviderError, RateLimitedError
from generation.providers.breaker import CircuitBreaker
from storage.provider_state import ProviderState

WRONG, MENDED = "sk-made-up-and-wrong", "sk-made-up-and-mended"
#: A port at which nobody listens.
NOWHERE = "http://127.0.0.1:9/v1"


def settings(key: str = WRONG, **more: object) -> Settings:
    return Settings.model_validate({"openai_api_key": SecretStr(key), "openai_text_model": "off", **more})


def breaker_of(app: App) -> tuple[CircuitBreaker, ImageProvider]:
    dalle = app.services.providers.get("dalle")
    assert dalle is not None
    return CircuitBreaker(app.stores.providers), dalle


async def fails(given: Settings, error: ProviderError) -> None:
    """Have a bot with these settings find that a provider refuses its calls, and that its probe fails."""
    async with open_app(given) as app:
        breaker, dalle = breaker_of(app)
        assert await breaker.acquire(dalle) is None
        await breaker.failed(dalle, error)
        await app.stores.providers.record_probe(
            "dalle", now(), able=False, reason=str(error), warnings=("Look here.",), waiting=None
        )


async def noted(given: Settings) -> tuple[bool, ProviderState]:
    """Tell whether a bot with these settings calls the provider, and what it knows of it when it starts."""
    async with open_app(given) as app:
        state = (await app.stores.providers.states())["dalle"]
        return await CircuitBreaker(app.stores.providers).try_acquire(breaker_of(app)[1]) is None, state


@pytest.mark.parametrize(
    "error", [AuthError("The key is wrong."), BillingError("No credit is left."), RateLimitedError("Later.", 300)]
)
async def test_a_mended_key_is_used_at_once(clean_environment: Path, error: ProviderError) -> None:
    await fails(settings(), error)
    called, state = await noted(settings(MENDED))
    assert called
    assert (state.failures, state.open_reason, state.able, state.reason) == (0, None, None, None)
    assert (state.warning_lines, state.probed_at) == ((), None)


async def test_another_address_is_asked_at_once(clean_environment: Path) -> None:
    await fails(settings(), AuthError("The key is wrong."))
    called, _ = await noted(settings(openai_base_url="https://gateway.example.org/v1"))
    assert called


async def test_other_settings_of_its_models_are_tried_at_once(clean_environment: Path) -> None:
    await fails(settings(), BillingError("No credit is left for this model."))
    file = clean_environment / "providers.toml"
    file.write_text('[dalle]\nmodel = "gpt-image-2.6-sunburst"\n')
    called, _ = await noted(settings(providers_file=file))
    assert called


async def test_the_same_key_rests_on_whatever_else_was_changed(clean_environment: Path) -> None:
    await fails(settings(), AuthError("The key is wrong."))
    called, state = await noted(settings(workers=2, gemini_api_key=SecretStr("another-provider's")))
    assert not called
    assert (state.open_reason, state.able, state.reason) == ("The key is wrong.", False, "The key is wrong.")


async def test_what_a_bot_with_the_old_key_notes_after_doctor_had_the_new_one_ends_all_the_same(
    clean_environment: Path,
) -> None:
    await fails(settings(openai_base_url=NOWHERE), AuthError("The key is wrong."))
    async with open_app(settings(openai_base_url=NOWHERE)) as old:
        async with open_app(settings(MENDED, openai_base_url=NOWHERE)) as doctor:
            await doctor.services.health.refresh()
        breaker, dalle = breaker_of(old)
        await breaker.failed(dalle, AuthError("The key is wrong."))
    assert not (await noted(settings(openai_base_url=NOWHERE)))[0]
    assert (await noted(settings(MENDED, openai_base_url=NOWHERE)))[0]


async def test_a_database_does_not_tell_the_key(clean_environment: Path) -> None:
    await fails(settings(), AuthError("The key is wrong."))
    async with open_app(settings()) as app:
        text = repr(await app.stores.providers.states())
    assert WRONG not in text
    # Too short to find a password by it that somebody could guess.
    state = (await noted(settings()))[1]
    assert state.set_up_as is not None
    assert len(state.set_up_as) == 4
