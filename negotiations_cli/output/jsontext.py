"""JSON: an array with a record a line, and JSON Lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def jsonl(objects: Iterable[str]) -> Iterator[str]:
    """One object a line."""
    for text in objects:
        yield text + "\n"


def array(objects: Iterable[str]) -> Iterator[str]:
    """One array, with an object a line; `[]` if there are none."""
    before = "[\n"
    for text in objects:
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def objects(rows: Iterable[Mapping[str, Any]], fields: Sequence[str] | None) -> Iterator[str]:
    """Rows as objects, with these fields or all."""
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in rows:
        yield write(row if fields is None else {field: row[field] for field in fields})
