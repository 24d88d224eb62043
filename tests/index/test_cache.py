"""The index in the cache: never stale, never trusted when damaged, never needed."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMAND, EVENT, Negcli

from negotiations_cli.index.cache import open_index
from negotiations_cli.index.fingerprint import Fingerprint

MakeStore = Callable[..., Path]
OLD = 1_600_000_000


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "negcli"


def titles(folder: Path) -> list[str]:
    connection = open_index(folder)
    found = [title for (title,) in connection.execute("SELECT title FROM events ORDER BY n")]
    connection.close()
    return found


def make_old(folder: Path) -> None:
    """Let every file look as if it had been changed long ago."""
    for path in folder.iterdir():
        os.utime(path, (OLD, OLD))


def test_it_is_built_once(make_store: MakeStore, own_cache: Path, tmp_path: Path) -> None:
    negcli = Negcli(own_cache.parent)
    store = str(make_store())
    first = negcli("--store", store, "timeline")
    [index] = own_cache.iterdir()
    inode = index.stat().st_ino
    # A file changed within the last two seconds is not trusted until it is older.
    while negcli("--store", store, "timeline") == first and index.stat().st_ino != inode:
        inode = index.stat().st_ino
    assert negcli("--store", store, "timeline") == first
    assert own_cache.stat().st_mode & 0o777 == 0o700


def test_it_is_rebuilt_when_a_file_changes(make_store: MakeStore, own_cache: Path) -> None:
    store = make_store()
    assert titles(store) == ["They meet"]
    (store / "events.yaml").write_text(EVENT.replace("They meet", "They part"))
    assert titles(store) == ["They part"]
    (store / "events").mkdir()
    (store / "events" / "more.yaml").write_text(
        EVENT.replace("-one", "-two").replace("-words", "2")
    )
    assert titles(store) == ["They part", "They meet"]
    (store / "events.yaml").unlink()
    assert titles(store) == ["They meet"]


def test_an_edit_of_the_same_size_and_time_is_seen(make_store: MakeStore, own_cache: Path) -> None:
    """As when two edits fall within one tick of a coarse clock."""
    store = make_store()
    for verb in ("meet", "part", "walk", "talk"):
        (store / "events.yaml").write_text(EVENT.replace("They meet", f"They {verb}"))
        make_old(store)
        assert titles(store) == [f"They {verb}"]


def test_another_version_of_the_program_has_its_own(
    make_store: MakeStore, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store()
    assert titles(store) == ["They meet"]
    [index] = own_cache.iterdir()
    _falsify(index, "UPDATE events SET title = 'Stale'")
    assert titles(store) == ["Stale"], "the index in the cache is what answers"
    monkeypatch.setattr(Fingerprint, "__new__", _of_version("99"))
    assert titles(store) == ["They meet"]


def _of_version(version: str) -> Callable[..., object]:
    def new(cls: type, place: str, states: list[object], young: dict[str, str]) -> object:
        return tuple.__new__(cls, (place, states, young, 8, version, "3"))

    return new


def _falsify(index: Path, sql: str) -> None:
    """Change an index behind the program's back, with its time set back."""
    state = index.stat()
    connection = sqlite3.connect(index)
    with connection:
        connection.execute(sql)
    connection.close()
    os.utime(index, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text", "folder"])
def test_a_damaged_one_is_rebuilt(make_store: MakeStore, own_cache: Path, damage: str) -> None:
    store = make_store()
    assert titles(store) == ["They meet"]
    [index] = own_cache.iterdir()
    data = bytearray(index.read_bytes())
    if damage == "cut":
        index.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        place = data.index(b"They meet")
        data[place] ^= 1
        index.write_bytes(data)
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "text":
        index.write_text("not a database")
    else:
        index.unlink()
        index.mkdir()
    assert titles(store) == ["They meet"]


@pytest.mark.parametrize("where", ["file", "missing-home", "relative"])
def test_without_a_cache_it_answers(make_store: MakeStore, tmp_path: Path, where: str) -> None:
    negcli = Negcli(tmp_path)
    store = str(make_store())
    expected = negcli("--store", store, "timeline").out
    env = dict(negcli.env)
    if where == "file":
        (tmp_path / "file").write_text("")
        env["XDG_CACHE_HOME"] = str(tmp_path / "file")
    elif where == "missing-home":
        del env["XDG_CACHE_HOME"]
        env.pop("HOME", None)
    else:
        env["XDG_CACHE_HOME"] = "relative"
        env["HOME"] = "also/relative"
    done = subprocess.run(
        [COMMAND, "--store", store, "timeline"],
        env=env, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == (expected, "", 0)
    assert not (tmp_path / "relative").exists()


def test_builders_who_meet_all_answer_right(make_store: MakeStore, tmp_path: Path) -> None:
    negcli = Negcli(tmp_path / "cache")
    store = str(make_store())
    running = [
        subprocess.Popen(
            [COMMAND, "--store", store, "timeline"],
            env=negcli.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(8)
    ]
    outputs = {process.communicate()[0] for process in running}
    assert len(outputs) == 1
    assert "They meet" in outputs.pop()
    assert [path.suffix for path in (tmp_path / "cache" / "negcli").iterdir()] == [".sqlite"]


def test_the_cache_stays_bounded(make_store: MakeStore, own_cache: Path) -> None:
    store = make_store()
    titles(store)
    for number in range(20):
        (own_cache / f"{number:08x}.sqlite").write_bytes(b"old")
    abandoned = own_cache / ".building-x"
    abandoned.write_bytes(b"")
    (store / "events.yaml").write_text(EVENT.replace("They meet", "They part"))
    assert titles(store) == ["They part"]
    assert len(list(own_cache.glob("*.sqlite"))) == 16
    assert abandoned.exists(), "a builder of this hour may still be at work"


def test_nothing_is_written_beside_the_data(make_store: MakeStore, own_cache: Path) -> None:
    store = make_store()
    before = sorted(store.iterdir())
    titles(store)
    assert sorted(store.iterdir()) == before
