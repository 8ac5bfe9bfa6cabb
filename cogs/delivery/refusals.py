"""What Discord's refusals of a message mean: whether to try again, to send instead of to edit, and what to tell whom.

The codes are those of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
"""

import discord

from generation.i18n import N_, _

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE = 10003, 10004, 10008
TOO_LARGE = 40005
ARCHIVED, _LOCKED = 50083, 160005
_EXPLICIT, _AUTOMOD, _HARMFUL_LINK = 20009, 200000, 240000
_MISSING_ACCESS, _MISSING_PERMISSIONS = 50001, 50013
#: Slow mode, the opening of direct messages too fast, and an API that has too much to do: all pass.
_PASSING = frozenset({20016, 40003, 130000})

_PERMISSIONS = N_(
    "I may not post in <#{channel}> ({error}). Ask a server admin to grant my role View Channel, Send Messages, Attach "
    "Files and Embed Links there."
)
_REASONS = {
    UNKNOWN_CHANNEL: N_("The channel that you asked in is gone."),
    UNKNOWN_GUILD: N_("I am no longer in the server that you asked in."),
    ARCHIVED: N_("The thread <#{channel}> is locked: I cannot post there any more. Ask a moderator to unlock it."),
    _LOCKED: N_("The thread <#{channel}> is locked: I cannot post there any more. Ask a moderator to unlock it."),
    _EXPLICIT: N_("Discord considers it explicit and does not let me post it in <#{channel}>."),
    _AUTOMOD: N_(
        "This server's AutoMod does not let me post it in <#{channel}>. Ask a moderator, or say it differently."
    ),
    _HARMFUL_LINK: N_("Discord considers a link in it harmful and does not let me post it in <#{channel}>."),
    _MISSING_ACCESS: _PERMISSIONS,
    _MISSING_PERMISSIONS: _PERMISSIONS,
}
_OTHER = N_("Discord does not let me post it in <#{channel}> ({error}).")


def is_too_large(error: discord.HTTPException) -> bool:
    """Tell whether smaller files would do."""
    return error.status == 413 or error.code == TOO_LARGE


def passes(error: discord.HTTPException) -> bool:
    """Tell whether the same may be taken later; 401: whoever has replaced the token starts the bot with the new one."""
    return error.status in {401, 429} or error.status >= 500 or error.code in _PASSING


def closes_channel(error: discord.HTTPException) -> bool:
    """Tell whether nothing is taken in the whole channel until a person opens it, or lets the bot in."""
    return error.code in {ARCHIVED, _LOCKED, _MISSING_ACCESS, _MISSING_PERMISSIONS}


def is_about_content(error: discord.HTTPException) -> bool:
    """Tell whether other words, or no picture, might be taken where this was refused."""
    return error.status in {400, 413} or error.code in {TOO_LARGE, _EXPLICIT, _AUTOMOD, _HARMFUL_LINK}


def may_be_sent_instead(error: discord.HTTPException) -> bool:
    """Tell whether, where an edit is refused, a new message may be taken: one opens an archived thread again."""
    return not passes(error) and not is_too_large(error) and error.code not in {UNKNOWN_CHANNEL, UNKNOWN_GUILD}


def is_reachable(error: discord.HTTPException) -> bool:
    """Tell whether the channel is there still, and its gallery with it."""
    return error.code not in {UNKNOWN_CHANNEL, UNKNOWN_GUILD}


def reason_of(error: discord.HTTPException, channel_id: str) -> str:
    """Say to the author of a message why it cannot be posted, and who can mend that."""
    default = _PERMISSIONS if isinstance(error, discord.Forbidden) else _OTHER
    reason = _REASONS.get(error.code, default)
    return _(reason).format(channel=channel_id, error=error.text or _("missing permissions"))
