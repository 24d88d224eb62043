"""The shells are offered commands, options and values: by the real scripts in the real shells."""

import os
import pty
import re
import select
import shlex
import subprocess
import time
from collections.abc import Iterator

import pytest
from conftest import COMMAND, ROOT, Negcli

TOPICS = sorted(
    re.findall("^- id: (.*)$", (ROOT / "data" / "topics.yaml").read_text("utf-8"), re.MULTILINE)
)
CASES = [
    (["time"], ["timeline"]),
    (["timeline", "--not-t"], ["--not-topic", "--not-type"]),
    (["timeline", "--topic", "grain"], ["grain-initiative"]),
    (["timeline", "--type", "st"], ["statement"]),
    (["timeline", "--role", "pro"], ["proposer"]),
    (["timeline", "--actor", "sergey-la"], ["sergey-lavrov"]),
    (["timeline", "--actor", "cavuso"], ["cavusoglu"]),
    (["timeline", "--actor", "Лавр"], ["Лавров"]),
    (["timeline", "--actor", "Sergey La"], ["Sergey Lavrov"]),
    (["timeline", "--place", "Washin"], ["Washington"]),
    (["timeline", "--place", "Istanbul, "], ["Istanbul, Türkiye"]),
    (["timeline", "--format", "js"], ["json", "jsonl"]),
    (["timeline", "--fields", "date,ti"], ["date,title"]),
    (["quotes", "--sort", "sp"], ["speaker"]),
    (["quotes", "--sort", "-"], ["-date", "-speaker"]),
    (["actors", "--kind", "or"], ["organization"]),
    (["show", "istanbul-talks-2022-"], ["istanbul-talks-2022-03-29"]),
    (["cite", "lavrov-on-the-b"], ["lavrov-on-the-battlefield"]),
    (["export", "jso"], ["jsonl"]),
    (["help", "quot"], ["quotes"]),
    (["completion", "z"], ["zsh"]),
    (["timeline", "--actor", "zzz"], []),
]


EQUALS = [
    (["timeline", "--topic=grain"], "--topic=", ["grain-initiative"]),
    (["timeline", "--actor='sergey la"], "--actor=", ["sergey lavrov"]),
    (["timeline", '--actor="sergey la'], "--actor=", ["sergey lavrov"]),
    (["timeline", "--sort=-t"], "--sort=", ["-title", "-type"]),
    (["timeline", "--topic="], "--topic=", TOPICS),
]
"""A value behind its option and an equals sign, also if a quote is open."""


def environment(negcli: Negcli) -> dict[str, str]:
    return negcli.env | {"PATH": f"{COMMAND.parent}:{negcli.env['PATH']}", "TERM": "dumb"}


def run(negcli: Negcli, *command: str) -> list[str]:
    done = subprocess.run(
        command, env=environment(negcli), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_bash(negcli: Negcli, typed: list[str], offered: list[str]) -> None:
    script = """
        source <(negcli completion bash)
        compopt() { :; }  # what it sets counts only while readline asks
        COMP_WORDS=(negcli "$@") COMP_CWORD=$#
        _negcli negcli
        if [ ${#COMPREPLY[@]} -gt 0 ]; then printf '%s\\n' "${COMPREPLY[@]}"; fi
    """
    words = [f'"{word}' if " " in word else word for word in typed]  # as it is typed in bash
    assert run(negcli, "bash", "-c", script, "bash", *words) == offered


@pytest.mark.parametrize(("typed", "before", "offered"), EQUALS)
def test_bash_splits_at_the_equals_sign(
    negcli: Negcli, typed: list[str], before: str, offered: list[str]
) -> None:
    script = """
        source <(negcli completion bash)
        compopt() { :; }
        COMP_WORDS=(negcli "$@") COMP_CWORD=$#
        _negcli negcli
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    *others, last = typed
    option, sign, value = last.partition("=")
    words = [*others, option, sign, *([value] if value else [])]
    assert run(negcli, "bash", "-c", script, "bash", *words) == offered


@pytest.mark.parametrize(("typed", "before", "offered"), EQUALS)
def test_fish_completes_whole_words(
    negcli: Negcli, typed: list[str], before: str, offered: list[str]
) -> None:
    line = shlex.quote(f"negcli {' '.join(typed)}")
    script = f"source (negcli completion fish | psub); complete -C {line}"
    lines = run(negcli, "fish", "--no-config", "-c", script)
    completed = sorted(one.partition("\t")[0] for one in lines)
    assert completed == [f"{before}{one}" for one in offered]


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_fish(negcli: Negcli, typed: list[str], offered: list[str]) -> None:
    words = " ".join(word.replace(" ", "\\ ") for word in typed)
    script = f"source (negcli completion fish | psub); complete -C 'negcli {words}'"
    lines = run(negcli, "fish", "--no-config", "-c", script)
    assert [line.partition("\t")[0] for line in lines] == offered


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("negcli tim", "negcli timeline "),
        ("negcli timeline --topic gr", "negcli timeline --topic grain-initiative "),
        ("negcli timeline --actor Лав", "negcli timeline --actor Лавров "),
        ("negcli timeline --actor 'sergey la", "negcli timeline --actor 'sergey lavrov' "),
        ("negcli quotes --fields date,te", "negcli quotes --fields date,text "),
        ("negcli timeline --topic=gr", "negcli timeline --topic=grain-initiative "),
        ("negcli timeline --actor='sergey la", "sergey\\ lavrov "),  # it redraws the word
        ("negcli timeline --sort -da", "negcli timeline --sort -date "),
        ("negcli timeline --sort=-da", "negcli timeline --sort=-date "),
    ],
)
def test_zsh(negcli: Negcli, typed: str, completed: str) -> None:
    """A key is pressed in an interactive zsh: its completion system works nowhere else."""
    settings = environment(negcli) | {"PS1": "READY ", "LC_ALL": "C.UTF-8"}
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f"], settings)
    screen = _Screen(terminal)
    screen.until("READY ")
    load = "unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -D -u"
    screen.type(f"{load}; source <(negcli completion zsh); PS1='DONE '\n")
    screen.until("\nDONE ")
    screen.type(f"{typed}\t")
    screen.until(completed)
    os.close(terminal)
    os.waitpid(child, 0)


class _Screen:
    def __init__(self, terminal: int) -> None:
        self.terminal = terminal
        self.seen = ""

    def type(self, keys: str) -> None:
        self.seen = ""
        os.write(self.terminal, keys.encode())

    def until(self, text: str) -> None:
        """Read until `text` stands there; fail if nothing comes any more."""
        for block in self._blocks():
            self.seen += block.replace("\r", "\n")
            if text in self.seen.replace("\b", ""):
                return
        pytest.fail(f"{text!r} did not come, but {self.seen!r}")

    def _blocks(self) -> Iterator[str]:
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            if select.select([self.terminal], [], [], 0.2)[0]:
                yield os.read(self.terminal, 65536).decode("utf-8", "replace")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_without_a_store_nothing_is_offered(negcli: Negcli, shell: str) -> None:
    assert negcli("completion", shell).out.startswith("#")
    result = negcli(
        _NEGCLI_COMPLETE="complete_lines", COMP_WORDS="negcli\ntimeline\n--topic\ngr",
        COMP_CWORD="3", NEGCLI_STORE="/nonexistent",
    )  # fmt: skip
    assert (result.out.strip(), result.err, result.code) == ("", "", 0)


def test_the_store_that_is_named_is_asked(negcli: Negcli) -> None:
    offered = negcli(
        _NEGCLI_COMPLETE="complete_lines", COMP_CWORD="5",
        COMP_WORDS="negcli\n--store\n/nonexistent\ntimeline\n--topic\ngr",
    )  # fmt: skip
    assert offered.out.strip() == ""


def test_files_are_the_shells_to_find(negcli: Negcli) -> None:
    offered = negcli(
        _NEGCLI_COMPLETE="complete_lines", COMP_WORDS="negcli\ntimeline\n-o\nout", COMP_CWORD="3"
    )
    assert offered.out.split("\t")[:2] == ["file", "out"]


def test_an_unknown_shell_is_wrong_use(negcli: Negcli) -> None:
    result = negcli("completion", "fsh")
    assert result.err == "negcli: no shell 'fsh'\n  one of bash, zsh, fish\n"
    assert (result.out, result.code) == ("", 2)
