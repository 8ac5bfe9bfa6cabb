"""Any other server with OpenAI's image endpoint: Ollama, vLLM-Omni, sd-server, LocalAI, xAI and the like."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderDescription,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from generation.providers.http.address import check_key, parse_address
from generation.providers.http.probe import PROBE_SECONDS, probed
from generation.providers.prompt_syntax import unknown_prompt

if TYPE_CHECKING:
    from generation.providers.openai.client import OpenAIImages

STEP = 16
#: What the bot says itself in a call, and what would change the form of the answer.
_OWN_FIELDS = frozenset({"model", "prompt", "n", "size", "response_format", "stream"})
XAI_HOST = "api.x.ai"
#: What xAI takes in place of a size.
XAI_RATIOS = {"1:1": 1.0, "3:4": 3 / 4, "4:3": 4 / 3, "9:16": 9 / 16, "16:9": 16 / 9, "2:3": 2 / 3, "3:2": 3 / 2}


@dataclass(frozen=True, slots=True)
class OpenAICompatibleOptions:
    """How to reach the server: its `url` with `/v1`, which is added where there is no path; a key is rarely needed."""

    url: str
    model: str
    api_key: str = field(default="", repr=False)
    deadline: float = 600.0


class OpenAICompatibleProvider:
    """Generate images with a server that has OpenAI's image endpoint.

    Only what all of them understand is sent. An image may come as base64 or as an address: on the server's own host, or
    a public one elsewhere, which does not get the key.
    """

    name = "openai_compatible"
    title = "OpenAI-compatible server"

    def __init__(self, options: OpenAICompatibleOptions) -> None:
        check_key(options.api_key)
        parse_address(self.title, options.url)
        self.capabilities = Capabilities(
            deadline=options.deadline,
            hd=False,
            # Who wants a key may send a bill.
            cost_unknown=bool(options.api_key),
        )
        base = urlsplit(options.url.strip())
        self._base = base if base.path.strip("/") else base._replace(path="/v1")
        self._options = options
        self._images: OpenAIImages | None = None
        self._opening = asyncio.Lock()

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image.

        Raises:
            ProviderError: as the server answers; an empty list of images is a refusal (so does xAI).

        """
        from generation.providers.openai.client import ImageCall  # noqa: PLC0415  # the SDK takes two seconds

        images = await self._open()
        report(ProgressStep(N_("asking the server"), 0.0))
        answer = await images.generate(ImageCall(self._fields(request)))
        data = await images.image_of(answer)
        if data is None:
            raise ModeratedError(
                N_(
                    "{provider} answered without a picture, which is how it refuses what it does not want to paint. "
                    "Rephrase the description, or choose another provider."
                ).format(provider=self.title)
            )
        model = request.model.model or self._options.model or "unknown"
        return ProviderResult(data=data, model=model, cost=request.model.cost or 0.0)

    async def probe(self) -> Health:
        """Look whether the server answers with its models; one that does not list them is able, for all we know."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Look whether the server answers with its models, and whether these are among them."""
        return await probed(self.title, self._health(models))

    async def _health(self, models: Sequence[ModelSettings]) -> Health:
        try:
            listed = await (await self._open()).models(PROBE_SECONDS)
        except InvalidError:
            return Health(able=True)
        wanted = dict.fromkeys(each.model or self._options.model for each in models)
        # Ollama lists `name:latest` for `name`.
        absent = [name for name in wanted if name and not {name, f"{name}:latest"} & listed.keys()]
        text = N_("{provider} does not list the model {model}.")
        return Health(able=True, warnings=tuple(text.format(provider=self.title, model=name) for name in absent))

    async def aclose(self) -> None:
        """Close the connections."""
        if self._images is not None:
            await self._images.aclose()

    async def _open(self) -> "OpenAIImages":
        async with self._opening:
            if self._images is None:
                self._images = await asyncio.to_thread(self._connect)
        return self._images

    def _connect(self) -> "OpenAIImages":
        from generation.providers.openai.client import OpenAIImages  # noqa: PLC0415  # as above

        options = self._options
        # The SDK takes the first two from the environment, where they are meant for OpenAI.
        hidden = ["OpenAI-Organization", "OpenAI-Project", *(() if options.api_key else ("Authorization",))]
        return OpenAIImages(
            self.title, self._base.geturl(), options.api_key, read_seconds=options.deadline, hidden_headers=hidden
        )

    def _fields(self, request: ProviderRequest) -> dict[str, Any]:
        # sd-server has this route too.
        fields: dict[str, Any] = {"prompt": unknown_prompt(request.prompt), "n": 1}
        if model := request.model.model or self._options.model:
            fields["model"] = model
        if self._base.hostname == XAI_HOST:
            # It refuses `size`, and its images' addresses are on another host.
            ratio = min(XAI_RATIOS, key=lambda name: abs(XAI_RATIOS[name] - request.width / request.height))
            extra = {**request.model.extra, "aspect_ratio": ratio}
            return {**fields, "response_format": "b64_json", "extra_body": extra}
        width, height = (max(STEP, round(side / STEP) * STEP) for side in (request.width, request.height))
        fields["size"] = f"{width}x{height}"
        return {**fields, "extra_body": dict(request.model.extra)} if request.model.extra else fields


def _check_model(model: ModelSettings) -> None:
    if taken := sorted(_OWN_FIELDS & model.extra.keys()):
        raise ValueError(N_("extra must not have “{field}”, which the bot sends itself").format(field=taken[0]))


def _create(environment: Mapping[str, str]) -> OpenAICompatibleProvider | None:
    url, model = environment.get("OPENAI_COMPATIBLE_URL"), environment.get("OPENAI_COMPATIBLE_MODEL")
    if url is None:
        return None
    if model is None:
        raise ValueError(N_("it needs OPENAI_COMPATIBLE_MODEL, the model's name on that server"))
    return OpenAICompatibleProvider(
        OpenAICompatibleOptions(url, model, environment.get("OPENAI_COMPATIBLE_API_KEY", ""))
    )


PROVIDER = ProviderDescription(
    OpenAICompatibleProvider.name,
    OpenAICompatibleProvider.title,
    variables=("OPENAI_COMPATIBLE_URL", "OPENAI_COMPATIBLE_MODEL", "OPENAI_COMPATIBLE_API_KEY"),
    missing=N_("OPENAI_COMPATIBLE_URL is not set."),
    create=_create,
    purpose=N_("pictures from the operator's own server"),
    model_settings=frozenset({"model", "cost", "extra"}),
    check_model=_check_model,
)
