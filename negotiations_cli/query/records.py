"""Single records: one of any kind whole, and an actor's summary."""

import json
import sqlite3
from typing import Any

from negotiations_cli.errors import UsageError
from negotiations_cli.query.names import find_actor, find_id, ids_near
from negotiations_cli.records.names import did_you_mean, fold
from negotiations_cli.records.rows import (
    AccountLine,
    ActorRow,
    Count,
    DisputeRow,
    EventRef,
    QuoteRow,
    Summary,
    Whole,
)

KINDS = ("event", "quote", "actor", "source", "dispute", "topic")


def find_record(index: sqlite3.Connection, own: str) -> Whole:
    """The record with this id; an actor is found by any name, too.

    Raises UsageError if there is none.
    """
    for kind in KINDS:
        found = index.execute(f"SELECT row FROM {kind}s WHERE id = ?", (fold(own),)).fetchone()
        if found:
            return _whole(index, kind, json.loads(found[0]))
    try:
        return find_record(index, find_actor(index, own))
    except UsageError:
        ids = [near for kind in KINDS for near in ids_near(index, f"{kind}s", fold(own))]
        raise UsageError(
            f"no record has the id '{own}'",
            did_you_mean(own, ids) or "every list shows the ids of its records",
        ) from None


def _whole(index: sqlite3.Connection, kind: str, row: Any) -> Whole:
    quotes: list[QuoteRow] = []
    events: list[EventRef] = []
    spoken_of_by: list[EventRef] = []
    own = (row["id"],)
    if kind == "event":
        quotes = _quotes(index, row["quotes"])
        events = _events(index, row["about"])
        spoken_of_by = _refs(index, "e.n IN (SELECT event FROM abouts WHERE about = ?)", own)
    elif kind == "quote":
        events = _events(index, [row["event"]])
    elif kind == "dispute":
        quotes = _quotes(index, [own for account in row["accounts"] for own in account["quotes"]])
        events = _events(index, row["about"])
    elif kind == "source":
        events = _refs(index, "e.n IN (SELECT event FROM citations WHERE source = ?)", own)
    elif kind == "topic":
        events = _refs(index, "e.n IN (SELECT event FROM event_topics WHERE topic = ?)", own)
    return Whole(kind, row, quotes, events, spoken_of_by, actor_names(index))


def accounts_of(index: sqlite3.Connection, own: str) -> tuple[DisputeRow, list[AccountLine]]:
    """The dispute with this id, and its accounts with their words.

    Raises UsageError if there is none.
    """
    own = find_id(index, "disputes", own)
    row: DisputeRow = json.loads(
        index.execute("SELECT row FROM disputes WHERE id = ?", (own,)).fetchone()[0]
    )
    lines: list[AccountLine] = []
    for account in row["accounts"]:
        quotes = _quotes(index, account["quotes"])
        cited = [*account["sources"], *(source for q in quotes for source in q["sources"])]
        lines.append(
            {
                "dispute": own,
                "by": account["by"],
                "by_name": account["by_name"],
                "for": account["for"],
                "date": min((quote["date"] for quote in quotes), default=None),
                "claim": account["claim"],
                "words": [quote["text"] for quote in quotes],
                "quotes": account["quotes"],
                "sources": list({source["id"]: source for source in cited}.values()),
            }
        )
    return row, lines


def summarize(index: sqlite3.Connection, name: str) -> Summary:
    """The summary of the actor that `name` names.

    Raises UsageError if it names none or several.
    """
    actor = find_actor(index, name)
    mine = "(SELECT DISTINCT event FROM participations WHERE actor = :actor) mine"
    own = {"actor": actor}
    row: ActorRow = json.loads(
        index.execute("SELECT row FROM actors WHERE id = :actor", own).fetchone()[0]
    )
    months = index.execute(
        f"SELECT substr(first_day, 1, 7), count(*) FROM {mine} JOIN events ON n = event GROUP BY 1",
        own,
    )
    roles = index.execute(
        "SELECT role, role, count(DISTINCT event) FROM participations WHERE actor = :actor"
        " GROUP BY role ORDER BY 3 DESC, 1",
        own,
    )
    # Those who act for the actor are its own side, not its company.
    with_whom = index.execute(
        "SELECT id, name, number FROM (SELECT p.actor, count(DISTINCT p.event) AS number"
        f" FROM {mine} CROSS JOIN participations p ON p.event = mine.event AND p.direct = 1"
        " WHERE p.actor <> :actor GROUP BY p.actor) JOIN actors ON id = actor"
        " WHERE id NOT IN (SELECT actor FROM offices WHERE of = :actor)"
        " AND :actor NOT IN (SELECT actor FROM offices WHERE of = id)"
        " ORDER BY 3 DESC, 2 LIMIT 8",
        own,
    )
    topics = index.execute(
        f"SELECT id, name, count(*) FROM {mine} CROSS JOIN event_topics t ON t.event = mine.event"
        " JOIN topics ON id = topic GROUP BY topic ORDER BY 3 DESC, 2 LIMIT 8",
        own,
    )
    key_events = index.execute(
        "SELECT e.id, json_extract(e.row, '$.date'), e.title"
        f" FROM {mine} CROSS JOIN events e ON e.n = mine.event CROSS JOIN abouts ON about = e.id"
        " GROUP BY e.n ORDER BY count(*) DESC, e.n LIMIT 5",
        own,
    ).fetchall()
    latest = index.execute(
        "SELECT row FROM quotes WHERE n IN (SELECT quote FROM speakers WHERE actor = :actor)"
        " ORDER BY n DESC LIMIT 3",
        own,
    )
    disputes = index.execute(
        "SELECT row FROM disputes WHERE id IN (SELECT dispute FROM accounts WHERE actor = :actor)"
        " OR id IN (SELECT dispute FROM disputed_quotes WHERE quote IN"
        " (SELECT quote FROM speakers WHERE actor = :actor)) ORDER BY id",
        own,
    )
    return Summary(
        row=row,
        months=dict(months.fetchall()),
        roles=_counts(roles),
        with_whom=_counts(with_whom),
        topics=_counts(topics),
        key_events=[EventRef(id=i, date=date, title=title) for i, date, title in key_events],
        latest_quotes=[json.loads(quote) for (quote,) in latest],
        disputes=[json.loads(dispute) for (dispute,) in disputes],
        names=actor_names(index),
    )


def actor_names(index: sqlite3.Connection) -> dict[str, str]:
    """The names of the states, bodies and groups, by id: for whom others act."""
    return dict(index.execute("SELECT id, name FROM actors WHERE kind <> 'person'").fetchall())


def _counts(rows: sqlite3.Cursor) -> list[Count]:
    return [Count(id=own, name=name, events=events) for own, name, events in rows]


def _quotes(index: sqlite3.Connection, ids: list[str]) -> list[QuoteRow]:
    found = (index.execute("SELECT row FROM quotes WHERE id = ?", (own,)).fetchone() for own in ids)
    return [json.loads(row[0]) for row in found]


def _events(index: sqlite3.Connection, ids: list[str]) -> list[EventRef]:
    return [ref for own in ids for ref in _refs(index, "e.id = ?", (own,))]


def _refs(index: sqlite3.Connection, where: str, parameters: tuple[str, ...]) -> list[EventRef]:
    rows = index.execute(
        "SELECT e.id, json_extract(e.row, '$.date'), e.title FROM events e"
        f" WHERE {where} ORDER BY e.n",
        parameters,
    )
    return [EventRef(id=own, date=date, title=title) for own, date, title in rows]
