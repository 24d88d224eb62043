"""A new store to start from: a small sound example, commented, with the schemas for editors."""

import json
from importlib.resources import files
from pathlib import Path

from negotiations_cli.store.schema import FILES, schema


def write_new_store(folder: Path) -> None:
    """Write the example and its schemas into an empty folder. Raises OSError."""
    for file in (files("negotiations_cli") / "template").iterdir():
        if file.name.endswith(".yaml"):
            (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    write_schemas(folder / "schema")


def write_schemas(folder: Path) -> None:
    """Write a schema a kind of file into a folder, made if need be. Raises OSError."""
    folder.mkdir(exist_ok=True)
    for name in FILES:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.json").write_text(text, "utf-8")
