"""Messages as Discord shows them: the JSON that the bot has sent, as a page of HTML in Discord's dark look."""

import base64
import html
import re
from collections.abc import Mapping
from typing import Any

from tests.servers.discord import Attachment, Message

NAMES = {"1000": "ShadowBot", "2001": "fixer", "2002": "ash", "2003": "dodger"}
CHANNELS = {"4000": "general", "4001": "table-two"}
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
_HINTS = {3: "Make a selection", 6: "Choose a role", 8: "Choose a channel"}

CSS = """
body { margin: 0; background: #313338; color: #dbdee1; font: 15px/1.35 "Noto Sans", sans-serif; }
.message { width: 560px; padding: 12px 16px 14px; display: grid; grid-template-columns: 40px 1fr; gap: 0 14px; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #ff2fa0; color: #1e1f22; font: 700 17px/40px
  sans-serif; text-align: center; }
.who { font-weight: 600; color: #f2f3f5; }
.app { background: #5865f2; color: #fff; font-size: 11px; padding: 1px 5px; border-radius: 3px; margin-left: 5px; }
.hush { color: #949ba4; font-size: 12.5px; margin-top: 6px; }
.embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 9px 14px 13px; margin-top: 5px;
  max-width: 440px; }
.embed .author { font-size: 13px; font-weight: 600; color: #f2f3f5; margin-bottom: 4px; }
.embed .title { font-weight: 600; color: #f2f3f5; margin: 3px 0 5px; }
.embed .text { font-size: 14px; overflow-wrap: anywhere; white-space: pre-wrap; }
.fields { display: grid; grid-template-columns: repeat(12, 1fr); gap: 7px; margin-top: 8px; font-size: 13.5px; }
.fields b { display: block; color: #f2f3f5; font-size: 13.5px; }
.fields div { white-space: pre-wrap; overflow-wrap: anywhere; }
.footer { color: #b5bac1; font-size: 12px; margin-top: 8px; }
.picture { display: block; max-width: 440px; max-height: 330px; border-radius: 6px; margin-top: 6px; }
.embed .picture { max-width: 100%; max-height: 260px; margin-top: 10px; }
.embed .small { float: right; } .embed .small .picture { max-width: 80px; max-height: 80px; margin: 0 0 0 16px; }
.covered { position: relative; overflow: hidden; border-radius: 6px; width: fit-content; }
.covered .picture { filter: blur(40px); }
.covered span { position: absolute; inset: 0; margin: auto; width: 84px; height: 32px; border-radius: 16px;
  background: #111c; color: #fff; font: 700 13px/32px sans-serif; text-align: center; }
.spoiler { background: #1e1f22; color: #1e1f22; border-radius: 3px; }
.mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
a { color: #00a8fc; text-decoration: none; }
code { background: #1e1f22; border-radius: 3px; padding: 0 3px; font-size: 12.5px; }
.row { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 7px; max-width: 500px; }
.button { border-radius: 6px; padding: 5px 12px; font-size: 13.5px; font-weight: 500; color: #fff; white-space:
  nowrap; }
.primary { background: #5865f2; }
.secondary { background: #4e5058; }
.success { background: #248046; }
.danger { background: #da373c; }
.off { opacity: 0.45; }
.menu { background: #1e1f22; border: 1px solid #111214; border-radius: 6px; padding: 7px 12px; width: 400px; color:
  #dbdee1; display: flex; justify-content: space-between; font-size: 14px; }
"""


def page_of(message: Message) -> str:
    """Return a page that shows a message."""
    content = [f'<div class="text">{_text(message.content)}</div>'] if message.content else []
    content += [_picture(each) for each in message.visible_attachments]
    content += [_embed(each, message) for each in message.embeds]
    content += [_row(each) for each in message.components]
    if message.ephemeral:
        content.append('<div class="hush">Only you can see this · <a>Dismiss message</a></div>')
    body = f'<span class="who">ShadowBot</span><span class="app">APP</span>{"".join(content)}'
    shown = f'<div class="message"><div class="face">S</div><div>{body}</div></div>'
    return f"<!doctype html><meta charset=utf-8><style>{CSS}</style>{shown}"


def _embed(embed: Mapping[str, Any], message: Message) -> str:
    parts = [f'<div class="{name}">{_text(text)}</div>' for name, text in _heads(embed) if text]
    fields = embed.get("fields") or []
    if fields:
        columns = _columns(fields)
        cells = (
            f'<div style="grid-column: span {12 // share}"><b>{_text(each["name"])}</b>{_text(each["value"])}</div>'
            for each, share in zip(fields, columns, strict=True)
        )
        parts.append(f'<div class="fields">{"".join(cells)}</div>')
    small = (embed.get("thumbnail") or {}).get("attachment_id")
    parts[:0] = [f'<div class="small">{_picture(each)}</div>' for each in message.attachments if str(each.id) == small]
    image = (embed.get("image") or {}).get("attachment_id")
    parts += [_picture(each) for each in message.attachments if str(each.id) == image]
    footer = [(embed.get("footer") or {}).get("text"), "Today at 20:80" if embed.get("timestamp") else None]
    if any(footer):
        parts.append(f'<div class="footer">{" • ".join(html.escape(each) for each in footer if each)}</div>')
    return f'<div class="embed" style="border-color: #{embed.get("color") or 0x1E1F22:06x}">{"".join(parts)}</div>'


def _heads(embed: Mapping[str, Any]) -> list[tuple[str, str]]:
    author = (embed.get("author") or {}).get("name", "")
    return [("author", author), ("title", embed.get("title") or ""), ("text", embed.get("description") or "")]


def _columns(fields: list[dict[str, Any]]) -> list[int]:
    """Return for each field how many share its line: inline ones stand three in a row at most."""
    columns: list[int] = []
    while len(columns) < len(fields):
        left = fields[len(columns) :]
        inline = next((number for number, each in enumerate(left[:3]) if not each.get("inline")), len(left[:3]))
        columns += [inline] * inline if inline else [1]
    return columns


def _picture(file: Attachment) -> str:
    shown = f'<img class="picture" src="data:{file.content_type};base64,{base64.b64encode(file.data).decode()}">'
    return f'<div class="covered">{shown}<span>SPOILER</span></div>' if file.name.startswith("SPOILER_") else shown


def _row(component: Mapping[str, Any]) -> str:
    return f'<div class="row">{"".join(map(_item, component["components"]))}</div>'


def _item(component: Mapping[str, Any]) -> str:
    if component["type"] != 2:
        chosen = next((each["label"] for each in component.get("options", ()) if each.get("default")), None)
        shown = chosen or component.get("placeholder") or _HINTS.get(component["type"], "Make a selection")
        return f'<div class="menu"><span>{html.escape(shown)}</span><span>⌄</span></div>'
    emoji = (component.get("emoji") or {}).get("name", "")
    label = html.escape(" ".join(part for part in (emoji, component.get("label", "")) if part))
    kind = f"button {_STYLES[component['style']]}{' off' if component.get('disabled') else ''}"
    return f'<div class="{kind}">{label}{" ↗" if component["style"] == 5 else ""}</div>'


def _text(text: str) -> str:
    """Return Discord's markdown as HTML, as far as the bot uses it."""
    shown = html.escape(text, quote=False)
    for pattern, replacement in (
        (r"\|\|(.+?)\|\|", r'<span class="spoiler">\1</span>'),
        (r"`([^`]+)`", r"<code>\1</code>"),
        (r"\*\*(.+?)\*\*", r"<strong>\1</strong>"),
        (r"\[([^\]]+)\]\(([^)]+)\)", r"<a>\1</a>"),
        (r"&lt;t:\d+:R&gt;", '<span class="mention">in 9 seconds</span>'),
        (r"&lt;t:\d+(:\w)?&gt;", '<span class="mention">24 August 2080 20:80</span>'),
        (r"\\([^\w\s])", r"\1"),
    ):
        shown = re.sub(pattern, replacement, shown, flags=re.DOTALL)
    shown = re.sub(r"&lt;@(\d+)&gt;", lambda found: _mention("@", NAMES.get(found[1], "somebody")), shown)
    return re.sub(r"&lt;#(\d+)&gt;", lambda found: _mention("#", CHANNELS.get(found[1], "private")), shown)


def _mention(sign: str, name: str) -> str:
    return f'<span class="mention">{sign}{name}</span>'
