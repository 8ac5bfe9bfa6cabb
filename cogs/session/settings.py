"""The settings of a session, as its GM changes them: one private message whose menus and forms outlive a restart."""

import contextlib
import math
from collections.abc import Sequence
from typing import Any

import discord

from cogs.actors import check_bot_permissions_in, enter_session
from cogs.bot import SceneBot
from cogs.session.embeds import ACTIONS, APPROVAL, CATEGORY_NAMES, FAVORITES, WHO, action_title, settings_embed
from cogs.ui.components import MAX_OPTIONS, Option, button, channel_select, in_rows, make_view, role_select, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.mentions import name_mentions
from cogs.ui.replies.replies import edit_message, open_form, reply
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.moderation.verdict import CATEGORIES
from generation.sessions.admin import LONGEST_LINE, LONGEST_WORD, SEXUAL, words_of
from generation.sessions.permissions import Actor
from generation.sessions.settings import ROLE, SessionSettings

#: What stands for nothing where a menu needs a value.
NONE = "none"
_ON, _OFF = "on", "off"
#: The form may have been opened by an earlier version, and is sent to this one: an answer missed would be one emptied.
PREMISE_FIELD = "campaign"

TOPICS = (
    Option("who", N_("Who may have pictures painted")),
    Option("approval", N_("Who sees descriptions first")),
    Option("review", N_("Where the GM is asked")),
    Option("favorites", N_("Who may give stars")),
    Option("style", N_("The style that everything is painted in")),
    Option("provider", N_("Default provider")),
    Option("spoilers", N_("Spoilers")),
    Option("files", N_("Descriptions in picture files")),
)
#: The topics that are set by what was chosen alone, with the names they bear in the settings.
_SETTING_NAMES = {"approval": "approval", "favorites": "favorites", "style": "style_lock", "provider": "provider"}
_SWITCHES = {"spoilers": "spoilers", "files": "embed_prompt"}


class SettingsActions:
    """Show a session's settings to its GM, and change them."""

    def __init__(self, bot: SceneBot) -> None:
        self._bot = bot
        self._services = bot.services

    def handlers(self) -> Handlers:
        """Return what the menus, buttons and forms of the settings do."""
        return Handlers(
            buttons={
                "setlimits": self._open_limits_form,
                "setwords": self._open_words_form,
                "setcontents": self._open_contents_form,
                "settable": self._open_premise_form,
            },
            selects={
                "topic": self._open_topic,
                "set": self._set_value,
                "setrole": self._set_role,
                "review": self._set_review_channel,
            },
            forms={
                "setlimits": self._set_limits,
                "setwords": self._set_words,
                "setcontents": self._set_contents,
                "settable": self._set_premise,
            },
        )

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the settings, for the GM's eyes.

        Raises:
            NotAllowedError: somebody else asks.

        """
        actor = await self._enter_as_gm(interaction)
        settings = await self._services.admin.settings(actor.session_id)
        await reply(interaction, embed=settings_embed(settings), view=await self._view(actor, settings), ephemeral=True)

    async def _enter_as_gm(self, interaction: discord.Interaction[Any]) -> Actor:
        actor = await enter_session(interaction)
        self._services.access.require_gm(actor, _("Only the GM may change this session's settings."))
        return actor

    async def _view(
        self, actor: Actor, settings: SessionSettings, topic: str | None = None, *, asks_role: bool = False
    ) -> discord.ui.View:
        """Return the menus and buttons, with the menu of the topic that was opened."""
        topics = [Option(each.value, _(each.label), chosen=each.value == topic) for each in TOPICS]
        menu: discord.ui.Item[Any] | None = None
        if asks_role:
            menu = role_select("setrole", hint=_("Which role may have pictures painted"))
        elif topic == "review":
            menu = channel_select("review", hint=_("A channel that only GMs read; none: by direct message"))
        elif topic is not None:
            menu = select("set", topic, options=await self._options(actor, settings, topic))
        rows: list[list[discord.ui.Item[Any]]] = [
            [select("topic", options=topics, hint=_("What to change"))],
            [menu] if menu else [],
            [
                button("setlimits", label=_("Limits")),
                button("setwords", label=_("Lines and veils")),
                button("setcontents", label=_("Content")),
                button("settable", label=_("Setting and premise")),
            ],
        ]
        return make_view(*in_rows(rows))

    async def _options(self, actor: Actor, settings: SessionSettings, topic: str) -> Sequence[Option]:
        """Return what can be chosen of a topic, with what holds now."""
        if topic in _SWITCHES:
            now = _ON if getattr(settings, _SWITCHES[topic]) else _OFF
            return _options({_ON: N_("On"), _OFF: N_("Off")}, now)
        if topic == "style":
            all_styles = await self._services.styles.all(actor.session_id)
            styles = {name: each.style.name for name, each in list(all_styles.items())[:24]}
            return _options({NONE: N_("Everybody chooses"), **styles}, settings.style_lock or NONE)
        if topic == "provider":
            known = await self._services.guild_providers.of_session(actor.session_id)
            offers = known.offers_for_menu(MAX_OPTIONS - 1, settings.provider)
            providers = {each.reference: each.title for each in offers}
            return _options({NONE: N_("The bot's default"), **providers}, settings.provider or NONE)
        choices = {"who": WHO, "approval": APPROVAL, "favorites": FAVORITES}
        if topic not in choices:
            raise RefusedError(_("There is no such setting. Open the settings again."))
        return _options(choices[topic], getattr(settings, topic))

    async def _open_topic(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        actor = await self._enter_as_gm(interaction)
        settings = await self._services.admin.settings(actor.session_id)
        await edit_message(
            interaction, embed=settings_embed(settings), view=await self._view(actor, settings, values[0])
        )

    async def _set_value(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Set what a menu says; who asks by role is asked for the role next."""
        actor = await self._enter_as_gm(interaction)
        topic, value = ids[0], values[0]
        if topic == "who" and value == ROLE:
            settings = await self._services.admin.settings(actor.session_id)
            view = await self._view(actor, settings, topic, asks_role=True)
            await edit_message(interaction, embed=settings_embed(settings), view=view)
            return
        if topic == "who":
            await self._change(interaction, actor, topic, who=value, role_id=None)
        elif topic in _SWITCHES:
            await self._change(interaction, actor, topic, **{_SWITCHES[topic]: value == _ON})
        elif topic in _SETTING_NAMES:
            await self._change(interaction, actor, topic, **{_SETTING_NAMES[topic]: None if value == NONE else value})
        else:
            raise RefusedError(_("There is no such setting. Open the settings again."))

    async def _set_role(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        await self._change(interaction, await self._enter_as_gm(interaction), "who", who=ROLE, role_id=values[0])

    async def _set_review_channel(
        self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]
    ) -> None:
        """Take a channel for reviews if the bot can post there."""
        actor = await self._enter_as_gm(interaction)
        channel = values[0] if values else None
        if channel is not None:
            check_bot_permissions_in(self._bot, channel)
        await self._change(interaction, actor, "review", review_channel=channel)

    async def _change(
        self,
        interaction: discord.Interaction[Any],
        actor: Actor,
        topic: str | None = None,
        **changes: Any,  # noqa: ANN401  # each setting has its own type
    ) -> None:
        settings = await self._services.admin.change(actor, **changes)
        await edit_message(interaction, embed=settings_embed(settings), view=await self._view(actor, settings, topic))

    async def _open_limits_form(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        settings = await self._services.admin.settings((await self._enter_as_gm(interaction)).session_id)
        hourly = "" if settings.hourly_limit is None else str(settings.hourly_limit)
        budget = "" if settings.daily_budget is None else f"{settings.daily_budget:g}"
        retention = "" if settings.retention is None else str(settings.retention)
        fields = [
            TextField(
                "hourly", _("Pictures per person and hour (0: no limit)"), hourly, _("Empty: the operator's limit")
            ),
            TextField(
                "budget", _("US dollars per day (0: free providers only)"), budget, _("Empty: the operator's limit")
            ),
            TextField(
                "retention", _("Days until pictures without a star go"), retention, _("Empty: the operator's limit")
            ),
        ]
        await open_form(interaction, form("setlimits", title=_("Limits"), fields=fields))

    async def _set_limits(self, interaction: discord.Interaction[Any], _ids: list[str], filled: FormInput) -> None:
        hourly, budget = _number(filled.text("hourly")), _number(filled.text("budget"))
        retention = _number(filled.text("retention"))
        if hourly is not None and hourly != int(hourly):
            raise RefusedError(_("The hourly limit is a whole number."))
        if retention is not None and retention != int(retention):
            raise RefusedError(_("Days are a whole number."))
        await self._change(
            interaction,
            await self._enter_as_gm(interaction),
            hourly_limit=None if hourly is None else int(hourly),
            daily_budget=budget,
            retention=None if retention is None else int(retention),
        )

    async def _open_words_form(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        settings = await self._services.admin.settings((await self._enter_as_gm(interaction)).session_id)
        fields = [
            TextField("lines", _("Lines: never painted, one per row"), "\n".join(settings.lines), multiline=True),
            TextField("veils", _("Veils: only hinted at, one per row"), "\n".join(settings.veils), multiline=True),
        ]
        await open_form(interaction, form("setwords", title=_("Lines and veils"), fields=fields))

    async def _set_words(self, interaction: discord.Interaction[Any], _ids: list[str], filled: FormInput) -> None:
        lines, veils = words_of(filled.text("lines")), words_of(filled.text("veils"))
        await self._change(interaction, await self._enter_as_gm(interaction), lines=lines, veils=veils)

    async def _open_contents_form(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        actor = await self._enter_as_gm(interaction)
        session = await self._services.sessions.get(actor.session_id)
        settings = await self._services.admin.settings(actor.session_id)
        fields = []
        for name, usual in CATEGORIES.items():
            now = settings.actions.get(name, usual.name.lower())
            fixed = name == SEXUAL and not (session and session.mature)
            actions = {each: action_title(each, settings) for each in ACTIONS}
            if fixed:
                actions = {"block": N_("Refuse: this channel is not age-restricted")}
            fields.append(ChoiceField(name, _(CATEGORY_NAMES[name]), _options(actions, "block" if fixed else now)))
        await open_form(interaction, form("setcontents", title=_("Content"), fields=fields))

    async def _set_contents(self, interaction: discord.Interaction[Any], _ids: list[str], filled: FormInput) -> None:
        """Keep what differs from the usual; what was left empty is as usual."""
        chosen = {name: filled.choice(name) for name in CATEGORIES}
        actions = {
            name: action for name, action in chosen.items() if action and action != CATEGORIES[name].name.lower()
        }
        await self._change(interaction, await self._enter_as_gm(interaction), actions=actions)

    async def _open_premise_form(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        settings = await self._services.admin.settings((await self._enter_as_gm(interaction)).session_id)
        fields = [
            TextField(
                "setting",
                _("Where the campaign is set"),
                settings.setting,
                _("For example: Seattle"),
                max_length=LONGEST_WORD,
            ),
            TextField(
                PREMISE_FIELD,
                _("What the campaign is about, in one line"),
                settings.premise,
                multiline=True,
                max_length=LONGEST_LINE,
            ),
        ]
        await open_form(interaction, form("settable", title=_("Setting and premise"), fields=fields))

    async def _set_premise(self, interaction: discord.Interaction[Any], _ids: list[str], filled: FormInput) -> None:
        texts = {
            name: await name_mentions(interaction, filled.text(field))
            for name, field in (("setting", "setting"), ("premise", PREMISE_FIELD))
        }
        await self._change(interaction, await self._enter_as_gm(interaction), **texts)


def _options(labels: dict[str, str], chosen: str) -> list[Option]:
    return [Option(value, _(label), chosen=value == chosen) for value, label in labels.items()]


def _number(text: str) -> float | None:
    """Read an amount as people type it; nothing typed is None.

    Raises:
        RefusedError: it is no number.

    """
    plain = text.replace("$", "").replace(",", ".").strip()
    if not plain:
        return None
    with contextlib.suppress(ValueError):
        if math.isfinite(number := float(plain)):
            return number
    raise RefusedError(
        _("“{text}” is not a number. Give one such as 20 or 2.50, or leave it empty.").format(text=text[:20])
    )
