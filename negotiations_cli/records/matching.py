"""The words of a search: as an expression of SQLite's full-text search, and found again in a text.

Words are ANDed; `"a phrase"` stands together, `word*` begins a word, `-word` must not occur. There
is no other syntax, so that no search is an error but one without words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from negotiations_cli.errors import UsageError
from negotiations_cli.records.names import words

_PIECE = r'(-?)(?:["“„«]([^"”“»]*)["”“»]|(\S+))'
_TOKEN = r"(?:[^\W_]|[\u0300-\u036f])+"  # a combining accent does not end a word


class Piece(NamedTuple):
    """Folded words that stand together; with `prefix` the last one may go on."""

    words: list[str]
    prefix: bool

    @property
    def expression(self) -> str:
        """The piece for SQLite's full-text search."""
        return f'"{" ".join(self.words)}"{"*" * self.prefix}'


class Wanted(NamedTuple):
    """The pieces that must occur, and those that must not."""

    pieces: list[Piece]
    unwanted: list[Piece]

    @property
    def all_of(self) -> str:
        """One expression for all that must occur, "" if nothing must."""
        return " AND ".join(piece.expression for piece in self.pieces)

    @property
    def none_of(self) -> list[str]:
        """Expressions, none of which may match."""
        return [piece.expression for piece in self.unwanted]


def parse_search(text: str) -> Wanted:
    """Read what is searched for. Raises UsageError if there is no word in it."""
    wanted = Wanted([], [])
    for minus, phrase, word in re.findall(_PIECE, text):
        found = words(phrase or word)
        if found:
            piece = Piece(found, word.endswith("*"))
            (wanted.unwanted if minus else wanted.pieces).append(piece)
    if not wanted.pieces and not wanted.unwanted:
        raise UsageError(f"there is no word in '{text}'", 'search for words, or a "phrase"')
    return wanted


def pieces_of(searches: Iterable[str]) -> list[Piece]:
    """What must occur, of all searches together."""
    return [piece for text in searches for piece in parse_search(text).pieces]


def spans(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Where pieces stand in `text`: starts and ends, in order."""
    tokens = list(_tokens(text))
    return sorted(
        {
            (tokens[first].start, tokens[first + len(piece.words) - 1].end)
            for piece in pieces
            for first in _places(piece, [token.word for token in tokens])
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


def _places(piece: Piece, found: Sequence[str]) -> Iterator[int]:
    """The numbers of the words at which a piece begins."""
    *before, last = piece.words
    for first in range(len(found) - len(before)):
        end = first + len(before)
        fits = found[end].startswith(last) if piece.prefix else found[end] == last
        if fits and list(found[first:end]) == before:
            yield first
