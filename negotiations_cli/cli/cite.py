"""`negcli cite ID…`: citations of events, quotes and sources."""

from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import named_format, open_store, write
from negotiations_cli.cli.options import Target, output_option, with_options
from negotiations_cli.export.citing import FORMATS, citing
from negotiations_cli.query.citations import citations

_SUFFIXES = {".txt": "text", ".json": "csl-json", ".bib": "bibtex", ".ris": "ris"}


@with_options
def cite(
    ctx: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…", help="Of events, quotes and sources.", autocompletion=values.cited
        ),
    ],
    target: Target,
    format_: Annotated[
        str | None,
        output_option(
            "--format",
            "-f",
            metavar="FORMAT",
            complete=values.fixed(FORMATS),
            help_=f"{', '.join(FORMATS)}.  [default: text]",
        ),
    ] = None,
) -> None:
    """Cite the sources of events and quotes, and sources.

    \b
    negcli cite lavrov-on-the-battlefield
    negcli cite istanbul-talks-2022-03-29 -f biblatex -o talks.bib

    A quote is cited by each of its sources, with the words, whose they are and
    the place in the source; an event by each of its sources.
    """
    form = named_format(format_, target.file, FORMATS, _SUFFIXES) or "text"
    write(citing(form)(citations(open_store(ctx, target), ids)), target)
