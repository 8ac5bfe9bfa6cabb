"""How long `bot.py run` takes until it is ready, and what it holds in memory while nothing happens.

Without a token and without a terminal, so that nothing of the network counts. The baseline is the interpreter itself.

    uv run python -m benchmarks.start
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTS = 5
IDLE_SECONDS = 2.0
TARGET_SECONDS, TARGET_MB = 2.0, 150


def own_memory_mb(pid: int) -> float:
    """Return the resident memory of a process, without its children."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def start_once(folder: Path, *, idle: float = 0) -> tuple[float, float]:
    """Start the bot, stop it when it is ready, and return the seconds that took and the memory it held."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DATA_DIR": str(folder / "data")}
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  # the bot itself
        [sys.executable, str(ROOT / "bot.py"), "run"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as bot:
        assert bot.stderr is not None  # noqa: S101  # it was made with a pipe
        for line in bot.stderr:
            if "ready:" in line:
                break
        seconds = time.perf_counter() - began
        time.sleep(idle)
        memory = own_memory_mb(bot.pid)
        bot.send_signal(signal.SIGTERM)
        bot.stderr.read()
    return seconds, memory


def bare_interpreter() -> float:
    """Return how long the interpreter takes to start and end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return time.perf_counter() - began


def dearest_imports(folder: Path, most: int = 6) -> list[str]:
    """Return the modules whose own import takes longest, in milliseconds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import bot.commands.run"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
    cumulated = [(int(whole) / 1000, name.strip()) for _, whole, name in rows if whole.strip().isdigit()]
    packages = [(took, name) for took, name in cumulated if "." not in name and name not in {"bot", "site"}]
    return [f"{name} {took:.0f}" for took, name in sorted(packages, reverse=True)[:most]]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        first, _ = start_once(folder)
        starts = [start_once(folder)[0] for _ in range(STARTS)]
        _, memory = start_once(folder, idle=IDLE_SECONDS)
        python = statistics.median(bare_interpreter() for _ in range(STARTS))
        imports = dearest_imports(folder)
    again = statistics.median(starts)
    print(f"{'':<26}{'seconds':>9}{'target':>8}{'of it':>7}{'interpreter':>13}")
    for what, seconds in (("first start, new database", first), ("start to ready, p50", again)):
        share = f"{seconds / TARGET_SECONDS:.0%}"
        print(f"{what:<26}{seconds:>9.2f}{TARGET_SECONDS:>8.1f}{share:>7}{seconds / python:>12.0f}x")
    print(f"{'idle memory, MB':<26}{memory:>9.0f}{TARGET_MB:>8}{memory / TARGET_MB:>7.0%}")
    print(f"dearest imports, ms: {', '.join(imports)}")


if __name__ == "__main__":
    main()
