"""The formats of citations."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from negotiations_cli.query.citations import Cited
from negotiations_cli.query.names import find_word

_WRITERS = {
    "text": "bibliography.texts",
    "csl-json": "csl.texts",
    "bibtex": "bibtex.bibtex",
    "biblatex": "bibtex.biblatex",
    "ris": "ris.texts",
}
FORMATS = tuple(_WRITERS)


def citing(form: str) -> Callable[[Iterable[Cited]], Iterator[str]]:
    """What writes citations in a format. Raises UsageError for an unknown one."""
    module, _, writer = _WRITERS[find_word(form, FORMATS, "format")].partition(".")
    writes: Callable[[Iterable[Cited]], Iterator[str]] = getattr(
        import_module(f"negotiations_cli.export.{module}"), writer
    )
    return writes
