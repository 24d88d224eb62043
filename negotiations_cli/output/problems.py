"""The problems of a store as text: where, what, the line itself, and what would mend it."""

from collections.abc import Iterable, Iterator
from unicodedata import combining, east_asian_width

from negotiations_cli.errors import Problem
from negotiations_cli.output.cells import harmless, one_line

_SHOWN = 76  # columns of a line that are shown


def listed(problems: Iterable[Problem]) -> Iterator[str]:
    """Each problem in the form that editors and compilers use, with carets below the place."""
    for problem in problems:
        yield one_line(str(problem)) + "\n"
        if problem.excerpt.strip():
            yield from _excerpt(problem)
        if problem.remedy:
            yield f"    {one_line(problem.remedy)}\n"


def _excerpt(problem: Problem) -> Iterator[str]:
    """The line, cut around the place with a sign if it is long, and carets below the place."""
    start = problem.column - 1
    first = max(0, start - _SHOWN // 2) if len(problem.excerpt) > _SHOWN else 0
    shown = problem.excerpt[first : first + _SHOWN].replace("\t", " ")
    before, after = "…" * (first > 0), "…" * (first + _SHOWN < len(problem.excerpt))
    meant = shown[start - first : problem.end_column - 1 - first] or " "
    yield f"    {before}{harmless(shown)}{after}\n"
    yield f"    {' ' * (len(before) + _columns(shown[: start - first]))}{'^' * _columns(meant)}\n"


def _columns(text: str) -> int:
    """The columns of a terminal that `text` takes."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(bool(combining(char)) for char in text)
