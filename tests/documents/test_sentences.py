"""The sentences that docs/troubleshooting.md quotes are those that the bot says."""

import re

from babel.messages.pofile import read_po

from tests.documents.blocks import ROOT

CATALOGUE = ROOT / "generation" / "locales" / "de" / "LC_MESSAGES" / "scenes.po"
#: Discord's own, and what an operator calls it.
OF_OTHERS = {"The application did not respond", "quotes"}


def as_said(text: str) -> str:
    """Return a sentence of the code without what is put into it."""
    return " ".join(re.split(r"\{[^}]*\}", text))


def says(sentence: str, text: str) -> bool:
    """Tell whether the bot can say a sentence, or what is quoted of it before “…”, by a text of the code."""
    pattern = "(.+)".join(re.escape(part) for part in re.split(r"\{[^}]*\}", text))
    quoted, cut, _ = sentence.partition(" …")
    return bool(re.fullmatch(pattern, sentence)) or (bool(cut) and as_said(text).startswith(quoted.split(" I lack")[0]))


def test_what_is_quoted_is_what_the_bot_says() -> None:
    page = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    quoted = {" ".join(each.split()) for each in re.findall(r"“([^”]+)”", page)} - OF_OTHERS
    with CATALOGUE.open("rb") as file:
        texts = [
            form for message in read_po(file) for form in ([message.id] if isinstance(message.id, str) else message.id)
        ]
    assert len(quoted) > 15
    assert [sentence for sentence in sorted(quoted) if not any(text and says(sentence, text) for text in texts)] == []
