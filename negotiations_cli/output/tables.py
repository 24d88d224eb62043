"""Lists as tables for people: events, quotes, actors, or any columns that were chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from negotiations_cli.output.cells import one_line, plain
from negotiations_cli.output.drawing import Block, Page, columns, draw, shown_date
from negotiations_cli.records.names import words
from negotiations_cli.records.rows import ActorRow, EventRow, QuoteRow

_WIDE = 120  # columns from which ids and actors get columns of their own
_BETWEEN = 2
_DATE = 12
_LONGEST_ID = 48
_Cell = Sequence[tuple[str, str]]
"""Texts below one another, each with its style."""

_GAP: _Cell = ((" ", ""),)  # a line that parts one row from the next


def events(rows: Sequence[EventRow], headline: str, page: Page) -> str:
    """A timeline."""
    wide = page.width >= _WIDE
    last = [page.width // 5, _id_width(rows)] if wide else []
    cells: list[Sequence[_Cell]] = []
    for row in rows:
        who = ", ".join(dict.fromkeys(part["name"] for part in row["actors"]))
        count = len(row["quotes"])
        facts = [row["type"], row["place"] or "", "" if wide else who]
        facts.append(f"{count} quote{'s' * (count > 1)}" if count else "")
        event = [(row["title"], "strong"), (" · ".join(filter(None, facts)), "weak")]
        date, own = [(shown_date(row["date"]), "date")], (row["id"], "id")
        cells.append([date, event, [(who, "")], [own]] if wide else [date, [*event, own]])
    headers = ("Date", "Event", "Who", "Id") if wide else ("Date", "Event")
    return _table(headers, [_DATE, 0, *last], cells, headline, page)


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
    last = [page.width // 6, _id_width(rows)] if wide else []
    cells: list[Sequence[_Cell]] = []
    for row in rows:
        quote = [
            (f"“{row['text']}”", ""),
            *((f"also given as “{other}”", "weak") for other in _found_by(row, searches)),
            (f"— {speaker_line(row, names)}", "strong"),
            (row["event_title"], "weak"),
        ]
        source, own = (sources_line(row), "weak"), (row["id"], "id")
        date = [(shown_date(row["date"]), "date")]
        cells.append([date, quote, [source], [own]] if wide else [date, [*quote, source, own]])
    headers = ("Date", "Quote", "Source", "Id") if wide else ("Date", "Quote")
    return _table(headers, [_DATE, 0, *last], cells, headline, page)


def actors(rows: Sequence[ActorRow], headline: str, page: Page) -> str:
    """Actors with what they are and how often they occur."""
    wide = page.width >= _WIDE
    cells: list[Sequence[_Cell]] = []
    for row in rows:
        name = [(row["name"], "strong"), (row["office"] or ("" if wide else row["kind"]), "weak")]
        own = (row["id"], "id")
        counts = [[(f"{count or '':>6}", "")] for count in (row["events"], row["quotes"])]
        days = [[(day or "", "date")] for day in (row["first"], row["last"])]
        if wide:
            cells.append([name, [(row["kind"], "")], *counts, *days, [own]])
        else:
            cells.append([[*name, own], *counts, *days])
    headers = ["Name", "Events", "Quotes", "From", "To"]
    widths = [0, 6, 6, 10, 10]
    if wide:
        headers, widths = [*headers, "Id"], [*widths, 30]
        headers.insert(1, "Kind")
        widths.insert(1, 12)
    return _table(headers, widths, cells, headline, page)


def any_columns(
    rows: Sequence[Mapping[str, Any]], fields: Sequence[str], headline: str, page: Page
) -> str:
    """The columns that were asked for, as wide as their texts are long."""
    texts = [[one_line(plain(row[field])) for field in fields] for row in rows]
    longest = [max(len(field), *(len(line[i]) for line in texts)) for i, field in enumerate(fields)]
    cells = [[[(text, "")] for text in line] for line in texts]
    return _table(fields, _shared(longest, page.width), cells, headline, page, gap=())


def _table(
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[_Cell]],
    headline: str,
    page: Page,
    gap: _Cell = _GAP,
) -> str:
    """A table below its headline; the column of width 0 takes what the others leave."""
    table = columns(*headers)
    left = page.width - sum(widths) - _BETWEEN * (len(widths) - 1)
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        column.width = max(width or left, 1) + (_BETWEEN if number < len(widths) else 0)
    for cells in rows:
        *before, last = cells
        blocks = [Block(*cell, *gap, gap=_BETWEEN) for cell in before]
        table.add_row(*blocks, Block(*last, *gap))
    return draw([Block((headline, "weak")), "", table], page)


def _shared(longest: Sequence[int], width: int) -> list[int]:
    """Widths for columns that together fit: each its longest text, the longest ones cut."""
    room = width - _BETWEEN * (len(longest) - 1)
    widths = list(longest)
    while sum(widths) > room and max(widths) > 1:
        most = max(widths)
        others = sum(width for width in widths if width < most)
        many = widths.count(most)
        next_ = max((width for width in widths if width < most), default=1)
        fair = max((room - others) // many, next_, 1)
        widths = [min(width, fair if fair < most else most - 1) for width in widths]
    return widths


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
