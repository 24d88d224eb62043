"""Help: at most 80 columns wide, examples first, and nothing lost in it."""

import pytest
from conftest import Negcli

from negotiations_cli.cli.app import COMMANDS


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_fits_80_columns_and_begins_with_two_examples(
    negcli: Negcli, command: list[str]
) -> None:
    result = negcli(*command, "--help")
    assert (result.err, result.code) == ("", 0)
    assert max(map(len, result.lines)) <= 80
    examples = [line for line in result.lines if line.startswith("  negcli ")]
    assert len(examples) == 2
    assert result.lines.index(examples[0]) == 4
    assert negcli(*command, "-h") == result
    assert negcli("help", *command) == result


def test_every_command_is_listed_with_its_help(negcli: Negcli) -> None:
    listing = " ".join(negcli().out.split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in listing
        assert summary in " ".join(negcli(name, "--help").out.split())


def test_the_version_is_the_packages(negcli: Negcli) -> None:
    from importlib.metadata import version  # noqa: PLC0415

    assert negcli("--version").out == f"negcli {version('negcli')}\n"


def test_help_on_no_command_suggests(negcli: Negcli) -> None:
    result = negcli("help", "timelin")
    assert result.code == 2
    assert result.err == "negcli: no command or subject 'timelin'\n  did you mean 'timeline'?\n"


def test_brackets_in_help_are_kept(negcli: Negcli) -> None:
    assert "Usage: negcli check [OPTIONS] [DIR]" in negcli("check", "--help").out
