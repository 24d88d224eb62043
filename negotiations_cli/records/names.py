"""Names and words, made comparable: case, accents and scripts folded; near ones suggested."""

import re
import unicodedata
from collections.abc import Iterable

# What Unicode does not decompose, although people leave the stroke or the dot away.
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"})
_WORD = re.compile(r"\w+")

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгґдеєжзиіклмнопрстуфхцчшщъыьэюя",
            "a b v g g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace(
                "_", ""
            ).split(" "),
            strict=True,
        )
    )
)
# Spellings of the same Slavic sounds in English, German, French and Polish, brought to one.
_RULES = (
    ("shch", "sh"), ("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("tch", "ch"), ("sz", "sh"),
    ("kh", "h"), ("ck", "k"), ("ph", "f"), ("ie", "e"), ("ye", "e"), ("je", "e"), ("yo", "o"),
    ("iy", "i"), ("ij", "i"), ("yj", "i"), ("yi", "i"), ("ii", "i"), ("yy", "i"), ("ou", "u"),
    ("ia", "a"), ("ya", "a"), ("ja", "a"), ("iu", "u"), ("yu", "u"), ("ju", "u"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("g", "h"), ("x", "ks"), ("c", "k"), ("q", "k"),
)  # fmt: skip
_LIKENESS = 0.72
_COMPARED = 100  # characters of a name: comparing two takes the product of their lengths


def fold(text: str) -> str:
    """`text` with case, accents, strokes and compatibility forms folded, over all scripts.

    What is no text, as arguments that are not UTF-8 have it, becomes a question mark.
    """
    text = text.casefold()
    if text.isascii():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    marks = [ord(char) for char in set(decomposed) if unicodedata.combining(char)]
    return decomposed.translate(dict.fromkeys(marks)).casefold()


def words(text: str) -> list[str]:
    """The folded words of `text`, without punctuation."""
    return _WORD.findall(fold(text).replace("_", " "))


def name_key(text: str) -> str:
    """What two spellings of one name share: its folded words, in any order ("Lavrov, Sergey")."""
    return " ".join(sorted(words(text)))


def suggest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like `name`, best first; at most `limit`, none if nothing is near."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a misspelling needs it

    wanted = _skeleton(name)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found: dict[str, float] = {}
    for candidate in candidates:
        forms = [_skeleton(candidate)]
        if " " not in wanted:
            forms += forms[0].split()
        for form in forms:
            matcher.set_seq1(form)
            if matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS:
                found[candidate] = max(matcher.ratio(), found.get(candidate, 0.0))
    near = [candidate for candidate, likeness in found.items() if likeness >= _LIKENESS]
    return sorted(near, key=lambda one: (-found[one], len(one.split()), one))[:limit]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """A remedy that names the nearest candidates, or "" if none is near."""
    return meant(suggest(name, candidates))


def meant(near: Iterable[str]) -> str:
    """The question whether one of these is meant, or "" if there are none."""
    either = " or ".join(repr(one) for one in near)
    return f"did you mean {either}?" if either else ""


def _skeleton(name: str) -> str:
    """A rough sound of a name, equal for many transliterations; only ever used to suggest."""
    text = " ".join(words(name[:_COMPARED])).translate(_CYRILLIC)
    for spelling, sound in _RULES:
        text = text.replace(spelling, sound)
    return re.sub(r"(.)\1", r"\1", text)
