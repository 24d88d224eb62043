"""Who holds an office on a day."""

from collections.abc import Iterable
from typing import NamedTuple

from negotiations_cli.records.dates import FIRST_DAY, LAST_DAY, FuzzyDate
from negotiations_cli.records.model import Office


class Duty(NamedTuple):
    """An office with the first and the last ISO day on which it may be held."""

    first_day: str
    last_day: str
    post: str
    of: str


def office_start(office: Office) -> str:
    """The first ISO day on which an office may be held; the first of all if that is unknown."""
    return office.from_.start if office.from_ else FIRST_DAY


def office_end(office: Office) -> str:
    """The last ISO day on which an office may be held; without an end, the last of all."""
    return (office.to.end or LAST_DAY) if office.to else LAST_DAY


def duties(offices: Iterable[Office]) -> list[Duty]:
    """Offices with their days, in their order."""
    return [Duty(office_start(o), office_end(o), o.post, o.of) for o in offices]


def on_duty(offices: Iterable[Duty], when: FuzzyDate) -> list[Duty]:
    """The offices held on any day of `when`, in their order."""
    end = when.end or LAST_DAY
    return [duty for duty in offices if duty.first_day <= end and when.start <= duty.last_day]
