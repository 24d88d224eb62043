"""The record as tables that are linked by ids, declared once for SQLite, CSV and Parquet.

Whatever a column refers to is in the export: what an event speaks of, and what a dispute concerns,
is listed only as far as it is chosen itself.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from negotiations_cli.query.selection import Selection
from negotiations_cli.records.rows import SourceRef

Type = Literal["string", "integer", "date"]
Values = tuple[Any, ...]


class Column(NamedTuple):
    """A column; `to` is the table whose id it holds."""

    name: str
    says: str
    type: Type = "string"
    to: str | None = None


class Table(NamedTuple):
    """A table: its columns, the first `key` of which identify a row, and what gives its rows.

    `searched` are the columns whose words a full-text search looks through.
    """

    name: str
    says: str
    key: int
    columns: tuple[Column, ...]
    rows: Callable[[Selection], Iterator[Values]]
    searched: tuple[str, ...] = ()


_DATES = (
    Column("date", "As its source has it, in EDTF (ISO 8601-2)."),
    Column("date_start", "The first day that it may be.", "date"),
    Column("date_end", "The last day that it may be; none if it is open.", "date"),
    Column("date_precision", "minute, day, month, year or interval."),
)
_NOTES = Column("notes", "What a reader should know.")
_EVENT = Column("event", "The event.", to="events")
_QUOTE = Column("quote", "The quote.", to="quotes")
_SOURCE = (
    Column("source", "The source.", to="sources"),
    Column("position", "1 is the best source.", "integer"),
    Column("place", "The place in the source."),
)


def _events(selection: Selection) -> Iterator[Values]:
    fields = ("id", "date", "date_start", "date_end", "date_precision", "type", "title")
    for row in selection.events():
        event: Any = row
        yield *(event[field] for field in fields), row["summary"], row["place"], row["notes"]


def _participants(selection: Selection) -> Iterator[Values]:
    for event in selection.events():
        parts = {(part["id"], part["role"]): part for part in event["actors"]}
        for (actor, role), part in parts.items():
            yield event["id"], actor, role, part["as"], part["for"]


def _event_topics(selection: Selection) -> Iterator[Values]:
    for event in selection.events():
        for topic in dict.fromkeys(event["topics"]):
            yield event["id"], topic


def _event_abouts(selection: Selection) -> Iterator[Values]:
    chosen = selection.ids("events")
    for event in selection.events():
        for about in dict.fromkeys(event["about"]):
            if about in chosen:
                yield event["id"], about


def _event_sources(selection: Selection) -> Iterator[Values]:
    for event in selection.events():
        yield from _cited((event["id"],), event["sources"])


def _quotes(selection: Selection) -> Iterator[Values]:
    for quote in selection.quotes():
        original = quote["original"] or {"text": None, "language": None}
        yield (
            quote["id"], quote["event"], quote["date"], quote["date_start"], quote["date_end"],
            quote["date_precision"], quote["speaker"], quote["as"], quote["for"], quote["text"],
            quote["wording"], quote["language"], original["text"], original["language"],
            quote["status"], quote["notes"],
        )  # fmt: skip


def _quote_variants(selection: Selection) -> Iterator[Values]:
    for quote in selection.quotes():
        for position, variant in enumerate(quote["variants"], start=1):
            words = (variant["text"], variant["language"], variant["notes"])
            yield quote["id"], position, *words


def _quote_sources(selection: Selection) -> Iterator[Values]:
    for quote in selection.quotes():
        published = [*quote["sources"], *(s for v in quote["variants"] for s in v["sources"])]
        yield from _cited((quote["id"],), published)


def _actors(selection: Selection) -> Iterator[Values]:
    for actor in selection.actors():
        yield (
            actor["id"], actor["kind"], actor["name"], actor["original_name"], actor["iso"],
            actor["wikidata"], actor["office"], actor["notes"],
        )  # fmt: skip


def _actor_names(selection: Selection) -> Iterator[Values]:
    for actor in selection.actors():
        names = [actor["name"], actor["original_name"], *actor["aliases"]]
        for name in dict.fromkeys(filter(None, names)):
            yield actor["id"], name


def _offices(selection: Selection) -> Iterator[Values]:
    for actor in selection.actors():
        for position, office in enumerate(actor["offices"], start=1):
            yield actor["id"], position, office["post"], office["of"], office["from"], office["to"]


def _sources(selection: Selection) -> Iterator[Values]:
    for source in selection.sources():
        authors = "; ".join(source["author"]) or None
        yield (
            source["id"], source["type"], source["kind"], source["title"], source["publisher"],
            authors, source["issued"], source["accessed"], source["URL"], source["language"],
            source["side"], source["notes"],
        )  # fmt: skip


def _topics(selection: Selection) -> Iterator[Values]:
    for topic in selection.topics():
        yield topic["id"], topic["name"], topic["description"]


def _disputes(selection: Selection) -> Iterator[Values]:
    for dispute in selection.disputes():
        yield dispute["id"], dispute["question"], dispute["status"], dispute["notes"]


def _dispute_events(selection: Selection) -> Iterator[Values]:
    chosen = selection.ids("events")
    for dispute in selection.disputes():
        for event in dict.fromkeys(dispute["about"]):
            if event in chosen:
                yield dispute["id"], event


def _accounts(selection: Selection) -> Iterator[Values]:
    for dispute in selection.disputes():
        for position, account in enumerate(dispute["accounts"], start=1):
            yield dispute["id"], position, account["by"], account["for"], account["claim"]


def _account_quotes(selection: Selection) -> Iterator[Values]:
    chosen = selection.ids("quotes")
    for dispute in selection.disputes():
        for position, account in enumerate(dispute["accounts"], start=1):
            for quote in dict.fromkeys(account["quotes"]):
                if quote in chosen:
                    yield dispute["id"], position, quote


def _account_sources(selection: Selection) -> Iterator[Values]:
    for dispute in selection.disputes():
        for position, account in enumerate(dispute["accounts"], start=1):
            for source, *rest in _cited((), account["sources"]):
                yield dispute["id"], position, source, *rest


def _cited(before: Values, sources: Iterable[SourceRef]) -> Iterator[Values]:
    """A row a source, each once, behind what cites it."""
    places: dict[str, str | None] = {}
    for source in sources:
        places.setdefault(source["id"], source["at"])
    for position, (source_id, at) in enumerate(places.items(), start=1):
        yield *before, source_id, position, at


TABLES = (
    Table(
        "events", "Occasions: meetings, calls, proposals, decisions, statements.", 1,
        (
            Column("id", "Permanent."),
            *_DATES,
            Column("type", "What kind of occasion it is."),
            Column("title", "One factual line."),
            Column("summary", "What the sources say, attributed."),
            Column("place", "Where it took place."),
            _NOTES,
        ),
        _events, ("title", "summary", "notes"),
    ),
    Table(
        "participants", "Who takes part in an event, and how.", 3,
        (
            _EVENT,
            Column("actor", "Who.", to="actors"),
            Column("role", "party, speaker, host, mediator and so on."),
            Column("capacity", "In what office or capacity that day."),
            Column("acting_for", "The state or body that it acts for that day.", to="actors"),
        ),
        _participants,
    ),
    Table(
        "event_topics", "The topics of events.", 2,
        (_EVENT, Column("topic", "The topic.", to="topics")), _event_topics,
    ),
    Table(
        "event_abouts", "What events speak of.", 2,
        (_EVENT, Column("about", "An earlier event.", to="events")), _event_abouts,
    ),
    Table("event_sources", "What events rest on.", 2, (_EVENT, *_SOURCE), _event_sources),
    Table(
        "quotes", "Words that were said on the occasion of an event.", 1,
        (
            Column("id", "Permanent."),
            _EVENT,
            *_DATES,
            Column("speaker", "Who said it.", to="actors"),
            Column("capacity", "The office that the speaker held that day."),
            Column("acting_for", "The state or body that the speaker spoke for.", to="actors"),
            Column("text", "The words, exactly as published."),
            Column("wording", "verbatim, translated, or reported by somebody else."),
            Column("language", "The language of the text."),
            Column("original", "The words in the language spoken."),
            Column("original_language", "The language spoken."),
            Column("status", "undisputed, disputed, denied or misattributed."),
            _NOTES,
        ),
        _quotes, ("text", "original", "notes"),
    ),
    Table(
        "quote_variants", "Other published wordings of quotes.", 2,
        (
            _QUOTE, Column("position", "From 1.", "integer"), Column("text", "The words."),
            Column("language", "Their language."), _NOTES,
        ),
        _quote_variants, ("text",),
    ),
    Table("quote_sources", "Where quotes were published.", 2, (_QUOTE, *_SOURCE), _quote_sources),
    Table(
        "actors", "Persons, states, organizations and groups.", 1,
        (
            Column("id", "Permanent."),
            Column("kind", "person, state, organization or group."),
            Column("name", "The name as it is shown."),
            Column("original_name", "The name in its own script."),
            Column("iso", "A state's ISO 3166-1 alpha-3 code."),
            Column("wikidata", "The Wikidata item."),
            Column("office", "The office now, or the main one."),
            _NOTES,
        ),
        _actors, ("name", "original_name"),
    ),
    Table(
        "actor_names", "Every spelling of a name that was met.", 2,
        (Column("actor", "Whose.", to="actors"), Column("name", "The spelling.")),
        _actor_names,
    ),
    Table(
        "offices", "Offices of persons over time.", 2,
        (
            Column("actor", "Who holds it.", to="actors"),
            Column("position", "From 1.", "integer"),
            Column("post", "The office."),
            Column("body", "The state or body it belongs to.", to="actors"),
            Column("since", "The first day, in EDTF; none if it is unknown."),
            Column("until", "The last day, in EDTF; none if it is still held."),
        ),
        _offices,
    ),
    Table(
        "sources", "What was published, in the words of CSL.", 1,
        (
            Column("id", "Permanent."),
            Column("type", "What it is, as a CSL type."),
            Column("kind", "primary, secondary or tertiary."),
            Column("title", "Its title."),
            Column("publisher", "Who published it."),
            Column("authors", "Family, Given; several with '; ' between them."),
            Column("issued", "When it was published, in EDTF."),
            Column("accessed", "When it was read."),
            Column("url", "Its address."),
            Column("language", "Its language."),
            Column("side", "The state or body whose press or office it is.", to="actors"),
            _NOTES,
        ),
        _sources, ("title", "publisher", "authors"),
    ),
    Table(
        "topics", "The controlled list of topics.", 1,
        (
            Column("id", "Permanent."), Column("name", "Its name."),
            Column("description", "What it takes in."),
        ),
        _topics,
    ),
    Table(
        "disputes", "Questions to which the sources give conflicting answers.", 1,
        (
            Column("id", "Permanent."), Column("question", "The question."),
            Column("status", "open or settled."), _NOTES,
        ),
        _disputes, ("question", "notes"),
    ),
    Table(
        "dispute_events", "The events that disputes are about.", 2,
        (Column("dispute", "The dispute.", to="disputes"), _EVENT), _dispute_events,
    ),
    Table(
        "accounts", "What each side of a dispute says.", 2,
        (
            Column("dispute", "The dispute.", to="disputes"),
            Column("position", "From 1.", "integer"),
            Column("actor", "Who gives the account.", to="actors"),
            Column("acting_for", "The state or body that it speaks for.", to="actors"),
            Column("claim", "What it says."),
        ),
        _accounts, ("claim",),
    ),
    Table(
        "account_quotes", "The quotes that accounts rest on.", 3,
        (
            Column("dispute", "The dispute.", to="disputes"),
            Column("account", "The account's number.", "integer"), _QUOTE,
        ),
        _account_quotes,
    ),
    Table(
        "account_sources", "The sources that accounts rest on.", 3,
        (
            Column("dispute", "The dispute.", to="disputes"),
            Column("account", "The account's number.", "integer"), *_SOURCE,
        ),
        _account_sources,
    ),
)  # fmt: skip
