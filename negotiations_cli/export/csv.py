"""A folder of CSV files, linked by ids, with a description as a Data Package.

datapackage.json follows Frictionless Data's "Data Package" and "Table Schema", version 1.
"""

import csv
import json
from pathlib import Path
from typing import Any

from negotiations_cli.export.relational import TABLES, Table
from negotiations_cli.query.selection import Selection

MARKER = "datapackage.json"
"""The file that shows that a folder was written by this export."""


def write(selection: Selection, folder: Path) -> None:
    """Write a file a table, RFC 4180 with line feeds, and their description. Raises OSError."""
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in table.columns])
            writer.writerows(table.rows(selection))
    package = {
        "profile": "tabular-data-package",
        "name": "negcli",
        "title": selection.about("title"),
        "description": selection.about("description"),
        "version": selection.about("version") or None,
        "licenses": [{"name": selection.about("licence")}],
        "resources": [_resource(table) for table in TABLES],
    }
    shown = {name: value for name, value in package.items() if value}
    text = json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    (folder / MARKER).write_text(text, "utf-8")


def _resource(table: Table) -> dict[str, Any]:
    keys = [column.name for column in table.columns[: table.key]]
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "description": column.says,
            **({"constraints": {"required": True}} if column.name in keys else {}),
        }
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": keys}
    links = [
        {"fields": [column.name], "reference": {"resource": column.to, "fields": ["id"]}}
        for column in table.columns
        if column.to
    ]
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.says,
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": schema,
    }
