"""The JSON Schema says what the check says of a file's form; `init` writes what both accept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from conftest import ROOT, Negcli
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

GALLERY = ROOT / "tests" / "gallery"
FILES = ("store", "actors", "sources", "topics", "events", "disputes", "corrections")
FORMS = {
    "not-a-list", "not-a-mapping", "not-text", "empty-list", "empty-text", "empty-value",
    "missing-field", "unknown-field", "unknown-value", "bad-id", "bad-form", "unknown-file",
    "no-source", "one-account",
}  # fmt: skip
"""The checks whose findings a schema can say."""
NOT_YAML = {
    "anchor", "alias", "tag", "not-utf8", "control-character", "yaml-syntax", "too-deep",
    "several-documents", "duplicate-key", "key-not-text", "unreadable-file", "too-large",
}  # fmt: skip
"""The checks whose findings keep a file from being read as a list of records at all."""


class Typed(yaml.SafeLoader):
    """YAML as editors read it: numbers and booleans where it looks so, no dates."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.fixture(scope="module")
def validators(negcli: Negcli) -> dict[str, Validator]:
    schemas = {name: json.loads(negcli("schema", name).out) for name in FILES}
    for one in schemas.values():
        Draft202012Validator.check_schema(one)
    return {name: Draft202012Validator(one) for name, one in schemas.items()}


def accepted(validators: dict[str, Validator], folder: Path, loader: Any) -> bool:
    """Whether every file of a store fits its schema."""
    for path in folder.rglob("*.yaml"):
        name = path.relative_to(folder).parts[0].removesuffix(".yaml")
        if name not in validators:
            return False
        records = yaml.load(path.read_text("utf-8"), loader)
        if not validators[name].is_valid(records):
            return False
    return True


@pytest.mark.parametrize("check", sorted({path.name for path in GALLERY.iterdir()} - NOT_YAML))
def test_schema_and_check_agree_on_the_gallery(
    validators: dict[str, Validator], check: str
) -> None:
    assert accepted(validators, GALLERY / check, yaml.BaseLoader) == (check not in FORMS)


@pytest.mark.parametrize(
    ("file", "written", "fits"),
    [
        ("events", "sources: [paper]", True),
        ("events", "", False),
        ("events", "sources: []", False),
        ("disputes", "accounts: [{by: a, claim: A, quotes: [q]}, {by: b, claim: B, sources: [s]}]",
         True),
        ("disputes", "accounts: [{by: a, claim: A, quotes: [q]}, {by: b, claim: B}]", False),
        ("disputes", "accounts: [{by: a, claim: A, quotes: [q]}, {by: b, claim: B, sources: []}]",
         False),
        ("disputes", "accounts: [{by: a, claim: A, sources: [s]}]", False),
    ],
)  # fmt: skip
def test_rules_over_several_fields_that_a_schema_can_say(
    validators: dict[str, Validator], file: str, written: str, fits: bool
) -> None:
    event = "id: a, date: 2020, type: call, title: A, summary: A, actors: [{actor: a, role: party}]"
    record = event if file == "events" else "id: a, question: 'A?'"
    records = yaml.load(f"[{{{', '.join(filter(None, [record, written]))}}}]", Typed)
    assert validators[file].is_valid(records) == fits


@pytest.mark.parametrize("loader", [yaml.BaseLoader, Typed])
def test_the_shipped_store_fits(validators: dict[str, Validator], loader: Any) -> None:
    assert accepted(validators, ROOT / "data", loader)


@pytest.mark.parametrize(
    "date",
    ["2020", "2020-05", "2020-05-01~", "2020-05-01T09:00+02:00", "2020-05/2020-06?", "2020/.."],
)
def test_the_form_of_a_date(
    validators: dict[str, Validator], make_store: Callable[..., Path], negcli: Negcli, date: str
) -> None:
    event = (
        f"- id: a\n  date: {date}\n  type: call\n  title: A\n  summary: A.\n  topics: [peace]\n"
        "  actors: [{actor: bland, role: party}, {actor: anna-a, role: party}]\n"
        "  sources: [paper]\n"
    )
    for written, fits in ((event, True), (event.replace(date, f"{date}x"), False)):
        store = make_store(events=written)
        assert accepted(validators, store, Typed) == fits
        assert ("[bad-date]" not in negcli("check", str(store)).out) == fits


def test_one_schema_takes_every_file_and_nothing_else(negcli: Negcli) -> None:
    every = Draft202012Validator(json.loads(negcli("schema").out))
    for path in (ROOT / "negotiations_cli" / "template").glob("*.yaml"):
        assert every.is_valid(yaml.load(path.read_text("utf-8"), Typed))
    assert not every.is_valid([{"id": "a"}])


@pytest.mark.parametrize("folder", ["data", "negotiations_cli/template"])
def test_every_file_says_where_its_schema_is(negcli: Negcli, folder: str, tmp_path: Path) -> None:
    root = ROOT / folder
    schemas = root / "schema"
    if folder != "data":  # `init` writes them
        negcli("init", str(tmp_path / "new"))
        root, schemas = tmp_path / "new", tmp_path / "new" / "schema"
    for path in root.rglob("*.yaml"):
        name = path.relative_to(root).parts[0].removesuffix(".yaml")
        line = path.read_text("utf-8").splitlines()[0]
        modeline, _, target = line.partition("=")
        assert modeline == "# yaml-language-server: $schema", path
        assert (path.parent / target).resolve() == (schemas / f"{name}.json").resolve()
    for name in FILES:
        written = json.loads((schemas / f"{name}.json").read_text("utf-8"))
        assert written == json.loads(negcli("schema", name).out), "python tools/document.py"


def test_a_new_store_is_sound_and_every_command_answers(negcli: Negcli, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = negcli("init", str(folder))
    assert (made.out, made.code) == ("", 0)
    assert negcli("check", str(folder), "--strict") == ("", "", 0)
    for command in (
        "timeline", "quotes", "actors", "actor ben-south", "disputes", "sources", "topics", "stats",
        "corrections", "search harbour", "cite north-open-door", "export jsonl",
        "show ministers-meet-at-the-harbour", "disputes did-the-harbour-meeting-leave-a-way-open",
    ):  # fmt: skip
        answer = negcli("--store", str(folder), *command.split(" "))
        assert answer.code == 0, command
        assert answer.out.strip(), command


def test_nothing_is_written_over(negcli: Negcli, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", "utf-8")
    result = negcli("init", str(tmp_path))
    assert (result.err, result.code) == (
        f"negcli: '{tmp_path}' is not empty\n  give a new folder\n", 5
    )  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    (tmp_path / "file").write_text("", "utf-8")
    assert negcli("init", str(tmp_path / "file")).code == 5
    assert negcli("init", str(tmp_path / "no" / "way")).code == 5
