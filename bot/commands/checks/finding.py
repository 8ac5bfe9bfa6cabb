"""What a check has found: something fine, something wrong, or something worth a note."""

from dataclasses import dataclass
from enum import Enum

from generation.i18n import N_, _


class Mark(Enum):
    """How a finding is marked."""

    FINE = N_("ok")
    WRONG = N_("BAD")
    NOTE = N_("note")


@dataclass(frozen=True, slots=True)
class Finding:
    """A mark, and the sentence that says what was found and what to do about it."""

    mark: Mark
    sentence: str

    @property
    def line(self) -> str:
        """Return the line to print."""
        width = max(len(_(mark.value)) for mark in Mark)
        return f"{_(self.mark.value):<{width}} {self.sentence}"


def fine(sentence: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(Mark.FINE, sentence)


def wrong(sentence: str) -> Finding:
    """Return the finding that something has to be mended."""
    return Finding(Mark.WRONG, sentence)


def note(sentence: str) -> Finding:
    """Return a finding that may be as it is meant."""
    return Finding(Mark.NOTE, sentence)
