"""A store's folder to its records: read, given their form, and checked.

What is wrong with one record does not hide the others: `load` returns everything that is sound,
and every problem.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from negotiations_cli.records.model import KINDS, About
from negotiations_cli.records.names import did_you_mean
from negotiations_cli.store import yamltree
from negotiations_cli.store.check_names import ERROR
from negotiations_cli.store.checks import CHECKS_OF_RECORD, CHECKS_OF_STORE
from negotiations_cli.store.document import Document
from negotiations_cli.store.files import ABOUT_FILE, MAX_SIZE, read_file, store_files
from negotiations_cli.store.shape import give_form
from negotiations_cli.store.written import Entry, Store
from negotiations_cli.store.yamltree import Mapping, Mark, Node, Sequence


def load(folder: Path) -> Store:
    """Read and check the store in `folder`.

    Raises StoreUnreadableError if there is no store; everything else wrong is a problem in it.
    """
    store = Store(folder)
    for state in store_files(folder):
        _read_file(store, state.path)
    for check in CHECKS_OF_STORE:
        check(store)
    return store


class UnsoundError(Exception):
    """Something in a store is not sound: `load` tells what."""


def sound_records(folder: Path, path: str) -> Iterator[Any]:
    """The records of one file of the store in `folder`, one by one: to be read once, and let go.

    Raises UnsoundError if the file, or a record by itself, has an error; `load` then tells which.
    """
    document = Document(path)
    text = _text(folder, path, document) if belongs(path) else None
    if text is None:
        raise UnsoundError
    for place, node in enumerate(yamltree.items(text, document.report)):
        if not isinstance(node, Mapping):
            raise UnsoundError
        entry = _entry(kind_of(path), document, place, node)
        if not entry.sound or entry.record is None:
            raise UnsoundError
        yield entry.record
    if any(problem.severity == ERROR for problem in document.problems):
        raise UnsoundError


def sound_about(folder: Path) -> About:
    """What the store in `folder` says of itself. Raises UnsoundError if that has an error."""
    store = Store(folder)
    _read_file(store, ABOUT_FILE)
    if store.about is None or any(problem.severity == ERROR for problem in store.problems):
        raise UnsoundError
    return store.about


def kind_of(path: str) -> str:
    """The kind of records in a file of a store, if it belongs to one."""
    return path.split("/", maxsplit=1)[0].removesuffix(".yaml")


def belongs(path: str) -> bool:
    """Whether a file is one of a store's."""
    return (kind_of(path) in KINDS or path == ABOUT_FILE) and path.endswith(".yaml")


def _read_file(store: Store, path: str) -> None:
    document = Document(path)
    store.documents.append(document)
    kind = kind_of(path)
    if not belongs(path):
        document.report(
            yamltree.START,
            "unknown-file",
            f"'{path}' belongs to no kind of record",
            "rename it: the files of a store end in .yaml"
            if path.endswith(".yml")
            else did_you_mean(kind, [*KINDS, "store"])
            or f"the kinds are {', '.join(KINDS)}: <kind>.yaml, or <kind>/<name>.yaml",
        )
        return
    text = _text(store.folder, path, document)
    root, whole = yamltree.parse(text, document.report) if text is not None else (None, False)
    if not whole:
        store.unread.add(kind)
    if root is None:
        return
    if path == ABOUT_FILE:
        store.about = _about(document, root)
        return
    if not isinstance(root, Sequence):
        document.report(
            yamltree.START,
            "not-a-list",
            "the file is not a list",
            "begin every record with '- id:'",
        )
        return
    for place, (node, at) in enumerate(zip(root, root.items_at, strict=True)):
        if document.untold:  # looking for more would take time, and tell nobody
            store.unread.add(kind)
            break
        if isinstance(node, Mapping):
            store.entries[kind].append(_entry(kind, document, place, node))
        else:
            _refuse_item(document, yamltree.mark_of(at))


def _entry(kind: str, document: Document, place: int, node: Mapping) -> Entry:
    """A record, given its form and checked by itself."""
    entry = Entry(kind, document, place, node)
    entry.record = give_form(KINDS[kind], node, entry.report)
    for check in CHECKS_OF_RECORD:
        check(entry)
    if entry.record is None:
        entry.sound = False  # the reader may have said already what is wrong
    else:
        entry.tree = None
    return entry


def _refuse_item(document: Document, mark: Mark) -> None:
    remedy = "begin every record with '- id:'"
    document.report(mark, "not-a-mapping", "this is not a record", remedy)


def _text(folder: Path, path: str, document: Document) -> str | None:
    """The text of a file, None if it cannot be had; why not is reported."""
    try:
        data = read_file(folder, path)
    except OSError as error:
        document.report(
            yamltree.START,
            "unreadable-file",
            f"'{path}' cannot be read: {error.strerror}",
            "put a readable file in its place, or take it away",
        )
        return None
    if len(data) > MAX_SIZE:
        document.report(
            yamltree.START,
            "too-large",
            f"'{path}' has more than {MAX_SIZE >> 20} MiB",
            "put its records into several files",
        )
        return None
    text = yamltree.decode(data, document.report)
    if text is not None:
        document.data = data
    return text


def _about(document: Document, root: Node) -> About | None:
    if not isinstance(root, Mapping):
        document.report(
            yamltree.START, "not-a-mapping", f"{ABOUT_FILE} is not a mapping", "write 'title: …'"
        )
        return None
    entry = Entry("store", document, 0, root)
    record = give_form(About, root, entry.report)
    return record if isinstance(record, About) else None
