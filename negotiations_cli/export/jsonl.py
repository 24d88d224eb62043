"""JSON Lines: a record a line, as the lists give it, with `record` saying of what kind it is."""

from collections.abc import Iterator

from negotiations_cli.query.selection import Selection


def texts(selection: Selection) -> Iterator[str]:
    """One object a line: topics, actors, sources, events, quotes, disputes; what is named first."""
    for kind in ("topic", "actor", "source", "event", "quote", "dispute"):
        for text in selection.texts(kind):
            yield f'{{"record":"{kind}",{text[1:]}\n'
