"""`/session`: open and end a session, say who is what in it, set it up, and give it looks of its own."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.actors import can_manage_channel, channel_language, enter_session
from cogs.bot import SceneBot
from cogs.session.embeds import SessionCounts, info_embed, members_embed
from cogs.session.settings import SettingsActions
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.embeds import NEON, escape_markdown
from cogs.ui.mentions import name_mentions
from cogs.ui.replies.replies import reply, reply_privately
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from generation.styles.catalogue import all_styles

LOCK = "\N{LOCK}"
#: Two lists share the 6000 characters that an answer's embeds may have.
MAX_LIST_CHARACTERS = 2800
_ROLE_GIVEN = {
    GM: N_("{user} is a GM here from now on."),
    PLAYER: N_("{user} is a player here from now on."),
    OBSERVER: N_("{user} is an observer here from now on."),
}


class SessionCog(commands.Cog):
    """What the GM decides of a session."""

    session = app_commands.Group(
        name="session",
        description=N_("This table's session: its styles and its rules"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )
    style = app_commands.Group(name="style", description=N_("This table's own styles"), parent=session)

    def __init__(self, bot: SceneBot, settings: SettingsActions) -> None:
        self._services = bot.services
        self._settings = settings
        self._gm_role = bot.options.gm_role

    @session.command(name="start", description=N_("Open this channel's session, or reopen it; its GM leads it"))
    @app_commands.describe(
        premise=N_("What it is about, in one line; pictures follow it (to share a gallery: /campaign)"),
        setting=N_("Where it is set, for example: Seattle"),
    )
    # What people have typed since the first version; the text is called the premise.
    @app_commands.rename(premise="campaign")
    async def start(
        self,
        interaction: discord.Interaction[Any],
        premise: app_commands.Range[str, 1, 300] | None = None,
        setting: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        """Open the session."""
        actor = await enter_session(interaction)
        if actor.role != GM:
            await self._open_for_owner(interaction, actor, told=bool(premise or setting))
            return
        premise = await name_mentions(interaction, premise) if premise else None
        session = await self._services.admin.start(
            actor, takes_over=can_manage_channel(interaction), premise=premise, setting=setting
        )
        await self._services.recaps.session_started(actor.session_id)
        leader = session.gm_user_id or actor.user_id
        with channel_language(interaction):
            text = _(
                "The session is open, and <@{user}> is its GM. Paint with `/image generate`; the GM sets it up "
                "with `/session settings`."
            ).format(user=leader)
        await reply(interaction, text)

    async def _open_for_owner(self, interaction: discord.Interaction[Any], actor: Actor, *, told: bool) -> None:
        """Say who leads what somebody opens who does not: the server's owner, who can name a GM."""
        owner_id = str(interaction.guild.owner_id) if interaction.guild and interaction.guild.owner_id else None
        await self._services.admin.open_for_owner(actor, owner_id, told=told)
        with channel_language(interaction):
            text = _(
                "The session is open. No GM was seen here yet, so <@{owner}>, who owns this server, leads it. "
                "A GM is whoever has the role “{role}” or may manage this channel; <@{owner}> can name another "
                "one with `/session gm`. Paint with `/image generate`."
            ).format(owner=owner_id, role=self._gm_role)
        await reply(interaction, text)

    @session.command(name="end", description=N_("End this channel's session; its gallery stays (GM)"))
    async def end(self, interaction: discord.Interaction[Any]) -> None:
        """End the session."""
        actor = await enter_session(interaction)
        await self._services.admin.end(actor)
        with channel_language(interaction):
            text = _(
                "The session has ended. Pictures in progress are finished; the gallery stays, under `/image "
                "gallery`. The GM reopens the session with `/session start`."
            )
        await reply(interaction, text)

    @session.command(name="info", description=N_("About this session: its GM, its members, its pictures, its rules"))
    async def info(self, interaction: discord.Interaction[Any]) -> None:
        """Tell of the session, for the user's eyes: a GM is told of secret images, too."""
        actor = await enter_session(interaction)
        session = await self._services.sessions.get(actor.session_id)
        if session is None:
            raise RefusedError(_("There is no session here yet. Open one with /session start."))
        favorites = await self._services.gallery.page(actor, favorites=True)
        counts = SessionCounts(
            await self._services.members.count(actor.session_id),
            session.public_images,
            favorites.total,
            session.secret_images if actor.sees_secrets else None,
        )
        settings = await self._services.admin.settings(actor.session_id)
        leader = await self._services.members.leader(actor.session_id)
        campaign = await self._services.campaigns.of_session(actor.session_id)
        embed = info_embed(session, settings, leader, counts, campaign.name if campaign else None)
        await reply(interaction, embed=embed, ephemeral=True)

    @session.command(
        name="settings", description=N_("Change this session's rules: who may paint, limits, contents (GM)")
    )
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        """Open the settings."""
        await self._settings.open(interaction)

    @session.command(name="members", description=N_("Who is in this session; the GM says who is what"))
    @app_commands.describe(user=N_("Whose role to change (GM)"), role=N_("What they are from now on (GM)"))
    @app_commands.choices(
        role=[
            Choice(name=name, value=role)
            for role, name in ((PLAYER, N_("Player")), (OBSERVER, N_("Observer")), (GM, N_("GM")))
        ]
    )
    async def members(
        self, interaction: discord.Interaction[Any], user: discord.User | None = None, role: str | None = None
    ) -> None:
        """List the members, or give one a role."""
        actor = await enter_session(interaction)
        if (user is None) != (role is None):
            raise RefusedError(
                _("Give both a user and a role to change somebody's role, or neither to see the members.")
            )
        if user is not None and role is not None:
            await self._services.admin.give_role(actor, _user_id(user), role)
            text = _(_ROLE_GIVEN[role]).format(user=user.mention)
            if role != GM:
                text = f"{text} {_('Whoever has the GM role or may manage the channel is still a GM.')}"
            await reply_privately(interaction, text)
            return
        session = await self._services.sessions.get(actor.session_id)
        listed = await self._services.members.members(actor.session_id)
        embed = members_embed(listed, session.gm_user_id if session else None)
        await reply(interaction, embed=embed, ephemeral=True)

    @session.command(name="gm", description=N_("Hand this session over to another GM (GM)"))
    @app_commands.describe(user=N_("Who leads from now on"))
    async def gm(self, interaction: discord.Interaction[Any], user: discord.User) -> None:
        """Hand the session over."""
        actor = await enter_session(interaction)
        await self._services.admin.hand_over(actor, _user_id(user))
        with channel_language(interaction):
            text = _("{user} is this session's GM from now on.").format(user=user.mention)
        await reply(interaction, text)

    @session.command(name="priority", description=N_("Have somebody's pictures painted sooner (GM)"))
    @app_commands.describe(user=N_("Whose pictures"), level=N_("How much sooner, from now on"))
    @app_commands.choices(
        level=[
            Choice(name=name, value=level)
            for level, name in enumerate((N_("As usual"), N_("Sooner"), N_("First")), start=1)
        ]
    )
    async def priority(self, interaction: discord.Interaction[Any], user: discord.User, level: int) -> None:
        """Give somebody another priority in the queue."""
        actor = await enter_session(interaction)
        await self._services.admin.give_priority(actor, _user_id(user), level)
        await reply_privately(
            interaction,
            _("What {user} asks for here has priority {level} of 3 from now on.").format(
                user=user.mention, level=level
            ),
        )

    @style.command(name="add", description=N_("Add a style to this table, or change one of the same name (GM)"))
    @app_commands.describe(
        name=N_("What it is called"),
        look=N_("How its pictures look: light, colours, material, camera"),
        avoid=N_("What such pictures must not have"),
        base=N_("The built-in style whose colours it takes"),
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, 40],
        look: app_commands.Range[str, 1, 500],
        avoid: app_commands.Range[str, 0, 500] = "",
        base: str | None = None,
    ) -> None:
        """Add a style."""
        actor = await enter_session(interaction)
        look = await name_mentions(interaction, look)
        added = await self._services.styles.add(actor, name, look, negative=avoid, base=base)
        await reply_privately(
            interaction,
            _(
                "This table has the style **{name}** now. Use it with `/image generate style:{style}`, or lock "
                "it with `/session style lock`."
            ).format(name=escape_markdown(added.style.name), style=added.style.id),
        )

    @style.command(name="remove", description=N_("Remove one of this table's own styles (GM)"))
    @app_commands.describe(name=N_("Which of them"))
    async def remove(self, interaction: discord.Interaction[Any], name: str) -> None:
        """Remove a style."""
        actor = await enter_session(interaction)
        locked = (await self._services.admin.settings(actor.session_id)).style_lock
        removed = await self._services.styles.remove(actor, name)
        text = _("**{name}** is removed.").format(name=escape_markdown(removed.style.name))
        if removed.style.id == locked:
            text = f"{text} {_('No style is locked any more; everybody chooses.')}"
        await reply_privately(interaction, text)

    @style.command(name="lock", description=N_("Paint everything in one style; without one, let everybody choose (GM)"))
    @app_commands.describe(style=N_("The style; without one everybody chooses"))
    async def lock(self, interaction: discord.Interaction[Any], style: str | None = None) -> None:
        """Lock the campaign's style, or let go of it."""
        actor = await enter_session(interaction)
        chosen = await self._services.styles.find(actor.session_id, style)
        await self._services.admin.change(actor, style_lock=chosen.style.id if chosen else None)
        if chosen is None:
            await reply_privately(interaction, _("No style is locked; everybody chooses."))
            return
        name = escape_markdown(_(chosen.style.name))
        await reply_privately(interaction, _("From now on everything here is painted as **{name}**.").format(name=name))

    @style.command(name="list", description=N_("This table's styles"))
    async def styles(self, interaction: discord.Interaction[Any]) -> None:
        """List the styles, the table's own first."""
        actor = await enter_session(interaction)
        styles = await self._services.styles.all(actor.session_id)
        locked = (await self._services.admin.settings(actor.session_id)).style_lock
        lines = {
            name: f"**{escape_markdown(_(each.style.name))}** (`{name}`): " + escape_markdown(_(each.style.description))
            for name, each in styles.items()
        }
        if locked in lines:
            lines[locked] = _("{lock} locked: {line}").format(lock=LOCK, line=lines[locked])
        own = [line for name, line in lines.items() if name not in all_styles()]
        shipped = [line for name, line in lines.items() if name in all_styles()]
        embeds = [discord.Embed(title=_("Styles for everyone"), description=_fitting_lines(shipped), color=NEON)]
        if own:
            embeds.insert(
                0, discord.Embed(title=_("This table's own styles"), description=_fitting_lines(own), color=NEON)
            )
        await reply(interaction, embeds=embeds, ephemeral=True)

    @remove.autocomplete("name")
    async def _complete_own_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._style_choices(interaction, typed, own=True)

    @lock.autocomplete("style")
    async def _complete_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._style_choices(interaction, typed, own=False)

    @add.autocomplete("base")
    async def _complete_base_style(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return [
            Choice(name=_(style.name), value=style.id)
            for style in all_styles().values()
            if typed.casefold() in f"{style.id} {style.name} {_(style.name)}".casefold()
        ][:25]

    async def _style_choices(
        self, interaction: discord.Interaction[Any], typed: str, *, own: bool
    ) -> list[Choice[str]]:
        styles = await self._services.styles.all(str(interaction.channel_id))
        return [
            Choice(name=_(each.style.name), value=name)
            for name, each in styles.items()
            if typed.casefold() in f"{name} {each.style.name} {_(each.style.name)}".casefold()
            and not (own and name in all_styles())
        ][:25]


def _fitting_lines(lines: list[str]) -> str:
    """Return as many lines as fit, none of them cut."""
    text = ""
    for line in lines:
        if len(text) + len(line) > MAX_LIST_CHARACTERS:
            return text + _("… and more: start typing a name to find them.")
        text += f"{line}\n"
    return text


def _user_id(user: discord.User) -> str:
    """Return the id of a person.

    Raises:
        RefusedError: it is a bot.

    """
    if user.bot:
        raise RefusedError(_("That is a bot; it takes no part in a session."))
    return str(user.id)
