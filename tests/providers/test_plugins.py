"""Plugins as they are installed: the example in an environment of its own, and broken ones that harm nobody."""

import asyncio
import hashlib
import json
import logging
import os
import subprocess
import sys
import sysconfig
import textwrap
import venv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generation.providers.base import (
    Edit,
    Health,
    ModelSettings,
    ModeratedError,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)
from generation.providers.plugins import Loaded, load_plugins
from generation.providers.with_model import ProviderWithModel
from tests.clock import PATIENCE
from tests.generation.fake_provider import picture_file
from tests.servers.flux import FakeFlux

ROOT = Path(__file__).parents[2]
REQUEST = ProviderRequest("r1", "a rain-soaked street", "scene", None, 1024, 1024, "standard", seed=77)
PNG = picture_file()

#: A plugin that works; what a test changes comes after it.
WORKING = """
    from dataclasses import replace

    from generation.providers.base import (
        Capabilities, Health, ModeratedError, ProgressStep, ProviderDescription, ProviderResult
    )

    INTERFACE = 2
    seen = []

    class Provider:
        name = "spray"
        title = "Spray can"
        capabilities = Capabilities()

        async def generate(self, request, report):
            report(ProgressStep("spraying", 0.5))
            return ProviderResult(b"picture", model="can")

        async def resume(self, job_id, request, report):
            return ProviderResult(job_id.encode(), model="can")

        async def probe(self):
            return Health(able=True, queue=3)

        async def aclose(self):
            seen.append("closed")

    def create(environment):
        seen.append(dict(environment))
        return Provider()

    PROVIDER = ProviderDescription("spray", "Spray can", ("SPRAY_KEY",), "SPRAY_KEY is not set.", create)
"""

#: A plugin as it was written for version 1 of the interface, by the names that its classes had then.
VERSION_1 = """
    from collections.abc import Mapping

    from generation.providers.base import Capabilities, Health, Order, Painting, ReportStep, Step, UnavailableError

    INTERFACE = 1
    VARIABLES = ("SPRAY_KEY",)


    class SprayProvider:
        name = "spray"
        title = "Spray can"
        capabilities = Capabilities(seed=True, deadline=60.0, cost=0.01, resume=True)

        def __init__(self, key: str) -> None:
            self._key = key

        async def generate(self, order: Order, report: ReportStep) -> Painting:
            report(Step("shaking the can", 0.1, job_id="can-7"))
            if not order.prompt:
                raise UnavailableError("Spray can is empty.")
            data = order.edit.picture if order.edit else order.prompt.encode()
            return Painting(data, model="can-1", seed=order.seed, cost=0.01)

        async def resume(self, job_id: str, order: Order, report: ReportStep) -> Painting:
            return Painting(job_id.encode(), model="can-1", seed=order.seed)

        async def probe(self) -> Health:
            return Health(able=True)

        async def aclose(self) -> None:
            pass


    def create(environment: Mapping[str, str]) -> SprayProvider | None:
        key = environment.get("SPRAY_KEY")
        return SprayProvider(key) if key else None
"""

Install = Callable[..., str]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what lays out a plugin as an installer would, in a folder on `sys.path`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    modules: list[str] = []

    def install(changes: str = "", *, name: str = "spray", target: str | None = None, code: str = WORKING) -> str:
        module = f"{name}_plugin"
        modules.append(module)
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(code) + textwrap.dedent(changes), encoding="utf-8")
        metadata = tmp_path / f"{module}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
        (metadata / "entry_points.txt").write_text(
            f"[shadowrun_scenes.providers]\n{name} = {target or module}\n", encoding="utf-8"
        )
        return module

    yield install
    for module in modules:
        sys.modules.pop(module, None)


# The example, installed


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh virtual environment in which the example is installed, and nothing else.

    No network and no pip: the wheel is built by its real build backend through the PEP 517 hook that pip would call,
    and unpacked into site-packages, which is all that an installer does with a wheel that has no scripts. The bot is no
    package; it and what it depends on are put on PYTHONPATH when the environment's Python is run.
    """
    folder = tmp_path_factory.mktemp("fresh")
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    built = subprocess.run(  # noqa: S603  # our own interpreter and our own example
        [sys.executable, "-c", build, str(folder)],
        cwd=ROOT / "examples" / "provider-flux",
        capture_output=True,
        check=False,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    names = {"base": str(environment), "platbase": str(environment)}
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as wheel:
        wheel.extractall(sysconfig.get_path("purelib", "venv", names))
    return Path(sysconfig.get_path("scripts", "venv", names)) / Path(sys.executable).name


PAINT = """
    import asyncio, hashlib, json, os
    from generation.providers.base import ProviderRequest
    from generation.providers.plugins import load_plugins

    async def main():
        loaded = load_plugins(os.environ)
        for provider in loaded.providers:
            health = await provider.probe()
            request = ProviderRequest("r1", "a rain-soaked street", "scene", None, 1024, 1024, "standard", seed=77)
            result = await provider.generate(request, lambda step: None)
            await provider.aclose()
            print(json.dumps([provider.name, provider.title, health.able, hashlib.sha256(result.data).hexdigest()]))
        print(json.dumps(loaded.problems))

    asyncio.run(main())
"""


async def run(python: Path, **environment: str) -> list[Any]:
    """Run the bot's loader in the fresh environment and return what it prints."""
    process = await asyncio.create_subprocess_exec(
        str(python),
        "-c",
        textwrap.dedent(PAINT),
        env={"PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"))), **environment},
        cwd=python.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        out, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return [json.loads(line) for line in out.decode().splitlines()]


async def test_the_example_is_installed_found_and_paints(fresh_python: Path) -> None:
    async with FakeFlux(PNG) as bfl:
        printed = await run(fresh_python, BFL_API_KEY="k3y", BFL_BASE_URL=bfl.url, BFL_MODEL="flux-2-max")
    sha256 = hashlib.sha256(PNG).hexdigest()
    assert printed == [["flux", "FLUX", True, sha256], []]
    assert ("POST", "/v1/flux-2-max", "k3y") in [(call.method, call.path, call.key) for call in bfl.calls]


async def test_the_bot_lists_the_installed_example_and_paints_with_it(fresh_python: Path, tmp_path: Path) -> None:
    async with FakeFlux(picture_file("PNG", 1024, 1024)) as bfl:
        flux = {"BFL_API_KEY": "k3y", "BFL_BASE_URL": bfl.url, "DATA_DIR": str(tmp_path / "data")}
        listed = await console(fresh_python, "/image providers", tmp_path, **flux)
        wish = "/image generate a rain-soaked street --size 1024x1024 --provider flux"
        painted = await console(fresh_python, wish, tmp_path, **flux)
    (status,) = (each for each in listed["providers"] if each["name"] == "flux")
    assert (status["title"], status["configured"], status["available"]) == ("FLUX", True, True)
    assert (painted["status"], painted["provider"]) == ("completed", "flux")


async def console(python: Path, line: str, folder: Path, **environment: str) -> dict[str, Any]:
    """Do one command in the bot's own console, in the fresh environment, and return its last object."""
    process = await asyncio.create_subprocess_exec(
        str(python),
        str(ROOT / "bot.py"),
        "console",
        "--json",
        line,
        env={"PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"))), **environment},
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        out, errors = await process.communicate()
    assert process.returncode == 0, out.decode() + errors.decode()
    answer: dict[str, Any] = json.loads(out.decode().splitlines()[-1])
    return answer


async def test_the_example_without_a_key_is_off_and_no_problem(fresh_python: Path) -> None:
    assert await run(fresh_python) == [[]]


# A plugin that works


def test_nothing_installed_is_nothing_loaded() -> None:
    assert load_plugins({}, entry_points=()) == Loaded()


async def test_a_plugin_sees_only_the_variables_that_it_declares(install: Install) -> None:
    module = install()
    loaded = load_plugins({"SPRAY_KEY": "k", "DISCORD_TOKEN": "t", "PATH": "/bin"})
    (provider,) = loaded.providers
    assert (provider.name, provider.title, loaded.problems) == ("spray", "Spray can", ())
    steps: list[ProgressStep] = []
    assert (await provider.generate(REQUEST, steps.append)).data == b"picture"
    assert steps == [ProgressStep("spraying", 0.5)]
    assert await provider.probe() == Health(able=True, queue=3)
    await provider.aclose()
    assert sys.modules[module].seen == [{"SPRAY_KEY": "k"}, "closed"]


async def test_a_plugin_may_call_jobs_off(install: Install) -> None:
    module = install("""
        async def call_off(self, job_id):
            seen.append(job_id)

        Provider.call_off = call_off
    """)
    (plugin,) = load_plugins({}).providers
    provider = ProviderWithModel(plugin, ModelSettings())
    assert provider.call_off is not None
    await provider.call_off("job-1")
    assert sys.modules[module].seen == [{}, "job-1"]


async def test_a_plugin_need_not_call_jobs_off(install: Install) -> None:
    install()
    (plugin,) = load_plugins({}).providers
    assert ProviderWithModel(plugin, ModelSettings()).call_off is None


@pytest.mark.parametrize(
    ("check", "sentence"),
    [("int('x')", "invalid literal"), ("{}['model']", "its plugin has an error; the log tells more")],
)
def test_a_check_of_a_model_that_fails_is_told_like_a_value_that_is_wrong(
    install: Install, check: str, sentence: str
) -> None:
    install(f"PROVIDER = replace(PROVIDER, model_settings=frozenset({{'steps'}}), check_model=lambda _: {check})")
    (description,) = load_plugins({}).descriptions
    assert description.check_model is not None
    with pytest.raises(ValueError, match=sentence):
        description.check_model(ModelSettings(steps=4))


async def test_an_entry_point_may_name_an_object_of_a_module(install: Install) -> None:
    install("class factory: INTERFACE = 2; PROVIDER = PROVIDER", target="spray_plugin:factory")
    assert [provider.name for provider in load_plugins({}).providers] == ["spray"]


async def test_a_plugin_that_can_resume_does(install: Install) -> None:
    install("Provider.capabilities = Capabilities(resume=True)")
    (provider,) = load_plugins({}).providers
    result = await provider.resume("job-1", REQUEST, lambda _: None)  # type: ignore[attr-defined]
    assert result.data == b"job-1"


async def test_a_plugin_for_version_1_works_as_it_was_written(install: Install) -> None:
    install(code=VERSION_1)
    loaded = load_plugins({"SPRAY_KEY": "k"})
    assert loaded.problems == ()
    (provider,) = loaded.providers
    steps: list[ProgressStep] = []
    result = await provider.generate(REQUEST, steps.append)
    assert result == ProviderResult(b"a rain-soaked street", model="can-1", seed=77, cost=0.01)
    assert steps == [ProgressStep("shaking the can", 0.1, job_id="can-7")]
    edit = replace(REQUEST, edit=Edit("change", b"an image"))
    assert (await provider.generate(edit, steps.append)).data == b"an image"
    resumed = await provider.resume("can-7", REQUEST, steps.append)  # type: ignore[attr-defined]
    assert resumed == ProviderResult(b"can-7", model="can-1", seed=77)
    with pytest.raises(UnavailableError, match="Spray can is empty"):
        await provider.generate(replace(REQUEST, prompt=""), steps.append)


def test_a_plugin_that_is_not_set_up_is_no_problem_and_says_what_is_missing(install: Install) -> None:
    install("PROVIDER = replace(PROVIDER, create=lambda environment: None)")
    loaded = load_plugins({})
    assert (loaded.providers, loaded.problems) == ((), ())
    assert [(each.name, each.missing) for each in loaded.descriptions] == [("spray", "SPRAY_KEY is not set.")]


def test_a_plugin_for_version_1_that_is_not_set_up_is_not_known(install: Install) -> None:
    install(code=VERSION_1)
    assert load_plugins({}) == Loaded()


# Broken ones

BROKEN = [
    ("import not_installed_anywhere", "it cannot be imported (No module named 'not_installed_anywhere')"),
    ("raise RuntimeError('my key is s3cret')", "it raised RuntimeError; the log tells more"),
    ("raise SystemExit(1)", "it raised SystemExit; the log tells more"),
    ("def broken(:", "it raised SyntaxError; the log tells more"),
    ("del INTERFACE", "it does not say for which INTERFACE it is written"),
    ("INTERFACE = True", "it does not say for which INTERFACE it is written"),
    ("INTERFACE = 0", "it is written for version 0 of the provider interface, and this is 2"),
    ("INTERFACE = 3", "it is written for version 3 of the provider interface, and this is 2"),
    ("del PROVIDER", "its PROVIDER is no ProviderDescription of generation.providers.base"),
    ("PROVIDER = {'name': 'spray'}", "its PROVIDER is no ProviderDescription of generation.providers.base"),
    ("PROVIDER = replace(PROVIDER, variables='SPRAY_KEY')", "its variables are no tuple of names of environment"),
    ("PROVIDER = replace(PROVIDER, variables=('spray key',))", "its variables are no tuple of names of environment"),
    ("PROVIDER = replace(PROVIDER, create=None)", "it has no create()"),
    ("PROVIDER = replace(PROVIDER, check_model=5)", "its check_model cannot be called"),
    (
        "PROVIDER = replace(PROVIDER, model_settings=frozenset({'stepps'}))",
        "its model_settings are not among those of ModelSettings",
    ),
    ("PROVIDER = replace(PROVIDER, missing=None)", "its PROVIDER does not say in one line what is missing"),
    ("PROVIDER = replace(PROVIDER, missing='a\\nb')", "its PROVIDER does not say in one line what is missing"),
    (
        "PROVIDER = replace(PROVIDER, create=lambda values: values['SPRAY_KEY'])",
        "it raised KeyError; the log tells more",
    ),
    (
        "async def late(environment): return Provider()\nPROVIDER = replace(PROVIDER, create=late)",
        "its create() must not be a coroutine",
    ),
    ("PROVIDER = replace(PROVIDER, create=lambda _: 5)", "its provider's name must be 2 to 32 of a-z, 0-9 and _, and"),
    ("PROVIDER = replace(PROVIDER, name='Spray Can')", "its provider's name must be 2 to 32 of a-z, 0-9 and _, and"),
    ("PROVIDER = replace(PROVIDER, name='dalle')", "there is a provider named dalle already"),
    ("PROVIDER = replace(PROVIDER, title='')", "its provider's title must be one line of at most 60 characters"),
    ("PROVIDER = replace(PROVIDER, title='a\\nb')", "its provider's title must be one line of at most 60 characters"),
    ("Provider.name = 'Spray Can'", "its provider's name must be 2 to 32 of a-z, 0-9 and _, and begin with a letter"),
    ("Provider.name = 'dalle'", "there is a provider named dalle already"),
    ("Provider.name = 'other'", "its provider has another name or title than its PROVIDER says"),
    ("Provider.title = 'Other'", "its provider has another name or title than its PROVIDER says"),
    ("INTERFACE = 1", "its variables are no tuple of names of environment variables"),
    ("INTERFACE = 1; VARIABLES = (); del create", "it has no create()"),
    ("INTERFACE = 1; VARIABLES = (); Provider.name = 'dalle'", "there is a provider named dalle already"),
    (
        "Provider.capabilities = {'seed': True}",
        "its provider's capabilities are not those of generation.providers.base",
    ),
    ("Provider.probe = None", "its provider has no probe()"),
    ("del Provider.generate", "its provider has no generate()"),
    (
        "Provider.capabilities = Capabilities(resume=True)\ndel Provider.resume",
        "its provider has no resume()",
    ),
    ("Provider.title = property(lambda self: 1 / 0)", "it raised ZeroDivisionError; the log tells more"),
]


@pytest.mark.parametrize(("changes", "reason"), BROKEN, ids=[case[0][:40] for case in BROKEN])
def test_a_broken_plugin_is_left_out_and_said_once(
    changes: str, reason: str, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install(name="broken", code=WORKING, changes=changes)
    install(name="working")
    with caplog.at_level(logging.INFO):
        loaded = load_plugins({}, taken=("dalle",))
    assert [provider.name for provider in loaded.providers] == ["spray"]
    (problem,) = loaded.problems
    assert problem.startswith(f"The plugin 'broken' is left out: {reason}")
    assert "s3cret" not in problem
    assert [record.getMessage() for record in caplog.records] == [problem]


def test_an_entry_point_that_leads_nowhere(install: Install) -> None:
    install(target="spray_plugin:nothing")
    assert load_plugins({}).problems == (
        "The plugin 'spray' is left out: it raised AttributeError; the log tells more.",
    )


def test_of_two_plugins_with_one_name_the_first_is_taken(install: Install) -> None:
    install(name="beta")
    install(name="alpha")
    loaded = load_plugins({})
    assert len(loaded.providers) == 1
    assert loaded.problems == ("The plugin 'beta' is left out: there is a provider named spray already.",)


def test_a_broken_installation_does_not_stop_the_bot(caplog: pytest.LogCaptureFixture) -> None:
    def damaged() -> Iterator[Any]:
        yield from ()
        raise ValueError("metadata")

    loaded = load_plugins({}, entry_points=damaged())
    assert loaded == Loaded((), ("The installed plugins cannot be listed; the log tells why.",))
    assert len(caplog.records) == 1


# What a plugin raises when it is used

RAISED = [
    ("raise ModeratedError('Spray can: no.')", ModeratedError, r"^Spray can: no\.$"),
    ("raise RuntimeError('k3y')", UnavailableError, r"^Spray can has an error in its plugin \(RuntimeError\)\.$"),
    ("raise TimeoutError", TimedOutError, r"^Spray can did not answer in time\.$"),
    ("return None", UnreadableError, r"^Spray can returned no picture\.$"),
    ("return ProviderResult('text', model='m')", UnreadableError, r"^Spray can returned no picture\.$"),
    ("return ProviderResult(b'', model='m')", UnreadableError, r"^Spray can returned no picture\.$"),
]


@pytest.mark.parametrize(("does", "kind", "sentence"), RAISED, ids=[case[0] for case in RAISED])
async def test_whatever_a_plugin_raises_is_an_error_of_a_known_kind(
    does: str, kind: type[Exception], sentence: str, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install(f"async def generate(self, request, report): {does}\nProvider.generate = generate")
    (provider,) = load_plugins({}).providers
    with pytest.raises(kind, match=sentence):
        await provider.generate(REQUEST, lambda _: None)
    logged = [record for record in caplog.records if record.exc_info]
    assert len(logged) == (1 if "RuntimeError" in does else 0), "a surprise is logged with its traceback"


async def test_a_plugin_that_is_not_asynchronous_is_an_error_like_others(install: Install) -> None:
    install("Provider.generate = lambda self, request, report: ProviderResult(b'x', model='m')")
    (provider,) = load_plugins({}).providers
    with pytest.raises(UnavailableError, match="TypeError"):
        await provider.generate(REQUEST, lambda _: None)


async def test_a_cancel_passes_through_a_plugin(install: Install) -> None:
    install("""
        import asyncio
        async def generate(self, request, report): await asyncio.sleep(30)
        Provider.generate = generate
    """)
    (provider,) = load_plugins({}).providers
    task = asyncio.create_task(provider.generate(REQUEST, lambda _: None))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("raise RuntimeError", "Spray can has an error in its plugin."),
        ("return True", "Spray can has an error in its plugin."),
        ("await __import__('asyncio').sleep(30)", "Spray can did not answer in time."),
    ],
)
async def test_a_probe_that_fails_means_that_it_is_not_able(
    does: str, reason: str, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.providers.plugins.PROBE_SECONDS", 0.05)
    install(f"async def probe(self): {does}\nProvider.probe = probe")
    (provider,) = load_plugins({}).providers
    assert await provider.probe() == Health(able=False, reason=reason)


async def test_a_plugin_that_cannot_close_does_not_stop_the_bot_from_closing(install: Install) -> None:
    install("async def aclose(self): raise OSError\nProvider.aclose = aclose")
    (provider,) = load_plugins({}).providers
    await provider.aclose()


async def test_a_plugin_cannot_change_its_name_afterwards(install: Install) -> None:
    module = install()
    (provider,) = load_plugins({}).providers
    sys.modules[module].Provider.name = "dalle"
    assert provider.name == "spray"
