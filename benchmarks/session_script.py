"""The actions of players in a session: commands, pages, stars, forms and settings, one interaction each."""

import itertools
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from tests.servers.discord import FakeDiscord, Interaction, Message

Action = Callable[[int], Coroutine[Any, Any, None]]

SMALL = "512x512"


class SessionScript:
    """A session on the fake Discord and the actions of its players."""

    def __init__(self, discord: FakeDiscord) -> None:
        self._discord = discord
        self._image = self._page = self._sheet = self._settings = 0
        self._jump: Interaction

    async def prepare(self) -> None:
        """Have images generated, and open the pages and forms that the actions use."""
        discord = self._discord
        for scene, count in (("a bar at night", 1), ("a dock in the rain", 1), ("a lab", 2)):
            asked = await self._command("image generate", {"description": scene, "size": SMALL, "count": count})
            self._image = asked.id if count == 1 else self._image
        await discord.until(lambda: all(is_done(message) for message in discord.messages()), within=120)
        self._page = (await self._command("image gallery")).id
        self._sheet = (await self._command("image gallery", {"favorites": False})).id
        self._settings = (await self._command("session settings", user=discord.gm_id)).id
        await self._command("image styles")
        await self._command("image enhance", {"description": "a troll at a noodle bar"})
        await self._command("image gallery", {"favorites": True})
        await discord.click(self._image, self._custom_id(self._image, "gallery"))
        self._jump = await discord.click(self._page, self._custom_id(self._page, "jump"))

    def actions(self) -> Sequence[Action]:
        """Return the actions, which are taken in turn."""
        return [
            self._generate,
            self._open_gallery,
            self._turn,
            self._favorite,
            self._complete,
            self._open_form,
            self._send_form,
            self._set,
            self._turn,
            self._filter,
            self._use_menu,
            self._contact_sheet,
            self._usage,
        ]

    async def _generate(self, number: int) -> None:
        await self._discord.slash("image generate", {"description": f"a shrine, number {number}", "size": SMALL})

    async def _open_gallery(self, number: int) -> None:
        await self._discord.slash("image gallery", {"search": "a"} if number % 2 else {}, locale="de")

    async def _turn(self, _number: int) -> None:
        # Whichever way is open: a page at its end can only be turned back.
        page = self._discord.message(self._page)
        ways = (self._custom_id(self._page, way) for way in ("older", "newer"))
        open_ways = [way for way in ways if not (page.component(way) or {}).get("disabled")]
        await self._discord.click(self._page, open_ways[0])

    async def _favorite(self, number: int) -> None:
        user = self._discord.gm_id if number % 2 else self._discord.player_id
        await self._discord.click(self._image, self._custom_id(self._image, "favorite"), user=user)

    async def _complete(self, number: int) -> None:
        option, typed = (("style", "neon"), ("provider", "s"), ("size", "w"))[number % 3]
        await self._discord.autocomplete("image generate", {"description": "a bar", option: typed}, option)

    async def _open_form(self, _number: int) -> None:
        await self._discord.click(self._image, self._custom_id(self._image, "edit"))

    async def _send_form(self, number: int) -> None:
        await self._discord.submit_modal(self._jump, {"number": str(1 + number % 3)})

    async def _set(self, number: int) -> None:
        topic = ("who", "approval", "style", "provider")[number % 4]
        menu = self._custom_id(self._settings, "select-topic")
        await self._discord.click(self._settings, menu, values=[topic], user=self._discord.gm_id)

    async def _filter(self, number: int) -> None:
        menu = self._custom_id(self._sheet, "select-filter")
        await self._discord.click(self._sheet, menu, values=["mine" if number % 2 else "all"])

    async def _use_menu(self, _number: int) -> None:
        await self._discord.message_command("Favorite", self._image, user=self._discord.other_player_id)

    async def _contact_sheet(self, _number: int) -> None:
        ids = self._discord.message(self._sheet).custom_ids
        await self._discord.click(self._sheet, next(each for each in ids if each.split(":")[1] in {"grid", "large"}))

    async def _usage(self, _number: int) -> None:
        await self._discord.slash("image usage")

    async def _command(self, path: str, options: dict[str, object] | None = None, user: int | None = None) -> Message:
        asked = await self._discord.slash(path, options, user=user or self._discord.player_id)
        if asked.response is None:
            raise SystemExit(f"/{path} was answered without a message")
        return asked.response

    def _custom_id(self, message_id: int, part: str) -> str:
        ids = self._discord.message(message_id).custom_ids
        return next(each for each in ids if f":{part}:" in f"{each}:")


def is_done(message: Message) -> bool:
    """Tell whether a message is no placeholder any more."""
    return not any(part in each for part, each in itertools.product((":cancel:", ":stop:"), message.custom_ids))
