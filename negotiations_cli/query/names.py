"""What a person types to what the store calls it: never a guess, always a remedy."""

import sqlite3
from collections.abc import Iterable, Sequence

from negotiations_cli.errors import UsageError
from negotiations_cli.records.names import (
    did_you_mean,
    fold,
    meant,
    name_key,
    place_parts,
    suggest,
    words,
)

_NEAR = 2_000  # ids: to compare a word with so many takes about as long as a command

_SMALL_WORDS = {"a", "and", "for", "of", "the"}
_UNSAID = 2  # words
_STEM = 4  # letters
_FEW = 3


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
        meant(_names(index, _holders(index, name)))
        or _nearest(index, name)
        or "'negcli actors' lists them all",
    )


def _holders(index: sqlite3.Connection, name: str) -> list[str]:
    """Who held the office that `name` says, the latest first: "Russian foreign minister".

    Its words are those of a post and of a name of the body; the office of which they leave the
    least unsaid is meant. Without its body a post is named whole, and is one of few.
    """
    typed = set(words(name)) - _SMALL_WORDS
    names: dict[str, list[set[str]]] = {}
    for body, key in index.execute(
        "SELECT actor, key FROM names WHERE rank = 0 AND actor IN (SELECT of FROM offices)"
    ):
        names.setdefault(body, []).append(set(key.split()) - _SMALL_WORDS)
    holders: dict[tuple[int, int], dict[str, str]] = {}
    for post, body, actor in index.execute(
        "SELECT post, of, actor FROM offices ORDER BY last_day DESC, first_day DESC, actor"
    ):
        of_post = set(words(post)) - _SMALL_WORDS
        rest = typed - of_post
        more = [len(one) - len(rest) for one in names[body] if _stand_in(rest, one)] if rest else []
        unsaid = len(of_post - typed) + min(more, default=0)
        if rest < typed and (unsaid <= _UNSAID if more else of_post == typed):
            holders.setdefault((unsaid, len(rest)), {}).setdefault(actor, body)
    found = holders[min(holders)] if holders else {}
    return [*found][:_FEW] if len({*found.values()}) <= _FEW else []


def _stand_in(typed: set[str], known: set[str]) -> bool:
    """Whether each word is one of those that are known, or begins like one: Russian, Russia."""
    return all(
        word in known or any(len(word) > _STEM and one[:_STEM] == word[:_STEM] for one in known)
        for word in typed
    )


def _nearest(index: sqlite3.Connection, name: str) -> str:
    """The actors of whom a name is most like `name`, each once, by the name that is shown."""
    titles = index.execute("SELECT DISTINCT post FROM offices").fetchall()
    posts = {word for (post,) in titles for word in words(post.partition(" of ")[0])[-1:]}
    if words(name)[-1:] and words(name)[-1] in posts:
        return ""  # it names an office: who only bears such a word in the name is not meant
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
    """The folded places that hold all the words of `name`, in any spelling.

    Raises UsageError if none does.
    """
    from negotiations_cli.query.spelling import Speller  # noqa: PLC0415 - for this filter alone

    speller = Speller(index)
    typed = words(name)
    asked = [[[word], *map(words, speller.others([word]))] for word in typed]
    other_wholes = [words(whole) for whole in speller.others(typed)]

    def fits(place: str) -> bool:
        held = set(place.split())
        by_word = all(any(held.issuperset(one) for one in spellings) for spellings in asked)
        return by_word or any(held.issuperset(whole) for whole in other_wholes)

    places = index.execute("SELECT place, name FROM places").fetchall()
    found = [place for place, _ in places if typed and fits(place)]
    if not found:
        parts = {part for _, written in places for part in place_parts(written)}
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
    raise UsageError(
        f"no {table.removesuffix('s')} has the id '{own}'",
        did_you_mean(own, ids_near(index, table, folded))
        or "every list shows the ids of its records",
    )


def ids_near(index: sqlite3.Connection, table: str, own: str) -> list[str]:
    """The ids of a table's records; of very many, those that stand next to `own` in order."""
    after = f"SELECT id FROM {table} WHERE id >= ?1 ORDER BY id LIMIT {_NEAR}"
    before = f"SELECT id FROM {table} WHERE id < ?1 ORDER BY id DESC LIMIT {_NEAR}"
    both = index.execute(f"SELECT * FROM ({after}) UNION ALL SELECT * FROM ({before})", (own,))
    return [one for (one,) in both]


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
