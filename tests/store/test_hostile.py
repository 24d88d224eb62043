"""Hostile files: each ends in problems with places, in bounded memory, with libyaml or without."""

import json
import os
import resource
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import COMMAND, STORE, Negcli

from negotiations_cli.store import yamltree
from negotiations_cli.store.check_names import CHECKS
from negotiations_cli.store.files import MAX_SIZE
from negotiations_cli.store.load import load
from negotiations_cli.store.yamltree import MAX_PROBLEMS

MakeStore = Callable[..., Path]

BOMB = "- a: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"  b{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
)
FILES: dict[str, tuple[bytes, str]] = {
    "alias-bomb": (BOMB.encode(), "alias"),
    "brackets": (b"[" * 100_000, "too-deep"),
    "braces": (b"{" * 100_000, "too-deep"),
    "both": (b"[{" * 50_000, "too-deep"),
    "question-marks": (b"? " * 50_000, "too-deep"),
    "dashes": (b"- " * 50_000, "too-deep"),
    "closing-brackets": (b"]" * 100_000, "yaml-syntax"),
    "a-long-word": (b"- id: " + b"x" * 10_000_000, "bad-id"),
    "a-long-key": (b"x" * 2_000_000 + b": y", "yaml-syntax"),
    "an-open-quote": (b'- id: "' + b"x\n" * 300_000, "yaml-syntax"),
    "an-open-block": (b"- id: |\n" + b"    x\n" * 300_000, "bad-id"),
    "nul": (b"\0" * 100, "control-character"),
    "nul-in-text": (b"- id: a\0b\n", "control-character"),
    "escape": (b"- id: a\n  title: \x1b]0;owned\x07\n", "control-character"),
    "escape-escaped": (b'- id: a\n  title: "\\e]0;owned\\a"\n', "control-character"),
    "c1": ("- id: a\n  title: \u009b31m\n".encode(), "control-character"),
    "half-a-pair": (b"- id: a\n  title: \xed\xa0\x80\n", "not-utf8"),
    "half-a-pair-escaped": (b'- id: a\n  title: "\\ud800"\n', "control-character"),
    "no-character": (b'- id: a\n  title: "\\UFFFFFFFF"\n', "yaml-syntax"),
    "override": (b'- id: a\n  title: "\\u202egnp.exe"\n', "invisible-character"),
    "isolate": ("- id: a\n  title: \u2066x\u2069\n".encode(), "invisible-character"),
    "no-width": ("- id: a\n  title: La\u200bvrov\n".encode(), "invisible-character"),
    "joiner-in-latin": ("- id: a\n  title: La\u200dvrov\n".encode(), "invisible-character"),
    "filler": ("- id: a\n  title: \u3164\n".encode(), "invisible-character"),
    "hidden-tags": ("- id: a\n  title: a\U000e0041\n".encode(), "invisible-character"),
    "homoglyph": ("- id: a\n  title: L\u0430vrov\n".encode(), "mixed-script"),
    "long-foreign-word": (("- id: a\n  title: " + "é" * 300_000).encode(), "missing-field"),
    "latin-1": (b"- id: \xe9\n", "not-utf8"),
    "overlong": (b"- id: \xc0\xaf\n", "not-utf8"),
    "utf-16": ("- id: a\n".encode("utf-16"), "not-utf8"),
    "utf-16-without-mark": ("- id: a\n".encode("utf-16-le"), "control-character"),
    "utf-32": ("- id: a\n".encode("utf-32"), "not-utf8"),
    "mark": (b"\xef\xbb\xbf- id: a\n", "missing-field"),
    "two-marks": (b"\xef\xbb\xbf\xef\xbb\xbf- id: a\n", "missing-field"),
    "windows-lines": (b"- id: A B\r\n  title: x\r\n", "bad-id"),
    "old-mac-lines": (b"- id: A B\r  title: x\r", "bad-id"),
    "tab": (b"-\tid: a\n\ttitle: b\n", "yaml-syntax"),
    "documents": (b"- id: a\n---\n- id: b\n", "several-documents"),
    "documents-ended": (b"- id: a\n...\n- id: b\n", "yaml-syntax"),
    "object": (b"- !!python/object/apply:os.system [id]\n", "tag"),
    "binary": (b"- id: !!binary aGk=\n", "tag"),
    "a-key-twice": (b"- id: a\n  id: b\n", "duplicate-key"),
    "anchor": (b"- id: &a a\n", "anchor"),
    "an-alias-of-nothing": (b"- id: *a\n", "alias"),
    "merge": (b"- &x {id: a}\n- <<: *x\n", "alias"),
    "list-as-key": (b"- ? [a, b]\n  : c\n", "key-not-text"),
    "mapping-as-key": (b"- {{a: b}: c}\n", "key-not-text"),
    "null": (b"~\n", "empty-value"),
    "document-of-nothing": (b"---\n", "empty-value"),
    "mapping": (b"a: b\n", "not-a-list"),
    "text": (b"hello\n", "not-a-list"),
    "list-of-text": (b"- hello\n", "not-a-mapping"),
    "version": (b"%YAML 9.9\n---\n- a\n", "yaml-syntax"),
    "long-version": (b"%YAML 1." + b"9" * 5000 + b"\n---\n- a\n", "yaml-syntax"),
    "handles": (b"%TAG !a! x\n%TAG !a! x\n---\n- a\n", "yaml-syntax"),
    "id-with-slashes": (b"- id: ../../etc/passwd\n", "bad-id"),
    "id-with-line": (b'- id: "a\\nb"\n', "bad-id"),
    "id-with-escape": (b'- id: "\\x1b[31m"\n', "control-character"),
    "id-of-list": (b"- id: [a]\n", "not-text"),
    "long-date": (b"- id: a\n  date: 2020" + b"/2020" * 100_000, "bad-date"),
    "digits": (b"- id: a\n  date: " + b"9" * 1_000_000, "bad-date"),
    "strange-digits": ("- id: a\n  date: ٢٠٢٢-०३-२९\n".encode(), "bad-date"),
}
SILENT = {"empty": b"", "blank": b"\n\n \n", "comment": b"# x\n", "list": b"[]"}


@pytest.fixture(params=["libyaml", "pure"])
def with_or_without_libyaml(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader")


@pytest.mark.usefixtures("with_or_without_libyaml")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_problem_with_its_place(make_store: MakeStore, name: str) -> None:
    data, check = FILES[name]
    problems = [p for p in load(make_store(events=data)).problems if p.path == "events.yaml"]
    assert check in {problem.check for problem in problems}
    for problem in problems:
        assert problem.line >= 1
        assert problem.end_column > problem.column >= 1
        assert len(problem.message) <= 400
        assert problem.check in CHECKS


@pytest.mark.parametrize("name", FILES)
def test_libyaml_or_not_is_the_same(
    make_store: MakeStore, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store(events=FILES[name][0])
    with_libyaml = load(store).problems
    monkeypatch.delattr(yaml, "CSafeLoader")
    if len(FILES[name][0]) < 1_000_000:  # of what is longer libyaml has the last word
        assert load(store).problems == with_libyaml


@pytest.mark.usefixtures("with_or_without_libyaml")
@pytest.mark.parametrize("name", SILENT)
def test_a_file_without_records_is_none(make_store: MakeStore, name: str) -> None:
    assert not [p for p in load(make_store(events=SILENT[name])).problems if p.severity == "error"]


def test_ten_thousand_problems_are_all_told(make_store: MakeStore, negcli: Negcli) -> None:
    store = make_store(events="- {id: A B, bad: 1}\n" * 10_000)
    result = negcli("check", str(store), "-f", "tsv")
    assert sum("\tbad-id\t" in line for line in result.lines) == 10_000
    assert sum("\tunknown-field\t" in line for line in result.lines) == 10_000
    assert result.code == 1


def test_of_more_problems_than_one_can_read_the_number_is_bounded(
    make_store: MakeStore, negcli: Negcli
) -> None:
    store = make_store(events=b"\0" * (MAX_PROBLEMS + 10))
    result = negcli("check", str(store), "-f", "tsv")
    assert len([line for line in result.lines if "/events.yaml\t" in line]) == MAX_PROBLEMS
    assert "and more" in result.err
    assert result.code == 1


def test_no_size_needs_more_than_bounded_memory(make_store: MakeStore, negcli: Negcli) -> None:
    """A file of the greatest size that is read, and a larger one, with one gigabyte."""
    store = make_store(events=b"- id: " + b"x" * (MAX_SIZE - 6))
    assert "[bad-id]" in _limited(negcli, "check", str(store))
    with (store / "events.yaml").open("r+b") as file:
        file.truncate(200_000_000)
    assert "[too-large]" in _limited(negcli, "check", str(store))
    assert "left out" in _limited(negcli, "--store", str(store), "timeline")


def test_the_number_of_values_is_bounded(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with fewer: millions take a minute."""
    monkeypatch.setattr(yamltree, "MAX_EVENTS", 1000)
    problems = load(make_store(events="- [a]\n" * 1000)).problems
    assert "too-large" in {problem.check for problem in problems}


def _limited(negcli: Negcli, *words: str) -> str:
    done = subprocess.run(
        [COMMAND, *words],
        env=negcli.env, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the names of sockets are short
        one.bind(path.name)
        os.chdir(here)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "fifo": make_fifo,
    "socket": make_socket,
    "folder": Path.mkdir,
    "endless-device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "link-to-nothing": lambda path: path.symlink_to("nowhere"),
    "link-to-itself": lambda path: path.symlink_to(path.name),
    "link-to-its-folder": lambda path: path.symlink_to("."),
    "link-to-memory": lambda path: path.symlink_to("/proc/self/mem"),
}


@pytest.mark.parametrize("name", ["events", "store"])
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_not_waited_for(
    make_store: MakeStore, negcli: Negcli, kind: str, name: str
) -> None:
    store = make_store()
    (store / f"{name}.yaml").unlink()
    NO_FILES[kind](store / f"{name}.yaml")
    result = negcli("check", str(store))
    assert f"{name}.yaml:1:1: error[unreadable-file]" in result.out
    assert result.code == 1
    asked = negcli("--store", str(store), "timeline")
    assert (asked.code, "Traceback" in asked.err) == (0, False)


@pytest.fixture
def deep_store(make_store: MakeStore) -> Iterator[Path]:
    """A store with more folders in one another than Python may call functions.

    Not below pytest's folder: what tidies that up later cannot go so deep.
    """
    place = Path(tempfile.mkdtemp(prefix="negcli-deep-"))
    store = make_store().rename(place / "store")
    here = Path.cwd()
    try:
        os.chdir(store)
        for _ in range(1200):
            os.mkdir("d")  # noqa: PTH102 - one's path would be too long
            os.chdir("d")
        os.chdir(here)
        yield store
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-r", place], check=True)


def test_folders_may_lie_deep_and_lead_back(deep_store: Path, negcli: Negcli) -> None:
    (deep_store / "back").symlink_to(deep_store)
    assert negcli("check", str(deep_store)).code == 0


@pytest.mark.parametrize("name", [b"a\n", b"a\x1b[31m", b"\xff", b"a\xe2\x80\xae"])
def test_names_of_files_are_told_harmlessly(
    make_store: MakeStore, negcli: Negcli, name: bytes
) -> None:
    store = make_store()
    Path(os.fsdecode(os.fsencode(store) + b"/" + name + b".yaml")).write_bytes(b"- a: b\n")
    result = negcli("check", str(store))
    assert result.code == 1
    assert len([line for line in result.lines if "[unknown-file]" in line]) == 1
    assert not {"\x1b", "\u202e"} & set(result.out + result.err)
    for form in ("tsv", "csv", "json", "jsonl"):
        assert negcli("check", str(store), "-f", form).code == 1


OBEYED = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))}


def _event(text: str) -> dict[str, Any]:
    quote = {"id": "words", "speaker": "anna-a", "text": text, "wording": "verbatim",
             "language": "en"}  # fmt: skip
    return {
        "date": "2020-05-01", "type": "meeting", "topics": ["peace"], "quotes": [quote],
        "actors": [{"actor": "anna-a", "role": "speaker", "as": text}],
        "sources": [{"source": "paper", "at": text}],
        **dict.fromkeys(("id", "title", "summary", "place", "notes", f"a{text}"), text),
    }  # fmt: skip


HIDDEN = {chr(n) for n in (0xAD, 0x200B, 0x200E, 0x200F, 0x2066, 0x2069, 0x2060, 0xFEFF, 0xE0041)}


@pytest.mark.parametrize("form", ["text", "tsv", "csv", "json", "jsonl"])
def test_no_terminal_is_commanded_by_a_store(
    make_store: MakeStore, negcli: Negcli, form: str
) -> None:
    evil = (
        "\x1b]0;owned\x07\x1b[2J\x9b1m\x7f\u202eabc\u2066\u200b\u200e\u2060\ufeff\u00ad\U000e0041"
    )
    store = make_store(
        events=json.dumps([_event(evil)]), topics=json.dumps([{"id": "peace", "name": evil}]),
        actors=f"- {{id: a, kind: state, name: x{evil}}}\n",
    )  # fmt: skip
    shown = negcli.terminal("check", str(store), "-f", form)
    assert not (OBEYED | HIDDEN) & set(shown.out.replace("\r", ""))
    assert not (OBEYED | HIDDEN) & set(shown.err)
    if form in ("json", "jsonl"):
        piped = negcli("check", str(store), "-f", form).out
        rows = (
            [shown.out, piped]
            if form == "json"
            else [shown.out.splitlines()[0], piped.splitlines()[0]]
        )
        assert json.loads(rows[0]) == json.loads(rows[1]), "escaped, it is the same text"
        assert "\u202e" in piped, "machines get it as it is"


def test_a_store_of_nothing_cannot_be_read(tmp_path: Path, negcli: Negcli) -> None:
    for name, make in NO_FILES.items():
        place = tmp_path / name
        make(place)
        assert negcli("check", str(place)).code == 3
        assert negcli("--store", str(place), "timeline").code == 3
    (tmp_path / "store.yaml").write_text(STORE)
