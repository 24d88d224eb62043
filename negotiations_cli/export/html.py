"""One page that shows the record as a timeline and a list, for a browser, without a network.

All that people read is HTML and stays readable without the script, which adds the timeline, the
filters and the copying of citations (page/page.js). What stands in the page already is not written
twice: the script reads it there, puts titles into links to records, which show their ids without
it, and finds in one block of JSON only what no reader needs. Texts from the store are escaped for
their place; should one get through all the same, the page's policy lets no script run but its own
(W3C, "Content Security Policy Level 3").
"""

import json
import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Any
from unicodedata import bidirectional

from negotiations_cli import __version__
from negotiations_cli.export.bibliography import quoted_title, reference, spoken_by
from negotiations_cli.query.selection import Selection
from negotiations_cli.query.spelling import Speller
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
        self.names = {own: actor["name"] for own, actor in self.actors.items()}
        self.topics = {topic["id"]: topic["name"] for topic in selection.topics()}
        self.sources = {source["id"]: source for source in selection.sources()}
        self.events = {event["id"]: event for event in selection.events()}
        self.quotes = {quote["id"]: quote for quote in selection.quotes()}
        self.disputes = {dispute["id"]: dispute for dispute in selection.disputes()}
        self.taking_part: dict[str, list[str]] = defaultdict(list)
        for event, actor in selection.taking_part():
            self.taking_part[event].append(actor)
        self.numbers: dict[str, int] = {}
        """Who takes part in an event, in the order of the choices."""
        self.data: list[tuple[str, str | None, bool, int, list[int]]] = []
        """What the script needs of each event, in the order of the page: its first and last day,
        whether these are exact, how many sources are its own, and who takes part, as the numbers
        of choices.
        """

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
        """The actors by kind and name; to be written before the list, which has their numbers."""
        events = Counter(actor for actors in self.taking_part.values() for actor in actors)
        for kind, title in _KINDS.items():
            owns = [own for own in events if self.actors[own]["kind"] == kind]
            owns.sort(key=lambda own: (self.names[own], own))
            self.numbers |= {own: n for n, own in enumerate(owns, start=len(self.numbers))}
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
            (
                event["date_start"],
                event["date_end"],
                _exact(event["date"]),
                len(bibliography.items),
                [self.numbers[actor] for actor in self.taking_part[own]],
            )
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
        earlier = (_link(e) for e in event["about"] if e in self.events)
        questions = map(_link, event["disputes"])
        spoken = [self._quote(quote, bibliography) for quote in quotes]
        return (
            f"<article id={own}>\n<h4><time>{_html(in_words(event['date']))}</time>"
            f" <span{_turned(event['title'])}>{_html(event['title'])}</span></h4>\n"
            f"<div class=meta><p>{' · '.join(facts)}<ul>{''.join(parts)}</ul>\n"
            f"<p>{', '.join(topics)}</div>\n"
            f"<div class=text>"
            f"<p class=summary{_turned(event['summary'])}>{_html(event['summary'])}"
            f"{''.join(spoken)}{_note(event['notes'])}"
            f"{_named('Speaks of', earlier)}{_named('Disputed', questions, 'disputed')}</div>\n"
            f"<div class=sources><ol>{''.join(bibliography.items)}</ol></div>\n"
            "</article>\n"
        )

    def _quote(self, quote: QuoteRow, bibliography: "_Bibliography") -> str:
        own = quote["id"]
        whom = capacity(None, quote["for"], self.names)
        status = [quote["status"]] if quote["status"] != "undisputed" else []
        marks = "".join(f" · {_html(mark)}" for mark in filter(None, [whom, *status]))
        original = quote["original"]
        words = f"{_language(quote['language'])}{_turned(quote['text'])}"
        spoken = [f"<p>Original ({original['language']}): {_q(**original)}"] if original else []
        published = [
            f"<p>Also given as: {_q(variant['language'], variant['text'])}"
            f" ({variant['language']}){bibliography.cite(variant['sources'])}"
            f"{_html(' ' + variant['notes'] if variant['notes'] else '')}"
            for variant in quote["variants"]
        ]
        return (
            f"<figure id={own}><blockquote{words}>{_html(quote['text'])}</blockquote><figcaption>"
            f"<cite>{_html(spoken_by(quote))}</cite>{marks}"
            f"{bibliography.cite(quote['sources'])}"
            f"{''.join([*spoken, *published])}{_note(quote['notes'])}</figcaption></figure>\n"
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
        question = dispute["question"]
        about = (_link(event) for event in dispute["about"] if event in self.events)
        return (
            f"<section class=dispute id={own}><h3{_turned(question)}>{_html(question)}</h3>\n"
            f"<p>{dispute['status'].capitalize()}<div class=accounts>"
            f"{''.join(map(self._account, dispute['accounts']))}</div>{_note(dispute['notes'])}"
            f"<ul class=about>{''.join(f'<li>{event}' for event in about)}</ul></section>\n"
        )

    def _account(self, account: AccountRow) -> str:
        """Who says what, links to the words, and the sources beside those of the words.

        The script puts the words before the links.
        """
        whom = account["for"] if account["for"] != account["by"] else None
        who = ", ".join(filter(None, [account["by_name"], capacity(None, whom, self.names)]))
        quotes = [self.quotes[own] for own in account["quotes"] if own in self.quotes]
        words = (f"<p>{_link(quote['id'])}" for quote in quotes)
        quoted = {source["id"] for quote in quotes for source in quote["sources"]}
        others = (_short(source) for source in account["sources"] if source["id"] not in quoted)
        return (
            f"<div class=account><h4>{_html(who)}</h4>"
            f"<p{_turned(account['claim'])}>{_html(account['claim'])}"
            f"{''.join(words)}{_named('Source', others)}</div>"
        )

    # The data

    def json(self) -> Iterator[str]:
        """What the script needs; the list is to be written before."""
        spellings = dict(Speller(self.selection.index).listed())
        found = {"spellings": spellings, "events": self.data}
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
            read = self._sources[ref["id"]]["accessed"]
            when = f' data-on="{in_words(read)}"' if read else ""
            self.items.append(f"<li id={mark}{when}>{self._reference(ref)}")
        return f" <a href=#{mark}>[{place}]</a>"

    def _reference(self, ref: SourceRef) -> str:
        """The reference; its end, the address and when it was read, is in the attributes."""
        source = self._sources[ref["id"]]
        text, title, url = reference(source, ref["at"]), quoted_title(source), source["URL"]
        before, _, after = text.partition(title)
        facts, *_ = after.rpartition(url) if url else (after,)
        tag, attributes = ("a", _address(url)) if url else ("cite", "")
        shown = f"<bdi>{_html(title)}</bdi>" if _turned(title) else _html(title)
        language = _language(source["language"] or "en")
        return f"{_html(before)}<{tag}{attributes}{language}>{shown}</{tag}>{_html(facts)}"


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
        yield f"<option value={value}>{_html(name)} ({events})"


def _short(source: SourceRef) -> str:
    """A source as who published it and when."""
    issued = in_words(source["issued"]) if source["issued"] else None
    facts = [source["publisher"] or source["title"], issued, source["at"]]
    text = _html(", ".join(filter(None, facts)))
    return f"<a{_address(source['URL'])}>{text}</a>" if source["URL"] else text


def _address(url: str) -> str:
    """An address of the web as an attribute; to others there are no links."""
    return f' href="{escape(url)}"' if url.startswith(("https://", "http://")) else ""


def _html(text: str) -> str:
    """Text between tags."""
    return escape(text, quote=False)


def _language(language: str) -> str:
    """The attribute of a text's language; that of the page is English."""
    return f" lang={language}" if language != "en" else ""


def _turned(text: str) -> str:
    """The attribute of a text that has letters from right to left: its first letters decide."""
    turned = not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
    return " dir=auto" if turned else ""


def _q(language: str, text: str) -> str:
    return f"<q{_language(language)}{_turned(text)}>{_html(text)}</q>"


def _note(text: str | None) -> str:
    """A note; the style puts "Note:" before it."""
    return f"<p class=note{_turned(text)}>{_html(text)}" if text else ""


def _named(name: str, links: Iterable[str], kind: str = "named") -> str:
    """A line of links, if there are any."""
    listed = "; ".join(links)
    return f"<p class={kind}>{name}: {listed}" if listed else ""


def _link(own: str) -> str:
    """A link to a record; its text is the script's to add."""
    return f"<a href=#{own}></a>"
