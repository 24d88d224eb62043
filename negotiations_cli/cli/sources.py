"""`negcli sources`: the bibliography."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import LIMIT, Output, sort_option, with_options
from negotiations_cli.query.lists import SOURCE_ORDERS
from negotiations_cli.query.lists import sources as find
from negotiations_cli.records.rows import SourceRow

LISTED = Listed(
    SourceRow, ("issued", "kind", "publisher", "title", "events", "quotes", "id"), "source"
)


@with_options
def sources(
    ctx: typer.Context,
    output: Output,
    kind: Annotated[
        list[str], typer.Option(metavar="KIND", help="primary, secondary or tertiary.")
    ] = [],  # noqa: B006 - Typer copies it
    side: Annotated[
        list[str],
        typer.Option(
            metavar="NAME",
            help="Only the press and offices of this state or body.",
            autocompletion=values.actors,
        ),
    ] = [],  # noqa: B006
    sort: Annotated[str, sort_option(SOURCE_ORDERS)] = "id",
    limit: Annotated[int | None, LIMIT] = None,
) -> None:
    """List the sources, with how many events and quotes rest on each.

    \b
    negcli sources --sort -events --limit 10
    negcli sources --kind primary --side Ukraine -f csv
    """

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import sources  # noqa: PLC0415 - only for people

        return sources(*parts)

    answer = find(open_store(ctx, output), tuple(kind), tuple(side), sort, limit)
    print_list(answer, LISTED, output, draw)
