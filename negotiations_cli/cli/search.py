"""`negcli search WORDS`: full-text search."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import LIMIT, Output, with_options
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.search import search as find
from negotiations_cli.query.spelling import pieces_of
from negotiations_cli.records.rows import SearchRow

LISTED = Listed(SearchRow, ("record", "date", "speaker_name", "title", "excerpt", "id"), "result")


@with_options
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…")],
    filters: Filters,
    output: Output,
    limit: Annotated[int | None, LIMIT] = None,
) -> None:
    """Search events, quotes and disputes for words, best matches first.

    \b
    negcli search neutrality guarantees --until 2022-04
    negcli search '"open door" enlarge* -finland' --speaker Stoltenberg

    All words must occur: "a phrase" together, word* as a beginning, -word not
    at all (in quotes, as above). Case and accents do not matter; quotes are
    found by every published wording and by the original.
    """
    index = open_store(ctx, output)
    text = " ".join(words)

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import found  # noqa: PLC0415 - Rich is for people only

        return found(*parts, pieces=pieces_of(index, [text, *filters.search]))

    print_list(find(index, text, filters, limit), LISTED, output, draw)
