"""What is kept of a person in whatever session, and how it goes for good: piece by piece, and so that it can go on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.erasure import erase_image, erase_request
from storage.forgotten_looks import forget_looks
from storage.records import Image, Record, Request
from storage.sql_database import SqlDatabase, Transaction

#: Whose what is that stays without its person. Discord has nobody of this id.
NOBODY = "0"
#: What is read for a person's archive, by the name that it has there.
_TOLD = ("sessions", "stars", "drafts", "styles", "characters", "albums", "captions", "tokens", "keys")


@dataclass(frozen=True, slots=True)
class Kept(Record):
    """How much there is of a person."""

    sessions: int
    requests: int
    pictures: int
    stars: int
    drafts: int
    characters: int
    styles: int
    albums: int
    captions: int
    tokens: int
    exports: int
    keys: int


@dataclass(frozen=True, slots=True)
class Deletion(Record):
    """A row of `deletion`: whose data go, and whether the pictures stay as nobody's."""

    user_id: str
    keeps_pictures: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class OpenRequest(Record):
    """A request that is to be cancelled before it can be forgotten."""

    id: str
    session_id: str
    visibility: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A request that is nobody's any more: its images, gone or not, and the reference images that nothing needs."""

    request: Request
    images: tuple[Image, ...] = ()
    references: tuple[str, ...] = ()


class PrivacyStore:
    """Read and delete, across all tables, what is a person's."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def kept(self, user_id: str) -> Kept:
        """Count what is kept of a person."""
        kept = await self._database.one(Kept, "kept_of", user_id=user_id)
        assert kept is not None  # noqa: S101  # the query always has a row
        return kept

    async def names(self, user_id: str) -> tuple[str, ...]:
        """Return what a person is called in sessions."""
        return await self._database.column(str, "names_of_person", user_id=user_id)

    async def told(self, user_id: str) -> Mapping[str, list[dict[str, Any]]]:
        """Return a person's rows, by what they are."""

        async def body(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
            told = {name: await tx.rows(f"person_{name}", user_id=user_id) for name in _TOLD}
            return {name: [dict(zip(row.keys(), row, strict=True)) for row in rows] for name, rows in told.items()}

        return await self._database.read(body)

    async def requests(self, user_id: str) -> tuple[Request, ...]:
        """Return everything that a person has asked for, the oldest first."""
        return await self._database.all(Request, "person_requests", user_id=user_id)

    async def images(self, user_id: str) -> tuple[str, ...]:
        """Return the ids of a person's images in the order in which they were painted."""
        return await self._database.column(str, "person_images", user_id=user_id)

    async def want_deletion(self, user_id: str, now: datetime, *, keeps_pictures: bool) -> None:
        """Record, durably, that a person's data are to go."""
        await self._database.run("want_deletion", user_id=user_id, keeps_pictures=keeps_pictures, now=now)

    async def deletions(self) -> tuple[Deletion, ...]:
        """Return whose data are to go, who asked first before the others."""
        return await self._database.all(Deletion, "deletions")

    async def open_requests(self, deletion: Deletion) -> tuple[OpenRequest, ...]:
        """Return what of a person is still waiting or being painted."""
        return await self._database.all(OpenRequest, "open_requests_of", **_who(deletion))

    async def has_requests(self, deletion: Deletion) -> bool:
        """Tell whether anything that a person asked for has not been forgotten yet."""
        return any(await self._database.column(int, "requests_left_of", **_who(deletion)))

    async def open_repeats_by_others(self, deletion: Deletion) -> tuple[OpenRequest, ...]:
        """Return what others are still to have painted anew by the person's own words."""
        return await self._database.all(OpenRequest, "open_repeats_by_others", **_who(deletion))

    async def repeats_by_others(self, deletion: Deletion, most: int) -> tuple[str, ...]:
        """Return some images that others had painted anew by the person's own words."""
        return await self._database.column(str, "repeats_by_others", **_who(deletion), most=most)

    async def forget_requests(self, deletion: Deletion, most: int) -> tuple[Forgotten, ...]:
        """Make nobody's some of the requests that are done, and return them; none where there are none left.

        Their words and images go; where the pictures stay, those go of requests that came to nothing.
        """

        async def body(tx: Transaction) -> tuple[Forgotten, ...]:
            requests = await tx.all(Request, "requests_to_forget", **_who(deletion), most=most)
            return tuple([await _forget_request(tx, each, deletion) for each in requests])

        return await self._database.write(body)

    async def forget_stars(self, deletion: Deletion, most: int) -> bool:
        """Take some of the person's stars off; False where there are none left."""

        async def body(tx: Transaction) -> bool:
            starred = await tx.column(str, "starred_by", user_id=deletion.user_id, most=most)
            for image_id in starred:
                about = {"image_id": image_id, "user_id": deletion.user_id}
                # The star is taken first: messages that show it are told so.
                await tx.run("star", starred=False, now=deletion.asked_at, **about)
                await tx.run("forget_star", **about)
                await tx.run("refresh_favorite", image_id=image_id)
            return bool(starred)

        return await self._database.write(body)

    async def forget_person(self, deletion: Deletion) -> tuple[str, ...]:
        """Delete what else is the person's, make nobody's what tables keep; return portraits that nothing needs."""
        gone = ["forget_all_prompts", "forget_drafts_of", "forget_tokens_of", "forget_views_of"]
        gone += [
            "forget_questions_about",
            "forget_exports_of",
            "forget_reports_of",
            "forget_membership",
            "forget_leader",
        ]
        if not deletion.keeps_pictures:
            gone += ["forget_characters_of", "forget_styles_of", "forget_recap_captions_of", "forget_suggestions_of"]
            gone += ["forget_captions_of", "forget_album_names_of", "forget_campaign_names_of"]
        nobodys = ["characters", "styles", "suggestions", "decisions", "album_pictures", "albums", "campaigns"]
        nobodys += ["campaign_sessions", "reveals", "approvals", "keys"]

        async def body(tx: Transaction) -> tuple[str, ...]:
            versions = await tx.column(str, "portraits_of_person", user_id=deletion.user_id)
            if not deletion.keeps_pictures:
                await forget_looks(tx, deletion.user_id)
            for query in gone:
                await tx.run(query, user_id=deletion.user_id)
            for name in nobodys:
                await tx.run(f"nobodys_{name}", user_id=deletion.user_id, nobody=NOBODY)
            await tx.run("count_erasure")
            if deletion.keeps_pictures:
                return ()
            return tuple(key for text in versions for version in json.loads(text) for key in version["portraits"])

        return await self._database.write(body)

    async def end(self, deletion: Deletion) -> None:
        """Forget that a person has asked: it is done, unless they have asked again."""
        await self._database.run("end_deletion", user_id=deletion.user_id, asked_at=deletion.asked_at)


async def _forget_request(tx: Transaction, request: Request, deletion: Deletion) -> Forgotten:
    images = await tx.all(Image, "finished_of_request", id=request.id)
    references: list[str] = []
    if deletion.keeps_pictures and images:
        await tx.run("draw_messages_anew", id=request.id)
        for image in images:
            # An export's list of pictures names their painters.
            await tx.run("forget_exports_of_image", id=image.id)
        await tx.run("give_to_nobody", id=request.id, nobody=NOBODY)
    else:
        for image in images:
            references += await erase_image(tx, image.id) or ()
        await erase_request(tx, request)
        references += request.params.references
        await tx.run("withdraw_deliveries", id=request.id)
        await tx.run("take_down_messages", id=request.id)
    await tx.run("forget_requester", id=request.id, nobody=NOBODY)
    return Forgotten(request, images, tuple(dict.fromkeys(references)))


def _who(deletion: Deletion) -> dict[str, Any]:
    return {"user_id": deletion.user_id, "asked_at": deletion.asked_at}
