"""What an index lacks because the written store has problems."""

import sqlite3
from pathlib import Path

from negotiations_cli.errors import StoreProblemsError


def problems_of(index: sqlite3.Connection, folder: Path) -> StoreProblemsError | None:
    """What is missing from the index of the store in `folder`, to be told or raised.

    None if the store is sound; warnings do not count.
    """
    facts = {
        key: int(count)
        for key, count in index.execute(
            "SELECT key, value FROM meta WHERE key IN ('left_out', 'errors', 'unread')"
        )
    }
    if not facts["errors"]:
        return None
    from negotiations_cli.records.spoken import counted  # noqa: PLC0415 - rarely needed

    lost = facts["left_out"]
    missing = [counted(lost, "record")] if lost else []
    missing += ["what could not be read of its files"] if facts["unread"] else []
    are = "are" if len(missing) > 1 or lost > 1 else "is"
    said = f": {' and '.join(missing)} {are} left out" if missing else ""
    return StoreProblemsError(
        f"the store '{folder}' has problems{said}", f"'negcli check {folder}' tells why"
    )
