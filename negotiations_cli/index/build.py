"""The material of a store to a new index: tables filled in the order of the lists, then indexed."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from itertools import count
from pathlib import Path

from negotiations_cli.index.cache import Progress
from negotiations_cli.index.entries import EventEntry
from negotiations_cli.index.fingerprint import Fingerprint
from negotiations_cli.index.material import Entries, Material
from negotiations_cli.index.processes import Process, Send, processors
from negotiations_cli.index.registers import insert_registers
from negotiations_cli.index.tables import (
    KINDS,
    LINKS,
    Numbered,
    count_citations,
    insert_events,
    insert_links,
    insert_sources,
    tally,
)
from negotiations_cli.store.load import UnsoundError

STEP = 1024
"""How far apart the numbers of events and quotes are, so that others fit in between later."""

_MANY = 1000  # events for which another process is worth it


def build(
    material: Material,
    connection: sqlite3.Connection,
    now: Fingerprint,
    progress: Progress,
    aside: Path | None = None,
) -> None:
    """Write `material`, which was read from the files that `now` tells of, into an empty database.

    `aside` is where another process may make a part of it. Raises UnsoundError if two records have
    one id or one refers to another that there is not, which can only be if `material` is whole;
    sqlite3.Error or OSError if it cannot be written.
    """
    connection.executescript(_sql("schema"))
    for table in ("event_words", "quote_words"):  # fewer, larger pieces to be merged
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 33554432)")
    with _links(connection, material, aside):
        connection.execute("BEGIN")
        numbers = write_files(connection, now)
        insert_events(connection, _numbered(material.events, progress), numbers)
        connection.execute("COMMIT")
    try:
        connection.execute("BEGIN")
        insert_sources(connection, material.sources, numbers)
        for statement in _sql("indexes").split(";"):
            connection.execute(statement)
        insert_registers(material, connection, tally(connection))
    except (sqlite3.IntegrityError, KeyError):
        if not material.whole:
            raise
        raise UnsoundError from None
    count_citations(connection)
    if material.whole and not ids_are_sound(connection):
        raise UnsoundError
    write_facts(material, connection, now)
    connection.execute("COMMIT")
    connection.execute("PRAGMA analysis_limit = 1000")
    connection.execute("ANALYZE")


def open_unseen(path: Path) -> sqlite3.Connection:
    """A connection to write a database that nobody sees yet: it is finished, or thrown away."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        connection.execute(f"PRAGMA {setting}")
    return connection


@contextmanager
def _links(
    connection: sqlite3.Connection, material: Material, aside: Path | None
) -> Iterator[None]:
    """Fill the LINKS, while the block does something else if another process can do that."""
    if aside is None or len(material.events) < _MANY or processors() == 1:
        yield
        _fill_links(connection, material)
        return

    def work(_: Send) -> None:
        with closing(open_unseen(aside)) as other:
            other.executescript(_sql("schema"))
            _fill_links(other, material)

    process = Process(work)
    try:
        yield
    except BaseException:
        process.stop()
        raise
    with suppress(EOFError):
        process.receive()
    connection.execute("ATTACH ? AS aside", (os.fspath(aside),))
    for table in LINKS:
        connection.execute(f"INSERT INTO {table} SELECT * FROM aside.{table}")
    connection.execute("DETACH aside")


def _fill_links(connection: sqlite3.Connection, material: Material) -> None:
    """Fill the LINKS, each in its order: so each page is written once."""
    connection.execute("BEGIN")
    for table in LINKS:
        connection.execute(f"CREATE TEMP TABLE staged_{table} AS SELECT * FROM {table}")
    insert_links(connection, _numbered(material.events), "staged_")
    for table in LINKS:
        order = ", ".join(_key(connection, table))
        connection.execute(
            f"INSERT OR IGNORE INTO {table} SELECT * FROM staged_{table} ORDER BY {order}"
        )
        connection.execute(f"DROP TABLE staged_{table}")
    connection.execute("COMMIT")


def write_facts(material: Material, connection: sqlite3.Connection, now: Fingerprint) -> None:
    """Write what an index says of its store and of itself, in the place of what it said before."""
    about = material.about
    facts = {
        "title": about.title if about else "",
        "description": about.description if about else "",
        "version": (about.version if about else None) or "",
        "licence": about.licence if about else "",
        "spellings": json.dumps(about.spellings if about else [], ensure_ascii=False),
        "left_out": str(material.left_out),
        "errors": str(material.errors),
        "unread": str(material.unread),
        "maker": now.maker,
        "fingerprint": repr(now),
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def write_files(connection: sqlite3.Connection, now: Fingerprint) -> dict[str, int]:
    """Write the states of the files; the number of each, which stays the same for good."""
    numbers = dict(connection.execute("SELECT path, n FROM files").fetchall())
    free = count(max(numbers.values(), default=0) + 1)
    connection.execute("DELETE FROM files")
    for state in now.states:
        number = numbers.setdefault(state.path, next(free))
        row = (number, *state, now.young.get(state.path))
        connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", row)
    return numbers


def ids_are_sound(connection: sqlite3.Connection) -> bool:
    """Whether no id is there twice, over all kinds of record, and every event that is named."""
    ids = " UNION ALL ".join(f"SELECT id FROM {kind}" for kind in KINDS)
    twice = f"SELECT 1 FROM ({ids}) GROUP BY id HAVING count(*) > 1 LIMIT 1"
    lost = "SELECT 1 FROM abouts WHERE about NOT IN (SELECT id FROM events) LIMIT 1"
    return not any(connection.execute(query).fetchone() for query in (twice, lost))


def _numbered(
    events: Entries[EventEntry], progress: Progress = lambda _: None
) -> Iterator[Numbered]:
    number = len(events)
    numbers = count(STEP, STEP)
    for i, event in enumerate(events, start=1):
        if i % STEP == 0:
            progress(i / number)
        yield i * STEP, [next(numbers) for _ in event.quotes], event


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns that a table is kept in the order of."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [name for _, name, _, _, _, place in columns if place]


def _sql(name: str) -> str:
    return (files(__package__) / f"{name}.sql").read_text("utf-8")
