"""`negcli quotes`: quotations."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import LIMIT, Output, sort_option, with_options
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import QUOTE_ORDERS
from negotiations_cli.query.lists import quotes as find
from negotiations_cli.query.records import actor_names
from negotiations_cli.records.rows import QuoteRow

LISTED = Listed(QuoteRow, ("date", "speaker_name", "as", "text", "event", "sources", "id"), "quote")


@with_options
def quotes(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    status: Annotated[
        list[str],
        typer.Option(
            "--status",
            metavar="STATUS",
            help="undisputed, disputed, denied or misattributed.",
            autocompletion=values.statuses,
        ),
    ] = [],  # noqa: B006 - Typer reads it, nothing writes to it
    wording: Annotated[
        list[str],
        typer.Option(
            "--wording",
            metavar="WORDING",
            help="verbatim, translated or reported.",
            autocompletion=values.wordings,
        ),
    ] = [],  # noqa: B006 - as above
    sort: Annotated[str, sort_option(QUOTE_ORDERS)] = "date",
    limit: Annotated[int | None, LIMIT] = None,
) -> None:
    """List quotations: when, who, the words, the occasion, the source.

    \b
    negcli quotes --speaker Lavrov --since 2022-02
    negcli quotes --search '"dustbin of history"' -f json

    --speaker is who says the words, or for whom; --actor is who takes part in
    the event on which they are said.
    """
    index = open_store(ctx, output)

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import quotes  # noqa: PLC0415 - Rich is for people only
        from negotiations_cli.query.spelling import pieces_of  # noqa: PLC0415 - see filters.py

        searches = [pieces_of(index, [text]) for text in filters.search]
        return quotes(*parts, names=actor_names(index), searches=searches)

    found = find(index, filters, sort, limit, statuses=tuple(status), wordings=tuple(wording))
    print_list(found, LISTED, output, draw)
