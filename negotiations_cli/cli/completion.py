"""`negcli completion SHELL`: the script that makes a shell complete negcli."""

from importlib.resources import files
from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.output import streams
from negotiations_cli.query.names import find_word

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="SHELL", help=f"{', '.join(SHELLS)}.", autocompletion=values.fixed(SHELLS)
        ),
    ],
) -> None:
    """Print the script that makes a shell complete negcli.

    \b
    negcli completion bash > ~/.local/share/bash-completion/completions/negcli
    negcli completion fish > ~/.config/fish/completions/negcli.fish

    For zsh, write it as _negcli into a folder of $fpath. It completes commands,
    options, and as values names of actors, topics, places, ids and fields.
    """
    name = find_word(shell, SHELLS, "shell")
    script = files("negotiations_cli") / "completions" / f"negcli.{name}"
    streams.write_stdout([script.read_text("utf-8")])
