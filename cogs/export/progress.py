"""An export's answer on Discord: it tells how far it is, and ends with the files, whatever happens meanwhile.

Only the interaction that asked for it reaches the answer, for fifteen minutes and in this process; then, and after a
restart, the files come as a direct message.
"""

import io
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.bot import SceneBot
from cogs.export.messages import export_embed, export_view
from cogs.ui.replies.answer import DISCORD_ERRORS
from cogs.ui.replies.replies import edit_answer, follow_up, reply
from generation.clock import monotonic
from generation.errors import RefusedError
from generation.events import ChangedElsewhere, Event, ExportChanged
from generation.i18n import speaking
from generation.log_codes import person_code
from storage.errors import SceneError
from storage.exports import DONE, Export

log = logging.getLogger(__name__)

#: Discord slows down who edits more often.
SECONDS_BETWEEN = 1.5
#: Discord's bound of files in a message.
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export was asked for: it stands in its row, so that it is answered after a restart, too."""

    guild_id: int
    locale: str
    #: The largest file that Discord takes there, in bytes.
    most_bytes: int

    def write(self) -> str:
        """Return it as a text."""
        return json.dumps([self.guild_id, self.locale, self.most_bytes])

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what `write` has written."""
        return cls(*json.loads(text))


class ExportAnswers:
    """Tell of exports until they are over."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._exports = bot.services.exports
        self._asked: dict[str, discord.Interaction[Any]] = {}
        self._edited: dict[str, float] = {}

    def follow(self, export: Export, interaction: discord.Interaction[Any]) -> None:
        """Edit the answer of an interaction as its export goes on."""
        self._asked[export.id] = interaction

    async def run(self) -> None:
        """Tell what goes on, and what was over before this began."""
        with self._bot.services.events.subscribe(_is_wanted) as events:
            await self._tell_ends()
            async for event in events:
                if isinstance(event, ExportChanged) and event.export_id in self._asked:
                    await self._tell_progress(event.export_id)
                await self._tell_ends()

    async def _tell_progress(self, export_id: str) -> None:
        export = await self._exports.unchecked(export_id)
        if export is None:
            # It was cancelled: of that nobody is told any more.
            self._asked.pop(export_id, None)
            self._edited.pop(export_id, None)
            return
        if export.is_over or monotonic() - self._edited.get(export_id, 0.0) < SECONDS_BETWEEN:
            return
        self._edited[export_id] = monotonic()
        await self._edit(export, self._asked[export_id])

    async def _edit(self, export: Export, interaction: discord.Interaction[Any], **more: Any) -> bool:  # noqa: ANN401  # discord.py's own keywords
        try:
            with speaking(interaction.locale):
                edited = await edit_answer(
                    interaction, embed=more.pop("embed", None) or export_embed(export), view=export_view(export), **more
                )
        except DISCORD_ERRORS as error:
            log.info("the answer of export %s could not be edited: %s", export.id, error)
            return False
        return edited is not None

    async def _tell_ends(self) -> None:
        for export in await self._exports.to_tell():
            place = Place.read(export.reply or "")
            if place.guild_id and self._bot.get_guild(place.guild_id) is None:
                # Another process is there.
                continue
            try:
                await self._tell_end(export, place)
            except (SceneError, *DISCORD_ERRORS) as error:
                log.warning("export %s could not be handed over: %s", export.id, error)

    async def _tell_end(self, export: Export, place: Place) -> None:
        interaction = self._asked.pop(export.id, None)
        self._edited.pop(export.id, None)
        # Before it is sent: what comes twice is worse than to press the button.
        if not await self._exports.told(export.id):
            return
        if export.secrets and not await self._still_leads(export):
            log.info("export %s holds secrets, and its person is not the GM any more", export.id)
            return
        if interaction is not None and not interaction.is_expired():
            with speaking(interaction.locale):
                if await self._hand_over(export, interaction, place.most_bytes):
                    return
        await self._send_directly(export, place)

    async def _still_leads(self, export: Export) -> bool:
        try:
            return (await self._bot.services.membership.admit(export.session_id, export.user_id)).sees_secrets
        except RefusedError:
            return False

    async def _hand_over(self, export: Export, interaction: discord.Interaction[Any], most_bytes: int) -> bool:
        """Let the answer end with the files; what does not fit into it follows."""
        embed, (first, *rest) = self._messages(export, most_bytes)
        if not await self._edit(export, interaction, embed=embed, attachments=await self._files(export, first)):
            return False
        for numbers in rest:
            await follow_up(interaction, files=await self._files(export, numbers))
        return True

    async def send(self, export: Export, interaction: discord.Interaction[Any]) -> None:
        """Send an export's files to who asks for them again.

        Raises:
            discord.HTTPException: Discord does not take them.
            StorageError: they are not there any more.

        """
        embed, (first, *rest) = self._messages(export, interaction.filesize_limit)
        await reply(interaction, embed=embed, files=await self._files(export, first), ephemeral=True)
        for numbers in rest:
            await follow_up(interaction, files=await self._files(export, numbers))

    async def _send_directly(self, export: Export, place: Place) -> None:
        # In a private chat Discord takes no more than it does where nobody pays for more.
        most_bytes = min(place.most_bytes, discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES)
        with speaking(place.locale):
            embed, (first, *rest) = self._messages(export, most_bytes)
        try:
            user = await self._bot.fetch_user(int(export.user_id))
            channel = user.dm_channel or await user.create_dm()
            await channel.send(embed=embed, files=await self._files(export, first))
            for numbers in rest:
                await channel.send(files=await self._files(export, numbers))
        except discord.Forbidden:
            log.info(
                "user %s takes no direct messages; export %s is on the page", person_code(export.user_id), export.id
            )

    def _messages(self, export: Export, most_bytes: int) -> tuple[discord.Embed, list[list[int]]]:
        """Return what is said of an export, and its files' numbers by messages; without files there is one message."""
        if export.state != DONE:
            return export_embed(export), [[]]
        if any(file.bytes > most_bytes for file in export.files):
            links = [self._exports.link(export, number) for number in range(len(export.files))]
            return export_embed(export, [link for link in links if link]), [[]]
        return export_embed(export), in_messages([file.bytes for file in export.files], most_bytes) or [[]]

    async def _files(self, export: Export, numbers: Sequence[int]) -> list[discord.File]:
        """Load the files of one message: those of all are more than there is memory for."""
        files = [self._exports.file_of(export, number) for number in numbers]
        return [discord.File(io.BytesIO(await self._exports.data_of(file)), file.name) for file in files]


def in_messages(sizes: Sequence[int], most_bytes: int) -> list[list[int]]:
    """Return the numbers of files by messages: of as many bytes in all as one file may have, and ten files at most."""
    messages, room = list[list[int]](), 0
    for number, size in enumerate(sizes):
        if not messages or size > room or len(messages[-1]) == MOST_FILES:
            messages.append([])
            room = most_bytes
        messages[-1].append(number)
        room -= size
    return messages


def _is_wanted(event: Event) -> bool:
    return isinstance(event, ExportChanged | ChangedElsewhere)
