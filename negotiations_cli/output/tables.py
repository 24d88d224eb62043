"""Lists as tables for people: events, quotes, actors, or any columns that were chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from negotiations_cli.output.cells import plain
from negotiations_cli.output.drawing import Page, columns, draw, lines, shown_date, text
from negotiations_cli.records.rows import ActorRow, EventRow, QuoteRow

_WIDE = 120  # columns from which ids and actors get columns of their own
_DATE = 12


def events(rows: Iterable[EventRow], headline: str, page: Page) -> str:
    """A timeline."""
    wide = page.width >= _WIDE
    table = columns("Date", "Event", *(["Who", "Id"] if wide else []), leading=0 if wide else 1)
    table.columns[0].width = _DATE
    if wide:
        table.columns[3].width = min(44, page.width // 4)
        table.columns[2].width = (page.width - _DATE) // 4
    for row in rows:
        who = ", ".join(dict.fromkeys(part["name"] for part in row["actors"]))
        count = len(row["quotes"])
        facts = [row["type"], row["place"] or "", "" if wide else who]
        facts.append(f"{count} quote{'s' * (count > 1)}" if count else "")
        event = lines(
            text((row["title"], "strong")), text((" · ".join(filter(None, facts)), "weak"))
        )
        date = text((shown_date(row["date"]), "date"))
        own = text((row["id"], "id"))
        if wide:
            table.add_row(date, event, text(who), own)
        else:
            table.add_row(date, lines(event, own))
    return draw([text((headline, "weak")), Text(), table], page)


def quotes(rows: Iterable[QuoteRow], headline: str, names: Mapping[str, str], page: Page) -> str:
    """Quotations: when, the words and who said them, the occasion and the source."""
    wide = page.width >= _WIDE
    table = columns("Date", "Quote", *(["Source", "Id"] if wide else []), leading=1)
    table.columns[0].width = _DATE
    if wide:
        table.columns[3].width = min(36, page.width // 4)
        table.columns[2].width = min(36, page.width // 4)
    for row in rows:
        quote = lines(
            text(f"“{row['text']}”"),
            speaker_line(row, names),
            text((row["event_title"], "weak")),
        )
        source = text((sources_line(row), "weak"))
        date = text((shown_date(row["date"]), "date"))
        own = text((row["id"], "id"))
        if wide:
            table.add_row(date, quote, source, own)
        else:
            table.add_row(date, lines(quote, source, own))
    return draw([text((headline, "weak")), Text(), table], page)


def speaker_line(row: QuoteRow, names: Mapping[str, str]) -> Text:
    """Who said it, in what office, and how the words come to us."""
    marks = [row["wording"]] if row["wording"] != "verbatim" else []
    if row["status"] != "undisputed":
        marks.append(row["status"])
    return text(
        "— ",
        (row["speaker_name"], "strong"),
        *([f", {capacity(row['as'], row['for'], names)}"] if row["as"] else []),
        *([(f" [{', '.join(marks)}]", "warn")] if marks else []),
    )


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
    for column in table.columns:
        if column.header in ("Events", "Quotes"):
            column.justify = "right"
        if column.header in ("Events", "Quotes", "From", "To"):
            column.no_wrap = True
    for row in rows:
        name = lines(
            text((row["name"], "strong")),
            text((row["office"] or ("" if wide else row["kind"]), "weak")),
        )
        own = text((row["id"], "id"))
        counts: list[RenderableType] = [
            str(row["events"] or ""),
            str(row["quotes"] or ""),
            text((row["first"] or "", "date")),
            text((row["last"] or "", "date")),
        ]
        if wide:
            table.add_row(name, row["kind"], *counts, own)
        else:
            table.add_row(lines(name, own), *counts)
    return draw([text((headline, "weak")), Text(), table], page)


def any_columns(
    rows: Iterable[Mapping[str, Any]], fields: Sequence[str], headline: str, page: Page
) -> str:
    """The columns that were asked for."""
    table: Table = columns(*fields)
    for row in rows:
        table.add_row(*(text(plain(row[field])) for field in fields))
    return draw([text((headline, "weak")), Text(), table], page)
