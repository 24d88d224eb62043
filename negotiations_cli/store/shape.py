"""A mapping of text to a record: whether every field is there, known, and of the right form."""

from collections.abc import Callable
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from negotiations_cli.records.model import Record
from negotiations_cli.records.names import did_you_mean
from negotiations_cli.store.yamltree import Mapping, Nothing

Report: TypeAlias = Callable[[tuple[int | str, ...], str, str, str], None]
"""Takes a problem's way from the record, its check, message and remedy."""

_EXPLAINED = 10_000  # faults of one record that are told of: it may have as many as it has fields

_FORMS = {
    "id": ("bad-id", "write lower-case letters and digits, with single hyphens between words"),
    "language": ("bad-form", "write a BCP 47 code, such as en, ru, uk or pt-BR"),
    "URL": ("bad-form", "write the whole address, from https:// on"),
    "iso": ("bad-form", "write the three capitals of ISO 3166-1, such as UKR"),
    "wikidata": ("bad-form", "write Q and digits, such as Q58217"),
}


def give_form(model: type[Record], node: Mapping, report: Report) -> Record | None:
    """The record that `node` writes down, or None; the faults of its form go to `report`."""
    try:
        return model.model_validate(node)
    except ValidationError as error:
        for fault in error.errors(include_url=False)[:_EXPLAINED]:
            _explain(model, fault, report)
        return None


def field_names(model: type[Record]) -> list[str]:
    """The fields of a record as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _explain(model: type[Record], fault: ErrorDetails, report: Report) -> None:
    loc, kind, value = fault["loc"], fault["type"], fault["input"]
    if isinstance(value, Nothing):
        return
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    shown = f"'{value}'" if isinstance(value, str) else "a list or a mapping"
    if kind == "missing":
        report(
            loc[:-1],
            "missing-field",
            f"the field '{name}' is missing",
            f"add it: {_about(model, loc)}",
        )
    elif kind == "extra_forbidden":
        known = field_names(_model_at(model, loc[:-1]))
        remedy = did_you_mean(name, known) or f"the fields here are {', '.join(known)}"
        report(loc, "unknown-field", f"there is no field '{name}'", remedy)
    elif kind == "literal_error":
        words = [str(word) for word in _literals(_field_at(model, loc))]
        remedy = did_you_mean(str(value), words) or f"one of {', '.join(words)}"
        report(loc, "unknown-value", f"{shown} is no {name} that is known", remedy)
    elif kind == "value_error":
        remedy = "correct it; what is not known of a date is left away: 2022-03, 2022"
        report(loc, "bad-date", fault["msg"].removeprefix("Value error, "), remedy)
    elif kind == "string_type":
        report(loc, "not-text", f"'{name}' is not text", "write text, in quotes if need be")
    elif kind == "list_type":
        report(loc, "not-a-list", f"'{name}' is not a list", "write [a, b] or lines with '- '")
    elif kind in ("model_type", "model_attributes_type"):
        fields = ", ".join(field_names(_model_at(model, loc)))
        report(loc, "not-a-mapping", f"an item of '{name}' has no fields", f"it has {fields}")
    elif kind == "too_short" and isinstance(value, list):
        report(loc, "empty-list", f"'{name}' has no item", _about(model, loc))
    elif kind in ("too_short", "string_too_short"):
        report(loc, "empty-text", f"'{name}' has no text", "an unknown value is left out")
    else:
        check, remedy = _FORMS.get(name, ("bad-form", fault["msg"]))
        report(loc, check, f"{shown} is not a valid '{name}'", remedy)


def _about(model: type[Record], loc: tuple[int | str, ...]) -> str:
    field = _field_at(model, loc)
    return (field.description or "") if field else ""


def _field_at(model: type[Record], loc: tuple[int | str, ...]) -> FieldInfo | None:
    """The field that holds the value at `loc`."""
    index = max((i for i, part in enumerate(loc) if isinstance(part, str)), default=0)
    owner = _model_at(model, loc[:index])
    return next(
        (
            field
            for name, field in owner.model_fields.items()
            if (field.alias or name) == loc[index]
        ),
        None,
    )


def _model_at(model: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    """The model of the mapping at `loc`."""
    for part in loc:
        if isinstance(part, str):
            for name, field in model.model_fields.items():
                if (field.alias or name) == part:
                    model = _record_in(field.annotation) or model
    return model


def _record_in(annotation: Any) -> type[Record] | None:
    """The record type inside list[…], … | None and Annotated[…]."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _record_in(arg))), None)


def _literals(field: FieldInfo | None) -> tuple[Any, ...]:
    annotation = field.annotation if field else None
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(arg for arg in get_args(annotation) if get_origin(arg) is Literal)
    return get_args(annotation)
