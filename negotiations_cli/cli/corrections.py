"""`negcli corrections`: what was found wrong and changed."""

from typing import Any

import typer

from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import Output, with_options
from negotiations_cli.query.lists import corrections as find
from negotiations_cli.records.rows import CorrectionRow, fields_of

LISTED = Listed(CorrectionRow, fields_of(CorrectionRow), "correction")


@with_options
def corrections(ctx: typer.Context, output: Output) -> None:
    """List the corrections: which record, what it said, what it says, why.

    \b
    negcli corrections
    negcli corrections -f json
    """

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import corrections  # noqa: PLC0415 - only for people

        return corrections(*parts)

    print_list(find(open_store(ctx, output)), LISTED, output, draw)
