"""The application commands the bot has synced, and how a person's input becomes an invocation."""

import re
from collections.abc import Mapping

from .errors import invalid_form
from .guild import BOT_ID
from .limits import check_length
from .resolver import Resolver
from .snowflakes import Json, snowflake

_NAME = re.compile(r"[-_\w]{1,32}")
_SUBCOMMANDS = (1, 2)
_CHAT_INPUT = 1


class Commands:
    """The command lists: the global one under None, a guild's under its id."""

    def __init__(self) -> None:
        self._lists: dict[int | None, list[Json]] = {}

    def listed(self, guild_id: int | None = None) -> list[Json]:
        return self._lists.get(guild_id, [])

    def all(self) -> list[Json]:
        """Every command, a guild's before the global ones."""
        scopes = sorted(self._lists, key=lambda scope: scope is None)
        return [command for scope in scopes for command in self._lists[scope]]

    def overwrite(self, guild_id: int | None, commands: list[Json]) -> list[Json]:
        """The bulk overwrite: a command that keeps its name and type keeps its id."""
        for index, command in enumerate(commands):
            _check(str(index), command)
        ids = {(old["name"], old["type"]): old["id"] for old in self.listed(guild_id)}
        scope = {} if guild_id is None else {"guild_id": str(guild_id)}
        facts: Json = {"application_id": str(BOT_ID), "type": _CHAT_INPUT, "description": ""}
        facts |= {"default_member_permissions": None, "nsfw": False}
        self._lists[guild_id] = [
            facts
            | command
            | scope
            | {
                "id": ids.get((command["name"], command.get("type", _CHAT_INPUT)), str(snowflake())),
                "version": str(snowflake()),
            }
            for command in commands
        ]
        return self._lists[guild_id]

    def invocation(self, path: str, values: Mapping[str, object], resolver: Resolver, focus: str | None) -> Json:
        """The `data` of a slash command such as `image generate`; `focus` names the option being typed."""
        command, *groups = self._descend(path)
        offered = {option["name"]: option for option in (groups[-1] if groups else command).get("options") or []}
        assert values.keys() <= offered.keys(), f"/{path} has no {values.keys() - offered.keys()}, only {[*offered]}"
        required = {name for name, option in offered.items() if option.get("required")}
        assert focus is not None or required <= values.keys(), f"/{path} needs {required - values.keys()}"
        options = [_filled(offered[name], value, resolver) for name, value in values.items()]
        for option in options:
            if option["name"] == focus:
                option["focused"] = True
        for group in reversed(groups):
            options = [{"name": group["name"], "type": group["type"], "options": options}]
        return _identity(command) | {"options": options, "resolved": resolver.resolved}

    def on_target(self, name: str, command_type: int, target_id: int, resolver: Resolver) -> Json:
        """The `data` of a context-menu command."""
        command = next((one for one in self.all() if one["name"] == name and one["type"] == command_type), None)
        assert command is not None, f"no context menu {name!r} among {[one['name'] for one in self.all()]}"
        return _identity(command) | {"target_id": str(target_id), "resolved": resolver.resolved}

    def _descend(self, path: str) -> list[Json]:
        offered = [command for command in self.all() if command["type"] == _CHAT_INPUT]
        chain: list[Json] = []
        for name in path.split():
            found = next((one for one in offered if one["name"] == name), None)
            assert found is not None, f"no command /{path}: there is {[one['name'] for one in offered]}"
            chain.append(found)
            offered = [one for one in found.get("options") or [] if one["type"] in _SUBCOMMANDS]
        assert not offered, f"/{path} needs a subcommand: {[one['name'] for one in offered]}"
        return chain


def _identity(command: Json) -> Json:
    return {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}


def _filled(option: Json, value: object, resolver: Resolver) -> Json:
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert not choices or value in choices, f"{option['name']} offers {choices}, not {value!r}"
    return {"name": option["name"], "type": option["type"], "value": resolver.value(option["type"], value)}


def _check(place: str, command: Json) -> None:
    chat_input = command.get("type", _CHAT_INPUT) == _CHAT_INPUT
    if chat_input and not (_NAME.fullmatch(command["name"]) and command["name"] == command["name"].lower()):
        raise invalid_form(f"{place}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    _check_node(place, command, described=chat_input)


def _check_node(place: str, node: Json, *, described: bool) -> None:
    if described and not 1 <= len(node.get("description") or "") <= 100:
        raise invalid_form(f"{place}.description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    for key in ("options", "choices"):
        if len(node.get(key) or []) > 25:
            raise invalid_form(f"{place}.{key}", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(node.get("choices") or []):
        check_length(f"{place}.choices.{index}.name", choice["name"], 100)
    for index, option in enumerate(node.get("options") or []):
        _check_node(f"{place}.options.{index}", option, described=True)
