"""Ids: each stands once, and each that is named exists."""

from collections.abc import Iterable, Iterator

from negotiations_cli.records.model import Actor, Citation, Correction, Dispute, Event, Source
from negotiations_cli.records.names import did_you_mean, meant, name_key
from negotiations_cli.store.written import Entry, Loc, Store

_IdAt = tuple[Loc, str, str]
"""Where an id is named, what kind of record it names, and the id."""


_COMPARED = 500_000  # ids, about, that unknown ids are compared with: that takes seconds


def unique_ids(store: Store) -> None:
    """No id stands twice, over all kinds of record and the quotes."""
    first: dict[str, tuple[Entry, Loc]] = {}
    for kind, entries in store.entries.items():
        for entry in entries if kind != "corrections" else ():
            for loc, own in entry.ids:
                if own in first:
                    other, there = first[own]
                    path, line = other.document.path, other.mark(there).line
                    entry.report(
                        loc,
                        "duplicate-id",
                        f"the id '{own}' stands here a second time (first in {path}:{line})",
                        "give one of them another id, or make one record of the two",
                    )
                else:
                    first[own] = entry, loc


def known_ids(store: Store) -> None:
    """Every id that is named is some record's, sound or not.

    Ids of a kind of which a file could not be read may stand there: nothing is said of them.
    """
    ids = declared_ids(store)
    unread = {kind.removesuffix("s") for kind in store.unread}
    if "event" in unread:
        unread |= {"quote"}
    if unread:
        unread |= {"record"}
    remedies: dict[tuple[str, str], str] = {}  # one typing error may stand in many records
    called = _names(store)
    for entries in store.entries.values():
        for entry in entries:
            for loc, kind, named in references(entry):
                if named in ids[kind] or kind in unread:
                    continue
                if (kind, named) not in remedies:
                    affordable = len(remedies) * len(ids[kind]) < _COMPARED
                    near = did_you_mean(named, ids[kind]) if affordable else ""
                    if kind == "actor" and name_key(named) in called:
                        near = meant([called[name_key(named)]])
                    remedies[kind, named] = (
                        near or f"write the {kind}'s record first, or take the id from there"
                    )
                message = f"no {kind} '{named}'"
                entry.report(loc, f"unknown-{kind}", message, remedies[kind, named])


def _names(store: Store) -> dict[str, str]:
    """The ids of actors by their names."""
    actors = [entry.record for entry in store.entries["actors"]]
    return {
        name_key(name): actor.id
        for actor in actors
        if isinstance(actor, Actor)
        for name in filter(None, [actor.name, actor.original_name, actor.iso, *actor.aliases])
    }


def declared_ids(store: Store) -> dict[str, set[str]]:
    """The ids of a store's records by kind (`actor`, `source`, …), those of its quotes too."""
    ids: dict[str, set[str]] = {
        kind.removesuffix("s"): {entry.id for entry in entries if entry.id}
        for kind, entries in store.entries.items()
        if kind != "corrections"
    }
    ids["quote"] = {
        own for entry in store.entries["events"] for loc, own in entry.ids if len(loc) > 1
    }
    ids["record"] = set().union(*ids.values())
    return ids


def references(entry: Entry) -> Iterator[_IdAt]:
    """Every id of another record that a record of right form names."""
    record = entry.record
    if isinstance(record, Actor):
        for i, office in enumerate(record.offices):
            yield ("offices", i, "of"), "actor", office.of
            yield from _cited(office.sources, ("offices", i, "sources"))
    elif isinstance(record, Source):
        if record.side:
            yield ("side",), "actor", record.side
    elif isinstance(record, Event):
        yield from _event_references(record)
    elif isinstance(record, Dispute):
        yield from (((("about", i)), "event", event) for i, event in enumerate(record.about))
        for i, account in enumerate(record.accounts):
            at: Loc = ("accounts", i)
            yield (*at, "by"), "actor", account.by
            yield from (((*at, "quotes", j), "quote", q) for j, q in enumerate(account.quotes))
            yield from _cited(account.sources, (*at, "sources"))
    elif isinstance(record, Correction) and record.change != "withdrawn":
        yield ("record",), "record", record.record


def _event_references(event: Event) -> Iterator[_IdAt]:
    for i, part in enumerate(event.actors):
        yield ("actors", i, "actor"), "actor", part.actor
        if part.for_:
            yield ("actors", i, "for"), "actor", part.for_
    yield from ((("topics", i), "topic", topic) for i, topic in enumerate(event.topics))
    yield from ((("about", i), "event", other) for i, other in enumerate(event.about))
    yield from _cited(event.sources, ("sources",))
    for i, quote in enumerate(event.quotes):
        at: Loc = ("quotes", i)
        yield (*at, "speaker"), "actor", quote.speaker
        yield from _cited(quote.sources, (*at, "sources"))
        for j, variant in enumerate(quote.variants):
            yield from _cited(variant.sources, (*at, "variants", j, "sources"))


def _cited(sources: Iterable[Citation], loc: Loc) -> Iterator[_IdAt]:
    for i, citation in enumerate(sources):
        yield (*loc, i, "source"), "source", citation.source
