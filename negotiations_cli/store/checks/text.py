"""Text that a reader sees must be what it seems."""

import re
import unicodedata
from collections.abc import Iterator

from negotiations_cli.records.unseen import CONTROL, GREEK_AND_CYRILLIC, INVISIBLE, LATIN
from negotiations_cli.store.written import Entry, Loc
from negotiations_cli.store.yamltree import Mapping, Node

_CONTROL = re.compile(f"{CONTROL}|[\ufdd0-\ufdef\ufffe\uffff]")  # and no characters at all
_INVISIBLE = re.compile(INVISIBLE)
_PLAIN = re.compile("[\n -~‘’“”–—…«»€£§°·À-ÖØ-öø-ž]*")
"""Most texts, in which nothing can be wrong: one script, and letters that are composed."""
_WORD = re.compile(r"\w+")
_LATIN = re.compile(f"[{LATIN}]")
_OTHER = re.compile(f"[{GREEK_AND_CYRILLIC}]")


def clean_text(entry: Entry) -> None:
    """Control and invisible characters, uncomposed letters, words of two scripts."""
    if not _PLAIN.fullmatch(" ".join(_leaves(entry.node))):
        for loc, text in _texts(entry.node, ()):
            if not _PLAIN.fullmatch(text):
                _check(entry, loc, text)


def _check(entry: Entry, loc: Loc, text: str) -> None:
    if found := _CONTROL.search(text):
        entry.report(
            loc,
            "control-character",
            f"the text holds the control character U+{ord(found[0]):04X}",
            "take it out",
        )
    if "\ufffd" in text:  # the reader puts it in the place of what it has refused
        entry.sound = False
        if not any(problem.check == "control-character" for problem in entry.document.problems):
            entry.report(
                loc,
                "control-character",
                "the text holds U+FFFD, which stands for a character that was lost",
                "put that in its place",
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
    for found in _WORD.finditer(text) if _LATIN.search(text) and _OTHER.search(text) else ():
        if _LATIN.search(found[0]) and _OTHER.search(found[0]):
            entry.report(
                loc,
                "mixed-script",
                f"'{found[0]}' has letters of two scripts",
                "type the word anew in one script",
            )


def _leaves(node: Node) -> list[str]:
    """Every text in a tree, without the way to it."""
    if isinstance(node, str):
        return [node]
    leaves: list[str] = []
    for value in node.values() if isinstance(node, Mapping) else node:
        if isinstance(value, str):
            leaves.append(value)
        else:
            leaves += _leaves(value)
    return leaves


def _texts(node: Node, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text in a tree, with the way to it."""
    if isinstance(node, str):
        yield loc, node
    else:
        pairs = node.items() if isinstance(node, Mapping) else enumerate(node)
        for key, value in pairs:
            yield from _texts(value, (*loc, key))
