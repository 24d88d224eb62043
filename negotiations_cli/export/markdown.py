"""A dossier in Markdown (CommonMark 0.31.2, with the footnotes of GitHub and Pandoc)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from negotiations_cli.export.bibliography import reference
from negotiations_cli.output.cells import one_line
from negotiations_cli.output.markdown import escape
from negotiations_cli.query.selection import Selection
from negotiations_cli.records.capacity import capacity, part_line, speaker_line
from negotiations_cli.records.rows import (
    AccountRow,
    DisputeRow,
    EventRow,
    QuoteRow,
    SourceRef,
    SourceRow,
)
from negotiations_cli.records.spoken import counted, in_words

_MATHS = re.compile(r"([$^])")
# What makes a list, a heading or a definition of the line that it begins.
_BEGINS_BLOCK = re.compile(r"^(\d*)([-+=:.)])", re.MULTILINE)


def texts(selection: Selection) -> Iterator[str]:
    """The events with their quotes, the disputes, and as footnotes every source that is cited."""
    names = {actor["id"]: actor["name"] for actor in selection.actors()}
    cited: set[str] = set()
    yield from _title(selection)
    for event, quotes in selection.occasions():
        yield from _event(event, names)
        cited.update(source["id"] for source in event["sources"])
        for quote in quotes:
            yield from _quote(quote, names)
            published = (quote, *quote["variants"])
            cited.update(source["id"] for words in published for source in words["sources"])
    for number, dispute in enumerate(selection.disputes()):
        if number == 0:
            yield "## Disputes\n\n"
        yield from _dispute(dispute, names)
        for account in dispute["accounts"]:
            cited.update(source["id"] for source in account["sources"])
    for source in selection.sources():
        if source["id"] in cited:
            yield _footnote(source, names)


def _title(selection: Selection) -> Iterator[str]:
    events, quotes = selection.counts()
    facts = [f"{counted(events, 'event')} and {counted(quotes, 'quote')}{selection.words}"]
    facts += [f"{key} {said}" for key in ("version", "licence") if (said := selection.about(key))]
    yield f"# {_line(selection.about('title'))}\n\n"
    yield _block(_text(selection.about("description")))
    yield _block(_line(", ".join(facts)))


def _event(event: EventRow, names: Mapping[str, str]) -> Iterator[str]:
    yield f"## {_line(in_words(event['date']))} — {_line(event['title'])}\n\n"
    place = [_line(event["place"])] if event["place"] else []
    yield _block(" · ".join([_id(event["id"]), event["type"], *place]))
    yield "".join(f"- {_line(part_line(part, names))}\n" for part in event["actors"]) + "\n"
    yield _block(f"{_text(event['summary'])}{_notes(event['sources'])}")
    if event["notes"]:
        yield _block(f"Note: {_text(event['notes'])}")
    if event["disputes"]:
        yield _block(f"Disputed: {', '.join(map(_id, event['disputes']))}")


def _quote(quote: QuoteRow, names: Mapping[str, str]) -> Iterator[str]:
    said = f"— {_line(speaker_line(quote, names))} {_id(quote['id'])}{_notes(quote['sources'])}"
    paragraphs = [_text(quote["text"]), said]
    if original := quote["original"]:
        paragraphs.append(f"Original ({original['language']}): “{_text(original['text'])}”")
    for variant in quote["variants"]:
        words = f"“{_text(variant['text'])}” ({variant['language']}){_notes(variant['sources'])}"
        note = f" {_text(variant['notes'])}" if variant["notes"] else ""
        paragraphs.append(f"Also given as: {words}{note}")
    if quote["notes"]:
        paragraphs.append(f"Note: {_text(quote['notes'])}")
    yield _block("\n\n".join(paragraphs), "> ")


def _dispute(dispute: DisputeRow, names: Mapping[str, str]) -> Iterator[str]:
    yield f"### {_line(dispute['question'])}\n\n"
    about = f" · about {', '.join(map(_id, dispute['about']))}" if dispute["about"] else ""
    yield _block(f"{_id(dispute['id'])} · {dispute['status']}{about}")
    yield "".join(_account(account, names) for account in dispute["accounts"]) + "\n"
    if dispute["notes"]:
        yield _block(f"Note: {_text(dispute['notes'])}")


def _account(account: AccountRow, names: Mapping[str, str]) -> str:
    whom = account["for"] if account["for"] != account["by"] else None
    who = ", ".join(filter(None, [account["by_name"], capacity(None, whom, names)]))
    quotes = "".join(f" {_id(quote)}" for quote in account["quotes"])
    return f"- **{_line(who)}**: {_line(account['claim'])}{quotes}{_notes(account['sources'])}\n"


def _footnote(source: SourceRow, names: Mapping[str, str]) -> str:
    kind = [f"{source['kind'].capitalize()} source", names.get(source["side"] or "")]
    parts = [_line(reference({**source, "URL": None}))]
    if source["URL"]:
        read = f", read on {in_words(source['accessed'])}" if source["accessed"] else ""
        parts.append(f"{_address(source['URL'])}{_line(read)}.")
    parts.append(f"{_line(', '.join(filter(None, kind)))}.")
    return f"[^{source['id']}]: {' '.join(parts)}\n\n"


def _notes(sources: Iterable[SourceRef]) -> str:
    """References to footnotes, each with the place in the source."""
    places = ((f"[^{source['id']}]", source["at"]) for source in sources)
    return "".join(f" {mark} ({_line(at)})" if at else f" {mark}" for mark, at in places)


def _address(url: str) -> str:
    """A link; the addresses of records are those of the web, without blanks."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"


def _id(own: str) -> str:
    return f"`{own}`"


def _block(text: str, before: str = "") -> str:
    """Paragraphs, every line with `before` before it."""
    return "".join(f"{before}{line}".rstrip(" ") + "\n" for line in text.split("\n")) + "\n"


def _line(text: str) -> str:
    """Text on one line."""
    return _text(one_line(text))


def _text(text: str) -> str:
    r"""Text in which nothing is markup; its lines end in `\`, which keeps them apart."""
    paragraphs = re.split(r"\n\n+", "\n".join(line.strip(" \t") for line in text.split("\n")))
    return "\n\n".join(
        _BEGINS_BLOCK.sub(r"\1\\\2", _MATHS.sub(r"\\\1", escape(paragraph))).replace("\n", "\\\n")
        for paragraph in paragraphs
    )
