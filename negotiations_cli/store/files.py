"""The files of a written store: which ones they are, and what tells that one has changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from negotiations_cli.errors import StoreUnreadableError

ABOUT_FILE = "store.yaml"
MAX_SIZE = 64 * 2**20
"""The bytes of the largest file that is read: what is read takes some ten times as much memory."""

_SUFFIXES = (".yaml", ".yml")


class FileState(NamedTuple):
    """A file of a store and its state; `size` is -1 where it is no file that can be read.

    `path` is relative to the store, with slashes. The change time is kept beside the modification
    time because programs can set the latter back.
    """

    path: str
    size: int
    modified_ns: int
    changed_ns: int


def shipped_store() -> Path:
    """The folder of the store that comes with the program."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def usual_store() -> Path:
    """The folder of the store that is asked if none is named: NEGCLI_STORE, or the shipped one."""
    named = os.environ.get("NEGCLI_STORE")
    return Path(named) if named else shipped_store()


def store_files(folder: Path) -> list[FileState]:
    """The states of all YAML files of the store in `folder`, in the order of their paths.

    Hidden files and folders are no part of a store, nor are folders behind symbolic links.
    Raises StoreUnreadableError if there is no store.
    """
    try:
        states = sorted(_walk(os.fspath(folder)))
    except NotADirectoryError as error:
        raise StoreUnreadableError(
            f"'{folder}' is not a folder", "--store takes the folder that holds store.yaml"
        ) from error
    except OSError as error:
        raise StoreUnreadableError(
            f"the store '{folder}' cannot be read: {error.strerror}",
            "give its folder with --store or NEGCLI_STORE, or leave both away for the shipped one",
        ) from error
    if not any(state.path == ABOUT_FILE for state in states):
        raise StoreUnreadableError(
            f"'{folder}' is not a store: it has no {ABOUT_FILE}",
            "docs/records.md says what a store is made of",
        )
    return states


def read_file(folder: Path, path: str) -> bytes:
    """The contents of a store's file, at most one byte more than MAX_SIZE.

    Raises OSError, also for what is no regular file: a pipe would wait, a device has no end.
    """
    place = folder / path
    if not S_ISREG(place.stat().st_mode):
        raise OSError(0, "it is not a file")
    handle = os.open(place, os.O_RDONLY | os.O_NONBLOCK)  # it may be another thing by now
    with open(handle, "rb") as file:  # noqa: PTH123 - what is open has no path
        data: bytes | None = file.read(MAX_SIZE + 1)
    if data is None:  # files of the system that would let a reader wait
        raise OSError(0, "it has nothing to read")
    return data


def _walk(store: str) -> Iterator[FileState]:
    folders = [("", store)]  # a list, not calls: folders may lie deeper than calls can go
    while folders:
        prefix, folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(_SUFFIXES):
                    folders.append((path + "/", entry.path))
                elif entry.name.endswith(_SUFFIXES):
                    yield _state(entry, path)


def _state(entry: os.DirEntry[str], path: str) -> FileState:
    try:
        stat = entry.stat()
        size = stat.st_size if entry.is_file() else -1
    except OSError:  # a broken link
        return FileState(path, -1, 0, 0)
    return FileState(path, size, stat.st_mtime_ns, stat.st_ctime_ns)
