"""A folder of Parquet files, a folder a table; events and quotes are partitioned by year.

`year=2022` in a path is how Hive names a partition: DuckDB, Spark and Trino read it as a column.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from negotiations_cli.errors import UsageError
from negotiations_cli.export.relational import TABLES, Table, Values
from negotiations_cli.query.selection import Selection

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:
    raise UsageError("parquet needs the library pyarrow", "pip install 'negcli[parquet]'") from None

MARKER = "_negcli"
"""The file that shows that a folder was written by this export; readers skip names with `_`."""

_PARTITIONED = ("events", "quotes")
_BATCH = 10_000  # rows in memory at once
_TYPES = {"string": pa.string(), "integer": pa.int32(), "date": pa.date32()}


def write(selection: Selection, folder: Path) -> None:
    """Write the tables, some thousand rows at a time. Raises OSError."""
    for table in TABLES:
        rows = table.rows(selection)
        (folder / table.name).mkdir()
        if table.name in _PARTITIONED:
            start = [column.name for column in table.columns].index("date_start")
            # The rows come in the order of their first days.
            for year, dated in groupby(rows, key=lambda row: row[start][:4]):
                part = folder / table.name / f"year={int(year)}"
                part.mkdir()
                _write_file(part, table, dated)
        else:
            _write_file(folder / table.name, table, rows)
    (folder / MARKER).write_text("", "utf-8")


def _write_file(folder: Path, table: Table, rows: Iterable[Values]) -> None:
    keys = [column.name for column in table.columns[: table.key]]
    schema = pa.schema(
        pa.field(
            column.name, _TYPES[column.type], column.name not in keys, {"description": column.says}
        )
        for column in table.columns
    )
    with parquet.ParquetWriter(folder / "part-0.parquet", schema) as writer:
        for batch in _batches(iter(rows)):
            columns = zip(*(_typed(row, table) for row in batch), strict=True)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _batches(rows: Iterator[Values]) -> Iterator[Sequence[Values]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _typed(row: Values, table: Table) -> list[Any]:
    return [
        date.fromisoformat(value) if value and column.type == "date" else value
        for value, column in zip(row, table.columns, strict=True)
    ]
