"""Who holds an office on a day."""

from collections.abc import Iterable

from negotiations_cli.records.dates import FuzzyDate
from negotiations_cli.records.model import Office

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


def office_start(office: Office) -> str:
    """The first ISO day on which an office may be held; the first of all if that is unknown."""
    return office.from_.start if office.from_ else FIRST_DAY


def office_end(office: Office) -> str:
    """The last ISO day on which an office may be held; without an end, the last of all."""
    return (office.to.end or LAST_DAY) if office.to else LAST_DAY


def on_duty(offices: Iterable[Office], when: FuzzyDate) -> list[Office]:
    """The offices held on any day of `when`, in their order."""
    end = when.end or LAST_DAY
    return [
        office
        for office in offices
        if office_start(office) <= end and when.start <= office_end(office)
    ]
