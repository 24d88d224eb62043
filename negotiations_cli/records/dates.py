"""The dates of records: a subset of EDTF (ISO 8601-2), as intervals of days.

Forms: `2022`, `2022-03`, `2022-03-29`, `2022-03-29T14:30+03:00`, an interval `2022-03/2022-04`, an
open one `2022-03/..`; a trailing `~` (approximate), `?` (uncertain) or `%` (both) on any of them.
Not taken: sets, seasons, unspecified digits and marks on single parts.
Source of the syntax: Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

_MOMENT = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)"
    r"(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)
_DATE_TIME = (
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?"
)
EDTF_PATTERN = rf"^{_DATE_TIME}(/({_DATE_TIME}|\.\.))?$"
"""The form of a date for JSON Schema (ECMA 262); whether the day exists, it cannot say."""

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
"""The ISO days of where no first or last day is known."""

_WIDEST_ZONE = timedelta(hours=14)


class FuzzyDate(NamedTuple):
    """A date as written, and the days that it covers.

    `start` and `end` are ISO days, both included; `end` is None for an open interval. `precision`
    is minute, day, month, year or interval. `order` sorts dates of one day: the time in UTC, or ""
    where no time is given, so that these come first.
    """

    text: str
    start: str
    end: str | None
    precision: str
    order: str


def parse_date(text: str) -> FuzzyDate:
    """Read one date of a record.

    Raises ValueError with a sentence that says what is wrong and which forms are right.
    """
    first, slash, second = text.partition("/")
    if not slash:
        start, end, precision, order = _moment(text)
        return FuzzyDate(text, start.isoformat(), end.isoformat(), precision, order)
    start, _, _, order = _moment(first)
    if second == "..":
        return FuzzyDate(text, start.isoformat(), None, "interval", order)
    _, end, _, _ = _moment(second)
    if end < start:
        raise ValueError(f"the interval '{text}' ends before it starts")
    return FuzzyDate(text, start.isoformat(), end.isoformat(), "interval", order)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _moment(text: str) -> tuple[date, date, str, str]:
    """First day, last day, precision and order of one date that is no interval."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(
            f"'{text}' is not a date; write 2022, 2022-03, 2022-03-29, 2022-03-29T14:30+03:00,"
            " 2022-03/2022-04 or 2022-03/.., with ~ or ? behind it if it is not certain"
        )
    year = int(match["year"])
    if year == 0:
        raise ValueError("there is no year 0000")
    if match["month"] is None:
        return date(year, 1, 1), date(year, 12, 31), "year", ""
    month = int(match["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"'{text}': there is no month {match['month']}")
    if match["day"] is None:
        return date(year, month, 1), month_end(year, month), "month", ""
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        days = month_end(year, month).day
        raise ValueError(
            f"'{text}': there is no day {match['day']}; {year}-{month:02} has {days} days"
        ) from None
    if match["hour"] is None:
        return day, day, "day", ""
    return day, day, "minute", _utc(text, day, match["hour"], match["minute"], match["zone"])


def _utc(text: str, day: date, hour: str, minute: str, zone: str | None) -> str:
    """The moment in UTC, as ISO text that sorts; a time without a zone is taken as UTC."""
    offset = timedelta()
    if zone and zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[4:6])
        offset = timedelta(hours=hours, minutes=minutes)
        if minutes > 59 or offset > _WIDEST_ZONE:
            raise ValueError(f"'{text}': there is no time zone {zone}")
        if zone[0] == "-":
            offset = -offset
    try:
        local = datetime(
            day.year, day.month, day.day, int(hour), int(minute), tzinfo=timezone(offset)
        )
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        raise ValueError(f"'{text}': there is no time {hour}:{minute}") from None
