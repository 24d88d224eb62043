"""What a store holds, counted: the figures in which balance and gaps can be seen."""

import sqlite3
from collections.abc import Iterator

from negotiations_cli.query.lists import Answer
from negotiations_cli.records.rows import StatRow

_SIDE = "coalesce((SELECT name FROM actors WHERE id = {}), 'none (third party or private)')"
# A state or body that speaks itself is its own side.
_FOR = _SIDE.format(
    "coalesce(json_extract(quotes.row, '$.for'), (SELECT id FROM actors WHERE kind IN"
    " ('state', 'organization') AND id = json_extract(quotes.row, '$.speaker')))"
)
_OF = _SIDE.format("json_extract(sources.row, '$.side')")
_KIND = "(SELECT json_extract(s.row, '$.kind') FROM sources s WHERE s.id = c.source)"

# Each: the group, and the SQL of its names and counts.
_COUNTED = (
    ("events by year", "SELECT substr(first_day, 1, 4), count(*) FROM events GROUP BY 1"),
    ("events by type", "SELECT type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1"),
    (
        "events by topic",
        "SELECT t.name, count(*) FROM event_topics JOIN topics t ON t.id = topic"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "quotes by side",
        f"SELECT {_FOR}, count(*) FROM quotes GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "quotes by wording",
        "SELECT json_extract(row, '$.wording'), count(*) FROM quotes GROUP BY 1 ORDER BY 2 DESC",
    ),
    (
        "quotes by language",
        "SELECT json_extract(row, '$.language'), count(*) FROM quotes"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    ("quotes by status", "SELECT status, count(*) FROM quotes GROUP BY 1 ORDER BY 2 DESC, 1"),
    (
        "sources by kind",
        "SELECT json_extract(row, '$.kind'), count(*) FROM sources GROUP BY 1 ORDER BY 1",
    ),
    (
        "sources by side",
        f"SELECT {_OF}, count(*) FROM sources GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "sources by language",
        "SELECT coalesce(json_extract(row, '$.language'), 'unknown'), count(*) FROM sources"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "actors by kind",
        "SELECT kind, count(*) FROM actors GROUP BY 1 ORDER BY 2 DESC",
    ),
    (
        "accounts of disputes by side",
        f"SELECT {_SIDE.format('side')}, count(*) FROM accounts GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
)
_PUBLISHERS = (
    "(SELECT count(DISTINCT coalesce(json_extract(s.row, '$.publisher'), s.id))"
    " FROM citations c JOIN sources s ON s.id = c.source WHERE c.event = e.n)"
)
_PRIMARY = f"EXISTS (SELECT 1 FROM citations c WHERE c.event = e.n AND {_KIND} = 'primary')"
_ALONE = (
    f"(SELECT count(DISTINCT c.source) FROM citations c WHERE c.event = e.n) = 1 AND NOT {_PRIMARY}"
)
_OF_EVENTS = (
    ("with a primary source", _PRIMARY),
    ("with sources of two publishers or more", f"{_PUBLISHERS} >= 2"),
    ("on one secondary or tertiary source alone", _ALONE),
    ("in a dispute", "e.n IN (SELECT event FROM disputed_events)"),
)


def stats(index: sqlite3.Connection) -> Answer[StatRow]:
    """The figures, group by group; `share` is of what is counted, None for whole numbers."""
    return Answer(_rows(index), "")


def _rows(index: sqlite3.Connection) -> Iterator[StatRow]:
    for table in ("events", "quotes", "actors", "sources", "topics", "disputes"):
        count = index.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        yield StatRow(group="records", name=table, count=count, share=None)
    events = index.execute("SELECT count(*) FROM events").fetchone()[0]
    for group, sql in _COUNTED:
        found = index.execute(sql).fetchall()
        # An event bears several topics: there, a share is of the events.
        total = events if group == "events by topic" else sum(count for _, count in found)
        for name, count in found:
            yield StatRow(group=group, name=name, count=count, share=round(count / total, 4))
    for name, condition in _OF_EVENTS:
        count = index.execute(f"SELECT count(*) FROM events e WHERE {condition}").fetchone()[0]
        share = round(count / events, 4) if events else None
        yield StatRow(group="support of events", name=name, count=count, share=share)
    for (own,) in index.execute(f"SELECT id FROM events e WHERE {_ALONE} ORDER BY n"):
        yield StatRow(group="events on one source alone", name=own, count=1, share=None)
    for dispute, side, count in index.execute(
        f"SELECT dispute, {_SIDE.format('side')}, count(*) FROM accounts"
        " GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
    ):
        yield StatRow(
            group="accounts by dispute", name=f"{dispute}: {side}", count=count, share=None
        )
