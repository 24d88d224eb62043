"""Whether the cost of asking grows with the store: whole commands on a small and a large one.

Run by hand: `python tests/benchmarks/asking.py [SMALL LARGE] [--rounds N] [--stores FOLDER]`, by
default 1000 and 100000 events, seven rounds. The stores are made in FOLDER and kept there, or else
in a temporary folder. Every round asks each question of both, so that a machine that changes its
speed changes all of them; medians are compared as ratios. Then the large store is streamed, against
the program `sqlite3` (if it is there) printing the same rows. The limits are those that negcli sets
itself; the exit code says whether all are kept. Memory is that of the process at its peak.
"""

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from generate import write_store
from measuring import NEGCLI, Run, environment, run, verdict

MEMORY = 100.0  # megabytes
RATE = 100_000.0  # rows a second
AGAINST_SQLITE = 3.0
LATELY_CHANGED = 2.5  # seconds after which a file's state is trusted without its contents


class Question(NamedTuple):
    """A command, and how much longer it may take of the large store than of the small one."""

    command: str
    limit: float = 1.5
    code: int = 0


QUESTIONS = (
    Question("timeline --actor actor-3 --limit 50"),
    Question("timeline --actor state-3 --with state-4 --limit 50"),
    Question("timeline --actor state-3 --type talks --since 1970 --limit 50"),
    Question("timeline --since 1990 --limit 50"),
    Question("timeline --until 2010 --sort -date --limit 50"),
    Question("timeline --not-type talks --disputed --limit 50"),
    Question("timeline --source source-7"),
    Question("timeline --about event-7"),
    Question("timeline --place Town3"),
    Question("quotes --speaker actor-3 --limit 50"),
    Question("quotes --actor state-3 --topic topic-4 --limit 50"),
    Question("quotes --status disputed --until 2000 --limit 50"),
    Question("show event-7"),
    Question("show evnt-7", code=2),
    Question("search rareword7", limit=2.0),
    Question("search rareword7 --actor state-7", limit=2.0),
)


def main() -> int:
    """Print two tables; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("events", type=int, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--stores", type=Path, help="where stores are kept for the next time")
    asked = parser.parse_args()
    if len(asked.events) != 2:
        parser.error("give two numbers of events, or none")
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.stores or Path(scratch)
        stores = [folder / str(events) for events in asked.events]
        for store, events in zip(stores, asked.events, strict=True):
            if not store.exists():
                write_store(store, events)
        time.sleep(LATELY_CHANGED)
        caches = [folder / f"cache-{events}" for events in asked.events]
        for store, cache in zip(stores, caches, strict=True):
            run([NEGCLI, "--store", str(store), "timeline", "--limit", "1"], environment(cache))
        kept = ask(stores, caches, asked.rounds)
        return 0 if stream(stores[1], caches[1], asked.rounds) and kept else 1


def ask(stores: list[Path], caches: list[Path], rounds: int) -> bool:
    """Ask every question of both stores, and print how they compare; whether limits are kept."""
    runs: dict[tuple[Question, int], list[Run]] = {}
    for _ in range(rounds):
        for question in QUESTIONS:
            for size, (store, cache) in enumerate(zip(stores, caches, strict=True)):
                command = [NEGCLI, "--store", str(store), *question.command.split()]
                done = run(command, environment(cache), question.code)
                runs.setdefault((question, size), []).append(done)
    print(f"{'ms with ' + stores[0].name:>62} {'with ' + stores[1].name:>13}")
    every = True
    for question in QUESTIONS:
        small, large = (_median(runs[question, size]) for size in (0, 1))
        said, kept = verdict(large.seconds / small.seconds, question.limit)
        memory, light = verdict(large.peak, MEMORY)
        every = every and kept and light
        print(
            f"{question.command:52} {small.seconds * 1000:9.1f} {large.seconds * 1000:13.1f}"
            f" {large.seconds / small.seconds:5.2f} x, {said}; {large.peak:5.1f} MB, {memory}"
        )
    return every


def stream(store: Path, cache: Path, rounds: int) -> bool:
    """Print how long whole stores take as JSON Lines; whether the limits are kept."""
    [index] = cache.glob("negcli/*.sqlite")
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as connection:
        kinds = ("events", "quotes", "actors", "sources", "topics", "disputes")
        count = "SELECT count(*) FROM "
        rows = {kind: connection.execute(count + kind).fetchone()[0] for kind in kinds}
    negcli = [NEGCLI, "--store", str(store)]
    cases: dict[str, tuple[list[str], int]] = {
        "timeline -f jsonl": ([*negcli, "timeline", "-f", "jsonl"], rows["events"]),
        "export jsonl": ([*negcli, "export", "jsonl"], sum(rows.values())),
    }
    program = shutil.which("sqlite3")
    if program:
        printed = "SELECT row FROM events ORDER BY n"
        cases["sqlite3"] = ([program, str(index), printed], rows["events"])
    runs: dict[str, list[Run]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, (command, _) in cases.items():
            runs[name].append(run(command, environment(cache)))
    every = True
    print()
    for name, (_, number) in cases.items():
        done = _median(runs[name])
        line = (
            f"{name:20} {number:9,} rows {done.seconds:6.2f} s {number / done.seconds:9,.0f} rows/s"
        )
        if name != "sqlite3":
            verdicts = [
                verdict(number / done.seconds, RATE, least=True),
                verdict(done.peak, MEMORY),
            ]
            line += f", {verdicts[0][0]}; {done.peak:.1f} MB, {verdicts[1][0]}"
            if program and number == rows["events"]:
                ratio = done.seconds / _median(runs["sqlite3"]).seconds
                verdicts.append(verdict(ratio, AGAINST_SQLITE))
                line += f"; {ratio:.2f} x sqlite3, {verdicts[-1][0]}"
            every = every and all(kept for _, kept in verdicts)
        print(line)
    return every


def _median(runs: list[Run]) -> Run:
    return Run(statistics.median(one.seconds for one in runs), max(one.peak for one in runs))


if __name__ == "__main__":
    sys.exit(main())
