"""Every check has a broken store in tests/gallery and says exactly what is written there."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ACTORS, EVENT, ROOT, Negcli

from negotiations_cli.store.check_names import CHECKS, ERROR
from negotiations_cli.store.files import MAX_SIZE

GALLERY = ROOT / "tests" / "gallery"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the gallery, in which one file is as large as no repository wants it."""
    copy = tmp_path_factory.mktemp("tests") / "gallery"
    shutil.copytree(GALLERY, copy)
    os.truncate(copy / "too-large" / "events.yaml", MAX_SIZE + 1)
    return copy


def test_every_check_has_a_broken_store() -> None:
    assert {path.name for path in GALLERY.iterdir()} == set(CHECKS)


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_says_what_is_expected(negcli: Negcli, gallery: Path, check: str) -> None:
    result = negcli("check", check, cwd=gallery)
    assert result.out == (GALLERY / check / "expected.txt").read_text("utf-8")
    assert f"[{check}]" in result.out
    assert result.code == (1 if CHECKS[check][0] == ERROR else 0)
    assert negcli("check", check, "--strict", cwd=gallery).code == 1


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_without_libyaml_it_says_the_same(
    gallery: Path, check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml  # noqa: PLC0415

    from negotiations_cli.store.load import load  # noqa: PLC0415

    monkeypatch.chdir(gallery)
    with_libyaml = load(Path(check)).problems
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert load(Path(check)).problems == with_libyaml


def test_all_problems_are_reported_in_the_order_of_places(tmp_path: Path, negcli: Negcli) -> None:
    for check in ("unknown-actor", "bad-date", "unused-topic"):
        for file in (GALLERY / check).glob("*.yaml"):
            text = file.read_text("utf-8")
            if file.stem != "store":
                (tmp_path / file.stem).mkdir(exist_ok=True)
                (tmp_path / file.stem / f"{check}.yaml").write_text(text, "utf-8")
            else:
                (tmp_path / file.name).write_text(text, "utf-8")
    result = negcli("check", str(tmp_path), "--format", "tsv", "--strict")
    places = [(line.split("\t")[0], int(line.split("\t")[1])) for line in result.lines]
    assert len(places) > 10
    assert places == sorted(places)
    assert result.code == 1


def test_problems_as_json_bear_the_same_fields(negcli: Negcli) -> None:
    import json  # noqa: PLC0415

    result = negcli("check", "bad-date", "--format", "json", cwd=GALLERY)
    assert json.loads(result.out) == [
        {
            "path": "bad-date/events.yaml",
            "line": 2,
            "column": 9,
            "end_column": 19,
            "severity": "error",
            "check": "bad-date",
            "message": "'2020-02-30': there is no day 30; 2020-02 has 29 days",
            "remedy": "correct it; what is not known of a date is left away: 2022-03, 2022",
            "excerpt": "  date: 2020-02-30",
        }
    ]
    assert result.err == "negcli: 1 error in 'bad-date'\n"


def test_a_sound_store_is_silent(make_store, negcli: Negcli) -> None:
    assert negcli("check", str(make_store()), "--strict") == ("", "", 0)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bland", ""),
        ("blend", "bland"),
        ("anna", "anna-a"),
        ("a-anna", "anna-a"),
        ("republic-of-bland", "bland"),  # another name of it
        ("BLA", "bland"),
        ("state-of-bland", "bland"),
    ],
)
def test_an_unknown_actor_is_whom_the_id_sounds_like_or_names(
    negcli: Negcli, make_store: Callable[..., Path], written: str, meant: str
) -> None:
    actors = ACTORS.replace("name: Bland", "name: Bland, iso: BLA, aliases: [Republic of Bland]")
    store = make_store(actors=actors, events=EVENT.replace("actor: bland", f"actor: {written}"))
    said = negcli("check", str(store)).out
    assert said == "" if not meant else f"did you mean '{meant}'?" in said
