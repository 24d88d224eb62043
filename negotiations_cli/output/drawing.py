"""What tables are drawn with: Rich, told to take every text as text."""

from collections.abc import Sequence
from io import StringIO
from typing import Any, NamedTuple

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from negotiations_cli.output.cells import harmless

STYLES = {"date": "cyan", "strong": "bold", "weak": "dim", "id": "green", "warn": "yellow"}


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
    lines = buffer.getvalue().split("\n")
    return "\n".join(line.rstrip(" ") for line in lines)


def text(*pieces: tuple[str, str] | str) -> Text:
    """Pieces of text in styles, nothing in them taken for markup."""
    whole = Text(overflow="fold")
    for piece in pieces:
        words, style = (piece, "") if isinstance(piece, str) else piece
        whole.append(harmless(words), STYLES.get(style))
    return whole


def lines(*texts: Text | None) -> Text:
    """Texts below one another; those that are None or empty are left out."""
    return Text("\n").join(part for part in texts if part)


def columns(*headers: str, leading: int = 0) -> Table:
    """An empty table without lines between its columns."""
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), leading=leading, header_style="underline"
    )
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def shown_date(date: Any) -> str:
    """A date in two short lines if it is an interval, in one if not."""
    if not date:
        return ""
    start, slash, end = str(date).partition("/")
    return start if not slash else f"{start} –\n{'…' if end == '..' else end}"
