"""The album as one HTML file that needs nothing else: pictures, captions, contents; no script, nothing loaded."""

import base64
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from generation.export.making.captions import facts, made_on, secrets_of, summary_of
from generation.export.making.export_contents import ExportContents, Picture
from generation.i18n import _

#: What the file needs for itself, and for the words of each picture.
FIXED_BYTES, PICTURE_BYTES = 20_000, 16_000
#: Bytes that are encoded at once; base64 writes three in four letters.
_PART = 3 * 2**16

_STYLE = """
:root{color-scheme:light dark;--ink:#181a20;--soft:#5d616c;--page:#f6f4ef;--line:#d8d4ca;--alarm:#a01c1c}
@media (prefers-color-scheme:dark){:root{--ink:#f1eee6;--soft:#a9adb8;--page:#14161b;--line:#333844;--alarm:#ff9a90}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:2rem 1rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif}
h1{font-size:clamp(1.8rem,5vw,3rem);line-height:1.15;margin:0}
h2{font-size:1.15rem;margin:.5rem 0 .2rem;overflow-wrap:anywhere}
header p,.facts{color:var(--soft);margin:.2rem 0}
.alarm{color:var(--alarm);font-weight:600}
nav ol{columns:18rem;padding-left:2.5rem}
a{color:inherit}
main{display:grid;gap:2.5rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));margin-top:2rem}
figure{margin:0;border-top:1px solid var(--line);padding-top:1rem;break-inside:avoid}
img{display:block;max-width:100%;height:auto;border-radius:.3rem}
details{margin-top:.3rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.2rem 0;color:var(--soft)}
@media print{body{max-width:none}main{display:block}}
"""


def write_html(contents: ExportContents, files: dict[str, Path], path: Path, on_picture: Callable[[], None]) -> None:
    """Write an album of JPEG files; `files` are those of the pictures, by their ids."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_head(contents))
        for picture in contents.pictures:
            for piece in _figure(picture, files.get(picture.id)):
                file.write(piece)
            on_picture()
        file.write("</main>\n</body>\n</html>\n")


def _head(contents: ExportContents) -> str:
    title = escape(contents.title)
    warning = f'<p class="alarm">{escape(secrets_of(contents))}</p>\n' if contents.secrets else ""
    entries = "".join(
        f'<li value="{each.number}"><a href="#picture-{each.number}">{escape(each.title[:120])}</a></li>\n'
        for each in contents.pictures
    )
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return f"""<!doctype html>
<html lang="{escape(contents.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Scene Visualizer">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{escape(summary_of(contents))}</p>
<p>{escape(made_on(contents))}</p>
{warning}</header>
<nav aria-label="{escape(_("Contents"))}"><details><summary>{escape(_("Contents"))}</summary><ol>
{entries}</ol></details></nav>
<main>
"""


def _figure(picture: Picture, file: Path | None) -> Iterator[str]:
    yield f'<figure id="picture-{picture.number}">\n'
    if file is None:
        yield f"<p>{escape(_('The file of this picture is lost.'))}</p>\n"
    else:
        yield f'<img alt="{escape(picture.alt_text)}" loading="lazy" src="data:image/jpeg;base64,'
        with file.open("rb") as data:
            while part := data.read(_PART):
                yield base64.b64encode(part).decode()
        yield '">\n'
    secret = _("Secret: only the GM sees this picture.")
    marked = f'<p class="alarm">{escape(secret)}</p>\n' if picture.secret else ""
    told = "".join(f'<p class="facts">{escape(line)}</p>\n' for line in facts(picture))
    yield f"<figcaption>\n{marked}<h2>{picture.number}. {escape(picture.title)}</h2>\n{told}"
    if picture.caption:
        yield f"<p>{escape(picture.prompt)}</p>\n"
    if picture.enhanced_prompt and picture.enhanced_prompt != picture.prompt:
        heading, prompt = escape(_("Prompt")), escape(picture.enhanced_prompt)
        yield f"<details><summary>{heading}</summary><pre>{prompt}</pre></details>\n"
    yield "</figcaption>\n</figure>\n"
