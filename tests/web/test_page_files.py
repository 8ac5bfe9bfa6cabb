"""The page's files: one script and one stylesheet, compressed, kept by browsers for as long as they stay the same."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.web import page_files
from bot.web.page_files import PageFiles
from bot.web.state import WebOptions
from tests.web.api_client import ANN, SESSION, Answer, ApiClient, open_api

TABLE_PAGE = "/gallery/1001"


def named(page: Answer) -> list[str]:
    """Return the addresses of the files that a page names."""
    return re.findall(r'="(/[^"]*/static/[^"]+|/static/[^"]+)"', page.body.decode())


async def test_the_page_s_files_are_compressed_and_kept_for_as_long_as_they_stay_the_same(web: ApiClient) -> None:
    page = await web.get(TABLE_PAGE, by=None)
    assert page.headers["Cache-Control"] == "no-cache"
    files = named(page)
    assert {path.rpartition("/")[2] for path in files} == {"icon.svg", "page.css", "page.js"}
    for path in files:
        plain = await web.get(path, by=None, Accept_Encoding="identity")
        assert (plain.status, plain.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        packed = await web.call("GET", path, by=None, headers={"Accept-Encoding": "br, gzip"})
        if not path.endswith("icon.svg"):
            # The client unpacks what it reads.
            assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
            assert int(packed.headers["Content-Length"]) < len(plain.body) / 3
        assert packed.body == plain.body
        refused = await web.get(path, by=None, Accept_Encoding="gzip;q=0, *")
        assert "Content-Encoding" not in refused.headers


async def test_a_page_from_before_an_update_is_given_what_there_is_now(web: ApiClient) -> None:
    for path in ("/static/000000000000/page.js", "/static/000000000000/page.css"):
        answer = await web.get(path, by=None)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    for path in ("/static/000000000000/main.js", "/static/page.js", "/static/000000000000/..%2f..%2fauth.py"):
        assert (await web.get(path, by=None)).status == 404


async def test_what_a_browser_has_is_not_sent_again(web: ApiClient) -> None:
    page = await web.get(TABLE_PAGE, by=None)
    again = await web.get(TABLE_PAGE, by=None, If_None_Match=page.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", page.headers["ETag"])


def test_the_address_changes_with_what_is_in_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = PageFiles.read("")
    assert PageFiles.read("") == before
    changed = tmp_path / "static"
    shutil.copytree(page_files.STATIC, changed)
    with (changed / "js" / "tile.js").open("a", encoding="utf-8") as source:
        source.write("globalThis.more = 1;\n")
    monkeypatch.setattr(page_files, "STATIC", changed)
    assert PageFiles.read("").version != before.version


def modules_of(script: str) -> list[str]:
    """Return the modules that a script brings."""
    return re.findall(r"^const \$(\w+) = \(\(\) => \{$", script, re.MULTILINE)


def test_each_script_brings_what_those_before_it_lack() -> None:
    scripts = {name: file.body.decode() for name, file in PageFiles.read("").files.items() if name.endswith(".js")}
    modules = {module.stem.replace(".", "_") for module in (page_files.STATIC / "js").glob("*.js")}
    assert {name for script in scripts.values() for name in modules_of(script)} == modules
    for first in ("page", "image-gallery.embedded"):
        together = (f"{first}.js", f"{first}.gallery_tools.js")
        brought = [name for script in together for name in modules_of(scripts[script])]
        assert len(brought) == len(set(brought))
    node = shutil.which("node")
    for name, script in scripts.items():
        left = re.findall(r"^(?:import|export)\b.*", script, re.MULTILINE)
        is_first = name in {"page.js", "image-gallery.js"}
        assert [line[:12] for line in left] == ([] if is_first else ["export const"]), "the wrapping does not know it"
        if node:
            checked = subprocess.run([node, "--check", "--input-type=module"], input=script.encode(), check=False)  # noqa: S603  # fixed
            assert checked.returncode == 0


def test_the_element_s_stylesheets_say_nothing_of_a_page() -> None:
    for name, file in PageFiles.read("").files.items():
        if name.startswith("image-gallery") and name.endswith(".css"):
            assert not re.search(r"^\s*(:root|html|body)\b", file.body.decode(), re.MULTILINE), name


async def test_below_a_path_the_page_names_its_files_there(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    public = "https://example.org/table/scenes"
    options = WebOptions(port=0, public_base_url=public)
    async with open_api(settings.model_copy(update={"public_base_url": public}), monkeypatch, options) as web:
        page = await web.get(TABLE_PAGE, by=None)
        assert len(named(page)) == 3
        for path in named(page):
            assert path.startswith("/table/scenes/static/")
            assert (await web.get(path, by=None)).status == 200
            assert (await web.get(path.removeprefix("/table/scenes"), by=None)).status == 200
        for path in (f"/table/scenes{SESSION}/me", f"{SESSION}/me"):
            assert (await web.get(path)).json["user_id"] == "ann"
        assert (await web.get(f"/table/scenery{SESSION}/me")).status == 404
        token = {"token": await web.token()}
        answer = await web.post(f"{SESSION}/login", token, by=None, Origin="https://example.org")
        assert f"Path=/table/scenes{SESSION};" in answer.headers["Set-Cookie"]
        link = await web.room.services.tokens.login_link(ANN)
        assert link.startswith("https://example.org/table/scenes/gallery/1001#code=")
        image = (await web.details(await web.generate()))["image_url"]
        assert image.startswith(f"https://example.org/table/scenes{SESSION}/image/")


def test_what_is_compressed_is_the_same_at_every_start() -> None:
    for file in PageFiles.read("").files.values():
        if file.compressed:
            assert gzip.decompress(file.compressed) == file.body
