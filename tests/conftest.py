"""What tests share: the real command, run as a pipe and as a terminal, and small stores."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

COMMAND = Path(sys.executable).with_name("negcli")
ROOT = Path(__file__).resolve().parent.parent
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

STORE = "title: A store\ndescription: For a test.\nlicence: CC0-1.0\nformat: '1'\n"
ACTORS = """\
- id: anna-a
  kind: person
  name: Anna A
  offices: [{post: Envoy, of: aland, from: 2020, to: 2021}]
- {id: aland, kind: state, name: Aland, aliases: [Åland]}
- {id: bland, kind: state, name: Bland}
"""
SOURCES = "- {id: paper, type: report, kind: secondary, title: A paper, side: bland}\n"
TOPICS = "- {id: peace, name: Peace, description: Peace.}\n"
EVENT = """\
- id: meeting-one
  date: 2020-05
  type: meeting
  title: They meet
  summary: Anna A meets Bland.
  actors: [{actor: anna-a, role: speaker}, {actor: bland, role: party}]
  topics: [peace]
  sources: [paper]
  quotes:
    - id: anna-words
      speaker: anna-a
      text: "We keep [our] word."
      wording: verbatim
      language: en
"""


def turns(few: int) -> int:
    """How often to try what depends on chance: a few times, or as often as NEGCLI_TURNS says."""
    return int(os.environ.get("NEGCLI_TURNS", few))


class Result(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Negcli:
    """The real command, with an environment of its own."""

    def __init__(self, cache: Path) -> None:
        kept = {"PATH", "LANG", "LC_ALL", "HOME", "TMPDIR"}
        self.env = {name: value for name, value in os.environ.items() if name in kept}
        self.env |= {"XDG_CACHE_HOME": str(cache), "TERM": "xterm-256color"}

    def __call__(self, *args: str, cwd: Path | None = None, **env: str) -> Result:
        """Run it with a pipe for stdout."""
        done = subprocess.run(
            [COMMAND, *args],
            capture_output=True,
            encoding="utf-8",
            env=self.env | env,
            cwd=cwd,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Result(done.stdout, done.stderr, done.returncode)

    def terminal(self, *args: str, columns: int = 80, **env: str) -> Result:
        """Run it on a terminal of that width, without a pager unless `NEGCLI_PAGER` is given."""
        environment = self.env | {"COLUMNS": str(columns), "NEGCLI_PAGER": "cat"} | env
        main, side = pty.openpty()
        process = subprocess.Popen(
            [COMMAND, *args],
            stdout=side,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        os.close(side)
        written = b"".join(_read(main, process))
        err = process.stderr.read().decode() if process.stderr else ""
        os.close(main)
        return Result(written.decode().replace("\r\n", "\n"), err, process.wait())


def _read(main: int, process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    ended = 0.0
    while True:
        ready, _, _ = select.select([main], [], [], 0.1)
        if ready:
            try:
                block = os.read(main, 65536)
            except OSError:
                return
            if not block:
                return
            yield block
        elif process.poll() is not None:
            ended = ended or time.monotonic()
            if time.monotonic() - ended > 1:
                return


def plain(text: str) -> str:
    """Text without the escapes of a terminal."""
    return ESCAPE.sub("", text)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def negcli(cache: Path) -> Negcli:
    return Negcli(cache)


@pytest.fixture
def make_store(tmp_path: Path) -> Callable[..., Path]:
    """Write a small sound store; keyword arguments give files other contents, or None to omit."""

    def make(**files: str | bytes | None) -> Path:
        folder = tmp_path / "store"
        contents: dict[str, str | bytes | None] = {
            "store": STORE,
            "actors": ACTORS,
            "sources": SOURCES,
            "topics": TOPICS,
            "events": EVENT,
            **files,
        }
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            if content is not None:
                data = content.encode() if isinstance(content, str) else content
                (folder / f"{name}.yaml").write_bytes(data)
        return folder

    return make
