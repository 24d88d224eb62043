"""Five questions about a generated store, in the language of each tool that can be asked them.

Events that a state or someone acting for it takes part in; quotes of a speaker that hold a phrase,
in any wording or language; events with a day within five years, on a topic; one event by its id;
and how many events each actor takes part in. Lists are of ids, oldest first. Tools run in the
folder that `other_formats` has filled.
"""

import csv
import json
from collections.abc import Callable
from typing import NamedTuple

from measuring import NEGCLI

QUESTIONS = ("by actor", "by speaker and words", "by dates and topic", "one by id", "counts")
STATE, SPEAKER, TOPIC = "state-7", "actor-7", "topic-3"
FIRST, LAST = "1990-01-01", "1994-12-31"
PHRASE = "security guarantees"
PATTERN = r"\bsecurity\W+guarantees\b"

Answer = list[str]
Command = list[str]


def lines(output: str) -> Answer:
    """Every line of an answer; what stands between its fields does not matter."""
    return [" ".join(line.split()) for line in output.splitlines() if line]


def _csv(output: str) -> Answer:
    return lines("\n".join(" ".join(row) for row in csv.reader(output.splitlines())))


def _csv_with_header(output: str) -> Answer:
    return _csv(output)[1:]


class Tool(NamedTuple):
    """A program; `ask` takes the id of the one event, and gives a command for each question."""

    name: str
    program: str
    ask: Callable[[str], list[Command]]
    install: str = ""
    text: bool = False
    """Whether it reads text each time."""
    read: Callable[[str], Answer] = lines


def _negcli(event: str) -> list[Command]:
    questions = (
        ["timeline", "--actor", STATE, "--fields", "id"],
        ["quotes", "--speaker", SPEAKER, "--search", f'"{PHRASE}"', "--fields", "id"],
        ["timeline", "--since", FIRST, "--until", LAST, "--topic", TOPIC, "--fields", "id"],
        ["show", event, "--fields", "id,date,title,summary"],
        ["actors", "--fields", "id,events"],
    )
    return [[NEGCLI, *question] for question in questions]


# The tables are the same in SQLite and in Parquet; only the search for words differs.

_OLDEST_FIRST = "ORDER BY date_start, date_end NULLS LAST, id"


def _sql(event: str, holds: str, table: str = "{}") -> list[str]:
    events, quotes, parts, topics = map(
        table.format, ("events", "quotes", "participants", "event_topics")
    )
    return [
        f"SELECT id FROM {events} WHERE id IN (SELECT event FROM {parts}"
        f" WHERE actor = '{STATE}' OR acting_for = '{STATE}') {_OLDEST_FIRST}",
        f"SELECT id FROM {quotes} WHERE speaker = '{SPEAKER}' AND ({holds}) {_OLDEST_FIRST}",
        f"SELECT id FROM {events} WHERE date_start <= '{LAST}'"
        f" AND (date_end >= '{FIRST}' OR date_end IS NULL)"
        f" AND id IN (SELECT event FROM {topics} WHERE topic = '{TOPIC}') {_OLDEST_FIRST}",
        f"SELECT id, date, title, summary FROM {events} WHERE id = '{event}'",
        f"SELECT actor, count(*) FROM (SELECT actor, event FROM {parts} UNION"
        f" SELECT acting_for, event FROM {parts} WHERE acting_for IS NOT NULL) GROUP BY actor",
    ]


def _sqlite(event: str) -> list[str]:
    found = "SELECT rowid FROM {0} WHERE {0} MATCH '{1}\"" + PHRASE + "\"'"
    quotes = found.format("quotes_fts", "{text original} : ")
    variants = found.format("quote_variants_fts", "")
    return _sql(
        event,
        f"rowid IN ({quotes}) OR id IN (SELECT quote FROM quote_variants WHERE rowid IN"
        f" ({variants}))",
    )


def _sqlite3(event: str) -> list[Command]:
    return [["sqlite3", "-separator", "\t", "talks.sqlite", sql] for sql in _sqlite(event)]


def _sqlite_utils(event: str) -> list[Command]:
    query = ["sqlite-utils", "query", "talks.sqlite"]
    return [[*query, sql, "--csv", "--no-headers"] for sql in _sqlite(event)]


_DUCKDB = ["duckdb", "-list", "-noheader", "-separator", "\t", "-c"]
_HOLDS = f"regexp_matches({{}}, '(?i){PATTERN}')"


def _duckdb_parquet(event: str) -> list[Command]:
    table = "'parquet/{}/**/*.parquet'"
    text, original = _HOLDS.format("text"), _HOLDS.format("original")
    variants = f"SELECT quote FROM {table.format('quote_variants')} WHERE {text}"
    holds = f"{text} OR {original} OR id IN ({variants})"
    return [[*_DUCKDB, sql] for sql in _sql(event, holds, table)]


def _duckdb_json(event: str) -> list[Command]:
    text, original, variant = map(_HOLDS.format, ("text", "original.text", "v.text"))
    queries = [
        "SELECT id FROM 'events.jsonl' WHERE len(list_filter(actors,"
        f" lambda a: a.id = '{STATE}' OR a.\"for\" = '{STATE}')) > 0 {_OLDEST_FIRST}",
        f"SELECT id FROM 'quotes.jsonl' WHERE speaker = '{SPEAKER}' AND ({text} OR {original}"
        f" OR len(list_filter(variants, lambda v: {variant})) > 0) {_OLDEST_FIRST}",
        f"SELECT id FROM 'events.jsonl' WHERE date_start <= '{LAST}'"
        f" AND (date_end >= '{FIRST}' OR date_end IS NULL)"
        f" AND list_contains(topics, '{TOPIC}') {_OLDEST_FIRST}",
        f"SELECT id, date, title, summary FROM 'events.jsonl' WHERE id = '{event}' LIMIT 1",
        "SELECT actor, count(*) FROM (SELECT DISTINCT id, unnest(list_concat("
        'list_transform(actors, lambda a: a.id), list_transform(actors, lambda a: a."for")))'
        " AS actor FROM 'events.jsonl') WHERE actor IS NOT NULL GROUP BY actor",
    ]
    return [[*_DUCKDB, sql] for sql in queries]


def _jq(event: str) -> list[Command]:
    test = f'test({json.dumps(PATTERN)}; "i")'
    return [
        ["jq", "-r", f'select(any(.actors[]; .id == "{STATE}" or .for == "{STATE}")) | .id',
         "events.jsonl"],
        ["jq", "-r", f'select(.speaker == "{SPEAKER}" and any(.text, (.original.text // empty),'
         f" .variants[].text; {test})) | .id", "quotes.jsonl"],
        ["jq", "-r", f'select(.date_start <= "{LAST}" and (.date_end // "9999") >= "{FIRST}"'
         f' and (.topics | index("{TOPIC}"))) | .id', "events.jsonl"],
        ["jq", "-nr", f'first(inputs | select(.id == "{event}"))'
         " | [.id, .date, .title, .summary] | @tsv", "events.jsonl"],
        ["jq", "-nr", "reduce (inputs | [.actors[] | .id, (.for // empty)] | unique[]) as $actor"
         r' ({}; .[$actor] = .[$actor] + 1) | to_entries[] | "\(.key)\t\(.value)"', "events.jsonl"],
    ]  # fmt: skip


def _mlr(event: str) -> list[Command]:
    command = ["mlr", "--ijsonl", "--otsv", "--headerless-csv-output"]
    ids = ["then", "cut", "-f", "id"]
    holds = f'=~ "{PATTERN}"i'
    return [
        [*command, "filter", f'any($actors, func(a) {{return a["id"] == "{STATE}"'
         f' || a["for"] == "{STATE}"}})', *ids, "events.jsonl"],
        [*command, "filter", f'$speaker == "{SPEAKER}" && ($text {holds}'
         f' || (is_map($original) && $original["text"] {holds})'
         f' || any($variants, func(v) {{return v["text"] {holds}}}))', *ids, "quotes.jsonl"],
        [*command, "filter", f'$date_start <= "{LAST}" && ($date_end == "" ||'
         f' $date_end >= "{FIRST}") && any($topics, func(t) {{return t == "{TOPIC}"}})',
         *ids, "events.jsonl"],
        [*command, "filter", f'$id == "{event}"', "then", "head", "-n", "1",
         "then", "cut", "-o", "-f", "id,date,title,summary", "events.jsonl"],
        [*command, "put", "-q", 'map seen = {}; for (_, a in $actors) {seen[a["id"]] = 1;'
         ' if (a["for"] != "") {seen[a["for"]] = 1}} for (actor, _ in seen) {@count[actor] += 1}'
         ' end {emit @count, "actor"}', "events.jsonl"],
    ]  # fmt: skip


def _recsel(event: str) -> list[Command]:
    holds = " || ".join(f"{field} ~ '{PATTERN}'" for field in ("Text", "Original", "Variant"))
    return [
        ["recsel", "-e", f"Actor = '{STATE}'", "-P", "Id", "events.rec"],
        ["recsel", "-i", "-e", f"Speaker = '{SPEAKER}' && ({holds})", "-P", "Id", "quotes.rec"],
        ["recsel", "-e", f"Topic = '{TOPIC}' && !(Start >> '{LAST}') && !(End << '{FIRST}')",
         "-P", "Id", "events.rec"],
        ["recsel", "-e", f"Id = '{event}'", "-R", "Id,Date,Title,Summary", "events.rec"],
        ["recsel", "-G", "Actor", "-R", "Actor,Count(Event)", "parts.rec"],
    ]  # fmt: skip


def _bean_query(event: str) -> list[Command]:
    command = ["bean-query", "-q", "-f", "csv"]
    ids = "SELECT meta['id'] FROM #transactions WHERE"
    holds = " OR ".join(
        f"{text} ~ '{PATTERN}'" for text in ("narration", "meta['original']", "meta['variants']")
    )
    state, speaker = f"Assets:{STATE.capitalize()}", f"Assets:{SPEAKER.capitalize()}"
    return [
        [*command, "events.beancount", f"{ids} '{state}' IN accounts"],
        [*command, "quotes.beancount", f"{ids} '{speaker}' IN accounts AND ({holds})"],
        [*command, "events.beancount", f"{ids} date <= {LAST} AND meta['until'] >= {FIRST}"
         f" AND '{TOPIC}' IN tags"],
        [*command, "events.beancount", "SELECT meta['id'], meta['date'], narration,"
         f" meta['summary'] FROM #transactions WHERE meta['id'] = '{event}'"],
        [*command, "events.beancount",
         "SELECT open_meta(account)['id'] AS actor, count(*) GROUP BY actor"],
    ]  # fmt: skip


_DUCKDB_SITE = "its command-line program, from duckdb.org"
TOOLS = (
    Tool("negcli", NEGCLI, _negcli),
    Tool("sqlite3", "sqlite3", _sqlite3, "Debian's sqlite3"),
    Tool("sqlite-utils", "sqlite-utils", _sqlite_utils, "pip install sqlite-utils", read=_csv),
    Tool("DuckDB, Parquet", "duckdb", _duckdb_parquet, _DUCKDB_SITE),
    Tool("DuckDB, JSON Lines", "duckdb", _duckdb_json, _DUCKDB_SITE, text=True),
    Tool("jq", "jq", _jq, "Debian's jq", text=True),
    Tool("mlr", "mlr", _mlr, "Debian's miller", text=True),
    Tool("recsel", "recsel", _recsel, "Debian's recutils", text=True),
    Tool("bean-query", "bean-query", _bean_query, "pip install beancount beanquery",
         text=True, read=_csv_with_header),
)  # fmt: skip
"""negcli, by whose answers the others are judged, and the others."""
