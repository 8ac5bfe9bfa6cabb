"""`.ci/audit` where it can ask somebody: an OSV server on loopback, as its API describes itself.

It needs the group `supply-chain`, as CI's environment has.
"""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pip_audit") is None, reason="pip-audit is not installed: the group supply-chain has it"
)
#: As OSV answers a query, as far as pip-audit reads it.
ADVISORY = {"id": "PYSEC-2080-1", "summary": "A picture may run code.", "aliases": ["CVE-2080-1"], "affected": []}


class Osv:
    """Say of the packages that a test names that they are vulnerable."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.vulnerable: set[str] = set()
        osv = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                name = query["package"]["name"]
                osv.asked.add(name)
                body = json.dumps({"vulns": [ADVISORY]} if name in osv.vulnerable else {}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1/query"


@pytest.fixture
def osv() -> Iterator[Osv]:
    osv = Osv()
    thread = threading.Thread(target=osv.server.serve_forever)
    thread.start()
    yield osv
    osv.server.shutdown()
    osv.server.server_close()
    thread.join()


def audit(home: Path, url: str) -> tuple[int, str]:
    """Run the check where PyPI is out of reach."""
    away = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    told = os.environ | away | {"PIP_AUDIT_OSV_URL": url, "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    ran = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, str(ROOT / ".ci" / "audit")], env=told, capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout


def test_of_all_that_is_locked_nothing_is_known(osv: Osv, tmp_path: Path) -> None:
    status, said = audit(tmp_path, osv.url)
    assert status == 0
    assert f"osv: No vulnerability is known of {len(osv.asked)} packages." in said
    assert {"pillow", "aiohttp", "openai"} <= osv.asked


def test_what_is_known_to_be_vulnerable_fails(osv: Osv, tmp_path: Path) -> None:
    osv.vulnerable = {"pillow"}
    status, said = audit(tmp_path, osv.url)
    assert status == 1
    assert "Known to be vulnerable: pillow 13.0.0 (PYSEC-2080-1)" in said


def test_nobody_who_answers_is_no_vulnerability_and_no_all_clear(osv: Osv, tmp_path: Path) -> None:
    osv.server.server_close()
    status, said = audit(tmp_path, "http://127.0.0.1:9/v1/query")
    assert status == 0
    assert [line.partition(": ")[2].partition(":")[0] for line in said.splitlines()] == ["NOT RUN", "NOT RUN"]
