"""Texts that programs trip over: a few of our own, or those of two public collections.

NEGCLI_NAUGHTY_STRINGS names a folder with `blns.json` (minimaxir/big-list-of-naughty-strings),
NEGCLI_YAML_TEST_SUITE one with `src/*.yaml` (yaml/yaml-test-suite).
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

import yaml

_STRINGS = [
    "", " ", "-", "--", "-1", "0", "1E+02", "NaN", "null", "None", "true", "undefined", "\t\n",
    "\\", "\\\\", "'", '"', "`", '"\'"\'', "; ls", "$(id)", "%s%n", "{0}", "{{x}}", "' OR 1=1 --",
    "\n", '" OR NEAR(a b)', "a* AND (", "^a", "*", "<b>&amp;", "<script>alert(1)</script>", "]]>",
    "a: b", "a #b", "- x", "&a *a !t |", "1. x", "# x", "[x](y)", "![x](y)", "[^x]", "$x$ ^y^ ~z~",
    "***", "---", "a  \nb", "a\n\n\tb", "a\\\nb", "@x{y, z = {w}}", "\\input{x} % & # _",
    "TY  - X\nER  - ", "\x1b[31mred", "\x07", "\x7f", "\u009b1m", "\u202eabc", "\u200b", "\ufeff",
    "\u3164", "\u2028", "🇺🇦👨\u200d👩\u200d👧", "Z\u0338\u0328\u031ba\u0337", "ﷺ" * 20, "ſt", "İı",
    "٢٠٢٢", "𝟚𝟘𝟚𝟚", "田中さんにあげて下さい", "الكل في المجمو عة", "a‐b‑c–d—e", "¡Ünïcödé!",
    "e\u0301", "Lаvrov", "１２３", "2022-02-30", "9999-99-99", "1e9", "../../etc/passwd",
    "C:\\CON", "file:///", "=1+1", "+1", "@x", "9" * 99, "@SUM(A1)", "\r\nBEGIN:VEVENT",
    "END:VEVENT", "a;b,c:d", "x" * 3000, "word " * 300, 'It was said [twice]: "no".',
    "http://a/(b)?c=[d]&e=<f>", "javascript:alert(1)", "Ω≈ç√∫˜µ≤≥÷",
]  # fmt: skip
NOT_TEXT = ["\udcff", "a\udc80b"]
"""Arguments whose bytes are not UTF-8, as Python gives them."""


class Specimen(NamedTuple):
    """A text of YAML, what it is called, and whether it is none."""

    name: str
    text: str
    fails: bool


_TEXTS = {
    "anchors": "- &a !!map\n  ? - x\n  : >-\n   y\n- *a\n",
    "directives": "%YAML 1.1\n%TAG !e! x:\n---\n- !e!a b\n...\n",
    "documents": "--- |\n z\n---\n- a\n",
    "blocks": "- |+\n  a\n\n- >-\n   b\n  c\n\n  d\n- |2\n    e\n",
    "quoted": "- \"a\\\n  b\\x41\\u00e9\\t\"\n- 'it''s\n\n  so'\n",
    "flow": '[a, [b, {c: d, ? e : f}], {g: , h}, "i": j]\n',
    "keys": "? a\n: b\n? [c]\n: - d\n'e': f\n",
    "comments": "# a\n- b # c\n  # d\n- e#f\n",
    "records": "- id: x\n  date: 2020\n  title: a\n  actors: [{actor: anna-a, role: party}]\n",
    "nothing": "\n",
}
_FAILS = {
    "indentation": "a:\n  b\ninvalid\n",
    "brackets": "- [a, b\n- c\n",
    "quote": '- "a\n',
    "colons": "a: b: c\n",
    "escape": '- "\\q"\n',
}


def naughty() -> list[str]:
    """Texts of any kind that can be an argument."""
    folder = os.environ.get("NEGCLI_NAUGHTY_STRINGS")
    if folder is None:
        return _STRINGS
    theirs = json.loads(Path(folder, "blns.json").read_text("utf-8"))
    assert len(theirs) > 400
    return [text for text in theirs if "\0" not in text]  # no argument can hold one


def specimens() -> list[Specimen]:
    """Texts of YAML, and some that are none."""
    folder = os.environ.get("NEGCLI_YAML_TEST_SUITE")
    if folder is None:
        sound = [Specimen(name, text, False) for name, text in _TEXTS.items()]
        return sound + [Specimen(name, text, True) for name, text in _FAILS.items()]
    theirs: list[Specimen] = []
    for file in sorted(Path(folder, "src").glob("*.yaml")):
        before: dict[str, str] = {}
        for number, case in enumerate(yaml.safe_load(file.read_text("utf-8"))):
            before |= case  # what a case does not say is as in the one before
            if "yaml" in case:
                text = _unmarked(before["yaml"])
                theirs.append(Specimen(f"{file.stem}-{number}", text, "fail" in case))
    assert len(theirs) > 350
    return theirs


def _unmarked(text: str) -> str:
    """A text of the suite with its signs for what is not seen replaced (its ReadMe.md)."""
    for sign, meant in (("␣", " "), ("»", "\t"), ("←", "\r"), ("⇔", "\ufeff"), ("↵", "")):
        text = text.replace(sign, meant)
    return text.replace("—", "").removesuffix("∎\n")
