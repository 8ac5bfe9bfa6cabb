"""The process that makes an export's files, as its parent sees it."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from generation.export.making.export_contents import RESULTS

_ROOT = Path(__file__).parents[2]
#: Threads of Pillow's and numpy's own would fight over the cores.
_TUNING = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class MakingError(Exception):
    """Say why the files could not be made; for the log."""


async def make_files(folder: Path, report: Callable[[int, int], Awaitable[None]]) -> list[Path]:
    """Make the files of the export in a folder, and return them in their order; a cancel ends the process.

    Raises:
        MakingError: it did not work.

    """
    command = (sys.executable, "-m", "generation.export.making.process", str(folder))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, cwd=_ROOT, env={**os.environ, **_TUNING}, start_new_session=True
    )
    assert process.stdout is not None  # noqa: S101  # it was made with a pipe
    told: dict[str, object] = {}
    try:
        async for line in process.stdout:
            told = json.loads(line)
            match told:
                case {"done": int(done), "total": int(total)}:
                    await report(done, total)
        status = await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
    match told:
        case {"files": list(names)}:
            return [folder / RESULTS / str(name) for name in names]
    raise MakingError(str(told.get("error", f"the process ended with status {status}")))
