"""What the shipped store promises, asked through the command."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from conftest import ROOT, Negcli


@pytest.fixture(scope="session")
def events(negcli: Negcli) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(negcli("timeline", "-f", "json").out)
    return rows


@pytest.fixture(scope="session")
def quotes(negcli: Negcli) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(negcli("quotes", "-f", "json").out)
    return rows


@pytest.fixture(scope="session")
def actors(negcli: Negcli) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(negcli("actors", "-f", "json").out)
    return rows


def test_it_has_no_problem_at_all(negcli: Negcli) -> None:
    assert negcli("check", "--strict") == ("", "", 0)


# The words that the article puts in quotation marks, and its own claim at the end.
ARTICLE = [
    "well, let it be on the battlefield",
    "a new era of relentless diplomacy",
    "The United States of America shall take measures to prevent further eastward expansion of the"
    " North Atlantic Treaty Organization (NATO) and deny accession to the Alliance to the former"
    " USSR republics",
    "the right of other states to choose or change security arrangements",
    "fundamental Russian concerns were ignored",
    "no constructive answer",
    "The assessment of this response shows that our Western colleagues are not prepared to take up"
    " our major proposals, primarily those on NATO’s eastward non-expansion",
    "This demand was rejected with reference to the bloc’s so-called open-door policy and the"
    " freedom of each state to choose its own way of ensuring security",
    "Neither the United States, nor the North Atlantic Alliance proposed an alternative to this key"
    " provision",
    "went to war to prevent NATO, more NATO, close to his borders",
    "sent a draft treaty that they wanted NATO to sign, to promise no more NATO enlargement",
    "And was a pre-condition for not invade Ukraine. Of course we didn’t sign that",
    "He wanted us to sign that promise, never to enlarge NATO",
    "We rejected that",
    "Now we see Moscow suggesting that diplomacy take place at the barrel of a gun or as Moscow’s"
    " rockets, mortars, artillery target the Ukrainian people",
    "This is not real diplomacy. Those are not the conditions for real diplomacy.",
    "there was a good chance of reaching a ceasefire",
    "They blocked it",
    "we reached an agreement in Istanbul",
    "[W]e did hold talks in March and April 2022",
    "We agreed on certain things; everything was already initialled",
    "should be pressured, not negotiated with",
    "the West was not",
    "We actually did this but they simply threw it away later and that’s it",
    "tossed [their commitments] into the dustbin of history. They abandoned everything.",
    "not in sync",
    "We know that they hold the key to solving issues",
    "I think, someone in London or Washington did not want this war to end",
    "There are countries within NATO who want the war to continue",
    "there are those within the NATO member states that want the war to continue, let the war"
    " continue and Russia get weaker",
    "We know that our President is talking to the leaders of both countries",
    "The United States sees the prolongation of the war as its interest",
    "There are those who want this war to continue",
    "Putin-Zelensky was going to sign, but someone didn’t want to",
    "No talks between Russia and Ukraine have been held since",
]


@pytest.mark.parametrize("words", ARTICLE)
def test_every_quotation_of_the_article_is_found_by_its_words(negcli: Negcli, words: str) -> None:
    found = negcli("quotes", "--search", f'"{words}"', "-f", "json")
    assert json.loads(found.out), words
    assert all(row["sources"] for row in json.loads(found.out))


@pytest.mark.parametrize(
    ("options", "date"),
    [
        ("--actor Zelensky --type decision --topic negotiation-decree", "2022-09-30"),
        ("--speaker Stoltenberg --source snider-2023", "2023-09-07"),
        ("--actor Bennett --type visit --place Moscow", "2022-03-05"),
        ("--speaker Lavrov --search battlefield", "2023-09-23"),
        ("--type talks --place Istanbul --on 2022-03", "2022-03-29"),
        ("--actor Johnson --type visit --place Kyiv --on 2022-04", "2022-04-09"),
        ("--speaker Chollet", "2022-04-13~"),
    ],
)
def test_facts_of_the_article_bear_the_better_date(negcli: Negcli, options: str, date: str) -> None:
    rows = json.loads(negcli("timeline", *options.split(), "-f", "json").out)
    assert date in {row["date"] for row in rows}


def test_it_is_as_large_as_it_says(
    events: list[dict[str, Any]], quotes: list[dict[str, Any]], actors: list[dict[str, Any]]
) -> None:
    assert len(events) >= 45
    assert len(quotes) >= 80
    assert len([actor for actor in actors if any(o["from"] for o in actor["offices"])]) >= 35


def test_events_bear_one_to_four_topics_of_at_most_45(
    negcli: Negcli, events: list[dict[str, Any]]
) -> None:
    assert {len(event["topics"]) for event in events} <= {1, 2, 3, 4}
    assert len({topic for event in events for topic in event["topics"]}) <= 45


def test_no_quote_is_longer_than_60_words(quotes: list[dict[str, Any]]) -> None:
    assert not [row["id"] for row in quotes if len(row["text"].split()) > 60]


def test_every_spelling_of_a_name_leads_to_its_actor(
    negcli: Negcli, actors: list[dict[str, Any]]
) -> None:
    spellings = {"Лавров": "sergey-lavrov", "Çavuşoğlu": "mevlut-cavusoglu",
                 "cavusoglu": "mevlut-cavusoglu", "Zelenskyy": "volodymyr-zelensky",
                 "Зеленський": "volodymyr-zelensky", "Kurtulmuş": "numan-kurtulmus",
                 "KURTULMUS": "numan-kurtulmus", "Kiev": "ukraine", "Київ": "ukraine",
                 "Kremlin": "russia", "USA": "united-states", "Turkey": "turkiye",
                 "EU": "european-union", "UK": "united-kingdom",
                 "Lavrov, Sergey": "sergey-lavrov"}  # fmt: skip
    for spelling, own in spellings.items():
        assert negcli("actor", spelling, "--fields", "id").out == f"{own}\n", spelling


def test_a_person_counts_for_a_state_only_while_in_office(negcli: Negcli) -> None:
    in_office = negcli("timeline", "--actor", "United States", "--with", "Chollet").lines
    assert in_office
    bennett = json.loads(negcli("timeline", "--actor", "Bennett", "-f", "json").out)
    whom = {
        row["date_start"] < "2022-07-01": part["for"]
        for row in bennett
        for part in row["actors"]
        if part["id"] == "naftali-bennett"
    }
    assert whom == {True: "israel", False: None}


def test_the_disputes_of_the_article_have_accounts_of_several_sides(negcli: Negcli) -> None:
    disputes = {
        "did-the-west-block-bennetts-mediation",
        "why-the-istanbul-talks-ended",
        "was-the-draft-initialled",
        "was-enlargement-negotiable",
    }
    for row in json.loads(negcli("show", *disputes, "-f", "json").out):
        assert len({account["by"] for account in row["accounts"]}) >= 3, row["id"]
        assert all(account["quotes"] or account["sources"] for account in row["accounts"])


def test_nothing_speaks_of_how_it_was_made() -> None:
    """The data speaks of its subject and its sources alone."""
    words = re.compile(r"dossier|stored excerpt|\bseed\b|search tool|sub-?agent|\bLLM\b", re.I)
    for path in sorted((ROOT / "data").rglob("*.yaml")):
        assert not words.findall(path.read_text("utf-8")), path


def test_ids_of_quotes_begin_with_telling_words(quotes: list[dict[str, Any]]) -> None:
    assert max(Counter(row["id"] for row in quotes).values()) == 1
