"""`/image link`: the gallery page in a browser, by a link that logs the user in, once."""

from urllib.parse import urlsplit

import discord

from cogs.actors import enter_session
from cogs.bot import SceneBot
from cogs.ui.replies.replies import reply_privately
from generation.i18n import _

_LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


async def send_web_link(interaction: discord.Interaction[SceneBot]) -> None:
    """Give the user, for their eyes alone, a link to the session's gallery page.

    Raises:
        SceneError: the page is not served here.

    """
    actor = await enter_session(interaction)
    url = await interaction.client.services.tokens.login_link(actor)
    text = _(
        "This opens the gallery in your browser, under your name. It works once, within ten minutes. Keep "
        "it to yourself:\n{url}"
    )
    lines = [text.format(url=url)]
    if urlsplit(url).hostname in _LOCAL_HOSTS:
        lines.append(_("The address works only on the bot's own machine until the operator sets PUBLIC_BASE_URL."))
    await reply_privately(interaction, "\n".join(lines), suppress_embeds=True)
