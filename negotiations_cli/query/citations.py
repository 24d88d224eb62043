"""What there is to cite for records: their sources, with the words and the places in them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from negotiations_cli.errors import UsageError
from negotiations_cli.query.records import find_record
from negotiations_cli.records.rows import QuoteRow, SourceRef, SourceRow


class Cited(NamedTuple):
    """A source as it is cited: for a quote's words, or for itself; `at` is the place in it."""

    key: str
    source: SourceRow
    quote: QuoteRow | None
    at: str | None


def citations(index: sqlite3.Connection, ids: Iterable[str]) -> list[Cited]:
    """The citations of events, quotes and sources, each once, in the order of `ids`.

    An event and a quote cite all their sources, the best first. `key` is the source's id, for a
    quote with the quote's id before it. Raises UsageError for an id that is not known or of a kind
    that rests on nothing itself.
    """
    found: dict[str, Cited] = {}
    for own in ids:
        for cited in _cited(index, own):
            found.setdefault(cited.key, cited)
    return list(found.values())


def _cited(index: sqlite3.Connection, own: str) -> Iterator[Cited]:
    record = find_record(index, own)
    row: Any = record.row
    if record.kind == "source":
        yield Cited(row["id"], row, None, None)
    elif record.kind == "event":
        for ref in row["sources"]:
            yield Cited(ref["id"], _source(index, ref), None, ref["at"])
    elif record.kind == "quote":
        for ref in row["sources"]:
            yield Cited(f"{row['id']}:{ref['id']}", _source(index, ref), row, ref["at"])
    else:
        article = "an" if record.kind == "actor" else "a"
        raise UsageError(
            f"'{own}' is {article} {record.kind}: there is nothing to cite",
            "cite events, quotes and sources",
        )


def _source(index: sqlite3.Connection, ref: SourceRef) -> SourceRow:
    found = index.execute("SELECT row FROM sources WHERE id = ?", (ref["id"],)).fetchone()
    source: SourceRow = json.loads(found[0])
    return source
