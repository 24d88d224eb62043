"""Citations as lines that people read, below a quotation's words."""

from collections.abc import Iterable, Iterator

from negotiations_cli.output.cells import one_line
from negotiations_cli.query.citations import Cited
from negotiations_cli.records.rows import QuoteRow, SourceRow
from negotiations_cli.records.spoken import in_words


def texts(cited: Iterable[Cited]) -> Iterator[str]:
    """A line a source; before the sources of a quote, its words and whose they are."""
    before = None
    for citation in cited:
        quote = citation.quote
        if quote and quote["id"] != before:
            yield one_line(f"“{quote['text']}” — {spoken_by(quote)}.") + "\n"
        before = quote["id"] if quote else None
        yield one_line(reference(citation.source, citation.at)) + "\n"


def reference(source: SourceRow, at: str | None = None) -> str:
    """Author, title, publisher, date, address, when it was read, and the place in it."""
    authors = "; ".join(source["author"]).rstrip(".")
    issued = in_words(source["issued"]) if source["issued"] else "no date"
    sentences = [authors, quoted_title(source)]
    sentences.append(", ".join(filter(None, [source["publisher"], issued, at])))
    if source["URL"]:
        read = f" (read on {in_words(source['accessed'])})" if source["accessed"] else ""
        sentences.append(source["URL"] + read)
    return ". ".join(filter(None, sentences)) + "."


def quoted_title(source: SourceRow) -> str:
    """The title of a source in quotation marks, also one that has them already."""
    return f"“{source['title'].removeprefix('“').removesuffix('”')}”"


def spoken_by(quote: QuoteRow) -> str:
    """Who said a quote, in what office, when, and whether the words are a translation."""
    said = [quote["speaker_name"], quote["as"], in_words(quote["date"])]
    mark = "" if quote["wording"] == "verbatim" else f" [{quote['wording']}]"
    return ", ".join(filter(None, said)) + mark
