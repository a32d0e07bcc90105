// The panel beside the map: what is selected, or an overview where nothing is.

function showPanel() {
  const panel = $("detail");
  const content = state.path ? pathPanel()
    : state.chain !== null ? chainPanel(state.chain)
    : state.pair ? pairPanel(...state.pair)
    : state.node !== null ? nodePanel(state.node)
    : overview();
  fill(panel, content);
  panel.scrollTop = 0;
  document.body.classList.toggle("has-selection", somethingSelected());
}

const somethingSelected = () => Boolean(state.path || state.pair || state.chain !== null || state.node !== null);

const panelHead = (kicker, title, ...rest) => el("header", { class: "panel-head" },
  el("div", { class: "kicker" }, kicker,
    button("×", clearSelection, { class: "close", "aria-label": "Close and show the overview" })),
  prose("h2", title), ...rest);

const plural = (n, word) => (n === 1 ? word : `${word}s`);
const counted = (n, word) => fact(number.format(n), plural(n, word));
const fact = (value, label) => el("div", { class: "fact" }, el("b", {}, value), el("span", {}, label));
const yearFact = (years) => (years ? fact(years, years.includes("–") ? "years" : "year") : null);

function section(title, ...content) {
  return el("section", { class: "block" }, el("h3", {}, title), ...content);
}

/** A concept as a button that selects it. */
function nodeButton(n, extra = null) {
  return el("button", { type: "button", class: "concept", onclick: () => selectNode(n) },
    spaced(typeIcon(G.nodes.type[n]), prose("span", nameOf(n), { class: "name" }), extra));
}

const barOf = (value, most) => {
  const bar = el("span", { class: "meter", "aria-hidden": "true" }, el("i"));
  bar.firstChild.style.width = `${Math.max(4, Math.round((100 * value) / Math.max(1, most)))}%`;
  return bar;
};

// ---- overview -----------------------------------------------------------------------------------

function overview() {
  const visible = [];
  for (let n = 0; n < G.size; n++) if (V.node[n]) visible.push(n);
  const stated = [], contradicted = [];
  for (let e = 0; e < G.edgeCount && stated.length < 300; e++) if (V.edge[e] && isAsserted(e)) stated.push(e);
  for (let e = 0; e < G.edgeCount; e++) if (V.edge[e] && G.edges.contradicted[e]) contradicted.push(e);
  return [
    el("header", { class: "panel-head" }, el("div", { class: "kicker" }, "Overview"), prose("h2", G.title),
      el("div", { class: "facts" },
        counted(G.read, "article"), counted(G.size, "concept"),
        counted(G.edgeCount, "link"), counted(G.sentences, "sentence"))),
    visible.length ? null : el("p", { class: "empty" }, emptyWords()),
    state.hulls || state.colour === "community" ? section("Communities", more(drawnCommunities(), communityRow, { first: 8 })) : null,
    ...G.types.map((type, t) => {
      const members = visible.filter((n) => G.nodes.type[n] === t);
      return members.length ? section([typeIcon(t), ` ${type.label} in most articles`],
        more(members, conceptRow, { first: 5, step: 20 })) : null;
    }),
    stated.length ? section("Clearest statements", more(stated, statementRow, { first: 6, step: 20 })) : null,
    contradicted.length ? section("Contradicted", el("p", { class: "muted" }, "Some sentences affirm these, others deny them."),
      more(contradicted, statementRow, { first: 5, step: 20 })) : null,
    notes(),
  ];
}

/** A community by its colour and its strongest concepts; choosing it brings it into view. */
function communityRow([c, members]) {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = groupColour(c);
  return el("li", {}, el("button", { type: "button", class: "concept", onclick: () => fitTo(members) },
    spaced(swatch, prose("span", groupName(c), { class: "name" }), el("span", { class: "n" }, number.format(members.length)))));
}

function notes() {
  const [edges, sentences] = G.left_out;
  return el("p", { class: "muted fine" },
    G.served && edges ? `${count(edges, "weaker link")} come when one of their concepts is chosen. `
      : edges || sentences ? `To stay small enough to open and to mail, this page leaves out ${count(edges, "weaker link")} and ${count(sentences, "sentence")}. ` : "",
    "Built by etiograph from the articles’ own sentences: rules only, nothing invented. A link is what a text says, not a proof that it is so.");
}

const conceptRow = (n) => el("li", {}, nodeButton(n, [barOf(G.nodes.articles[n], G.mostArticles), el("span", { class: "n" }, number.format(G.nodes.articles[n]))]));

/** A link told as a sentence. */
function statementRow(e) {
  const [a, b] = [G.edges.source[e], G.edges.target[e]];
  return el("li", {}, el("button", { type: "button", class: "statement", onclick: () => selectPair(a, b, predicateOf(e)) },
    spaced(el("span", { class: "triple" }, spaced(typeIcon(G.nodes.type[a], 12), prose("span", nameOf(a)),
      el("em", { class: isDenied(e) ? "denied" : "" }, `${isDenied(e) ? "not: " : ""}${wordsFor(predicateOf(e))}`),
      typeIcon(G.nodes.type[b], 12), prose("span", nameOf(b)))),
    el("span", { class: "n", title: count(G.edges.articles[e], "article") }, number.format(G.edges.articles[e])))));
}

// ---- a concept ------------------------------------------------------------------------------------

function nodePanel(n) {
  const { nodes } = G;
  const definition = definitionOf(nodes.id[n]);
  const years = nodeYears(n);
  return [
    panelHead([typeIcon(nodes.type[n]), ` ${typeOf(n).label}`], nameOf(n),
      el("p", { class: "ids" }, el("code", {}, nodes.id[n]),
        definition ? link("Definition ↗", definition) : el("span", { class: "muted" }, "a concept of these articles, in no ontology")),
      el("div", { class: "facts" }, counted(nodes.articles[n], "article"), counted(nodes.mentions[n], "mention"),
        counted(V.degree[n], "link"), yearFact(years))),
    nodeActions(n),
    namesOf(n),
    neighbourSections(n),
    section("Sentences", sentenceList([...edgesOf(n)].filter((e) => V.edge[e]).slice(0, 60), { once: true })),
  ];
}

function nodeYears(n) {
  let first = 0, last = 0;
  for (const e of edgesOf(n)) {
    const [a, b] = [G.edges.first[e], G.edges.last[e]];
    if (a && (!first || a < first)) first = a;
    if (b > last) last = b;
  }
  return yearsOf(first, last);
}

function nodeActions(n) {
  const focused = state.focus === n;
  const depth = (d) => button(String(d), () => go({ focus: n, depth: d, expanded: [] }),
    { "aria-pressed": String(focused && state.depth === d), title: `Show only what is within ${count(d, "link")}` });
  return el("div", { class: "actions" },
    el("span", { class: "group", role: "group", "aria-label": "Focus on this concept, depth" }, el("span", {}, "Focus"), depth(1), depth(2), depth(3)),
    button("Expand", () => expand(n), { title: "Also draw every neighbour that is not on the map yet" }),
    button("Path to…", () => askPath(n)));
}

function expand(n) {
  const before = V.drawnNodes.length;
  go({ expanded: [...state.expanded.filter((m) => m !== n), n] });
  const added = V.drawnNodes.length - before;
  toast(added ? `${count(added, "concept")} added to the map` : "All its neighbours are on the map already");
  fitTo([n, ...visibleNeighbours(n)]);
}

function namesOf(n) {
  const seen = G.nodes.names[n].split("|").filter(Boolean);
  const other = (G.nodes.synonyms[n] || "").split("|").filter((name) => name && !seen.includes(name));
  const chips = (names) => el("p", { class: "chips" }, names.map((name) => prose("span", name, { class: "chip" })));
  return [
    seen.length ? section("Called in the articles", chips(seen)) : null,
    other.length ? el("details", { class: "block" }, el("summary", {}, `Other names (${other.length})`), chips(other)) : null,
  ];
}

function neighbourSections(n) {
  const byType = G.types.map(() => []);
  const best = new Map();
  for (const e of edgesOf(n)) {
    const m = otherEnd(e, n);
    if (!V.edge[e] || m === n) continue;
    if (!best.has(m)) { best.set(m, []); byType[G.nodes.type[m]].push(m); }
    best.get(m).push(e);
  }
  if (!best.size) return [el("p", { class: "empty" }, "No link of this concept passes the filters. ", button("Reset the filters", resetFilters, { class: "quiet" }))];
  const left = linksLeftOut.get(n);
  return [
    ...byType.map((members, t) => members.length
      ? section([typeIcon(t), ` ${G.types[t].label} `, el("span", { class: "n" }, number.format(members.length))],
        more(members, (m) => neighbourRow(n, m, best.get(m)), { first: 6, step: 30 })) : null),
    left ? el("p", { class: "muted" }, `${count(left, "weaker link")} of this concept ${left === 1 ? "is" : "are"} left out; edges.csv has them all.`) : null,
  ];
}

function neighbourRow(n, m, edges) {
  const e = edges.find(isAsserted) ?? edges[0];
  const arrow = !isAsserted(e) ? "—" : G.edges.source[e] === n ? "→" : "←";
  const articles = Math.max(...edges.map((edge) => G.edges.articles[edge]));
  return el("li", {}, el("button", { type: "button", class: "concept", onclick: () => selectPair(n, m, predicateOf(e)) },
    spaced(el("span", { class: `verb${isAsserted(e) ? "" : " near"}` }, `${arrow} ${isDenied(e) ? "not: " : ""}${wordsFor(predicateOf(e))}`),
    prose("span", nameOf(m), { class: "name" }),
    edges.some((edge) => G.edges.contradicted[edge]) ? el("span", { class: "alarm", title: "contradicted" }, "≠") : null,
    el("span", { class: "n", title: count(articles, "article") }, number.format(articles)))));
}

// ---- a link -----------------------------------------------------------------------------------------

function pairPanel(a, b) {
  const edges = pairEdges(a, b);
  const picked = edges.find((e) => predicateOf(e) === state.predicate && G.edges.source[e] === a)
    ?? edges.find((e) => predicateOf(e) === state.predicate) ?? edges[0];
  return [
    panelHead("Link", `${nameOf(a)} – ${nameOf(b)}`,
      el("p", { class: "ends" }, nodeButton(a), nodeButton(b))),
    edges.length ? el("div", { class: "kinds", role: "group", "aria-label": "Statements on this link" }, edges.map((e) => kindButton(e, picked)))
      : el("p", { class: "empty" }, "These two are not linked."),
    edges.length ? [edgeFacts(picked), section("Sentences", sentenceList([picked]))] : null,
  ];
}

function kindButton(e, picked) {
  const text = isAsserted(e)
    ? `${nameOf(G.edges.source[e])} ${wordsFor(predicateOf(e))} ${nameOf(G.edges.target[e])}` : "named together";
  return el("button", {
    type: "button", class: `kind${isAsserted(e) ? " stated" : ""}`, "aria-pressed": String(picked === e),
    onclick: () => go({ pair: [G.edges.source[e], G.edges.target[e]], predicate: predicateOf(e) }, { step: false }),
  }, spaced(prose("span", text), el("span", { class: "n" }, number.format(G.edges.sentences[e]))));
}

const percent = (share) => `${Math.round(100 * share)}%`;

function edgeFacts(e) {
  const { edges } = G;
  const years = yearsOf(edges.first[e], edges.last[e]);
  return el("div", { class: "facts" },
    counted(edges.articles[e], "article"), counted(edges.sentences[e], "sentence"),
    isAsserted(e) ? fact(edges.belief[e].toFixed(2), "belief") : fact(edges.npmi[e].toFixed(2), "NPMI"),
    yearFact(years),
    edges.negated[e] > 0 ? fact(percent(edges.negated[e]), "denied") : null,
    edges.speculative[e] > 0 ? fact(percent(edges.speculative[e]), "supposed") : null,
    edges.contradicted[e] ? el("p", { class: "alarm-note" }, el("span", { class: "alarm" }, "≠"), " Contradicted: some sentences affirm it, others deny it.") : null);
}

// ---- a chain ------------------------------------------------------------------------------------------

function chainPanel(i) {
  const [a, b, c, first, second, score, together] = G.triads[i];
  return [
    panelHead("Chain", `${nameOf(a)} – ${nameOf(b)} – ${nameOf(c)}`,
      el("div", { class: "facts" }, fact(score.toFixed(2), "score"), together ? fact("yes", "one article says both") : null)),
    state.view === "map" ? null : el("div", { class: "actions" }, button("Show on the map", () => go({ view: "map" }, { step: false }))),
    el("ol", { class: "hops" }, hop(a, first, b), hop(b, second, c)),
  ];
}

/** One step of a path or chain: the two concepts, what joins them, and its best sentence. */
function hop(from, e, to) {
  const forward = G.edges.source[e] === from;
  const words = wordsFor(predicateOf(e));
  return el("li", { class: "hop" }, nodeButton(from),
    el("div", { class: "link-line" }, el("button", { type: "button", class: "quiet", onclick: () => selectPair(from, to, predicateOf(e)) },
      `${isAsserted(e) ? (forward ? "↓" : "↑") : "│"} ${isDenied(e) ? "not: " : ""}${words} · ${count(G.edges.articles[e], "article")}`)),
    nodeButton(to), sentenceList([e], { first: 1 }));
}
