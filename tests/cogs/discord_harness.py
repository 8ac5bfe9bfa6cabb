"""The bot in a channel of an in-process Discord, and what its members do there: generate, press, open the gallery."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage
from simcord._clock import Clock
from simcord.results import to_discord_message

from bot.discord_client import SceneClient
from bot.supervisor import Job, Supervisor
from bot.wiring.app import App
from cogs.bot import DiscordOptions
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.sender import OutboxSender
from cogs.ui.components import PRESS, make_view, select_custom_id
from cogs.ui.dispatcher import Dispatcher
from generation.services import Services
from generation.sessions.permissions import GM, Actor
from storage.params import SECRET, GenerationParams
from storage.records import Image
from tests.clock import PATIENCE

STREET = "a rain-soaked Seattle street"
STAR = "⭐"

AnyMessage = discord.Message | ResponseMessage


class WallClock(Clock):
    """simcord's clock, but telling the real time: Discord's ids and the services' rows agree on what came first."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class ManualSupervisor(Supervisor):
    """Keep jobs until the test starts them: those that the bot starts itself, simcord would wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, Job] = {}

    def start(self, name: str, job: Job) -> None:
        self._waiting[name] = job

    def start_jobs(self) -> None:
        for name, job in self._waiting.items():
            super().start(name, job)


class HarnessClient(SceneClient):
    """The real client on simcord; the test starts its background jobs."""

    def __init__(self, services: Services, options: DiscordOptions) -> None:
        super().__init__(services, options)
        self.shard_count = 1
        self.background = ManualSupervisor()
        self._background = self.background

    @property
    def sender(self) -> OutboxSender:
        assert self.outbox is not None
        return self.outbox

    @property
    def tracker(self) -> ProgressTracker:
        return self.sender._tracker


@dataclass
class DiscordHarness:
    """The application, its client, and a channel with two players and a GM."""

    env: Env
    app: App
    client: HarnessClient
    work: Supervisor
    guild: GuildHandle
    channel: ChannelHandle
    player: MemberActor
    other: MemberActor
    gm: MemberActor

    @property
    def services(self) -> Services:
        return self.app.services

    @property
    def dispatcher(self) -> Dispatcher:
        dispatcher = self.client.get_cog("Dispatcher")
        assert isinstance(dispatcher, Dispatcher)
        return dispatcher

    @property
    def session_id(self) -> str:
        return str(self.channel.id)

    def as_gm(self) -> Actor:
        return Actor(self.session_id, str(self.gm.id), GM)

    async def generate(
        self,
        description: str = STREET,
        *,
        by: MemberActor | None = None,
        **options: Any,  # noqa: ANN401  # options of the command
    ) -> ResponseMessage:
        """Use /image generate and return the answer."""
        return answer(
            await (by or self.player).slash(self.channel, "image generate", description=description, **options)
        )

    async def generate_refused(self, description: str = STREET, **options: Any) -> str:  # noqa: ANN401  # options of the command
        """Use /image generate where it must be refused, and return the sentence that only the user sees."""
        sentence = private_answer(
            await self.player.slash(self.channel, "image generate", description=description, **options)
        )
        assert self.env.errors, "simcord notes the refusal; reading it is what acknowledges it"
        return sentence

    async def generate_image(
        self,
        description: str = STREET,
        *,
        by: MemberActor | None = None,
        **options: Any,  # noqa: ANN401  # options of the command
    ) -> discord.Message:
        """Use /image generate, wait for the image, and return its message."""
        placeholder = await self.generate(description, by=by, **options)
        await self.wait_until_delivered()
        return self.refetch(placeholder)

    async def open_gallery(self, *, by: MemberActor | None = None, favorites: bool = False) -> ResponseMessage:
        """Use /image gallery and return the page."""
        return answer(await (by or self.player).slash(self.channel, "image gallery", favorites=favorites))

    async def press(self, message: AnyMessage, verb: str, *, by: MemberActor | None = None) -> InteractionResult:
        """Press the one button of a message whose custom_id holds this verb, or choose it from its menu of buttons."""
        who = by or self.player
        for each in buttons(message):
            for option in each.get("options", ()):
                if each["custom_id"] == select_custom_id(PRESS) and f":{verb}:" in f"{option['value']}:":
                    return await who.select(message, [option["value"]], custom_id=each["custom_id"])
        (custom_id,) = (each for each in custom_ids(message) if f":{verb}:" in f"{each}:")
        return await who.click(message, custom_id=custom_id)

    async def enter_gm(self) -> None:
        """Let the GM have been in the channel's session."""
        await self.services.sessions.enter(self.as_gm(), "table", guild_id=str(self.guild.id))

    async def generate_secret(self, description: str = "the traitor's face") -> Image:
        """Generate an image that only the GM may see, and return it."""
        await self.enter_gm()
        submitted = await self.services.requests.submit(
            GenerationParams(description, visibility=SECRET), await self.services.sessions.context(self.as_gm())
        )
        await self.wait_until_delivered()
        (image,) = await self.services.gallery.unchecked_of_request(submitted.request.id)
        return image

    async def post_button(self, button: discord.ui.Button[Any]) -> discord.Message:
        """Have the bot post a message with this button."""
        return await self.client.get_partial_messageable(self.channel.id).send("A button:", view=make_view(button))

    def refetch(self, message: AnyMessage) -> discord.Message:
        """Return a message as it is now."""
        return to_discord_message(self.env, self.env.backend.get_message(self.channel.id, message.id))

    def is_deleted(self, message: AnyMessage) -> bool:
        """Tell whether a message was deleted."""
        return all(each.id != message.id for each in self.channel.history())

    def image_messages(self) -> list[discord.Message]:
        """Return the messages that show a finished image."""
        return [each for each in self.channel.history() if any("scene:favorite:" in name for name in custom_ids(each))]

    async def wait_until_delivered(self) -> None:
        """Wait until everything that was asked for is painted and delivered."""

        async def busy() -> bool:
            messages = await self.services.deliveries.counts()
            return bool(await self.services.requests.counts() or messages.get("waiting") or messages.get("ready"))

        async with asyncio.timeout(PATIENCE):
            while await busy():  # noqa: ASYNC110  # what is waited for are rows; no event tells of all of them
                await asyncio.sleep(0.005)
        await self.env.settle()

    async def wait_until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true."""
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110  # it may be true of anything, simcord's messages included
                await asyncio.sleep(0.005)

    async def restart(self, options: DiscordOptions | None = None) -> None:
        """Put a fresh bot on the same database."""
        await self.client.background.end()
        self.client = HarnessClient(self.services, options or self.client.options)
        await self.env.restart_bot(self.client)
        self.start_jobs()
        await asyncio.sleep(0)

    def start_jobs(self) -> None:
        """Start the bot's own loops, with simcord's clock and its way to answer interactions."""
        with self.env.time_context():
            self.client.background.start_jobs()


def answer(result: InteractionResult) -> ResponseMessage:
    """Return the message that an interaction was answered with."""
    assert result.response is not None
    return result.response


def private_answer(result: InteractionResult) -> str:
    """Return the sentence that an interaction was answered with, seen by its user alone."""
    message = answer(result)
    assert message.ephemeral
    assert not message.attachments
    return message.content


def image_id(message: AnyMessage) -> str:
    """Return the id of the image that a message shows."""
    return next(each for each in custom_ids(message) if each.startswith("scene:favorite:")).rpartition(":")[2]


def custom_ids(message: AnyMessage) -> list[str]:
    """Return the custom_ids of a message's buttons and menus; a link has none."""
    return [button["custom_id"] for button in buttons(message) if "custom_id" in button]


def buttons(message: AnyMessage) -> list[dict[str, Any]]:
    """Return a message's buttons as Discord keeps them."""
    rows: list[Any] = [each if isinstance(each, dict) else each.to_dict() for each in message.components]
    return [button for each in rows for button in each["components"]]


def disabled(message: AnyMessage) -> dict[str, bool]:
    """Tell of each button whether it is disabled."""
    return {button["label"]: button.get("disabled", False) for button in buttons(message) if "label" in button}


def fields(message: AnyMessage) -> dict[str, str | None]:
    """Return the fields of a message's embed."""
    return {field.name or "": field.value for field in message.embeds[0].fields}


def footer(message: AnyMessage) -> str | None:
    """Return what stands below a message's embed."""
    return message.embeds[0].footer.text


def stars(message: AnyMessage) -> int:
    """Return how many stars a message shows."""
    return int((fields(message).get("Stars") or f"{STAR} 0").split()[1])
