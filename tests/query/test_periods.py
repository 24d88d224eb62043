"""The dates that people type."""

from datetime import date

import pytest

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
    ],
)
def test_understood(text: str, start: str | None, end: str | None) -> None:
    assert parse_period(text, TODAY)[:2] == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "..", "March", "2022-13", "2022-02-29", "2022-Q5", "0000", "0000-Q1", "2022-05..2022-03",
     "-9999y", "-d", "-30", "2022~~", "../..", "29.03.2022", "2022-03-29T25:00Z", "1..2", "2022-3"],
)  # fmt: skip
def test_refused_with_the_right_forms(text: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_period(text, TODAY)
    assert error.value.remedy.startswith("write ")
