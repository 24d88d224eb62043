"""`negcli search`: ranked, folded, filtered, never an error of syntax."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Negcli

EVENTS = """\
- id: treaty
  date: 2020-05-01
  type: document
  title: A treaty of neutrality
  summary: Anna A hands over a paper.
  actors: [{actor: anna-a, role: speaker}]
  topics: [peace]
  sources: [paper]
  quotes:
    - id: anna-words
      speaker: anna-a
      text: "We keep [our] word on Çanakkale."
      wording: translated
      language: en
      original: {language: ru, text: Мы держим слово.}
      variants: [{text: We stand by our pledge., sources: [paper]}]
- id: reply
  date: 2020-06-01
  type: statement
  title: Bland answers
  summary: >-
    Bland says that it has read the paper with attention and care, that it will answer within a
    month or two, that its parliament has to be heard before, that nothing is excluded, that the
    price must be right, that neutrality is one of several questions, and that all else will be
    said in due course, by those whose office it is, and not by papers, which are often wrong.
  actors: [{actor: bland, role: speaker}, {actor: anna-a, role: addressee}]
  topics: [peace]
  sources: [paper]
"""
DISPUTES = """\
- id: who-kept-it
  question: Who kept the word?
  about: [treaty]
  accounts:
    - {by: anna-a, claim: that she kept it., quotes: [anna-words]}
    - {by: bland, claim: that neutrality was broken., sources: [paper]}
"""


@pytest.fixture
def store(make_store: Callable[..., Path]) -> Path:
    return make_store(events=EVENTS, disputes=DISPUTES)


def found(negcli: Negcli, store: Path, *args: str) -> list[str]:
    result = negcli("--store", str(store), "search", *args, "--fields", "id")
    assert (result.err, result.code) == ("", 0)
    return result.lines


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["neutrality"], ["treaty", "reply", "who-kept-it"]),  # a title outweighs a summary
        (["word"], ["who-kept-it", "anna-words"]),  # not the event, whose quote it is
        (["canakkale"], ["anna-words"]),
        (["слово"], ["anna-words"]),
        (["pledge"], ["anna-words"]),
        (['"our word"'], ["anna-words"]),
        (["paper", "pledge"], ["treaty"]),  # one word in the summary, one in a quote
        (["neutral* -price"], ["treaty", "who-kept-it"]),
        (["neutrality", "--on", "2020-06"], ["reply"]),
        (["neutrality", "--speaker", "Bland"], ["reply"]),
        (["neutrality", "--limit", "1"], ["treaty"]),
        (["nothing-of-the-kind"], []),
        (["cease-fire", "AND", "NOT", "*"], []),
    ],
)
def test_what_is_found(negcli: Negcli, store: Path, words: list[str], ids: list[str]) -> None:
    assert found(negcli, store, *words) == ids


def test_the_excerpt_stands_around_the_words(negcli: Negcli, store: Path) -> None:
    out = negcli(
        "--store", str(store), "search", "neutrality", "--type", "statement", "-f", "json"
    ).out
    excerpt = json.loads(out)[0]["excerpt"]
    assert "neutrality is one of several questions" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) <= 250


def test_a_quote_is_shown_in_the_wording_that_was_found(negcli: Negcli, store: Path) -> None:
    out = negcli("--store", str(store), "search", "слово", "-f", "json").out
    assert json.loads(out)[0]["excerpt"] == "Мы держим слово."


@pytest.mark.parametrize("words", ["neutrality", "neutral*", "NEUTRALITY"])
def test_the_words_stand_out_on_a_terminal(negcli: Negcli, store: Path, words: str) -> None:
    result = negcli.terminal("--store", str(store), "search", words)
    assert result.out.startswith(f"\x1b[2m3 results for “{words}”")
    assert "\x1b[1;7mneutrality\x1b[0m" in result.out  # in a title
    assert "\x1b[7mneutrality\x1b[0m" in result.out  # in an excerpt


def test_brackets_of_a_quotation_stay(negcli: Negcli, store: Path) -> None:
    assert (
        "“We keep [our] word on Çanakkale.”"
        in negcli.terminal("--store", str(store), "search", "keep", "--color", "never").out
    )


@pytest.mark.parametrize("words", ['"', "*", "…"])
def test_without_a_word_it_is_wrong_use(negcli: Negcli, words: str) -> None:
    result = negcli("search", words)
    assert (result.out, result.code) == ("", 2)
    assert "there is no word in" in result.err


@pytest.mark.parametrize("word", ["-out.txt", "-finland", "-peace"])
def test_an_unwanted_word_alone_is_not_taken_for_options(
    negcli: Negcli, tmp_path: Path, word: str
) -> None:
    result = negcli("search", "nato", word, cwd=tmp_path)
    assert result.err.startswith(f"negcli: '{word}' is no option\n")
    assert (result.out, result.code) == ("", 2)
    assert not [*tmp_path.iterdir()]


def test_only_unwanted_words_are_wrong_use(negcli: Negcli) -> None:
    result = negcli("search", "--", "-peace")
    assert result.err == "negcli: '-peace' says only what must not occur\n  add a word that must\n"
    assert result.code == 2
