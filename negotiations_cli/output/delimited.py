"""Tab-separated and comma-separated lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from negotiations_cli.output.cells import one_line, plain


def tsv(rows: Iterable[Mapping[str, Any]], fields: Sequence[str], header: bool) -> Iterator[str]:
    """One record a line, its fields between tabs; tabs and line ends in text become spaces."""
    if header:
        yield "\t".join(fields) + "\n"
    for row in rows:
        yield "\t".join(one_line(plain(row[field])) for field in fields) + "\n"


def csv(
    rows: Iterable[Mapping[str, Any]], fields: Sequence[str], header: bool, *, excel: bool = False
) -> Iterator[str]:
    """RFC 4180 with line feeds; text as it is, line ends included.

    For spreadsheets (`excel`) a byte order mark says that it is UTF-8, and an apostrophe before
    what they would run as a formula keeps it text (OWASP, "CSV Injection").
    """
    from csv import writer  # noqa: PLC0415 - one format of several
    from io import StringIO  # noqa: PLC0415

    buffer = StringIO("\ufeff" if excel else "", newline="")
    buffer.seek(0, 2)
    write = writer(buffer, lineterminator="\n").writerow
    shown = _not_a_formula if excel else plain
    if header:
        write(fields)
    for row in rows:
        write([shown(row[field]) for field in fields])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _not_a_formula(value: Any) -> str:
    text = plain(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
