"""OpenAI's image models, under the name by which players know them."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from generation.clock import now
from generation.i18n import N_
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ModelSettings,
    ProgressStep,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    UnreadableError,
)
from generation.providers.http.address import check_key, parse_address
from generation.providers.http.media import cutout
from generation.providers.http.probe import PROBE_SECONDS, probed
from generation.providers.http.unreadable import without_picture
from generation.providers.openai.models import (
    DEFAULT_MODEL,
    IMAGE_PRICES,
    LONGEST,
    PREVIEW_PRICE,
    QUALITIES,
    ending,
    fit_size,
    living_model,
    price,
)
from generation.providers.openai.previews import DEFAULT_PREVIEWS, MAX_PREVIEWS, PreviewCount, Previews

if TYPE_CHECKING:
    from generation.providers.openai.client import Answer, ImageCall, OpenAIImages

log = logging.getLogger(__name__)

DEFAULT_URL = "https://api.openai.com/v1"
MAX_IMAGES = 16


@dataclass(frozen=True, slots=True)
class DalleOptions:
    """How to reach OpenAI: `partial_images` previews (0 to 3) come with each image, 0 asks for no stream."""

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_URL
    model: str = DEFAULT_MODEL
    partial_images: int = DEFAULT_PREVIEWS
    deadline: float = 240.0


class DalleProvider:
    """Generate images with OpenAI's models, with live previews.

    `moderation` is `low` wherever it can be said: Shadowrun is violent by nature, and the stricter default refuses
    scenes that any table plays. Cancelling closes the connection; OpenAI has no way to stop, and may charge what it
    has begun. The cost is by the tokens that an answer tells, at prices whose source `models` names.
    """

    name = "dalle"
    title = "DALL-E"

    def __init__(self, options: DalleOptions, today: Callable[[], date] = lambda: now().date()) -> None:
        check_key(options.api_key)
        parse_address(self.title, options.base_url)
        self.capabilities = Capabilities(
            largest=LONGEST,
            max_prompt=32_000,
            progress=options.partial_images > 0,
            references=MAX_IMAGES,
            edits=frozenset({"change", "inpaint"}),
            deadline=options.deadline,
            # Medium is what standard means; high is what it costs at most.
            cost=round(IMAGE_PRICES["high"] + options.partial_images * PREVIEW_PRICE, 4),
        )
        self._options = options
        self._today = today
        self._previews = Previews(options.partial_images, known=options.base_url == DEFAULT_URL)
        self._images: OpenAIImages | None = None
        self._opening = asyncio.Lock()

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Generate an image, or edit where the request has images.

        A stream that is refused, or ends without an image, is asked once more without previews. Where it had not even a
        preview the server cannot stream, and is asked for none for a while. What a stream painted and lost may be
        charged, so the cost counts both, also that of an error.

        Raises:
            ProviderError: as OpenAI answers.

        """
        model, _ = living_model(request.model.model or self._options.model, self._today())
        images = await self._open()
        report(ProgressStep(N_("asking {provider}").format(provider=self.title), 0.0))
        counted = PreviewCount(report)
        try:
            answer = await self._answer(images, request, model, counted)
            # A gateway may hand on the address alone.
            data = await images.image_of(answer)
            if data is None:
                raise without_picture(self.title)
        except ProviderError as error:
            painted = counted.lost + isinstance(error, UnreadableError) or int(counted.seen > 0)
            if painted:
                error.cost = self._price(request, {}, counted, painted)
            raise
        return self._result(request, model, data, answer.usage, counted)

    async def _answer(
        self, images: "OpenAIImages", request: ProviderRequest, model: str, report: PreviewCount
    ) -> "Answer":
        """Return what is answered, by a stream or by the call that follows one."""
        previews = self._previews.begin()
        if not previews:
            return await images.generate(await self._asked(request, model, 0))
        streams = None
        try:
            answer = await self._live(images, await self._asked(request, model, previews), report)
            if answer is not None:
                streams = True
                return answer
            text = N_("{provider} sent no picture with its previews: asking again without them")
            report(ProgressStep(text.format(provider=self.title), 0.0))
            answer = await images.generate(await self._asked(request, model, 0))
            if not report.seen:
                streams = False
                log.warning("%s cannot stream: asking without previews for a while", self.title)
            return answer
        finally:
            self._previews.end(streams=streams)

    async def _live(self, images: "OpenAIImages", asked: "ImageCall", report: PreviewCount) -> "Answer | None":
        """Return what a stream has answered, if it has; one that was refused has painted nothing."""
        from generation.providers.openai.client import StreamRefusedError  # noqa: PLC0415  # by now it is there

        try:
            answer = await images.generate_live(asked, report)
        except StreamRefusedError as refusal:
            log.info("%s refused a stream: %s", self.title, refusal)
            return None
        report.lost += answer is None
        return answer

    async def probe(self) -> Health:
        """Look whether the key sees the model, and how long the model will live."""
        return await self.probe_with((ModelSettings(),))

    async def probe_with(self, models: Sequence[ModelSettings]) -> Health:
        """Look whether the key sees these models, and how long they will live."""
        living = [living_model(each.model or self._options.model, self._today()) for each in models]
        replaced = tuple(dict.fromkeys(warning for _, warning in living if warning))
        return await probed(self.title, self._health(tuple(dict(living)), replaced), replaced)

    async def _health(self, models: Sequence[str], warnings: tuple[str, ...]) -> Health:
        listed = await (await self._open()).models(PROBE_SECONDS)
        ends = [ending(name, listed.get(name), self._today()) for name in models]
        absent = N_("{provider} does not offer the model {model} to this key.")
        lacks = [None if name in listed else absent.format(provider=self.title, model=name) for name in models]
        warnings = (*warnings, *filter(None, (*ends, *lacks[1:])))
        return Health(able=lacks[0] is None, reason=lacks[0], warnings=warnings)

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
        from generation.providers.openai.client import OpenAIImages  # noqa: PLC0415  # the SDK takes two seconds

        options = self._options
        return OpenAIImages(self.title, options.base_url, options.api_key, read_seconds=options.deadline)

    async def _asked(self, request: ProviderRequest, model: str, previews: int) -> "ImageCall":
        """Return the fields of the call: never `style` or `response_format`, which these models refuse."""
        from generation.providers.openai.client import ImageCall  # noqa: PLC0415  # as above; by now it is there

        width, height = fit_size(request.width, request.height)
        fields: dict[str, Any] = {
            "model": model,
            "prompt": _with_cast(request),
            "n": 1,
            "size": f"{width}x{height}",
            "quality": QUALITIES.get(request.quality, "auto"),
            "output_format": "png",
        }
        if previews:
            fields["partial_images"] = previews
        if request.requester:
            fields["safety_identifier"] = request.requester
        inputs, mask = await self._inputs(request)
        if not inputs:
            # The edit endpoint knows no such parameter.
            fields["moderation"] = "low"
        return ImageCall(fields, inputs, mask)

    async def _inputs(self, request: ProviderRequest) -> tuple[tuple[bytes, ...], bytes | None]:
        if request.edit is None:
            inputs, mask = request.references, None
        else:
            inputs, mask = (request.edit.image, *request.references), request.edit.mask
            if request.edit.kind == "inpaint":
                if mask is None:
                    raise InvalidError(
                        N_("{provider} needs a mask to paint into a picture.").format(provider=self.title)
                    )
                mask = await asyncio.to_thread(cutout, self.title, request.edit.image, mask)
            else:
                mask = None
        if len(inputs) > MAX_IMAGES:
            raise InvalidError(
                N_("{provider} takes at most {most} pictures.").format(provider=self.title, most=MAX_IMAGES)
            )
        return inputs, mask

    def _result(
        self, request: ProviderRequest, model: str, data: bytes, usage: Mapping[str, Any], counted: PreviewCount
    ) -> ProviderResult:
        log.info("%s: %s used %s tokens", request.request_id, model, dict(usage) or "untold")
        cost = self._price(request, usage, counted, counted.lost + 1)
        asked = None if request.edit else fit_size(request.width, request.height)
        return ProviderResult(data=data, model=model, cost=cost, asked=asked)

    def _price(self, request: ProviderRequest, usage: Mapping[str, Any], counted: PreviewCount, images: int) -> float:
        """Return what so many images have cost with their previews, by the tokens where they were told."""
        if request.model.cost is not None:
            return round(request.model.cost * images, 6)
        quality, size = QUALITIES.get(request.quality, "auto"), fit_size(request.width, request.height)
        return round(price(usage, quality, *size, previews=counted.seen) * images, 6)


def _with_cast(request: ProviderRequest) -> str:
    """Return the prompt, and who is on which of the given images."""
    return "\n\n".join(filter(None, (request.prompt, request.who_is_shown)))


def _create(environment: Mapping[str, str]) -> DalleProvider | None:
    api_key = environment.get("OPENAI_API_KEY")
    if api_key is None:
        return None
    base_url = environment.get("OPENAI_BASE_URL", DEFAULT_URL)
    previews = environment.get("OPENAI_IMAGE_PREVIEWS", str(DEFAULT_PREVIEWS))
    if previews not in {str(number) for number in range(MAX_PREVIEWS + 1)}:
        raise ValueError(N_("OPENAI_IMAGE_PREVIEWS is a number from 0 to {most}").format(most=MAX_PREVIEWS))
    model = environment.get("OPENAI_IMAGE_MODEL", DEFAULT_MODEL)
    return DalleProvider(DalleOptions(api_key, base_url, model, int(previews)))


PROVIDER = ProviderDescription(
    DalleProvider.name,
    DalleProvider.title,
    variables=("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_IMAGE_MODEL", "OPENAI_IMAGE_PREVIEWS"),
    missing=N_("OPENAI_API_KEY is not set."),
    create=_create,
    purpose=N_("detailed scenes that follow the description closely"),
    model_settings=frozenset({"model", "cost"}),
)
