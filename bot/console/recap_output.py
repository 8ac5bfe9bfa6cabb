"""Results of the recap's commands, as text and as JSON."""

from collections.abc import Iterable
from typing import Any

from bot.console.results import RecapPosted, RecapResult, RecapShown, RecapSuggested
from generation.campaigns.recap_plans import plan_text
from generation.i18n import _


def recap_lines(result: RecapResult) -> Iterable[str]:
    """Yield a result as lines of text."""
    match result:
        case RecapShown(lines, waiting, plan):
            yield _("Previously on …")
            for line in lines:
                yield f"{line.image.seq}  {line.caption or line.image.prompt}"
            if not lines:
                yield _("There is nothing to look back on yet: star pictures, or suggest one with a line for it.")
            if waiting:
                yield _("Suggested for the recap")
            for number, (each, image) in enumerate(waiting, start=1):
                words = each.caption or image.prompt
                yield _("{number}  {words}, by {user}").format(number=number, words=words, user=each.suggested_by)
            yield plan_text(plan)
        case RecapSuggested(taken):
            waits = _("Suggested. The GM approves, edits or rejects it.")
            yield _("It is in the next recap.") if taken else waits
        case RecapPosted():
            yield _("The recap is on its way into the session's channel.")


def recap_values(result: RecapResult) -> dict[str, Any]:
    """Return a result as a JSON object."""
    match result:
        case RecapShown(lines, waiting, plan):
            return {
                "lines": [{"id": line.image.id, "caption": line.caption} for line in lines],
                "suggestions": [
                    {"suggestion_id": each.id, "id": image.id, "caption": each.caption, "by": each.suggested_by}
                    for each, image in waiting
                ],
                "plan": {"at_start": plan.at_start, "weekday": plan.weekday, "hour": plan.hour},
            }
        case RecapSuggested(taken):
            return {"taken": taken}
        case RecapPosted():
            return {"posted": True}
