"""Texts of YAML as files of a store: read with libyaml and without, compiled, asked and printed."""

from pathlib import Path

import pytest
from promises import Stores
from vectors import Specimen, specimens


@pytest.mark.parametrize("specimen", specimens(), ids=lambda specimen: specimen.name)
def test_every_text_is_a_file_of_which_all_promises_hold(
    tmp_path: Path, specimen: Specimen
) -> None:
    asked = Stores(tmp_path)
    for name in ("events", "actors", "store"):
        asked.hold_of_reading(**{name: specimen.text.encode()})
    asked.hold(("timeline -f json", "show IDS -f table"), events=specimen.text.encode())
