"""Checked events and sources to entries: what the index holds of each, joined with all it names.

Entries are made of texts, numbers and tuples alone, so that they can be handed from one process to
another.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import to_json

from negotiations_cli.records.dates import LAST_DAY, FuzzyDate
from negotiations_cli.records.model import (
    Actor,
    Citation,
    Dispute,
    Event,
    Participation,
    Quote,
    Source,
    Variant,
)
from negotiations_cli.records.names import fold, words
from negotiations_cli.records.offices import Duty, duties, on_duty
from negotiations_cli.records.rows import (
    Days,
    EventRow,
    PartRow,
    QuoteRow,
    SourceRef,
    SourceRow,
    Wordings,
    fields_of,
)

_REFERRED = fields_of(SourceRef)  # the last one, `at`, is no field of a source's row
_TYPOGRAPHIC = "‘’“”–—…«»"


class SourceEntry(NamedTuple):
    """A source: as others cite it, and as a row that lacks how many events and quotes cite it."""

    file: str
    ref: SourceRef
    row: str


class QuoteEntry(NamedTuple):
    """A quote. `speakers` are the speaker and, with 0, those for whom the speaker speaks."""

    id: str
    status: str
    row: str
    speakers: list[tuple[str, int]]
    sources: list[str]
    disputes: list[str]
    words: str


class EventEntry(NamedTuple):
    """An event with its quotes. `parts`: actor, role, and 0 for those whom an actor acts for."""

    file: str
    id: str
    first_day: str
    time: str
    last_day: str
    type: str
    title: str
    place: str | None
    row: str
    parts: list[tuple[str, str, int]]
    topics: list[str]
    about: list[str]
    sources: list[str]
    disputes: list[str]
    words: tuple[str, str, str, str]
    quotes: list[tuple[Any, ...]]

    @property
    def key(self) -> str:
        """What sorts events: first day, time, last day, id."""
        return f"{self.first_day}\0{self.time}\0{self.last_day}\0{self.id}"

    @property
    def quoted(self) -> list[QuoteEntry]:
        """The quotes."""
        return [QuoteEntry(*quote) for quote in self.quotes]


class References:
    """What events refer to: actors, sources and topics, and the disputes that refer to them.

    Of other events only those are kept to that are in `events`; None: all that are named.
    """

    def __init__(
        self,
        actors: Iterable[Actor],
        sources: Mapping[str, SourceRef],
        topics: Iterable[str],
        disputes: Iterable[Dispute],
        events: Container[str] | None = None,
    ) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.sources = sources
        self.topics = frozenset(topics)
        self.events = events
        self.disputes = disputed(
            (d.id, [*d.about, *(quote for account in d.accounts for quote in account.quotes)])
            for d in disputes
        )
        self._duties: dict[str, list[Duty]] = {}

    def held(self, actor: str, when: FuzzyDate) -> list[Duty]:
        """The offices that an actor holds that day."""
        if actor not in self._duties:
            self._duties[actor] = duties(self.actors[actor].offices)
        return on_duty(self._duties[actor], when)

    def cited(self, citations: Iterable[Citation]) -> list[SourceRef]:
        """Sources as a record cites them. Raises KeyError for one that is not known."""
        return [
            SourceRef(**{**self.sources[citation.source], "at": citation.at})
            if citation.at
            else self.sources[citation.source]
            for citation in citations
        ]


def disputed(disputes: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """The disputes of each event and quote, from disputes with all that they concern."""
    found: dict[str, list[str]] = defaultdict(list)
    for dispute, concerned in disputes:
        for own in dict.fromkeys(concerned):
            found[own].append(dispute)
    return dict(found)


def source_entry(source: Source, file: str) -> SourceEntry:
    """What the index holds of a source, which stands in `file`."""
    row: dict[str, Any] = {
        "id": source.id,
        "type": source.type,
        "kind": source.kind,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "issued": written(source.issued),
        "accessed": written(source.accessed),
        "URL": source.URL,
        "language": source.language,
        "side": source.side,
        "notes": source.notes,
    }
    assert [*row, "events", "quotes"] == [*SourceRow.__annotations__]
    return SourceEntry(file, source_ref(row), json_text(row))


def source_ref(row: Mapping[str, Any]) -> SourceRef:
    """A source, given by its row, as records cite it whole."""
    ref: SourceRef = {field: row.get(field) for field in _REFERRED}  # type: ignore[assignment]
    return ref


def event_entry(event: Event, file: str, known: References) -> EventEntry:
    """What the index holds of an event and its quotes, which stand in `file`.

    Raises KeyError if an actor, source or topic is not known.
    """
    quotes = [_quote(quote, event, known) for quote in event.quotes]
    disputes = dict.fromkeys(known.disputes.get(event.id, ()))
    for quote in quotes:
        disputes.update(dict.fromkeys(quote.disputes))
    if not known.topics.issuperset(event.topics):
        raise KeyError(*event.topics)
    parts = [_part(part, event.date, known) for part in event.actors]
    row: EventRow = {
        "id": event.id,
        **_days(event.date),
        "type": event.type,
        "title": event.title,
        "summary": event.summary,
        "place": event.place,
        "actors": [row for row, _ in parts],
        "topics": event.topics,
        "about": [o for o in event.about if known.events is None or o in known.events],
        "quotes": [quote.id for quote in quotes],
        "disputes": [*disputes],
        "sources": known.cited(event.sources),
        "notes": event.notes,
    }
    return EventEntry(
        file,
        event.id,
        event.date.start,
        event.date.order,
        event.date.end or LAST_DAY,
        event.type,
        event.title,
        event.place,
        json_text(row),
        [
            part
            for row, whom in parts
            for part in ((row["id"], row["role"], 1), *((own, row["role"], 0) for own in whom))
        ],
        event.topics,
        row["about"],
        [source["id"] for source in row["sources"]],
        row["disputes"],
        event_words(event.title, event.summary, [quote.words for quote in quotes], event.notes),
        [tuple(quote) for quote in quotes],
    )


def _quote(quote: Quote, event: Event, known: References) -> QuoteEntry:
    parts = [part for part in event.actors if part.actor == quote.speaker]
    part = next((part for part in parts if part.role == "speaker"), parts[0])
    spoken, whom = _part(part, event.date, known)
    row: QuoteRow = {
        "id": quote.id,
        **_days(event.date),
        "speaker": quote.speaker,
        "speaker_name": spoken["name"],
        "as": quote.as_ or spoken["as"],
        "for": spoken["for"],
        "text": quote.text,
        "wording": quote.wording,
        "language": quote.language,
        "original": quote.original
        and {"language": quote.original.language, "text": quote.original.text},  # type: ignore[typeddict-item]
        "variants": [_variant(variant, quote.language, known) for variant in quote.variants],
        "status": quote.status,
        "event": event.id,
        "event_title": event.title,
        "place": event.place,
        "topics": event.topics,
        "disputes": known.disputes.get(quote.id, []),
        "sources": known.cited(quote.sources or event.sources),
        "notes": quote.notes,
    }
    published = [*row["sources"], *(s for v in row["variants"] for s in v["sources"])]
    return QuoteEntry(
        quote.id,
        quote.status,
        json_text(row),
        [(quote.speaker, 1), *((own, 0) for own in whom)],
        [source["id"] for source in published],
        row["disputes"],
        quote_words(row),
    )


def _variant(variant: Variant, language: str, known: References) -> Wordings:
    return {
        "text": variant.text,
        "language": variant.language or language,
        "sources": known.cited(variant.sources),
        "notes": variant.notes,
    }


def _part(part: Participation, when: FuzzyDate, known: References) -> tuple[PartRow, list[str]]:
    """An actor's part, and for whom it acts: as the record says, or else by every office held."""
    actor = known.actors[part.actor]
    held = known.held(part.actor, when)
    whom = [part.for_] if part.for_ else [*dict.fromkeys(duty.of for duty in held)]
    if part.for_ and part.for_ not in known.actors:
        raise KeyError(part.for_)
    row: PartRow = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": part.role,
        "as": part.as_ or (held[0].post if held else None),
        "for": whom[0] if whom else None,
    }
    return row, whom


# The words of the full-text search, from the texts of records or of rows alike.


def quote_words(quote: QuoteRow) -> str:
    """The folded words of a quote in every wording and language."""
    original = [quote["original"]["text"]] if quote["original"] else []
    texts = [quote["text"], *original, *(variant["text"] for variant in quote["variants"])]
    return " ".join(map(folded, texts))


def event_words(
    title: str, summary: str, quotes: list[str], notes: str | None
) -> tuple[str, str, str, str]:
    """The folded words of an event; `quotes` are those of its quotes."""
    return folded(title), folded(summary), " ".join(quotes), folded(notes or "")


def folded(text: str) -> str:
    """The folded words of `text`, as SQLite's tokenizer splits them: at punctuation of ASCII."""
    if text.isascii():
        return fold(text)
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, " ")
    return " ".join([p.lower() if p.isascii() else _folded_piece(p) for p in text.split()])


@lru_cache(100_000)
def _folded_piece(piece: str) -> str:
    return " ".join(words(piece))


def written(date: FuzzyDate | None) -> str | None:
    """A date as written, None where there is none."""
    return date.text if date else None


def json_text(row: Mapping[str, Any]) -> str:
    """A row as the JSON output gives it."""
    return to_json(row).decode()


def _days(date: FuzzyDate) -> Days:
    return {
        "date": date.text,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
    }
