"""JSON: an array with a record a line, and JSON Lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def jsonl(rows: Iterable[Mapping[str, Any]], fields: Sequence[str] | None) -> Iterator[str]:
    """One object a line, with these fields or all."""
    for text in _objects(rows, fields):
        yield text + "\n"


def array(rows: Iterable[Mapping[str, Any]], fields: Sequence[str] | None) -> Iterator[str]:
    """One array, with an object a line; `[]` if there are none."""
    before = "[\n"
    for text in _objects(rows, fields):
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _objects(rows: Iterable[Mapping[str, Any]], fields: Sequence[str] | None) -> Iterator[str]:
    for row in rows:
        chosen = row if fields is None else {field: row[field] for field in fields}
        yield json.dumps(chosen, ensure_ascii=False)
