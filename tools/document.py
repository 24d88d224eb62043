"""Write what comes from the program: fields, checks and figures in documents, the data's schemas.

`python tools/document.py` writes; the tests compare.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from negotiations_cli.index.cache import open_index
from negotiations_cli.query.stats import stats
from negotiations_cli.records import model, rows
from negotiations_cli.store.check_names import CHECKS
from negotiations_cli.store.init import write_schemas
from negotiations_cli.store.schema import FILES

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("docs/records.md", "docs/data.md", "docs/json.md")
_MODELS = (
    model.Actor, model.Office, model.Source, model.Topic, model.Event, model.Participation,
    model.Quote, model.Original, model.Variant, model.Citation, model.Dispute, model.Account,
    model.Correction, model.About,
)  # fmt: skip


def renewed(page: str) -> str:
    """The page with its generated parts written anew."""
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "store": _store,
        "fields": _fields,
        "checks": _checks,
        "figures": _figures,
        "rows": _row_fields,
    }
    for part, lines in parts.items():
        before, begin, rest = page.partition(f"<!-- begin {part} -->\n")
        _, end, after = rest.partition(f"<!-- end {part} -->")
        if end:
            text = "\n".join(lines())
            page = f"{before}{begin}{text}\n{end}{after}"
    return page


def _store() -> Iterator[str]:
    """The store that `negcli init` writes."""
    for name in FILES:
        written = (ROOT / "negotiations_cli" / "template" / f"{name}.yaml").read_text("utf-8")
        yield f"\n```yaml\n# {name}.yaml\n{written}```"


def _fields() -> Iterator[str]:
    for record in _MODELS:
        yield f"\n### {record.__name__}\n"
        yield f"{(record.__doc__ or '').strip()}\n"
        yield "| field | needed | value |"
        yield "| --- | --- | --- |"
        for name, field in record.model_fields.items():
            words = " ".join(f"`{word}`" for word in _words(field.annotation))
            value = " ".join(filter(None, [field.description, words]))
            needed = "yes" if field.is_required() else ""
            yield f"| `{field.alias or name}` | {needed} | {value} |"


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that a field chooses from."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return tuple(word for arg in get_args(annotation) for word in _words(arg))
    return ()


def _checks() -> Iterator[str]:
    yield "| check | gravity | finds |"
    yield "| --- | --- | --- |"
    for name, (severity, finds) in CHECKS.items():
        yield f"| `{name}` | {severity} | {finds} |"


def _row_fields() -> Iterator[str]:
    """The fields of every command's rows, with their types."""
    shown = (
        ("timeline", rows.EventRow), ("quotes", rows.QuoteRow), ("actors", rows.ActorRow),
        ("actor NAME (adds these)", rows.SummaryRow), ("sources", rows.SourceRow),
        ("topics", rows.TopicRow), ("disputes", rows.DisputeRow),
        ("disputes ID", rows.AccountLine), ("search", rows.SearchRow), ("stats", rows.StatRow),
        ("chart months, chart lanes", rows.ActivityRow), ("chart matrix", rows.MeetingRow),
        ("corrections", rows.CorrectionRow), ("an actor's part in an event", rows.PartRow),
        ("a source as it is cited", rows.SourceRef), ("an office", rows.OfficeRow),
        ("another wording of a quote", rows.Wordings), ("an account in disputes", rows.AccountRow),
    )  # fmt: skip
    known = set(rows.fields_of(rows.ActorRow))
    for title, row in shown:
        yield f"\n### {title}\n"
        fields = list(get_type_hints(row).items())
        if row is rows.SummaryRow:
            fields = [(name, type_) for name, type_ in fields if name not in known]
        yield ", ".join(f"`{name}` {_type_name(type_)}" for name, type_ in fields)


def _type_name(type_: Any) -> str:
    """A type as JSON has it: text, number, list, object; "or null"."""
    if get_origin(type_) in (Union, UnionType):
        return " or ".join(_type_name(arg) for arg in get_args(type_))
    if get_origin(type_) is list:
        return f"list of {_type_name(get_args(type_)[0])}"
    names = {str: "text", int: "number", float: "number", type(None): "null"}
    return names.get(type_, "object")


def _figures() -> Iterator[str]:
    """What `negcli stats` counts in the shipped store."""
    figures = stats(open_index(ROOT / "data")).rows
    for group, members in groupby(figures, key=lambda row: row["group"]):
        yield f"\n### {group.capitalize()}\n"
        if group == "events on one source alone":
            yield ", ".join(f"`{row['name']}`" for row in members)
            continue
        yield "| | number | share |"
        yield "| --- | ---: | ---: |"
        for row in members:
            share = "" if row["share"] is None else f"{row['share']:.1%}"
            yield f"| {row['name']} | {row['count']} | {share} |"


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")
    write_schemas(ROOT / "data" / "schema")
