"""/image providers: how each provider is doing is said in words and by a colour."""

import pytest
from discord import Embed

from cogs.generate.provider_list import owner_embed, players_embed
from generation.providers.base import Capabilities
from generation.providers.health import ProviderStatus
from tests.cogs.discord_harness import DiscordHarness, answer


@pytest.mark.parametrize(
    ("available", "slow", "said"),
    [
        (True, False, "\N{LARGE GREEN CIRCLE} can paint"),
        (True, True, "\N{LARGE YELLOW CIRCLE} is slow right now"),
        (False, True, "\N{MEDIUM WHITE CIRCLE} cannot paint right now"),
    ],
)
def test_one_that_is_slow_now_is_said_to_be(*, available: bool, slow: bool, said: str) -> None:
    warnings = ("It is slow right now: a call has been waiting for 80 seconds.",) if slow else ()
    status = ProviderStatus(
        "x", "X", configured=True, available=available, default=False, reason=None, warnings=warnings, slow=slow
    )
    (field,) = owner_embed([status]).fields
    assert (field.value or "").splitlines() == [said, *(f"Warning: {warning}" for warning in warnings)]


READY = ProviderStatus(
    "dalle",
    "DALL-E",
    configured=True,
    available=True,
    default=True,
    reason=None,
    capabilities=Capabilities(cost=0.05),
    warnings=("OpenAI shuts it down.",),
    purpose="detailed scenes",
    usual_seconds=24.4,
)
BROKEN = ProviderStatus(
    "comfyui",
    "ComfyUI",
    configured=True,
    available=False,
    default=False,
    reason="ComfyUI cannot be reached.",
    capabilities=Capabilities(),
)
MISSING = ProviderStatus(
    "gemini", "Gemini", configured=False, available=False, default=False, reason="GEMINI_API_KEY is not set."
)


def _told(embed: Embed) -> dict[str, list[str]]:
    return {field.name or "": (field.value or "").splitlines() for field in embed.fields}


def test_a_player_reads_what_works_for_what_how_long_and_for_how_much() -> None:
    assert _told(players_embed([READY, BROKEN, MISSING])) == {
        "DALL-E (dalle)": [
            "\N{LARGE GREEN CIRCLE} can paint, the default",
            "detailed scenes",
            "about 24 s, up to $0.050 a picture",
        ],
        "ComfyUI (comfyui)": ["\N{MEDIUM WHITE CIRCLE} cannot paint right now", "free"],
    }


def test_the_owner_reads_what_is_missing_and_why() -> None:
    told = _told(owner_embed([READY, BROKEN, MISSING]))
    assert "Warning: OpenAI shuts it down." in told["DALL-E (dalle)"]
    assert "ComfyUI cannot be reached." in told["ComfyUI (comfyui)"]
    assert "GEMINI_API_KEY is not set." in told["Gemini (gemini)"]


async def test_who_asks_tells_which_of_both_is_shown(harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = answer(await harness.player.slash(harness.channel, "image providers"))
    assert "is not set" not in str([embed.to_dict() for embed in listed.embeds])
    monkeypatch.setattr(harness.client, "owner_id", harness.player.id)
    listed = answer(await harness.player.slash(harness.channel, "image providers"))
    assert "doctor" in (listed.embeds[0].footer.text or "")
