"""JSON Schema of a store's files, for editors: from the same declaration as the check.

A value's look means nothing in a store, but editors type what is unquoted: where the store takes
text, the schema takes numbers and booleans, too. What a schema cannot say (ids that must exist, a
30th of February) is the check's.
"""

from typing import Any

from pydantic import TypeAdapter

from negotiations_cli.records.model import KINDS, About

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("store", *KINDS)
"""The files of a store: `store.yaml`, and one or a folder of each kind of record."""

_PLAIN = ["string", "number", "boolean"]


def schema(file: str) -> dict[str, Any]:
    """The schema of a file of one kind, a list of records, or of `store`."""
    declared = About if file == "store" else list[KINDS[file]]  # type: ignore[valid-type]
    written = TypeAdapter(declared).json_schema(by_alias=True, mode="validation")
    title = f"{file}.yaml of a negcli store"
    return {"$schema": DIALECT, "title": title, **_as_written(written)}


def whole_schema() -> dict[str, Any]:
    """One schema that takes any file of a store."""
    parts = [schema(file) for file in FILES]
    defs = {name: part for one in parts for name, part in one.pop("$defs", {}).items()}
    for one in parts:
        del one["$schema"]
    return {
        "$schema": DIALECT,
        "title": "A file of a negcli store",
        "anyOf": parts,
        "$defs": defs,
    }


def _as_written(part: Any) -> Any:
    """A part of the schema as files are written: nothing is null, and text may look like else."""
    if isinstance(part, list):
        return [_as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    shown = {name: _as_written(item) for name, item in part.items()}
    options = [option for option in shown.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1 and len(options) < len(shown["anyOf"]):
        del shown["anyOf"]
        shown |= {name: item for name, item in options[0].items() if name not in shown}
    if shown.get("type") == "string" and "enum" not in shown:
        shown["type"] = _PLAIN
    if isinstance(shown.get("title"), str):
        del shown["title"]  # the field's name once more
    if shown.get("default", "") is None:
        del shown["default"]
    return shown
