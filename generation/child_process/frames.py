"""Frames over a pipe: one byte of kind, four bytes of length, and the payload."""

import os
import queue
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

HEADER = struct.Struct("<cI")
#: Who waits for an answer comes before who waits for a picture: on a busy machine the bot is woken first.
NICENESS = 5

Frame = tuple[bytes, bytes]


def write_frame(stream: BinaryIO, kind: bytes, payload: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(HEADER.pack(kind, len(payload)) + payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read one frame; None at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    payload = stream.read(length)
    return (kind, payload) if len(payload) == length else None


def serve_parent() -> tuple[Callable[[], Frame], BinaryIO]:
    """Return how a child gets its parent's next frame, and where it writes its own.

    When the parent is gone, the process ends in the middle of whatever it paints. What others print goes to stderr.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        # A stop is the parent's to handle, also where a service's every process is told: it ends this one by stdin.
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICENESS)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not break the frames
    frames: queue.Queue[Frame] = queue.Queue()

    def read() -> None:
        while frame := read_frame(sys.stdin.buffer):
            frames.put(frame)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return frames.get, out
