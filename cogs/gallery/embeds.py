"""How gallery pages look: one image with its number, nine as a numbered list, or the reason why there is none."""

from collections.abc import Mapping, Sequence

import discord

from cogs.delivery.embeds import image_embed
from cogs.ui.embeds import ASH, NEON, STAR, escape_markdown, prompt_text, style_title, type_title
from cogs.ui.mentions import mention_of
from generation.gallery.opened_pages import OpenedPage
from generation.i18n import _
from storage.campaigns import Campaign
from storage.gallery_filters import EVERYTHING, NEWEST, OLDEST, STARS, GalleryFilter
from storage.images import COUNT_CAP, Page
from storage.params import PUBLIC
from storage.records import Image

_MAX_LINE = 140


def page_embed(
    images: Page, stars: int, page: OpenedPage, styles: Mapping[str, str], campaign: Campaign | None = None
) -> discord.Embed:
    """Return the details of a page's image with its number in the gallery; `styles` names styles by their ids."""
    image = images.images[0]
    embed = image_embed(image, stars)
    embed.title = _title(page.shown, campaign)
    if image.visibility != PUBLIC:
        embed.set_author(name=_("Secret: only the GM sees this until it is revealed"))
    if image.tag_names:
        embed.add_field(name=_("Tags"), value=prompt_text(", ".join(image.tag_names), 1000), inline=False)
    _add_filter(embed, page.shown, styles)
    texts = {
        NEWEST: _("Picture {number} of {total}, newest first"),
        OLDEST: _("Picture {number} of {total}, oldest first"),
        STARS: _("Picture {number} of {total}, most stars first"),
    }
    if _is_uncounted(images, page):
        embed.set_footer(text=_uncounted(images))
    else:
        embed.set_footer(text=texts[page.sort].format(number=_number(images, 0), total=_total(images)))
    return embed


def grid_embed(
    images: Page, page: OpenedPage, styles: Mapping[str, str], campaign: Campaign | None = None
) -> discord.Embed:
    """Return what the numbers of a contact sheet stand for."""
    lines = [f"**{number}** {_line(image)}" for number, image in enumerate(images.images, start=1)]
    embed = discord.Embed(title=_title(page.shown, campaign), description="\n".join(lines), color=NEON)
    _add_filter(embed, page.shown, styles)
    texts = {
        NEWEST: _("Pictures {first} to {last} of {total}, newest first"),
        OLDEST: _("Pictures {first} to {last} of {total}, oldest first"),
        STARS: _("Pictures {first} to {last} of {total}, most stars first"),
    }
    first, last = _number(images, 0), _number(images, len(images.images) - 1)
    if _is_uncounted(images, page):
        embed.set_footer(text=_uncounted(images))
    else:
        embed.set_footer(text=texts[page.sort].format(first=first, last=last, total=_total(images)))
    return embed


def empty_gallery_embed(
    shown: GalleryFilter, styles: Mapping[str, str], campaign: Campaign | None = None
) -> discord.Embed:
    """Say that there is nothing to show yet, and how to change that."""
    if shown == EVERYTHING and campaign:
        text = _(
            "There is no picture in this campaign yet that you may see. Paint the first one with `/image generate`."
        )
    elif shown == EVERYTHING:
        text = _("This session has no pictures yet. Paint the first one with `/image generate`.")
    elif shown == GalleryFilter(favorites=True):
        text = _("No picture has a star here yet. Press {star} under one you like.").format(star=STAR)
    else:
        text = _("No pictures match. Change the filter or the search, or show all pictures.")
    embed = discord.Embed(title=_title(shown, campaign), description=text, color=ASH)
    _add_filter(embed, shown, styles)
    return embed


def filter_lines(shown: GalleryFilter, styles: Mapping[str, str]) -> Sequence[str]:
    """Return in words what a filter shows, besides favorites."""
    labels = (
        (_("type: {value}"), type_title(shown.type) if shown.type else None),
        (_("style: {value}"), _(styles.get(shown.style, style_title(shown.style))) if shown.style else None),
        (_("tag: {value}"), shown.tag),
        (_("search: “{value}”"), shown.search),
    )
    return [text.format(value=value) for text, value in labels if value]


def one_line_prompt(image: Image, most: int) -> str:
    """Return an image's description in one line of so many characters, for a list."""
    words = " ".join(image.prompt.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _title(shown: GalleryFilter, campaign: Campaign | None) -> str:
    if campaign is not None:
        heading = _("Favorites of the campaign {name}") if shown.favorites else _("Campaign {name}")
        return heading.format(name=escape_markdown(campaign.name))
    return _("Favorites") if shown.favorites else _("Gallery")


def _add_filter(embed: discord.Embed, shown: GalleryFilter, styles: Mapping[str, str]) -> None:
    lines = [prompt_text(line) for line in filter_lines(shown, styles)]
    if shown.member:
        lines.append(_("by: {user}").format(user=mention_of(shown.member)))
    if lines:
        embed.add_field(name=_("Filter"), value="\n".join(lines)[:1024], inline=False)


def _line(image: Image) -> str:
    words = prompt_text(one_line_prompt(image, _MAX_LINE))
    line = _("{words}, by {user}").format(words=words, user=mention_of(image.user_id))
    line = f"{line} {STAR} {_('favorite')}" if image.is_favorite else line
    return line if image.visibility == PUBLIC else f"{line} ({_('secret')})"


def _is_uncounted(images: Page, page: OpenedPage) -> bool:
    """Tell whether nobody knows the numbers of images, counted from the oldest."""
    return images.capped and page.sort == OLDEST


def _uncounted(images: Page) -> str:
    return _("{total} pictures, oldest first").format(total=_total(images))


def _number(page: Page, index: int) -> str:
    number = page.before + index
    return _("over {count}").format(count=COUNT_CAP) if page.capped and number >= COUNT_CAP else str(number + 1)


def _total(page: Page) -> str:
    return f"{COUNT_CAP}+" if page.capped else str(page.total)
