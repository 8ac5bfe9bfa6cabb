"""How a person is told what is kept of them, and what deleting it means."""

from collections.abc import Sequence

import discord

from cogs.ui.embeds import EMBER, NEON, prompt_text
from generation.i18n import N_, _, ngettext
from storage.privacy import Kept

_WHY = N_(
    "It is kept so that the gallery can show it, paint it again, and count limits and costs. Members of a session see "
    "its pictures with their descriptions; secret ones only its GM. `/privacy export` sends you all of it, "
    "`/privacy delete` deletes it."
)
_ELSEWHERE = N_(
    "Each description is sent to whoever paints it, without your name: a code stands for you. Providers here: "
    "{providers}. The operator's backups and log files keep what was in them until they are thrown away."
)
_ALL = N_(
    "**Delete everything**: your descriptions and pictures, in every session; your name, stars, drafts, characters "
    "and styles; pictures that others had painted again by your words. The bot takes its messages with them down. The "
    "table loses these pictures."
)
_KEEP = N_(
    "**Leave the pictures**: they and their descriptions stay with their tables as nobody's. Your name, stars and "
    "drafts go, and what was never painted."
)
_LEFT = N_(
    "Neither can be undone. What stays: the operator's backups, until they are thrown away; what you wrote on Discord "
    "yourself; what was sent to providers. Albums and campaigns that you made stay for the others, without your name."
)


def kept_embed(kept: Kept, names: Sequence[str], providers: Sequence[str]) -> discord.Embed:
    """Return what is kept of a person, in plain words."""
    counted = [
        (kept.pictures, ngettext("{count} picture", "{count} pictures", kept.pictures)),
        (kept.requests, ngettext("{count} description", "{count} descriptions", kept.requests)),
        (kept.stars, ngettext("{count} star", "{count} stars", kept.stars)),
        (kept.drafts, ngettext("{count} draft", "{count} drafts", kept.drafts)),
        (kept.characters, ngettext("{count} character", "{count} characters", kept.characters)),
        (kept.styles, ngettext("{count} style", "{count} styles", kept.styles)),
        (kept.albums, ngettext("{count} album", "{count} albums", kept.albums)),
        (kept.captions, ngettext("{count} caption", "{count} captions", kept.captions)),
        (kept.exports, ngettext("{count} export", "{count} exports", kept.exports)),
        (
            kept.keys,
            ngettext("{count} key that you set for a server", "{count} keys that you set for servers", kept.keys),
        ),
        (kept.tokens, ngettext("{count} way into the gallery page", "{count} ways into the gallery page", kept.tokens)),
    ]
    shown = [f"• {text.format(count=count)}" for count, text in counted if count]
    sessions = ngettext("Your Discord id, in {count} session", "Your Discord id, in {count} sessions", kept.sessions)
    shown.insert(0, f"• {sessions.format(count=kept.sessions)}")
    if names:
        shown.insert(1, f"• {_('What you are called there: {names}').format(names=prompt_text(', '.join(names), 300))}")
    embed = discord.Embed(title=_("What is kept of you"), description="\n".join(shown), color=NEON)
    embed.add_field(name=_("What for"), value=_(_WHY), inline=False)
    told = _(_ELSEWHERE).format(providers=", ".join(providers))
    embed.add_field(name=_("Where else"), value=told[:1024], inline=False)
    return embed


def choice_embed(kept: Kept) -> discord.Embed:
    """Return what can be deleted, and what that means, for the person to choose."""
    pictures = ngettext(
        "This is about {count} picture of yours.", "This is about {count} pictures of yours.", kept.pictures
    )
    text = "\n\n".join((pictures.format(count=kept.pictures), _(_ALL), _(_KEEP), _(_LEFT)))
    return discord.Embed(title=_("Delete what is kept of you?"), description=text, color=EMBER)
