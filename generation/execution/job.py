"""A claimed request as it is put to providers: what they are asked for, and what its session says of it."""

import hashlib
from dataclasses import dataclass

from generation.cast.portraits import Portraits
from generation.cast.wording import called
from generation.editing.region import mask_of
from generation.editing.telling import told_after
from generation.errors import RefusedError
from generation.i18n import N_
from generation.privacy.person_codes import PersonCodes
from generation.providers.base import CastMember, Edit, ProviderRequest
from generation.providers.registry import Providers
from generation.sessions.context import SessionContext
from storage.blobs import BlobStore
from storage.images import ImageStore
from storage.records import Claim, Image, Request


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed request, its session and who can be asked there, for what, and what the requester is to be told."""

    claim: Claim
    context: SessionContext
    providers: Providers
    provider_request: ProviderRequest
    notes: tuple[str, ...] = ()

    @property
    def request(self) -> Request:
        """Return the claimed request."""
        return self.claim.request


async def provider_request_of(
    request: Request, context: SessionContext, images: ImageStore, blobs: BlobStore, codes: PersonCodes
) -> ProviderRequest:
    """Return what providers are asked for, the prompt not enhanced yet; `codes` stand for the user.

    Raises:
        RefusedError: the image that was to be changed is gone.
        StorageError: a reference image cannot be read.

    """
    params = request.params
    source = await _source(request, images)
    return ProviderRequest(
        request_id=request.id,
        prompt=request.prompt,
        type=request.type,
        style=context.base,
        width=params.width,
        height=params.height,
        quality=params.quality,
        seed=_seed(request.id) if params.seed is None else params.seed,
        requester=codes.of(request.user_id),
        references=tuple([await blobs.get(key) for key in params.references]),
        alt_text=told_after(source, params) if source else "",
        edit=await _edit(source, request, blobs) if source else None,
        cast=await _cast(request, blobs),
    )


async def _cast(request: Request, blobs: BlobStore) -> tuple[CastMember, ...]:
    """Return who of the cast is in the picture, with what portraits are still there."""
    portraits, figures = Portraits(blobs), request.params.cast
    return tuple(
        [
            CastMember(names.first, names.later, each.noun, each.looks, each.face, await portraits.read(each.portraits))
            for each, names in zip(figures, called(figures), strict=True)
        ]
    )


async def _source(request: Request, images: ImageStore) -> Image | None:
    """Return the image that is to be changed, if one is."""
    params = request.params
    if not params.edit_kind or not params.parent_id:
        return None
    source = await images.get(params.parent_id, sees_secrets=True)
    if source is None or source.image_url is None:
        raise RefusedError(N_("The picture that was to be changed is not in the gallery any more."))
    return source


async def _edit(source: Image, request: Request, blobs: BlobStore) -> Edit:
    params = request.params
    image = await blobs.get(source.image_url or "")
    return Edit(
        params.edit_kind or "",
        image,
        mask=await mask_of(params.edit_region, image),
        strength=params.edit_strength,
        search=params.edit_search,
        recipe=source.recipe,
        seed=source.seed,
    )


def _seed(request_id: str) -> int:
    """Return a seed of the request's own, so that another try of it makes the same image."""
    return int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:4], "big") & 0x7FFFFFFF
