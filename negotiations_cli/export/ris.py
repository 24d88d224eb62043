"""Citations as RIS, which reference managers import (Research Information Systems, 2011)."""

from collections.abc import Iterable, Iterator

from negotiations_cli.export.csl import note
from negotiations_cli.output.cells import one_line
from negotiations_cli.query.citations import Cited
from negotiations_cli.records.spoken import in_words

_TYPES = {
    "article": "JOUR", "article-journal": "JOUR", "article-newspaper": "NEWS", "book": "BOOK",
    "broadcast": "VIDEO", "legislation": "STAT", "post": "BLOG", "report": "RPRT",
    "webpage": "ELEC",
}  # fmt: skip
_PERIODICALS = ("JOUR", "NEWS", "BLOG", "ELEC")


def texts(cited: Iterable[Cited]) -> Iterator[str]:
    """A record a source; a date that is not certain is told in words beside its figures.

    Names are `Family, Given`; that of a body ends in a comma, so that it is not taken apart.
    """
    for citation in cited:
        source = citation.source
        type_ = _TYPES.get(source["type"], "GEN")
        issued = source["issued"]
        lines = [
            ("TY", type_),
            ("ID", citation.key),
            *(("AU", name if ", " in name else f"{name},") for name in source["author"]),
            ("TI", source["title"]),
            ("T2" if type_ in _PERIODICALS else "PB", source["publisher"]),
            ("PY", issued[:4] if issued else None),
            ("DA", _date(issued)),
            ("Y2", _date(source["accessed"])),
            ("UR", source["URL"]),
            ("LA", source["language"]),
            ("N1", note(citation)),
        ]
        yield "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines if value)
        yield "ER  - \r\n\r\n"


def _date(text: str | None) -> str | None:
    """YYYY/MM/DD/other, with empty parts for what is not known."""
    if not text:
        return None
    year, month, day = [*text.split("/")[0].rstrip("~?%")[:10].split("-"), "", ""][:3]
    other = "" if text.replace("-", "").isdigit() else in_words(text)
    return f"{year}/{month}/{day}/{other}"
