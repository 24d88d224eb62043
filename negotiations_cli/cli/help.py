"""`negcli help [COMMAND|SUBJECT]`: what --help says, and a page on each subject."""

from importlib.resources import files
from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.errors import UsageError
from negotiations_cli.output import streams
from negotiations_cli.records.names import did_you_mean

SUBJECTS = ("dates", "names", "words", "formats", "exit-codes", "environment", "store")
"""The pages of negotiations_cli/manual."""


def _names(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    commands = ctx.find_root().command.commands  # type: ignore[attr-defined]
    return values.fixed((*commands, *SUBJECTS))(ctx, incomplete)


def help(  # noqa: A001 - the command's name
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help=f"A command, or {', '.join(SUBJECTS)}.",
            autocompletion=_names,
        ),
    ] = None,
) -> None:
    """Show help on negcli, on a command or on a subject.

    \b
    negcli help timeline
    negcli help dates
    """
    root = ctx.find_root()
    commands = root.command.commands  # type: ignore[attr-defined]
    if name is None:
        text = root.get_help()
    elif name in commands:
        text = typer.Context(commands[name], info_name=name, parent=root).get_help()
    elif name in SUBJECTS:
        text = page(name).rstrip("\n")
    else:
        known = [*commands, *SUBJECTS]
        raise UsageError(
            f"no command or subject '{name}'",
            did_you_mean(name, known) or f"they are {', '.join(known)}",
        )
    streams.write_stdout([text + "\n"])


def page(subject: str) -> str:
    """The text of a subject, in simple Markdown, at most 80 columns wide."""
    return (files("negotiations_cli") / "manual" / f"{subject}.md").read_text("utf-8")
