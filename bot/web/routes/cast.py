"""The cast: characters that look the same in every picture, with their portraits, and as a file."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from bot.web.auth import CallerCredentials, UserId, Viewer
from bot.web.errors import COMMON
from bot.web.schemas.requests import Name, References, UserBody
from bot.web.schemas.responses import SuccessResponse, json_bytes_response, json_response
from bot.web.state import State
from generation.cast.mentions import mention_of
from generation.cast.sheet import Sheet, version_of
from generation.cast.transfer import exported, imported
from generation.errors import NotFoundError
from generation.i18n import _
from generation.sessions.permissions import Actor
from storage.cast import Character, Version

router = APIRouter(prefix="/api/session/{session_id}/cast", tags=["cast"])

CharacterId = Annotated[str, Path(min_length=1, max_length=64, description="A character's id or name")]
Text = Annotated[str | None, Field(max_length=500)]
VersionName = Annotated[str | None, Query(max_length=60, description="A version's name; without one the current one")]


class CharacterBody(UserBody):
    """What is said of a character; what is left out stays as it is, and is empty in a new one."""

    name: Text = None
    pronouns: Text = None
    metatype: Text = None
    looks: Text = None
    gear: Text = None
    version: Annotated[Text, Field(description="Which version looks, gear and pictures are of")] = None
    secret: Annotated[bool | None, Field(description="For the GM's eyes only")] = None
    references: References = []  # noqa: RUF012  # pydantic copies it
    image_id: Annotated[Name | None, Field(description="A picture of the gallery that shows the character")] = None

    def to_sheet(self, current: str | None = None) -> Sheet:
        """Return it as the cast takes it."""
        return Sheet(self.name, self.pronouns, self.metatype, self.looks, self.gear, self.version, current, self.secret)


class ChangeBody(CharacterBody):
    """A change of a character; pictures come to the version's own."""

    current: Annotated[Text, Field(description="The version that counts from now on")] = None
    drop_references: Annotated[bool, Field(description="Take the version's pictures away first")] = False


class VersionResponse(BaseModel):
    """How somebody looks at one time; `name` is empty for the first version, `portraits` counts the pictures."""

    name: str
    looks: str
    gear: str
    portraits: int


class CharacterResponse(BaseModel):
    """A character; `mention` is what to type in a description."""

    id: str
    name: str
    mention: str
    pronouns: str
    metatype: str
    looks: str
    gear: str
    secret: bool
    current: str
    versions: list[VersionResponse]
    user_id: str
    may_change: bool


class CastResponse(SuccessResponse):
    """The cast as far as the viewer may know of it, by name."""

    characters: list[CharacterResponse]


class OneCharacterResponse(SuccessResponse):
    """One character."""

    character: CharacterResponse


class ImportedResponse(SuccessResponse):
    """Who was added, by name, and a sentence for each who was not."""

    added: list[str]
    refused: list[str]


@router.get("", response_model=CastResponse, responses=COMMON)
async def cast(state: State, actor: Viewer) -> Response:
    """Return the cast."""
    characters = [_response(state, each, actor) for each in await state.services.cast.all(actor)]
    return json_response(CastResponse(characters=characters))


@router.post("", response_model=OneCharacterResponse, responses=COMMON)
async def add(state: State, caller: CallerCredentials, body: CharacterBody) -> Response:
    """Add a character."""
    context = await caller.context_for(body.user_id)
    character = await state.services.cast.add(
        context, body.to_sheet(), files=tuple(body.references), image_id=body.image_id
    )
    return json_response(OneCharacterResponse(character=_response(state, character, context.actor)))


@router.get("/file", response_class=Response, responses=COMMON)
async def export(
    state: State, actor: Viewer, name: Annotated[list[str] | None, Query(max_length=60)] = None
) -> Response:
    """Return the cast, or those of these names, as a file for another session."""
    data = await exported(state.services.cast, actor, tuple(name or ()))
    return json_bytes_response(data, {"Content-Disposition": 'attachment; filename="cast.json"'})


@router.post("/file", response_model=ImportedResponse, responses=COMMON)
async def import_(request: Request, state: State, caller: CallerCredentials, user_id: UserId = None) -> Response:
    """Add the characters of such a file, which is the body as it is."""
    context = await caller.context_for(user_id)
    result = await imported(state.services.cast, context, await request.body())
    return json_response(ImportedResponse(added=list(result.added), refused=list(result.refused)))


@router.get("/{character_id}", response_model=OneCharacterResponse, responses=COMMON)
async def character(state: State, actor: Viewer, character_id: CharacterId) -> Response:
    """Return a character."""
    found = await state.services.cast.get(actor, character_id)
    return json_response(OneCharacterResponse(character=_response(state, found, actor)))


@router.put("/{character_id}", response_model=OneCharacterResponse, responses=COMMON)
async def change(state: State, caller: CallerCredentials, character_id: CharacterId, body: ChangeBody) -> Response:
    """Change a character; what was asked for before keeps its looks of then."""
    context = await caller.context_for(body.user_id)
    changed = await state.services.cast.edit(
        context,
        character_id,
        body.to_sheet(body.current),
        files=tuple(body.references),
        image_id=body.image_id,
        drop_portraits=body.drop_references,
    )
    return json_response(OneCharacterResponse(character=_response(state, changed, context.actor)))


@router.delete("/{character_id}", response_model=SuccessResponse, responses=COMMON)
async def remove(
    state: State,
    caller: CallerCredentials,
    character_id: CharacterId,
    user_id: UserId = None,
    version: VersionName = None,
) -> Response:
    """Remove a character, or one of its versions; what was painted stays."""
    context = await caller.context_for(user_id)
    if version is None:
        await state.services.cast.remove(context, character_id)
    else:
        await state.services.cast.drop_version(context, character_id, version)
    return json_response(SuccessResponse())


@router.get("/{character_id}/portrait", response_class=Response, responses=COMMON)
async def portrait(state: State, actor: Viewer, character_id: CharacterId, version: VersionName = None) -> Response:
    """Return a character's first picture as JPEG, 320 pixels at most."""
    found = await state.services.cast.get(actor, character_id)
    shown = found.version if version is None else version_of(found, version)
    data = await state.services.cast.portraits.thumbnail(shown)
    if data is None:
        raise NotFoundError(_("There is no picture of this character."))
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=60"})


def _response(state: State, character: Character, actor: Actor) -> CharacterResponse:
    version = character.version
    return CharacterResponse(
        id=character.id,
        name=character.name,
        mention=mention_of(character.name),
        pronouns=character.pronouns,
        metatype=character.metatype,
        looks=version.looks,
        gear=version.gear,
        secret=character.secret,
        current=character.current,
        versions=[_version(each) for each in character.versions],
        user_id=character.user_id,
        may_change=state.services.cast.can_edit(actor, character),
    )


def _version(version: Version) -> VersionResponse:
    return VersionResponse(name=version.name, looks=version.looks, gear=version.gear, portraits=len(version.portraits))
