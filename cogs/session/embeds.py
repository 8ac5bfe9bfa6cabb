"""How a session looks: what it is, who is in it, how it is set."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from cogs.ui.embeds import ASH, NEON, escape_markdown, prompt_text
from generation.i18n import N_, _, ngettext
from generation.moderation.verdict import CATEGORIES
from generation.provider_catalogue.titles import provider_title
from generation.sessions.permissions import GM, OBSERVER, PLAYER
from generation.sessions.sessions import ENDED
from generation.sessions.settings import ALL, EVERYONE, FLAGGED, GM_ONLY, OPEN, ROLE, SessionSettings
from storage.members import Member
from storage.records import Session

WHO = {EVERYONE: N_("Everyone"), ROLE: N_("Members with a role"), GM_ONLY: N_("Only the GM")}
APPROVAL = {
    OPEN: N_("Nobody: what is in doubt is painted at once"),
    FLAGGED: N_("The GM, where there is doubt"),
    ALL: N_("The GM, always"),
}
FAVORITES = {EVERYONE: N_("Everyone"), GM_ONLY: N_("Only the GM")}
ACTIONS = {
    "allow": N_("Allow"),
    "soften": N_("Soften"),
    "review": N_("Ask the GM"),
    "block": N_("Refuse"),
}
CATEGORY_NAMES = {
    "sexual": N_("Sexual content"),
    "gore": N_("Gore"),
    "hate": N_("Hate"),
    "self_harm": N_("Self-harm"),
    "real_people": N_("Real people"),
}
_ROLES = {GM: N_("GM"), PLAYER: N_("Player"), OBSERVER: N_("Observer")}
_MAX_MEMBERS = 40


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """What is counted of a session; `secret` is None for whoever may not know of it."""

    members: int
    images: int
    favorites: int
    secret: int | None = None


def info_embed(
    session: Session, settings: SessionSettings, leader: str | None, counts: SessionCounts, campaign: str | None
) -> discord.Embed:
    """Return what everybody may know of a session; `campaign` is the name of the one that it shares with others."""
    ended = session.status == ENDED
    embed = discord.Embed(
        title=prompt_text(_("Session: {name}").format(name=session.name), 256), color=ASH if ended else NEON
    )
    state = _("Ended; the gallery stays") if ended else _("Running")
    embed.add_field(name=_("Status"), value=state)
    embed.add_field(name=_("GM"), value=f"<@{leader}>" if leader else _("Nobody yet: `/session start`"))
    embed.add_field(name=_("Members"), value=str(counts.members))
    embed.add_field(name=_("Pictures"), value=str(counts.images))
    embed.add_field(name=_("Favorites"), value=str(counts.favorites))
    if counts.secret is not None:
        embed.add_field(name=_("Secret pictures"), value=str(counts.secret))
    embed.add_field(name=_("Setting"), value=_text(settings.setting))
    if campaign:
        embed.add_field(name=_("Campaign"), value=escape_markdown(campaign))
    embed.add_field(name=_("Premise"), value=_text(settings.premise), inline=False)
    rules = [
        _("Who may have pictures painted: {who}").format(who=_who(settings)),
        _("Who sees descriptions first: {who}").format(who=_(APPROVAL[settings.approval])),
        _("Style: {style}").format(style=_text(settings.style_lock) if settings.style_lock else _("everybody chooses")),
        _("Lines: {lines}, veils: {veils}").format(lines=len(settings.lines), veils=len(settings.veils)),
    ]
    rules += [_("Every picture is behind a spoiler")] if settings.spoilers else []
    embed.add_field(name=_("Rules"), value="\n".join(rules), inline=False)
    return embed


def settings_embed(settings: SessionSettings) -> discord.Embed:
    """Return all settings, for the GM."""
    embed = discord.Embed(
        title=_("Settings of this session"),
        description=_("Choose what to change. Changes apply at once."),
        color=NEON,
    )
    actions = {name: settings.actions.get(name, usual.name.lower()) for name, usual in CATEGORIES.items()}
    review = f"<#{settings.review_channel}>" if settings.review_channel else _("By direct message to the GM")
    hourly, budget = settings.hourly_limit, settings.daily_budget
    shown = {
        _("Who may have pictures painted"): _who(settings),
        _("Who sees descriptions first"): _(APPROVAL[settings.approval]),
        _("Where the GM is asked"): review,
        _("Who may give stars"): _(FAVORITES[settings.favorites]),
        _("Style"): _text(settings.style_lock) if settings.style_lock else _("Everybody chooses"),
        _("Default provider"): provider_title(settings.provider) if settings.provider else _("The bot's default"),
        _("Pictures per person and hour"): _("The operator's limit")
        if hourly is None
        else str(hourly or _("no limit")),
        _("Budget per day"): _("The operator's limit") if budget is None else f"${budget:.2f}",
        _("Pictures without a star"): _retention(settings.retention),
        _("Spoilers"): _("Every picture is behind a spoiler") if settings.spoilers else _("Off"),
        _("Descriptions in picture files"): _("Yes") if settings.embed_prompt else _("No"),
        _("Setting"): _text(settings.setting),
        _("Premise"): _text(settings.premise),
        _("Content"): "\n".join(
            [
                *(f"{_(CATEGORY_NAMES[name])}: {action_title(each, settings)}" for name, each in actions.items()),
                _("Whoever could be a minor or a real person in something sexual: {action}").format(
                    action=_(ACTIONS["review"])
                ),
            ]
        ),
        _("Lines, never painted"): _words(settings.lines),
        _("Veils, only hinted at"): _words(settings.veils),
    }
    for name, value in shown.items():
        embed.add_field(name=name, value=value, inline=len(value) < 40)
    return embed


def _retention(days: int | None) -> str:
    if days is None:
        return _("Kept")
    return ngettext("Deleted for good after {count} day", "Deleted for good after {count} days", days).format(
        count=days
    )


def action_title(action: str, settings: SessionSettings) -> str:
    """Return what is done with a category, as shown: to ask the GM comes to nothing where nobody sees descriptions."""
    if action == "review" and settings.approval == OPEN:
        return _("Ask the GM (now off: painted at once)")
    return _(ACTIONS[action])


def members_embed(members: Sequence[Member], gm_user_id: str | None) -> discord.Embed:
    """Return who is in a session, as what."""
    lines = []
    for member in members[:_MAX_MEMBERS]:
        leads = member.user_id == gm_user_id
        role = _("GM of this session") if leads else _(_ROLES.get(member.role, member.role))
        priority = [_("priority {level}").format(level=member.priority)] if member.priority > 1 else []
        lines.append(f"<@{member.user_id}>: {', '.join([role, *priority])}")
    if len(members) > _MAX_MEMBERS:
        lines.append(_("and {count} more").format(count=len(members) - _MAX_MEMBERS))
    text = "\n".join(lines) or _("Nobody has been here yet.")
    return discord.Embed(title=_("Members of this session"), description=text, color=NEON)


def _who(settings: SessionSettings) -> str:
    return _("Members with <@&{role}>").format(role=settings.role_id) if settings.who == ROLE else _(WHO[settings.who])


def _text(text: str) -> str:
    return prompt_text(text, 1000) or _("Not set")


def _words(words: Sequence[str]) -> str:
    text = prompt_text(", ".join(words), 500)
    if text.endswith("…"):
        text = f"{text} ({len(words)})"
    return f"||{text}||" if text else _("None")
