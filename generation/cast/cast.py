"""The cast: add, change and remove a campaign's characters."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from generation.cast.new_character import blank_character
from generation.cast.portraits import MOST_PORTRAITS, Portraits
from generation.cast.roster import Roster
from generation.cast.sheet import Sheet, check_words, version_of, written, written_to
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import Broadcaster, CastChanged
from generation.i18n import N_, _
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, Access, Actor
from storage.blobs import BlobStore
from storage.cast import CastStore, Character
from storage.errors import SceneError
from storage.images import ImageStore
from storage.params import PUBLIC, SECRET

#: How many a session has that everybody sees, and how many secret ones.
MOST_CHARACTERS = 60
_TAKEN = N_("There is already somebody called “{name}” in the cast. Choose another name, or edit that one.")
_FULL = N_("A cast has at most {most} characters. Remove one first.")


class Cast(Roster):
    """Keep who appears again and again in a session's pictures; a secret one exists for the GM alone."""

    def __init__(  # what it keeps, and whom it asks and tells
        self,
        store: CastStore,
        images: ImageStore,
        blobs: BlobStore,
        access: Access,
        events: Broadcaster,
        sharing_sessions: Callable[[str], Awaitable[tuple[str, ...]]],
    ) -> None:
        """`sharing_sessions` tells which sessions a session shares its cast with, itself first."""
        super().__init__(store, sharing_sessions)
        self._images = images
        self._blobs = blobs
        self._access = access
        self._events = events
        self.portraits = Portraits(blobs)

    async def add(
        self,
        context: SessionContext,
        sheet: Sheet,
        *,
        files: Sequence[bytes] = (),
        image_id: str | None = None,
        face: int = 0,
    ) -> Character:
        """Add a character; `files` are pictures of it, `image_id` names a picture of the gallery that shows it.

        Made of a secret picture it is secret. Without a `face` that it had elsewhere it gets one of its own.

        Raises:
            NotAllowedError: the person may not ask for pictures here, or wants a secret one and is not the GM.
            NotFoundError: there is no such picture that the person may see.
            RefusedError: a text is of no use or not to be painted, the name is taken, or there are too many.

        """
        self._require_author(context)
        given = [*files]
        if image_id is not None:
            data, secret = await self._picture(context.actor, image_id)
            given.append(data)
            sheet = replace(sheet, secret=True) if secret else sheet
        return await self.add_whole(context, [(sheet, given)], face=face)

    async def add_whole(
        self,
        context: SessionContext,
        versions: Sequence[tuple[Sheet, Sequence[bytes]]],
        *,
        current: str | None = None,
        face: int = 0,
    ) -> Character:
        """Add a character with all its versions at once: each a sheet with its pictures, the first says who it is.

        Raises:
            NotAllowedError: as `add`.
            RefusedError: as `add`, or there is no `current` version.

        """
        self._require_author(context)
        first = versions[0][0]
        if first.secret:
            self._require_gm(context.actor)
        character = written(
            blank_character(context.actor, first, face),
            replace(first, name=first.name or "", version=None, current=None),
        )
        files = {0: versions[0][1]}
        for sheet, pictures in versions[1:]:
            character = written(character, sheet)
            files[written_to(character, sheet.version)] = pictures
        if current is not None:
            character = written(character, Sheet(current=current))
        await check_words(character, context)
        character = await self._with_portraits(character, files)
        outcome = await self._store.add(character, MOST_CHARACTERS)
        if outcome != "added":
            await self.portraits.delete(character.portraits)
            raise RefusedError(
                _(_TAKEN if outcome == "taken" else _FULL).format(name=character.name, most=MOST_CHARACTERS)
            )
        await self._tell(character)
        return character

    async def _with_portraits(self, character: Character, files: Mapping[int, Sequence[bytes]]) -> Character:
        """Return a new character with the pictures of its versions, by their numbers, stored: all or none."""
        versions = [*character.versions]
        try:
            for number, pictures in files.items():
                keys = await self.portraits.store(character, pictures)
                versions[number] = replace(versions[number], portraits=keys)
        except SceneError:
            await self.portraits.delete([key for version in versions for key in version.portraits])
            raise
        return replace(character, versions=tuple(versions))

    async def edit(
        self,
        context: SessionContext,
        name: str,
        sheet: Sheet,
        *,
        files: Sequence[bytes] = (),
        image_id: str | None = None,
        drop_portraits: bool = False,
    ) -> Character:
        """Change a character; pictures come to the version's own, or with `drop_portraits` in their place.

        What was asked for before keeps the looks of then.

        Raises:
            NotAllowedError: somebody else than who has made it, or the GM, tries.
            NotFoundError: there is none that the person may know of.
            RefusedError: as `add`.

        """
        actor = context.actor
        before = await self._own(context, name)
        if sheet.secret is not None and sheet.secret != before.secret:
            self._require_gm(actor)
        given = [*files]
        if image_id is not None:
            data, secret = await self._picture(actor, image_id)
            if secret and not (before.secret if sheet.secret is None else sheet.secret):
                raise RefusedError(_("That picture is secret, and everybody sees this character. Reveal it first."))
            given.append(data)
        character = written(before, sheet)
        number = written_to(character, sheet.version)
        version = character.versions[number]
        kept = () if drop_portraits else version.portraits
        if len(kept) + len(given) > MOST_PORTRAITS:
            raise RefusedError(
                _("A character has up to {most} reference pictures; this version has {count}. Drop them first.").format(
                    most=MOST_PORTRAITS, count=len(kept)
                )
            )
        await check_words(character, context)
        keys = await self.portraits.store(character, given)
        version = replace(version, portraits=(*kept, *keys))
        versions = (*character.versions[:number], version, *character.versions[number + 1 :])
        return await self._change(before, replace(character, versions=versions), keys)

    async def drop_version(self, context: SessionContext, name: str, version: str) -> Character:
        """Remove one of a character's versions.

        Raises:
            NotAllowedError: as `edit`.
            RefusedError: there is no such version, or it is the only one.

        """
        before = await self._own(context, name)
        gone = version_of(before, version)
        left = tuple(each for each in before.versions if each is not gone)
        if not left:
            raise RefusedError(_("That is the only version. Remove the character instead."))
        current = before.current if before.current != gone.name else left[-1].name
        return await self._change(before, replace(before, versions=left, current=current), ())

    async def remove(self, context: SessionContext, name: str) -> Character:
        """Remove a character with its pictures; what was painted stays.

        Raises:
            NotAllowedError: as `edit`.
            NotFoundError: as `edit`.

        """
        character = await self._own(context, name)
        await self._store.remove(character.id)
        await self.portraits.delete(character.portraits)
        await self._tell(character)
        return character

    async def erase_of_user(self, user_id: str) -> int:
        """Remove what characters somebody has made, wherever, and return how many that were."""
        characters = await self._store.unchecked_of_user(user_id)
        for character in characters:
            await self._store.remove(character.id)
            await self.portraits.delete(character.portraits)
            await self._tell(character)
        return len(characters)

    def can_edit(self, actor: Actor, character: Character) -> bool:
        """Tell whether somebody may change a character: who has made it, and the GM of its session."""
        at_home = character.session_id == actor.session_id
        return at_home and not actor.ended and (actor.role == GM or actor.user_id == character.user_id)

    async def _change(self, before: Character, after: Character, new_keys: tuple[str, ...]) -> Character:
        after = replace(after, updated_at=max(now(), before.updated_at + timedelta(microseconds=1)))
        outcome = await self._store.change(after, before.updated_at)
        if outcome != "changed":
            await self.portraits.delete(new_keys)
            gone = _("Somebody else has changed {name} meanwhile. Look at it again, then change it.")
            raise RefusedError((_(_TAKEN) if outcome == "taken" else gone).format(name=after.name))
        # A version that copied another's pictures shares them: what any of them shows stays.
        await self.portraits.delete([key for key in before.portraits if key not in after.portraits])
        await self._tell(replace(after, secret=before.secret and after.secret))
        return after

    async def _tell(self, character: Character) -> None:
        """Tell who may know of a character that it is another now: of a secret one its own session alone."""
        home = character.session_id
        sessions = (home,) if character.secret else await self._sharing_sessions(home)
        for session_id in sessions:
            self._events.publish(CastChanged(session_id, SECRET if character.secret else PUBLIC))

    async def _own(self, context: SessionContext, name: str) -> Character:
        character = await self.get(context.actor, name)
        self._require_author(context)
        if not self.can_edit(context.actor, character):
            raise NotAllowedError(_("Only whoever has made this character, or the GM, may change it."))
        return character

    async def _picture(self, actor: Actor, image_id: str) -> tuple[bytes, bool]:
        """Return a picture of the gallery, and whether it is secret."""
        image = await self._images.get(image_id, sees_secrets=actor.sees_secrets)
        if image is None or image.session_id != actor.session_id or image.image_url is None:
            raise NotFoundError(_("This picture is not in the gallery any more."))
        return await self._blobs.get(image.image_url), image.visibility != PUBLIC

    def _require_author(self, context: SessionContext) -> None:
        self._access.require_requester(context.actor, context.settings)
        if context.actor.ended:
            raise NotAllowedError(_("This session has ended; its cast stays as it is."))

    def _require_gm(self, actor: Actor) -> None:
        self._access.require_gm(actor, _("Only the GM has secret characters, and shows them to the table."))
