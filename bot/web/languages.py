"""The language that a caller reads, as `Accept-Language` tells."""

from collections.abc import Iterator

from generation.i18n import ENGLISH, OTHERS

#: More languages than anybody reads.
_MOST = 20


def preferred_language(header: str) -> str:
    """Return the language that is liked best of those that are spoken here; English to who likes none of them."""
    spoken = {ENGLISH, *OTHERS}
    liked = [(weight, language) for language, weight in _weighed(header) if language in spoken and weight > 0]
    # Of languages that are liked alike, the first one.
    return max(liked, key=lambda each: each[0])[1] if liked else ENGLISH


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    """Yield the languages with their weights, from 0 to 1; what is no weight counts as none."""
    for each in header.lower().split(",", _MOST)[:_MOST]:
        tag, _separator, weight = each.replace(" ", "").partition(";q=")
        try:
            yield tag.partition("-")[0], float(weight or 1)
        except ValueError:
            continue
