"""What Discord makes of a text: its markdown as its clients read it, to tell what is shown as it was written."""

import re
from dataclasses import dataclass

_URL = re.compile(r"""(?:https?|steam)://[^\s<]+[^<.,:;"'\]\s]""")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
#: Each at the place where it begins, in the clients' order; all of what it matches is taken for it.
_RULES = tuple(
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        ("code block", r"```.+?```"),
        ("code", r"(`+).+?(?<!`)\1(?!`)"),
        ("mention", r"<(?:@[!&]?|\#)\d+>|@(?:everyone|here)\b"),
        ("command", r"</[^:>]+:\d+>"),
        ("emoji", r"<a?:\w+:\d+>|:[\w+-]+:"),
        ("moment", r"<t:-?\d+(?::[a-zA-Z])?>"),
        ("guide", r"<id:[^>]+>"),
        ("hidden link", r"<(?:[^: >]+:/[^ >]+)>"),
        ("masked link", r"\[(?:[^\[\]\\]|\\.)*\]\(\s*<?[^\s<>]+>?(?:\s+['\"].*?['\"])?\s*\)"),
        ("strong", r"\*\*.+?\*\*(?!\*)"),
        ("underline", r"__.+?__(?!_)"),
        ("emphasis", r"\*(?=\S).+?(?<!\s)\*(?!\*)|(?a:\b_.+?_\b)"),
        ("strike", r"~~.+?~~"),
        ("spoiler", r"\|\|.+?\|\|"),
    )
)
_LINE_RULES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("title", r"[^\S\n]*#{1,3}(?=\s)"),
        ("small", r"[^\S\n]*-#(?=\s)"),
        ("quotation", r"[^\S\n]*>(?:>>)?\s"),
        ("list", r"[^\S\n]*(?:[-*+]|\d+\.)\s"),
    )
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is seen, the addresses that can be followed from it, and what was taken for markup."""

    text: str
    links: tuple[str, ...]
    markup: tuple[str, ...]


def shown(source: str) -> Shown:
    """Return what Discord shows for a text."""
    at, text, links, markup = 0, "", list[str](), list[str]()
    while at < len(source):
        if at == 0 or source[at - 1] == "\n":
            markup += [kind for kind, pattern in _LINE_RULES if pattern.match(source, at)]
        if found := _ESCAPE.match(source, at):
            text += found[1]
        elif found := _URL.match(source, at):
            text += found[0]
            links.append(found[0])
        elif hit := next(((kind, m) for kind, pattern in _RULES if (m := pattern.match(source, at))), None):
            kind, found = hit
            markup.append(kind)
            text += found[0]
        else:
            text += source[at]
            at += 1
            continue
        at = found.end()
    return Shown(text, tuple(links), tuple(markup))
