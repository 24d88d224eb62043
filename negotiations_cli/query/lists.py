"""Lists of events, quotes and actors: filters to rows, in a total order."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args

from negotiations_cli.errors import UsageError
from negotiations_cli.query import names
from negotiations_cli.query.condition import Condition, Numbers
from negotiations_cli.query.filters import (
    IN_DOUBT,
    Filters,
    compile_filters,
    marks,
    search_words,
)
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
from negotiations_cli.records.vocabulary import ActorKind, QuoteStatus, SourceKind, Wording

RowT = TypeVar("RowT")

_EXTRACTED = "json_extract({row}, '$.{field}') {{}} NULLS LAST"


def _field(field: str, row: str = "row") -> str:
    """The order by a field of the row; unknown values come last, whichever way it is turned."""
    return _EXTRACTED.format(row=row, field=field)


# Numbers are never unknown, and rows lie in their order: to say NULLS LAST of them would cost a
# sorting of everything that is found.
EVENT_ORDERS = {"date": ("e.n {}",), "title": ("e.title {}", "e.n"), "type": ("e.type {}", "e.n")}
QUOTE_ORDERS = {"date": ("q.n {}",), "speaker": (_field("speaker_name", "q.row"), "q.n")}
ACTOR_ORDERS = {
    "name": ("folded {}", "id"),
    "kind": ("kind {}", "folded", "id"),
    "events": (_field("events"), "folded", "id"),
    "quotes": (_field("quotes"), "folded", "id"),
    "first": (_field("first"), "folded", "id"),
    "last": (_field("last"), "folded", "id"),
}
SOURCE_ORDERS = {
    "id": ("id {}",),
    "title": ("title {}", "id"),
    "issued": (_field("issued"), "id"),
    "events": (_field("events"), "id"),
    "quotes": (_field("quotes"), "id"),
}
TOPIC_ORDERS = {"name": ("name {}", "id"), "events": (_field("events"), "id")}
DISPUTE_ORDERS = {
    "date": (
        "(SELECT min(e.first_day) FROM disputed_events JOIN events e ON e.n = event"
        " WHERE dispute = disputes.id) {} NULLS LAST",
        "id",
    ),
    "id": ("id {}",),
}
"""What lists can be sorted by, and its SQL: the first part takes ASC, or DESC for `-key`."""

MOST = 2**63 - 1
"""The largest limit that SQLite knows."""


class Answer(Generic[RowT]):
    """The rows that answer a query, each read when it is asked for.

    `words` says what was asked, to stand behind the number of rows and their name. `texts` are the
    same rows as the JSON that the index keeps, if it keeps them: either is read, not both.
    """

    def __init__(
        self,
        rows: Iterator[RowT],
        words: str,
        count: Callable[[], int] | None = None,
        texts: Iterator[str] | None = None,
    ) -> None:
        self.rows = rows
        self.words = words
        self.texts = texts
        self._count = count

    @cached_property
    def total(self) -> int | None:
        """The number of rows that there would be without a limit, None if none was set."""
        return self._count() if self._count else None


def timeline(
    index: sqlite3.Connection, filters: Filters, sort: str = "date", limit: int | None = None
) -> Answer[EventRow]:
    """The events that fit, oldest first unless `sort` says otherwise.

    Raises UsageError for names, dates and sort keys that are not known.
    """
    condition = compile_filters(index, filters, quotes=False)
    order = _order(sort, EVENT_ORDERS)
    return _answer(index, "e.row", "events e", condition, order, limit, sort)


def quotes(
    index: sqlite3.Connection,
    filters: Filters,
    sort: str = "date",
    limit: int | None = None,
    *,
    statuses: tuple[str, ...] = (),
    wordings: tuple[str, ...] = (),
) -> Answer[QuoteRow]:
    """The quotes that fit and whose events fit, oldest first unless `sort` says otherwise.

    `statuses` keeps those that are disputed, denied and so on, `wordings` those that are verbatim,
    translated or reported. Raises UsageError as `timeline` does.
    """
    condition = compile_filters(index, filters, quotes=True)
    if statuses:
        known = [names.find_word(one, get_args(QuoteStatus), "status") for one in statuses]
        in_doubt = "" if "undisputed" in known else f" AND {IN_DOUBT}"
        quoted = Numbers("n", f"quotes WHERE status IN ({marks(known)}){in_doubt}")
        condition.add_list(f"that are {names.either(known)}", "q.n", [quoted], *known)
    if wordings:
        known = [names.find_word(one, get_args(Wording), "wording") for one in wordings]
        clause = f"json_extract(q.row, '$.wording') IN ({marks(known)})"
        condition.add(f"given as {names.either(known)}", clause, *known)
    order = _order(sort, QUOTE_ORDERS)
    return _answer(index, "q.row", "quotes q", condition, order, limit, sort)


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
        known = [names.find_word(kind, get_args(ActorKind), "kind") for kind in kinds]
        condition.add(f"of kind {names.either(known)}", f"kind IN ({marks(known)})", *known)
    if of:
        bodies = names.find_actors(index, of)
        condition.add(
            f"with an office of {names.shown(index, bodies)}",
            f"id IN (SELECT actor FROM offices WHERE of IN ({marks(bodies)}))",
            *bodies,
        )
    order = _order(sort, ACTOR_ORDERS)
    return _answer(index, "row", "actors", condition, order, limit)


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
        known = [names.find_word(kind, get_args(SourceKind), "kind") for kind in kinds]
        clause = f"json_extract(row, '$.kind') IN ({marks(known)})"
        condition.add(f"that are {names.either(known)}", clause, *known)
    if sides:
        found = names.find_actors(index, sides)
        clause = f"json_extract(row, '$.side') IN ({marks(found)})"
        condition.add(f"of {names.shown(index, found)}", clause, *found)
    order = _order(sort, SOURCE_ORDERS)
    return _answer(index, "row", "sources", condition, order, limit)


def topics(index: sqlite3.Connection, sort: str = "name") -> Answer[TopicRow]:
    """The topics, by name unless `sort` says otherwise."""
    order = _order(sort, TOPIC_ORDERS)
    return _answer(index, "row", "topics", Condition(), order, None)


def disputes(
    index: sqlite3.Connection,
    filters: Filters = Filters(),  # noqa: B008 - a constant
    sort: str = "date",
) -> Answer[DisputeRow]:
    """The disputes, in the order of their first events unless `sort` says otherwise.

    One fits if one of its events does, and holds the words searched for in its question or its
    accounts. Raises UsageError as `timeline` does.
    """
    of_events = compile_filters(index, filters._replace(search=()), quotes=False)
    condition = Condition()
    if not of_events.is_empty:
        where, values = of_events.where(index)
        condition.add(
            f"on events{of_events.words}",
            "id IN (SELECT dispute FROM disputed_events JOIN events e ON e.n = event"
            f" WHERE {where})",
            *values,
        )
    if filters.search:
        search_words(index, filters.search, condition, "n", "dispute_words")
    order = _order(sort, DISPUTE_ORDERS)
    return _answer(index, "row", "disputes", condition, order, None)


def corrections(index: sqlite3.Connection) -> Answer[CorrectionRow]:
    """The corrections, oldest first."""
    return _answer(index, "row", "corrections", Condition(), "n", None)


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
    return ", ".join([first.format("DESC" if sort.startswith("-") else "ASC"), *rest])


def _answer(
    index: sqlite3.Connection,
    column: str,
    tables: str,
    condition: Condition,
    order: str,
    limit: int | None,
    sort: str = "",
) -> Answer[Any]:
    def count() -> int:
        where, values = condition.where(index)
        total: int = index.execute(
            f"SELECT count(*) FROM {tables} WHERE {where}", values
        ).fetchone()[0]
        return total

    def found() -> Iterator[str]:
        left = MOST if limit is None else min(limit, MOST)
        by_date = sort.removeprefix("-") == "date"
        backwards = sort.startswith("-")
        parts = condition.parts(index, backwards=backwards) if by_date else [condition.where(index)]
        for where, values in parts:
            ordered = f"SELECT {column} FROM {tables} WHERE {where} ORDER BY {order} LIMIT ?"
            for (row,) in index.execute(ordered, [*values, left]):
                yield row
                left -= 1
            if not left:
                return

    texts = found()
    return Answer(map(json.loads, texts), condition.words, None if limit is None else count, texts)
