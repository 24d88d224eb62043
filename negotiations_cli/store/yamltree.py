"""YAML text to a tree of text, in which every value knows its place.

A store needs less of YAML than YAML offers, and what it leaves out is refused with its line: every
scalar is its text (no dates, numbers or booleans by guess), keys are unique, and anchors, aliases,
tags and further documents do not occur. The tree is built from the parser's events with a stack of
our own, so that deep nesting ends in a message (the C loader's composer ends in a crash).
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple, TypeAlias

import yaml

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
    """A YAML mapping, with its own mark and the marks of its keys and values."""

    __slots__ = ("keys_at", "mark", "values_at")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.keys_at: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}


class Sequence(list["Node"]):
    """A YAML sequence, with its own mark and the marks of its items."""

    __slots__ = ("items_at", "mark")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.items_at: list[Mark] = []


Node: TypeAlias = str | Mapping | Sequence


class Nothing(str):
    """Where no value stands; that has been reported, and no more needs to be said of it."""

    __slots__ = ()


# YAML 1.1 takes these characters in a file; the rest of the controls are refused before parsing,
# because the parser tells of them with a byte's number instead of a line.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CUT = re.compile(" #\\S")
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
        read = _read(yaml.CSafeLoader, clean)
        if not read.fault or len(text) > _EXPLAINED:
            return read.told(report)
    return _read(yaml.SafeLoader, clean).told(report)


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


class _Reading(NamedTuple):
    """What a parser made of a text: the tree, whether it is whole, and what there is to report."""

    root: Node | None
    whole: bool
    fault: bool
    reports: list[tuple[Mark, str, str, str]]

    def told(self, report: Report) -> tuple[Node | None, bool]:
        """The tree and whether it is whole, after all has been said to `report`."""
        for said in self.reports:
            report(*said)
        return self.root, self.whole


def _read(parser: type[yaml.SafeLoader | yaml.CSafeLoader], text: str) -> _Reading:
    """Parse `text`, until there are too many reports; a fault of syntax is the last of them."""
    reports: list[tuple[Mark, str, str, str]] = []

    def report(mark: Mark, check: str, message: str, remedy: str) -> None:
        reports.append((mark, check, message, remedy))

    builder = _Builder(text, report)
    loader = parser(text)
    try:
        for number, event in enumerate(iter(loader.get_event, None)):
            if number >= MAX_EVENTS:
                report(
                    _mark(event),
                    "too-large",
                    f"the file has more values and brackets than {MAX_EVENTS:,}",
                    "put its records into several files",
                )
                return _Reading(builder.so_far, False, False, reports)
            if not builder.take(event) or len(reports) > MAX_PROBLEMS:
                return _Reading(builder.so_far, False, False, reports)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Not only its own errors: the pure parser lets those of chr() and int() through.
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None and isinstance(loader, yaml.SafeLoader):
            mark = loader.get_mark()
        said = [getattr(error, "context", None), getattr(error, "problem", None)]
        report(
            _at(mark.line + 1, mark.column + 1) if mark else START,
            "yaml-syntax",
            f"this is not YAML: {' '.join(filter(None, said)) or error}",
            "look at the line and the one before: indentation, a missing quote, ': ' or '#' in"
            " text?",
        )
        return _Reading(builder.so_far, False, True, reports)
    finally:
        loader.dispose()
    return _Reading(builder.so_far, True, False, reports)


class _Frame:
    """A collection under way; for a mapping, the key that waits for its value."""

    __slots__ = ("key", "key_at", "node")

    def __init__(self, node: Mapping | Sequence) -> None:
        self.node = node
        self.key: str | None = None
        self.key_at = node.mark


class _Builder:
    """Takes parse events one by one and grows the tree."""

    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.report = report
        self.root: Node | None = None
        self.stack: list[_Frame] = []
        self.documents = 0
        self.swallowed = 0  # keys that were no text, so that each gets a name of its own

    @property
    def so_far(self) -> Node | None:
        """What has been built, without what is under way."""
        return self.stack[0].node if self.stack else self.root

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False if no more are wanted."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            self._scalar(event)
        elif isinstance(event, yaml.events.CollectionStartEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            return self._open(event)
        elif isinstance(event, yaml.events.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.report(
                _mark(event), "alias", f"the alias '*{event.anchor}'", "write the value out"
            )
            self._add(Nothing(), _mark(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.report(
                    _mark(event),
                    "several-documents",
                    "a second document begins here",
                    "keep one document a file: take out the '---'",
                )
                return False
        return True

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.events.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.report(
                _mark(event), "anchor", f"the anchor '&{event.anchor}'", "write the value out"
            )
        if event.tag is not None:
            self.report(
                _mark(event), "tag", f"the tag '{event.tag}'", "every value is text: take it out"
            )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = _mark(event)
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.node, Mapping) and frame.key is None:
            frame.key, frame.key_at = event.value, mark
            if event.value in frame.node:
                first = frame.node.keys_at[event.value]
                self.report(
                    mark,
                    "duplicate-key",
                    f"'{event.value}' stands here twice (first in line {first.line})",
                    "keep one of them",
                )
            return
        if event.implicit[0] and event.tag is None and event.value in _NULLS:
            keyed = frame is not None and frame.key is not None
            self.report(
                frame.key_at if frame and keyed else mark,
                "empty-value",
                f"'{frame.key}' has no value" if frame and keyed else "here stands no value",
                "an unknown value is left out with its key",
            )
            self._add(Nothing(), mark)
            return
        end = event.end_mark
        if event.implicit[0] and end and _CUT.match(self.text, end.index):
            self.report(
                mark,
                "cut-by-comment",
                f"'{event.value[-30:]}' ends here: what follows is a comment",
                "put the text in quotes, or a space behind the #",
            )
        self._add(event.value, mark)

    def _open(self, event: yaml.events.CollectionStartEvent) -> bool:
        mark = _mark(event)
        if len(self.stack) >= MAX_DEPTH:
            self.report(
                mark, "too-deep", f"more than {MAX_DEPTH} levels of nesting", "flatten the record"
            )
            return False
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.node, Mapping) and frame.key is None:
            self.report(
                mark, "key-not-text", "a key must be text", "quote it if it begins with [ or {"
            )
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Frame(Mapping(mark) if is_mapping else Sequence(mark)))
        return True

    def _close(self, event: yaml.events.CollectionEndEvent) -> None:
        node = self.stack.pop().node
        start = node.mark
        node.mark = start._replace(
            end_line=_mark(event).end_line, end_column=_mark(event).end_column
        )
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.node, Mapping) and frame.key is None:
            self.swallowed += 1
            frame.key, frame.key_at = f"\x00{self.swallowed}", start
            return
        self._add(node, start)

    def _add(self, value: Node, mark: Mark) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Sequence):
            frame.node.append(value)
            frame.node.items_at.append(mark)
        elif frame.key is None:  # an alias in the place of a key, already reported
            self.swallowed += 1
            frame.key = f"\x00{self.swallowed}"
        else:
            if frame.key not in frame.node and not frame.key.startswith("\x00"):
                frame.node[frame.key] = value
                frame.node.keys_at[frame.key] = frame.key_at
                frame.node.values_at[frame.key] = mark
            frame.key = None


def _mark(event: yaml.Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # only in events that are made by hand
        return START
    return Mark(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _at(line: int, column: int) -> Mark:
    return Mark(line, column, line, column + 1)


def _place(text: str, index: int) -> Mark:
    """The mark of the character at `index`."""
    before = lines(text[:index])
    return _at(len(before), len(before[-1]) + 1)
