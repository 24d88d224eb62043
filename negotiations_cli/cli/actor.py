"""`negcli actor NAME`: one actor's summary."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import format_of, is_drawn, open_store, print_drawn, print_rows
from negotiations_cli.cli.options import Output, with_options
from negotiations_cli.query.records import summarize
from negotiations_cli.records.rows import SummaryRow, fields_of


@with_options
def actor(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="An id, name or alias.", autocompletion=values.actors),
    ],
    output: Output,
) -> None:
    """Sum one actor up: offices, activity, company, topics, words, disputes.

    \b
    negcli actor Lavrov
    negcli actor "United States" -f json
    """
    summary = summarize(open_store(ctx, output), name)

    def draw(page: Any) -> str:
        from negotiations_cli.output.wholes import summary as drawn  # noqa: PLC0415 - as in lists

        return drawn(summary, page)

    if is_drawn(format_of(output)):
        print_drawn(draw, output)
    else:
        print_rows([summary.as_row()], fields_of(SummaryRow), fields_of(SummaryRow), output)
