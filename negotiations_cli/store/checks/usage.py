"""Records that nothing uses, and that may be one another."""

from collections.abc import Iterator

from negotiations_cli.records.model import Actor, Source
from negotiations_cli.records.names import name_key
from negotiations_cli.store.checks.references import references
from negotiations_cli.store.written import Entry, Store


def everything_is_used(store: Store) -> None:
    """Each actor, source and topic is named by some record, if all records could be read."""
    if store.unread or any(e.record is None for entries in store.entries.values() for e in entries):
        return
    named: dict[str, set[str]] = {"actor": set(), "source": set(), "topic": set()}
    for entries in store.entries.values():
        for entry in entries:
            for _, kind, target in references(entry):
                named.setdefault(kind, set()).add(target)
    for kind in ("actor", "source", "topic"):
        for entry in store.entries[f"{kind}s"]:
            if entry.id and entry.id not in named[kind]:
                entry.report(
                    ("id",), f"unused-{kind}", f"nothing names the {kind} '{entry.id}'",
                    "use it or take it out",
                )  # fmt: skip


def names_are_not_shared(store: Store) -> None:
    """A name or alias leads to one actor."""
    first: dict[str, str] = {}
    for entry in store.entries["actors"]:
        if isinstance(entry.record, Actor):
            for loc, name in _names(entry.record):
                owner = first.setdefault(name_key(name), entry.id)
                if owner != entry.id:
                    entry.report(
                        loc,
                        "shared-name",
                        f"'{name}' is also a name of '{owner}'",
                        "keep it with one of them, or lengthen it",
                    )


def _names(actor: Actor) -> Iterator[tuple[tuple[int | str, ...], str]]:
    yield ("name",), actor.name
    if actor.original_name:
        yield ("original_name",), actor.original_name
    yield from ((("aliases", i), alias) for i, alias in enumerate(actor.aliases))


def same_url(store: Store) -> None:
    """One address is one source."""
    first: dict[str, Entry] = {}
    for entry in store.entries["sources"]:
        if isinstance(entry.record, Source) and entry.record.URL:
            owner = first.setdefault(entry.record.URL.rstrip("/"), entry)
            if owner is not entry:
                entry.report(
                    ("URL",), "same-url", f"the source '{owner.id}' has the same address",
                    "make one source of the two",
                )  # fmt: skip
