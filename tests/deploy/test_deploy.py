"""The files that deploy the bot, read by the programs that they are for: `.ci/run` installs what it takes.

What needs a container engine is not run here; `docs/decisions.md` says how the image was built and tried without one.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import trustme

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNIT = "scene-visualizer.service"


def run(*command: str | Path, **environment: str) -> str:
    """Run a command and return what it says, its errors included; fail with that where it fails."""
    path = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
    ran = subprocess.run(  # noqa: S603  # the commands of this file
        [str(shutil.which(str(command[0]), path=path) or command[0]), *map(str, command[1:])],
        capture_output=True, text=True, check=False, env={"PATH": path, **environment},
    )  # fmt: skip
    assert not ran.returncode, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def compose(*arguments: str, **environment: str) -> str:
    return run(Path(sys.executable).parent / "docker-compose", "-f", ROOT / "compose.yaml", *arguments, **environment)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit with a Python that is there: systemd looks for it."""
    text = (DEPLOY / UNIT).read_text(encoding="utf-8")
    installed = "/opt/scene-visualizer/.venv/bin/python"
    assert installed in text
    path = tmp_path / UNIT
    path.write_text(text.replace(installed, "/bin/true"), encoding="utf-8")
    return path


def test_systemd_finds_no_fault_with_the_unit(unit: Path) -> None:
    assert not run("systemd-analyze", "verify", unit)


def test_the_unit_is_exposed_no_more_than_two_of_ten(unit: Path) -> None:
    run("systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20", unit)


def test_a_stop_is_given_the_time_that_draining_takes(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    (seconds,) = [int(line.partition("=")[2]) for line in lines if line.startswith("TimeoutStopSec=")]
    assert seconds > 20 + 10 + 10  # DRAIN_SECONDS, what is told on Discord, what settles


def test_caddy_takes_its_file(tmp_path: Path) -> None:
    command = ("caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile")
    # It makes an authority of its own in its home, which without one is where it was started.
    run(*command, SITE_ADDRESS="localhost", HOME=str(tmp_path))


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    certificate = trustme.CA().issue_cert("scenes.example.org")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "scenes.pem")
    certificate.private_key_pem.write_to_path(tmp_path / "scenes.key")
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/scenes", str(tmp_path / "scenes"))
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ access_log off; include {tmp_path}/site.conf; }}", encoding="utf-8"
    )
    run("nginx", "-t", "-e", "stderr", "-c", whole)


def services(profile: str = "") -> dict[str, Any]:
    return json.loads(compose("config", "--format", "json", COMPOSE_PROFILES=profile))["services"]  # type: ignore[no-any-return]


def test_one_container_is_the_whole_bot() -> None:
    assert set(services()) == {"bot"}


def test_a_server_has_a_database_a_picture_store_workers_and_a_proxy_as_well() -> None:
    assert set(services("server")) == {"bot", "database", "pictures", "proxy", "worker"}


@pytest.mark.parametrize("name", ["bot", "worker"])
def test_the_bot_may_write_nowhere_but_in_its_volume(name: str) -> None:
    service = services("server")[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["user"] == "10001:10001"
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [volume["target"] for volume in service["volumes"]] == ["/data"]


def test_nothing_but_the_proxy_is_reached_from_elsewhere() -> None:
    published = {name: service.get("ports", []) for name, service in services("server").items() if name != "proxy"}
    assert {port["host_ip"] for ports in published.values() for port in ports} == {"127.0.0.1"}


def test_the_image_is_built_as_hadolint_would() -> None:
    # DL3008: the versions of Debian's packages are Debian's; a point release is what is pinned.
    run(Path(sys.executable).parent / "hadolint", "--ignore", "DL3008", ROOT / "Dockerfile")


def test_the_image_has_what_it_copies() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    assert sorted(copied) == sorted(let_in)
    assert all((ROOT / each).exists() for each in copied)
