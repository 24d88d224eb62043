"""The library of the page that `negcli export html` writes, built into one file.

`python tools/vendor.py` writes d3.js, its licences and its record into the folder of the page. It
needs npm. Every package is named with its version, so that the same file comes of it again.
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "negotiations_cli" / "export" / "page"
# The four that the page asks for, and those that they ask for themselves.
PACKAGES = {
    "d3-axis": "3.0.1", "d3-scale": "4.0.3", "d3-selection": "3.0.1", "d3-zoom": "3.0.1",
    "d3-array": "3.2.5", "d3-color": "3.1.1", "d3-dispatch": "3.0.2", "d3-drag": "3.0.1",
    "d3-ease": "3.0.2", "d3-format": "3.1.3", "d3-interpolate": "3.0.2", "d3-time": "3.1.1",
    "d3-time-format": "4.1.1", "d3-timer": "3.0.2", "d3-transition": "3.0.2", "internmap": "2.0.3",
}  # fmt: skip
BUNDLER = {"esbuild": "0.28.2"}
ENTRY = """\
export { axisTop } from "d3-axis";
export { scaleUtc } from "d3-scale";
export { select } from "d3-selection";
export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
"""
RECORD = """\
# What comes from elsewhere

`d3.js` is made by `python tools/vendor.py` from packages of the npm registry, in the versions that
follow, by {bundler}. It is {size:,} bytes; its SHA-256 is

    {checksum}

Nothing of it is changed. The licences are at its beginning and in `d3-LICENSE.txt`;
docs/dependencies.md says why it was chosen.

{versions}
"""


def build(folder: Path) -> None:
    """Fetch the packages into `folder` and write the files. Raises CalledProcessError."""
    wanted = [f"{name}@{version}" for name, version in (PACKAGES | BUNDLER).items()]
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    subprocess.run([*npm, *wanted], check=True, stdout=subprocess.DEVNULL)
    entry = folder / "entry.js"
    entry.write_text(ENTRY, "utf-8")
    built = folder / "d3.js"
    bundle = ["--bundle", "--minify", "--format=iife", "--global-name=d3", "--target=es2020"]
    esbuild = folder / "node_modules" / ".bin" / "esbuild"
    said = ["--legal-comments=none", "--log-level=warning", f"--outfile={built}"]
    subprocess.run([esbuild, entry, *bundle, *said], check=True)
    licences = _licences(folder)
    # Every page holds the library, and so must hold its licences.
    library = f"/*\n{licences}*/\n{built.read_text('utf-8')}"
    (PAGE / "d3.js").write_text(library, "utf-8")
    (PAGE / "d3-LICENSE.txt").write_text(licences, "utf-8")
    (PAGE / "VERSIONS.md").write_text(_record(library.encode()), "utf-8")


def _licences(folder: Path) -> str:
    """Every licence once, after the packages that bear it."""
    bearers: dict[str, list[str]] = {}
    for name in PACKAGES:
        text = (folder / "node_modules" / name / "LICENSE").read_text("utf-8").strip()
        bearers.setdefault(text, []).append(name)
    return "\n".join(f"{', '.join(names)}:\n\n{text}\n" for text, names in bearers.items())


def _record(library: bytes) -> str:
    (bundler,) = (f"{name} {version}" for name, version in BUNDLER.items())
    return RECORD.format(
        bundler=bundler,
        size=len(library),
        checksum=sha256(library).hexdigest(),
        versions="\n".join(f"- {name} {version}" for name, version in sorted(PACKAGES.items())),
    )


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        try:
            build(Path(temporary))
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(str(error))
