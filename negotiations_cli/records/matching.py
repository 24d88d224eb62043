"""The words of a search: as an expression of SQLite's full-text search, and found again in a text.

Words are ANDed; `"a phrase"` stands together, `word*` begins a word, `-word` must not occur. There
is no other syntax, so that no search is an error but one without words. Other spellings of a word,
any of which will do, are found by query/spelling.py.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotiations_cli.errors import UsageError
from negotiations_cli.records.names import words

_PIECE = r'(-?)(?:["“„«]([^"”“»]*)["”“»]|(\S+))'
_TOKEN = r"(?:[^\W_]|[\u0300-\u036f])+"  # a combining accent does not end a word


Phrase = Sequence[str]
"""Folded words that stand together."""


class Piece(NamedTuple):
    """What one word, or a phrase, of a search finds: any of its spellings, the typed one first.

    With `prefix` the last word may go on; `exact` is what stands in quotes.
    """

    spellings: Sequence[Phrase]
    prefix: bool = False
    exact: bool = False

    @property
    def is_open(self) -> bool:
        """Whether other spellings will do."""
        return not self.exact and not self.prefix

    @property
    def expression(self) -> str:
        """The piece for SQLite's full-text search."""
        phrases = [f'"{" ".join(phrase)}"{"*" * self.prefix}' for phrase in self.spellings]
        return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


class Wanted(NamedTuple):
    """The pieces that must occur, and those that must not."""

    pieces: list[Piece]
    unwanted: list[Piece]

    @property
    def expression(self) -> str:
        """What is searched for; if nothing must occur, what has any of the unwanted pieces."""
        wanted = " AND ".join(piece.expression for piece in self.pieces)
        unwanted = " OR ".join(piece.expression for piece in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted or unwanted


def parse_search(text: str) -> Wanted:
    """Read what is searched for. Raises UsageError if there is no word in it."""
    wanted = Wanted([], [])
    for minus, phrase, word in re.findall(_PIECE, text):
        found = words(phrase or word)
        if found:
            piece = Piece([found], prefix=word.endswith("*"), exact=bool(phrase))
            (wanted.unwanted if minus else wanted.pieces).append(piece)
    if not wanted.pieces and not wanted.unwanted:
        raise UsageError(f"there is no word in '{text}'", 'search for words, or a "phrase"')
    return wanted


def spans(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Where pieces stand in `text`: starts and ends, in order."""
    tokens = list(_tokens(text))
    found = [token.word for token in tokens]
    return sorted(
        {
            (tokens[first].start, tokens[last].end)
            for piece in pieces
            for first, last in _places(piece, found)
        }
    )


def held(text: str, pieces: Sequence[Piece]) -> int:
    """How many of the pieces `text` holds."""
    found = words(text)
    return sum(any(True for _ in _places(piece, found)) for piece in pieces)


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def _tokens(text: str) -> Iterator[_Token]:
    for match in re.finditer(_TOKEN, text):
        for word in words(match[0]):
            yield _Token(word, match.start(), match.end())


def _places(piece: Piece, found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of the first and last words, wherever a piece stands."""
    for phrase in piece.spellings:
        *before, last = phrase
        for first in range(len(found) - len(before)):
            end = first + len(before)
            fits = found[end].startswith(last) if piece.prefix else found[end] == last
            if fits and list(found[first:end]) == before:
                yield first, end
