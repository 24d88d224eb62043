"""A Markdown table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from negotiations_cli.output.cells import one_line, plain

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&])")


def table(rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> Iterator[str]:
    """A pipe table of GitHub Flavored Markdown; nothing in a text is taken for markup."""
    yield f"| {' | '.join(fields)} |\n"
    yield f"|{' --- |' * len(fields)}\n"
    for row in rows:
        cells = (escape(one_line(plain(row[field]))) for field in fields)
        yield f"| {' | '.join(cells)} |\n"


def escape(text: str) -> str:
    """`text` with everything that Markdown would read escaped."""
    return _SPECIAL.sub(r"\\\1", text)
