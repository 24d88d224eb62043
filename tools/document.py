"""Write the parts of docs/records.md that come from the program: the fields and the checks."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from negotiations_cli.records import model
from negotiations_cli.store.check_names import CHECKS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "records.md"
_MODELS = (
    model.Actor, model.Office, model.Source, model.Topic, model.Event, model.Participation,
    model.Quote, model.Original, model.Variant, model.Citation, model.Dispute, model.Account,
    model.Correction, model.About,
)  # fmt: skip


def renewed(page: str) -> str:
    """The page with its generated parts written anew."""
    page = _between(page, "fields", "\n".join(_fields()))
    return _between(page, "checks", "\n".join(_checks()))


def _between(page: str, part: str, text: str) -> str:
    begin, end = f"<!-- begin {part} -->\n", f"<!-- end {part} -->"
    return re.sub(f"{begin}.*?{end}", lambda _: f"{begin}{text}\n{end}", page, flags=re.S)


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


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
