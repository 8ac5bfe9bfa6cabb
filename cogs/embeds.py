"""How things look on Discord: records in, embeds out, nothing else."""

from collections.abc import Sequence

import discord

from generation.errors import CONTENT_REFUSED
from generation.status import ProviderStatus
from generation.styles import all_styles
from storage.gallery import COUNT_CAP, Page
from storage.records import Image, Request

NEON, EMBER, ASH = 0xFF2FA0, 0xFF5A2A, 0x5C6470
STAR = "\N{WHITE MEDIUM STAR}"
#: Discord's sum over an embed is 6000; a description may have 4000 by our own rule.
LONGEST_PROMPT = 3800

_BAR = 12
#: Discord's bound; with 400 characters each they also stay below its sum over an embed.
MOST_FIELDS = 12

_PRESS_RETRY = "Press Retry, or ask again in other words."
_WHAT_NOW = {
    CONTENT_REFUSED: "Say it in other words that keep the scene, or choose another provider. This cost you nothing.",
    "invalid": "Change the description or the size, or choose another provider below.",
    "auth": "The operator has to correct the provider's key; another provider below may paint it now.",
    "billing": "The operator has to top up the provider's account; another provider below may paint it now.",
}
_NOTE = "Note"


def prompt_text(prompt: str) -> str:
    """Return the description for an embed, its markdown disarmed."""
    text = discord.utils.escape_markdown(prompt)
    return text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 1] + "…"


def style_title(style: str | None) -> str:
    """Return a style's name as shown."""
    return all_styles()[style].name if style in all_styles() else "Artist's choice"


def progress_embed(
    request: Request, stage: str, fraction: float, *, notes: tuple[str, ...] = (), preview: str | None = None
) -> discord.Embed:
    """Return the placeholder: description, stage, bar, and the preview if there is one."""
    filled = round(_BAR * fraction)
    bar = "▰" * filled + "▱" * (_BAR - filled)
    embed = discord.Embed(
        title=f"Painting a {request.request_type}", description=prompt_text(request.prompt), color=NEON
    )
    embed.add_field(name=(stage[:1].upper() + stage[1:])[:250], value=f"{bar} {fraction:.0%}", inline=False)
    for note in notes:
        embed.add_field(name=_NOTE, value=note, inline=False)
    if preview:
        embed.set_image(url=f"attachment://{preview}")
    return embed


def waiting_stage(place: int) -> str:
    """Say how many are before a request."""
    return "next in line" if place == 0 else f"waiting, {place} before you"


def picture_embed(image: Image, stars: int, *, notes: tuple[str, ...] = ()) -> discord.Embed:
    """Return a picture's details."""
    embed = discord.Embed(description=prompt_text(image.prompt), color=NEON, timestamp=image.completed_at)
    embed.add_field(name="Type", value=image.type.capitalize())
    embed.add_field(name="Style", value=style_title(image.style))
    embed.add_field(name="Provider", value=image.provider)
    embed.add_field(name="Seed", value=str(image.seed) if image.seed is not None else "unknown")
    embed.add_field(name="Size", value=f"{image.width}x{image.height}")
    embed.add_field(name="By", value=f"<@{image.user_id}>")
    if stars:
        embed.add_field(name="Stars", value=f"{STAR} {stars}")
    for note in notes:
        embed.add_field(name=_NOTE, value=note, inline=False)
    return embed


def notes_on(message: discord.Message | None) -> tuple[str, ...]:
    """Return the notes that a message bears already: nothing else remembers them."""
    embeds = message.embeds if message else []
    return tuple(field.value or "" for embed in embeds for field in embed.fields if field.name == _NOTE)


def page_embed(page: Page, stars: int, *, favorites: bool) -> discord.Embed:
    """Return the details of a page's picture with its place in the gallery."""
    embed = picture_embed(page.images[0], stars)
    embed.title = "Favorites" if favorites else "Gallery"
    position = "beyond " + str(COUNT_CAP) if page.capped and page.before >= COUNT_CAP else str(page.before + 1)
    total = f"{COUNT_CAP}+" if page.capped else str(page.total)
    embed.set_footer(text=f"Picture {position} of {total}, newest first")
    return embed


def empty_gallery_embed(*, favorites: bool) -> discord.Embed:
    """Say that there is nothing to show yet, and how to change that."""
    if favorites:
        return discord.Embed(
            title="Favorites",
            color=ASH,
            description=f"No picture has a star here yet. Press {STAR} under one you like.",
        )
    return discord.Embed(
        title="Gallery",
        color=ASH,
        description="This session has no pictures yet. Paint the first one with `/image generate`.",
    )


def providers_embed(statuses: Sequence[ProviderStatus]) -> discord.Embed:
    """List the providers: who can paint, what each can do and costs, and why others cannot."""
    embed = discord.Embed(title="Who can paint here", color=NEON)
    for status in statuses[:MOST_FIELDS]:
        mark = "\N{LARGE GREEN CIRCLE} can paint" if status.available else "\N{MEDIUM WHITE CIRCLE} cannot paint now"
        if not status.configured:
            mark = "\N{MEDIUM BLACK CIRCLE} not set up"
        lines = [mark + (", the default" if status.default else "")]
        lines += [status.reason] if status.reason else []
        lines += [status.abilities] if status.abilities else []
        lines += [f"{status.queue} waiting there"] if status.queue else []
        lines += [f"Warning: {warning}" for warning in status.warnings]
        title = status.title if status.title == status.name else f"{status.title} ({status.name})"
        embed.add_field(name=title, value="\n".join(lines)[:400], inline=False)
    return embed


def failure_embed(request: Request) -> discord.Embed:
    """Say why there is no picture, and what can be done."""
    embed = discord.Embed(title="No picture this time", description=prompt_text(request.prompt), color=EMBER)
    embed.add_field(name="Why", value=(request.error_message or "The reason is in the log.")[:1000], inline=False)
    embed.add_field(name="What now", value=_WHAT_NOW.get(request.error_code or "", _PRESS_RETRY), inline=False)
    embed.add_field(name="By", value=f"<@{request.user_id}>")
    return embed


def cancelled_embed(request: Request) -> discord.Embed:
    """Say that somebody has called it off."""
    embed = discord.Embed(title="Cancelled", description=prompt_text(request.prompt), color=ASH)
    embed.add_field(name="By", value=f"<@{request.user_id}>")
    return embed


def deleted_embed() -> discord.Embed:
    """Say that a picture hung here."""
    return discord.Embed(description="This picture was deleted.", color=ASH)
