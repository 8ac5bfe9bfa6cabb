"""Campaigns: sessions that share a gallery, styles, lines, veils and a cast, each GM bringing in their own.

A campaign owns nothing: what its sessions share is theirs, seen together. A session that leaves takes nothing of the
others along and leaves nothing of its own behind.
"""

import asyncio
import logging
import secrets
from dataclasses import dataclass, replace
from uuid import uuid4

from generation.campaigns.scope import CampaignScope
from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.events import Broadcaster, SessionChanged
from generation.gallery.gallery import Gallery
from generation.gallery.gallery_pages import GONE
from generation.gallery.scopes import Scope, SessionScope
from generation.i18n import N_, _
from generation.log_codes import person_code
from generation.sessions.members import Membership
from generation.sessions.permissions import GM, PLAYER, Access, Actor
from generation.sessions.sessions import Sessions
from generation.text.visible import named_and_visible
from storage.campaign_gallery import CampaignGalleryStore
from storage.campaigns import Campaign, CampaignStore
from storage.gallery_filters import CAMPAIGN
from storage.params import PUBLIC
from storage.records import Image, Session

log = logging.getLogger(__name__)

LONGEST_NAME, MOST_SESSIONS = 80, 25
#: Who sits at the machine, where a command may look into every session. No person is called so: ids are printable.
AT_THE_MACHINE = "\tat the machine"
#: What is easily told apart when it is read out: neither I, L and O nor 0 and 1.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 3, 4
_IN_NONE = N_("This session is in no campaign. A GM creates one with /campaign create, or joins with a code.")
_NO_CODE = N_("No campaign has this code. Ask the GM who created it to read it to you again.")
_IN_ONE = N_("This session is in a campaign already. Leave it first, with /campaign leave.")


@dataclass(frozen=True, slots=True)
class SharedSession:
    """A session of a campaign as a viewer may know of it: how many pictures they see there."""

    session: Session
    images: int


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """What a viewer may know of a campaign; `join_code`, lines and veils are for who leads the session alone."""

    name: str
    sessions: tuple[SharedSession, ...]
    join_code: str | None = None
    lines: tuple[str, ...] = ()
    veils: tuple[str, ...] = ()


class Campaigns:
    """Create, join and leave campaigns, and find what a viewer may see of their sessions."""

    def __init__(  # what it asks of each session
        self,
        store: CampaignStore,
        images: CampaignGalleryStore,
        gallery: Gallery,
        sessions: Sessions,
        membership: Membership,
        access: Access,
        events: Broadcaster,
    ) -> None:
        self._store = store
        self._images = images
        self._gallery = gallery
        self._sessions = sessions
        self._membership = membership
        self._access = access
        self._events = events

    async def sharing_sessions(self, session_id: str) -> tuple[str, ...]:
        """Return the sessions that share with one, itself first: those of its campaign, else it alone."""
        sharing = await self._store.sharing_sessions(session_id)
        return (session_id, *(each for each in sharing if each != session_id))

    async def of_session(self, session_id: str) -> Campaign | None:
        """Return the campaign that a session is in; its code is for who leads there."""
        return await self._store.of_session(session_id)

    async def create(self, actor: Actor, name: str) -> Campaign:
        """Create a campaign with the actor's session as its first, and return it with its code.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: the name is none, or the session is in a campaign already.

        """
        self._access.require_gm(actor, _("Only the GM may create a campaign."))
        campaign = Campaign(str(uuid4()), _checked_name(name), _new_code(), actor.user_id, now())
        if not await self._store.create(campaign, actor.session_id):
            raise RefusedError(_(_IN_ONE))
        log.info(
            "campaign %s was created by user %s in session %s",
            campaign.id,
            person_code(actor.user_id),
            actor.session_id,
        )
        self._changed(actor.session_id)
        return campaign

    async def join(self, actor: Actor, code: str) -> Campaign:
        """Bring the actor's session into the campaign that a code is of.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: no campaign has this code.
            RefusedError: the session is in a campaign already, or this one has as many as it may.

        """
        self._access.require_gm(actor, _("Only the GM may bring this session into a campaign."))
        campaign = await self._store.by_code(_normal_code(code))
        if campaign is None:
            raise NotFoundError(_(_NO_CODE))
        match await self._store.join(campaign, actor.session_id, actor.user_id, now(), most=MOST_SESSIONS):
            case "gone":
                raise NotFoundError(_(_NO_CODE))
            case "full":
                raise RefusedError(_("A campaign has at most {most} sessions.").format(most=MOST_SESSIONS))
            case "elsewhere":
                raise RefusedError(_(_IN_ONE))
        log.info("session %s joined campaign %s by user %s", actor.session_id, campaign.id, person_code(actor.user_id))
        await self._all_changed(actor.session_id)
        return campaign

    async def leave(self, actor: Actor) -> Campaign:
        """Take the actor's session out of its campaign, and return that.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: the session is in none.

        """
        self._access.require_gm(actor, _("Only the GM may take this session out of its campaign."))
        campaign = await self.required(actor)
        others = await self.sharing_sessions(actor.session_id)
        await self._store.leave(actor.session_id)
        log.info("session %s left campaign %s by user %s", actor.session_id, campaign.id, person_code(actor.user_id))
        for session_id in others:
            self._changed(session_id)
        return campaign

    async def rename(self, actor: Actor, name: str) -> None:
        """Call the campaign something else.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: the session is in none, or the name is none.

        """
        self._access.require_gm(actor, _("Only a GM may rename the campaign."))
        await self._store.rename((await self.required(actor)).id, _checked_name(name))
        await self._all_changed(actor.session_id)

    async def new_code(self, actor: Actor) -> str:
        """Let sessions in by another code from now on, and return it; the old one is good for nothing.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: the session is in none.

        """
        self._access.require_gm(actor, _("Only a GM may change the campaign's code."))
        code = _new_code()
        campaign = await self.required(actor)
        await self._store.change_code(campaign.id, code)
        log.info("campaign %s has another code by user %s", campaign.id, person_code(actor.user_id))
        return code

    async def info(self, actor: Actor) -> CampaignInfo:
        """Return the campaign with those of its sessions that the viewer may look into.

        Raises:
            RefusedError: the session is in none.

        """
        campaign = await self.required(actor)
        shared = []
        for each in await self.visits(actor):
            session = await self._sessions.get(each.session_id)
            if session is not None:
                shared.append(SharedSession(session, (await self._gallery.page(each)).total))
        if actor.role != GM:
            return CampaignInfo(campaign.name, tuple(shared))
        context = await self._sessions.shared_rules(actor.session_id)
        return CampaignInfo(campaign.name, tuple(shared), campaign.join_code, context.lines, context.veils)

    async def visits(self, actor: Actor) -> tuple[Actor, ...]:
        """Return as whom somebody looks into each session that shares with theirs, their own first.

        Each session's place is asked whether they may look in, and as what; where it does not say, they may not. Nobody
        comes to lead elsewhere who does not lead here, so that a lesser role that was granted here stays lesser.
        """
        others = (await self.sharing_sessions(actor.session_id))[1:]
        if actor.user_id == AT_THE_MACHINE:
            return (actor, *(replace(actor, session_id=each) for each in others))
        found = await asyncio.gather(*(self._visit(actor, each) for each in others))
        return (actor, *(each for each in found if each is not None))

    async def _visit(self, actor: Actor, session_id: str) -> Actor | None:
        visitor = await self._membership.visit(actor, session_id)
        if visitor is not None and visitor.role == GM and actor.role != GM:
            return replace(visitor, role=PLAYER)
        return visitor

    async def scope(self, actor: Actor, named: str) -> Scope:
        """Return whose pictures are shown: `SESSION`, or `CAMPAIGN` for those of all sessions that the viewer may see.

        Raises:
            RefusedError: the session is in no campaign.

        """
        return await self.campaign_scope(actor) if named == CAMPAIGN else SessionScope(self._gallery, actor)

    async def campaign_scope(self, actor: Actor) -> CampaignScope:
        """Return the campaign's pictures that the viewer may see.

        Raises:
            RefusedError: the session is in no campaign.

        """
        campaign = await self.required(actor)
        return CampaignScope(campaign.id, self._gallery, self._images, await self.visits(actor))

    async def image(self, image_id: str, actor: Actor) -> tuple[Image, Actor]:
        """Return a picture of the session or of one that shares with it, and as whom the viewer looks at it.

        Raises:
            NotFoundError: there is none that the viewer may see.

        """
        image = await self._gallery.unchecked_image(image_id)
        if image is not None and image.session_id != actor.session_id:
            for visitor in await self.visits(actor):
                if visitor.session_id == image.session_id:
                    return await self._gallery.image(image_id, visitor), visitor
            raise NotFoundError(_(GONE))
        return await self._gallery.image(image_id, actor), actor

    async def required(self, actor: Actor) -> Campaign:
        """Return the campaign that the actor's session is in.

        Raises:
            RefusedError: it is in none.

        """
        campaign = await self._store.of_session(actor.session_id)
        if campaign is None:
            raise RefusedError(_(_IN_NONE))
        return campaign

    async def _all_changed(self, session_id: str) -> None:
        for each in await self.sharing_sessions(session_id):
            self._changed(each)

    def _changed(self, session_id: str) -> None:
        self._events.publish(SessionChanged(session_id, PUBLIC))


def _checked_name(name: str) -> str:
    shown = named_and_visible(name)
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise RefusedError(_("A campaign's name has 1 to {longest} characters.").format(longest=LONGEST_NAME))
    return shown


def _new_code() -> str:
    """Return a code of 60 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _each in range(_GROUP)) for _group in range(_GROUPS))


def _normal_code(typed: str) -> str:
    """Return a code as it is stored, however it was typed."""
    signs = [sign for sign in typed.upper() if sign.isalnum()]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, len(signs), _GROUP))
