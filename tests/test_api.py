"""The Python API answers as the commands do."""

import doctest
import inspect
import json
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENT, ROOT, Negcli

from negotiations_cli import NegcliError, Store, UsageError, api, open_store
from negotiations_cli.cli.app import COMMANDS
from negotiations_cli.errors import StoreProblemsError, StoreUnreadableError
from negotiations_cli.query.filters import Filters


@pytest.fixture(autouse=True)
def _environment(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("NEGCLI_STORE", raising=False)


def test_the_examples_of_the_page() -> None:
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert found.failed == 0
    assert found.attempted > 15


@pytest.mark.parametrize(
    ("ask", "command"),
    [
        (lambda s: s.timeline(actor=["Russia", "Ukraine"], since="2023", not_type="call"),
         "timeline --actor Russia --actor Ukraine --since 2023 --not-type call"),
        (lambda s: s.quotes(speaker="Putin", search="key", direct=True, sort="-date", limit=3),
         "quotes --speaker Putin --search key --direct --sort -date --limit 3"),
        (lambda s: s.timeline(with_="Macron", disputed=True), "timeline --with Macron --disputed"),
        (lambda s: s.quotes(status="denied", wording=["translated", "reported"]),
         "quotes --status denied --wording translated --wording reported"),
        (lambda s: s.search("open door", topic="nato-enlargement"),
         "search open door --topic nato-enlargement"),
        (lambda s: s.actors(kind="state", sort="-events"), "actors --kind state --sort -events"),
        (lambda s: s.sources(kind="primary", side="NATO"), "sources --kind primary --side NATO"),
        (lambda s: s.chart("months", by="topic", since="2025"),
         "chart months --by topic --since 2025"),
        (lambda s: s.chart("matrix", type="talks"), "chart matrix --type talks"),
        (lambda s: s.topics(sort="events"), "topics --sort events"),
        (lambda s: s.disputes(), "disputes"),
        (lambda s: s.accounts("who-ended-minsk"), "disputes who-ended-minsk"),
        (lambda s: s.stats(), "stats"),
        (lambda s: s.corrections(), "corrections"),
        (lambda s: [s.show("snider-2023")], "show snider-2023"),
    ],
)  # fmt: skip
def test_rows_are_those_of_the_command(
    negcli: Negcli, ask: Callable[[Store], Any], command: str
) -> None:
    with open_store() as store:
        rows = list(ask(store))
    assert rows
    assert rows == json.loads(negcli(*command.split(" "), "-f", "json").out)


def test_actor_and_cite_and_check(negcli: Negcli) -> None:
    with open_store() as store:
        row = json.loads(negcli("actor", "Lavrov", "-f", "json").out)
        assert [store.actor("Lavrov")] == (row if isinstance(row, list) else [row])
        for form in ("text", "csl-json", "bibtex", "biblatex", "ris"):
            cited = store.cite("snider-2023", format=form).replace("\r\n", "\n")
            assert cited == negcli("cite", "snider-2023", "-f", form).out
        with pytest.raises(UsageError, match="no format 'bib'"):
            store.cite("snider-2023", format="bib")
        assert store.check() == []


def test_every_query_has_its_method_and_every_filter_its_argument() -> None:
    written = {"export", "init", "schema", "completion", "help"}  # they write; there are no rows
    assert set(COMMANDS) - written <= set(dir(Store))
    assert list(typing.get_type_hints(api.FilterOptions)) == list(Filters._fields)
    for name, method in inspect.getmembers(Store, inspect.isfunction):
        assert method.__doc__ or name.startswith("_"), name


def test_two_stores_are_open_at_once(make_store: Callable[..., Path]) -> None:
    with open_store(make_store()) as small, open_store() as shipped:
        rows = shipped.timeline()
        next(rows)
        assert [event["id"] for event in small.timeline()] == ["meeting-one"]
        assert next(rows)["id"]


def test_a_closed_store_says_so() -> None:
    with open_store() as store:
        pass
    store.close()
    with pytest.raises(UsageError, match="is closed"):
        store.timeline()


@pytest.mark.parametrize(
    "ask", [Store.timeline, Store.quotes, Store.actors, lambda store: store.search("peace")]
)
def test_rows_of_a_closed_store_say_so(ask: Callable[[Store], Iterator[Any]]) -> None:
    with open_store() as store:
        rows = ask(store)
        next(rows)
        unread = ask(store)
    for left in (rows, unread):
        with pytest.raises(UsageError, match="is closed"):
            list(left)


def test_an_unknown_filter_is_a_type_error() -> None:
    with open_store() as store, pytest.raises(TypeError, match="actr"):
        store.timeline(actr="Russia")  # type: ignore[call-arg]


def test_a_store_with_errors_answers_and_says_so(make_store: Callable[..., Path]) -> None:
    broken = EVENT.replace("meeting-one", "meeting-two").replace("actor: bland", "actor: blond")
    folder = make_store(events=EVENT + broken.replace("anna-words", "other-words"))
    with open_store(str(folder)) as store:
        assert [event["id"] for event in store.timeline()] == ["meeting-one"]
        assert store.problems
        assert "1 record is left out" in store.problems.message
        assert {problem.check for problem in store.check()} == {"unknown-actor"}
    with pytest.raises(StoreProblemsError):
        open_store(folder, strict=True)


def test_no_store_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadableError) as raised:
        open_store(tmp_path)
    assert isinstance(raised.value, NegcliError)
    assert raised.value.remedy
