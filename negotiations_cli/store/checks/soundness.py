"""A record that rests on one with errors is left out with it."""

from negotiations_cli.store.checks.references import references
from negotiations_cli.store.written import Store

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
        sound = {own for entry in entries if entry.sound for _, own in entry.ids}
        sound -= {own for entry in entries if not entry.sound for _, own in entry.ids}
        fallen = False
        for entry in entries:
            rests_on = _RESTS_ON | {"quote"} if entry.kind == "disputes" else _RESTS_ON
            if entry.sound and any(
                kind in rests_on and named not in sound for _, kind, named in references(entry)
            ):
                entry.sound, fallen = False, True
