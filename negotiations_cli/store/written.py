"""A store as written: its records, each with its place, and what was found wrong with them."""

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
    """A record as written: its place, its fields, and the record itself if its form is right."""

    kind: str
    document: Document
    node: Mapping
    record: Record | None = None
    sound: bool = True

    @property
    def id(self) -> str:
        """The record's id, or "" if it has none."""
        own = self.node.get("id")
        return own if isinstance(own, str) else ""

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
