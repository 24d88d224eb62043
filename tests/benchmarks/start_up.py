"""How long a person waits: whole commands against `python -c pass` and an empty Typer application.

Run by hand: `python tests/benchmarks/start_up.py [RUNS]`. Every round runs each command once, so
that a machine that changes its speed changes all of them; medians are compared as ratios. The
limits are those that negcli sets itself; the exit code says whether all are kept.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from measuring import NEGCLI, environment, verdict
from measuring import run as run_process

PYTHON = sys.executable
EMPTY = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = "x") -> None:
    print(name)
app()
"""
COMPLETION = {
    "_NEGCLI_COMPLETE": "complete_lines",
    "COMP_WORDS": "negcli\ntimeline\n--actor\nlavr",
    "COMP_CWORD": "3",
}


class Case(NamedTuple):
    """A command, what it may cost, and against what."""

    name: str
    command: list[str]
    limit: float = 0.0
    against: str = "python -c pass"
    terminal: bool = False
    env: dict[str, str] = {}  # noqa: RUF012 - never changed
    cold: bool = False


def cases(empty: str) -> list[Case]:
    """What is measured; the first is the measure."""
    timeline = [NEGCLI, "timeline", "--actor", "Russia"]
    return [
        Case("python -c pass", [PYTHON, "-c", "pass"]),
        Case("an empty Typer application", [PYTHON, empty]),
        Case("timeline --actor Russia, piped", timeline, 8.0),
        Case("the same", timeline, 1.35, "an empty Typer application"),
        Case("the same as a Rich table", [*timeline, "--no-pager"], 12.0, terminal=True),
        Case("--version", [NEGCLI, "--version"], 1.0, "timeline --actor Russia, piped"),
        Case("a value completed", [NEGCLI], 1.0, "timeline --actor Russia, piped", env=COMPLETION),
        Case("the first run, compiling the store", timeline, cold=True),
    ]


def run(case: Case, cache: str) -> float:
    """Seconds of one run of the whole process."""
    with tempfile.TemporaryDirectory() as fresh:
        env = environment(fresh if case.cold else cache, **case.env)
        if not case.terminal:
            return run_process(case.command, env).seconds
        start = time.perf_counter()
        _on_terminal(case.command, env | {"COLUMNS": "80"})
        return time.perf_counter() - start


def _on_terminal(command: list[str], env: dict[str, str]) -> None:
    main, side = pty.openpty()
    process = subprocess.Popen(command, env=env, stdout=side, stdin=side, stderr=side)
    os.close(side)
    try:
        while os.read(main, 65536):
            pass
    except OSError:  # how Linux says that the other end is closed
        pass
    process.wait()
    os.close(main)


def main() -> None:
    """Measure, print a table, and exit with 1 if a limit is not kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY, "utf-8")
        measured = cases(str(empty))
        times: list[list[float]] = [[] for _ in measured]
        for number in range(rounds + 2):  # the first two warm up caches
            for case, seconds in zip(measured, times, strict=True):
                took = run(case, folder)
                if number >= 2:
                    seconds.append(took)
    medians = [statistics.median(seconds) for seconds in times]
    by_name = {case.name: median for case, median in zip(measured, medians, strict=True)}
    kept = True
    for case, median in zip(measured, medians, strict=True):
        ratio = median / by_name[case.against]
        said, fine = verdict(ratio, case.limit) if case.limit else ("", True)
        kept = kept and fine
        line = f"{case.name:36} {median * 1000:7.1f} ms {ratio:6.2f} x {case.against:32} {said}"
        print(line.rstrip())
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
