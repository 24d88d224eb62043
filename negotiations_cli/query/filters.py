"""The filters of every list, and what they mean in SQL and in words.

The same filter given several times means OR, different filters mean AND, without exceptions.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from negotiations_cli.errors import UsageError
from negotiations_cli.query import names
from negotiations_cli.records.vocabulary import EventType, Role

if TYPE_CHECKING:
    from negotiations_cli.query.periods import Period

Texts = Sequence[str]


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


class Condition:
    """Filters compiled: an SQL condition on events `e` (and quotes `q`), and how one says it."""

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.parameters: list[str] = []
        self.phrases: list[str] = []

    def add(self, phrase: str, clause: str, *parameters: str) -> None:
        """AND a clause."""
        self.clauses.append(clause)
        self.parameters.extend(parameters)
        if phrase:
            self.phrases.append(phrase)

    @property
    def where(self) -> str:
        """The condition, true if nothing was asked."""
        return " AND ".join(f"({clause})" for clause in self.clauses) or "1"

    @property
    def words(self) -> str:
        """The filters in words, to stand behind "42 events"."""
        return "".join(f" {phrase}" for phrase in self.phrases)


def compile_filters(index: sqlite3.Connection, filters: Filters, *, quotes: bool) -> Condition:
    """The condition that `filters` set on events, or with `quotes` on the quotes of events.

    Raises UsageError for every name, word, id or date that the store or the grammar does not know.
    """
    condition = Condition()
    _about_actors(index, filters, condition, quotes=quotes)
    _about_subject(index, filters, condition, quotes=quotes)
    if filters.search:
        number, table = ("q.n", "quote_words") if quotes else ("e.n", "event_words")
        search_words(filters.search, condition, number, table)
    if filters.disputed:
        clause = (
            "e.n IN (SELECT event FROM disputed_events)"
            " OR e.n IN (SELECT event FROM quotes WHERE status <> 'undisputed')"
        )
        if quotes:
            clause = "q.status <> 'undisputed' OR q.n IN (SELECT quote FROM disputed_quotes)"
        condition.add("that are disputed or cited in a dispute", clause)
    _when(filters, condition)
    return condition


def _about_actors(
    index: sqlite3.Connection, filters: Filters, condition: Condition, *, quotes: bool
) -> None:
    direct = " AND direct = 1" if filters.direct else ""
    roles = [names.find_word(role, get_args(Role), "role") for role in filters.role]
    in_role = f" AND role IN ({marks(roles)})" if roles else ""
    if filters.actor:
        actors = names.find_actors(index, filters.actor)
        own = " itself" if filters.direct else ""
        condition.add(
            f"with {names.shown(index, actors)}{own}"
            + (f" as {names.either(roles)}" if roles else ""),
            "e.n IN (SELECT event FROM participations"
            f" WHERE actor IN ({marks(actors)}){direct}{in_role})",
            *actors, *roles,
        )  # fmt: skip
    elif roles:
        condition.add(
            f"with a {names.either(roles)}",
            f"e.n IN (SELECT event FROM participations WHERE role IN ({marks(roles)}))",
            *roles,
        )
    if filters.with_:
        others = names.find_actors(index, filters.with_)
        lead = "and with" if filters.actor else "with"
        condition.add(
            f"{lead} {names.shown(index, others)}",
            f"e.n IN (SELECT event FROM participations WHERE actor IN ({marks(others)}){direct})",
            *others,
        )
    if filters.speaker:
        speakers = names.find_actors(index, filters.speaker)
        spoken = f"FROM speakers WHERE actor IN ({marks(speakers)}){direct}"
        if quotes:
            clause, parameters = f"q.n IN (SELECT quote {spoken})", speakers
        else:
            clause = (
                "e.n IN (SELECT event FROM participations"
                f" WHERE role = 'speaker' AND actor IN ({marks(speakers)}){direct})"
                f" OR e.n IN (SELECT event FROM quotes WHERE n IN (SELECT quote {spoken}))"
            )
            parameters = [*speakers, *speakers]
        condition.add(f"by {names.shown(index, speakers)}", clause, *parameters)
    if filters.not_actor:
        unwanted = names.find_actors(index, filters.not_actor)
        condition.add(
            f"without {names.shown(index, unwanted)}",
            "e.n NOT IN (SELECT event FROM participations"
            f" WHERE actor IN ({marks(unwanted)}){direct})",
            *unwanted,
        )


def _about_subject(
    index: sqlite3.Connection, filters: Filters, condition: Condition, *, quotes: bool
) -> None:
    def listed(
        asked: Texts,
        find: Callable[[str], str],
        phrase: str,
        clause: str,
        titles: Mapping[str, str] = {},
    ) -> None:
        if asked:
            found = [find(one) for one in asked]
            said = names.either([titles.get(one, one) for one in found])
            condition.add(phrase.format(said), clause.format(marks(found)), *found)

    def type_(name: str) -> str:
        return names.find_word(name, get_args(EventType), "type")

    def topic(name: str) -> str:
        return names.find_topic(index, name)

    by_topic = "SELECT event FROM event_topics WHERE topic IN ({})"
    of_quote = " AND quote = q.n" if quotes else ""
    listed(filters.type, type_, "of type {}", "e.type IN ({})")
    listed(filters.not_type, type_, "not of type {}", "e.type NOT IN ({})")
    if filters.topic or filters.not_topic:
        titles = dict(index.execute("SELECT id, name FROM topics").fetchall())
        listed(filters.topic, topic, "on {}", f"e.n IN ({by_topic})", titles)
        listed(filters.not_topic, topic, "not on {}", f"e.n NOT IN ({by_topic})", titles)
    if filters.place:
        found = [place for asked in filters.place for place in names.find_places(index, asked)]
        condition.add(f"in {names.either(filters.place)}", f"e.place IN ({marks(found)})", *found)
    listed(
        filters.source,
        lambda own: names.find_id(index, "sources", own),
        "from {}",
        f"EXISTS (SELECT 1 FROM citations WHERE source IN ({{}}) AND event = e.n{of_quote})",
    )
    listed(
        filters.about,
        lambda own: names.find_id(index, "events", own),
        "about {}",
        "e.n IN (SELECT event FROM abouts WHERE about IN ({}))",
    )


def search_words(searches: Texts, condition: Condition, number: str, table: str) -> None:
    """OR the searches of a table of words; each is what must and what must not occur."""
    from negotiations_cli.records.matching import parse_search  # noqa: PLC0415 - see _when

    matching = f"{number} {{}}IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"
    clauses: list[str] = []
    parameters: list[str] = []
    for text in searches:
        wanted = parse_search(text)
        parts = [matching.format("")] if wanted.all_of else []
        parts += [matching.format("NOT ")] * len(wanted.none_of)
        clauses.append(f"({' AND '.join(parts)})")
        parameters += [*filter(None, [wanted.all_of]), *wanted.none_of]
    said = names.either([text if '"' in text else f"“{text}”" for text in searches])
    condition.add(f"with the words {said}", " OR ".join(clauses), *parameters)


def _when(filters: Filters, condition: Condition) -> None:
    if not filters.on and filters.since is None and filters.until is None:
        return
    # Imported where it is asked for: scripts call negcli in loops.
    from negotiations_cli.query.periods import parse_period  # noqa: PLC0415

    if filters.on:
        periods = [parse_period(text) for text in filters.on]
        clauses, days = zip(*(_overlap(period) for period in periods), strict=True)
        condition.add(
            names.either([_during(period.text) for period in periods]),
            " OR ".join(f"({clause})" for clause in clauses),
            *(day for pair in days for day in pair),
        )
    since = parse_period(filters.since) if filters.since is not None else None
    until = parse_period(filters.until) if filters.until is not None else None
    if since and since.start:
        condition.add(f"since {_spoken(since.text)}", "e.last_day >= ?", since.start)
    if until and until.end:
        condition.add(f"until {_spoken(until.text)}", "e.first_day <= ?", until.end)
    if since and until and since.start and until.end and until.end < since.start:
        raise UsageError(f"--until {until.text} lies before --since {since.text}", "swap them")


def _overlap(period: "Period") -> tuple[str, list[str]]:
    """The condition that an event has a day in common with `period`."""
    clauses, days = [], []
    if period.start:
        clauses.append("e.last_day >= ?")
        days.append(period.start)
    if period.end:
        clauses.append("e.first_day <= ?")
        days.append(period.end)
    return " AND ".join(clauses), days


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
    first, dots, second = text.replace("/", "..").partition("..")
    if dots:
        parts = [f"from {_spoken(first)}" * bool(first), f"to {_spoken(second)}" * bool(second)]
        return " ".join(filter(None, parts))
    if text.startswith("-"):
        return f"in the last {_spoken(text).removesuffix(' ago')}"
    return f"{'in' if text.count('-') < 2 and text != 'today' else 'on'} {_spoken(text)}"


def marks(values: Sequence[str]) -> str:
    """The question marks that stand for values in SQL."""
    return ", ".join("?" * len(values))
