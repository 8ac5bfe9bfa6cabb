"""The OpenAPI document for people: one page without a script, so that it works offline and under a strict policy."""

from html import escape
from typing import Any

from fastapi import FastAPI

from bot.web.auth import COOKIE_NAME
from bot.web.errors import ErrorResponse

STYLESHEET = """\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #e8e6f0;
  background: #14131c; }
a { color: #6fd6ff; }
h1 { font-size: 1.6rem; }
details { margin: .4rem 0; padding: .5rem .8rem; border: 1px solid #3a3850; border-radius: .4rem; background: #1c1b28; }
summary { cursor: pointer; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .6rem; background: #0e0d14; }
b { display: inline-block; min-width: 4rem; color: #ffb86b; }
@media (prefers-color-scheme: light) {
  body { color: #1b2024; background: #f3efe6; }
  a { color: #0c5f87; }
  details { border-color: #d8d0bf; background: #fffdf8; }
  pre { background: #e8e1d3; }
  b { color: #8f4f00; }
}
table { border-collapse: collapse; }
td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
"""


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document; the first call takes a while."""
    document = app.openapi()
    error = ErrorResponse.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["schemas"].setdefault(ErrorResponse.__name__, error)
    # Not by FastAPI's own means, which would cost each request twice.
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE_NAME},
    }
    for path, methods in document["paths"].items():
        if path.startswith("/api/session") and not path.endswith(("/join", "/login")):
            for route in methods.values():
                route["security"] = [{"bearer": []}, {"cookie": []}]
    return document


def as_html(document: dict[str, Any]) -> str:
    """Return a page with every route, its parameters, its body and its responses."""
    schemas = document["components"]["schemas"]
    routes = [
        _route(method, path, route) for path, methods in document["paths"].items() for method, route in methods.items()
    ]
    title, about = escape(document["info"]["title"]), escape(document["info"]["description"])
    shapes = [_schema(name, schema) for name, schema in sorted(schemas.items())]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="docs.css">'
        f'<h1>{title}</h1><p>{about} <a href="openapi.json">OpenAPI document</a></p>'
        f"<h2>Routes</h2>{''.join(routes)}<h2>Shapes</h2>{''.join(shapes)}</html>"
    )


def _route(method: str, path: str, route: dict[str, Any]) -> str:
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    rows = [
        f"<tr><td><code>{escape(each['name'])}</code><td>{escape(each['in'])}<td>{_type(each['schema'])}"
        f"<td>{'required' if each.get('required') else ''} {escape(each.get('description', ''))}"
        for each in route.get("parameters", [])
    ]
    responses = [
        f"<tr><td>{escape(status)}<td>{_response(response)}<td>{escape(response['description'])}"
        for status, response in route["responses"].items()
    ]
    return (
        f"<details><summary><b>{escape(method.upper())}</b> <code>{escape(path)}</code> "
        f"{escape(route.get('description', ''))}</summary>"
        f"{'<table>' + ''.join(rows) + '</table>' if rows else ''}"
        f"{'<p>Body: ' + _type(body) + '</p>' if body else ''}<table>{''.join(responses)}</table></details>"
    )


def _response(response: dict[str, Any]) -> str:
    kinds = [
        _type(content["schema"]) if content.get("schema") else escape(media)
        for media, content in response.get("content", {}).items()
    ]
    return ", ".join(kinds)


def _type(schema: dict[str, Any]) -> str:
    if name := schema.get("$ref", "").rpartition("/")[2]:
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    if options := schema.get("anyOf"):
        return " or ".join(_type(each) for each in options)
    if values := schema.get("enum"):
        return " | ".join(f"<code>{escape(str(each))}</code>" for each in values)
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(str(schema.get("type", "anything")))


def _schema(name: str, schema: dict[str, Any]) -> str:
    needed = schema.get("required", [])
    rows = [
        f"<tr><td><code>{escape(each)}</code><td>{_type(kind)}<td>{'required' if each in needed else ''}"
        for each, kind in schema.get("properties", {}).items()
    ]
    about = escape(schema.get("description", ""))
    return (
        f'<details id="{escape(name)}" open><summary><code>{escape(name)}</code> {about}'
        f"</summary><table>{''.join(rows)}</table></details>"
    )
