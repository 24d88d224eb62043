"""`negcli check [DIR]`: every problem of a store."""

from pathlib import Path
from typing import Annotated, Any

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import chosen_store, print_rows
from negotiations_cli.cli.options import Output
from negotiations_cli.errors import ExitCode, Problem
from negotiations_cli.output import streams
from negotiations_cli.output.problems import listed
from negotiations_cli.query.names import find_word
from negotiations_cli.records.spoken import counted

_FORMATS = ("text", "tsv", "csv", "json", "jsonl")


def check(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The store's folder.", autocompletion=values.folders),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=", ".join(_FORMATS) + ".")
    ] = "text",
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="The same as DIR.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 for warnings, too.")
    ] = False,
) -> None:
    """Report every problem of a store: file, line, column, reason, remedy.

    \b
    negcli check
    negcli check my-store -f json

    Prints nothing and exits with 0 if all is well, with 1 if there are errors.
    """
    from negotiations_cli.store.load import load  # noqa: PLC0415 - the reader is heavy

    form = find_word(format_, _FORMATS, "format")
    place = folder or chosen_store(ctx, Output(store=store))
    written = load(place)
    found = [problem._replace(path=str(place / problem.path)) for problem in written.problems]
    if form == "text":
        streams.write_stdout(listed(found))
    else:
        rows: list[dict[str, Any]] = [problem._asdict() for problem in found]
        print_rows(rows, Problem._fields, Problem._fields[:-1], Output(format=form))
    errors = sum(problem.severity == "error" for problem in found)
    warnings = len(found) - errors
    if found:
        said = [
            counted(number, word)
            for number, word in ((errors, "error"), (warnings, "warning"))
            if number
        ]
        said += ["more"] if written.untold else []
        streams.say(f"{' and '.join(said)} in '{place}'")
    if errors or (strict and warnings):
        raise typer.Exit(ExitCode.PROBLEMS)
