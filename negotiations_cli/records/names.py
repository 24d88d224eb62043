"""Names and words, made comparable: case, accents and scripts folded; near ones suggested."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

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
_LIKENESS = 0.72  # of whole names
_LIKENESS_OF_WORDS = 0.77
_TELLING = 4  # letters that a word must have to tell who is meant
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


def place_parts(place: str) -> list[str]:
    """The parts of a place, or of several: the town, the country."""
    return re.split(r"[,;] ", place)


def suggest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like `name`, best first; at most `limit`, none if nothing is near.

    If no candidate is like the whole name, those like it in another order of words are suggested
    ("Lavrof, Sergei"), or whose last word is like its last ("Minister Lavrof").
    """
    skeletons = {candidate: _skeleton(candidate) for candidate in candidates}
    wanted = _skeleton(name)
    near = _near(wanted, skeletons)
    if not near and " " in wanted:
        in_order = {one: " ".join(sorted(form.split())) for one, form in skeletons.items()}
        near = _near(" ".join(sorted(wanted.split())), in_order)
        last = words(name)[-1]
        if not near and len(last) >= _TELLING:
            surnames = {one: form.split()[-1] for one, form in skeletons.items() if form}
            near = _near(_skeleton(last), surnames)
    return near[:limit]


def _near(wanted: str, skeletons: Mapping[str, str]) -> list[str]:
    """Those whose skeleton, or for a single word any word of it, is like `wanted`, best first.

    If any are quite alike, these only.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a misspelling needs it

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found: dict[str, float] = {}
    several = " " in wanted
    least = _LIKENESS if several else _LIKENESS_OF_WORDS if len(wanted) >= _TELLING else 1.0
    for candidate, skeleton in skeletons.items():
        for form in [skeleton] if several else [skeleton, *skeleton.split()]:
            matcher.set_seq1(form)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                found[candidate] = max(matcher.ratio(), found.get(candidate, 0.0))
    if 1.0 in found.values():
        least = 1.0
    near = [candidate for candidate, likeness in found.items() if likeness >= least]
    return sorted(near, key=lambda one: (-found[one], len(words(one)), one))


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """A remedy that names the nearest candidates, or "" if none is near."""
    return meant(suggest(name, candidates))


def meant(near: Iterable[str]) -> str:
    """The question whether one of these is meant, or "" if there are none."""
    either = " or ".join(repr(one) for one in near)
    return f"did you mean {either}?" if either else ""


def consonants(name: str) -> str:
    """What the spellings of one name share in most tongues and scripts: Kyiv, Kiev, Київ."""
    return _once(re.sub("[aeiou ]", "", _skeleton(name)))


def _skeleton(name: str) -> str:
    """A rough sound of a name, equal for many transliterations; only ever used to suggest."""
    text = " ".join(words(name[:_COMPARED])).translate(_CYRILLIC)
    for spelling, sound in _RULES:
        text = text.replace(spelling, sound)
    return _once(text)


def _once(text: str) -> str:
    return re.sub(r"(.)\1", r"\1", text)
