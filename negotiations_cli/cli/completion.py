"""Values for the shell to complete: what the store holds, in a moment or not at all."""

from collections.abc import Callable
from typing import get_args

from negotiations_cli.records.names import fold
from negotiations_cli.records.vocabulary import ActorKind, EventType, Role

Complete = Callable[[str], list[tuple[str, str]]]


def fixed(values: tuple[str, ...]) -> Complete:
    """Those of a vocabulary's words that begin so."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        return [(value, "") for value in values if value.startswith(incomplete.lower())]

    return complete


def _ids(table: str, title: str) -> Complete:
    def complete(incomplete: str) -> list[tuple[str, str]]:
        return _ask(
            f"SELECT id, {title} FROM {table} WHERE id >= ?1 AND id < ?1 || '\U0010ffff'"
            " ORDER BY id",
            incomplete,
        )

    return complete


def actors(incomplete: str) -> list[tuple[str, str]]:
    """Ids of actors, and names of one word in any script, that begin so."""
    found = dict(_ids("actors", "name")(incomplete))
    folded = fold(incomplete)
    for key, name in _ask(
        "SELECT key, name FROM names WHERE key >= ?1 AND key < ?1 || '\U0010ffff'"
        " AND key NOT LIKE '% %' ORDER BY key",
        folded,
    ):
        # The shell goes on from what was typed, so that this stays as it is.
        found.setdefault(incomplete + key[len(folded) :], name)
    return list(found.items())


def records(incomplete: str) -> list[tuple[str, str]]:
    """Ids of records of every kind."""
    return [*events(incomplete), *quotes(incomplete), *disputes(incomplete), *actors(incomplete)]


def places(incomplete: str) -> list[tuple[str, str]]:
    """Places of which a word begins so."""
    wanted = incomplete.casefold()
    return [
        (name, "")
        for name, _ in _ask("SELECT name, '' FROM places ORDER BY name", None)
        if any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
    ]


def _ask(sql: str, parameter: str | None) -> list[tuple[str, str]]:
    """Rows of the store's index; none if there is no store: a shell waits for no messages."""
    from negotiations_cli.errors import NegcliError  # noqa: PLC0415 - only these values need them
    from negotiations_cli.index.cache import open_index  # noqa: PLC0415
    from negotiations_cli.store.files import usual_store  # noqa: PLC0415

    try:
        index = open_index(usual_store())
        return index.execute(sql, () if parameter is None else (parameter,)).fetchall()
    except NegcliError:
        return []


types = fixed(get_args(EventType))
roles = fixed(get_args(Role))
kinds = fixed(get_args(ActorKind))
topics = _ids("topics", "name")
events = _ids("events", "title")
sources = _ids("sources", "title")
quotes = _ids("quotes", "id")
disputes = _ids("disputes", "question")
