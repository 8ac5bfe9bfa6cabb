"""The cast of sessions: characters with their looks, each in one or several versions."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from storage.records import Record, Row, columns
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class Version:
    """How somebody looks at one time of the campaign; `portraits` are blob keys, `name` is empty for the first one."""

    name: str = ""
    looks: str = ""
    gear: str = ""
    portraits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Character(Record):
    """A row of `cast_character`; its JSON is read once. `current` names one of the versions.

    `face` is what the sketch artist draws the face by, whatever the looks.
    """

    id: str
    session_id: str
    user_id: str
    name: str
    folded_name: str
    pronouns: str
    metatype: str
    secret: bool
    face: int
    versions: tuple[Version, ...]
    current: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Take a row."""
        values: dict[str, Any] = {name: row[name] for name in cls.__slots__}
        versions = tuple(
            Version(each["name"], each["looks"], each["gear"], tuple(each["portraits"]))
            for each in json.loads(values["versions"])
        )
        return cls(**values | {"versions": versions, "secret": bool(values["secret"])})

    @property
    def version(self) -> Version:
        """Return the version that counts where none is named."""
        return next((each for each in self.versions if each.name == self.current), self.versions[0])

    @property
    def portraits(self) -> tuple[str, ...]:
        """Return the blob keys of all versions."""
        return tuple(key for version in self.versions for key in version.portraits)


class CastStore:
    """Read and change the table `cast_character`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def of_session(self, session_id: str, *, sees_secrets: bool) -> tuple[Character, ...]:
        """Return a session's characters by name, the secret ones where the viewer may know of them."""
        return await self._database.all(Character, "cast_of_session", session_id=session_id, sees_secrets=sees_secrets)

    async def unchecked_get(self, character_id: str) -> Character | None:
        """Return a character, whoever may see it."""
        return await self._database.one(Character, "character_by_id", id=character_id)

    async def unchecked_of_user(self, user_id: str) -> tuple[Character, ...]:
        """Return what characters somebody has made, in whatever sessions."""
        return await self._database.all(Character, "characters_of_user", user_id=user_id)

    async def add(self, character: Character, most: int) -> str:
        """Add a character and return "added", "taken" where the name is, or "full" where the session has `most`.

        Secret ones are counted by themselves: who runs into the bound must not learn how many there are.
        """

        async def body(tx: Transaction) -> str:
            await tx.alone("session", character.session_id)
            if await _namesake(tx, character):
                return "taken"
            bounded = {"session_id": character.session_id, "secret": character.secret}
            if (await tx.value(int, "characters_of_session", **bounded) or 0) >= most:
                return "full"
            await tx.run("add_character", **_columns(character))
            return "added"

        return await self._database.write(body)

    async def change(self, character: Character, read_at: datetime) -> str:
        """Change a character that was last changed at `read_at`: "changed", "taken", or "gone" where it was since."""

        async def body(tx: Transaction) -> str:
            await tx.alone("session", character.session_id)
            namesake = await _namesake(tx, character)
            if namesake is not None and namesake.id != character.id:
                return "taken"
            values = _columns(character)
            for unchanged in ("session_id", "user_id", "face", "created_at"):
                del values[unchanged]
            return "changed" if await tx.run("change_character", read_at=read_at, **values) else "gone"

        return await self._database.write(body)

    async def remove(self, character_id: str) -> bool:
        """Remove a character; False where there is none."""
        return bool(await self._database.run("remove_character", id=character_id))

    async def has_portrait(self, stem: str) -> bool:
        """Tell whether a character's row points to files whose keys begin with `stem`."""
        character_id = stem.split("/")[-2] if "/" in stem else stem
        return bool(await self._database.value(int, "has_portrait", id=character_id, stem=stem))


async def _namesake(tx: Transaction, character: Character) -> Character | None:
    return await tx.one(
        Character,
        "character_named",
        session_id=character.session_id,
        folded_name=character.folded_name,
        secret=character.secret,
    )


def _columns(character: Character) -> dict[str, Any]:
    return columns(character) | {"versions": json.dumps([asdict(each) for each in character.versions])}
