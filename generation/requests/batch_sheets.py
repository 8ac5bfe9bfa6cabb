"""Sheets of batches: what has come of each request so far, with labels where they compare styles or providers."""

import asyncio
from collections.abc import Sequence

from generation.gallery.gallery import Gallery
from generation.i18n import N_, _, said
from generation.images.batch_sheet import SheetCell, batch_sheet
from generation.requests.comparing import Axes, axes_of, own_notes
from storage.errors import StorageError
from storage.records import CANCELLED, COMPLETED, DELAYED, FAILED, HELD, PROCESSING, QUEUED, Request

_TOLD = {
    QUEUED: N_("waiting"),
    DELAYED: N_("waiting to try again"),
    HELD: N_("waiting for the GM"),
    PROCESSING: N_("being painted"),
    CANCELLED: N_("cancelled"),
    COMPLETED: N_("deleted"),
}


class BatchSheets:
    """Draw the pictures of a batch side by side, whoever may see them: for its own message."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    async def unchecked_sheet(self, batch: Sequence[Request]) -> bytes | None:
        """Return a batch's sheet as JPEG, in the language of whoever is spoken to; None where no picture is there."""
        axes = axes_of(batch)
        cells = await asyncio.gather(*(self._cell(request, batch, axes) for request in batch))
        if not any(cell.picture for cell in cells):
            return None
        across, down = axes.labels() if axes and axes.is_matrix else ((), ())
        return await batch_sheet(cells, across=across, down=down, shape=batch[0].params.size)

    async def _cell(self, request: Request, batch: Sequence[Request], axes: Axes | None) -> SheetCell:
        told = _(_TOLD.get(request.status, request.status))
        if request.status == FAILED:
            told = said(request.error_message or N_("The reason is in the log."))
        label = axes.label(request.params) if axes and not axes.is_matrix else ""
        remark = " ".join(said(note) for note in own_notes(request, batch)) if axes else ""
        return SheetCell(await self._picture(request), told, label, remark)

    async def _picture(self, request: Request) -> bytes | None:
        images = await self._gallery.unchecked_of_request(request.id) if request.status == COMPLETED else ()
        if not images:
            return None
        try:
            return await self._gallery.display_copy(images[0])
        except StorageError:
            return None
