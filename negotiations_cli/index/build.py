"""The material of a store to a new index: tables filled in the order of the lists, then indexed."""

import sqlite3
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import count

from negotiations_cli.index.entries import EventEntry
from negotiations_cli.index.material import Material
from negotiations_cli.index.registers import insert_registers
from negotiations_cli.index.tables import (
    LINKS,
    Numbered,
    count_citations,
    insert_events,
    insert_sources,
)
from negotiations_cli.store.files import FileState
from negotiations_cli.store.load import UnsoundError

STEP = 1024
"""How far apart the numbers of events and quotes are, so that others fit in between later."""

_KINDS = ("events", "quotes", "actors", "sources", "topics", "disputes")


def build(
    material: Material, connection: sqlite3.Connection, fingerprint: str, states: list[FileState]
) -> None:
    """Write `material`, which was read from files of those states, into an empty database.

    Raises UnsoundError if two records have one id or one refers to another that there is not,
    which can only be if `material` is whole; sqlite3.Error if it cannot be written.
    """
    connection.execute("PRAGMA cache_size = -65536")
    connection.executescript(_sql("schema"))
    for table in LINKS:
        connection.execute(f"CREATE TEMP TABLE staged_{table} AS SELECT * FROM {table}")
    for table in ("event_words", "quote_words"):  # fewer, larger pieces to be merged
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 33554432)")
    numbers = {state.path: number for number, state in enumerate(states)}
    try:
        connection.execute("BEGIN")
        insert_sources(connection, material.sources, numbers)
        insert_events(connection, _numbered(material.events), numbers, "staged_")
        for table in LINKS:  # in order, as they are kept: a page is written once
            order = ", ".join(_key(connection, table))
            connection.execute(
                f"INSERT OR IGNORE INTO {table} SELECT * FROM staged_{table} ORDER BY {order}"
            )
            connection.execute(f"DROP TABLE staged_{table}")
        connection.execute("COMMIT")
        connection.executescript(_sql("indexes"))
        connection.execute("BEGIN")
        insert_registers(material, connection)
    except (sqlite3.IntegrityError, KeyError):
        if not material.whole:
            raise
        raise UnsoundError from None
    count_citations(connection)
    if material.whole and not ids_are_sound(connection):
        raise UnsoundError
    write_facts(material, connection, fingerprint, states)
    connection.execute("COMMIT")
    connection.execute("PRAGMA analysis_limit = 1000")
    connection.execute("ANALYZE")


def write_facts(
    material: Material, connection: sqlite3.Connection, fingerprint: str, states: list[FileState]
) -> None:
    """Write what an index says of its store and of itself, in the place of what it said before."""
    about = material.about
    facts = {
        "title": about.title if about else "",
        "description": about.description if about else "",
        "version": (about.version if about else None) or "",
        "licence": about.licence if about else "",
        "left_out": str(material.left_out),
        "errors": str(material.errors),
        "unread": str(material.unread),
        "fingerprint": fingerprint,
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())
    connection.executemany(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
        ((number, *state) for number, state in enumerate(states)),
    )


def ids_are_sound(connection: sqlite3.Connection) -> bool:
    """Whether no id is there twice, over all kinds of record, and every event that is named."""
    ids = " UNION ALL ".join(f"SELECT id FROM {kind}" for kind in _KINDS)
    twice = f"SELECT 1 FROM ({ids}) GROUP BY id HAVING count(*) > 1 LIMIT 1"
    lost = "SELECT 1 FROM abouts WHERE about NOT IN (SELECT id FROM events) LIMIT 1"
    return not any(connection.execute(query).fetchone() for query in (twice, lost))


def _numbered(events: Iterable[EventEntry]) -> Iterator[Numbered]:
    numbers = count(STEP, STEP)
    for n, event in zip(count(STEP, STEP), events):
        yield n, [next(numbers) for _ in event.quotes], event


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns that a table is kept in the order of."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, _, _, _, place in columns if place]


def _sql(name: str) -> str:
    return (files(__package__) / f"{name}.sql").read_text("utf-8")
