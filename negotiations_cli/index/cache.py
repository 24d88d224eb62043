"""The index of a store: the one in the cache if it is right, a new one if not.

An index holds a fingerprint of everything that it depends on, so it can be missing but never stale;
each store has one file, named by its place. It is built in a temporary file and renamed, so that
builders who meet do not harm each other. Where the cache cannot be used, the index is built in
memory.
"""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negotiations_cli import __version__
from negotiations_cli.errors import StoreUnreadableError
from negotiations_cli.store.files import FileState, store_files

if TYPE_CHECKING:
    from negotiations_cli.store.written import Store

FORMAT = 5
"""The version of the index's form: raised with every change of schema.sql or of the rows."""

_YOUNG_NS = 2_000_000_000  # a file changed this lately may change again within its clock's tick
_TRIES = 5
_SEALED = 1_000_000_000  # seconds: the modification time of a finished index
_KEPT = 16  # indexes that stay in the cache, the newest
_ABANDONED = 3600  # seconds after which a temporary file has no builder any more


class Fingerprint(NamedTuple):
    """What an index depends on; `young` holds the contents of files changed just now, hashed."""

    place: str
    states: list[FileState]
    young: dict[str, str]
    format: int = FORMAT
    version: str = __version__
    sqlite: str = sqlite3.sqlite_version

    @property
    def file_name(self) -> str:
        """The index's file name. Two places may share it: they then rebuild it in turn."""
        return f"{zlib.crc32(self.place.encode('utf-8', 'surrogateescape')):08x}.sqlite"

    def holds(self, folder: Path) -> bool:
        """Whether nothing has changed since it was taken."""
        return store_files(folder) == self.states and self.young == _contents(folder, self.young)


def fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of the store in `folder`. Raises StoreUnreadableError if there is none."""
    states = store_files(folder)
    horizon = time.time_ns() - _YOUNG_NS
    young = [state.path for state in states if max(state.modified_ns, state.changed_ns) > horizon]
    return Fingerprint(
        os.fspath(folder.resolve()), states, _contents(folder, young) if young else {}
    )


def open_index(folder: Path) -> sqlite3.Connection:
    """A connection to the index of the store in `folder`, built if need be; it is only read.

    Raises StoreUnreadableError if there is no store, or if it changes all the time.
    """
    cache = cache_folder()
    for _ in range(_TRIES):
        now = fingerprint(folder)
        connection = _open(cache, now) if cache else None
        if connection is None:
            connection = _build(folder, now, cache)
        if connection is not None:
            connection.execute("PRAGMA query_only = 1")
            return connection
    raise StoreUnreadableError(
        f"the store '{folder}' changes while it is read", "try again when nothing writes to it"
    )


def cache_folder() -> Path | None:
    """The user's cache folder for negcli, made if need be; None if there is none to trust."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    folder = Path(base, "negcli") if base.startswith("/") else Path(home, ".cache", "negcli")
    if not folder.is_absolute():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError:
        return None
    return folder if owner == os.geteuid() else None


def _open(cache: Path, now: Fingerprint) -> sqlite3.Connection | None:
    """The index in the cache; None if there is none, or it is damaged or stale.

    Whatever writes to a finished index, or cuts it off, changes its modification time: an index
    that still bears the one given to it is as it was built.
    """
    path = cache / now.file_name
    try:
        if path.stat().st_mtime_ns != _SEALED * 10**9:
            return None
        connection = sqlite3.connect(path, isolation_level=None)
        with suppress(sqlite3.Error):
            query = "SELECT value FROM meta WHERE key = 'fingerprint'"
            if connection.execute(query).fetchone() == (repr(now),):
                return connection
        connection.close()
    except (OSError, sqlite3.Error):
        pass
    return None


def _build(folder: Path, now: Fingerprint, cache: Path | None) -> sqlite3.Connection | None:
    """A new index, put into the cache if that can be; None if the store changed meanwhile."""
    from negotiations_cli.index.build import build  # noqa: PLC0415 - compiling is rare and heavy
    from negotiations_cli.store.load import load  # noqa: PLC0415

    store = load(folder)
    if not now.holds(folder):
        return None
    if cache:
        with suppress(OSError, sqlite3.Error):
            _write(store, now, cache)
            _clean(cache)
            return _open(cache, now)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    build(store, connection, repr(now))
    return connection


def _write(store: "Store", now: Fingerprint, cache: Path) -> None:
    """Build an index in a temporary file and give it its name."""
    from tempfile import mkstemp  # noqa: PLC0415 - as above

    from negotiations_cli.index.build import build  # noqa: PLC0415

    handle, temporary = mkstemp(prefix=".building-", dir=cache)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            build(store, connection, repr(now))
        finally:
            connection.close()
        os.utime(temporary, (_SEALED, _SEALED))
        Path(temporary).replace(cache / now.file_name)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _clean(cache: Path) -> None:
    """Remove the oldest indexes beyond those that are kept, and abandoned temporary files."""
    indexes: list[tuple[float, Path]] = []
    for path in cache.iterdir():
        with suppress(OSError):
            age = time.time() - path.stat().st_ctime
            if path.suffix == ".sqlite":
                indexes.append((age, path))
            elif age > _ABANDONED:
                path.unlink()
    for _, path in sorted(indexes)[_KEPT:]:
        with suppress(OSError):
            path.unlink()


def _contents(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The contents of files, hashed."""
    from hashlib import blake2b  # noqa: PLC0415 - slow to import, and rarely needed

    hashes: dict[str, str] = {}
    for path in paths:
        try:
            hashes[path] = blake2b((folder / path).read_bytes(), digest_size=16).hexdigest()
        except OSError as error:
            hashes[path] = f"unreadable: {error.errno}"
    return hashes
