"""What the filters mean, said once more, naively, over the rows of the JSON output."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def overlaps(row: Row, start: str, end: str) -> bool:
    """Whether a row's days and those from `start` to `end` have one in common."""
    return row["date_start"] <= end and start <= (row["date_end"] or "9999-12-31")


class Reference:
    """All events and quotes, and the offices of all actors."""

    def __init__(self, events: list[Row], quotes: list[Row], actors: Iterable[Row]) -> None:
        self.events = events
        self.quotes = quotes
        self.offices: dict[str, list[Row]] = {actor["id"]: actor["offices"] for actor in actors}

    def acts_for(self, event: Row, part: Row) -> set[str]:
        """For whom a participant acts that day, by the record or by all its offices."""
        whom = {part["for"]} - {None}
        for office in self.offices[part["id"]]:
            days = _span(office["from"], office["to"])
            if part["for"] == office["of"] and overlaps(event, *days):
                # The row names one; by offices the actor may act for several.
                whom |= {
                    other["of"]
                    for other in self.offices[part["id"]]
                    if overlaps(event, *_span(other["from"], other["to"]))
                }
        return whom

    def takes_part(
        self, event: Row, actors: Iterable[str], roles: Iterable[str], direct: bool
    ) -> bool:
        """Whether one of the actors takes part, in one of the roles if any are given."""
        wanted, roles = set(actors), set(roles)
        return any(
            (not roles or part["role"] in roles)
            and (part["id"] in wanted or (not direct and self.acts_for(event, part) & wanted))
            for part in event["actors"]
        )

    def timeline(self, **asked: Any) -> list[str]:
        """The ids of the events that fit; the keys are those of the API."""
        direct = asked.pop("direct", False)
        roles = asked.pop("role", ())
        actors = asked.pop("actor", ())
        fits: dict[str, Callable[[Row, Any], bool]] = {
            "with_": lambda e, v: self.takes_part(e, v, (), direct),
            "type": lambda e, v: e["type"] in v,
            "topic": lambda e, v: bool(set(e["topics"]) & set(v)),
            "source": lambda e, v: bool(self._cited(e) & set(v)),
            "about": lambda e, v: bool(set(e["about"]) & set(v)),
            "since": lambda e, v: overlaps(e, v, "9999-12-31"),
            "until": lambda e, v: overlaps(e, "0001-01-01", v),
            "on": lambda e, v: any(overlaps(e, day, day) for day in v),
            "disputed": lambda e, v: not v or self._disputed(e),
            "not_actor": lambda e, v: not self.takes_part(e, v, (), direct),
            "not_topic": lambda e, v: not set(e["topics"]) & set(v),
            "not_type": lambda e, v: e["type"] not in v,
        }
        return [
            event["id"]
            for event in self.events
            if (not actors or self.takes_part(event, actors, roles, direct))
            and (actors or not roles or any(p["role"] in roles for p in event["actors"]))
            and all(fits[name](event, value) for name, value in asked.items())
        ]

    def _cited(self, event: Row) -> set[str]:
        cited = {source["id"] for source in event["sources"]}
        for quote in self._quotes_of(event):
            cited |= {source["id"] for source in quote["sources"]}
            cited |= {s["id"] for variant in quote["variants"] for s in variant["sources"]}
        return cited

    def _disputed(self, event: Row) -> bool:
        statuses = {quote["status"] for quote in self._quotes_of(event)}
        return bool(event["disputes"]) or bool(statuses - {"undisputed"})

    def _quotes_of(self, event: Row) -> list[Row]:
        return [quote for quote in self.quotes if quote["event"] == event["id"]]


def _span(first: str | None, last: str | None) -> tuple[str, str]:
    """The widest days of an office's EDTF dates, as far as a string comparison needs them."""
    start = (first or "0001").split("/")[0].rstrip("~?%")
    end = (last or "9999").split("/")[-1].rstrip("~?%")
    return start.ljust(10, "\x00"), end + "\uffff"
