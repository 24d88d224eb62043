"""Processes that share the work of compiling."""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TypeAlias

Send: TypeAlias = Callable[[Any], None]
"""Sends something to the process that waits for it."""

_MOST = 8


def processors() -> int:
    """How many processes may work at once; 1 where a process cannot be divided."""
    threads = sys.modules.get("threading")
    if threads is not None and threads.active_count() > 1:
        return 1  # a fork would copy the locks that other threads hold
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST)
    return min(os.cpu_count() or 1, _MOST)


class Process:
    """A copy of this process, which does some work and ends.

    `pipe` can be waited for until there is something to receive.
    """

    def __init__(self, work: Callable[[Send], None]) -> None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()  # or both would write what is waiting
        reading, writing = os.pipe()
        self._number = os.fork()
        if not self._number:
            os.close(reading)
            _work_and_end(work, writing)
        os.close(writing)
        self.pipe: BinaryIO = os.fdopen(reading, "rb")

    def stop(self) -> None:
        """End the process before its work is done."""
        if self._number:
            os.kill(self._number, signal.SIGKILL)
            self._ended()

    def receive(self) -> Any:
        """What was sent next. Raises EOFError at the end, or what the work raised."""
        try:
            received = pickle.load(self.pipe)
        except (EOFError, pickle.UnpicklingError):
            if self._ended():
                raise ChildProcessError("a process that compiles was ended") from None
            raise
        if isinstance(received, BaseException):
            raise received
        return received

    def _ended(self) -> int:
        """Wait for the end; 0 if it was a good one."""
        self.pipe.close()
        _, status = os.waitpid(self._number, 0)
        self._number = 0
        return status


def _work_and_end(work: Callable[[Send], None], writing: int) -> None:
    """Do the work, and end without cleaning up what is the other process's."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:

            def send(something: Any) -> None:
                pickle.dump(something, pipe)
                pipe.flush()

            try:
                work(send)
            except BrokenPipeError:  # nobody waits any more
                raise
            except Exception as error:
                send(error)
        code = 0
    finally:
        os._exit(code)
