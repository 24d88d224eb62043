"""What compiling a store costs, against libyaml's bare stream of events for the same bytes.

Run by hand: `python tests/benchmarks/compiling.py [EVENTS ...] [--rounds N] [--stores FOLDER]`, by
default 10000 and 100000 events, three rounds. Every round runs each case once, as whole processes,
so that a machine that changes its speed changes all of them. The limits are those that negcli sets
itself; the exit code says whether all are kept. Memory is that of the largest process, in MB.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from generate import write_store
from measuring import NEGCLI, Run, environment, run, verdict

STREAM = """
import sys, yaml
for path in sys.argv[1:]:
    loader = yaml.CSafeLoader(open(path, encoding="utf-8").read())
    while loader.get_event() is not None:
        pass
"""


class Case(NamedTuple):
    """Something that is run, with the case that it is measured against, and its limits."""

    name: str
    run: Callable[[], Run]
    against: str = ""
    limit: float = 0.0
    memory: float = 0.0


def cases(store: Path, scratch: Path) -> list[Case]:
    """What is measured of a store; the first is the measure."""
    files = [str(path) for path in sorted(store.rglob("*.yaml"))]
    ask = [NEGCLI, "--store", str(store), "timeline", "--limit", "1"]
    kept = scratch / "kept"
    run(ask, environment(kept))
    edited = store / "events" / "42.yaml"

    def fresh(*before: str) -> Run:
        cache = scratch / "fresh"
        try:
            return run([*before, *ask], environment(cache))
        finally:
            shutil.rmtree(cache)

    def after_an_edit() -> Run:
        with edited.open("a", encoding="utf-8") as file:
            file.write("# edited\n")
        return run(ask, environment(kept))

    return [
        Case(
            "libyaml's events",
            lambda: run([sys.executable, "-c", STREAM, *files], environment(kept)),
        ),
        Case("the first run", fresh, "libyaml's events", 2.5, 1024),
        Case("the same on one processor", lambda: fresh("taskset", "-c", "0"), "libyaml's events"),
        Case("one file of a hundred edited", after_an_edit, "the first run", 0.03, 1024),
    ]


def main() -> int:
    """Print a table for each size; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("events", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stores", type=Path, help="where stores are kept for the next time")
    asked = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f}")
    kept = True
    with tempfile.TemporaryDirectory() as scratch:
        for events in asked.events:
            store = (asked.stores or Path(scratch)) / str(events)
            if not store.exists():
                write_store(store, events)
            print(f"\n{events:,} events, {_megabytes(store):,.0f} MB of YAML")
            kept = _table(cases(store, Path(scratch) / f"caches-{events}"), asked.rounds) and kept
    return 0 if kept else 1


def _table(measured: list[Case], rounds: int) -> bool:
    runs: dict[str, list[Run]] = {case.name: [] for case in measured}
    for _ in range(rounds):
        for case in measured:
            runs[case.name].append(case.run())
    medians = {name: statistics.median(one.seconds for one in all_) for name, all_ in runs.items()}
    kept = True
    for case in measured:
        seconds, peak = medians[case.name], max(one.peak for one in runs[case.name])
        line = f"{case.name:30} {seconds:9.2f} s {peak:7.0f} MB"
        if case.against:
            ratio = seconds / medians[case.against]
            line += f" {ratio:8.3f} x {case.against:16}"
            limits = [(ratio, case.limit), (peak, case.memory)]
            for said, within in (verdict(value, limit) for value, limit in limits if limit):
                line += f"  {said}"
                kept = kept and within
        print(line, flush=True)
    return kept


def _megabytes(store: Path) -> float:
    return sum(path.stat().st_size for path in store.rglob("*.yaml")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
