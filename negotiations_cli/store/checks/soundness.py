"""A record that rests on one with errors is left out with it."""

from negotiations_cli.store.checks.references import references
from negotiations_cli.store.written import Store

_RESTS_ON = frozenset({"actor", "source", "topic"})


def sound_to_the_end(store: Store) -> None:
    """Mark as unsound what names an unsound actor, source or topic, directly or not.

    Links to unsound events and quotes only fall away, because the record is whole without them.
    """
    entries = [entry for of_kind in store.entries.values() for entry in of_kind]
    for entry in entries:
        entry.sound = entry.sound and entry.record is not None
    fallen = True
    while fallen:
        unsound = {entry.id for entry in entries if not entry.sound}
        fallen = False
        for entry in entries:
            if entry.sound and any(
                kind in _RESTS_ON and named in unsound for _, kind, named in references(entry)
            ):
                entry.sound, fallen = False, True
