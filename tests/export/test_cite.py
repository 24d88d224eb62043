"""`negcli cite`: what it writes is read back by Pandoc, and RIS by rispy, too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rispy
from conftest import ROOT, Negcli

TITLE = r"50 % of [their] \input{words} & $1 #2 a_b ~ ^ «Слова»"
SOURCES = f"""\
- id: paper
  type: article-newspaper
  kind: secondary
  title: '{TITLE}'
  publisher: A & B Press
  author: ["Müller, Anna", "Ministry of Peace and War"]
  issued: 2022-03-05
  accessed: 2026-11-22
  URL: "https://example.org/a_b?c=1&d=%20#e"
  language: en
- {{id: month, type: report, kind: primary, title: A month, publisher: UN, issued: 2022-03~}}
- {{id: days, type: webpage, kind: primary, title: Days, issued: 2022-03-14/2022-03-17}}
- {{id: open, type: book, kind: primary, title: Open, publisher: House, issued: 2022-03/..}}
- {{id: undated, type: speech, kind: primary, title: Undated}}
"""
EVENTS = """\
- id: speech
  date: 2022-03-04
  type: statement
  title: Anna speaks
  summary: Anna A speaks.
  actors: [{actor: anna-a, role: speaker, as: Envoy}]
  topics: [peace]
  sources: [month, {source: days, at: page 2}]
  quotes:
    - id: anna-words
      speaker: anna-a
      text: 'We toss {all} [their] "words" — 100 % & more.'
      wording: translated
      language: en
      sources: [{source: paper, at: paragraph 4}]
"""
READ_BY_PANDOC = {"csl-json": "csljson", "bibtex": "bibtex", "biblatex": "biblatex", "ris": "ris"}
ALL = ("paper", "month", "days", "open", "undated")


@pytest.fixture
def store(make_store: Callable[..., Path]) -> Path:
    return make_store(sources=SOURCES, events=EVENTS)


def cite(negcli: Negcli, store: Path, *args: str) -> str:
    result = negcli("--store", str(store), "cite", *args)
    assert (result.err, result.code) == ("", 0)
    return result.out


def read(negcli: Negcli, store: Path, form: str, *ids: str) -> list[dict[str, Any]]:
    """What Pandoc reads in a format, as CSL-JSON."""
    written = cite(negcli, store, *ids, "-f", form)
    items: list[dict[str, Any]] = json.loads(
        pypandoc.convert_text(written, "csljson", format=READ_BY_PANDOC[form])
    )
    return sorted(items, key=lambda item: ids.index(item["id"]) if item["id"] in ids else 0)


@pytest.mark.parametrize("form", READ_BY_PANDOC)
def test_every_format_says_the_same(negcli: Negcli, store: Path, form: str) -> None:
    items = read(negcli, store, form, *ALL)
    assert [item["id"] for item in items] == [*ALL]
    paper = items[0]
    assert paper["title"] == TITLE
    assert paper["author"][0] == {"family": "Müller", "given": "Anna"}
    assert paper["author"][1] in (
        {"literal": "Ministry of Peace and War"},
        {"family": "Ministry of Peace and War"},
    )
    assert paper["container-title"] == "A & B Press"
    assert paper["issued"]["date-parts"] == [[2022, 3, 5] if form != "ris" else [2022]]
    assert paper["URL"] == "https://example.org/a_b?c=1&d=%20#e"
    assert "issued" not in items[4]


@pytest.mark.parametrize(
    ("form", "dates"),
    [
        ("csl-json", [[[2022, 3]], [[2022, 3, 14], [2022, 3, 17]], [[2022, 3]]]),
        ("biblatex", [[[2022, 3]], [[2022, 3, 14], [2022, 3, 17]], [[2022, 3], [0]]]),
        ("bibtex", [[[2022, 3]], [[2022, 3, 14]], [[2022, 3]]]),
    ],
)
def test_uncertain_dates_are_kept_as_far_as_the_format_can(
    negcli: Negcli, store: Path, form: str, dates: list[list[list[int]]]
) -> None:
    items = read(negcli, store, form, "month", "days", "open")
    assert [item["issued"]["date-parts"] for item in items] == dates
    if form != "bibtex":
        assert items[0]["issued"]["circa"]
    else:
        assert "dated about March 2022" in items[0]["note"]
        assert "dated 14–17 March 2022" in items[1]["note"]
        assert "dated since March 2022" in items[2]["note"]


@pytest.mark.parametrize("form", ["csl-json", "bibtex", "biblatex"])
def test_a_quote_cites_its_source_with_the_words_and_the_place(
    negcli: Negcli, store: Path, form: str
) -> None:
    [item] = read(negcli, store, form, "anna-words")
    assert item["id"] == "anna-words:paper"
    said = item["note"].replace("“", '"').replace("”", '"')
    assert 'We toss {all} [their] "words" — 100 % & more.' in said
    assert "Anna A, Envoy, 4 March 2022 [translated]; paragraph 4" in said


def test_ris_has_days_words_and_places(negcli: Negcli, store: Path) -> None:
    [quote] = rispy.loads(cite(negcli, store, "anna-words", "-f", "ris"))
    assert quote["date"] == "2022/03/05/"
    assert quote["notes"] == [
        '“We toss {all} [their] "words" — 100 % & more.” — Anna A, Envoy, 4 March 2022'
        " [translated]; paragraph 4"
    ]
    sources = rispy.loads(cite(negcli, store, "month", "days", "open", "-f", "ris"))
    assert [source["date"] for source in sources] == [
        "2022/03//about March 2022",
        "2022/03/14/14–17 March 2022",
        "2022/03//since March 2022",
    ]


def test_an_event_cites_its_sources_best_first(negcli: Negcli, store: Path) -> None:
    items = json.loads(cite(negcli, store, "speech", "days", "-f", "csl-json"))
    assert [item["id"] for item in items] == ["month", "days"]  # once, though named twice
    assert items[1]["note"] == "page 2"


def test_lines_for_people(negcli: Negcli, store: Path) -> None:
    assert cite(negcli, store, "anna-words", "undated").splitlines() == [
        '“We toss {all} [their] "words" — 100 % & more.” — Anna A, Envoy, 4 March 2022'
        " [translated].",
        f"Müller, Anna; Ministry of Peace and War. “{TITLE}”. A & B Press, 5 March 2022,"
        " paragraph 4. https://example.org/a_b?c=1&d=%20#e (read on 22 November 2026).",
        "“Undated”. no date.",
    ]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.bib", "@article{paper,"), ("a.ris", "TY  - NEWS"), ("a.json", "["), ("a.txt", "Müller")],
)
def test_the_files_name_tells_the_format(
    negcli: Negcli, store: Path, tmp_path: Path, name: str, begins: str
) -> None:
    assert cite(negcli, store, "paper", "-o", str(tmp_path / name)) == ""
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["anna-a"], "negcli: 'anna-a' is an actor: there is nothing to cite"),
        (["anna-word"], "negcli: no record has the id 'anna-word'"),
        (["paper", "-f", "bib"], "negcli: no format 'bib'"),
        (["paper", "-o", "a.pdf"], "negcli: the file name 'a.pdf' does not tell the format"),
        ([], "negcli: Missing argument 'ID…'."),
    ],
)
def test_wrong_use(negcli: Negcli, store: Path, args: list[str], said: str) -> None:
    result = negcli("--store", str(store), "cite", *args)
    assert (result.out, result.code) == ("", 2)
    assert result.err.splitlines()[0] == said


def test_the_whole_bibliography_is_read(negcli: Negcli) -> None:
    ids = negcli("sources", "--fields", "id").lines
    for form, name in READ_BY_PANDOC.items():
        written = cite(negcli, ROOT / "data", *ids, "-f", form)
        items = json.loads(pypandoc.convert_text(written, "csljson", format=name))
        assert {item["id"] for item in items} == set(ids)
