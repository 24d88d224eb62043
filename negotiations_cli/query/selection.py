"""What filters choose, with all that it refers to: what an export is made of."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal

from negotiations_cli.query.filters import Filters, compile_filters
from negotiations_cli.records.rows import (
    ActorRow,
    DisputeRow,
    EventRow,
    QuoteRow,
    SourceRow,
    TopicRow,
)

# A chosen actor brings those whose offices it held, an office and a dispute's account their
# sources, and a source the side whose it is: so every id that is named in an export is in it, but
# for events that a chosen one or a dispute speaks of and that do not fit the filters themselves.
# Who speaks takes part. With a plus, the few disputes are gone through, not the many events.
_CHOSEN = """
WITH
chosen_events AS MATERIALIZED (SELECT e.n FROM events e WHERE {events}),
chosen_quotes AS MATERIALIZED (
  SELECT q.n FROM quotes q WHERE ({quotes}) AND q.event IN chosen_events
),
chosen_topics AS (
  SELECT id FROM topics WHERE EXISTS
    (SELECT 1 FROM event_topics WHERE topic = topics.id AND event IN chosen_events)
),
chosen_disputes AS (
  SELECT dispute AS id FROM disputed_events WHERE +event IN chosen_events
  UNION SELECT dispute FROM disputed_quotes WHERE +quote IN chosen_quotes
),
cited AS (
  SELECT id FROM sources WHERE EXISTS (
    SELECT 1 FROM citations WHERE source = sources.id
    AND (quote = 0 AND event IN chosen_events OR quote IN chosen_quotes)
  )
  UNION SELECT json_extract(source.value, '$.id') FROM disputes,
    json_each(disputes.row, '$.accounts') account, json_each(account.value, '$.sources') source
    WHERE disputes.id IN chosen_disputes
),
taking_part AS (
  SELECT actor AS id FROM participations WHERE event IN chosen_events
  UNION SELECT actor FROM accounts WHERE dispute IN chosen_disputes
  UNION SELECT side FROM accounts WHERE dispute IN chosen_disputes AND side IS NOT NULL
),
with_office AS (SELECT id FROM taking_part UNION SELECT of FROM offices WHERE actor IN taking_part),
chosen_sources AS (
  SELECT id FROM cited
  UNION SELECT json_extract(source.value, '$.id') FROM actors,
    json_each(actors.row, '$.offices') office, json_each(office.value, '$.sources') source
    WHERE actors.id IN with_office
),
chosen_actors AS (
  SELECT id FROM with_office
  UNION SELECT json_extract(row, '$.side') FROM sources WHERE id IN chosen_sources
)
"""

_WHERE = {
    "topic": "topics WHERE id IN chosen_topics ORDER BY id",
    "actor": "actors WHERE id IN chosen_actors ORDER BY id",
    "source": "sources WHERE id IN chosen_sources ORDER BY id",
    "event": "events WHERE n IN chosen_events ORDER BY n",
    "quote": "quotes WHERE n IN chosen_quotes ORDER BY n",
    "dispute": "disputes WHERE id IN chosen_disputes ORDER BY id",
}


class Selection:
    """The events and quotes that fit filters, and the records that belong to them.

    Every method asks anew and reads a row when it is asked for, in the order of the lists.
    """

    def __init__(self, index: sqlite3.Connection, filters: Filters) -> None:
        """Raises UsageError for names, words, ids and dates that are not known."""
        of_events = compile_filters(index, filters, quotes=False)
        of_quotes = compile_filters(index, filters, quotes=True)
        self.index = index
        self.words = of_events.words
        """The filters in words, to stand behind "42 events"."""
        events, of_event = of_events.where(index)
        quotes, of_quote = of_quotes.where(index)
        self._chosen = _CHOSEN.format(events=events, quotes=quotes)
        self._parameters = [*of_event, *of_quote]

    def about(self, key: str) -> str:
        """The store's title, description, version or licence; "" if it does not say."""
        found = self.index.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def counts(self) -> tuple[int, int]:
        """How many events and quotes are chosen."""
        both = "SELECT (SELECT count(*) FROM chosen_events), (SELECT count(*) FROM chosen_quotes)"
        events, quotes = self.index.execute(f"{self._chosen} {both}", self._parameters).fetchone()
        return events, quotes

    def ids(self, kind: Literal["events", "quotes"]) -> set[str]:
        """The ids of the chosen events or quotes."""
        query = f"{self._chosen} SELECT id FROM {kind} WHERE n IN chosen_{kind}"
        return {own for (own,) in self.index.execute(query, self._parameters)}

    def events(self) -> Iterator[EventRow]:
        """The events, oldest first."""
        return self._rows(_WHERE["event"])

    def quotes(self) -> Iterator[QuoteRow]:
        """The quotes, oldest first; their events are all chosen."""
        return self._rows(_WHERE["quote"])

    def occasions(self) -> Iterator[tuple[EventRow, list[QuoteRow]]]:
        """The events, oldest first, each with its chosen quotes."""
        spoken = groupby(self.quotes(), key=lambda quote: quote["event"])  # in the events' order
        event_of, quotes = next(spoken, ("", iter(())))
        for event in self.events():
            if event["id"] == event_of:
                yield event, list(quotes)
                event_of, quotes = next(spoken, ("", iter(())))
            else:
                yield event, []

    def taking_part(self) -> Iterator[tuple[str, str]]:
        """The ids of the events and of those for whom `--actor` finds them, each pair once."""
        query = (
            "SELECT DISTINCT id, actor FROM participations JOIN events ON n = event"
            " WHERE n IN chosen_events ORDER BY n, actor"
        )
        yield from self.index.execute(f"{self._chosen} {query}", self._parameters)

    def disputes(self) -> Iterator[DisputeRow]:
        """The disputes that a chosen event or quote belongs to, whole, by id."""
        return self._rows(_WHERE["dispute"])

    def actors(self) -> Iterator[ActorRow]:
        """Everyone who is named, by id; `events` and `quotes` count those of the whole store."""
        return self._rows(_WHERE["actor"])

    def sources(self) -> Iterator[SourceRow]:
        """Everything that is cited, by id; counted as for actors."""
        return self._rows(_WHERE["source"])

    def topics(self) -> Iterator[TopicRow]:
        """The topics of the events, by id; counted as for actors."""
        return self._rows(_WHERE["topic"])

    def texts(self, kind: str) -> Iterator[str]:
        """The records of a kind (event, quote, …), as the JSON that the index keeps."""
        return self._texts(_WHERE[kind])

    def _rows(self, where: str) -> Iterator[Any]:
        return map(json.loads, self._texts(where))

    def _texts(self, where: str) -> Iterator[str]:
        found = self.index.execute(f"{self._chosen} SELECT row FROM {where}", self._parameters)
        return (row for (row,) in found)
