"""`negcli export FORMAT`: the store, or what filters choose of it, for other tools."""

from importlib import import_module
from typing import Annotated, NamedTuple

import typer

from negotiations_cli.cli import values
from negotiations_cli.cli.answers import open_store, write
from negotiations_cli.cli.options import Target, with_options
from negotiations_cli.errors import UsageError
from negotiations_cli.output import streams
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.names import find_word
from negotiations_cli.query.selection import Selection
from negotiations_cli.records.spoken import counted


class Format(NamedTuple):
    """What an export writes: `text` a stream, `file` one file, `folder` several."""

    writes: str
    says: str


FORMATS = {
    "html": Format("text", "one interactive page: timeline, filters, quotes and disputes"),
    "sqlite": Format("file", "a SQLite database with full-text search, for Datasette"),
    "csv": Format("folder", "CSV files linked by ids, described as a Data Package"),
    "parquet": Format("folder", "Parquet files, partitioned by year (needs negcli[parquet])"),
    "jsonl": Format("text", "all records, one JSON object a line"),
    "markdown": Format("text", "a dossier with footnotes, for word processors and web pages"),
    "ics": Format("text", "iCalendar: the events whose days are known, for calendars"),
    "timelinejs": Format("text", "JSON for TimelineJS 3, a timeline on a web page"),
    "plover": Format("text", "event data in the categories of PLOVER and CAMEO, JSON Lines"),
}
"""The formats, each a module of negotiations_cli.export, and what they are.

A module may have `notes`, which yields sentences on what the format has no place for.
"""


@with_options
def export(
    ctx: typer.Context,
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=", ".join(FORMATS) + ".",
            autocompletion=values.fixed(tuple(FORMATS)),
        ),
    ],
    filters: Filters,
    target: Target,
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
    if target.file is None and writes != "text":
        raise UsageError(f"{name} is not written to stdout", f"give a {writes} with -o")
    selection = Selection(open_store(ctx, target), filters)
    where = f"'{target.file}'" if target.file else "stdout"
    if target.file is None or writes == "text":
        write(module.texts(selection), target)
    elif writes == "file":
        settings, text = module.beside(selection, target.file)
        with streams.replacing(target.file) as file:
            module.write(selection, file)
        streams.write_file(settings, text)
        where += f", and settings for Datasette to '{settings}'"
    else:
        with streams.replacing_folder(target.file, module.MARKER) as folder:
            module.write(selection, folder)
    events, quotes = selection.counts()
    found = f"{counted(events, 'event')} and {counted(quotes, 'quote')}{selection.words}"
    notes = list(module.notes(selection)) if hasattr(module, "notes") else []
    streams.say(f"{'of ' if notes else ''}{found} written to {where}", "; ".join(notes))


_listed = "\n".join(f"    {name:10} {form.says}" for name, form in FORMATS.items())
export.__doc__ = f"{export.__doc__}\n    \b\n{_listed}\n    "
