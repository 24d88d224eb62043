"""`negcli actors`: everyone who takes part."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import LIMIT, Output, sort_option, with_options
from negotiations_cli.query.lists import ACTOR_ORDERS
from negotiations_cli.query.lists import actors as find
from negotiations_cli.records.rows import ActorRow

LISTED = Listed(
    ActorRow, ("name", "kind", "office", "events", "quotes", "first", "last", "id"), "actor"
)


@with_options
def actors(
    ctx: typer.Context,
    output: Output,
    kind: Annotated[
        list[str],
        typer.Option(
            metavar="KIND",
            help="person, state, organization or group.",
            autocompletion=values.kinds,
        ),
    ] = [],  # noqa: B006 - Typer copies it
    of: Annotated[
        list[str],
        typer.Option(
            metavar="NAME",
            help="Only those who held an office of this state or body.",
            autocompletion=values.actors,
        ),
    ] = [],  # noqa: B006
    sort: Annotated[str, sort_option(ACTOR_ORDERS)] = "name",
    limit: Annotated[int | None, LIMIT] = None,
) -> None:
    """List every actor: what it is, its office, how often it occurs.

    \b
    negcli actors --sort -events --limit 10
    negcli actors --of Ukraine --kind person -f json
    """

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import actors  # noqa: PLC0415 - Rich is for people only

        return actors(*parts)

    answer = find(open_store(ctx, output), tuple(kind), tuple(of), sort, limit)
    print_list(answer, LISTED, output, draw)
