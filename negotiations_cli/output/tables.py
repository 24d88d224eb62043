"""Lists as tables for people: events, quotes, actors, or any columns that were chosen."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from negotiations_cli.output.cells import one_line, plain
from negotiations_cli.output.drawing import (
    GAP,
    Cell,
    Page,
    Rows,
    draw,
    marked,
    shown_date,
    text,
)
from negotiations_cli.records.capacity import speaker_line
from negotiations_cli.records.matching import Piece, held, spans
from negotiations_cli.records.rows import (
    AccountLine,
    ActorRow,
    CorrectionRow,
    DisputeRow,
    EventRow,
    QuoteRow,
    SearchRow,
    SourceRow,
    StatRow,
    TopicRow,
)
from negotiations_cli.records.spoken import counted

_WIDE = 120  # columns from which ids and actors get columns of their own
_NARROW = 70  # columns below which the figures of actors stand below their names
_SIDE_BY_SIDE = 96  # columns from which the accounts of a dispute stand side by side
_READABLE = 12  # columns below which a long text is not cut into
_DATE = 12
_LONGEST_ID = 48


def events(rows: Sequence[EventRow], headline: str, page: Page) -> str:
    """A timeline."""
    wide = page.width >= _WIDE
    last = [page.width // 5, _id_width(rows)] if wide else []
    cells: list[Sequence[Cell]] = []
    for row in rows:
        who = ", ".join(dict.fromkeys(part["name"] for part in row["actors"]))
        count = len(row["quotes"])
        facts = [row["type"], row["place"] or "", "" if wide else who]
        facts.append(counted(count, "quote") if count else "")
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
    searches: Sequence[Sequence[Piece]],
) -> str:
    """Quotations: when, the words and who said them, the occasion and the source.

    `names` gives the names of those for whom speakers act; where `searches` found a quote by other
    wordings than its text, the wording is shown, too.
    """
    wide = page.width >= _WIDE
    last = [page.width // 6, _id_width(rows)] if wide else []
    cells: list[Sequence[Cell]] = []
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


def found(rows: Sequence[SearchRow], headline: str, page: Page, *, pieces: Sequence[Piece]) -> str:
    """What a search found, with the words standing out."""

    def shown(words: str, style: str) -> Cell:
        return [marked(words, style, spans(words, pieces))] if words else []

    cells: list[Sequence[Cell]] = []
    for row in rows:
        excerpt = f"“{row['excerpt']}”" if row["record"] == "quote" else row["excerpt"]
        who = f"— {row['speaker_name']}" if row["speaker_name"] else ""
        lines = [*shown(excerpt, ""), (who, "strong"), *shown(row["title"], "weak")]
        if row["record"] != "quote":
            lines = [*shown(row["title"], "strong"), *shown(excerpt, "")]
        what = (row["record"], "weak")
        cells.append([[(shown_date(row["date"]), "date"), what], [*lines, (row["id"], "id")]])
    return _table(("Date", "Found"), [_DATE, 0], cells, headline, page)


def actors(rows: Sequence[ActorRow], headline: str, page: Page) -> str:
    """Actors with what they are and how often they occur."""
    if page.width < _NARROW:
        return _stacked_actors(rows, headline, page)
    wide = page.width >= _WIDE
    cells: list[Sequence[Cell]] = []
    for row in rows:
        name = [(row["name"], "strong"), (row["office"] or ("" if wide else row["kind"]), "weak")]
        own = (row["id"], "id")
        counts = [[(f"{count or '':>6}", "")] for count in (row["events"], row["quotes"])]
        days = [[(day or "", "date")] for day in (row["first"], row["last"])]
        if wide:
            cells.append([name, [(row["kind"], "")], *counts, *days, [own]])
        else:
            cells.append([[*name, own], *counts, *days])
    figures = {"Events": 6, "Quotes": 6, "From": 10, "To": 10}
    widths = {"Name": 0, "Kind": 12, **figures, "Id": 30} if wide else {"Name": 0, **figures}
    return _table(list(widths), list(widths.values()), cells, headline, page)


def _stacked_actors(rows: Sequence[ActorRow], headline: str, page: Page) -> str:
    """Actors, with the figures below the name."""
    cells: list[Sequence[Cell]] = []
    for row in rows:
        figures = f"events: {row['events']}, quotes: {row['quotes']}"
        days = f"{row['first']} to {row['last']}" if row["first"] else ""
        office = row["office"] or row["kind"]
        name = [(row["name"], "strong"), (office, "weak"), (figures, ""), (days, "date")]
        cells.append([[*name, (row["id"], "id")]])
    return _table(("Name",), [0], cells, headline, page)


def disputes(rows: Sequence[DisputeRow], headline: str, page: Page) -> str:
    """Contested questions, with who gives accounts of them."""
    cells: list[Sequence[Cell]] = []
    for row in rows:
        who = ", ".join(dict.fromkeys(account["by_name"] for account in row["accounts"]))
        status = [] if row["status"] == "open" else [(row["status"], "warn")]
        question = [(row["question"], "strong"), *status, (who, "weak"), (row["id"], "id")]
        cells.append([question, [(f"{len(row['accounts']):>8}", "")]])
    return _table(("Question", "Accounts"), [0, 8], cells, headline, page)


def accounts(
    dispute: DisputeRow, rows: Sequence[AccountLine], page: Page, *, names: Mapping[str, str]
) -> str:
    """The accounts of a dispute: side by side where there is room, else below one another."""
    wide = page.width >= _SIDE_BY_SIDE
    cells: list[Sequence[Cell]] = []
    for row in rows:
        side = names.get(row["for"] or "", "")
        who = [(row["by_name"], "strong"), (side if side != row["by_name"] else "", "weak")]
        who.append((shown_date(row["date"]), "date"))
        said = [(f"“{words}”", "") for words in row["words"]]
        published = {source["publisher"] or source["title"]: "" for source in row["sources"]}
        sources = ("; ".join(published), "weak")
        claim = (row["claim"], "")
        cells.append([who, [claim], [*said, sources]] if wide else [who, [claim, *said, sources]])
    headers = ("Who", "Says that", "In which words, and where") if wide else ("Who", "Account")
    headline = f"{dispute['question']} ({dispute['status']})"
    room = page.width - 20 - 2 * GAP
    widths = [20, room * 2 // 5, 0] if wide else [16, 0]
    table = _table(headers, widths, cells, headline, page)
    return table + (draw(["", text((dispute["notes"], "weak"))], page) if dispute["notes"] else "")


def sources(rows: Sequence[SourceRow], headline: str, page: Page) -> str:
    """The bibliography."""
    cells: list[Sequence[Cell]] = []
    for row in rows:
        published = ", ".join(filter(None, [row["publisher"], row["kind"]]))
        source = [(row["title"], "strong"), (published, "weak"), (row["URL"] or "", "weak")]
        counts = [[(f"{count or '':>6}", "")] for count in (row["events"], row["quotes"])]
        date = [(shown_date(row["issued"]), "date")]
        cells.append([date, [*source, (row["id"], "id")], *counts])
    return _table(("Issued", "Source", "Events", "Quotes"), [_DATE, 0, 6, 6], cells, headline, page)


def topics(rows: Sequence[TopicRow], headline: str, page: Page) -> str:
    """The vocabulary."""
    cells: list[Sequence[Cell]] = [
        [
            [(row["name"], "strong"), (row["description"], "weak"), (row["id"], "id")],
            [(f"{row['events']:>6}", "")],
        ]
        for row in rows
    ]
    return _table(("Topic", "Events"), [0, 6], cells, headline, page)


def corrections(rows: Sequence[CorrectionRow], headline: str, page: Page) -> str:
    """What was changed, and why."""
    cells: list[Sequence[Cell]] = []
    for row in rows:
        change = " ".join(filter(None, [row["change"], row["field"]]))
        was, now = f"was: {row['was']}", f"now: {row['now']}"
        values = [(was if row["was"] else "", ""), (now if row["now"] else "", "")]
        cells.append(
            [
                [(row["date"], "date")],
                [(change, "strong"), *values, (row["why"], "weak"), (row["record"], "id")],
            ]
        )
    return _table(("Date", "Correction"), [_DATE, 0], cells, headline, page)


def stats(rows: Sequence[StatRow], page: Page) -> str:
    """Figures, group by group, with a bar for each share."""
    bar = min(30, page.width // 4)
    name = min(page.width - bar - 6 - 6 - 3 * GAP, 60)
    parts: list[str] = []
    for group, grouped in groupby(rows, key=lambda row: row["group"]):
        members = list(grouped)
        cells: list[Sequence[Cell]] = []
        if all(row["share"] is None for row in members):
            cells = [[[(row["name"], "")], [(f"{row['count']:>6}", "")]] for row in members]
            parts.append(_table((group.capitalize(), ""), [0, 6], cells, "", page, spaced=False))
            continue
        for row in members:
            share = row["share"]
            cells.append(
                [
                    [(row["name"], "")],
                    [(f"{row['count']:>6}", "")],
                    [(f"{share:>6.1%}" if share is not None else "", "weak")],
                    [("█" * round((share or 0) * bar), "date")],
                ]
            )
        headers = (group.capitalize(), "", "", "")
        parts.append(_table(headers, [name, 6, 6, bar], cells, "", page, spaced=False))
    return "".join(parts).lstrip("\n")


def any_columns(
    rows: Sequence[Mapping[str, Any]], fields: Sequence[str], headline: str, page: Page
) -> str:
    """The columns that were asked for, as wide as their texts are long.

    Where they would be too narrow to be read, a record is a block, a field a line, as in the
    "expanded auto" display of psql.
    """
    texts = [[one_line(plain(row[field])) for field in fields] for row in rows]
    longest = [max(len(field), *(len(line[i]) for line in texts)) for i, field in enumerate(fields)]
    widths = _shared(longest, page.width)
    if any(width < min(most, _READABLE) for width, most in zip(widths, longest, strict=True)):
        return _blocks(fields, texts, headline, page)
    cells = [[[(text, "")] for text in line] for line in texts]
    return _table(fields, widths, cells, headline, page, spaced=False)


def _blocks(
    fields: Sequence[str], texts: Iterable[Sequence[str]], headline: str, page: Page
) -> str:
    cells: list[Sequence[Cell]] = []
    for line in texts:
        cells += [
            [[(field, "weak")], [(text, "")]] for field, text in zip(fields, line, strict=True)
        ]
        cells.append([[(" ", "")], []])
    widths = [max(map(len, fields)), 0]
    return _table(("Field", "Value"), widths, cells, headline, page, spaced=False)


def _table(
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    headline: str,
    page: Page,
    *,
    spaced: bool = True,
) -> str:
    """A table below its headline; the column of width 0 takes what the others leave."""
    left = page.width - sum(widths) - GAP * (len(widths) - 1)
    shown = [max(width or left, 1) for width in widths]
    table = Rows(headers, shown, rows, spaced=spaced)
    return draw([text((headline, "weak")), "", table], page)


def _shared(longest: Sequence[int], width: int) -> list[int]:
    """Widths for columns that together fit: each its longest text, the longest ones cut."""
    room = width - GAP * (len(longest) - 1)
    widths = list(longest)
    while sum(widths) > room and max(widths) > 1:
        most = max(widths)
        others = sum(width for width in widths if width < most)
        many = widths.count(most)
        next_ = max((width for width in widths if width < most), default=1)
        fair = max((room - others) // many, next_, 1)
        widths = [min(width, fair if fair < most else most - 1) for width in widths]
    return widths


def _found_by(row: QuoteRow, searches: Sequence[Sequence[Piece]]) -> list[str]:
    """The wordings that hold the words searched for, if the text does not."""
    others = [variant["text"] for variant in row["variants"]]
    if row["original"]:
        others.append(row["original"]["text"])
    for pieces in searches:
        if held(row["text"], pieces) < len(pieces):
            return [other for other in others if held(other, pieces) == len(pieces)][:1]
    return []


def _id_width(rows: Iterable[EventRow | QuoteRow]) -> int:
    return min(max(len(row["id"]) for row in rows), _LONGEST_ID)


def sources_line(row: QuoteRow | EventRow) -> str:
    """The publisher of the first source, and how many more there are."""
    first, *more = row["sources"]
    published = [first["publisher"] or first["title"], first["issued"] or ""]
    return ", ".join(filter(None, published)) + (f" (+{len(more)})" if more else "")
