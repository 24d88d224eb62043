"""A row's values as plain text, for formats that have no lists."""

import re
from typing import Any

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def plain(value: Any) -> str:
    """A value as text: nothing for None, ids of records, "; " between items."""
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return _of_mapping(value)
    return "" if value is None else str(value)


def _of_mapping(value: dict[str, Any]) -> str:
    if "post" in value:
        return f"{value['post']} ({value['of']}, {value['from'] or '?'}/{value['to'] or '..'})"
    if "claim" in value:
        return f"{value['by']}: {value['claim']}"
    name = value.get("id") or value.get("text")
    return str(name or "; ".join(f"{key} {plain(item)}" for key, item in value.items()))


def one_line(text: str) -> str:
    """`text` without tabs, line ends and what a terminal would obey."""
    return harmless(_BREAKS.sub(" ", text))


def harmless(text: str) -> str:
    """`text` with control characters and overrides of direction shown, not obeyed; no tabs."""
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text.replace("\t", " "))
