"""YAML text to a tree of text, in which every value knows its place.

A store needs less of YAML than YAML offers, and what it leaves out is refused with its line: every
scalar is its text (no dates, numbers or booleans by guess), keys are unique, and anchors, aliases,
tags and further documents do not occur. The tree is built from the parser's events with a stack of
our own, so that deep nesting ends in a message (the C loader's composer ends in a crash).

Reading is what takes the time of compiling: one loop takes the events, and keeps them instead of
places, because few places are ever asked for.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_DEPTH = 40
MAX_PROBLEMS = 100_000
"""The problems of one file that are told of: it may have as many as it has characters."""

MAX_EVENTS = 8_000_000
"""What a parser may find in one file: 64 MiB of records have fewer, of brackets many more."""

_EXPLAINED = 1_000_000  # characters of a text of which the pure parser, being slow, tells the fault

Report: TypeAlias = Callable[["Mark", str, str, str], None]
"""Takes a problem's place, check, message and remedy."""


class Mark(NamedTuple):
    """Where a value stands: lines and columns from 1, the end one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Mark(1, 1, 1, 2)


class Mapping(dict[str, "Node"]):
    """A YAML mapping, with what began and ended it, and what its keys and values were read from."""

    __slots__ = ("end", "keys_at", "start", "values_at")

    def __init__(self, start: yaml.Event) -> None:
        super().__init__()
        self.start = self.end = start
        self.keys_at: dict[str, yaml.Event] = {}
        self.values_at: dict[str, yaml.Event] = {}

    @property
    def mark(self) -> Mark:
        """Where it stands."""
        return _span(self.start, self.end)


class Sequence(list["Node"]):
    """A YAML sequence, with what began and ended it, and what its items were read from."""

    __slots__ = ("end", "items_at", "start")

    def __init__(self, start: yaml.Event) -> None:
        super().__init__()
        self.start = self.end = start
        self.items_at: list[yaml.Event] = []

    @property
    def mark(self) -> Mark:
        """Where it stands."""
        return _span(self.start, self.end)


Node: TypeAlias = str | Mapping | Sequence


class Nothing(str):
    """Where no value stands; that has been reported, and no more needs to be said of it."""

    __slots__ = ()


def mark_of(event: yaml.Event) -> Mark:
    """Where stands what was read from `event`. Events are kept, not marks: few are asked for."""
    return _span(event, event)


def _end(event: yaml.Event) -> int:
    """The index behind what was read from `event`."""
    return event.end_mark.index if event.end_mark else 0


def _span(first: yaml.Event, last: yaml.Event) -> Mark:
    start, end = first.start_mark, last.end_mark
    if start is None or end is None:  # only in events that are made by hand
        return START
    return Mark(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


# YAML 1.1 takes these characters in a file; the rest of the controls are refused before parsing,
# because the parser tells of them with a byte's number instead of a line.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile(r" #\S")
_NO_KEY = Nothing()
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def decode(data: bytes, report: Report) -> str | None:
    """The text of a file, or None if it is not UTF-8 (said to `report`); a BOM is left out."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report(START, "not-utf8", "the file is UTF-16", "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        report(
            _place(before, len(before)),
            "not-utf8",
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        )
        return None
    return text


def lines(text: str) -> list[str]:
    """The lines of `text`, as YAML counts them."""
    return _BREAK.split(text)


def parse(text: str, report: Report) -> tuple[Node | None, bool]:
    """The tree of the one document in `text`, None where there is none; and whether it is whole.

    Everything refused is said to `report`; what could be read is returned all the same. After a
    fault of syntax that is the part before it, without the list item or entry that was under way.
    What libyaml refuses is read anew by the pure parser, so that the answer is the same with
    libyaml and without; only of long texts libyaml has the last word, because that takes seconds.
    """
    clean = _without_controls(text, report)
    if hasattr(yaml, "CSafeLoader"):
        reading = _Reading(clean)
        deque(reading.items(yaml.CSafeLoader), maxlen=0)
        if not reading.fault or len(text) > _EXPLAINED:
            return reading.told(report)
    reading = _Reading(clean)
    deque(reading.items(yaml.SafeLoader), maxlen=0)
    return reading.told(report)


def items(text: str, report: Report) -> Iterator[Node]:
    """The items of the list that `text` is, each as soon as it is read, and then forgotten.

    For texts in which nothing is expected to be wrong. Of what is, something is said to `report`
    before the end, but maybe not all and not in the words of `parse`.
    """
    reading = _Reading(_without_controls(text, report))
    for item in reading.items(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        yield item
        if isinstance(reading.root, Sequence):
            reading.root.clear()
            reading.root.items_at.clear()
    root, _ = reading.told(report)
    if not isinstance(root, Sequence | None):
        report(START, "not-a-list", "the file is not a list", "begin every record with '- id:'")


def _without_controls(text: str, report: Report) -> str:
    """`text` with a sign in the place of each character that YAML does not allow."""
    starts: list[int] = []
    for match in islice(_FORBIDDEN.finditer(text), MAX_PROBLEMS + 1):
        starts = starts or [0, *(found.end() for found in _BREAK.finditer(text))]
        line = bisect_right(starts, match.start())
        report(
            _at(line, match.start() - starts[line - 1] + 1),
            "control-character",
            f"the character U+{ord(match[0]):04X} is not allowed in YAML",
            "take it out",
        )
    return _FORBIDDEN.sub("\ufffd", text) if starts else text


class _EnoughError(Exception):
    """No more of the text is wanted."""


class _Reading:
    """A text under way through a parser: the tree so far, and what there is to report."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.whole = True
        self.fault = False
        self.reports: list[tuple[Mark, str, str, str]] = []
        self.documents = 0

    def told(self, report: Report) -> tuple[Node | None, bool]:
        """The tree and whether it is whole, after all has been said to `report`."""
        for said in self.reports:
            report(*said)
        return self.root, self.whole

    def items(self, parser: type[yaml.SafeLoader | yaml.CSafeLoader]) -> Iterator[Node]:
        """Read the text; yields the items of a list at the top as each becomes complete."""
        loader = parser(self.text)
        try:
            yield from self._grow(loader.get_event)
        except _EnoughError:
            self.whole = False
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # Not only its own errors: the pure parser lets those of chr() and int() through.
            self.whole, self.fault = False, True
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            if mark is None and isinstance(loader, yaml.SafeLoader):
                mark = loader.get_mark()
            said = [getattr(error, "context", None), getattr(error, "problem", None)]
            fault = (
                _at(mark.line + 1, mark.column + 1) if mark else START,
                "yaml-syntax",
                f"this is not YAML: {' '.join(filter(None, said)) or error}",
                "look at the line and the one before: indentation, a missing quote, ': ' or '#' in"
                " text?",
            )
            self.reports.append(fault)
        finally:
            loader.dispose()

    def _report(self, event: yaml.Event, check: str, message: str, remedy: str) -> None:
        self.reports.append((mark_of(event), check, message, remedy))
        if len(self.reports) > MAX_PROBLEMS:
            raise _EnoughError

    def _grow(self, get_event: Callable[[], yaml.Event | None]) -> Iterator[Node]:  # noqa: PLR0912, PLR0915 - the loop that all time goes into
        """Take events and grow the tree, until there are none. Raises _EnoughError."""
        text, commented = self.text, _COMMENT.search(self.text) is not None
        stack: list[tuple[Mapping | Sequence | None, str | None, yaml.Event]] = []
        node: Mapping | Sequence | None = None  # the collection under way
        key: str | None = None  # of a mapping: the key that waits for its value
        mapping: Mapping | None = None  # the same, if that is what it is
        key_at = at = yaml.Event()
        event: yaml.Event | None = None
        value: Node
        for _ in range(MAX_EVENTS):
            event = get_event()
            if event is None:
                return
            if isinstance(event, ScalarEvent):
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                if mapping is not None and key is None:
                    key, key_at = event.value, event
                    if key in mapping:
                        self._refuse_again(event, mapping.keys_at[key])
                    continue
                at, value = event, event.value
                if event.implicit[0]:  # it stands without quotes
                    if value in _NULLS and event.tag is None:
                        self._refuse_nothing(event, key, key_at)
                        value = Nothing()
                    elif commented and _COMMENT.match(text, _end(event)):
                        self._warn_of_comment(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                if len(stack) >= MAX_DEPTH:
                    self._refuse_depth(event)
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                if mapping is not None and key is None:
                    self._refuse_key(event)
                stack.append((node, key, key_at))
                mapping = Mapping(event) if isinstance(event, MappingStartEvent) else None
                node = Sequence(event) if mapping is None else mapping
                key = None
                if len(stack) == 1:
                    self.root = node
                continue
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                assert node is not None
                node.end = event
                at, value = node.start, node
                node, key, key_at = stack.pop()
                mapping = node if isinstance(node, Mapping) else None
            elif isinstance(event, AliasEvent):
                self._report(event, "alias", f"the alias '*{event.anchor}'", "write the value out")
                at, value = event, Nothing()
            else:
                self._count_documents(event)
                continue
            if mapping is not None:
                if key is None:  # what may not be a key stands in its place, and was reported
                    key, key_at = _NO_KEY, at
                    continue
                if key is not _NO_KEY and key not in mapping:
                    mapping[key] = value
                    mapping.keys_at[key] = key_at
                    mapping.values_at[key] = at
                key = None
            elif not isinstance(node, Sequence):
                self.root = value
            else:
                node.append(value)
                node.items_at.append(at)
                if len(stack) == 1:
                    yield value
        if event is not None:
            self._refuse_number(event)

    # What is refused, or warned of.

    def _refuse_extras(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._report(event, "anchor", f"the anchor '&{event.anchor}'", "write the value out")
        if event.tag is not None:
            remedy = "every value is text: take it out"
            self._report(event, "tag", f"the tag '{event.tag}'", remedy)

    def _refuse_again(self, key: ScalarEvent, first: yaml.Event) -> None:
        message = f"'{key.value}' stands here twice (first in line {mark_of(first).line})"
        self._report(key, "duplicate-key", message, "keep one of them")

    def _refuse_nothing(self, event: ScalarEvent, key: str | None, key_at: yaml.Event) -> None:
        message = "here stands no value" if key is None else f"'{key}' has no value"
        remedy = "an unknown value is left out with its key"
        self._report(key_at if key is not None else event, "empty-value", message, remedy)

    def _warn_of_comment(self, event: ScalarEvent) -> None:
        message = f"'{event.value[-30:]}' ends here: what follows is a comment"
        remedy = "put the text in quotes, or a space behind the #"
        self._report(event, "cut-by-comment", message, remedy)

    def _refuse_depth(self, event: CollectionStartEvent) -> None:
        message = f"more than {MAX_DEPTH} levels of nesting"
        self._report(event, "too-deep", message, "flatten the record")
        raise _EnoughError

    def _refuse_key(self, event: CollectionStartEvent) -> None:
        remedy = "quote it if it begins with [ or {"
        self._report(event, "key-not-text", "a key must be text", remedy)

    def _count_documents(self, event: yaml.Event) -> None:
        self.documents += isinstance(event, yaml.DocumentStartEvent)
        if self.documents > 1:
            message = "a second document begins here"
            remedy = "keep one document a file: take out the '---'"
            self._report(event, "several-documents", message, remedy)
            raise _EnoughError

    def _refuse_number(self, event: yaml.Event) -> None:
        message = f"the file has more values and brackets than {MAX_EVENTS:,}"
        self._report(event, "too-large", message, "put its records into several files")
        raise _EnoughError


def _at(line: int, column: int) -> Mark:
    return Mark(line, column, line, column + 1)


def _place(text: str, index: int) -> Mark:
    """The mark of the character at `index`."""
    before = lines(text[:index])
    return _at(len(before), len(before[-1]) + 1)
