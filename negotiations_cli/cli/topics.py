"""`negcli topics`: the vocabulary."""

from typing import Annotated, Any

import typer

from negotiations_cli.cli.answers import Listed, open_store, print_list
from negotiations_cli.cli.options import Output, sort_option, with_options
from negotiations_cli.query.lists import TOPIC_ORDERS
from negotiations_cli.query.lists import topics as find
from negotiations_cli.records.rows import TopicRow

LISTED = Listed(TopicRow, ("name", "description", "events", "id"), "topic")


@with_options
def topics(
    ctx: typer.Context,
    output: Output,
    sort: Annotated[str, sort_option(TOPIC_ORDERS)] = "name",
) -> None:
    """List the topics, with how many events bear each.

    \b
    negcli topics
    negcli topics --sort -events -f tsv
    """

    def draw(*parts: Any) -> str:
        from negotiations_cli.output.tables import topics  # noqa: PLC0415 - only for people

        return topics(*parts)

    print_list(find(open_store(ctx, output), sort), LISTED, output, draw)
