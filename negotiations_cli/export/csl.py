"""Citations as CSL-JSON, which Zotero, Pandoc and citeproc read (CSL 1.0.2, csl-data.json)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from negotiations_cli.export.bibliography import spoken_by
from negotiations_cli.query.citations import Cited

_IN_CONTAINERS = ("article", "article-newspaper", "article-journal", "webpage", "post", "broadcast")


def texts(cited: Iterable[Cited]) -> Iterator[str]:
    """One JSON array."""
    items = [json.dumps(_item(citation), ensure_ascii=False) for citation in cited]
    yield "[\n" + ",\n".join(items) + "\n]\n"


def _item(citation: Cited) -> dict[str, Any]:
    source = citation.source
    publisher = "container-title" if source["type"] in _IN_CONTAINERS else "publisher"
    item = {
        "id": citation.key,
        "type": source["type"],
        "title": source["title"],
        "author": [_name(name) for name in source["author"]],
        publisher: source["publisher"],
        "issued": _date(source["issued"]),
        "accessed": _date(source["accessed"]),
        "URL": source["URL"],
        "language": source["language"],
        "note": note(citation),
    }
    return {name: value for name, value in item.items() if value}


def note(citation: Cited) -> str:
    """The words that are cited, whose they are, and the place in the source."""
    quote = citation.quote
    words = f"“{quote['text']}” — {spoken_by(quote)}" if quote else ""
    return "; ".join(filter(None, [words, citation.at]))


def _name(name: str) -> dict[str, str]:
    """A person as `Family, Given`; anything else is a body's name."""
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def _date(text: str | None) -> dict[str, Any] | None:
    """EDTF as CSL's date parts; `circa` for what is approximate or uncertain."""
    if not text:
        return None
    ends = [end.rstrip("~?%").partition("T")[0] for end in text.split("/") if end != ".."]
    date: dict[str, Any] = {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
    return date | {"circa": True} if any(mark in text for mark in "~?%") else date
