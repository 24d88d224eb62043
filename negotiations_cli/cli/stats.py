"""`negcli stats`: what the store holds, in figures."""

from typing import Any

import typer

from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import Output, with_options
from negotiations_cli.query.stats import stats as find
from negotiations_cli.records.rows import StatRow, fields_of

LISTED = Listed(StatRow, fields_of(StatRow), "figure")


@with_options
def stats(ctx: typer.Context, output: Output) -> None:
    """Count what the store holds: by year, type, side, source and language.

    \b
    negcli stats
    negcli stats -f tsv | grep "quotes by side"

    A share is of all that the heading counts. Nothing here is weighed or judged: the figures
    show where the record is rich, thin or one-sided.
    """

    def draw(rows: Any, headline: str, page: Any) -> str:
        del headline
        from negotiations_cli.output.tables import stats  # noqa: PLC0415 - only for people

        return stats(rows, page)

    print_list(find(open_store(ctx, output)), LISTED, output, draw)
