"""What can go wrong, and the exit code that a script gets for it."""

from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """The exit codes of every command; `negcli help exit-codes` prints them."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3
    NO_MATCH = 4
    NOT_WRITTEN = 5
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Problem(NamedTuple):
    """One thing wrong in a written store, at one place of one file.

    `line` and `column` count characters from 1; `end_column` is one past the last character meant
    (on the same line). `path` is relative to the store's folder.
    """

    path: str
    line: int
    column: int
    end_column: int
    severity: str
    check: str
    message: str
    remedy: str
    excerpt: str

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.check}]: {self.message}"
        )


class NegcliError(Exception):
    """Something that the user is told in one message: what, why, and what to do."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(NegcliError):
    """A name, option, field or date that cannot be meant."""


class StoreUnreadableError(NegcliError):
    """The store's folder or its files cannot be read at all."""

    exit_code = ExitCode.UNREADABLE


class StoreProblemsError(NegcliError):
    """The store has problems and `--strict` was asked for."""

    exit_code = ExitCode.PROBLEMS


class OutputError(NegcliError):
    """The output could not be written."""

    exit_code = ExitCode.NOT_WRITTEN


class PipeClosedError(OutputError):
    """The reader of the output went away, as `head` does: nothing to tell the user."""

    exit_code = ExitCode.PIPE_CLOSED

    def __init__(self) -> None:
        super().__init__("the reader of the output went away")
