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

import commands
import document
import examples
import pypandoc

from negotiations_cli.cli.app import COMMANDS
from negotiations_cli.cli.export import FORMATS
from negotiations_cli.cli.help import SUBJECTS
from negotiations_cli.cli.help import page as subject_page
from negotiations_cli.errors import ExitCode
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
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
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


def test_the_reference_of_the_commands_is_up_to_date() -> None:
    assert commands.MARKDOWN.read_text("utf-8") == commands.markdown(), "python tools/commands.py"
    assert commands.MANUAL.read_text("utf-8") == commands.manual(), "python tools/commands.py"


def test_the_reference_names_every_command_option_and_exit_code(negcli: Negcli) -> None:
    page = commands.MARKDOWN.read_text("utf-8")
    manual = pypandoc.convert_file(
        str(commands.MANUAL), "plain", format="man", extra_args=["--wrap=none"]
    )
    for command in COMMANDS:
        assert f"## {command}\n" in page
        for option in re.findall(r"^  .*?(--[a-z-]+)", negcli(command, "--help").out, re.M):
            if option != "--help":
                assert option in page, (command, option)
                assert option in manual, (command, option)
    for code in ExitCode:
        assert re.search(rf"^    {code.value} ", page, re.M)


def test_every_export_is_documented() -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", page, re.M) == list(FORMATS)


def test_the_help_of_a_subject_is_its_page(negcli: Negcli) -> None:
    for subject in SUBJECTS:
        text = negcli("help", subject).out
        assert max(map(len, text.splitlines())) <= 80
        assert text.endswith(subject_page(subject))


def test_every_variable_of_the_environment_is_documented() -> None:
    read = {
        name
        for path in (ROOT / "negotiations_cli").rglob("*.py")
        for name in re.findall(r'environ(?:\.get\(|\[)\s*"([A-Z_]+)"', path.read_text("utf-8"))
    }
    ours = read - {
        "COMP_WORDS",
        "COMP_CWORD",
        "HOME",
    }  # of the completion's scripts; of every system
    assert {"NEGCLI_STORE", "NEGCLI_PAGER", "NO_COLOR", "XDG_CACHE_HOME"} <= ours
    assert all(name in subject_page("environment") for name in ours)


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


def test_one_version_everywhere(negcli: Negcli) -> None:
    version = negcli("--version").out.split()[-1]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text("utf-8")


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
    assert "negotiations_cli/template/events.yaml" in names
    assert "negotiations_cli/py.typed" in names
    assert "negotiations_cli/manual/dates.md" in names
    for shared in (
        "man/man1/negcli.1", "bash-completion/completions/negcli", "zsh/site-functions/_negcli",
        "fish/vendor_completions.d/negcli.fish",
    ):  # fmt: skip
        assert any(name.endswith(f".data/data/share/{shared}") for name in names), shared
