"""`/image link`: the gallery page in a browser, by a link that logs its asker in, once."""

from typing import Any
from urllib.parse import urlsplit

import discord

from cogs.actors import enter_session
from cogs.bot import bot_of
from cogs.ui.replies import reply_privately
from generation.i18n import _

_HERE_ONLY = frozenset({"127.0.0.1", "::1", "localhost"})


async def send_link(interaction: discord.Interaction[Any]) -> None:
    """Give the asker, for their eyes alone, a link to the session's gallery page.

    Raises:
        SceneError: the page is not served here.

    """
    by = await enter_session(interaction)
    url = await bot_of(interaction).services.tokens.login_link(by)
    text = _("This opens the gallery in your browser, as you, once and within ten minutes. Keep it to yourself:\n{url}")
    lines = [text.format(url=url)]
    if urlsplit(url).hostname in _HERE_ONLY:
        lines.append(_("The address works on the bot's own machine only, until its operator sets PUBLIC_BASE_URL."))
    await reply_privately(interaction, "\n".join(lines), suppress_embeds=True)
