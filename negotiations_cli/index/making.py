"""Making an index: brought up to date if there is one, or else built; in the cache or in memory.

It is made in a temporary file and renamed, so that makers who meet do not harm each other.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import mkstemp

from negotiations_cli.index.build import build, open_unseen
from negotiations_cli.index.cache import (
    INDEXES,
    Progress,
    open_cached,
    open_finished,
    seal,
)
from negotiations_cli.index.fingerprint import Fingerprint, fingerprint
from negotiations_cli.index.material import Material, Reader, checked_material, sound_material
from negotiations_cli.index.update import update
from negotiations_cli.interrupts import cleaned
from negotiations_cli.store.load import UnsoundError

_MAKING = ".building-"
_KEPT = 16  # indexes that stay in the cache, the newest
_PATIENCE = 60  # seconds to wait for another process that makes the same index
_ABANDONED = 3600  # seconds after which a temporary file has no maker any more
_READING = 0.6  # the share of the work that is reading files


def make(folder: Path, cache: Path | None, progress: Progress) -> sqlite3.Connection | None:
    """An index of the store in `folder`, put into the cache if that can be.

    None if the store changed meanwhile. Raises StoreUnreadableError if there is none.
    """
    now = fingerprint(folder)
    try:
        if cache is None:
            return _make(folder, now, None, progress)
        with _turn(cache, now):
            now = fingerprint(folder)  # another process may have made it by now
            return open_cached(cache, now) or _make(folder, now, cache, progress)
    finally:
        progress(1)


def _make(
    folder: Path, now: Fingerprint, cache: Path | None, progress: Progress
) -> sqlite3.Connection | None:
    size = sum(max(state.size, 0) for state in now.states) or 1
    read = 0

    def told(more: int) -> None:
        nonlocal read
        read += more
        progress(_READING * read / size)

    with suppress(UnsoundError, OSError, sqlite3.Error):
        reader = Reader(folder, now.states, cache, told)
        updated = _updated(reader, now, cache) if cache else None
        return updated or _built(sound_material(reader), folder, now, cache, progress)
    return _built(checked_material(folder), folder, now, cache, progress)


def _updated(reader: Reader, now: Fingerprint, cache: Path) -> sqlite3.Connection | None:
    """The index in the cache, brought up to date; None if a new one is better.

    Who has it open keeps it as it is: then it is a copy that is brought up to date.
    """
    path = cache / now.file_name
    with suppress(UnsoundError, OSError, sqlite3.Error):
        before = open_finished(path)
        if before is None:
            return None

        def take(temporary: Path) -> None:
            with closing(before):
                try:
                    flock(before.lock, LOCK_EX | LOCK_NB)
                except BlockingIOError:
                    shutil.copyfile(path, temporary)
                else:
                    path.rename(temporary)

        def write(index: sqlite3.Connection, _: Path) -> bool:
            return update(index, reader, now) and now.holds(reader.folder)

        return _written(write, now, cache, take)
    return None


def _built(
    material: Material, folder: Path, now: Fingerprint, cache: Path | None, progress: Progress
) -> sqlite3.Connection | None:
    """An index of `material`, in memory if the cache cannot be written; None if it is out of date.

    Raises UnsoundError if the material turns out not to be sound.
    """
    if not now.holds(folder):
        return None

    def told(done: float) -> None:
        progress(_READING + (1 - _READING) * done)

    def write(connection: sqlite3.Connection, place: Path) -> bool:
        aside = place.with_name(f"{place.stem}.links.part")
        with cleaned(lambda: _remove(aside)):
            build(material, connection, now, told, aside)
        return True

    if cache:
        with suppress(OSError, sqlite3.Error):
            return _written(write, now, cache)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    build(material, connection, now, told)
    return connection


def _written(
    write: Callable[[sqlite3.Connection, Path], bool],
    now: Fingerprint,
    cache: Path,
    take: Callable[[Path], None] | None = None,
) -> sqlite3.Connection | None:
    """Let `write` fill a temporary file, with what `take` puts there, and give it its name.

    A connection to it, opened before others can take the name for theirs; None if `write` gives
    up. Raises OSError or sqlite3.Error.
    """
    handle, name = mkstemp(".part", f"{_MAKING}{now.file_name}.", cache)
    os.close(handle)
    temporary = Path(name)
    with cleaned(lambda: _remove(temporary)):
        if take:
            temporary.unlink()
            take(temporary)
        with closing(open_unseen(temporary)) as connection:
            if not write(connection, temporary):
                return None
        seal(temporary)
        finished = open_finished(temporary)
        _remove(cache / now.file_name)  # what is renamed over a file is flushed to the disk first
        temporary.rename(cache / now.file_name)
    _clean(cache)
    return finished


@contextmanager
def _turn(cache: Path, now: Fingerprint) -> Iterator[None]:
    """Wait while another process makes the index, so that many at once make it once.

    Nothing but time depends on it: the wait has an end, and without locks there is none.
    """
    lock = cache / f"{_MAKING}{now.file_name}.lock"
    with ExitStack() as stack:
        with suppress(OSError):
            file = stack.enter_context(lock.open("ab"))
            stack.callback(_remove, lock)
            end = time.monotonic() + _PATIENCE
            while time.monotonic() < end:
                with suppress(BlockingIOError):
                    flock(file, LOCK_EX | LOCK_NB)
                    for left in cache.glob(f"{_MAKING}{now.file_name}.*.part"):
                        _remove(left)  # by a maker that was killed
                    break
                time.sleep(0.02)
        yield


def _clean(cache: Path) -> None:
    """Remove the oldest indexes beyond those that are kept, and abandoned temporary files."""
    indexes = {path: _age(path) for path in cache.glob(INDEXES)}
    for path in sorted(indexes, key=indexes.__getitem__)[_KEPT:]:
        _remove(path)
    for path in cache.glob(f"{_MAKING}*"):
        if _age(path) > _ABANDONED:
            _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _age(path: Path) -> float:
    """The seconds since a file was made; 0 if it has gone."""
    with suppress(OSError):
        return time.time() - path.lstat().st_ctime
    return 0.0
