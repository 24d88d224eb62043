"""negcli: ask a curated, sourced store of diplomatic events who met, agreed, refused, said what.

`from negotiations_cli import open_store` is the way in for Python (see api.py).
"""

TYPE_CHECKING = False  # as type checkers take it; not from typing, which is slow to import
if TYPE_CHECKING:
    from negotiations_cli.api import Store, open_store
    from negotiations_cli.errors import (
        NegcliError,
        StoreProblemsError,
        StoreUnreadableError,
        UsageError,
    )

__all__ = [
    "NegcliError",
    "Store",
    "StoreProblemsError",
    "StoreUnreadableError",
    "UsageError",
    "__version__",
    "open_store",
]
__version__ = "0.2.0"

_WHERE = {"open_store": "api", "Store": "api"}


def __getattr__(name: str) -> object:
    """The API, imported when it is asked for: the command starts without it."""
    from importlib import import_module  # noqa: PLC0415 - as above

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE.get(name, 'errors')}"), name)
