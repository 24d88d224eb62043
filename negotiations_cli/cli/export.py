"""`negcli export FORMAT`: the store, or what filters choose of it, for other tools."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from negotiations_cli.cli import completion
from negotiations_cli.cli.answers import open_store
from negotiations_cli.cli.options import Output, output_option, with_options
from negotiations_cli.errors import UsageError
from negotiations_cli.output import streams
from negotiations_cli.output.cells import counted
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.names import find_word
from negotiations_cli.query.selection import Selection


class Format(NamedTuple):
    """What an export writes: `text` a stream, `file` one file, `folder` several."""

    writes: str
    says: str


FORMATS = {
    "jsonl": Format("text", "all records, one JSON object a line"),
}
"""The formats, each a module of negotiations_cli.export, and what they are."""


@with_options
def export(
    ctx: typer.Context,
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=", ".join(FORMATS) + ".",
            autocompletion=completion.fixed(tuple(FORMATS)),
        ),
    ],
    filters: Filters,
    output: Annotated[
        Path | None, output_option("--output", "-o", metavar="PATH", help_="Where to write.")
    ] = None,
    strict: Annotated[
        bool, output_option("--strict", help_="Refuse to answer from a store with problems.")
    ] = False,
    store: Annotated[
        Path | None,
        output_option(
            "--store", metavar="DIR", help_="The store's folder, if not the one that comes along."
        ),
    ] = None,
) -> None:
    """Write the store, or what filters choose of it, for other tools.

    \b
    negcli export sqlite -o talks.sqlite
    negcli export ics --actor Türkiye -o turkiye.ics

    It is written whole or not at all. Without -o, text goes to stdout.
    """
    name = find_word(format_, tuple(FORMATS), "format")
    writes = FORMATS[name].writes
    module = import_module(f"negotiations_cli.export.{name}")
    target = None if output == Path("-") else output
    if target is None and writes != "text":
        raise UsageError(f"{name} is not written to stdout", f"give a {writes} with -o")
    selection = Selection(open_store(ctx, Output(store=store, strict=strict)), filters)
    if target is None:
        streams.write_stdout(module.texts(selection))
    elif writes == "text":
        streams.write_file(target, module.texts(selection))
    elif writes == "file":
        with streams.replacing(target) as file:
            module.write(selection, file)
    else:
        with streams.replacing_folder(target, module.MARKER) as folder:
            module.write(selection, folder)
    events, quotes = selection.counts()
    where = f"'{target}'" if target else "stdout"
    found = f"{counted(events, 'event')} and {counted(quotes, 'quote')}"
    streams.say(f"{found}{selection.words} written to {where}")
