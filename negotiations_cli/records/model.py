"""The records of a store, declared once: check, schema and the format's page come from here.

Every value is text as written, checked by its field.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.config import JsonDict

from negotiations_cli.records.dates import EDTF_PATTERN, FuzzyDate, parse_date
from negotiations_cli.records.vocabulary import (
    ActorKind,
    Change,
    DisputeStatus,
    EventType,
    QuoteStatus,
    Role,
    SourceKind,
    SourceType,
    Wording,
)


def _date(value: Any) -> FuzzyDate:
    if not isinstance(value, str):
        raise ValueError("a date is text, not a list or a mapping")
    return parse_date(value)


def _citation(value: Any) -> Any:
    """A bare source id is short for a citation of the whole source."""
    return {"source": value} if isinstance(value, str) else value


Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=100)
]
"""A record's own id: lower-case ASCII letters, digits and single hyphens."""
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": "string", "pattern": r"\S"}),
]
Date = Annotated[
    FuzzyDate,
    PlainValidator(_date),
    WithJsonSchema({"type": "string", "pattern": EDTF_PATTERN}),
]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
]  # fmt: skip
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


# What reaches over several fields has checks of its own (store/checks/rules.py), with their names;
# of these rules, json_schema_extra tells the JSON Schema those that it can say.


def _with_sources(schema: dict[str, Any]) -> None:
    schema["required"].append("sources")


_QUOTES_OR_SOURCES: JsonDict = {
    "anyOf": [
        {"required": [field], "properties": {field: {"minItems": 1}}}
        for field in ("quotes", "sources")
    ]
}


class Record(BaseModel):
    """What every record and part of a record keeps to."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(Record):
    """A source, and the place in it."""

    source: Text = Field(description="The id of a source.")
    at: Text | None = Field(None, description="The place in it: a page, a paragraph, a minute.")


Cited = Annotated[Citation, BeforeValidator(_citation, json_schema_input_type=str | Citation)]


class Office(Record):
    """A post that an actor holds or held."""

    post: Text = Field(description="The post's name.")
    of: Text = Field(description="The id of the state or body that its holder acts for.")
    from_: Date | None = Field(None, alias="from", description="First day; absent: unknown.")
    to: Date | None = Field(None, description="Last day; absent: still held.")
    sources: list[Cited] = Field(default_factory=list, description="Where the dates stand.")


class Actor(Record):
    """A person, a state, an organization or a group that takes part."""

    plural: ClassVar = "actors"
    id: Id = Field(description="Permanent, never used again.")
    kind: ActorKind = Field(
        description="A group is a delegation, or people whom a source leaves unnamed."
    )
    name: Text = Field(description="The name as it is shown.")
    original_name: Text | None = Field(None, description="The name in its own script.")
    aliases: list[Text] = Field(
        default_factory=list,
        description="Every other spelling met in a source; surnames need none.",
    )
    iso: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        None, description="A state's ISO 3166-1 alpha-3 code."
    )
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")] | None = Field(
        None, description="The Wikidata item, if it was looked up."
    )
    offices: list[Office] = Field(
        default_factory=list,
        description="Posts over time, the main one first where several are held at once.",
    )
    notes: Text | None = Field(None, description="What a reader should know of it.")


class Source(Record):
    """Something published, in the words of CSL, so that a citation is a copy."""

    plural: ClassVar = "sources"
    id: Id = Field(description="Permanent, such as <publisher>-<topic>-<date>.")
    type: SourceType = Field(description="What it is, as a CSL type.")
    kind: SourceKind = Field(
        description="primary: the words or the text themselves; secondary: a report of them;"
        " tertiary: an opinion, an encyclopedia, a compilation."
    )
    title: Text = Field(description="As published; in square brackets if it is a description.")
    publisher: Text | None = Field(None, description="Who published it.")
    author: list[Text] = Field(default_factory=list, description='Names as "Family, Given".')
    issued: Date | None = Field(None, description="When it was published.")
    accessed: Date | None = Field(None, description="When it was read.")
    URL: Link | None = Field(None, description="Its address.")
    language: Language | None = Field(None, description="BCP 47, such as en or uk.")
    side: Text | None = Field(
        None, description="The id of the state or body whose press or office it is."
    )
    notes: Text | None = Field(None, description="For instance how much of it was read.")


class Topic(Record):
    """A word of the controlled list that events are filed under."""

    plural: ClassVar = "topics"
    id: Id = Field(description="Permanent.")
    name: Text = Field(description="The name as it is shown.")
    description: Text = Field(description="What is filed under it.")


class Participation(Record):
    """An actor's part in an event."""

    actor: Text = Field(description="The id of an actor.")
    role: Role = Field(description="What it does in the event.")
    as_: Text | None = Field(
        None, alias="as", description="In what capacity, where no dated office says it."
    )
    for_: Text | None = Field(
        None, alias="for", description="The id of whom it acts for, where no dated office says it."
    )


class Original(Record):
    """The words in the language in which they were spoken."""

    language: Language = Field(description="The language spoken.")
    text: Text = Field(description="The words.")


class Variant(Record):
    """Another published wording or translation of the same words."""

    text: Text = Field(description="The words, exactly as published there.")
    language: Language | None = Field(None, description="Absent: that of the quote.")
    sources: list[Cited] = Field(description="Who published it so.", min_length=1)
    notes: Text | None = Field(None, description="For instance who translated it.")


class Quote(Record):
    """Words that were said on the occasion of the event in which they stand."""

    id: Id = Field(description="Permanent, such as <speaker>-<telling-words>.")
    speaker: Text = Field(description="The id of one of the event's actors.")
    as_: Text | None = Field(
        None, alias="as", description="The office as the source names it, at that time."
    )
    text: Text = Field(description="The words, exactly as published.")
    wording: Wording = Field(
        description="verbatim: as spoken; translated: a translation; reported: words that the"
        " source gives as another's account of what was said."
    )
    language: Language = Field(description="The language of `text`.")
    original: Original | None = Field(
        None, description="The words in the language spoken, if `text` is a translation."
    )
    variants: list[Variant] = Field(
        default_factory=list, description="Other published wordings of the same words."
    )
    sources: list[Cited] = Field(default_factory=list, description="Absent: those of the event.")
    status: QuoteStatus = Field(
        "undisputed", description="Whether the words, or that they were said, are contested."
    )
    notes: Text | None = Field(None, description="For instance who translated it.")


class Event(Record):
    """Something that happened at a time: an occasion."""

    model_config = ConfigDict(json_schema_extra=_with_sources)
    plural: ClassVar = "events"
    id: Id = Field(description="Permanent.")
    date: Date = Field(description="When it happened; of a statement, when it was said.")
    type: EventType = Field(description="What kind of occasion it is.")
    title: Text = Field(description="One factual line.")
    summary: Text = Field(description="What the sources say, attributed, in words of one's own.")
    place: Text | None = Field(None, description="Where it took place.")
    actors: list[Participation] = Field(description="Who takes part, and how.", min_length=1)
    topics: list[Text] = Field(default_factory=list, description="Ids of topics.")
    about: list[Text] = Field(
        default_factory=list, description="Ids of the events that this one speaks of."
    )
    sources: list[Cited] = Field(
        default_factory=list,
        description="Where it was read: one at least.",
        json_schema_extra={"minItems": 1},
    )
    quotes: list[Quote] = Field(default_factory=list, description="What was said on the occasion.")
    notes: Text | None = Field(None, description="For instance where sources differ.")


class Account(Record):
    """What one side of a dispute says."""

    model_config = ConfigDict(json_schema_extra=_QUOTES_OR_SOURCES)
    by: Text = Field(description="The id of an actor.")
    claim: Text = Field(description="What it says, attributed, in words of one's own.")
    quotes: list[Text] = Field(default_factory=list, description="Ids of quotes.")
    sources: list[Cited] = Field(default_factory=list, description="Where the account was read.")


class Dispute(Record):
    """A question to which sources give conflicting answers, side by side."""

    plural: ClassVar = "disputes"
    id: Id = Field(description="Permanent.")
    question: Text = Field(description="Put so that no answer is in it.")
    about: list[Text] = Field(default_factory=list, description="Ids of events.")
    status: DisputeStatus = Field(
        "open", description="settled: the sources decide it, as the notes say."
    )
    accounts: list[Account] = Field(description="Two or more.", json_schema_extra={"minItems": 2})
    notes: Text | None = Field(None, description="What is known beside the accounts.")


class Correction(Record):
    """A change to a published record; a withdrawn one leaves its id here for good."""

    plural: ClassVar = "corrections"
    date: Date = Field(description="When the change was made.")
    record: Text = Field(description="The id of the record.")
    change: Change = Field(description="A withdrawn record is no longer in the store.")
    field: Text | None = Field(None, description="Which field.")
    was: Text | None = Field(None, description="What it said.")
    now: Text | None = Field(None, description="What it says.")
    why: Text = Field(description="The reason, with the better source.")


class About(Record):
    """`store.yaml`: what the store is."""

    title: Text = Field(description="The store's name.")
    description: Text = Field(description="What it holds.")
    version: Text | None = Field(None, description="Of the data, such as 2026.11.")
    licence: Text = Field(description="An SPDX identifier.")
    format: Literal["1"] = Field(description="The version of this record format.")
    spellings: list[list[Text]] = Field(
        default_factory=list,
        description="Groups of spellings of one word or name, each of which finds the others.",
    )


KINDS: dict[str, type[Record]] = {
    model.plural: model for model in (Actor, Source, Topic, Event, Dispute, Correction)
}
"""The kinds of record by the name of their file or folder."""
