"""Forms that live in their custom_id, as the buttons do: one that was opened before a restart is taken after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord.ext import commands

from cogs.bot import SceneBot, bot_of
from cogs.ui.locales import privately
from cogs.ui.replies import report_error
from generation.errors import NotFoundError
from generation.i18n import _

#: Discord's bounds: parts of a form, options of a choice.
MOST_PARTS, MOST_OPTIONS = 5, 25
_CUSTOM_ID = re.compile(r"scene:(?P<verb>[a-z]+)(?P<ids>(?::[A-Za-z0-9_-]+)*)")


@dataclass(frozen=True, slots=True)
class Field:
    """A text to be typed."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    long: bool = False
    longest: int = 4000

    def item(self) -> discord.ui.Item[Any]:
        """Return it as Discord's component."""
        style = discord.TextStyle.paragraph if self.long else discord.TextStyle.short
        return discord.ui.TextInput(
            custom_id=self.name,
            default=self.value[: self.longest] or None,
            placeholder=self.hint[:100] or None,
            required=self.required,
            style=style,
            max_length=self.longest,
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that can be chosen."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False

    def option(self) -> discord.SelectOption:
        """Return it as Discord's option."""
        return discord.SelectOption(
            label=self.label[:100],
            value=self.value,
            description=self.description[:100] or None,
            default=self.chosen,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to be chosen from a list; `most` of them at once."""

    name: str
    label: str
    options: Sequence[Option]
    hint: str = ""
    required: bool = False
    most: int = 1

    def item(self) -> discord.ui.Item[Any]:
        """Return it as Discord's component."""
        options = [option.option() for option in self.options[:MOST_OPTIONS]]
        return discord.ui.Select(
            custom_id=self.name,
            placeholder=self.hint[:150] or None,
            options=options,
            required=self.required,
            min_values=1 if self.required else 0,
            max_values=min(self.most, len(options)),
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back: texts by their names, and chosen values by theirs."""

    texts: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was typed, without white space around it."""
        return self.texts.get(name, "").strip()

    def choice(self, name: str) -> str | None:
        """Return what was chosen, if anything was."""
        return next(iter(self.chosen.get(name, [])), None)


def form(verb: str, *ids: str, title: str, parts: Sequence[Field | Choice]) -> discord.ui.Modal:
    """Return a form of a verb in `SceneBot.forms`; discord.py does not keep it, the custom_id says all."""
    modal = discord.ui.Modal(title=title[:45], custom_id=":".join(("scene", verb, *ids)), timeout=None)
    for part in parts[:MOST_PARTS]:
        modal.add_item(discord.ui.Label(text=part.label[:45], component=part.item()))
    modal.stop()
    return modal


def filled(data: dict[str, Any]) -> Filled:
    """Read what Discord sends when a form is sent off."""
    found = Filled()
    for label in data.get("components", ()):
        part: dict[str, Any] = label.get("component") or next(iter(label.get("components", ())), {})
        if "values" in part:
            found.chosen[part["custom_id"]] = [str(value) for value in part["values"]]
        elif "custom_id" in part:
            found.texts[part["custom_id"]] = str(part.get("value") or "")
    return found


class FormsCog(commands.Cog):
    """Take forms that are sent off."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a form's verb says; an error reaches the user as a sentence."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if interaction.type is not discord.InteractionType.modal_submit or not custom_id.startswith("scene:"):
            return
        known = _CUSTOM_ID.fullmatch(custom_id)
        with privately(interaction):
            try:
                take = bot_of(interaction).forms.get(known["verb"]) if known else None
                if known is None or take is None:
                    raise NotFoundError(_("This form is from another version of the bot. Open it anew."))
                await take(interaction, [part for part in known["ids"].split(":") if part], filled(data))
            except Exception as error:  # noqa: BLE001  # whatever it is, the user is told
                await report_error(interaction, error)
