"""A store's folder to its records: read, given their form, and checked.

What is wrong with one record does not hide the others: `load` returns everything that is sound,
and every problem.
"""

from pathlib import Path

from negotiations_cli.records.model import KINDS, About
from negotiations_cli.records.names import did_you_mean
from negotiations_cli.store import yamltree
from negotiations_cli.store.checks import CHECKS_OF_RECORD, CHECKS_OF_STORE
from negotiations_cli.store.document import Document
from negotiations_cli.store.files import ABOUT_FILE, MAX_SIZE, FileState, read_file, store_files
from negotiations_cli.store.shape import give_form
from negotiations_cli.store.written import Entry, Store
from negotiations_cli.store.yamltree import Mapping, Mark, Node, Sequence


def load(folder: Path) -> Store:
    """Read and check the store in `folder`.

    Raises StoreUnreadableError if there is no store; everything else wrong is a problem in it.
    """
    store = Store(folder)
    for state in store_files(folder):
        _read_file(store, state)
    for check in CHECKS_OF_STORE:
        check(store)
    return store


def _read_file(store: Store, state: FileState) -> None:
    document = Document(state.path)
    store.documents.append(document)
    kind = state.path.split("/")[0].removesuffix(".yaml")
    if (kind not in KINDS and state.path != ABOUT_FILE) or not state.path.endswith(".yaml"):
        document.report(
            yamltree.START,
            "unknown-file",
            f"'{state.path}' belongs to no kind of record",
            "rename it: the files of a store end in .yaml"
            if state.path.endswith(".yml")
            else did_you_mean(kind, [*KINDS, "store"])
            or f"the kinds are {', '.join(KINDS)}: <kind>.yaml, or <kind>/<name>.yaml",
        )
        return
    root, whole = _parse(store.folder, state, document)
    if not whole:
        store.unread.add(kind)
    if root is None:
        return
    if state.path == ABOUT_FILE:
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
    for node, at in zip(root, root.items_at, strict=True):
        if document.untold:  # looking for more would take time, and tell nobody
            store.unread.add(kind)
            break
        if isinstance(node, Mapping):
            store.entries[kind].append(_entry(kind, document, node))
        else:
            _refuse_item(document, yamltree.mark_of(at))


def _entry(kind: str, document: Document, node: Mapping) -> Entry:
    """A record, given its form and checked by itself."""
    entry = Entry(kind, document, node)
    entry.record = give_form(KINDS[kind], node, entry.report)
    for check in CHECKS_OF_RECORD:
        check(entry)
    return entry


def _refuse_item(document: Document, mark: Mark) -> None:
    remedy = "begin every record with '- id:'"
    document.report(mark, "not-a-mapping", "this is not a record", remedy)


def _parse(folder: Path, state: FileState, document: Document) -> tuple[Node | None, bool]:
    """The tree of a file, None if there is none, and whether it is whole; faults are reported."""
    try:
        data = read_file(folder, state.path)
    except OSError as error:
        document.report(
            yamltree.START,
            "unreadable-file",
            f"'{state.path}' cannot be read: {error.strerror}",
            "put a readable file in its place, or take it away",
        )
        return None, False
    if len(data) > MAX_SIZE:
        document.report(
            yamltree.START,
            "too-large",
            f"'{state.path}' has more than {MAX_SIZE >> 20} MiB",
            "put its records into several files",
        )
        return None, False
    text = yamltree.decode(data, document.report)
    if text is None:
        return None, False
    document.data = data
    return yamltree.parse(text, document.report)


def _about(document: Document, root: Node) -> About | None:
    if not isinstance(root, Mapping):
        document.report(
            yamltree.START, "not-a-mapping", f"{ABOUT_FILE} is not a mapping", "write 'title: …'"
        )
        return None
    entry = Entry("store", document, root)
    record = give_form(About, root, entry.report)
    return record if isinstance(record, About) else None
