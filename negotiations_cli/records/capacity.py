"""Who takes part or speaks, and in what capacity, in words."""

from collections.abc import Mapping

from negotiations_cli.records.rows import PartRow, QuoteRow


def part_line(part: PartRow, names: Mapping[str, str]) -> str:
    """Who takes part, in what office, in what role."""
    office = capacity(part["as"], part["for"], names)
    return f"{', '.join(filter(None, [part['name'], office]))} ({part['role']})"


def speaker_line(row: QuoteRow, names: Mapping[str, str]) -> str:
    """Who said it, in what office, and how the words come to us."""
    marks = [row["wording"]] if row["wording"] != "verbatim" else []
    if row["status"] != "undisputed":
        marks.append(row["status"])
    office = capacity(row["as"], row["for"], names)
    said = ", ".join(filter(None, [row["speaker_name"], office]))
    return f"{said} [{', '.join(marks)}]" if marks else said


def capacity(as_: str | None, whom: str | None, names: Mapping[str, str]) -> str:
    """An office with whose it is, unless the office says that itself."""
    name = names.get(whom or "", "")
    if not as_:
        return f"for {name}" if name else ""
    return as_ if not name or name in as_ else f"{as_}, {name}"
