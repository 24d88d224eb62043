"""Texts that programs trip over, as everything in a store, through every output and every export.

What they are, and how a public collection of them is read: vectors.py.
"""

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import icalendar
import pypandoc
import pytest
import rispy
from conftest import STORE, Negcli, plain
from frictionless import Package, system
from markdown_it import MarkdownIt
from rich.cells import cell_len
from vectors import naughty

REFUSED = {"control-character", "empty-text", "invisible-character", "mixed-script", "not-nfc"}
OBEYED = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))}
FIELDS = ("title", "summary", "place", "notes")


def _records(texts: list[str]) -> dict[str, list[dict[str, Any]]]:
    """A text a number, and a record of each kind for it, which has it wherever text may stand."""
    files: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("actors", "sources", "topics", "events", "disputes", "corrections")
    }
    for number, text in enumerate(texts):
        own = {name: f"{name}-{number}" for name in ("actor", "source", "topic", "event", "quote")}
        cited = [{"source": own["source"], "at": text}]
        files["actors"].append(
            {"id": own["actor"], "kind": "person", "name": text, "original_name": text,
             "aliases": [text], "notes": text,
             "offices": [{"post": text, "of": "aland", "from": "2020", "sources": cited}]}
        )  # fmt: skip
        files["sources"].append(
            {"id": own["source"], "type": "report", "kind": "primary", "title": text,
             "publisher": text, "author": [text], "issued": "2020-05-01", "notes": text}
        )  # fmt: skip
        files["topics"].append({"id": own["topic"], "name": text, "description": text})
        quote = {
            "id": own["quote"], "speaker": own["actor"], "text": text, "wording": "verbatim",
            "language": "en", "original": {"language": "uk", "text": text}, "notes": text,
            "variants": [{"text": text, "sources": cited, "notes": text}],
        }  # fmt: skip
        files["events"].append(
            {"id": own["event"], "date": "2020-05-01", "type": "meeting", "topics": [own["topic"]],
             "actors": [{"actor": own["actor"], "role": "party", "as": text},
                        {"actor": "bland", "role": "party"}],
             "sources": cited, "quotes": [quote], **dict.fromkeys(FIELDS, text)}
        )  # fmt: skip
        account = {"by": own["actor"], "claim": text, "sources": cited}
        files["disputes"].append(
            {"id": f"dispute-{number}", "question": text, "about": [own["event"]], "notes": text,
             "accounts": [account, {**account, "quotes": [own["quote"]]}]}
        )  # fmt: skip
        files["corrections"].append(
            {"date": "2021", "record": own["event"], "change": "corrected", "field": "title",
             "was": text, "now": text, "why": text}
        )  # fmt: skip
    for own in ("aland", "bland"):
        files["actors"].append({"id": own, "kind": "state", "name": own.title()})
    return files


class Asked(Negcli):
    """The command on a store of the texts."""

    def __init__(self, base: Path) -> None:
        super().__init__(base / "cache")
        self.folder = base / "store"
        self.folder.mkdir()
        (self.folder / "store.yaml").write_text(STORE)
        self.written = naughty()
        for name, records in _records(self.written).items():
            text = json.dumps(records, ensure_ascii=False)
            (self.folder / f"{name}.yaml").write_text(text, "utf-8")
        rows = json.loads(self.out("timeline", "-f", "json"))
        self.texts = {row["id"]: self.written[int(row["id"].split("-")[1])] for row in rows}
        """The texts that the check takes, by their events."""

    def out(self, *words: str) -> str:
        """What a command prints, which ends well."""
        result = self("--store", str(self.folder), *words)
        assert result.code == 0, result.err
        assert not OBEYED & set(result.out.replace("\r\n", "\n"))
        return result.out

    def file(self, target: Path, *words: str) -> Path:
        """What a command writes."""
        assert self.out(*words, "-o", str(target)) == ""
        return target

    @property
    def taken(self) -> list[str]:
        """The texts that the check takes, as they come back: without blanks around them."""
        return [text.strip() for text in self.texts.values()]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("naughty"))


def one_line(text: str) -> str:
    """As a line of TSV has it."""
    return re.sub("[\t\r\n\v\f\x85\u2028\u2029]+", " ", text)


def blanks(text: str) -> str:
    """Blanks made one."""
    return " ".join(text.split())


def test_every_text_is_taken_whole_or_refused_with_a_reason(asked: Asked) -> None:
    result = asked("check", str(asked.folder), "-f", "json")
    problems = [p for p in json.loads(result.out) if p["severity"] == "error"]
    assert {p["check"] for p in problems if p["path"].endswith("topics.yaml")} <= REFUSED
    assert result.code == 1
    assert len(asked.texts) > len(asked.written) * 0.7
    for text in set(asked.written) - set(asked.texts.values()):
        assert not text.strip() or not text.isascii() or not text.isprintable(), text


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_machines_get_every_text_back_exactly(asked: Asked, form: str) -> None:
    expected = {
        "timeline": FIELDS, "quotes": ("text", "speaker_name", "event_title", "place", "notes"),
        "actors": ("name", "original_name"), "sources": ("title", "publisher", "notes"),
        "topics": ("name", "description"), "disputes": ("question", "notes"),
        "corrections": ("was", "now", "why"),
    }  # fmt: skip
    for command, fields in expected.items():
        rows = list(_rows(asked.out(command, "-f", form), form))
        rows = [row for row in rows if row.get("id") not in ("aland", "bland")]
        for field in fields:
            assert sorted(row[field] for row in rows) == sorted(asked.taken), (command, field)


def _rows(out: str, form: str) -> Iterator[dict[str, Any]]:
    if form == "csv":
        return csv.DictReader(StringIO(out, newline=""))
    if form == "json":
        return iter(json.loads(out))
    return map(json.loads, out.split("\n")[:-1])


def test_lines_for_pipes_keep_every_text_on_one(asked: Asked) -> None:
    lines = asked.out("timeline", "-f", "tsv", "--fields", "id,title,summary").split("\n")[:-1]
    texts = [one_line(text) for text in asked.taken]
    assert [line.split("\t")[1:] for line in lines] == [[text, text] for text in texts]


def test_a_table_of_markdown_is_read_back(asked: Asked) -> None:
    written = asked.out("timeline", "-f", "markdown", "--fields", "title,place")
    cells = [
        "".join("" if one.type == "text_special" and not one.content else one.content
                for one in token.children or ())
        for token in MarkdownIt("commonmark").enable("table").parse(written)
        if token.type == "inline"
    ]  # fmt: skip
    texts = [blanks(text) for text in asked.taken for _ in range(2)]
    assert [blanks(cell) for cell in cells[2:]] == texts


@pytest.mark.parametrize(
    "words",
    ["timeline", "quotes", "actors", "sources", "topics", "disputes", "corrections", "stats",
     "search a", "show EVENTS", "show QUOTES", "show SOURCES", "chart months", "chart lanes",
     "chart lanes --by topic", "chart matrix --by actor", "disputes DISPUTE"],
)  # fmt: skip
def test_a_terminal_obeys_nothing_and_is_never_too_narrow(asked: Asked, words: str) -> None:
    verb, *rest = words.split()
    events = [*asked.texts]
    named = {
        "EVENTS": events, "QUOTES": [own.replace("event", "quote") for own in events],
        "SOURCES": [own.replace("event", "source") for own in events],
        "DISPUTE": [own.replace("event", "dispute") for own in events][:1],
    }  # fmt: skip
    given = [word for one in rest for word in named.get(one, [one])]
    shown = asked.terminal("--store", str(asked.folder), verb, *given, columns=80)
    assert shown.code == 0
    assert not OBEYED & set(plain(shown.out))
    for line in plain(shown.out).split("\n"):
        assert cell_len(line) <= 80, line
    picture = asked.out(verb, *given, "-f", "svg")
    ElementTree.fromstring(picture)
    assert "<script" not in picture


def test_citations_are_read_back(asked: Asked) -> None:
    sources = [own.replace("event", "source") for own in asked.texts]
    written = {form: asked.out("cite", *sources, "-f", form)
               for form in ("csl-json", "bibtex", "biblatex", "ris", "text")}  # fmt: skip
    items = json.loads(written["csl-json"])
    assert [item["title"] for item in items] == asked.taken
    titles = [record["title"] for record in rispy.loads(written["ris"])]
    assert [blanks(title) for title in titles] == [blanks(text) for text in asked.taken]
    for form in ("bibtex", "biblatex"):
        read = json.loads(pypandoc.convert_text(written[form], "csljson", format=form))
        # Apostrophes are typeset, and Pandoc makes markup of an ordinal's sign.
        found = {item["id"]: item["title"].replace("<sup>o</sup>", "º") for item in read}
        assert [*found] == sources
        for title, text in zip(found.values(), asked.taken, strict=True):
            assert blanks(title).replace("’", "'") == blanks(text).replace("’", "'")
    quotes = [own.replace("event", "quote") for own in asked.texts]
    items = json.loads(asked.out("cite", *quotes, "-f", "csl-json"))
    for text, item in zip(asked.taken, items, strict=True):
        assert f"“{text}”" in item["note"] or f"{text}" in item["note"]


def test_exports_of_records_give_every_text_back(asked: Asked, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in asked.out("export", "jsonl").split("\n")[:-1]]
    assert [row["title"] for row in rows if row["record"] == "event"] == asked.taken
    database = sqlite3.connect(asked.file(tmp_path / "all.sqlite", "export", "sqlite"))
    for field in FIELDS:
        found = database.execute(f"SELECT {field} FROM events ORDER BY rowid").fetchall()
        assert [text for (text,) in found] == asked.taken
    folder = asked.file(tmp_path / "csv", "export", "csv")
    with (folder / "quotes.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == asked.taken
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    asked.file(tmp_path / "parquet", "export", "parquet")
    found = duckdb.sql(f"SELECT text FROM '{tmp_path}/parquet/quotes/**/*.parquet'").fetchall()
    assert sorted(text for (text,) in found) == sorted(asked.taken)


def test_a_calendar_gives_every_text_back(asked: Asked) -> None:
    [calendar] = icalendar.Calendar.from_ical(asked.out("export", "ics"), multiple=True)
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert not any(event.errors for event in found.values())
    for (own, _), text in zip(asked.texts.items(), asked.taken, strict=True):
        event = found[f"{own}@negcli"]
        assert (event["SUMMARY"], event["LOCATION"]) == (text, text)
        assert f"“{text}”" in event["DESCRIPTION"]


class Read(HTMLParser):
    """The texts of some elements, and which elements there are."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.within = False
        self.found: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == self.wanted:
            self.within = True
            self.found.append("")
        elif tag == "br" and self.within:
            self.found[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != self.wanted

    def handle_data(self, data: str) -> None:
        if self.within:
            self.found[-1] += data


def test_slides_give_every_text_back(asked: Asked) -> None:
    slides = json.loads(asked.out("export", "timelinejs"))["events"]
    for slide, text in zip(slides, asked.taken, strict=True):
        reader = Read("p")
        reader.feed(f"<p>{slide['text']['headline']}</p>{slide['text']['text']}")
        assert reader.found[:3] == [text, text, text]
        assert reader.elements <= {"p", "br", "ul", "li", "blockquote"}


def test_the_page_gives_every_text_back(
    asked: Asked, negcli: Negcli, make_store: Callable[..., Path]
) -> None:
    """And it is made of the same elements as with plain words, in two directions."""
    records = _records(["Plain words.", "كلام"])
    plainly = {name: json.dumps(those) for name, those in records.items()}
    reader, other = Read("blockquote"), Read("blockquote")
    reader.feed(asked.out("export", "html"))
    other.feed(negcli("--store", str(make_store(**plainly)), "export", "html").out)
    assert reader.elements == other.elements
    said = [blanks(text) for text in reader.found]
    for text in asked.taken:
        assert any(blanks(text) in one for one in said), text


def test_a_dossier_gives_every_text_back(asked: Asked) -> None:
    tokens = MarkdownIt("commonmark").parse(asked.out("export", "markdown"))
    kinds = {token.type for token in tokens}
    kinds |= {one.type for token in tokens for one in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "em_open",
                        "hr", "ordered_list_open"}  # fmt: skip
    headings = [
        "".join(one.content for one in tokens[place + 1].children or ())
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    for text in asked.taken:
        assert any(blanks(text) in blanks(heading) for heading in headings), text


def test_event_data_is_json(asked: Asked) -> None:
    assert all(json.loads(line) for line in asked.out("export", "plover").split("\n")[:-1])
