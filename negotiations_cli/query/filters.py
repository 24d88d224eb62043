"""The filters of every list, and what they mean in SQL and in words.

The same filter given several times means OR, different filters mean AND, without exceptions.
"""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple, get_args

from negotiations_cli.errors import UsageError
from negotiations_cli.query import names
from negotiations_cli.query.condition import Condition, Numbers
from negotiations_cli.records.vocabulary import EventType, Role

Texts = Sequence[str]

IN_DOUBT = "status <> 'undisputed'"
"""What an index of few quotes is made of."""


class Filters(NamedTuple):
    """What is asked for, as typed: names, not ids; periods, not days."""

    actor: Texts = ()
    with_: Texts = ()
    speaker: Texts = ()
    role: Texts = ()
    type: Texts = ()
    topic: Texts = ()
    place: Texts = ()
    source: Texts = ()
    about: Texts = ()
    search: Texts = ()
    since: str | None = None
    until: str | None = None
    on: Texts = ()
    disputed: bool = False
    not_actor: Texts = ()
    not_topic: Texts = ()
    not_type: Texts = ()
    direct: bool = False


def compile_filters(index: sqlite3.Connection, filters: Filters, *, quotes: bool) -> Condition:
    """The condition that `filters` set on events `e`, or with `quotes` on quotes `q`.

    Raises UsageError for every name, word, id or date that the store or the grammar does not know.
    """
    condition = Condition()
    event = "q.event" if quotes else "e.n"
    _about_actors(index, filters, condition, event)
    if filters.speaker:
        _about_speakers(index, filters, condition, quotes=quotes)
    if filters.not_actor:
        unwanted = names.find_actors(index, filters.not_actor)
        without = Numbers("event", _taking_part(unwanted, filters))
        condition.add_unlisted(f"without {names.shown(index, unwanted)}", event, without, *unwanted)
    _about_subject(index, filters, condition, event, quotes=quotes)
    if filters.search:
        number, table = ("q.n", "quote_words") if quotes else ("e.n", "event_words")
        search_words(index, filters.search, condition, number, table)
    if filters.disputed:
        cited = [
            Numbers("n", f"quotes WHERE {IN_DOUBT}"),
            Numbers("quote", "disputed_quotes WHERE 1"),
        ]
        if not quotes:
            cited = [
                Numbers("event", f"quotes WHERE {IN_DOUBT}"),
                Numbers("event", "disputed_events WHERE 1"),
            ]
        number = "q.n" if quotes else "e.n"
        condition.add_list("that are disputed or cited in a dispute", number, cited)
    _when(filters, condition, event)
    return condition


def _taking_part(actors: Texts, filters: Filters) -> str:
    direct = " AND direct = 1" if filters.direct else ""
    return f"participations WHERE actor IN ({marks(actors)}){direct}"


def _about_actors(
    index: sqlite3.Connection, filters: Filters, condition: Condition, event: str
) -> None:
    roles = [names.find_word(role, get_args(Role), "role") for role in filters.role]
    in_role = f"role IN ({marks(roles)})"
    if filters.actor:
        actors = names.find_actors(index, filters.actor)
        own = " itself" if filters.direct else ""
        condition.add_list(
            f"with {names.shown(index, actors)}{own}"
            + (f" as {names.either(roles)}" if roles else ""),
            event,
            [Numbers("event", _taking_part(actors, filters) + f" AND {in_role}" * bool(roles))],
            *actors, *roles,
        )  # fmt: skip
    elif roles:
        parts = Numbers("event", f"participations WHERE direct = 1 AND {in_role}")
        condition.add_list(f"with a {names.either(roles)}", event, [parts], *roles)
    if filters.with_:
        others = names.find_actors(index, filters.with_)
        lead = "and with" if filters.actor else "with"
        condition.add_list(
            f"{lead} {names.shown(index, others)}",
            event,
            [Numbers("event", _taking_part(others, filters))],
            *others,
        )


def _about_speakers(
    index: sqlite3.Connection, filters: Filters, condition: Condition, *, quotes: bool
) -> None:
    speakers = names.find_actors(index, filters.speaker)
    direct = " AND direct = 1" if filters.direct else ""
    spoken = f"actor IN ({marks(speakers)}){direct}"
    by = f"by {names.shown(index, speakers)}"
    if quotes:
        condition.add_list(by, "q.n", [Numbers("quote", f"speakers WHERE {spoken}")], *speakers)
        return
    condition.add_list(
        by,
        "e.n",
        [
            Numbers("event", f"participations WHERE role = 'speaker' AND {spoken}"),
            Numbers("event", f"quotes JOIN speakers ON quote = n WHERE {spoken}"),
        ],
        *speakers, *speakers,
    )  # fmt: skip


def _about_subject(
    index: sqlite3.Connection, filters: Filters, condition: Condition, event: str, *, quotes: bool
) -> None:
    def listed(
        phrase: str, number: str, found: Texts, numbers: Numbers, said: Texts | None = None
    ) -> None:
        if found:
            among = Numbers(numbers.column, f"{numbers.where} IN ({marks(found)})")
            condition.add_list(f"{phrase} {names.either(said or found)}", number, [among], *found)

    def unlisted(phrase: str, found: Texts, numbers: Numbers, said: Texts | None = None) -> None:
        if found:
            among = Numbers(numbers.column, f"{numbers.where} IN ({marks(found)})")
            condition.add_unlisted(f"{phrase} {names.either(said or found)}", event, among, *found)

    def types(asked: Texts) -> list[str]:
        return [names.find_word(name, get_args(EventType), "type") for name in asked]

    def topics(asked: Texts) -> list[str]:
        return [names.find_topic(index, name) for name in asked]

    def ids(table: str, asked: Texts) -> list[str]:
        return [names.find_id(index, table, own) for own in asked]

    of_type, on_topic = (
        Numbers("n", "events WHERE type"),
        Numbers("event", "event_topics WHERE topic"),
    )
    listed("of type", event, types(filters.type), of_type)
    unlisted("not of type", types(filters.not_type), of_type)
    if filters.topic or filters.not_topic:
        wanted, unwanted = topics(filters.topic), topics(filters.not_topic)
        titles = dict(index.execute("SELECT id, name FROM topics").fetchall())
        listed("on", event, wanted, on_topic, [titles[topic] for topic in wanted])
        unlisted("not on", unwanted, on_topic, [titles[topic] for topic in unwanted])
    if filters.place:
        found = [place for asked in filters.place for place in names.find_places(index, asked)]
        listed("in", event, found, Numbers("n", "events WHERE place"), filters.place)
    cited = Numbers("quote" if quotes else "event", "citations WHERE source")
    listed("from", "q.n" if quotes else event, ids("sources", filters.source), cited)
    about = Numbers("event", "abouts WHERE about")
    listed("about", event, ids("events", filters.about), about)


def search_words(
    index: sqlite3.Connection, searches: Texts, condition: Condition, number: str, table: str
) -> None:
    """OR the searches of a table of words; each is what must and what must not occur."""
    from negotiations_cli.query.spelling import read_search, said  # noqa: PLC0415 - see _when

    read = [read_search(index, text) for text in searches]
    every = [wanted for wanted, _ in read]
    phrase = f"with the words {said(searches, [word for _, also in read for word in also])}"
    matching = Numbers("rowid", f"{table} WHERE {table} MATCH ?")
    expressions = [wanted.expression for wanted in every]
    if all(wanted.pieces for wanted in every):
        condition.add_list(phrase, number, [matching] * len(every), *expressions)
        return
    clauses = [
        f"{number} {'' if wanted.pieces else 'NOT '}IN (SELECT rowid FROM {matching.where})"
        for wanted in every
    ]
    condition.add(phrase, " OR ".join(clauses), *expressions)


def _when(filters: Filters, condition: Condition, event: str) -> None:
    if not filters.on and filters.since is None and filters.until is None:
        return
    # Imported where it is asked for: scripts call negcli in loops.
    from negotiations_cli.query.periods import parse_period  # noqa: PLC0415
    from negotiations_cli.records.dates import FIRST_DAY, LAST_DAY  # noqa: PLC0415

    if filters.on:
        periods = [parse_period(text) for text in filters.on]
        said = names.either([_during(period.text) for period in periods])
        days = [(period.start or FIRST_DAY, period.end or LAST_DAY) for period in periods]
        condition.add_days(said, event, *days)
    since = parse_period(filters.since) if filters.since is not None else None
    until = parse_period(filters.until) if filters.until is not None else None
    if since and not since.start:
        raise UsageError(f"'{filters.since}' has no beginning", "use --until")
    if until and not until.end:
        raise UsageError(f"'{filters.until}' has no end", "use --since")
    start, end = since and since.start, until and until.end
    if since and until and start and end and end < start:
        raise UsageError(f"--until {until.text} lies before --since {since.text}", "swap them")
    bounds = [f"since {_spoken(since.text.partition('..')[0])}"] if since else []
    bounds += [f"until {_spoken(until.text.rpartition('..')[2])}"] if until else []
    if bounds:
        condition.add_days(" ".join(bounds), event, (start or FIRST_DAY, end or LAST_DAY))


_QUARTERS = ("first", "second", "third", "fourth")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def _spoken(text: str) -> str:
    """A date as a person says it: `2022-03` is March 2022, `-30d` is 30 days ago."""
    parts = text.upper().split("-")
    if text.startswith("-"):
        return f"{text[1:-1]} {_UNITS[text[-1].lower()]} ago"
    if len(parts) == 2 and parts[1].startswith("Q"):
        return f"the {_QUARTERS[int(parts[1][1]) - 1]} quarter of {parts[0]}"
    if all(part.isdigit() for part in parts) and len(parts) in (2, 3):
        from negotiations_cli.records.spoken import day_in_words  # noqa: PLC0415 - see _when

        return day_in_words(text)
    return text


def _during(text: str) -> str:
    """A period as a person says it: in March 2022, on 29 March 2022, from … to …."""
    first, dots, second = text.partition("..")
    if dots:
        parts = [f"from {_spoken(first)}" * bool(first), f"to {_spoken(second)}" * bool(second)]
        return " ".join(filter(None, parts))
    if text.startswith("-"):
        return f"in the last {_spoken(text).removesuffix(' ago')}"
    return f"{'in' if text.count('-') < 2 else 'on'} {_spoken(text)}"


def marks(values: Sequence[str]) -> str:
    """The question marks that stand for values in SQL."""
    return ", ".join("?" * len(values))
