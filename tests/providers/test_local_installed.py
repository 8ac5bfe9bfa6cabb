"""Models on this machine as their folders tell of them: whole, or damaged for a reason that is said."""

import json
from pathlib import Path

import pytest

from generation.providers.local.installed import (
    ABOUT,
    ARRIVING,
    FORMER,
    InstalledModel,
    ModelFolderError,
    class_of,
    damaged_models,
    install,
    installed_models,
    remove_model,
)
from generation.providers.local.loras import MANIFEST, MAX_TRIGGER, Lora, LoraError, check_lora_file, write_loras

LCM = "LatentConsistencyModelPipeline"


def write_model(folder: Path, weights: bytes = b"weights") -> InstalledModel:
    """Write what a model's folder has, but for weights that paint."""
    (folder / "tokenizer").mkdir(parents=True)
    (folder / "tokenizer" / "openvino_tokenizer.xml").write_text("<net/>")
    (folder / "model_index.json").write_text(json.dumps({"_class_name": LCM}))
    (folder / "weights.bin").write_bytes(weights)
    return InstalledModel(folder.name, folder, LCM, source="mine")


@pytest.fixture
def model(tmp_path: Path) -> InstalledModel:
    model = write_model(tmp_path / "lcm")
    model.save()
    return model


def test_what_is_written_down_is_read(model: InstalledModel, tmp_path: Path) -> None:
    assert installed_models(tmp_path) == (model,)
    tried = model.measured(7.25)
    assert tried.seconds == 7.2
    assert installed_models(tmp_path) == (tried,)


@pytest.mark.parametrize("known", ["[]", "7", '"lcm"', "null", "[" * 100_000, "\\x00", ""])
def test_what_is_not_as_we_write_it_is_damaged_and_ends_nothing(
    model: InstalledModel, tmp_path: Path, known: str
) -> None:
    (model.folder / ABOUT).write_text(known)
    assert installed_models(tmp_path) == ()
    assert damaged_models(tmp_path) == {"lcm": f"{model.folder / ABOUT} cannot be read. Add the model anew."}


def test_a_value_of_another_kind_is_as_if_it_was_not_there(model: InstalledModel, tmp_path: Path) -> None:
    known = {"seconds": "7", "memory_mb": [], "title": 7, "class_name": "Other", "steps": True, "source": "mine"}
    (model.folder / ABOUT).write_text(json.dumps(known))
    assert installed_models(tmp_path) == (model,)


@pytest.mark.parametrize("class_name", [["a"], {}, 7, None, "OtherPipeline"])
def test_a_class_that_is_none_is_said(model: InstalledModel, class_name: object) -> None:
    (model.folder / "model_index.json").write_text(json.dumps({"_class_name": class_name}))
    with pytest.raises(ModelFolderError, match="cannot be painted with"):
        class_of(model.folder)


def test_a_lora_that_was_removed_is_named_in_what_is_said_of_its_model(model: InstalledModel, tmp_path: Path) -> None:
    (model.folder / "neon.safetensors").write_bytes(b"x")
    write_loras(model.folder, [Lora("neon.safetensors")])
    assert not damaged_models(tmp_path)
    (model.folder / "neon.safetensors").unlink()
    assert damaged_models(tmp_path)["lcm"].endswith(f"{MANIFEST}: neon.safetensors is no file beside it.")


@pytest.mark.parametrize("trigger", ["n30n \N{FIRE}", 'say "neon"\\', "", "x" * MAX_TRIGGER])
def test_what_is_written_of_a_lora_is_read(model: InstalledModel, tmp_path: Path, trigger: str) -> None:
    lora = Lora("\N{FIRE}.safetensors", 0.00001, trigger)
    (model.folder / lora.file).write_bytes(b"x")
    write_loras(model.folder, [lora])
    assert [each.loras for each in installed_models(tmp_path)] == [(lora,)]


@pytest.mark.parametrize("trigger", [f'"{"x" * (MAX_TRIGGER + 1)}"', "7", "[]", '"two\\nlines"'])
def test_a_trigger_that_leaves_no_room_or_is_none_is_said(model: InstalledModel, tmp_path: Path, trigger: str) -> None:
    (model.folder / "neon.safetensors").write_bytes(b"x")
    (model.folder / MANIFEST).write_text(f'[[lora]]\nfile = "neon.safetensors"\ntrigger = {trigger}')
    assert "the trigger of neon.safetensors has to be words in one line" in damaged_models(tmp_path)["lcm"]


@pytest.mark.parametrize("header", [b"[1, 2]", b"[" * 100_000, b"7", b"null", b"\xff"])
def test_a_header_that_is_none_is_no_loras(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "neon.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(LoraError, match=r"no safetensors file|no weights of a LoRA"):
        check_lora_file(path)


class TestInstall:
    def test_it_takes_the_place_of_the_former_one_whose_loras_stay(self, model: InstalledModel, tmp_path: Path) -> None:
        (model.folder / "neon.safetensors").write_bytes(b"lora")
        write_loras(model.folder, [Lora("neon.safetensors", 0.5, "neon")])
        arrived = write_model(tmp_path / ARRIVING / "lcm", b"newer")
        placed = install(arrived, tmp_path)
        assert installed_models(tmp_path) == (placed,)
        assert placed.loras == (Lora("neon.safetensors", 0.5, "neon"),)
        assert (placed.folder / "weights.bin").read_bytes() == b"newer"
        assert (placed.folder / "neon.safetensors").read_bytes() == b"lora"
        assert list((tmp_path / ARRIVING).iterdir()) == []

    @pytest.mark.parametrize("stops_at", [1, 2])
    def test_a_stop_in_between_leaves_the_one_or_the_other(
        self, model: InstalledModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops_at: int
    ) -> None:
        arrived, moved, really = write_model(tmp_path / ARRIVING / "lcm", b"newer"), [0], Path.replace

        def replace_until(path: Path, target: Path) -> Path:
            if path.is_dir():
                moved[0] += 1
                if moved[0] == stops_at:
                    raise KeyboardInterrupt
            return really(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", replace_until)
            with pytest.raises(KeyboardInterrupt):
                install(arrived, tmp_path)
        assert not damaged_models(tmp_path)
        assert install(arrived, tmp_path).folder == model.folder
        assert (model.folder / "weights.bin").read_bytes() == b"newer"
        assert list((tmp_path / ARRIVING).iterdir()) == []


def test_what_is_left_of_a_model_goes_with_it_and_a_link_leads_to_no_deletion(
    model: InstalledModel, tmp_path: Path
) -> None:
    root = tmp_path / "models"
    (root / ARRIVING / f"lcm{FORMER}").mkdir(parents=True)
    (root / "lcm").symlink_to(model.folder)
    assert remove_model(root, "lcm")
    assert not remove_model(root, "lcm")
    assert model.folder.is_dir()
