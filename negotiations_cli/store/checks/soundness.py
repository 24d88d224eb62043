"""A record that rests on one with errors is left out with it."""

from collections.abc import Iterator

from negotiations_cli.store.checks.references import references
from negotiations_cli.store.written import Entry, Store
from negotiations_cli.store.yamltree import Mapping, Sequence

_RESTS_ON = frozenset({"actor", "source", "topic"})


def sound_to_the_end(store: Store) -> None:
    """Mark as unsound what names an actor, source or topic that is unsound or not there.

    The latter is no finding where a file could not be read whole: the record may stand there.
    Links to unsound events only fall away, because the record is whole without them. A dispute
    without a quote of one account would be one-sided: it rests on its quotes, too.
    """
    entries = [entry for of_kind in store.entries.values() for entry in of_kind]
    for entry in entries:
        entry.sound = entry.sound and entry.record is not None
    fallen = True
    while fallen:
        sound = {own for entry in entries if entry.sound for own in _own_ids(entry)}
        sound -= {own for entry in entries if not entry.sound for own in _own_ids(entry)}
        fallen = False
        for entry in entries:
            rests_on = _RESTS_ON | {"quote"} if entry.kind == "disputes" else _RESTS_ON
            if entry.sound and any(
                kind in rests_on and named not in sound for _, kind, named in references(entry)
            ):
                entry.sound, fallen = False, True


def _own_ids(entry: Entry) -> Iterator[str]:
    """The ids of a record and of its quotes, as far as they are written so that one can tell."""
    yield entry.id
    quotes = entry.node.get("quotes") if entry.kind == "events" else None
    for quote in quotes if isinstance(quotes, Sequence) else []:
        if isinstance(quote, Mapping) and isinstance(own := quote.get("id"), str):
            yield own
