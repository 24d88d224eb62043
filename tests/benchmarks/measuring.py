"""What the benchmarks share: whole processes timed, and whether a limit is kept."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

NEGCLI = str(Path(sys.executable).with_name("negcli"))


class Run(NamedTuple):
    """The seconds that a process took, and the megabytes that it held at most."""

    seconds: float
    peak: float


def environment(cache: str | Path, **more: str) -> dict[str, str]:
    """What a measured command finds in its environment: nothing of the caller's but its path."""
    return {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(cache), "TERM": "xterm", **more}


def run(command: Sequence[str], env: Mapping[str, str], code: int = 0) -> Run:
    """Run a whole process, whose output goes nowhere. Ends the program if its exit code differs."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def verdict(value: float, limit: float, *, least: bool = False) -> tuple[str, bool]:
    """How a value stands to its limit, the highest or the `least`: in words, and whether kept."""
    kept = value >= limit if least else value <= limit
    return f"limit {limit:,.2f} {'kept' if kept else 'NOT KEPT'}", kept
