"""Fetching a model: resumed where it was cut, compared with what the hub told of, and never half there."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from generation.providers.local.download import LONGEST_ANSWER, DownloadError, Hub, Snapshot, only_one
from generation.providers.local.manifest import listed_models
from tests.servers.hub import COMMIT, REPOSITORY, FakeHub

WEIGHTS = bytes(range(256)) * 2000
FILES = {
    "model_index.json": b"{}",
    "unet/openvino_model.bin": WEIGHTS,
    "unet/config.json": b'{"a": 1}',
    "README.md": b"#",
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.providers.local.download.PAUSES", (0.0,) * 4)


@pytest.fixture
async def server() -> AsyncIterator[FakeHub]:
    async with FakeHub(FILES) as running:
        yield running


@pytest.fixture
async def hub(server: FakeHub) -> AsyncIterator[Hub]:
    client = Hub(server.url)
    yield client
    await client.aclose()


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def snapshot_of(hub: Hub) -> Snapshot:
    return await hub.snapshot(REPOSITORY, "main")


async def test_what_the_model_needs_is_fetched_and_nothing_else(hub: Hub, tmp_path: Path) -> None:
    told = list[tuple[int, int]]()
    snapshot = await snapshot_of(hub)
    await hub.fetch(snapshot, tmp_path, lambda done, whole: told.append((done, whole)))
    assert files_in(tmp_path) == {name: content for name, content in FILES.items() if name != "README.md"}
    assert snapshot.commit == COMMIT
    assert told[-1] == (snapshot.size, snapshot.size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


async def test_a_download_that_is_cut_twice_is_resumed_twice(hub: Hub, server: FakeHub, tmp_path: Path) -> None:
    server.cuts, server.cut_after = 2, 100_000
    await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert files_in(tmp_path)["unet/openvino_model.bin"] == WEIGHTS
    assert server.asked["unet/openvino_model.bin"] == 3
    resumed = [int(each.removeprefix("bytes=").rstrip("-")) for each in server.ranges if each]
    assert len(resumed) == 2
    assert all(0 < begin < len(WEIGHTS) for begin in resumed)


async def test_what_was_given_up_is_gone_on_with_by_the_next_run(hub: Hub, server: FakeHub, tmp_path: Path) -> None:
    server.cuts, server.cut_after = 5, 1000
    with pytest.raises(DownloadError, match="What has arrived is kept"):
        await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert "unet/openvino_model.bin" not in files_in(tmp_path)
    server.ranges.clear()
    await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert server.ranges[0] is not None
    assert files_in(tmp_path)["unet/openvino_model.bin"] == WEIGHTS
    assert not [name for name in files_in(tmp_path) if name.endswith(".part")]


@pytest.mark.parametrize("name", ["unet/openvino_model.bin", "unet/config.json"])
async def test_a_file_with_another_hash_is_refused_and_deleted(
    hub: Hub, server: FakeHub, tmp_path: Path, name: str
) -> None:
    content = server.files[name]
    server.files[name] = content[:-1] + bytes([content[-1] ^ 1])
    with pytest.raises(DownloadError, match="its hash is another"):
        await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert name not in files_in(tmp_path)
    assert f"{name}.part" not in files_in(tmp_path)


async def test_a_file_that_is_longer_than_told_is_refused(hub: Hub, server: FakeHub, tmp_path: Path) -> None:
    server.files["unet/openvino_model.bin"] += b"x"
    with pytest.raises(DownloadError, match="longer than the hub told"):
        await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


async def test_a_file_of_an_earlier_commit_is_not_taken_for_the_one_of_the_same_size(
    hub: Hub, server: FakeHub, tmp_path: Path
) -> None:
    await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    server.files["unet/openvino_model.bin"] = server.told["unet/openvino_model.bin"] = WEIGHTS[::-1]
    server.asked.clear()
    await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert files_in(tmp_path)["unet/openvino_model.bin"] == WEIGHTS[::-1]
    assert list(server.asked) == ["unet/openvino_model.bin"]


async def test_a_file_that_the_hub_has_not_is_asked_for_once(hub: Hub, server: FakeHub, tmp_path: Path) -> None:
    snapshot = await snapshot_of(hub)
    del server.files["unet/config.json"]
    with pytest.raises(DownloadError, match="The hub answered 404"):
        await hub.fetch(snapshot, tmp_path, lambda _done, _all: None)
    assert server.asked["unet/config.json"] == 1


async def test_an_empty_file_is_one_as_well(hub: Hub, server: FakeHub, tmp_path: Path) -> None:
    server.files["merges.txt"] = server.told["merges.txt"] = b""
    await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert files_in(tmp_path)["merges.txt"] == b""


async def test_where_the_disk_has_no_room_nothing_is_fetched(
    hub: Hub, server: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, 10**6))
    with pytest.raises(DownloadError, match="and 1 MB are free"):
        await hub.fetch(await snapshot_of(hub), tmp_path, lambda _done, _all: None)
    assert not server.asked


@pytest.mark.parametrize("path", ["../evil.bin", "/etc/evil.bin", "unet/../../evil.bin", "unet/\0evil.bin"])
async def test_a_path_out_of_the_folder_is_refused(hub: Hub, server: FakeHub, path: str) -> None:
    server.told[path] = b"x"
    with pytest.raises(DownloadError, match="would lead out"):
        await snapshot_of(hub)


@pytest.mark.parametrize(
    "answer",
    [
        *(b"<html>Log in to this network</html>", b"", b"{}", b"7", b'["unet"]', b'[{"type": "file"}]', b"[" * 100_000),
        *(b'[{"type": "file", "path": "a.bin", "oid": "0", "size": "large"}]', b'[{"type": "file", "path": 7}]'),
        b'[{"type": "file", "path": "a.bin", "oid": "0", "size": 1, "lfs": []}]',
        b'[{"type": "file", "path": "a.bin", "oid": "0", "size": -1}]',
        b" " * (LONGEST_ANSWER + 1),
    ],
)
async def test_an_answer_that_is_no_hubs_is_said_to_be(hub: Hub, server: FakeHub, answer: bytes) -> None:
    server.tree = answer
    with pytest.raises(DownloadError, match=r"is no hub of models|has no files of a model"):
        await snapshot_of(hub)


@pytest.mark.parametrize("endpoint", ["http://[", "hub.example", "http://hub example", "ftp://hub.example"])
async def test_an_address_that_is_none_is_said_to_be(endpoint: str) -> None:
    hub = Hub(endpoint)
    with pytest.raises(DownloadError, match="cannot be reached"):
        await snapshot_of(hub)
    await hub.aclose()


def test_of_two_who_fetch_the_same_at_once_one_is_told_so(tmp_path: Path) -> None:
    with only_one(tmp_path, "lcm"):
        with pytest.raises(DownloadError, match="another process"), only_one(tmp_path, "lcm"):
            pytest.fail("both fetch it")
        with only_one(tmp_path, "other"):
            pass
    with only_one(tmp_path, "lcm"):
        assert not list(tmp_path.glob("*.part"))


async def test_a_model_that_the_hub_does_not_know_is_told(hub: Hub) -> None:
    with pytest.raises(DownloadError, match="has no such model"):
        await hub.snapshot("nobody/nothing", "main")


def test_every_listed_model_says_what_it_takes() -> None:
    for model in listed_models().values():
        assert model.licence
        assert model.licence_url.startswith("https://")
        assert model.download_mb > 100
        assert model.memory_mb > 1000
