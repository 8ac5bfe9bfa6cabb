"""Models by the commands that an operator types, and the whole bot on Discord painting with one."""

import asyncio
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from bot.cli import main
from tests.bot.processes import STARTED
from tests.local_models.conftest import LCM
from tests.servers.discord import BotProcess, FakeDiscord
from tests.test_image_generation import fields, picture_of


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where models are put."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "LOCAL_MODELS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data" / "models"


def test_an_exported_folder_is_added_tried_listed_and_removed(
    exported: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["model", "add", str(exported / LCM)]) == 0
    assert f"{LCM} paints: " in capsys.readouterr().out
    known = json.loads((models / LCM / "scene-visualizer.json").read_text(encoding="utf-8"))
    assert known["seconds"] > 0
    with Image.open(models / LCM / "test.png") as picture:
        assert picture.size == (512, 512)
    assert main(["model", "list"]) == 0
    assert f"{LCM}: installed" in capsys.readouterr().out
    assert main(["model", "remove", LCM]) == 0
    assert not (models / LCM).exists()


def test_a_folder_that_is_no_model_is_refused(models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "add", str(tmp_path)]) == 1
    assert "holds no exported model" in capsys.readouterr().err
    assert not models.exists()


def test_a_test_says_why_a_model_cannot_be_loaded(
    exported: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["model", "add", str(exported / LCM)]) == 0
    (models / LCM / "unet" / "openvino_model.bin").write_bytes(b"")
    shutil.rmtree(models / LCM / ".cache")
    capsys.readouterr()
    assert main(["model", "test", LCM]) == 1
    assert f"{LCM} cannot be loaded: RuntimeError: " in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nothing", "../..", ""])
def test_what_is_not_there_cannot_be_removed(models: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    models.mkdir(parents=True)
    assert main(["model", "remove", name]) == 1
    assert "There is no such model here" in capsys.readouterr().err
    assert models.exists()


async def test_the_bot_on_discord_paints_with_it(exported: Path, models: Path, tmp_path: Path) -> None:
    assert await asyncio.to_thread(main, ["model", "add", str(exported / LCM)]) == 0
    environment = {"LOCAL_MODELS": str(models), "LOCAL_DEVICE": "CPU"}
    async with FakeDiscord() as discord, BotProcess(discord, tmp_path, environment=environment) as bot:
        await bot.ready(within=STARTED)
        message = await picture_of(discord, "a bar in Redmond")
        assert fields(message)["Painted by"].startswith(f"Local model · {LCM}")
        assert not re.search(r" (WARNING|ERROR) |Traceback", bot.log), bot.tail
