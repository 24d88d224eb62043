"""The dates that people type."""

from datetime import date

import pytest
from conftest import Negcli

from negotiations_cli.errors import UsageError
from negotiations_cli.query.periods import parse_period

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-03", "2022-03-01", "2022-03-31"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022q4", "2022-10-01", "2022-12-31"),
        ("2022-03-29", "2022-03-29", "2022-03-29"),
        ("2022-03..2022-05", "2022-03-01", "2022-05-31"),
        ("2022-Q1..2022-05-02", "2022-01-01", "2022-05-02"),
        ("2022-03..", "2022-03-01", None),
        ("..2022-03", None, "2022-03-31"),
        ("today", "2026-03-31", "2026-03-31"),
        ("-30d", "2026-03-01", "2026-03-31"),
        ("-2w", "2026-03-17", "2026-03-31"),
        ("-1m", "2026-02-28", "2026-03-31"),
        ("-13m", "2025-02-28", "2026-03-31"),
        ("-1y", "2025-03-31", "2026-03-31"),
        ("-1y..-1m", "2025-03-31", "2026-02-28"),
        (" 2022 ", "2022-01-01", "2022-12-31"),
        ("2022-03/2022-05", "2022-03-01", "2022-05-31"),
        ("2022-03/..", "2022-03-01", None),
        ("2022-03~", "2022-03-01", "2022-03-31"),
        ("2022-03-29T14:30+03:00", "2022-03-29", "2022-03-29"),
        ("2022-3", "2022-03-01", "2022-03-31"),
        ("2022/03/29", "2022-03-29", "2022-03-29"),
        ("2022/3", "2022-03-01", "2022-03-31"),
        ("2022/2023", "2022-01-01", "2023-12-31"),
        ("2022-2023", "2022-01-01", "2023-12-31"),
        ("29.03.2022", "2022-03-29", "2022-03-29"),
        ("9.3.2022", "2022-03-09", "2022-03-09"),
        ("03.2022", "2022-03-01", "2022-03-31"),
        ("3/2022", "2022-03-01", "2022-03-31"),
        ("29/03/2022", "2022-03-29", "2022-03-29"),
        ("03/29/2022", "2022-03-29", "2022-03-29"),
        ("3/3/2022", "2022-03-03", "2022-03-03"),
        ("29 March 2022", "2022-03-29", "2022-03-29"),
        ("29th mar. 2022", "2022-03-29", "2022-03-29"),
        ("MARCH 29, 2022", "2022-03-29", "2022-03-29"),
        ("29-Mar-2022", "2022-03-29", "2022-03-29"),
        ("March  2022", "2022-03-01", "2022-03-31"),
        ("Sept, 2022", "2022-09-01", "2022-09-30"),
        ("spring 2022", "2022-03-01", "2022-05-31"),
        ("Fall 2022", "2022-09-01", "2022-11-30"),
        ("Q3 2022", "2022-07-01", "2022-09-30"),
        ("2022 q3", "2022-07-01", "2022-09-30"),
        ("March 2022..5 May 2022", "2022-03-01", "2022-05-05"),
        ("spring 2022 .. autumn 2022", "2022-03-01", "2022-11-30"),
        ("..yesterday", None, "2026-03-30"),
        ("yesterday", "2026-03-30", "2026-03-30"),
        ("this week", "2026-03-30", "2026-04-05"),
        ("last week", "2026-03-23", "2026-03-29"),
        ("this month", "2026-03-01", "2026-03-31"),
        ("Last Month", "2026-02-01", "2026-02-28"),
        ("last quarter", "2025-10-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
    ],
)
def test_understood(text: str, start: str | None, end: str | None) -> None:
    assert parse_period(text, TODAY)[:2] == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "..", "March", "2022-13", "2022-02-29", "2022-Q5", "0000", "0000-Q1", "2022-05..2022-03",
     "-9999y", "-d", "-30", "2022~~", "../..", "2022-03-29T25:00Z", "1..2", "2022..2023..2024",
     "29.13.2022", "31/02/2022", "29.03.22", "31 April 2022", "Foo 2022", "last decade",
     "13/13/2022", "30 spring 2022"],
)  # fmt: skip
def test_refused_with_the_right_forms(text: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_period(text, TODAY)
    assert error.value.remedy.startswith("write ")


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        (
            "03/04/2022",
            "'03/04/2022' may be 3 April 2022 or 4 March 2022",
            "write 2022-04-03 or 2022-03-04",
        ),
        ("winter 2022", "'winter 2022' may be two winters",
         "write 2021-12..2022-02 or 2022-12..2023-02"),
    ],
)  # fmt: skip
def test_two_readings_are_both_shown(text: str, said: str, remedy: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_period(text, TODAY)
    assert (error.value.message, error.value.remedy) == (said, remedy)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--on=2022/03/29", "on 29 March 2022"),
        ("--on=29.3.2022", "on 29 March 2022"),
        ("--on=March 2022", "in March 2022"),
        ("--on=2022-03-29T14:30Z", "on 29 March 2022"),
        ("--on=2022-03~", "in March 2022"),
        ("--on=spring 2022", "from March 2022 to May 2022"),
        ("--on=2022-03/2022-05", "from March 2022 to May 2022"),
        ("--on=q1 2022", "in the first quarter of 2022"),
        ("--since=spring 2025", "since March 2025"),
        ("--until=spring 2022", "until May 2022"),
        ("--since=-9999d", "since 9999 days ago"),
    ],
)
def test_the_headline_says_what_was_understood(negcli: Negcli, typed: str, said: str) -> None:
    assert negcli("timeline", typed, "-f", "table").lines[0].endswith(f"events {said}")


@pytest.mark.parametrize("option", ["--since=..2022", "--until=2022.."])
def test_a_bound_without_that_end_is_refused(negcli: Negcli, option: str) -> None:
    asked = negcli("timeline", option)
    assert (asked.out, asked.code) == ("", 2)
