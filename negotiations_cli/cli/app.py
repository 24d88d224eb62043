"""The command line: which commands there are, and what becomes of their errors."""

import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from negotiations_cli import __version__
from negotiations_cli.cli import values
from negotiations_cli.errors import ExitCode, NegcliError, OutputError, PipeClosedError, UsageError
from negotiations_cli.output import streams

COMMANDS = {
    "timeline": "List events, oldest first.",
    "quotes": "List quotations: when, who, the words, the occasion, the source.",
    "actors": "List every actor: what it is, its office, how often it occurs.",
    "actor": "Sum one actor up: offices, activity, company, topics, words, disputes.",
    "search": "Search events, quotes and disputes for words, best matches first.",
    "show": "Show records whole, of any kind, with all that belongs to them.",
    "disputes": "List the contested questions, or set the accounts of one side by side.",
    "sources": "List the sources, with how many events and quotes rest on each.",
    "topics": "List the topics, with how many events bear each.",
    "stats": "Count what the store holds: by year, type, side, source and language.",
    "corrections": "List the corrections: which record, what it said, what it says, why.",
    "chart": "Draw events: bars by month, lanes over time, or who met whom.",
    "cite": "Cite the sources of events and quotes, and sources.",
    "export": "Write the store, or what filters choose of it, for other tools.",
    "init": "Write a small store to start from, for another subject.",
    "schema": "Print the JSON Schema of a store's files, for editors.",
    "check": "Report every problem of a store: file, line, column, reason, remedy.",
    "completion": "Print the script that makes a shell complete negcli.",
    "help": "Show help on negcli, on a command or on a subject.",
}
"""The commands, each a module of its name, and what `negcli --help` says of them."""


class Command(TyperCommand):
    """A command whose help shows its options in their groups."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; a word to search for with a minus is not taken for options.

        `search nato -out` would write a file `ut` and `-finland` ask for a format.
        """
        if self.name == "search":
            for arg in args:
                if arg == "--":
                    break
                if arg.startswith("-") and arg[1:2].isalpha() and len(arg) > 2:
                    raise UsageError(
                        f"'{arg}' is no option",
                        f"to leave out a word, put it in quotes behind another: 'words {arg}'",
                    )
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options under the heading of their group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                panel = getattr(parameter, "rich_help_panel", None) or "Options"
                groups.setdefault(panel, []).append(record)
        for heading in sorted(groups, key=["Options", "Filters", "Output"].index):
            with formatter.section(heading):
                formatter.write_dl(groups[heading])


class _LazyCommands(Mapping[str, Any]):
    """The commands by name, each imported and built when it is asked for."""

    def __init__(self) -> None:
        self.built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.built:
            if name not in COMMANDS:
                raise KeyError(name)
            module = import_module(f"negotiations_cli.cli.{name}")
            app = _typer()
            app.command(
                name, cls=Command, short_help=COMMANDS[name],
                context_settings={"help_option_names": ["-h", "--help"]},
            )(getattr(module, name))  # fmt: skip
            self.built[name] = typer.main.get_command(app)
        return self.built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(Any, _LazyCommands())  # Typer only reads it


def _typer() -> typer.Typer:
    # Without Rich's markup: it would delete brackets from the help. Without Typer's tracebacks:
    # they show local variables.
    return typer.Typer(
        cls=Commands,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,  # `negcli completion` is in its place
    )


app = _typer()


def _version(wanted: bool) -> None:
    if wanted:
        streams.write_stdout([f"negcli {__version__}\n"])
        raise typer.Exit


@app.callback(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
def negcli(
    ctx: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="The store's folder, if not the one that comes along.",
            autocompletion=values.folders,
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Ask a sourced record of diplomacy who met, agreed, refused and said what.

    \b
    negcli timeline --actor Russia --since 2022-03
    negcli quotes --speaker Lavrov

    A terminal gets tables, a pipe gets tab-separated lines; every list takes
    --format table, tsv, csv, json, jsonl or markdown. 'negcli help SUBJECT'
    tells of dates, names, words, formats, exit-codes, environment, store.
    """
    del store, version  # read where they are needed
    if ctx.invoked_subcommand is None:
        streams.write_stdout([ctx.get_help() + "\n"])


def main() -> None:
    """Run a command; every error ends in one message and its exit code."""
    streams.prepare_streams()
    if "_NEGCLI_COMPLETE" in os.environ:
        from negotiations_cli.cli import shell  # noqa: PLC0415 - only shells ask

        shell.register()
    try:
        code = app(prog_name="negcli", standalone_mode=False)
    except NegcliError as error:
        if isinstance(error, OutputError):
            streams.abandon_stdout()
        if not isinstance(error, PipeClosedError):
            streams.say(error.message, error.remedy)
        code = error.exit_code
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "negcli"
        streams.say(error.format_message(), f"try '{path} --help'")
        code = ExitCode.USAGE
    except SystemExit as end:  # Typer ends a completion so, and says that a reader has gone
        code = PipeClosedError.exit_code if end.code == 1 else end.code
    except OSError as error:  # help, which Typer writes itself
        streams.abandon_stdout()
        streams.say(f"stdout cannot be written: {error.strerror}")
        code = ExitCode.NOT_WRITTEN
    sys.exit(int(code or 0))
