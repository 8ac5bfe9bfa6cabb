"""`bot.py blobs move`: what it refuses, so that no picture is lost."""

from pathlib import Path

import pytest

from bot.commands.blobs import BlobMove, print_blob_move
from bot.settings import Settings
from storage.blobs import BlobStore
from storage.errors import StorageError

BUCKET = "s3://scenes"


async def test_stores_that_lie_within_each_other_are_refused(settings: Settings, tmp_path: Path) -> None:
    """Emptying the outer one would take away what was just copied into the inner one."""
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    await BlobStore.local(outer).put_all({"table/1/original.png": b"picture"})
    await BlobStore.local(inner).put_all({"table/1/original.png": b"picture"})
    for source, target in ((str(outer), str(inner)), (str(inner), str(outer)), (BUCKET, f"{BUCKET}/new/")):
        with pytest.raises(StorageError, match="lie within each other"):
            await print_blob_move(settings, BlobMove(source, target, delete=True))
    assert await BlobStore.local(inner).get("table/1/original.png") == b"picture"
