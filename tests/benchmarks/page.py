"""How quickly the page of `negcli export html` shows, filters and zooms in Chromium.

`python tests/benchmarks/page.py [EVENTS]` measures the page of the shipped store, or that of a
store of so many events made by generate.py. It needs the test requirements and /usr/bin/chromium.
"""

import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import write_store
from playwright.sync_api import Page, sync_playwright

TIMES = 5
CHROMIUM = "/usr/bin/chromium"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# What a person waits for: the script, and the layout of what is in sight.
WAIT = """async (work) => {
  const start = performance.now();
  work();
  await new Promise((done) => setTimeout(done));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""
INPUT = "form.dispatchEvent(new Event('input', { bubbles: true }))"
CLEAR = "form.reset()"
DEEDS = {
    "filter by type": f"form._type.value = 'talks'; {INPUT}",
    "clear": CLEAR,
    "filter by an actor": f"form._actor.selectedIndex = 1; {INPUT}",
    "clear again": CLEAR,
    "filter by a common word": f"form._search.value = 'ukraine'; {INPUT}",
    "clear the word": CLEAR,
    "filter by a phrase": f"form._search.value = '\"security guarantees\"'; {INPUT}",
    "clear the phrase": CLEAR,
    "zoom in": "document.querySelector('[data-move=in]').click()",
    "later": "document.querySelector('[data-move=later]').click()",
    "all": "document.querySelector('[data-move=all]').click()",
}


def measure(page: Page) -> dict[str, float]:
    """Milliseconds: until first paint and readiness, and for each deed."""
    page.wait_for_timeout(1500)
    taken = {"first paint": page.evaluate(PAINT), "ready": page.evaluate(READY)}
    for name, deed in DEEDS.items():
        work = f"() => {{ const form = document.getElementById('_filters'); {deed}; }}"
        taken[name] = page.evaluate(f"({WAIT})({work})")
        page.wait_for_timeout(400)
    return taken


def main(events: int | None) -> None:
    """Write the page, open it some times, and print the middle times."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        store: list[str] = []
        if events:
            write_store(Path(folder) / "store", events)
            store = ["--store", f"{folder}/store"]
        subprocess.run(["negcli", *store, "export", "html", "-o", str(file)], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        runs = []
        for _ in range(TIMES):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(file.as_uri())
            runs.append(measure(page))
            page.close()
        browser.close()
        print(f"{file.stat().st_size:,} bytes; milliseconds, the middle of {TIMES}:")
        for name in runs[0]:
            print(f"{statistics.median(run[name] for run in runs):8.0f}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
