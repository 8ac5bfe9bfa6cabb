"""The language of whoever sits at the terminal, by the environment, as other programs read it."""

import re
from collections.abc import Mapping

from generation.i18n import ENGLISH, OTHERS


def terminal_language(environment: Mapping[str, str]) -> str:
    """Return the language of the messages, as gettext finds it.

    The locale is LC_ALL, else LC_MESSAGES, else LANG. LANGUAGE, a list in order of preference, goes before it, unless
    the locale is C: whoever sets that wants no translations.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if _base(locale) in {"c", "posix"}:
        return ENGLISH
    wanted = map(_base, (environment.get("LANGUAGE") or locale).split(":"))
    return next((language for language in wanted if language in (ENGLISH, *OTHERS)), ENGLISH)


def _base(locale: str) -> str:
    """Return the language of a locale such as de_DE.UTF-8@euro."""
    return re.split(r"[_.@-]", locale)[0].lower()
