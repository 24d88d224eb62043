"""negcli beside tools that read the same record as text, tables or columns.

Run by hand: `python tests/benchmarks/side_by_side.py [EVENTS] [--rounds N] [--stores FOLDER]`, by
default 100000 events and five rounds. Each program that is on PATH is asked the same five questions
and must give the answers that negcli gives. Every round runs each command once, as a whole process
with warm caches, so that a machine that changes its speed changes all of them; medians are
compared. What takes longer than 20 seconds is not run again. The limits are those that negcli sets
itself; the exit code says whether all are kept.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from measuring import NEGCLI, Run, environment, run, verdict
from other_tools import QUESTIONS, TOOLS, Answer, Command, Tool

PYTHON = [sys.executable, "-c", "pass"]
GENERATE = [sys.executable, str(Path(__file__).with_name("generate.py"))]
WRITE_FORMATS = [sys.executable, str(Path(__file__).with_name("other_formats.py"))]
TIMES_TEXT = 10
"""How much faster than what reads text, at least."""
TIMES_SQLITE = 3
"""How much slower than sqlite3 and Python's start together, at most."""
LONG = 20.0
"""Seconds after which a command is not run again."""


class Measured(NamedTuple):
    """What a tool takes: the median seconds of each question, and its most megabytes."""

    seconds: list[float]
    peak: float


def main() -> int:
    """Print a table in Markdown; 1 if a limit is not kept or an answer is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("events", type=int, nargs="?", default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stores", type=Path, help="where stores are kept for the next time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = (asked.stores or Path(scratch)).absolute() / str(asked.events)
        if not store.exists():
            subprocess.run([*GENERATE, str(asked.events), str(store)], check=True)
        env = environment(scratch, HOME=scratch, LC_ALL="C.UTF-8", NEGCLI_STORE=str(store))
        folder = Path(scratch, "formats")
        folder.mkdir()
        subprocess.run([*WRITE_FORMATS, str(folder)], env=env, check=True)
        with chdir(folder):
            commands = _checked(env)
            python, measured = _measured(commands, env, asked.rounds)
            least = run(["true"], env).peak  # what the system counts in of the measuring process
    print(
        f"\n{asked.events:,} events, {len(os.sched_getaffinity(0))} processors, load"
        f" {os.getloadavg()[0]:.1f}; medians of {asked.rounds} rounds in milliseconds, and how many"
        " times negcli's\n"
    )
    _print_table(measured, least)
    print(f"\nPython's start: {python * 1000:.0f} ms\n")
    return 0 if _limits_kept(measured, python) else 1


def _checked(env: dict[str, str]) -> dict[str, list[Command]]:
    """The commands of the tools that are there, once all their answers are the same.

    To ask them warms the caches, too.
    """
    (events,) = _answers(TOOLS[0], [[NEGCLI, "timeline", "--fields", "id"]], env)
    middle = events[len(events) // 2]
    right: list[Answer] = []
    commands = {}
    for tool in TOOLS:
        if not shutil.which(tool.program):
            print(f"{tool.name} is missing; to have it: {tool.install}")
            continue
        commands[tool.name] = tool.ask(middle)
        answers = _answers(tool, commands[tool.name], env)
        right = right or answers
        for question, answer, expected in zip(QUESTIONS, answers, right, strict=True):
            if sorted(answer) != sorted(expected) or not answer:
                sys.exit(f"{tool.name}, {question}: {len(answer)} lines, not {len(expected)}")
        print(f"{tool.name}: {_version(tool, env)}", flush=True)
    print("lines of the answers:", ", ".join(f"{len(answer):,}" for answer in right))
    return commands


def _answers(tool: Tool, commands: list[Command], env: dict[str, str]) -> list[Answer]:
    outputs = (
        subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
        for command in commands
    )
    return [tool.read(output) for output in outputs]


def _version(tool: Tool, env: dict[str, str]) -> str:
    command = [tool.program, "--version"]
    said = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else said.strip()


def _measured(
    commands: dict[str, list[Command]], env: dict[str, str], rounds: int
) -> tuple[float, dict[str, Measured]]:
    """Python's start in seconds, and what each tool takes."""
    runs: dict[str, list[list[Run]]] = {tool: [[] for _ in QUESTIONS] for tool in commands}
    starts = []
    for _ in range(rounds):
        for number in range(len(QUESTIONS)):
            starts.append(run(PYTHON, env).seconds)
            for tool, asked in commands.items():
                known = runs[tool][number]
                if not known or known[0].seconds < LONG:
                    known.append(run(asked[number], env))
    measured = {
        tool: Measured(
            [statistics.median(one.seconds for one in question) for question in questions],
            max(one.peak for question in questions for one in question),
        )
        for tool, questions in runs.items()
    }
    return statistics.median(starts), measured


def _print_table(measured: dict[str, Measured], least: float) -> None:
    print("| |", " | ".join(QUESTIONS), "| most memory |")
    print("|---|", "---:|" * (len(QUESTIONS) + 1), sep="")
    own = measured[TOOLS[0].name]
    for tool in TOOLS:
        cells = [""] * (len(QUESTIONS) + 1)
        if found := measured.get(tool.name):
            cells = [
                _cell(seconds, seconds / negcli)
                for seconds, negcli in zip(found.seconds, own.seconds, strict=True)
            ]
            cells.append(f"{'≤ ' * (found.peak <= least)}{found.peak:,.0f} MB")
        print("|", tool.name, "|", " | ".join(cells), "|")


def _cell(seconds: float, times: float) -> str:
    return f"{seconds * 1000:,.0f} ({times:,.{0 if times >= 10 else 1 if times >= 1 else 2}f}×)"


def _limits_kept(measured: dict[str, Measured], python: float) -> bool:
    own = measured[TOOLS[0].name].seconds
    kept = True
    for tool in TOOLS:
        if tool.name not in measured:
            continue
        pairs = zip(measured[tool.name].seconds, own, strict=True)
        if tool.text:
            ratio = min(theirs / negcli for theirs, negcli in pairs)
            words, fine = verdict(ratio, TIMES_TEXT, least=True)
            print(f"{tool.name} takes at least {ratio:.1f} x negcli's time: {words}")
        elif tool.program == "sqlite3":
            ratio = max(negcli / (theirs + python) for theirs, negcli in pairs)
            words, fine = verdict(ratio, TIMES_SQLITE)
            print(f"negcli takes at most {ratio:.1f} x sqlite3 and Python's start: {words}")
        else:
            continue
        kept = kept and fine
    return kept


if __name__ == "__main__":
    sys.exit(main())
