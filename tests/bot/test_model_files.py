"""How a model's files come to this machine: whole or not at all, and once."""

import errno
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands.model_files import copied, fetched
from generation.providers.local.download import DownloadError, only_one
from generation.providers.local.installed import ARRIVING, installed_models
from generation.providers.local.manifest import ListedModel, listed_models
from storage.errors import StorageError
from tests.servers.hub import COMMIT, REPOSITORY, FakeHub

FILES = {
    "model_index.json": json.dumps({"_class_name": "LatentConsistencyModelPipeline"}).encode(),
    "tokenizer/openvino_tokenizer.xml": b"<net/>",
    "unet/openvino_model.bin": bytes(range(256)) * 100,
}


@pytest.fixture
def listed() -> ListedModel:
    return replace(listed_models()["lcm-dreamshaper"], repository=REPOSITORY)


@pytest.fixture
async def hub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeHub]:
    async with FakeHub(FILES) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "exported" / "mine"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


async def test_one_that_is_here_as_the_hub_has_it_is_not_fetched_again(
    hub: FakeHub, listed: ListedModel, tmp_path: Path
) -> None:
    first = await fetched(listed, tmp_path, None)
    assert (first.source, first.folder) == (f"{REPOSITORY}@{COMMIT}", tmp_path / listed.name)
    assert installed_models(tmp_path) == (first,)
    hub.asked.clear()
    assert await fetched(listed, tmp_path, first) is first
    assert not hub.asked


async def test_a_stop_before_it_was_in_place_costs_no_second_download(
    hub: FakeHub, listed: ListedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("bot.commands.model_files.install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            await fetched(listed, tmp_path, None)
    hub.asked.clear()
    await fetched(listed, tmp_path, None)
    assert not hub.asked


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_copy_that_the_disk_has_no_room_for_leaves_nothing(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, target: Path, **_: object) -> None:
        target.mkdir()
        raise OSError(errno.ENOSPC, "full")

    root = tmp_path / "models"
    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(StorageError, match="is full"):
        copied(exported, root)
    assert [path for path in root.rglob("*") if path.is_dir()] == [root / ARRIVING]


def test_a_copy_is_held_against_the_room_there_is(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9, 0))
    with pytest.raises(DownloadError, match="MB of disk, and 0 MB are free"):
        copied(exported, tmp_path / "models")


def test_what_is_being_fetched_is_neither_copied_over_nor_removed(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "models"
    copied(exported, root)
    monkeypatch.setenv("LOCAL_MODELS", str(root))
    with only_one(root / ARRIVING, "mine"):
        with pytest.raises(DownloadError, match="another process"):
            copied(exported, root)
        assert main(["model", "remove", "mine"]) == 1
    assert "another process" in capsys.readouterr().err
    assert [model.name for model in installed_models(root)] == ["mine"]
    assert main(["model", "remove", "mine"]) == 0
    assert not installed_models(root)


def test_the_list_says_why_a_model_cannot_be_painted_with(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "models"
    copied(exported, root)
    (root / "mine" / "tokenizer" / "openvino_tokenizer.xml").unlink()
    monkeypatch.setenv("LOCAL_MODELS", str(root))
    assert main(["model", "list"]) == 0
    assert "mine: damaged. " in (said := capsys.readouterr().out)
    assert "lacks tokenizer/openvino_tokenizer.xml" in said
