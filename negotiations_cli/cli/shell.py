"""What the shells' scripts ask: a line for every value that can stand at the cursor.

The scripts (negotiations_cli/completions) run negcli with `_NEGCLI_COMPLETE=complete_lines`, the
words of the command line in COMP_WORDS, one a line, and the number of the word at the cursor in
COMP_CWORD. The answer is a line a value: its type (plain, file or dir), the value, what it means,
with tabs between them. Typer's own classes ask Rich for every meaning, which takes longer than a
whole command; registering another one has no public name in Typer (hence its narrow range of
versions).
"""

import os
import re

from typer._click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from negotiations_cli.cli.values import A_FILE, A_FOLDER

NAME = "lines"
_QUOTED = r"""'(?P<single>[^']*)'?|"(?P<double>[^"]*)"?|\\(?P<one>.)"""
_TYPES = {A_FILE: "file", A_FOLDER: "dir"}


class Lines(ShellComplete):
    """One protocol for all shells."""

    name = NAME

    _before = ""
    """What the word at the cursor has before its value: `--actor=`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one at the cursor, and that one as far as it is typed."""
        typed = os.environ.get("COMP_WORDS", "").split("\n")
        at = int(os.environ.get("COMP_CWORD", len(typed) - 1))
        *before, word = [_unquoted(word) for word in [*typed, ""][1 : at + 1]]
        if word == "=":  # bash takes it for a word of its own
            before, word = [*before, word], ""
        args = [arg for arg in before if arg != "="]
        if word.startswith("--") and "=" in word:
            name, _, word = word.partition("=")
            args.append(name)
            self._before = f"{name}="
        return args, word

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What can stand there; behind --sort a minus turns the order, and begins no option."""
        minus = "-" if args[-1:] == ["--sort"] and incomplete.startswith("-") else ""
        items = super().get_completions(args, incomplete.removeprefix(minus))
        for item in items:
            item.value = f"{minus}{item.value}"
        return items

    def format_completion(self, item: CompletionItem) -> str:
        """A value as a line."""
        meaning = " ".join((item.help or "").split())
        type_ = _TYPES.get(meaning, "plain")
        return f"{type_}\t{self._before}{item.value}\t{meaning}"

    def source_vars(self) -> dict[str, str]:
        """Nothing: the scripts are files, which `negcli completion` prints."""
        return {}


def register() -> None:
    """Let Typer answer `_NEGCLI_COMPLETE=complete_lines`."""
    add_completion_class(Lines, NAME)


def _unquoted(word: str) -> str:
    """A word as the shell would read it, also if its quote is still open."""
    return re.sub(_QUOTED, lambda part: part["single"] or part["double"] or part["one"] or "", word)
