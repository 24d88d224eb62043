"""Signals that end the program: at once, without a word, and with nothing left half done."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_cleanups: list[Callable[[], None]] = []


def end_at_once() -> None:
    """Let the signals that ask to end do so, with the exit code that shells give for them.

    Not by an exception: one that comes from anywhere can also get lost anywhere, and says so.
    """
    signal.signal(signal.SIGINT, _end)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, _end)


@contextmanager
def cleaned(clean: Callable[[], None]) -> Iterator[None]:
    """Call `clean` after the block, also when a signal ends the program within it.

    It may then be called a second time.
    """
    _cleanups.append(clean)
    try:
        yield
    finally:
        clean()
        _cleanups.remove(clean)


@contextmanager
def ignored() -> Iterator[None]:
    """Leave interrupts to the program that is run in the block."""
    before = signal.signal(signal.SIGINT, _nothing)  # unlike SIG_IGN it is not inherited
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end(number: int, _frame: FrameType | None) -> None:
    for clean in reversed(_cleanups):
        with suppress(OSError):
            clean()
    os._exit(128 + number)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    pass
