"""`negcli chart`: pictures in characters, the same without colour, as counts and as SVG."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Negcli, plain

ACTORS = """\
- {id: aland, kind: state, name: Aland}
- {id: bland, kind: state, name: Bland}
- {id: cland, kind: state, name: "Cland [the third]"}
- {id: anna-a, kind: person, name: Anna A, offices: [{post: Envoy, of: aland, from: 2019}]}
- {id: adam-a, kind: person, name: Adam A, offices: [{post: Aide, of: aland, from: 2019}]}
"""


def event(number: int, date: str, type_: str, *actors: str) -> str:
    roles = ((*actor.split(":"), "party")[:2] for actor in actors)
    parts = ", ".join(f"{{actor: {actor}, role: {role}}}" for actor, role in roles)
    return (
        f"- id: event-{number}\n  date: {date}\n  type: {type_}\n  title: Event {number}\n"
        f"  summary: It happens.\n  actors: [{parts}]\n  topics: [peace]\n  sources: [paper]\n"
    )


EVENTS = "".join(
    [
        event(1, "2020-01-05", "talks", "anna-a", "adam-a", "bland"),
        event(2, "2020-01-09", "talks", "aland", "bland"),
        event(3, "2020-01-20", "statement", "anna-a:speaker", "bland:addressee"),
        event(4, "2020-05-01/2020-05-03", "meeting", "bland", "cland:host"),
        event(5, "2020-05-07", "call", "anna-a", "bland", "cland:speaker"),
    ]
)


@pytest.fixture
def look(make_store: Callable[..., Path], negcli: Negcli) -> Callable[..., list[str]]:
    store = make_store(actors=ACTORS, events=EVENTS)

    def look(*args: str, columns: int = 80) -> list[str]:
        shown = negcli.terminal("--store", str(store), "chart", *args, columns=columns)
        assert (shown.err, shown.code) == ("", 0)
        return plain(shown.out).splitlines()

    return look


@pytest.fixture
def ask(make_store: Callable[..., Path], negcli: Negcli) -> Callable[..., str]:
    store = make_store(actors=ACTORS, events=EVENTS)
    return lambda *args: negcli("--store", str(store), "chart", *args).out


def test_bars_have_a_letter_an_event_and_gaps_one_line(look: Callable[..., list[str]]) -> None:
    assert look("months") == [
        "5 events by type, a line a month",
        "",
        "2020-01   TTS 3",
        "  …",
        "2020-05   CM 2",
        "",
        "T talks 2 · S statement 1 · C call 1 · M meeting 1",
    ]


def test_small_groups_are_taken_together(look: Callable[..., list[str]]) -> None:
    assert look("months", "--top", "1")[2:] == [
        "2020-01   TTO 3", "  …", "2020-05   OO 2", "", "T talks 2 · O other 3",
    ]  # fmt: skip


def test_an_event_of_several_sides_is_counted_for_each(look: Callable[..., list[str]]) -> None:
    lines = look("months", "--by", "side")
    assert lines[0] == "5 events by side, counted once for each side, a line a month"
    assert lines[-1] == "B Bland 5 · A Aland 4 · C Cland [the third] 2"


def test_few_events_are_not_none(negcli: Negcli) -> None:
    lines = plain(negcli.terminal("chart", "months", "--by", "topic", columns=80).out).splitlines()
    assert "a letter is " in lines[0] + lines[1]
    assert any(line.startswith("2014-Q3   · ") for line in lines)


def test_lanes_are_as_high_as_there_are_events(look: Callable[..., list[str]]) -> None:
    lines = look("lanes")
    assert lines[0] == "5 events by side"
    lanes = {line.split("  ")[0].strip(): line for line in lines[3:6]}
    assert set(lanes) == {"Bland", "Aland", "Cland [the third]"}
    assert "███" in lanes["Bland"]
    assert lines[-1] == "3 columns are a month, █ 3 events (by square root), · none"


def test_the_matrix_counts_those_who_were_there(look: Callable[..., list[str]]) -> None:
    assert look("matrix") == [
        "4 events at which two sides met",
        "",
        "                        1   2   3",
        "  1 Bland               \\   3   1",
        "  2 Aland               3   \\   ·",
        "  3 Cland [the third]   1   ·   \\",
    ]


def test_actors_of_one_side_do_not_meet(ask: Callable[..., str]) -> None:
    met = {
        (row["name"], row["with_name"]): row["events"]
        for row in json.loads(ask("matrix", "--by", "actor", "-f", "json"))
    }
    assert met == {
        ("Anna A", "Bland"): 2,
        ("Adam A", "Bland"): 1,
        ("Aland", "Bland"): 1,
        ("Bland", "Cland [the third]"): 1,
    }


def test_a_pipe_gets_the_counts(ask: Callable[..., str]) -> None:
    assert ask("months", "--by", "side", "--on", "2020-05") == (
        "2020-05\taland\tAland\t1\n2020-05\tbland\tBland\t2\n2020-05\tcland\tCland [the third]\t2\n"
    )


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("kind", ["months", "lanes", "matrix"])
def test_it_fits_the_terminal_and_counts_what_the_list_has(
    negcli: Negcli, kind: str, columns: int
) -> None:
    shown = negcli.terminal("chart", kind, "--since", "2022", columns=columns)
    lines = plain(shown.out).splitlines()
    assert max(map(len, lines)) <= columns
    if kind == "months":
        events = len(negcli("timeline", "--since", "2022").lines)
        assert sum(int(line.split()[-1]) for line in lines if line[:2] == "20") == events


def test_colour_adds_nothing_that_is_not_said(negcli: Negcli) -> None:
    colored = negcli.terminal("chart", "months", "--on", "2022-03")
    assert "\x1b[" in colored.out
    assert (
        plain(colored.out)
        == negcli.terminal("chart", "months", "--on", "2022-03", NO_COLOR="1").out
    )


@pytest.mark.parametrize(
    "command", ["chart months", "chart matrix", "timeline --on 2022-03", "actor Lavrov"]
)
def test_a_picture_needs_no_network(negcli: Negcli, tmp_path: Path, command: str) -> None:
    file = tmp_path / "picture.svg"
    assert negcli(*command.split(), "-o", str(file)).out == ""
    picture = ElementTree.fromstring(file.read_text("utf-8"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    written = "".join(picture.itertext())
    assert "url(" not in written
    assert "http" not in written.replace("https://www.textualize.io", "")
    assert negcli(*command.split(), "-f", "svg").out == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["mnths"], "negcli: no chart 'mnths'\n  did you mean 'months'?\n"),
        (["matrix", "--by", "type"], "negcli: no grouping 'type'\n  one of side, actor\n"),
        (["months", "--actor", "Lavrof"], "negcli: no actor is called 'Lavrof'\n"),
    ],
)
def test_wrong_use(negcli: Negcli, args: list[str], said: str) -> None:
    result = negcli("chart", *args)
    assert (result.out, result.code) == ("", 2)
    assert result.err.startswith(said)


def test_nothing_to_draw(negcli: Negcli) -> None:
    result = negcli.terminal("chart", "months", "--since", "2030", "--exit-status")
    assert (result.out, result.err, result.code) == ("", "negcli: no events since 2030\n", 4)
    assert negcli("chart", "months", "--since", "2030", "-f", "json").out == "[]\n"
