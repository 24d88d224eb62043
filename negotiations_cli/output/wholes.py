"""Single records for people: everything known of one event, quote, actor, source and so on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from negotiations_cli.output.charts import calendar
from negotiations_cli.output.drawing import Page, draw, lines, text
from negotiations_cli.records.capacity import capacity, speaker_line
from negotiations_cli.records.rows import (
    ActorRow,
    Count,
    DisputeRow,
    EventRef,
    EventRow,
    PartRow,
    QuoteRow,
    SourceRef,
    SourceRow,
    Summary,
    TopicRow,
    Whole,
)
from negotiations_cli.records.spoken import counted


def whole(record: Whole, page: Page) -> str:
    """A record of any kind."""
    row: Any = record.row
    parts: dict[str, Any] = {
        "event": _event,
        "quote": _quote,
        "source": _source,
        "dispute": _dispute,
        "topic": _topic,
    }
    return draw(parts[record.kind](row, record), page)


def summary(actor: Summary, page: Page) -> str:
    """An actor: who it is, its offices, when it was active, with whom, on what, its words."""
    row = actor.row
    facts = _facts()
    _add(facts, "Kind", text(row["kind"]))
    if row["original_name"]:
        _add(facts, "Native name", text(row["original_name"]))
    if row["aliases"]:
        _add(facts, "Also", text(", ".join(row["aliases"])))
    _add(facts, "ISO", text(row["iso"] or ""))
    _add(facts, "Wikidata", text(row["wikidata"] or ""))
    _add(facts, "Offices", _offices(row, actor.names))
    _add(facts, "In all", text(_in_all(row)))
    _add(facts, "Activity", calendar(actor.months, page))
    _add(facts, "Roles", _counted(actor.roles))
    _add(facts, "With", _counted(actor.with_whom))
    _add(facts, "Topics", _counted(actor.topics))
    _add(facts, "Key events", _events(actor.key_events))
    _add(facts, "Disputes", _disputes(actor.disputes))
    _add(facts, "Notes", text(row["notes"] or ""))
    parts: list[RenderableType] = [_title(row["name"], row["id"]), facts]
    if actor.latest_quotes:
        parts += [Text(), text(("Latest words", "strong"))]
        parts += [_one_quote(quote, actor.names, dated=True) for quote in actor.latest_quotes]
    return draw(parts, page)


def _event(row: EventRow, record: Whole) -> list[RenderableType]:
    facts = _facts()
    where = " · ".join(filter(None, [row["date"], row["type"], row["place"]]))
    _add(facts, "When", text((where, "date")))
    _add(facts, "What", text(row["summary"]))
    _add(facts, "Who", lines(*(_part(part, record.names) for part in row["actors"])))
    _add(facts, "Topics", text(", ".join(row["topics"])))
    _add(facts, "Speaks of", _events(record.events))
    _add(facts, "Spoken of", _events(record.spoken_of_by))
    _add(facts, "Disputes", text(("\n".join(row["disputes"]), "id")))
    _add(facts, "Sources", _sources(row["sources"]))
    _add(facts, "Notes", text(row["notes"] or ""))
    parts: list[RenderableType] = [_title(row["title"], row["id"]), facts]
    if record.quotes:
        parts += [Text(), text(("Quotes", "strong"))]
        parts += [_one_quote(quote, record.names, dated=False) for quote in record.quotes]
    return parts


def _quote(row: QuoteRow, record: Whole) -> list[RenderableType]:
    facts = _facts()
    _add(facts, "When", text((row["date"], "date")))
    _add(facts, "Occasion", _events(record.events))
    wording = {
        "verbatim": f"the words as spoken ({row['language']})",
        "translated": f"a translation ({row['language']})",
        "reported": f"another's account of what was said ({row['language']})",
    }
    _add(facts, "Wording", text(wording[row["wording"]]))
    if row["original"]:
        original = row["original"]
        _add(facts, "Original", text(f"“{original['text']}” ({original['language']})"))
    for variant in row["variants"]:
        published = ", ".join(_short(source) for source in variant["sources"])
        note = f" {variant['notes']}" if variant["notes"] else ""
        _add(
            facts, "Also given as", text(f"“{variant['text']}”", (f" ({published}){note}", "weak"))
        )
    if row["status"] != "undisputed":
        _add(facts, "Status", text((row["status"], "warn")))
    _add(facts, "Topics", text(", ".join(row["topics"])))
    _add(facts, "Disputes", text(("\n".join(row["disputes"]), "id")))
    _add(facts, "Sources", _sources(row["sources"]))
    _add(facts, "Notes", text(row["notes"] or ""))
    words = lines(
        text((f"“{row['text']}”", "strong")), text(f"— {speaker_line(row, record.names)}")
    )
    return [lines(words, text((row["id"], "id"))), Text(), facts]


def _source(row: SourceRow, record: Whole) -> list[RenderableType]:
    facts = _facts()
    _add(facts, "Kind", text(f"{row['kind']}, {row['type']}"))
    _add(facts, "Author", text("; ".join(row["author"])))
    _add(facts, "Publisher", text(row["publisher"] or ""))
    _add(facts, "Side", text(record.names.get(row["side"] or "", row["side"] or "")))
    _add(facts, "Published", text((row["issued"] or "", "date")))
    _add(facts, "Read", text((row["accessed"] or "", "date")))
    _add(facts, "Address", text(row["URL"] or ""))
    _add(facts, "Language", text(row["language"] or ""))
    _add(facts, "Cited by", _events(record.events))
    _add(facts, "Notes", text(row["notes"] or ""))
    return [_title(row["title"], row["id"]), facts]


def _dispute(row: DisputeRow, record: Whole) -> list[RenderableType]:
    facts = _facts()
    _add(facts, "Status", text(row["status"]))
    _add(facts, "About", _events(record.events))
    _add(facts, "Notes", text(row["notes"] or ""))
    parts: list[RenderableType] = [_title(row["question"], row["id"]), facts]
    words = {quote["id"]: quote for quote in record.quotes}
    for account in row["accounts"]:
        parts += [Text(), text((account["by_name"], "strong")), _indented(text(account["claim"]))]
        parts += [_one_quote(words[own], record.names, dated=True) for own in account["quotes"]]
        if account["sources"]:
            parts.append(_indented(_sources(account["sources"])))
    return parts


def _topic(row: TopicRow, record: Whole) -> list[RenderableType]:
    facts = _facts()
    _add(facts, "What", text(row["description"]))
    _add(facts, "Events", _events(record.events))
    return [_title(row["name"], row["id"]), facts]


def _title(title: str, own: str) -> RenderableType:
    return lines(text((title, "strong")), text((own, "id")), text(" "))


def _facts() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    return table


def _add(facts: Table, label: str, value: Text) -> None:
    """Add a fact if there is one."""
    if value:
        facts.add_row(label, value)


def _indented(part: Text) -> RenderableType:
    return Padding(part, (0, 0, 0, 2))


def _one_quote(row: QuoteRow, names: Mapping[str, str], *, dated: bool) -> RenderableType:
    date = text((row["date"], "date"), " ") if dated else text()
    own = text((row["id"], "id"))
    quote = lines(text(f"“{row['text']}”"), text(f"— {speaker_line(row, names)}"), date + own)
    return Padding(quote, (0, 0, 1, 2))


def _part(part: PartRow, names: Mapping[str, str]) -> Text:
    office = capacity(part["as"], part["for"], names)
    return text(f"{part['name']}{', ' * bool(office)}{office}", (f" ({part['role']})", "weak"))


def _events(refs: Iterable[EventRef]) -> Text:
    return lines(
        *(
            text((ref["date"], "date"), f" {ref['title']} ", (f"[{ref['id']}]", "id"))
            for ref in refs
        )
    )


def _disputes(rows: Sequence[DisputeRow]) -> Text:
    return lines(*(text(f"{row['question']} ", (f"[{row['id']}]", "id")) for row in rows))


def _sources(sources: Iterable[SourceRef]) -> Text:
    return lines(*(_one_source(source) for source in sources))


def _one_source(source: SourceRef) -> Text:
    facts = [source["publisher"], source["issued"], source["at"], source["kind"]]
    address = f"\n{source['URL']}" if source["URL"] else ""
    return text(source["title"], (f" ({', '.join(filter(None, facts))}){address}", "weak"))


def _short(source: SourceRef) -> str:
    return source["publisher"] or source["title"]


def _counted(counts: Iterable[Count]) -> Text:
    return text(", ".join(f"{count['name']} ({count['events']})" for count in counts))


def _offices(row: ActorRow, names: Mapping[str, str]) -> Text:
    return lines(
        *(
            text(
                (f"{office['from'] or '?'} – {office['to'] or 'now'}  ".ljust(25), "date"),
                f"{office['post']}, {names.get(office['of'], office['of'])}",
            )
            for office in row["offices"]
        )
    )


def _in_all(row: ActorRow) -> str:
    if not row["events"]:
        return "no events"
    figures = f"{counted(row['events'], 'event')}, {counted(row['quotes'], 'quote')}"
    return f"{figures}, {row['first']} to {row['last']}"
