"""How much work something is: counted in lines of code that run, not in time."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any


def lines_run(package: ModuleType, work: Callable[[], object]) -> int:
    """Return how many lines of a package's code run; generators and comprehensions count each of their rounds."""
    folder = str(Path(str(package.__file__)).parent)
    count = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401  # what settrace takes
        nonlocal count
        if not frame.f_code.co_filename.startswith(folder):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
