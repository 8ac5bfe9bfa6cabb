"""How a batch looks: what is under way, then a grid of what came, with a row of buttons for each picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from cogs.ui.buttons import SceneButton, button, row
from cogs.ui.embeds import (
    EMBER,
    NEON,
    NOTE,
    STAR,
    progress_text,
    prompt_text,
    style_title,
    type_title,
    what_now,
    why_not,
)
from generation.builtin_providers import provider_title
from generation.errors import CONTENT_REFUSED
from generation.i18n import _, ngettext, said
from storage.records import COMPLETED, Image, Request

#: With these the longest description, and the reasons of all pictures, an embed stays below Discord's 6000.
MOST_NOTES = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one picture of a batch is."""

    stage: str
    fraction: float
    is_done: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a batch that is done, its picture where there is one, and how many stars that has."""

    number: int
    request: Request
    image: Image | None = None
    stars: int = 0


def batch_progress_embed(
    first: Request, standings: Sequence[Standing], *, preview: str | None, ready_at: datetime | None
) -> discord.Embed:
    """Return a batch's placeholder: how many are done, and how far each is."""
    done = sum(each.is_done for each in standings)
    embed = discord.Embed(
        title=_("Painting {count} pictures").format(count=len(standings)),
        description=prompt_text(first.prompt),
        color=NEON,
    )
    fraction = sum(1.0 if each.is_done else each.fraction for each in standings) / len(standings)
    heading = _("{count} of {all}").format(count=done, all=len(standings))
    embed.add_field(name=heading, value=progress_text(fraction, ready_at), inline=False)
    lines = [
        f"{number}. {said(each.stage)}" + ("" if each.is_done or not each.fraction else f", {each.fraction:.0%}")
        for number, each in enumerate(standings, start=1)
    ]
    embed.add_field(name=_("Pictures"), value="\n".join(line[:200] for line in lines), inline=False)
    for note in first.notes[:MOST_NOTES]:
        embed.add_field(name=_(NOTE), value=said(note)[:300], inline=False)
    if preview:
        embed.set_image(url=f"attachment://{preview}")
    return embed


def batch_embed(parts: Sequence[Part], notes: Sequence[str] = ()) -> discord.Embed:
    """Return what came of a batch, and why the rest did not."""
    first, shown = parts[0].request, [part for part in parts if part.image is not None]
    if not shown:
        title = _("No picture this time")
    elif len(shown) == len(parts):
        title = ngettext("{count} picture", "{count} pictures", len(shown)).format(count=len(shown))
    else:
        title = _("{count} of {all} pictures").format(count=len(shown), all=len(parts))
    embed = discord.Embed(title=title, description=prompt_text(first.prompt), color=NEON if shown else EMBER)
    embed.add_field(name=_("Type"), value=type_title(first.type))
    embed.add_field(name=_("Style"), value=style_title(first.params.style))
    embed.add_field(name=_("By"), value=f"<@{first.user_id}>")
    lines = "\n".join(_line(part) for part in parts)
    embed.add_field(name=_("Pictures"), value=lines[:1024], inline=False)
    if not shown:
        embed.add_field(name=_("What now"), value=what_now(first), inline=False)
    told = dict.fromkeys(said(note) for note in (*notes, *(note for part in parts for note in part.request.notes)))
    for note in list(told)[:MOST_NOTES]:
        embed.add_field(name=_(NOTE), value=note[:300], inline=False)
    return embed


def _line(part: Part) -> str:
    if part.image is not None:
        seed = _("seed {seed}").format(seed=part.image.seed)
        stars = [f"{STAR} {part.stars}"] if part.stars else []
        return f"{part.number}. {', '.join([provider_title(part.image.provider), seed, *stars])}"
    if part.request.status == COMPLETED:
        return _("{number}. deleted").format(number=part.number)
    return f"{part.number}. {why_not(part.request)}"[:250]


def batch_rows(parts: Sequence[Part]) -> discord.ui.View:
    """Return a row for each picture, or for its missing one, and one for the batch."""
    rows = [_row_of(part) for part in parts]
    batch_id = parts[0].request.id
    rows.append([button("rebatch", batch_id, label=_("Reroll all"), emoji="\N{GAME DIE}")])
    return _view(rows)


def _row_of(part: Part) -> list[SceneButton]:
    number, image, batch_id = part.number, part.image, part.request.batch_id or ""
    if image is not None:
        return [
            button("favorite", image.id, batch_id, label=_("Favorite {number}").format(number=number), emoji=STAR),
            button("open", image.id, label=_("Open {number}").format(number=number), emoji="\N{FRAME WITH PICTURE}"),
            button(
                "vary", image.id, label=_("Vary {number}").format(number=number), emoji="\N{TWISTED RIGHTWARDS ARROWS}"
            ),
        ]
    if part.request.status == COMPLETED:
        return []
    if part.request.error_code == CONTENT_REFUSED:
        return [
            button("rewrite", part.request.id, label=_("Edit prompt {number}").format(number=number), emoji="\N{MEMO}")
        ]
    return [
        button(
            "retry", part.request.id, label=_("Retry {number}").format(number=number), style=discord.ButtonStyle.primary
        )
    ]


def _view(rows: Sequence[Sequence[SceneButton]]) -> discord.ui.View:
    """Return a view in which each of these is a row of its own."""
    for number, buttons in enumerate(each for each in rows if each):
        for each in buttons:
            each.row = number
    return row(*(each for buttons in rows for each in buttons))
