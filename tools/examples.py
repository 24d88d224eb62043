"""The examples in README and docs: run them, and write or compare what they print.

`python tools/examples.py` writes; the tests compare. An example is a console block below a line
`<!-- example -->`, or `<!-- example lines=N -->` to keep the first N lines and a `…`. Commands run
in bash, in the repository, 80 columns wide.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/records.md", "docs/data.md", "docs/charts.md")

_BLOCK = re.compile(
    r"<!-- example(?: lines=(?P<lines>\d+))? -->\n```console\n\$ (?P<command>.+)\n(?P<out>[^`]*)```"
)


class Example(NamedTuple):
    """A command as a page shows it, and what the page says that it prints."""

    page: str
    command: str
    shown: str
    lines: int | None


def examples() -> Iterator[Example]:
    """The examples of all pages."""
    for page in PAGES:
        for match in _BLOCK.finditer((ROOT / page).read_text("utf-8")):
            yield _example(page, match)


def printed(example: Example) -> str:
    """What the command prints now, shortened as the page wants it."""
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {"PATH": os.pathsep.join(paths), "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", example.command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if example.lines is None:
        return done.stdout
    lines = done.stdout.splitlines()[: example.lines]
    return "\n".join([*lines, "…", ""])


def main() -> None:
    """Write what the examples print into their pages."""
    for page in PAGES:
        path = ROOT / page
        path.write_text(_BLOCK.sub(_renewed, path.read_text("utf-8")), "utf-8")


def _renewed(match: re.Match[str]) -> str:
    head = match[0][: match.start("out") - match.start()]
    return f"{head}{printed(_example('', match))}```"


def _example(page: str, match: re.Match[str]) -> Example:
    lines = int(match["lines"]) if match["lines"] else None
    return Example(page, match["command"], match["out"], lines)


if __name__ == "__main__":
    main()
