"""A row's values as plain text, for formats that have no lists."""

import re
from typing import Any

from negotiations_cli.records.unseen import CONTROL, INVISIBLE

_UNSEEN = f"{CONTROL}|[\u2028\u2029]|{INVISIBLE}"  # compiled when it is needed
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
    if text.isascii() and text.isprintable():
        return text
    return harmless(_BREAKS.sub(" ", text))


def harmless(text: str) -> str:
    """`text` with what a terminal would obey or not show replaced by a sign; no tabs."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSEEN, "\ufffd", text.replace("\t", " "))


def escaped(text: str) -> str:
    """`text` with what a terminal would obey or not show as JSON escapes it."""
    if text.isascii() and not re.search(CONTROL, text):
        return text
    return re.sub(_UNSEEN, _escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
