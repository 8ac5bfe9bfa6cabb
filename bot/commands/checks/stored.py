"""Check what is stored, the database and the pictures' files, and who can paint."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.commands.checks.models import about_models
from bot.commands.checks.shard_coverage import check_shard_coverage
from bot.settings import Settings
from bot.wiring.app import App, open_app
from generation.gallery.picture_files import display_key
from generation.i18n import _, ngettext, said
from generation.providers.health import ProviderStatus
from storage.errors import SceneError
from storage.integrity import UnfinishedError, find_damage

#: How long the database is looked through, in seconds.
CHECK_SECONDS = 60.0
#: How many pictures with lost files are named.
MOST_NAMED = 5
#: In how many sessions' channels it is looked what the bot may do.
MOST_SESSIONS = 100


@dataclass(frozen=True, slots=True)
class Stored:
    """What was found, and the sessions on Discord that the database knows, by their server."""

    findings: list[Finding]
    sessions: Mapping[str, Sequence[str]] = field(default_factory=dict)


async def check_stored(settings: Settings) -> Stored:
    """Look for damage in the database; only where there is none the application is opened, as that writes to it."""
    first = list[Finding]()
    if settings.postgresql_url:
        return await _check_opened(settings)
    try:
        damage = await asyncio.to_thread(find_damage, settings.database_path, CHECK_SECONDS)
    except UnfinishedError:
        searched = _("The database is large: within {seconds:.0f} s no damage was found in it.")
        first.append(note(searched.format(seconds=CHECK_SECONDS)))
    else:
        if damage:
            advice = _("Restore the database from a backup, or move it away to start afresh; then run doctor again.")
            return Stored([*(wrong(said(line)) for line in damage), note(advice)])
        if settings.database_path.exists():
            first.append(fine(_("The database file is not damaged.")))
    opened = await _check_opened(settings)
    return replace(opened, findings=[*first, *opened.findings])


async def _check_opened(settings: Settings) -> Stored:
    try:
        async with open_app(settings) as app:
            return Stored(await _check_app(app), await app.stores.sessions.of_guilds(MOST_SESSIONS))
    except SceneError as error:
        return Stored([wrong(said(str(error)))])


async def _check_app(app: App) -> list[Finding]:
    """Look at what is stored, and ask every provider that is set up how it is."""
    await app.services.health.refresh()
    waiting = sum((await app.services.requests.counts()).values())
    opened = ngettext(
        "The database works; {count} request is unfinished.",
        "The database works; {count} requests are unfinished.",
        waiting,
    )
    found = [fine(opened.format(count=waiting)), await _check_images(app)]
    if app.settings.image_store_url:
        found.append(fine(_("The picture store takes pictures and deletes them.")))
    for status in await app.services.health.all():
        if status.configured:
            found += _about_provider(status)
    found += await _check_guild_keys(app)
    found += await check_shard_coverage(app)
    return [*found, *about_models(app), *(note(said(problem)) for problem in app.problems)]


async def _check_guild_keys(app: App) -> list[Finding]:
    """Look whether servers' own keys can be read."""
    count, unusable = await app.services.guild_keys.counts()
    if unusable:
        text = _(
            "{unusable} of {count} keys of servers cannot be used: GUILD_KEYS_SECRET is not the one that they were "
            "encrypted with, or their provider lacks something else here."
        )
        return [wrong(text.format(unusable=unusable, count=count))]
    read = ngettext("{count} key of a server can be read.", "{count} keys of servers can be read.", count)
    return [fine(read.format(count=count))] if count else []


async def _check_images(app: App) -> Finding:
    """Look whether the files of all images are there."""
    images = await app.stores.images.unchecked_files()
    keys = {key: image.id for image in images for key in (image.image_url, image.thumbnail_url, display_key(image))}
    lost = dict.fromkeys(keys[key] for key in await app.stores.blobs.missing(keys))
    if not lost:
        there = ngettext(
            "The files of {count} picture are there.", "The files of all {count} pictures are there.", len(images)
        )
        return fine(there.format(count=len(images))) if images else fine(_("There are no pictures yet."))
    gone = _("The files of {count} of {total} pictures are gone: {pictures}. Restore them from a backup.")
    named = ", ".join(list(lost)[:MOST_NAMED]) + (", …" if len(lost) > MOST_NAMED else "")
    return wrong(gone.format(count=len(lost), total=len(images), pictures=named))


def _about_provider(status: ProviderStatus) -> list[Finding]:
    if status.available:
        about = fine(_("{name} can paint; {abilities}.").format(name=status.name, abilities=status.abilities))
    else:
        reason = said(status.reason or "").rstrip(".")
        about = wrong(_("{name} cannot paint: {reason}.").format(name=status.name, reason=reason))
    warnings = (_("{name}: {warning}").format(name=status.name, warning=said(each)) for each in status.warnings)
    return [about, *map(note, warnings)]
