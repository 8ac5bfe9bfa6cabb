"""A table's channel on the fake Discord: ask for pictures there and read what the bot has posted."""

import re
from dataclasses import dataclass

from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message, Upload

PAINTED = 20.0


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel in which a test asks for pictures."""

    discord: FakeDiscord

    async def generate(self, description: str, **options: str | int | Upload) -> Message:
        """Ask for a picture and return its placeholder."""
        asked = await self.asked(description, **options)
        assert asked.response is not None
        return asked.response

    async def asked(self, description: str, **options: str | int | Upload) -> Interaction:
        return await self.discord.slash("image generate", {"description": description, "size": "512x512", **options})

    async def painted(self, message: Message) -> Message:
        """Wait until a picture hangs in its placeholder's place."""
        await self.discord.until(lambda: verbs(message) & {"favorite", "retry", "via"}, within=PAINTED)
        assert "favorite" in verbs(message), message.embeds
        return message

    async def refused(self, message: Message) -> dict[str, str]:
        """Wait until the placeholder says why there is no picture, and return what it says."""
        await self.discord.until(lambda: message.embeds[0].get("title") == "No picture this time", within=PAINTED)
        return fields(message)

    async def picture(self, description: str, **options: str | int | Upload) -> Message:
        """Have a picture painted."""
        return await self.painted(await self.generate(description, **options))

    async def press(self, message: Message, verb: str, label: str = "") -> Interaction:
        """Press the button with this verb, and this label if there are several."""
        buttons = [message.component(custom_id) or {} for custom_id in message.custom_ids if f":{verb}:" in custom_id]
        button = next(each for each in buttons if label in (each.get("label") or ""))
        return await self.discord.click(message.id, button["custom_id"])


def verbs(message: Message) -> set[str]:
    return {custom_id.split(":")[1] for custom_id in message.custom_ids}


def labels(message: Message) -> list[str]:
    components = [message.component(custom_id) or {} for custom_id in message.custom_ids]
    return [component.get("label") or "" for component in components]


def fields(message: Message) -> dict[str, str]:
    return {field["name"]: field["value"] for field in message.embeds[0]["fields"]}


def notes(message: Message) -> list[str]:
    return [field["value"] for field in message.embeds[0]["fields"] if field["name"] == "Note"]


def assert_clean(bot: BotProcess) -> None:
    """No traceback, no error: whatever the providers did, it was foreseen."""
    assert "Traceback" not in bot.log, bot.tail
    assert not re.search(r" (ERROR|CRITICAL) ", bot.log), bot.tail
