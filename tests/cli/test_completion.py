"""The shell is offered commands, options and values."""

import subprocess

import pytest
from conftest import COMMAND, Negcli


def complete(negcli: Negcli, line: str) -> list[str]:
    words = line.split(" ")
    result = negcli(
        _NEGCLI_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
    )
    assert (result.err, result.code) == ("", 0)
    return result.out.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("negcli time", ["timeline"]),
        ("negcli timeline --not-t", ["--not-topic", "--not-type"]),
        ("negcli timeline --topic grain", ["grain-initiative"]),
        ("negcli timeline --type st", ["statement"]),
        ("negcli timeline --role pro", ["proposer"]),
        ("negcli timeline --actor sergey-la", ["sergey-lavrov"]),
        ("negcli timeline --actor Лавр", ["Лавров"]),
        ("negcli timeline --format js", ["json", "jsonl"]),
        ("negcli actors --kind or", ["organization"]),
        ("negcli show istanbul-talks-2022", ["istanbul-talks-2022-03-29"]),
        ("negcli timeline --actor zzz", []),
    ],
)
def test_offered(negcli: Negcli, line: str, offered: list[str]) -> None:
    assert complete(negcli, line) == offered


def test_in_a_real_bash(negcli: Negcli) -> None:
    script = f"""
        eval "$(_NEGCLI_COMPLETE=source_bash '{COMMAND}')"
        COMP_WORDS=(negcli quotes --speaker cavuso) COMP_CWORD=3
        PATH="{COMMAND.parent}:$PATH" _negcli_completion negcli
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script], env=negcli.env, capture_output=True, text=True, check=True
    )
    assert done.stdout == "cavusoglu\n"


def test_without_a_store_nothing_is_offered(negcli: Negcli) -> None:
    result = negcli(
        _NEGCLI_COMPLETE="complete_bash", COMP_WORDS="negcli timeline --topic gr",
        COMP_CWORD="3", NEGCLI_STORE="/nonexistent",
    )  # fmt: skip
    assert (result.out, result.err, result.code) == ("\n", "", 0)
