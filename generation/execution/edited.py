"""Pixel edits as a worker makes them: an image of the gallery becomes a result like a provider's."""

from generation.editing.apply import edited_file
from generation.editing.telling import edits_of, recipe_after
from generation.errors import FinalError, RefusedError
from generation.execution.kept_results import PaintedBy
from generation.i18n import N_
from generation.images.normalize import BadImageError
from generation.provider_catalogue.titles import painted_by
from generation.providers.base import ProviderRequest, ProviderResult
from storage.images import ImageStore
from storage.params import EDITOR
from storage.records import Request

#: Who has made what comes of pixel edits.
BY_EDITOR = PaintedBy(EDITOR, "Editor")
#: Stands for the row of a call where none was made.
NO_CALL = ""


async def edited(request: Request, asked: ProviderRequest, images: ImageStore) -> ProviderResult:
    """Return the image that a request for pixel edits is for.

    Raises:
        RefusedError: the image that was to be edited is gone.
        FinalError: the image that is stored cannot be read.

    """
    source = await images.get(request.params.parent_id or "", sees_secrets=True)
    if source is None or asked.edit is None:
        raise RefusedError(N_("The picture that was to be changed is not in the gallery any more."))
    try:
        data = await edited_file(asked.edit.image, edits_of(request.params))
    except BadImageError as error:
        raise FinalError(error.code, N_("The stored picture is damaged, so it cannot be edited.")) from error
    before = source.model or "" if source.provider == EDITOR else painted_by(source.provider, source.model)
    return ProviderResult(
        data, before, seed=source.seed, alt_text=asked.alt_text, recipe=recipe_after(source, request.params)
    )
