"""The gallery page's files as they are sent: one script, one stylesheet, compressed, under addresses that may be kept.

The sources in `static/` are plain modules, which import by name, on one line, and export what they declare. Sent one by
one they would cost a slow line a round trip for every six of them, so that they are put together when the server
starts; there is no build step (docs/decisions.md). What a module imports later, by `import("./name.js")`, is a script
of its own, which is given the modules that are there already and brings the others.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.version import VERSION
from bot.web.compression import compress
from generation.editing.captions import TYPEFACE

STATIC = Path(__file__).parent / "static"
#: In this order, in which the later ones may override the earlier ones.
STYLESHEETS = ("base", "gallery", "generate", "viewer")
#: What `gallery_tools.js` adds, once the first pictures are there.
LATER_STYLESHEETS = ("gallery_tools", "editor")
CSS = "text/css; charset=utf-8"
#: What a compressed file saves at least, to be sent so.
_WORTH_BYTES = 200

_IMPORT = re.compile(r'^import \{ (.+) \} from "\./([\w.]+)\.js";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./([\w.]+)\.js"\)')
_COMMENT = re.compile(r"^ *(//.*|/\*\*(.|\n)*?\*/)\n", re.MULTILINE)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
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
            "page.css": PageFile.of(_stylesheet(STYLESHEETS).encode(), CSS),
            **{f"{name}.css": PageFile.of(_stylesheet((name,)).encode(), CSS) for name in LATER_STYLESHEETS},
            "caption.ttf": PageFile.of(TYPEFACE.read_bytes(), "font/ttf"),
            "icon.svg": PageFile.of((STATIC / "icon.svg").read_bytes(), "image/svg+xml"),
        }
        files |= _component_files()
        version = _digest("".join(file.digest for file in files.values()).encode())
        index = _index().replace('="/static/', f'="{escape(base_path)}/static/{version}/')
        return cls(PageFile.of(index.encode(), "text/html; charset=utf-8"), version, files)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def _index() -> str:
    """Return the page as it is for this version of the bot, which the list of keys shows."""
    return (STATIC / "index.html").read_text(encoding="utf-8").replace("%VERSION%", VERSION)


def _stylesheet(names: Iterable[str]) -> str:
    return "\n".join((STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names)


def _scripts(name: str, entry: str) -> dict[str, PageFile]:
    """Return a module and all that it imports as one script, and a script for each that is imported later."""
    sources = _in_order(entry, {})
    body, later = _with_later(name, sources)
    return {f"{name}.js": _file(body), **later}


def _with_later(name: str, sources: Mapping[str, str]) -> tuple[str, dict[str, PageFile]]:
    """Return modules as one script, and a script for each that is imported later, which is given what it shares."""
    body, files = _joined(sources), dict[str, PageFile]()
    for imported in sorted({each for source in sources.values() for each in _LATER.findall(source)}):
        file = f"{name}.{imported}"
        needed = _in_order(imported, {})
        given = ", ".join(_variable(each) for each in needed if each in sources)
        brings = {each: source for each, source in needed.items() if each not in sources}
        brought, later = _with_later(file, brings)
        script = f"export const load = ({{ {given} }}) => {{\n{brought}\nreturn {_variable(imported)};\n}};"
        files |= {f"{file}.js": _file(script), **later}
        loads = f'import("./{file}.js").then(({{ load }}) => load({{ {given} }}))'
        body = body.replace(f'import("./{imported}.js")', loads)
    return body, files


def _component_files() -> dict[str, PageFile]:
    """Return the element's files: scripts, the page's body, and its stylesheets as they hold within an element."""
    body = _NOSCRIPT.sub("", _index().partition("<body>")[2].partition("</body>")[0])
    styles = {"base": f"{_stylesheet(('element',))}\n{_within_element(STYLESHEETS)}"}
    styles |= {name: _within_element((name,)) for name in LATER_STYLESHEETS}
    return {
        **_scripts("image-gallery", "element"),
        "image-gallery.html": PageFile.of(body.encode(), "text/html; charset=utf-8"),
        **{f"image-gallery.{name}.css": PageFile.of(text.encode(), CSS) for name, text in styles.items()},
    }


def _within_element(names: Iterable[str]) -> str:
    """Return stylesheets as they hold within an element: the page is its host, and the window is as wide as that."""
    text = re.sub(r"^(\s*)(:root|html)(?= \{)", r"\1:host", _stylesheet(names), flags=re.MULTILINE)
    text = re.sub(r"^(\s*)body(?=[ :])", r"\1#ground", text, flags=re.MULTILINE)
    # An open picture fills the window, not the element.
    page, viewer, rest = text.partition("/* One picture, large. */")
    return page.replace("@media (max-width", "@container (max-width") + viewer + rest


def _file(script: str) -> PageFile:
    return PageFile.of(script.encode(), "text/javascript; charset=utf-8")


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
