"""The catalogues: complete, compiled, and within what Discord takes."""

import ast
import gettext
import io
import runpy
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from generation.i18n import ENGLISH, LOCALES, OTHERS, in_language

ROOT = LOCALES.parent.parent
#: The project's own script, which writes what is tested here.
MESSAGES: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "messages"))
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
by_language = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)

#: What Discord takes of what is shown, by the function it is given to and the name or place of the argument.
BOUNDS = {
    ("button", "label"): 80,
    ("Button", "label"): 80,
    ("form", "title"): 45,
    ("Field", 1): 45,
    ("Field", 3): 100,
    ("Field", "hint"): 100,
    ("Choice", 1): 45,
    ("Choice", "hint"): 150,
    ("Option", 1): 100,
    ("Option", 2): 100,
    ("select", "hint"): 150,
    ("role_select", "hint"): 150,
    ("channel_select", "hint"): 150,
    ("UserSelect", "placeholder"): 150,
    ("Embed", "title"): 256,
    ("add_field", "name"): 256,
    ("set_author", "name"): 256,
}


def texts(message: Any) -> tuple[str, ...]:  # noqa: ANN401  # a message of Babel's
    """Return a message's text, or both of one that is counted."""
    return message.id if isinstance(message.id, tuple) else (message.id,)


def content(compiled: BinaryIO) -> tuple[dict[Any, str], dict[str, str], list[int]]:
    """Return what a compiled catalogue says: its texts, its headers without the tool's stamp, and its plural forms."""
    with compiled:
        read = gettext.GNUTranslations(compiled)
    said = {key: text for key, text in read._catalog.items() if key}  # type: ignore[attr-defined]  # nothing public lists them
    headers = {name: value for name, value in read.info().items() if name != "generated-by"}
    return said, headers, [read.plural(count) for count in range(200)]  # type: ignore[attr-defined]


def placeholders(text: str) -> set[str]:
    """Return the names of a text's values, each with how it is to be written."""
    return {f"{name}:{spec}" for _words, name, spec, _conversion in string.Formatter().parse(text) if name is not None}


def shown(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each text of a source that Discord bounds, with its bound."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given: list[tuple[str | int, ast.expr]] = [*enumerate(call.args)]
        given += [(keyword.arg or "", keyword.value) for keyword in call.keywords]
        for place, value in given:
            if bound := BOUNDS.get((name, place)):
                yield from ((text, bound) for text in _said_in(value))


def _said_in(value: ast.expr) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "N_"}:
            (text,) = node.args
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Yield each source with its tree."""
    for path in (path for folder in MESSAGES["SOURCES"] for path in sorted((ROOT / folder).rglob("*.py"))):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def errors_with_sentences() -> frozenset[str]:
    """Return the names of the exceptions whose words somebody reads: SceneError, what derives of it, a plugin's."""
    bases = {
        node.name: {name_of(base) for base in node.bases}
        for _path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"SceneError", "PluginError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return frozenset(found)


def sentences(call: ast.Call) -> Iterator[str]:
    """Yield what an exception is given to say, as it stands in the source; of an f-string its own words."""
    for argument in call.args:
        value = argument
        if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
            value = argument.func.value
        parts = value.values if isinstance(value, ast.JoinedStr) else [value]
        yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_there_is_one_for_every_language() -> None:
    assert {path.parent.parent.name for path in CATALOGUES} == set(OTHERS)


@by_language
def test_every_text_of_the_sources_is_in_it_and_no_other(path: Path) -> None:
    wanted = {texts(message) for message in MESSAGES["extracted"]() if message.id}
    assert {texts(message) for message in MESSAGES["known"](path) if message.id} == wanted, "run .ci/messages"


@by_language
def test_every_text_is_translated(path: Path) -> None:
    assert MESSAGES["missing"](MESSAGES["known"](path)) == []


@by_language
def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    written = io.BytesIO(MESSAGES["compiled"](MESSAGES["known"](path)))
    assert content(path.with_suffix(".mo").open("rb")) == content(written), "run .ci/messages"


@by_language
def test_no_file_tells_which_version_of_a_tool_wrote_it(path: Path) -> None:
    for file in (path, path.with_suffix(".mo")):
        assert b"Generated-By" not in file.read_bytes(), "run .ci/messages"


def test_a_catalogue_of_another_version_of_babel_is_the_same_catalogue(tmp_path: Path) -> None:
    lines = CATALOGUES[0].read_text().replace('"Plural-Forms', '"Generated-By: Babel 9.9\\n"\n"Plural-Forms', 1)
    stamped = tmp_path / "de" / "LC_MESSAGES" / "scenes.po"
    stamped.parent.mkdir(parents=True)
    stamped.write_text(lines)
    assert "Babel 9.9" in lines
    assert MESSAGES["compiled"](MESSAGES["known"](stamped)) == MESSAGES["compiled"](MESSAGES["known"](CATALOGUES[0]))


@by_language
def test_every_translation_has_the_values_of_its_text(path: Path) -> None:
    differing = [
        message.id
        for message in MESSAGES["known"](path)
        if message.id
        for text in MESSAGES["strings"](message)
        if placeholders(text) != placeholders(texts(message)[0])
    ]
    assert differing == []


def test_the_sources_hold_no_value_inside_a_text() -> None:
    wrong = []
    for path in (path for folder in MESSAGES["SOURCES"] for path in (ROOT / folder).rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") in {"_", "N_", "ngettext"}:
                wrong += [f"{path}:{call.lineno}" for each in call.args if isinstance(each, ast.JoinedStr)]
    assert wrong == []


def test_what_an_error_says_is_in_the_catalogues() -> None:
    known = {text for message in MESSAGES["extracted"]() if message.id for text in texts(message)}
    errors, said, wrong = errors_with_sentences(), 0, []
    for path, tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in errors):
            given = [each for each in sentences(call) if any(letter.isalpha() for letter in each)]
            said += len(given)
            wrong += [f"{path.relative_to(ROOT)}:{call.lineno}: {each}" for each in given if each not in known]
    assert said > 20, "what is looked for is found"
    assert wrong == [], "mark it with N_"


@pytest.mark.parametrize("language", [ENGLISH, *OTHERS])
def test_what_discord_bounds_is_short_enough(language: str) -> None:
    found = [each for path in (ROOT / "cogs").rglob("*.py") for each in shown(ast.parse(path.read_text()))]
    assert len(found) > 150, "what is looked for is found"
    translated = [(in_language(text, language), bound) for text, bound in found]
    assert [(text, len(text), bound) for text, bound in translated if len(text) > bound] == []
