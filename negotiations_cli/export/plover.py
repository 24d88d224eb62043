"""Event data in the categories of PLOVER, with the codes of CAMEO, a record a line.

Source: openeventdata/PLOVER, PLOVER_MANUAL.tex (2.0) for categories, modes and the names of
fields, CAMEO2PLOVER-2021.txt for CAMEO's codes and for contexts.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from negotiations_cli.query.selection import Selection
from negotiations_cli.records.rows import ActorRow, EventRow, PartRow, SourceRef
from negotiations_cli.records.spoken import counted


class Code(NamedTuple):
    """A kind of event in PLOVER, and its code in CAMEO."""

    event: str
    mode: str | None
    context: str | None
    cameo: str


CROSSWALK = {
    "call": Code("CONSULT", "phone", None, "041"),
    "visit": Code("CONSULT", "visit", None, "042"),
    "meeting at a third party's": Code("CONSULT", "third-party", None, "044"),
    "meeting of a body": Code("CONSULT", "multilateral", None, "040"),
    "meeting": Code("CONSULT", None, None, "040"),
    "talks": Code("CONSULT", None, "diplomatic", "046"),
    "proposal": Code("AGREE", None, "diplomatic", "030"),
    "agreement": Code("AGREE", None, "diplomatic", "030"),
    "signing": Code("SUPPORT", None, "diplomatic", "057"),
    "refusal": Code("REJECT", None, None, "120"),
}
"""What our events are in PLOVER and CAMEO, the general code where a record does not tell more."""

_PRESENT = ("party", "host", "mediator", "guarantor", "proposer", "refuser", "signatory")


class Coded(NamedTuple):
    """An event's code, and who does it to whom."""

    code: Code
    actors: Sequence[PartRow]
    recipients: Sequence[PartRow] = ()


def texts(selection: Selection) -> Iterator[str]:
    """An event a line, with lists of all actors and recipients, as PLOVER has it.

    CAMEO's data had a line for every pair of these.
    """
    actors = {actor["id"]: actor for actor in selection.actors()}
    for event in selection.events():
        if coded := _coded(event, actors):
            yield json.dumps(_record(event, coded, actors), ensure_ascii=False) + "\n"


def notes(selection: Selection) -> Iterator[str]:
    """How many events of which types were left out, if any."""
    actors = {actor["id"]: actor for actor in selection.actors()}
    lost = Counter(event["type"] for event in selection.events() if not _coded(event, actors))
    if lost:
        types = ", ".join(f"{count} {type_}" for type_, count in lost.most_common())
        total = counted(lost.total(), "event")
        yield f"without a counterpart in PLOVER, and so left out: {total} ({types})"


def _coded(event: EventRow, actors: Mapping[str, ActorRow]) -> Coded | None:
    """The event in PLOVER; None if it has no counterpart there, or nobody of whom it is told.

    PLOVER has no statements. A reply, decision, document or statement is something there only if
    somebody refuses in it, or signs a document; a military event, only what its type does not say.
    """
    type_ = event["type"]
    if type_ in ("call", "visit", "meeting", "talks"):
        coded = _consultation(event, actors)
    elif type_ == "proposal":
        makers = _those(event, "proposer") or _those(event, "mediator")
        coded = Coded(CROSSWALK["proposal"], makers, _those(event, "addressee"))
    elif type_ in ("agreement", "document") and (signatories := _those(event, "signatory")):
        coded = Coded(CROSSWALK["signing"], signatories)
    elif type_ == "agreement":
        coded = Coded(CROSSWALK["agreement"], _those(event, "party"))
    else:
        refused = _those(event, "proposer", "addressee")
        coded = Coded(CROSSWALK["refusal"], _those(event, "refuser"), refused)
    return coded if coded.actors else None


def _consultation(event: EventRow, actors: Mapping[str, ActorRow]) -> Coded:
    """Who meets: in a visit the visitors are the actors and their hosts the recipients, else all.

    A meeting is at a third party's if two sides are parties to it and its host is neither.
    """
    present = _those(event, *_PRESENT)
    if len(_sides(present)) < 2:  # the other side is recorded only as having spoken
        present = _those(event, *_PRESENT, "speaker")
    home = _sides(_those(event, "host"))
    guests = [part for part in present if _side(part) not in home]
    kind = event["type"]
    if kind == "visit":
        if home and guests:
            hosts = [part for part in present if _side(part) in home]
            return Coded(CROSSWALK["visit"], guests, hosts)
        kind = "meeting"
    elif kind == "meeting" and home:
        parties = _sides(_those(event, "party"))
        if any(actors[side]["kind"] in ("organization", "group") for side in home):
            kind = "meeting of a body"
        elif len(parties) == 2 and not parties & home:
            kind = "meeting at a third party's"
    return Coded(CROSSWALK[kind], present)


def _those(event: EventRow, *roles: str) -> list[PartRow]:
    return [part for part in event["actors"] if part["role"] in roles]


def _sides(parts: Sequence[PartRow]) -> set[str]:
    return {_side(part) for part in parts}


def _side(part: PartRow) -> str:
    """The id of the state or body for whom an actor acts, or its own."""
    return part["for"] or part["id"]


def _record(event: EventRow, coded: Coded, actors: Mapping[str, ActorRow]) -> dict[str, Any]:
    """The fields of the manual's tables by their names there, then `cameo` and our own."""
    code = coded.code
    precise = event["date_precision"] == "minute"
    return {
        "id": event["id"],
        "date": event["date_start"],
        "time": event["date"].partition("T")[2].rstrip("~?%") if precise else None,
        "enddate": event["date_end"],
        "actor": _entities(coded.actors, actors),
        "recipient": _entities(coded.recipients, actors),
        "event": [code.event],
        "mode": [code.mode] if code.mode else [],
        "context": [code.context] if code.context else [],
        "event_loc": {"extracted_place": event["place"]} if event["place"] else None,
        "event_text": [event["title"]],
        "cite_info": [_citation(source) for source in event["sources"]],
        "cameo": code.cameo,
        "date_edtf": event["date"],
        "date_precision": event["date_precision"],
    }


def _entities(parts: Sequence[PartRow], actors: Mapping[str, ActorRow]) -> list[dict[str, Any]]:
    """The actors, each once; `code` is that of the actor or of the state for which it acts."""
    entities: dict[str, dict[str, Any]] = {}
    for part in parts:
        entity = entities.setdefault(
            part["id"],
            {
                "code": actors[_side(part)]["iso"],
                "entity_text": part["name"],
                "identifier_id": actors[part["id"]]["wikidata"],
                "office": part["as"],
                "id": part["id"],
                "for": part["for"],
                "roles": [],
            },
        )
        entity["roles"].append(part["role"])
    return list(entities.values())


def _citation(source: SourceRef) -> dict[str, Any]:
    return {
        "url": source["URL"],
        "title": source["title"],
        "publication": source["publisher"],
    }
