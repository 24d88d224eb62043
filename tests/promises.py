"""What negcli promises of any store, whatever stands in its files, asked within one process."""

import csv
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from negotiations_cli.cli.app import main
from negotiations_cli.errors import Problem
from negotiations_cli.index.cache import Index
from negotiations_cli.records.unseen import CONTROL, INVISIBLE
from negotiations_cli.store.check_names import CHECKS
from negotiations_cli.store.load import load

FILES = ("events", "actors", "sources", "topics", "disputes", "corrections", "store")
"""The files of a store by their names."""

SOUND = {
    name: (Path(__file__).parent / "fuzz" / "store" / f"{name}.yaml").read_bytes() for name in FILES
}
"""A sound store with every kind of record and every field."""

_HARMFUL = re.compile(f"{CONTROL}|{INVISIBLE}")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
ANSWERS = (
    "timeline -f json", "timeline -f tsv", "timeline -f table --color always", "quotes -f csv",
    "quotes -f markdown", "quotes -f table --color always", "actors -f jsonl", "actors -f table",
    "sources -f csv", "sources -f table", "topics -f json", "topics -f table", "disputes -f json",
    "disputes -f table", "corrections -f json", "corrections -f table", "stats -f json",
    "stats -f svg", "search meet -f json", "chart months", "chart lanes -f table",
    "chart matrix -f svg", "show IDS -f table", "show IDS -f jsonl", "cite CITED -f text",
    "cite CITED -f csl-json", "cite CITED -f bibtex", "cite CITED -f biblatex", "cite CITED -f ris",
    "export html", "export markdown", "export ics", "export timelinejs", "export plover",
)  # fmt: skip
"""What is asked of a store; IDS stands for all records, CITED for those that cite or are cited."""

# A command leaves closing to the end of its process.
Index.__del__ = Index.close  # type: ignore[attr-defined]


class Stores:
    """A store that is written anew for every input, and a cache with the index of the one before.

    `files` are those that an input does not give.
    """

    def __init__(self, base: Path, files: Mapping[str, bytes] = SOUND) -> None:
        self.folder = base / "store"
        self.cache = base / "cache"
        self.files = files
        self.folder.mkdir()

    def hold(self, answers: Sequence[str] = ANSWERS, **files: bytes) -> None:
        """Raise AssertionError unless all promises hold of the store with `files`."""
        problems = self.hold_of_reading(**files)
        errors = any(problem.severity == "error" for problem in problems)
        with _environment(XDG_CACHE_HOME=str(self.cache)):
            self._hold_of_check(len(problems), errors)
            rows = self._hold_of_index(errors)
            ids = [row["id"] for row in rows]
            cited = [row["id"] for row in rows if row["record"] in ("event", "quote", "source")]
            for words in answers:
                named = {"IDS": ids, "CITED": cited}.get(words.split()[1])
                if named != []:
                    self._hold_of_answer(words, named)

    def hold_of_reading(self, **files: bytes) -> list[Problem]:
        """The same, but only of reading; the problems that are found."""
        for name, data in {**self.files, **files}.items():
            path = self.folder / f"{name}.yaml"
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)
        problems = load(self.folder).problems
        for problem in problems:
            assert problem.check in CHECKS
            assert problem.line >= 1
            assert problem.end_column > problem.column >= 1
            assert 0 < len(problem.message) <= 400
        if hasattr(yaml, "CSafeLoader"):
            with _without_libyaml():
                pure = load(self.folder).problems
            # libyaml takes some texts, with tabs mostly, which the pure parser does not.
            syntax = "yaml-syntax" in {problem.check for problem in pure}
            assert syntax or _told(pure) == _told(problems)
        return problems

    def _hold_of_check(self, number: int, errors: bool) -> None:
        code, out, _ = self._run("check")
        assert (code, _HARMFUL.search(out)) == (int(errors), None)
        code, out, _ = self._run("check", "-f", "json")
        assert (code, len(json.loads(out))) == (int(errors), number)

    def _hold_of_index(self, errors: bool) -> list[Any]:
        """The records in it."""
        code, whole, err = self._run("export", "jsonl")
        assert (code, "has problems" in err) == (0, errors), err
        with _environment(XDG_CACHE_HOME="", HOME=""):
            assert self._run("export", "jsonl") == (code, whole, err), "made anew it is the same"
        rows = [json.loads(line) for line in whole.split("\n")[:-1]]
        assert not [text for text in _texts(rows) if _HARMFUL.search(text)]
        written = b"".join(path.read_bytes() for path in self.folder.iterdir())
        # A sign in the place of what cannot be read would be a word that nobody wrote.
        assert "\ufffd" not in whole or b"\xef\xbf\xbd" in written or b"\\u" in written.lower()
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)
        return rows

    def _hold_of_answer(self, words: str, named: list[str] | None) -> None:
        """It is of its format, and a terminal would obey nothing in it."""
        verb, what, *options = words.split()
        code, out, err = self._run(verb, *(named or [what]), *options)
        assert (code, "Traceback" in err) == (0, False), (words, err)
        assert not _HARMFUL.search(_COLOUR.sub("", out.replace("\r\n", "\n"))), words
        if words.endswith((" json", "csl-json", "timelinejs")):
            json.loads(out)
        elif words.endswith(("jsonl", "plover")):
            assert all(isinstance(json.loads(line), dict) for line in out.split("\n")[:-1])
        elif words.endswith("csv"):
            assert len({len(row) for row in csv.reader(StringIO(out, newline=""))}) == 1
        elif words.endswith("tsv"):
            assert len({line.count("\t") for line in out.split("\n")[:-1]}) <= 1
        elif words.endswith("svg") and out:
            ElementTree.fromstring(out)
        elif words.endswith("ics"):
            lines = out.split("\r\n")
            assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
            assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")

    def _run(self, *words: str) -> tuple[int, str, str]:
        """The exit code of a command, and what it prints."""
        out, err, code = StringIO(), StringIO(), -1
        before = sys.argv
        sys.argv = ["negcli", "--store", str(self.folder), *words]
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.argv = before
        return code, out.getvalue(), err.getvalue()


def _told(problems: list[Problem]) -> list[Problem]:
    """Problems, without the place of what stands nowhere: libyaml looks for it one token on."""
    nowhere = {"line": 1, "column": 1, "end_column": 2, "excerpt": ""}
    told = [p._replace(**nowhere) if p.check == "empty-value" else p for p in problems]
    return sorted(told)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name, "") for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.update(before)


@contextmanager
def _without_libyaml() -> Iterator[None]:
    with_libyaml = yaml.CSafeLoader
    del yaml.CSafeLoader
    try:
        yield
    finally:
        yaml.CSafeLoader = with_libyaml  # type: ignore[misc]
