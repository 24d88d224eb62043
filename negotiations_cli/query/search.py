"""Full-text search: events, quotes and disputes that hold the words, best first."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from negotiations_cli.errors import UsageError
from negotiations_cli.query.condition import Condition
from negotiations_cli.query.filters import Filters, compile_filters
from negotiations_cli.query.lists import MOST, Answer
from negotiations_cli.query.spelling import read_search, said
from negotiations_cli.records.matching import Piece, held, spans
from negotiations_cli.records.rows import DisputeRow, EventRow, QuoteRow, SearchRow

_LONGEST = 240  # characters of an excerpt

# Words in a title or a question weigh more than elsewhere. An event is not found again for words
# that one of its quotes holds by itself. The words are looked for first, then the filters: what
# is found by its number is slow to weigh.
_EVENTS = """
    SELECT 'event' AS record, n, score FROM (
      SELECT rowid AS n, -bm25(event_words, 8, 4, 1, 1) AS score
      FROM event_words WHERE event_words MATCH ?1
    ) e
    WHERE ({where})
      AND (e.n IN (SELECT rowid FROM event_words
                   WHERE event_words MATCH '{{title summary notes}} : (' || ?1 || ')')
           OR e.n NOT IN (SELECT event FROM quotes WHERE n IN
                          (SELECT rowid FROM quote_words WHERE quote_words MATCH ?1)))
"""
_QUOTES = """
    SELECT 'quote', n, score FROM (
      SELECT rowid AS n, -bm25(quote_words) AS score,
        (SELECT event FROM quotes WHERE n = quote_words.rowid) AS event
      FROM quote_words WHERE quote_words MATCH ?1
    ) q
    WHERE ({where})
"""
_DISPUTES = """
    SELECT 'dispute', d.n, -bm25(dispute_words, 4, 1)
    FROM dispute_words CROSS JOIN disputes d ON d.n = dispute_words.rowid
    WHERE dispute_words MATCH ?1 AND ({where})
"""


def search(
    index: sqlite3.Connection, text: str, filters: Filters, limit: int | None = None
) -> Answer[SearchRow]:
    """The events, quotes and disputes that hold what `text` asks for and fit, best first.

    A dispute fits if one of its events does. Raises UsageError as `timeline` does, and if there is
    no word that must occur.
    """
    wanted, also = read_search(index, text)
    if not wanted.pieces:
        raise UsageError(f"'{text}' says only what must not occur", "add a word that must")
    of_events = compile_filters(index, filters, quotes=False)
    of_quotes = compile_filters(index, filters, quotes=True)
    of_disputes = Condition()
    if not of_events.is_empty:
        where, values = of_events.of_rows()
        on_events = f"SELECT 1 FROM disputed_events JOIN events e ON e.n = event WHERE {where}"
        of_disputes.add("", f"EXISTS ({on_events} AND dispute = d.id)", *values)
    parts = ((_EVENTS, of_events), (_QUOTES, of_quotes), (_DISPUTES, of_disputes))
    conditions = [(sql, *condition.of_rows()) for sql, condition in parts]
    found = " UNION ALL ".join(sql.format(where=where) for sql, where, _ in conditions)
    parameters = [wanted.expression, *(value for *_, values in conditions for value in values)]

    def count() -> int:
        total: int = index.execute(f"SELECT count(*) FROM ({found})", parameters).fetchone()[0]
        return total

    most = -1 if limit is None else min(limit, MOST)
    ordered = f"SELECT * FROM ({found}) ORDER BY score DESC, record, n LIMIT ?"
    best = index.execute(ordered, [*parameters, most])
    return Answer(
        _rows(index, best, wanted.pieces),
        f" for {said([text], also)}{of_quotes.words}",
        None if limit is None else count,
    )


def _rows(
    index: sqlite3.Connection, best: sqlite3.Cursor, pieces: Sequence[Piece]
) -> Iterator[SearchRow]:
    for record, number, score in best:
        query = f"SELECT row FROM {record}s WHERE n = ?"
        row: Any = json.loads(index.execute(query, (number,)).fetchone()[0])
        yield _ROWS[record](row, pieces, round(score, 3))


def _event(row: EventRow, pieces: Sequence[Piece], score: float) -> SearchRow:
    return {
        "record": "event",
        "id": row["id"],
        "date": row["date"],
        "title": row["title"],
        "speaker_name": None,
        "excerpt": _excerpt([row["summary"], row["notes"] or ""], pieces),
        "event": row["id"],
        "score": score,
    }


def _quote(row: QuoteRow, pieces: Sequence[Piece], score: float) -> SearchRow:
    original = [row["original"]["text"]] if row["original"] else []
    wordings = [row["text"], *original, *(variant["text"] for variant in row["variants"])]
    return {
        "record": "quote",
        "id": row["id"],
        "date": row["date"],
        "title": row["event_title"],
        "speaker_name": row["speaker_name"],
        "excerpt": _excerpt(wordings, pieces),
        "event": row["event"],
        "score": score,
    }


def _dispute(row: DisputeRow, pieces: Sequence[Piece], score: float) -> SearchRow:
    claims = [f"{account['by_name']}: {account['claim']}" for account in row["accounts"]]
    return {
        "record": "dispute",
        "id": row["id"],
        "date": None,
        "title": row["question"],
        "speaker_name": None,
        "excerpt": _excerpt(claims, pieces),
        "event": None,
        "score": score,
    }


_ROWS: dict[str, Any] = {"event": _event, "quote": _quote, "dispute": _dispute}


def _excerpt(texts: Sequence[str], pieces: Sequence[Piece]) -> str:
    """Of the text that holds most of the pieces, what stands around the first of them."""
    text = max(texts, key=lambda one: held(one, pieces), default="")
    if len(text) <= _LONGEST:
        return text
    found = spans(text, pieces)
    first, last = found[0] if found else (0, 0)
    start = max(0, min((first + last - _LONGEST) // 2, len(text) - _LONGEST))
    end = start + _LONGEST
    # Whole words: the cut ones at both ends are left out, unless they are what was found.
    if start:
        start = min(text.find(" ", start) + 1 or start, first)
    if end < len(text):
        end = max(text.rfind(" ", 0, end), last)
    return f"{'… ' * bool(start)}{text[start:end]}{' …' * (end < len(text))}"
