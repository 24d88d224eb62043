"""The words that fields choose from.

Those of sources are CSL's types; those of roles and events follow PLOVER and Popolo where these
have one (Citation Style Language 1.0.2; PLOVER manual 2.0; Popolo 1.0).
"""

from typing import Literal

ActorKind = Literal["person", "state", "organization", "group"]
EventType = Literal[
    "talks",
    "meeting",
    "visit",
    "call",
    "proposal",
    "reply",
    "agreement",
    "decision",
    "document",
    "statement",
    "military",
]
Role = Literal[
    "party",
    "speaker",
    "host",
    "mediator",
    "guarantor",
    "observer",
    "proposer",
    "addressee",
    "refuser",
    "signatory",
]
Wording = Literal["verbatim", "translated", "reported"]
QuoteStatus = Literal["undisputed", "disputed", "denied", "misattributed"]
DisputeStatus = Literal["open", "settled"]
SourceKind = Literal["primary", "secondary", "tertiary"]
SourceType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "broadcast",
    "chapter",
    "document",
    "entry-encyclopedia",
    "interview",
    "legislation",
    "post",
    "post-weblog",
    "report",
    "speech",
    "treaty",
    "webpage",
]
Change = Literal["added", "corrected", "withdrawn"]
