"""What a person types to what the store calls it: never a guess, always a remedy."""

import re
import sqlite3
from collections.abc import Iterable, Sequence

from negotiations_cli.errors import UsageError
from negotiations_cli.records.names import did_you_mean, fold, meant, name_key, suggest, words


def find_actor(index: sqlite3.Connection, name: str) -> str:
    """The id of the actor that `name` names: an id, a name, an alias or a surname.

    Raises UsageError if it is nobody's or several actors'.
    """
    found = index.execute(
        "SELECT rank, actor, name FROM names WHERE key = ? ORDER BY rank, actor", (name_key(name),)
    ).fetchall()
    actors = list(dict.fromkeys(actor for rank, actor, _ in found if rank == found[0][0]))
    if len(actors) == 1:
        return str(actors[0])
    if actors:
        raise UsageError(
            f"'{name}' may be {either([_introduced(index, actor) for actor in actors])}",
            "write the id of the one that is meant",
        )
    raise UsageError(
        f"no actor is called '{name}'",
        _nearest(index, name)
        or _nearest(index, (words(name) or [""])[-1])  # "President Biden"
        or "'negcli actors' lists them all",
    )


def _nearest(index: sqlite3.Connection, name: str) -> str:
    """The actors of whom a name is most like `name`, each once, by the name that is shown."""
    known = dict(index.execute("SELECT name, actor FROM names").fetchall())
    actors = dict.fromkeys(known[near] for near in suggest(name, known, limit=9))
    return meant(_names(index, list(actors)[:3]))


def find_actors(index: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """The ids of the actors that are named."""
    return [find_actor(index, name) for name in names]


def find_topic(index: sqlite3.Connection, name: str) -> str:
    """The id of the topic with this id or name. Raises UsageError if there is none."""
    topics = index.execute("SELECT id, name FROM topics").fetchall()
    for topic, title in topics:
        if name_key(name) in (name_key(topic), name_key(title)):
            return str(topic)
    ids = [topic for topic, _ in topics]
    raise UsageError(f"no topic '{name}'", did_you_mean(name, ids) or f"they are {', '.join(ids)}")


def find_word(name: str, known: Iterable[str], what: str) -> str:
    """The one of the `known` words that is meant; `what` says what they are."""
    known = list(known)
    for word in known:
        if fold(name) == word:
            return word
    raise UsageError(
        f"no {what} '{name}'", did_you_mean(name, known) or f"one of {', '.join(known)}"
    )


def find_places(index: sqlite3.Connection, name: str) -> list[str]:
    """The folded places that hold all the words of `name`. Raises UsageError if none does."""
    wanted = set(words(name))
    places = index.execute("SELECT place, name FROM places").fetchall()
    found = [place for place, _ in places if wanted and wanted <= set(place.split())]
    if not found:
        parts = {part for _, written in places for part in re.split(r"[,;] ", written)}
        # The store may know the place by another name of the state that is called so: Kiev, Kyiv.
        others = index.execute(
            "SELECT name FROM names WHERE rank = 0 AND actor IN"
            " (SELECT actor FROM names WHERE key = ? AND rank = 0)",
            (name_key(name),),
        )
        also = sorted({other for (other,) in others} & parts)
        raise UsageError(
            f"nothing took place in '{name}'",
            meant(also) or did_you_mean(name, parts) or "a place is found by any of its words",
        )
    return found


def find_id(index: sqlite3.Connection, table: str, own: str) -> str:
    """`own`, folded, if it is the id of a record of this table. Raises UsageError if it is not."""
    folded = fold(own)
    if index.execute(f"SELECT 1 FROM {table} WHERE id = ?", (folded,)).fetchone():
        return folded
    ids = [row[0] for row in index.execute(f"SELECT id FROM {table}")]
    raise UsageError(
        f"no {table.removesuffix('s')} has the id '{own}'",
        did_you_mean(own, ids) or "every list shows the ids of its records",
    )


def shown(index: sqlite3.Connection, actors: Iterable[str]) -> str:
    """The names of actors, as a sentence gives them."""
    return either(_names(index, actors))


def _names(index: sqlite3.Connection, actors: Iterable[str]) -> list[str]:
    query = "SELECT name FROM actors WHERE id = ?"
    return [index.execute(query, (actor,)).fetchone()[0] for actor in actors]


def either(texts: Sequence[str]) -> str:
    """`a, b or c`."""
    return " or ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _introduced(index: sqlite3.Connection, actor: str) -> str:
    """An actor's id, with its office if it has one."""
    (office,) = index.execute(
        "SELECT json_extract(row, '$.office') FROM actors WHERE id = ?", (actor,)
    ).fetchone()
    return f"{actor} ({office})" if office else actor
