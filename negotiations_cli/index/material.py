"""What an index is made of: the sound records of a store, its events in order.

Of a store without errors the events and sources are never in memory together. One with errors is
read whole, as `negcli check` does it, and what is not sound is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from negotiations_cli.index.entries import (
    EventEntry,
    References,
    SourceEntry,
    event_entry,
    source_entry,
)
from negotiations_cli.index.spool import Spool, Told
from negotiations_cli.records.model import About, Actor, Correction, Dispute, Event, Source, Topic
from negotiations_cli.records.rows import SourceRef
from negotiations_cli.store.files import FileState
from negotiations_cli.store.load import (
    UnsoundError,
    belongs,
    kind_of,
    load,
    sound_about,
    sound_records,
)

Made_co = TypeVar("Made_co", covariant=True)


class Entries(Protocol[Made_co]):
    """Entries in order: so many, to be read as often as one likes."""

    def __iter__(self) -> Iterator[Made_co]: ...

    def __len__(self) -> int: ...


@dataclass(slots=True)
class Material:
    """The sound records of a store, and how much of it there is besides.

    With `whole`, nothing was wrong with any record by itself, and what refers to no record makes
    the store unsound; without, such references have been found already, and fall away.
    """

    about: About | None
    actors: list[Actor]
    topics: list[Topic]
    disputes: list[Dispute]
    corrections: list[Correction]
    known: References
    sources: Entries[SourceEntry]
    events: Entries[EventEntry]
    whole: bool = True
    left_out: int = 0
    errors: int = 0
    unread: int = 0


class Reader:
    """Reads the files of a store in which no record has an error by itself.

    `temporary` is a folder for temporary files, None the system's; `told` is told of the bytes that
    have been read. Every method raises UnsoundError if there is an error, OSError if there is no
    space.
    """

    def __init__(
        self, folder: Path, states: list[FileState], temporary: Path | None, told: Told
    ) -> None:
        if any(state.size < 0 or not belongs(state.path) for state in states):
            raise UnsoundError
        self.folder = folder
        self.sizes = {state.path: state.size for state in states}
        self._spooled = temporary, told

    def paths(self, kind: str) -> list[str]:
        """The files with records of a kind."""
        return [path for path in self.sizes if kind_of(path) == kind]

    def about(self) -> About:
        """What the store says of itself."""
        return sound_about(self.folder)

    def records(self, kind: str) -> list[Any]:
        """The records of a kind."""
        return [r for path in self.paths(kind) for r in sound_records(self.folder, path)]

    def sources(self, paths: Iterable[str]) -> Entries[SourceEntry]:
        """The sources in files, by id."""

        def work(path: str) -> Iterator[tuple[str, Any]]:
            for source in sound_records(self.folder, path):
                yield source.id, tuple(source_entry(source, path))

        return Spool(work, SourceEntry._make, {p: self.sizes[p] for p in paths}, *self._spooled)

    def events(
        self, paths: Iterable[str], known: References, processes: int | None = None
    ) -> Entries[EventEntry]:
        """The events in files, in the order of the lists; of so many processes, if it is said."""

        def work(path: str) -> Iterator[tuple[str, Any]]:
            for event in sound_records(self.folder, path):
                try:
                    entry = event_entry(event, path, known)
                except KeyError:  # an actor, a source or a topic that is not known
                    raise UnsoundError from None
                yield entry.key, tuple(entry)

        sizes = {path: self.sizes[path] for path in paths}
        return Spool(work, EventEntry._make, sizes, *self._spooled, processes)


def sound_material(reader: Reader) -> Material:
    """The records of a store in which no record has an error by itself.

    Raises UnsoundError if there is an error, OSError if there is no space.
    """
    about = reader.about()
    actors, topics = reader.records("actors"), reader.records("topics")
    disputes, corrections = reader.records("disputes"), reader.records("corrections")
    sources = reader.sources(reader.paths("sources"))
    refs = {source.ref["id"]: source.ref for source in sources}
    known = References(actors, refs, (topic.id for topic in topics), disputes)
    check_sides(known, refs.values())
    events = reader.events(reader.paths("events"), known)
    return Material(about, actors, topics, disputes, corrections, known, sources, events)


def check_sides(known: References, sources: Iterable[SourceRef]) -> None:
    """Raises UnsoundError if the side of a source is no actor."""
    if not known.actors.keys() >= {source["side"] for source in sources} - {None}:
        raise UnsoundError


def checked_material(folder: Path) -> Material:
    """The sound records of a store, with errors or not. Raises StoreUnreadableError without one."""
    store = load(folder)
    events = [entry for entry in store.entries["events"] if entry.sound]
    sources = [
        source_entry(source.record, source.document.path)
        for source in store.entries["sources"]
        if source.sound and isinstance(source.record, Source)
    ]
    known = References(
        store.sound("actors"),
        {source.ref["id"]: source.ref for source in sources},
        [topic.id for topic in store.sound("topics")],
        store.sound("disputes"),
        {event.id for event in events},
    )
    entries = [
        event_entry(event.record, event.document.path, known)
        for event in events
        if isinstance(event.record, Event)
    ]
    return Material(
        store.about,
        store.sound("actors"),
        store.sound("topics"),
        store.sound("disputes"),
        store.sound("corrections"),
        known,
        sources,
        sorted(entries, key=lambda entry: entry.key),
        whole=False,
        left_out=store.left_out(),
        errors=sum(problem.severity == "error" for problem in store.problems),
        unread=len(store.unread),
    )
