"""The dates of records: which forms are taken, and which days they cover."""

from datetime import date

import edtf
import pytest

from negotiations_cli.records.dates import parse_date

VALID = [
    ("2022", "2022-01-01", "2022-12-31", "year"),
    ("2022-02", "2022-02-01", "2022-02-28", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "day"),
    ("2022-03-29T14:30+03:00", "2022-03-29", "2022-03-29", "minute"),
    ("2022-03-29T14:30Z", "2022-03-29", "2022-03-29", "minute"),
    ("2022-03-29T14:30", "2022-03-29", "2022-03-29", "minute"),
    ("2022-03/2022-04", "2022-03-01", "2022-04-30", "interval"),
    ("2022-03-29/2022-04-01", "2022-03-29", "2022-04-01", "interval"),
    ("2022-03-29/2022", "2022-03-29", "2022-12-31", "interval"),
    ("2022-03/..", "2022-03-01", None, "interval"),
    ("2022-03~", "2022-03-01", "2022-03-31", "month"),
    ("2022?", "2022-01-01", "2022-12-31", "year"),
    ("2022-03-29%", "2022-03-29", "2022-03-29", "day"),
    ("2022-03~/2022-04-02?", "2022-03-01", "2022-04-02", "interval"),
]
INVALID = [
    "", " ", "22", "2022-1", "2022-00", "2022-13", "2022-02-29", "2022-02-30", "2022-04-31",
    "2022-03-00", "2022/2021", "2022-04/2022-03", "../2022", "2022-03/", "/2022", "2022-21",
    "202X", "[2022, 2023]", "{2022}", "2022-03-29T25:00", "2022-03-29T14:60", "2022-03-29T14",
    "2022-03-29T14:30+15:00", "2022-03-29T14:30+03:60", "Y12022", "-0001", "0000", "2022-03-29 ",
    "2022-03-29\n", "２０２２", "March 2022", "2022~~", "~2022", "2022-03/2022-04/2022-05",
    "0001-01-01T00:00+14:00",
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "precision"), VALID)
def test_taken(text: str, start: str, end: str | None, precision: str) -> None:
    assert parse_date(text)[:4] == (text, start, end, precision)


@pytest.mark.parametrize("text", INVALID)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-02-30", "'2022-02-30': there is no day 30; 2022-02 has 28 days"),
        ("2022-13", "'2022-13': there is no month 13"),
        ("2022-04/2022-03", "the interval '2022-04/2022-03' ends before it starts"),
        ("2022-03-29T25:00", "'2022-03-29T25:00': there is no time 25:00"),
    ],
)
def test_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_date(text)
    assert str(error.value) == said


def test_times_of_a_day_sort_by_the_moment_and_after_the_day() -> None:
    dates = ["2022-03-29T14:30+03:00", "2022-03-29", "2022-03-29T12:00Z", "2022-03-29T10:00Z"]
    ordered = sorted((parse_date(text) for text in dates), key=lambda day: (day.start, day.order))
    assert [day.text for day in ordered] == [
        "2022-03-29",
        "2022-03-29T10:00Z",
        "2022-03-29T14:30+03:00",
        "2022-03-29T12:00Z",
    ]


@pytest.mark.parametrize(
    "text", [text for text, _, end, precision in VALID if end and precision not in ("minute",)]
)
def test_agrees_with_the_maintained_library(text: str) -> None:
    """python-edtf lets impossible days pass, but its bounds of right dates are right."""
    ours, theirs = parse_date(text), edtf.parse_edtf(text)
    assert date(*theirs.lower_strict()[:3]) == date.fromisoformat(ours.start)
    assert date(*theirs.upper_strict()[:3]) == date.fromisoformat(str(ours.end))
