"""Forms (Discord's modals) that live in their custom_id, as buttons do: `scene:<verb>:<id>…`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from cogs.ui.components import MAX_OPTIONS, Option, make_custom_id

#: Discord's bound.
MAX_FIELDS = 5


@dataclass(frozen=True, slots=True)
class TextField:
    """A text to be typed."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    multiline: bool = False
    max_length: int = 4000

    def to_discord(self) -> discord.ui.Item[Any]:
        """Return it as Discord's component."""
        style = discord.TextStyle.paragraph if self.multiline else discord.TextStyle.short
        return discord.ui.TextInput(
            custom_id=self.name,
            default=self.value[: self.max_length] or None,
            placeholder=self.hint[:100] or None,
            required=self.required,
            style=style,
            max_length=self.max_length,
        )


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """Something to be chosen from a list; `max_values` of them at once."""

    name: str
    label: str
    options: Sequence[Option]
    hint: str = ""
    required: bool = False
    max_values: int = 1

    def to_discord(self) -> discord.ui.Item[Any]:
        """Return it as Discord's component."""
        options = [option.to_discord() for option in self.options[:MAX_OPTIONS]]
        return discord.ui.Select(
            custom_id=self.name,
            placeholder=self.hint[:150] or None,
            options=options,
            required=self.required,
            min_values=1 if self.required else 0,
            max_values=min(self.max_values, len(options)),
        )


@dataclass(frozen=True, slots=True)
class FormInput:
    """What was filled in: texts by their fields' names, and chosen values by theirs."""

    texts: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was typed, without white space around it."""
        return self.texts.get(name, "").strip()

    def choice(self, name: str) -> str | None:
        """Return what was chosen, if anything was."""
        return next(iter(self.chosen.get(name, [])), None)


def form(verb: str, *ids: str, title: str, fields: Sequence[TextField | ChoiceField]) -> discord.ui.Modal:
    """Return a form that discord.py does not keep: the custom_id says all."""
    modal = discord.ui.Modal(title=title[:45], custom_id=make_custom_id(verb, *ids), timeout=None)
    for each in fields[:MAX_FIELDS]:
        modal.add_item(discord.ui.Label(text=each.label[:45], component=each.to_discord()))
    modal.stop()
    return modal


def read_form(data: dict[str, Any]) -> FormInput:
    """Read what Discord sends when a form is sent off."""
    filled = FormInput()
    for label in data.get("components", ()):
        component: dict[str, Any] = label.get("component") or next(iter(label.get("components", ())), {})
        if "values" in component:
            filled.chosen[component["custom_id"]] = [str(value) for value in component["values"]]
        elif "custom_id" in component:
            filled.texts[component["custom_id"]] = str(component.get("value") or "")
    return filled
