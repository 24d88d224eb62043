"""A SQLite database, and beside it the settings by which Datasette shows it."""

import json
import sqlite3
from collections.abc import Iterator
from errno import EIO
from pathlib import Path
from typing import Any

from negotiations_cli.export.relational import TABLES, Column, Table
from negotiations_cli.query.selection import Selection

_FACETS = {
    "events": ["type", "place", "date_precision"],
    "quotes": ["acting_for", "wording", "status", "language"],
    "participants": ["role", "acting_for"],
    "actors": ["kind"],
    "sources": ["kind", "side", "type", "language"],
    "disputes": ["status"],
}
_LABELS = {
    "events": "title", "quotes": "text", "actors": "name", "sources": "title", "topics": "name",
    "disputes": "question",
}  # fmt: skip
_SORTED = {"events": "date_start", "quotes": "date_start"}
_TYPES = {"string": "TEXT", "integer": "INTEGER", "date": "TEXT"}
# Accents are folded as far as SQLite folds them.
_TOKENIZER = "unicode61 remove_diacritics 2"


def write(selection: Selection, path: Path) -> None:
    """Write the tables, with full-text search. Raises OSError."""
    try:
        database = sqlite3.connect(path, isolation_level=None)
        try:
            # The file is new, and takes its name only when it is whole.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            for table in TABLES:
                _write_table(database, table, selection)
            database.execute("COMMIT")
            database.execute("ANALYZE")
        finally:
            database.close()
    except sqlite3.Error as error:
        raise OSError(EIO, str(error)) from None


def _write_table(database: sqlite3.Connection, table: Table, selection: Selection) -> None:
    key = ", ".join(column.name for column in table.columns[: table.key])
    columns = [_column(column, table) for column in table.columns]
    database.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}, PRIMARY KEY ({key}))")
    for column in table.columns:
        if column.to and column.name != table.columns[0].name:
            name = f"{table.name}_by_{column.name}"
            database.execute(f"CREATE INDEX {name} ON {table.name} ({column.name})")
    marks = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows(selection))
    if table.searched:
        words = ", ".join(table.searched)
        database.execute(
            f"CREATE VIRTUAL TABLE {table.name}_fts USING fts5"
            f" ({words}, content = '{table.name}', tokenize = '{_TOKENIZER}')"
        )
        database.execute(f"INSERT INTO {table.name}_fts ({table.name}_fts) VALUES ('rebuild')")


def _column(column: Column, table: Table) -> str:
    needed = " NOT NULL" if column in table.columns[: table.key] else ""
    refers = f" REFERENCES {column.to} (id)" if column.to else ""
    return f"{column.name} {_TYPES[column.type]}{needed}{refers}"


def beside(selection: Selection, path: Path) -> tuple[Path, Iterator[str]]:
    """The file of settings that belongs to the database `path`, and its text.

    It is Datasette's metadata (docs.datasette.io, "Metadata"): `datasette FILE -m FILE`.
    """
    tables: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        shown: dict[str, Any] = {
            "description": table.says,
            "columns": {column.name: column.says for column in table.columns},
        }
        if table.searched:
            shown["fts_table"] = f"{table.name}_fts"
        for setting, of in (
            ("facets", _FACETS), ("label_column", _LABELS), ("sort", _SORTED)
        ):  # fmt: skip
            if table.name in of:
                shown[setting] = of[table.name]
        tables[table.name] = shown
    settings = {
        "title": selection.about("title"),
        "description": selection.about("description"),
        "license": selection.about("licence"),
        "databases": {path.stem: {"tables": tables}},
    }
    text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    return path.with_suffix(".metadata.json"), iter([text])
