"""What tables are drawn with: Rich, told to take every text as text."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from textwrap import TextWrapper
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from negotiations_cli.output.cells import harmless

STYLES = {
    "": Style.null(),
    "header": Style(underline=True),
    "date": Style(color="cyan"),
    "strong": Style(bold=True),
    "weak": Style(dim=True),
    "id": Style(color="green"),
    "warn": Style(color="yellow"),
    "found": Style(reverse=True),
}


class Page(NamedTuple):
    """How wide to draw, and whether in colour."""

    width: int
    color: bool


def draw(parts: Sequence[RenderableType], page: Page) -> str:
    """The parts below one another, as lines of text."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=page.width,
        color_system="standard" if page.color else None,
        force_terminal=page.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    lines = [line.rstrip(" ") for line in buffer.getvalue().split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def text(*pieces: tuple[str, str] | str) -> Text:
    """Pieces of text in styles, nothing in them taken for markup."""
    whole = Text(overflow="fold")
    for piece in pieces:
        words, style = (piece, "") if isinstance(piece, str) else piece
        whole.append(harmless(words), STYLES[style])
    return whole


Cell = Sequence[tuple[str, str] | Text]
"""Texts below one another, each with its style; a Text where its parts differ."""

GAP = 2  # columns between two columns of a table


def marked(words: str, style: str, places: Iterable[tuple[int, int]]) -> Text:
    """Text in a style with places (starts and ends) that stand out."""
    shown = Text(harmless(words), STYLES[style], overflow="fold")
    for start, end in places:
        shown.stylize(STYLES["found"], start, end)
    return shown


class Rows:
    """A table of cells in columns of fixed widths, without lines: what long lists are drawn as.

    It draws what Rich's Table would, in half the time; a person waits for a long timeline on a
    terminal longer than for all else.
    """

    def __init__(
        self,
        headers: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[Cell]],
        *,
        spaced: bool,
    ) -> None:
        self.headers = headers
        self.widths = widths
        self.rows = rows
        self.spaced = spaced  # a blank line below every row

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._row([[(header, "header")] for header in self.headers], console)
        for row in self.rows:
            yield from self._row(row, console)
            if self.spaced:
                yield Segment.line()

    def _row(self, row: Sequence[Cell], console: Console) -> Iterator[Segment]:
        """The lines of one row, as high as its highest cell."""
        columns = [
            [line for part in cell for line in _lines(part, width, console)]
            for cell, width in zip(row, self.widths, strict=True)
        ]
        for number in range(max(map(len, columns))):
            missing = 0  # columns of the terminal between what is written and what is next
            for column, width in zip(columns, self.widths, strict=True):
                if number < len(column):
                    line, segments = column[number]
                    yield Segment(" " * missing)
                    yield from segments
                    missing = -(len(line) if line.isascii() else cell_len(line))
                missing += width + GAP
            yield Segment.line()


def _lines(
    part: tuple[str, str] | Text, width: int, console: Console
) -> Iterator[tuple[str, Iterable[Segment]]]:
    """The lines of a part of a cell, each as text and as what draws it."""
    if isinstance(part, Text):
        for line in part.wrap(console, width):
            yield line.plain, line.render(console)
    elif part[0]:
        style = STYLES[part[1]]
        for words in _wrapped(harmless(part[0]), width, console):
            yield words, (Segment(words, style),)


def _wrapped(words: str, width: int, console: Console) -> Iterator[str]:
    for line in words.split("\n"):
        columns_needed = len(line) if line.isascii() else cell_len(line)
        if columns_needed <= width:
            yield line
        elif columns_needed == len(line):
            yield from TextWrapper(width, break_on_hyphens=False).wrap(line)
        else:  # some characters take two columns or none
            for part in Text(line).wrap(console, width):
                yield part.plain


def lines(*texts: Text | None) -> Text:
    """Texts below one another; those that are None or empty are left out."""
    return Text("\n").join(part for part in texts if part)


def shown_date(date: Any) -> str:
    """A date in short lines: an interval in two, a time below its day."""
    if not date:
        return ""
    start, slash, end = str(date).replace("T", "\n").partition("/")
    return start if not slash else f"{start} –\n{'…' if end == '..' else end}"
