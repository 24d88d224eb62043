"""A store as written: its records, each with its place, and what was found wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negotiations_cli.errors import Problem
from negotiations_cli.records.model import KINDS, About, Record
from negotiations_cli.store.check_names import ERROR, severity
from negotiations_cli.store.document import Document
from negotiations_cli.store.yamltree import Mapping, Mark, Node, Sequence, mark_of

Loc = tuple[int | str, ...]
"""The way from a record to a value in it: keys and positions."""


@dataclass(slots=True)
class Entry:
    """A record as written: where it is, its ids, and the record itself if its form is right.

    `place` is its number in the list that its file is. `tree` is what was read there; it takes much
    memory, so it is let go of a record that has its form, and read again if it is asked for.
    """

    kind: str
    document: Document
    place: int
    tree: Mapping | None
    record: Record | None = None
    sound: bool = True
    ids: list[tuple[Loc, str]] = field(default_factory=list)
    """The ids of the record and of its quotes, of right form or not, and where in it they stand."""

    def __post_init__(self) -> None:
        self.ids = list(_ids(self.kind, self.node))

    @property
    def node(self) -> Mapping:
        """The record as written."""
        return self.tree if self.tree is not None else self.document.item(self.place)

    @property
    def id(self) -> str:
        """The record's id, or "" if it has none."""
        return next((own for loc, own in self.ids if loc == ("id",)), "")

    def report(self, loc: Loc, check: str, message: str, remedy: str) -> None:
        """Note a problem with the value at `loc`; an error makes the record unsound."""
        mark = self.key_mark(loc) if check == "unknown-field" else self.mark(loc)
        self.document.report(mark, check, message, remedy)
        if severity(check) == ERROR:
            self.sound = False

    def key_mark(self, loc: Loc) -> Mark:
        """Where the key stands that `loc` ends with."""
        node: Node = self.node
        for part in loc[:-1]:
            node = node[part]  # type: ignore[index]
        if isinstance(node, Mapping):
            return mark_of(node.keys_at[str(loc[-1])])
        return self.mark(loc)

    def mark(self, loc: Loc) -> Mark:
        """Where the value at `loc` stands, or else what comes nearest on the way to it."""
        mark, node = self.node.mark, self.node
        step: Node = node
        for part in loc:
            if isinstance(step, Mapping) and part in step:
                mark, step = mark_of(step.values_at[str(part)]), step[str(part)]
            elif isinstance(step, Mapping) and part in step.keys_at:
                return mark_of(step.keys_at[str(part)])
            elif isinstance(step, Sequence) and isinstance(part, int) and part < len(step):
                mark, step = mark_of(step.items_at[part]), step[part]
            else:
                break
        return mark


def _ids(kind: str, node: Mapping) -> Iterator[tuple[Loc, str]]:
    own = node.get("id")
    if isinstance(own, str):
        yield ("id",), own
    quotes = node.get("quotes") if kind == "events" else None
    for i, quote in enumerate(quotes if isinstance(quotes, Sequence) else ()):
        own = quote.get("id") if isinstance(quote, Mapping) else None
        if isinstance(own, str):
            yield ("quotes", i, "id"), own


@dataclass(slots=True)
class Store:
    """A store as read: what it says of itself, its records as written, its problems."""

    folder: Path
    about: About | None = None
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    documents: list[Document] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The kinds of which a file could not be read whole: what seems missing may stand there."""

    @property
    def problems(self) -> list[Problem]:
        """All problems, by file and place."""
        return sorted(problem for document in self.documents for problem in document.problems)

    @property
    def untold(self) -> int:
        """How many problems there are beyond those, in files that have very many."""
        return sum(document.untold for document in self.documents)

    def sound(self, kind: str) -> list[Any]:
        """The sound records of a kind."""
        return [entry.record for entry in self.entries[kind] if entry.sound]

    def left_out(self) -> int:
        """How many records are not sound."""
        return sum(not entry.sound for entries in self.entries.values() for entry in entries)
