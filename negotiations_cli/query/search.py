"""The words of a search to an expression of SQLite's full-text search.

Words are ANDed; `"a phrase"` stands together, `word*` begins a word, `-word` must not occur. There
is no other syntax, so that no search is an error but one without words.
"""

import re
from typing import NamedTuple

from negotiations_cli.errors import UsageError
from negotiations_cli.records.names import words

_PIECE = r'(-?)(?:["“„«]([^"”“»]*)["”“»]|(\S+))'


class Wanted(NamedTuple):
    """`all_of` is one expression, or "" if nothing must occur; `none_of` are expressions."""

    all_of: str
    none_of: list[str]


def parse_search(text: str) -> Wanted:
    """Read what is searched for. Raises UsageError if there is no word in it."""
    all_of: list[str] = []
    none_of: list[str] = []
    for minus, phrase, word in re.findall(_PIECE, text):
        found = words(phrase or word)
        if found:
            prefix = "*" if word.endswith("*") else ""
            expression = f'"{" ".join(found)}"{prefix}'
            (none_of if minus else all_of).append(expression)
    if not all_of and not none_of:
        raise UsageError(f"there is no word in '{text}'", 'search for words, or a "phrase"')
    return Wanted(" AND ".join(all_of), none_of)
