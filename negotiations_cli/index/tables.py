"""Events, quotes and sources in the tables of an index: put in, and taken out again."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from negotiations_cli.index.entries import (
    EventEntry,
    QuoteEntry,
    SourceEntry,
    event_words,
    quote_words,
)
from negotiations_cli.records.names import words

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
_COLUMNS = {
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
    connection: sqlite3.Connection,
    events: Iterable[Numbered],
    files: Mapping[str, int],
    links: str = "",
) -> None:
    """Put events and their quotes into the tables, links into those with `links` before the name.

    `files` numbers the files of the store.
    """
    events = iter(events)
    while batch := list(islice(events, _BATCH)):
        for table, rows in _rows(batch, files).items():
            if rows:
                name = links + table if table in LINKS else table
                verb = "INSERT OR IGNORE" if table in ("places", *LINKS) else "INSERT"
                marks = ", ".join("?" * len(rows[0]))
                columns = _COLUMNS.get(table, "")
                connection.executemany(f"{verb} INTO {name} {columns} VALUES ({marks})", rows)


def _rows(batch: Iterable[Numbered], files: Mapping[str, int]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table for some events."""
    tables = ("places", "events", "event_words", "quotes", "quote_words", *LINKS)
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables}
    for n, quote_numbers, event in batch:
        place = " ".join(words(event.place)) if event.place else None
        if place:
            rows["places"].append((place, event.place))
        days = event.first_day, event.last_day
        rows["events"].append(
            (n, event.id, *days, event.type, event.title, place, files[event.file], event.row)
        )
        rows["event_words"].append((n, *event.words))
        rows["participations"] += [(actor, n, role, direct) for actor, role, direct in event.parts]
        rows["event_topics"] += [(topic, n) for topic in event.topics]
        rows["abouts"] += [(other, n) for other in event.about]
        rows["citations"] += [(source, n, 0) for source in event.sources]
        rows["disputed_events"] += [(n, dispute) for dispute in event.disputes]
        for m, entry in zip(quote_numbers, event.quotes, strict=True):
            quote = QuoteEntry(*entry)
            rows["quotes"].append((m, quote.id, n, quote.status, quote.row))
            rows["quote_words"].append((m, quote.words))
            rows["speakers"] += [(actor, m, direct) for actor, direct in quote.speakers]
            rows["citations"] += [(source, n, m) for source in quote.sources]
            rows["disputed_quotes"] += [(m, dispute) for dispute in quote.disputes]
    return rows


def remove_event(connection: sqlite3.Connection, n: int) -> set[str]:
    """Take an event and its quotes out of all tables; the ids of the sources that they cited."""

    def run(sql: str, *parameters: Any) -> None:
        connection.execute(sql, parameters)

    [place, text] = connection.execute("SELECT place, row FROM events WHERE n = ?", (n,)).fetchone()
    event = json.loads(text)
    cited = {source["id"] for source in event["sources"]}
    spoken = []
    quotes = connection.execute("SELECT n, row FROM quotes WHERE event = ? ORDER BY n", (n,))
    for m, quote_text in quotes.fetchall():
        quote = json.loads(quote_text)
        cited |= {
            s["id"] for published in (quote, *quote["variants"]) for s in published["sources"]
        }
        spoken.append(quote_words(quote))
        run("INSERT INTO quote_words (quote_words, rowid, words) VALUES ('delete', ?, ?)", m,
            spoken[-1])  # fmt: skip
        run(
            "DELETE FROM speakers WHERE quote = ?"
            " AND actor IN (SELECT actor FROM participations WHERE event = ?)",
            m, n,
        )  # fmt: skip
        run("DELETE FROM disputed_quotes WHERE quote = ?", m)
    run(
        "INSERT INTO event_words (event_words, rowid, title, summary, quotes, notes)"
        " VALUES ('delete', ?, ?, ?, ?, ?)",
        n,
        *event_words(event["title"], event["summary"], spoken, event["notes"]),
    )
    for source in cited:
        run("DELETE FROM citations WHERE source = ? AND event = ?", source, n)
    for topic in event["topics"]:
        run("DELETE FROM event_topics WHERE topic = ? AND event = ?", topic, n)
    for other in event["about"]:
        run("DELETE FROM abouts WHERE about = ? AND event = ?", other, n)
    run("DELETE FROM participations WHERE event = ?", n)
    run("DELETE FROM disputed_events WHERE event = ?", n)
    run("DELETE FROM quotes WHERE event = ?", n)
    run("DELETE FROM events WHERE n = ?", n)
    run("DELETE FROM places WHERE place = ? AND NOT EXISTS"
        " (SELECT 1 FROM events WHERE events.place = places.place)", place)  # fmt: skip
    return cited
