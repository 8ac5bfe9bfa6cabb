"""Bringing exported pictures into a session, with their stars, tags and captions; each once, however often it comes."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from generation.clock import now
from generation.errors import RefusedError
from generation.events import Broadcaster, GalleryChanged
from generation.export.reading import Archive, Entry, opened_archive
from generation.gallery.tags import TAGS_MOST, normal_tag
from generation.i18n import N_, _
from generation.images.alt_text import alt_text
from generation.images.decode import check_image
from generation.images.normalize import BadImageError
from generation.log_codes import person_code
from generation.moderation.moderator import judge
from generation.moderation.remote import RemoteModeration
from generation.moderation.verdict import Action, Rules
from generation.prompts.text import clean_prompt
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Access
from generation.sessions.styles import TableStyles
from generation.styles.chosen import style_noted
from generation.text.visible import visible
from storage.blobs import BlobStore, blob_key
from storage.errors import SceneError
from storage.exports import ExportStore, ImportedImage
from storage.params import PUBLIC, GenerationParams
from storage.records import CompletedImage

log = logging.getLogger(__name__)

NO_PICTURE = N_("Its file is no picture that I can read.")
NOT_FOR_THIS_TABLE = N_("Its words are not for this table: {reason}")
NO_DESCRIPTION = N_("It has no description.")
#: What was asked for so long ago counts against nobody's limit of an hour.
_LONG_AGO = timedelta(hours=2)
#: Nothing was painted before. What a file says may be a time that no clock of this machine can show.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A picture that was not taken: which in the list, counted from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: how many are new, how many hung here already, and what was left out."""

    added: int = 0
    known: int = 0
    secrets: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass(slots=True)
class _Count:
    added: int = 0
    known: int = 0
    secrets: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


class Imports:
    """Take archives that exports have made; `remote` is None where no moderation service is set up."""

    def __init__(
        self,
        store: ExportStore,
        blobs: BlobStore,
        styles: TableStyles,
        access: Access,
        events: Broadcaster,
        remote: RemoteModeration | None,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._styles = styles
        self._access = access
        self._events = events
        self._remote = remote
        #: The sessions into which something is brought at this moment.
        self._under_way: set[str] = set()

    def require_importer(self, context: SessionContext) -> None:
        """Let the GM import, while the session goes on.

        Raises:
            NotAllowedError: somebody else tries, or the session has ended.

        """
        self._access.require_gm(context.actor, _("Only the GM brings pictures into a session."))
        self._access.require_active_session(context.actor)

    async def bring_in(
        self, path: Path, context: SessionContext, report: Report = lambda _done, _total: None
    ) -> Imported:
        """Hang the pictures of an archive into the session's gallery, in their order.

        Raises:
            NotAllowedError: somebody else than the GM tries, or the session has ended.
            RefusedError: it is no archive that can be taken, or another one is being taken.
            StorageError: the disk or the store refuses; what hangs already stays, and the next try goes on from there.

        """
        self.require_importer(context)
        session_id = context.actor.session_id
        if session_id in self._under_way:
            raise RefusedError(_("Another import into this session is under way. Wait for it first."))
        self._under_way.add(session_id)
        opening = opened_archive(path)
        try:
            archive = await asyncio.to_thread(opening.__enter__)
            try:
                return await self._bring_in(archive, context, report)
            finally:
                await asyncio.to_thread(_close, opening)
        finally:
            self._under_way.discard(session_id)

    async def _bring_in(self, archive: Archive, context: SessionContext, report: Report) -> Imported:
        count, parents = _Count(), dict[str, str]()
        for number, entry in enumerate(archive.entries, start=1):
            report(number - 1, len(archive.entries))
            if here := await self._store.imported_as(context.actor.session_id, entry.id):
                # What was made of it may have been left for this try.
                parents[entry.id] = here
                count.known += 1
                continue
            try:
                image_id = await self._take(archive, entry, context, parents)
            except _NotTakenError as error:
                count.left_out.append(LeftOut(number, str(error)))
                continue
            if image_id is None:
                count.known += 1
                continue
            parents[entry.id] = image_id
            count.added += 1
            count.secrets += entry.visibility != PUBLIC
            self._events.publish(GalleryChanged(context.actor.session_id, entry.visibility, image_id, "added"))
        log.info("user %s imported %d pictures", person_code(context.actor.user_id), count.added)
        return Imported(count.added, count.known, count.secrets, tuple(count.left_out))

    async def _take(
        self, archive: Archive, entry: Entry, context: SessionContext, parents: dict[str, str]
    ) -> str | None:
        """Hang one picture into the gallery and return its id; None where it hangs there already.

        Raises:
            _NotTakenError: it is left out; the sentence says why.

        """
        try:
            entry = _plain(entry)
        except SceneError:
            raise _NotTakenError(NO_DESCRIPTION) from None
        await self._moderate(entry, context.rules)
        data = await asyncio.to_thread(archive.picture, entry)
        if data is None:
            raise _NotTakenError(NO_PICTURE)
        style = await self._style(entry.style or style_noted(entry.recipe), context.actor.session_id)
        params = GenerationParams(
            entry.prompt,
            entry.type,
            style=style,
            seed=entry.seed,
            visibility=entry.visibility,
            parent_id=parents.get(entry.parent_id or ""),
        )
        new = _new_row(entry, params, context)
        return await self._store_image(new, data, context)

    async def _store_image(self, new: ImportedImage, data: bytes, context: SessionContext) -> str | None:
        try:
            image = await check_image(data)
            original = await image.original(_about(new, context))
            thumbnail, display = await image.thumbnail(), await image.display()
        except BadImageError:
            raise _NotTakenError(NO_PICTURE) from None
        await self._moderate_picture(original, context.rules)
        names = (f"original.{image.format}", "thumbnail.jpg", "display.jpg")
        keys = [blob_key(new.session_id, new.image.id, f"{new.request_id[:8]}-{name}") for name in names]
        completed = replace(
            new.image,
            image_url=keys[0],
            thumbnail_url=keys[1],
            width=image.width,
            height=image.height,
            bytes=image.bytes,
            sha256=image.sha256,
            format=image.format,
            placeholder=image.placeholder,
        )
        await self._blobs.put_all(dict(zip(keys, (original, thumbnail, display), strict=True)))
        hangs = False
        try:
            hangs = await self._store.add_imported(replace(new, image=completed), now())
        finally:
            if not hangs:
                await self._blobs.delete(keys)
        return completed.id if hangs else None

    async def _moderate(self, entry: Entry, rules: Rules) -> None:
        """Leave a picture out whose words this table does not let pass as they are."""
        texts = (entry.prompt, entry.caption, entry.enhanced_prompt, entry.alt_text, *entry.tags)
        text = "\n".join(each for each in texts if each)
        verdict = await asyncio.to_thread(judge, text, rules, entry.negative_prompt or "", pictured=True)
        if verdict.action is Action.BLOCK:
            raise _NotTakenError(NOT_FOR_THIS_TABLE.format(reason=verdict.reason))
        if self._remote is not None:
            remote = await self._remote.judge_text(text, rules)
            if remote is not None and remote.action is Action.BLOCK:
                raise _NotTakenError(NOT_FOR_THIS_TABLE.format(reason=remote.reason))

    async def _moderate_picture(self, data: bytes, rules: Rules) -> None:
        verdict = await self._remote.judge_image(data, rules) if self._remote is not None else None
        if verdict is not None and verdict.action is Action.BLOCK:
            raise _NotTakenError(verdict.reason)

    async def _style(self, style: str | None, session_id: str) -> str | None:
        """Return a style that this session has; another table's own is nothing here."""
        try:
            found = await self._styles.find(session_id, style)
        except RefusedError:
            return None
        return found.style.id if found else None


class _NotTakenError(Exception):
    """Say why a picture is left out."""


def _close(opening: AbstractContextManager[Archive]) -> None:
    opening.__exit__(None, None, None)


def _plain(entry: Entry) -> Entry:
    """Return an entry whose texts are as those that are typed here."""
    return entry.model_copy(
        update={
            "prompt": clean_prompt(entry.prompt),
            "caption": visible(entry.caption),
            "enhanced_prompt": visible(entry.enhanced_prompt) if entry.enhanced_prompt else None,
            "negative_prompt": visible(entry.negative_prompt) if entry.negative_prompt else None,
            "alt_text": visible(entry.alt_text) if entry.alt_text else None,
            "tags": tuple(_tags(entry.tags)),
        }
    )


def _tags(tags: Iterable[str]) -> Iterable[str]:
    kept = list[str]()
    for tag in tags:
        try:
            kept.append(normal_tag(tag))
        except RefusedError:
            continue
    return list(dict.fromkeys(kept))[:TAGS_MOST]


def _new_row(entry: Entry, params: GenerationParams, context: SessionContext) -> ImportedImage:
    """Return the row of a picture whose files are not stored yet: it is the importer's, whoever had it painted."""
    painted_at = max(min(entry.created_at, now()), _FIRST)
    image = CompletedImage(
        id=str(uuid4()),
        enhanced_prompt=entry.enhanced_prompt,
        negative_prompt=entry.negative_prompt,
        image_url="",
        thumbnail_url="",
        provider=entry.provider,
        model=entry.model,
        generation_time=0.0,
        seed=entry.seed,
        width=0,
        height=0,
        bytes=0,
        sha256="",
        format="",
        alt_text=entry.alt_text or alt_text("", entry.type, entry.prompt),
        cost=0.0,
        style=params.style,
    )
    return ImportedImage(
        context.actor.session_id,
        context.actor.user_id,
        entry.id,
        params,
        image,
        painted_at,
        min(painted_at, now() - _LONG_AGO),
        entry.tags,
        entry.is_favorite,
        entry.caption,
        str(uuid4()),
    )


def _about(new: ImportedImage, context: SessionContext) -> dict[str, str]:
    """Return what the file is to say of itself, as that of a picture which was painted here."""
    about = {"Software": "Scene Visualizer", "provider": new.image.provider}
    about |= {} if new.image.seed is None else {"seed": str(new.image.seed)}
    tells = context.settings.embed_prompt and new.params.visibility == PUBLIC
    return about | {"Description": new.params.prompt} if tells else about
