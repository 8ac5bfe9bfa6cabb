"""Slack: who lies there asleep, out or dead holds nothing that only the trade has, and aims at nothing."""

from collections.abc import Iterable
from dataclasses import replace

from generation.reading.named import Person
from generation.reading.terms import Term
from generation.sketch.planning.subject import CORPSE, SLACK, Subject

#: How words begin that say of who lies there that nothing of them is braced, folded.
_SLACK = (
    "dead", "asleep", "sleep", "unconscious", "knocked out", "passed out", "out cold", "wounded", "tot", "bewusstlos",
    "schlaf", "schlaeft", "eingeschlafen", "ohnmaechtig", "verwundet", "leblos", "lifeless", "drunk", "betrunken",
    "leiche", "corpse", "passes out", "passing out", "eingenickt", "bleed", "hurt", "injured",
)  # fmt: skip


def slackened(subject: Subject, person: Person, terms: Iterable[Term]) -> Subject:
    """Return somebody who lies there with the hands empty and the deed SLACK, where the words say so."""
    said = person.role == CORPSE or any(term.folded.startswith(_SLACK) for term in terms if not term.refused)
    if subject.pose != "lie" or not said:
        return subject
    held = tuple(each for each in subject.holds if each in person.holds)
    return replace(subject, deed=subject.deed or SLACK, holds=held)
