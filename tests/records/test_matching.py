"""The words of a search."""

import sqlite3

import pytest

from negotiations_cli.errors import UsageError
from negotiations_cli.records.matching import parse_search


@pytest.mark.parametrize(
    ("text", "all_of", "none_of"),
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
    assert (wanted.all_of, wanted.none_of) == (all_of, none_of)


@pytest.mark.parametrize("text", ['"', '"half', "*", "a*b", "^x", "col:x", "'; --", "\\", "a\0b"])
def test_nothing_is_an_error_of_syntax(text: str) -> None:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (words)")
    try:
        wanted = parse_search(text)
    except UsageError:
        assert not any(char.isalnum() for char in text)
        return
    assert base.execute("SELECT * FROM t WHERE t MATCH ?", (wanted.all_of,)).fetchall() == []


@pytest.mark.parametrize("text", ["", " ", "…", "-", '""'])
def test_no_word_is_an_error(text: str) -> None:
    with pytest.raises(UsageError):
        parse_search(text)
