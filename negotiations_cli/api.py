"""The Python API: a store, asked by methods with the names of the commands and their options.

Rows are the dictionaries of `--format json` (records/rows.py says their types). Errors are those
of negotiations_cli.errors: UsageError for a name, word, id or date that is not known, with what may
be meant in `remedy`.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypedDict, Unpack

from negotiations_cli.errors import Problem, UsageError
from negotiations_cli.index.cache import open_index
from negotiations_cli.index.problems import problems_of
from negotiations_cli.query import charts, lists, records, search, stats
from negotiations_cli.query.citations import citations
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import Answer, RowT
from negotiations_cli.records.rows import (
    AccountLine,
    ActivityRow,
    ActorRow,
    CorrectionRow,
    DisputeRow,
    EventRow,
    MeetingRow,
    QuoteRow,
    SearchRow,
    SourceRow,
    StatRow,
    SummaryRow,
    TopicRow,
)
from negotiations_cli.store.files import usual_store

Words = str | Sequence[str]
"""One value, or several, of which any may fit."""


class FilterOptions(TypedDict, total=False):
    """The filters, as the options of the commands: `not_actor` is --not-actor, `with_` --with."""

    actor: Words
    with_: Words
    speaker: Words
    role: Words
    type: Words
    topic: Words
    place: Words
    source: Words
    about: Words
    search: Words
    since: str
    until: str
    on: Words
    disputed: bool
    not_actor: Words
    not_topic: Words
    not_type: Words
    direct: bool


def open_store(folder: str | os.PathLike[str] | None = None, *, strict: bool = False) -> "Store":
    """Open the store in `folder`, the one that NEGCLI_STORE names, or the one that comes along.

    It is compiled first if it has changed. Use it in a `with` statement, or close it; several may
    be open. Raises StoreUnreadableError if there is none, and with `strict` StoreProblemsError if
    records are left out because they have errors.
    """
    place = Path(folder) if folder is not None else usual_store()
    store = Store(open_index(place), place)
    if strict and store.problems:
        problems = store.problems
        store.close()
        raise problems
    return store


class Store:
    """An open store. Lists are iterators, which read a row when it is asked for."""

    def __init__(self, index: sqlite3.Connection, folder: Path) -> None:
        self.folder = folder
        self.problems = problems_of(index, folder)
        """What is missing because of errors in the files (an exception, not raised), or None."""
        self._open: sqlite3.Connection | None = index

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it. Closing twice does nothing."""
        if self._open:
            self._open.close()
        self._open = None

    def timeline(
        self, *, sort: str = "date", limit: int | None = None, **filters: Unpack[FilterOptions]
    ) -> Iterator[EventRow]:
        """The events that fit, oldest first unless `sort` says otherwise (`-date` turns it)."""
        return self._read(lists.timeline(self._index, _filters(filters), sort, limit))

    def quotes(
        self,
        *,
        status: Words = (),
        wording: Words = (),
        sort: str = "date",
        limit: int | None = None,
        **filters: Unpack[FilterOptions],
    ) -> Iterator[QuoteRow]:
        """The quotes that fit and whose events fit, oldest first unless `sort` says otherwise."""
        chosen = {"statuses": _several(status), "wordings": _several(wording)}
        return self._read(lists.quotes(self._index, _filters(filters), sort, limit, **chosen))

    def search(
        self, words: str, *, limit: int | None = None, **filters: Unpack[FilterOptions]
    ) -> Iterator[SearchRow]:
        """The events, quotes and disputes that hold the words and fit, best matches first."""
        return self._read(search.search(self._index, words, _filters(filters), limit))

    def chart(
        self, kind: str, *, by: str | None = None, **filters: Unpack[FilterOptions]
    ) -> Iterator[ActivityRow] | Iterator[MeetingRow]:
        """The counts of a chart: months or lanes by month and group, matrix by pairs that met."""
        counted: Answer[Any] = charts.chart(self._index, kind, _filters(filters), by)
        return self._read(counted)

    def actors(
        self, *, kind: Words = (), of: Words = (), sort: str = "name", limit: int | None = None
    ) -> Iterator[ActorRow]:
        """The actors, of a kind, or who ever held an office of a state or body."""
        return self._read(lists.actors(self._index, _several(kind), _several(of), sort, limit))

    def actor(self, name: str) -> SummaryRow:
        """The summary of the actor that any name, spelling or id names."""
        return records.summarize(self._index, name).as_row()

    def show(self, own: str) -> dict[str, Any]:
        """The record with this id, of any kind, with what belongs to it; `record` is its kind."""
        return records.find_record(self._index, own).as_row()

    def disputes(
        self, *, sort: str = "date", **filters: Unpack[FilterOptions]
    ) -> Iterator[DisputeRow]:
        """The contested questions with their accounts: on events that fit, with words searched."""
        return self._read(lists.disputes(self._index, _filters(filters), sort))

    def accounts(self, dispute: str) -> list[AccountLine]:
        """The accounts of a dispute with their words: what `negcli disputes ID` lists."""
        return records.accounts_of(self._index, dispute)[1]

    def sources(
        self, *, kind: Words = (), side: Words = (), sort: str = "id", limit: int | None = None
    ) -> Iterator[SourceRow]:
        """The sources, of a kind, of a side's press or offices."""
        return self._read(lists.sources(self._index, _several(kind), _several(side), sort, limit))

    def topics(self, *, sort: str = "name") -> Iterator[TopicRow]:
        """The topics, with how many events bear each."""
        return self._read(lists.topics(self._index, sort))

    def stats(self) -> Iterator[StatRow]:
        """What the store holds, counted."""
        return self._read(stats.stats(self._index))

    def corrections(self) -> Iterator[CorrectionRow]:
        """What was corrected after it had been published, oldest first."""
        return self._read(lists.corrections(self._index))

    def cite(self, *ids: str, format: str = "text") -> str:  # noqa: A002 - the option's name
        """Citations of events, quotes and sources: text, csl-json, bibtex, biblatex or ris."""
        from negotiations_cli.export.citing import citing  # noqa: PLC0415 - for this method alone

        return "".join(citing(format)(citations(self._index, ids)))

    def check(self) -> list[Problem]:
        """Every problem of the store's files as they are now, errors and warnings."""
        from negotiations_cli.store.load import load  # noqa: PLC0415 - the reader is heavy

        return load(self.folder).problems

    def _read(self, answer: Answer[RowT]) -> Iterator[RowT]:
        """The rows, as long as the store is open."""
        try:
            yield from answer.rows
        except sqlite3.ProgrammingError:
            if self._open:
                raise
            raise self._closed from None

    @property
    def _closed(self) -> UsageError:
        return UsageError(f"the store '{self.folder}' is closed", "ask within the with block")

    @property
    def _index(self) -> sqlite3.Connection:
        if self._open is None:
            raise self._closed
        return self._open


def _filters(options: FilterOptions) -> Filters:
    unknown = set(options) - set(Filters._fields)
    if unknown:
        raise TypeError(f"unknown filters: {', '.join(sorted(unknown))}")
    given: dict[str, Any] = {**options}
    for name, default in Filters._field_defaults.items():
        if default == () and name in given:
            given[name] = _several(given[name])
        elif not isinstance(given.get(name), str | bool | None):
            raise UsageError(f"{given[name]!r} is not text", "give a date as text: 2022-03-29")
    return Filters(**given)


def _several(words: Words) -> tuple[str, ...]:
    if isinstance(words, str):
        return (words,)
    if not isinstance(words, Iterable) or not all(isinstance(word, str) for word in words):
        raise UsageError(f"{words!r} is not text", "give text, or a list of texts")
    return tuple(words)
