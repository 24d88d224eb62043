"""A store in the formats that other tools read, made of negcli's own exports.

`python tests/benchmarks/other_formats.py FOLDER` fills FOLDER; NEGCLI_STORE says what store it is.
JSON Lines, tables in SQLite and Parquet, recfiles and Beancount's ledgers; events and quotes apart
from each other, so that nobody reads what is not asked for.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from measuring import NEGCLI

Row = Mapping[str, Any]


def write_formats(folder: Path) -> None:
    """Write all files that the commands of `other_tools` name."""

    def export(form: str, name: str) -> Path:
        file = folder / name
        command = [NEGCLI, "export", form, "-o", str(file)]
        subprocess.run(command, check=True, capture_output=True)
        return file

    export("parquet", "parquet")
    database = sqlite3.connect(export("sqlite", "talks.sqlite"))
    for index in (
        "events_by_date ON events (date_start, date_end)",
        "parts_by_actor ON participants (actor, event)",
        "parts_by_acting_for ON participants (acting_for, event)",
    ):
        database.execute(f"CREATE INDEX {index}")
    database.execute("ANALYZE")
    database.close()
    _write_text(export("jsonl", "all.jsonl"), folder)


def _write_text(exported: Path, folder: Path) -> None:
    with ExitStack() as stack:
        names = ("events.jsonl", "quotes.jsonl", "events.rec", "quotes.rec", "parts.rec",
                 "events.beancount", "quotes.beancount")  # fmt: skip
        files = {
            name: stack.enter_context((folder / name).open("w", encoding="utf-8")) for name in names
        }
        files["events.rec"].write("%rec: Event\n%key: Id\n%type: Start,End date\n\n")
        files["quotes.rec"].write("%rec: Quote\n%key: Id\n\n")
        files["parts.rec"].write("%rec: Participation\n\n")
        for line in stack.enter_context(exported.open(encoding="utf-8")):
            row = json.loads(line)
            if row["record"] == "actor":
                files["events.beancount"].write(_opened(row["id"]))
                files["quotes.beancount"].write(_opened(row["id"]))
            elif row["record"] == "event":
                actors = _actors(row)
                files["events.jsonl"].write(line)
                files["events.rec"].write(_event_rec(row, actors))
                files["parts.rec"].writelines(
                    _rec([("Event", row["id"]), ("Actor", actor)]) for actor in actors
                )
                files["events.beancount"].write(_event_transaction(row, actors))
            elif row["record"] == "quote":
                files["quotes.jsonl"].write(line)
                files["quotes.rec"].write(_quote_rec(row))
                files["quotes.beancount"].write(_quote_transaction(row))


def _actors(event: Row) -> list[str]:
    """Who takes part, and for whom, each once."""
    parts = event["actors"]
    whom = [part["for"] for part in parts if part["for"]]
    return list(dict.fromkeys([*(part["id"] for part in parts), *whom]))


# Recfiles (GNU recutils manual, "The Rec Format"): what is many is a field many times.


def _event_rec(event: Row, actors: list[str]) -> str:
    return _rec(
        [
            ("Id", event["id"]),
            ("Date", event["date"]),
            ("Start", event["date_start"]),
            ("End", event["date_end"]),
            ("Type", event["type"]),
            ("Title", event["title"]),
            ("Summary", event["summary"]),
            ("Place", event["place"]),
            *(("Actor", actor) for actor in actors),
            *(("Topic", topic) for topic in event["topics"]),
            ("Notes", event["notes"]),
        ]
    )


def _quote_rec(quote: Row) -> str:
    return _rec(
        [
            ("Id", quote["id"]),
            ("Date", quote["date"]),
            ("Speaker", quote["speaker"]),
            ("Text", quote["text"]),
            ("Original", quote["original"] and quote["original"]["text"]),
            *(("Variant", variant["text"]) for variant in quote["variants"]),
            ("Event", quote["event"]),
            ("Notes", quote["notes"]),
        ]
    )


def _rec(fields: list[tuple[str, str | None]]) -> str:
    known = [(name, value.replace("\n", "\n+ ")) for name, value in fields if value]
    return "".join(f"{name}: {value}\n" for name, value in known) + "\n"


# Beancount's ledgers: an actor is an account, what happens or is said a transaction of nothing.


def _opened(actor: str) -> str:
    return f"1900-01-01 open {_account(actor)}\n  id: {_string(actor)}\n"


def _event_transaction(event: Row, actors: list[str]) -> str:
    tags = " ".join(f"#{topic}" for topic in event["topics"])
    return (
        f"{event['date_start']} * {_string(event['type'])} {_string(event['title'])} {tags}\n"
        f"  id: {_string(event['id'])}\n"
        f"  date: {_string(event['date'])}\n"
        f"  until: {event['date_end'] or '9999-12-31'}\n"
        f"  summary: {_string(event['summary'])}\n" + "".join(map(_posting, actors)) + "\n"
    )


def _quote_transaction(quote: Row) -> str:
    original = quote["original"]["text"] if quote["original"] else ""
    variants = " / ".join(variant["text"] for variant in quote["variants"])
    return (
        f"{quote['date_start']} * {_string(quote['text'])} ^{quote['event']}\n"
        f"  id: {_string(quote['id'])}\n"
        f"  original: {_string(original)}\n"
        f"  variants: {_string(variants)}\n" + _posting(quote["speaker"]) + "\n"
    )


def _posting(actor: str) -> str:
    return f"  {_account(actor)}  0 PART\n"


def _account(actor: str) -> str:
    return f"Assets:{actor.capitalize()}"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    write_formats(Path(sys.argv[1]))
