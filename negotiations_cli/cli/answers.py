"""What every command does with the store and with its answer."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import typer

from negotiations_cli.cli.options import COLORS, FORMATS, Output, Target
from negotiations_cli.errors import ExitCode, UsageError
from negotiations_cli.index.cache import open_index
from negotiations_cli.index.problems import problems_of
from negotiations_cli.output import streams
from negotiations_cli.query.lists import Answer
from negotiations_cli.query.names import find_word
from negotiations_cli.records.names import did_you_mean
from negotiations_cli.records.rows import fields_of
from negotiations_cli.store.files import usual_store

_SUFFIXES = {
    ".txt": "table",
    ".tsv": "tsv",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".svg": "svg",
}
_SHORT = {"md": "markdown", "ndjson": "jsonl"}


class Listed(NamedTuple):
    """What a list is made of: its rows' type, the few columns that fit a line, their name."""

    row: Any
    columns: Sequence[str]
    noun: str


Draw = Callable[[Sequence[Any], str, Any], str]
"""Takes rows, a headline and a Page, and draws a table."""


def chosen_store(ctx: typer.Context, output: Output | Target) -> Path:
    """The store's folder: of the option, of NEGCLI_STORE, or the one that comes along."""
    named = output.store or ctx.find_root().params.get("store")
    return Path(named) if named else usual_store()


def _bar() -> Callable[[float], None]:
    from negotiations_cli.output.progress import Bar  # noqa: PLC0415 - for who has to wait

    return Bar()


def open_store(ctx: typer.Context, output: Output | Target) -> sqlite3.Connection:
    """The index of the chosen store; what is left out of it is said on stderr.

    Raises StoreUnreadableError, or with `--strict` StoreProblemsError.
    """
    folder = chosen_store(ctx, output)
    index = open_index(folder, _bar)
    problems = problems_of(index, folder)
    if problems and output.strict:
        raise problems
    if problems:
        streams.say(problems.message, problems.remedy)
    return index


def print_list(answer: Answer[Any], listed: Listed, output: Output, draw: Draw) -> None:
    """Print the rows of a list in the format that is wanted."""
    form = format_of(output)
    whole = answer.texts if form in ("json", "jsonl") and output.fields is None else None
    rows: Iterator[Any] = iter(whole or answer.rows)
    first = next(rows, None)
    every = rows if first is None else chain([first], rows)
    if is_drawn(form):
        _print_table(list(every), answer, listed, output, draw)
    elif whole:
        _print_objects(every, output)
    else:
        print_rows(every, fields_of(listed.row), listed.columns, output)
    if first is None and output.exit_status and not answer.total:
        raise typer.Exit(ExitCode.NO_MATCH)


def print_rows(
    rows: Iterable[Mapping[str, Any]], known: Sequence[str], columns: Sequence[str], output: Output
) -> None:
    """Print rows in a format for programs; `columns` are the fields that fit a line."""
    form = format_of(output)
    fields = _fields(output, known, columns if form in ("tsv", "markdown") else known)
    if form in ("tsv", "csv"):
        from negotiations_cli.output import delimited  # noqa: PLC0415 - one format of several

        if form == "tsv":
            texts = delimited.tsv(rows, fields, bool(output.header))
        else:
            texts = delimited.csv(rows, fields, output.header is not False, excel=output.excel)
        write(texts, output)
    elif form == "markdown":
        from negotiations_cli.output import markdown  # noqa: PLC0415 - as above

        write(markdown.table(rows, fields), output)
    else:
        from negotiations_cli.output.jsontext import objects  # noqa: PLC0415 - as above

        _print_objects(objects(rows, None if output.fields is None else fields), output)


def _print_objects(objects: Iterable[str], output: Output) -> None:
    """Print rows that are JSON already, in JSON."""
    from negotiations_cli.output import jsontext  # noqa: PLC0415 - as above

    write((jsontext.array if format_of(output) == "json" else jsontext.jsonl)(objects), output)


def format_of(output: Output) -> str:
    """The format that is wanted: as said, as the file's suffix says, or as stdout is read.

    Raises UsageError if it cannot be told, or if an option says nothing of it.
    """
    find_word(output.color, COLORS, "colour mode")
    named = _SHORT.get(output.format or "", output.format)
    form = named_format(named, output.file, FORMATS, _SUFFIXES)
    if form is None:
        form = "table" if streams.is_terminal() else "tsv"
    if output.header is not None and form not in ("tsv", "csv"):
        raise UsageError(f"--header and --no-header are not for {form}", "they are for tsv and csv")
    if output.excel and form != "csv":
        raise UsageError(f"--excel is not for {form}", "it is for csv")
    return form


def named_format(
    named: str | None, file: Path | None, known: Sequence[str], suffixes: Mapping[str, str]
) -> str | None:
    """The format that is named, or that the file's suffix tells; None if there is neither.

    Raises UsageError for an unknown one.
    """
    if named is not None:
        return find_word(named, known, "format")
    if file is None:
        return None
    suffix = file.suffix.lower()
    if suffix not in suffixes:
        raise UsageError(
            f"the file name '{file}' does not tell the format",
            f"give it with --format, or end the name in {', '.join(suffixes)}",
        )
    return suffixes[suffix]


def is_drawn(form: str) -> bool:
    """Whether a format is for people's eyes: a table, or the picture of one."""
    return form in ("table", "svg")


def print_drawn(drawn: Callable[[Any], str], output: Output) -> None:
    """Print what `drawn` draws on a Page: through the pager if it is long, or as a picture."""
    from negotiations_cli.output.drawing import Page  # noqa: PLC0415 - Rich is for people only

    if format_of(output) == "svg":
        from negotiations_cli.output.svg import svg  # noqa: PLC0415 - as above

        write([svg(drawn(Page(streams.width(), True)), streams.width())], output)
        return
    on_screen = output.file is None
    color = on_screen and streams.wants_color(output.color)
    text = drawn(Page(streams.width(), color))
    if on_screen and streams.is_terminal() and not output.no_pager:
        streams.page(text)
    elif on_screen:
        streams.write_stdout([text], drawn=True)
    else:
        write([text], output)


def _print_table(
    rows: list[Any], answer: Answer[Any], listed: Listed, output: Output, draw: Draw
) -> None:
    fields = output.fields and _fields(output, fields_of(listed.row), listed.columns)
    if not rows:
        none = f"none of {answer.total}" if answer.total else "no"
        streams.say(f"{none} {listed.noun}s{answer.words}")
        if output.file:
            write([], output)
        return
    from negotiations_cli.records.spoken import counted  # noqa: PLC0415 - for people only

    headline = counted(len(rows), listed.noun) + answer.words
    if answer.total is not None and answer.total > len(rows):
        headline = f"{len(rows)} of {answer.total} {listed.noun}s{answer.words}"
    if not fields:
        print_drawn(lambda page: draw(rows, headline, page), output)
        return
    from negotiations_cli.output.tables import any_columns  # noqa: PLC0415 - as above

    print_drawn(lambda page: any_columns(rows, fields, headline, page), output)


def write(texts: Iterable[str], output: Output | Target) -> None:
    """Write to the file that is wanted, or to stdout."""
    if output.file is None:
        streams.write_stdout(texts)
    else:
        streams.write_file(output.file, texts)


def _fields(output: Output, known: Sequence[str], default: Sequence[str]) -> Sequence[str]:
    if output.fields is None:
        return default
    fields = [field.strip() for field in output.fields.split(",")]
    for field in fields:
        if field not in known:
            near = did_you_mean(field, known)
            everything = f"the fields are {', '.join(known)}"
            raise UsageError(
                f"no field '{field}'", f"{near}\n  {everything}" if near else everything
            )
    return fields
