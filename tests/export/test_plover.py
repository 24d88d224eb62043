"""`negcli export plover`: the crosswalk, who does it to whom, and what has no counterpart."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Negcli
from hostile_store import FILES, PLACE, TITLE, URL, as_yaml, event

# Lines of CAMEO2PLOVER-2021.txt (openeventdata/PLOVER): category, mode, context.
CAMEO2PLOVER = """\
030: AGREE,  , diplomatic # Express intent to cooperate
040: CONSULT, ,  # Consult
041: CONSULT, phone,   # Discuss by telephone
042: CONSULT, visit,   # Make a visit
044: CONSULT, third-party,   # Meet at a 'third' location
046: CONSULT,   , diplomatic    # Engage in negotiation
057: SUPPORT,  , diplomatic # Sign formal agreement
120: REJECT,  ,    # Reject
"""
PARTIES = ["anna-a:party", "bland:party"]


@pytest.fixture
def export(negcli: Negcli, make_store: Callable[..., Path]) -> Callable[..., tuple[Any, str]]:
    """Exports events, and gives the records and what is said."""

    def exported(*events: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
        files = FILES | ({"events": as_yaml([*events]), "disputes": None} if events else {})
        result = negcli("--store", str(make_store(**files)), "export", "plover")
        assert result.code == 0
        return [json.loads(line) for line in result.out.splitlines()], result.err

    return exported


def taking_part(*parts: str) -> list[dict[str, str]]:
    """`actor:role` and `actor:role:whom` as records have them."""
    names = ("actor", "role", "for")
    return [dict(zip(names, part.split(":"), strict=False)) for part in parts]


@pytest.mark.parametrize(
    ("type_", "parts", "code", "actors", "recipients"),
    [
        ("call", PARTIES, "CONSULT phone 041", "anna-a bland", ""),
        ("call", [*PARTIES, "cland:speaker"], "CONSULT phone 041", "anna-a bland", ""),
        ("visit", ["anna-a:party", "bland:host"], "CONSULT visit 042", "anna-a", "bland"),
        ("visit", ["anna-a:speaker", "bland:host"], "CONSULT visit 042", "anna-a", "bland"),
        (
            "visit",
            ["anna-a:mediator", "bland:host", "ben-b:party:bland"],
            "CONSULT visit 042",
            "anna-a",
            "bland ben-b",
        ),
        ("visit", PARTIES, "CONSULT 040", "anna-a bland", ""),
        ("meeting", PARTIES, "CONSULT 040", "anna-a bland", ""),
        ("meeting", ["anna-a:party", "bland:host"], "CONSULT 040", "anna-a bland", ""),
        (
            "meeting",
            [*PARTIES, "cland:host"],
            "CONSULT third-party 044",
            "anna-a bland cland",
            "",
        ),
        (
            "meeting",
            [*PARTIES, "ben-b:host:the-union"],
            "CONSULT multilateral 040",
            "anna-a bland ben-b",
            "",
        ),
        ("talks", [*PARTIES, "cland:host", "ben-b:observer"], "CONSULT 046",
         "anna-a bland cland", ""),
        ("proposal", ["anna-a:proposer", "bland:addressee", "cland:mediator"], "AGREE 030",
         "anna-a", "bland"),
        ("proposal", ["cland:mediator", "bland:addressee"], "AGREE 030", "cland", "bland"),
        ("agreement", [*PARTIES, "cland:mediator"], "AGREE 030", "anna-a bland", ""),
        ("agreement", ["anna-a:signatory", "bland:signatory", "cland:party"], "SUPPORT 057",
         "anna-a bland", ""),
        ("document", ["anna-a:signatory", "bland:signatory"], "SUPPORT 057", "anna-a bland", ""),
        ("reply", ["anna-a:refuser", "bland:proposer", "cland:speaker"], "REJECT 120",
         "anna-a", "bland"),
        ("decision", ["anna-a:refuser"], "REJECT 120", "anna-a", ""),
        ("statement", ["anna-a:refuser", "bland:addressee"], "REJECT 120", "anna-a", "bland"),
    ],
)  # fmt: skip
def test_the_crosswalk(
    export: Callable[..., tuple[Any, str]],
    type_: str,
    parts: list[str],
    code: str,
    actors: str,
    recipients: str,
) -> None:
    [record], err = export(event("one", "2020-05-01", type=type_, actors=taking_part(*parts)))
    assert " ".join([*record["event"], *record["mode"], record["cameo"]]) == code
    assert " ".join(entity["id"] for entity in record["actor"]) == actors
    assert " ".join(entity["id"] for entity in record["recipient"]) == recipients
    assert "left out" not in err


@pytest.mark.parametrize("type_", ["statement", "decision", "document", "reply", "military"])
def test_what_has_no_counterpart_is_counted(
    export: Callable[..., tuple[Any, str]], type_: str
) -> None:
    records, err = export(event("one", "2020-05-01", type=type_))
    assert records == []
    assert err == (
        "negcli: of 1 event and 0 quotes written to stdout\n"
        f"  without a counterpart in PLOVER, and so left out: 1 event (1 {type_})\n"
    )


def test_the_fields_have_the_manuals_names(export: Callable[..., tuple[Any, str]]) -> None:
    records, err = export()
    talks, call, _ = records
    assert talks == {
        "id": "the-day",
        "date": "2020-05-01",
        "time": None,
        "enddate": "2020-05-01",
        "actor": [
            {
                "code": "ALA",
                "entity_text": "Anna A",
                "identifier_id": "Q1",
                "office": "1. *Envoy* <b>",
                "id": "anna-a",
                "for": "aland",
                "roles": ["party"],
            },
            {
                "code": "BLA",
                "entity_text": "- Ben_B_ [x](javascript:1)",
                "identifier_id": None,
                "office": "+ his own *man*",
                "id": "ben-b",
                "for": "bland",
                "roles": ["party"],
            },
        ],
        "recipient": [],
        "event": ["CONSULT"],
        "mode": [],
        "context": ["diplomatic"],
        "event_loc": {"extracted_place": PLACE},
        "event_text": [TITLE],
        "cite_info": [
            {"url": None, "title": "A book", "publication": None},
            {
                "url": URL,
                "title": "<script>1</script> [A] *paper*; \\ «Слова»",
                "publication": "# A & B, Press",
            },
        ],
        "cameo": "046",
        "date_edtf": "2020-05-01",
        "date_precision": "day",
    }
    assert (call["date"], call["time"]) == ("2020-05-02", "23:30-05:00")
    assert "9 events (9 statement)" in err


@pytest.mark.parametrize(
    ("date", "first", "last", "time"),
    [
        ("2020-05~", "2020-05-01", "2020-05-31", None),
        ("2020-05-04/2020-05-06?", "2020-05-04", "2020-05-06", None),
        ("2020-05-04/..", "2020-05-04", None, None),
        ("2020-05-04T10:00Z?", "2020-05-04", "2020-05-04", "10:00Z"),
        ("2020-05-04T10:00Z/2020-05-05", "2020-05-04", "2020-05-05", None),
    ],
)
def test_dates_are_days_with_the_date_as_written(
    export: Callable[..., tuple[Any, str]], date: str, first: str, last: str | None, time: str
) -> None:
    [record], _ = export(event("one", date, type="call"))
    assert (record["date"], record["enddate"], record["time"]) == (first, last, time)
    assert record["date_edtf"] == date


def test_an_actor_with_several_roles_is_named_once(
    export: Callable[..., tuple[Any, str]],
) -> None:
    parts = taking_part("bland:host", "bland:party", "the-union:party")
    [record], _ = export(event("one", "2020-05-01", type="talks", actors=parts))
    assert [(entity["code"], entity["roles"]) for entity in record["actor"]] == [
        ("BLA", ["host", "party"]),
        (None, ["party"]),
    ]


def test_the_shipped_store_agrees_with_plovers_own_table(negcli: Negcli) -> None:
    table = {}
    for line in CAMEO2PLOVER.splitlines():
        cameo, *coded = (part.strip() for part in re.split("[:,]", line.partition("#")[0]))
        table[cameo] = tuple([part] if part else [] for part in coded)
    result = negcli("--store", str(ROOT / "data"), "export", "plover")
    records = [json.loads(line) for line in result.out.splitlines()]
    for record in records:
        event_, mode, context = table[record["cameo"]]
        assert record["event"] == event_
        assert record["context"] == context
        # CAMEO has no code for what only the manual has.
        assert record["mode"] == mode or (record["cameo"], record["mode"]) == (
            "040",
            ["multilateral"],
        )
        assert record["actor"]
        assert all(re.fullmatch("[A-Z]{3}", e["code"]) for e in record["actor"] if e["code"])
    assert {record["cameo"] for record in records} == table.keys()
    rows = json.loads(negcli("timeline", "-f", "json").out)
    found = re.search(r"left out: (\d+) events", result.err)
    assert found
    assert len(records) + int(found[1]) == len(rows)
