"""`bot.py migrate --to`: what it refuses before anything is copied."""

from pathlib import Path

import pytest

from bot.commands.moving import move
from bot.settings import Settings
from storage.errors import SceneError


async def test_results_that_would_be_left_behind_are_told_of(settings: Settings, tmp_path: Path) -> None:
    """They are kept beside an SQLite database: elsewhere nobody would find them, and they would be painted again."""
    spool = settings.database_path.parent / "spool"
    spool.mkdir(parents=True)
    (spool / "lease.result").write_bytes(b"paid for")
    with pytest.raises(SceneError, match="painted and not stored yet"):
        await move(settings, f"sqlite:///{tmp_path}/elsewhere/scenes.db", None)
    (spool / "lease.result").unlink()
    assert await move(settings, f"sqlite:///{tmp_path}/elsewhere/scenes.db", None) == 0


async def test_an_address_that_cannot_be_read_is_a_sentence_without_the_password(settings: Settings) -> None:
    with pytest.raises(SceneError) as refusal:
        await move(settings, "postgresql://bot:hunter2/x@host/db", None)
    assert str(refusal.value).startswith("Write another --to: this address cannot be read")
    assert "hunter2" not in str(refusal.value)
