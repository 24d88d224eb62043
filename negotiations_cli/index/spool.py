"""Work on many files in several processes, whose results are spooled and read back in order.

A result is a key and something made of texts, numbers, lists, dictionaries and plain tuples. It is
written to a file without a name, so that memory holds the keys alone and nothing can be left over.
"""

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeAlias, TypeVar

from negotiations_cli.index.processes import Process, Send, processors

Made = TypeVar("Made")

Work: TypeAlias = Callable[[str], Iterable[tuple[str, Any]]]
"""Takes the name of a file, and gives results with the keys that order them."""

Told: TypeAlias = Callable[[int], None]
"""Is told how many bytes of files more have been worked on."""

_WORTH_A_PROCESS = 200_000  # bytes: to start one takes about as long as to read this much


class Spool(Generic[Made]):
    """The results of `work` on files of given sizes, made by `make`, in the order of their keys.

    They can be read more than once. Files of the temporary folder `folder` are used; None takes the
    system's. `processes` is how many may be used, by default as many as are worth it. Raises what
    `work` raises, and OSError if there is no space.
    """

    def __init__(
        self,
        work: Work,
        make: Callable[[Any], Made],
        sizes: dict[str, int],
        folder: Path | None,
        told: Told,
        processes: int | None = None,
    ) -> None:
        self._make = make
        self._keys: list[str] = []
        self._files: list[IO[bytes]] = []
        shares = _shares(sizes, processes or _worthwhile(sizes))
        for _ in shares:
            self._files.append(TemporaryFile(dir=folder))  # noqa: SIM115 - while this is used
        if len(shares) == 1:
            for keys, size in _spooled(work, shares[0], sizes, self._files[0], 0):
                self._keys += keys
                told(size)
        else:
            self._in_processes(work, shares, sizes, told)
        self._keys.sort()

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Made]:
        """The results, in the order of their keys."""
        for key in self._keys:
            _, number, start, size = key.rsplit("\0", 3)
            data = os.pread(self._files[int(number)].fileno(), int(size), int(start))
            yield self._make(marshal.loads(data))

    def _in_processes(
        self, work: Work, shares: Sequence[Sequence[str]], sizes: dict[str, int], told: Told
    ) -> None:
        def share_of(number: int) -> Callable[[Send], None]:
            def spooled(send: Send) -> None:
                for result in _spooled(work, shares[number], sizes, self._files[number], number):
                    send(result)

            return spooled

        started = [Process(share_of(number)) for number in range(len(shares))]
        at_work = {process.pipe: process for process in started}
        try:
            while at_work:
                for pipe in select([*at_work], [], [])[0]:
                    try:
                        keys, size = at_work[pipe].receive()
                    except EOFError:
                        del at_work[pipe]
                    else:
                        self._keys += keys
                        told(size)
        except BaseException:
            for process in at_work.values():
                process.stop()
            raise


def _shares(sizes: dict[str, int], number: int) -> list[list[str]]:
    """Files in at most so many shares, of much the same size."""
    shares: list[list[str]] = [[] for _ in range(max(1, min(number, len(sizes))))]
    weights = [0] * len(shares)
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        lightest = weights.index(min(weights))
        shares[lightest].append(name)
        weights[lightest] += sizes[name]
    return shares


def _worthwhile(sizes: dict[str, int]) -> int:
    """How many processes are worth it."""
    return min(processors(), sum(sizes.values()) // _WORTH_A_PROCESS)


def _spooled(
    work: Work, share: Iterable[str], sizes: dict[str, int], file: IO[bytes], number: int
) -> Iterator[tuple[list[str], int]]:
    """Work on a share of the files; yields for each the keys of its results, and its size.

    Behind a key stand the number of the spool, where in it the result starts, and its size.
    """
    for name in share:
        keys = []
        for key, result in work(name):
            data = marshal.dumps(result)
            start = file.tell()
            file.write(data)
            keys.append(f"{key}\0{number}\0{start}\0{len(data)}")
        file.flush()
        yield keys, sizes[name]
