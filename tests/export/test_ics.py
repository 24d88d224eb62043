"""`negcli export ics`: read back by icalendar and by vobject."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from conftest import ROOT, Negcli
from hostile_store import CYRILLIC, FILES, PLACE, SUMMARY, TITLE, URL, WORDS

KNOWN = r"\d{4}-\d\d-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?"


@pytest.fixture
def store(make_store: Callable[..., Path]) -> Path:
    return make_store(**FILES)


def exported(negcli: Negcli, store: Path, tmp_path: Path, *args: str) -> tuple[bytes, str]:
    """The file, and what is said of it."""
    file = tmp_path / "talks.ics"
    result = negcli("--store", str(store), "export", "ics", *args, "-o", str(file))
    assert (result.out, result.code) == ("", 0)
    return file.read_bytes(), result.err


def events(written: bytes) -> dict[str, Any]:
    """What icalendar reads, by UID."""
    [calendar] = icalendar.Calendar.from_ical(written, multiple=True)
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert not any(event.errors for event in found)
    return {str(event["UID"]): event for event in found}


def test_only_events_of_known_days_with_exclusive_ends(
    negcli: Negcli, store: Path, tmp_path: Path
) -> None:
    written, err = exported(negcli, store, tmp_path)
    times = {
        uid: (event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None)
        for uid, event in events(written).items()
    }
    assert times == {
        "the-day@negcli": (date(2020, 5, 1), date(2020, 5, 2)),
        "the-minute@negcli": (datetime(2020, 5, 3, 4, 30, tzinfo=UTC), None),
        "the-hour-of-no-zone@negcli": (date(2020, 5, 3), date(2020, 5, 4)),
        "the-days@negcli": (date(2020, 5, 4), date(2020, 5, 7)),
        "the-night@negcli": (date(2020, 5, 31), date(2020, 6, 2)),
    }
    assert err == (
        f"negcli: of 12 events and 2 quotes written to '{tmp_path / 'talks.ics'}'\n"
        "  without known days, and so left out: 7 events\n"
    )


def test_a_minute_is_told_in_utc(negcli: Negcli, store: Path, tmp_path: Path) -> None:
    assert b"\r\nDTSTART:20200503T043000Z\r\n" in exported(negcli, store, tmp_path)[0]


def test_texts_come_back_as_they_are(negcli: Negcli, store: Path, tmp_path: Path) -> None:
    event = events(exported(negcli, store, tmp_path)[0])["the-day@negcli"]
    assert event["SUMMARY"] == TITLE
    assert event["LOCATION"] == PLACE
    assert event["URL"] == URL
    assert [*event["CATEGORIES"].cats] == ["Peace; war, and <b>", "Grain"]
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    said = str(event["DESCRIPTION"])
    for text in (
        SUMMARY,
        "Anna A, 1. *Envoy* <b>, Aland (party)",
        f"“{WORDS}”\n— - Ben_B_ [x](javascript:1), + his own *man*, Bland <Republic>",
        f"“{CYRILLIC.strip()}”\n— Anna A, 1. *Envoy* <b>, Aland [translated, disputed]",
        "* Sources differ: <br> `x`",
        f"# A & B, Press, about May 2020, page *2*; <3>, {URL}",
    ):
        assert text in said


def test_a_second_reader_reads_the_same(negcli: Negcli, store: Path, tmp_path: Path) -> None:
    written, _ = exported(negcli, store, tmp_path)
    found = vobject.readOne(written.decode()).vevent_list
    expected = events(written)
    assert [event.uid.value for event in found] == [*expected]
    for event in found:
        other = expected[event.uid.value]
        assert event.dtstart.value == other["DTSTART"].dt
        assert event.summary.value == other["SUMMARY"]
        assert event.description.value == other["DESCRIPTION"]


def test_lines_are_folded_by_octets_between_characters(
    negcli: Negcli, store: Path, tmp_path: Path
) -> None:
    written, _ = exported(negcli, store, tmp_path)
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) == 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # fails within a character


def test_it_is_the_same_on_every_run(negcli: Negcli, store: Path, tmp_path: Path) -> None:
    assert exported(negcli, store, tmp_path) == exported(negcli, store, tmp_path)


def test_a_selection_of_one(negcli: Negcli, store: Path, tmp_path: Path) -> None:
    written, err = exported(negcli, store, tmp_path, "--type", "talks")
    assert [*events(written)] == ["the-day@negcli"]
    assert err.count("\n") == 1


def test_the_shipped_store(negcli: Negcli, tmp_path: Path) -> None:
    written, _ = exported(negcli, ROOT / "data", tmp_path)
    rows = {row["id"]: row for row in json.loads(negcli("timeline", "-f", "json").out)}
    known = {
        f"{own}@negcli"
        for own, row in rows.items()
        if all(re.fullmatch(KNOWN, end) for end in row["date"].split("/"))
    }
    found = events(written)
    assert found.keys() == known
    assert max(map(len, written.split(b"\r\n"))) == 75
    for row in json.loads(negcli("quotes", "-f", "json").out):
        if event := found.get(f"{row['event']}@negcli"):
            assert f"“{row['text']}”" in event["DESCRIPTION"]
            assert event["SUMMARY"] == row["event_title"]
    assert len(vobject.readOne(written.decode()).vevent_list) == len(known)
