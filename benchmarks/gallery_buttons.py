"""How long a press on a gallery page takes until its edit is sent, at 20 and at 100,000 pictures in the session.

The unmodified bot runs against the fake Discord on loopback: from the click to the last byte of the one update that
carries the stored display copy. Both galleries are turned in turns, so that a busy machine slows both; what lasts is
the ratio.

    uv run python -m benchmarks.gallery_buttons
"""

import asyncio
import io
import json
import random
import sqlite3
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.gallery import WORDS
from generation.clock import now
from storage.database import Database
from storage.sessions import SessionStore
from tests.servers.discord import BotProcess, FakeDiscord, Interaction, Message

SIZES = (20, 100_000)
ROUNDS = 100
#: As large as a display copy is.
COPY_BYTES = 230_000
STEM = "{session}/one/picture"


def copies() -> dict[str, bytes]:
    """Return a display copy and a thumbnail, by the ends of their names."""
    grain = np.random.default_rng(1).integers(0, 90, (1024, 1024, 3), dtype=np.uint8)
    made = {}
    for name, side in (("display", 1024), ("thumb", 320)):
        picture, quality, file = Image.fromarray(grain).resize((side, side)), 95, io.BytesIO()
        while quality > 5:
            file = io.BytesIO()
            picture.save(file, "JPEG", quality=quality)
            if file.tell() <= COPY_BYTES:
                break
            quality -= 5
        made[name] = file.getvalue()
    return made


def rows(session: str, count: int) -> Iterator[tuple[object, ...]]:
    """Yield pictures whose files are all the same."""
    chance, moment = random.Random(count), now()  # noqa: S311  # test data
    for seq in range(1, count + 1):
        words = " ".join(chance.choices(WORDS, k=14))
        yield (
            f"{session}-{seq}", session, f"{seq % 6}", words, json.dumps(["rain"]) if seq % 10 == 0 else None,
            seq % 10 == 0, moment, moment, seq, chance.choice(["scene", "character", "location", "item"]),
            f"{STEM.format(session=session)}-original.png", f"{STEM.format(session=session)}-thumb.jpg",
        )  # fmt: skip


async def fill(data: Path, sessions: dict[int, int]) -> None:
    """Put so many pictures into each session."""
    await asyncio.to_thread(data.mkdir, parents=True)
    async with Database(data / "scenes.db") as database:
        for channel in sessions:
            await SessionStore(database).open(str(channel), "a table", now())
    made = copies()
    for channel, count in sessions.items():
        await asyncio.to_thread(insert_images, data, str(channel), count)
        for name, copy in made.items():
            await asyncio.to_thread(write_file, data / "images" / f"{STEM.format(session=channel)}-{name}.jpg", copy)


def insert_images(data: Path, session: str, count: int) -> None:
    """Put rows of pictures into a session."""
    insert = """
        INSERT INTO generated_image (
            id, session_id, user_id, prompt, provider, status, tags, is_favorite, created_at, completed_at, seq, type,
            visibility, image_url, thumbnail_url
        ) VALUES (?, ?, ?, ?, 'sketch', 'completed', ?, ?, ?, ?, ?, ?, 'public', ?, ?)
    """
    with closing(sqlite3.connect(data / "scenes.db")) as connection, connection:
        connection.executemany(insert, rows(session, count))
        connection.execute("UPDATE session SET last_seq = ?, public_images = ? WHERE id = ?", (count, count, session))


def write_file(file: Path, copy: bytes) -> None:
    """Write a picture's file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(copy)


def custom_id_of(page: Message, part: str) -> str:
    """Return the custom_id of a page's component."""
    return next(each for each in page.custom_ids if part in each)


class GalleryPage:
    """A page in a channel, and somebody who turns it to and fro."""

    def __init__(self, discord: FakeDiscord, page: Message) -> None:
        self._discord = discord
        self._page = page
        self._back = False

    async def turn(self) -> Interaction:
        """Turn to the next picture, at the end of the way back to the first."""
        self._back = not self._back
        return await self._click(":older:" if self._back else ":newer:")

    async def jump_to_end(self) -> Interaction:
        """Go to the last picture and to the first."""
        self._back = not self._back
        return await self._click(":oldest:" if self._back else ":newest:")

    async def sheet(self) -> Interaction:
        """Show nine, and one again."""
        self._back = not self._back
        return await self._click(":grid:" if self._back else "scene:large:")

    async def favorites(self) -> Interaction:
        """Show favorites, and the others again."""
        return await self._click("-filter:", "favorites")

    async def _click(self, part: str, *values: str) -> Interaction:
        return await self._discord.click(self._page.id, custom_id_of(self._page, part), values=values)


async def opened(discord: FakeDiscord, channel: int) -> GalleryPage:
    """Open a gallery."""
    asked = await discord.slash("image gallery", {}, channel=channel)
    if asked.response is None:
        raise SystemExit("the gallery did not open")
    return GalleryPage(discord, asked.response)


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        async with FakeDiscord() as discord:
            channels = dict(zip((discord.channel_id, discord.second_channel_id), SIZES, strict=True))
            await fill(Path(folder) / "data", channels)
            async with BotProcess(discord, Path(folder)) as bot:
                await bot.ready()
                pages = [await opened(discord, channel) for channel in channels]
                steps: dict[str, list[Callable[[], Awaitable[Interaction]]]] = {
                    "turn to the next": [page.turn for page in pages],
                    "to the end and back": [page.jump_to_end for page in pages],
                    "contact sheet and back": [page.sheet for page in pages],
                    "favorites and back": [page.favorites for page in pages],
                }
                print(f"{'ms from click to edit':<26}{''.join(f'{size:>12,}' for size in SIZES)}{'ratio':>8}{'p99':>8}")
                for name, measured in steps.items():
                    await _measure(discord, name, measured)


async def _measure(discord: FakeDiscord, name: str, measured: list[Callable[[], Awaitable[Interaction]]]) -> None:
    times: list[list[float]] = [[] for _ in measured]
    for step in measured * 2:
        await step()
    before = len(discord.calls)
    for _ in range(ROUNDS):
        for step, taken in zip(measured, times, strict=True):
            taken.append(((await step()).ack_seconds or 0) * 1000)
    calls = (len(discord.calls) - before) / (ROUNDS * len(measured))
    medians = [statistics.median(taken) for taken in times]
    p99 = statistics.quantiles(times[-1], n=100)[98]
    print(
        f"{name:<26}{''.join(f'{median:>12.1f}' for median in medians)}"
        f"{medians[-1] / medians[0]:>8.2f}{p99:>8.1f}   {calls:.2f} calls a press"
    )


if __name__ == "__main__":
    asyncio.run(main())
