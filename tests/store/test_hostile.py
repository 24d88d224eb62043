"""Hostile files: each ends in problems with their places, in bounded memory, with libyaml or not.

NEGCLI_SUITES may name a folder with the contents of github.com/yaml/yaml-test-suite in
`yaml-test-suite` and of minimaxir/big-list-of-naughty-strings in `naughty-strings`: they are then
read, too.
"""

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import COMMAND, STORE, Negcli

from negotiations_cli.errors import Problem
from negotiations_cli.store import yamltree
from negotiations_cli.store.check_names import CHECKS
from negotiations_cli.store.files import MAX_SIZE
from negotiations_cli.store.load import load
from negotiations_cli.store.yamltree import MAX_PROBLEMS

MakeStore = Callable[..., Path]
SUITES = Path(os.environ.get("NEGCLI_SUITES", os.devnull))

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


def test_folders_may_lie_deep_and_lead_back(make_store: MakeStore, negcli: Negcli) -> None:
    store = make_store()
    here = Path.cwd()
    os.chdir(store)
    for _ in range(1200):
        os.mkdir("d")  # noqa: PTH102 - one's path would be too long
        os.chdir("d")
    os.chdir(here)
    (store / "back").symlink_to(store)
    code = negcli("check", str(store)).code
    subprocess.run(["rm", "-r", store / "d"], check=True)  # pytest could not
    assert code == 0


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


OPTIONS = (
    "--actor", "--with", "--speaker", "--role", "--type", "--topic", "--place", "--source",
    "--about", "--search", "--since", "--until", "--on", "--not-actor", "--not-topic",
    "--not-type", "--sort", "--limit", "--fields", "--format", "--color",
)  # fmt: skip
NAUGHTY = [
    "", " ", "-", "--", "-1", "0", "NaN", "null", "\t\n", "\\", "'", '"', "`", "; ls", "$(id)",
    "%s%n", "{0}", "' OR 1=1 --", '" OR NEAR(a b)', "a* AND (", "^a", "*", "<b>&amp;",
    "\x1b[31mred", "\x07", "\x7f", "\u009b1m", "\u202eabc", "\u200b", "\ufeff", "\u3164",
    "🇺🇦👨\u200d👩\u200d👧", "Z\u0338\u0328\u031ba\u0337", "ﷺ" * 20, "ſt", "İı", "٢٠٢٢", "𝟚𝟘𝟚𝟚",
    "2022-02-30", "9999-99-99", "1e9", "../../etc/passwd", "C:\\CON", "file:///", "=1+1",
    "9" * 99, "@SUM(A1)", "\r\nBEGIN:VEVENT", "a" * 5000, "\udcff", "It was said [twice]: \"no\".",
]  # fmt: skip


def _naughty() -> list[str]:
    file = SUITES / "naughty-strings" / "blns.json"
    theirs = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return [text for text in NAUGHTY + theirs if "\0" not in text]  # no argument can hold one


ASK = """
import contextlib, io, json, sys
from negotiations_cli.cli.app import main
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["negcli", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


def answers(negcli: Negcli, commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """What many commands print, asked in one process."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps(commands), env=negcli.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


OBEYED = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))}


def test_any_text_as_any_option_is_an_answer_or_wrong_use(
    make_store: MakeStore, negcli: Negcli
) -> None:
    store = str(make_store())
    commands = [
        ["--store", store, "quotes" if option == "--speaker" else "timeline", f"{option}={text}"]
        for text in _naughty()
        for option in OPTIONS
    ]
    for verb in ("search", "show", "actor", "disputes", "cite", "export", "chart", "help"):
        commands += [["--store", store, verb, "--", text] for text in _naughty()]
    found = answers(negcli, commands)
    assert len(found) == len(commands)
    for command, (code, out, err) in zip(commands, found, strict=True):
        assert code in (0, 2), command
        assert bool(err) == (code == 2) or not out, command
        assert not OBEYED & set(err), command


def _events(texts: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"event-{number}",
            "date": "2020-05-01",
            "type": "meeting",
            "title": text,
            "summary": text,
            "place": text,
            "notes": text,
            "actors": [{"actor": "anna-a", "role": "speaker", "as": text}],
            "topics": ["peace"],
            "sources": [{"source": "paper", "at": text}],
            "quotes": [
                {
                    "id": f"quote-{number}",
                    "speaker": "anna-a",
                    "text": text,
                    "wording": "verbatim",
                    "language": "en",
                }
            ],
        }
        for number, text in enumerate(texts)
    ]


def test_any_text_goes_through_every_output_and_export(
    make_store: MakeStore, negcli: Negcli, tmp_path: Path
) -> None:
    texts = _naughty()
    store = make_store(events=json.dumps(_events(texts)))
    for problem in load(store).problems:
        assert problem.check in CHECKS
    sound = json.loads(negcli("--store", str(store), "timeline", "-f", "json").out)
    assert len(sound) > 20
    for event in sound:
        assert event["title"] == texts[int(event["id"].split("-")[1])].strip()
    ids = [event["id"] for event in sound]
    for form in ("table", "tsv", "csv", "json", "jsonl", "markdown", "svg"):
        for words in (["timeline"], ["quotes"], ["search", "a"], ["show", *ids]):
            result = negcli("--store", str(store), *words, "-f", form)
            assert result.code == 0
            assert not OBEYED & set(result.out)
    for form in ("text", "csl-json", "bibtex", "ris"):
        assert negcli("--store", str(store), "cite", *ids, "-f", form).code == 0
    for form in ("jsonl", "markdown", "ics", "timelinejs", "plover", "sqlite", "csv", "parquet"):
        target = tmp_path / f"exported-{form}"
        assert negcli("--store", str(store), "export", form, "-o", str(target)).code == 0


HIDDEN = {chr(n) for n in (0xAD, 0x200B, 0x200E, 0x200F, 0x2066, 0x2069, 0x2060, 0xFEFF, 0xE0041)}


@pytest.mark.parametrize("form", ["text", "tsv", "csv", "json", "jsonl"])
def test_no_terminal_is_commanded_by_a_store(
    make_store: MakeStore, negcli: Negcli, form: str
) -> None:
    evil = (
        "\x1b]0;owned\x07\x1b[2J\x9b1m\x7f\u202eabc\u2066\u200b\u200e\u2060\ufeff\u00ad\U000e0041"
    )
    events = _events([evil])
    events[0]["id"] = events[0][f"a{evil}"] = evil
    store = make_store(
        events=json.dumps(events), topics=json.dumps([{"id": "peace", "name": evil}]).encode(),
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


def test_the_suite_of_yaml_is_read(make_store: MakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of it is a tree or problems, and the same with libyaml and without.

    But that libyaml takes some texts, with tabs mostly, which the pure parser does not.
    """
    texts = [SPECIMEN]
    for file in sorted((SUITES / "yaml-test-suite" / "src").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            texts.append(_unmarked(case.get("yaml", "")))
    for text in texts:
        store = make_store(events=text.encode("utf-8", "surrogatepass"))
        found = load(store).problems
        with monkeypatch.context() as patch:
            patch.delattr(yaml, "CSafeLoader")
            pure = load(store).problems
        assert _checks(found) == _checks(pure) or "yaml-syntax" in _checks(pure), text


SPECIMEN = "%YAML 1.1\n---\n- &a !!map\n  ? - x\n  : >-\n   y\n- *a\n...\n--- |\n z\n"


def _unmarked(text: str) -> str:
    """A text of the suite with its signs for what is not seen replaced."""
    for sign, meant in (("␣", " "), ("»", "\t"), ("←", "\r"), ("⇔", "\ufeff"), ("↵", "")):
        text = text.replace(sign, meant)
    return text.replace("—", "").removesuffix("∎\n")


def _checks(problems: list[Problem]) -> set[str]:
    return {problem.check for problem in problems if problem.path == "events.yaml"}


def test_a_store_of_nothing_cannot_be_read(tmp_path: Path, negcli: Negcli) -> None:
    for name, make in NO_FILES.items():
        place = tmp_path / name
        make(place)
        assert negcli("check", str(place)).code == 3
        assert negcli("--store", str(place), "timeline").code == 3
    (tmp_path / "store.yaml").write_text(STORE)
