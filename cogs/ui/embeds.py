"""How things look on Discord: records in, embeds out, nothing else."""

from collections.abc import Sequence
from datetime import datetime

import discord

from cogs.ui.markdown import escape_markdown
from generation.builtin_providers import provider_title
from generation.errors import CONTENT_REFUSED
from generation.i18n import N_, _, everywhere, said
from generation.prompts.values import EXACT, FALLBACK, MODEL
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.catalogue import all_styles
from storage.records import Image, Request

NEON, EMBER, ASH = 0xFF2FA0, 0xFF5A2A, 0x5C6470
STAR = "\N{WHITE MEDIUM STAR}"
#: Discord's sum over an embed is 6000; a description may have 4000 by our own rule.
LONGEST_PROMPT = 3800

_BAR = 12
#: Discord's bound; with 400 characters each they also stay below its sum over an embed.
MOST_FIELDS = 12

_PRESS_RETRY = N_("Press Retry, or ask again in other words.")
_WHAT_NOW = {
    CONTENT_REFUSED: N_(
        "Say it in other words that keep the scene, or choose another provider. This cost you nothing."
    ),
    "rejected": N_("Ask the GM what would do, and say it in other words. This cost you nothing."),
    "over_budget": N_("Choose a free provider below, or ask again tomorrow."),
    "invalid": N_("Change the description or the size, or choose another provider below."),
    "auth": N_("The operator has to correct the provider's key; another provider below may paint it now."),
    "billing": N_("The operator has to top up the provider's account; another provider below may paint it now."),
}
NOTE = N_("Note")
_PAINTING = {
    "scene": N_("Painting a scene"),
    "character": N_("Painting a character"),
    "location": N_("Painting a location"),
    "item": N_("Painting an item"),
}
_TYPES = {
    "scene": N_("Scene"),
    "character": N_("Character"),
    "location": N_("Location"),
    "item": N_("Item"),
}
_WRITERS = {MODEL: N_("The language model"), FALLBACK: N_("The rules of this bot"), EXACT: N_("You")}


def prompt_text(prompt: str) -> str:
    """Return the description for an embed, its markdown disarmed."""
    text = escape_markdown(prompt)
    return text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 1] + "…"


def type_title(kind: str) -> str:
    """Return the kind of a picture as shown."""
    return _(_TYPES.get(kind, kind))


def style_title(style: str | None) -> str:
    """Return a style's name as shown."""
    if style in all_styles():
        return _(all_styles()[style].name)
    # A table's own style is known by its id alone here.
    return style.replace("_", " ").title() if style else _("Artist's choice")


def progress_embed(  # what a placeholder tells
    request: Request,
    stage: str,
    fraction: float,
    *,
    notes: tuple[str, ...] = (),
    preview: str | None = None,
    ready_at: datetime | None = None,
) -> discord.Embed:
    """Return the placeholder: description, stage, bar, when it may be done, and the preview if there is one."""
    title = _PAINTING.get(request.type, N_("Painting"))
    embed = discord.Embed(title=_(title), description=prompt_text(request.prompt), color=NEON)
    value = progress_text(fraction, ready_at)
    now = said(stage)
    embed.add_field(name=(now[:1].upper() + now[1:])[:250], value=value, inline=False)
    for note in notes:
        embed.add_field(name=_(NOTE), value=said(note), inline=False)
    if preview:
        embed.set_image(url=f"attachment://{preview}")
    return embed


def progress_text(fraction: float, ready_at: datetime | None) -> str:
    """Return a bar, and when that which it stands for may be done: Discord itself counts the seconds down."""
    filled = round(_BAR * fraction)
    bar = f"{'▰' * filled}{'▱' * (_BAR - filled)} {fraction:.0%}"
    if ready_at is None:
        return bar
    ready = _("Done about {when}").format(when=discord.utils.format_dt(ready_at, "R"))
    return f"{bar}\n{ready}"


def waiting_stage(place: int) -> str:
    """Return the stage that tells how many are before a request."""
    return N_("next in line") if place == 0 else N_("waiting, {place} before you").format(place=place)


def picture_embed(image: Image, stars: int, *, notes: tuple[str, ...] = (), origin: str | None = None) -> discord.Embed:
    """Return a picture's details; `origin` says what it was made of."""
    embed = discord.Embed(description=prompt_text(image.prompt), color=NEON, timestamp=image.completed_at)
    embed.add_field(name=_("Type"), value=type_title(image.type))
    embed.add_field(name=_("Style"), value=style_title(image.style))
    embed.add_field(name=_("Provider"), value=provider_title(image.provider))
    embed.add_field(name=_("Seed"), value=str(image.seed) if image.seed is not None else _("unknown"))
    embed.add_field(name=_("Size"), value=f"{image.width}x{image.height}")
    embed.add_field(name=_("By"), value=f"<@{image.user_id}>")
    if origin:
        embed.add_field(name=_("Made from"), value=origin)
    if stars:
        embed.add_field(name=_("Stars"), value=f"{STAR} {stars}")
    for note in notes:
        embed.add_field(name=_(NOTE), value=said(note), inline=False)
    return embed


def notes_on(message: discord.Message | None) -> tuple[str, ...]:
    """Return the notes that a message bears already: nothing else remembers them."""
    embeds = message.embeds if message else []
    return tuple(field.value or "" for embed in embeds for field in embed.fields if field.name in everywhere(NOTE))


def providers_embed(statuses: Sequence[ProviderStatus]) -> discord.Embed:
    """List the providers: who can paint, what each can do and costs, and why others cannot."""
    embed = discord.Embed(title=_("Who can paint here"), color=NEON)
    for status in statuses[:MOST_FIELDS]:
        lines = [", ".join([_state(status), *([_("the default")] if status.default else [])])]
        lines += [said(status.reason)] if status.reason else []
        lines += [status.abilities] if status.abilities else []
        lines += [_("{count} waiting there").format(count=status.queue)] if status.queue else []
        lines += [_("Warning: {warning}").format(warning=said(warning)) for warning in status.warnings]
        title = status.title if status.title == status.name else f"{status.title} ({status.name})"
        embed.add_field(name=title, value="\n".join(lines)[:400], inline=False)
    return embed


def _state(status: ProviderStatus) -> str:
    if not status.configured:
        return f"\N{MEDIUM BLACK CIRCLE} {_('not set up')}"
    if status.available:
        return f"\N{LARGE GREEN CIRCLE} {_('can paint')}"
    return f"\N{MEDIUM WHITE CIRCLE} {_('cannot paint now')}"


def preview_embed(preview: Preview) -> discord.Embed:
    """Show what would be sent, word for word."""
    crafted = preview.enhanced
    embed = discord.Embed(title=_("This would be sent"), description=prompt_text(crafted.prompt), color=NEON)
    if crafted.negative:
        embed.add_field(name=_("To be avoided"), value=prompt_text(crafted.negative)[:1000], inline=False)
    embed.add_field(name=_("Type"), value=type_title(crafted.type))
    embed.add_field(name=_("Style"), value=style_title(preview.style))
    embed.add_field(name=_("Painted by"), value=preview.provider.title)
    embed.add_field(name=_("Written by"), value=_(_WRITERS[crafted.source]))
    for note in (*preview.notes, crafted.note):
        if note:
            embed.add_field(name=_(NOTE), value=said(note)[:300], inline=False)
    return embed


def held_embed(request: Request) -> discord.Embed:
    """Say that a description waits for the GM; what it says is behind a spoiler until it was let pass."""
    embed = discord.Embed(title=_("Waiting for the GM"), description=f"||{prompt_text(request.prompt)}||", color=ASH)
    embed.add_field(name=_("Why"), value=said(request.held_reason or N_("The GM decides."))[:1000], inline=False)
    embed.add_field(name=_("By"), value=f"<@{request.user_id}>")
    return embed


def review_embed(request: Request) -> discord.Embed:
    """Show whoever decides what is asked for, by whom, where, and why it waits."""
    embed = discord.Embed(title=_("May this be painted?"), description=prompt_text(request.prompt), color=NEON)
    if request.params.exact:
        embed.add_field(name=_("Text that would be sent"), value=prompt_text(request.params.exact)[:1000], inline=False)
    embed.add_field(
        name=_("Why it waits"), value=said(request.held_reason or N_("The GM decides."))[:500], inline=False
    )
    embed.add_field(name=_("By"), value=f"<@{request.user_id}>")
    embed.add_field(name=_("In"), value=f"<#{request.session_id}>")
    embed.add_field(name=_("Type"), value=type_title(request.type))
    return embed


def report_embed(image: Image, reporter: str, reason: str) -> discord.Embed:
    """Show whoever decides which picture somebody has reported, and why."""
    embed = discord.Embed(title=_("A picture was reported"), description=prompt_text(image.prompt), color=EMBER)
    embed.add_field(name=_("Why"), value=prompt_text(reason)[:1000], inline=False)
    embed.add_field(name=_("Reported by"), value=f"<@{reporter}>")
    embed.add_field(name=_("Painted for"), value=f"<@{image.user_id}>")
    embed.add_field(name=_("In"), value=f"<#{image.session_id}>")
    return embed


def why_not(request: Request) -> str:
    """Say why a request has failed."""
    return said(request.error_message or N_("The reason is in the log."))


def what_now(request: Request) -> str:
    """Return what can be done where there is no picture."""
    return _(_WHAT_NOW.get(request.error_code or "", _PRESS_RETRY))


def failure_embed(request: Request) -> discord.Embed:
    """Say why there is no picture, and what can be done."""
    embed = discord.Embed(title=_("No picture this time"), description=prompt_text(request.prompt), color=EMBER)
    embed.add_field(name=_("Why"), value=why_not(request)[:1000], inline=False)
    embed.add_field(name=_("What now"), value=what_now(request), inline=False)
    embed.add_field(name=_("By"), value=f"<@{request.user_id}>")
    return embed


def cancelled_embed(request: Request) -> discord.Embed:
    """Say that somebody has called it off."""
    embed = discord.Embed(title=_("Cancelled"), description=prompt_text(request.prompt), color=ASH)
    embed.add_field(name=_("By"), value=f"<@{request.user_id}>")
    return embed


def deleted_embed() -> discord.Embed:
    """Say that a picture hung here."""
    return discord.Embed(description=_("This picture was deleted."), color=ASH)
