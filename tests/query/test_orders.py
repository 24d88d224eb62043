"""The order of lists: total, unknown values last."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Negcli


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
