"""docs/ as a site: each link leads to something that is there, and nothing is loaded from elsewhere."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.documents.blocks import ROOT

#: What a browser fetches by itself.
FETCHED = {("img", "src"), ("script", "src"), ("link", "href"), ("source", "src"), ("iframe", "src")}


class Page(HTMLParser):
    """The addresses and places of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.places: list[str] = []
        self.open: Counter[str] = Counter()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[tag] += 1
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.links.append((tag, name, value))
            if name == "id" and value:
                self.places.append(value)

    def handle_endtag(self, tag: str) -> None:
        self.open[tag] -= 1


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of a copy of what it is made of."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("zensical.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / name)
    build = [str(Path(sys.executable).parent / "zensical"), "build", "--strict"]
    built = subprocess.run(build, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # of this environment
    assert not built.returncode, built.stdout + built.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_document_is_a_page(site: Path) -> None:
    documents = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert documents == {path.parent.name for path in site.glob("*/index.html")}


def test_every_document_is_in_the_menu() -> None:
    menu = re.findall(r'"(\w+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert Counter(menu) == Counter(path.name for path in (ROOT / "docs").glob("*.md"))


def test_links_lead_to_what_is_there(site: Path, pages: dict[Path, Page]) -> None:
    lost = []
    for path, page in pages.items():
        for _, _, link in page.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            target = path if not address.path else (path.parent / unquote(address.path)).resolve()
            target = target / "index.html" if target.is_dir() else target
            there = target.is_file() and target.is_relative_to(site.resolve())
            if not there or (
                address.fragment and target in pages and unquote(address.fragment) not in pages[target].places
            ):
                lost.append(f"{path.parent.name}: {link}")
    assert lost == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[Path, Page]) -> None:
    fetched = [link for page in pages.values() for tag, name, link in page.links if (tag, name) in FETCHED]
    assert [link for link in fetched if urlsplit(link).netloc] == []


def test_what_stands_between_angle_brackets_is_no_markup(pages: dict[Path, Page]) -> None:
    closed = ("a", "code", "em", "strong", "td")
    assert [(path.parent.name, tag) for path, page in pages.items() for tag in closed if page.open[tag]] == []


def test_no_table_and_no_list_is_left_as_text(site: Path) -> None:
    left = re.compile(r"^\||\n(\||- |\d+\. )")
    for path in site.rglob("*.html"):
        prose = re.findall(r"<p>(.*?)</p>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert not [text for text in prose if left.search(text)], path.parent.name
