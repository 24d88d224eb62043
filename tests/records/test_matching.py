"""The words of a search."""

import sqlite3

import pytest

from negotiations_cli.errors import UsageError
from negotiations_cli.records.matching import Piece, parse_search, spans


@pytest.mark.parametrize(
    ("text", "all_of", "none_of"),  # as they are joined
    [
        ("peace talks", '"peace" AND "talks"', []),
        ('"peace talks"', '"peace talks"', []),
        ("“peace talks”", '"peace talks"', []),
        ("cease-fire", '"cease fire"', []),
        ("talk*", '"talk"*', []),
        ("peace -talks", '"peace"', ['"talks"']),
        ('-"peace talks" war', '"war"', ['"peace talks"']),
        ("NOT OR NEAR(a b)", '"not" AND "or" AND "near a" AND "b"', []),
        ("Çavuşoğlu ЛАВРОВ", '"cavusoglu" AND "лавров"', []),
    ],
)
def test_read(text: str, all_of: str, none_of: list[str]) -> None:
    wanted = parse_search(text)
    assert " AND ".join(piece.expression for piece in wanted.pieces) == all_of
    assert [piece.expression for piece in wanted.unwanted] == none_of


def test_any_spelling_will_do_and_is_found_again_in_a_text() -> None:
    piece = Piece([["ceasefire"], ["cease", "fire"]])
    assert piece.expression == '("ceasefire" OR "cease fire")'
    text = "A cease-fire, or Ceasefire."
    assert [text[start:end] for start, end in spans(text, [piece])] == ["cease-fire", "Ceasefire"]


@pytest.mark.parametrize("text", ['"', '"half', "*", "a*b", "^x", "col:x", "'; --", "\\", "a\0b"])
def test_nothing_is_an_error_of_syntax(text: str) -> None:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (words)")
    try:
        wanted = parse_search(text)
    except UsageError:
        assert not any(char.isalnum() for char in text)
        return
    assert base.execute("SELECT * FROM t WHERE t MATCH ?", (wanted.expression,)).fetchall() == []


@pytest.mark.parametrize("text", ["", " ", "…", "-", '""'])
def test_no_word_is_an_error(text: str) -> None:
    with pytest.raises(UsageError):
        parse_search(text)
