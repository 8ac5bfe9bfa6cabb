"""Exports: what is to be taken along, how far that is, and where its files lie; and what was imported again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from storage.held_leases import HeldLeases
from storage.params import GenerationParams
from storage.records import CompletedImage, Record, Row, columns
from storage.sql_database import SqlDatabase, Transaction

WAITING, WORKING, DONE, FAILED, CANCELLED = "waiting", "working", "done", "failed", "cancelled"
OVER = frozenset({DONE, FAILED, CANCELLED})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A picture that is to be taken along, with the words that stand below it where somebody has written some."""

    image_id: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that an export has made: its name, where it is kept, and how many bytes it has."""

    name: str
    key: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Export(Record):
    """A row of `export`; its JSON is read once."""

    id: str
    session_id: str
    user_id: str
    format: str
    title: str
    language: str
    chosen: tuple[Chosen, ...]
    sees_secrets: bool
    per_page: int
    part_bytes: int | None
    state: str
    stage: str
    done: int
    total: int
    secrets: int
    files: tuple[ExportFile, ...]
    error_message: str | None
    lease_token: str | None
    reply: str | None
    created_at: datetime
    ended_at: datetime | None
    forget_at: datetime | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read what was chosen and what was made."""
        values = {name: row[name] for name in cls.__slots__}
        values["chosen"] = tuple(Chosen(*each) for each in json.loads(row["chosen"]))
        values["files"] = tuple(ExportFile(*each) for each in json.loads(row["files"]))
        return cls(**values)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class NewExport:
    """What is to be exported; the rest of the row is the store's own."""

    id: str
    session_id: str
    user_id: str
    format: str
    title: str
    language: str
    chosen: tuple[Chosen, ...]
    sees_secrets: bool
    per_page: int
    part_bytes: int | None
    reply: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """A picture from elsewhere: whose it becomes, what it was asked for by, and its stored files."""

    session_id: str
    user_id: str
    origin: str
    params: GenerationParams
    image: CompletedImage
    painted_at: datetime
    #: When the request counts as asked for.
    asked_at: datetime
    tags: tuple[str, ...]
    starred: bool
    caption: str
    #: The id of its request, which is new as well.
    request_id: str


class ExportStore:
    """Read and change the tables `export` and `imported_image`; leases are taken in the name of `owner`."""

    def __init__(self, database: SqlDatabase, owner: str) -> None:
        self._database = database
        self.held = HeldLeases(owner)

    async def add(self, new: NewExport, *, most_open: int, kept: int) -> str | None:
        """Store an export, and return what speaks against it: `own` is under way already, or there are too `many`.

        Beside it so many of the person's are `kept` that are over; the time of older ones ends.
        """
        values = columns(new) | {"chosen": _chosen_json(new.chosen), "total": len(new.chosen)}

        async def body(tx: Transaction) -> str | None:
            await tx.alone("exports", "open")
            if (await tx.value(int, "open_exports") or 0) >= most_open:
                return "many"
            if not await tx.run("add_export", **values):
                return "own"
            whose = {"session_id": new.session_id, "user_id": new.user_id}
            await tx.run("forget_older_exports", now=new.created_at, most=kept, **whose)
            return None

        return await self._database.write(body)

    async def claim(self, only: str | None = None) -> Export | None:
        """Lease the oldest export that waits, or the one whose id is `only`; it is `held` until it is let go."""

        async def body(tx: Transaction, token: str) -> Export | None:
            return await tx.one(Export, "claim_export", token=token, id=only)

        return await self.held.take(lambda token: self._database.write(lambda tx: body(tx, token)))

    async def note(self, export: Export, stage: str, done: int, total: int) -> bool:
        """Note how far a leased export is; False where it was cancelled or is another's."""
        values = {"stage": stage, "done": done, "total": total}
        return bool(await self._database.run("note_export", id=export.id, token=export.lease_token, **values))

    async def end(
        self,
        export: Export,
        state: str,
        now: datetime,
        forget_at: datetime,
        *,
        files: Sequence[ExportFile] = (),
        secrets: int = 0,
        reason: str | None = None,
    ) -> bool:
        """End a leased export; False where it was cancelled or is another's."""
        values: dict[str, Any] = {
            "state": state,
            "files": json.dumps([[file.name, file.key, file.bytes] for file in files]),
            "secrets": secrets,
            "error_message": reason,
            "now": now,
            "forget_at": forget_at,
        }
        return bool(await self._database.run("end_export", id=export.id, token=export.lease_token, **values))

    async def cancel(self, export_id: str, now: datetime) -> bool:
        """Cancel what is not done; False where it was over already."""
        return bool(await self._database.run("cancel_export", id=export_id, now=now))

    async def leased(self) -> list[tuple[str, str]]:
        """Return id and lease token of the exports that are worked on."""
        return [(row["id"], row["lease_token"]) for row in await self._database.rows("leased_exports")]

    async def free(self, export_id: str, token: str) -> None:
        """Have an export wait again whose process died, or stops."""
        await self._database.run("free_export", id=export_id, token=token)

    async def unchecked_get(self, export_id: str) -> Export | None:
        """Return an export, whosever it is."""
        return await self._database.one(Export, "export_by_id", id=export_id)

    async def of(self, session_id: str, user_id: str, now: datetime, *, most: int) -> tuple[Export, ...]:
        """Return a person's exports of a session, the newest first."""
        about = {"session_id": session_id, "user_id": user_id, "now": now, "most": most}
        return await self._database.all(Export, "exports_of", **about)

    async def to_tell(self, now: datetime) -> tuple[Export, ...]:
        """Return what is over and was not told on Discord yet."""
        return await self._database.all(Export, "exports_to_tell", now=now)

    async def told(self, export_id: str) -> bool:
        """Note that its person was told; False where somebody has noted that before."""
        return bool(await self._database.run("export_told", id=export_id))

    async def to_forget(self, now: datetime) -> tuple[str, ...]:
        """Return the ids of exports whose time is over."""
        return await self._database.column(str, "exports_to_forget", now=now)

    async def forget(self, export_id: str) -> None:
        """Delete the row of an export whose files are gone."""
        await self._database.run("forget_export", id=export_id)

    async def caption_of(self, image_id: str) -> str:
        """Return the words that an imported picture came with."""
        return await self._database.value(str, "imported_caption", image_id=image_id) or ""

    async def imported_as(self, session_id: str, origin: str) -> str | None:
        """Return the id of a picture that a session has already: the same, or the one that it was imported as."""
        return await self._database.value(str, "imported_as", session_id=session_id, from_id=origin)

    async def add_imported(self, new: ImportedImage, now: datetime) -> bool:
        """Hang an imported picture into the gallery with its star and tags; False where it hangs there already."""
        image, params = new.image, new.params

        async def body(tx: Transaction) -> bool:
            await tx.alone("session", new.session_id)
            about = {"session_id": new.session_id, "from_id": new.origin}
            if await tx.value(str, "imported_as", **about):
                return False
            whose = {"session_id": new.session_id, "user_id": new.user_id, "visibility": params.visibility}
            await tx.run(
                "add_imported_request",
                id=new.request_id,
                type=params.type,
                prompt=params.prompt,
                preferences=params.preferences(),
                image_id=image.id,
                parent_id=params.parent_id,
                created_at=new.asked_at,
                **whose,
            )
            await tx.value(
                str,
                "begin_image",
                id=image.id,
                prompt=params.prompt,
                provider=image.provider,
                now=new.painted_at,
                request_id=new.request_id,
                index=0,
                type=params.type,
                style=params.style,
                parent_id=params.parent_id,
                **whose,
            )
            seq = await tx.value(int, "next_seq", session_id=new.session_id, visibility=params.visibility)
            await tx.run("complete_image", seq=seq, now=now, **columns(image))
            await tx.run("add_imported", image_id=image.id, caption=new.caption or None, **about)
            if new.tags:
                await tx.run("set_tags", id=image.id, tags=json.dumps(new.tags, ensure_ascii=False))
            if new.starred:
                await tx.run("star", image_id=image.id, user_id=new.user_id, starred=True, now=now)
                await tx.run("refresh_favorite", image_id=image.id)
            return True

        return await self._database.write(body)


def _chosen_json(chosen: Sequence[Chosen]) -> str:
    return json.dumps([[each.image_id, each.caption] for each in chosen], ensure_ascii=False)
