"""A store of any size with text like the shipped one's, the same for the same seed.

`python tests/benchmarks/generate.py EVENTS FOLDER [SEED]` writes FOLDER, a hundred files of events.
The texts are sentences of the shipped store, put together anew; nothing in them is true.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = 100
_FIRST_DAY = date(1950, 1, 1)
_DAYS = 27_000
_DISPUTED = 200
_TYPES = ("talks", "meeting", "visit", "call", "proposal", "reply", "decision", "statement")
_ROLES = ("party", "speaker", "host", "mediator", "addressee")


class Words:
    """Sentences, names and topics to write with."""

    def __init__(self, seed: int, events: int) -> None:
        self.random = random.Random(seed)
        texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("data/events/*.yaml"))]
        shipped = [event for text in texts for event in yaml.load(text, yaml.CBaseLoader)]
        self.sentences = [s for event in shipped for s in event["summary"].split(". ")]
        self.quotes = [q["text"] for event in shipped for q in event.get("quotes", [])]
        self.titles = [event["title"] for event in shipped]
        self.actors = [f"actor-{i}" for i in range(max(20, events // 250))]
        self.states = [f"state-{i}" for i in range(20)]
        self.topics = [f"topic-{i}" for i in range(45)]
        self.sources = [f"source-{i}" for i in range(max(50, events // 5))]
        self.places = [f"Town{i}, Country{i % 40}" for i in range(max(80, events // 100))]
        self.disputed = range(0, events - 1, _DISPUTED)
        """The numbers of events of which a dispute is, together with the next one."""

    def sometimes(self, share: float) -> bool:
        """True in so many of all cases."""
        return self.random.random() < share

    def quoted(self, text: str) -> str:
        """A text as YAML writes it in double quotes."""
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_store(folder: Path, events: int, seed: int = 1) -> None:
    """Write a store of so many events into a new folder."""
    words = Words(seed, events)
    folder.mkdir(parents=True)
    about = "title: Generated\ndescription: For measuring.\nlicence: CC0-1.0\nformat: '1'\n"
    (folder / "store.yaml").write_text(about, "utf-8")
    (folder / "actors.yaml").write_text("".join(_actors(words)), "utf-8")
    (folder / "topics.yaml").write_text(
        "".join(f"- {{id: {own}, name: {own}, description: Of {own}.}}\n" for own in words.topics),
        "utf-8",
    )
    (folder / "sources.yaml").write_text("".join(_sources(words)), "utf-8")
    (folder / "disputes.yaml").write_text("".join(_disputes(words)) or "[]\n", "utf-8")
    (folder / "events").mkdir()
    for part in range(FILES):
        numbers = range(part, events, FILES)
        with (folder / "events" / f"{part:02}.yaml").open("w", encoding="utf-8") as file:
            file.writelines(_event(words, number) for number in numbers)


def _actors(words: Words) -> Iterator[str]:
    for own in words.states:
        yield f"- {{id: {own}, kind: state, name: {own.capitalize()}}}\n"
    for number, own in enumerate(words.actors):
        state = words.states[number % len(words.states)]
        yield (
            f"- id: {own}\n  kind: person\n  name: Person Nameless{number}\n"
            f"  offices:\n    - {{post: Minister, of: {state}, from: 1950, to: 1989}}\n"
            f"    - {{post: President, of: {state}, from: 1990}}\n"
        )


def _sources(words: Words) -> Iterator[str]:
    for own in words.sources:
        title = words.quoted(words.random.choice(words.titles))
        yield (
            f"- id: {own}\n  type: article-newspaper\n  kind: secondary\n  title: {title}\n"
            f"  publisher: The Paper\n  issued: 2020-01-01\n  URL: https://example.org/{own}\n"
            "  language: en\n"
        )


def _disputes(words: Words) -> Iterator[str]:
    for number in words.disputed:
        accounts = "".join(
            f"    - by: {words.random.choice(words.actors)}\n"
            f"      claim: {words.quoted(words.random.choice(words.sentences))}\n"
            f"      quotes: [quote-{quoted}-0]\n"
            for quoted in (number, number + 1)
        )
        yield (
            f"- id: dispute-{number}\n  question: What of {number}?\n"
            f"  about: [event-{number}, event-{number + 1}]\n  accounts:\n{accounts}"
        )


def _event(words: Words, number: int) -> str:
    chance = words.random
    speaker, *others = chance.sample(words.actors, 3)
    summary = ". ".join(chance.choice(words.sentences) for _ in range(3))
    parts = "".join(
        f"    - {{actor: {actor}, role: {chance.choice(_ROLES)}}}\n" for actor in others
    )
    topics = ", ".join(chance.sample(words.topics, 2))
    sources = ", ".join(chance.sample(words.sources, 2))
    rare = f" Rareword{number}." if number % 1000 == 7 else ""
    place = f"  place: {chance.choice(words.places)}\n" if words.sometimes(0.6) else ""
    about = (
        f"  about: [event-{chance.randrange(number)}]\n" if words.sometimes(0.5) * number else ""
    )
    notes = _notes(words, 2) if words.sometimes(0.6) else ""
    lines = (
        f"- id: event-{number}\n  date: {_date(words)}\n  type: {chance.choice(_TYPES)}\n"
        f"  title: {words.quoted(chance.choice(words.titles))}\n"
        f"  summary: {words.quoted(summary + rare)}\n{place}  actors:\n"
        f"    - {{actor: {speaker}, role: speaker}}\n{parts}"
        f"  topics: [{topics}]\n{about}  sources: [{sources}]\n{notes}  quotes:\n"
    )
    for position in range(chance.randrange(1, 4)):
        lines += _quote(words, f"quote-{number}-{position}", speaker)
    return lines


def _date(words: Words) -> str:
    """A day; now and then a month, some days or years, or what has not ended."""
    chance = words.random
    first = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
    kind = chance.random()
    if kind < 0.88:
        return str(first)
    if kind < 0.9:
        return f"{first:%Y-%m}"
    if kind < 0.901:
        return f"{first}/.."
    longest = 4000 if kind < 0.905 else 20
    return f"{first}/{first + timedelta(chance.randrange(1, longest))}"


def _quote(words: Words, own: str, speaker: str) -> str:
    chance = words.random
    text, other = (words.quoted(chance.choice(words.quotes)) for _ in range(2))
    wording = chance.choices(("translated", "verbatim", "reported"), (60, 38, 2))[0]
    status = "      status: disputed\n" if words.sometimes(0.02) else ""
    original = f"      original: {{language: uk, text: {other}}}\n"
    variants = (
        f"      variants:\n        - text: {other}\n"
        f"          sources: [{chance.choice(words.sources)}]\n"
    )
    return (
        f"    - id: {own}\n      speaker: {speaker}\n      text: {text}\n"
        f"      wording: {wording}\n      language: en\n{status}"
        + (original if wording == "translated" and words.sometimes(0.1) else "")
        + (variants if words.sometimes(0.25) else "")
        + (_notes(words, 6) if words.sometimes(0.3) else "")
    )


def _notes(words: Words, indent: int) -> str:
    return f"{' ' * indent}notes: {words.quoted(words.random.choice(words.sentences))}\n"


if __name__ == "__main__":
    write_store(Path(sys.argv[2]), int(sys.argv[1]), int((*sys.argv[3:], "1")[0]))
