"""`negcli timeline`: events."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import LIMIT, Output, sort_option, with_options
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import EVENT_ORDERS
from negotiations_cli.query.lists import timeline as find
from negotiations_cli.records.rows import EventRow

LISTED = Listed(EventRow, ("date", "type", "title", "actors", "id"), "event")


@with_options
def timeline(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    sort: Annotated[str, sort_option(EVENT_ORDERS)] = "date",
    limit: Annotated[int | None, LIMIT] = None,
) -> None:
    """List events, oldest first.

    \b
    negcli timeline --actor Russia --since 2022-03
    negcli timeline --topic nato-enlargement --type statement -f csv

    An option given several times means OR, different options mean AND.
    Dates are 2022, 2022-03, 2022-Q1, 2022-03-29, 2022-03..2022-05, today
    or -30d.
    """

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import events  # noqa: PLC0415 - Rich is for people only

        return events(*parts)

    answer = find(open_store(ctx, output), filters, sort, limit)
    print_list(answer, LISTED, output, draw)
