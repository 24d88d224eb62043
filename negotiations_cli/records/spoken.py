"""Numbers and dates as people say them: `2022-03~` is about March 2022."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def counted(number: int, noun: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def in_words(date: str) -> str:
    """A date of a record (EDTF, see dates.py) in English."""
    start, slash, end = date.partition("/")
    if not slash:
        return _moment(start)
    if end == "..":
        return f"since {_moment(start)}"
    first, last = _moment(start), _moment(end)
    day, _, month = first.partition(" ")
    if len(start) == len(end) == len("2022-03-29") and last.endswith(f" {month}"):
        return f"{day}–{last}"
    return f"{first} – {last}"


def _moment(text: str) -> str:
    plain = text.rstrip("~?%")
    before = "about " if text.endswith(("~", "%")) else ""
    after = " (uncertain)" if text.endswith(("?", "%")) else ""
    day, _, time = plain.partition("T")
    return f"{before}{day_in_words(day)}{f', {time}' if time else ''}{after}"


def day_in_words(text: str) -> str:
    """An ISO day, month or year in English: 29 March 2022, March 2022, 2022."""
    year, *rest = text.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
