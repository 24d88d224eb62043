"""The exports as tables: SQLite in Datasette, CSV as a Data Package, Parquet in DuckDB."""

import asyncio
import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import questions
from conftest import EVENT, Negcli
from datasette.app import Datasette
from frictionless import Package, system

from negotiations_cli.export.relational import TABLES

HOSTILE = '\'; DROP TABLE events; -- "a",b\n=1+1 [x] \u202bعربي Привіт'
NAMES = {table.name for table in TABLES}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def export(negcli: Negcli, form: str, path: Path, *filters: str) -> str:
    result = negcli("export", form, "-o", str(path), *filters)
    assert (result.out, result.code) == ("", 0)
    return result.err


@pytest.fixture(scope="module")
def database(negcli: Negcli, out: Path) -> Path:
    export(negcli, "sqlite", out / "talks.sqlite")
    return out / "talks.sqlite"


def test_sqlite_has_every_table_and_sound_links(database: Path) -> None:
    opened = sqlite3.connect(database)
    names = {n for (n,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names >= NAMES
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in TABLES:
        assert opened.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] > 0, table.name


def test_it_holds_what_the_lists_show(negcli: Negcli, database: Path) -> None:
    opened = sqlite3.connect(database)
    ids = [own for (own,) in opened.execute("SELECT id FROM quotes ORDER BY rowid")]
    assert ids == negcli("quotes", "--fields", "id").lines
    quotes = json.loads(negcli("quotes", "-f", "json").out)
    texts = dict(opened.execute("SELECT id, text FROM quotes"))
    assert texts == {quote["id"]: quote["text"] for quote in quotes}


def test_datasette_shows_searches_and_facets_it(database: Path) -> None:
    settings = json.loads(database.with_suffix(".metadata.json").read_text("utf-8"))

    async def get(path: str) -> Any:
        datasette = Datasette([str(database)], metadata=settings)
        await datasette.invoke_startup()
        response = await datasette.client.get(path)
        assert response.status_code == 200, path
        return response.json() if ".json" in path else response.text

    found = asyncio.run(get("/talks/quotes.json?_search=BUCHA&_shape=objects"))
    assert found["rows"]
    faceted = asyncio.run(get("/talks/events.json?_size=0&_facet=type"))
    facets = faceted["facet_results"]
    assert "type" in facets.get("results", facets)
    page = asyncio.run(get("/talks/events"))
    assert "One factual line." in page  # a column's description
    assert "_fts" not in asyncio.run(get("/talks")).split("hidden table")[0]
    row = asyncio.run(get("/talks/events/istanbul-talks-2022-03-29"))
    assert "Delegations meet in Istanbul" in row


def test_csv_is_a_valid_data_package(negcli: Negcli, out: Path) -> None:
    said = export(negcli, "csv", out / "csv")
    assert said.endswith(f"written to '{out / 'csv'}'\n")
    with system.use_context(trusted=True):
        report = Package(str(out / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    assert {path.stem for path in (out / "csv").glob("*.csv")} == NAMES


def test_parquet_answers_in_duckdb_as_negcli_does(negcli: Negcli, out: Path) -> None:
    export(negcli, "parquet", out / "parquet")
    engine = duckdb.connect()
    for name in NAMES:
        files = f"{out / 'parquet' / name}/**/*.parquet"
        engine.execute(
            f"CREATE VIEW {name} AS FROM read_parquet('{files}', hive_partitioning = true)"
        )
    answers = {name: engine.execute(sql).fetchall() for name, sql in questions.SQL.items()}
    assert answers == questions.expected(questions.asked(negcli))
    days = engine.execute("SELECT typeof(date_start) FROM events LIMIT 1").fetchone()
    assert days == ("DATE",)


@pytest.mark.parametrize("form", ["sqlite", "csv", "parquet"])
def test_filters_choose_and_every_link_leads_somewhere(
    negcli: Negcli, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "some"
    said = export(negcli, form, target, "--speaker", "Lavrov", "--on", "2022-03")
    quotes = negcli("quotes", "--speaker", "Lavrov", "--on", "2022-03", "--fields", "id").lines
    assert f" and {len(quotes)} quotes by Sergey Lavrov in March 2022 written" in said
    found = {name: _read(form, target, name) for name in NAMES}
    assert sorted(row["id"] for row in found["quotes"]) == sorted(quotes)
    for table in TABLES:
        for column in table.columns:
            if column.to:
                known = {row["id"] for row in found[column.to]} | {None, ""}
                assert {row[column.name] for row in found[table.name]} <= known, column


def _read(form: str, target: Path, name: str) -> list[dict[str, Any]]:
    if form == "sqlite":
        opened = sqlite3.connect(target)
        opened.row_factory = sqlite3.Row
        return [dict(row) for row in opened.execute(f"SELECT * FROM {name}")]
    if form == "csv":
        with (target / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    read = duckdb.sql(f"FROM read_parquet('{target / name}/**/*.parquet')")
    return [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]


@pytest.mark.parametrize("form", ["sqlite", "csv", "parquet"])
def test_text_is_only_text(
    negcli: Negcli, make_store: Callable[..., Path], tmp_path: Path, form: str
) -> None:
    shown = HOSTILE.replace("\u202b", "").replace("\n", "\\n").replace('"', '\\"')
    store = make_store(events=EVENT.replace("We keep [our] word.", shown))
    assert negcli("check", str(store)).err == ""
    target = tmp_path / "hostile"
    export(negcli, form, target, "--store", str(store))
    [quote] = _read(form, target, "quotes")
    assert quote["text"] == HOSTILE.replace("\u202b", "")
    assert len(_read(form, target, "events")) == 1


def test_a_folder_is_written_over_only_if_it_was_an_export(negcli: Negcli, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        folder = tmp_path / form
        export(negcli, form, folder, "--actor", "Bennett")
        export(negcli, form, folder, "--actor", "Merz")
        other = tmp_path / "mine"
        other.mkdir(exist_ok=True)
        (other / "kept.txt").write_text("mine", "utf-8")
        result = negcli("export", form, "-o", str(other))
        assert (result.err, result.code) == (
            f"negcli: '{other}' is not empty\n  give a new folder\n", 5
        )  # fmt: skip
        assert [path.name for path in other.iterdir()] == ["kept.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "mine", "parquet"]


@pytest.mark.parametrize("form", ["sqlite", "csv", "parquet"])
def test_nothing_half_written_stays(negcli: Negcli, tmp_path: Path, form: str) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    missing = negcli("export", form, "-o", str(closed / "no" / "x"))
    assert missing.code == 5
    assert missing.err.startswith(f"negcli: '{closed / 'no' / 'x'}' cannot be written: ")
    assert not [*closed.iterdir()]
    assert negcli("export", form).err.startswith(f"negcli: {form} is not written to stdout\n")


def test_unknown_formats_and_names_are_wrong_use(negcli: Negcli, tmp_path: Path) -> None:
    assert negcli("export", "sqlit").err == "negcli: no format 'sqlit'\n  did you mean 'sqlite'?\n"
    result = negcli("export", "sqlite", "-o", str(tmp_path / "x"), "--actor", "Lavrof")
    assert (result.err.splitlines()[0], result.code) == ("negcli: no actor is called 'Lavrof'", 2)
    assert not [*tmp_path.iterdir()]
