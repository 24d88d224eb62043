"""Other spellings of a search's words are found with them, unless they stand in quotes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import STORE, Negcli, plain

ACTORS = """\
- id: volodymyr-zelensky
  kind: person
  name: Volodymyr Zelensky
  original_name: Володимир Зеленський
  aliases: [Volodymyr Zelenskyy]
- {id: ukraine, kind: state, name: Ukraine, aliases: [Kyiv, Kiev, Bankova]}
- {id: bland, kind: state, name: Bland}
"""
SUMMARIES = {
    "kyiv": "He spoke in Kyiv.",
    "kiev": "It was said in Kiev.",
    "bankova": "So said Bankova.",
    "zelensky": "It was Zelensky.",
    "zelenskyy": "It was Zelenskyy.",
    "zelenskyj": "Это был Зеленський.",
    "ceasefire": "There was a ceasefire.",
    "cease-fire": "There was a cease-fire.",
    "cease": "They cease to speak of a fire.",
    "recognise": "They recognise it.",
    "recognize": "They recognize it.",
    "odesa": "Near Odesa.",
    "odessa": "Near Odessa.",
    "minsk-two": "The text of Minsk II.",
    "minsk-2": "The text of Minsk-2.",
    "away": "They went away.",
    "a-way": "There is a way.",
}
EVENTS = "".join(
    f"- {{id: {own}, date: 2020, type: talks, title: {own[0]}, summary: {summary},"
    " actors: [{actor: bland, role: party}], topics: [peace], sources: [paper]}\n"
    for own, summary in SUMMARIES.items()
)
SPELLINGS = "spellings: [[Odesa, Odessa, Одеса], [Minsk II, Minsk 2]]\n"


@pytest.fixture
def store(make_store: Callable[..., Path]) -> str:
    return str(make_store(store=STORE + SPELLINGS, actors=ACTORS, events=EVENTS))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("kyiv", {"kyiv", "kiev"}),  # names of one actor that sound alike, not all its names
        ("Kiev", {"kyiv", "kiev"}),
        ("Bankova", {"bankova"}),
        ("zelenskyy", {"zelensky", "zelenskyy", "zelenskyj"}),
        ("Зеленський", {"zelensky", "zelenskyy", "zelenskyj"}),
        ("ceasefire", {"ceasefire", "cease-fire"}),
        ("cease-fire", {"ceasefire", "cease-fire"}),
        ("cease fire", {"ceasefire", "cease-fire", "cease"}),
        ("fire cease", {"cease-fire", "cease"}),
        ("recognize", {"recognise", "recognize"}),
        ("odessa", {"odesa", "odessa"}),
        ("minsk-2", {"minsk-two", "minsk-2"}),
        ("away", {"away"}),  # not "a way"
        ('"kyiv"', {"kyiv"}),
        ('"ceasefire"', {"ceasefire"}),
        ('"cease fire"', {"cease-fire"}),
        ("zelensk*", {"zelensky", "zelenskyy"}),
        ("said -kyiv", {"bankova"}),
        ('said -"kyiv"', {"kiev", "bankova"}),
    ],
)
def test_what_is_found_with_a_word(negcli: Negcli, store: str, words: str, ids: set[str]) -> None:
    searched = negcli("--store", store, "search", words, "--fields", "id")
    listed = negcli("--store", store, "timeline", "--search", words, "--fields", "id")
    assert set(searched.lines) == set(listed.lines) == ids


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("kyiv", "“kyiv” (also Kiev)"),
        ("zelensky odesa", "“zelensky odesa” (also Зеленський, Zelenskyy or Odessa)"),
        ("kyiv -odesa", "“kyiv -odesa” (also Kiev or Odessa)"),
        ("bankova", "“bankova”"),
        ('"kyiv"', '"kyiv"'),
    ],
)
def test_the_headline_says_what_else_was_searched_for(
    negcli: Negcli, store: str, words: str, said: str
) -> None:
    searched = negcli("--store", store, "search", words, "-f", "table")
    assert (searched.out or searched.err).splitlines()[0].endswith(f" for {said}")
    listed = negcli("--store", store, "timeline", "--search", words, "-f", "table")
    assert (listed.out or listed.err).splitlines()[0].endswith(f" with the words {said}")


def test_it_stands_out_in_any_spelling(negcli: Negcli, store: str) -> None:
    shown = negcli.terminal("--store", store, "search", "kyiv").out
    assert "\x1b[7mKyiv\x1b[0m" in shown
    assert "\x1b[7mKiev\x1b[0m" in shown
    assert (
        "\x1b[7mcease-fire\x1b[0m" in negcli.terminal("--store", store, "search", "ceasefire").out
    )


def test_an_excerpt_stands_around_it_in_any_spelling(
    negcli: Negcli, make_store: Callable[..., Path]
) -> None:
    long = f"{'They spoke of much. ' * 20}It was in Kiev. {'They spoke of more. ' * 20}"
    store = str(make_store(actors=ACTORS, events=EVENTS.replace(SUMMARIES["kiev"], long)))
    asked = negcli("--store", store, "search", "Kyiv", "-f", "jsonl").lines
    assert all(
        "Kyiv" in row["excerpt"] or "Kiev" in row["excerpt"] for row in map(json.loads, asked)
    )
    assert len(asked) == 2


def test_the_wording_that_was_found_is_shown_in_any_spelling(negcli: Negcli) -> None:
    shown = plain(negcli.terminal("quotes", "--search", "Zelenskyy", columns=200).out)
    assert "also given as" in shown


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Turkey", "Istanbul, Türkiye"),
        ("Türkiye", "Istanbul, Türkiye"),
        ("Istanbul, Turkey", "Istanbul, Türkiye"),
        ("Kiev", "Kyiv, Ukraine"),
        ("Киев", "Kyiv, Ukraine"),
        ("Saint Petersburg", "St Petersburg, Russia"),
        ("united states", "Washington, D.C., United States"),
    ],
)
def test_places_too(negcli: Negcli, typed: str, place: str) -> None:
    assert place in negcli("timeline", "--place", typed, "--fields", "place").lines
