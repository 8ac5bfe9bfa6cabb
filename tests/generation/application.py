"""A table whose words are written and judged by local servers: the whole application, real workers, fake painters."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

import pytest

from bot.settings import Settings
from bot.wiring.providers import BuiltProviders
from generation.moderation.remote import RemoteModeration, RemoteOptions
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.base import Capabilities
from generation.providers.registry import Providers
from generation.providers.with_model import ProviderModels
from generation.requests.params import parse_params
from generation.services import Services
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, Actor
from generation.sessions.settings import SessionSettings
from storage.params import GenerationParams
from storage.records import HELD, TERMINAL, Image, Request
from tests.generation.fake_provider import FakeProvider
from tests.resilience.running_app import ANN, TABLE, RunningApp, run_app
from tests.servers.openai_chat import ChatServer
from tests.servers.openai_moderation import ModerationServer

BOB = Actor(TABLE, "bob")
THE_GM = Actor(TABLE, "fixer", GM)
PLAIN = parse_params("An ork sells noodles at a market", size="512x512")
#: How that begins where the rules have enhanced it.
PLAIN_BY_RULES = "An ork (muscular build, lower tusks and pointed ears) sells noodles at a market, "

__all__ = ["ANN", "BOB", "PLAIN", "TABLE", "THE_GM", "Application", "open_application"]


class OtherPainter(FakeProvider):
    """A second painter, whose text encoder looks at little and which takes a negative prompt."""

    name = "comfyui"
    title = "Other painter"

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = Capabilities(seed=True, clip_tokens=77, negative=True, max_prompt=350, deadline=5.0)


@dataclass(slots=True)
class Application:
    """The application at work, and the people at its table."""

    running: RunningApp
    painter: FakeProvider
    other: OtherPainter

    @property
    def services(self) -> Services:
        return self.running.app.services

    async def ask(self, params: GenerationParams | str = PLAIN, by: Actor = ANN) -> str:
        """Submit and return the request's id."""
        return await self.running.ask(replace(PLAIN, prompt=params) if isinstance(params, str) else params, by)

    async def ended(self, request_id: str) -> Request:
        """Wait until a request is done."""
        return await self.running.ended(request_id)

    async def held(self, request_id: str) -> Request:
        """Wait until a request is put before the GM."""
        with self.services.events.subscribe(lambda _event: True) as events:
            while True:
                request = await self.row(request_id)
                assert request.status not in TERMINAL, request.error_message
                if request.status == HELD:
                    return request
                await anext(events)

    async def row(self, request_id: str) -> Request:
        """Read a request's row."""
        request = await self.services.requests.unchecked_request(request_id)
        assert request is not None
        return request

    async def picture(self, params: GenerationParams | str = PLAIN, by: Actor = ANN) -> Image:
        """Have a picture painted."""
        request = await self.ended(await self.ask(params, by))
        assert request.status == "completed", request.error_message
        (image,) = await self.services.gallery.unchecked_of_request(request.id)
        return image

    async def change(self, **settings: object) -> SessionSettings:
        """Change the session's settings as its GM."""
        return await self.services.admin.change(THE_GM, **settings)

    async def stored(self) -> int:
        """Count the requests that were ever stored."""
        return len(await self.running.rows("SELECT id FROM image_generation"))

    def files(self) -> list[str]:
        """Return the picture files that are stored."""
        folder = self.running.app.settings.data_dir / "images"
        return sorted(path.name for path in folder.rglob("*") if path.is_file())


async def _look_up(_session_id: str, user_id: str) -> Seen | None:
    """Show on Discord who sits at the table, the GM with the role of one."""
    people = {ANN.user_id: Seen(), BOB.user_id: Seen(), THE_GM.user_id: Seen(leads=True)}
    return people.get(user_id)


@contextlib.asynccontextmanager
async def open_application(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    chat: ChatServer | None = None,
    moderation: ModerationServer | None = None,
    guild_id: str | None = None,
    workers: int = 1,
    models: Mapping[str, ProviderModels] | None = None,
) -> AsyncIterator[Application]:
    """Open the application with two painters; a language model and remote moderation where servers are given."""
    painter, other = FakeProvider(), OtherPainter()
    providers = Providers([painter, other], known=BUILT_IN, models=models)
    monkeypatch.setattr("bot.wiring.app.build_providers", lambda *_: BuiltProviders(providers, ()))
    if moderation is not None:
        options = RemoteOptions("sk-test", moderation.url)
        monkeypatch.setattr("bot.wiring.app.build_moderation", lambda _settings: RemoteModeration(options))
    if chat is not None:
        settings = settings.model_copy(update={"openai_base_url": chat.url})
    async with run_app(settings, workers=workers) as opened:
        if guild_id is not None:
            opened.app.services.membership.look_up = _look_up
        for person in (ANN, BOB, THE_GM):
            await opened.app.services.sessions.enter(person, "table", guild_id=guild_id)
        yield Application(opened, painter, other)
