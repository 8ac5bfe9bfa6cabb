"""The sentences that tell a user what was decided and what to do about it."""

from generation.i18n import N_
from generation.moderation.verdict import Action

MINOR = N_(
    "I do not paint this: it puts sexual content and minors together. No table and no GM can allow that, so "
    "there is nothing to rephrase."
)
REAL_PERSON = N_(
    "I do not paint sexual content about real people. No table and no GM can allow that, so there is nothing "
    "to rephrase."
)

_WHAT = {
    "sexual": N_("sexual content"),
    "gore": N_("graphic gore"),
    "hate": N_("hatred against people"),
    "self_harm": N_("suicide or self-harm"),
    "real_people": N_("a real person"),
    "minor": N_("a minor close to something sexual, or scantily dressed"),
    "maybe_real": N_("somebody who may be real in something sexual"),
}


def reason(action: Action, category: str) -> str:
    """Return the sentence for a category of ours, empty where the text simply passes."""
    what = _WHAT.get(category, category)
    match action:
        case Action.BLOCK:
            return N_("This table does not paint {what}. Describe the scene without it.").format(what=what)
        case Action.REVIEW:
            return N_("This seems to show {what}, so the GM looks at it first.").format(what=what)
        case Action.SOFTEN if category == "veil":
            return N_("This table only hints at some things, so I left them unseen; the scene stays.")
        case Action.SOFTEN:
            return N_("I toned down {what}; the scene stays.").format(what=what)
        case _:
            return ""


def line(word: str) -> str:
    """Return the sentence for a word that the table never paints."""
    return N_("This table does not paint {what}. Describe the scene without it.").format(what=word)
