"""Values for the shell to complete: what the store holds, in a moment or not at all."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import get_args

import typer

from negotiations_cli.records.names import fold, place_parts
from negotiations_cli.records.vocabulary import ActorKind, EventType, QuoteStatus, Role, Wording

Complete = Callable[[typer.Context, str], list[tuple[str, str]]]
"""Takes what is typed so far, and gives values that go on from it, each with what it means."""

A_FILE = "a file"
A_FOLDER = "a folder"
"""What these mean: the shell looks for them itself."""

_HIGHEST = "\U0010ffff"
_IDS = {
    "events": "title",
    "quotes": "''",
    "actors": "name",
    "sources": "title",
    "disputes": "question",
    "topics": "name",
}
"""The kinds of records, and the column that says what an id means."""


def fixed(values: tuple[str, ...]) -> Complete:
    """Those of a vocabulary's words that begin so."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(value, "") for value in values if value.startswith(incomplete.lower())]

    return complete


def _ids(*kinds: str) -> Complete:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [
            row
            for kind in kinds
            for row in _ask(
                ctx,
                f"SELECT id, {_IDS[kind]} FROM {kind} WHERE id >= ?1 AND id < ?1 || '{_HIGHEST}'"
                " ORDER BY id",
                incomplete,
            )
        ]

    return complete


def actors(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of actors, whole names, and surnames, in any script, that begin so."""
    folded = fold(incomplete)
    found = dict(_ids("actors")(ctx, incomplete))
    every = _ask(ctx, "SELECT DISTINCT name, actor FROM names WHERE rank = 0 ORDER BY name", None)
    for name, own in every:
        begun = fold(name[: len(incomplete)]) == folded
        if begun and name != own and len(fold(name)) == len(name):
            # The shell goes on from what was typed, so that this stays as it is.
            found.setdefault(incomplete + name[len(incomplete) :], own)
    known = {fold(name) for name in found}
    for key, name in _ask(
        ctx,
        f"SELECT key, name FROM names WHERE key >= ?1 AND key < ?1 || '{_HIGHEST}'"
        " AND key NOT LIKE '% %' ORDER BY key",
        folded,
    ):
        if key not in known:
            found.setdefault(incomplete + key[len(folded) :], name)
    return list(found.items())


def records(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of records of every kind, and names of actors."""
    return [
        *_ids("events", "quotes", "disputes", "topics", "sources")(ctx, incomplete),
        *actors(ctx, incomplete),
    ]


def places(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Towns, countries and other parts of places that begin so; behind a comma, whole places."""
    places = [name for name, _ in _ask(ctx, "SELECT name, '' FROM places", None)]
    if "," not in incomplete:
        places = [part for place in places for part in place_parts(place)]
    folded = fold(incomplete)
    return [
        (incomplete + name[len(incomplete) :], "")
        for name in sorted(set(places))
        if fold(name).startswith(folded)
    ]


def files(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Whatever file the shell finds."""
    return [(incomplete, A_FILE)]


def folders(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Whatever folder the shell finds."""
    return [(incomplete, A_FOLDER)]


def fields(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Fields of the command's rows, also behind others and a comma."""
    from negotiations_cli.records.rows import fields_of  # noqa: PLC0415 - only for these values

    listed = getattr(import_module(f"negotiations_cli.cli.{ctx.info_name}"), "LISTED", None)
    before, comma, begun = incomplete.rpartition(",")
    known = fields_of(listed.row) if listed else ()
    taken = before.split(",")
    return [
        (f"{before}{comma}{field}", "")
        for field in known
        if field.startswith(begun) and field not in taken
    ]


def _ask(ctx: typer.Context, sql: str, parameter: str | None) -> list[tuple[str, str]]:
    """Rows of the store's index; none if there is no store: a shell waits for no messages."""
    from negotiations_cli.errors import NegcliError  # noqa: PLC0415 - only these values need them
    from negotiations_cli.index.cache import open_index  # noqa: PLC0415
    from negotiations_cli.store.files import usual_store  # noqa: PLC0415

    named = ctx.params.get("store") or ctx.find_root().params.get("store")
    try:
        index = open_index(Path(named) if named else usual_store())
        return index.execute(sql, () if parameter is None else (parameter,)).fetchall()
    except NegcliError:
        return []


types = fixed(get_args(EventType))
roles = fixed(get_args(Role))
kinds = fixed(get_args(ActorKind))
statuses = fixed(get_args(QuoteStatus))
wordings = fixed(get_args(Wording))
topics = _ids("topics")
events = _ids("events")
sources = _ids("sources")
disputes = _ids("disputes")
cited = _ids("events", "quotes", "sources")
