"""What the command line says of the console as a whole."""

from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """Whose console it is, in which session, and whether a machine reads it."""

    session: str
    user: str
    _: KW_ONLY
    as_json: bool
