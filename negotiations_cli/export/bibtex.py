"""Citations as BibTeX, and as biblatex, which takes dates in EDTF."""

import re
from collections.abc import Iterable, Iterator

from negotiations_cli.export.csl import note
from negotiations_cli.query.citations import Cited
from negotiations_cli.records.rows import SourceRow
from negotiations_cli.records.spoken import in_words

# CSL's types as entries, and the field that names the publisher; all others are `misc`.
_BIBTEX = {
    "article-newspaper": ("article", "journal"),
    "article-journal": ("article", "journal"),
    "book": ("book", "publisher"),
    "report": ("techreport", "institution"),
}
_BIBLATEX = {
    "article-newspaper": ("article", "journaltitle"),
    "article-journal": ("article", "journaltitle"),
    "book": ("book", "publisher"),
    "report": ("report", "institution"),
    "webpage": ("online", "organization"),
    "post": ("online", "organization"),
}
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
        "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        "`": r"\`{}",
    }
)  # fmt: skip
_LIGATURE = re.compile("([-'<>,])(?=\\1)")  # TeX makes dashes and quotation marks of pairs of them
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(cited: Iterable[Cited]) -> Iterator[str]:
    """An entry a source. A date that is not just a day, month or year is told in the note, too."""
    for citation in cited:
        source = citation.source
        entry, publisher = _BIBTEX.get(source["type"], ("misc", "howpublished"))
        issued, accessed = source["issued"] or "", source["accessed"]
        notes = [note(citation)]
        if not re.fullmatch(r"[\d-]*", issued):
            notes.append(f"dated {in_words(issued)}")
        if accessed:
            notes.append(f"read on {in_words(accessed)}")
        yield _entry(entry, citation, publisher, _date(issued), "; ".join(filter(None, notes)))


def biblatex(cited: Iterable[Cited]) -> Iterator[str]:
    """The same for biblatex: `date` and `urldate` are EDTF, an open interval ends in `/`."""
    for citation in cited:
        source = citation.source
        entry, publisher = _BIBLATEX.get(source["type"], ("misc", "howpublished"))
        dates = {"date": (source["issued"] or "").removesuffix(".."), "urldate": source["accessed"]}
        dated = {name: f"{{{date}}}" for name, date in dates.items() if date}
        if source["type"] == "article-newspaper":
            dated["entrysubtype"] = "{newspaper}"
        yield _entry(entry, citation, publisher, dated, note(citation))


def _date(issued: str) -> dict[str, str]:
    """Year, month and day, as far as the (first) date says them."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", issued)
    year, month, day = found.groups() if found else (None, None, None)
    fields = {
        "year": f"{{{year}}}" if year else "",
        "month": _MONTHS[int(month) - 1] if month else "",  # a macro of every style
        "day": f"{{{int(day)}}}" if day else "",
    }
    return {name: value for name, value in fields.items() if value}


def _entry(kind: str, citation: Cited, publisher: str, dated: dict[str, str], said: str) -> str:
    source = citation.source
    # `Family, Given` is BibTeX's own form; any other name is a body's, and kept together.
    names = " and ".join(
        _escaped(name) if ", " in name else f"{{{_escaped(name)}}}" for name in source["author"]
    )
    fields = {
        "author": f"{{{names}}}" if names else "",
        "title": f"{{{{{_escaped(source['title'])}}}}}",  # twice: styles leave its case alone
        publisher: _field(source["publisher"]),
        **dated,
        "url": f"{{{_address(source)}}}" if source["URL"] else "",
        "note": _field(said),
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@{kind}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def _field(text: str | None) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    """Text in which nothing is a command, on one line."""
    return _LIGATURE.sub(r"\1{}", " ".join(text.translate(_SPECIAL).split()))


def _address(source: SourceRow) -> str:
    r"""The address as it is, but for what would end the field; `\url` takes it verbatim."""
    return (source["URL"] or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
