"""How the result of a batch looks: a sheet of what came, with buttons for each image."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.delivery.embeds import failure_advice, failure_reason
from cogs.ui.components import button, button_menu, in_rows, make_view
from cogs.ui.embeds import EMBER, NEON, NOTE, STAR, escape_markdown, prompt_text, sentence_text, style_title, type_title
from cogs.ui.mentions import mention_of
from generation.errors import CONTENT_REFUSED
from generation.i18n import _, ngettext
from generation.provider_catalogue.titles import provider_title
from generation.requests.comparing import Axes, axes_of, own_notes
from generation.styles.chosen import style_of_all
from storage.params import PUBLIC
from storage.records import COMPLETED, Image, Request

#: With these the longest description, and the reasons of all images, an embed stays below Discord's 6000.
MAX_NOTES = 2
#: Discord's bounds: the characters of a field, and the buttons of a row.
_FIELD, _ROW = 1024, 5


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One request of a batch that is done, its image where there is one, and how many stars that has."""

    number: int
    request: Request
    image: Image | None = None
    stars: int = 0


def batch_embed(items: Sequence[BatchItem], notes: Sequence[str] = ()) -> discord.Embed:
    """Return what came of a batch, and why the rest did not."""
    first, painted = items[0].request, [item for item in items if item.image is not None]
    batch = [item.request for item in items]
    axes = axes_of(batch)
    if not painted:
        title = _("No picture this time")
    elif len(painted) == len(items):
        title = ngettext("{count} picture", "{count} pictures", len(painted)).format(count=len(painted))
    else:
        title = _("{count} of {all} pictures").format(count=len(painted), all=len(items))
    embed = discord.Embed(title=title, description=prompt_text(first.prompt), color=NEON if painted else EMBER)
    embed.add_field(name=_("Type"), value=type_title(first.type))
    images = [item.image for item in items if item.image is not None]
    if axes is None or len(axes.styles) == 1:
        embed.add_field(name=_("Style"), value=style_of_all(images) if images else style_title(first.params.style))
    embed.add_field(name=_("Requested by"), value=mention_of(first.user_id))
    # What one of those that are compared lacks stands in its line, below all what is so of each.
    own = {item.number: own_notes(item.request, batch) if axes else () for item in items}
    room = _FIELD // len(items) - 1
    lines = "\n".join(_line(item, axes, own[item.number])[:room] for item in items)
    embed.add_field(name=_("Pictures"), value=lines, inline=False)
    if not painted:
        embed.add_field(name=_("What now"), value=failure_advice(first), inline=False)
    all_notes = (*notes, *(note for item in items for note in item.request.notes if note not in own[item.number]))
    for note in list(dict.fromkeys(sentence_text(note, 300) for note in all_notes))[:MAX_NOTES]:
        embed.add_field(name=_(NOTE), value=note, inline=False)
    return embed


def _line(item: BatchItem, axes: Axes | None, notes: Sequence[str]) -> str:
    label = f"{item.number}. "
    if axes is not None:
        label += f"**{escape_markdown(axes.label(item.request.params))}**: "
    said_too = "".join(f" {sentence_text(note, 100)}" for note in notes)
    if item.image is not None:
        seed = [] if item.image.seed is None else [_("seed {seed}").format(seed=item.image.seed)]
        stars = [f"{STAR} {item.stars}"] if item.stars else []
        return f"{label}{', '.join([provider_title(item.image.provider), *seed, *stars])}{'.' * bool(notes)}{said_too}"
    if item.request.status == COMPLETED:
        return label + _("deleted")
    return f"{label}{failure_reason(item.request)}"


def batch_view(items: Sequence[BatchItem]) -> discord.ui.View:
    """Return buttons that star or retry, one that opens each image, and a menu of the rest.

    The last row of secret ones is left for the buttons that reveal them; of many, opening is in the menu then.
    """
    first = items[0].request
    is_comparison = axes_of([item.request for item in items]) is not None
    starring = [each for each in map(_star_or_retry, items) if each is not None]
    opening = [
        button(
            "open",
            item.image.id,
            label=_("Open {number}").format(number=item.number),
            emoji="\N{FRAME WITH PICTURE}",
        )
        for item in items
        if item.image is not None
    ]
    again = _("Compare again") if is_comparison else _("Reroll all")
    rest = [
        button("rebatch", first.id, label=again, emoji="\N{GAME DIE}"),
        *(each for item in items for each in _menu_buttons(item)),
    ]
    if len(items) > _ROW and first.visibility != PUBLIC:
        opening, rest = [], [*opening, *rest]
    last = rest if len(rest) == 1 else [button_menu(rest, hint=_("More for these pictures"))]
    return make_view(*in_rows([*_in_equal_rows(starring), *_in_equal_rows(opening), last]))


def _in_equal_rows(buttons: Sequence[discord.ui.Button[Any]]) -> list[Sequence[discord.ui.Button[Any]]]:
    """Return buttons in rows that are about equally long."""
    rows = -(-len(buttons) // _ROW)
    most = -(-len(buttons) // max(1, rows))
    return [buttons[at : at + most] for at in range(0, len(buttons), max(1, most))]


def _star_or_retry(item: BatchItem) -> discord.ui.Button[Any] | None:
    number, image, request = item.number, item.image, item.request
    if image is not None:
        label = _("Favorite {number}").format(number=number)
        return button("favorite", image.id, request.batch_id or "", label=label, emoji=STAR)
    if request.status == COMPLETED:
        return None
    if request.error_code == CONTENT_REFUSED:
        return button(
            "rewrite", request.id, label=_("Edit description {number}").format(number=number), emoji="\N{MEMO}"
        )
    label = _("Retry {number}").format(number=number)
    return button("retry", request.id, label=label, style=discord.ButtonStyle.primary)


def _menu_buttons(item: BatchItem) -> list[discord.ui.Button[Any]]:
    if item.image is None:
        return []
    number = item.number
    return [
        button(
            "vary",
            item.image.id,
            label=_("Vary {number}").format(number=number),
            emoji="\N{TWISTED RIGHTWARDS ARROWS}",
        ),
        button("edit", item.image.id, label=_("Edit description {number}").format(number=number), emoji="\N{MEMO}"),
    ]
