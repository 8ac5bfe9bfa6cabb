"""Results of the cast's commands, as text and as JSON."""

from collections.abc import Iterable
from typing import Any

from bot.console.results import CastExported, CastImported, CastListed, CastResult, CharacterRemoved, CharacterShown
from generation.cast.mentions import mention_of
from generation.i18n import _, ngettext
from storage.cast import Character, Version


def as_lines(result: CastResult) -> Iterable[str]:
    """Yield a result as lines of text."""
    match result:
        case CastListed(characters):
            yield from map(_line, characters)
            if not characters:
                yield _("Nobody is in the cast yet. Add somebody with /character add.")
        case CharacterShown(character, version):
            yield from _card(character, version)
        case CharacterRemoved(character):
            yield _("{name} is removed from the cast. What was painted stays.").format(name=character.name)
        case CastExported(path):
            yield path
        case CastImported(added, refused):
            count = len(added)
            yield ngettext("{count} character added.", "{count} characters added.", count).format(count=count)
            yield from refused


def as_values(result: CastResult) -> dict[str, Any]:
    """Return a result as a JSON object."""
    match result:
        case CastListed(characters):
            return {"characters": [_values(each, each.version) for each in characters], "count": len(characters)}
        case CharacterShown(character, version):
            return _values(character, version)
        case CharacterRemoved(character):
            return {"id": character.id, "name": character.name}
        case CastExported(path, size):
            return {"path": path, "bytes": size}
        case CastImported(added, refused):
            return {"added": list(added), "refused": list(refused)}


def _line(character: Character) -> str:
    about = (character.metatype, character.version.looks, _("secret") if character.secret else "")
    return "  ".join(filter(None, (mention_of(character.name), ", ".join(filter(None, about)))))


def _card(character: Character, version: Version) -> Iterable[str]:
    named = "" if version is character.version else version.name
    rows = (
        (_("In a description"), mention_of(character.name, named)),
        (_("Metatype"), character.metatype),
        (_("Pronouns"), character.pronouns),
        (_("Looks"), version.looks),
        (_("Gear"), version.gear),
        (_("Versions"), ", ".join(each.name or _("the first one") for each in character.versions)),
        (_("Reference pictures"), str(len(version.portraits) or "")),
        (_("secret"), "\N{CHECK MARK}" if character.secret else ""),
    )
    yield character.name
    yield from (f"  {name}: {text}" for name, text in rows if text)


def _values(character: Character, version: Version) -> dict[str, Any]:
    return {
        "id": character.id,
        "name": character.name,
        "mention": mention_of(character.name),
        "pronouns": character.pronouns,
        "metatype": character.metatype,
        "secret": character.secret,
        "version": version.name,
        "looks": version.looks,
        "gear": version.gear,
        "portraits": len(version.portraits),
        "versions": [each.name for each in character.versions],
    }
