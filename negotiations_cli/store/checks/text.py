"""Text that a reader sees must be what it seems."""

import re
import unicodedata
from collections.abc import Iterator

from negotiations_cli.store.written import Entry, Loc, Store
from negotiations_cli.store.yamltree import Mapping, Node

# With the halves of surrogate pairs and what Unicode sets aside as no characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Embeddings, overrides, isolates and marks of direction; characters without width. The joiners
# U+200C and U+200D stay: some scripts are misspelt without them.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_LATIN = "A-Za-z\u00c0-\u024f"
_OTHERS = "\u0370-\u03ff\u0400-\u052f"
_MIXED = re.compile(rf"\w*(?:[{_LATIN}]\w*[{_OTHERS}]|[{_OTHERS}]\w*[{_LATIN}])\w*")


def clean_text(store: Store) -> None:
    """Control and invisible characters, uncomposed letters, words of two scripts."""
    for entries in store.entries.values():
        for entry in entries:
            for loc, text in _texts(entry.node, ()):
                if not text.isascii() or not text.isprintable():
                    _check(entry, loc, text)


def _check(entry: Entry, loc: Loc, text: str) -> None:
    if found := _CONTROL.search(text):
        entry.report(
            loc,
            "control-character",
            f"the text holds the control character U+{ord(found[0]):04X}",
            "take it out",
        )
    if found := _INVISIBLE.search(text):
        name = unicodedata.name(found[0], "a character that is not seen")
        entry.report(
            loc,
            "invisible-character",
            f"the text holds U+{ord(found[0]):04X} ({name.lower()})",
            "take it out",
        )
    if not unicodedata.is_normalized("NFC", text):
        entry.report(
            loc,
            "not-nfc",
            "letters and accents stand apart in the text (it is not in Unicode's form NFC)",
            "save it composed",
        )
    for found in _MIXED.finditer(text):
        entry.report(
            loc,
            "mixed-script",
            f"'{found[0]}' has letters of two scripts",
            "type the word anew in one script",
        )


def _texts(node: Node, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text in a tree, with the way to it."""
    if isinstance(node, str):
        yield loc, node
    else:
        pairs = node.items() if isinstance(node, Mapping) else enumerate(node)
        for key, value in pairs:
            yield from _texts(value, (*loc, key))
