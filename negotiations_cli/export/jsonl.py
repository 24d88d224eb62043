"""JSON Lines: a record a line, as the lists give it, with `record` saying of what kind it is."""

import json
from collections.abc import Iterator

from negotiations_cli.query.selection import Selection


def texts(selection: Selection) -> Iterator[str]:
    """One object a line: topics, actors, sources, events, quotes, disputes; what is named first."""
    kinds = (
        ("topic", selection.topics()),
        ("actor", selection.actors()),
        ("source", selection.sources()),
        ("event", selection.events()),
        ("quote", selection.quotes()),
        ("dispute", selection.disputes()),
    )
    for kind, rows in kinds:
        for row in rows:
            yield json.dumps({"record": kind, **row}, ensure_ascii=False) + "\n"
