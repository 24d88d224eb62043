"""The registers of an index: actors, topics, disputes and corrections, with what events add."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from negotiations_cli.index.entries import folded, json_text, written
from negotiations_cli.index.material import Material
from negotiations_cli.index.tables import KINDS, Tally
from negotiations_cli.records.dates import LAST_DAY
from negotiations_cli.records.model import Account, Actor, Office
from negotiations_cli.records.names import fold, name_key, words
from negotiations_cli.records.offices import duties, office_end
from negotiations_cli.records.rows import (
    AccountRow,
    ActorRow,
    CorrectionRow,
    DisputeRow,
    EventRow,
    OfficeRow,
    QuoteRow,
    TopicRow,
)
from negotiations_cli.store.load import UnsoundError

_TABLES = ("actors", "names", "offices", "topics", "disputes", "accounts", "corrections")


def insert_registers(material: Material, connection: sqlite3.Connection, tally: Tally) -> None:
    """Put in what is neither event nor quote nor source, into an index that has all of these.

    Raises UnsoundError if something refers to what is not there, unless that has been checked;
    sqlite3.IntegrityError for an id that is taken.
    """
    registers = _Registers(material, connection, tally)
    registers.topics()
    registers.actors()
    registers.disputes()
    registers.corrections()


def remove_registers(connection: sqlite3.Connection) -> None:
    """Take out what insert_registers puts in."""
    for n, text in connection.execute("SELECT n, row FROM disputes").fetchall():
        connection.execute(
            "INSERT INTO dispute_words (dispute_words, rowid, question, claims)"
            " VALUES ('delete', ?, ?, ?)",
            (n, *_words_of(json.loads(text))),
        )
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")


class _Registers:
    """What the rows of registers refer to."""

    def __init__(self, material: Material, connection: sqlite3.Connection, tally: Tally) -> None:
        self.material = material
        self.tally = tally
        self.known = material.known
        self.connection = connection

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            marks = ", ".join("?" * len(row))
            self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    def topics(self) -> None:
        counted = "SELECT topic, count(*) FROM event_topics GROUP BY topic"
        events = dict(self.connection.execute(counted).fetchall())
        for topic in self.material.topics:
            row: TopicRow = {
                "id": topic.id,
                "name": topic.name,
                "description": topic.description,
                "events": events.get(topic.id, 0),
            }
            self._insert("topics", [(topic.id, topic.name, json_text(row))])

    def actors(self) -> None:
        for actor in self.material.actors:
            row: ActorRow = {
                "id": actor.id,
                "kind": actor.kind,
                "name": actor.name,
                "original_name": actor.original_name,
                "aliases": actor.aliases,
                "iso": actor.iso,
                "wikidata": actor.wikidata,
                "office": self._last_office(actor),
                "offices": [self._office(office) for office in actor.offices],
                "events": self.tally.events[actor.id],
                "quotes": self.tally.quotes[actor.id],
                "first": self._day("min", actor.id),
                "last": self._day("max", actor.id),
                "notes": actor.notes,
            }
            own = (actor.id, actor.kind, actor.name, fold(actor.name), json_text(row))
            self._insert("actors", [own])
            names = {(key, rank): name for key, rank, name in reversed([*_names(actor)])}
            self._insert(
                "names", ((key, rank, actor.id, name) for (key, rank), name in names.items())
            )
            self._insert(
                "offices",
                (
                    (actor.id, i, duty.post, duty.of, duty.first_day, duty.last_day)
                    for i, duty in enumerate(duties(actor.offices), start=1)
                ),
            )

    def _day(self, which: str, actor: str) -> str | None:
        """The first day of an actor's first or last event: their numbers are in that order."""
        query = (
            "SELECT first_day FROM events"
            f" WHERE n = (SELECT {which}(event) FROM participations WHERE actor = ?)"
        )
        found = self.connection.execute(query, (actor,)).fetchone()
        return found[0] if found else None

    def _office(self, office: Office) -> OfficeRow:
        if office.of not in self.known.actors:
            raise UnsoundError
        return {
            "post": office.post,
            "of": office.of,
            "from": written(office.from_),
            "to": written(office.to),
            "sources": self.known.cited(office.sources),
        }

    def _last_office(self, actor: Actor) -> str | None:
        """The main office: the first one still held, or else the first one, with whose it is."""
        if not actor.offices:
            return None
        held = [office for office in actor.offices if office_end(office) == LAST_DAY]
        office = held[0] if held else actor.offices[0]
        former = "" if held else "former "
        return f"{former}{office.post}, {self.known.actors[office.of].name}"

    def disputes(self) -> None:
        for number, dispute in enumerate(self.material.disputes, start=1):
            about = self._there("events", dispute.about)
            every = [self._account(account, about) for account in dispute.accounts]
            # What an account rested on may have been left out; so is the account then.
            accounts = [account for account in every if account["sources"]]
            row: DisputeRow = {
                "id": dispute.id,
                "question": dispute.question,
                "status": dispute.status,
                "about": about,
                "accounts": accounts,
                "notes": dispute.notes,
            }
            self._insert("disputes", [(number, dispute.id, dispute.question, json_text(row))])
            self.connection.execute(
                "INSERT INTO dispute_words (rowid, question, claims) VALUES (?, ?, ?)",
                (number, *_words_of(row)),
            )
            sides = (
                (dispute.id, i, account["by"], account["for"])
                for i, account in enumerate(accounts, start=1)
            )
            self._insert("accounts", sides)

    def _account(self, account: Account, about: list[str]) -> AccountRow:
        quotes: list[QuoteRow] = [
            self._row("quotes", own) for own in self._there("quotes", account.quotes)
        ]
        published = [source for quote in quotes for source in quote["sources"]]
        sources = list({source["id"]: source for source in published}.values())
        return {
            "by": account.by,
            "by_name": self.known.actors[account.by].name,
            "for": self._side(account.by, quotes, about),
            "claim": account.claim,
            "quotes": [quote["id"] for quote in quotes],
            "sources": self.known.cited(account.sources) or sources,
        }

    def _side(self, actor: str, quotes: list[QuoteRow], about: list[str]) -> str | None:
        """For whom an account speaks: as the actor's words in it, or its part in the events, do.

        A state or body speaks for itself.
        """
        if self.known.actors[actor].kind in ("state", "organization"):
            return actor
        if quotes:
            return quotes[0]["for"]
        events: list[EventRow] = [self._row("events", own) for own in about]
        for event in sorted(events, key=lambda event: (event["date_start"], event["id"])):
            for part in event["actors"]:
                if part["id"] == actor:
                    return part["for"]
        return None

    def corrections(self) -> None:
        for correction in sorted(
            self.material.corrections, key=lambda correction: correction.date.start
        ):
            if self.material.whole and correction.change != "withdrawn":
                self._find(correction.record)
            row: CorrectionRow = {
                "date": correction.date.text,
                "record": correction.record,
                "change": correction.change,
                "field": correction.field,
                "was": correction.was,
                "now": correction.now,
                "why": correction.why,
            }
            self._insert("corrections", [(None, correction.record, json_text(row))])

    def _there(self, table: str, ids: list[str]) -> list[str]:
        """Those of the ids that the index has. Raises UnsoundError if they should all be there."""
        query = f"SELECT 1 FROM {table} WHERE id = ?"
        found = [own for own in ids if self.connection.execute(query, (own,)).fetchone()]
        if self.material.whole and len(found) < len(ids):
            raise UnsoundError
        return found

    def _find(self, own: str) -> None:
        """Raises UnsoundError if there is no record of any kind with that id."""
        queries = (f"SELECT 1 FROM {kind} WHERE id = ?" for kind in KINDS)
        if not any(self.connection.execute(query, (own,)).fetchone() for query in queries):
            raise UnsoundError

    def _row(self, table: str, own: str) -> Any:
        query = f"SELECT row FROM {table} WHERE id = ?"
        return json.loads(self.connection.execute(query, (own,)).fetchone()[0])


def _words_of(dispute: DisputeRow) -> tuple[str, str]:
    claims = " ".join(account["claim"] for account in dispute["accounts"])
    return folded(dispute["question"]), folded(claims)


def _names(actor: Actor) -> Iterator[tuple[str, int, str]]:
    """Every way to name an actor: folded, rank, as written."""
    whole = [actor.name, actor.original_name, actor.iso, *actor.aliases]
    yield name_key(actor.id), 0, actor.name
    for name in filter(None, whole):
        yield name_key(name), 0, name
        if actor.kind == "person" and len(words(name)) > 1:
            parts = words(name)  # the surname may be of several words: von der Leyen
            for start in range(1, len(parts)):
                yield name_key(" ".join(parts[start:])), 1, name
