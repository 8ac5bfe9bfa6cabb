"""How much memory there is for painting."""

from pathlib import Path

#: What is taken to be available where the system does not say.
UNKNOWN_MB = 2048


def available_mb() -> int:
    """Return the memory that can be had without swapping: what is free, and the caches that would make room."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return UNKNOWN_MB
    found = (int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    return next(found, UNKNOWN_MB)
