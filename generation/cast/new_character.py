"""A new character: of whom nothing is written yet, with a face of its own."""

import secrets
from uuid import uuid4

from generation.cast.names import clean_version
from generation.cast.sheet import Sheet
from generation.clock import now
from generation.sessions.permissions import Actor
from storage.cast import Character, Version

#: One past the largest number that a face is drawn by: every JSON reader keeps it whole.
FACES = 2**40


def blank_character(actor: Actor, sheet: Sheet, face: int) -> Character:
    """Return a character of whom nothing is written yet, with a first version that is called as a sheet says."""
    moment = now()
    version = Version(clean_version(sheet.version or ""))
    return Character(
        id=str(uuid4()),
        session_id=actor.session_id,
        user_id=actor.user_id,
        name="",
        folded_name="",
        pronouns="",
        metatype="",
        secret=False,
        face=face or secrets.randbelow(FACES - 1) + 1,
        versions=(version,),
        current=version.name,
        created_at=moment,
        updated_at=moment,
    )
