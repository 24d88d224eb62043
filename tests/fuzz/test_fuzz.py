"""What fuzzing begins with and what it found, and stores that are almost sound, without Atheris."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from mutations import stores
from promises import Stores

HERE = Path(__file__).parent
KEPT = sorted([*HERE.glob("seeds/*.yaml"), *HERE.glob("found/*.yaml")])


def test_what_it_begins_with_is_sound(tmp_path: Path) -> None:
    asked = Stores(tmp_path)
    asked.hold()
    assert asked.hold_of_reading() == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_the_promises_hold_of_every_file_that_is_kept(tmp_path: Path, path: Path) -> None:
    asked = Stores(tmp_path)
    asked.hold()
    asked.hold(**{path.name.split(".")[0]: path.read_bytes()})
    asked.hold()  # the index of the broken store is brought up to date


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(files=stores())
def test_the_promises_hold_of_stores_that_are_almost_sound(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    asked = Stores(tmp_path_factory.mktemp("stores"))
    asked.hold(())
    asked.hold(**files)
