"""`negcli export timelinejs`: by the rules of "TimelineJS JSON data format", and inert."""

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Negcli
from hostile_store import CYRILLIC, FILES, TITLE, URL, WORDS

# The fields of an object: whether each must be there, and its type.
TIMELINE = {"events": (True, list), "title": (False, dict), "eras": (False, list),
            "scale": (False, str)}  # fmt: skip
SLIDE = {"start_date": (True, dict), "end_date": (False, dict), "text": (False, dict),
         "media": (False, dict), "group": (False, str), "display_date": (False, str),
         "background": (False, dict), "autolink": (False, bool),
         "unique_id": (False, str)}  # fmt: skip
TITLE_SLIDE = SLIDE | {"start_date": (False, dict)}
TEXT = {"headline": (False, str), "text": (False, str)}
DATE = {"year": (True, int), "month": (False, int), "day": (False, int), "hour": (False, int),
        "minute": (False, int)}  # fmt: skip
RANGES = {"year": (1, 9999), "month": (1, 12), "day": (1, 31), "hour": (0, 23), "minute": (0, 59)}
TAGS = {"p", "br", "ul", "li", "a", "blockquote"}


class Page(HTMLParser):
    """What a browser would make of a text: its tags, its addresses, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.quotes: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"href", "lang"}
        if tag == "blockquote":
            self.quotes.append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self.quotes:
            self.quotes[-1] += "\0"

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.quotes:
            self.quotes[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def faults(found: Any, fields: dict[str, tuple[bool, type]], where: str) -> Iterator[str]:
    """What is missing, unknown or of another type in an object."""
    for name, (needed, _) in fields.items():
        if needed and name not in found:
            yield f"{where}: no {name}"
    for name, value in found.items():
        if name not in fields:
            yield f"{where}: {name} is not known"
        elif type(value) is not fields[name][1]:
            yield f"{where}: {name} is {value!r}"


def checked(timeline: Any) -> dict[str, Any]:
    """The slides by their ids, when all is as the format wants it."""
    problems = [*faults(timeline, TIMELINE, "timeline")]
    problems += faults(timeline["title"], TITLE_SLIDE, "title")
    for slide in timeline["events"]:
        problems += faults(slide, SLIDE, slide["unique_id"])
    slides = [timeline["title"], *timeline["events"]]
    for slide in slides:
        problems += faults(slide["text"], TEXT, f"{slide['unique_id']}: text")
        for date in (slide[name] for name in ("start_date", "end_date") if name in slide):
            problems += faults(date, DATE, f"{slide['unique_id']}: date")
            problems += [f"{date}" for part in date if not in_range(part, date[part])]
        for text in slide["text"].values():
            assert set(Page(text).tags) <= TAGS
    assert problems == []
    found = {slide["unique_id"]: slide for slide in slides}
    assert len(found) == len(slides)
    return found


def in_range(part: str, value: int) -> bool:
    lowest, highest = RANGES[part]
    return lowest <= value <= highest


@pytest.fixture
def slides(negcli: Negcli, make_store: Callable[..., Path]) -> dict[str, Any]:
    result = negcli("--store", str(make_store(**FILES)), "export", "timelinejs")
    assert result.err == "negcli: 12 events and 2 quotes written to stdout\n"
    return checked(json.loads(result.out))


def test_every_event_is_a_slide(slides: dict[str, Any]) -> None:
    assert len(slides) == 13
    assert slides["_title"]["text"] == {
        "headline": "A *store*; &lt;b&gt;",
        "text": "<p># For a [test].</p><p>12 events and 2 quotes, version 1, licence CC0-1.0</p>",
    }
    assert slides["the-day"]["group"] == "talks"


@pytest.mark.parametrize(
    ("own", "start", "end", "shown"),
    [
        ("the-day", "2020 5 1", None, None),
        ("the-minute", "2020 5 2 23 30", None, "2 May 2020, 23:30-05:00"),
        ("the-days", "2020 5 4", "2020 5 6", None),
        ("the-day-or-so", "2020 6 7", None, "about 7 June 2020"),
        ("the-days-or-so", "2020 6 8", "2020 6 10", "8 June 2020 – 10 June 2020 (uncertain)"),
        ("the-months", "2020 8", "2020 9", None),
        ("from-then-on", "2020 11 1", None, "since 1 November 2020"),
        ("the-year", "2020", None, "2020 (uncertain)"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(
    slides: dict[str, Any], own: str, start: str, end: str | None, shown: str | None
) -> None:
    slide = slides[own]
    assert " ".join(map(str, slide["start_date"].values())) == start
    assert (" ".join(map(str, slide.get("end_date", {}).values())) or None) == end
    assert slide.get("display_date") == shown


def test_what_looks_like_markup_stays_text(slides: dict[str, Any]) -> None:
    text = slides["the-day"]["text"]
    headline, body = Page(text["headline"]), Page(text["text"])
    assert (headline.words, headline.tags) == (TITLE, [])
    assert [quote.split("\0")[0] for quote in body.quotes] == [WORDS, CYRILLIC.strip()]
    assert body.quotes[1].split("\0")[1] == (
        "— Anna A, 1. *Envoy* <b>, Aland [translated, disputed]"
    )
    assert body.links == [URL]
    assert "<script>1</script> [A] *paper*; \\ «Слова»" in body.words


def test_an_address_that_is_not_of_the_web_is_no_link(
    negcli: Negcli, make_store: Callable[..., Path]
) -> None:
    """Such a source is refused, and what rests on it alone, too."""
    sources = json.loads(FILES["sources"])
    sources[0]["URL"] = "javascript:alert(1)"
    store = make_store(**FILES | {"sources": json.dumps(sources)})
    assert "javascript:alert" not in negcli("--store", str(store), "export", "timelinejs").out


def test_the_shipped_store(negcli: Negcli) -> None:
    rows = json.loads(negcli("timeline", "-f", "json").out)
    result = negcli("--store", str(ROOT / "data"), "export", "timelinejs")
    slides = checked(json.loads(result.out))
    assert [*slides][1:] == [row["id"] for row in rows]
    quoted = {own: Page(slide["text"]["text"]).quotes for own, slide in slides.items()}
    for quote in json.loads(negcli("quotes", "-f", "json").out):
        assert quote["text"] in [said.split("\0")[0] for said in quoted[quote["event"]]]
