"""Put the cogs together on a bot."""

from dataclasses import dataclass

from cogs.asking import Asking
from cogs.base import SceneBot
from cogs.board import Board
from cogs.buttons import SceneButton
from cogs.choices import SceneSelect
from cogs.composing import Composing
from cogs.enhancing import Enhancing
from cogs.gallery import GalleryPages
from cogs.gallery_album import Album
from cogs.gallery_refresh import Refreshing
from cogs.illustrate import IllustrateCog
from cogs.image import ImageCog
from cogs.menus import MenusCog
from cogs.modals import FormsCog
from cogs.outbox import Outbox
from cogs.owner import OwnerCog
from cogs.pictures import Pictures
from cogs.removing import Removing
from cogs.reviews import ReviewDesk
from cogs.session import SessionCog
from cogs.session_settings import SettingsDesk
from cogs.stars import Clearing, Stars, StarsCog
from cogs.tags import Tagging


@dataclass(frozen=True, slots=True)
class DiscordParts:
    """What runs beside the gateway: the progress board, the outbox, and what keeps opened pages up to date."""

    board: Board
    outbox: Outbox
    refreshing: Refreshing


async def add_cogs(bot: SceneBot) -> DiscordParts:
    """Add every cog and button to the bot and return what is to be run beside it."""
    board, stars = Board(bot), Stars(bot)
    outbox = Outbox(bot, board)
    asking, album = Asking(bot, board, outbox), Album(bot)
    composing, tagging = Composing(bot, asking), Tagging(bot, album)
    pages = GalleryPages(bot, album, stars, composing)
    Clearing(bot)
    enhancing = Enhancing(bot, asking, composing)
    Pictures(bot, asking, composing, pages, stars)
    Removing(bot)
    ReviewDesk(bot)
    bot.add_dynamic_items(SceneButton, SceneSelect)
    await bot.add_cog(FormsCog(bot))
    await bot.add_cog(ImageCog(bot, asking, pages, composing, enhancing, tagging, outbox.private))
    await bot.add_cog(IllustrateCog(bot, enhancing))
    await bot.add_cog(SessionCog(bot, SettingsDesk(bot)))
    await bot.add_cog(StarsCog(bot, stars))
    await bot.add_cog(MenusCog(bot, stars, tagging))
    await bot.add_cog(OwnerCog(bot))
    return DiscordParts(board, outbox, Refreshing(bot, album))
