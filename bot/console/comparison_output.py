"""Comparisons as the terminal shows them: a line for each cell, and the sheet's path."""

from typing import Any

from bot.console.results import ComparisonPainted, Generated
from generation.i18n import N_, _, said
from generation.provider_catalogue.titles import painted_by
from storage.records import CANCELLED


def comparison_lines(result: ComparisonPainted) -> list[str]:
    """Return a line for each cell, with its label, and one for the sheet."""
    width = max(map(len, result.labels))
    lines = [
        f"{number}  {label:<{width}}  {_outcome(each)}"
        for number, (label, each) in enumerate(zip(result.labels, result.generated, strict=True), start=1)
    ]
    return [*lines, _("Sheet: {path}").format(path=result.sheet_path)] if result.sheet_path else lines


def _outcome(generated: Generated) -> str:
    request, notes = generated.request, " ".join(said(note) for note in generated.notes)
    if generated.image_file is None:
        if request.status == CANCELLED:
            return _("Cancelled; nothing was painted.")
        return said(request.error_message or N_("The reason is in the log."))
    image = generated.image_file.image
    seed = "" if image.seed is None else ", " + _("seed {seed}").format(seed=image.seed)
    about = f"{image.seq} · {painted_by(image.provider, image.model)}{seed} · {generated.image_file.path or ''}"
    return f"{about}  {notes}".rstrip()


def comparison_values(result: ComparisonPainted) -> dict[str, Any]:
    """Return what JSON has of a comparison besides its requests: their labels, and the sheet's path."""
    return {"labels": list(result.labels), "sheet": result.sheet_path}
