"""What a query costs depends on what it finds: no filter goes through a table, or sorts it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from negotiations_cli import Store, UsageError, open_store
from negotiations_cli.index.cache import open_index
from negotiations_cli.query import condition, names
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import quotes, timeline

EACH = {
    "actor": ("Russia",),
    "with_": ("Russia", "Ukraine"),
    "speaker": ("Lavrov",),
    "role": ("mediator",),
    "type": ("talks", "call"),
    "topic": ("neutrality",),
    "place": ("Istanbul",),
    "about": ("istanbul-talks-2022-03-29",),
    "search": ("ceasefire", "neutrality -nato"),
    "since": "2022-03",
    "until": "2014",
    "on": ("2022-03-29", "2025"),
    "disputed": True,
}
TABLES = "e|q|events|quotes|participations|speakers|citations|abouts|event_topics"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        with open_store(ROOT / "data") as store:
            yield store


def plans(cache: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., Any]) -> list[str]:
    """How SQLite answers what `ask` asks of the shipped store's index."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    index = open_index(ROOT / "data")
    asked: list[str] = []
    index.set_trace_callback(asked.append)
    list(ask(index).rows)
    index.set_trace_callback(None)
    lists = [sql for sql in asked if "ORDER BY" in sql and re.match("SELECT [eq].row", sql)]
    assert lists
    return [row[3] for sql in lists for row in index.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize("ask", [timeline, quotes])
@pytest.mark.parametrize("sort", ["date", "-date"])
@pytest.mark.parametrize("name", EACH)
def test_every_filter_goes_through_a_list_in_order(
    name: str, sort: str, ask: Callable[..., Any], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters(**{name: EACH[name]})
    steps = plans(cache, monkeypatch, lambda index: ask(index, filters, sort))
    assert any(step.startswith("SEARCH") for step in steps)
    through = [step for step in steps if re.match(rf"SCAN ({TABLES})\b", step)]
    assert [step for step in through if "quotes_in_doubt" not in step] == []
    assert [step for step in steps if "ORDER BY" in step] == []


@pytest.mark.parametrize("name", ["not_actor", "not_topic", "not_type"])
def test_what_is_left_out_is_looked_up(
    name: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters(actor=("Lavrov",), **{name: EACH[name.removeprefix("not_")]})
    steps = plans(cache, monkeypatch, lambda index: timeline(index, filters))
    assert [step for step in steps if step.startswith("SCAN")] == []


def test_the_shortest_list_is_gone_through(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filters = Filters(actor=("Russia",), place=("Antalya",), type=("statement", "talks"))
    steps = plans(cache, monkeypatch, lambda index: timeline(index, filters))
    assert [step for step in steps if "LIST SUBQUERY" in step] == ["LIST SUBQUERY 1"]
    assert any("events_by_place" in step for step in steps)


@pytest.mark.parametrize("limit", [None, 0, 1, 7])
@pytest.mark.parametrize("sort", ["date", "-date"])
@pytest.mark.parametrize(
    "filters",
    [
        {"actor": "Russia"},
        {"actor": ["Russia", "Ukraine"], "since": "2022-03"},
        {"since": "2015", "until": "2022-04-02"},
        {"until": "2014"},
        {"since": "2100"},
        {"on": "2022-03"},
        {"on": ["2022-03", "2022-03-29..2022-05"]},
        {"disputed": True, "not_type": "statement"},
        {"speaker": "Lavrov"},
        {"search": ["ceasefire", "neutrality"]},
    ],
    ids=str,
)
def test_a_long_list_is_read_in_parts_and_gives_the_same(
    filters: dict[str, Any],
    sort: str,
    limit: int | None,
    shipped: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ids() -> list[list[str]]:
        asked = (shipped.timeline, shipped.quotes)
        return [[row["id"] for row in ask(sort=sort, limit=limit, **filters)] for ask in asked]

    at_once = ids()
    monkeypatch.setattr(condition, "_LONG", 1)
    assert ids() == at_once


def test_the_nearest_ids_are_suggested_of_very_many(
    shipped: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_NEAR", 1)
    for ask in (shipped.show, lambda own: shipped.timeline(about=own)):
        with pytest.raises(UsageError) as error:
            ask("istanbul-talks-2022-03-28")
        assert "'istanbul-talks-2022-03-29'" in error.value.remedy
