"""The reference of the commands, as Markdown and as a manual page, from the program itself.

`python tools/commands.py` writes docs/commands.md and docs/negcli.1; the tests compare.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import typer

from negotiations_cli import __version__
from negotiations_cli.cli.app import COMMANDS, app
from negotiations_cli.cli.help import SUBJECTS, page
from negotiations_cli.cli.options import FILTER_OPTIONS, OUTPUT_OPTIONS

ROOT = Path(__file__).resolve().parent.parent
MARKDOWN = ROOT / "docs" / "commands.md"
MANUAL = ROOT / "docs" / "negcli.1"
DATE = "2026-11-25"
"""Of the manual page: that of the release, so that the page is the same on every day."""

_SHARED = {"Filters": set(FILTER_OPTIONS), "Output": set(OUTPUT_OPTIONS)}
"""The options that many commands take, by their group."""


class Described(NamedTuple):
    """A command as its help describes it; `options` are its own, `groups` those it shares."""

    name: str
    usage: str
    text: list[str]
    options: list[tuple[str, str]]
    groups: list[str]


def described() -> Iterator[Described]:
    """Every command."""
    root = typer.main.get_command(app)
    above = typer.Context(root, info_name="negcli")
    commands: Any = root
    for name in COMMANDS:
        command = commands.commands[name]
        context = typer.Context(command, info_name=name, parent=above)
        params = [param for param in command.get_params(context) if param.name != "help"]
        names = {param.name for param in params}
        groups = [group for group, shared in _SHARED.items() if shared <= names]
        taken = {option for group in groups for option in _SHARED[group]}
        usage = " ".join(command.collect_usage_pieces(context))
        yield Described(
            name,
            f"negcli {name} {usage}",
            (command.help or "").split("\n\n"),
            [_option(param, context) for param in params if param.name not in taken],
            groups,
        )


def shared_options(group: str) -> list[tuple[str, str]]:
    """The options of a group that commands share."""
    commands: Any = typer.main.get_command(app)
    command = commands.commands["timeline"]
    context = typer.Context(command, info_name="timeline")
    params = command.get_params(context)
    return [_option(param, context) for param in params if param.name in _SHARED[group]]


def _option(param: Any, context: Any) -> tuple[str, str]:
    name, text = param.get_help_record(context)
    return name, text


def markdown() -> str:
    """The page of the commands."""
    lines = [
        "# Commands",
        "",
        "`negcli [--store DIR] COMMAND [options]`. This page says what `negcli help`,",
        "`negcli COMMAND --help` and the manual page say; it is written by the program.",
        "",
        "| command | does |",
        "| --- | --- |",
        *(f"| [`{name}`](#{name}) | {says} |" for name, says in COMMANDS.items()),
    ]
    for command in described():
        lines += ["", f"## {command.name}", "", f"`{command.usage}`"]
        for paragraph in command.text:
            example = paragraph.startswith("\b")
            shown = paragraph.lstrip("\b\n")
            lines += ["", f"```sh\n{shown}\n```" if example else shown]
        lines += ["", *_bullets(command.options)] if command.options else []
        if command.groups:
            taken = " and ".join(
                f"[{_title(group)}](#{_anchor(group)})" for group in command.groups
            )
            lines += ["", f"Takes the {taken}."]
    for group in _SHARED:
        lines += ["", f"## {_title(group).capitalize()}", "", *_bullets(shared_options(group))]
    lines += ["", "## Subjects", "", "Pages of `negcli help SUBJECT`."]
    for subject in SUBJECTS:
        lines += ["", f"### {subject}", "", page(subject).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _title(group: str) -> str:
    return {"Filters": "filters", "Output": "output options"}[group]


def _anchor(group: str) -> str:
    return _title(group).replace(" ", "-")


def _bullets(options: Iterable[tuple[str, str]]) -> list[str]:
    return [f"- `{name}` {text}".rstrip() for name, text in options]


def manual() -> str:
    """The manual page, in the man macros (man(7))."""
    lines = [
        f'.TH NEGCLI 1 "{DATE}" "negcli {__version__}" "User Commands"',
        ".SH NAME",
        r"negcli \- ask a sourced record of diplomacy who met, agreed, refused and said what",
        ".SH SYNOPSIS",
        r".B negcli",
        r"[\fB\-\-store\fR \fIDIR\fR] \fICOMMAND\fR [\fIoptions\fR]",
        ".SH COMMANDS",
    ]
    for command in described():
        lines += [f".SS {_roff(command.usage)}"]
        for paragraph in command.text:
            example = paragraph.startswith("\b")
            shown = paragraph.lstrip("\b\n").split("\n")
            lines += [".PP", *([".nf"] * example), *map(_roff, shown), *([".fi"] * example)]
        lines += _terms(command.options)
        if command.groups:
            taken = " and ".join(_title(group).upper() for group in command.groups)
            lines += [".PP", f"Takes the options below {taken}."]
    for group in _SHARED:
        lines += [f".SH {_title(group).upper()}", *_terms(shared_options(group))]
    for subject in SUBJECTS:
        lines += [f".SH {subject.upper()}"]
        for paragraph in page(subject).rstrip("\n").split("\n\n"):
            kept = paragraph.startswith("    ")
            shown = [line.removeprefix("    ") for line in paragraph.split("\n")]
            lines += [".PP", *([".nf"] * kept), *map(_roff, shown), *([".fi"] * kept)]
    return "\n".join(lines) + "\n"


def _terms(options: Iterable[tuple[str, str]]) -> list[str]:
    return [
        line
        for name, text in options
        for line in (".TP", rf"\fB{_roff(name)}\fR", _roff(text) or r"\&")
    ]


def _roff(text: str) -> str:
    """Text in which nothing is a request or an escape; code is no different from other words."""
    shown = text.replace("\\", r"\e").replace("-", r"\-").replace("`", "")
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    MARKDOWN.write_text(markdown(), "utf-8")
    MANUAL.write_text(manual(), "utf-8")
