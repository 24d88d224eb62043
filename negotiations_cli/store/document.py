"""One file of a store, and the problems that are found at places of it."""

from functools import cached_property

from negotiations_cli.errors import Problem
from negotiations_cli.store.check_names import severity
from negotiations_cli.store.yamltree import (
    MAX_PROBLEMS,
    Mapping,
    Mark,
    Sequence,
    lines,
    parse,
)

_EXCERPT = 400  # characters of a line that are shown at most
_SAID = 400  # characters of a message, which may quote a value of any length


class Document:
    """A file's path and contents; it turns marks into problems that show the line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.data = b""
        """The file's contents, if they are text."""
        self.problems: list[Problem] = []
        self.untold = 0
        """How many problems were found beyond those that are kept."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, split when the first problem is reported: most have none."""
        return lines(self.data.decode("utf-8-sig"))

    def item(self, place: int) -> Mapping:
        """What stands at a place of the list that the file is; that must be a mapping."""
        item = self._items[place]
        assert isinstance(item, Mapping)
        return item

    @cached_property
    def _items(self) -> Sequence:
        """The list, read anew when the first place in it is asked for: few files have problems."""
        root, _ = parse(self.data.decode("utf-8-sig"), lambda *_: None)
        assert isinstance(root, Sequence)
        return root

    def report(self, mark: Mark, check: str, message: str, remedy: str) -> None:
        """Note a problem at a place of the file."""
        if len(self.problems) == MAX_PROBLEMS:
            self.untold += 1
            return
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
                _cut(message),
                _cut(remedy),
                line[:_EXCERPT],
            )
        )


def _cut(text: str) -> str:
    return text if len(text) <= _SAID else text[: _SAID - 1] + "…"
