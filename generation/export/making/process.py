"""The process that makes an export's files: told a folder, it says on stdout, a JSON object a line, how far it is.

It ends with whoever has started it, whose end closes its stdin: two that make the same would be in each other's way.
"""

import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

from generation.export.making.export_contents import ExportContents
from generation.export.making.make import make
from generation.i18n import speak

#: Behind what people wait for: painting, and answers.
NICENESS = 10


def main(folder: Path) -> None:
    """Make the files of the export in a folder."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # A stop is the parent's to handle, also where a service's every process is told.
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    speak(ExportContents.read(folder).language)
    try:
        files = make(folder, lambda done, total: _tell({"done": done, "total": total}))
    except Exception as error:  # noqa: BLE001  # whatever it is, the parent must hear of it
        traceback.print_exc()
        _tell({"error": f"{type(error).__name__}: {error}"[:500]})
        raise SystemExit(1) from None
    _tell({"files": [file.name for file in files]})


def _tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    # Not through `sys.stdin`: its lock would be held when this process ends.
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
