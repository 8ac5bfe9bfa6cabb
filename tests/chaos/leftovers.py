"""What may not be left when all is done: files without rows, rows without files, leases, open calls, doubles."""

from dataclasses import dataclass, fields
from datetime import timedelta

import pytest

from generation.maintenance import sweep_orphans
from storage.cast import CastStore
from storage.images import ImageStore
from tests.faults.setups import Setup

_ONE_PICTURE = """
SELECT count(*) FROM (
    SELECT request.id
    FROM image_generation AS request LEFT JOIN generated_image AS image ON image.request_id = request.id
    GROUP BY request.id HAVING count(image.id) <> 1 OR count(image.completed_at) <> 1
) AS wrong
"""
_TWICE = "(SELECT context FROM image_generation GROUP BY context HAVING count(*) > 1) AS twice"
_FILES = "SELECT image_url, thumbnail_url FROM generated_image"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many there are of each; `cut_files` are those of tries that were cut, which the sweep has taken away."""

    requests_without_one_picture: int
    leased_requests: int
    leased_messages: int
    open_calls: int
    scenes_asked_for_twice: int
    files_without_row: int
    rows_without_file: int
    cut_files: int

    @property
    def wrong(self) -> dict[str, int]:
        """Return what should not be."""
        found = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "cut_files"}
        return {name: count for name, count in found.items() if count}


async def leftovers(setup: Setup) -> Leftovers:
    """Sweep as the bot does after a day, and count what is left."""
    blobs = setup.blobs()
    before = await blobs.sizes()
    async with setup.open_database() as database:
        with pytest.MonkeyPatch.context() as patch:
            # A second ahead, as S3 knows no parts of one.
            patch.setattr("generation.maintenance.GRACE", timedelta(seconds=-2))
            await sweep_orphans(ImageStore(database), CastStore(database), blobs)
    after = await blobs.sizes()
    stems = {str(url).rpartition("-")[0] for urls in await setup.rows(_FILES) for url in urls}
    named = [str(url) for urls in await setup.rows(_FILES) for url in urls]

    async def count(rows: str) -> int:
        ((number,),) = await setup.rows(f"SELECT count(*) FROM {rows}")  # noqa: S608  # names of our own
        return int(number)

    return Leftovers(
        requests_without_one_picture=(await setup.rows(_ONE_PICTURE))[0][0],
        leased_requests=await count("image_generation WHERE lease_token IS NOT NULL"),
        leased_messages=await count("delivery WHERE lease_token IS NOT NULL"),
        open_calls=await count("attempt WHERE outcome = 'open'"),
        scenes_asked_for_twice=await count(_TWICE),
        files_without_row=sum(key.rpartition("-")[0] not in stems for key in after),
        rows_without_file=sum(key not in after for key in named),
        cut_files=len(before) - len(after),
    )
