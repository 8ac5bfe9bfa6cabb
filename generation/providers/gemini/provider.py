"""Google's Gemini image models, over their own API."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ProgressStep,
    ProviderDescription,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.gemini.api import (
    MAX_IMAGES,
    SIZE_PRICES,
    TITLE,
    body_of,
    failure,
    images_of,
    path_of,
    price,
    size_of,
    without_image,
)
from generation.providers.http.client import Remote
from generation.providers.http.media import from_base64
from generation.providers.http.probe import probed
from generation.providers.http.unreadable import unreadable

DEFAULT_URL = "https://generativelanguage.googleapis.com"
DEFAULT_MODEL = "gemini-nano-banana-2.1"


@dataclass(frozen=True, slots=True)
class GeminiOptions:
    """How to reach Gemini."""

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_URL
    model: str = DEFAULT_MODEL
    deadline: float = 180.0


class GeminiProvider:
    """Generate images with Gemini: the nearest of its ratios and of its three sizes, with or after other images.

    It has no quality to choose. The cost is by the tokens that the answer tells, else an estimate by size.
    """

    name = "gemini"
    title = TITLE

    def __init__(self, options: GeminiOptions) -> None:
        self.capabilities = Capabilities(
            largest=4096,
            max_prompt=10_000,
            references=MAX_IMAGES,
            edits=frozenset({"change"}),
            deadline=options.deadline,
            cost=SIZE_PRICES["4K"],
            hd=False,
        )
        self._model = options.model
        self._remote = Remote(
            self.title,
            options.base_url,
            headers={"x-goog-api-key": options.api_key},
            secrets=(options.api_key,),
            read_seconds=options.deadline,
        )

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image, or edit one.

        Raises:
            ProviderError: as Gemini answers; a refusal comes as 200 without an image.

        """
        size = size_of(request)
        body = await asyncio.to_thread(body_of, request, size)
        report(ProgressStep(N_("asking {provider}").format(provider=self.title), 0.0))
        model = self._name(request.model)
        response = await self._remote.request("POST", f"{path_of(model)}:generateContent", json=body)
        if response.is_error:
            raise failure(self._remote, response)
        answer = await asyncio.to_thread(self._remote.parse, response)
        if not isinstance(answer, dict):
            raise unreadable(self.title)
        images = images_of(answer)
        if not images:
            raise without_image(self._remote, answer)
        data = await asyncio.to_thread(from_base64, self.title, images[-1])
        cost = price(answer.get("usageMetadata"), size) if request.model.cost is None else request.model.cost
        return ProviderResult(data=data, model=model, cost=cost)

    async def probe(self) -> Health:
        """Look whether the key sees the model."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Look whether the key sees these models."""
        return await probed(self.title, self._health(models))

    async def _health(self, models: Sequence[ModelSettings]) -> Health:
        first, *others = dict.fromkeys(map(self._name, models))
        await self._see(first)
        warnings = []
        for name in others:
            try:
                await self._see(name)
            except InvalidError as error:
                warnings.append(f"{name}: {error}")
        return Health(able=True, warnings=tuple(warnings))

    async def _see(self, name: str) -> None:
        """Look whether the key sees a model.

        Raises:
            ProviderError: as Gemini answers.

        """
        response = await self._remote.request("GET", path_of(name))
        if response.is_error:
            raise failure(self._remote, response)
        self._remote.parse(response)

    def _name(self, model: ModelSettings) -> str:
        """Return a model's name as Google has it."""
        return (model.model or self._model).removeprefix("models/")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._remote.aclose()


def _create(environment: Mapping[str, str]) -> GeminiProvider | None:
    api_key = environment.get("GEMINI_API_KEY")
    if api_key is None:
        return None
    return GeminiProvider(GeminiOptions(api_key, environment.get("GEMINI_BASE_URL", DEFAULT_URL)))


PROVIDER = ProviderDescription(
    GeminiProvider.name,
    GeminiProvider.title,
    variables=("GEMINI_API_KEY", "GEMINI_BASE_URL"),
    missing=N_("GEMINI_API_KEY is not set."),
    create=_create,
    purpose=N_("detailed scenes, and changes in plain words"),
    model_settings=frozenset({"model", "cost"}),
)
