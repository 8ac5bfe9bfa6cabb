"""Run an unmodified discord.py bot against a fake Discord.

    python tests/servers/discord/launch.py http://127.0.0.1:8765 bot.py [arguments of the bot]

Nothing is imported before the bot imports it: an import hook redirects discord.py's modules as they load.
"""

import importlib.abc
import importlib.machinery
import runpy
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType


class Redirect(importlib.abc.MetaPathFinder):
    """Finds three modules of discord.py as usual, and turns them to another address once they have run."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._patches: dict[str, Callable[[ModuleType], None]] = {
            "discord.http": self._http,
            "discord.gateway": self._gateway,
            "discord.asset": self._asset,
        }

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        patch = self._patches.get(fullname)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path) if patch else None
        if patch is None or spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def execute_and_patch(module: ModuleType) -> None:
            execute(module)
            patch(module)

        spec.loader.exec_module = execute_and_patch  # type: ignore[method-assign]
        return spec

    def _http(self, module: ModuleType) -> None:
        module.Route.BASE = f"{self._url}/api/v10"

    def _gateway(self, module: ModuleType) -> None:
        address = type(module.DiscordWebSocket.DEFAULT_GATEWAY)
        module.DiscordWebSocket.DEFAULT_GATEWAY = address(f"{self._url.replace('http', 'ws', 1)}/websocket")

    def _asset(self, module: ModuleType) -> None:
        module.Asset.BASE = f"{self._url}/cdn"


def main() -> None:
    url, script, *arguments = sys.argv[1:]
    sys.meta_path.insert(0, Redirect(url))
    sys.path[0] = str(Path(script).resolve().parent)
    sys.argv = [script, *arguments]
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
