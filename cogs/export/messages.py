"""How the answers of exports and imports look."""

from collections.abc import Sequence

import discord

from cogs.ui.components import button, make_view
from cogs.ui.embeds import ASH, EMBER, NEON, prompt_text, sentence_text
from generation.export.imports import Imported
from generation.export.making.export_contents import PERSONAL, ZIP
from generation.i18n import _, ngettext, said
from storage.exports import CANCELLED, DONE, FAILED, Export

#: Of what an import has left out, so many reasons are told.
_MOST_REASONS = 5
_BAR = 20


def export_embed(export: Export, links: Sequence[str] = ()) -> discord.Embed:
    """Return how an export stands: how far it is, its end, and where its files are loaded that are no attachments."""
    title = prompt_text(export.title, 200)
    if export.state == FAILED:
        return discord.Embed(title=title, description=sentence_text(export.error_message or ""), color=EMBER)
    if export.state == CANCELLED:
        return discord.Embed(title=title, description=_("Cancelled; nothing was exported."), color=ASH)
    if export.state != DONE:
        return discord.Embed(title=title, description=_progress(export), color=NEON)
    count = len(export.chosen)
    lines = [ngettext("{count} picture", "{count} pictures", count).format(count=count)]
    size = sum(file.bytes for file in export.files) / 2**20
    lines[0] += f", {_format_name(export)}, {size:.1f} MB"
    if export.secrets:
        lines.append(
            ngettext(
                "For the GM alone: {count} picture in here is secret.",
                "For the GM alone: {count} pictures in here are secret.",
                export.secrets,
            ).format(count=export.secrets)
        )
    if links:
        lines.append(_("It is too large for a message. Load it here:"))
        lines += [f"[{file.name}]({link})" for file, link in zip(export.files, links, strict=True)]
    if export.forget_at is not None:
        until = discord.utils.format_dt(export.forget_at, "f")
        lines.append(_("Its files are kept until {time}.").format(time=until))
    return discord.Embed(title=title, description="\n".join(lines), color=NEON)


def export_view(export: Export) -> discord.ui.View | None:
    """Return the button that fits an export: to cancel it, or to have its files once more."""
    if not export.is_over:
        return make_view(button("cancelexport", export.id, label=_("Cancel")))
    if export.state == DONE:
        return make_view(button("exported", export.id, label=_("Send it again"), emoji="\N{PACKAGE}"))
    return None


def import_embed(imported: Imported) -> discord.Embed:
    """Return what came of an import."""
    added = ngettext("{count} picture was added.", "{count} pictures were added.", imported.added)
    lines = [added.format(count=imported.added)]
    if imported.secrets:
        told = ngettext("{count} of them is secret.", "{count} of them are secret.", imported.secrets)
        lines.append(told.format(count=imported.secrets))
    if imported.known:
        told = ngettext("{count} picture was here already.", "{count} pictures were here already.", imported.known)
        lines.append(told.format(count=imported.known))
    if imported.left_out:
        told = ngettext("{count} picture was left out:", "{count} pictures were left out:", len(imported.left_out))
        lines.append(told.format(count=len(imported.left_out)))
        lines += [f"{each.number}. {sentence_text(each.reason, 200)}" for each in imported.left_out[:_MOST_REASONS]]
        if len(imported.left_out) > _MOST_REASONS:
            lines.append("…")
    return discord.Embed(title=_("Import"), description="\n".join(lines)[:4000], color=NEON if imported.added else ASH)


def _format_name(export: Export) -> str:
    return (ZIP if export.format == PERSONAL else export.format).upper()


def _progress(export: Export) -> str:
    if not export.stage:
        count = len(export.chosen)
        waiting = ngettext("{count} picture waits to be exported.", "{count} pictures wait to be exported.", count)
        return waiting.format(count=count)
    share = export.done / export.total if export.total else 0.0
    full = round(share * _BAR)
    bar = "\N{FULL BLOCK}" * full + "\N{LIGHT SHADE}" * (_BAR - full)
    return f"{said(export.stage)}\n`{bar}` {share:.0%}"
