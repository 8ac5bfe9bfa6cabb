"""Pictures of many kinds in a gallery, and walks through what a filter shows."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage.gallery_filters import GalleryFilter
from storage.params import PUBLIC
from storage.records import Image
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, Stores, finished, new_request


@dataclass(frozen=True, slots=True)
class Kind:
    """What a picture is to be like."""

    prompt: str = "a rain-soaked street"
    user: str = "ann"
    type: str = "scene"
    style: str | None = None
    tags: tuple[str, ...] = ()
    starred: bool = False
    visibility: str = PUBLIC


async def add_image(stores: Stores, kind: Kind, session: str = "table", moment: datetime = MOMENT) -> str:
    """Bring a picture through the queue into the gallery, then star and tag it; return its id."""
    new = new_request(kind.user, prompt=kind.prompt, visibility=kind.visibility, session=session)
    request = await stores.enqueue(replace(new, params=replace(new.params, type=kind.type, style=kind.style)))
    claim = await stores.queue.claim(moment, only=request.id)
    assert claim is not None
    await stores.queue.complete(claim, [finished(claim)], moment)
    if kind.starred:
        await stores.images.star(claim.image_id, "ann", MOMENT, starred=True)
    if kind.tags:
        await stores.images.change_tags(claim.image_id, lambda _had: kind.tags)
    return claim.image_id


async def fill(stores: Stores, count: int, *, every: int = 3) -> None:
    """Put many plain pictures into the session `table` at once; every third is starred and by Bob."""
    insert = """
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :most)
        INSERT INTO generated_image (id, session_id, user_id, prompt, provider, status, seq, is_favorite)
        SELECT 'picture ' || n, 'table', iif(n % :number <> 0, 'ann', 'bob'), 'street ' || n, 'fake', 'completed', n,
            n % :number = 0
        FROM number
    """
    await execute(stores.database, insert, most=count, number=every)
    change = "UPDATE session SET last_seq = :most, public_images = :most WHERE id = 'table'"
    await execute(stores.database, change, most=count)


async def reveal(stores: Stores, image_id: str) -> None:
    """Make a secret picture public."""
    change = "UPDATE generated_image SET visibility = 'public' WHERE id = :id"
    await execute(stores.database, change, id=image_id)


async def walk(stores: Stores, shown: GalleryFilter, *, sees_secrets: bool = False, most: int = 2) -> list[str]:
    """Turn the pages from the newest to the oldest and return what was on them; the numbers must be right."""
    ids: list[str] = []
    before = None
    while True:
        page = await stores.images.page("table", sees_secrets=sees_secrets, shown=shown, before=before, most=most)
        if not page.images:
            return ids
        assert page.before == len(ids)
        ids += [image.id for image in page.images]
        before = page.images[-1].seq


async def walk_back(stores: Stores, shown: GalleryFilter, *, sees_secrets: bool = False, most: int = 2) -> list[str]:
    """Turn the pages from the oldest to the newest and return what was on them, newest first."""
    ids: list[str] = []
    after = 0
    while True:
        page = await stores.images.page("table", sees_secrets=sees_secrets, shown=shown, after=after, most=most)
        if not page.images:
            return ids
        ids = [image.id for image in page.images] + ids
        after = page.images[0].seq or 0


async def found(stores: Stores, search: str, *, sees_secrets: bool = False) -> list[str]:
    """Return the descriptions of what a search finds, newest first.

    All are Ann's: within her pictures, where the rows are looked through and not the index, it must find the same.
    """
    pages = [
        await stores.images.page("table", sees_secrets=sees_secrets, shown=shown, most=100)
        for shown in (GalleryFilter(search=search), GalleryFilter(search=search, member="ann"))
    ]
    assert pages[0] == pages[1]
    assert pages[0].total == len(pages[0].images)
    return [image.prompt for image in pages[0].images]


def fits(image: Image, shown: GalleryFilter) -> bool:
    """Tell whether a picture belongs to what is shown, as a reader of the specification would."""
    words = " ".join((image.prompt, *image.tag_names)).lower()
    return (
        (not shown.favorites or image.is_favorite)
        and shown.member in {None, image.user_id}
        and shown.type in {None, image.type}
        and shown.style in {None, image.style}
        and (shown.tag is None or shown.tag in image.tag_names)
        and all(word in words for word in shown.words)
    )
