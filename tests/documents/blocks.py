"""The commands and settings of the documents: what stands in indented blocks, and `bot.py …` within the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    *(ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "provider-flux" / "README.md"),
    *sorted((ROOT / "docs").glob("*.md")),
)
#: What a line of a block begins with that is for a shell.
_PROGRAMS = r"uv|\.uv/bin/uv|python3?|docker|systemctl|systemd-run|journalctl|printf|cp|cd|install|git|ssh|\.ci/\w+"
_COMMAND = re.compile(rf"(?:[A-Z_]+=\S+ )*(?:{_PROGRAMS})(?: .*)?")
_SETTING = re.compile(r"([A-Z][A-Z_]+)=(\S+)(?: +#.*)?")
_BLOCK = re.compile(r"(?:^\n|\A)((?: {4,}.*\n|\n)+)", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4,}.*$", re.MULTILINE)
_MENTIONED = re.compile(r"(?:.*\s)?bot\.py\s([a-z-].+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A command as it stands on a page; lines that end in a backslash are one."""

    page: str
    text: str


def page_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> Iterator[list[str]]:
    """Yield the lines of each indented block of a page, those that go on in the next one joined."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8").replace("\\\n", "")):
        if lines := [line.strip() for line in block.splitlines() if line.strip()]:
            yield lines


def commands(page: Path) -> list[Line]:
    """Return the shell's lines of a page, in their order."""
    return [Line(page_name(page), line) for block in blocks(page) for line in block if _COMMAND.fullmatch(line)]


def settings(page: Path) -> list[dict[str, str]]:
    """Return each block of a page that is for `.env`, by the names of its variables."""
    found = [[_SETTING.fullmatch(line) for line in block] for block in blocks(page)]
    return [{line[1]: line[2] for line in lines if line} for lines in found if all(lines)]


def mentioned(page: Path) -> list[str]:
    """Return what `bot.py` is called with within the text of a page."""
    prose = _INDENTED.sub("", _FENCED.sub("", page.read_text(encoding="utf-8")))
    found = [_MENTIONED.fullmatch(code) for code in re.findall(r"`([^`]+)`", prose)]
    return [" ".join(each[1].split()) for each in found if each]
