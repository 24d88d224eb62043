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


def _event(words: Words, number: int) -> str:
    chance = words.random
    day = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
    speaker, *others = chance.sample(words.actors, 3)
    summary = ". ".join(chance.choice(words.sentences) for _ in range(3))
    parts = "".join(
        f"    - {{actor: {actor}, role: {chance.choice(_ROLES)}}}\n" for actor in others
    )
    topics = ", ".join(chance.sample(words.topics, 2))
    sources = ", ".join(chance.sample(words.sources, 2))
    rare = f" Rareword{number}." if number % 1000 == 7 else ""
    lines = (
        f"- id: event-{number}\n  date: {day}\n  type: {chance.choice(_TYPES)}\n"
        f"  title: {words.quoted(chance.choice(words.titles))}\n"
        f"  summary: {words.quoted(summary + rare)}\n  actors:\n"
        f"    - {{actor: {speaker}, role: speaker}}\n{parts}"
        f"  topics: [{topics}]\n  sources: [{sources}]\n  quotes:\n"
    )
    for position in range(chance.randrange(1, 4)):
        text = words.quoted(chance.choice(words.quotes))
        lines += (
            f"    - id: quote-{number}-{position}\n      speaker: {speaker}\n"
            f"      text: {text}\n      wording: verbatim\n      language: en\n"
        )
    return lines


if __name__ == "__main__":
    write_store(Path(sys.argv[2]), int(sys.argv[1]), int((*sys.argv[3:], "1")[0]))
