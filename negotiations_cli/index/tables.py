"""Events, quotes and sources in the tables of an index: put in, and taken out again."""

import json
import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from negotiations_cli.index.entries import (
    EventEntry,
    SourceEntry,
    event_words,
    quote_words,
)
from negotiations_cli.records.names import words

KINDS = ("events", "quotes", "actors", "sources", "topics", "disputes")
"""The tables of records with ids."""

LINKS = (
    "participations",
    "event_topics",
    "abouts",
    "speakers",
    "citations",
    "disputed_events",
    "disputed_quotes",
)
"""The tables that lead from one record to others."""

Numbered = tuple[int, list[int], EventEntry]
"""An event with its number and those of its quotes."""

_BATCH = 500  # events that are written together
_COLUMNS = {  # of the tables of events and quotes, where not all are given
    "places": "",
    "events": "",
    "quotes": "",
    "event_words": "(rowid, title, summary, quotes, notes)",
    "quote_words": "(rowid, words)",
}


def insert_sources(
    connection: sqlite3.Connection, sources: Iterable[SourceEntry], files: Mapping[str, int]
) -> None:
    """Put sources into their table. Raises sqlite3.IntegrityError for an id that is taken."""
    connection.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?)",
        ((ref["id"], ref["title"], files[file], row) for file, ref, row in sources),
    )


def count_citations(connection: sqlite3.Connection, sources: Iterable[str] | None = None) -> None:
    """Write into the rows of sources, of all by default, how many events and quotes cite them."""
    counted = (
        "UPDATE sources SET row = json_set(row,"
        " '$.events', (SELECT count(DISTINCT event) FROM citations WHERE source = id),"
        " '$.quotes', (SELECT count(*) FROM citations WHERE source = id AND quote > 0))"
    )
    if sources is None:
        connection.execute(counted)
    else:
        connection.executemany(f"{counted} WHERE id = ?", ((source,) for source in sources))


def insert_events(
    connection: sqlite3.Connection, events: Iterable[Numbered], files: Mapping[str, int]
) -> None:
    """Put events and their quotes into their tables. `files` numbers the files of the store."""
    for batch in _batches(events):
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        for n, quote_numbers, event in batch:
            place = " ".join(words(event.place)) if event.place else None
            if place:
                rows["places"].append((place, event.place))
            days = event.first_day, event.time, event.last_day
            rows["events"].append(
                (n, event.id, *days, event.type, event.title, place, files[event.file], event.row)
            )
            rows["event_words"].append((n, *event.words))
            for m, quote in zip(quote_numbers, event.quoted, strict=True):
                rows["quotes"].append((m, quote.id, n, quote.status, quote.row))
                rows["quote_words"].append((m, quote.words))
        for table, columns in _COLUMNS.items():
            ignored = " OR IGNORE" if table == "places" else ""
            _insert(connection, f"INSERT{ignored} INTO {table} {columns}", rows[table])


def insert_links(
    connection: sqlite3.Connection, events: Iterable[Numbered], prefix: str = ""
) -> None:
    """Put what leads from events and quotes to other records into LINKS, or such with a prefix."""
    for batch in _batches(events):
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in LINKS}
        for n, quote_numbers, event in batch:
            rows["participations"] += [(actor, n, role, own) for actor, role, own in event.parts]
            rows["event_topics"] += [(topic, n) for topic in event.topics]
            rows["abouts"] += [(other, n) for other in event.about]
            rows["citations"] += [(source, n, 0) for source in event.sources]
            rows["disputed_events"] += [(n, dispute) for dispute in event.disputes]
            for m, quote in zip(quote_numbers, event.quoted, strict=True):
                rows["speakers"] += [(actor, m, own) for actor, own in quote.speakers]
                rows["citations"] += [(source, n, m) for source in quote.sources]
                rows["disputed_quotes"] += [(m, dispute) for dispute in quote.disputes]
        for table in LINKS:
            _insert(connection, f"INSERT OR IGNORE INTO {prefix}{table}", rows[table])


def _batches(events: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    events = iter(events)
    while batch := list(islice(events, _BATCH)):
        yield batch


def _insert(connection: sqlite3.Connection, into: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"{into} VALUES ({marks})", rows)


class Tally(NamedTuple):
    """In how many events, and by how many quotes, actors are to be found, each by its id."""

    events: Counter[str]
    quotes: Counter[str]


class Held(NamedTuple):
    """What some events hold: their ids and those of their quotes, what is cited, who is there."""

    ids: set[str]
    cited: set[str]
    tally: Tally


def held(events: Iterable[EventEntry]) -> Held:
    """What events hold."""
    found = Held(set(), set(), Tally(Counter(), Counter()))
    for event in events:
        found.ids.add(event.id)
        found.cited.update(event.sources)
        found.tally.events.update({actor for actor, _, _ in event.parts})
        for quote in event.quoted:
            found.ids.add(quote.id)
            found.cited.update(quote.sources)
            found.tally.quotes.update({actor for actor, _ in quote.speakers})
    return found


def tally(connection: sqlite3.Connection) -> Tally:
    """In how many events and by how many quotes each actor is to be found."""
    query = "SELECT actor, count(*) FROM (SELECT DISTINCT actor, {} FROM {}) GROUP BY actor"
    queries = query.format("event", "participations"), query.format("quote", "speakers")
    return Tally(*(Counter(dict(connection.execute(q).fetchall())) for q in queries))


def unchanged(connection: sqlite3.Connection, file: int, events: Iterable[EventEntry]) -> set[str]:
    """The ids of those events that stand in the tables as they are, as events of the file."""
    rows = dict(connection.execute("SELECT id, row FROM events WHERE file = ?", (file,)).fetchall())
    quotes = "SELECT q.row FROM events e JOIN quotes q ON q.event = e.n WHERE e.id = ? ORDER BY q.n"
    parts = (
        "SELECT actor, role, direct FROM events e JOIN participations ON event = e.n WHERE e.id = ?"
    )
    return {
        event.id
        for event in events
        if rows.get(event.id) == event.row
        and [row for (row,) in connection.execute(quotes, (event.id,))]
        == [quote.row for quote in event.quoted]
        and set(connection.execute(parts, (event.id,))) == {*event.parts}
    }


def remove_events(connection: sqlite3.Connection, file: int, kept: Container[str]) -> Held:
    """Take the events of a file but some out of all tables, with their quotes; what they held."""
    there = (
        "SELECT DISTINCT p.actor, e.id FROM events e JOIN participations p ON p.event = e.n"
        " WHERE e.file = ?",
        "SELECT DISTINCT s.actor, e.id, q.n FROM events e JOIN participations p ON p.event = e.n"
        " JOIN quotes q ON q.event = e.n JOIN speakers s ON s.actor = p.actor AND s.quote = q.n"
        " WHERE e.file = ?",
    )
    counted = Tally(
        *(
            Counter(
                actor for actor, event, *_ in connection.execute(q, (file,)) if event not in kept
            )
            for q in there
        )
    )
    events = _with_rows(connection, "SELECT n, row FROM events WHERE file = ?", file)
    quotes = _with_rows(
        connection,
        "SELECT q.n, q.row FROM events e JOIN quotes q ON q.event = e.n WHERE e.file = ?",
        file,
    )
    events = [(n, event) for n, event in events if event["id"] not in kept]
    quotes = [(n, quote) for n, quote in quotes if quote["event"] not in kept]
    numbers = {event["id"]: n for n, event in events}
    spoken = {quote["id"]: quote_words(quote) for _, quote in quotes}
    cited = {(source["id"], n) for n, event in events for source in event["sources"]}
    for _, quote in quotes:
        for published in (quote, *quote["variants"]):
            cited |= {(source["id"], numbers[quote["event"]]) for source in published["sources"]}
    gone: dict[str, Iterable[tuple[Any, ...]]] = {
        "INSERT INTO quote_words (quote_words, rowid, words) VALUES ('delete', ?, ?)": (
            (n, spoken[quote["id"]]) for n, quote in quotes
        ),
        "INSERT INTO event_words (event_words, rowid, title, summary, quotes, notes)"
        " VALUES ('delete', ?, ?, ?, ?, ?)": (
            (
                n,
                *event_words(
                    event["title"],
                    event["summary"],
                    [spoken[own] for own in event["quotes"]],
                    event["notes"],
                ),
            )
            for n, event in events
        ),
        "DELETE FROM speakers WHERE quote = ?"
        " AND actor IN (SELECT actor FROM participations WHERE event = ?)": (
            (n, numbers[quote["event"]]) for n, quote in quotes
        ),
        "DELETE FROM disputed_quotes WHERE quote = ?": ((n,) for n, _ in quotes),
        "DELETE FROM citations WHERE source = ? AND event = ?": cited,
        "DELETE FROM event_topics WHERE topic = ? AND event = ?": (
            (topic, n) for n, event in events for topic in event["topics"]
        ),
        "DELETE FROM abouts WHERE about = ? AND event = ?": (
            (other, n) for n, event in events for other in event["about"]
        ),
        "DELETE FROM participations WHERE event = ?": ((n,) for n, _ in events),
        "DELETE FROM disputed_events WHERE event = ?": ((n,) for n, _ in events),
        "DELETE FROM quotes WHERE n = ?": ((n,) for n, _ in quotes),
        "DELETE FROM events WHERE n = ?": ((n,) for n, _ in events),
    }
    for statement, rows in gone.items():
        connection.executemany(statement, rows)
    connection.execute(
        "DELETE FROM places WHERE place NOT IN (SELECT place FROM events WHERE place IS NOT NULL)"
    )
    return Held({*numbers, *spoken}, {source for source, _ in cited}, counted)


def _with_rows(connection: sqlite3.Connection, query: str, file: int) -> list[tuple[int, Any]]:
    return [(n, json.loads(row)) for n, row in connection.execute(query, (file,))]
