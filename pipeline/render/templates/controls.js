// The legend that filters, the sliders, and what they let through.

const resetFilters = () => { go({ filter: { ...NO_FILTER } }, { step: false }); drawFilters(); };

function toggled(list, item) {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

/** One line of the legend: a switch with its sign, its name and how many there are. */
function legendRow(sign, label, on, amount, onclick) {
  return el("button", { type: "button", class: "legend-row", role: "switch", "aria-checked": String(on), onclick },
    spaced(sign, prose("span", label, { class: "name" }), el("span", { class: "n" }, number.format(amount))));
}

function slider(label, { key, low, high, step = 1, show = (v) => v, from = (v) => v, to = (v) => v }) {
  const id = `filter-${key}`;
  const output = el("output", { for: id });
  const input = el("input", {
    type: "range", id, min: low, max: high, step,
    oninput: () => { setFilter({ [key]: to(Number(input.value)) }); tell(); },
  });
  const tell = () => { input.value = String(from(state.filter[key])); output.textContent = show(state.filter[key]); };
  tell();
  return el("div", { class: "slider" }, el("label", { for: id }, label), output, input);
}

function toggle(label, on, onchange, note = "") {
  return el("label", { class: "toggle" }, el("input", { type: "checkbox", checked: on, onchange: (event) => onchange(event.target.checked) }), el("span", {}, label, note ? el("small", {}, note) : null));
}

function lineSign(kind, colour = "currentColor") {
  const [dash, width] = kind === "near" ? ["none", 1.2] : kind === "denied" ? ["4 3", 2] : ["none", 2.2];
  const head = kind === "near" ? [] : kind === "inhibits"
    ? [svg("path", { d: "M20 2V12", stroke: colour, "stroke-width": 2.2 })]
    : [svg("path", { d: "M15 3L21 7L15 11Z", fill: colour })];
  return svg("svg", { class: "line-sign", width: 24, height: 14, "aria-hidden": "true" },
    svg("path", { d: `M1 7H${kind === "near" ? 23 : 17}`, stroke: colour, "stroke-width": width, "stroke-dasharray": dash, fill: "none" }), ...head);
}

function tally() {
  const types = G.types.map(() => 0);
  for (let n = 0; n < G.size; n++) types[G.nodes.type[n]]++;
  const predicates = new Map();
  for (let e = 0; e < G.edgeCount; e++) predicates.set(predicateOf(e), (predicates.get(predicateOf(e)) ?? 0) + 1);
  return { types, predicates: [...predicates].sort((a, b) => (a[0] === "") - (b[0] === "") || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) };
}

/** A year to filter by; the end of all years filters nothing. */
const unless = (end, year) => (year === end ? 0 : year);

const mostOf = (column) => column.reduce((a, b) => Math.max(a, b), 1);

/** Build the panel anew: on opening, on reset, on Back. */
function drawFilters() {
  const { filter } = state;
  const { types, predicates } = G.tally ??= tally();
  const [firstYearSeen, lastYearSeen] = yearSpan();
  const capped = (n) => Math.max(2, Math.min(n, 50));
  fill($("filters-body"),
    el("fieldset", {}, el("legend", {}, "Concepts"),
      G.types.map((type, t) => legendRow(typeIcon(t), type.label, !filter.hiddenTypes.includes(type.id), types[t],
        () => { setFilter({ hiddenTypes: toggled(state.filter.hiddenTypes, type.id) }); drawFilters(); }))),
    el("fieldset", {}, el("legend", {}, "Links"),
      predicates.map(([name, amount]) => legendRow(lineSign(name === "" ? "near" : name), wordsFor(name), !filter.hiddenPredicates.includes(name) && !(filter.asserted && name === ""), amount,
        () => { setFilter({ hiddenPredicates: toggled(state.filter.hiddenPredicates, name) }); drawFilters(); })),
      el("p", { class: "key" }, lineSign("denied"), " dashed: mostly denied", el("br"), el("span", { class: "alarm" }, "≠"), " affirmed and denied")),
    el("fieldset", {}, el("legend", {}, "Only"),
      toggle("what a text states", filter.asserted, (on) => { setFilter({ asserted: on }); drawFilters(); }, "no mere co-occurrence"),
      toggle("what is not denied", filter.noNegated, (on) => setFilter({ noNegated: on })),
      toggle("what is not merely supposed", filter.noSpeculative, (on) => setFilter({ noSpeculative: on }))),
    el("fieldset", {}, el("legend", {}, "At least"),
      slider("Articles per concept", { key: "minArticles", low: 1, high: capped(G.mostArticles) }),
      slider("Articles per link", { key: "minLinkArticles", low: 1, high: capped(mostOf(G.edges.articles)) }),
      slider("Links per concept", { key: "minDegree", low: 0, high: 20 }),
      slider("NPMI of co-occurrence", { key: "minNpmi", low: -1, high: 1, step: 0.05, show: (v) => (v <= -1 ? "any" : v.toFixed(2)) }),
      slider("Belief in a statement", { key: "minBelief", low: 0, high: 1, step: 0.05, show: (v) => (v <= 0 ? "any" : v.toFixed(2)) })),
    lastYearSeen > firstYearSeen ? el("fieldset", {}, el("legend", {}, "Years"),
      slider("From", { key: "from", low: firstYearSeen, high: lastYearSeen, from: (v) => v || firstYearSeen, show: (v) => v || firstYearSeen, to: (v) => unless(firstYearSeen, Math.min(v, state.filter.to || v)) }),
      slider("To", { key: "to", low: firstYearSeen, high: lastYearSeen, from: (v) => v || lastYearSeen, show: (v) => v || lastYearSeen, to: (v) => unless(lastYearSeen, Math.max(v, state.filter.from)) })) : null,
    el("fieldset", {}, el("legend", {}, "Look"),
      el("label", { class: "select" }, "Colour by ", el("select", { id: "colour-by", onchange: (event) => go({ colour: event.target.value }, { step: false }) },
        [["type", "type"], ["community", "community"], ["year", "first year"]].map(([value, label]) => el("option", { value, selected: state.colour === value }, label)))),
      state.colour === "year" ? yearKey() : null,
      toggle("Outline communities", state.hulls, (on) => go({ hulls: on }, { step: false })),
      toggle("Show concepts without links", filter.unlinked, (on) => setFilter({ unlinked: on }))));
}

function yearKey() {
  const [low, high] = yearSpan();
  const ramp = el("span", { class: "ramp", "aria-hidden": "true" });
  const { years } = palette();
  ramp.style.background = `linear-gradient(90deg, ${years.join(",")})`;
  return el("p", { class: "key" }, String(low), ramp, String(high));
}

function filtersOn() {
  const { filter } = state;
  return Object.keys(NO_FILTER).filter((key) => JSON.stringify(filter[key]) !== JSON.stringify(NO_FILTER[key])).length;
}

/** Why nothing is shown, and the way out where there is one. */
function emptyWords() {
  if (!G.size) return ["No known concept was found in these articles."];
  const again = filtersOn() ? button("Reset the filters", resetFilters, { class: "quiet" })
    : button("Show them without links", () => { setFilter({ unlinked: true }); drawFilters(); }, { class: "quiet" });
  return [filtersOn() ? "Nothing passes the filters. " : "No concept stands in one sentence with another. ", again];
}

function showCounts() {
  const text = `${number.format(V.nodes)} of ${count(G.size, "concept")}, ${number.format(V.edges)} of ${count(G.edgeCount, "link")}`;
  const drawn = V.drawnNodes.length < V.nodes && state.focus === null
    ? `; the strongest ${count(V.drawnNodes.length, "concept")} and ${count(V.drawnEdges.length, "link")} are drawn` : "";
  const unlinked = V.unlinked ? `; ${number.format(V.unlinked)} without links ${V.unlinked === 1 ? "is" : "are"} hidden` : "";
  $("counts").textContent = text + unlinked + drawn;
  const on = filtersOn();
  $("filter-count").textContent = on ? String(on) : "";
  $("reset").hidden = !on;
  $("nothing").hidden = V.nodes > 0 || state.view !== "map";
  if (!$("nothing").hidden) fill($("nothing"), el("p", {}, emptyWords()));
  const bar = $("focus-bar");
  bar.hidden = state.focus === null && !state.expanded.length;
  if (!bar.hidden) {
    fill(bar, state.focus !== null ? el("span", {}, "Around ", prose("b", nameOf(state.focus)), `, ${count(state.depth, "step")}: ${count(V.drawnNodes.length, "concept")}`) : el("span", {}, "Expanded map"),
      V.cut ? el("span", { class: "muted" }, `(the nearest ${FOCUS_NODES})`) : null,
      button("Back", () => history.back(), { class: "quiet" }), button("Show all", () => { go({ focus: null, expanded: [] }); $("map-canvas").focus(); }, { class: "quiet" }));
  }
}
