"""Brings about every kind of message on the fake Discord, one after the other."""

import copy
from collections.abc import Callable, Mapping

from tests.servers.discord import FakeDiscord, Interaction, Message

STREET = "a rain-soaked Seattle street with neon signs"
TIMEOUT = 120.0


class MessageScenes:
    """Plays the scenes, and keeps a copy of each message as it then looks."""

    def __init__(self, discord: FakeDiscord) -> None:
        self._discord = discord
        self.messages: list[tuple[str, Message]] = []

    async def play(self) -> None:
        """Play all scenes."""
        await self._generating()
        await self._editing()
        await self._browsing()
        await self._cast()
        await self._sharing()
        await self._settings_and_reviews()
        await self._private_images()
        await self._failures()
        await self._matrix()

    def keep(self, name: str, message: Message | None) -> None:
        """Keep a copy of a message as it looks now."""
        if message is None:
            raise SystemExit(f"{name}: there is no such message")
        self.messages.append((name, copy.copy(message)))

    async def _generating(self) -> None:
        discord = self._discord
        asked = await self._command("image generate", {"description": STREET, "size": "2048x2048"})
        await self._until(lambda: bool(asked.attachments) and "▰▰" in str(asked.embeds))
        self.keep("placeholder", asked)
        await self._done(asked)
        self.keep("result", asked)
        batch = await self._command("image generate", {"description": "an ork street shaman", "count": 4})
        await self._until(lambda: "of 4" in str(batch.embeds))
        self.keep("batch-placeholder", batch)
        await self._done(batch)
        await discord.click(batch.id, self._custom_id(batch, "favorite"))
        self.keep("batch", batch)
        await self._comparing()
        preview = await discord.slash("image enhance", {"description": "a troll bouncer at the door of a club"})
        await self._until(lambda: bool(preview.response and preview.response.embeds))
        self.keep("enhance", preview.response)
        said = await discord.say(
            "The van screeches to a halt under the monorail. Rain everywhere, and two yakuza bikers are already there."
        )
        draft = await discord.message_command("Illustrate this", said.id)
        await self._until(lambda: bool(draft.response and draft.response.embeds))
        self.keep("illustrate", draft.response)
        styles = await self._command("image styles")
        await self._until(lambda: bool(styles.components))
        self.keep("styles", styles)

    async def _editing(self) -> None:
        """Edit the picture of a bar, have its fields shown, and compare what was saved with it."""
        discord = self._discord
        bar = await self._command("image generate", {"description": "two runners in a neon bar", "seed": 5})
        await self._done(bar)
        opened = await discord.click(bar.id, self._custom_id(bar, "retouch"))
        await self._until(lambda: bool(opened.response and opened.response.embeds))
        editor = opened.response
        if editor is None:
            raise SystemExit("the editor was not opened")
        menus = [each for each in editor.custom_ids if "select-tool" in each]
        for menu, value in zip(menus, ("16:9", "noir", "cinema"), strict=True):
            await discord.click(editor.id, menu, values=[value])
            await self._until(lambda value=value: value.partition("_")[0] in str(editor.embeds))  # type: ignore[misc]  # a default binds it
        self.keep("editor", editor)
        fields = await discord.click(editor.id, self._custom_id(editor, "change"))
        await self._until(lambda: bool(fields.response and fields.response.embeds))
        self.keep("change", fields.response)
        saved = await discord.click(editor.id, self._custom_id(editor, "save"))
        await self._until(lambda: bool(saved.response))
        made = saved.response
        if made is None:
            raise SystemExit("nothing was saved")
        await self._done(made)
        history = await discord.click(made.id, self._custom_id(made, "history"))
        await self._until(lambda: bool(history.response and history.response.embeds))
        self.keep("versions", history.response)
        if history.response is not None:
            await discord.click(history.response.id, self._custom_id(history.response, "compare"))
            await self._until(lambda: "Before and after" in str(history.response and history.response.embeds))
            self.keep("before-and-after", history.response)

    async def _browsing(self) -> None:
        discord = self._discord
        page = await self._command("image gallery")
        await discord.click(page.id, self._custom_id(page, "star"))
        self.keep("gallery", page)
        await discord.click(page.id, self._custom_id(page, "grid"))
        self.keep("grid", page)
        await discord.click(page.id, self._custom_id(page, "select-filter"), values=["type"])
        self.keep("filter", page)
        self.keep("favorites-empty", await self._command("image gallery", {"favorites": True}, elsewhere=True))
        form = await discord.click(page.id, self._custom_id(page, "search"))
        await discord.submit_modal(form, {"words": "dragon"})
        self.keep("nothing-found", page)

    async def _cast(self) -> None:
        discord = self._discord
        picture = await self._command("image generate", {"description": "portrait of an elf woman with short red hair"})
        await self._done(picture)
        page = await self._command("image gallery")
        form = await discord.message_command("Make a character of this", page.id)
        looks = {"looks": "short red hair, a black leather coat, a cyberarm", "metatype": "elf", "pronouns": "she/her"}
        await discord.submit_modal(form, {"name": "Ari", "gear": "a katana", **looks})
        await self._command(
            "character edit", {"name": "Ari", "version": "after the chrome upgrade", "looks": "two cyberarms"}
        )
        shown = await discord.slash("character show", {"name": "Ari"})
        await self._until(lambda: bool(shown.response and shown.response.embeds))
        self.keep("character", shown.response)
        tom = {"name": "Old Tom", "metatype": "dwarf", "looks": "bald, a long grey beard"}
        await self._command("character add", tom)
        await self._command(
            "character add", {"name": "Nyx", "looks": "silver eyes", "secret": True}, user=discord.gm_id
        )
        self.keep("cast", await self._command("character list", user=discord.gm_id))

    async def _sharing(self) -> None:
        """Bring two channels together, put their pictures into an album, and look back."""
        discord, gm = self._discord, self._discord.gm_id
        created = await self._command("campaign create", {"name": "Emerald City Nights"}, user=gm)
        self.keep("campaign-code", created)
        code = created.content.split("`")[1]
        self.keep("campaign-joined", await self._command("campaign join", {"code": code}, user=gm, elsewhere=True))
        there = await self._command("image generate", {"description": "a bar in Redmond"}, elsewhere=True)
        await self._done(there)
        self.keep("campaign-info", await self._command("campaign info", user=gm))
        self.keep("campaign-gallery", await self._command("image gallery", {"scope": "campaign"}))
        await self._command("album create", {"name": "Act one", "scope": "campaign"})
        for number, message in enumerate(each for each in discord.messages() if self._has(each, "favorite")):
            picture = self._custom_id(message, "favorite").split(":")[2]
            caption = "It began in the rain." if number == 0 else ""
            await self._command("album add", {"album": "Act one", "picture": picture, "caption": caption})
        self.keep("albums", await self._command("album list"))
        self.keep("album", await self._command("album show", {"album": "Act one"}))
        starred = await self._command("image generate", {"description": "the dock after the rain"})
        await self._done(starred)
        await discord.click(starred.id, self._custom_id(starred, "favorite"))
        picture = self._custom_id(starred, "favorite").split(":")[2]
        await self._command("image recap", {"picture": picture, "caption": "Nobody saw them leave."})
        draft = await self._command("image recap", user=gm)
        self.keep("recap-draft", draft)
        await discord.click(draft.id, self._custom_id(draft, "recappost"), user=gm)
        await self._until(lambda: any(self._has(each, "recapopen") for each in discord.messages()))
        self.keep("recap", next(each for each in discord.messages() if self._has(each, "recapopen")))

    def _has(self, message: Message, verb: str) -> bool:
        return any(f":{verb}:" in f"{each}:" for each in message.custom_ids)

    async def _settings_and_reviews(self) -> None:
        discord, gm = self._discord, self._discord.gm_id
        await discord.slash("session start", {"campaign": "The Ares job"}, user=gm)
        settings = await self._command("session settings", user=gm)
        form = await discord.click(settings.id, self._custom_id(settings, "setwords"), user=gm)
        await discord.submit_modal(form, {"lines": "clown"})
        await discord.click(settings.id, self._custom_id(settings, "select-topic"), values=["approval"], user=gm)
        await discord.click(settings.id, self._custom_id(settings, "select-set"), values=["all"], user=gm)
        self.keep("settings", settings)
        self.keep("session-info", await self._command("session info"))
        self.keep("usage", await self._command("image usage"))
        providers = await discord.slash("image providers")
        await self._until(lambda: bool(providers.response and providers.response.embeds))
        self.keep("providers", providers.response)
        self.keep("other-words", await self._command("image generate", {"description": "a clown in a bar"}))
        held = await self._command("image generate", {"description": "a body in the alley"})
        self.keep("held", held)
        self.keep("review", (await discord.click(held.id, self._custom_id(held, "review"), user=gm)).response)
        await discord.click(settings.id, self._custom_id(settings, "select-set"), values=["open"], user=gm)

    async def _private_images(self) -> None:
        discord, gm = self._discord, self._discord.gm_id
        secret = await self._command("image generate", {"description": "the traitor's face", "private": True}, user=gm)
        await self._until(lambda: any(":reveal:" in each for each in secret.custom_ids))
        self.keep("private", secret)
        own = await discord.click(secret.id, self._custom_id(secret, "gallery"), user=gm)
        self.keep("private-gallery", own.response)
        before = {message.id for message in discord.messages()}
        await discord.click(secret.id, self._custom_id(secret, "cover"), user=gm)
        await self._until(lambda: bool(self._revealed(before)))
        self.keep("reveal", self._revealed(before)[0])

    async def _comparing(self) -> None:
        styles = "neon_noir, dossier, graphic_novel, astral_dream, gear_blueprint, vhs_90s"
        compared = await self._command("image compare", {"description": "a bar in Redmond", "styles": styles})
        some = tuple(f"{number} of 6" for number in range(1, 6))
        await self._until(lambda: bool(compared.attachments) and any(each in str(compared.embeds) for each in some))
        self.keep("compare-placeholder", compared)
        await self._done(compared)
        self.keep("compare", compared)

    async def _matrix(self) -> None:
        both = {
            "description": "a bar in Redmond",
            "styles": "neon_noir, graphic_novel",
            "providers": "sketch, stability",
        }
        matrix = await self._command("image compare", both)
        await self._done(matrix)
        self.keep("compare-matrix", matrix)

    async def _failures(self) -> None:
        asked = await self._command(
            "image generate", {"description": "a gunfight at the docks", "provider": "stability"}
        )
        await self._until(lambda: any(":rewrite:" in each or ":favorite:" in each for each in asked.custom_ids))
        self.keep("failure", asked)
        self.keep("refusal", await self._command("image generate", {"description": "a street", "size": "9x9"}))

    def _revealed(self, before: set[int]) -> list[Message]:
        """Return the messages with a covered picture that were not there before."""
        return [
            message
            for message in self._discord.messages()
            if message.id not in before and any(each.name.startswith("SPOILER_") for each in message.attachments)
        ]

    async def _command(
        self,
        path: str,
        options: Mapping[str, object] | None = None,
        *,
        user: int | None = None,
        elsewhere: bool = False,
    ) -> Message:
        discord = self._discord
        channel = discord.second_channel_id if elsewhere else discord.channel_id
        asked: Interaction = await discord.slash(path, options, user=user or discord.player_id, channel=channel)
        if asked.response is None:
            raise SystemExit(f"/{path} was answered without a message")
        return asked.response

    async def _done(self, message: Message) -> None:
        await self._until(lambda: any(":favorite:" in each for each in message.custom_ids))

    async def _until(self, true: Callable[[], bool]) -> None:
        await self._discord.until(true, within=TIMEOUT)

    def _custom_id(self, message: Message, verb: str) -> str:
        return next(each for each in message.custom_ids if f":{verb}:" in f"{each}:")
