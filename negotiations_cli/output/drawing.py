"""What tables are drawn with: Rich, told to take every text as text."""

from collections.abc import Iterator, Sequence
from io import StringIO
from textwrap import TextWrapper
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from negotiations_cli.output.cells import harmless

STYLES = {
    "": Style.null(),
    "date": Style(color="cyan"),
    "strong": Style(bold=True),
    "weak": Style(dim=True),
    "id": Style(color="green"),
    "warn": Style(color="yellow"),
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


class Block:
    """Texts below one another, each in one style and wrapped: what the cells of long lists hold.

    It does what Rich's Text does in half the time, which is what a timeline on a terminal spends
    most of its time on.
    """

    def __init__(self, *pieces: tuple[str, str], gap: int = 0) -> None:
        self.pieces = [(harmless(words), STYLES[style]) for words, style in pieces if words]
        self.gap = gap  # columns left free at the right: cheaper than the table's own padding

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for words, style in self.pieces:
            wrapped = _wrapped(words, options.max_width - self.gap, console)
            yield Segment("\n".join(wrapped) + "\n", style)


def _wrapped(words: str, width: int, console: Console) -> Iterator[str]:
    wrapper = TextWrapper(width, break_on_hyphens=False)
    for line in words.split("\n"):
        columns_needed = cell_len(line)
        if columns_needed <= width:
            yield line
        elif columns_needed == len(line):
            yield from wrapper.wrap(line)
        else:  # some characters take two columns or none
            for part in Text(line).wrap(console, width):
                yield part.plain


def lines(*texts: Text | None) -> Text:
    """Texts below one another; those that are None or empty are left out."""
    return Text("\n").join(part for part in texts if part)


def columns(*headers: str) -> Table:
    """An empty table without lines between its columns."""
    table = Table(box=None, pad_edge=False, padding=0, header_style="underline")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def shown_date(date: Any) -> str:
    """A date in short lines: an interval in two, a time below its day."""
    if not date:
        return ""
    start, slash, end = str(date).replace("T", "\n").partition("/")
    return start if not slash else f"{start} –\n{'…' if end == '..' else end}"
