"""Which providers the settings set up, in which order, and what is said of a bad value."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.environment import SettingsError
from bot.settings import Settings
from bot.wiring.providers import BuiltProviders, build_providers
from generation.i18n import said, speaking
from generation.provider_catalogue.builtin import BUILT_IN
from generation.provider_catalogue.titles import provider_title
from generation.providers.base import ProviderDescription
from generation.providers.plugins import Loaded
from generation.sketch.process.pool import RenderPool
from tests.generation.fake_provider import FakeProvider

KEY = SecretStr("sk-made-up")


async def built(**given: object) -> BuiltProviders:
    """Build what these settings set up, and let go of it again."""
    result = build_providers(Settings.model_validate(given), RenderPool())
    for provider in result.providers:
        await provider.aclose()
    return result


async def test_with_nothing_set_sketch_paints_and_the_others_say_what_they_lack(clean_environment: Path) -> None:
    nothing = await built()
    assert nothing.providers.names == ("sketch",)
    assert [each.name for each in nothing.providers.missing] == [
        each.name for each in BUILT_IN if each.name != "sketch"
    ]
    assert nothing.providers.missing[0].missing == "OPENAI_API_KEY is not set."


async def test_every_provider_is_called_what_it_calls_itself(clean_environment: Path) -> None:
    everybody = await built(
        openai_api_key=KEY,
        stability_api_key=KEY,
        gemini_api_key=KEY,
        aihorde_api_key=KEY,
        comfyui_url="http://127.0.0.1:8188",
        sdapi_url="http://127.0.0.1:7860",
        openai_compatible_url="http://127.0.0.1:9000",
        openai_compatible_model="model",
        midjourney_proxy_url="http://127.0.0.1:8080",
    )
    # A model is a folder with its weights, and needs an extra.
    assert [each.name for each in everybody.providers.missing] == ["local"]
    assert {provider.name: provider.title for provider in everybody.providers} == {
        each.name: each.title for each in BUILT_IN if each.name != "local"
    }
    assert provider_title("midjourney") == "Midjourney (unofficial proxy)"


def test_every_variable_of_a_provider_is_a_setting_and_named_in_its_reason() -> None:
    for description in BUILT_IN:
        assert {name.lower() for name in description.variables} <= set(Settings.model_fields)
        is_set_up_by_variable = description.missing and description.name != "local"
        can_be_missing = description.variables if is_set_up_by_variable else ("",)
        assert description.missing.startswith(can_be_missing[0])


def test_a_provider_sees_only_its_own_variables_and_no_empty_ones() -> None:
    seen: list[dict[str, str]] = []
    spray = ProviderDescription(
        "spray", "Spray", ("A_KEY", "A_URL"), "A_KEY is not set.", lambda v: seen.append(dict(v))
    )
    assert spray.set_up({"A_KEY": "k", "A_URL": "", "B_KEY": "s3cret"}) is None
    assert seen == [{"A_KEY": "k"}]


async def test_what_is_lacking_is_said_in_the_reader_s_language(clean_environment: Path) -> None:
    missing = {each.name: each.missing for each in (await built()).providers.missing}
    with speaking("de"):
        assert said(missing["dalle"]) == "OPENAI_API_KEY ist nicht gesetzt."
        assert all(said(reason) != reason for reason in missing.values())


async def test_keys_and_addresses_set_providers_up_with_sketch_last(clean_environment: Path) -> None:
    some = await built(
        stability_api_key=KEY, openai_api_key=KEY, gemini_api_key=KEY, sdapi_url="http://127.0.0.1:7860", workers=1
    )
    assert [provider.name for provider in some.providers.in_turn] == ["dalle", "stability", "gemini", "sdapi", "sketch"]
    assert some.providers.default.name == "dalle"


async def test_midjourney_is_asked_by_name_only_unless_the_order_lists_it(clean_environment: Path) -> None:
    proxy = "http://127.0.0.1:8080"
    by_name = (await built(midjourney_proxy_url=proxy)).providers
    assert [provider.name for provider in by_name.in_turn] == ["sketch"]
    assert by_name.get("midjourney") is not None
    listed = (await built(midjourney_proxy_url=proxy, provider_order=("midjourney", "sketch"))).providers
    assert listed.default.name == "midjourney"


@pytest.mark.parametrize(("by_name_only", "in_turn"), [(True, ["sketch"]), (False, ["fake", "sketch"])])
async def test_a_plugin_is_asked_as_its_description_says(
    clean_environment: Path, monkeypatch: pytest.MonkeyPatch, *, by_name_only: bool, in_turn: list[str]
) -> None:
    painter = FakeProvider()
    painter.name = "fake"
    described = ProviderDescription("fake", painter.title, (), "", lambda _: painter, by_name_only=by_name_only)
    unset = ProviderDescription("unset", "Unset", ("A_KEY",), "A_KEY is not set.", lambda _: None)
    loaded = Loaded((painter,), (), (described, unset))
    monkeypatch.setattr("bot.wiring.providers.load_plugins", lambda *_, **__: loaded)
    providers = (await built()).providers
    assert [provider.name for provider in providers.in_turn] == in_turn
    assert providers.get("fake") is painter
    assert providers.missing[-1] is unset


async def test_the_default_goes_first_and_the_order_decides_the_rest(clean_environment: Path) -> None:
    keys = {"openai_api_key": KEY, "stability_api_key": KEY}
    providers = (await built(**keys, provider_order=("stability", "sketch"), default_provider="sketch")).providers
    assert [provider.name for provider in providers.in_turn] == ["sketch", "stability"]
    assert providers.get("dalle") is not None


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({"provider_order": ("sketch", "nobody")}, "PROVIDER_ORDER: there is no provider “nobody”"),
        ({"default_provider": "nobody"}, "DEFAULT_PROVIDER: there is no provider “nobody”"),
        ({"comfyui_url": "not an address"}, "COMFYUI_URL: "),
        ({"midjourney_proxy_url": "ftp://x"}, "MIDJOURNEY_PROXY_URL: "),
        ({"openai_compatible_url": "http://127.0.0.1:1"}, "OPENAI_COMPATIBLE_URL: it needs OPENAI_COMPATIBLE_MODEL"),
    ],
)
async def test_a_bad_value_is_one_line_that_names_its_variable(
    given: dict[str, object], begins: str, clean_environment: Path
) -> None:
    with pytest.raises(SettingsError) as refusal:
        await built(**given)
    assert refusal.value.sentence.startswith(begins)
    assert "\n" not in refusal.value.sentence
