"""A store whose texts try to break out of every format, with dates of all kinds."""

import json
from typing import Any

# Lines that begin as a list, a heading and so on, and all that a format could take for its own.
WORDS = """\
1. We toss [their commitments] into the dustbin; 100 %, "all" of them — <b>all</b> & more.
- no list
+ no list
# no heading
=== ---
> no quotation

2) `code` ``` ~~~ *a* _b_ **c** ~~d~~ ![e](javascript:1) [f](javascript:1)
[^paper] | $h$ $5 or $6 ^i^
</script><script>alert(1)</script><!-- --> &lt; &#60; {h} \\ \\n \\, ; : END:VEVENT
\\"""
CYRILLIC = "Россия говорит, что готова к переговорам, но не на условиях других сторон. " * 3
TITLE = '<script>alert("x")</script> *They* meet; [a], b & c \\ `d` #'
SUMMARY = "# Anna A meets Bland,\n    who says: «Слово [за словом]»."
PLACE = "Köln; <i>old</i>, *town*"
URL = "https://example.org/a_(b)?q=\"'><script>&x=*1*;y,z"

ACTORS = [
    {
        "id": "anna-a",
        "kind": "person",
        "name": "Anna A",
        "wikidata": "Q1",
        "offices": [{"post": "1. *Envoy* <b>", "of": "aland", "from": "2020", "to": "2021"}],
    },
    {"id": "ben-b", "kind": "person", "name": "- Ben_B_ [x](javascript:1)"},
    {"id": "aland", "kind": "state", "name": "Aland", "iso": "ALA"},
    {"id": "bland", "kind": "state", "name": "Bland <Republic>", "iso": "BLA"},
    {"id": "cland", "kind": "state", "name": "Cland", "iso": "CLA"},
    {"id": "the-union", "kind": "organization", "name": "The Union"},
]
SOURCES = [
    {
        "id": "paper",
        "type": "report",
        "kind": "secondary",
        "title": "<script>1</script> [A] *paper*; \\ «Слова»",
        "publisher": "# A & B, Press",
        "issued": "2020-05~",
        "accessed": "2026-11-22",
        "URL": URL,
        "side": "bland",
    },
    {"id": "book", "type": "book", "kind": "primary", "title": "A book"},
    {"id": "unused", "type": "book", "kind": "primary", "title": "Of an office only"},
]
TOPICS = [
    {"id": "peace", "name": "Peace; war, and <b>", "description": "Peace."},
    {"id": "grain", "name": "Grain", "description": "Grain."},
]


def event(own: str, date: str, **fields: Any) -> dict[str, Any]:
    """An event record."""
    return {
        "id": own,
        "date": date,
        "type": "statement",
        "title": "An event",
        "summary": "Anna A speaks.",
        "actors": [{"actor": "anna-a", "role": "speaker"}],
        "topics": ["peace"],
        "sources": ["book"],
        **fields,
    }


EVENTS = [
    event(
        "the-day",
        "2020-05-01",
        type="talks",
        title=TITLE,
        summary=SUMMARY,
        place=PLACE,
        actors=[
            {"actor": "anna-a", "role": "party"},
            {"actor": "ben-b", "role": "party", "as": "+ his own *man*", "for": "bland"},
        ],
        topics=["peace", "grain"],
        sources=["book", {"source": "paper", "at": "page *2*; <3>"}],
        notes="* Sources differ: <br> `x`",
        quotes=[
            {
                "id": "ben-words",
                "speaker": "ben-b",
                "text": WORDS,
                "wording": "verbatim",
                "language": "en",
            },
            {
                "id": "anna-words",
                "speaker": "anna-a",
                "text": CYRILLIC.strip(),
                "wording": "translated",
                "status": "disputed",
                "language": "ru",
                "original": {"language": "he", "text": "1. שלום [עולם] 🕊 <b>"},
                "variants": [{"text": "# Another *one*", "sources": ["paper"], "notes": "- So."}],
                "sources": ["paper"],
                "notes": "1) A [translation].",
            },
        ],
    ),
    event("the-minute", "2020-05-02T23:30-05:00", type="call"),
    event("the-hour-of-no-zone", "2020-05-03T10:00"),
    event("the-days", "2020-05-04/2020-05-06", type="visit"),
    event("the-night", "2020-05-31T22:00Z/2020-06-01T02:00Z"),
    event("the-day-or-so", "2020-06-07~"),
    event("the-days-or-so", "2020-06-08/2020-06-10?"),
    event("the-months", "2020-08/2020-09"),
    event("the-month", "2020-10"),
    event("from-then-on", "2020-11-01/.."),
    event("the-year", "2020?"),
    event("the-last-day", "9999-12-31"),
]
DISPUTES = [
    {
        "id": "who-kept-it",
        "question": "# Who *kept* <the> word?",
        "about": ["the-day"],
        "accounts": [
            {"by": "ben-b", "claim": "1. that *he* kept it.", "quotes": ["ben-words"]},
            {"by": "bland", "claim": "- that `nobody` did.", "sources": ["paper"]},
        ],
        "notes": "> No [end](javascript:1).",
    }
]


def as_yaml(records: list[dict[str, Any]]) -> str:
    """Records as YAML, of which JSON is a part."""
    return json.dumps(records, ensure_ascii=False)


STORE = {
    "title": "A *store*; <b>",
    "description": "# For a [test].",
    "version": "1",
    "licence": "CC0-1.0",
    "format": "1",
}
FILES = {
    "store": json.dumps(STORE),
    "actors": as_yaml(ACTORS),
    "sources": as_yaml(SOURCES),
    "topics": as_yaml(TOPICS),
    "events": as_yaml(EVENTS),
    "disputes": as_yaml(DISPUTES),
}
"""What `make_store` takes."""
