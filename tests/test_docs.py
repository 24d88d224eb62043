"""The documents say what is so: examples are run, generated parts compared."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, Negcli

sys.path.insert(0, str(ROOT / "tools"))

import document
import examples

from negotiations_cli.store.check_names import CHECKS


@pytest.mark.parametrize("example", [*examples.examples()], ids=lambda example: example.command)
def test_an_example_prints_what_the_page_shows(
    example: examples.Example, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("NEGCLI_STORE", raising=False)
    command, pipe, filter_ = example.command.partition(" | ")
    if pipe and shutil.which(filter_.split()[0]) is None:
        # Without the filter, at least what it is given is right.
        example = example._replace(command=command)
        assert examples.printed(example).strip()
    else:
        assert examples.printed(example) == example.shown


def test_the_readme_has_ten_examples() -> None:
    assert len([example for example in examples.examples() if example.page == "README.md"]) >= 10


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if not target.startswith("https://"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("name", document.PAGES)
def test_the_generated_parts_are_up_to_date(
    name: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    page = (ROOT / name).read_text("utf-8")
    assert document.renewed(page) == page


def test_every_check_is_documented() -> None:
    page = (ROOT / "docs" / "records.md").read_text("utf-8")
    assert all(f"`{check}`" in page for check in CHECKS)


def test_the_store_of_the_page_is_sound(negcli: Negcli, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "records.md").read_text("utf-8")
    files = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", page, re.S)
    assert len(files) >= 6
    for name, text in files:
        (tmp_path / name).write_text(text, "utf-8")
    assert negcli("check", str(tmp_path), "--strict") == ("", "", 0)
    assert len(negcli("--store", str(tmp_path), "quotes").lines) == 2


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in wanted:
        name = re.split(r"[<>=\[]", requirement)[0].lower()
        assert f"`{name}`" in page, name


def test_the_wheel_holds_the_data_and_the_sdist_too(tmp_path: Path) -> None:
    """Built without isolation from what the environment has, if it has hatchling; else by pip."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(tmp_path), "."],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    import zipfile  # noqa: PLC0415

    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"negotiations_cli/{path.relative_to(ROOT)}" for path in ROOT.glob("data/**/*.yaml")}
    assert shipped <= names
    assert "negotiations_cli/index/schema.sql" in names
