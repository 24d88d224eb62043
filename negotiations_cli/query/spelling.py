"""Other spellings of a search's words: found with them, unless they stand in quotes.

A word is also found as

- another of its group, in the store's own list (`spellings` of store.yaml): Odesa, Odessa;
- another spelling of the name that it is, as the store spells its actors: Zelensky, Зеленський;
- one word or two: ceasefire, cease-fire, cease fire;
- British or American: recognise, recognize; defence, defense; labour, labor.

Only spellings that occur in the store are taken. All of it is asked when a search is: the index
keeps words as they are.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from negotiations_cli.query.names import either
from negotiations_cli.records.matching import Phrase, Piece, Wanted, parse_search
from negotiations_cli.records.names import consonants, words

_SHORTEST = 3
"""Letters of each half of a compound: with shorter ones "a way" would be found for away."""

_ENGLISH = [
    (re.compile(f"(?<=...){one}(?={ending}$)"), other)
    for pair, ending in (
        (("is", "iz"), "(?:e[drs]?|ers?|ing|ations?)"),
        (("our", "or"), "(?:s?|ed|ing|able|hood)"),
        (("enc", "ens"), "es?"),
    )
    for one, other in (pair, pair[::-1])
]


class Speller:
    """What a store knows of spellings."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        (listed,) = index.execute("SELECT value FROM meta WHERE key = 'spellings'").fetchone()
        self._groups: list[list[str]] = json.loads(listed)

    def others(self, phrase: Phrase) -> list[str]:
        """The other spellings of a word, or of words with hyphens between, as they are written."""
        typed = " ".join(phrase)
        found = {" ".join(words(other)): other for other in self._candidates(phrase)}
        return [other for key, other in found.items() if key != typed]

    def in_texts(self, phrase: Phrase) -> list[str]:
        """Those of the other spellings that occur in events, quotes or disputes."""
        return [other for other in self.others(phrase) if self.occurs(words(other))]

    def occurs(self, phrase: Phrase) -> bool:
        """Whether words stand together somewhere in events, quotes or disputes."""
        wanted = Piece([phrase]).expression
        return any(
            self._index.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", (wanted,))
            .fetchone()
            for table in ("event_words", "dispute_words")
        )  # fmt: skip

    def listed(self) -> Iterator[tuple[str, list[list[str]]]]:
        """The words of the list and of actors' names, with those of their spellings that occur.

        All are folded.
        """
        alone = "SELECT DISTINCT key FROM names WHERE instr(key, ' ') = 0"
        typed: list[tuple[str, ...]] = [(key,) for (key,) in self._index.execute(alone)]
        typed += [tuple(words(word)) for group in self._groups for word in group]
        for phrase in dict.fromkeys(typed):
            if others := [words(other) for other in self.in_texts(phrase)]:
                yield " ".join(phrase), others

    def _candidates(self, phrase: Phrase) -> Iterator[str]:
        for group in self._groups:
            if list(phrase) in map(words, group):
                yield from group
        if len(phrase) > 1:
            if _is_compound(phrase):
                yield "".join(phrase)
            return
        word = " ".join(phrase)
        yield from self._of_actors(word)
        for pattern, other in _ENGLISH:
            yield pattern.sub(other, word)
        for middle in range(_SHORTEST, len(word) - _SHORTEST + 1):
            yield f"{word[:middle]} {word[middle:]}"

    def _of_actors(self, word: str) -> Iterator[str]:
        """The words that sound like this one, in the names of whom it names."""
        sound = consonants(word)
        if len(sound) < 2:
            return
        called = "SELECT row FROM actors WHERE id IN (SELECT actor FROM names WHERE key = ?)"
        for (text,) in self._index.execute(called, (word,)):
            row = json.loads(text)
            for name in [row["name"], row["original_name"] or "", *row["aliases"]]:
                yield from (one for one in re.findall(r"\w+", name) if consonants(one) == sound)


def read_search(index: sqlite3.Connection, text: str) -> tuple[Wanted, list[str]]:
    """What is searched for, with the other spellings, which are given as they are written, too.

    Raises UsageError if there is no word in it.
    """
    read = parse_search(text)
    speller = Speller(index)
    wanted = [_others(speller, piece) for piece in read.pieces]
    unwanted = [_others(speller, piece) for piece in read.unwanted]
    for i, (one, next_) in enumerate(pairwise(read.pieces)):
        both = [*one.spellings[0], *next_.spellings[0]]
        if one.is_open and next_.is_open and _is_compound(both) and speller.occurs(["".join(both)]):
            wanted[i].append("".join(both))
            wanted[i + 1].append("".join(both))
    also = dict.fromkeys(chain(*wanted, *unwanted))
    return Wanted(_with(read.pieces, wanted), _with(read.unwanted, unwanted)), list(also)


def pieces_of(index: sqlite3.Connection, searches: Iterable[str]) -> list[Piece]:
    """What must occur, of all searches together."""
    return [piece for text in searches for piece in read_search(index, text)[0].pieces]


def said(searches: Sequence[str], also: Iterable[str]) -> str:
    """Searches as a sentence gives them: “Kyiv” (also Kiev)."""
    typed = either([text if '"' in text else f"“{text}”" for text in searches])
    others = either(list(also))
    return f"{typed} (also {others})" if others else typed


def _others(speller: Speller, piece: Piece) -> list[str]:
    return speller.in_texts(piece.spellings[0]) if piece.is_open else []


def _with(pieces: Sequence[Piece], others: Sequence[Sequence[str]]) -> list[Piece]:
    return [
        piece._replace(spellings=[*piece.spellings, *map(words, also)])
        for piece, also in zip(pieces, others, strict=True)
    ]


def _is_compound(phrase: Phrase) -> bool:
    return len(phrase) == 2 and all(len(word) >= _SHORTEST for word in phrase)
