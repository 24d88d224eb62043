"""The dates that a person types in a query, as intervals of days.

`2022`, `2022-03`, `2022-Q1`, `2022-03-29`, `2022-03..2022-05` (either end may be left away),
`-30d` (also weeks, months and years: `-4w`, `-6m`, `-1y`). A date as a record bears it is taken,
too: `2022-03/2022-05`, `2022-03~`, `2022-03-29T14:30+03:00`; and one as people write it, which
typed_dates.py puts into these forms.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from negotiations_cli.errors import UsageError
from negotiations_cli.query.typed_dates import as_iso
from negotiations_cli.records.dates import month_end, parse_date

FORMS = (
    "2022, 2022-03, 2022-Q1, 2022-03-29, 29 March 2022, 2022-03..2022-05, last month, today or -30d"
)

_QUARTER = r"([0-9]{4})-?[qQ]([1-4])"
_AGO = r"-([0-9]{1,4})([dwmyDWMY])"
_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}(T[0-9:]+(Z|[+-][0-9:]+)?)?[~?%]?"
_SLASH = r"/(?=[0-9]{4})"


class Period(NamedTuple):
    """Days from `start` to `end`, both included and ISO; None where it is open.

    `text` is what was typed, in a form of the grammar.
    """

    start: str | None
    end: str | None
    text: str


def parse_period(text: str, today: date | None = None) -> Period:
    """The days that `text` means, `today` being the day to count from.

    Raises UsageError if it means none, or may mean several.
    """
    today = today or date.today()
    asked = " ".join(text.split()).replace("/..", "..")
    if ".." not in asked:
        asked = re.sub(_SLASH, "..", as_iso(asked, today))
    ends = [as_iso(part.strip(), today) for part in asked.split("..")]
    if len(ends) == 1:
        return Period(*_days(asked, today), _plain(asked))
    if len(ends) > 2:
        raise UsageError(f"'{text}' is not a date", f"write {FORMS}")
    # Either end may be a range itself, as a season is.
    first, second = ends[0].partition("..")[0], ends[1].rpartition("..")[2]
    start = _days(first, today)[0] if first else None
    # `..-30d` ends on the day that lies 30 days back, not today.
    end = _days(second, today)[0 if second.startswith("-") else 1] if second else None
    if start is None and end is None:
        raise UsageError(f"'{text}' has no date in it", f"write {FORMS}")
    if start and end and end < start:
        raise UsageError(f"'{text}' ends before it starts", f"write {second}..{first}")
    return Period(start, end, f"{_plain(first)}..{_plain(second)}")


def _plain(date_: str) -> str:
    """A date without its time and marks: what is found is whole days, and no less certain."""
    return re.sub(r"T[0-9].*|[~?%]$", "", date_)


def _days(text: str, today: date) -> tuple[str, str]:
    """The first and last day of a period that is no range."""
    if ago := re.fullmatch(_AGO, text):
        return _ago(int(ago[1]), ago[2].lower(), today).isoformat(), today.isoformat()
    if quarter := re.fullmatch(_QUARTER, text):
        year, last = int(quarter[1]), int(quarter[2]) * 3
        if year == 0:
            raise UsageError("there is no year 0000", f"write {FORMS}")
        return date(year, last - 2, 1).isoformat(), month_end(year, last).isoformat()
    if not re.fullmatch(_DATE, text):
        raise UsageError(f"'{text}' is not a date", f"write {FORMS}")
    try:
        day = parse_date(text)
    except ValueError as error:
        raise UsageError(str(error), f"write {FORMS}") from None
    return day.start, day.end or day.start


def _ago(count: int, unit: str, today: date) -> date:
    """The day that lies `count` days, weeks, months or years before `today`."""
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        last = month_end(year, month + 1)
        return last.replace(day=min(today.day, last.day))
    except (OverflowError, ValueError):
        raise UsageError(f"'-{count}{unit}' lies before the year 1", f"write {FORMS}") from None
