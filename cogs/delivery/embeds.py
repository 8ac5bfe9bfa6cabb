"""How the result of a request looks: its image with the details, or why there is none."""

from copy import deepcopy

import discord

from cogs.ui.embeds import ASH, EMBER, NEON, NOTE, STAR, add_notes, prompt_text, sentence_text, type_title
from cogs.ui.mentions import mention_of
from generation.errors import CONTENT_REFUSED
from generation.i18n import N_, _, everywhere
from generation.provider_catalogue.titles import painted_by
from generation.styles.chosen import style_of
from storage.records import Image, Request

STARS = N_("Stars")

_PRESS_RETRY = N_("Press Retry, or ask again in other words.")
_WHAT_NOW = {
    CONTENT_REFUSED: N_(
        "Say it in other words that keep the scene, or choose another provider. This cost you nothing."
    ),
    "rejected": N_("Ask the GM what would work, and say it in other words. This cost you nothing."),
    "over_budget": N_("Choose a free provider below, or ask again tomorrow."),
    "invalid": N_("Change the description or the size, or choose another provider below."),
    "auth": N_("The operator has to correct the provider's key; another provider below may paint it now."),
    "billing": N_("The operator has to top up the provider's account; another provider below may paint it now."),
}


def image_embed(image: Image, stars: int, *, notes: tuple[str, ...] = (), origin: str | None = None) -> discord.Embed:
    """Return an image's details; `origin` says what it was made of."""
    embed = discord.Embed(description=prompt_text(image.prompt), color=NEON, timestamp=image.completed_at)
    embed.add_field(name=_("Type"), value=type_title(image.type))
    embed.add_field(name=_("Style"), value=style_of(image))
    embed.add_field(name=_("Painted by"), value=painted_by(image.provider, image.model))
    embed.add_field(name=_("Seed"), value=str(image.seed) if image.seed is not None else _("unknown"))
    embed.add_field(name=_("Size"), value=f"{image.width}x{image.height}")
    embed.add_field(name=_("Requested by"), value=mention_of(image.user_id))
    if origin:
        embed.add_field(name=_("Made from"), value=origin)
    if stars:
        embed.add_field(name=_(STARS), value=f"{STAR} {stars}")
    add_notes(embed, notes)
    return embed


def with_stars(embed: discord.Embed, stars: int) -> discord.Embed:
    """Return an image's details with another number of stars; all else stays as its message shows it."""
    # discord.py's own copy shares its fields with the original.
    embed, titles = discord.Embed.from_dict(deepcopy(embed.to_dict())), everywhere(STARS)
    for index, field in reversed(list(enumerate(embed.fields))):
        if field.name in titles:
            embed.remove_field(index)
    if stars:
        titles = everywhere(NOTE)
        before_notes = sum(field.name not in titles for field in embed.fields)
        embed.insert_field_at(before_notes, name=_(STARS), value=f"{STAR} {stars}")
    return embed


def failure_reason(request: Request) -> str:
    """Say why a request has failed."""
    return sentence_text(request.error_message or N_("The reason is in the log."))


def failure_advice(request: Request) -> str:
    """Return what can be done where there is no image."""
    return _(_WHAT_NOW.get(request.error_code or "", _PRESS_RETRY))


def failure_embed(request: Request) -> discord.Embed:
    """Say why there is no image, and what can be done."""
    embed = discord.Embed(title=_("No picture this time"), description=prompt_text(request.prompt), color=EMBER)
    embed.add_field(name=_("Why"), value=failure_reason(request), inline=False)
    embed.add_field(name=_("What now"), value=failure_advice(request), inline=False)
    embed.add_field(name=_("Requested by"), value=mention_of(request.user_id))
    return embed


def cancelled_embed(request: Request) -> discord.Embed:
    """Say that somebody has called it off."""
    embed = discord.Embed(title=_("Cancelled"), description=prompt_text(request.prompt), color=ASH)
    embed.add_field(name=_("Requested by"), value=mention_of(request.user_id))
    return embed


def deleted_embed() -> discord.Embed:
    """Say that an image was here."""
    return discord.Embed(description=_("This picture was deleted."), color=ASH)
