"""Transfer: a cast as a JSON file, written for another session and read from one."""

import asyncio
import base64
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from generation.cast.cast import MOST_CHARACTERS, Cast
from generation.cast.portraits import MOST_PORTRAITS
from generation.cast.sheet import MOST_VERSIONS, Sheet
from generation.errors import RefusedError
from generation.i18n import _
from generation.images.normalize import in_rgb
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Actor
from storage.cast import Character, Version

SCHEMA = 1
MOST_BYTES = 25 * 2**20
#: So large are the pictures in a file, in pixels a side: enough for a face.
_SIDE = 1024

Text = Annotated[str, StringConstraints(max_length=4000)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class VersionInFile(_Model):
    """A version; portraits are image files in base64."""

    name: Text = ""
    looks: Text = ""
    gear: Text = ""
    portraits: Annotated[tuple[str, ...], Field(max_length=MOST_PORTRAITS)] = ()


class CharacterInFile(_Model):
    """A character, its current version by name."""

    name: Text
    pronouns: Text = ""
    metatype: Text = ""
    secret: bool = False
    face: Annotated[int, Field(ge=0, lt=2**53)] = 0
    current: Text = ""
    versions: Annotated[tuple[VersionInFile, ...], Field(min_length=1, max_length=MOST_VERSIONS)]


class CastInFile(_Model):
    """A file: `schema` says of which form it is."""

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    cast: Annotated[tuple[CharacterInFile, ...], Field(max_length=2 * MOST_CHARACTERS)]


@dataclass(frozen=True, slots=True)
class Imported:
    """Who was added, by name, and a sentence for each who was not."""

    added: tuple[str, ...]
    refused: tuple[str, ...]


async def exported(cast: Cast, actor: Actor, names: Sequence[str] = ()) -> bytes:
    """Return the cast as far as somebody may know of it, or those of these names, as a JSON file.

    Raises:
        NotFoundError: one of the names is nobody's.

    """
    characters = [await cast.get(actor, name) for name in names] if names else await cast.all(actor)
    body = {"schema": SCHEMA, "cast": [await _in_file(cast, each) for each in characters]}
    return await asyncio.to_thread(lambda: json.dumps(body, ensure_ascii=False, indent=1).encode())


async def imported(cast: Cast, context: SessionContext, data: bytes) -> Imported:
    """Add the characters of a file; who is there already, or not to be painted here, is left and told.

    Raises:
        RefusedError: it is no such file.

    """
    if len(data) > MOST_BYTES:
        raise RefusedError(_("The file is larger than {megabytes} MB.").format(megabytes=MOST_BYTES // 2**20))
    try:
        read = await asyncio.to_thread(_adapter().validate_json, data)
    except ValidationError:
        raise RefusedError(
            _("This is no cast that I can read. Give a JSON file that /character export has written.")
        ) from None
    added, refused = list[str](), list[str]()
    for each in read.cast:
        try:
            added.append((await _add(cast, context, each)).name)
        except RefusedError as error:
            refused.append(f"{each.name[:40]}: {error}")
    return Imported(tuple(added), tuple(refused))


async def _add(cast: Cast, context: SessionContext, given: CharacterInFile) -> Character:
    first, *others = given.versions
    sheet = Sheet(given.name, given.pronouns, given.metatype, first.looks, first.gear, first.name, secret=given.secret)
    versions = [(sheet, _files(first))]
    versions += [(Sheet(looks=each.looks, gear=each.gear, version=each.name), _files(each)) for each in others]
    return await cast.add_whole(context, versions, current=given.current, face=given.face)


def _files(version: VersionInFile) -> list[bytes]:
    try:
        return [base64.b64decode(each, validate=True) for each in version.portraits]
    except ValueError:
        raise RefusedError(_("A picture in the file is damaged.")) from None


async def _in_file(cast: Cast, character: Character) -> dict[str, object]:
    return {
        "name": character.name,
        "pronouns": character.pronouns,
        "metatype": character.metatype,
        "secret": character.secret,
        "face": character.face,
        "current": character.current,
        "versions": [await _version_in_file(cast, each) for each in character.versions],
    }


async def _version_in_file(cast: Cast, version: Version) -> dict[str, object]:
    portraits = [await asyncio.to_thread(_small, data) for data in await cast.portraits.read(version.portraits)]
    return {"name": version.name, "looks": version.looks, "gear": version.gear, "portraits": portraits}


def _small(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as image:
        picture = in_rgb(image).convert("RGB")
    picture.thumbnail((_SIDE, _SIDE))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return base64.b64encode(file.getvalue()).decode()


@cache
def _adapter() -> TypeAdapter[CastInFile]:
    return TypeAdapter(CastInFile)
