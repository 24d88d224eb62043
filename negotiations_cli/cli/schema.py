"""`negcli schema [FILE]`: the JSON Schema of a store's files."""

import json
from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.output import streams
from negotiations_cli.query.names import find_word

_FILES = ("store", "actors", "sources", "topics", "events", "disputes", "corrections")


def schema(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help=f"{', '.join(_FILES)}.", autocompletion=values.fixed(_FILES)
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a store's files, for editors.

    \b
    negcli schema events > schema/events.json
    negcli schema

    Without FILE it is one schema for all of them. A first line such as
    '# yaml-language-server: $schema=schema/events.json' tells an editor where
    it is; 'negcli init' writes both.
    """
    from negotiations_cli.store.schema import schema, whole_schema  # noqa: PLC0415 - heavy

    shown = whole_schema() if file is None else schema(find_word(file, _FILES, "file"))
    streams.write_stdout([json.dumps(shown, ensure_ascii=False, indent=2) + "\n"])
