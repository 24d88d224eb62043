"""Interrupts at any moment, streams that are closed or full, and disks that are."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import COMMAND, Negcli, turns

MakeStore = Callable[..., Path]

# The program, which sends itself a signal at its N-th call or return of a function.
AT_A_MOMENT = """
import os, sys
number, moment = int(sys.argv[1]), int(sys.argv[2])
sys.argv = ["negcli", *sys.argv[3:]]
from negotiations_cli import interrupts
interrupts.end_at_once()
done = 0
def count(frame, event, arg):
    global done
    done += 1
    if done == moment:
        sys.setprofile(None)
        os.kill(os.getpid(), number)
sys.setprofile(count)
try:
    from negotiations_cli.__main__ import main
    main()
finally:
    sys.setprofile(None)
    if moment == 0:
        print(done, file=sys.stderr)
"""


def at_a_moment(
    negcli: Negcli, number: int, moment: int, *words: str, **env: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", AT_A_MOMENT, str(number), str(moment), *words],
        env=negcli.env | env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    "words",
    ["timeline -f table --color always", "export sqlite -o NEW", "export csv -o NEW",
     "quotes -f csv -o OLD.csv", "export html -o NEW", "--help", "check"],
)  # fmt: skip
def test_a_signal_at_any_moment_ends_it_without_a_trace(
    make_store: MakeStore, tmp_path: Path, number: signal.Signals, words: str
) -> None:
    """With the index to be built, or there; in either case nothing half done is left."""
    negcli = Negcli(tmp_path / "cache")
    out = tmp_path / "out"
    out.mkdir()
    (out / "OLD.csv").write_text("old")
    asked = [str(out / word) if word in ("NEW", "OLD.csv") else word for word in words.split()]
    asked = ["--store", str(make_store()), *asked]
    counted = at_a_moment(negcli, number, 0, *asked)
    assert counted.returncode == 0
    whole = (out / "OLD.csv").read_text()
    total = int(counted.stderr.splitlines()[-1])
    chance = random.Random(words)
    for turn in range(turns(18) // 3):
        (out / "OLD.csv").write_text("old")
        before = sorted(out.iterdir())
        cache = tmp_path / (f"cold-{turn}" if turn % 2 else "cache")
        moment = chance.randrange(1, total)
        done = at_a_moment(negcli, number, moment, *asked, XDG_CACHE_HOME=str(cache))
        # The signal may come when all has been done.
        assert done.returncode in (128 + number, 0), done.stderr
        assert "Traceback" not in done.stderr
        assert "Error" not in done.stderr
        assert sorted(out.iterdir()) == before
        assert (out / "OLD.csv").read_text() in ("old", whole)
        if cache.is_dir():
            names = [path.name for path in (cache / "negcli").iterdir()]
            assert not [name for name in names if not name.endswith((".sqlite", ".lock"))]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_its_processes_at_any_time_ends_them(
    tmp_path: Path, number: signal.Signals
) -> None:
    """As Ctrl-C on a terminal: also in the midst of a library, and while others share the work."""
    negcli = Negcli(tmp_path / "cache")
    start = time.monotonic()
    assert negcli("timeline").code == 0
    took = time.monotonic() - start
    chance = random.Random(number)
    for turn in range(turns(6)):
        cache = tmp_path / f"cache-{turn}"
        process = subprocess.Popen(
            [COMMAND, "timeline"], env=negcli.env | {"XDG_CACHE_HOME": str(cache)}, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        while not _catches(process.pid, signal.SIGTERM):  # until then it is Python that ends
            time.sleep(0.001)
        time.sleep(chance.uniform(0, took))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        _, err = process.communicate()  # returns when all of them have ended
        assert err == ""
        # At its very end Python gives signals back to the system, which says the same to shells.
        assert process.returncode in (128 + number, -number, 0)
        if cache.is_dir():
            names = [path.name for path in (cache / "negcli").iterdir()]
            assert not [name for name in names if not name.endswith((".sqlite", ".lock"))]


def _catches(process: int, number: signal.Signals) -> bool:
    """Whether a process has a handler for a signal (proc_pid_status(5)), or has ended."""
    with suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text()
        found = re.search(r"^SigCgt:\s*(\w+)", status, re.MULTILINE)
        return "State:\tZ" in status or bool(found and int(found[1], 16) >> (number - 1) & 1)
    return True


def test_an_interrupted_pager_goes_on(negcli: Negcli, tmp_path: Path) -> None:
    """Ctrl-C goes to all of the terminal's programs; less stays, and negcli with it."""
    ready, seen = tmp_path / "ready", tmp_path / "seen"
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ntrap '' INT\ntouch {ready}\nsleep 1\ncat > {seen}\n")
    pager.chmod(0o755)
    main, side = os.openpty()
    process = subprocess.Popen(
        [COMMAND, "timeline"], env=negcli.env | {"NEGCLI_PAGER": str(pager), "COLUMNS": "80"},
        stdout=side, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    os.close(side)
    while not ready.exists() and process.poll() is None:
        time.sleep(0.01)
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    _, err = process.communicate()
    os.close(main)
    assert (process.returncode, err) == (0, "")
    assert len(seen.read_text().splitlines()) > 100


@pytest.mark.parametrize("pager", ["true", "false", "head -c 0", "sh -c 'kill -9 $$'", "sleep 0"])
def test_a_pager_that_reads_nothing_is_no_error(negcli: Negcli, pager: str) -> None:
    result = negcli.terminal("timeline", NEGCLI_PAGER=pager)
    assert (result.code, result.err) == (0, "")


COMMANDS = (
    "timeline", "quotes", "actors", "actor Lavrov", "search peace", "disputes", "sources",
    "topics", "stats", "corrections", "chart months", "show istanbul-talks-2022-03-29",
    "cite istanbul-talks-2022-03-29", "export jsonl", "export ics", "export markdown", "schema",
    "completion bash", "help dates", "--help", "timeline --help", "--version",
    "timeline -f table", "timeline -f svg", "timeline -f csv", "timeline -f json",
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_says_that_stdout_does_not_work(negcli: Negcli, words: str) -> None:
    for redirection, reason in (
        (">/dev/full", "No space left on device"),
        (">&-", "it is closed"),
        ("1</dev/null", "Bad file descriptor"),
    ):
        if words.endswith("--help") and redirection == ">&-":
            continue  # Typer writes it, and is content if there is nobody to read it
        done = _shell(negcli, f"{words} {redirection}")
        assert done.returncode == 5, redirection
        assert f"stdout cannot be written: {reason}\n" in done.stderr
        assert done.stderr.count("negcli: ") == 1


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_ends_silently_if_its_reader_does(negcli: Negcli, words: str) -> None:
    for reader in ("head -c 1", "true"):
        script = f"set -o pipefail; '{COMMAND}' {words} | {reader} >/dev/null"
        done = subprocess.run(
            ["bash", "-c", script], env=negcli.env, capture_output=True, text=True, check=False
        )
        assert done.stderr == "" or words.startswith("export")  # which says what it wrote
        assert done.returncode in (141, 0)  # 0 if the pipe took it all


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "2</dev/null", "<&-", "<&- 2>&-"])
def test_every_exit_code_is_kept_without_stdin_or_stderr(negcli: Negcli, redirection: str) -> None:
    for words, code in (
        ("timeline --limit 1", 0),
        ("timeline --actor nobody-at-all", 2),
        ("timeline --no-such-option", 2),
        ("--store /nowhere timeline", 3),
        ("timeline >/dev/full", 5),
        ("timeline >&-", 5),
    ):
        assert _shell(negcli, f"{words} {redirection}").returncode == code, words


def _shell(negcli: Negcli, words: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        ["sh", "-c", f"'{COMMAND}' {words}"],
        env=negcli.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("term", [None, "", "dumb", "no-such-terminal", "\x1b[31m"])
def test_any_terminal_will_do(negcli: Negcli, term: str | None) -> None:
    env = {name: value for name, value in negcli.env.items() if name != "TERM"}
    inner = "stty cols 80 rows 400; " if term is None else ""
    done = subprocess.run(
        ["script", "-qec", f"{inner}'{COMMAND}' timeline --limit 2", "/dev/null"],
        env=env if term is None else env | {"TERM": term},
        capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "2 of " in done.stdout


@pytest.mark.parametrize(
    "words",
    ["timeline -f csv", "timeline -f json", "timeline -f svg", "quotes -f markdown",
     "chart months -f svg", "cite istanbul-talks-2022-03-29 -f bibtex", "export sqlite",
     "export jsonl", "export ics", "export html", "export markdown", "export timelinejs",
     "export plover", "export csv", "export parquet"],
)  # fmt: skip
def test_on_a_full_disk_nothing_is_left(negcli: Negcli, tmp_path: Path, words: str) -> None:
    """Wherever there is no more space: no file may grow beyond a number of bytes."""
    target = tmp_path / "written"
    assert negcli(*words.split(), "-o", str(target)).code == 0
    is_folder = target.is_dir()
    whole = max(path.stat().st_size for path in [target, *target.rglob("*")] if path.is_file())
    chance = random.Random(words)
    sizes = [0, whole - 1, *(chance.randrange(whole) for _ in range(turns(9) // 3))]
    for number, size in enumerate(sizes):
        _remove(tmp_path)
        old = (
            number % 2 == 1 and not is_folder
        )  # a folder that it has not written is refused before
        if old:
            target.write_text("old")
        done = subprocess.run(
            [COMMAND, *words.split(), "-o", str(target)],
            env=negcli.env, capture_output=True, text=True, check=False,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        )  # fmt: skip
        assert re.fullmatch(r"negcli: '.*written' cannot be written: .+\n", done.stderr)
        assert done.returncode == 5
        assert [path.name for path in tmp_path.iterdir()] == ["written"] * old
        assert not old or target.read_text() == "old"


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def test_no_link_leads_what_is_written_elsewhere(negcli: Negcli, tmp_path: Path) -> None:
    """The file under way has a name that nobody can foresee, and is made anew."""
    precious = tmp_path / "precious"
    precious.write_text("precious")
    link = tmp_path / "link.csv"
    link.symlink_to(precious)
    assert negcli("timeline", "--limit", "1", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert precious.read_text().startswith("id,"), "a link that one names oneself is followed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "precious"]


def test_a_terminal_named_as_a_file_is_not_commanded(negcli: Negcli, make_store: MakeStore) -> None:
    store = make_store()
    (store / "a\x1b[31m.yaml").write_text("- a: b\n")
    for form in ("text", "csv", "tsv", "json"):
        shown = negcli.terminal("check", str(store), "-f", form)
        assert "\x1b" not in shown.out + shown.err
