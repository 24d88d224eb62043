"""What people see, and how the command behaves towards streams, terminals and signals."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import COMMAND, ESCAPE, Negcli, plain

WIDTHS = [40, 60, 80, 100, 120, 160, 200]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "args",
    ["timeline --on 2022-03", "quotes --on 2022-03", "actors", "actor Lavrov",
     "show istanbul-talks-2022-03-29", "timeline --limit 5 --fields id,title,place"],
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal(negcli: Negcli, args: str, columns: int) -> None:
    result = negcli.terminal(*args.split(), columns=columns, NO_COLOR="1")
    assert result.code == 0
    lines = result.out.split("\n")
    assert max(map(len, lines)) <= columns
    assert not [line for line in lines if line != line.rstrip()]


def test_a_table_says_what_was_asked_and_shows_the_ids(negcli: Negcli) -> None:
    result = negcli.terminal("timeline", "--actor", "Russia", "--since", "2022-03", "--limit", "3")
    piped = negcli("timeline", "--actor", "Russia", "--since", "2022-03")
    headline = plain(result.out).split("\n")[0]
    assert headline == f"3 of {len(piped.lines)} events with Russia since March 2022"
    for line in piped.lines[:3]:
        assert line.split("\t")[-1] in plain(result.out)


@pytest.mark.parametrize(
    ("options", "headline"),
    [
        ("--on 2022-03-29 --type talks", "on 29 March 2022"),
        ("--on 2022-03..2022-04-15 --topic bucha", "on Bucha from March 2022 to 15 April 2022"),
        ("--actor Zelenskyy --role host", "with Volodymyr Zelensky as host"),
        ("--on 2022-Q1 --type talks", "of type talks in the first quarter of 2022"),
    ],
)
def test_the_headline_is_a_sentence(negcli: Negcli, options: str, headline: str) -> None:
    first = plain(negcli.terminal("timeline", *options.split()).out).split("\n")[0]
    assert first.endswith(headline)


def test_where_columns_would_be_too_narrow_a_record_is_a_block(negcli: Negcli) -> None:
    asked = ("timeline", "--limit", "2", "--fields", "id,date,type,title,summary,place,topics")
    first, blank, *lines = plain(negcli.terminal(*asked, columns=80).out).splitlines()
    assert (first[:5], blank, lines[0].split()) == ("2 of ", "", ["Field", "Value"])
    rows = [line.split("\t") for line in negcli(*asked).lines]
    blocks = [" ".join(block.split()) for block in "\n".join(lines[1:]).split("\n\n")]
    fields = asked[-1].split(",")
    assert blocks == [
        " ".join(f"{field} {value}" for field, value in zip(fields, row, strict=True))
        for row in rows
    ]
    wide = plain(negcli.terminal(*asked, columns=200).out).splitlines()
    assert wide[2].split() == fields


def test_colour_is_for_terminals_that_want_it(negcli: Negcli) -> None:
    timeline = ("timeline", "--on", "2022-03")
    assert ESCAPE.search(negcli.terminal(*timeline).out)
    assert not ESCAPE.search(negcli.terminal(*timeline, NO_COLOR="1").out)
    assert ESCAPE.search(negcli.terminal(*timeline, NO_COLOR="").out)
    assert not ESCAPE.search(negcli.terminal(*timeline, TERM="dumb").out)
    assert not ESCAPE.search(negcli.terminal(*timeline, "--color", "never").out)
    assert ESCAPE.search(negcli.terminal(*timeline, "--color", "always", NO_COLOR="1").out)
    assert not ESCAPE.search(negcli(*timeline, "-f", "table", FORCE_COLOR="1").out)
    assert ESCAPE.search(negcli(*timeline, "-f", "table", "--color", "always").out)
    assert "\x1b" not in negcli(*timeline, GITHUB_ACTIONS="true").out
    assert "\x1b" not in negcli("--help", GITHUB_ACTIONS="true", FORCE_COLOR="1").out


def test_the_table_is_the_same_without_colour(negcli: Negcli) -> None:
    coloured = plain(negcli.terminal("timeline", "--on", "2022-03").out)
    without = negcli.terminal("timeline", "--on", "2022-03", NO_COLOR="1").out
    assert [line.rstrip() for line in coloured.split("\n")] == without.split("\n")


def test_a_long_table_goes_through_the_pager(negcli: Negcli, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    pager = f"sh -c 'cat > {seen}'"
    assert negcli.terminal("timeline", NEGCLI_PAGER=pager).out == ""
    assert plain(seen.read_text()) == plain(negcli.terminal("timeline").out)
    seen.unlink()
    assert negcli.terminal("timeline", PAGER=pager, NEGCLI_PAGER="").out, "empty: no pager"
    assert negcli.terminal("timeline", "--no-pager", NEGCLI_PAGER=pager).out
    assert negcli.terminal("timeline", "--limit", "1", NEGCLI_PAGER=pager).out
    assert not seen.exists()


@pytest.mark.parametrize("pager", ["no-such-pager", "'", "sh -c 'exit 127'"])
def test_a_pager_that_cannot_run_is_done_without(negcli: Negcli, pager: str) -> None:
    result = negcli.terminal("timeline", NEGCLI_PAGER=pager)
    assert result.code == 0
    assert len(result.out) > 1000


def test_a_pager_that_ends_early_is_no_error(negcli: Negcli) -> None:
    result = negcli.terminal("timeline", NEGCLI_PAGER="head -1")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("\n") == 1


def test_a_reader_that_goes_away_ends_the_command_silently(negcli: Negcli) -> None:
    script = f"'{COMMAND}' timeline -f jsonl | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], env=negcli.env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] in ("141", "0")  # 0 if all fitted into the pipe
    assert done.stderr == ""


def test_the_exit_code_of_a_closed_pipe(negcli: Negcli) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [COMMAND, "timeline"], env=negcli.env, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">/dev/full", 5, "negcli: stdout cannot be written: No space left on device\n"),
        (">&-", 5, "negcli: stdout cannot be written: it is closed\n"),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
    ],
)
def test_streams_that_do_not_work(negcli: Negcli, redirection: str, code: int, said: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{COMMAND}' timeline --limit 1 {redirection}"],
        env=negcli.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf8_in_every_locale(negcli: Negcli, locale: str) -> None:
    result = negcli(
        "actors", "--fields", "original_name", LC_ALL=locale, LANG=locale, PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert "Сергей Лавров" in result.out
    found = negcli("actor", "Лавров", "--fields", "id", LC_ALL=locale)
    assert found.out == "sergey-lavrov\n"


def test_an_interrupt_ends_it_without_a_trace(negcli: Negcli, tmp_path: Path) -> None:
    fifo = tmp_path / "out.tsv"
    os.mkfifo(fifo)  # opening it waits for a reader that never comes
    process = subprocess.Popen(
        [COMMAND, "timeline", "-o", str(fifo)], env=negcli.env, stderr=subprocess.PIPE
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, b"")


def test_without_columns_the_terminal_is_asked(negcli: Negcli) -> None:
    env = {name: value for name, value in negcli.env.items() if name != "COLUMNS"}
    inner = f"stty cols 50 rows 40; '{COMMAND}' timeline --limit 2 --no-pager"
    done = subprocess.run(
        ["script", "-qec", inner, "/dev/null"], env=env, capture_output=True, text=True, check=True
    )
    lines = plain(done.stdout).replace("\r", "").split("\n")
    assert 40 < max(map(len, lines)) <= 50
