"""Results outlive the process, on the database's disk or, where that takes no file, in a spare folder of our own."""

from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.spool import Spool

NOTES = {"provider": "sketch"}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Return a folder that takes no file: where it is to be there is one."""
    (tmp_path / "full").write_text("")
    return tmp_path / "full" / "spool"


def test_a_result_is_found_again_and_deleted(tmp_path: Path) -> None:
    Spool(tmp_path / "spool").put("r1", NOTES, [b"one", b"", b"two"])
    after = Spool(tmp_path / "spool")
    found = after.get("r1")
    assert found is not None
    assert (found.notes, found.blobs, after.names()) == (NOTES, (b"one", b"", b"two"), ("r1",))
    after.delete("r1")
    assert (after.has("r1"), after.get("r1"), after.names()) == (False, None, ())


def test_what_the_disk_does_not_take_lies_in_the_spare_folder_for_nobody_else(full: Path, tmp_path: Path) -> None:
    Spool(full, tmp_path / "spare").put("r1", NOTES, [b"one"])
    assert (tmp_path / "spare").stat().st_mode & 0o777 == 0o700
    after = Spool(full, tmp_path / "spare")
    found = after.get("r1")
    assert found is not None
    assert (found.blobs, after.has("r1"), after.names()) == ((b"one",), True, ("r1",))
    after.delete("r1")
    assert (after.has("r1"), after.names()) == (False, ())


def test_what_neither_takes_is_an_error(full: Path) -> None:
    with pytest.raises(StorageError):
        Spool(full).put("r1", NOTES, [b"one"])
    with pytest.raises(StorageError):
        Spool(full, full.parent / "spare").put("r1", NOTES, [b"one"])


def test_a_spare_folder_that_others_may_write_is_not_used(full: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    spare.chmod(0o777)
    (spare / "planted.result").write_bytes(b"{}")
    spool = Spool(full, spare)
    with pytest.raises(StorageError):
        spool.put("r1", NOTES, [b"one"])
    assert (spool.has("planted"), spool.names()) == (False, ())


def test_a_link_in_the_spare_folders_place_is_not_followed(full: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "spare").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError):
        Spool(full, tmp_path / "spare").put("r1", NOTES, [b"one"])
