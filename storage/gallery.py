"""The gallery: finished pictures, their stars and their places."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database, Row, Transaction
from storage.records import Image

#: Beyond this many a filtered total reads "1000+".
COUNT_CAP = 1000
_END = 2**62


@dataclass(frozen=True, slots=True)
class Page:
    """Some pictures of a gallery, newest first, and where they stand in it."""

    images: tuple[Image, ...]
    #: How many pictures are newer than the first one here.
    before: int
    total: int
    #: Whether there are more than were counted: a filter is counted up to `COUNT_CAP`.
    capped: bool = False


class ImageStore:
    """Read and change the table `generated_image` and its stars."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, image_id: str, *, sees_secrets: bool) -> Image | None:
        """Return a finished picture that the viewer may see."""

        async def body(tx: Transaction) -> Image | None:
            row = await tx.one("image_by_id", id=image_id, sees_secrets=sees_secrets)
            return Image.from_row(row) if row else None

        return await self._database.read(body)

    async def of_request(self, request_id: str) -> tuple[Image, ...]:
        """Return the finished pictures of a request."""

        async def body(tx: Transaction) -> tuple[Image, ...]:
            return _images(await tx.all("images_of_request", request_id=request_id))

        return await self._database.read(body)

    async def page(
        self,
        session_id: str,
        *,
        sees_secrets: bool,
        favorites: bool = False,
        before: int | None = None,
        after: int | None = None,
        most: int = 1,
    ) -> Page:
        """Return a page of a session's gallery, newest first.

        `before` and `after` are places (`seq`) in the gallery: the page begins just older than the one, or ends just
        newer than the other; without either it is the newest.
        """
        shown: dict[str, str | bool] = {"session_id": session_id, "sees_secrets": sees_secrets, "favorites": favorites}

        async def body(tx: Transaction) -> Page:
            if after is not None:
                rows = (await tx.all("newer_images", after=after, most=most, **shown))[::-1]
            else:
                rows = await tx.all("images_page", before=_END if before is None else before, most=most, **shown)
            images = _images(rows)
            place = images[0].seq or 0 if images else _END
            if favorites:
                newer, total = await _count(tx, after=place, **shown), await _count(tx, after=0, **shown)
                return Page(images, newer, total, capped=total >= COUNT_CAP)
            viewer = {"session_id": session_id, "sees_secrets": sees_secrets}
            newer, total = (
                await tx.value("count_newer", after=place, **viewer),
                await tx.value("count_session", **viewer),
            )
            return Page(images, newer, total or 0)

        return await self._database.read(body)

    async def star(self, image_id: str, user_id: str, now: datetime, *, starred: bool) -> None:
        """Set or take a person's star."""

        async def body(tx: Transaction) -> None:
            await tx.run("star", image_id=image_id, user_id=user_id, starred=starred, now=now)
            await tx.run("refresh_favorite", image_id=image_id)

        await self._database.write(body)

    async def toggle_star(self, image_id: str, user_id: str, now: datetime) -> bool:
        """Turn a person's star over and tell whether it shines now."""

        async def body(tx: Transaction) -> bool:
            starred = not await tx.value("has_starred", image_id=image_id, user_id=user_id)
            await tx.run("star", image_id=image_id, user_id=user_id, starred=starred, now=now)
            await tx.run("refresh_favorite", image_id=image_id)
            return starred

        return await self._database.write(body)

    async def reconcile_reactions(
        self, image_id: str, now: datetime, *, came: frozenset[str] = frozenset(), went: frozenset[str] = frozenset()
    ) -> bool:
        """Take over reactions that came or went, and tell whether that changed anything."""

        async def body(tx: Transaction) -> bool:
            changed = 0
            for users, reacted in ((came, True), (went, False)):
                for user_id in sorted(users):
                    changed += await tx.run("react", image_id=image_id, user_id=user_id, reacted=reacted, now=now)
            await tx.run("refresh_favorite", image_id=image_id)
            return bool(changed)

        return await self._database.write(body)

    async def clear_reactions(self, image_id: str, now: datetime) -> None:
        """Take the stars whose reactions were all taken off at once."""

        async def body(tx: Transaction) -> None:
            await tx.run("clear_reactions", image_id=image_id, now=now)
            await tx.run("refresh_favorite", image_id=image_id)

        await self._database.write(body)

    async def stars(self, image_id: str) -> tuple[str, ...]:
        """Return who has starred a picture, first star first."""

        async def body(tx: Transaction) -> tuple[str, ...]:
            return tuple(row["user_id"] for row in await tx.all("stars", image_id=image_id))

        return await self._database.read(body)

    async def reacted(self, image_id: str) -> frozenset[str]:
        """Return whose reactions are known."""

        async def body(tx: Transaction) -> frozenset[str]:
            return frozenset(row["user_id"] for row in await tx.all("reacted", image_id=image_id))

        return await self._database.read(body)

    async def delete(self, image_id: str) -> bool:
        """Delete a finished picture's row, its stars and its postings; False where there is none."""

        async def body(tx: Transaction) -> bool:
            row = await tx.one("delete_image", id=image_id)
            if row is None:
                return False
            await tx.run("uncount_image", session_id=row["session_id"], visibility=row["visibility"])
            await tx.run("forget_result", id=image_id)
            return True

        return await self._database.write(body)

    async def is_referenced(self, stem: str) -> bool:
        """Tell whether a picture's row points to files whose keys begin with `stem`."""

        async def body(tx: Transaction) -> bool:
            url = await tx.value("image_url_of", id=stem.split("/")[-2] if "/" in stem else stem)
            return bool(url) and url.rpartition("-")[0] == stem

        return await self._database.read(body)


async def _count(tx: Transaction, **values: str | int | None) -> int:
    return int(await tx.value("count_images", most=COUNT_CAP, **values))


def _images(rows: list[Row]) -> tuple[Image, ...]:
    return tuple(Image.from_row(row) for row in rows)
