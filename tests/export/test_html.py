"""`negcli export html`: the page in a real browser, its numbers against negcli's."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, Negcli
from hostile_store import CYRILLIC, FILES, SUMMARY, TITLE, URL, WORDS
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

pytest_plugins = ["browser"]

Open = Callable[..., Page]
WIDE = {"width": 1600, "height": 1000}
NARROW = {"width": 360, "height": 780}
PARTS = ROOT / "negotiations_cli" / "export" / "page"
# Talks, statements and disputes of some weeks: enough to see every part of the page.
SOME = ("--since", "2022-03-14", "--until", "2022-04-01")


@pytest.fixture(scope="module")
def shipped(negcli: Negcli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "talks.html"
    assert negcli("export", "html", "-o", str(file)).code == 0
    return file


@pytest.fixture(scope="module")
def some(negcli: Negcli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "some.html"
    assert negcli("export", "html", *SOME, "-o", str(file)).code == 0
    return file


@pytest.fixture
def hostile_store(make_store: Callable[..., Path]) -> str:
    return str(make_store(**FILES))


@pytest.fixture
def hostile(negcli: Negcli, hostile_store: str, tmp_path: Path) -> Path:
    file = tmp_path / "hostile.html"
    result = negcli("--store", hostile_store, "export", "html", "-o", str(file))
    assert result.err == f"negcli: 12 events and 2 quotes written to '{file}'\n"
    return file


def ids(negcli: Negcli, command: str, *args: str) -> list[str]:
    return [row["id"] for row in json.loads(negcli(command, *args, "-f", "json").out)]


def shown(page: Page, kind: str) -> list[str]:
    """The ids of the records of a kind that are not hidden."""
    found: list[str] = page.evaluate(
        "kind => [...document.querySelectorAll(kind)]"
        ".filter(one => !one.closest('[hidden]')).map(one => one.id)",
        kind,
    )
    return found


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash.slice(1)"))


def wait_for_fragment(page: Page, pattern: str) -> None:
    """Wait until the address, which the page changes with a delay, ends so.

    Playwright's own waiting needs `eval`, which the page's policy forbids.
    """
    for _ in range(50):
        if re.fullmatch(pattern, fragment(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(fragment(page))


def top(page: Page, own: str) -> float:
    return float(
        page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", own)
    )


# What it shows


def test_the_shipped_store_is_one_page_under_three_megabytes(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    assert shipped.stat().st_size < 3_000_000
    page = open_page(shipped)
    events, quotes = ids(negcli, "timeline"), ids(negcli, "quotes")
    assert shown(page, "article") == events
    assert shown(page, "figure") == quotes
    disputes = ids(negcli, "disputes")
    assert sorted(shown(page, ".dispute")) == sorted(disputes)
    assert page.inner_text("#_status") == (
        f"{len(events)} events, {len(quotes)} quotes, {len(disputes)} disputes"
    )


def test_words_and_their_speakers_are_those_of_the_store(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    page = open_page(shipped)
    texts = page.evaluate(
        "[...document.querySelectorAll('figure')].map(figure => [figure.id,"
        " figure.querySelector('blockquote').textContent,"
        " figure.querySelector('blockquote').closest('[lang]').lang,"
        " figure.querySelector('cite').textContent])"
    )
    rows = json.loads(negcli("quotes", "-f", "json").out)
    assert [text[:3] for text in texts] == [[r["id"], r["text"], r["language"]] for r in rows]
    for row, (*_, said) in zip(rows, texts, strict=True):
        assert said.startswith(", ".join(filter(None, [row["speaker_name"], row["as"]])))


def test_sources_are_links_by_their_titles(negcli: Negcli, shipped: Path, open_page: Open) -> None:
    page = open_page(shipped)
    links = dict(
        page.evaluate(
            "[...document.querySelectorAll('ol a')].map(one => [one.getAttribute('href'),"
            " one.textContent])"
        )
    )
    rows = {row["URL"]: row["title"] for row in json.loads(negcli("sources", "-f", "json").out)}
    assert links
    for url, title in links.items():
        assert title.strip("“”") == rows[url].strip("“”")
    assert page.locator("ol li", has_text="http").count() == 0


def test_disputes_have_their_accounts_side_by_side(
    negcli: Negcli, some: Path, open_page: Open
) -> None:
    page = open_page(some)
    for own in shown(page, ".dispute"):
        accounts = json.loads(negcli("show", own, "-f", "json").out)[0]["accounts"]
        dispute = page.locator(f"#{own}")
        claims = dispute.locator(".account > h4 + p").all_text_contents()
        assert claims == [account["claim"] for account in accounts]
    first, second = page.locator(".dispute .account").all()[:2]
    one, other = first.bounding_box(), second.bounding_box()
    assert one and other
    assert one["y"] == other["y"]
    assert one["x"] < other["x"]
    assert page.locator(".account blockquote").count() > 0


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_nothing_is_wider_than_the_window(
    shipped: Path, open_page: Open, viewport: dict[str, int]
) -> None:
    page = open_page(shipped, viewport=viewport)
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_directions_and_languages(hostile: Path, open_page: Open) -> None:
    page = open_page(hostile)
    original = page.locator("#anna-words q").first
    assert original.get_attribute("lang") == "he"
    assert original.evaluate("one => getComputedStyle(one).direction") == "rtl"
    words = page.locator("#anna-words blockquote")
    assert words.text_content() == CYRILLIC.strip()
    assert words.evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_nothing_chosen_is_a_page_that_says_so(
    negcli: Negcli, tmp_path: Path, open_page: Open
) -> None:
    file = tmp_path / "none.html"
    negcli("export", "html", "--type", "military", "--on", "2014", "-o", str(file))
    page = open_page(file)
    assert page.inner_text("#_status") == "0 events, 0 quotes, 0 disputes"
    expect(page.locator("#_none")).to_be_visible()


# Filters


@pytest.mark.parametrize(
    "asked",
    [
        {"actor": "russia"},
        {"actor": "sergey-lavrov"},
        {"topic": "ceasefire"},
        {"type": "talks"},
        {"since": "2022-04-01"},
        {"until": "2022-03-31"},
        {"since": "2022-03-10", "until": "2022-03-10"},
        {"search": "dustbin"},
        {"search": "Ceasefire NEGOTIATIONS"},
        {"search": '"security guarantees"'},
        {"search": "negotiat* -territory"},
        {"search": "Erdoğan"},
        {"search": "переговоры"},
        {"search": "-peace"},
        {"search": "ceasefire"},
        {"search": "cease fire -talks"},
        {"search": "Zelenskyy Kiev"},
        {"search": "recognize"},
        {"search": "peace-plan"},
        {"search": '"Kiev"'},
        {"actor": "ukraine", "type": "statement", "topic": "territory", "search": "peace"},
    ],
    ids=str,
)
def test_a_filter_finds_what_the_command_finds(
    negcli: Negcli, shipped: Path, open_page: Open, asked: dict[str, str]
) -> None:
    page = open_page(shipped, f"#{urlencode(asked)}")
    options = [f"--{name}={value}" for name, value in asked.items()]
    rows = [json.loads(line) for line in negcli("export", "jsonl", *options).lines]
    events, quotes, disputes = (
        [row["id"] for row in rows if row["record"] == kind]
        for kind in ("event", "quote", "dispute")
    )
    assert events == ids(negcli, "timeline", *options)
    if "-" not in asked.get("search", ""):  # a list of quotes has those of other events, too
        assert quotes == ids(negcli, "quotes", *options)
    assert shown(page, "article") == events
    assert shown(page, "figure") == quotes
    found = page.inner_text("#_status")
    assert found.startswith(f"{len(events)} of ")
    assert f" events, {len(quotes)} of " in found
    assert shown(page, ".dispute") == disputes


def test_every_control_filters_and_is_kept_in_the_address(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    page = open_page(shipped)
    page.get_by_label("Actor", exact=True).select_option("russia")
    page.get_by_label("Topic", exact=True).select_option("war-aims")
    page.get_by_label("Type", exact=True).select_option("statement")
    page.get_by_label("Since", exact=True).fill("2022-02-24")
    page.get_by_label("Until", exact=True).fill("2025-12-31")
    page.get_by_label("Words", exact=True).fill("peace")
    page.get_by_label("Lanes by", exact=True).select_option("topic")
    kept = (
        "actor=russia&topic=war-aims&type=statement&since=2022-02-24&until=2025-12-31"
        "&search=peace&lanes=topic"
    )
    wait_for_fragment(page, kept)
    options = [f"--{option}" for option in kept.removesuffix("&lanes=topic").split("&")]
    found = ids(negcli, "timeline", *options)
    assert found
    assert shown(page, "article") == found
    page.reload()
    assert shown(page, "article") == found
    assert page.get_by_label("Lanes by", exact=True).input_value() == "topic"
    clear = page.get_by_role("button", name="Clear filters", exact=True)
    clear.click()
    wait_for_fragment(page, "lanes=topic")
    expect(clear).to_be_hidden()
    assert len(shown(page, "article")) > len(found)


def test_the_choices_tell_how_many_events_there_are(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    page = open_page(shipped)
    actors = {row["id"]: row for row in json.loads(negcli("actors", "-f", "json").out)}
    options = page.locator("#_actor option:not([value=''])")
    told = options.evaluate_all("all => all.map(one => [one.value, one.text])")
    assert told
    for own, text in told:
        assert text == f"{actors[own]['name']} ({actors[own]['events']})"
    assert {own for own, _ in told} == {own for own, row in actors.items() if row["events"]}


def highlighted(page: Page) -> set[str]:
    found: list[str] = page.evaluate(
        "[...CSS.highlights.get('found')].map(one => one.startContainer.data"
        ".slice(one.startOffset, one.endOffset))"
    )
    return set(found)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("dustbin", {"dustbin"}),
        ('"dustbin of History"', {"dustbin of history"}),
        ("erdogan medi* -grain", {"Erdoğan", "mediator"}),
        ("переговоры", {"переговоры"}),
        ("-dustbin", set()),
        ("", set()),
    ],
)
def test_the_words_looked_for_stand_out(
    shipped: Path, open_page: Open, search: str, found: set[str]
) -> None:
    page = open_page(shipped, f"#{urlencode({'search': search})}")
    for _ in range(50):  # they are looked for little by little
        if found <= highlighted(page):
            break
        page.wait_for_timeout(100)
    assert found <= highlighted(page)
    assert {word.casefold()[:4] for word in highlighted(page)} <= {w.casefold()[:4] for w in found}
    page.get_by_label("Words", exact=True).fill("")
    assert highlighted(page) == set()


def test_what_the_address_asks_in_vain_is_left_open(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped, "#actor=nobody&type=talks&lanes=colour&view=x..y&since=soon")
    assert page.get_by_label("Actor", exact=True).input_value() == ""
    assert page.get_by_label("Lanes by", exact=True).input_value() == "type"
    kinds = page.locator("article:not([hidden]) .meta > p:first-child > a").all_text_contents()
    assert len(kinds) > 1
    assert set(kinds) == {"talks"}


def test_a_name_in_the_list_is_a_filter(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped)
    page.locator(".meta a", has_text="Heidi Tagliavini").first.click()
    assert fragment(page) == "actor=heidi-tagliavini"
    assert page.get_by_label("Actor", exact=True).input_value() == "heidi-tagliavini"
    page.go_back()
    assert page.get_by_label("Actor", exact=True).input_value() == ""


# Anchors


def test_every_record_has_an_anchor_that_no_other_has(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    page = open_page(shipped)
    found = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(found) == len(set(found))
    records = {own for kind in ("timeline", "quotes", "disputes") for own in ids(negcli, kind)}
    assert records == {own for own in found if "_" not in own}


def test_a_link_leads_to_a_quote(shipped: Path, open_page: Open, negcli: Negcli) -> None:
    own = ids(negcli, "quotes")[400]
    page = open_page(shipped, f"#{own}")
    page.wait_for_timeout(300)
    assert 0 <= top(page, own) < 300
    assert fragment(page) == own


def test_a_permanent_address_asks_for_nothing_but_the_record(
    shipped: Path, open_page: Open, negcli: Negcli
) -> None:
    [*_, own] = ids(negcli, "quotes", "--type", "statement")
    page = open_page(shipped, "#type=talks")
    page.evaluate("own => { location.hash = own }", own)
    expect(page.locator(f"#{own}")).to_be_in_viewport()
    assert page.get_by_label("Type", exact=True).input_value() == ""
    assert fragment(page) == own
    page.go_back()
    assert page.get_by_label("Type", exact=True).input_value() == "talks"


def test_a_link_within_the_page_keeps_filters_and_time(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    state = "type=statement&lanes=side&view=2023-01-01..2024-06-30"
    page = open_page(shipped, f"#{state}")
    found = shown(page, "article")
    link = page.locator("article:not([hidden]) .named a").nth(5)
    own = (link.get_attribute("href") or "")[1:]
    link.click()
    wait_for_fragment(page, rf"type=statement&lanes=side&view=.*&at={own}")
    expect(page.locator(f"#{own} h4")).to_be_in_viewport()
    assert set(shown(page, "article")) == {*found, own}
    assert page.evaluate("document.activeElement.id") == own
    page.go_back()
    assert shown(page, "article") == found


@pytest.mark.parametrize("kind", ["article", "figure", ".dispute"])
def test_a_record_that_the_filters_leave_out_is_shown_and_marked(
    shipped: Path, open_page: Open, kind: str
) -> None:
    page = open_page(shipped, "#type=talks&search=corridor")
    within = {one: shown(page, one) for one in ("article", "figure", ".dispute")}
    own = page.evaluate(
        "kind => [...document.querySelectorAll(kind)].find(one => one.hidden).id", kind
    )
    page.goto("about:blank")
    page.goto(f"{shipped.as_uri()}#type=talks&search=corridor&at={own}")
    record = page.locator(f"#{own}")
    expect(record).to_be_in_viewport()
    assert "beyond" in (record.get_attribute("class") or "")
    assert page.inner_text("#_status").startswith(f"{len(within['article'])} of ")
    page.get_by_label("Until", exact=True).fill("2100-01-01")
    assert {one: shown(page, one) for one in within} == within
    wait_for_fragment(page, "type=talks&until=2100-01-01&search=corridor")


def test_titles_of_links_are_those_of_the_records(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped)
    links = page.evaluate(
        "[...document.querySelectorAll('.named a, .about a, .disputed a, .account > p > a')]"
        ".filter(one => one.hash).map(one => [one.textContent,"
        " document.getElementById(one.hash.slice(1)).textContent.replace(/\\s+/g, ' ')])"
    )
    assert len(links) > 500
    for text, record in links:
        assert text.split(": ", 1)[-1] in record


def test_numbers_lead_to_sources_and_leave_the_address(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped, "#type=agreement")
    link = page.locator("figure cite + a:visible, figure cite ~ a:visible").first
    place = (link.get_attribute("href") or "")[1:]
    link.click()
    assert fragment(page) == "type=agreement"
    assert page.evaluate("document.activeElement.id") == place


# Citations


def copied(page: Page, own: str) -> str:
    page.get_by_role("button", name=f"Copy citation of {own}", exact=True).click()
    expect(page.locator("#_said")).to_have_text(f"Citation of {own} copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_citation_is_copied_as_the_command_prints_it(
    negcli: Negcli, some: Path, open_page: Open
) -> None:
    page = open_page(some, permissions=["clipboard-read", "clipboard-write"])
    for own in (ids(negcli, "timeline", *SOME)[0], *ids(negcli, "quotes", *SOME)[:5]):
        assert copied(page, own) == negcli("cite", own).out


def test_a_hostile_citation_too(
    negcli: Negcli, hostile_store: str, hostile: Path, open_page: Open
) -> None:
    page = open_page(hostile, permissions=["clipboard-read", "clipboard-write"])
    for own in ("the-day", "the-minute", "ben-words", "anna-words"):
        assert copied(page, own) == negcli("--store", hostile_store, "cite", own).out


# The timeline


def window(page: Page) -> tuple[str, str]:
    first, last = page.inner_text("#_window").split(" – ")
    return first, last


def days(page: Page) -> int:
    """How many days the timeline shows."""
    first, last = window(page)
    return int(
        page.evaluate("both => (Date.parse(both[1]) - Date.parse(both[0])) / 864e5", [first, last])
    )


def test_keys_zoom_and_move_and_go_to_an_event(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped)
    timeline = page.get_by_label("Timeline of the events", exact=True)
    timeline.focus()
    whole = days(page)
    page.keyboard.press("+")
    assert abs(days(page) - whole / 2) < 3
    before = window(page)
    page.keyboard.press("ArrowRight")
    assert window(page) != before
    assert abs(days(page) - whole / 2) < 3
    for _ in range(20):
        page.keyboard.press("+")
    assert days(page) <= 8
    wait_for_fragment(page, "view=.*")
    view = days(page)
    page.reload()
    assert abs(days(page) - view) <= 1
    timeline.focus()
    page.keyboard.press("0")
    assert days(page) == whole
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = shown(page, "article")[1]
    expect(page.locator("#_pointed")).to_contain_text(page.inner_text(f"#{second} h4 span"))
    page.keyboard.press("Enter")
    assert fragment(page) == second
    expect(page.locator(f"#{second} h4")).to_be_in_viewport()


def test_wheel_drag_and_buttons(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped)
    box = page.locator("#_timeline").bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.6, box["y"] + 200
    whole = days(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -400)
    wait_for_fragment(page, "view=.*")
    near = days(page)
    assert near < whole
    before = window(page)
    page.mouse.down()
    page.mouse.move(x - 120, y + 3, steps=4)
    page.mouse.up()
    assert window(page) != before
    assert abs(days(page) - near) < 3
    page.get_by_role("button", name="Zoom in", exact=True).click()
    assert days(page) < near
    page.get_by_role("button", name="Zoom out", exact=True).click()
    before = window(page)
    page.get_by_role("button", name="Earlier", exact=True).click()
    earlier = window(page)
    assert earlier != before
    page.get_by_role("button", name="Later", exact=True).click()
    assert window(page) == before
    page.get_by_role("button", name="All", exact=True).click()
    assert days(page) == whole


def test_a_mark_leads_to_its_event(some: Path, open_page: Open) -> None:
    page = open_page(some, "#view=2022-03-29..2022-04-01")
    mark = page.locator(".mark").last
    mark.hover()
    title = page.inner_text("#_pointed").partition(": ")[2]
    assert mark.locator("title").text_content() == page.inner_text("#_pointed")
    mark.click()
    view, own = fragment(page).split("&at=")
    assert view.startswith("view=2022-03-")
    assert page.inner_text(f"#{own} h4 span") == title


def test_the_timeline_shows_the_time_of_what_is_found(shipped: Path, open_page: Open) -> None:
    page = open_page(shipped, "#since=2022-03-01&until=2022-03-31&type=talks")
    assert 20 < days(page) < 40
    page.get_by_role("button", name="Zoom in", exact=True).click()
    near = days(page)
    page.get_by_label("Type", exact=True).select_option("call")
    assert abs(days(page) - near) <= 1
    page.get_by_role("button", name="Clear filters", exact=True).click()
    page.get_by_role("button", name="All", exact=True).click()
    assert days(page) > 4000


@pytest.mark.parametrize("by", ["type", "side", "topic"])
def test_every_event_has_a_mark_in_its_lanes(some: Path, open_page: Open, by: str) -> None:
    page = open_page(some, f"#lanes={by}")
    marks = page.locator(".mark").evaluate_all("all => all.map(one => one.__data__.event.row.id)")
    gathered = page.locator("#_timeline .more").evaluate_all(
        "all => all.flatMap(one => one.__data__.events.map(event => event.row.id))"
    )
    assert {*marks, *gathered} == set(shown(page, "article"))
    lanes = page.locator(".lane .name").all_text_contents()
    assert len(lanes) == len(set(lanes)) > 2


def test_what_is_not_known_to_the_day_is_drawn_as_a_span(
    make_store: Callable[..., Path], negcli: Negcli, tmp_path: Path, open_page: Open
) -> None:
    records = json.loads(FILES["events"])
    wanted = ("the-days", "the-day-or-so", "the-months", "the-month", "from-then-on", "the-year")
    kept = [record for record in records if record["id"] in wanted]
    store = make_store(**FILES | {"events": json.dumps(kept), "disputes": None})
    file = tmp_path / "spans.html"
    negcli("--store", str(store), "export", "html", "-o", str(file))
    page = open_page(file)
    marks = dict(
        page.locator(".mark").evaluate_all(
            "all => all.map(one => [one.__data__.event.row.id, [one.getAttribute('class'),"
            " +one.getAttribute('x'), +one.getAttribute('width')]])"
        )
    )
    assert {own for own, (kind, *_) in marks.items() if "span" in kind} == {
        "the-day-or-so", "the-months", "the-month", "the-year",
    }  # fmt: skip
    x = {own: left for own, (_, left, _) in marks.items()}
    wide = {own: width for own, (_, _, width) in marks.items()}
    assert wide["the-year"] > wide["the-months"] > wide["the-month"] > wide["the-days"]
    assert 11.5 < wide["the-year"] / wide["the-month"] < 12.5
    # With no end it goes on to the edge, past the end of the year.
    assert x["from-then-on"] + wide["from-then-on"] > x["the-year"] + wide["the-year"]


# Without the script, on paper, for everyone


def test_without_javascript_the_list_is_there(
    negcli: Negcli, shipped: Path, open_page: Open
) -> None:
    page = open_page(shipped, java_script_enabled=False)
    expect(page.locator("article")).to_have_count(len(ids(negcli, "timeline")))
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator("#_timeline")).to_be_hidden()
    expect(page.locator("button:visible")).to_have_count(0)
    [first, *_] = json.loads(negcli("timeline", "-f", "json").out)
    article = page.locator(f"#{first['id']}")
    assert article.locator(".summary").inner_text() == first["summary"]
    assert article.locator(".disputed a, .named a").count() == 0 or article.locator(
        ".disputed a, .named a"
    ).first.evaluate("one => getComputedStyle(one, '::after').content").startswith('"#')
    links = article.locator(".sources a")
    hrefs = [link.get_attribute("href") for link in links.all()]
    assert hrefs[: len(first["sources"])] == [source["URL"] for source in first["sources"]]


def packed(text: str) -> str:
    """Text without blanks and ligatures, of which a line's end and a font may make others."""
    return re.sub(r"\s", "", normalize("NFKC", text))


def test_it_prints(negcli: Negcli, some: Path, open_page: Open) -> None:
    page = open_page(some)
    reader = PdfReader(BytesIO(page.pdf(format="A4")))
    printed = packed("".join(sheet.extract_text() for sheet in reader.pages))
    for row in json.loads(negcli("quotes", *SOME, "-f", "json").out):
        assert packed(row["text"])[:60] in printed, row["id"]
    for row in json.loads(negcli("timeline", *SOME, "-f", "json").out):
        assert all(packed(s["URL"] or "") in printed for s in row["sources"]), row["id"]
    assert "Copycitation" not in printed
    assert f"{len(ids(negcli, 'timeline', *SOME))}events," in printed
    assert "Wordsmustalloccur" not in printed


def test_what_is_printed_says_what_was_asked(some: Path, open_page: Open) -> None:
    page = open_page(some, "#type=talks&actor=russia&search=peace")
    expect(page.locator("#_asked")).to_be_hidden()
    found = page.inner_text("#_status")
    sheet = PdfReader(BytesIO(page.pdf(format="A4"))).pages[0].extract_text()
    assert packed(found) in packed(sheet)
    assert packed("Actor: Russia · Type: talks · Words: peace") in packed(sheet)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_axe_finds_no_violation(
    some: Path, open_page: Open, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(some, viewport=viewport, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(24, 26, 29)") == (scheme == "dark")


def test_all_that_is_used_can_be_reached_by_the_tab_key(some: Path, open_page: Open) -> None:
    page = open_page(some)
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
        # Within the parts of a date the browser has a mark of its own.
        assert page.evaluate(
            "document.activeElement.type === 'date'"
            " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )
    controls = ["_actor", "_topic", "_type", "_since", "_until", "_search", "_lanes", "_timeline"]
    assert [own for own in dict.fromkeys(reached) if own in controls] == controls


# Hostile texts


def test_a_hostile_store_is_text(hostile: Path, open_page: Open) -> None:
    page = open_page(hostile)
    assert page.title() == "A *store*; <b>"
    assert page.locator("#the-day h4 span").text_content() == TITLE
    assert page.locator("#the-day .summary").text_content() == SUMMARY
    assert page.locator("#ben-words blockquote").text_content() == WORDS
    assert page.locator("#who-kept-it blockquote").first.text_content() == WORDS
    assert page.locator("script").count() == 2
    assert page.locator("b, i, img, [onerror]").count() == 0
    links = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert URL in links
    assert all(link.startswith("#") or link == URL for link in links)
    option = page.locator("#_actor option[value=ben-b]")
    assert option.text_content() == "- Ben_B_ [x](javascript:1) (1)"
    page.get_by_label("Words", exact=True).fill(quote(WORDS))
    expect(page.locator("#_none")).to_be_visible()
    page.get_by_label("Words", exact=True).fill("")
    page.get_by_label("Lanes by", exact=True).select_option("side")
    assert "Bland <Republic> 1" in page.locator(".lane .name").all_text_contents()


def test_markup_that_got_through_would_not_run(hostile: Path, chromium: Browser) -> None:
    """The policy alone, without the escaping."""
    text = hostile.read_text("utf-8")
    bad = (
        "<script>document.title = 'run'</script>"
        "<img src='https://example.org/x.png' onerror=\"document.title = 'run'\">"
        "<p id='styled' style='color: red'>x</p><style>#styled { color: red }</style>"
        "<a id='link' href=\"javascript:document.title = 'run'\">x</a>"
        "<base href='https://example.org/'><form id='sent' action='https://example.org/'></form>"
    )
    hostile.write_text(text.replace('<header id="_top">', f"{bad}<header>"), "utf-8")
    page = chromium.new_page()
    refused: dict[str, str | None] = {}
    answered: list[str] = []
    page.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
    page.on("response", lambda response: answered.append(response.url))
    page.goto(hostile.as_uri())
    page.locator("#link").click()
    page.wait_for_timeout(200)
    assert page.title() == "A *store*; <b>"
    assert (
        page.locator("#styled").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    )
    page.evaluate("document.getElementById('sent').submit()")
    page.wait_for_timeout(200)
    assert set(refused.values()) == {"csp"}
    assert answered == [hostile.as_uri()]


# The vendored library


def test_the_library_is_what_its_record_says(some: Path) -> None:
    record = (PARTS / "VERSIONS.md").read_text("utf-8")
    library = (PARTS / "d3.js").read_bytes()
    assert f"\n    {sha256(library).hexdigest()}\n" in record
    assert f"It is {len(library):,} bytes" in record
    licences = (PARTS / "d3-LICENSE.txt").read_text("utf-8")
    page = some.read_text("utf-8")
    assert licences in page
    for name in re.findall(r"^- (\S+) \d+\.\d+\.\d+$", record, re.M):
        assert re.search(rf"(^|, ){name}[,:]", licences, re.M), name
