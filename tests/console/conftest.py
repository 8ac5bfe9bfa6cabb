"""A console whose provider answers at once, so that its rules can be seen without waiting."""

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.console import ConsoleOptions, run_console
from bot.settings import Settings
from generation.providers.base import (
    Capabilities,
    Health,
    InvalidError,
    ProgressStep,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
)
from tests.generation.fake_provider import picture_file


@dataclass
class FakeProvider:
    """Paint one colour; a description with `impossible` fails, one with `endless` is never done."""

    name: str = "sketch"
    title: str = "Fake painter"
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(seed=True))
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def generate(self, order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        report(ProgressStep("sky", 0.5))
        self.begun.set()
        if "impossible" in order.prompt:
            raise InvalidError("That cannot be painted.")
        if "endless" in order.prompt:
            await asyncio.Event().wait()
        file = picture_file("PNG", order.width, order.height)
        seed = order.seed if self.capabilities.seed else None
        return ProviderResult(file, model="fake", seed=seed, alt_text="A colour.")

    async def probe(self) -> Health:
        return Health(able=True)

    async def aclose(self) -> None:
        """Hold nothing."""


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def last(self) -> dict[str, Any]:
        return self.objects[-1]


Console: TypeAlias = Callable[..., Awaitable[Answer]]


@pytest.fixture
def settings(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    shutil.copy(migrated, settings.database_path)
    return settings


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    fake = FakeProvider()
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: fake)
    return fake


@pytest.fixture
def console(
    settings: Settings, provider: FakeProvider, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Console:
    async def run(
        line: str | None = None, *, as_json: bool = True, session: str = "console", user: str = "local", stdin: str = ""
    ) -> Answer:
        source = settings.data_dir.with_name("stdin")
        source.write_text(stdin, encoding="utf-8")
        with source.open(encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            status = await run_console(settings, ConsoleOptions(session, user, as_json=as_json), line)
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return run
