// The page's timeline, filters and citations. The list is in the page already: the script shows and
// hides its entries, reads from them what it needs, and never writes text from the record into the
// page but as text.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("_data").textContent);
  const articles = [...document.querySelectorAll("article")];
  const years = [...document.querySelectorAll(".year")];
  const disputes = [...document.querySelectorAll(".dispute")];
  const quotations = document.querySelectorAll("figure");
  const form = byId("_filters");
  const lanes = byId("_lanes");
  const FILTERS = ["actor", "topic", "type", "since", "until", "search"];
  const DAY = 86400000;
  const SIDES = ["States", "Organizations"];
  /** Who takes part in an event, by the numbers that the data has. */
  const choices = [...form.elements.actor.options].slice(1);
  const nameOf = (choice) => choice.text.replace(/ \(\d+\)$/, "");

  const TITLES = { article: "h4 span", figure: "cite", section: "h3" };

  /** Put its title into a link to a record, that of an event with its date. */
  function entitle(link) {
    const record = byId(link.getAttribute("href").slice(1));
    const title = record.querySelector(TITLES[record.localName]).textContent;
    link.textContent = record.matches("article") ? `${dated(record)}: ${title}` : title;
  }

  const dated = (article) => article.querySelector("h4 time").textContent;

  const filtersOf = (row, name) =>
    [...row.querySelectorAll(`.meta a[href^="#${name}="]`)].map((link) => ({
      id: link.getAttribute("href").slice(name.length + 2),
      name: link.textContent,
    }));
  const topics = new Map();

  const events = data.events.map(([first, last, exact, sources, actors], n) => {
    const row = articles[n];
    const own = filtersOf(row, "topic");
    for (const { id, name } of own) topics.set(id, name);
    return {
      row,
      exact,
      sources,
      first_day: first,
      last_day: last ?? "9999-12-31",
      start: Date.parse(first),
      end: last ? Date.parse(last) + DAY : Infinity,
      type: filtersOf(row, "type")[0].id,
      topics: own.map(({ id }) => id),
      actors: actors.map((number) => choices[number].value),
      sides: actors.filter((number) => SIDES.includes(choices[number].parentElement.label)),
      disputes: [...row.querySelectorAll(".disputed a")].map((link) => link.hash.slice(1)),
      title: row.querySelector("h4 span").textContent,
      figures: [...row.querySelectorAll("figure")],
      fits: true,
    };
  });

  // Words: folded and searched as negcli does (records/names.py, records/matching.py).

  const STROKES = { ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", þ: "th", ß: "ss", ς: "σ" };
  const SEARCHED = ["h4 span", ".summary", "blockquote, q", ".text > .note"];

  function words(text) {
    const folded = text.toLowerCase().replace(/[ıłøđæœþßς]/g, (char) => STROKES[char]);
    return (
      folded
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    );
  }

  const line = (elements) =>
    ` ${[...elements].flatMap((one) => words(one.textContent)).join(" ")} `;

  /** The folded words of every event, a line a field, and of its quotes. */
  function read(event) {
    event.words = SEARCHED.map((field) => line(event.row.querySelectorAll(field))).join("\n");
    event.spoken = event.figures.map((figure) => line(figure.querySelectorAll("blockquote, q")));
  }

  /** Work on some events after the other in small parts, so that nobody need wait. */
  function gradually(some, work) {
    let timer;
    const go = (n) => {
      some.slice(n, n + 20).forEach(work);
      if (n + 20 < some.length) timer = setTimeout(go, 0, n + 20);
    };
    timer = setTimeout(go, 0, 0);
    return { stop: () => clearTimeout(timer) };
  }

  // Other spellings (query/spelling.py): those that the store knows, one word or two, and British
  // or American.

  const SHORTEST = 3;
  const ENGLISH = [
    ["is", "iz", "(?:e[drs]?|ers?|ing|ations?)"],
    ["our", "or", "(?:s?|ed|ing|able|hood)"],
    ["enc", "ens", "es?"],
  ].flatMap(([one, other, end]) => [
    [new RegExp(`(?<=...)${one}(?=${end}$)`, "g"), other],
    [new RegExp(`(?<=...)${other}(?=${end}$)`, "g"), one],
  ]);

  const isCompound = (some) => some.length === 2 && some.every((word) => word.length >= SHORTEST);

  /** A word or phrase in all its spellings, each a list of words; the typed one first. */
  function spellings(typed) {
    const found = [typed, ...(data.spellings[typed.join(" ")] ?? [])];
    if (isCompound(typed)) found.push([typed.join("")]);
    if (typed.length > 1) return found;
    const [word] = typed;
    found.push(...ENGLISH.map(([pattern, other]) => [word.replace(pattern, other)]));
    for (let middle = SHORTEST; middle <= word.length - SHORTEST; middle += 1)
      found.push([word.slice(0, middle), word.slice(middle)]);
    return found;
  }

  /** The words of a search, and phrases: in what spellings they must or must not occur. */
  function pieces(text) {
    const found = [];
    for (const [, minus, phrase, word] of text.matchAll(/(-?)(?:["“„«]([^"”“»]*)["”“»]|(\S+))/g)) {
      const typed = words(phrase || word || "");
      const begun = Boolean(word?.endsWith("*"));
      const exact = begun || Boolean(phrase);
      if (!typed.length) continue;
      found.push({ typed, begun, exact, wanted: !minus, any: exact ? [typed] : spellings(typed) });
    }
    const wanted = found.filter((piece) => piece.wanted);
    wanted.slice(1).forEach((next, n) => {
      const both = [...wanted[n].typed, ...next.typed];
      if (wanted[n].exact || next.exact || !isCompound(both)) return;
      for (const piece of [wanted[n], next]) piece.any.push([both.join("")]);
    });
    for (const piece of found)
      piece.sought = piece.any.map((some) => ` ${some.join(" ")}${piece.begun ? "" : " "}`);
    return found;
  }

  const holds = (text, { sought }) => sought.some((one) => text.includes(one));

  // Filters: as negcli's options of the same names.

  const asked = () =>
    Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]));

  function filter() {
    const { actor, topic, type, since, until, search } = asked();
    const looked = pieces(search);
    const fits = (text) => looked.every((piece) => holds(text, piece) === piece.wanted);
    if (looked.length) events.forEach((event) => event.words ?? read(event));
    document.querySelector(".beyond")?.classList.remove("beyond");
    const kept = new Set();
    const open = new Set();
    let quotes = 0;
    let found = 0;
    for (const event of events) {
      event.fits =
        (!actor || event.actors.includes(actor)) &&
        (!topic || event.topics.includes(topic)) &&
        (!type || event.type === type) &&
        (!since || event.last_day >= since) &&
        (!until || event.first_day <= until) &&
        (!looked.length || fits(event.words));
      show(event.row, event.fits);
      if (!event.fits) continue;
      found += 1;
      kept.add(event.row.parentElement);
      event.disputes.forEach((dispute) => open.add(dispute));
      event.figures.forEach((figure, n) => {
        const held = !looked.length || fits(event.spoken[n]);
        show(figure, held);
        quotes += held;
      });
    }
    for (const year of years) show(year, kept.has(year));
    for (const dispute of disputes) show(dispute, open.has(dispute.id));
    if (disputes.length) show(byId("_disputes"), open.size > 0);
    show(byId("_none"), found === 0);
    const chosen = (one) => (one.options ? nameOf(one.selectedOptions[0]) : one.value);
    const said = FILTERS.map((name) => form.elements[name])
      .filter(({ value }) => value.trim())
      .map((one) => `${one.labels[0].textContent}: ${chosen(one)}`);
    byId("_asked").textContent = said.join(" · ");
    show(byId("_clear"), said.length > 0);
    byId("_status").textContent = [
      counted(found, events.length, "event"),
      counted(quotes, quotations.length, "quote"),
      counted(open.size, disputes.length, "dispute"),
    ].join(", ");
    timeline.choose();
    highlight(looked.filter(({ wanted }) => wanted));
  }

  /** Show or hide; what stays as it is costs nothing. */
  function show(element, shown) {
    if (element.hidden === shown) element.hidden = !shown;
  }

  const counted = (some, all, noun) =>
    `${some === all ? all : `${some} of ${all}`} ${noun}${all === 1 ? "" : "s"}`;

  // The words that are looked for, highlighted where they stand, without changing the page (W3C,
  // "CSS Custom Highlight API Level 1").

  const highlighted = globalThis.Highlight ? new Highlight() : new Set();
  CSS.highlights?.set("found", highlighted);
  let highlighting = null;

  function highlight(looked) {
    highlighting?.stop();
    highlighted.clear();
    if (!looked.length) return;
    const found = events.filter((event) => event.fits);
    highlighting = gradually(found, ({ row }) => {
      for (const one of row.querySelectorAll(SEARCHED)) {
        if (!one.closest("[hidden]")) places(one.firstChild, looked);
      }
    });
  }

  const range = (node, from, to) =>
    new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to });

  /** Highlight what is looked for in a text. */
  function places(node, looked) {
    const tokens = [...node.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap((match) =>
      words(match[0]).map((word) => ({ word, at: match.index, to: match.index + match[0].length })),
    );
    const phrases = looked.flatMap(({ any, begun }) => any.map((some) => ({ some, begun })));
    const fits = (word, one, begun) => (begun ? word?.startsWith(one) : word === one);
    tokens.forEach(({ at }, n) => {
      for (const { some, begun } of phrases) {
        const last = some.length - 1;
        if (some.every((one, i) => fits(tokens[n + i]?.word, one, begun && i === last))) {
          highlighted.add(range(node, at, tokens[n + last].to));
        }
      }
    });
  }

  // The state of the page in the fragment of its address: `#actor=russia&type=talks`, with a record
  // that it leads to as `at=`. The id of a record alone is its permanent address.

  let target = null;
  let later;

  function remember() {
    clearTimeout(later);
    later = setTimeout(() => history.replaceState(null, "", address(target)), 200);
  }

  /** The fragment of what is asked and shown, and of a record. */
  function address(record) {
    const state = Object.entries(asked()).filter(([, value]) => value);
    if (lanes.value !== "type") state.push(["lanes", lanes.value]);
    const shown = timeline.shown();
    if (shown) state.push(["view", shown]);
    if (record && !state.length) return `#${record.id}`;
    if (record) state.push(["at", record.id]);
    return `#${new URLSearchParams(state)}`;
  }

  function restore() {
    clearTimeout(later);
    const fragment = location.hash.slice(1);
    const state = new URLSearchParams(fragment.includes("=") ? fragment : { at: fragment });
    lanes.value = state.get("lanes") ?? "type";
    lanes.selectedIndex = Math.max(lanes.selectedIndex, 0);
    ask(state);
    timeline.view(state.get("view"));
    lead(recordOf(state.get("at")));
  }

  /** Set the filters; what they do not know they leave open. */
  function ask(state) {
    for (const name of FILTERS) {
      const value = state.get(name) ?? "";
      const isDate = form.elements[name].type === "date";
      form.elements[name].value = isDate && !/^\d{4}-\d\d-\d\d$/.test(value) ? "" : value;
    }
    for (const select of form.querySelectorAll("select"))
      select.selectedIndex = Math.max(select.selectedIndex, 0);
    filter();
  }

  function recordOf(id) {
    const found = id ? byId(id) : null;
    return found?.matches("article, figure, .dispute") ? found : null;
  }

  /** Go to a record, as a link does; filters and what the timeline shows stay. */
  function open(record) {
    clearTimeout(later);
    const next = address(record);
    if (next !== location.hash) history.pushState(null, "", next);
    lead(record);
  }

  /** Bring a record into view, also one that the filters leave out. */
  function lead(record) {
    target?.classList.remove("target");
    target = record;
    if (!record) return;
    const event = events.find(({ row }) => row.contains(record));
    if (record.closest("[hidden]")) {
      record.classList.add("beyond");
      if (!event?.fits) event?.figures.forEach((figure) => show(figure, true));
      for (let one = record; one; one = one.parentElement.closest("[hidden]")) show(one, true);
    }
    record.classList.add("target");
    record.tabIndex = -1;
    record.focus({ preventScroll: true });
    record.scrollIntoView();
    timeline.point(event);
  }

  // The timeline

  const timeline = (() => {
    const box = byId("_timeline");
    const svg = d3.select(box).append("svg").attr("aria-hidden", "true");
    const clip = svg.append("clipPath").attr("id", "_clip").append("rect");
    const names = svg.append("g");
    const axis = svg.append("g").attr("class", "axis");
    const plot = svg.append("g");
    const ground = plot.append("rect").attr("class", "ground");
    const drawn = plot.append("g").attr("clip-path", "url(#_clip)");
    const LEAST = 7 * DAY;
    const [TOP, THIN, THICK, LOWEST, GATHERED] = [26, 7, 18, 350, 30];
    let extent = [0, LEAST];
    let whole = d3.scaleUtc(extent);
    let width = 0;
    let edge = 0;
    let groups = [];
    let chosen = [];
    let pointed = null;

    // What is wheeled sideways moves.
    const sideways = (event) =>
      event.type === "wheel" && Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const zoom = d3
      .zoom()
      .filter((event) => !event.button && !sideways(event))
      .on("zoom", ({ sourceEvent }) => {
        draw();
        if (sourceEvent) remember();
      });
    plot
      .call(zoom)
      .on("dblclick.zoom", null)
      .on("wheel.move", (event) => {
        if (!sideways(event)) return;
        event.preventDefault();
        move(-event.deltaX);
        remember();
      });

    const isWhole = () => d3.zoomTransform(plot.node()).k <= 1.001;
    const current = () => d3.zoomTransform(plot.node()).rescaleX(whole);
    const move = (pixels) => zoom.translateBy(plot, pixels / d3.zoomTransform(plot.node()).k, 0);
    const scale = (by) => zoom.scaleBy(plot, by);

    function frame(from, to) {
      const [least, most] = zoom.scaleExtent();
      const k = Math.min(Math.max((extent[1] - extent[0]) / (to - from), least), most);
      const left = whole((from + to) / 2) * k - width / 2;
      const x = Math.min(Math.max(left, 0), width * (k - 1));
      zoom.transform(plot, d3.zoomIdentity.translate(-x, 0).scale(k));
    }

    /** The time from the first to the last of some events, with a margin. */
    function span(some) {
      const first = Math.min(...some.map(({ start }) => start));
      const last = Math.max(...some.map(({ start, end }) => (end < Infinity ? end : start + DAY)));
      const margin = Math.max((last - first) * 0.02, (LEAST - (last - first)) / 2);
      return [first - margin, last + margin];
    }

    /** Sort the events that fit into lanes: those with most of them, and one for the others. */
    function choose() {
      const zoomed = width && !isWhole() ? current().domain().map(Number) : null;
      chosen = events.filter((event) => event.fits);
      if (chosen.length) extent = span(chosen);
      const keys = { type: (e) => [e.type], side: (e) => e.sides, topic: (e) => e.topics }[
        lanes.value
      ];
      const title = {
        type: (key) => key,
        side: (key) => nameOf(choices[key]),
        topic: (key) => topics.get(key),
      }[lanes.value];
      const found = new Map();
      for (const event of chosen) {
        for (const key of keys(event)) {
          if (!found.has(key)) found.set(key, []);
          found.get(key).push(event);
        }
      }
      const most = box.clientWidth < 700 ? 8 : 11;
      const sorted = [...found].sort(
        ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
      );
      groups = sorted.slice(0, most).map(([key, members]) => ({ key, name: title(key), members }));
      const rest = new Set(sorted.slice(most).flatMap(([, members]) => members));
      if (rest.size) {
        groups.push({
          key: "_",
          name: `${sorted.length - most} others`,
          members: chosen.filter((e) => rest.has(e)),
        });
      }
      place(zoomed ?? extent);
    }

    /** Give the lanes their heights, which stay the same at every zoom. */
    function place(shown) {
      if (!box.clientWidth) return;
      const wide = box.clientWidth >= 700;
      edge = wide ? 170 : 8;
      width = box.clientWidth - edge - 8;
      whole = d3.scaleUtc(extent, [0, width]);
      const above = wide ? 4 : 22;
      for (const group of groups) {
        group.height = Math.max(THICK * 2, THIN * pack(group, whole, THIN, 10).rows);
      }
      // Few lanes share the room of many.
      const needed = groups.reduce((sum, group) => sum + group.height + above + 4, TOP);
      const spare = groups.length ? Math.max(0, LOWEST - needed) / groups.length : 0;
      let y = TOP;
      for (const group of groups) {
        group.top = y + above;
        group.height += spare;
        y = group.top + group.height + 4;
      }
      const height = Math.max(y, LOWEST);
      svg.attr("height", height).attr("viewBox", `0 0 ${box.clientWidth} ${height}`);
      plot.attr("transform", `translate(${edge},0)`);
      axis.attr("transform", `translate(${edge},${TOP})`);
      ground.attr("width", width).attr("height", height);
      clip.attr("width", width).attr("height", height);
      names
        .selectAll("g")
        .data(groups)
        .join((enter) => {
          const lane = enter.append("g").attr("class", "lane");
          lane.append("line");
          lane.append("text").attr("class", "name");
          return lane;
        })
        .each(function (group) {
          const y = group.top - above;
          d3.select(this).select("line").attr("x2", box.clientWidth).attr("y1", y).attr("y2", y);
          d3.select(this)
            .select("text")
            .attr("x", wide ? 12 : edge)
            .attr("y", y + (wide ? 20 : 16))
            .text(`${cut(group.name, wide ? 20 : 40)} ${group.members.length}`);
        });
      zoom
        .scaleExtent([1, Math.max(1, (extent[1] - extent[0]) / LEAST)])
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ]);
      frame(...shown);
    }

    /** Pack marks into the first rows that are free, and tell which find none. */
    function pack(group, x, size, rows) {
      return fill(group, x, size, Array(rows).fill(-Infinity), (ends, left) =>
        ends.findIndex((end) => end < left),
      );
    }

    /** Spread marks over all rows, so that there is room for words behind them. */
    function spread(group, x, size, rows) {
      return fill(group, x, size, Array(rows).fill(-Infinity), (ends, left) => {
        const row = ends.indexOf(Math.min(...ends));
        return ends[row] < left ? row : -1;
      });
    }

    function fill(group, x, size, ends, choose) {
      const marks = [];
      const over = [];
      for (const event of group.members) {
        const left = x(event.start);
        const right = Math.max(x(Math.min(event.end, extent[1])), left + 5);
        if (right < 0 || left > width) continue;
        const row = choose(ends, left);
        (row < 0 ? over : marks).push({ event, left, right, row, size });
        if (row >= 0) ends[row] = right + 1;
      }
      return { marks, over, rows: ends.filter((end) => end > -Infinity).length };
    }

    /** Put titles into marks or behind them, as long as there is room. */
    function label(marks, rows) {
      const next = Array(rows).fill(width);
      for (const mark of marks.toReversed()) {
        const from = Math.max(mark.left, 0);
        const within = Math.min(mark.right, width) - from;
        const behind = next[mark.row] - mark.right;
        next[mark.row] = mark.left;
        mark.inside = within > behind;
        mark.at = mark.inside ? from + 5 : mark.right + 4;
        const room = Math.floor((Math.max(within, behind) - 10) / 6.8);
        mark.label = room > 6 ? cut(mark.event.title, Math.min(room, 60)) : "";
      }
    }

    function lay(group, x) {
      const rows = Math.floor(group.height / THICK);
      const thick = spread(group, x, THICK, rows);
      if (!thick.over.length) {
        label(thick.marks, rows);
        return { ...thick, more: [] };
      }
      const most = Math.floor(group.height / THIN);
      const thin = pack(group, x, THIN, most);
      if (!thin.over.length) return { ...thin, more: [] };
      // Those without a row are gathered below the others; their number needs the height of two.
      const fewer = pack(group, x, THIN, most - 2);
      const more = [];
      for (const { left, right, event } of fewer.over) {
        const last = more.at(-1);
        if (last && left < last.right + 2) {
          last.right = Math.max(last.right, right);
          last.events.push(event);
        } else {
          const from = Math.min(left, width - GATHERED);
          more.push({ left: from, right: Math.max(right, from + GATHERED), events: [event] });
        }
      }
      return { ...fewer, more };
    }

    function draw() {
      const x = current();
      const laid = groups.map((group) => ({ group, ...lay(group, x) }));
      // Not closer than days, and none that the edge would cut.
      const times = x
        .ticks(Math.max(2, width / 90))
        .filter((time) => time % DAY === 0 && x(time) > 18 - edge && x(time) < width - 18);
      const days = times.length > 1 && times[1] - times[0] < 27 * DAY;
      const tick = (time) => {
        const [day, month, year] = written.format(time).split(" ");
        if (days || time.getUTCDate() > 1) return `${day} ${month}`;
        return time.getUTCMonth() ? month : year;
      };
      axis.call(d3.axisTop(x).tickSizeOuter(0).tickValues(times).tickFormat(tick));
      const lane = drawn
        .selectAll("g.row")
        .data(laid, ({ group }) => group.key)
        .join("g")
        .attr("class", "row")
        .attr("transform", ({ group }) => `translate(0,${group.top})`);
      lane
        .selectAll(".mark")
        .data(
          ({ marks }) => marks,
          ({ event }) => event.row.id,
        )
        .join("rect")
        .attr(
          "class",
          ({ event }) => `mark${event.exact ? "" : " span"}${event === pointed ? " pointed" : ""}`,
        )
        .attr("rx", 2)
        .attr("x", ({ left }) => Math.max(left, -4))
        .attr("y", ({ row, size }) => row * size)
        .attr("width", ({ left, right }) =>
          Math.max(Math.min(right, width + 4) - Math.max(left, -4), 1),
        )
        .attr("height", ({ size }) => size - 2);
      lane
        .selectAll(".label")
        .data(
          ({ marks }) => marks.filter(({ label }) => label),
          ({ event }) => event.row.id,
        )
        .join("text")
        .attr("class", ({ inside, event }) => `label${inside && event.exact ? " inside" : ""}`)
        .attr("x", ({ at }) => at)
        .attr("y", ({ row, size }) => row * size + size - 6)
        .text(({ label }) => label);
      const more = lane
        .selectAll(".more")
        .data(({ more, group }) => more.map((one) => ({ ...one, y: group.height - THIN * 2 + 1 })))
        .join((enter) => {
          const gathered = enter.append("g").attr("class", "more");
          gathered.append("rect").attr("rx", 2);
          gathered.append("text");
          return gathered;
        });
      more
        .classed("pointed", ({ events: gathered }) => gathered.includes(pointed))
        .select("rect")
        .attr("x", ({ left }) => left)
        .attr("y", ({ y }) => y)
        .attr("width", ({ left, right }) => right - left)
        .attr("height", 13);
      more
        .select("text")
        .attr("x", ({ left, right }) => (left + right) / 2)
        .attr("y", ({ y }) => y + 10)
        .text(({ events: gathered }) => `+${gathered.length}`);
      const [from, to] = x.domain();
      byId("_window").textContent = `${spoken(from)} – ${spoken(to - 1)}`;
    }

    const cut = (text, most) =>
      text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
    const written = new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
    const spoken = (time) => written.format(time);

    function point(event) {
      pointed = event ?? null;
      drawn.selectAll(".mark").classed("pointed", (mark) => mark.event === pointed);
      drawn.selectAll(".more").classed("pointed", (more) => more.events.includes(pointed));
    }

    const told = (event) => `${dated(event.row)}: ${event.title}`;

    /** Go to the next or previous event, and bring it into the window. */
    function step(by) {
      if (!chosen.length) return;
      const [from, to] = current().domain().map(Number);
      const at = chosen.indexOf(pointed);
      const first = chosen.findIndex((event) => event.start >= from);
      const next = at < 0 ? Math.max(first, 0) : Math.min(Math.max(at + by, 0), chosen.length - 1);
      point(chosen[next]);
      byId("_pointed").textContent = told(pointed);
      if (pointed.start < from || pointed.start > to)
        frame(pointed.start - (to - from) / 2, pointed.start + (to - from) / 2);
    }

    const STEPS = {
      in: () => scale(2),
      out: () => scale(0.5),
      earlier: () => move(width / 3),
      later: () => move(-width / 3),
      all: () => zoom.transform(plot, d3.zoomIdentity),
      previous: () => step(-1),
      next: () => step(1),
      open: () => pointed && open(pointed.row),
    };
    function go(name) {
      STEPS[name]();
      if (name !== "open") remember();
    }

    const KEYS = {
      ArrowLeft: "earlier",
      ArrowRight: "later",
      "+": "in",
      "=": "in",
      "-": "out",
      0: "all",
      Home: "all",
      ArrowUp: "previous",
      ArrowDown: "next",
      Enter: "open",
    };
    box.addEventListener("keydown", (event) => {
      const name = KEYS[event.key];
      if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go(name);
    });
    for (const button of document.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => go(button.dataset.move));
    }
    const under = (event) => d3.select(event.target).datum();
    plot.on("pointermove", (event) => {
      const mark = under(event)?.event;
      if (!mark) return;
      byId("_pointed").textContent = told(mark);
      d3.select(event.target).selectAll("title").data([mark]).join("title").text(told);
    });
    plot.on("click", (event) => {
      const { event: mark, events: gathered } = under(event) ?? {};
      if (mark) open(mark.row);
      if (gathered) {
        const from = Math.min(...gathered.map(({ start }) => start));
        const to = Math.max(...gathered.map(({ start }) => start)) + DAY;
        frame(from - (to - from) * 0.1, to + (to - from) * 0.1);
        remember();
      }
    });
    let seen = 0;
    new ResizeObserver(() => {
      if (box.clientWidth !== seen) choose();
      seen = box.clientWidth;
    }).observe(box);

    /** The window as `2022-03-01..2022-04-30`, nothing if it is the whole. */
    function shown() {
      if (isWhole()) return "";
      const [from, to] = current().domain();
      return `${iso(from)}..${iso(to)}`;
    }

    const iso = (time) => new Date(+time + DAY / 2).toISOString().slice(0, 10);

    function view(period) {
      const [from, to] = (period ?? "").split("..").map((day) => Date.parse(day));
      if (from < to) frame(from, to);
      else STEPS.all();
    }

    return { choose, view, shown, point };
  })();

  // Citations

  const oneLine = (text) => text.replace(/[\t\r\n\v\f\x85\u2028\u2029]+/g, " ");

  /** A source as it is cited: the list has the end of it in attributes. */
  function reference(item) {
    const link = item.querySelector("a");
    if (!link) return item.textContent;
    const read = item.dataset.on ? ` (read on ${item.dataset.on})` : "";
    return `${item.textContent}${link.getAttribute("href")}${read}.`;
  }

  /** A citation as `negcli cite ID` prints it. */
  function citation(record) {
    const quote = record.matches("figure");
    const article = record.closest("article");
    const items = quote
      ? [...record.querySelectorAll("cite ~ a")].map((link) => byId(link.hash.slice(1)))
      : [...article.querySelectorAll("ol > li")].slice(
          0,
          events[articles.indexOf(article)].sources,
        );
    const lines = items.map(reference);
    const words = (element) => record.querySelector(element).textContent;
    if (quote) lines.unshift(`“${words("blockquote")}” — ${words("cite")}.`);
    return lines.map((one) => `${oneLine(one)}\n`).join("");
  }

  /** Every record's permanent link, and for what can be cited a button. */
  function equip(record) {
    const handle = document.createElement("p");
    handle.className = "handle";
    const link = document.createElement("a");
    link.href = `#${record.id}`;
    link.textContent = record.id;
    link.title = "Permanent link";
    handle.append(link);
    if (!record.matches(".dispute")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy citation";
      button.setAttribute("aria-label", `Copy citation of ${record.id}`);
      handle.append(" ", button);
    }
    (record.querySelector(":scope > .text, :scope > figcaption") ?? record).append(handle);
  }

  let fading;

  function say(text) {
    clearTimeout(fading);
    byId("_said").textContent = text;
    fading = setTimeout(() => {
      byId("_said").textContent = "";
    }, 4000);
  }

  /** The words of an account, before the link to them. */
  function quoteAgain(link) {
    const quote = byId(link.hash.slice(1))?.querySelector("blockquote");
    if (quote) link.parentElement.before(quote.cloneNode(true));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    const link = elsewhere ? null : event.target.closest('a[href^="#"]');
    const record = link && recordOf(link.hash.slice(1));
    if (button?.dataset.to) {
      byId(button.dataset.to)?.scrollIntoView();
    } else if (button?.closest(".handle")) {
      const cited = button.closest("figure, article");
      try {
        await navigator.clipboard.writeText(citation(cited));
        say(`Citation of ${cited.id} copied.`);
      } catch {
        say("The browser does not let the page copy.");
      }
    } else if (link?.hash.startsWith("#_")) {
      // A place of the page, no record: the address keeps the filters.
      event.preventDefault();
      const place = byId(link.hash.slice(1));
      place.tabIndex = -1;
      place.focus();
    } else if (record) {
      event.preventDefault();
      open(record);
    } else if (link && link.hash === location.hash) {
      restore(); // which the browser does not tell of
    }
  });

  form.addEventListener("input", () => {
    lead(null);
    filter();
    remember();
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      lead(null);
      filter();
      remember();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  lanes.addEventListener("change", () => {
    timeline.choose();
    remember();
  });
  window.addEventListener("hashchange", restore);
  for (const link of document.querySelectorAll("main a:empty")) entitle(link);
  for (const record of [...articles, ...quotations, ...disputes]) equip(record);
  for (const link of document.querySelectorAll('.account > p > a[href^="#"]')) quoteAgain(link);
  restore();
  gradually(events, (event) => event.words ?? read(event));
})();
