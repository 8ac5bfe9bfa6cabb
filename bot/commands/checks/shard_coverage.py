"""Check that the gateways that run have all of Discord's shards between them, and count them alike."""

from bot.commands.checks.finding import Finding, fine, note, wrong
from bot.wiring.app import App
from generation.i18n import _, ngettext

#: Of more shards that nobody has only the first are named.
MOST_NAMED = 20


async def check_shard_coverage(app: App) -> list[Finding]:
    """Look which gateways live on this database, and which shards nobody has."""
    living, own = await app.stores.gateways.living(), app.settings.shards
    if not living:
        if own.count == 1:
            return []
        nobody = _("No gateway runs at the moment: nobody answers on any of the {count} shards.")
        return [note(nobody.format(count=own.count))]
    counts = {each.shards.count for each in living}
    if counts | {own.count} != {own.count}:
        differing = _(
            "Gateways that run have SHARD_COUNT {running}, and here it is {own} (1 is a gateway without SHARD_IDS)."
            " Give all the same, and start them again."
        )
        return [wrong(differing.format(running=", ".join(map(str, sorted(counts))), own=own.count))]
    missing = sorted(set(range(own.count)).difference(*(each.shards.ids for each in living)))
    if missing:
        named = ", ".join(map(str, missing[:MOST_NAMED])) + (", …" if len(missing) > MOST_NAMED else "")
        lacking = ngettext(
            "Nobody has shard {shards} of {count}: its servers get no answer. Start a gateway with SHARD_IDS={shards}.",
            "Nobody has the shards {shards} of {count}: their servers get no answer. Start gateways with them in"
            " SHARD_IDS.",
            len(missing),
        )
        return [wrong(lacking.format(shards=named, count=own.count))]
    running = ngettext(
        "{count} gateway runs, with all shards.", "{count} gateways run, with all shards between them.", len(living)
    )
    return [fine(running.format(count=len(living)))]
