"""Five questions to the exported tables, in SQL that every engine knows, and to negcli itself."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

Rows = list[tuple[Any, ...]]
Ask = Callable[..., list[dict[str, Any]]]
"""Takes the words of a negcli command, and gives its rows."""

SQL = {
    "events of 2022 by type": (
        "SELECT type, count(*) FROM events WHERE year = 2022 GROUP BY type ORDER BY type"
    ),
    "quotes for Russia by year": (
        "SELECT year, count(*) FROM quotes WHERE acting_for = 'russia' OR speaker = 'russia'"
        " GROUP BY year ORDER BY year"
    ),
    "what Türkiye hosted": (
        "SELECT DISTINCT events.id FROM events JOIN participants ON event = events.id"
        " WHERE role = 'host' AND (actor = 'turkiye' OR acting_for = 'turkiye') ORDER BY events.id"
    ),
    "events with a primary source": (
        "SELECT count(DISTINCT event) FROM event_sources JOIN sources ON sources.id = source"
        " WHERE kind = 'primary'"
    ),
    "accounts by dispute": (
        "SELECT dispute, count(*) FROM accounts GROUP BY dispute ORDER BY dispute"
    ),
}


def expected(ask: Ask) -> dict[str, Rows]:
    """What negcli answers."""
    events = ask("timeline")
    types = Counter(event["type"] for event in events if event["date_start"] < "2023")
    types -= Counter(event["type"] for event in events if event["date_start"] < "2022")
    years = Counter(int(quote["date_start"][:4]) for quote in ask("quotes", "--speaker", "Russia"))
    hosted = ask("timeline", "--actor", "Türkiye", "--role", "host")
    primary = [e for e in events if any(s["kind"] == "primary" for s in e["sources"])]
    return {
        "events of 2022 by type": sorted(types.items()),
        "quotes for Russia by year": sorted(years.items()),
        "what Türkiye hosted": sorted((event["id"],) for event in hosted),
        "events with a primary source": [(len(primary),)],
        "accounts by dispute": sorted((d["id"], len(d["accounts"])) for d in ask("disputes")),
    }


def asked(command: Callable[..., Any]) -> Ask:
    """An Ask by the command fixture."""

    def ask(*words: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(command(*words, "-f", "json").out)
        return rows

    return ask
