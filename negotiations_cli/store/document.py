"""One file of a store, and the problems that are found at places of it."""

from negotiations_cli.errors import Problem
from negotiations_cli.store.check_names import severity
from negotiations_cli.store.yamltree import Mark

_EXCERPT = 400  # characters of a line that are shown at most


class Document:
    """A file's path and lines; it turns marks into problems that show the line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: list[str] = []
        self.problems: list[Problem] = []

    def report(self, mark: Mark, check: str, message: str, remedy: str) -> None:
        """Note a problem at a place of the file."""
        line = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        end = mark.end_column if mark.end_line == mark.line else len(line.rstrip()) + 1
        self.problems.append(
            Problem(
                self.path,
                mark.line,
                mark.column,
                max(end, mark.column + 1),
                severity(check),
                check,
                message,
                remedy,
                line[:_EXCERPT],
            )
        )
