"""What an index is made of: the sound records of a store, its events in order.

Of a store without errors the events and sources are never in memory together. One with errors is
read whole, as `negcli check` does it, and what is not sound is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negotiations_cli.index.entries import (
    EventEntry,
    References,
    SourceEntry,
    event_entry,
    source_entry,
)
from negotiations_cli.index.spool import Spool, Told
from negotiations_cli.records.model import About, Actor, Correction, Dispute, Event, Source, Topic
from negotiations_cli.store.files import FileState
from negotiations_cli.store.load import (
    UnsoundError,
    belongs,
    kind_of,
    load,
    sound_about,
    sound_records,
)


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
    sources: Iterable[SourceEntry]
    events: Iterable[EventEntry]
    whole: bool = True
    left_out: int = 0
    errors: int = 0
    unread: int = 0


def sound_material(
    folder: Path, states: list[FileState], temporary: Path | None, told: Told
) -> Material:
    """The records of a store in which no record has an error by itself.

    `temporary` is a folder for temporary files, None the system's; `told` is told of the bytes
    read. Raises UnsoundError if there is an error, OSError if there is no space.
    """
    kinds: dict[str, dict[str, int]] = {}
    for state in states:
        if state.size < 0 or not belongs(state.path):
            raise UnsoundError
        kinds.setdefault(kind_of(state.path), {})[state.path] = state.size

    def records(kind: str) -> list[Any]:
        return [record for path in kinds.get(kind, ()) for record in sound_records(folder, path)]

    def sources(path: str) -> Iterator[tuple[str, Any]]:
        for source in sound_records(folder, path):
            yield source.id, tuple(source_entry(source, path))

    def events(path: str) -> Iterator[tuple[str, Any]]:
        for event in sound_records(folder, path):
            try:
                entry = event_entry(event, path, known)
            except KeyError:  # an actor, a source or a topic that is not known
                raise UnsoundError from None
            yield entry.key, tuple(entry)

    about = sound_about(folder)
    actors, topics, disputes = records("actors"), records("topics"), records("disputes")
    of_sources = Spool(sources, SourceEntry._make, kinds.get("sources", {}), temporary, told)
    refs = {source.ref["id"]: source.ref for source in of_sources}
    sides = {ref["side"] for ref in refs.values()} - {None}
    if not {actor.id for actor in actors}.issuperset(sides):
        raise UnsoundError
    known = References(actors, refs, (topic.id for topic in topics), disputes)
    of_events = Spool(events, EventEntry._make, kinds.get("events", {}), temporary, told)
    return Material(
        about,
        actors,
        topics,
        disputes,
        records("corrections"),
        known,
        of_sources,
        of_events,
    )


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
