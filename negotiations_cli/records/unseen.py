"""Characters that are obeyed or not seen, where text should be read: one list for all who ask.

They are what Unicode calls controls, surrogates and default ignorable code points
(DerivedCoreProperties.txt), with the signs of annotations. Spelling and emoji need some of those
that are ignored: the selectors of variants, and the joiners U+200C and U+200D, which no word in
Latin, Greek or Cyrillic letters needs.
"""

LATIN = "A-Za-z\u00c0-\u024f"
GREEK_AND_CYRILLIC = "\u0370-\u03ff\u0400-\u052f"

CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
"""Controls but tab and line feed, and halves of surrogate pairs, as a pattern of `re`."""

INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|(?<=[{LATIN}{GREEK_AND_CYRILLIC}])[\u200c\u200d]"
)
"""Overrides and marks of direction, characters without width, and tags, likewise."""
