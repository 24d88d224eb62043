"""`negcli help [COMMAND]`: what --help says."""

from typing import Annotated

import typer

from negotiations_cli.cli import values
from negotiations_cli.errors import UsageError
from negotiations_cli.output import streams
from negotiations_cli.records.names import did_you_mean


def _commands(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    commands = ctx.find_root().command.commands  # type: ignore[attr-defined]
    return values.fixed(tuple(commands))(ctx, incomplete)


def help(  # noqa: A001 - the command's name
    ctx: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", autocompletion=_commands)
    ] = None,
) -> None:
    """Show help on negcli or on a command.

    \b
    negcli help
    negcli help timeline
    """
    root = ctx.find_root()
    if command is None:
        streams.write_stdout([root.get_help() + "\n"])
        return
    commands = root.command.commands  # type: ignore[attr-defined]
    if command not in commands:
        raise UsageError(
            f"no command '{command}'",
            did_you_mean(command, commands) or f"they are {', '.join(commands)}",
        )
    found = commands[command]
    streams.write_stdout([typer.Context(found, info_name=command, parent=root).get_help() + "\n"])
