"""`negcli show ID…`: records whole."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import format_of, is_drawn, open_store, print_drawn, print_rows
from negotiations_cli.cli.options import Output, with_options
from negotiations_cli.query.records import find_record, summarize


@with_options
def show(
    ctx: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", autocompletion=values.records)],
    output: Output,
) -> None:
    """Show records whole, of any kind, with all that belongs to them.

    \b
    negcli show istanbul-talks-2022-03-29
    negcli show istanbul-talks-2022-03-29 bennett-interview-daum -f json

    Every list shows the ids. A quote, source, dispute, topic or actor is shown
    as well as an event.
    """
    index = open_store(ctx, output)
    found = [find_record(index, own) for own in ids]

    def draw(page: Any) -> str:
        from negotiations_cli.output import wholes  # noqa: PLC0415 - Rich is for people only

        return "\n".join(
            wholes.summary(summarize(index, record.row["id"]), page)
            if record.kind == "actor"
            else wholes.whole(record, page)
            for record in found
        )

    if is_drawn(format_of(output)):
        print_drawn(draw, output)
    else:
        rows = [record.as_row() for record in found]
        known = tuple(dict.fromkeys(field for row in rows for field in row))
        if output.fields or format_of(output) not in ("json", "jsonl"):
            rows = [{**dict.fromkeys(known), **row} for row in rows]
        print_rows(rows, known, known, output)
