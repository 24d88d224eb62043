"""The lists on a small store: filters, orders, formats, empties, exit codes; pipe and terminal."""

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Negcli, Result, plain

ACTORS = """\
- id: anna-a
  kind: person
  name: Anna A
  original_name: Анна А
  offices:
    - {post: Envoy, of: aland, from: 2020-01, to: 2020-06-30}
    - {post: Minister, of: bland, from: 2021}
- {id: bert-b, kind: person, name: Bert B, offices: [{post: President, of: bland}]}
- {id: carl-b, kind: person, name: Carl B}
- {id: aland, kind: state, name: Aland, aliases: [Åland, Landia]}
- {id: bland, kind: state, name: Bland}
- {id: dessie, kind: organization, name: Dessie}
"""
TOPICS = """\
- {id: peace, name: Peace, description: Peace.}
- {id: war-aims, name: War aims, description: Aims.}
"""
SOURCES = """\
- {id: paper, type: report, kind: primary, title: "A [draft] paper", publisher: Press, side: bland}
- {id: wire, type: webpage, kind: secondary, title: A wire, issued: 2020-05-02}
"""
EVENTS = """\
- id: proposal
  date: 2020-05-01
  type: proposal
  title: Aland proposes peace
  summary: Anna A proposes peace.
  place: Old Town, Bland
  actors:
    - {actor: anna-a, role: proposer}
    - {actor: bland, role: addressee}
  topics: [peace]
  sources: [{source: paper, at: page 2}]
- id: refusal
  date: 2020-05-02T09:00+02:00
  type: statement
  title: Bert refuses
  summary: Bert B refuses.
  actors:
    - {actor: bert-b, role: speaker}
    - {actor: carl-b, role: observer, as: guest, for: dessie}
  topics: [war-aims]
  about: [proposal]
  sources: [wire]
  quotes:
    - id: bert-no
      speaker: bert-b
      as: the President
      text: "[W]e do not accept [their commitments] — :smile: [/b] *no*\\tnever."
      wording: translated
      language: en
      original: {language: de, text: "Wir nehmen das nicht an"}
      variants: [{text: "We shall not take it", sources: [paper]}]
      status: disputed
- id: later
  date: 2021-02/2021-03
  type: statement
  title: Anna looks back
  summary: Anna A speaks of the proposal.
  actors: [{actor: anna-a, role: speaker}]
  topics: [peace]
  about: [proposal]
  sources: [wire]
  quotes:
    - {id: anna-back, speaker: anna-a, text: A chance was missed., wording: verbatim, language: en}
"""
DISPUTES = """\
- id: was-it-serious
  question: Was the proposal serious?
  about: [proposal]
  accounts:
    - {by: anna-a, claim: It was., quotes: [anna-back]}
    - {by: bert-b, claim: It was not., sources: [wire]}
"""


@pytest.fixture
def ask(make_store: Callable[..., Path], negcli: Negcli) -> Callable[..., Result]:
    store = make_store(
        actors=ACTORS, topics=TOPICS, sources=SOURCES, events=EVENTS, disputes=DISPUTES
    )
    return lambda *args, **env: negcli("--store", str(store), *args, **env)


@pytest.fixture
def look(make_store: Callable[..., Path], negcli: Negcli) -> Callable[..., Result]:
    store = make_store(
        actors=ACTORS, topics=TOPICS, sources=SOURCES, events=EVENTS, disputes=DISPUTES
    )
    return lambda *args, **options: negcli.terminal("--store", str(store), *args, **options)


Ask = Callable[..., Result]


def ids(result: Result) -> list[str]:
    assert result.code == 0, result.err
    return [line.split("\t")[-1] for line in result.lines]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "was-it-serious"),
        ("--topic peace", "was-it-serious"),
        ("--topic war-aims --since 2020-05-02 --until 2020-05-02", ""),
        ("--search serious", "was-it-serious"),
        ("--search 'it was not'", "was-it-serious"),
        ("--search nonsense", ""),
    ],
)
def test_disputes_by_their_events_and_words(ask: Ask, options: str, found: str) -> None:
    assert ids(ask("disputes", *shlex.split(options))) == found.split()


def test_a_dispute_without_one_of_its_accounts_is_left_out(
    negcli: Negcli, make_store: Callable[..., Path]
) -> None:
    broken = EVENTS.replace("wording: verbatim, language: en}", "wording: spoken, language: en}")
    store = make_store(
        actors=ACTORS, topics=TOPICS, sources=SOURCES, events=broken, disputes=DISPUTES
    )
    result = negcli("--store", str(store), "disputes")
    assert result.out == ""
    assert "2 records are left out" in result.err


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--status disputed", "bert-no"),
        ("--status denied", ""),
        ("--status disputed --status undisputed", "bert-no anna-back"),
        ("--wording verbatim", "anna-back"),
        ("--wording translated --speaker Anna", ""),
    ],
)
def test_quotes_by_status_and_wording(ask: Ask, options: str, found: str) -> None:
    options = options.replace("Anna", "anna-a")
    assert ids(ask("quotes", *options.split())) == found.split()


def test_the_store_is_sound(ask: Ask, tmp_path: Path) -> None:
    assert ask("check", "--strict") == ("", "", 0)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "proposal refusal later"),
        ("--actor aland", "proposal"),
        ("--actor Åland", "proposal"),
        ("--actor landia", "proposal"),
        ("--actor Bland", "proposal refusal later"),
        ("--actor Bland --direct", "proposal"),
        ("--actor Dessie", "refusal"),
        ("--actor carl-b", "refusal"),
        ("--actor A", "proposal later"),
        ("--actor aland --actor Dessie", "proposal refusal"),
        ("--actor anna-a --with bland", "proposal later"),
        ("--actor anna-a --with bland --direct", "proposal"),
        ("--with bland", "proposal refusal later"),
        ("--actor anna-a --role speaker", "later"),
        ("--role proposer", "proposal"),
        ("--role Proposer --role observer", "proposal refusal"),
        ("--speaker bland", "refusal later"),
        ("--speaker bland --direct", ""),
        ("--type statement", "refusal later"),
        ("--not-type statement", "proposal"),
        ("--topic peace", "proposal later"),
        ("--topic Peace --topic war-aims", "proposal refusal later"),
        ("--not-topic peace", "refusal"),
        ("--not-actor bert-b", "proposal later"),
        ("--place bland", "proposal"),
        ("--source wire", "refusal later"),
        ("--source paper", "proposal refusal"),
        ("--about proposal", "refusal later"),
        ("--search peace", "proposal"),
        ("--search nehmen", "refusal"),
        ("--search missed --search accept", "refusal later"),
        ("--search -missed", "proposal refusal"),
        ("--since 2020-05-02", "refusal later"),
        ("--since 2021-03", "later"),
        ("--since 2021-04", ""),
        ("--until 2020-05", "proposal refusal"),
        ("--until 2021-02-01", "proposal refusal later"),
        ("--on 2020-Q2", "proposal refusal"),
        ("--on 2021-02-10", "later"),
        ("--on 2020-05-01 --on 2021", "proposal later"),
        ("--disputed", "proposal refusal later"),
        ("--sort -date", "later refusal proposal"),
        ("--sort title", "proposal later refusal"),
        ("--sort -type", "refusal later proposal"),
        ("--limit 2", "proposal refusal"),
        ("--limit 0", ""),
    ],
)
def test_timeline_filters(ask: Ask, options: str, found: str) -> None:
    result = ask("timeline", *options.split())
    assert ids(result) == found.split()


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "bert-no anna-back"),
        ("--speaker bert-b", "bert-no"),
        ("--speaker bland", "bert-no anna-back"),
        ("--speaker aland", ""),
        ("--actor carl-b", "bert-no"),
        ("--topic peace", "anna-back"),
        ("--disputed", "bert-no anna-back"),
        ("--source paper", "bert-no"),
        ("--source wire", "bert-no anna-back"),
        ("--search commitments", "bert-no"),
        ("--search nehmen", "bert-no"),
        ("--search take", "bert-no"),
        ("--search refuses", ""),
        ("--since 2021", "anna-back"),
        ("--sort speaker", "anna-back bert-no"),
        ("--sort -date", "anna-back bert-no"),
    ],
)
def test_quotes_filters(ask: Ask, options: str, found: str) -> None:
    assert ids(ask("quotes", *options.split())) == found.split()


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "aland anna-a bert-b bland carl-b dessie"),
        ("--kind state", "aland bland"),
        ("--of bland", "anna-a bert-b"),
        ("--of bland --of aland --kind person", "anna-a bert-b"),
        ("--sort -events --limit 2", "bland anna-a"),
        ("--sort first --limit 1", "aland"),
    ],
)
def test_actors(ask: Ask, options: str, found: str) -> None:
    assert ids(ask("actors", *options.split())) == found.split()


def test_who_held_an_office_then_counts_for_it(ask: Ask) -> None:
    [proposal, _, later] = json.loads(ask("timeline", "-f", "json").out)
    assert proposal["actors"][0] == {
        "id": "anna-a",
        "name": "Anna A",
        "kind": "person",
        "role": "proposer",
        "as": "Envoy",
        "for": "aland",
    }
    assert (later["actors"][0]["as"], later["actors"][0]["for"]) == ("Minister", "bland")


EVENT_FIELDS = [
    "id", "date", "date_start", "date_end", "date_precision", "type", "title", "summary", "place",
    "actors", "topics", "about", "quotes", "disputes", "sources", "notes",
]  # fmt: skip
QUOTE_FIELDS = [
    "id", "date", "date_start", "date_end", "date_precision", "speaker", "speaker_name", "as",
    "for", "text", "wording", "language", "original", "variants", "status", "event",
    "event_title", "place", "topics", "disputes", "sources", "notes",
]  # fmt: skip
ACTOR_FIELDS = [
    "id", "kind", "name", "original_name", "aliases", "iso", "wikidata", "office", "offices",
    "events", "quotes", "first", "last", "notes",
]  # fmt: skip
SOURCE_FIELDS = ["id", "title", "publisher", "issued", "URL", "kind", "side", "at"]


@pytest.mark.parametrize(
    ("command", "fields"),
    [("timeline", EVENT_FIELDS), ("quotes", QUOTE_FIELDS), ("actors", ACTOR_FIELDS)],
)
def test_the_fields_are_a_promise(ask: Ask, command: str, fields: list[str]) -> None:
    rows = json.loads(ask(command, "--format", "json").out)
    assert [list(row) for row in rows] == [fields] * len(rows)
    lines = ask(command, "--format", "jsonl").lines
    assert [json.loads(line) for line in lines] == rows
    header = ask(command, "--format", "csv").lines[0]
    assert header.split(",") == fields


def test_an_event_as_json(ask: Ask) -> None:
    [event] = json.loads(ask("timeline", "--type", "proposal", "-f", "json").out)
    assert list(event["sources"][0]) == SOURCE_FIELDS
    assert event["sources"][0]["at"] == "page 2"
    assert event["disputes"] == ["was-it-serious"]
    assert event["notes"] is None
    assert event["quotes"] == []


def test_a_quote_as_json(ask: Ask) -> None:
    quote, back = json.loads(ask("quotes", "-f", "json").out)
    assert quote["text"] == "[W]e do not accept [their commitments] — :smile: [/b] *no*\tnever."
    assert quote["as"] == "the President"
    assert quote["for"] == "bland"
    assert quote["original"] == {"language": "de", "text": "Wir nehmen das nicht an"}
    assert [variant["text"] for variant in quote["variants"]] == ["We shall not take it"]
    assert quote["date_start"] == quote["date_end"] == "2020-05-02"
    assert quote["date_precision"] == "minute"
    assert back["disputes"] == ["was-it-serious"]
    assert back["sources"][0]["id"] == "wire", "those of the event, if the quote has none"


def test_words_reach_every_format_as_they_are(ask: Ask, look: Ask) -> None:
    words = "[W]e do not accept [their commitments] — :smile: [/b] *no*\tnever."
    spaced = words.replace("\t", " ")
    assert ask("quotes", "--fields", "text").lines[0] == spaced
    rows = list(csv.DictReader(io.StringIO(ask("quotes", "-f", "csv").out)))
    assert rows[0]["text"] == words
    assert json.loads(ask("quotes", "-f", "jsonl").lines[0])["text"] == words
    escaped = r"\[W\]e do not accept \[their commitments\] — :smile: \[/b\] \*no\* never."
    assert escaped in ask("quotes", "-f", "markdown").out
    for columns in (60, 80, 160):
        table = plain(look("quotes", "--limit", "1", columns=columns).out)
        assert spaced in " ".join(" ".join(line[14:] for line in table.split("\n")).split())
    assert spaced in " ".join(plain(look("show", "bert-no").out).split())
    assert spaced in " ".join(plain(look("actor", "bert-b").out).split())
    assert spaced in " ".join(plain(look("show", "refusal").out).split())
    assert "A [draft] paper" in plain(look("show", "paper").out)


def test_a_pipe_gets_one_line_a_record(ask: Ask) -> None:
    assert ask("timeline").out == (
        "2020-05-01\tproposal\tAland proposes peace\tanna-a; bland\tproposal\n"
        "2020-05-02T09:00+02:00\tstatement\tBert refuses\tbert-b; carl-b\trefusal\n"
        "2021-02/2021-03\tstatement\tAnna looks back\tanna-a\tlater\n"
    )
    assert ask("timeline", "--header").lines[0] == "date\ttype\ttitle\tactors\tid"
    assert len(ask("timeline", "-f", "csv", "--no-header").lines) == 3


def test_fields_choose_and_order_columns(ask: Ask) -> None:
    assert ask("timeline", "--fields", "id, date_end", "--limit", "1").out == (
        "proposal\t2020-05-01\n"
    )
    [row] = json.loads(ask("timeline", "--fields", "id,place", "--limit", "1", "-f", "json").out)
    assert list(row) == ["id", "place"]


def test_markdown_is_a_table(ask: Ask) -> None:
    head, rule, *rows = ask("actors", "-f", "markdown").lines
    assert head == "| name | kind | office | events | quotes | first | last | id |"
    assert rule == "| --- | --- | --- | --- | --- | --- | --- | --- |"
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("format_", "out"),
    [("table", ""), ("tsv", ""), ("jsonl", ""), ("json", "[]\n")],
)
def test_empty_results(ask: Ask, format_: str, out: str) -> None:
    nothing = ("timeline", "--since", "2030", "-f", format_)
    said = "negcli: no events since 2030\n" if format_ == "table" else ""
    assert ask(*nothing) == (out, said, 0)
    assert ask(*nothing, "--exit-status") == (out, said, 4)
    assert ask("timeline", "--exit-status").code == 0


def test_csv_for_spreadsheets_runs_no_formula(
    negcli: Negcli, make_store: Callable[..., Path]
) -> None:
    words = ["=1+1", "+1", "-1", "@A1", "\u2013 a dash", "a =1", "привіт"]
    events = "".join(
        f"- id: event-{i}\n  date: 2020-05-0{i}\n  type: meeting\n  title: '{title}'\n"
        "  summary: They meet.\n  actors: [{actor: bland, role: party}]\n"
        "  topics: [peace]\n  sources: [paper]\n"
        for i, title in enumerate(words, start=1)
    )
    store = make_store(events=events)
    wanted = ("--store", str(store), "timeline", "-f", "csv", "--fields", "title")
    kept = negcli(*wanted).out
    assert kept == "title\n" + "".join(f"{title}\n" for title in words)
    guarded = negcli(*wanted, "--excel").out
    assert guarded == "\ufefftitle\n'=1+1\n'+1\n'-1\n'@A1\n\u2013 a dash\na =1\nпривіт\n"


def test_an_empty_csv_has_its_header(ask: Ask) -> None:
    assert ask("quotes", "--since", "2030", "-f", "csv").out == ",".join(QUOTE_FIELDS) + "\n"


def test_a_file_is_written_whole_in_the_format_of_its_suffix(ask: Ask, tmp_path: Path) -> None:
    expected = {suffix: ask("timeline", "-f", format_).out for suffix, format_ in
                {"tsv": "tsv", "csv": "csv", "json": "json", "jsonl": "jsonl", "md": "markdown",
                 "txt": "table"}.items()}  # fmt: skip
    for suffix, text in expected.items():
        target = tmp_path / f"events.{suffix}"
        assert ask("timeline", "-o", str(target)) == ("", "", 0)
        assert target.read_text("utf-8") == text
    assert ask("timeline", "-f", "csv", "-o", str(tmp_path / "x.json")).code == 0
    assert (tmp_path / "x.json").read_text("utf-8") == expected["csv"]
    kept = tmp_path / "events.csv"
    assert ask("timeline", "--actor", "nobody", "-o", str(kept)).code == 2
    assert kept.read_text("utf-8") == expected["csv"], "an error leaves the old file alone"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_cannot_be_written_is_said(ask: Ask, tmp_path: Path) -> None:
    result = ask("timeline", "-o", str(tmp_path / "no" / "x.csv"))
    assert result.code == 5
    assert "cannot be written: No such file or directory" in result.err
    assert ask("timeline", "-o", str(tmp_path), "-f", "csv").code == 5
    result = ask("timeline", "-o", "events.xyz")
    assert result.code == 2
    assert "does not tell the format" in result.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("timeline --actor Ana-A", "no actor is called 'Ana-A'\n  did you mean 'Anna A'?"),
        (
            "timeline --actor B",
            "'B' may be bert-b (President, Bland) or carl-b\n  write the id of the one",
        ),
        ("timeline --actor Qqq", "no actor is called 'Qqq'\n  'negcli actors' lists them all"),
        ("timeline --topic peac", "no topic 'peac'\n  did you mean 'peace'?"),
        ("timeline --type statment", "no type 'statment'\n  did you mean 'statement'?"),
        ("timeline --role chair", "no role 'chair'\n  one of party, speaker, host,"),
        ("timeline --source papr", "no source has the id 'papr'\n  did you mean 'paper'?"),
        ("timeline --about propsal", "no event has the id 'propsal'\n  did you mean 'proposal'?"),
        ("timeline --place Blond", "nothing took place in 'Blond'\n  did you mean 'Bland'"),
        ("timeline --fields id,titel", "no field 'titel'\n  did you mean 'title'?\n  the fields"),
        ("timeline --since 2020-02-30", "there is no day 30; 2020-02 has 29 days\n  write 2022,"),
        ("timeline --on soon", "'soon' is not a date\n  write 2022, 2022-03, 2022-Q1"),
        ("timeline --since 2021 --until 2020", "--until 2020 lies before --since 2021"),
        ("timeline --sort size", "cannot sort by 'size'\n  one of date, title, type"),
        ("quotes --status denyed", "no status 'denyed'\n  did you mean 'denied'?"),
        ("timeline -f tsv --excel", "--excel is not for tsv\n  it is for csv"),
        ("timeline -f xml", "no format 'xml'\n  one of table, tsv, csv, json, jsonl, markdown"),
        ("timeline -f json --header", "--header and --no-header are not for json"),
        ("timeline --search …", "there is no word in '…'"),
        ("timeline --limit -1", "-1 is not in the range x>=0"),
        ("timeline --actr x", "No such option: --actr"),
        ("timeline extra", "Got unexpected extra argument"),
        ("timelin", "No such command 'timelin'. Did you mean 'timeline'?"),
        ("actors --kind human", "no kind 'human'\n  one of person, state, organization, group"),
        ("show bert-noo", "no record has the id 'bert-noo'\n  did you mean 'bert-no'"),
        ("show", "Missing argument 'ID…'"),
        ("actor", "Missing argument 'NAME'"),
        ("quotes --color red", "no colour mode 'red'\n  one of auto, always, never"),
    ],
)
def test_wrong_use_is_explained(ask: Ask, args: str, said: str) -> None:
    result = ask(*args.split(" "))
    assert result.code == 2
    assert result.out == ""
    assert said in result.err
    assert result.err.startswith("negcli: ")
    assert "Traceback" not in result.err


def test_show_gives_all_that_belongs_to_an_event(ask: Ask, look: Ask) -> None:
    [event] = json.loads(ask("show", "proposal", "-f", "json").out)
    assert event["record"] == "event"
    assert [ref["id"] for ref in event["spoken_of_by"]] == ["refusal", "later"]
    shown = " ".join(plain(look("show", "refusal").out).split())
    for part in ("Bert refuses", "2020-05-02T09:00+02:00 · statement", "Carl B, guest, Dessie",
                 "Speaks of 2020-05-01 Aland proposes peace [proposal]", "A wire",
                 "Bert B, the President, Bland [translated, disputed]", "bert-no"):  # fmt: skip
        assert part in shown


def test_show_takes_records_of_every_kind(ask: Ask, look: Ask) -> None:
    own = ["proposal", "bert-no", "anna-a", "paper", "peace", "was-it-serious"]
    rows = json.loads(ask("show", *own, "-f", "json").out)
    assert [row["record"] for row in rows] == [
        "event", "quote", "actor", "source", "topic", "dispute",
    ]  # fmt: skip
    assert [line.split("\t")[:2] for line in ask("show", *own).lines][:2] == [
        ["event", "proposal"],
        ["quote", "bert-no"],
    ]
    assert "It was not." in ask("show", "was-it-serious").out, "a pipe gets it whole, too"
    for kind in own:
        assert len(ask("show", kind).lines) == 1
        [alone] = json.loads(ask("show", kind, "-f", "json").out)
        assert list(alone) == list(rows[own.index(kind)]), "whatever is shown beside it"
    shown = plain(look("show", *own).out)
    assert all(name in shown for name in own)
    dispute = " ".join(plain(look("show", "was-it-serious").out).split())
    assert "Anna A It was. “A chance was missed.”" in dispute
    assert "Bert B It was not. A wire" in dispute
    quote = " ".join(plain(look("show", "bert-no").out).split())
    assert "Original “Wir nehmen das nicht an” (de)" in quote
    assert "Also given as “We shall not take it” (Press)" in quote


def test_actor_sums_up(ask: Ask, look: Ask) -> None:
    [row] = json.loads(ask("actor", "Анна А", "-f", "json").out)
    assert row["months"] == {"2020-05": 1, "2021-02": 1}
    assert row["events"] == 2
    assert [count["id"] for count in row["with_whom"]] == []
    assert row["disputes"] == ["was-it-serious"]
    shown = plain(look("actor", "anna-a").out)
    assert "2020-01 – 2020-06-30     Envoy, Aland" in shown
    assert "2021 – now               Minister, Bland" in shown
    assert "2020 · · · · █ · · · · · · ·  1" in shown
    assert "2021 · █ · · · · · · · · · ·  1" in shown
    assert "Was the proposal serious? [was-it-serious]" in shown


def test_a_store_with_problems_answers_and_says_so(make_store, negcli: Negcli) -> None:
    broken = EVENTS.replace("date: 2020-05-01", "date: 2020-05-32")
    store = str(make_store(actors=ACTORS, topics=TOPICS, sources=SOURCES, events=broken))
    result = negcli("--store", store, "timeline")
    assert ids(result) == ["refusal", "later"]
    assert result.err == (
        f"negcli: the store '{store}' has problems: 1 record is left out\n"
        f"  'negcli check {store}' tells why\n"
    )
    strict = negcli("timeline", "--store", store, "--strict")
    assert (strict.out, strict.code) == ("", 1)


def test_what_rests_on_an_unsound_record_is_left_out(make_store, negcli: Negcli) -> None:
    broken = ACTORS.replace("kind: person, name: Bert B", "kind: man, name: Bert B")
    store = str(make_store(actors=broken, topics=TOPICS, sources=SOURCES, events=EVENTS))
    result = negcli("--store", store, "timeline")
    assert ids(result) == ["proposal", "later"]
    assert "2 records are left out" in result.err


@pytest.mark.parametrize("where", ["missing", "file", "empty"])
def test_no_store_is_an_error_of_its_own(negcli: Negcli, tmp_path: Path, where: str) -> None:
    place = tmp_path / where
    if where == "file":
        place.write_text("")
    elif where == "empty":
        place.mkdir()
    for result in (negcli("--store", str(place), "timeline"),
                   negcli("timeline", NEGCLI_STORE=str(place)),
                   negcli("check", str(place))):  # fmt: skip
        assert (result.out, result.code) == ("", 3)
        assert str(place) in result.err
        assert "Traceback" not in result.err


def test_disputes_list_questions_and_set_accounts_side_by_side(ask: Ask, look: Ask) -> None:
    assert ask("disputes").out == "Was the proposal serious?\topen\tproposal\twas-it-serious\n"
    first, second = json.loads(ask("disputes", "was-it-serious", "-f", "json").out)
    assert first == {
        "dispute": "was-it-serious",
        "by": "anna-a",
        "by_name": "Anna A",
        "for": "bland",
        "date": "2021-02/2021-03",
        "claim": "It was.",
        "words": ["A chance was missed."],
        "quotes": ["anna-back"],
        "sources": first["sources"],
    }
    assert [source["id"] for source in first["sources"]] == ["wire"]
    assert (second["for"], second["words"], second["date"]) == (None, [], None)
    assert len(ask("disputes", "was-it-serious").lines) == 2
    assert "| Anna A | bland |" in ask("disputes", "was-it-serious", "-f", "markdown").out
    shown = plain(look("disputes", "was-it-serious", columns=100).out)
    assert "Who" in shown
    assert "In which words, and where" in shown
    assert "“A chance was missed.”" in shown
    assert "“A chance was missed.”" in plain(look("disputes", "was-it-serious", columns=60).out)
    result = ask("disputes", "was-it-seriuos")
    assert (result.code, result.out) == (2, "")
    assert "did you mean 'was-it-serious'?" in result.err


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "paper wire"),
        ("--kind primary", "paper"),
        ("--side bland", "paper"),
        ("--side bland --kind secondary", ""),
        ("--sort -events", "paper wire"),
        ("--sort -issued --limit 1", "wire"),
    ],
)
def test_sources(ask: Ask, options: str, found: str) -> None:
    assert ids(ask("sources", *options.split())) == found.split()


def test_sources_count_what_rests_on_them(ask: Ask) -> None:
    paper, wire = json.loads(ask("sources", "-f", "json").out)
    assert (paper["events"], paper["quotes"]) == (2, 1)
    assert (wire["events"], wire["quotes"]) == (2, 2)


def test_topics(ask: Ask) -> None:
    assert ask("topics").out == "Peace\tPeace.\t2\tpeace\nWar aims\tAims.\t1\twar-aims\n"


def test_stats_count_by_side(ask: Ask, look: Ask) -> None:
    rows = json.loads(ask("stats", "-f", "json").out)
    counts = {(row["group"], row["name"]): (row["count"], row["share"]) for row in rows}
    assert counts["records", "events"] == (3, None)
    assert counts["quotes by side", "Bland"] == (2, 1.0)
    assert counts["sources by side", "Bland"] == (1, 0.5)
    assert counts["sources by side", "none (third party or private)"] == (1, 0.5)
    assert counts["accounts of disputes by side", "Bland"] == (1, 0.5)
    assert counts["support of events", "with a primary source"] == (2, 0.6667)
    assert counts["support of events", "on one secondary or tertiary source alone"] == (1, 0.3333)
    assert counts["events on one source alone", "later"] == (1, None)
    for group in {row["group"] for row in rows if row["share"] is not None} - {"support of events"}:
        assert sum(row["share"] for row in rows if row["group"] == group) == pytest.approx(
            1, abs=0.01
        )
    shown = plain(look("stats").out)
    assert "Quotes by side" in shown
    assert "█" in shown


def test_corrections(make_store: Callable[..., Path], negcli: Negcli) -> None:
    store = make_store(
        corrections="- {date: 2021-01-02, record: meeting-one, change: corrected, field: date,"
        " was: 2020-04, now: 2020-05, why: The paper's own date}\n"
        "- {date: 2021-01-01, record: gone, change: withdrawn, why: It never took place}\n"
    )
    assert negcli("--store", str(store), "corrections").out == (
        "2021-01-01\tgone\twithdrawn\t\t\t\tIt never took place\n"
        "2021-01-02\tmeeting-one\tcorrected\tdate\t2020-04\t2020-05\tThe paper's own date\n"
    )
    shown = plain(negcli.terminal("--store", str(store), "corrections").out)
    assert "was: 2020-04" in shown
