"""DALL-E behind LiteLLM 1.108.7, in that gateway's own answers: the provider's code is lost, its words are not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from generation.providers.base import (
    AuthError,
    BillingError,
    InvalidError,
    ModeratedError,
    ProgressStep,
    ProviderError,
    ProviderRequest,
    RateLimitedError,
    UnavailableError,
)
from generation.providers.openai.compatible import OpenAICompatibleOptions, OpenAICompatibleProvider
from generation.providers.openai.dalle import DalleOptions, DalleProvider
from generation.providers.openai.litellm_errors import wait_in_message
from tests.servers.openai_images import Behaviour, OpenAIServer, litellm_fails

KEY = "sk-of-the-gateway-0123456789"
STREET = ProviderRequest("r1", "a rain-soaked street", "location", None, 1024, 1024, "standard", seed=7)
REPHRASE = "Rephrase the description, or choose another provider."
NO_STREAM = litellm_fails(
    500,
    "litellm.APIConnectionError: APIConnectionError: OpenAIException - 'str' object has no attribute 'model_dump'",
    "internal_server_error",
)
NO_DATABASE = litellm_fails(400, "No connected db.", "no_db_connection", upstream=False)


def ignore(step: ProgressStep) -> None:
    """Report to nobody."""


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer() as server:
        yield server


@pytest.fixture
async def dalle(server: OpenAIServer) -> AsyncIterator[DalleProvider]:
    provider = DalleProvider(DalleOptions(KEY, server.url, deadline=5.0))
    yield provider
    await provider.aclose()


async def refusal(provider: DalleProvider) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await provider.generate(STREET, ignore)
    return caught.value


@pytest.mark.parametrize(
    ("deed", "kind", "sentence"),
    [
        (
            litellm_fails(
                400,
                "litellm.BadRequestError: OpenAIException - Your request was rejected by the safety system. "
                "safety_violations=[violence].",
                "image_generation_user_error",
            ),
            ModeratedError,
            f"DALL-E refuses to paint this because of violence. {REPHRASE}",
        ),
        (
            litellm_fails(
                400,
                "litellm.ContentPolicyViolationError: ContentPolicyViolationError: AzureException - No.",
                "invalid_request_error",
            ),
            ModeratedError,
            f"DALL-E refuses to paint this. {REPHRASE}",
        ),
        (
            litellm_fails(
                429,
                "litellm.RateLimitError: RateLimitError: OpenAIException - You exceeded your current quota",
                "throttling_error",
            ),
            BillingError,
            "DALL-E is out of credit; the operator should look at its billing.",
        ),
        (
            litellm_fails(
                429,
                "No deployments available - crossed budget: Exceeded budget for provider openai: 0.05 >= 1e-06\n",
                "internal_server_error",
                upstream=False,
            ),
            BillingError,
            "DALL-E is out of credit; the operator should look at its billing.",
        ),
        (
            litellm_fails(
                422,
                "Budget has been exceeded! Key=key Current cost: 2.0, Max budget: 1.0",
                "budget_exceeded",
                upstream=False,
            ),
            BillingError,
            "DALL-E is out of credit; the operator should look at its billing.",
        ),
        (NO_DATABASE, AuthError, "DALL-E refused its API key; the operator should check it."),
        (
            litellm_fails(
                401,
                "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...6789",
                "token_not_found_in_db",
                upstream=False,
            ),
            AuthError,
            "DALL-E refused its API key; the operator should check it.",
        ),
    ],
)
async def test_words_tell_what_the_code_no_longer_does_and_it_is_asked_once(
    server: OpenAIServer, dalle: DalleProvider, deed: Behaviour, kind: type[ProviderError], sentence: str
) -> None:
    server.then(deed)
    error = await refusal(dalle)
    assert (type(error), error.sentence) == (kind, sentence)
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("deed", "kind", "sentence"),
    [
        (
            litellm_fails(
                500,
                "litellm.InternalServerError: InternalServerError: OpenAIException - The server had an error",
                "internal_server_error",
            ),
            UnavailableError,
            "DALL-E API error: 500 - The server had an error",
        ),
        (
            litellm_fails(
                400,
                "400: {'error': '/image/generations: Invalid model name passed in model=x. Call `/v1/models`.'}",
                "invalid_request_error",
                upstream=False,
            ),
            InvalidError,
            "DALL-E API error: 400 - Invalid model name passed in model=x. Call `/v1/models`",
        ),
        (NO_STREAM, UnavailableError, "DALL-E API error: 500 - …"),
        (
            litellm_fails(
                400, "litellm.BadRequestError: OpenAIException - Invalid size.\n", "image_generation_user_error"
            ),
            InvalidError,
            "DALL-E API error: 400 - Invalid size",
        ),
    ],
)
async def test_only_the_providers_own_words_are_shown(
    server: OpenAIServer, dalle: DalleProvider, deed: Behaviour, kind: type[ProviderError], sentence: str
) -> None:
    server.then(deed)
    error = await refusal(dalle)
    assert (type(error), error.sentence) == (kind, sentence)


@pytest.mark.parametrize(
    ("message", "wait"),
    [
        ("No deployments available for selected model, Try again in 5 seconds. All deployments", 5.0),
        ("Rate limit exceeded for api_key: 3c4f. Limit resets at: 2026-11-30 12:58:12 UTC", 12.0),
        ("Limit resets at: 2026-11-30 12:57:12 UTC", 0.0),
        ("Limit resets at: 2026-99-30 12:57:12 UTC", None),
        ("Rate limit reached for images. Please try again in 1m2.5s. Visit", 62.5),
        ("Please try again in 350ms.", 0.35),
        ("Please try again in 2 hours", 7200.0),
        ("Please try again in a while", None),
        ("litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for images", None),
    ],
)
def test_a_wait_may_stand_in_words_alone(message: str, wait: float | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generation.providers.openai.litellm_errors.now", lambda: datetime(2026, 11, 30, 12, 58, 0, tzinfo=UTC)
    )
    assert wait_in_message(message) == pytest.approx(wait)


async def test_a_gateway_that_rests_its_provider_says_for_how_long(server: OpenAIServer, dalle: DalleProvider) -> None:
    server.then(
        litellm_fails(
            429,
            "No deployments available for selected model, Try again in 5 seconds. Passed model=gpt-image-2.6-flare.",
            "all_deployments_in_cooldown",
            upstream=False,
        )
    )
    error = await refusal(dalle)
    assert isinstance(error, RateLimitedError)
    assert error.retry_after == 5.0


async def test_a_wrong_key_fails_the_probes(server: OpenAIServer, dalle: DalleProvider) -> None:
    server.list_models(NO_DATABASE)
    compatible = OpenAICompatibleProvider(OpenAICompatibleOptions(server.url, "flux", KEY))
    for health in (await dalle.probe(), await compatible.probe()):
        assert not health.able
        assert "refused its API key" in (health.reason or "")
    await compatible.aclose()
