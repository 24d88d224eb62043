"""One page that shows the record as a timeline and a list, for a browser, without a network.

All that people read is HTML and stays readable without the script, which adds the timeline, the
filters and the copying of citations (page/page.js). What the script needs beside the page itself is
one block of JSON. Texts from the store are escaped for their place; should one get through all the
same, the page's policy lets no script run but its own (W3C, "Content Security Policy Level 3").
"""

import json
import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape as _html
from importlib.resources import files
from itertools import groupby
from typing import Any

from negotiations_cli import __version__
from negotiations_cli.export.bibliography import reference, spoken_by
from negotiations_cli.query.selection import Selection
from negotiations_cli.records.capacity import capacity, part_line
from negotiations_cli.records.rows import (
    AccountRow,
    DisputeRow,
    EventRow,
    QuoteRow,
    SourceRef,
    SourceRow,
)
from negotiations_cli.records.spoken import counted, in_words

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_KINDS = {"state": "States", "organization": "Organizations", "group": "Groups",
          "person": "Persons"}  # fmt: skip
# A block of JSON ends at `</script`, and JSON escapes what it likes (RFC 8259, 7).
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def texts(selection: Selection) -> Iterator[str]:
    """The page, piece by piece: the template, its places filled."""
    page = files("negotiations_cli.export") / "page"
    style = (page / "page.css").read_text("utf-8")
    library, own = ((page / name).read_text("utf-8") for name in ("d3.js", "page.js"))
    script = f"{library}\n{own}"
    written = _Page(selection)
    filled: dict[str, Any] = {
        "policy": [_policy(script, style)],
        "style": [style],
        "script": [script],
        "title": [_html(selection.about("title"))],
        "description": [_html(selection.about("description"))],
        "facts": [_html(written.facts())],
        "version": [__version__],
        "actors": written.actor_options(),
        "topics": written.topic_options(),
        "types": written.type_options(),
        "years": written.years(),
        "disputes": written.questions(),
        "data": written.json(),
    }
    for number, piece in enumerate(_PLACE.split((page / "template.html").read_text("utf-8"))):
        if number % 2:
            yield from filled[piece]
        else:
            yield piece


class _Page:
    """What fills the template, and the names of what its parts refer to."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.actors = {actor["id"]: actor for actor in selection.actors()}
        self.numbers = {own: number for number, own in enumerate(self.actors)}
        self.names = {own: actor["name"] for own, actor in self.actors.items()}
        self.topics = {topic["id"]: topic["name"] for topic in selection.topics()}
        self.sources = {source["id"]: source for source in selection.sources()}
        self.events = {event["id"]: event for event in selection.events()}
        self.quotes = {quote["id"]: quote for quote in selection.quotes()}
        self.disputes = {dispute["id"]: dispute for dispute in selection.disputes()}
        self.taking_part: dict[str, list[str]] = defaultdict(list)
        for event, actor in selection.taking_part():
            self.taking_part[event].append(actor)
        self.data: list[dict[str, Any]] = []
        """What the script needs of each event, in the order of the page."""

    def facts(self) -> str:
        """How much there is, of what that was asked, and whose."""
        found = f"{counted(len(self.events), 'event')} and {counted(len(self.quotes), 'quote')}"
        facts = [f"{found}{self.selection.words}"]
        for key in ("version", "licence"):
            if said := self.selection.about(key):
                facts.append(f"{key} {said}")
        return ", ".join(facts)

    # The choices of the filters, each with its number of events

    def actor_options(self) -> Iterator[str]:
        """The actors by kind and name."""
        events = Counter(actor for actors in self.taking_part.values() for actor in actors)
        for kind, title in _KINDS.items():
            owns = [own for own in events if self.actors[own]["kind"] == kind]
            if owns:
                yield f'<optgroup label="{title}">'
                yield from _options((self.names[own], own, events[own]) for own in owns)
                yield "</optgroup>"

    def topic_options(self) -> Iterator[str]:
        """The topics by name."""
        events = Counter(topic for event in self.events.values() for topic in event["topics"])
        return _options((self.topics[own], own, count) for own, count in events.items())

    def type_options(self) -> Iterator[str]:
        """The types of events by name."""
        events = Counter(event["type"] for event in self.events.values())
        return _options((type_, type_, count) for type_, count in events.items())

    # The list

    def years(self) -> Iterator[str]:
        """The events, those of a year under its heading."""
        by_year = groupby(self.selection.occasions(), key=lambda found: found[0]["date_start"][:4])
        for year, occasions in by_year:
            yield f'<section class="year"><h3>{int(year)}</h3>\n'
            for event, quotes in occasions:
                yield self._event(event, quotes)
            yield "</section>\n"

    def _event(self, event: EventRow, quotes: list[QuoteRow]) -> str:
        own = event["id"]
        bibliography = _Bibliography(self.sources, len(self.data))
        bibliography.cite(event["sources"])
        self.data.append(
            {
                "first": event["date_start"],
                "last": event["date_end"],
                "exact": _exact(event["date"]),
                "type": event["type"],
                "topics": event["topics"],
                "actors": [self.numbers[actor] for actor in self.taking_part[own]],
                "sources": len(bibliography.items),
            }
        )
        place = [_html(event["place"])] if event["place"] else []
        facts = [f'<a href="#type={event["type"]}">{event["type"]}</a>', *place]
        parts = (
            f'<li><a href="#actor={part["id"]}">{_html(part["name"])}</a>'
            f"{_html(part_line(part, self.names).removeprefix(part['name']))}"
            for part in event["actors"]
        )
        topics = (
            f'<a href="#topic={topic}">{_html(self.topics[topic])}</a>' for topic in event["topics"]
        )
        earlier = (_link(e, self.events[e]["title"]) for e in event["about"] if e in self.events)
        questions = (_link(d, self.disputes[d]["question"]) for d in event["disputes"])
        spoken = [self._quote(quote, bibliography) for quote in quotes]
        return (
            f'<article id="{own}">\n<h4><time>{_html(in_words(event["date"]))}</time>'
            f" <span dir=auto>{_html(event['title'])}</span></h4>\n"
            f"<div class=meta><p>{' · '.join(facts)}</p>\n"
            f"<ul>{''.join(parts)}</ul>\n<p>{', '.join(topics)}</p></div>\n"
            f"<div class=text><p class=summary dir=auto>{_html(event['summary'])}</p>\n"
            f"{''.join(spoken)}{_note(event['notes'])}"
            f"{_named('Speaks of', earlier)}{_named('Disputed', questions, 'disputed')}</div>\n"
            f"<div class=sources><h5>Sources</h5><ol>{''.join(bibliography.items)}</ol></div>\n"
            "</article>\n"
        )

    def _quote(self, quote: QuoteRow, bibliography: "_Bibliography") -> str:
        own = quote["id"]
        whom = capacity(None, quote["for"], self.names)
        status = [quote["status"]] if quote["status"] != "undisputed" else []
        marks = "".join(f" · {_html(mark)}" for mark in filter(None, [whom, *status]))
        original = quote["original"]
        spoken = [f"<p>Original ({original['language']}): {_q(**original)}"] if original else []
        published = [
            f"<p>Also given as: {_q(variant['language'], variant['text'])}"
            f" ({variant['language']}){bibliography.cite(variant['sources'])}"
            f"{_html(' ' + variant['notes'] if variant['notes'] else '')}"
            for variant in quote["variants"]
        ]
        return (
            f'<figure id="{own}"><blockquote lang="{quote["language"]}" dir=auto>'
            f"{_html(quote['text'])}</blockquote><figcaption>"
            f"<p>— <cite>{_html(spoken_by(quote))}</cite>{marks}"
            f"{bibliography.cite(quote['sources'])}"
            f"{''.join([*spoken, *published])}{_note(quote['notes'])}</figcaption>"
            "</figure>\n"
        )

    # The disputes

    def questions(self) -> Iterator[str]:
        """The disputes under their heading, if there are any."""
        if self.disputes:
            yield '<section id="_disputes" aria-labelledby="_disputes-title">'
            yield '<h2 id="_disputes-title">Disputes</h2>\n'
            yield from map(self._dispute, self.disputes.values())
            yield "</section>\n"

    def _dispute(self, dispute: DisputeRow) -> str:
        own = dispute["id"]
        about = (_link(e, self.events[e]["title"]) for e in dispute["about"] if e in self.events)
        return (
            f'<section class=dispute id="{own}"><h3 dir=auto>{_html(dispute["question"])}</h3>\n'
            f"<p>{dispute['status'].capitalize()}{_named('About', about)}<div class=accounts>"
            f"{''.join(map(self._account, dispute['accounts']))}</div>"
            f"{_note(dispute['notes'])}</section>\n"
        )

    def _account(self, account: AccountRow) -> str:
        """Who says what, links to the words, and the sources beside those of the words.

        The script puts the words before the links: twice in the file they would be too much.
        """
        whom = account["for"] if account["for"] != account["by"] else None
        who = ", ".join(filter(None, [account["by_name"], capacity(None, whom, self.names)]))
        quotes = [self.quotes[own] for own in account["quotes"] if own in self.quotes]
        words = (f"<p>— {_link(quote['id'], spoken_by(quote))}" for quote in quotes)
        quoted = {source["id"] for quote in quotes for source in quote["sources"]}
        others = (_short(source) for source in account["sources"] if source["id"] not in quoted)
        return (
            f"<div class=account><h4>{_html(who)}</h4><p dir=auto>{_html(account['claim'])}"
            f"{''.join(words)}{_named('Source', others)}</div>"
        )

    # The data

    def json(self) -> Iterator[str]:
        """What the script needs; the list is to be written before."""
        actors = [
            {"id": own, "name": row["name"], "side": row["kind"] in ("state", "organization")}
            for own, row in self.actors.items()
        ]
        found = {"actors": actors, "topics": self.topics, "events": self.data}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        yield text.translate(_ESCAPED)


class _Bibliography:
    """The sources of an event and its quotes, each once; `items` are the items of a list."""

    def __init__(self, sources: Mapping[str, SourceRow], event: int) -> None:
        self.items: list[str] = []
        self._sources = sources
        self._event = event
        self._places: dict[tuple[str, str | None], int] = {}

    def cite(self, cited: Iterable[SourceRef]) -> str:
        """Links to sources by their numbers in the list; they are added if they are new."""
        return "".join(self._cite(ref) for ref in cited)

    def _cite(self, ref: SourceRef) -> str:
        place = self._places.setdefault((ref["id"], ref["at"]), len(self.items) + 1)
        mark = f"_{self._event}.{place}"  # which is no record's id
        if place > len(self.items):
            self.items.append(f"<li id={mark}>{self._reference(ref)}")
        return f" <a href=#{mark}>[{place}]</a>"

    def _reference(self, ref: SourceRef) -> str:
        """The reference; of its end, the address is in the link and the rest for paper alone."""
        source = self._sources[ref["id"]]
        text, title, url = reference(source, ref["at"]), f"“{source['title']}”", source["URL"]
        before, _, after = text.partition(title)
        foreign = source["language"] not in (None, "en")
        language = f" lang={source['language']}" if foreign else ""
        shown = f"<bdi{language}>{_html(title)}</bdi>"
        if url is None:
            return f"{_html(before)}{shown}{_html(after)}"
        facts, _, read = after.rpartition(url)
        link = f"<a{_address(url)}>{shown}</a>"
        return f"{_html(before)}{link}{_html(facts)}<small>{_html(read)}</small>"


def _policy(script: str, style: str) -> str:
    """Nothing but this very script and style; no text becomes markup; nothing is fetched."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{_digest(script)}'",
        "style-src": f"'sha256-{_digest(style)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in rules.items())


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _exact(date: str) -> bool:
    """Whether the days of a date (EDTF) are known and certain."""
    ends = [end for end in date.split("/") if end != ".."]
    return all(len(end) >= len("2022-03-29") and end[-1] not in "~?%" for end in ends)


def _options(choices: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    """Choices by name: names, values, numbers of events."""
    for name, value, events in sorted(choices):
        yield f'<option value="{value}">{_html(name)} ({events})</option>'


def _short(source: SourceRef) -> str:
    """A source as who published it and when."""
    issued = in_words(source["issued"]) if source["issued"] else None
    facts = [source["publisher"] or source["title"], issued, source["at"]]
    text = _html(", ".join(filter(None, facts)))
    return f"<a{_address(source['URL'])}>{text}</a>" if source["URL"] else text


def _address(url: str) -> str:
    """An address of the web as an attribute; to others there are no links."""
    return f' href="{_html(url)}"' if url.startswith(("https://", "http://")) else ""


def _q(language: str, text: str) -> str:
    return f'<q lang="{language}" dir=auto>{_html(text)}</q>'


def _note(text: str | None) -> str:
    """A note; the style puts "Note:" before it."""
    return f"<p class=note dir=auto>{_html(text)}" if text else ""


def _named(name: str, links: Iterable[str], kind: str = "named") -> str:
    """A line of links, if there are any."""
    listed = "; ".join(links)
    return f"<p class={kind}>{name}: {listed}" if listed else ""


def _link(own: str, text: str) -> str:
    return f'<a href="#{own}">{_html(text)}</a>'
