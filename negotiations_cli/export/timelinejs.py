"""TimelineJS 3, a timeline on a web page (Knight Lab, "TimelineJS JSON data format").

TimelineJS takes texts for HTML: all that comes from the store is escaped, so that it stays text.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from negotiations_cli.query.selection import Selection
from negotiations_cli.records.capacity import part_line, speaker_line
from negotiations_cli.records.rows import EventRow, QuoteRow, SourceRef
from negotiations_cli.records.spoken import counted, in_words

_PARTS = ("year", "month", "day", "hour", "minute")
_PLAIN = re.compile(r"[\d/-]+")


def texts(selection: Selection) -> Iterator[str]:
    """One object: the store as the title's slide, and a slide an event."""
    names = {actor["id"]: actor["name"] for actor in selection.actors()}
    yield f'{{"title": {_json(_title(selection))}, "events": ['
    between = "\n"
    for event, quotes in selection.occasions():
        yield between + _json(_slide(event, quotes, names))
        between = ",\n"
    yield "\n]}\n"


def _title(selection: Selection) -> dict[str, Any]:
    events, quotes = selection.counts()
    facts = [f"{counted(events, 'event')} and {counted(quotes, 'quote')}{selection.words}"]
    facts += [f"{key} {said}" for key in ("version", "licence") if (said := selection.about(key))]
    paragraphs = [selection.about("description"), ", ".join(facts)]
    return {
        "unique_id": "_title",  # which is no event's id
        "text": {
            "headline": _html(selection.about("title")),
            "text": "".join(f"<p>{_html(text)}</p>" for text in paragraphs if text),
        },
        "autolink": False,
    }


def _slide(event: EventRow, quotes: Sequence[QuoteRow], names: Mapping[str, str]) -> dict[str, Any]:
    first, _, last = event["date"].partition("/")
    slide: dict[str, Any] = {"unique_id": event["id"], "start_date": _date(first)}
    if last not in ("", ".."):
        slide["end_date"] = _date(last)
    if not _PLAIN.fullmatch(event["date"]):  # TimelineJS has no words for what else it says
        slide["display_date"] = in_words(event["date"])
    body = [
        f"<p>{_html(event['place'])}</p>" if event["place"] else "",
        f"<p>{_html(event['summary'])}</p>",
        _list(_html(part_line(part, names)) for part in event["actors"]),
        *(_quote(quote, names) for quote in quotes),
        f"<p>{_html(event['notes'])}</p>" if event["notes"] else "",
        _list(map(_source, event["sources"])),
    ]
    return slide | {
        "text": {"headline": _html(event["title"]), "text": "".join(body)},
        "group": event["type"],
        "autolink": False,  # else it would write links into the words
    }


def _date(moment: str) -> dict[str, int]:
    """The parts of a date that are known, without the time zone, for which there is no place."""
    numbers = re.findall(r"\d+", moment)
    return {part: int(number) for part, number in zip(_PARTS, numbers, strict=False)}


def _quote(quote: QuoteRow, names: Mapping[str, str]) -> str:
    words = f'<p lang="{escape(quote["language"])}">{_html(quote["text"])}</p>'
    return f"<blockquote>{words}<p>— {_html(speaker_line(quote, names))}</p></blockquote>"


def _source(source: SourceRef) -> str:
    title = _html(source["title"])
    if source["URL"]:  # the addresses of records are those of the web
        title = f'<a href="{escape(source["URL"])}">{title}</a>'
    issued = in_words(source["issued"]) if source["issued"] else None
    facts = filter(None, [source["publisher"], issued, source["at"]])
    return ", ".join([title, *map(_html, facts)])


def _list(items: Iterator[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _html(text: str) -> str:
    """Text in HTML, its lines kept."""
    return escape(text).replace("\n", "<br>")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
