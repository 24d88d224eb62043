"""`negcli chart KIND`: events as a picture in the terminal."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import (
    format_of,
    is_drawn,
    open_store,
    print_drawn,
    print_rows,
)
from negotiations_cli.cli.options import Output, with_options
from negotiations_cli.errors import ExitCode
from negotiations_cli.output import streams
from negotiations_cli.query import charts
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.names import find_word
from negotiations_cli.records.rows import ActivityRow, MeetingRow, fields_of
from negotiations_cli.records.spoken import counted

KINDS = tuple(charts.KINDS)
ROWS: dict[str, Any] = {"months": ActivityRow, "lanes": ActivityRow, "matrix": MeetingRow}
HOW = {"months": "by {}", "lanes": "by {}", "matrix": "at which two {}s met"}
TOP = {"months": 7, "lanes": 16, "matrix": 16}
"""How many groups a chart shows unless told."""


@with_options
def chart(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=f"{', '.join(KINDS)}.", autocompletion=values.fixed(KINDS)
        ),
    ],
    filters: Filters,
    output: Output,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help=f"{', '.join(charts.GROUPINGS)}; a matrix has {' or '.join(charts.PAIRINGS)}.",
            autocompletion=values.fixed(charts.GROUPINGS),
        ),
    ] = None,
    top: Annotated[
        int | None, typer.Option(metavar="N", help="Only so many groups, the largest.", min=1)
    ] = None,
) -> None:
    """Draw events: bars by month, lanes over time, or who met whom.

    \b
    negcli chart months --by side --since 2025
    negcli chart matrix --type talks -o talks.svg

    'months' has a line a month and a letter an event, 'lanes' a line a side,
    'matrix' counts talks, meetings, visits and calls at which two were present.
    A pipe gets the counts; -o with a name in .svg makes a picture.
    """
    name = find_word(kind, KINDS, "chart")
    answer = charts.chart(open_store(ctx, output), name, filters, by)
    rows: list[Any] = list(answer.rows)
    if not is_drawn(format_of(output)):
        fields = fields_of(ROWS[name])
        print_rows(rows, fields, fields, output)
    elif not rows:
        streams.say(f"no events{answer.words}")
    else:
        from negotiations_cli.output import charts as draw  # noqa: PLC0415 - Rich is for people

        group = by or charts.KINDS[name]
        found = f"{counted(answer.total or 0, 'event')}{answer.words}"
        headline = f"{found} {HOW[name].format(group)}"
        if name == "months" and group != "type":
            headline += f", counted once for each {group}"
        draws: dict[str, Callable[..., str]] = {
            "months": draw.months,
            "lanes": draw.lanes,
            "matrix": draw.matrix,
        }
        print_drawn(lambda page: draws[name](rows, headline, page, top=top or TOP[name]), output)
    if not rows and output.exit_status:
        raise typer.Exit(ExitCode.NO_MATCH)
