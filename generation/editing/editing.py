"""The service of the front ends: previews, the requests that make edits, and an image's history."""

import asyncio
from dataclasses import dataclass, replace

from generation.editing import changes
from generation.editing.apply import Preview, preview
from generation.editing.captions import require_writable
from generation.editing.changes import VIEW, Change
from generation.editing.pixel_edits import PixelEdits, checked, read_edits
from generation.editing.region import numbered_fields
from generation.editing.side_by_side import side_by_side
from generation.editing.views import VIEWS
from generation.errors import NotFoundError, RefusedError
from generation.gallery.gallery import Gallery
from generation.guild_keys.guild_providers import GuildProviders
from generation.i18n import N_, _
from generation.images.normalize import BadImageError
from generation.requests.drafts import Drafts
from generation.requests.requests import Requests
from generation.requests.variations import UPSCALE, VARY
from generation.sessions.context import SessionContext
from generation.sessions.permissions import Access, Actor
from storage.images import ImageStore
from storage.params import EDITOR, PIXELS, GenerationParams
from storage.records import Image

_DRAFT_GONE = N_("This edit was begun too long ago. Press Edit under the picture again.")
_DONE = {VARY: N_("Varied."), UPSCALE: N_("Made larger.")}


@dataclass(frozen=True, slots=True)
class PixelDraft:
    """Pixel edits that somebody looks at and has not saved yet; forgotten after a day, not by a restart."""

    id: str
    image_id: str
    edits: PixelEdits


@dataclass(frozen=True, slots=True)
class Family:
    """An image with all that it comes of and that came of the same, as the viewer may see them, oldest first."""

    images: tuple[Image, ...]
    #: The place of the image that was asked for.
    at: int

    @property
    def image(self) -> Image:
        """Return the image that was asked for."""
        return self.images[self.at]

    @property
    def before(self) -> Image | None:
        """Return the image that this one was made of, where it is there."""
        return next((each for each in self.images if each.id == self.image.parent_id), None)

    @property
    def after(self) -> tuple[Image, ...]:
        """Return the images that were made of this one."""
        return tuple(each for each in self.images if each.parent_id == self.image.id)


class Editing:
    """Show what edits would make of an image, and write the requests that make them."""

    def __init__(
        self,
        gallery: Gallery,
        images: ImageStore,
        requests: Requests,
        drafts: Drafts,
        providers: GuildProviders,
        access: Access,
    ) -> None:
        self._gallery = gallery
        self._images = images
        self._requests = requests
        self._drafts = drafts
        self._providers = providers
        self._access = access

    async def preview(self, image_id: str, edits: PixelEdits, actor: Actor) -> Preview:
        """Return what pixel edits would make of an image, small.

        Raises:
            NotFoundError: there is no such image for the viewer.
            RefusedError: an edit is none, or the image cannot be read.

        """
        edits = self._checked(edits)
        image = await self._gallery.image(image_id, actor)
        copy = await self._gallery.display_copy(image)
        try:
            return await preview(copy, edits, (image.width or 0, image.height or 0))
        except BadImageError as error:
            raise RefusedError(_("The stored picture is damaged, so it cannot be edited.")) from error

    async def pixel_params(self, image_id: str, edits: PixelEdits, context: SessionContext) -> GenerationParams:
        """Return the params of the request that makes pixel edits; it calls no provider and counts against no limit.

        Raises:
            NotFoundError: there is no such image for the viewer.
            RefusedError: an edit is none, or nothing is to be done.

        """
        edits = self._checked(edits)
        self._access.require_requester(context.actor, context.settings)
        image = await self._gallery.image(image_id, context.actor)
        if edits.does_nothing:
            raise RefusedError(_("Nothing is changed yet. Choose an edit first."))
        return GenerationParams(
            image.prompt,
            type=image.type,
            style=image.style,
            width=image.width or 0,
            height=image.height or 0,
            parent_id=image.id,
            visibility=image.visibility,
            edit_kind=PIXELS,
            edit_pixels=edits.to_text(),
            exact=edits.caption or None,
        )

    async def change_params(
        self, image_id: str, change: Change, context: SessionContext
    ) -> tuple[GenerationParams, tuple[str, ...]]:
        """Return the params of the request by which a provider changes an image, and what is to be said of it.

        Raises:
            NotFoundError: there is no such image for the viewer.
            RefusedError: something lacks, or nobody here can do it; the sentence says who could.

        """
        self._access.require_requester(context.actor, context.settings)
        image = await self._gallery.image(image_id, context.actor)
        if change.kind == VIEW:
            image = await self._seen_bodily(image, context.actor)
        providers = await self._providers.of(context.session.guild_id)
        return changes.params_for(providers, image, change, context.settings)

    async def can_do(self, image: Image) -> tuple[str, ...]:
        """Return the kinds of change that somebody who is set up here can make to an image."""
        return changes.can_do(await self._providers.of_session(image.session_id), image)

    async def family(self, image_id: str, actor: Actor) -> Family:
        """Return an image's history: what it comes of, and what came of that.

        Raises:
            NotFoundError: there is no such image for the viewer.

        """
        image = await self._gallery.image(image_id, actor)
        images = await self._images.lineage(image.id, actor.session_id, sees_secrets=actor.sees_secrets)
        at = next((number for number, each in enumerate(images) if each.id == image.id), None)
        return Family((image,), 0) if at is None else Family(images, at)

    async def side_by_side(self, first: Image, second: Image) -> bytes:
        """Return two images that the viewer has been let see, next to each other: a JPEG."""
        copies = await asyncio.gather(self._gallery.display_copy(first), self._gallery.display_copy(second))
        return await side_by_side(*copies)

    async def numbered_fields(self, image: Image) -> bytes:
        """Return an image that the viewer has been let see under the numbers of its fields: a JPEG."""
        return await numbered_fields(await self._gallery.display_copy(image))

    async def what_was_done(self, image: Image) -> str:
        """Say how an image that the viewer has been let see came of its parent; empty where nobody knows any more."""
        request = await self._requests.unchecked_request(image.request_id or "")
        params = request.params if request else GenerationParams("")
        if params.edit_kind == PIXELS:
            return read_edits(params.edit_pixels).told()
        if params.edit_search in VIEWS:
            return _("View: {view}.").format(view=_(VIEWS[params.edit_search].title))
        if params.edit_kind in _DONE:
            return _(_DONE[params.edit_kind])
        if params.edit_kind in changes.KINDS:
            kind = _(changes.KINDS[params.edit_kind])
            kind = kind[:1].upper() + kind[1:]
            return f"{kind}: {params.exact}" if params.exact and params.edit_kind == changes.WORDS else f"{kind}."
        return ""

    async def keep(self, image_id: str, edits: PixelEdits, actor: Actor) -> PixelDraft:
        """Keep edits that somebody begins with."""
        image = await self._gallery.image(image_id, actor)
        draft = await self._drafts.save(_draft_params(image, edits), actor)
        return PixelDraft(draft.id, image.id, edits)

    async def draft(self, draft_id: str, actor: Actor) -> PixelDraft:
        """Return the edits that somebody is at.

        Raises:
            NotFoundError: there are none of theirs.

        """
        try:
            draft = await self._drafts.get(draft_id, actor)
        except NotFoundError:
            raise NotFoundError(_DRAFT_GONE) from None
        return PixelDraft(draft.id, draft.params.parent_id or "", read_edits(draft.params.edit_pixels))

    async def change_draft(self, draft: PixelDraft, edits: PixelEdits, actor: Actor) -> PixelDraft:
        """Put other edits into what somebody is at.

        Raises:
            NotFoundError: it is not there any more, or its image is not.
            RefusedError: an edit is none.

        """
        edits = self._checked(edits)
        image = await self._gallery.image(draft.image_id, actor)
        await self._drafts.change(draft.id, actor, params=_draft_params(image, edits), enhanced=None)
        return replace(draft, edits=edits)

    def _checked(self, edits: PixelEdits) -> PixelEdits:
        edits = checked(edits)
        require_writable(edits.caption)
        return edits

    async def _seen_bodily(self, image: Image, actor: Actor) -> Image:
        """Return the image that a view was made of, or the image itself: each view is made of what is really there."""
        request = await self._requests.unchecked_request(image.request_id or "")
        if request is None or request.params.edit_search not in VIEWS or image.parent_id is None:
            return image
        try:
            return await self._gallery.image(image.parent_id, actor)
        except NotFoundError:
            return image


def _draft_params(image: Image, edits: PixelEdits) -> GenerationParams:
    return GenerationParams(
        image.prompt, parent_id=image.id, edit_kind=PIXELS, provider=EDITOR, edit_pixels=edits.to_text()
    )
