"""`providers.toml`: what models need, as the operator writes it, and what is said of each mistake in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.environment import SettingsError
from bot.providers_file import ProvidersFile, read_providers_file
from bot.settings import Settings
from bot.wiring.providers import build_providers
from generation.i18n import said, speaking
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.base import Capabilities, ModelSettings, ProviderDescription
from generation.providers.stability.api import MODELS
from generation.providers.with_model import ProviderWithModel
from generation.sketch.process.pool import RenderPool

EXAMPLE = Path(__file__).parents[2] / "examples" / "providers.toml"

Read = Callable[[str], ProvidersFile]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    monkeypatch.chdir(tmp_path)

    def read(text: str) -> ProvidersFile:
        Path("providers.toml").write_text(text, encoding="utf-8")
        return read_providers_file(None, BUILT_IN)

    return read


@pytest.fixture
def mistake(read: Read) -> Callable[[str], str]:
    def mistake(text: str) -> str:
        with pytest.raises(SettingsError) as caught:
            read(text)
        return str(caught.value)

    return mistake


Mistake = Callable[[str], str]


class TestWhatIsSet:
    def test_for_each_model_with_a_table(self, read: Read) -> None:
        (flux,) = (
            read(
                """
            [sdapi.models.flux-schnell]
            model = "flux1-schnell.safetensors"
            steps = 4
            guidance = 1
            sampler = "Euler"
            scheduler = "Simple"
            negative = ""
            """
            )
            .models["sdapi"]
            .named
        )
        assert flux == ModelSettings(
            "flux-schnell",
            model="flux1-schnell.safetensors",
            steps=4,
            guidance=1.0,
            sampler="Euler",
            scheduler="Simple",
            negative="",
        )

    def test_for_all_models_of_a_provider_unless_one_says_otherwise(self, read: Read) -> None:
        sdapi = read(
            """
            [sdapi]
            model = "dreamshaper"
            steps = 30
            sampler = "Euler"
            [sdapi.models.turbo]
            steps = 4
            """
        ).models["sdapi"]
        assert sdapi.usual == ModelSettings(model="dreamshaper", steps=30, sampler="Euler")
        assert sdapi.named == (ModelSettings("turbo", steps=4, sampler="Euler"),)

    def test_by_a_list_where_names_are_enough(self, read: Read) -> None:
        stability = read('stability = { models = ["ultra", "sd3.5-flash"], default = "sd3.5-flash" }').models[
            "stability"
        ]
        assert [(each.name, each.model) for each in stability.named] == [("ultra", "ultra"), ("sd3.5-flash",) * 2]
        assert stability.usual == ModelSettings(model="sd3.5-flash")

    def test_the_horde_takes_whichever_of_its_models_is_free(self, read: Read) -> None:
        horde = read('[aihorde]\nmodels = ["Deliberate", "AlbedoBase XL (SDXL)"]').models["aihorde"]
        assert horde.usual.any_of == ("Deliberate", "AlbedoBase XL (SDXL)")
        assert [each.model for each in horde.named] == ["Deliberate", "AlbedoBase XL (SDXL)"]

    def test_a_checkpoint_is_a_model_by_another_word(self, read: Read) -> None:
        (flux,) = (
            read('[comfyui.models.flux]\ncheckpoint = "flux.ckpt"\nworkflow = "flux.json"').models["comfyui"].named
        )
        assert (flux.model, flux.workflow) == ("flux.ckpt", Path("flux.json"))

    def test_nothing_where_there_is_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert read_providers_file(None, BUILT_IN) == ProvidersFile(None, {})

    def test_the_example_is_read_and_sets_something_for_all_that_take_anything(self) -> None:
        models = read_providers_file(EXAMPLE, BUILT_IN).models
        assert models.keys() == {each.name for each in BUILT_IN if each.model_settings}
        assert models["sdapi"].usual.steps == 4
        assert models["openai_compatible"].named[0].extra == {"num_inference_steps": 28, "guidance_scale": 3.5}

    def test_for_a_plugin_what_it_says_it_takes(self, tmp_path: Path) -> None:
        file = tmp_path / "own.toml"
        file.write_text('[spray.models.matt]\nmodel = "can-2"\nsteps = 3', encoding="utf-8")
        spray = ProviderDescription(
            "spray", "Spray can", (), "", lambda _: None, model_settings=frozenset({"model", "steps"})
        )
        assert read_providers_file(file, (spray,)).models["spray"].named == (
            ModelSettings("matt", model="can-2", steps=3),
        )


class TestMistakes:
    """One line each, which names the file, the key and what it may be."""

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("[sdpi]", "[sdpi]: there is no provider “sdpi”. Did you mean sdapi?"),
            ("[sdapi]\nstepps = 4", "[sdapi] stepps: this provider has no such setting. Did you mean steps?"),
            ("[gemini]\nsteps = 4", "[gemini] steps: this provider has no such setting. There are model, cost."),
            ("[sdapi.models.a]\nsteps = '4'", "[sdapi.models.a] steps: this has to be a whole number."),
            ("[sdapi.models.a]\nsteps = 4.5", "[sdapi.models.a] steps: this has to be a whole number."),
            ("[sdapi]\nsteps = 0", "[sdapi] steps: this has to be at least 1."),
            ("[sdapi]\nsteps = 1000", "[sdapi] steps: this can be at most 150."),
            ("[sdapi]\nguidance = true", "[sdapi] guidance: this has to be a number."),
            ("[sdapi]\nguidance = nan", "[sdapi] guidance: this has to be a number."),
            ("[sdapi]\nsampler = 3", "[sdapi] sampler: this has to be a text in quotes."),
            ("[sdapi]\nsampler = ''", "[sdapi] sampler: this must not be empty."),
            ("[sdapi]\ncheckpoint = 'a'\nmodel = 'b'", "[sdapi] checkpoint: this is model by another word; keep one."),
            ("[aihorde]\nany_of = 'x'", "[aihorde] any_of: this has to be a list of texts in quotes."),
            ("[aihorde]\nscheduler = 'x'", "[aihorde]: scheduler is “karras” or “normal”."),
            ("sdapi = 3", "[sdapi]: this has to be a table."),
            ("[sketch]\nsteps = 3", "[sketch]: this provider has nothing that could be set here."),
            ("[sdapi]\nmodels = 3", "[sdapi] models: this has to be a list of names, or a table for each model."),
            ("[sdapi.models]\na = 3", "[sdapi.models.a]: this has to be a table."),
            (
                "[sdapi.models.'a\"b']",
                "[sdapi.models.a\"b]: a model's name has 1 to 60 characters, without quotes and backslashes.",
            ),
            ("[sdapi.models.a]\n[sdapi.models.A]", "[sdapi.models.A]: there is a model of this name already."),
            (
                "[sdapi]\ndefault = 'flx'\n[sdapi.models.flux]",
                "[sdapi] default: this has to be the name of one of its models. Did you mean flux?",
            ),
            ("[sdapi]\ndefault = 3", "[sdapi] default: this has to be the name of one of its models."),
            (
                "[stability]\nmodel = 'sd4'",
                f"[stability]: there is no model “sd4” at Stability; there are {', '.join(MODELS)}.",
            ),
            (
                "[stability.models.core]\nmodel = 'core'\nguidance = 5",
                "[stability.models.core]: guidance goes from 1 to 10, and only the sd3.5 models take one.",
            ),
            (
                "[openai_compatible]\nextra = { prompt = 'x' }",
                "[openai_compatible]: extra must not have “prompt”, which the bot sends itself.",
            ),
        ],
    )
    def test_are_told_one_line_each(self, mistake: Mistake, text: str, sentence: str) -> None:
        assert mistake(text) == f"providers.toml: correct {sentence}"

    @pytest.mark.parametrize(
        "text",
        [
            "[dalle]\napi_key = 'sk-hunter2'",
            "[dalle.models.x]\nOPENAI_API_KEY = 'sk-hunter2'",
            "[openai_compatible]\nextra = { api_key = 'sk-hunter2' }",
            "[openai_compatible]\nextra = { headers = { Authorization = 'Bearer sk-hunter2' } }",
            "[openai_compatible]\nextra = { servers = [{ password = 'hunter2' }] }",
        ],
    )
    def test_a_secret_does_not_belong_here_and_is_not_repeated(self, mistake: Mistake, text: str) -> None:
        said_of_it = mistake(text)
        assert "secrets belong into .env, never here." in said_of_it
        assert "hunter2" not in said_of_it

    @pytest.mark.parametrize("text", ["[sdapi\n", "[sdapi]\nsteps = sk-hunter2"])
    def test_what_is_no_toml_is_told_with_its_place(self, mistake: Mistake, text: str) -> None:
        said_of_it = mistake(text)
        assert said_of_it.startswith("providers.toml: this is not TOML (")
        assert "line " in said_of_it
        assert "hunter2" not in said_of_it

    def test_a_file_that_is_named_has_to_be_there(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match=r"PROVIDERS_FILE: there is no file .*gone\.toml\."):
            read_providers_file(tmp_path / "gone.toml", BUILT_IN)

    def test_a_folder_or_another_encoding_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="It has to be a text file that the bot may read"):
            read_providers_file(tmp_path, BUILT_IN)
        (tmp_path / "latin").write_bytes('# "Größe"'.encode("latin-1"))
        with pytest.raises(SettingsError, match="this is not UTF-8 text"):
            read_providers_file(tmp_path / "latin", BUILT_IN)

    def test_in_german(self, mistake: Mistake) -> None:
        with speaking("de"):
            assert said(mistake("[sdapi]\nsteps = 0")) == (
                "providers.toml: [sdapi] steps berichtigen: das muss mindestens 1 sein."
            )


class TestSetUp:
    async def test_providers_paint_with_what_is_set(self, clean_environment: Path, tmp_path: Path) -> None:
        file = tmp_path / "own.toml"
        file.write_text(
            '[stability]\nmodels = ["core", "ultra"]\ndefault = "core"\n[openai_compatible]\nmodel = "flux"'
        )
        built = build_providers(
            Settings.model_validate(
                {
                    "providers_file": file,
                    "stability_api_key": "sk-made-up",
                    "openai_compatible_url": "http://127.0.0.1:9",
                }
            ),
            RenderPool(),
        )
        providers = built.providers
        for provider in providers:
            await provider.aclose()
        assert [offer.reference for offer in providers.offers] == [
            *("stability", "stability/core", "stability/ultra", "openai_compatible", "sketch"),
        ]
        stability = [_can(providers.get(name)) for name in ("stability", "stability/core", "stability/ultra")]
        assert [can.cost for can in stability] == [0.03, 0.03, 0.08]
        assert [can.references for can in stability] == [0, 0, 1]


class TestDoctor:
    @pytest.fixture(autouse=True)
    def no_web(self, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("API_PORT", "0")

    def test_shows_what_is_set_and_what_is_set_to_no_effect(
        self, clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SDAPI_URL", "http://127.0.0.1:1")
        (clean / "providers.toml").write_text(
            "[sdapi]\nsteps = 30\n[sdapi.models.turbo]\nmodel = 'sd xl turbo'\nsteps = 4\n[gemini]\nmodel = 'x'"
        )
        main(["doctor"])
        lines = capsys.readouterr().out.splitlines()
        assert f"ok   What models need is read from {clean / 'providers.toml'}." in lines
        assert "ok   sdapi paints with: steps 30." in lines
        assert "ok   sdapi/turbo paints with: model “sd xl turbo”, steps 4." in lines
        assert "note [gemini] is set to no effect, as gemini is not set up." in lines

    def test_and_a_start_tell_a_mistake(self, clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (clean / "providers.toml").write_text("[sdapi]\nstepps = 4")
        sentence = "providers.toml: correct [sdapi] stepps: this provider has no such setting. Did you mean steps?"
        assert main(["doctor"]) == 1
        assert f"BAD  {sentence}" in capsys.readouterr().out.splitlines()
        assert main(["console", "image", "providers"]) != 0
        assert sentence in capsys.readouterr().err


def _can(provider: object) -> Capabilities:
    assert isinstance(provider, ProviderWithModel)
    return provider.capabilities
