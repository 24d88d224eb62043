"""What holds for every input, tried with inputs that nobody thought of."""

import json
import string
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference import Reference

from negotiations_cli import Store, UsageError, open_store
from negotiations_cli.query.charts import KINDS
from negotiations_cli.store.load import load

ANY = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
STORE = "title: A store\ndescription: For a test.\nlicence: CC0-1.0\nformat: '1'\n"

# Pieces that a reader of YAML trips over, and any text between them.
YAML_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["- id: a\n", "  date: 2020\n", "[", "{", "&a ", "*a", "!!python/object:os.system ",
             "? ", ": ", "---\n", "...\n", "|\n", ">-\n", "\t", "'", '"', "# ", "- ", "  ", "\n",
             "%YAML 1.1\n", "<<: *a\n", "\\u0000", "\x00", "\ufeff", "\r\n", "id: a\nid: a\n"]
        ),
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=200),
    YAML_PIECES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    YAML_PIECES.map(lambda text: text.encode("utf-16", "surrogatepass")),
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        with open_store() as store:
            yield store


@ANY
@given(data=BYTES, name=st.sampled_from(["events", "actors", "store", "disputes"]))
def test_any_bytes_as_a_file_are_problems_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / "store.yaml").write_text(STORE, "utf-8")
    (folder / f"{name}.yaml").write_bytes(data)
    for problem in load(folder).problems:
        assert problem.path.endswith(".yaml")
        assert problem.line >= 1
        assert problem.end_column > problem.column >= 1
        assert problem.message


TEXT_OPTIONS = (
    "actor", "with_", "speaker", "role", "type", "topic", "place", "source", "about", "search",
    "since", "until", "on", "not_actor", "not_topic", "not_type",
)  # fmt: skip


@ANY
@given(option=st.sampled_from(TEXT_OPTIONS), text=st.text(max_size=40))
def test_any_text_as_an_option_is_an_answer_or_wrong_use(
    shipped: Store, option: str, text: str
) -> None:
    filters: Any = {option: text}
    for ask in (
        lambda: list(shipped.timeline(**filters)),
        lambda: list(shipped.quotes(**filters)),
        lambda: list(shipped.search("peace", **filters)),
    ):
        try:
            ask()
        except UsageError as error:
            assert error.message


@ANY
@given(text=st.text(max_size=60))
def test_any_text_to_search_or_show_is_an_answer_or_wrong_use(shipped: Store, text: str) -> None:
    for ask in (
        lambda: list(shipped.search(text)),
        lambda: shipped.show(text),
        lambda: shipped.actor(text),
        lambda: shipped.accounts(text),
        lambda: shipped.cite(text),
        lambda: shipped.chart("months", by=text),
        lambda: list(shipped.timeline(sort=text)),
    ):
        try:
            ask()
        except UsageError as error:
            assert error.message


@pytest.fixture(scope="module")
def reference(shipped: Store) -> Reference:
    return Reference(list(shipped.timeline()), list(shipped.quotes()), list(shipped.actors()))


@settings(ANY, max_examples=300)
@given(data=st.data())
def test_any_filters_answer_as_a_naive_reading_does(
    shipped: Store, reference: Reference, data: st.DataObject
) -> None:
    events = reference.events
    actors = sorted({part["id"] for event in events for part in event["actors"]} | {"russia"})
    topics = sorted({topic for event in events for topic in event["topics"]})
    some: dict[str, st.SearchStrategy[Any]] = {
        "actor": _few(["russia", "ukraine", "united-states", "nato", *actors]),
        "with_": _few(["ukraine", "france", *actors]),
        "role": _few(["party", "speaker", "host", "mediator", "addressee"]),
        "type": _few(["statement", "talks", "call", "proposal"]),
        "topic": _few(topics),
        "source": _few([event["sources"][0]["id"] for event in events]),
        "about": _few(sorted({about for event in events for about in event["about"]})),
        "since": st.dates().map(str),
        "until": st.dates().map(str),
        "on": st.lists(st.sampled_from([event["date_start"] for event in events]), min_size=1),
        "disputed": st.booleans(),
        "not_actor": _few(actors),
        "not_topic": _few(topics),
        "not_type": _few(["statement", "talks"]),
        "direct": st.booleans(),
    }
    names = data.draw(st.sets(st.sampled_from(sorted(some)), max_size=4))
    asked: dict[str, Any] = {name: data.draw(some[name], label=name) for name in names}
    if asked.get("since", "") > asked.get("until", "9999"):
        asked["since"], asked["until"] = asked["until"], asked["since"]
    found = [event["id"] for event in shipped.timeline(**asked)]
    assert found == reference.timeline(**asked)


def _few(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def _sound(text: str) -> bool:
    """Whether the check takes a text: it is not blank, and there is no word of two scripts."""
    return bool(text.strip()) and unicodedata.is_normalized("NFC", text)


TEXTS = st.one_of(
    st.text(string.digits + string.ascii_letters + string.punctuation + " \n\t", min_size=1),
    st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя «»—…№ ", min_size=1, max_size=60),
    st.text("عربي فارسی ۱۲۳ ، ؟", min_size=1, max_size=40),
    st.text("中文 日本語 😀🇺🇦 [x] {y} : # - | > & * ! % @ `", min_size=1, max_size=40),
).filter(_sound)
WORDS = st.text(string.ascii_lowercase, min_size=3, max_size=9)


@st.composite
def stores(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A small sound store, as the records of its files."""
    people = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    actors: list[dict[str, Any]] = [
        {"id": "aland", "kind": "state", "name": "Aland"},
        *({"id": f"p-{own}", "kind": "person", "name": f"Xx {own}"} for own in people),
    ]
    for actor in actors[1:]:
        actor["offices"] = [{"post": draw(TEXTS), "of": "aland", "from": "2020"}]
    sources = [
        {"id": f"s-{i}", "type": "report", "kind": "primary", "title": draw(TEXTS)}
        for i in range(draw(st.integers(1, 3)))
    ]
    events = []
    for number in range(draw(st.integers(1, 4))):
        speaker = draw(st.sampled_from(actors))["id"]
        event: dict[str, Any] = {
            "id": f"e-{number}",
            "date": str(draw(st.dates())),
            "type": draw(st.sampled_from(["talks", "call", "statement"])),
            "title": draw(TEXTS),
            "summary": draw(TEXTS),
            "actors": [{"actor": speaker, "role": "speaker"}],
            "topics": ["peace"],
            "sources": [draw(st.sampled_from(sources))["id"]],
        }
        if draw(st.booleans()):
            event["place"] = draw(TEXTS)
            event["notes"] = draw(TEXTS)
        event["quotes"] = [
            {
                "id": f"q-{number}-{i}",
                "speaker": speaker,
                "text": draw(TEXTS),
                "wording": "verbatim",
                "language": "en",
            }
            for i in range(draw(st.integers(0, 2)))
        ]
        events.append(event)
    topics = [{"id": "peace", "name": "Peace", "description": draw(TEXTS)}]
    return {"actors": actors, "sources": sources, "topics": topics, "events": events}


@settings(ANY, max_examples=60)
@given(files=stores())
def test_a_sound_store_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, list[dict[str, Any]]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / "store.yaml").write_text(STORE, "utf-8")
    for name, records in files.items():
        # JSON is YAML, and quotes what YAML would take for something else.
        (folder / f"{name}.yaml").write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        with open_store(folder) as store:
            assert [p for p in store.check() if p.severity == "error"] == []
            events = {row["id"]: row for row in store.timeline()}
            quotes = {row["id"]: row for row in store.quotes()}
            for kind in KINDS:
                list(store.chart(kind))
    for written in files["events"]:
        row: Any = events[written["id"]]
        for field in ("date", "type", "title", "summary", "place", "notes"):
            kept = written.get(field)
            assert row[field] == (kept.strip() if kept else None), field
        assert row["quotes"] == [quote["id"] for quote in written["quotes"]]
        for quote in written["quotes"]:
            assert quotes[quote["id"]]["text"] == quote["text"].strip()
