"""The checks by name: how grave each one's finding is, and what it refuses or warns of."""

from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"

CHECKS: Final[dict[str, tuple[str, str]]] = {
    # A file, read.
    "unreadable-file": (ERROR, "a .yaml path that is no file, or that may not be read"),
    "too-large": (ERROR, "a file of more than 64 MiB, or of millions of values"),
    "unknown-file": (ERROR, "a file whose name is no kind of record, or ends in .yml"),
    "not-utf8": (ERROR, "text that is not UTF-8"),
    "control-character": (ERROR, "a control character, written out or escaped"),
    "yaml-syntax": (ERROR, "text that is not YAML"),
    "several-documents": (ERROR, "a second YAML document in one file"),
    "too-deep": (ERROR, "more levels of nesting than any record has"),
    "duplicate-key": (ERROR, "a key that stands twice in one mapping"),
    "key-not-text": (ERROR, "a key that is a list or a mapping"),
    "empty-value": (ERROR, "a key without a value, or null"),
    "anchor": (ERROR, "a YAML anchor"),
    "alias": (ERROR, "a YAML alias"),
    "tag": (ERROR, "a YAML tag"),
    "cut-by-comment": (WARNING, "unquoted text that a # cuts short"),
    # A record by itself.
    "not-a-list": (ERROR, "something else where a list is expected"),
    "not-a-mapping": (ERROR, "something else where a mapping of fields is expected"),
    "not-text": (ERROR, "a list or a mapping where text is expected"),
    "empty-list": (ERROR, "a list without items where one is needed"),
    "empty-text": (ERROR, "text of blanks"),
    "missing-field": (ERROR, "a field that is needed and not there"),
    "unknown-field": (ERROR, "a field that the record does not have"),
    "unknown-value": (ERROR, "a word that is not on the field's list"),
    "bad-id": (ERROR, "an id that is not lower-case words with hyphens"),
    "bad-date": (ERROR, "a date that does not exist or is not written as EDTF"),
    "bad-form": (ERROR, "a language, address or code that is not written as such"),
    "not-nfc": (ERROR, "text that is not in Unicode's composed form"),
    "invisible-character": (ERROR, "a bidi override or a zero-width character"),
    "mixed-script": (ERROR, "a word with letters of two scripts"),
    # Records together.
    "duplicate-id": (ERROR, "an id that stands twice"),
    "unknown-actor": (ERROR, "an actor's id that no record has"),
    "unknown-source": (ERROR, "a source's id that no record has"),
    "unknown-topic": (ERROR, "a topic's id that no record has"),
    "unknown-event": (ERROR, "an event's id that no record has"),
    "unknown-quote": (ERROR, "a quote's id that no record has"),
    "unknown-record": (ERROR, "a correction of a record that does not exist"),
    "no-source": (ERROR, "an event, a quote or an account without a source"),
    "speaker-not-there": (ERROR, "a quote whose speaker is not among the event's actors"),
    "about-itself": (ERROR, "an event that is about itself"),
    "one-account": (ERROR, "a dispute with fewer than two accounts"),
    "office-reversed": (ERROR, "an office that ends before it begins"),
    "shared-name": (WARNING, "a name or alias that two actors bear"),
    "office-differs": (WARNING, "an `as` that names an office held at another time"),
    "verbatim-from-tertiary": (
        WARNING,
        "a verbatim quote with tertiary sources alone",
    ),
    "same-url": (WARNING, "two sources with one address"),
    "unused-actor": (WARNING, "an actor that nothing names"),
    "unused-source": (WARNING, "a source that nothing cites"),
    "unused-topic": (WARNING, "a topic that no event bears"),
}


def severity(check: str) -> str:
    """`error` or `warning`."""
    return CHECKS[check][0]
