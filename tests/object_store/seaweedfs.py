"""A real S3 server, SeaweedFS, on ports of its own and in a folder that goes with it."""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import obstore
from obstore.store import S3Store

from storage.s3 import open_bucket
from tests.bot.ports import free_port
from tests.clock import PATIENCE

BUCKET = "pictures"
KEY_ID, SECRET_KEY = "AKIDSCENES", "s3cr3t/of+the+bucket"
#: Servers of other protocols, whose ports are always the same ones.
_OFF = ("-s3.port.iceberg=0", "-s3.port.lance=0")
_PORTS = (
    "master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc", "s3.port",
    "s3.port.grpc",
)  # fmt: skip
_RIGHTS = ("Admin", "Read", "Write", "List", "Tagging")


def program() -> Path | None:
    """Return the server's program, which the dependency group `object-store` brings."""
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    return Path(found) if found else None


@dataclass
class SeaweedFS:
    """One server with one bucket, which one key opens; it can be stopped and started again with what it holds."""

    folder: Path
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in _PORTS})
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['s3.port']}"

    @property
    def variables(self) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
        }

    def bucket(self, prefix: str = "") -> S3Store:
        return open_bucket(f"s3://{BUCKET}{prefix}", self.variables)

    def start(self) -> None:
        """Start the server and wait until it gives and takes."""
        weed = program()
        assert weed is not None
        rights = {"accessKey": KEY_ID, "secretKey": SECRET_KEY}
        config = self.folder / "s3.json"
        config.write_text(json.dumps({"identities": [{"name": "s", "credentials": [rights], "actions": _RIGHTS}]}))
        ports = [f"-{name}={port}" for name, port in self.ports.items()]
        place = [f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=20"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # a program of the test environment
                [weed, "server", *place, "-master.volumeSizeLimitMB=64", "-s3", *_OFF, f"-s3.config={config}", *ports],
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 3 * PATIENCE
        while not self._works():
            assert time.monotonic() < until, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.1)

    def stop(self) -> None:
        """Kill the server, as a crash would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def _works(self) -> bool:
        """Make the bucket, and tell whether it takes something."""
        address = obstore.sign(self.bucket(), "PUT", "", expires_in=timedelta(minutes=1))
        with contextlib.suppress(httpx.HTTPError):
            if httpx.put(address).status_code in {200, 409}:
                probe = obstore.sign(self.bucket(), "PUT", ".probe", expires_in=timedelta(minutes=1))
                return httpx.put(probe, content=b"x").status_code == 200
        return False


@contextlib.contextmanager
def running_seaweedfs() -> Iterator[SeaweedFS]:
    """Start a server without data, and take it away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="seaweedfs-"))
    server = SeaweedFS(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
