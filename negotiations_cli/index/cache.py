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
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from negotiations_cli import __version__
from negotiations_cli.errors import StoreUnreadableError
from negotiations_cli.interrupts import cleaned
from negotiations_cli.store.files import FileState, read_file, store_files

if TYPE_CHECKING:
    from negotiations_cli.index.material import Material

FORMAT = 6
"""The version of the index's form: raised with every change of schema.sql or of the rows."""

_YOUNG_NS = 2_000_000_000  # a file changed this lately may change again within its clock's tick
_TRIES = 5
_INDEXES = "[0-9a-f]" * 8 + ".sqlite"
_BUILDING = ".building-"
_SEAL_NS = 10**18  # how much earlier than it was finished an index says that it was modified
_KEPT = 16  # indexes that stay in the cache, the newest
_PATIENCE = 60  # seconds to wait for another process that builds the same index
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
        if connection is None and cache:
            with _turn(cache, now):
                now = fingerprint(folder)  # another process may have built it by now
                connection = _open(cache, now) or _build(folder, now, cache)
        elif connection is None:
            connection = _build(folder, now, None)
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
    for path in cache.glob(_INDEXES) if cache else ():
        _remove(path)


def _open(cache: Path, now: Fingerprint) -> sqlite3.Connection | None:
    """The index in the cache; None if there is none, or it is damaged or stale."""
    path = cache / now.file_name
    try:
        if not _sealed(path):
            return None
        connection = _connect(path)
        with suppress(sqlite3.Error):
            query = "SELECT value FROM meta WHERE key = 'fingerprint'"
            if connection.execute(query).fetchone() == (repr(now),):
                return connection
        connection.close()
    except (OSError, sqlite3.Error):
        pass
    return None


def _seal(path: Path) -> None:
    """Mark an index as finished.

    Whatever writes to it later, or cuts it off, changes its modification time; and who sets that
    back changes the time of its last change, which cannot be set.
    """
    finished = path.stat().st_ctime_ns
    os.utime(path, ns=(finished, finished - _SEAL_NS))


def _sealed(path: Path) -> bool:
    """Whether an index is as it was when it was finished."""
    state = path.lstat()
    since = state.st_ctime_ns - (state.st_mtime_ns + _SEAL_NS)
    return S_ISREG(state.st_mode) and abs(since) < _YOUNG_NS


def _connect(path: Path) -> sqlite3.Connection:
    """A connection to a finished index, which nobody writes to: it needs no locks."""
    quoted = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(f"file:{quoted}?mode=ro&immutable=1", uri=True, isolation_level=None)


@contextmanager
def _turn(cache: Path, now: Fingerprint) -> Iterator[None]:
    """Wait while another process builds the index, so that many at once build it once.

    Nothing but time depends on it: the wait has an end, and without locks there is none.
    """
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 - compiling is rare

    lock = cache / f"{_BUILDING}{now.file_name}.lock"
    with ExitStack() as stack:
        with suppress(OSError):
            file = stack.enter_context(lock.open("ab"))
            stack.callback(_remove, lock)
            end = time.monotonic() + _PATIENCE
            while time.monotonic() < end:
                with suppress(BlockingIOError):
                    flock(file, LOCK_EX | LOCK_NB)
                    for left in cache.glob(f"{_BUILDING}{now.file_name}.*.part"):
                        _remove(left)  # by a builder that was killed
                    break
                time.sleep(0.02)
        yield


def _build(folder: Path, now: Fingerprint, cache: Path | None) -> sqlite3.Connection | None:
    """A new index, put into the cache if that can be; None if the store changed meanwhile."""
    from negotiations_cli.index import material  # noqa: PLC0415 - compiling is rare and heavy
    from negotiations_cli.store.load import UnsoundError  # noqa: PLC0415

    with suppress(UnsoundError, OSError, sqlite3.Error):
        sound = material.sound_material(folder, now.states, cache, lambda _: None)
        return _written(folder, sound, now, cache)
    return _written(folder, material.checked_material(folder), now, cache)


def _written(
    folder: Path, material: "Material", now: Fingerprint, cache: Path | None
) -> sqlite3.Connection | None:
    """An index of `material`, in memory if the cache cannot be written; None if it is out of date.

    Raises UnsoundError if the material turns out not to be sound.
    """
    from negotiations_cli.index.build import build  # noqa: PLC0415 - as above

    if not now.holds(folder):
        return None
    if cache:
        with suppress(OSError, sqlite3.Error):
            connection = _write(material, now, cache)
            _clean(cache)
            return connection
    connection = sqlite3.connect(":memory:", isolation_level=None)
    build(material, connection, repr(now), now.states)
    return connection


def _write(material: "Material", now: Fingerprint, cache: Path) -> sqlite3.Connection:
    """Build an index in a temporary file and give it its name; a connection to it.

    That is opened before others can take the name for theirs. Raises OSError or sqlite3.Error.
    """
    from tempfile import mkstemp  # noqa: PLC0415 - as above

    from negotiations_cli.index.build import build  # noqa: PLC0415

    handle, name = mkstemp(".part", f"{_BUILDING}{now.file_name}.", cache)
    os.close(handle)
    temporary = Path(name)
    with cleaned(lambda: _remove(temporary)):
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            build(material, connection, repr(now), now.states)
        finally:
            connection.close()
        finished = _connect(temporary)
        _seal(temporary)
        temporary.replace(cache / now.file_name)
    return finished


def _clean(cache: Path) -> None:
    """Remove the oldest indexes beyond those that are kept, and abandoned temporary files."""
    indexes = {path: _age(path) for path in cache.glob(_INDEXES)}
    for path in sorted(indexes, key=indexes.__getitem__)[_KEPT:]:
        _remove(path)
    for path in cache.glob(f"{_BUILDING}*"):
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


def _contents(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The contents of files, hashed."""
    from hashlib import blake2b  # noqa: PLC0415 - slow to import, and rarely needed

    hashes: dict[str, str] = {}
    for path in paths:
        try:
            hashes[path] = blake2b(read_file(folder, path), digest_size=16).hexdigest()
        except OSError as error:
            hashes[path] = f"unreadable: {error.errno}"
    return hashes
