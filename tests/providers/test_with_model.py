"""A provider that paints with one of its models: what can be asked of it, and how it is chosen by `name/model`."""

from dataclasses import dataclass, field, replace

import pytest

from generation.errors import RefusedError
from generation.execution.retry_policy import chain
from generation.providers.base import (
    Capabilities,
    Health,
    ModelSettings,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.registry import Needs, Providers
from generation.providers.with_model import ProviderModels, ProviderWithModel, reference_of

REQUEST = ProviderRequest("r1", "a decker", "scene", None, 1024, 1024, "standard", seed=1)
NEEDS = Needs(1024, 1024)
TURBO = ModelSettings("Turbo XL", model="turbo.safetensors", steps=4, negative="", clip_tokens=0)


@dataclass
class Painter:
    """A provider that notes with what it was to paint."""

    name: str = "painter"
    title: str = "Painter"
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(negative=True, clip_tokens=77, cost=0.05))
    asked: list[ModelSettings] = field(default_factory=list)

    async def generate(self, request: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        self.asked.append(request.model)
        return ProviderResult(b"x", "model")

    async def probe(self) -> Health:
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


class Resumer(Painter):
    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        return await self.generate(replace(request, request_id=job_id), report)

    async def call_off(self, _job_id: str) -> None:
        """Do as one is told."""


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
def providers(painter: Painter) -> Providers:
    models = {"painter": ProviderModels(ModelSettings(steps=30), (TURBO, ModelSettings("dear", cost=0.5)))}
    return Providers([painter, Painter("other", "Other")], models=models)


async def test_its_settings_go_with_every_request(painter: Painter, providers: Providers) -> None:
    for reference in ("painter", "painter/Turbo XL", "painter/turbo xl"):
        provider = providers.get(reference)
        assert provider is not None
        await provider.generate(REQUEST, lambda _: None)
    assert [each.steps for each in painter.asked] == [30, 4, 4]


def test_it_is_the_provider_in_all_but_what_can_be_asked_of_it(providers: Providers) -> None:
    turbo = providers.get("painter/Turbo XL")
    assert turbo is not None
    assert (turbo.name, turbo.title, reference_of(turbo)) == ("painter", "Painter (Turbo XL)", "painter/Turbo XL")
    assert (turbo.capabilities.negative, turbo.capabilities.clip_tokens) == (False, None)
    costs = [each.capabilities.cost for each in providers.choices]
    assert [offer.reference for offer in providers.offers] == ["painter", "painter/Turbo XL", "painter/dear", "other"]
    assert costs == [0.05, 0.05, 0.5, 0.05]


def test_a_menu_that_is_too_short_has_what_is_chosen_and_every_provider() -> None:
    many = tuple(ModelSettings(f"m{number}") for number in range(9))
    providers = Providers([Painter(), Painter("other")], models={"painter": ProviderModels(named=many)})
    shown = [each.reference for each in providers.offers_for_menu(4, "painter/m7")]
    assert shown == ["painter/m7", "painter", "other", "painter/m0"]
    assert providers.offers_for_menu(11, "painter/m7") == providers.offers


async def test_it_resumes_and_calls_off_what_the_provider_can() -> None:
    assert ProviderWithModel(Painter(), TURBO).resume is None
    assert ProviderWithModel(Painter(), TURBO).call_off is None
    resumer = Resumer()
    with_model = ProviderWithModel(resumer, TURBO)
    assert with_model.resume is not None
    assert with_model.call_off is not None
    await with_model.resume("job-1", REQUEST, lambda _: None)
    assert resumer.asked == [TURBO]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("painter/oil", "“painter” has no model “oil”. It has: Turbo XL, dear."),
        ("other/oil", "“other” has no models to choose from here. Give its name alone."),
        ("nobody/oil", "I do not know the provider “nobody/oil”. Set up here: painter, other."),
    ],
)
def test_what_is_not_there_is_told(providers: Providers, wanted: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as caught:
        providers.choose(wanted, NEEDS)
    assert str(caught.value) == sentence


def test_what_is_set_is_told_in_a_line() -> None:
    assert TURBO.summary == "model turbo.safetensors, steps 4, negative “”, clip_tokens 0"
    several = ModelSettings(any_of=("A 1", "B"), extra={"steps": 4})
    assert several.summary == "any_of A 1 / B, extra steps=4"


def test_others_take_over_from_it_but_not_its_own_provider(providers: Providers) -> None:
    able = chain(providers, REQUEST, "painter/dear", only=False)
    assert [reference_of(each) for each in able] == ["painter/dear", "other"]
    assert [reference_of(each) for each in chain(providers, REQUEST, "painter/dear", only=True)] == ["painter/dear"]


def test_a_model_that_is_gone_since_leaves_its_provider(providers: Providers) -> None:
    gone = chain(providers, REQUEST, "painter/gone", only=True)
    assert [reference_of(each) for each in gone] == ["painter"]
    kept = providers.of_name("painter", "painter/dear")
    assert kept is not None
    assert reference_of(kept) == "painter/dear"
    other = providers.of_name("other", "painter/dear")
    assert other is not None
    assert reference_of(other) == "other"
