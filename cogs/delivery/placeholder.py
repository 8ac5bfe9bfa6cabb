"""What a message shows while its pictures are painted: where each stands in the queue, how far it is, when it comes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import discord

from cogs.delivery.batch import Standing, batch_progress_embed
from cogs.delivery.reviews import held_row
from cogs.ui.buttons import SceneButton, button, row
from cogs.ui.embeds import held_embed, progress_embed, waiting_stage
from cogs.ui.spoilers import covered
from generation.clock import now
from generation.events import Progress
from generation.i18n import N_, _
from storage.records import COMPLETED, DELAYED, HELD, PROCESSING, QUEUED, TERMINAL, Request

_PREVIEW = "preview.jpg"
_STAGES = {
    QUEUED: N_("waiting"),
    DELAYED: N_("waiting for another try"),
    HELD: N_("waiting for the GM"),
    PROCESSING: N_("starting"),
    COMPLETED: N_("done"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A placeholder ready to be sent: files are made anew for each try."""

    embed: discord.Embed
    view: discord.ui.View
    preview: bytes | None = None

    def files(self) -> list[discord.File]:
        """Return the attachments for one try."""
        return [discord.File(io.BytesIO(self.preview), _PREVIEW)] if self.preview else []


@dataclass(slots=True)
class _Stand:
    """How far one request is."""

    request: Request
    stage: str
    fraction: float = 0.0
    place: int | None = None


@dataclass(slots=True)
class Placeholder:
    """One request, or those of a batch, on their way."""

    stands: dict[str, _Stand]
    #: Behind a spoiler; there is no preview then, which would be uncovered anew by each edit.
    is_covered: bool = False
    ready_at: datetime | None = None
    preview: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(cls, requests: Sequence[Request], *, is_covered: bool = False) -> "Placeholder":
        """Begin with requests as their rows say they stand."""
        return cls({request.id: _Stand(request, _stage(request)) for request in requests}, is_covered)

    @property
    def first(self) -> Request:
        """Return the request that the message is owed for."""
        return next(iter(self.stands.values())).request

    def request(self, request_id: str) -> Request:
        """Return one of its requests, as last heard of."""
        return self.stands[request_id].request

    def place(self, request_id: str) -> int | None:
        """Return the place in the queue that is shown for a request."""
        return self.stands[request_id].place

    @property
    def still_open(self) -> int:
        """Count its requests that are not done."""
        return sum(stand.request.status not in TERMINAL for stand in self.stands.values())

    def expect(self, seconds: float | None) -> None:
        """Say in how many seconds all of it may be done."""
        self.ready_at = None if seconds is None else now() + timedelta(seconds=seconds)

    def move(self, request_id: str, place: int) -> None:
        """Put a waiting request at its place in the queue."""
        stand = self.stands[request_id]
        if stand.request.status == QUEUED:
            stand.place, stand.stage, stand.fraction = place, waiting_stage(place), 0.0

    def change(self, request: Request) -> None:
        """Take over a request that has come to another status."""
        stand = self.stands[request.id]
        if stand.request.status != request.status:
            stand.stage, stand.place = _stage(request), None
            if request.status == DELAYED:
                self.ready_at = None
        stand.request = request

    def go_on(self, event: Progress) -> None:
        """Take over progress; the last preview stays until there is a newer one, or the painting begins anew."""
        stand = self.stands[event.request_id]
        if not self.is_covered and (event.preview is not None or event.fraction < stand.fraction):
            self.preview = event.preview
        stand.stage, stand.fraction, stand.place = event.stage, event.fraction, None
        if stand.request.status == QUEUED:
            stand.request = replace(stand.request, status=PROCESSING)

    def look(self) -> Look:
        """Return what the message is to show."""
        look = self._look_of_batch() if len(self.stands) > 1 else self._look_of_one()
        return replace(look, embed=covered(look.embed)) if self.is_covered else look

    def _look_of_one(self) -> Look:
        (stand,) = self.stands.values()
        request, preview = stand.request, _PREVIEW if self.preview else None
        if request.status == HELD:
            return Look(held_embed(request), held_row(request.id))
        embed = progress_embed(
            request, stand.stage, stand.fraction, notes=request.notes, preview=preview, ready_at=self.ready_at
        )
        return Look(embed, row(_cancel("cancel", request.id)), self.preview)

    def _look_of_batch(self) -> Look:
        stands = tuple(self.stands.values())
        standings = [Standing(each.stage, each.fraction, each.request.status in TERMINAL) for each in stands]
        preview = _PREVIEW if self.preview else None
        embed = batch_progress_embed(self.first, standings, preview=preview, ready_at=self.ready_at)
        held = (
            button(
                "review",
                stand.request.id,
                label=_("Review {number} (GM)").format(number=number),
                style=discord.ButtonStyle.primary,
            )
            for number, stand in enumerate(stands, start=1)
            if stand.request.status == HELD
        )
        return Look(embed, row(*held, _cancel("stop", self.first.id)), self.preview)


def _cancel(verb: str, request_id: str) -> SceneButton:
    """Return the way out; its custom_id is also how a lost placeholder is found again."""
    return button(verb, request_id, label=_("Cancel"), style=discord.ButtonStyle.danger)


def _stage(request: Request) -> str:
    return _STAGES.get(request.status, request.status)
