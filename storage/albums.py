"""Albums: named selections of pictures in an order of their own, with captions, of a session or of a campaign."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.errors import ConflictError
from storage.records import Record, columns
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Album(Record):
    """A row of `album`: `scope` says what `owner_id` is the id of, a session or a campaign."""

    id: str
    scope: str
    owner_id: str
    name: str
    name_key: str
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ListedAlbum:
    """An album, how many of its pictures the viewer sees, and the first of them."""

    album: Album
    pictures: int
    cover_id: str | None


@dataclass(frozen=True, slots=True)
class AlbumPicture(Record):
    """A picture in an album: what is said of it there, who has added it, whose it is and who may see it."""

    image_id: str
    position: int
    caption: str
    added_by: str
    session_id: str
    visibility: str


class AlbumStore:
    """Read and change the tables `album` and `album_picture`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def get(self, album_id: str) -> Album | None:
        """Return an album."""
        return await self._database.one(Album, "album_by_id", id=album_id)

    async def seen(
        self, scope: str, owner_id: str, *, sessions: Sequence[str], leading: Sequence[str]
    ) -> tuple[ListedAlbum, ...]:
        """Return the albums of a session or of a campaign, by name, as somebody sees them who may look into `sessions`.

        Secret pictures exist for them in those that are `leading`.
        """
        eyes = {"sessions": json.dumps(sessions), "leading": json.dumps(leading)}
        rows = await self._database.rows("albums_seen", scope=scope, owner_id=owner_id, **eyes)
        return tuple(ListedAlbum(Album.from_row(row), row["pictures"], row["cover_id"]) for row in rows)

    async def by_name(self, scope: str, owner_id: str, name_key: str) -> Album | None:
        """Return the album that is called so."""
        return await self._database.one(Album, "album_by_name", scope=scope, owner_id=owner_id, name_key=name_key)

    async def create(self, album: Album, *, most: int) -> bool | None:
        """Add an album; False where one is called so, None where there are as many as there may be."""

        async def body(tx: Transaction) -> bool | None:
            await tx.alone("albums", album.owner_id)
            if (await tx.value(int, "count_albums", scope=album.scope, owner_id=album.owner_id) or 0) >= most:
                return None
            return bool(await tx.run("add_album", **columns(album)))

        return await self._database.write(body)

    async def rename(self, album_id: str, name: str, name_key: str) -> bool:
        """Call an album something else; False where another one is called so."""
        try:
            await self._database.run("rename_album", id=album_id, name=name, name_key=name_key)
        except ConflictError:
            return False
        return True

    async def delete(self, album_id: str) -> None:
        """Delete an album; its pictures stay in their galleries."""
        await self._database.run("delete_album", id=album_id)

    async def unchecked_pictures(self, album_id: str) -> tuple[AlbumPicture, ...]:
        """Return what is in an album, in its order, whoever may see it."""
        return await self._database.all(AlbumPicture, "album_pictures", album_id=album_id)

    async def add(
        self, album_id: str, image_id: str, caption: str, by: str, now: datetime, *, most: int
    ) -> bool | None:
        """Put a picture at an album's end; False where it is there already, None where the album is full."""

        async def body(tx: Transaction) -> bool | None:
            await tx.alone("album", album_id)
            if (await tx.value(int, "count_album_pictures", album_id=album_id) or 0) >= most:
                return None
            added = {"album_id": album_id, "image_id": image_id, "caption": caption, "added_by": by, "now": now}
            return bool(await tx.run("add_album_picture", **added))

        return await self._database.write(body)

    async def remove(self, album_id: str, image_id: str) -> bool:
        """Take a picture out of an album; False where it is not in there."""
        return bool(await self._database.run("remove_album_picture", album_id=album_id, image_id=image_id))

    async def caption(self, album_id: str, image_id: str, caption: str) -> bool:
        """Say something else of a picture; False where it is not in the album."""
        return bool(
            await self._database.run("caption_album_picture", album_id=album_id, image_id=image_id, caption=caption)
        )

    async def order(self, album_id: str, arrange: Callable[[Sequence[AlbumPicture]], Sequence[str]]) -> None:
        """Have some of an album's pictures stand in the order that is made of it, in the places they have together.

        What somebody orders who does not see all of them leaves the others where they are. All of it is one
        transaction: nobody else's order is lost, and what `arrange` raises leaves it as it was.
        """

        async def body(tx: Transaction) -> None:
            await tx.alone("album", album_id)
            before = await tx.all(AlbumPicture, "album_pictures", album_id=album_id)
            pictures = {each.image_id: each for each in before}
            wanted = [image_id for image_id in dict.fromkeys(arrange(before)) if image_id in pictures]
            places = sorted(pictures[image_id].position for image_id in wanted)
            for image_id, place in zip(wanted, places, strict=True):
                if pictures[image_id].position != place:
                    await tx.run("place_album_picture", album_id=album_id, image_id=image_id, place=place)

        await self._database.write(body)
