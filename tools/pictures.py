"""Draw the README's pictures: real commands on the shipped data, and the page in a browser.

Run from the repository: `python tools/pictures.py`. It needs negcli installed with what its tests
need, and /usr/bin/chromium.
"""

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COLUMNS = 88
PICTURES = {
    "timeline": "negcli timeline --actor Russia --on 2022-03-29..2022-04-07",
    "actor": "negcli actor Lavrov",
    "chart": "negcli chart lanes --since 2022",
    "months": "negcli chart months --by side --since 2025",
}
CHROMIUM = "/usr/bin/chromium"
PAGE = "#lanes=side&view=2022-03-01..2022-04-20"
"""What the picture of the page shows."""
SIZE: ViewportSize = {"width": 1200, "height": 1000}


def draw(command: str) -> str:
    """The picture of what a command prints on a terminal."""
    return subprocess.run(
        [*shlex.split(command), "--format", "svg"],
        env=os.environ | {"COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def photograph(file: Path) -> None:
    """Write the picture of the page of all the data, as a light screen shows it."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        subprocess.run(["negcli", "export", "html", "-o", str(page)], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport=SIZE, color_scheme="light")
        opened.goto(f"{page.as_uri()}{PAGE}")
        opened.screenshot(path=file)
        browser.close()


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, command in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(command), "utf-8")
    photograph(FOLDER / "page.png")


if __name__ == "__main__":
    main()
