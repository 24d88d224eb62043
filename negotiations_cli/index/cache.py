"""The index of a store: the one in the cache if it is right, a new one if not.

An index holds a fingerprint of everything that it depends on, so it can be missing but never stale;
each store has one file, named by its place. Where the cache cannot be used, the index is built in
memory.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from negotiations_cli.errors import StoreUnreadableError
from negotiations_cli.index.fingerprint import Fingerprint, fingerprint

INDEXES = "[0-9a-f]" * 8 + ".sqlite"
"""The names of indexes, as a pattern."""

Progress = Callable[[float], None]
"""Is told now and then what share of the work is done, from 0 to 1, and 1 at the end."""

_TRIES = 5
_SEAL_NS = 10**18  # how much earlier than it was finished an index says that it was modified
_SEALED_WITHIN_NS = 2_000_000_000


def open_index(
    folder: Path, progress: Callable[[], Progress] = lambda: lambda _: None
) -> sqlite3.Connection:
    """A connection to the index of the store in `folder`, made if need be; it is only read.

    `progress` gives what is told of the progress of that. Raises StoreUnreadableError if there is
    no store, or if it changes all the time.
    """
    cache = cache_folder()
    for _ in range(_TRIES):
        now = fingerprint(folder)
        connection = open_cached(cache, now) if cache else None
        if connection is None:
            from negotiations_cli.index.making import make  # noqa: PLC0415 - heavy, and rare

            connection = make(folder, cache, progress())
        if connection is not None:
            connection.execute("PRAGMA query_only = 1")
            return connection
    raise StoreUnreadableError(
        f"the store '{folder}' changes while it is read", "try again when nothing writes to it"
    )


def cache_folder() -> Path | None:
    """The user's cache folder for negcli, made if need be; None if there is none to trust.

    One that others own, may write to, or have put somewhere else by a link is not trusted.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    folder = Path(base, "negcli") if base.startswith("/") else Path(home, ".cache", "negcli")
    if not folder.is_absolute():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = folder.lstat()
    except OSError:
        return None
    trusted = S_ISDIR(own.st_mode) and own.st_uid == os.geteuid() and not own.st_mode & 0o022
    return folder if trusted else None


def forget() -> None:
    """Remove the indexes from the cache, because one of them is damaged."""
    cache = cache_folder()
    for path in cache.glob(INDEXES) if cache else ():
        with suppress(OSError):
            path.unlink()


def open_cached(cache: Path, now: Fingerprint) -> sqlite3.Connection | None:
    """The index in the cache; None if there is none, or it is damaged or stale."""
    connection = open_finished(cache / now.file_name)
    if connection is not None:
        with suppress(sqlite3.Error):
            query = "SELECT value FROM meta WHERE key = 'fingerprint'"
            if connection.execute(query).fetchone() == (repr(now),):
                return connection
        connection.close()
    return None


def open_finished(path: Path) -> "Index | None":
    """An index, of whatever time, that is as it was when it was finished; None if it is not.

    Nobody changes it as long as it is open.
    """
    with suppress(OSError, sqlite3.Error):
        lock = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            index = connect(path)
            index.lock, lock = lock, -1
            if _sealed(path) and os.path.samestat(os.fstat(index.lock), path.lstat()):
                return index
            index.close()
        finally:
            if lock >= 0:
                os.close(lock)
    return None


def seal(path: Path) -> None:
    """Mark an index as finished.

    Whatever writes to it later, or cuts it off, changes its modification time; and who sets that
    back changes the time of its last change, which cannot be set.
    """
    finished = path.stat().st_ctime_ns
    os.utime(path, ns=(finished, finished - _SEAL_NS))


def _sealed(path: Path) -> bool:
    state = path.lstat()
    since = state.st_ctime_ns - (state.st_mtime_ns + _SEAL_NS)
    return S_ISREG(state.st_mode) and abs(since) < _SEALED_WITHIN_NS


class Index(sqlite3.Connection):
    """A connection to an index, which may hold a lock on its file."""

    lock = -1

    def close(self) -> None:
        """Close the connection and let the lock go."""
        super().close()
        self._unlock()

    def __del__(self) -> None:
        self._unlock()

    def _unlock(self) -> None:
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1


def connect(path: Path) -> Index:
    """A connection to a finished index, which nobody writes to: SQLite needs no locks."""
    quoted = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    place = f"file:{quoted}?mode=ro&immutable=1"
    return sqlite3.connect(place, uri=True, isolation_level=None, factory=Index)
