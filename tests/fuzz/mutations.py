"""Stores that are almost sound: a sound one whose records and bytes have been changed a little."""

import json
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import strategies as st
from promises import SOUND

# Strings, so that a 2020 stays as it is written.
RECORDS: dict[str, Any] = {name: yaml.load(data, yaml.BaseLoader) for name, data in SOUND.items()}

_OTHER: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["", " ", "~", "null", "-", "2020", "2020-02-30", "2020-01/..", "../2020",
         "9999-12-31T23:59Z", "0001-01-01~", "anna-a", "aland", "paper", "book", "the-talks",
         "the-speech", "anna-words", "who-kept-it", "peace", "grain", "talks", "statement",
         "verbatim", "Anna A", "Åland", "en", "https://example.org/", "<b>", "|", "\\", "'", '"',
         "a: b", "a #b", "[x]", "{x}", "\t", "\n", "a\nb", "\r", "\x1b[31m", "\u202ex", "\u200b",
         "\ufeff", "e\u0301", "Lаvrov", "😀", "🇺🇦", "\u2028", "\x85", "=1+1", "</script>", "]]>",
         "BEGIN:VEVENT", "{{x}}", "x" * 500],
    ),
    st.text(max_size=12),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["anna-a", "paper", "peace", "the-talks", ""]), max_size=3),
    st.dictionaries(st.sampled_from(["id", "source", "at"]), st.text(max_size=4), max_size=2),
)  # fmt: skip


@st.composite
def stores(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of a store, some of them changed: values, keys, items, then bytes."""
    files: dict[str, bytes] = {}
    for name in draw(st.sets(st.sampled_from(sorted(RECORDS)), min_size=1, max_size=3)):
        records = json.loads(json.dumps(RECORDS[name]))
        for _ in range(draw(st.integers(0, 4))):
            places = list(_places(records))
            if places:
                _change(draw, *draw(st.sampled_from(places)))
        files[name] = _written(records, draw(st.sampled_from(["yaml", "flow", "json"])))
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2, 5]))):
            files[name] = _with_other_bytes(draw, files[name])
    return files


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree: a list or a mapping, and the key in it."""
    if isinstance(value, list | dict):
        for key in range(len(value)) if isinstance(value, list) else value:
            yield value, key
            yield from _places(value[key])


def _change(draw: st.DrawFn, parent: Any, key: Any) -> None:
    match draw(st.sampled_from(["replace", "replace", "remove", "twice", "add", "wrap", "append"])):
        case "replace":
            parent[key] = draw(_OTHER)
        case "remove":
            del parent[key]
        case "twice" if isinstance(parent, list):
            parent.append(parent[key])
        case "add" if isinstance(parent, dict):
            parent[draw(st.sampled_from(["notes", "as", "for", "x", "id", "about"]))] = draw(_OTHER)
        case "wrap":
            parent[key] = [parent[key]]
        case "append" if isinstance(parent[key], str):
            parent[key] += draw(st.text(max_size=3))


def _written(records: Any, form: str) -> bytes:
    if form == "json":
        return json.dumps(records, ensure_ascii=False).encode("utf-8", "surrogatepass")
    flow = form == "flow"
    text = yaml.safe_dump(records, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    return text.encode("utf-8", "surrogatepass")


def _with_other_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    place = draw(st.integers(0, len(data)))
    match draw(st.sampled_from(["flip", "insert", "cut", "end", "repeat"])):
        case "flip" if place < len(data):
            changed = data[place] ^ 1 << draw(st.integers(0, 7))
            return data[:place] + bytes([changed]) + data[place + 1 :]
        case "insert":
            return data[:place] + draw(st.binary(max_size=4)) + data[place:]
        case "cut":
            return data[:place] + data[place + draw(st.integers(1, 40)) :]
        case "end":
            return data[:place]
        case "repeat":
            return data[:place] + data[max(0, place - draw(st.integers(1, 200))) :]
    return data
