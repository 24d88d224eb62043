"""The order of lists: total, unknown values last, and for nothing where it is that of the rows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Negcli

from negotiations_cli.index.cache import open_index
from negotiations_cli.query.filters import Filters
from negotiations_cli.query.lists import timeline


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_a_timeline_by_date_needs_no_sorting(
    sort: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    index = open_index(ROOT / "data")
    asked: list[str] = []
    index.set_trace_callback(asked.append)
    timeline(index, Filters(actor=["Russia"]), sort)
    index.set_trace_callback(None)
    plan = " ".join(row[3] for row in index.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))
    assert "ORDER BY" in asked[-1]
    assert "SEARCH" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("sort", ["issued", "-issued"])
def test_unknown_values_come_last(
    make_store: Callable[..., Path], negcli: Negcli, sort: str
) -> None:
    sources = "".join(
        f"- {{id: {own}, type: report, kind: secondary, title: A paper{issued}}}\n"
        for own, issued in (("paper", ""), ("page", ", issued: 2020"), ("wire", ", issued: 2021"))
    )
    store = make_store(sources=sources)
    found = negcli("--store", str(store), "sources", "--sort", sort, "--fields", "id").lines
    assert found == [*sorted(["page", "wire"], reverse=sort.startswith("-")), "paper"]
