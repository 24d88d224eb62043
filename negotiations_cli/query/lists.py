"""Lists of events, quotes and actors: filters to rows, in a total order."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar, cast, get_args

from negotiations_cli.errors import UsageError
from negotiations_cli.query import names
from negotiations_cli.query.filters import Condition, Filters, compile_filters
from negotiations_cli.records.names import did_you_mean
from negotiations_cli.records.rows import (
    ActorRow,
    CorrectionRow,
    DisputeRow,
    EventRow,
    QuoteRow,
    SourceRow,
    TopicRow,
)
from negotiations_cli.records.vocabulary import ActorKind, SourceKind

RowT = TypeVar("RowT")

EVENT_ORDERS = {
    "date": ("e.n",),
    "title": ("e.title", "e.n"),
    "type": ("e.type", "e.n"),
}
QUOTE_ORDERS = {
    "date": ("q.n",),
    "speaker": ("json_extract(q.row, '$.speaker_name')", "q.n"),
}
ACTOR_ORDERS = {
    "name": ("folded", "id"),
    "kind": ("kind", "folded", "id"),
    "events": ("json_extract(row, '$.events')", "folded", "id"),
    "quotes": ("json_extract(row, '$.quotes')", "folded", "id"),
    "first": ("json_extract(row, '$.first')", "folded", "id"),
    "last": ("json_extract(row, '$.last')", "folded", "id"),
}
SOURCE_ORDERS = {
    "id": ("id",),
    "title": ("title", "id"),
    "issued": ("json_extract(row, '$.issued')", "id"),
    "events": ("json_extract(row, '$.events')", "id"),
    "quotes": ("json_extract(row, '$.quotes')", "id"),
}
TOPIC_ORDERS = {
    "name": ("name", "id"),
    "events": ("json_extract(row, '$.events')", "id"),
}
DISPUTE_ORDERS = {
    "date": (
        "(SELECT min(e.first_day) FROM disputed_events JOIN events e ON e.n = event"
        " WHERE dispute = disputes.id)",
        "id",
    ),
    "id": ("id",),
}
"""What lists can be sorted by, and how SQL says it: the first key bears the minus of `-key`."""


class Answer(NamedTuple, Generic[RowT]):
    """The rows that answer a query, each read when it is asked for.

    `words` says what was asked, to stand behind the number of rows and their name; `total` is the
    number of rows that there would be without a limit, None if none was set.
    """

    rows: Iterator[RowT]
    words: str
    total: int | None = None


def timeline(
    index: sqlite3.Connection, filters: Filters, sort: str = "date", limit: int | None = None
) -> Answer[EventRow]:
    """The events that fit, oldest first unless `sort` says otherwise.

    Raises UsageError for names, dates and sort keys that are not known.
    """
    condition = compile_filters(index, filters, quotes=False)
    order = _order(sort, EVENT_ORDERS)
    return cast(
        Answer[EventRow],
        _answer(index, "e.row", "events e", condition, order, limit),
    )


def quotes(
    index: sqlite3.Connection, filters: Filters, sort: str = "date", limit: int | None = None
) -> Answer[QuoteRow]:
    """The quotes that fit and whose events fit, oldest first unless `sort` says otherwise.

    Raises UsageError as `timeline` does.
    """
    condition = compile_filters(index, filters, quotes=True)
    order = _order(sort, QUOTE_ORDERS)
    return cast(
        Answer[QuoteRow],
        _answer(index, "q.row", "quotes q JOIN events e ON e.n = q.event", condition, order, limit),
    )


def actors(
    index: sqlite3.Connection,
    kinds: tuple[str, ...] = (),
    of: tuple[str, ...] = (),
    sort: str = "name",
    limit: int | None = None,
) -> Answer[ActorRow]:
    """The actors, by name unless `sort` says otherwise.

    `kinds` keeps those of a kind, `of` those who ever held an office of a state or body.
    """
    condition = Condition()
    if kinds:
        kinds = tuple(names.find_word(kind, get_args(ActorKind), "kind") for kind in kinds)
        marks = ", ".join("?" * len(kinds))
        condition.add(f"of kind {' or '.join(kinds)}", f"kind IN ({marks})", *kinds)
    if of:
        bodies = names.find_actors(index, of)
        marks = ", ".join("?" * len(bodies))
        condition.add(
            f"with an office of {names.shown(index, bodies)}",
            f"id IN (SELECT actor FROM offices WHERE of IN ({marks}))",
            *bodies,
        )
    order = _order(sort, ACTOR_ORDERS)
    return cast(Answer[ActorRow], _answer(index, "row", "actors", condition, order, limit))


def sources(
    index: sqlite3.Connection,
    kinds: tuple[str, ...] = (),
    sides: tuple[str, ...] = (),
    sort: str = "id",
    limit: int | None = None,
) -> Answer[SourceRow]:
    """The sources, by id unless `sort` says otherwise; of a kind, of a side's press or offices."""
    condition = Condition()
    if kinds:
        kinds = tuple(names.find_word(kind, get_args(SourceKind), "kind") for kind in kinds)
        marks = ", ".join("?" * len(kinds))
        condition.add(
            f"that are {' or '.join(kinds)}", f"json_extract(row, '$.kind') IN ({marks})", *kinds
        )
    if sides:
        found = names.find_actors(index, sides)
        marks = ", ".join("?" * len(found))
        condition.add(
            f"of {names.shown(index, found)}", f"json_extract(row, '$.side') IN ({marks})", *found
        )
    order = _order(sort, SOURCE_ORDERS)
    return cast(Answer[SourceRow], _answer(index, "row", "sources", condition, order, limit))


def topics(index: sqlite3.Connection, sort: str = "name") -> Answer[TopicRow]:
    """The topics, by name unless `sort` says otherwise."""
    order = _order(sort, TOPIC_ORDERS)
    return cast(Answer[TopicRow], _answer(index, "row", "topics", Condition(), order, None))


def disputes(index: sqlite3.Connection, sort: str = "date") -> Answer[DisputeRow]:
    """The disputes, in the order of their first events unless `sort` says otherwise."""
    order = _order(sort, DISPUTE_ORDERS)
    return cast(Answer[DisputeRow], _answer(index, "row", "disputes", Condition(), order, None))


def corrections(index: sqlite3.Connection) -> Answer[CorrectionRow]:
    """The corrections, oldest first."""
    order = "n"
    return cast(
        Answer[CorrectionRow], _answer(index, "row", "corrections", Condition(), order, None)
    )


def _order(sort: str, orders: Mapping[str, tuple[str, ...]]) -> str:
    """The SQL of a sort key; `-key` turns the key round, and what breaks its ties not."""
    key = sort.removeprefix("-")
    if key not in orders:
        known = [*orders, *(f"-{name}" for name in orders)]
        raise UsageError(
            f"cannot sort by '{sort}'",
            did_you_mean(sort, known) or f"one of {', '.join(known)}",
        )
    first, *rest = orders[key]
    direction = "DESC" if sort.startswith("-") else "ASC"
    return ", ".join([f"{first} IS NULL, {first} {direction}", *rest])  # unknown ones last


def _answer(
    index: sqlite3.Connection,
    column: str,
    tables: str,
    condition: Condition,
    order: str,
    limit: int | None,
) -> Answer[object]:
    query = f"FROM {tables} WHERE {condition.where}"
    total = None
    if limit is not None:
        total = index.execute(f"SELECT count(*) {query}", condition.parameters).fetchone()[0]
    rows = index.execute(
        f"SELECT {column} {query} ORDER BY {order} LIMIT ?",
        [*condition.parameters, -1 if limit is None else limit],
    )
    return Answer((json.loads(row) for (row,) in rows), condition.words, total)
