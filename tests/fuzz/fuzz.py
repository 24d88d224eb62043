"""A target of Atheris: `fuzz.py {reader,store,mutated} FOLDER [options of libFuzzer]`.

`reader` and `store` take the first byte of an input for the name of a file, and the rest for its
contents; `mutated` lets Hypothesis make a changed store of it. FOLDER keeps the inputs.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from zlib import crc32

import atheris

with atheris.instrument_imports(include=["negotiations_cli", "yaml"]):
    from promises import ANSWERS, FILES, SOUND, Stores

    import negotiations_cli

    for module in walk_packages(negotiations_cli.__path__, "negotiations_cli."):
        if not module.name.endswith(
            ("__main__", "parquet")
        ):  # which changes signals; which is large
            import_module(module.name)

from hypothesis import given, settings
from mutations import stores


def write_seeds(folder: Path) -> None:
    """Write our own small files, sound and broken ones, as inputs."""
    here = Path(__file__).resolve().parent
    for seed in (path for name in ("store", "seeds", "found") for path in (here / name).iterdir()):
        kind = FILES.index(seed.name.split(".")[0])
        (folder / seed.stem).write_bytes(bytes([kind]) + seed.read_bytes())


def named(data: bytes) -> dict[str, bytes]:
    """The file that an input stands for."""
    return {FILES[data[0] % len(FILES)]: data[1:]} if data else {}


def some(data: bytes) -> tuple[str, ...]:
    """A few of the questions, always the same for one input: all would take most of the time."""
    return ANSWERS[crc32(data) % 5 :: 5]


def main(target: str, folder: str, *options: str) -> None:
    """Run until time is up, or an input is found of which a promise does not hold."""
    with tempfile.TemporaryDirectory() as base:
        whole = Stores(Path(base))

        def reader(data: bytes) -> None:
            alone.hold_of_reading(**named(data))

        def store(data: bytes) -> None:
            whole.hold(some(data), **named(data))

        @settings(deadline=None, database=None)
        @given(files=stores())
        def mutated(files: dict[str, bytes]) -> None:
            whole.hold(some(b"".join(files.values())), **files)

        (Path(base) / "alone").mkdir()
        alone = Stores(Path(base) / "alone", {"store": SOUND["store"]})
        one = {"reader": reader, "store": store, "mutated": mutated.hypothesis.fuzz_one_input}[
            target
        ]
        corpus = Path(folder, target)
        corpus.mkdir(parents=True, exist_ok=True)
        if target != "mutated":
            write_seeds(corpus)
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
