"""Filters as SQL, such that what a query costs depends on what it finds.

A filter is a list of the numbers of events or quotes, which the index keeps in order. SQL goes
through the shortest list and looks each number up in the others. SQLite cannot choose by itself:
its statistics tell one actor from another as little as one day.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

_LONG = 50_000  # numbers: to put such a list together takes a person's notice
_PARTS = 64


class Numbers(NamedTuple):
    """The numbers of records as an index lists them: `column`, of a table and a condition on it."""

    column: str
    where: str


_Clause = tuple[str, Sequence[str]]
"""SQL, and the values for its marks."""


class _Listed(NamedTuple):
    """A filter that holds where `number` is in one of some lists."""

    number: str
    lists: Sequence[Numbers]
    values: Sequence[str]

    def numbers(self, within: str = "") -> str:
        """The SQL of all the numbers, or of those within bounds."""
        return " UNION ALL ".join(
            f"SELECT {one.column} FROM {one.where}" + f" AND {one.column} {within}" * bool(within)
            for one in self.lists
        )

    def is_in(self, within: str = "") -> str:
        """The SQL that goes through the numbers, in the order of the table."""
        if self.number == "q.event":
            return f"q.n IN (SELECT n FROM quotes WHERE event IN ({self.numbers(within)}))"
        return f"{self.number} IN ({self.numbers(within)})"

    def fits(self) -> str:
        """The SQL that looks a single number up."""
        return " OR ".join(
            f"EXISTS (SELECT 1 FROM {one.where} AND {one.column} = {self.number})"
            for one in self.lists
        )

    def length(self, index: sqlite3.Connection) -> int:
        """How many numbers there are, counted as far as it matters."""
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({self.numbers()}) LIMIT {_LONG})"
        length: int = index.execute(counted, self.values).fetchone()[0]
        return length

    def parts(self, index: sqlite3.Connection, *, backwards: bool) -> Iterator[_Clause]:
        """`is_in` in parts, in the order of the table; the first ones are small."""
        table = "quotes" if self.number == "q.n" else "events"
        ends = f"SELECT (SELECT min(n) FROM {table}), (SELECT max(n) FROM {table})"
        first, last = index.execute(ends).fetchone()
        size = (last - first) // _PARTS + 1
        while first <= last:
            if backwards:
                yield self.is_in(f"BETWEEN {last - size + 1} AND {last}"), self.values
                last -= size
            else:
                yield self.is_in(f"BETWEEN {first} AND {first + size - 1}"), self.values
                first += size
            size *= 2


class _Days(_Listed):
    """What begins in a period, and what began before and lasts into it."""

    def parts(self, index: sqlite3.Connection, *, backwards: bool) -> Iterator[_Clause]:
        """What lasts, which stands first in the table; what begins stands there as one piece."""
        lasting = self._replace(lists=self.lists[1:])
        both = [(lasting.is_in(), self.values[2:]), (self._begins(index), ())]
        return iter(both[::-1] if backwards else both)

    def _begins(self, index: sqlite3.Connection) -> str:
        start, end, *_ = self.values
        first = "SELECT n FROM events WHERE first_day >= ? ORDER BY first_day, n LIMIT 1"
        last = "SELECT n FROM events WHERE first_day <= ? ORDER BY first_day DESC, n DESC LIMIT 1"
        if self.number == "q.event":
            first = f"SELECT n FROM quotes WHERE event >= ({first}) ORDER BY event, n LIMIT 1"
            last = (
                f"SELECT n FROM quotes WHERE event <= ({last}) ORDER BY event DESC, n DESC LIMIT 1"
            )
        bounds = index.execute(f"SELECT ({first}), ({last})", (start, end)).fetchone()
        number = "q.n" if self.number == "q.event" else self.number
        return "{} BETWEEN {} AND {}".format(number, *bounds) if None not in bounds else "0"


class Condition:
    """Filters compiled: an SQL condition on events `e` or quotes `q`, and how one says it."""

    def __init__(self) -> None:
        self._listed: list[_Listed] = []
        self._clauses: list[_Clause] = []
        self._phrases: list[str] = []

    def add(self, phrase: str, clause: str, *values: str) -> None:
        """AND a clause."""
        self._clauses.append((clause, values))
        self._phrases.append(phrase)

    def add_list(self, phrase: str, number: str, lists: Sequence[Numbers], *values: str) -> None:
        """AND that `number` (e.n, q.event or q.n) is in one of the lists."""
        self._listed.append(_Listed(number, lists, values))
        self._phrases.append(phrase)

    def add_days(self, phrase: str, number: str, *periods: tuple[str, str]) -> None:
        """AND that the event with that number has a day in common with one of the periods."""
        begins = Numbers("n", "events WHERE first_day BETWEEN ? AND ?")
        lasts = "last_day > first_day AND last_day >= ? AND first_day < ?"
        lists = [begins, Numbers("n", f"events WHERE {lasts}")] * len(periods)
        values = [day for start, end in periods for day in (start, end, start, start)]
        kind = _Days if len(periods) == 1 else _Listed
        self._listed.append(kind(number, lists, values))
        self._phrases.append(phrase)

    def add_unlisted(self, phrase: str, number: str, numbers: Numbers, *values: str) -> None:
        """AND that `number` is not in the list."""
        self.add(phrase, f"NOT {_Listed(number, [numbers], ()).fits()}", *values)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self._listed and not self._clauses

    @property
    def words(self) -> str:
        """The filters in words, to stand behind "42 events"."""
        return "".join(f" {phrase}" for phrase in self._phrases if phrase)

    def where(self, index: sqlite3.Connection) -> tuple[str, list[str]]:
        """The condition, and its values, for a query that goes through the table."""
        return self._where(self._by_length(index))

    def parts(
        self, index: sqlite3.Connection, *, backwards: bool
    ) -> Iterator[tuple[str, list[str]]]:
        """`where` in parts, each of which finds what comes behind the last one's in the list.

        So the first rows of very many are found at once. Otherwise there is but one part.
        """
        listed = self._by_length(index)
        if not listed or listed[0].length(index) < _LONG:
            yield self._where(listed)
            return
        others = [(one.fits(), one.values) for one in listed[1:]]
        for part in listed[0].parts(index, backwards=backwards):
            yield _joined([part], others, self._clauses)

    def of_rows(self) -> tuple[str, list[str]]:
        """The condition, and its values, for a query that has its rows from somewhere else."""
        return _joined([(one.fits(), one.values) for one in self._listed], self._clauses)

    def _by_length(self, index: sqlite3.Connection) -> list[_Listed]:
        if len(self._listed) < 2:
            return self._listed
        return sorted(self._listed, key=lambda one: one.length(index))

    def _where(self, listed: Sequence[_Listed]) -> tuple[str, list[str]]:
        first = [(one.is_in(), one.values) for one in listed[:1]]
        others = [(one.fits(), one.values) for one in listed[1:]]
        return _joined(first, others, self._clauses)


def _joined(*clauses: Iterable[_Clause]) -> tuple[str, list[str]]:
    every = list(chain(*clauses))
    sql = " AND ".join(f"({clause})" for clause, _ in every) or "1"
    return sql, [value for _, values in every for value in values]
