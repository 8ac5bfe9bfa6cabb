"""How things look on Discord: records in, embeds out, nothing else."""

import discord

from generation.styles import all_styles
from storage.gallery import COUNT_CAP, Page
from storage.records import Image, Request

NEON, EMBER, ASH = 0xFF2FA0, 0xFF5A2A, 0x5C6470
STAR = "\N{WHITE MEDIUM STAR}"
#: Discord's sum over an embed is 6000; a description may have 4000 by our own rule.
LONGEST_PROMPT = 3800

_BAR = 12
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


def failure_embed(request: Request) -> discord.Embed:
    """Say why there is no picture, and what can be done."""
    embed = discord.Embed(title="No picture this time", description=prompt_text(request.prompt), color=EMBER)
    embed.add_field(name="Why", value=(request.error_message or "The reason is in the log.")[:1000], inline=False)
    embed.add_field(name="What now", value="Press Retry, or ask again in other words.", inline=False)
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
