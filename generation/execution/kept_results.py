"""Results that are paid and could not be stored or committed yet: spooled, and found again by whoever claims next."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generation.execution.job import Job
from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderResult
from storage.attempts import CompletedCall
from storage.errors import StorageError
from storage.records import columns
from storage.spool import Spool

log = logging.getLogger(__name__)

#: What is noted of a result beside its files; copies can be made anew.
_NOTED = ("model", "seed", "alt_text", "cost", "recipe", "notes")


class UnkeptError(StorageError):
    """Tell that a result is lost with the end of its process, since no disk takes it; `call` is what was paid."""

    def __init__(self, call: CompletedCall) -> None:
        super().__init__(N_("The bot was stopped while its disk was full. The operator has to free some space."))
        self.call = call


@dataclass(frozen=True, slots=True)
class PaintedBy:
    """What has to be known of a provider to store its result; it need not be set up any more."""

    name: str
    title: str
    #: HD is another quality there than standard.
    hd: bool = True
    #: It takes seeds, so that an image of which it tells none came of the one that was asked for.
    seed: bool = True

    @classmethod
    def of(cls, provider: ImageProvider) -> "PaintedBy":
        """Return what is kept of a provider."""
        return cls(provider.name, provider.title, provider.capabilities.hd, provider.capabilities.seed)


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A provider's result, the call that it came of, and what the provider was sent beside what the request says."""

    request_id: str
    provider: PaintedBy
    result: ProviderResult
    call: CompletedCall
    prompt: str
    negative: str
    alt_text: str
    notes: tuple[str, ...]

    @classmethod
    def of(cls, job: Job, provider: PaintedBy, result: ProviderResult, call: CompletedCall) -> "KeptResult":
        """Return what is kept of a result."""
        sent = job.provider_request
        return cls(job.request.id, provider, result, call, sent.prompt, sent.negative, sent.alt_text, job.notes)

    def put_into(self, job: Job) -> Job:
        """Return the job as it was when the provider was called."""
        sent = replace(job.provider_request, prompt=self.prompt, negative=self.negative, alt_text=self.alt_text)
        return replace(job, provider_request=sent, notes=self.notes)


class KeptResults:
    """Spool results, one for a request, and read them back."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    async def keep(self, kept: KeptResult) -> bool:
        """Write a result unless it is there, and tell whether it is; a disk that refuses is logged."""
        if self._spool.has(kept.request_id):
            return True
        result = kept.result
        notes = {
            "provider": columns(kept.provider),
            "call": columns(kept.call),
            "result": {name: getattr(result, name) for name in _NOTED} | {"asked": result.asked},
            "sent": {"prompt": kept.prompt, "negative": kept.negative, "alt_text": kept.alt_text, "notes": kept.notes},
        }
        try:
            await asyncio.to_thread(self._spool.put, kept.request_id, notes, (result.data, *result.more))
        except StorageError as error:
            log.warning("the result of request %s is kept in memory alone: %s", kept.request_id, error)
            return False
        log.info("the result of request %s is kept until it can be stored", kept.request_id)
        return True

    def has(self, request_id: str) -> bool:
        """Tell whether a result of this request is kept."""
        return self._spool.has(request_id)

    async def find(self, request_id: str) -> KeptResult | None:
        """Return what is kept for a request, if it can be read."""
        if not self._spool.has(request_id):
            return None
        spooled = await asyncio.to_thread(self._spool.get, request_id)
        return None if spooled is None else _read(request_id, spooled.notes, spooled.blobs)

    async def forget(self, request_id: str) -> None:
        """Delete what is kept for a request."""
        if self._spool.has(request_id):
            await asyncio.to_thread(self._spool.delete, request_id)

    async def request_ids(self) -> tuple[str, ...]:
        """Return the ids of requests for which a result is kept."""
        return await asyncio.to_thread(self._spool.names)


def _read(request_id: str, notes: Mapping[str, Any], blobs: tuple[bytes, ...]) -> KeptResult:
    sent, told = notes["sent"], dict(notes["result"])
    asked = told.pop("asked")
    said = told.pop("notes", ())  # a result that was kept by an earlier version has none
    first, *more = blobs
    return KeptResult(
        request_id,
        _read_provider(notes["provider"]),
        ProviderResult(first, **told, more=tuple(more), asked=tuple(asked) if asked else None, notes=tuple(said)),
        CompletedCall(**notes["call"]),
        sent["prompt"],
        sent["negative"],
        sent["alt_text"],
        tuple(sent["notes"]),
    )


def _read_provider(noted: str | Mapping[str, Any]) -> PaintedBy:
    """Read who has painted a result; what an earlier version kept has the name alone."""
    return PaintedBy(noted, noted) if isinstance(noted, str) else PaintedBy(**noted)
