"""`negcli export markdown`: read back by markdown-it and by Pandoc."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from conftest import ROOT, Negcli
from hostile_store import CYRILLIC, DISPUTES, FILES, SUMMARY, TITLE, URL, WORDS
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

# All that a dossier is made of; no images, no HTML, no numbered lists, no blocks of code.
BLOCKS = {"heading", "paragraph", "bullet_list", "list_item", "blockquote", "footnote",
          "footnote_block", "inline", "footnote_anchor"}  # fmt: skip
INLINES = {"text", "strong", "code_inline", "hardbreak", "footnote_ref", "link", "text_special"}


class Dossier:
    """A dossier as markdown-it reads it: headings, quotations by their ids, footnotes, links."""

    def __init__(self, text: str) -> None:
        parser = MarkdownIt("commonmark").use(footnote_plugin)
        env: dict[str, Any] = {}
        self.headings: list[tuple[str, str]] = []
        self.quotes: dict[str, str] = {}
        self.lines: list[str] = []
        self.links: list[str] = []
        self.references: set[str] = set()
        self._read(parser.parse(text, env))
        self.defined = re.findall(r"^\[\^([^\]]+)\]: ", text, re.MULTILINE)

    def _read(self, tokens: list[Token]) -> None:
        quoted: list[str] | None = None
        before = ""
        for token in tokens:
            assert re.sub("_(open|close)$", "", token.type) in BLOCKS, token
            if token.type == "blockquote_open":
                quoted = []
            elif token.type == "blockquote_close":
                quoted = None
            elif token.type == "heading_open":
                before = token.tag
            elif token.type == "inline":
                line = self._inline(token)
                self.lines.append(line)
                if before:
                    self.headings.append((before, line))
                    before = ""
                elif quoted is not None:
                    self._in_quote(token, line, quoted)

    def _in_quote(self, token: Token, line: str, quoted: list[str]) -> None:
        [*codes] = (child.content for child in token.children or () if child.type == "code_inline")
        if codes and quoted:  # who said it, and the id
            assert self.quotes.setdefault(codes[0], "\n\n".join(quoted)) == "\n\n".join(quoted)
            quoted.clear()
        else:
            quoted.append(line)

    def _inline(self, token: Token) -> str:
        words = ""
        for child in token.children or ():
            assert re.sub("_(open|close)$", "", child.type) in INLINES, child
            words += "\n" if child.type == "hardbreak" else child.content
            if child.type == "footnote_ref":
                self.references.add(child.meta["label"])
            elif child.type == "link_open":
                self.links.append(str(child.attrs["href"]))
        return words


def by_pandoc(text: str) -> list[str]:
    """The paragraphs of block quotes as Pandoc reads them, blanks made one."""
    document = json.loads(pypandoc.convert_text(text, "json", format="gfm"))
    return [
        " ".join(_words(paragraph["c"]).split())
        for block in document["blocks"]
        if block["t"] == "BlockQuote"
        for paragraph in block["c"]
    ]


def _words(inlines: Iterable[Any]) -> str:
    return "".join(_piece(inline) for inline in inlines)


def _piece(inline: Any) -> str:
    kind, content = inline["t"], inline.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(content)
    if kind == "Link":  # an address in plain text
        return _words(content[1])
    if kind == "Code":
        return str(content[1])
    assert kind == "Note", inline
    return ""


def stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n"))


@pytest.fixture
def written(negcli: Negcli, make_store: Callable[..., Path]) -> str:
    result = negcli("--store", str(make_store(**FILES)), "export", "markdown")
    assert result.err == "negcli: 12 events and 2 quotes written to stdout\n"
    return result.out


def test_headings_are_the_store_its_events_and_its_disputes(written: str) -> None:
    headings = Dossier(written).headings
    assert headings[0] == ("h1", "A *store*; <b>")
    assert headings[2] == ("h2", f"1 May 2020 — {TITLE}")
    assert headings[7] == ("h2", "about 7 June 2020 — An event")
    assert headings[-2:] == [("h2", "Disputes"), ("h3", "# Who *kept* <the> word?")]
    assert len(headings) == 15


def test_quotations_are_the_words_of_the_store(written: str) -> None:
    assert Dossier(written).quotes == {
        "ben-words": stripped(WORDS),
        "anna-words": CYRILLIC.strip(),
    }
    paragraphs = by_pandoc(written)
    for words in (*WORDS.split("\n\n"), CYRILLIC):
        assert " ".join(words.split()) in paragraphs


def test_it_tells_who_took_part_what_is_noted_and_what_is_disputed(written: str) -> None:
    lines = Dossier(written).lines
    for line in (
        "12 events and 2 quotes, version 1, licence CC0-1.0",
        "the-day · talks · Köln; <i>old</i>, *town*",
        "- Ben_B_ [x](javascript:1), + his own *man*, Bland <Republic> (party)",
        f"{stripped(SUMMARY)}   (page *2*; <3>)",
        "Note: * Sources differ: <br> `x`",
        "Disputed: who-kept-it",
        "— Anna A, 1. *Envoy* <b>, Aland [translated, disputed] anna-words ",
        "Original (he): “1. שלום [עולם] 🕊 <b>”",
        "Also given as: “# Another *one*” (ru)  - So.",
        "Note: 1) A [translation].",
        "who-kept-it · open · about the-day",
        "- Ben_B_ [x](javascript:1), for Bland <Republic>: 1. that *he* kept it. ben-words  "
        " (page *2*; <3>)",
        "Bland <Republic>: - that `nobody` did. ",
        f"Note: {DISPUTES[0]['notes']}",
    ):
        assert line in lines


def test_every_source_that_is_cited_is_one_footnote(written: str) -> None:
    dossier = Dossier(written)
    assert dossier.defined == ["book", "paper"]
    assert dossier.references == {"book", "paper"}
    assert dossier.lines[-1] == (
        "“<script>1</script> [A] *paper*; \\ «Слова»”. # A & B, Press, about May 2020."
        f" {URL}, read on 22 November 2026."  # as the reader shows it
        " Secondary source, Bland <Republic>."
    )


def test_the_only_links_are_those_of_sources(written: str) -> None:
    [link] = Dossier(written).links
    assert link.startswith("https://example.org/a_(b)?q=%22'%3E%3Cscript%3E&x=")


def test_what_was_asked_is_told(negcli: Negcli, make_store: Callable[..., Path]) -> None:
    store = str(make_store(**FILES))
    asked = ("--type", "talks", "--search", "dustbin -nothing*")
    lines = Dossier(negcli("--store", store, "export", "markdown", *asked).out).lines
    assert lines[2].startswith("1 event and 1 quote of type talks")
    assert "dustbin -nothing*" in lines[2]


@pytest.mark.parametrize("args", [[], ["--topic", "peace-formula", "--disputed"]])
def test_the_shipped_store(negcli: Negcli, args: list[str]) -> None:
    written = negcli("--store", str(ROOT / "data"), "export", "markdown", *args).out
    dossier = Dossier(written)
    quotes = {row["id"]: row for row in json.loads(negcli("quotes", *args, "-f", "json").out)}
    assert dossier.quotes == {own: stripped(row["text"]) for own, row in quotes.items()}
    assert len(dossier.defined) == len(set(dossier.defined))
    assert set(dossier.defined) == dossier.references
    paragraphs = set(by_pandoc(written))
    assert {" ".join(row["text"].split()) for row in quotes.values()} <= paragraphs
