"""What an index depends on: the files of its store and their states, and who made it."""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from negotiations_cli import __version__
from negotiations_cli.store.files import FileState, read_file, store_files

FORMAT = 8
"""The version of the index's form: raised with every change of schema.sql or of the rows."""

_YOUNG_NS = 2_000_000_000  # a file changed this lately may change again within its clock's tick


class Fingerprint(NamedTuple):
    """What an index depends on; `young` holds the contents of files changed just now, hashed."""

    place: str
    states: list[FileState]
    young: dict[str, str]
    format: int = FORMAT
    version: str = __version__
    sqlite: str = sqlite3.sqlite_version

    @property
    def maker(self) -> str:
        """What made the index."""
        return repr(self[3:])

    @property
    def file_name(self) -> str:
        """The index's file name. Two places may share it: they then rebuild it in turn."""
        return f"{zlib.crc32(self.place.encode('utf-8', 'surrogateescape')):08x}.sqlite"

    def holds(self, folder: Path) -> bool:
        """Whether nothing has changed since it was taken."""
        return store_files(folder) == self.states and self.young == contents(folder, self.young)


def fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of the store in `folder`. Raises StoreUnreadableError if there is none."""
    states = store_files(folder)
    horizon = time.time_ns() - _YOUNG_NS
    young = [state.path for state in states if max(state.modified_ns, state.changed_ns) > horizon]
    return Fingerprint(
        os.fspath(folder.resolve()), states, contents(folder, young) if young else {}
    )


def contents(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The contents of files, hashed."""
    from hashlib import blake2b  # noqa: PLC0415 - slow to import, and rarely needed

    hashes: dict[str, str] = {}
    for path in paths:
        try:
            hashes[path] = blake2b(read_file(folder, path), digest_size=16).hexdigest()
        except OSError as error:
            hashes[path] = f"unreadable: {error.errno}"
    return hashes
