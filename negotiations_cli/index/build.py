"""Checked records to an index: rows joined once, so that asking needs no joins."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from negotiations_cli.records.dates import FuzzyDate
from negotiations_cli.records.model import (
    Account,
    Actor,
    Citation,
    Correction,
    Dispute,
    Event,
    Office,
    Participation,
    Quote,
    Source,
    Topic,
    Variant,
)
from negotiations_cli.records.names import fold, name_key, words
from negotiations_cli.records.offices import LAST_DAY, office_end, office_start, on_duty
from negotiations_cli.records.rows import (
    AccountRow,
    ActorRow,
    CorrectionRow,
    Days,
    DisputeRow,
    EventRow,
    OfficeRow,
    PartRow,
    QuoteRow,
    SourceRef,
    SourceRow,
    TopicRow,
    Wordings,
)
from negotiations_cli.store.written import Store


def build(store: Store, connection: sqlite3.Connection, fingerprint: str) -> None:
    """Write the sound records of `store` into an empty database, as one transaction."""
    with connection:
        connection.executescript((files(__package__) / "schema.sql").read_text("utf-8"))
        connection.execute("BEGIN")
        _Builder(store, connection).build()
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint,))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


class _Builder:
    """Holds what rows refer to while they are written."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self.store = store
        self.connection = connection
        self.actors: dict[str, Actor] = {actor.id: actor for actor in store.sound("actors")}
        self.sources: dict[str, Source] = {source.id: source for source in store.sound("sources")}
        self.topics: list[Topic] = store.sound("topics")
        self.events: list[Event] = sorted(store.sound("events"), key=_order)
        self.disputes: list[Dispute] = store.sound("disputes")
        self.event_ids = {event.id for event in self.events}
        self.quote_ids = {quote.id for event in self.events for quote in event.quotes}
        self.spoken_for: dict[str, str | None] = {}
        """For whom each quote is spoken."""
        self.cited: dict[str, list[SourceRef]] = {}
        """What each quote rests on."""
        self.disputes_of: dict[str, list[str]] = defaultdict(list)
        for dispute in self.disputes:
            quoted = [quote for account in dispute.accounts for quote in account.quotes]
            for concerned in dict.fromkeys([*dispute.about, *quoted]):
                self.disputes_of[concerned].append(dispute.id)

    def build(self) -> None:
        self._meta()
        quote_number = 0
        for number, event in enumerate(self.events, start=1):
            self._event(number, event)
            for quote in event.quotes:
                quote_number += 1
                self._quote(quote_number, quote, number, event)
        self._disputes()
        self._corrections()
        self._sources()
        self._topics()
        self._actors()

    def _meta(self) -> None:
        about = self.store.about
        problems = [problem.severity for problem in self.store.problems]
        facts = {
            "title": about.title if about else "",
            "description": about.description if about else "",
            "version": (about.version if about else None) or "",
            "licence": about.licence if about else "",
            "left_out": str(self.store.left_out()),
            "errors": str(problems.count("error")),
            "unread": str(len(self.store.unread)),
        }
        self._insert("meta", facts.items())

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            marks = ",".join("?" * len(row))
            self.connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)

    # Events and quotes

    def _event(self, number: int, event: Event) -> None:
        disputes = dict.fromkeys(self.disputes_of[event.id])
        for quote in event.quotes:
            disputes.update(dict.fromkeys(self.disputes_of[quote.id]))
        row: EventRow = {
            "id": event.id,
            **_days(event.date),
            "type": event.type,
            "title": event.title,
            "summary": event.summary,
            "place": event.place,
            "actors": [self._part(part, event.date) for part in event.actors],
            "topics": event.topics,
            "about": [other for other in event.about if other in self.event_ids],
            "quotes": [quote.id for quote in event.quotes],
            "disputes": list(disputes),
            "sources": self._cited(event.sources),
            "notes": event.notes,
        }
        place = _folded(event.place) if event.place else None
        if place:
            self._insert("places", [(place, event.place)])
        start, end = event.date.start, event.date.end or LAST_DAY
        self._insert(
            "events",
            [(number, event.id, start, end, event.type, event.title, place, _json(row))],
        )
        self._insert("participations", self._participations(number, event))
        self._insert("event_topics", ((topic, number) for topic in event.topics))
        self._insert("abouts", ((other, number) for other in row["about"]))
        self._insert("citations", ((source["id"], number, 0) for source in row["sources"]))
        self._insert("disputed_events", ((number, dispute) for dispute in disputes))
        quoted = " ".join(_all_words(quote) for quote in event.quotes)
        self.connection.execute(
            "INSERT INTO event_words (rowid, title, summary, quotes, notes) VALUES (?, ?, ?, ?, ?)",
            (
                number,
                *(_folded(t or "") for t in (event.title, event.summary)),
                quoted,
                _folded(event.notes or ""),
            ),
        )

    def _participations(self, number: int, event: Event) -> Iterator[tuple[str, int, str, int]]:
        for part in event.actors:
            yield part.actor, number, part.role, 1
            for whom in self._acts_for(part, event.date):
                yield whom, number, part.role, 0

    def _quote(self, number: int, quote: Quote, event_number: int, event: Event) -> None:
        part = self._speaking(quote, event)
        row: QuoteRow = {
            "id": quote.id,
            **_days(event.date),
            "speaker": quote.speaker,
            "speaker_name": self.actors[quote.speaker].name,
            "as": quote.as_ or self._capacity(part, event.date),
            "for": next(iter(self._acts_for(part, event.date)), None),
            "text": quote.text,
            "wording": quote.wording,
            "language": quote.language,
            "original": quote.original
            and {  # type: ignore[typeddict-item]
                "language": quote.original.language,
                "text": quote.original.text,
            },
            "variants": [self._variant(variant, quote.language) for variant in quote.variants],
            "status": quote.status,
            "event": event.id,
            "event_title": event.title,
            "place": event.place,
            "topics": event.topics,
            "disputes": self.disputes_of[quote.id],
            "sources": self._cited(quote.sources or event.sources),
            "notes": quote.notes,
        }
        self.spoken_for[quote.id] = row["for"]
        self.cited[quote.id] = row["sources"]
        self._insert("quotes", [(number, quote.id, event_number, quote.status, _json(row))])
        self._insert("speakers", [(quote.speaker, number, 1)])
        represented = self._acts_for(part, event.date)
        self._insert("speakers", ((whom, number, 0) for whom in represented))
        published = [*row["sources"], *(s for v in row["variants"] for s in v["sources"])]
        self._insert("citations", ((source["id"], event_number, number) for source in published))
        self._insert("disputed_quotes", ((number, dispute) for dispute in row["disputes"]))
        self.connection.execute(
            "INSERT INTO quote_words (rowid, words) VALUES (?, ?)", (number, _all_words(quote))
        )

    def _speaking(self, quote: Quote, event: Event) -> Participation:
        """The speaker's part in the event, as speaker if it has several."""
        parts = [part for part in event.actors if part.actor == quote.speaker]
        return next((part for part in parts if part.role == "speaker"), parts[0])

    def _variant(self, variant: Variant, language: str) -> Wordings:
        return {
            "text": variant.text,
            "language": variant.language or language,
            "sources": self._cited(variant.sources),
            "notes": variant.notes,
        }

    def _part(self, part: Participation, when: FuzzyDate) -> PartRow:
        actor = self.actors[part.actor]
        return {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "role": part.role,
            "as": self._capacity(part, when),
            "for": next(iter(self._acts_for(part, when)), None),
        }

    def _capacity(self, part: Participation, when: FuzzyDate) -> str | None:
        held = on_duty(self.actors[part.actor].offices, when)
        return part.as_ or (held[0].post if held else None)

    def _acts_for(self, part: Participation, when: FuzzyDate) -> list[str]:
        """For whom an actor acts: as the record says, or else by every office held that day."""
        if part.for_:
            return [part.for_]
        held = on_duty(self.actors[part.actor].offices, when)
        return list(dict.fromkeys(office.of for office in held))

    def _cited(self, citations: Iterable[Citation]) -> list[SourceRef]:
        return [self._source_ref(citation) for citation in citations]

    def _source_ref(self, citation: Citation) -> SourceRef:
        source = self.sources[citation.source]
        return {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "issued": _written(source.issued),
            "URL": source.URL,
            "kind": source.kind,
            "side": source.side,
            "at": citation.at,
        }

    # Disputes, sources, topics, actors

    def _disputes(self) -> None:
        for number, dispute in enumerate(self.disputes, start=1):
            every = [self._account(account, dispute) for account in dispute.accounts]
            # What an account rested on may have been left out; so is the account then.
            accounts = [account for account in every if account["sources"]]
            row: DisputeRow = {
                "id": dispute.id,
                "question": dispute.question,
                "status": dispute.status,
                "about": [event for event in dispute.about if event in self.event_ids],
                "accounts": accounts,
                "notes": dispute.notes,
            }
            self._insert("disputes", [(number, dispute.id, dispute.question, _json(row))])
            claims = " ".join(account["claim"] for account in accounts)
            self.connection.execute(
                "INSERT INTO dispute_words (rowid, question, claims) VALUES (?, ?, ?)",
                (number, _folded(dispute.question), _folded(claims)),
            )
            sides = (
                (dispute.id, i, account["by"], account["for"])
                for i, account in enumerate(accounts, start=1)
            )
            self._insert("accounts", sides)

    def _account(self, account: Account, dispute: Dispute) -> AccountRow:
        quotes = [quote for quote in account.quotes if quote in self.quote_ids]
        return {
            "by": account.by,
            "by_name": self.actors[account.by].name,
            "for": self._side(account.by, quotes, dispute),
            "claim": account.claim,
            "quotes": quotes,
            "sources": self._cited(account.sources) or self._cited_by(quotes),
        }

    def _cited_by(self, quotes: list[str]) -> list[SourceRef]:
        """The sources of quotes, each once."""
        cited = [source for quote in quotes for source in self.cited[quote]]
        return list({source["id"]: source for source in cited}.values())

    def _side(self, actor: str, quotes: list[str], dispute: Dispute) -> str | None:
        """For whom an account speaks: as the actor's words in it, or its part in the events, do.

        A state or body speaks for itself.
        """
        if self.actors[actor].kind in ("state", "organization"):
            return actor
        for quote in quotes:
            if quote in self.spoken_for:
                return self.spoken_for[quote]
        for event in self.events:
            for part in event.actors:
                if event.id in dispute.about and part.actor == actor:
                    return next(iter(self._acts_for(part, event.date)), None)
        return None

    def _corrections(self) -> None:
        corrections: list[Correction] = self.store.sound("corrections")
        for correction in sorted(corrections, key=lambda correction: correction.date.start):
            row: CorrectionRow = {
                "date": correction.date.text,
                "record": correction.record,
                "change": correction.change,
                "field": correction.field,
                "was": correction.was,
                "now": correction.now,
                "why": correction.why,
            }
            self._insert("corrections", [(None, correction.record, _json(row))])

    def _sources(self) -> None:
        events = self._counts("SELECT source, count(DISTINCT event) FROM citations GROUP BY source")
        quotes = self._counts(
            "SELECT source, count(*) FROM citations WHERE quote > 0 GROUP BY source"
        )
        for source in self.sources.values():
            row: SourceRow = {
                "id": source.id,
                "type": source.type,
                "kind": source.kind,
                "title": source.title,
                "publisher": source.publisher,
                "author": source.author,
                "issued": _written(source.issued),
                "accessed": _written(source.accessed),
                "URL": source.URL,
                "language": source.language,
                "side": source.side,
                "notes": source.notes,
                "events": events.get(source.id, 0),
                "quotes": quotes.get(source.id, 0),
            }
            self._insert("sources", [(source.id, source.title, _json(row))])

    def _topics(self) -> None:
        events = self._counts("SELECT topic, count(*) FROM event_topics GROUP BY topic")
        for topic in self.topics:
            row: TopicRow = {
                "id": topic.id,
                "name": topic.name,
                "description": topic.description,
                "events": events.get(topic.id, 0),
            }
            self._insert("topics", [(topic.id, topic.name, _json(row))])

    def _actors(self) -> None:
        events: dict[str, tuple[int, str, str]] = {
            actor: (count, first, last)
            for actor, count, first, last in self.connection.execute(
                "SELECT actor, count(DISTINCT n), min(first_day), max(first_day)"
                " FROM participations JOIN events ON n = event GROUP BY actor"
            )
        }
        quotes = self._counts("SELECT actor, count(DISTINCT quote) FROM speakers GROUP BY actor")
        for actor in self.actors.values():
            count, first, last = events.get(actor.id, (0, None, None))
            offices = [self._office(office) for office in actor.offices]
            row: ActorRow = {
                "id": actor.id,
                "kind": actor.kind,
                "name": actor.name,
                "original_name": actor.original_name,
                "aliases": actor.aliases,
                "iso": actor.iso,
                "wikidata": actor.wikidata,
                "office": self._last_office(actor),
                "offices": offices,
                "events": count,
                "quotes": quotes.get(actor.id, 0),
                "first": first,
                "last": last,
                "notes": actor.notes,
            }
            self._insert(
                "actors", [(actor.id, actor.kind, actor.name, fold(actor.name), _json(row))]
            )
            self._insert("names", _names(actor))
            self._insert(
                "offices",
                (
                    (actor.id, i, office.post, office.of, office_start(office), office_end(office))
                    for i, office in enumerate(actor.offices, start=1)
                ),
            )

    def _office(self, office: Office) -> OfficeRow:
        return {
            "post": office.post,
            "of": office.of,
            "from": _written(office.from_),
            "to": _written(office.to),
            "sources": self._cited(office.sources),
        }

    def _last_office(self, actor: Actor) -> str | None:
        """The main office: the first one still held, or else the first one, with whose it is."""
        if not actor.offices:
            return None
        held = [office for office in actor.offices if office_end(office) == LAST_DAY]
        office = held[0] if held else actor.offices[0]
        former = "" if held else "former "
        return f"{former}{office.post}, {self.actors[office.of].name}"

    def _counts(self, sql: str) -> dict[str, int]:
        return dict(self.connection.execute(sql).fetchall())


def _order(event: Event) -> tuple[str, str, str, str]:
    return event.date.start, event.date.order, event.date.end or LAST_DAY, event.id


def _days(date: FuzzyDate) -> Days:
    return {
        "date": date.text,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
    }


def _names(actor: Actor) -> Iterator[tuple[str, int, str, str]]:
    """Every way to name an actor: folded, rank, id, as written."""
    whole = [actor.name, actor.original_name, actor.iso, *actor.aliases]
    yield name_key(actor.id), 0, actor.id, actor.name
    for name in filter(None, whole):
        yield name_key(name), 0, actor.id, name
        if actor.kind == "person" and len(words(name)) > 1:
            parts = words(name)  # the surname may be of several words: von der Leyen
            for start in range(1, len(parts)):
                yield name_key(" ".join(parts[start:])), 1, actor.id, name


def _all_words(quote: Quote) -> str:
    """The folded words of a quote in every wording and language."""
    original = [quote.original.text] if quote.original else []
    texts = [quote.text, *original, *(variant.text for variant in quote.variants)]
    return " ".join(_folded(text) for text in texts)


def _folded(text: str) -> str:
    return " ".join(words(text))


def _written(date: FuzzyDate | None) -> str | None:
    return date.text if date else None


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
