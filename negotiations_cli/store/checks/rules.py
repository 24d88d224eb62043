"""Rules of the record form that reach over more than one field."""

from negotiations_cli.records.dates import FuzzyDate
from negotiations_cli.records.model import Actor, Dispute, Event, Office
from negotiations_cli.records.names import name_key, words
from negotiations_cli.records.offices import duties, office_end, office_start, on_duty
from negotiations_cli.store.written import Entry, Store


def tell_the_source(entry: Entry) -> None:
    """An event has a source, and an account of a dispute a source or a quote."""
    remedy = "name the source in which it was read; what has none is left out"
    if isinstance(entry.record, Event) and not entry.record.sources:
        entry.report(("id",), "no-source", f"the event '{entry.id}' has no source", remedy)
    if isinstance(entry.record, Dispute):
        for i, account in enumerate(entry.record.accounts):
            if not account.sources and not account.quotes:
                message = f"the account by '{account.by}' has neither source nor quote"
                entry.report(("accounts", i, "by"), "no-source", message, remedy)


def speakers_are_there(entry: Entry) -> None:
    """Who is quoted is among the event's actors."""
    if isinstance(entry.record, Event):
        there = {part.actor for part in entry.record.actors}
        for i, quote in enumerate(entry.record.quotes):
            if quote.speaker not in there:
                entry.report(
                    ("quotes", i, "speaker"),
                    "speaker-not-there",
                    f"'{quote.speaker}' speaks here but is not among the event's actors",
                    f"add {{actor: {quote.speaker}, role: speaker}} to the event",
                )


def events_are_not_about_themselves(entry: Entry) -> None:
    """An event speaks of other events."""
    if isinstance(entry.record, Event) and entry.id in entry.record.about:
        loc = ("about", entry.record.about.index(entry.id))
        entry.report(loc, "about-itself", "the event is about itself", "name another event")


def disputes_have_sides(entry: Entry) -> None:
    """One account is no dispute."""
    if isinstance(entry.record, Dispute) and len(entry.record.accounts) < 2:
        entry.report(
            ("accounts",),
            "one-account",
            "a dispute needs two accounts or more",
            "add what the other side says, or note it at the event",
        )


def offices_begin_before_they_end(entry: Entry) -> None:
    """An office is held for a day at least."""
    if isinstance(entry.record, Actor):
        for i, office in enumerate(entry.record.offices):
            if office_end(office) < office_start(office):
                message = f"the office '{office.post}' ends before it begins"
                remedy = "correct one of the dates"
                entry.report(("offices", i, "to"), "office-reversed", message, remedy)


def offices_fit(store: Store) -> None:
    """An `as` is not an office of another time."""
    offices = {
        entry.id: entry.record.offices
        for entry in store.entries["actors"]
        if isinstance(entry.record, Actor)
    }
    for entry in store.entries["events"]:
        if not isinstance(entry.record, Event):
            continue
        for i, quote in enumerate(entry.record.quotes):
            held = offices.get(quote.speaker, [])
            other = quote.as_ and _held_at_another_time(quote.as_, held, entry.record.date)
            if other:
                entry.report(
                    ("quotes", i, "as"),
                    "office-differs",
                    f"'{quote.speaker}' was '{other.post}' at another time: {_span(other)}",
                    "correct the office, the event's date or the actor's offices",
                )


def _held_at_another_time(named: str, offices: list[Office], when: FuzzyDate) -> Office | None:
    """The office that `named` plainly is, if it is not held on the day and none held fits."""
    same = [office for office in offices if _post_words(office.post) == _post_words(named)]
    return next(iter(same), None) if not on_duty(duties(same), when) else None


def _span(office: Office) -> str:
    since = f"from {office.from_.text}" if office.from_ else "from an unknown day"
    return f"{since} to {office.to.text}" if office.to else since


def _post_words(post: str) -> set[str]:
    return set(words(post)) - {"of", "the", "for"}


def verbatim_needs_better_than_tertiary(store: Store) -> None:
    """Exact words come from where they were said or reported, not from an opinion about them.

    An opinion is as good a source as any of its own author's words.
    """
    sources = {source.id: source for source in store.sound("sources")}
    names = {actor.id: name_key(actor.name) for actor in store.sound("actors")}
    for entry in store.entries["events"]:
        if not isinstance(entry.record, Event):
            continue
        for i, quote in enumerate(entry.record.quotes):
            cited = [sources.get(c.source) for c in quote.sources or entry.record.sources]
            weak = [source for source in cited if source and source.kind == "tertiary"]
            by_speaker = any(
                name_key(author) == names.get(quote.speaker)
                for source in weak
                for author in source.author
            )
            if quote.wording == "verbatim" and cited == weak and weak and not by_speaker:
                entry.report(
                    ("quotes", i, "wording"),
                    "verbatim-from-tertiary",
                    "the exact words rest on a tertiary source alone",
                    "find the transcript or a report, or make it 'reported'",
                )
