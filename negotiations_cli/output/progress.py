"""How far compiling a large store has come, for a person who waits at a terminal."""

import sys
import time
from contextlib import ExitStack

from negotiations_cli.interrupts import cleaned

_PATIENCE = 1  # seconds without a word
_EVERY = 0.1  # seconds between two pictures


class Bar:
    """A bar on stderr, if that is a terminal; drawn if the work takes longer than a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _PATIENCE
        self._drawn = ExitStack()

    def __call__(self, share: float) -> None:
        """Show what share of the work is done, from 0 to 1; at 1 the bar goes away."""
        if share >= 1:
            self._drawn.close()
        elif time.monotonic() >= self._next and _somebody_waits():
            self._draw(share)
            self._next = time.monotonic() + _EVERY

    def _draw(self, share: float) -> None:
        from rich.console import Console  # noqa: PLC0415 - slow to import, and rarely needed
        from rich.progress import BarColumn, Progress, TaskProgressColumn  # noqa: PLC0415

        if not hasattr(self, "_rich"):
            console = Console(stderr=True)
            self._rich = Progress(
                "compiling the store", BarColumn(), TaskProgressColumn(),
                console=console, transient=True, auto_refresh=False,
            )  # fmt: skip
            self._task = self._rich.add_task("", total=1)
            self._drawn.enter_context(cleaned(self._rich.stop))
            self._rich.start()
        self._rich.update(self._task, completed=share)
        self._rich.refresh()


def _somebody_waits() -> bool:
    try:
        return sys.stderr.isatty()
    except (AttributeError, ValueError):  # closed
        return False
