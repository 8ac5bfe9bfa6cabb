"""When a session's recap is posted by itself: what can be chosen, and what is said of it."""

from generation.errors import RefusedError
from generation.i18n import N_, _
from storage.recaps import RecapPlan

START, WEEKLY, NEVER = "start", "weekly", "never"
#: Monday is 0.
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def weekday_of_plan(when: str, weekday: int | None) -> int | None:
    """Return on which day of the week a recap is to be posted; None where it is not weekly.

    Raises:
        RefusedError: it is weekly, and no day was said.

    """
    if when == WEEKLY and weekday is None:
        raise RefusedError(_("Say on which day of the week, and at which hour (UTC)."))
    return weekday if when == WEEKLY else None


def plan_text(plan: RecapPlan) -> str:
    """Say when a session's recap is posted by itself."""
    if plan.weekday is not None:
        return _("The recap is posted every {day} at {hour}:00 UTC.").format(
            day=_(WEEKDAYS[plan.weekday]), hour=plan.hour or 0
        )
    if plan.at_start:
        return _("The recap is posted whenever the session is started, once a day.")
    return _("The recap is posted when the GM wants it, with /image recap.")
