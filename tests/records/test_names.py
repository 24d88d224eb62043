"""Names: folded over scripts, and suggested when misspelt."""

import pytest

from negotiations_cli.records.names import fold, name_key, suggest, words

NAMES = ["Sergey Lavrov", "Mevlüt Çavuşoğlu", "Volodymyr Zelensky", "Numan Kurtulmuş",
         "Abdullah Gül", "Abdullah Güler", "Recep Tayyip Erdoğan"]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Çavuşoğlu", "cavusoglu"),
        ("KALIN", "Kalın"),
        ("Лавров", "лавров"),
        ("ЗЕЛЕНСЬКИЙ", "зеленський"),
        ("Straße", "STRASSE"),
        ("Wałęsa", "walesa"),
        ("ﬁn", "fin"),
        ("Ødegård", "odegard"),
    ],
)
def test_case_and_accents_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_order_and_punctuation_of_a_name_mean_nothing() -> None:
    assert name_key("Lavrov, Sergey") == name_key("sergey-lavrov") == name_key(" Sergey  LAVROV ")


def test_words_leave_punctuation_out() -> None:
    assert words("“cease-fire”, [their] commitments…") == ["cease", "fire", "their", "commitments"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lavrof", "Sergey Lavrov"),
        ("Lawrow", "Sergey Lavrov"),
        ("Cavusoglo", "Mevlüt Çavuşoğlu"),
        ("Selenskyj", "Volodymyr Zelensky"),
        ("Зеленский", "Volodymyr Zelensky"),
        ("Kurtulmush", "Numan Kurtulmuş"),
        ("Sergei Lavrow", "Sergey Lavrov"),
        ("Lavrow, Sergei", "Sergey Lavrov"),
        ("Foreign Minister Lavrof", "Sergey Lavrov"),
    ],
)
def test_the_nearest_is_suggested_first(typed: str, meant: str) -> None:
    assert suggest(typed, NAMES)[0] == meant


def test_what_is_quite_alike_is_suggested_alone() -> None:
    assert suggest("Gül", NAMES) == ["Abdullah Gül"]


def test_nothing_far_is_suggested() -> None:
    assert suggest("Xyzzy", NAMES) == []
    assert suggest("", NAMES) == []
