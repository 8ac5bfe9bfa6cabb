"""nginx and Caddy as Debian has them, with the recipes of docs/api.md, in front of a server on the loopback."""

import asyncio
import contextlib
import os
import re
import shutil
import socket
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

from tests.clock import PATIENCE

RECIPES = Path(__file__).parents[2] / "docs" / "api.md"
NGINX, CADDY = "nginx", "caddy"
_PROGRAMS = {name: shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin") for name in (NGINX, CADDY)}
INSTALLED = [name for name, program in _PROGRAMS.items() if program]

#: What the recipes stand in.
_NGINX = """
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    {temporary}
    server {{
        listen 127.0.0.1:{port};
{recipe}
    }}
}}
"""
_CADDY = """
{{
    admin off
    auto_https off
    storage file_system {folder}
}}
http://127.0.0.1:{port} {{
{recipe}
}}
"""


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def serve_below_path(
    name: str, folder: Path, port: int, upstream: int, *, strips: bool = True
) -> AsyncIterator[None]:
    """Serve on `port` what is at `upstream`, below /scenes, which nginx may also be told not to take away."""
    recipe = _recipe(name).replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")
    if not strips:
        recipe = recipe.replace(f"{upstream}/;", f"{upstream};")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n    ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    form = _NGINX if name == NGINX else _CADDY
    config = folder / "config"
    config.write_text(form.format(folder=folder, port=port, recipe=recipe, temporary=temporary), encoding="utf-8")
    arguments = (
        ["-c", str(config), "-p", str(folder)]
        if name == NGINX
        else ["run", "--adapter", "caddyfile", "--config", str(config)]
    )
    program = _PROGRAMS[name]
    assert program is not None
    process = await asyncio.create_subprocess_exec(
        program, *arguments, env={"PATH": os.environ["PATH"], "HOME": str(folder)}, stderr=asyncio.subprocess.PIPE
    )
    try:
        await _until_listening(process, port)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


def _recipe(name: str) -> str:
    """Return the lines of docs/api.md for a site below a path."""
    heading = {NGINX: "nginx, in the site's `server`:", CADDY: "Caddy, in the site's block:"}[name]
    recipes = RECIPES.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(heading)}\n\n((?:    .*\n|\n)+)", recipes, re.MULTILINE)
    assert found is not None, f"docs/api.md has no recipe for {name}"
    return textwrap.indent(textwrap.dedent(found[1]), " " * 8)


async def _until_listening(process: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if process.returncode is not None:
                _, told = await process.communicate()
                raise AssertionError(told.decode())
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return
