"""The options that commands share, each declared once.

A command asks for a group of options by a parameter of the group's type; `with_options` puts the
group's options in that parameter's place, which is what Typer sees.
"""

import inspect
import sqlite3
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from negotiations_cli.cli import values
from negotiations_cli.errors import StoreUnreadableError
from negotiations_cli.index.cache import forget
from negotiations_cli.query.filters import Filters

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "markdown", "svg")
COLORS = ("auto", "always", "never")

_FILTERS = "Filters"
_OUTPUT = "Output"


def _filter(flag: str, metavar: str, help_: str, complete: Any = None) -> Any:
    return typer.Option(
        flag, metavar=metavar, help=help_, rich_help_panel=_FILTERS, autocompletion=complete
    )


def output_option(*flags: str, metavar: str | None = None, help_: str, complete: Any = None) -> Any:
    """An option of the group that says how to write."""
    return typer.Option(
        *flags, metavar=metavar, help=help_, rich_help_panel=_OUTPUT, autocompletion=complete
    )


_MANY: Any = list[str]

FILTER_OPTIONS: dict[str, Any] = {
    "actor": Annotated[_MANY, _filter(
        "--actor", "NAME", "Who takes part, or for whom: a person, state or body.",
        values.actors,
    )],
    "with_": Annotated[_MANY, _filter(
        "--with", "NAME", "Another actor who takes part too.", values.actors
    )],
    "speaker": Annotated[_MANY, _filter(
        "--speaker", "NAME", "Who speaks, or for whom.", values.actors
    )],
    "role": Annotated[_MANY, _filter(
        "--role", "ROLE", "The part that --actor takes: mediator, host, …", values.roles
    )],
    "type": Annotated[_MANY, _filter(
        "--type", "TYPE", "The kind of event: talks, statement, …", values.types
    )],
    "topic": Annotated[_MANY, _filter("--topic", "TOPIC", "What it is on.", values.topics)],
    "place": Annotated[_MANY, _filter(
        "--place", "PLACE", "Where it took place.", values.places
    )],
    "source": Annotated[_MANY, _filter(
        "--source", "ID", "A source that it rests on.", values.sources
    )],
    "about": Annotated[_MANY, _filter(
        "--about", "ID", "An event that it speaks of.", values.events
    )],
    "search": Annotated[_MANY, _filter(
        "--search", "WORDS", 'Words it holds; "a phrase", word*, -word.'
    )],
    "since": Annotated[str | None, _filter("--since", "DATE", "From this date on.")],
    "until": Annotated[str | None, _filter("--until", "DATE", "Up to the end of this date.")],
    "on": Annotated[_MANY, _filter("--on", "DATE", "On or within this date.")],
    "disputed": Annotated[bool, _filter(
        "--disputed", "", "Only what is disputed or cited in a dispute."
    )],
    "not_actor": Annotated[_MANY, _filter(
        "--not-actor", "NAME", "Leave out what this actor takes part in.", values.actors
    )],
    "not_topic": Annotated[_MANY, _filter(
        "--not-topic", "TOPIC", "Leave out what is on this topic.", values.topics
    )],
    "not_type": Annotated[_MANY, _filter(
        "--not-type", "TYPE", "Leave out events of this kind.", values.types
    )],
    "direct": Annotated[bool, _filter(
        "--direct", "", "Only actors named themselves, not those who act for them."
    )],
}  # fmt: skip
"""The options that fill a Filters, by its fields."""


class Output(NamedTuple):
    """How to print: what the output options say."""

    format: str | None = None
    fields: str | None = None
    header: bool | None = None
    excel: bool = False
    output: Path | None = None
    color: str = "auto"
    no_pager: bool = False
    exit_status: bool = False
    strict: bool = False
    store: Path | None = None

    @property
    def file(self) -> Path | None:
        """The file to write, None for stdout, which `-o -` means, too."""
        return None if self.output == Path("-") else self.output


class Target(NamedTuple):
    """Where to write what is not a list, and from which store."""

    output: Path | None = None
    strict: bool = False
    store: Path | None = None

    @property
    def file(self) -> Path | None:
        """The file to write, None for stdout, which `-o -` means, too."""
        return None if self.output == Path("-") else self.output


OUTPUT_OPTIONS: dict[str, Any] = {
    "format": Annotated[str | None, output_option(
        "--format", "-f", metavar="FORMAT", complete=values.fixed(FORMATS),
        help_=f"{', '.join(FORMATS)}; else a table on a terminal, tsv in a pipe.",
    )],
    "fields": Annotated[str | None, output_option(
        "--fields", metavar="A,B,…", complete=values.fields,
        help_="These fields, in this order.",
    )],
    "header": Annotated[bool | None, output_option(
        "--header/--no-header", help_="A line of field names in tsv and csv; csv has one."
    )],
    "excel": Annotated[bool, output_option(
        "--excel", help_="csv that spreadsheets read: a mark of UTF-8, no formulas."
    )],
    "output": Annotated[Path | None, output_option(
        "--output", "-o", metavar="FILE", complete=values.files,
        help_="Write to a file, whole or not at all.",
    )],
    "color": Annotated[str, output_option(
        "--color", metavar="WHEN", help_="auto, always or never.", complete=values.fixed(COLORS)
    )],
    "no_pager": Annotated[bool, output_option(
        "--no-pager", help_="Do not show long tables through a pager."
    )],
    "exit_status": Annotated[bool, output_option(
        "--exit-status", help_="Exit with 4 if nothing matches."
    )],
    "strict": Annotated[bool, output_option(
        "--strict", help_="Refuse to answer from a store with problems."
    )],
    "store": Annotated[Path | None, output_option(
        "--store", metavar="DIR", complete=values.folders,
        help_="The store's folder, if not the one that comes along.",
    )],
}  # fmt: skip
"""The options that fill an Output, by its fields."""

TARGET_OPTIONS = {name: OUTPUT_OPTIONS[name] for name in Target._fields}
"""The options that fill a Target, by its fields."""

LIMIT: Any = typer.Option(
    "--limit", metavar="N", help="At most so many.", min=0, rich_help_panel=_OUTPUT
)


def sort_option(orders: Iterable[str]) -> Any:
    """The option that chooses one of `orders`."""
    words = ", ".join(orders)
    return output_option(
        "--sort", metavar="KEY", complete=values.fixed(tuple(orders)),
        help_=f"By {words}; with - before it, reversed.",
    )  # fmt: skip


_GROUPS: dict[Any, dict[str, Any]] = {
    Filters: FILTER_OPTIONS,
    Output: OUTPUT_OPTIONS,
    Target: TARGET_OPTIONS,
}


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with every parameter of a group's type replaced by the group's options."""
    hints = get_type_hints(command, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if hint in _GROUPS}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        group = groups.get(parameter.name)
        if group is None:
            parameters.append(parameter)
            continue
        parameters += [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=annotation,
                default=group._field_defaults[name],
            )
            for name, annotation in _GROUPS[group].items()
        ]

    @wraps(command)
    def translated(**values: Any) -> None:
        filled = {
            name: group(**{option: _fixed(values.pop(option)) for option in _GROUPS[group]})
            for name, group in groups.items()
        }
        try:
            command(**values, **filled)
        except sqlite3.DatabaseError as error:
            forget()
            raise StoreUnreadableError(
                f"the index cannot be read: {error}", "it is made anew: ask once more"
            ) from None

    parameters.sort(key=lambda parameter: parameter.kind)
    translated.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    translated.__annotations__ = {p.name: p.annotation for p in parameters}
    return translated


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
