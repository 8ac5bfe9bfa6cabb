"""The embedded artist: a procedural painter that needs no key, no network and no model, and says so."""

from generation.providers.base import Capabilities, Health, Order, Painting, ReportStep
from generation.sketch.children import Studio


class SketchProvider:
    """Paint with the sketch artist in its rendering children."""

    name = "sketch"
    title = "Sketch artist"
    capabilities = Capabilities(seed=True, progress=True, cancel=True, deadline=120.0)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    async def generate(self, order: Order, report: ReportStep) -> Painting:
        """Paint.

        Raises:
            InvalidError: the painter failed at this order.
            UnavailableError: the rendering child died.

        """
        return await self._studio.paint(order, report)

    async def probe(self) -> Health:
        """Tell that it can paint: it always can."""
        return Health(able=True)

    async def aclose(self) -> None:
        """End the rendering children."""
        await self._studio.close()
