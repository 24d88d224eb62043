"""Draw the README's pictures: real commands on the shipped data, as SVG.

Run from the repository: `python tools/pictures.py`. It needs negcli installed.
"""

import os
import shlex
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COLUMNS = 88
PICTURES = {
    "timeline": "negcli timeline --actor Russia --on 2022-03-29..2022-04-07",
    "quotes": "negcli quotes --about istanbul-talks-2022-03-29 --speaker Arakhamia",
    "actor": "negcli actor Lavrov",
    "chart": "negcli chart lanes --since 2022",
}


def draw(command: str) -> str:
    """The picture of what a command prints on a terminal."""
    return subprocess.run(
        [*shlex.split(command), "--format", "svg"],
        env=os.environ | {"COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, command in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(command), "utf-8")


if __name__ == "__main__":
    main()
