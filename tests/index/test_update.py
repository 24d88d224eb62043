"""An index brought up to date holds what a new one would hold, whatever was edited."""

import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from negotiations_cli.index import making
from negotiations_cli.index.cache import open_index

ACTORS = "".join(
    f"- {{id: person-{i}, kind: person, name: Person {word}, offices: [{{post: Minister, of: land,"
    f" from: 2020-01-0{i}, sources: [paper-0]}}]}}\n"
    for i, word in enumerate(("Alder", "Birch", "Cedar", "Damson"), start=1)
)
WORDS = ("meet", "talk", "part", "agree", "refuse", "propose", "reply", "speak")
EDITS = ("title", "date", "drop", "move", "twice", "id", "words", "cite", "add", "about")


def _event(number: int, day: int) -> str:
    return (
        f"- id: event-{number}\n  date: 2022-03-{day:02}\n  type: talks\n"
        f"  title: They {WORDS[number % len(WORDS)]}\n  summary: They say that they do.\n"
        f"  place: Town {number % 3}\n"
        f"  actors:\n    - {{actor: person-{number % 4 + 1}, role: speaker}}\n"
        f"    - {{actor: person-{(number + 1) % 4 + 1}, role: party}}\n"
        f"  topics: [topic-{number % 2}]\n  sources: [paper-{number % 6}]\n"
        + (f"  about: [event-{number - 1}]\n" if number % 5 == 4 else "")
        + f"  quotes:\n    - id: quote-{number}\n      speaker: person-{number % 4 + 1}\n"
        f"      text: Words of {number}\n      wording: verbatim\n      language: en\n"
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of some files, in which everything refers to something."""
    files = {
        "store": "title: T\ndescription: D\nlicence: CC0-1.0\nformat: '1'\n",
        "actors": "- {id: land, kind: state, name: Land}\n" + ACTORS,
        "topics": "".join(f"- {{id: topic-{i}, name: T{i}, description: D}}\n" for i in range(2)),
        "disputes": "".join(
            f"- id: dispute-{i}\n  question: Did they meet?\n  about: [event-{i}]\n  accounts:\n"
            f"    - {{by: land, claim: Land says yes., sources: [paper-{i}]}}\n"
            f"    - {{by: person-1, claim: It says no., quotes: [quote-{i + 4}]}}\n"
            for i in range(3)
        ),
        "corrections": "- {date: 2023-01-01, record: event-1, change: corrected, why: W}\n",
    }
    for part in range(3):
        files[f"sources/{part}"] = "".join(
            f"- {{id: paper-{i}, type: webpage, kind: primary, title: P{i}}}\n"
            for i in range(part, 6, 3)
        )
    for part in range(12):
        files[f"events/{part:02}"] = "".join(
            _event(number, number % 28 + 1) for number in range(part, 48, 12)
        )
    folder = tmp_path / "store"
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _edit(store: Path, chance: random.Random) -> None:
    """Change one record of one file."""
    kinds = ["events"] * 5 + ["sources"] * 2 + ["actors", "disputes", "topics", "corrections"]
    kind = chance.choice(kinds)
    files = sorted([*store.glob(f"{kind}.yaml"), *store.glob(f"{kind}/*.yaml")])
    path = chance.choice(files)
    _, *records = re.split(r"(?m)^(?=- )", path.read_text("utf-8"))
    if not records:
        return
    place = chance.randrange(len(records))
    record = records.pop(place)
    new = f"new-{chance.randrange(10**9)}"
    edited = {
        "title": re.sub(r"(title|name|question|why): ", rf"\1: {new} ", record, count=1),
        "date": re.sub(r"date: \S+", f"date: 2022-03-{chance.randrange(10, 29)}", record, count=1),
        "drop": "",
        "move": "",
        "twice": record * 2,
        "id": re.sub(r"id: [a-z]+-", "id: other-", record, count=1),
        "words": re.sub(r"text: ", f"text: {new} ", record),
        "cite": re.sub(r"paper-\d", f"paper-{chance.randrange(6)}", record),
        "add": record + re.sub(r"id: (event|quote|paper|dispute)-\d+", rf"id: \1-{new}", record),
        "about": re.sub(r"event-\d+", f"event-{chance.randrange(48)}", record),
    }
    edit = chance.choice(EDITS)
    records.insert(place, edited[edit])
    path.write_text("".join(records), "utf-8")
    if edit == "move":
        other = chance.choice(files)
        other.write_text(other.read_text("utf-8") + record, "utf-8")


def _held(index: sqlite3.Connection) -> dict[str, list[Any]]:
    """All that an index holds, with ids in the place of numbers."""
    ask = index.execute
    names: dict[str, dict[int, str]] = {
        "event": dict(ask("SELECT n, id FROM events").fetchall()),
        "quote": {0: ""} | dict(ask("SELECT n, id FROM quotes").fetchall()),
        "file": dict(ask("SELECT n, path FROM files").fetchall()),
        "dispute_number": dict(ask("SELECT n, id FROM disputes").fetchall()),
    }
    held: dict[str, list[Any]] = {
        "in order": [*names["event"].values(), *names["quote"].values()],
    }
    tables = ask("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    for table, sql in tables:
        if "VIRTUAL" in sql or "_words_" in table or table.startswith("sqlite_"):
            continue
        cursor = ask(f"SELECT * FROM {table}")
        columns = [column for column, *_ in cursor.description]
        rows = [
            {c: names[c][v] if c in names else v for c, v in zip(columns, row, strict=True)
             if c not in ("n", "modified_ns", "changed_ns", "contents")}
            for row in cursor
        ]  # fmt: skip
        held[table] = sorted(map(str, rows))
    held["meta"] = [row for row in held["meta"] if "'fingerprint'" not in row]
    for table, kind in (("event", "event"), ("quote", "quote"), ("dispute", "dispute_number")):
        for word in ("they", "new", "land", "of", "meet OR talk", "2 OR 12", '"words of"'):
            query = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ? ORDER BY rowid"
            held[f"{table} {word}"] = [names[kind][n] for (n,) in ask(query, (word,))]
    return held


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether each index that was made was the one before, brought up to date."""
    made: list[bool] = []
    update = making.update

    def counted(*args: Any) -> bool:
        made.append(False)
        made[-1] = update(*args)
        return made[-1]

    monkeypatch.setattr(making, "update", counted)
    return made


@pytest.mark.parametrize("seed", range(4))
def test_an_index_brought_up_to_date_is_as_a_new_one(
    store: Path, tmp_path: Path, updates: list[bool], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    before: dict[Path, str] = {}

    def held(cache: str) -> dict[str, list[Any]]:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / cache))
        index = open_index(store)
        found = _held(index)
        index.close()
        return found

    held("kept")
    for number in range(25):
        before = {path: path.read_text("utf-8") for path in store.rglob("*.yaml")}
        for _ in range(chance.randrange(1, 3)):
            _edit(store, chance)
        updated = held("kept")
        assert updated == held(f"new-{number}")
        if "'errors', 'value': '0'" not in str(updated["meta"]):
            for path, text in before.items():
                path.write_text(text, "utf-8")
            held("kept")
    assert updates.count(True) > 10


def test_a_reader_keeps_its_index_while_another_is_made(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, updates: list[bool]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    reader = open_index(store)
    before = _held(reader)
    path = store / "events" / "00.yaml"
    path.write_text(path.read_text("utf-8").replace("They meet", "They run"), "utf-8")
    other = open_index(store)
    assert updates == [True]
    assert _held(reader) == before
    assert "They run" in str(_held(other)["events"])
    reader.close()
    other.close()
    path.write_text(path.read_text("utf-8").replace("They run", "They fly"), "utf-8")
    other = open_index(store)
    assert updates == [True, True]
    assert "They fly" in str(_held(other)["events"])
    other.close()
