"""`negcli init DIR`: a new store to start from."""

from pathlib import Path
from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.output import streams


def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A new or empty folder.", autocompletion=values.folders),
    ],
) -> None:
    """Write a small store to start from, for another subject.

    \b
    negcli init my-store
    negcli --store my-store timeline

    It is an invented example with comments, which 'check' accepts and every
    command answers from, and the schemas by which editors help to write it.
    """
    from negotiations_cli.store.init import write_new_store  # noqa: PLC0415 - the model is heavy

    with streams.replacing_folder(folder) as new:
        write_new_store(new)
    streams.say(
        f"a store to start from is in '{folder}'",
        f"'negcli check {folder}' tells what is wrong with it, 'negcli help store' how to write it",
    )
