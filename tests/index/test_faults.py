"""The index under faults: the answer is right, or there is a clear error; never stale, no trace.

NEGCLI_SMALL_DISK may name an empty folder on a file system of about one megabyte, to be filled.
"""

import ctypes
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import COMMAND, EVENT, Negcli, turns

from negotiations_cli.index.cache import seal

MakeStore = Callable[..., Path]


class Asked(Negcli):
    """The command with a cache of its own, and its cold and warm answer for a small store."""

    def __init__(self, base: Path, store: Path) -> None:
        super().__init__(base)
        self.cache = base / "negcli"
        self.store = str(store)
        self.words = [COMMAND, "--store", self.store, "timeline"]

    def timeline(self, **env: str) -> str:
        """The answer, given without a word of anything wrong."""
        result = self("--store", self.store, "timeline", **env)
        assert (result.err, result.code) == ("", 0)
        return result.out

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.words, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    @property
    def indexes(self) -> list[Path]:
        return sorted(self.cache.glob("*.sqlite"))

    def leaves_nothing(self) -> bool:
        """Whether nothing but indexes is in the cache, and nothing runs that was started."""
        mark = f"XDG_CACHE_HOME={self.cache.parent}".encode()
        running = []
        for process in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mark in process.read_bytes().split(b"\0"):
                    running.append(process)
        return not running and sorted(self.cache.iterdir()) == self.indexes


@pytest.fixture
def asked(make_store: MakeStore, tmp_path: Path) -> Asked:
    return Asked(tmp_path / "cache", make_store())


@pytest.fixture(params=["small", "large"])
def either(request: pytest.FixtureRequest, asked: Asked) -> Asked:
    """That store, or one that takes longer, and is worth several processes."""
    if request.param == "large":
        folder = Path(asked.store, "events")
        folder.mkdir()
        for part in range(4):
            events = [LATER.replace("later", f"later-{part}-{number}") for number in range(400)]
            (folder / f"{part}.yaml").write_text("".join(events))
    return asked


LATER = """\
- id: later
  date: 2021
  type: meeting
  title: A later meeting
  summary: WORDS
  actors: [{actor: bland, role: party}]
  topics: [peace]
  sources: [paper]
""".replace("WORDS", "Words of no great weight. " * 20)


def entitle(store: str, title: str) -> None:
    """Give the event that is asked for another title."""
    Path(store, "events.yaml").write_text(EVENT.replace("They meet", title))


def test_many_at_once_on_a_cold_cache(either: Asked) -> None:
    running = [either.start() for _ in range(min(turns(15), 50))]
    outputs = {(process.communicate()[0], process.returncode) for process in running}
    assert outputs == {(either.timeline(), 0)}
    assert either.leaves_nothing()


def test_builders_killed_at_any_moment_harm_nobody(either: Asked) -> None:
    """Of a new index, and of one that is brought up to date."""
    start = time.monotonic()
    expected = either.timeline()
    took = time.monotonic() - start
    chance = random.Random(5)
    for number in range(turns(12)):
        if number % 3 == 0:
            for index in either.indexes:
                index.unlink()
        entitle(either.store, f"They meet {number}")
        process = either.start()
        time.sleep(chance.uniform(0, took))
        process.kill()
        process.communicate()
        if number % 4 == 0:
            assert either.timeline() == expected.replace("They meet", f"They meet {number}")
            assert _soon(either.leaves_nothing)
    entitle(either.store, "They part")
    assert either.timeline() == expected.replace("They meet", "They part")
    assert _soon(either.leaves_nothing)
    assert len(either.indexes) == 1


def _soon(said: Callable[[], bool]) -> bool:
    """Whether it becomes true: what shares the work of one that was killed ends when it sees it."""
    end = time.monotonic() + 30
    while not said():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_builder_that_hangs_is_not_waited_for_for_ever(either: Asked) -> None:
    """And its lock goes with it."""
    process = either.start()
    while not list(either.cache.glob(".building-*.lock")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGSTOP)
    waiting = either.start()
    time.sleep(0.5)
    process.kill()
    process.communicate()
    assert waiting.communicate()[0] == either.timeline()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_builder_that_is_interrupted_cleans_up(either: Asked, number: signal.Signals) -> None:
    process = either.start()
    while not list(either.cache.glob(".building-*")) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(number)
    out, _ = process.communicate()
    assert process.returncode in (128 + number, 0)
    assert "Traceback" not in out
    assert not [path for path in either.cache.iterdir() if path.name.endswith("-journal")]
    made = [path for path in either.cache.iterdir() if path.suffix not in (".lock", ".sqlite")]
    assert made == []


def _limited(size: int) -> Callable[[], None]:
    """Let no file grow beyond so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_done_without(either: Asked, tmp_path: Path) -> None:
    expected = either.timeline()
    whole = either.indexes[0].stat().st_size
    chance = random.Random(9)
    for size in (0, 1, 4096, whole // 2, *(chance.randrange(whole) for _ in range(turns(4)))):
        full = tmp_path / f"full-{size}"
        done = subprocess.run(
            either.words, env=either.env | {"XDG_CACHE_HOME": str(full)},
            capture_output=True, text=True, check=False, preexec_fn=_limited(size),
        )  # fmt: skip
        assert (done.stdout, done.stderr, done.returncode) == (expected, "", 0)
        assert [path for path in (full / "negcli").iterdir() if path.suffix != ".lock"] == []
    if disk := os.environ.get("NEGCLI_SMALL_DISK"):
        _hold_of_disk(either, Path(disk), expected)


def _hold_of_disk(asked: Asked, disk: Path, expected: str) -> None:
    """The same on a disk with less and less space: here an index may fit."""
    filler = disk / "filler"
    state = os.statvfs(disk)
    chance = random.Random(11)
    for left in sorted(chance.randrange(state.f_bavail) for _ in range(turns(4))):
        filler.write_bytes(b"x" * (state.f_bavail - left) * state.f_bsize)
        assert asked.timeline(XDG_CACHE_HOME=str(disk)) == expected
        kept = list((disk / "negcli").iterdir()) if (disk / "negcli").is_dir() else []
        assert not [path for path in kept if path.suffix not in (".lock", ".sqlite")]
        shutil.rmtree(disk / "negcli", ignore_errors=True)
        filler.unlink()


def test_a_cache_that_cannot_be_written_is_done_without(asked: Asked, tmp_path: Path) -> None:
    expected = asked.timeline()
    closed = tmp_path / "closed"
    (closed / "negcli").mkdir(parents=True)
    (closed / "negcli").chmod(0o500)
    done = subprocess.run(
        asked.words, env=asked.env | {"XDG_CACHE_HOME": str(closed)},
        capture_output=True, text=True, check=True, preexec_fn=_obey_permissions,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (expected, "")
    assert list((closed / "negcli").iterdir()) == []
    for base in (str(closed), "/proc", "/dev/null", "/proc/self/fd/1", str(tmp_path / ("x" * 300))):
        assert asked.timeline(XDG_CACHE_HOME=base) == expected
    env = {name: value for name, value in asked.env.items() if name != "XDG_CACHE_HOME"}
    for home in ({}, {"HOME": ""}, {"HOME": "/nowhere/at/all"}, {"HOME": "/dev/full"}):
        bare = {name: value for name, value in env.items() if name != "HOME"} | home
        done = subprocess.run(asked.words, env=bare, capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == (expected, "")


def _obey_permissions() -> None:
    """Let what is run next obey the permissions of files, also as root (capabilities(7))."""
    drop_from_bounding_set, override, search = 24, 1, 2
    library = ctypes.CDLL(None)
    for capability in (override, search):
        library.prctl(drop_from_bounding_set, capability, 0, 0, 0)


@pytest.mark.parametrize("mode", [0o770, 0o777, 0o702])
def test_a_cache_that_others_may_write_to_is_not_trusted(asked: Asked, mode: int) -> None:
    expected = asked.timeline()
    _falsify(asked.indexes[0])
    assert "Stale" in asked.timeline(), "the index in the cache is what answers"
    asked.cache.chmod(mode)
    assert asked.timeline() == expected


def test_a_cache_of_another_user_is_not_trusted(asked: Asked, tmp_path: Path) -> None:
    """Whoever runs the test, what belongs to another is either root's or, for root, nobody's."""
    expected = asked.timeline()
    if os.geteuid() == 0:
        _falsify(asked.indexes[0])
        os.chown(asked.cache, 65534, 65534)
        assert asked.timeline() == expected
    (tmp_path / "led").mkdir()
    (tmp_path / "led" / "negcli").symlink_to("/")
    assert asked.timeline(XDG_CACHE_HOME=str(tmp_path / "led")) == expected


def test_a_cache_behind_a_link_is_left_alone(asked: Asked, tmp_path: Path) -> None:
    expected = asked.timeline()
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for number in range(20):
        (theirs / f"{number:08x}.sqlite").write_text("precious")
    led = tmp_path / "led"
    led.mkdir()
    (led / "negcli").symlink_to(theirs)
    assert asked.timeline(XDG_CACHE_HOME=str(led)) == expected
    assert {path.read_text() for path in theirs.iterdir()} == {"precious"}
    assert len(list(theirs.iterdir())) == 20


def test_only_its_own_files_are_cleaned_up(asked: Asked) -> None:
    asked.timeline()
    kept = [asked.cache / name for name in ("notes.txt", "mine.sqlite", ".building", "a.lock")]
    for path in kept:
        path.write_text("precious")
        os.utime(path, (1, 1))
    (Path(asked.store) / "events.yaml").write_text(EVENT.replace("They meet", "They part"))
    asked.timeline()
    assert all(path.read_text() == "precious" for path in kept)


def _falsify(index: Path) -> None:
    """Change an index so that it is not seen: only who may write to it can."""
    connection = sqlite3.connect(index)
    with connection:
        connection.execute("UPDATE events SET row = replace(row, 'They meet', 'Stale')")
    connection.close()
    seal(index)


def _damaged(data: bytes) -> Iterator[bytes]:
    chance = random.Random(7)
    for _ in range(turns(6)):
        place = chance.randrange(len(data))
        yield data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
    cuts = [chance.randrange(len(data)) for _ in range(turns(3))]
    for part in (0, 1, 100, 4096, len(data) - 1, *cuts):
        yield data[:part]
    yield data + b"\0" * 4096
    yield b"\0" * len(data)
    yield chance.randbytes(len(data))


def test_damage_is_seen_even_with_the_time_set_back(asked: Asked) -> None:
    expected = asked.timeline()
    time.sleep(2.1)  # from then on, also the store's files are trusted by their times
    assert asked.timeline() == expected
    time.sleep(2.1)
    [index] = asked.indexes
    whole, state = index.read_bytes(), index.stat()
    for data in _damaged(whole):
        index.write_bytes(data)
        os.utime(index, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert asked.timeline() == expected


def test_damage_that_is_not_seen_ends_in_a_message_and_a_new_index(asked: Asked) -> None:
    expected = asked.timeline()
    seen = set()
    for start in range(4096, 40_000, 4096):
        [index] = asked.indexes
        with index.open("r+b") as file:
            file.seek(start)
            file.write(b"\xff" * 4096)
        seal(index)
        result = asked("--store", asked.store, "timeline")
        assert (result.out, result.err, result.code) == (expected, "", 0) or (
            re.fullmatch(r"negcli: the index cannot be read: .*\n  .* ask once more\n", result.err)
            and result.code == 3
        )
        seen.add(result.code)
        if result.code:
            assert asked.timeline() == expected
    assert seen == {0, 3}


def test_an_index_of_a_newer_program_is_left_behind(asked: Asked) -> None:
    expected = asked.timeline()
    [index] = asked.indexes
    connection = sqlite3.connect(index)
    with connection:
        connection.execute("UPDATE meta SET value = value || ' 99' WHERE key = 'fingerprint'")
        connection.execute("DROP TABLE events")
    connection.close()
    seal(index)
    assert asked.timeline() == expected


def test_the_store_is_only_read(either: Asked, tmp_path: Path) -> None:
    """Nothing is written there, not even for a moment, whatever is either and from where."""
    store = Path(either.store)

    def state() -> list[tuple[str, int, int]]:
        return [
            (str(path), path.stat().st_mtime_ns, path.stat().st_size)
            for path in [store, *sorted(store.rglob("*"))]
        ]

    before = state()
    for words in (
        "timeline", "check", "search meet", "show meeting-one", "export jsonl", "stats",
        f"export csv -o {tmp_path}/csv", f"export sqlite -o {tmp_path}/s", "chart months -f svg",
    ):  # fmt: skip
        either("--store", ".", *words.split(), cwd=store)
        either("--store", ".", *words.split(), cwd=store, XDG_CACHE_HOME="", HOME="")
        either("--store", ".", *words.split(), cwd=store, XDG_CACHE_HOME="cache", HOME=".")
        assert state() == before, words


def test_an_edit_is_seen_also_when_the_clock_went_back(asked: Asked) -> None:
    file = Path(asked.store) / "events.yaml"
    for verb, when in (("meet", 4e9), ("part", 4e9), ("walk", 3e9), ("talk", 1e8), ("call", 1e8)):
        entitle(asked.store, f"They {verb}")
        os.utime(file, (when, when))
        assert f"They {verb}" in asked.timeline()
        for index in asked.indexes:  # as if it had been made when the clock was ahead
            os.utime(index, (5e9, 5e9))


def test_a_store_edited_while_it_is_compiled_is_never_stale(asked: Asked) -> None:
    file = Path(asked.store) / "events.yaml"
    number = 1000
    ended = threading.Event()

    def edit() -> None:
        nonlocal number
        while not ended.is_set():
            new = file.with_name("new")
            new.write_text(EVENT.replace("They meet", f"They meet {number + 1}"))
            new.replace(file)
            number += 1
            ended.wait(0.15 if number % 10 else 2)

    editor = threading.Thread(target=edit)
    editor.start()
    answered = 0
    try:
        while answered < 10:
            first = number
            result = asked("--store", asked.store, "timeline")
            last = number + 1
            if result.code == 3:
                assert "changes while it is read" in result.err
                continue
            found = re.search(r"They meet (\d+)", result.out)
            assert first <= int(found[1] if found else 1000) <= last
            answered += 1
    finally:
        ended.set()
        editor.join()


def test_a_pipe_made_just_now_does_not_keep_the_cache_waiting(asked: Asked) -> None:
    """Files changed just now are hashed: what has no end is not."""
    os.mkfifo(Path(asked.store) / "disputes.yaml")
    (Path(asked.store) / "corrections.yaml").symlink_to("/dev/zero")
    done = subprocess.run(
        asked.words, env=asked.env, capture_output=True, text=True, check=True, timeout=60
    )
    assert "They meet" in done.stdout
