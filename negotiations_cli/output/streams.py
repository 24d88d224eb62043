"""Where output goes: a terminal and what it can do, a pipe, a file whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from negotiations_cli.errors import OutputError, PipeClosedError
from negotiations_cli.interrupts import cleaned, ignored
from negotiations_cli.output.cells import escaped, harmless, one_line

NARROWEST = 40


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8 whatever the locale; what UTF-8 cannot write is escaped."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def is_terminal() -> bool:
    """Whether a person reads stdout."""
    try:
        return sys.stdout.isatty()
    except (AttributeError, ValueError):  # closed, before the start or later
        return False


def width() -> int:
    """The columns of the terminal, or what COLUMNS says; 80 where neither is known."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(int(columns), NARROWEST)
    return max(_screen().columns or 80, NARROWEST)


def _screen() -> os.terminal_size:
    """The terminal's size; zeros where it is not known."""
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(sys.stdout.fileno())
    return os.terminal_size((0, 0))


def wants_color(choice: str) -> bool:
    """Whether to colour stdout: `choice` is always, never, or auto (by NO_COLOR and TERM)."""
    if choice != "auto":
        return choice == "always"
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str, remedy: str = "") -> None:
    """Tell the user something on stderr, if there is anybody to tell."""
    said = [f"negcli: {one_line(message)}"]
    said += map(harmless, f"  {remedy}".split("\n") if remedy else ())
    try:
        sys.stderr.write("\n".join(said) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        _abandon(sys.stderr)


def abandon_stdout() -> None:
    """Give stdout up, because it cannot be written."""
    _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    """Let the interpreter's last flush go nowhere: it would fail as the write before it."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_stdout(texts: Iterable[str], *, drawn: bool = False) -> None:
    """Write to stdout and flush; a terminal gets escaped what it would obey, if not `drawn` for it.

    Raises PipeClosedError if the reader has gone, OutputError if it cannot be written otherwise.
    """
    shown = map(escaped, texts) if is_terminal() and not drawn else texts
    try:
        for text in shown:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosedError from None
    except (OSError, ValueError, AttributeError) as error:
        reason = getattr(error, "strerror", None) or "it is closed"
        raise OutputError(f"stdout cannot be written: {reason}") from None


def write_file(path: Path, texts: Iterable[str]) -> None:
    """Write a file whole or not at all. Raises OutputError if it cannot be written."""
    with (
        replacing(path) as written,
        written.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
    ):
        file.writelines(map(escaped, texts) if file.isatty() else texts)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write, which takes the place of `path` when all went well, and else goes.

    A device or a pipe cannot be replaced: it is given as it is. Raises OutputError for what cannot
    be written.
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve()
        written = _beside(target, "part")
        with cleaned(lambda: written.unlink(missing_ok=True)):
            # It is new for certain, so that no link leads it elsewhere.
            os.close(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield written
            if target.exists():
                written.chmod(target.stat().st_mode & 0o777)
            written.replace(target)
    except OSError as error:
        raise OutputError(f"'{path}' cannot be written: {error.strerror}") from None


def _beside(target: Path, ending: str) -> Path:
    """A hidden name beside `target` that nobody has."""
    return target.with_name(f".{target.name[:60]}.{os.urandom(4).hex()}.{ending}")


@contextmanager
def replacing_folder(path: Path, marker: str | None = None) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `path` when all went well, and else goes.

    Only an empty folder is replaced, or one that holds a file named `marker`, which shows that it
    was written so before. Raises OutputError for what cannot be written.
    """
    import shutil  # noqa: PLC0415 - few commands write folders

    target = path.resolve()
    written, old = _beside(target, "part"), _beside(target, "old")

    def clean() -> None:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(written, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)

    try:
        with cleaned(clean):
            again = marker is not None and (target / marker).is_file()
            if target.exists() and not again and any(target.iterdir()):
                raise OutputError(f"'{path}' is not empty", "give a new folder")
            written.mkdir()
            yield written
            if target.exists():
                target.rename(old)
            written.rename(target)
    except OSError as error:
        raise OutputError(f"'{path}' cannot be written: {error.strerror}") from None


def page(text: str) -> None:
    """Show `text` on the terminal, through the user's pager if it is longer than the screen."""
    rows = _screen().lines or 24
    command = os.environ.get("NEGCLI_PAGER", os.environ.get("PAGER", "less")).strip()
    if text.count("\n") < rows or command in ("", "cat") or not _page_with(command, text):
        write_stdout([text], drawn=True)


def _page_with(command: str, text: str) -> bool:
    """Run a pager; False if it cannot be run."""
    import shlex  # noqa: PLC0415 - only long tables are paged
    import subprocess  # noqa: PLC0415

    try:
        words = shlex.split(command)
        environment = {"LESSCHARSET": "utf-8", **os.environ}
        # Without R less would show colours as escapes, whatever else the user wants of it.
        environment["LESS"] = f"{environment['LESS']} -R" if environment.get("LESS") else "FRX"
        with ignored():  # Ctrl-C is the pager's while it runs
            process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
            with suppress(BrokenPipeError):
                process.communicate(text.encode("utf-8", "backslashreplace"))
            process.wait()
    except (OSError, ValueError, IndexError):
        return False
    return process.returncode not in (126, 127)
