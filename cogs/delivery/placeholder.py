"""What a message shows while its images are painted: where each stands in the queue, how far it is, when it comes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.delivery.place_choices import choice_buttons, waiting_text
from cogs.delivery.reviews import held_embed, held_view
from cogs.ui.components import button, make_view
from cogs.ui.embeds import NEON, NOTE, add_notes, escape_markdown, prompt_text, sentence_text
from cogs.ui.spoilers import covered_embed
from generation.clock import now
from generation.events import Progress
from generation.i18n import N_, _
from generation.provider_catalogue.titles import provider_title
from generation.requests.comparing import Axes, axes_of, own_notes
from storage.records import ASKED, COMPLETED, DELAYED, HELD, PROCESSING, QUEUED, TERMINAL, Request

_PREVIEW = "preview.jpg"
_STAGES = {
    QUEUED: N_("waiting"),
    DELAYED: N_("waiting to try again"),
    HELD: N_("waiting for the GM"),
    PROCESSING: N_("starting"),
    COMPLETED: N_("done"),
}

_PAINTING = {
    "scene": N_("Painting a scene"),
    "character": N_("Painting a character"),
    "location": N_("Painting a location"),
    "item": N_("Painting an item"),
}
#: Of a batch, so that the embed stays below Discord's 6000 characters.
_MAX_NOTES = 2
_BAR_LENGTH = 12
#: Eight lines of these are what a field has room for.
_LINE = 120


@dataclass(frozen=True, slots=True)
class PlaceholderContent:
    """A placeholder ready to be sent."""

    embed: discord.Embed
    view: discord.ui.View
    preview: bytes | None = None

    def files(self) -> list[discord.File]:
        """Return the attachments for one try: a file that was sent once uploads nothing."""
        return [discord.File(io.BytesIO(self.preview), _PREVIEW)] if self.preview else []


@dataclass(slots=True)
class RequestProgress:
    """How far one request is."""

    request: Request
    stage: str
    fraction: float = 0.0
    position: int | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether the request will change no more."""
        return self.request.status in TERMINAL


@dataclass(slots=True)
class Placeholder:
    """One request, or those of a batch, on their way."""

    progress: dict[str, RequestProgress]
    #: Behind a spoiler; there is no preview then, which would be uncovered anew by each edit.
    is_covered: bool = False
    ready_at: datetime | None = None
    preview: bytes | None = field(default=None, repr=False)
    #: Some of a batch are done: the preview is their sheet from then on, which is to be drawn anew.
    shows_sheet: bool = False
    lacks_sheet: bool = False

    @classmethod
    def for_requests(cls, requests: Sequence[Request], *, is_covered: bool = False) -> "Placeholder":
        """Begin with requests as their rows say they stand."""
        placeholder = cls({request.id: RequestProgress(request, _stage(request)) for request in requests}, is_covered)
        placeholder._follow_sheet()
        return placeholder

    @property
    def first_request(self) -> Request:
        """Return the request that the message is enqueued for; its id is the batch's."""
        return next(iter(self.progress.values())).request

    def request(self, request_id: str) -> Request:
        """Return one of its requests, as last heard of."""
        return self.progress[request_id].request

    def position(self, request_id: str) -> int | None:
        """Return the position in the queue that is shown for a request."""
        return self.progress[request_id].position

    @property
    def unfinished(self) -> int:
        """Count its requests that are not done."""
        return sum(not each.is_done for each in self.progress.values())

    def set_remaining(self, seconds: float | None) -> None:
        """Set in how many seconds all of it may be done."""
        self.ready_at = None if seconds is None else now() + timedelta(seconds=seconds)

    def set_position(self, request_id: str, position: int) -> None:
        """Put a waiting request at its position in the queue."""
        progress = self.progress[request_id]
        if progress.request.status == QUEUED:
            progress.position, progress.stage, progress.fraction = position, _waiting_stage(position), 0.0

    def set_request(self, request: Request) -> None:
        """Take over a request that has come to another status."""
        progress = self.progress[request.id]
        if progress.request.status != request.status:
            progress.stage, progress.position = _stage(request), None
            if request.status == DELAYED:
                self.ready_at = None
        progress.request = request
        self._follow_sheet()

    def _follow_sheet(self) -> None:
        """Have the sheet drawn anew where it shows something by now."""
        came = any(each.request.status == COMPLETED for each in self.progress.values())
        if came and len(self.progress) > 1 and not self.is_covered:
            self.shows_sheet = self.lacks_sheet = True

    @property
    def requests(self) -> tuple[Request, ...]:
        """Return its requests, as last heard of."""
        return tuple(each.request for each in self.progress.values())

    def set_sheet(self, sheet: bytes | None) -> None:
        """Take over what a batch's sheet shows by now."""
        self.preview = sheet or self.preview

    def set_progress(self, event: Progress) -> None:
        """Take over progress; the last preview stays until there is a newer one, or the painting begins anew."""
        progress = self.progress[event.request_id]
        is_shown = not self.is_covered and not self.shows_sheet
        if is_shown and (event.preview is not None or event.fraction < progress.fraction):
            self.preview = event.preview
        progress.stage, progress.fraction, progress.position = event.stage, event.fraction, None
        if progress.request.status == QUEUED:
            progress.request = replace(progress.request, status=PROCESSING)

    def render(self) -> PlaceholderContent:
        """Return what the message is to show."""
        content = self._render_batch() if len(self.progress) > 1 else self._render_one()
        return replace(content, embed=covered_embed(content.embed)) if self.is_covered else content

    def _render_one(self) -> PlaceholderContent:
        (progress,) = self.progress.values()
        request, preview = progress.request, _PREVIEW if self.preview else None
        if request.status == HELD:
            return PlaceholderContent(held_embed(request), held_view(request.id))
        embed = progress_embed(
            request, progress.stage, progress.fraction, notes=request.notes, preview=preview, when=self._when()
        )
        view = make_view(*choice_buttons(request), _cancel_button("cancel", request.id))
        return PlaceholderContent(embed, view, self.preview)

    @property
    def _waiting(self) -> Request | None:
        """Return a request of its that waits for a place at its provider: first one whose player is asked."""
        waiting = [each.request for each in self.progress.values() if each.request.waits_for_a_place]
        return min(waiting, key=lambda each: each.place_choice != ASKED, default=None)

    def _when(self) -> str | None:
        """Say when it may be done, or, before that, when there is a place for it."""
        if self._waiting is not None:
            return waiting_text(self._waiting)
        if self.ready_at is None:
            return None
        # Discord itself counts the seconds down.
        return _("Done {when}").format(when=discord.utils.format_dt(self.ready_at, "R"))

    def _render_batch(self) -> PlaceholderContent:
        all_progress = tuple(self.progress.values())
        preview = _PREVIEW if self.preview else None
        embed = batch_progress_embed(self.first_request, all_progress, preview=preview, when=self._when())
        review_buttons = (
            button(
                "review",
                each.request.id,
                label=_("Review {number} (GM)").format(number=number),
                style=discord.ButtonStyle.primary,
            )
            for number, each in enumerate(all_progress, start=1)
            if each.request.status == HELD
        )
        # One choice counts for all of them.
        choice = choice_buttons(self._waiting) if self._waiting is not None else []
        view = make_view(*review_buttons, *choice, _cancel_button("stop", self.first_request.id))
        return PlaceholderContent(embed, view, self.preview)


def _cancel_button(verb: str, request_id: str) -> discord.ui.Button[Any]:
    """Return the Cancel button; by its custom_id a placeholder is found whose message id was lost."""
    return button(verb, request_id, label=_("Cancel"), style=discord.ButtonStyle.danger)


def _stage(request: Request) -> str:
    if request.waits_for_a_place:
        return N_("waiting for {provider}").format(provider=provider_title(request.waits_for or ""))
    return _STAGES.get(request.status, request.status)


def progress_embed(
    request: Request,
    stage: str,
    fraction: float,
    *,
    notes: tuple[str, ...] = (),
    preview: str | None = None,
    when: str | None = None,
) -> discord.Embed:
    """Return the placeholder: description, stage, bar, when it may be done, and the preview if there is one."""
    title = _PAINTING.get(request.type, N_("Painting"))
    embed = discord.Embed(title=_(title), description=prompt_text(request.prompt), color=NEON)
    stage_title = sentence_text(stage, 250)
    stage_title = stage_title[:1].upper() + stage_title[1:]
    embed.add_field(name=stage_title, value=_progress_text(fraction, when), inline=False)
    add_notes(embed, notes)
    if preview:
        embed.set_image(url=f"attachment://{preview}")
    return embed


def _progress_text(fraction: float, when: str | None) -> str:
    """Return a bar, and when that which it stands for may be done."""
    filled = round(_BAR_LENGTH * fraction)
    bar = f"{'▰' * filled}{'▱' * (_BAR_LENGTH - filled)} {fraction:.0%}"
    return bar if when is None else f"{bar}\n{when}"


def _waiting_stage(position: int) -> str:
    """Return the stage that tells how many are before a request."""
    return N_("next in line") if position == 0 else N_("waiting, {place} before you").format(place=position)


def batch_progress_embed(
    first: Request, items: Sequence[RequestProgress], *, preview: str | None, when: str | None
) -> discord.Embed:
    """Return a batch's placeholder: how many are done, and how far each is."""
    done, batch = sum(item.is_done for item in items), [item.request for item in items]
    axes = axes_of(batch)
    embed = discord.Embed(
        title=_("Painting {count} pictures").format(count=len(items)),
        description=prompt_text(first.prompt),
        color=NEON,
    )
    fraction = sum(1.0 if item.is_done else item.fraction for item in items) / len(items)
    heading = _("{count} of {all}").format(count=done, all=len(items))
    embed.add_field(name=heading, value=_progress_text(fraction, when), inline=False)
    lines = [
        f"{number}. {_label(axes, item.request)}{sentence_text(item.stage, 150)}"
        + ("" if item.is_done or not item.fraction else f", {item.fraction:.0%}")
        for number, item in enumerate(items, start=1)
    ]
    embed.add_field(name=_("Pictures"), value="\n".join(line[:_LINE] for line in lines), inline=False)
    shared = [note for note in first.notes if axes is None or note not in own_notes(first, batch)]
    for note in shared[:_MAX_NOTES]:
        embed.add_field(name=_(NOTE), value=sentence_text(note, 300), inline=False)
    if preview:
        embed.set_image(url=f"attachment://{preview}")
    return embed


def _label(axes: Axes | None, request: Request) -> str:
    return f"**{escape_markdown(axes.label(request.params))}**: " if axes else ""
