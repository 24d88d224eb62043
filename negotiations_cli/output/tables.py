"""Lists as tables for people: events, quotes, actors, or any columns that were chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from negotiations_cli.output.cells import plain
from negotiations_cli.output.drawing import Block, Page, columns, draw, shown_date, text
from negotiations_cli.records.names import words
from negotiations_cli.records.rows import ActorRow, EventRow, QuoteRow

_WIDE = 120  # columns from which ids and actors get columns of their own
_DATE = 12
_LONGEST_ID = 48
_GAP = (" ", "")  # a line that parts one row from the next


def events(rows: Sequence[EventRow], headline: str, page: Page) -> str:
    """A timeline."""
    wide = page.width >= _WIDE
    table = columns("Date", "Event", *(["Who", "Id"] if wide else []))
    _set_widths(table, page, *([page.width // 5, _id_width(rows)] if wide else []))
    for row in rows:
        who = ", ".join(dict.fromkeys(part["name"] for part in row["actors"]))
        count = len(row["quotes"])
        facts = [row["type"], row["place"] or "", "" if wide else who]
        facts.append(f"{count} quote{'s' * (count > 1)}" if count else "")
        event = [(row["title"], "strong"), (" · ".join(filter(None, facts)), "weak")]
        date, own = (shown_date(row["date"]), "date"), (row["id"], "id")
        if wide:
            table.add_row(Block(date), Block(*event, _GAP), Block((who, "")), Block(own))
        else:
            table.add_row(Block(date), Block(*event, own, _GAP))
    return draw([Block((headline, "weak")), "", table], page)


def quotes(
    rows: Sequence[QuoteRow],
    headline: str,
    page: Page,
    *,
    names: Mapping[str, str],
    searches: Sequence[str],
) -> str:
    """Quotations: when, the words and who said them, the occasion and the source.

    `names` gives the names of those for whom speakers act; where `searches` found a quote by other
    wordings than its text, the wording is shown, too.
    """
    wide = page.width >= _WIDE
    table = columns("Date", "Quote", *(["Source", "Id"] if wide else []))
    _set_widths(table, page, *([page.width // 6, _id_width(rows)] if wide else []))
    for row in rows:
        quote = [
            (f"“{row['text']}”", ""),
            *((f"also given as “{other}”", "weak") for other in _found_by(row, searches)),
            (f"— {speaker_line(row, names)}", "strong"),
            (row["event_title"], "weak"),
        ]
        source = (sources_line(row), "weak")
        date, own = (shown_date(row["date"]), "date"), (row["id"], "id")
        if wide:
            table.add_row(Block(date), Block(*quote, _GAP), Block(source), Block(own))
        else:
            table.add_row(Block(date), Block(*quote, source, own, _GAP))
    return draw([Block((headline, "weak")), "", table], page)


def _found_by(row: QuoteRow, searches: Sequence[str]) -> list[str]:
    """The wordings that hold the words searched for, if the text does not."""
    others = [variant["text"] for variant in row["variants"]]
    if row["original"]:
        others.append(row["original"]["text"])
    for search in searches:
        wanted = set(words(" ".join(word for word in search.split() if word[0] != "-")))
        if not wanted <= set(words(row["text"])):
            return [other for other in others if wanted <= set(words(other))][:1]
    return []


def _set_widths(table: Table, page: Page, *last: int) -> None:
    """Fix the widths: of the date, of the last columns as given, the rest for the second."""
    gaps = 2 * (len(table.columns) - 1)
    widths = [_DATE, page.width - _DATE - sum(last) - gaps, *last]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _id_width(rows: Iterable[EventRow | QuoteRow]) -> int:
    return min(max(len(row["id"]) for row in rows), _LONGEST_ID)


def speaker_line(row: QuoteRow, names: Mapping[str, str]) -> str:
    """Who said it, in what office, and how the words come to us."""
    marks = [row["wording"]] if row["wording"] != "verbatim" else []
    if row["status"] != "undisputed":
        marks.append(row["status"])
    office = capacity(row["as"], row["for"], names)
    said = ", ".join(filter(None, [row["speaker_name"], office]))
    return f"{said} [{', '.join(marks)}]" if marks else said


def capacity(as_: str | None, whom: str | None, names: Mapping[str, str]) -> str:
    """An office with whose it is, unless the office says that itself."""
    name = names.get(whom or "", "")
    if not as_:
        return f"for {name}" if name else ""
    return as_ if not name or name in as_ else f"{as_}, {name}"


def sources_line(row: QuoteRow | EventRow) -> str:
    """The publisher of the first source, and how many more there are."""
    first, *more = row["sources"]
    published = [first["publisher"] or first["title"], first["issued"] or ""]
    return ", ".join(filter(None, published)) + (f" (+{len(more)})" if more else "")


def actors(rows: Iterable[ActorRow], headline: str, page: Page) -> str:
    """Actors with what they are and how often they occur."""
    wide = page.width >= _WIDE
    table = columns(
        "Name", *(["Kind"] if wide else []), "Events", "Quotes", "From", "To",
        *(["Id"] if wide else []),
    )  # fmt: skip
    widths = {"Events": 6, "Quotes": 6, "From": 10, "To": 10, "Kind": 12, "Id": 30}
    for column in table.columns:
        column.justify = "right" if column.header in ("Events", "Quotes") else "left"
        column.width = widths.get(str(column.header))
    taken = sum(column.width or 0 for column in table.columns)
    table.columns[0].width = page.width - taken - 2 * (len(table.columns) - 1)
    for row in rows:
        name = [(row["name"], "strong"), (row["office"] or ("" if wide else row["kind"]), "weak")]
        own = (row["id"], "id")
        counts = [str(row["events"] or ""), str(row["quotes"] or "")]
        days = [Block((row["first"] or "", "date")), Block((row["last"] or "", "date"))]
        if wide:
            table.add_row(Block(*name, _GAP), row["kind"], *counts, *days, Block(own))
        else:
            table.add_row(Block(*name, own, _GAP), *counts, *days)
    return draw([Block((headline, "weak")), "", table], page)


def any_columns(
    rows: Iterable[Mapping[str, Any]], fields: Sequence[str], headline: str, page: Page
) -> str:
    """The columns that were asked for."""
    table: Table = columns(*fields)
    for row in rows:
        table.add_row(*(text(plain(row[field])) for field in fields))
    return draw([Block((headline, "weak")), "", table], page)
