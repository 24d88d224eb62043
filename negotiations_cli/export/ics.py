"""iCalendar, which calendars import: the events whose days are known (RFC 5545)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from negotiations_cli import __version__
from negotiations_cli.query.selection import Selection
from negotiations_cli.records.capacity import part_line, speaker_line
from negotiations_cli.records.rows import EventRow, QuoteRow, SourceRef
from negotiations_cli.records.spoken import counted, in_words

_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(T\d\d:\d\d(?P<zone>Z|[+-]\d\d:\d\d)?)?")
_LONGEST = 75  # octets of a line, without its end


def texts(selection: Selection) -> Iterator[str]:
    """One VCALENDAR. The same store gives the same text, so that what has changed can be seen."""
    names = {actor["id"]: actor["name"] for actor in selection.actors()}
    topics = {topic["id"]: topic["name"] for topic in selection.topics()}
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//negcli//negcli {__version__}//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(selection.about('title'))}",  # RFC 7986, 5.1
        f"X-WR-CALNAME:{_text(selection.about('title'))}",  # what most calendars show
    )
    for event, quotes in selection.occasions():
        if when := _when(event["date"]):
            yield _event(event, quotes, when, names, topics)
    yield _lines("END:VCALENDAR")


def notes(selection: Selection) -> Iterator[str]:
    """How many events were left out, if any."""
    lost = sum(not _when(event["date"]) for event in selection.events())
    if lost:
        yield f"without known days, and so left out: {counted(lost, 'event')}"


def _event(
    event: EventRow,
    quotes: Sequence[QuoteRow],
    when: Sequence[str],
    names: Mapping[str, str],
    topics: Mapping[str, str],
) -> str:
    address = next((source["URL"] for source in event["sources"] if source["URL"]), None)
    properties = [
        "BEGIN:VEVENT",
        f"UID:{event['id']}@negcli",
        # When the event was last revised, or else when it was written (3.8.7.2): the one is not
        # known, the other would differ on every run. The event's own day does not.
        f"DTSTAMP:{_compact(event['date_start'])}T000000Z",
        *when,
        f"SUMMARY:{_text(event['title'])}",
        f"DESCRIPTION:{_text(_description(event, quotes, names))}",
        f"LOCATION:{_text(event['place'])}" if event["place"] else "",
        f"CATEGORIES:{','.join(_text(topics[topic]) for topic in event['topics'])}"
        if event["topics"]
        else "",
        f"URL:{address}" if address else "",  # a URI, which is not escaped (3.3.13)
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    return _lines(*filter(None, properties))


def _when(text: str) -> list[str]:
    """DTSTART and DTEND; nothing where the first or the last day is not known.

    A time is told only with its offset from UTC; without it, and for the ends of an interval, the
    days are. The DTEND of days is the day after the last (3.6.1).
    """
    ends = [_DAY.fullmatch(end) for end in text.split("/")]
    first, last = ends[0], ends[-1]
    if not first or not last:
        return []
    if len(ends) == 1 and first["zone"]:
        moment = datetime.fromisoformat(text).astimezone(UTC)
        return [f"DTSTART:{_compact(moment.isoformat()[:19])}Z"]
    if last["day"] == date.max.isoformat():  # no day comes after it
        return []
    after = date.fromisoformat(last["day"]) + timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{_compact(first['day'])}",
        f"DTEND;VALUE=DATE:{_compact(after.isoformat())}",
    ]


def _description(event: EventRow, quotes: Sequence[QuoteRow], names: Mapping[str, str]) -> str:
    parts = [
        [f"{in_words(event['date'])} · {event['type']}"],
        [event["summary"]],
        [part_line(part, names) for part in event["actors"]],
        *([f"“{quote['text']}”", f"— {speaker_line(quote, names)}"] for quote in quotes),
        [event["notes"] or ""],
        [_source(source) for source in event["sources"]],
    ]
    return "\n\n".join(filter(None, ("\n".join(part) for part in parts)))


def _source(source: SourceRef) -> str:
    issued = in_words(source["issued"]) if source["issued"] else ""
    facts = [source["title"], source["publisher"], issued, source["at"], source["URL"]]
    return ", ".join(filter(None, facts))


def _compact(text: str) -> str:
    """A day or a time in ISO 8601's basic format."""
    return text.replace("-", "").replace(":", "")


def _text(text: str) -> str:
    r"""A value of type TEXT: `\`, `;`, `,` and ends of lines escaped (3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")


def _lines(*lines: str) -> str:
    """Content lines, folded, each with its end."""
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """A line cut into lines of at most 75 octets, never within a character (3.1)."""
    octets = line.encode()
    pieces = []
    start, room = 0, _LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # not the first octet of a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _LONGEST - 1  # the blank that continues a line counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()
