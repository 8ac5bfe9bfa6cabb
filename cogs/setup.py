"""Put the cogs together on a bot."""

from dataclasses import dataclass

from cogs.asking import Asking
from cogs.base import SceneBot
from cogs.board import Board
from cogs.buttons import SceneButton
from cogs.gallery import GalleryPages
from cogs.image import ImageCog
from cogs.outbox import Outbox
from cogs.owner import OwnerCog
from cogs.stars import Stars, StarsCog


@dataclass(frozen=True, slots=True)
class DiscordParts:
    """What runs beside the gateway: the progress board and the outbox."""

    board: Board
    outbox: Outbox


async def add_cogs(bot: SceneBot) -> DiscordParts:
    """Add every cog and button to the bot and return what is to be run beside it."""
    board, stars = Board(bot), Stars(bot)
    outbox = Outbox(bot, board)
    asking, pages = Asking(bot, board, outbox), GalleryPages(bot, stars)
    bot.add_dynamic_items(SceneButton)
    await bot.add_cog(ImageCog(bot, asking, pages, stars))
    await bot.add_cog(StarsCog(bot, stars))
    await bot.add_cog(OwnerCog(bot))
    return DiscordParts(board, outbox)
