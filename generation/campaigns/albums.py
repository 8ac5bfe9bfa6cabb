"""Albums: named, ordered selections of pictures with captions, that the members of a session or a campaign add to.

An album holds no picture: it shows each viewer those of its pictures that they may see where they hang. What is deleted
there is gone here, and what a session has put into a campaign's album shows to nobody while it is in no such campaign.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from generation.campaigns.campaigns import Campaigns
from generation.campaigns.words import checked_caption, checked_name
from generation.clock import now
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.events import AlbumChanged, Broadcaster
from generation.gallery.gallery import Gallery
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.sessions.permissions import GM, OBSERVER, Access, Actor
from generation.sessions.sessions import Sessions
from storage.albums import Album, AlbumPicture, AlbumStore, ListedAlbum
from storage.gallery_filters import CAMPAIGN, SESSION
from storage.params import PUBLIC
from storage.records import Image

log = logging.getLogger(__name__)

MOST_ALBUMS, MOST_PICTURES = 100, 500
_NO_ALBUM = N_("There is no such album here. /album list shows which there are.")
_NOT_IN = N_("This picture is not in the album.")


@dataclass(frozen=True, slots=True)
class PictureInAlbum:
    """A picture of an album as the viewer sees it; `may_edit` is whether they may caption it or take it out."""

    image: Image
    viewer: Actor
    caption: str
    added_by: str
    may_edit: bool


class Albums:
    """Make albums, add to them, order them, and show them."""

    def __init__(  # what it asks of pictures and sessions
        self,
        store: AlbumStore,
        gallery: Gallery,
        campaigns: Campaigns,
        sessions: Sessions,
        access: Access,
        events: Broadcaster,
    ) -> None:
        self._store = store
        self._gallery = gallery
        self._campaigns = campaigns
        self._sessions = sessions
        self._access = access
        self._events = events

    async def all(self, actor: Actor) -> tuple[ListedAlbum, ...]:
        """Return the albums of the session, then those of its campaign, each with what the viewer sees of it."""
        albums = await self._listed(SESSION, actor.session_id, (actor,))
        campaign = await self._campaigns.of_session(actor.session_id)
        if campaign is None:
            return albums
        return albums + await self._listed(CAMPAIGN, campaign.id, await self._campaigns.visits(actor))

    async def _listed(self, scope: str, owner_id: str, visitors: Sequence[Actor]) -> tuple[ListedAlbum, ...]:
        sessions = [each.session_id for each in visitors]
        leading = [each.session_id for each in visitors if each.sees_secrets]
        return await self._store.seen(scope, owner_id, sessions=sessions, leading=leading)

    async def get(self, album_id: str, actor: Actor) -> Album:
        """Return an album of the actor's session, or of its campaign.

        Raises:
            NotFoundError: there is none.

        """
        album = await self._store.get(album_id)
        if album is None or not await self._is_here(album, actor):
            raise NotFoundError(_(_NO_ALBUM))
        return album

    async def named(self, name: str, actor: Actor) -> Album:
        """Return the album of that name or id, the session's own before the campaign's.

        Raises:
            NotFoundError: there is none.

        """
        found = await self._store.by_name(SESSION, actor.session_id, _key(name))
        if found is None and (campaign := await self._campaigns.of_session(actor.session_id)):
            found = await self._store.by_name(CAMPAIGN, campaign.id, _key(name))
        return found or await self.get(name, actor)

    async def create(self, actor: Actor, name: str, scope: str = SESSION) -> Album:
        """Make an album of the session, or with `CAMPAIGN` of its campaign.

        Raises:
            NotAllowedError: an observer tries, or the session has ended.
            RefusedError: the name is none or taken, there are too many, or the session is in no campaign.

        """
        self._require_member(actor)
        name = await checked_name(name, await self._sessions.shared_rules(actor.session_id))
        owner_id = (await self._campaigns.required(actor)).id if scope == CAMPAIGN else actor.session_id
        album = Album(str(uuid4()), scope, owner_id, name, _key(name), actor.user_id, now())
        created = await self._store.create(album, most=MOST_ALBUMS)
        if created is None:
            raise RefusedError(_("There are {most} albums already. Delete one first.").format(most=MOST_ALBUMS))
        if not created:
            raise RefusedError(_("There is an album of this name already. Choose another name."))
        log.info(
            "album %s was created by user %s in session %s", album.id, person_code(actor.user_id), actor.session_id
        )
        await self._changed(album, actor)
        return album

    async def rename(self, actor: Actor, album_id: str, name: str) -> Album:
        """Call an album something else.

        Raises:
            NotFoundError: there is no such album.
            NotAllowedError: neither who made it nor a GM tries, or the session has ended.
            RefusedError: the name is none or taken.

        """
        album = await self._own(actor, album_id)
        name = await checked_name(name, await self._sessions.shared_rules(actor.session_id))
        if not await self._store.rename(album.id, name, _key(name)):
            raise RefusedError(_("There is an album of this name already. Choose another name."))
        await self._changed(album, actor)
        return await self.get(album_id, actor)

    async def deletable(self, actor: Actor, album_id: str) -> Album:
        """Return an album that the actor may rename or delete.

        Raises:
            NotFoundError: there is no such album.
            NotAllowedError: neither who made it nor a GM asks, or the session has ended.

        """
        return await self._own(actor, album_id)

    async def delete(self, actor: Actor, album_id: str) -> Album:
        """Delete an album; its pictures stay where they hang.

        Raises:
            NotFoundError: there is no such album.
            NotAllowedError: neither who made it nor a GM tries, or the session has ended.

        """
        album = await self._own(actor, album_id)
        await self._store.delete(album.id)
        log.info("album %s was deleted by user %s", album.id, person_code(actor.user_id))
        await self._changed(album, actor)
        return album

    async def add(self, actor: Actor, album_id: str, image_id: str, caption: str = "") -> bool:
        """Put a picture that the actor sees at an album's end; False where it is in there already.

        Raises:
            NotFoundError: there is no such album, or no such picture for the actor.
            NotAllowedError: an observer tries, or the session has ended.
            RefusedError: the album is full, the caption too long, or the picture of another session.

        """
        self._require_member(actor)
        album = await self.get(album_id, actor)
        image, _viewer = await self._campaigns.image(image_id, actor)
        if album.scope == SESSION and image.session_id != actor.session_id:
            raise RefusedError(_("This album holds pictures of this session alone. Add it to one of the campaign."))
        caption = await checked_caption(caption, await self._sessions.shared_rules(actor.session_id))
        added = await self._store.add(album.id, image.id, caption, actor.user_id, now(), most=MOST_PICTURES)
        if added is None:
            raise RefusedError(_("An album holds at most {most} pictures.").format(most=MOST_PICTURES))
        await self._changed(album, actor)
        return added

    async def remove(self, actor: Actor, album_id: str, image_id: str) -> None:
        """Take a picture out of an album; it stays in its gallery.

        Raises:
            NotFoundError: there is no such album, or the viewer sees no such picture in it.
            NotAllowedError: neither who has added it nor a GM tries, or the session has ended.

        """
        album, _picture = await self._editable(actor, album_id, image_id)
        await self._store.remove(album.id, image_id)
        await self._changed(album, actor)

    async def caption(self, actor: Actor, album_id: str, image_id: str, caption: str) -> None:
        """Say something of a picture in an album.

        Raises:
            NotFoundError: there is no such album, or the viewer sees no such picture in it.
            NotAllowedError: neither who has added it nor a GM tries, or the session has ended.
            RefusedError: it is too long.

        """
        album, _picture = await self._editable(actor, album_id, image_id)
        checked = await checked_caption(caption, await self._sessions.shared_rules(actor.session_id))
        await self._store.caption(album.id, image_id, checked)
        await self._changed(album, actor)

    async def order(self, actor: Actor, album_id: str, image_ids: Sequence[str]) -> None:
        """Have an album's pictures stand in this order; those that the actor does not see stay where they are.

        Raises:
            NotFoundError: there is no such album.
            NotAllowedError: an observer tries, or the session has ended.

        """
        await self._arrange(actor, album_id, lambda seen: [image_id for image_id in image_ids if image_id in seen])

    async def move(self, actor: Actor, album_id: str, image_id: str, number: int) -> None:
        """Make a picture the number-th of those that the actor sees in an album, counted from 1.

        Raises:
            NotFoundError: there is no such album, or the viewer sees no such picture in it.
            NotAllowedError: an observer tries, or the session has ended.

        """

        def moved(seen: Sequence[str]) -> Sequence[str]:
            if image_id not in seen:
                raise NotFoundError(_(_NOT_IN))
            ids = [each for each in seen if each != image_id]
            ids.insert(max(number, 1) - 1, image_id)
            return ids

        await self._arrange(actor, album_id, moved)

    async def _arrange(self, actor: Actor, album_id: str, arrange: Callable[[Sequence[str]], Sequence[str]]) -> None:
        """Have the pictures that the actor sees stand as `arrange` makes of their ids, which are in their order."""
        self._require_member(actor)
        album = await self.get(album_id, actor)
        visitors = await self._visitors(album, actor)

        def arranged(pictures: Sequence[AlbumPicture]) -> Sequence[str]:
            return arrange([picture.image_id for picture, _viewer in _seen(pictures, visitors)])

        await self._store.order(album.id, arranged)
        await self._changed(album, actor)

    async def pictures(self, actor: Actor, album_id: str) -> tuple[PictureInAlbum, ...]:
        """Return what the viewer sees in an album, in its order.

        Raises:
            NotFoundError: there is no such album.

        """
        album = await self.get(album_id, actor)
        pictures = []
        for picture, viewer in await self._seen(album, await self._visitors(album, actor)):
            image = await self._gallery.unchecked_image(picture.image_id)
            if image is not None:
                may_edit = self._may_edit(actor, picture)
                pictures.append(PictureInAlbum(image, viewer, picture.caption, picture.added_by, may_edit))
        return tuple(pictures)

    async def _seen(self, album: Album, visitors: Sequence[Actor]) -> list[tuple[AlbumPicture, Actor]]:
        """Return the pictures that somebody sees who may look into these sessions, and as whom."""
        return _seen(await self._store.unchecked_pictures(album.id), visitors)

    async def _visitors(self, album: Album, actor: Actor) -> tuple[Actor, ...]:
        return await self._campaigns.visits(actor) if album.scope == CAMPAIGN else (actor,)

    async def _is_here(self, album: Album, actor: Actor) -> bool:
        if album.scope == SESSION:
            return album.owner_id == actor.session_id
        campaign = await self._campaigns.of_session(actor.session_id)
        return campaign is not None and campaign.id == album.owner_id

    async def _own(self, actor: Actor, album_id: str) -> Album:
        self._require_member(actor)
        album = await self.get(album_id, actor)
        if actor.role != GM and actor.user_id != album.created_by:
            raise NotAllowedError(_("Only whoever made this album, or a GM, may do that."))
        return album

    async def _editable(self, actor: Actor, album_id: str, image_id: str) -> tuple[Album, AlbumPicture]:
        self._require_member(actor)
        album = await self.get(album_id, actor)
        for picture, _viewer in await self._seen(album, await self._visitors(album, actor)):
            if picture.image_id == image_id:
                if not self._may_edit(actor, picture):
                    raise NotAllowedError(_("Only whoever added this picture to the album, or a GM, may do that."))
                return album, picture
        raise NotFoundError(_(_NOT_IN))

    def _may_edit(self, actor: Actor, picture: AlbumPicture) -> bool:
        return not actor.ended and (actor.role == GM or (actor.role != OBSERVER and actor.user_id == picture.added_by))

    def _require_member(self, actor: Actor) -> None:
        self._access.require_active_session(actor)
        if actor.role == OBSERVER:
            raise NotAllowedError(_("Observers may look at albums; ask the GM to make you a player to add to them."))

    async def _changed(self, album: Album, actor: Actor) -> None:
        campaign = album.scope == CAMPAIGN
        sessions = await self._campaigns.sharing_sessions(actor.session_id) if campaign else (actor.session_id,)
        for session_id in sessions:
            self._events.publish(AlbumChanged(session_id, PUBLIC, album.id))


def _seen(pictures: Sequence[AlbumPicture], visitors: Sequence[Actor]) -> list[tuple[AlbumPicture, Actor]]:
    by_session = {each.session_id: each for each in visitors}
    return [
        (picture, viewer)
        for picture in pictures
        if (viewer := by_session.get(picture.session_id)) and (picture.visibility == PUBLIC or viewer.sees_secrets)
    ]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
