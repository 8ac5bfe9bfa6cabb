"""Figures: who of the cast a description names, with the looks that go with the request."""

from collections.abc import Sequence
from dataclasses import dataclass

from generation.cast.cast import Cast
from generation.cast.mentions import Mention, mentions_in
from generation.cast.names import folded
from generation.cast.roster import unknown
from generation.cast.sheet import looks_of, version_of
from generation.cast.wording import described, key_of, keys_of, noun_of
from generation.errors import RefusedError
from generation.i18n import N_, _
from generation.sessions.permissions import Actor
from storage.cast import Character
from storage.params import PUBLIC, CastFigure, GenerationParams

MOST_IN_PICTURE = 6
_GONE = N_("Not in the cast: {names}. Only the name is painted after.")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a description names, and what is to be said of that."""

    figures: tuple[CastFigure, ...] = ()
    notes: tuple[str, ...] = ()


async def figures_of(cast: Cast, params: GenerationParams, actor: Actor, *, longest: int) -> Named:
    """Return who of the cast a request shows; with their looks a description has `longest` characters at most.

    What is asked for again keeps the looks that it was asked for with. A player's repeat of what the GM has revealed
    knows nothing of a secret character.

    Raises:
        RefusedError: nobody is called so, there are too many, the looks do not fit into the description, or a secret
            character would be in a public picture.

    """
    if "@" not in params.prompt:
        return Named()
    kept = {
        key: each
        for each in params.cast
        if params.repeats and (actor.sees_secrets or not each.secret)
        for key in keys_of(each)
    }
    characters = await cast.all(actor)
    by_name = _by_name(characters, secret_first=params.visibility != PUBLIC)
    known = {name: [version.name for version in each.versions] for name, each in by_name.items()}
    for name, version in kept:
        known[name] = [*known.get(name, ()), version]
    figures: dict[tuple[str, str], CastFigure] = {}
    gone = list[str]()
    for mention in mentions_in(params.prompt, known):
        figure = _kept(mention, kept) or _figure(mention, by_name)
        if figure is not None:
            figures.setdefault(key_of(figure), figure)
        elif params.repeats:
            gone.append(mention.name)
        else:
            raise RefusedError(unknown(mention.name, characters))
    _check(params, tuple(figures.values()), longest)
    return Named(tuple(figures.values()), (N_(_GONE).format(names=", ".join(gone)),) if gone else ())


def _by_name(characters: Sequence[Character], *, secret_first: bool) -> dict[str, Character]:
    """Return the character that each name means: of an open and a secret one, the one that the picture may show.

    Of several in a campaign it is the first of `characters`, the session's own.
    """
    by_name = dict[str, Character]()
    for each in sorted(characters, key=lambda each: each.secret != secret_first):
        by_name.setdefault(each.folded_name, each)
    return by_name


def _kept(mention: Mention, kept: dict[tuple[str, str], CastFigure]) -> CastFigure | None:
    return kept.get((folded(mention.name), mention.version))


def _figure(mention: Mention, by_name: dict[str, Character]) -> CastFigure | None:
    character = by_name.get(folded(mention.name))
    if character is None:
        return None
    version = version_of(character, mention.version) if mention.version else character.version
    return CastFigure(
        character.id,
        character.name,
        noun_of(character.metatype, character.pronouns),
        looks_of(version),
        character.face,
        mention.version if version is not character.version else "",
        character.secret,
        version.portraits,
        version.name if version is character.version else "",
    )


def _check(params: GenerationParams, figures: Sequence[CastFigure], longest: int) -> None:
    if len(figures) > MOST_IN_PICTURE:
        raise RefusedError(
            _("{count} characters are too many for one picture; name {most} at most.").format(
                count=len(figures), most=MOST_IN_PICTURE
            )
        )
    secret = ", ".join(figure.name for figure in figures if figure.secret)
    if secret and params.visibility == PUBLIC:
        raise RefusedError(
            _(
                "Only you know of {names}. Ask for a secret picture and reveal it when they meet, or show the "
                "character to the table with /character edit."
            ).format(names=secret)
        )
    if (length := len(described(params.prompt, figures))) > longest:
        raise RefusedError(
            _(
                "With the looks of those in it the description has {length:,} characters; {most:,} is the most. "
                "Shorten it, or name fewer."
            ).format(length=length, most=longest)
        )
