"""Dates as people write them, put into the forms of the grammar (periods.py).

    2022-3, 2022/03/29, 29.03.2022, 03.2022
    29 March 2022, Mar 29, 2022, March 2022, spring 2022, Q1 2022, 2022-2023
    today, yesterday, this month, last week

Digits are taken in an order that only one reading fits. Weeks begin on Monday (ISO 8601), seasons
are those of meteorology: three whole months, spring from March on.
"""

import re
from datetime import date, timedelta

from negotiations_cli.errors import UsageError
from negotiations_cli.records.spoken import MONTHS, day_in_words

_PARTS = {
    "Y": "(?P<year>[0-9]{4})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
    "Dth": "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?",
    "name": r"(?P<name>[a-z]{3,9})\.?",
}
_FORMS = [
    re.compile(form.format_map(_PARTS), re.IGNORECASE)
    for form in (
        "{Y}[-/.]{M}(?:[-/.]{D})?",
        r"(?:{D}\.)?{M}\.{Y}",
        "{M}[-/]{Y}",
        "{Dth}[- ]{name}[- ]{Y}",
        "{name} {Dth},? {Y}",
        "{name}(?:-|,? ){Y}",
        "q(?P<quarter>[1-4])[- ]{Y}",
        "{Y} q(?P<quarter>[1-4])",
    )
]
_YEARS = re.compile("([0-9]{4}) ?[-–] ?([0-9]{4})")
_EITHER_ORDER = re.compile("([0-9]{1,2})([-/])([0-9]{1,2})\\2([0-9]{4})")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
_AROUND = re.compile("(this|last) (week|month|quarter|year)")
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def as_iso(text: str, today: date) -> str:
    """`text` in a form of the grammar, or as it is if it is no date that people write.

    Raises UsageError if it may be either of two dates.
    """
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}..{years[2]}"
    if match := _EITHER_ORDER.fullmatch(text):
        return _either_order(text, match[1], match[3], match[4])
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    return (match and _read(match)) or _relative(text.lower(), today) or text


def _read(match: re.Match[str]) -> str | None:
    """The date of one of the forms; None if there is no such month and season."""
    part = match.groupdict()
    year, day = match["year"], part.get("day")
    if quarter := part.get("quarter"):
        return f"{year}-Q{quarter}"
    if month := part.get("month"):
        return _joined(year, month, day)
    name = match["name"].lower()
    if not day and name in _SEASONS:
        first = _SEASONS[name]
        return f"{year}-{first:02}..{year}-{first + 2:02}"
    if not day and name == "winter":
        before, behind = f"{int(year) - 1:04}-12..{year}-02", f"{year}-12..{int(year) + 1:04}-02"
        raise UsageError(f"'{match[0]}' may be two winters", f"write {before} or {behind}")
    for number, known in enumerate(MONTHS, start=1):
        if known.lower().startswith(name):
            return _joined(year, str(number), day)
    return None


def _relative(text: str, today: date) -> str | None:
    """A day or period around `today`, or None."""
    if text in ("today", "yesterday"):
        return (today - timedelta(days=text == "yesterday")).isoformat()
    match = _AROUND.fullmatch(text)
    if not match:
        return None
    back, unit = int(match[1] == "last"), match[2]
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return f"{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}"
    length = _MONTHS_OF[unit]
    year, month = divmod(((today.year * 12 + today.month - 1) // length - back) * length, 12)
    within = {"month": f"-{month + 1:02}", "quarter": f"-Q{month // 3 + 1}", "year": ""}
    return f"{year:04}{within[unit]}"


def _either_order(text: str, first: str, second: str, year: str) -> str:
    """Day and month in the one order that fits: Europe writes the day first, America the month."""
    orders = ((first, second), (second, first))
    readings = {_joined(year, month, day): "" for day, month in orders if 1 <= int(month) <= 12}
    if len(readings) < 2:
        return next(iter(readings), text)
    said = " or ".join(day_in_words(reading) for reading in readings)
    raise UsageError(f"'{text}' may be {said}", f"write {' or '.join(readings)}")


def _joined(year: str, month: str, day: str | None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
