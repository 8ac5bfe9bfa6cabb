"""Sheets: what somebody writes of a character, checked before it is kept."""

import asyncio
from dataclasses import dataclass, replace

from generation.cast.names import clean_name, clean_version, folded
from generation.cast.wording import noun_of
from generation.errors import ContentRefusedError, RefusedError
from generation.i18n import N_, _
from generation.moderation.moderator import judge
from generation.moderation.verdict import Action
from generation.sessions.context import SessionContext
from generation.text.visible import named_and_visible
from storage.cast import Character, Version

LONGEST_PRONOUNS, LONGEST_METATYPE, LONGEST_LOOKS, LONGEST_GEAR = 30, 40, 400, 200
MOST_VERSIONS = 8
_FIELDS = {
    "pronouns": (LONGEST_PRONOUNS, N_("Pronouns have up to {longest} characters, such as she/her.")),
    "metatype": (LONGEST_METATYPE, N_("A metatype has up to {longest} characters, such as elf.")),
    "looks": (LONGEST_LOOKS, N_("Say in up to {longest} characters how the character looks.")),
    "gear": (LONGEST_GEAR, N_("Say in up to {longest} characters what the character carries.")),
}
#: Looks stand in parentheses in a prompt, and name nobody else.
_PLAIN = str.maketrans({"(": ",", ")": ",", "@": ""})


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written of a character; None leaves what stands there, and is nothing in a new one.

    `version` names the version that looks and gear belong to: a new one where there is none of the name, None the
    current one. `current` names the one that counts from now on. `secret` makes it the GM's alone.
    """

    name: str | None = None
    pronouns: str | None = None
    metatype: str | None = None
    looks: str | None = None
    gear: str | None = None
    version: str | None = None
    current: str | None = None
    secret: bool | None = None


def written(character: Character, sheet: Sheet) -> Character:
    """Return a character with what a sheet says of it.

    Raises:
        RefusedError: a text is too long or cannot be a name, or there are too many versions.

    """
    changed = replace(
        character,
        name=clean_name(sheet.name) if sheet.name is not None else character.name,
        pronouns=_clean("pronouns", sheet.pronouns, character.pronouns),
        metatype=_clean("metatype", sheet.metatype, character.metatype),
        secret=character.secret if sheet.secret is None else sheet.secret,
    )
    changed = replace(changed, folded_name=folded(changed.name))
    number = _number_of(character, sheet.version)
    versions = [*character.versions]
    if number == len(versions):
        if number >= MOST_VERSIONS:
            raise RefusedError(_("A character has at most {most} versions.").format(most=MOST_VERSIONS))
        # What is not said anew of a later time is as it was.
        versions.append(replace(character.version, name=clean_version(sheet.version or "")))
        changed = replace(changed, current=versions[-1].name)
    before = versions[number]
    versions[number] = replace(
        before, looks=_clean("looks", sheet.looks, before.looks), gear=_clean("gear", sheet.gear, before.gear)
    )
    changed = replace(changed, versions=tuple(versions))
    if sheet.current is not None:
        changed = replace(changed, current=version_of(changed, sheet.current).name)
    return changed


def version_of(character: Character, name: str) -> Version:
    """Return a character's version of a name.

    Raises:
        RefusedError: it has none that is called so.

    """
    for each in character.versions:
        if folded(each.name) == folded(name):
            return each
    names = ", ".join(f"“{each.name}”" if each.name else _("the first one") for each in character.versions)
    raise RefusedError(
        _("{name} has no version “{version}”; there are: {versions}.").format(
            name=character.name, version=name[:40], versions=names
        )
    )


def written_to(character: Character, version: str | None) -> int:
    """Return the number of the version that a sheet has written to."""
    return min(_number_of(character, version), len(character.versions) - 1)


def _number_of(character: Character, version: str | None) -> int:
    if version is None:
        return character.versions.index(character.version)
    names = [folded(each.name) for each in character.versions]
    wanted = folded(clean_version(version))
    return names.index(wanted) if wanted in names else len(names)


def looks_of(version: Version) -> str:
    """Return what stands at a character's name in a prompt."""
    parts = (part.strip(" ,;.") for part in (version.looks, version.gear))
    return ", ".join(part for part in parts if part)


async def check_words(character: Character, context: SessionContext) -> None:
    """Judge what is written of a character by the session's rules; what is only in doubt is judged in each picture.

    Raises:
        ContentRefusedError: it must not be painted here.

    """
    noun = noun_of(character.metatype, character.pronouns)
    for version in character.versions:
        text = f"{character.name}, {noun} ({looks_of(version)})"
        verdict = await asyncio.to_thread(judge, text, context.rules, pictured=bool(version.portraits))
        if verdict.action is Action.BLOCK:
            raise ContentRefusedError(verdict.reason)


def _clean(field: str, text: str | None, before: str) -> str:
    if text is None:
        return before
    cleaned = named_and_visible(text.translate(_PLAIN))
    longest, sentence = _FIELDS[field]
    if len(cleaned) > longest:
        raise RefusedError(_(sentence).format(longest=longest))
    return cleaned
