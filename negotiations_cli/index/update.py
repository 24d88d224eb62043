"""An index brought up to date: only the files are read anew in which something has changed.

Those are the files that are not as they were, and those with events that name a source, an actor
or a dispute that is not as it was. The registers are small, and always made anew.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from negotiations_cli.index.build import STEP, write_facts, write_files
from negotiations_cli.index.entries import EventEntry, References, disputed, source_ref, written
from negotiations_cli.index.fingerprint import Fingerprint, contents
from negotiations_cli.index.material import Material, Reader, check_sides
from negotiations_cli.index.registers import insert_registers, remove_registers
from negotiations_cli.index.tables import (
    KINDS,
    Held,
    Numbered,
    Tally,
    count_citations,
    held,
    insert_events,
    insert_links,
    insert_sources,
    remove_events,
    unchanged,
)
from negotiations_cli.records.model import Actor, Office
from negotiations_cli.records.rows import SourceRef
from negotiations_cli.store.load import UnsoundError, kind_of

_WORTH_IT = 0.2
"""The share of the events' files up to which it is faster than building anew."""


def update(index: sqlite3.Connection, reader: Reader, now: Fingerprint) -> bool:
    """Bring `index`, a copy of the one before, to what `now` tells of; False if it is not worth it.

    It is spoilt then, and if an error is raised: UnsoundError if the store is not sound any more,
    or might not be; sqlite3.Error; OSError.
    """
    facts = dict(index.execute("SELECT key, value FROM meta").fetchall())
    if facts.get("maker") != now.maker or facts["errors"] != "0":
        return False
    index.execute("BEGIN")
    changed = _changed(index, reader, now)
    numbers = write_files(index, now)
    topics, actors = reader.records("topics"), reader.records("actors")
    disputes, corrections = reader.records("disputes"), reader.records("corrections")
    known = References(actors, _Sources(index), (topic.id for topic in topics), disputes)
    _refuse_losses(index, known)

    sources, resourced = _renew_sources(index, reader, numbers, changed)
    check_sides(known, (known.sources[own] for own in sources))
    dirty = {path for path in changed if kind_of(path) == "events"}
    dirty |= _files(index, "e.n IN (SELECT event FROM citations WHERE source = ?)", resourced)
    if any(kind_of(path) == "actors" for path in changed):
        part = "e.n IN (SELECT event FROM participations WHERE actor = ?)"
        dirty |= _files(index, part, _renewed_actors(index, actors))
    if any(kind_of(path) == "disputes" for path in changed):
        concerned = _newly_disputed(index, known)
        dirty |= _files(index, "e.id = ?", concerned)
        dirty |= _files(index, "e.n = (SELECT event FROM quotes WHERE id = ?)", concerned)
    sizes = {path: reader.sizes[path] for path in reader.paths("events")}
    paths = [path for path in sizes if path in dirty]
    if sum(sizes[path] for path in paths) > _WORTH_IT * sum(sizes.values()):
        return False

    # The sources are looked up in the index, which another process must not use.
    events = list(reader.events(paths, known, processes=1))
    events, removed = _replaced(index, events, {path: numbers[path] for path in dirty})
    try:
        numbered = _numbered(index, events)
    except _NoRoomError:
        return False
    insert_events(index, numbered, numbers)
    insert_links(index, numbered)
    added = held(events)
    count_citations(index, sources.union(added.cited, *(before.cited for before in removed)))
    counted = _tally(index, removed, added)
    remove_registers(index)
    about = reader.about()
    material = Material(about, actors, topics, disputes, corrections, known, (), events)
    try:
        insert_registers(material, index, counted)
    except KeyError:
        raise UnsoundError from None
    lost = {own for before in removed for own in before.ids} - added.ids
    named = lost.union(other for event in events for other in event.about)
    _check_ids(index, added.ids | sources, named)
    write_facts(material, index, now)
    index.execute("COMMIT")
    return True


class _NoRoomError(Exception):
    """Between two numbers there are not as many others as are needed."""


class _Sources(Mapping[str, SourceRef]):
    """The sources of an index, as records cite them."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self.index = index
        self.found: dict[str, SourceRef] = {}

    def __getitem__(self, own: str) -> SourceRef:
        if own not in self.found:
            query = "SELECT row FROM sources WHERE id = ?"
            row = self.index.execute(query, (own,)).fetchone()
            if row is None:
                raise KeyError(own)
            self.found[own] = source_ref(json.loads(row[0]))
        return self.found[own]

    def __iter__(self) -> Iterator[str]:
        return (own for (own,) in self.index.execute("SELECT id FROM sources"))

    def __len__(self) -> int:
        [number] = self.index.execute("SELECT count(*) FROM sources").fetchone()
        return int(number)


def _changed(index: sqlite3.Connection, reader: Reader, now: Fingerprint) -> set[str]:
    """The files that are not as they were, or that there are no more."""
    before = {
        path: (tuple(state), hashed)
        for path, *state, hashed in index.execute(
            "SELECT path, size, modified_ns, changed_ns, contents FROM files"
        )
    }
    changed = before.keys() - {state.path for state in now.states}
    for path, *state in now.states:
        was, hashed = before.get(path, ((), None))
        # Within one tick of the clock a file may have changed without another state.
        if was != tuple(state) or (hashed and contents(reader.folder, [path])[path] != hashed):
            changed.add(path)
    return changed


def _refuse_losses(index: sqlite3.Connection, known: References) -> None:
    """Raises UnsoundError if an actor or a topic is gone, which anything may still name."""
    for table, ids in (("actors", known.actors.keys()), ("topics", known.topics)):
        if not {own for (own,) in index.execute(f"SELECT id FROM {table}")} <= ids:
            raise UnsoundError


def _renew_sources(
    index: sqlite3.Connection, reader: Reader, numbers: Mapping[str, int], changed: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Put the sources of changed files in the place of those before.

    Their ids, and those of sources that are not cited as before.
    """
    paths = [path for path in changed if kind_of(path) == "sources"]
    before: dict[str, SourceRef] = {}
    for path in paths:
        rows = index.execute("SELECT id, row FROM sources WHERE file = ?", (numbers[path],))
        before |= {own: source_ref(json.loads(row)) for own, row in rows}
        index.execute("DELETE FROM sources WHERE file = ?", (numbers[path],))
    entries = list(reader.sources(path for path in paths if path in reader.sizes))
    insert_sources(index, entries, numbers)
    after = {entry.ref["id"]: entry.ref for entry in entries}
    return {*after}, {own for own, ref in before.items() if after.get(own) != ref}


def _renewed_actors(index: sqlite3.Connection, actors: Iterable[Actor]) -> set[str]:
    """The actors that events do not show as before."""
    before = {own: json.loads(row) for own, row in index.execute("SELECT id, row FROM actors")}
    return {
        actor.id
        for actor in actors
        if actor.id in before
        and [actor.name, actor.kind, *map(_office, actor.offices)]
        != [
            before[actor.id]["name"],
            before[actor.id]["kind"],
            *((o["post"], o["of"], o["from"], o["to"]) for o in before[actor.id]["offices"]),
        ]
    }


def _office(office: Office) -> tuple[str, str, str | None, str | None]:
    return office.post, office.of, written(office.from_), written(office.to)


def _newly_disputed(index: sqlite3.Connection, known: References) -> set[str]:
    """The events and quotes that are not in the disputes that they were in before."""
    rows = [json.loads(row) for (row,) in index.execute("SELECT row FROM disputes ORDER BY n")]
    before = disputed(
        (row["id"], [*row["about"], *(q for account in row["accounts"] for q in account["quotes"])])
        for row in rows
    )
    ids = before.keys() | known.disputes.keys()
    return {own for own in ids if before.get(own) != known.disputes.get(own)}


def _files(index: sqlite3.Connection, where: str, ids: Iterable[str]) -> set[str]:
    """The files with events that fit a condition, for any of the ids that it asks for."""
    query = f"SELECT DISTINCT f.path FROM events e JOIN files f ON f.n = e.file WHERE {where}"
    return {path for own in ids for (path,) in index.execute(query, (own,))}


def _replaced(
    index: sqlite3.Connection, events: list[EventEntry], files: Mapping[str, int]
) -> tuple[list[EventEntry], list[Held]]:
    """Take out what is not as it was in files; the events that are to be put in, and what is gone.

    Raises UnsoundError if two events have one id.
    """
    if len({event.id for event in events}) < len(events):
        raise UnsoundError
    removed = []
    for path, file in files.items():
        kept = unchanged(index, file, [event for event in events if event.file == path])
        removed.append(remove_events(index, file, kept))
        events = [event for event in events if event.id not in kept]
    return events, removed


def _tally(index: sqlite3.Connection, removed: Iterable[Held], added: Held) -> Tally:
    """In how many events and by how many quotes each actor is to be found now."""
    rows = {own: json.loads(row) for own, row in index.execute("SELECT id, row FROM actors")}
    events = Counter({own: row["events"] for own, row in rows.items()})
    quotes = Counter({own: row["quotes"] for own, row in rows.items()})
    for before in removed:
        events.subtract(before.tally.events)
        quotes.subtract(before.tally.quotes)
    events.update(added.tally.events)
    quotes.update(added.tally.quotes)
    return Tally(events, quotes)


def _numbered(index: sqlite3.Connection, events: Iterable[EventEntry]) -> list[Numbered]:
    """Events, in their order, with numbers between those of the index. Raises _NoRoomError."""
    numbered: list[Numbered] = []
    for before, together in groupby(events, lambda event: _before(index, event)):
        group = list(together)
        [after] = index.execute("SELECT min(n) FROM events WHERE n > ?", (before,)).fetchone()
        quotes = iter(
            _between(
                _one(
                    index,
                    "SELECT n FROM quotes WHERE event <= ? ORDER BY event DESC, n DESC LIMIT 1",
                    before,
                )
                or 0,
                _one(
                    index, "SELECT n FROM quotes WHERE event > ? ORDER BY event, n LIMIT 1", before
                ),
                sum(len(event.quotes) for event in group),
            )
        )
        for n, event in zip(_between(before, after, len(group)), group, strict=True):
            numbered.append((n, [next(quotes) for _ in event.quotes], event))
    return numbered


def _before(index: sqlite3.Connection, event: EventEntry) -> int:
    """The number of the last event before `event`, 0 if there is none."""
    key = (event.first_day, event.time, event.last_day, event.id)
    found = _one(
        index,
        "SELECT n FROM events"
        " WHERE first_day <= ? AND (first_day, time, last_day, id) < (?, ?, ?, ?)"
        " ORDER BY first_day DESC, n DESC LIMIT 1",
        event.first_day,
        *key,
    )
    return found or 0


def _between(low: int, high: int | None, number: int) -> range:
    """So many numbers between two others, evenly; behind `low` if there is no `high`."""
    step = STEP if high is None else (high - low) // (number + 1)
    if not step:
        raise _NoRoomError
    return range(low + step, low + step * number + 1, step)


def _one(index: sqlite3.Connection, query: str, *parameters: int | str) -> int | None:
    found = index.execute(query, parameters).fetchone()
    return int(found[0]) if found else None


def _check_ids(index: sqlite3.Connection, fresh: set[str], named: set[str]) -> None:
    """Raises UnsoundError if an id is there twice, or an event is named that is not there.

    `fresh` are new ids, `named` those of events that are named, or of what is there no more.
    """
    index.execute("CREATE TEMP TABLE fresh (id TEXT)")
    index.executemany("INSERT INTO fresh VALUES (?)", ((own,) for own in fresh))
    index.execute("CREATE TEMP TABLE named (id TEXT)")
    index.executemany("INSERT INTO named VALUES (?)", ((own,) for own in named))
    for table in ("actors", "topics", "disputes"):
        index.execute(f"INSERT INTO fresh SELECT id FROM {table}")
    found = " + ".join(f"(fresh.id IN (SELECT id FROM {kind}))" for kind in KINDS)
    twice = f"SELECT 1 FROM fresh WHERE {found} > 1"
    lacking = (
        "SELECT 1 FROM named WHERE id NOT IN (SELECT id FROM events)"
        " AND id IN (SELECT about FROM abouts)"
    )
    if any(index.execute(query).fetchone() for query in (twice, lacking)):
        raise UnsoundError
