"""The rows that queries answer with: the fields of the JSON output, which are a promise.

Every field is always there, None where unknown. Fields may be added, never removed or retyped.
Dates: `date` as written (EDTF); `date_start` and `date_end` ISO days, both included, the end None
where it is open; `date_precision` minute, day, month, year or interval.
"""

from typing import Any, NamedTuple, TypedDict


class Days(TypedDict):
    """The dates of an event, as every row bears them."""

    date: str
    date_start: str
    date_end: str | None
    date_precision: str


class SourceRef(TypedDict):
    """A source as a record cites it; `at` is the place in it."""

    id: str
    title: str
    publisher: str | None
    issued: str | None
    URL: str | None
    kind: str
    side: str | None
    at: str | None


PartRow = TypedDict(
    "PartRow",
    {
        "id": str,
        "name": str,
        "kind": str,
        "role": str,
        "as": str | None,
        "for": str | None,
    },
)
"""An actor's part in an event: in what capacity, and the id of whom it acts for that day."""


class EventRow(TypedDict):
    """An event."""

    id: str
    date: str
    date_start: str
    date_end: str | None
    date_precision: str
    type: str
    title: str
    summary: str
    place: str | None
    actors: list[PartRow]
    topics: list[str]
    about: list[str]
    quotes: list[str]
    disputes: list[str]
    sources: list[SourceRef]
    notes: str | None


class Wordings(TypedDict):
    """Another published wording of a quote."""

    text: str
    language: str
    sources: list[SourceRef]
    notes: str | None


class Words(TypedDict):
    """Words in the language in which they were spoken."""

    language: str
    text: str


QuoteRow = TypedDict(
    "QuoteRow",
    {
        "id": str,
        "date": str,
        "date_start": str,
        "date_end": str | None,
        "date_precision": str,
        "speaker": str,
        "speaker_name": str,
        "as": str | None,
        "for": str | None,
        "text": str,
        "wording": str,
        "language": str,
        "original": Words | None,
        "variants": list[Wordings],
        "status": str,
        "event": str,
        "event_title": str,
        "place": str | None,
        "topics": list[str],
        "disputes": list[str],
        "sources": list[SourceRef],
        "notes": str | None,
    },
)
"""A quotation, with the occasion on which it was said."""

OfficeRow = TypedDict(
    "OfficeRow",
    {"post": str, "of": str, "from": str | None, "to": str | None, "sources": list[SourceRef]},
)
"""A post over time; `of` is the id of whom its holder acts for."""


class ActorRow(TypedDict):
    """An actor; `events` and `quotes` count what `timeline --actor` and `quotes --speaker` list."""

    id: str
    kind: str
    name: str
    original_name: str | None
    aliases: list[str]
    iso: str | None
    wikidata: str | None
    office: str | None
    offices: list[OfficeRow]
    events: int
    quotes: int
    first: str | None
    last: str | None
    notes: str | None


class SourceRow(TypedDict):
    """A source, with how many events and quotes cite it."""

    id: str
    type: str
    kind: str
    title: str
    publisher: str | None
    author: list[str]
    issued: str | None
    accessed: str | None
    URL: str | None
    language: str | None
    side: str | None
    notes: str | None
    events: int
    quotes: int


class TopicRow(TypedDict):
    """A topic, with how many events bear it."""

    id: str
    name: str
    description: str
    events: int


AccountRow = TypedDict(
    "AccountRow",
    {
        "by": str,
        "by_name": str,
        "for": str | None,
        "claim": str,
        "quotes": list[str],
        "sources": list[SourceRef],
    },
)
"""What one side of a dispute says; `for` is the id of the state or body it speaks for."""


class DisputeRow(TypedDict):
    """A contested question and the accounts of it."""

    id: str
    question: str
    status: str
    about: list[str]
    accounts: list[AccountRow]
    notes: str | None


AccountLine = TypedDict(
    "AccountLine",
    {
        "dispute": str,
        "by": str,
        "by_name": str,
        "for": str | None,
        "date": str | None,
        "claim": str,
        "words": list[str],
        "quotes": list[str],
        "sources": list[SourceRef],
    },
)
"""An account of a dispute with its words: `date` is that of the first quote."""


class SearchRow(TypedDict):
    """An event, quote or dispute that was found, with the text around the words.

    `title` is the event's, or a dispute's question; a higher `score` is a better match, comparable
    within one search only.
    """

    record: str
    id: str
    date: str | None
    title: str
    speaker_name: str | None
    excerpt: str
    event: str | None
    score: float


class CorrectionRow(TypedDict):
    """A change to a published record."""

    date: str
    record: str
    change: str
    field: str | None
    was: str | None
    now: str | None
    why: str


class StatRow(TypedDict):
    """A figure of the store: how many of a group bear a name, and their share of the group."""

    group: str
    name: str
    count: int
    share: float | None


class ActivityRow(TypedDict):
    """How many events of a group begin in a month (`2022-03`)."""

    month: str
    id: str
    name: str
    events: int


MeetingRow = TypedDict(
    "MeetingRow", {"id": str, "name": str, "with": str, "with_name": str, "events": int}
)
"""At how many events two actors or sides met."""

Row = EventRow | QuoteRow | ActorRow | SourceRow | TopicRow | DisputeRow


class EventRef(TypedDict):
    """An event named in another record."""

    id: str
    date: str
    title: str


class Whole(NamedTuple):
    """A record of any kind with what belongs to it.

    Of an event: its quotes, what it speaks of and what speaks of it. Of a quote: its event. Of a
    dispute: its events, and its quotes in the order of the accounts. Of a source: what cites it.
    `names` gives the names of the actors for whom others act.
    """

    kind: str
    row: Row
    quotes: list[QuoteRow]
    events: list[EventRef]
    spoken_of_by: list[EventRef]
    names: dict[str, str]

    def as_row(self) -> dict[str, Any]:
        """One flat row: the record's own fields, then those of what belongs to it."""
        return {
            "record": self.kind,
            **self.row,
            "quoted": self.quotes,
            "events_named": self.events,
            "spoken_of_by": self.spoken_of_by,
        }


class Count(TypedDict):
    """How often something occurs."""

    id: str
    name: str
    events: int


class Summary(NamedTuple):
    """One actor's part in the record.

    `months` counts the events that begin in a month (`2022-03`); `key_events` are those that others
    speak of most.
    """

    row: ActorRow
    months: dict[str, int]
    roles: list[Count]
    with_whom: list[Count]
    topics: list[Count]
    key_events: list[EventRef]
    latest_quotes: list[QuoteRow]
    disputes: list[DisputeRow]
    names: dict[str, str]

    def as_row(self) -> "SummaryRow":
        """One flat row."""
        return SummaryRow(
            **self.row,
            months=self.months,
            roles=self.roles,
            with_whom=self.with_whom,
            topics=self.topics,
            key_events=self.key_events,
            latest_quotes=self.latest_quotes,
            disputes=[dispute["id"] for dispute in self.disputes],
        )


class SummaryRow(ActorRow):
    """An actor with its summary; see Summary."""

    months: dict[str, int]
    roles: list[Count]
    with_whom: list[Count]
    topics: list[Count]
    key_events: list[EventRef]
    latest_quotes: list[QuoteRow]
    disputes: list[str]


def fields_of(row: Any) -> tuple[str, ...]:
    """The names of a row type's fields, in order."""
    return tuple(row.__annotations__)
