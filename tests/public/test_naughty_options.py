"""Texts that programs trip over, typed: each is answered, or refused in one message.

What they are, and how a public collection of them is read: vectors.py.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer
from conftest import Negcli
from vectors import NOT_TEXT, naughty, specimens

from negotiations_cli.cli.app import COMMANDS, app

OBEYED = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))}
NEEDED = {
    "search": ["peace"], "actor": ["anna-a"], "show": ["meeting-one"], "cite": ["paper"],
    "chart": ["months"], "export": ["jsonl"], "init": ["new"], "schema": ["events"],
    "completion": ["bash"],
}  # fmt: skip
"""The arguments without which a command does nothing."""

# The real program, many times in one process.
ASK = """
import contextlib, io, json, sys
from negotiations_cli.cli.app import main
from negotiations_cli.index.cache import Index
Index.__del__ = Index.close  # a command leaves that to the end of its process
for words in json.load(sys.stdin):
    out, err, code = io.StringIO(), io.StringIO(), None
    sys.argv = ["negcli", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    print(json.dumps([code, err.getvalue()]))
"""


class Place(NamedTuple):
    """A place for a value on a command line: an option's name, or an argument's."""

    command: str
    name: str
    is_option: bool

    def words(self, text: str, store: str, folder: Path) -> list[str]:
        """A command line with `text` there."""
        if self.name in ("-o", "--output", "folder") and self.command != "check":
            text = str(folder / text.replace("/", "|"))  # it is written, and not just anywhere
        chosen = [] if self.name == "--store" else ["--store", store]
        if self.is_option:
            # So that a name does not choose the format, which has few.
            more = ["-f", "json"] if self.name == "-o" and self.command != "export" else []
            words = [*NEEDED.get(self.command, []), *more, f"{self.name}={text}"]
        else:
            words = ["--", text]
        return [*chosen, self.command, *words]


def places() -> dict[str, list[Place]]:
    """Every option that takes a value and every argument, by name, with the commands that do."""
    found: dict[str, list[Place]] = defaultdict(list)
    group = typer.main.get_command(app)
    for command in COMMANDS:
        for one in group.commands[command].params:  # type: ignore[attr-defined]
            if one.param_type_name == "argument":
                found[f"{command} {one.name}"].append(Place(command, one.name, False))
            elif not one.is_flag:
                name = max(one.opts, key=len)
                found[name].append(Place(command, name, True))
    return found


def test_any_text_anywhere_is_an_answer_or_one_message(
    make_store: Callable[..., Path], negcli: Negcli, tmp_path: Path
) -> None:
    """Of an option that several commands have, each text is given to one of them in turn."""
    store, folder = str(make_store()), tmp_path / "written"
    folder.mkdir()
    texts = [*naughty(), *NOT_TEXT, *(specimen.text for specimen in specimens())]
    commands = [
        takers[number % len(takers)].words(text, store, folder)
        for takers in places().values()
        for number, text in enumerate(texts)
    ]
    assert len(commands) > 40 * len(texts)
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=negcli.env, check=False,
        input=json.dumps(commands), capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    for words, line in zip(commands, done.stdout.splitlines(), strict=True):
        code, err = json.loads(line)
        assert code in (0, 2, 3, 5), words
        assert code != 3 or "--store" in words[-1] or words[2:3] == ["check"], words
        assert code != 5 or str(folder) in words[-1], words
        assert not OBEYED & set(err), words
        if code:
            first, *others = err.splitlines()
            assert first.startswith("negcli: "), words
            assert all(line.startswith("  ") for line in others), words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store", "written"]
