"""Where interactions come in: commands through a tree, buttons, select menus and forms through one dispatcher.

A custom_id alone says which handler is called with what. Nothing is kept in memory, so that a message or a form from
before a restart is answered after it.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, SupportsIndex, TypeVar, overload

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui.components import PRESS, select_custom_id
from cogs.ui.forms import FormInput, read_form
from cogs.ui.replies.in_time import answering_in_time, completing_in_time
from cogs.ui.replies.menu_reset import reset_menu
from cogs.ui.replies.replies import reply_privately, report_error
from generation.errors import NotFoundError
from generation.i18n import N_, _, speak, speaking

log = logging.getLogger(__name__)

#: Called with the ids that follow the verb; that of a select with the chosen values, that of a form with its input.
ButtonHandler = Callable[[discord.Interaction[Any], list[str]], Awaitable[None]]
SelectHandler = Callable[[discord.Interaction[Any], list[str], list[str]], Awaitable[None]]
FormHandler = Callable[[discord.Interaction[Any], list[str], FormInput], Awaitable[None]]
Handler = TypeVar("Handler")

_CUSTOM_ID = re.compile(r"scene:(?P<select>select-)?(?P<verb>[a-z]+)(?P<ids>(?::[A-Za-z0-9_-]+)*)")
_TYPES = frozenset({discord.InteractionType.component, discord.InteractionType.modal_submit})


_OTHER_VERSION = N_("This is from another version of the bot. Open it again.")


class Given(list[str]):
    """The ids of a custom_id, or the values chosen in a menu; who asks for one that is not there refuses the user.

    Whatever arrives here may be of another version, or made by hand.
    """

    @overload
    def __getitem__(self, index: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> str | list[str]:
        """Return one, or some.

        Raises:
            NotFoundError: there is no such one.

        """
        try:
            return super().__getitem__(index)
        except IndexError:
            raise NotFoundError(_(_OTHER_VERSION)) from None


@dataclass(frozen=True, slots=True)
class Handlers:
    """What a feature answers to: its handlers by the verb of their custom_id."""

    buttons: Mapping[str, ButtonHandler] = field(default_factory=dict)
    selects: Mapping[str, SelectHandler] = field(default_factory=dict)
    forms: Mapping[str, FormHandler] = field(default_factory=dict)


class Dispatcher(commands.Cog):
    """Call the handler of whatever was pressed, chosen or sent off."""

    def __init__(self) -> None:
        self._buttons: dict[str, ButtonHandler] = {}
        self._selects: dict[str, SelectHandler] = {}
        self._forms: dict[str, FormHandler] = {}

    def register(self, handlers: Handlers) -> None:
        """Add a feature's handlers.

        Raises:
            ValueError: one of its verbs has a handler already.

        """
        _add(self._buttons, handlers.buttons)
        _add(self._selects, handlers.selects)
        _add(self._forms, handlers.forms)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a button, a select menu or a form; an error reaches the user as a sentence."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if interaction.type not in _TYPES or not custom_id.startswith("scene:"):
            return
        with speaking(interaction.locale):
            try:
                async with answering_in_time(interaction):
                    await self._handle(interaction, custom_id, data)
            except Exception as error:  # noqa: BLE001  # whatever it is, the user is told
                await report_error(interaction, error)
        if custom_id.startswith(select_custom_id("")):
            await reset_menu(interaction)

    async def _handle(self, interaction: discord.Interaction[Any], custom_id: str, data: dict[str, Any]) -> None:
        match = _CUSTOM_ID.fullmatch(custom_id)
        verb, ids = (match["verb"], _ids(match)) if match else ("", Given())
        if interaction.type is discord.InteractionType.modal_submit:
            if (handle_form := self._forms.get(verb)) is None:
                raise NotFoundError(_("This form is from another version of the bot. Open it again."))
            await handle_form(interaction, ids, read_form(data))
        elif match and match["select"]:
            values = Given(map(str, data.get("values", ())))
            if verb == PRESS:
                # A menu of buttons: its options are their custom_ids.
                await self._press(interaction, _CUSTOM_ID.fullmatch(values[0]))
                return
            if (handle_select := self._selects.get(verb)) is None:
                raise NotFoundError(_("This menu is from another version of the bot. Open it again."))
            await handle_select(interaction, ids, values)
        else:
            await self._press(interaction, match)

    async def _press(self, interaction: discord.Interaction[Any], match: re.Match[str] | None) -> None:
        handle = self._buttons.get(match["verb"]) if match and not match["select"] else None
        if match is None or handle is None:
            raise NotFoundError(_("This button is from another version of the bot. Use /image gallery instead."))
        await handle(interaction, _ids(match))


def _ids(match: re.Match[str]) -> Given:
    return Given(each for each in match["ids"].split(":") if each)


def _add(known: dict[str, Handler], new: Mapping[str, Handler]) -> None:
    if doubles := known.keys() & new.keys():
        raise ValueError(f"two handlers for the same custom_id: {', '.join(sorted(doubles))}")
    known |= new


class SceneTree(app_commands.CommandTree[Any]):
    """A command tree that speaks the user's language and whose errors reach the user as a sentence."""

    async def _call(self, interaction: discord.Interaction[Any]) -> None:
        """Run a command, or complete what is typed, in time: the one door that discord.py has for both.

        It gives each a task of its own, which speaks to its user.
        """
        speak(interaction.locale)
        if interaction.type is not discord.InteractionType.autocomplete:
            async with answering_in_time(interaction):
                await super()._call(interaction)
            return
        async with completing_in_time(interaction):
            await super()._call(interaction)

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Explain an error of a slash command."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            log.warning("Discord knows another version of the commands: %s", error)
            text = _("This command has just changed. Wait a minute, reload Discord, and try again.")
            await reply_privately(interaction, text)
            return
        await report_error(interaction, getattr(error, "original", error))
