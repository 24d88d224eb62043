"""`negcli disputes [ID]`: what is contested, and the accounts side by side."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import (
    Listed,
    format_of,
    is_drawn,
    open_store,
    print_drawn,
    print_list,
    print_rows,
)
from negotiations_cli.cli.options import Output, sort_option, with_options
from negotiations_cli.errors import UsageError
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import DISPUTE_ORDERS
from negotiations_cli.query.lists import disputes as find
from negotiations_cli.query.records import accounts_of, actor_names
from negotiations_cli.records.rows import AccountLine, DisputeRow, fields_of

LISTED = Listed(DisputeRow, ("question", "status", "about", "id"), "dispute")
_ACCOUNT = ("by_name", "for", "date", "claim", "words", "sources")


@with_options
def disputes(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    own: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", autocompletion=values.disputes, show_default=False),
    ] = None,
    sort: Annotated[str, sort_option(DISPUTE_ORDERS)] = "date",
) -> None:
    """List the contested questions, or set the accounts of one side by side.

    \b
    negcli disputes --topic bucha
    negcli disputes why-the-istanbul-talks-ended -f markdown

    The filters choose by the events that a question is about, --search by its
    words and its accounts'. With an ID, a row is an account: who gives it, for
    whom, when, what it says, in which words, and the sources.
    """
    index = open_store(ctx, output)
    if own is None:

        def draw_list(*parts: Any) -> str:
            from negotiations_cli.output.tables import disputes  # noqa: PLC0415 - only for people

            return disputes(*parts)

        print_list(find(index, filters, sort), LISTED, output, draw_list)
        return
    if filters != Filters():
        raise UsageError("an ID and filters do not go together", "leave one of them away")
    dispute, accounts = accounts_of(index, own)

    def draw(page: Any) -> str:
        from negotiations_cli.output.tables import accounts as drawn  # noqa: PLC0415 - as above

        return drawn(dispute, accounts, page, names=actor_names(index))

    if is_drawn(format_of(output)):
        print_drawn(draw, output)
    else:
        print_rows(accounts, fields_of(AccountLine), _ACCOUNT, output)
