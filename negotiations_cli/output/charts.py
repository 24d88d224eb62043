"""Charts in characters: bars by month, a lane a group, a table of who met whom.

They say the same without colour: a bar's letters are its groups, a lane's blocks are as high as
there are events, and every number stands beside.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from negotiations_cli.output.cells import harmless
from negotiations_cli.output.drawing import Page, draw, lines, text
from negotiations_cli.records.rows import ActivityRow, MeetingRow
from negotiations_cli.records.spoken import counted

_BLOCKS = " ▁▂▃▄▅▆▇█"
_COLORS = ("cyan", "yellow", "magenta", "green", "red", "blue", "bright_cyan", "bright_yellow")
_OTHER = "other"
_MOST_LINES = 48  # of bars: more months than that are taken together
_LONGEST_NAME = 28

_PERIODS: dict[str, Callable[[str], str]] = {
    "month": lambda month: month,
    "quarter": lambda month: f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}",
    "year": lambda month: month[:4],
}


def months(rows: Sequence[ActivityRow], headline: str, page: Page, *, top: int) -> str:
    """A bar a month (or a longer period, if there are many), a letter of it an event or several."""
    groups = _largest(rows, top)
    unit = next(
        (unit for unit in _PERIODS if len(_counts(rows, groups, unit)) <= _MOST_LINES), "year"
    )
    counts = _counts(rows, groups, unit)
    letters = _letters([name for _, name in groups])
    highest = max(sum(period.values()) for period in counts.values())
    room = page.width - 10 - 7
    worth = -(-highest // room)  # events a letter
    bars = [_gap_or_bar(period, counts, letters, worth) for period in _every(counts, unit)]
    bars = [bar for bar, before in zip(bars, [None, *bars], strict=False) if bar != before]
    totals: Counter[str] = sum(counts.values(), Counter())
    legend = Text(" · ").join(
        Text.assemble((letter, _color(i)), f" {harmless(name)} ", (str(totals[name]), "dim"))
        for i, (name, letter) in enumerate(letters.items())
        if totals[name]
    )
    scale = f"; a letter is {counted(worth, 'event')}" if worth > 1 else ""
    head = text((f"{headline}, a line a {unit}{scale}", "weak"))
    return draw([head, Text(), *bars, Text(), legend], page)


def lanes(rows: Sequence[ActivityRow], headline: str, page: Page, *, top: int) -> str:
    """A lane a group, the largest first: how many events over time."""
    groups = _largest(rows, top)
    shown = [(own, name) for own, name in groups if own]
    label = min(max(cell_len(name) for _, name in shown), _LONGEST_NAME, page.width // 3)
    room = page.width - label - 2 - 7
    unit = next((unit for unit in _PERIODS if len(_span(rows, unit)) <= room), "year")
    periods = _span(rows, unit)
    wide = max(1, min(room // len(periods), 3))
    by_group: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        by_group[row["id"]][_PERIODS[unit](row["month"])] += row["events"]
    highest = max(count for own, _ in shown for count in by_group[own].values())
    drawn = [_axis(periods, label, wide)]
    for i, (own, name) in enumerate(shown):
        # By the square root: else one large month makes all others alike.
        heights = (block(sqrt(by_group[own][period]), sqrt(highest)) for period in periods)
        cells = "".join(height * wide for height in heights)
        total = sum(by_group[own].values())
        drawn.append(
            Text.assemble(_fitted(name, label), "  ", (cells, _color(i)), (f"{total:>6}", "dim"))
        )
    columns = "a column is" if wide == 1 else f"{wide} columns are"
    scale = f"{columns} a {unit}, █ {counted(highest, 'event')} (by square root), · none"
    return draw([text((headline, "weak")), Text(), *drawn, text((scale, "weak"))], page)


def matrix(rows: Sequence[MeetingRow], headline: str, page: Page, *, top: int) -> str:
    """A table of who met whom: the numbers in its head are those of its lines."""
    totals: Counter[str] = Counter()
    names: dict[str, str] = {}
    met: dict[tuple[str, str], int] = {}
    for row in rows:
        one, other = row["id"], row["with"]
        names |= {one: row["name"], other: row["with_name"]}
        met[one, other] = met[other, one] = row["events"]
        totals[one] += row["events"]
        totals[other] += row["events"]
    label = min(max(map(cell_len, names.values())), _LONGEST_NAME, page.width // 3)
    room = (page.width - label - 6) // 4
    shown = [own for own, _ in totals.most_common(max(2, min(top, room)))]
    numbers = "".join(f"{number:>4}" for number in range(1, len(shown) + 1))
    drawn = [text((" " * (label + 4) + numbers, "weak"))]
    for number, own in enumerate(shown, start=1):
        line = Text.assemble((f"{number:>3} ", "dim"), _fitted(names[own], label))
        for other in shown:
            count = met.get((own, other), 0)
            mark = f"{count:>4}" if count else "   ·" if own != other else "   \\"
            line.append(mark, "bold" if count else "dim")
        drawn.append(line)
    left = len(names) - len(shown)
    more = [text((f"and {left} more, who met less", "weak"))] if left else []
    return draw([text((headline, "weak")), Text(), *drawn, *more], page)


def calendar(counts: Mapping[str, int], page: Page) -> Text:
    """Events by month, a line a year: the keys are months (`2022-03`)."""
    if not counts:
        return text()
    between = "" if page.width < 60 else " "  # columns below which the bars stand close together
    highest = max(counts.values())
    years = range(int(min(counts)[:4]), int(max(counts)[:4]) + 1)
    chart = [text((f"     {between.join('JFMAMJJASOND')}", "weak"))]
    for year in years:
        of_year = [counts.get(f"{year}-{month:02}", 0) for month in range(1, 13)]
        bars = between.join(block(count, highest) for count in of_year)
        chart.append(text((f"{year} ", "date"), bars, (f"  {sum(of_year) or ''}", "weak")))
    chart.append(text((f"     █ is {counted(highest, 'event')} a month", "weak")))
    return lines(*chart)


def block(count: float, highest: float) -> str:
    """A block as high as `count` is of `highest`; a dot for none."""
    return _BLOCKS[max(1, round(count * 8 / highest))] if count else "·"


def _largest(rows: Iterable[ActivityRow], top: int) -> list[tuple[str, str]]:
    """The ids and names of the groups with most events, and `other` (without id) if more exist."""
    sizes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sizes[row["id"], row["name"]] += row["events"]
    groups = [group for group, _ in sizes.most_common(top)]
    return [*groups, ("", _OTHER)] if len(sizes) > top else groups


def _counts(
    rows: Iterable[ActivityRow], groups: Sequence[tuple[str, str]], unit: str
) -> dict[str, Counter[str]]:
    """Events by period and the group's name."""
    names = dict(groups)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[_PERIODS[unit](row["month"])][names.get(row["id"], _OTHER)] += row["events"]
    return counts


def _span(rows: Sequence[ActivityRow], unit: str) -> list[str]:
    """Every period from the first to the last, also those without events."""
    return _every({_PERIODS[unit](row["month"]): None for row in rows}, unit)


def _every(periods: Iterable[str], unit: str) -> list[str]:
    known = sorted(periods)
    first, last = int(known[0][:4]), int(known[-1][:4])
    steps = {
        "month": [f"-{month:02}" for month in range(1, 13)],
        "quarter": [f"-Q{quarter}" for quarter in range(1, 5)],
        "year": [""],
    }[unit]
    every = [f"{year}{step}" for year in range(first, last + 1) for step in steps]
    return [period for period in every if known[0] <= period <= known[-1]]


def _gap_or_bar(
    period: str, counts: Mapping[str, Counter[str]], letters: Mapping[str, str], worth: int
) -> Text:
    """The bar of a period; `…` for one without events, of which a row becomes one line."""
    if period not in counts:
        return text(("  …", "weak"))
    bar = text((f"{period:9} ", "date"))
    if counts[period].total() * 2 < worth:  # too few for a letter, and yet not none
        return bar.append(f"· {counts[period].total()}", "dim")
    owed = 0.0
    for i, (name, letter) in enumerate(letters.items()):
        owed += counts[period][name] / worth
        whole = round(owed)
        owed -= whole
        bar.append(letter * whole, _color(i))
    bar.append(f" {counts[period].total()}", "dim")
    return bar


def _letters(names: Sequence[str]) -> dict[str, str]:
    """A letter of its own for every name: its first one that is free, or else a digit."""
    letters: dict[str, str] = {}
    for name in names:
        own = [char for char in name.upper() if char.isalpha()]
        free = [char for char in (*own, *"123456789") if char not in letters.values()]
        letters[name] = free[0] if free else "?"
    return letters


def _axis(periods: Sequence[str], label: int, wide: int) -> Text:
    """The years above the columns in which they begin, as far as there is room."""
    axis = ""
    for column, period in enumerate(periods):
        begins = column == 0 or period[:4] != periods[column - 1][:4]
        if begins and len(axis) <= column * wide:
            axis = axis.ljust(column * wide) + f"{period[:4]} "
    return text((" " * (label + 2) + axis.rstrip(), "date"))


def _fitted(name: str, width: int) -> Text:
    fitted = Text(harmless(name))
    fitted.truncate(width, overflow="ellipsis", pad=True)
    return fitted


def _color(number: int) -> Style:
    return Style(color=_COLORS[number % len(_COLORS)])
