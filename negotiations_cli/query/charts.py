"""What charts are drawn from: events counted by month and group, and who met whom."""

import sqlite3
from collections import Counter
from collections.abc import Iterator

from negotiations_cli.query.filters import Filters, compile_filters
from negotiations_cli.query.lists import Answer
from negotiations_cli.query.names import find_word
from negotiations_cli.records.rows import ActivityRow, MeetingRow

_GROUPS = {
    "type": "type AS id, type AS name FROM chosen",
    "topic": (
        "t.id, t.name FROM chosen JOIN event_topics ON event = n JOIN topics t ON t.id = topic"
    ),
    "side": (
        "a.id, a.name FROM chosen JOIN participations ON event = n"
        " JOIN actors a ON a.id = actor AND a.kind IN ('state', 'organization')"
    ),
    "actor": (
        "a.id, a.name FROM chosen JOIN participations ON event = n AND direct = 1"
        " JOIN actors a ON a.id = actor"
    ),
}
GROUPINGS = tuple(_GROUPS)
"""What events are grouped by: a side is a state or body that takes part or is acted for."""

PAIRINGS = ("side", "actor")
KINDS = {"months": "type", "lanes": "side", "matrix": "side"}
"""The charts, and what each groups by unless told."""

# Who only speaks of a meeting, or is spoken to, was not there.
_THERE = "('party', 'host', 'mediator', 'guarantor', 'proposer', 'refuser', 'signatory')"
_MEETINGS = "('talks', 'meeting', 'visit', 'call')"
_PAIRS = f"""
    SELECT DISTINCT e.n, min({{a}}, {{b}}), max({{a}}, {{b}})
    FROM events e, json_each(e.row, '$.actors') a, json_each(e.row, '$.actors') b
    WHERE ({{where}}) AND e.type IN {_MEETINGS}
      AND a.value ->> '$.role' IN {_THERE} AND b.value ->> '$.role' IN {_THERE}
      AND {{side_a}} <> {{side_b}}
"""
_ID = "({} ->> '$.id')"
_SIDE = "coalesce({0} ->> '$.for', {0} ->> '$.id')"


def chart(
    index: sqlite3.Connection, kind: str, filters: Filters, by: str | None = None
) -> Answer[ActivityRow] | Answer[MeetingRow]:
    """The counts of a chart: `activity` for months and lanes, `meetings` for a matrix."""
    name = find_word(kind, tuple(KINDS), "chart")
    count = meetings if name == "matrix" else activity
    return count(index, filters, by or KINDS[name])


def activity(index: sqlite3.Connection, filters: Filters, by: str) -> Answer[ActivityRow]:
    """The events that fit, counted by the month in which they begin and by group.

    An event counts once in each of its groups. `total` is the number of events. Raises UsageError
    as the lists do, and for an unknown grouping.
    """
    condition = compile_filters(index, filters, quotes=False)
    group = _GROUPS[find_word(by, GROUPINGS, "grouping")]
    where, values = condition.where(index)
    chosen = f"FROM events e WHERE {where}"
    found = index.execute(
        f"WITH chosen AS (SELECT e.n, e.type, substr(e.first_day, 1, 7) AS month {chosen})"
        f" SELECT month, id, name, count(*) FROM (SELECT DISTINCT n, month, {group})"
        " GROUP BY month, id ORDER BY month, id",
        values,
    )
    rows: Iterator[ActivityRow] = (
        {"month": month, "id": own, "name": name, "events": events}
        for month, own, name, events in found
    )

    def count() -> int:
        total: int = index.execute(f"SELECT count(*) {chosen}", values).fetchone()[0]
        return total

    return Answer(rows, condition.words, count)


def meetings(index: sqlite3.Connection, filters: Filters, by: str) -> Answer[MeetingRow]:
    """Who met whom at the talks, meetings, visits and calls that fit, most often first.

    Each pair once, of sides or of actors of different sides. `total` is the number of events.
    Raises UsageError as `activity` does.
    """
    condition = compile_filters(index, filters, quotes=False)
    key = _SIDE if find_word(by, PAIRINGS, "grouping") == "side" else _ID
    where, values = condition.where(index)
    pairs = _PAIRS.format(
        where=where, a=key.format("a.value"), b=key.format("b.value"),
        side_a=_SIDE.format("a.value"), side_b=_SIDE.format("b.value"),
    )  # fmt: skip
    met: Counter[tuple[str, str]] = Counter()
    events: set[int] = set()
    for event, one, other in index.execute(pairs, values):
        met[one, other] += 1
        events.add(event)
    names = dict(index.execute("SELECT id, name FROM actors").fetchall())
    rows: Iterator[MeetingRow] = (
        {
            "id": one,
            "name": names[one],
            "with": other,
            "with_name": names[other],
            "events": count,
        }
        for (one, other), count in sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return Answer(rows, condition.words, lambda: len(events))
