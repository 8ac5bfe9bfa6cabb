"""The gallery page's files as they are sent: one script, one stylesheet, compressed, under addresses that may be kept.

The sources in `static/` are plain modules, which import by name, on one line, and export what they declare. Sent one by
one they would cost a slow line a round trip for every six of them, so that they are put together when the server
starts; there is no build step (docs/decisions.md). What a module imports later, by `import("./name.js")`, is a script
of its own, which is given the modules that are there already and brings the others.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.web.compression import compress

STATIC = Path(__file__).parent / "static"
#: In this order, in which the later ones may override the earlier ones.
STYLESHEETS = ("base", "gallery", "viewer", "generate")
#: What `desk.js` adds, once the first pictures are there.
LATER_STYLESHEETS = ("desk",)
#: What a compressed file saves at least, to be sent so.
_WORTH_BYTES = 200

_IMPORT = re.compile(r'^import \{ (.+) \} from "\./([\w.]+)\.js";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./([\w.]+)\.js"\)')
_COMMENT = re.compile(r"^ *(//.*|/\*\*(.|\n)*?\*/)\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async function|function|class|const) (\w+))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of the page, the same compressed by gzip where that is smaller, and the digest of what is in it."""

    body: bytes
    compressed: bytes | None
    digest: str
    media_type: str

    @classmethod
    def of(cls, body: bytes, media_type: str) -> "PageFile":
        """Compress a file."""
        compressed = compress(body, 9)
        is_smaller = len(compressed) + _WORTH_BYTES < len(body)
        return cls(body, compressed if is_smaller else None, _digest(body), media_type)


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The page, for browsers that reach the server below `base_path`, and the files that it names.

    Their address changes with what is in them: `version` is a part of it.
    """

    index: PageFile
    version: str
    files: Mapping[str, PageFile]

    @classmethod
    def read(cls, base_path: str) -> "PageFiles":
        """Read the sources."""
        files = {
            **_scripts("page", "main"),
            "page.css": PageFile.of(_stylesheet(STYLESHEETS).encode(), "text/css; charset=utf-8"),
            "desk.css": PageFile.of(_stylesheet(LATER_STYLESHEETS).encode(), "text/css; charset=utf-8"),
            "icon.svg": PageFile.of((STATIC / "icon.svg").read_bytes(), "image/svg+xml"),
        }
        version = _digest("".join(file.digest for file in files.values()).encode())
        index = (STATIC / "index.html").read_text(encoding="utf-8")
        index = index.replace('="/static/', f'="{escape(base_path)}/static/{version}/')
        return cls(PageFile.of(index.encode(), "text/html; charset=utf-8"), version, files)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def _stylesheet(names: Iterable[str]) -> str:
    return "\n".join((STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names)


def _scripts(name: str, entry: str) -> dict[str, PageFile]:
    """Return a module and all that it imports as one script, and a script for each that is imported later."""
    sources = _in_order(entry, {})
    body = _joined(sources)
    later = {imported for source in sources.values() for imported in _LATER.findall(source)}
    scripts = {}
    for imported in sorted(later):
        file, given = f"{name}.{imported}.js", _given(imported, sources)
        brings = {each: source for each, source in _in_order(imported, {}).items() if each not in sources}
        loads = f"export const load = ({given}) => {{\n{_joined(brings)}\nreturn {_variable(imported)};\n}};"
        scripts[file] = _file(loads)
        body = body.replace(f'import("./{imported}.js")', f'import("./{file}").then(({{ load }}) => load({given}))')
    return {f"{name}.js": _file(body), **scripts}


def _file(script: str) -> PageFile:
    return PageFile.of(script.encode(), "text/javascript; charset=utf-8")


def _given(later: str, there: Collection[str]) -> str:
    """Return, as an object of JavaScript, what a module that is imported later needs of those that are there."""
    needed = (name for name in _in_order(later, {}) if name in there)
    return f"{{ {', '.join(_variable(name) for name in needed)} }}"


def _in_order(name: str, before: dict[str, str]) -> dict[str, str]:
    """Return the sources of a module and of all that it imports, those that are imported first."""
    if name not in before:
        source = (STATIC / "js" / f"{name}.js").read_text(encoding="utf-8")
        for _names, imported in _IMPORT.findall(source):
            _in_order(imported, before)
        before[name] = source
    return before


def _joined(sources: Mapping[str, str]) -> str:
    """Return modules as one script, each in a function of its own that returns its exports."""
    return "\n".join(_wrapped(name, source) for name, source in sources.items())


def _wrapped(name: str, source: str) -> str:
    exported = ", ".join(_exports(source))
    body = _COMMENT.sub("", _EXPORT.sub(r"\1", _IMPORT.sub(_destructured, source)))
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _destructured(imported: re.Match[str]) -> str:
    return f"const {{ {imported[1]} }} = {_variable(imported[2])};"


def _exports(source: str) -> Iterator[str]:
    return (name for _declaration, name in _EXPORT.findall(source))


def _variable(module: str) -> str:
    return f"${module.replace('.', '_')}"
