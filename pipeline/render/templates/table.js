// The same graph as tables: for keyboards, screen readers, and whoever likes a list.

const TABLE_STEP = 100;
const tables = { tab: "concepts", sort: { concepts: [3, -1], links: [4, -1], chains: [4, -1] }, query: "" };

const linkKinds = (e) => (isAsserted(e) ? wordsFor(predicateOf(e)) : "co-occurs with");

const COLUMNS_OF = {
  concepts: [
    ["Concept", (n) => nameOf(n), (n) => nodeButton(n)],
    ["Type", (n) => typeOf(n).label],
    ["Id", (n) => G.nodes.id[n], (n) => el("code", {}, G.nodes.id[n])],
    ["Articles", (n) => G.nodes.articles[n]],
    ["Mentions", (n) => G.nodes.mentions[n]],
    ["Links", (n) => V.degree[n]],
  ],
  links: [
    ["From", (e) => nameOf(G.edges.source[e]), (e) => nodeButton(G.edges.source[e])],
    ["Link", linkKinds, (e) => el("button", { type: "button", class: "quiet", onclick: () => selectPair(G.edges.source[e], G.edges.target[e], predicateOf(e)) },
      `${isDenied(e) ? "not: " : ""}${linkKinds(e)}${G.edges.contradicted[e] ? " ≠" : ""}`)],
    ["To", (e) => nameOf(G.edges.target[e]), (e) => nodeButton(G.edges.target[e])],
    ["Articles", (e) => G.edges.articles[e]],
    ["Sentences", (e) => G.edges.sentences[e]],
    ["NPMI", (e) => Number(G.edges.npmi[e].toFixed(2))],
    ["Belief", (e) => (isAsserted(e) ? Number(G.edges.belief[e].toFixed(2)) : 0), (e) => (isAsserted(e) ? G.edges.belief[e].toFixed(2) : "–")],
    ["Years", (e) => G.edges.first[e], (e) => yearsOf(G.edges.first[e], G.edges.last[e]) || "–"],
  ],
  chains: [
    ["Cell type", (i) => nameOf(G.triads[i][0]), (i) => el("button", { type: "button", class: "concept", onclick: () => pickChain(i) }, typeIcon(G.nodes.type[G.triads[i][0]]), prose("span", nameOf(G.triads[i][0]), { class: "name" }))],
    ["Mechanism", (i) => nameOf(G.triads[i][1]), (i) => legCell(i, 1)],
    ["Disease", (i) => nameOf(G.triads[i][2]), (i) => legCell(i, 2)],
    ["Articles", (i) => Math.min(G.edges.articles[G.triads[i][3]], G.edges.articles[G.triads[i][4]])],
    ["Score", (i) => G.triads[i][5], (i) => G.triads[i][5].toFixed(2)],
  ],
};

const pickChain = (i) => go({ chain: i, node: null, pair: null, path: null, view: innerWidth < 760 ? "map" : state.view });

/** A concept of a chain with the link that leads to it. */
function legCell(i, place) {
  const triad = G.triads[i];
  const e = triad[2 + place];
  const words = wordsFor(predicateOf(e));
  const forward = G.edges.source[e] === triad[place - 1];
  return el("span", { class: "leg" },
    el("span", { class: `verb${isAsserted(e) ? "" : " near"}` }, `${!isAsserted(e) ? "—" : forward ? "→" : "←"} ${isDenied(e) ? "not: " : ""}${words}`),
    prose("span", nameOf(triad[place])));
}

function tableItems(kind) {
  const items = [];
  if (kind === "concepts") for (let n = 0; n < G.size; n++) V.node[n] && items.push(n);
  if (kind === "links") for (let e = 0; e < G.edgeCount; e++) V.edge[e] && items.push(e);
  if (kind === "chains") G.triads.forEach((triad, i) => V.edge[triad[3]] && V.edge[triad[4]] && items.push(i));
  const wanted = tables.query.trim().toLowerCase();
  return wanted ? items.filter((item) => searchable(kind, item).includes(wanted)) : items;
}

function searchable(kind, item) {
  const nodes = kind === "concepts" ? [item] : kind === "links" ? [G.edges.source[item], G.edges.target[item]] : G.triads[item].slice(0, 3);
  return `${nodes.map((n) => `${nameOf(n)} ${G.nodes.id[n]} ${G.nodes.names[n]}`).join(" ")} ${kind === "links" ? linkKinds(item) : ""}`.toLowerCase();
}

function sorted(kind, items) {
  const [column, direction] = tables.sort[kind];
  const value = COLUMNS_OF[kind][column][1];
  const order = new Intl.Collator("en", { numeric: true });
  const keys = new Map(items.map((item) => [item, value(item)]));
  const compare = (a, b) => (typeof a === "number" ? a - b : order.compare(a, b));
  return items.sort((a, b) => direction * compare(keys.get(a), keys.get(b)) || a - b);
}

function showTable() {
  const chains = state.view === "chains";
  const kind = chains ? "chains" : tables.tab;
  const items = sorted(kind, tableItems(kind));
  fill($("table-view"), tableHead(chains, items.length), items.length ? tableOf(kind, items) : emptyTable(kind));
}

function tableHead(chains, found) {
  const tab = (id, label) => button(label, () => { tables.tab = id; showTable(); }, { "aria-pressed": String(tables.tab === id) });
  const search = el("input", {
    type: "search", id: "table-search", placeholder: "Filter these rows", "aria-label": "Filter these rows", value: tables.query,
    oninput: (event) => { tables.query = event.target.value; showTable(); const box = $("table-search"); box.focus(); box.setSelectionRange(box.value.length, box.value.length); },
  });
  return el("div", { class: "table-head" },
    chains ? el("h2", {}, "Chains: cell type, mechanism, disease")
      : el("span", { class: "group", role: "group", "aria-label": "Table of" }, tab("concepts", "Concepts"), tab("links", "Links")),
    search, el("span", { class: "muted" }, count(found, "row"), chains ? "; the best 1,000 chains are kept" : ""));
}

const emptyTable = (kind) => el("p", { class: "empty" },
  kind === "chains" && !G.triads.length ? "No chain of cell type, mechanism and disease was found in these articles."
    : !V.nodes ? emptyWords() : ["No row passes the filters. ", button("Reset the filters", resetFilters, { class: "quiet" })]);

function tableOf(kind, items) {
  const columns = COLUMNS_OF[kind];
  const body = el("tbody");
  const caption = { concepts: "Concepts, one a row", links: "Links, one a row", chains: "Chains, one a row" }[kind];
  const table = el("table", {}, el("caption", { class: "away" }, caption), el("thead", {}, el("tr", {}, columns.map((column, i) => headCell(kind, column, i)))), body);
  let shown = 0;
  const next = button("", () => extend(), { class: "more" });
  const extend = () => {
    body.append(...items.slice(shown, shown + TABLE_STEP).map((item) => rowOf(kind, columns, item)));
    shown = Math.min(items.length, shown + TABLE_STEP);
    next.textContent = `+${number.format(items.length - shown)} more rows`;
    next.hidden = shown >= items.length;
  };
  extend();
  return el("div", { class: "table-scroll", tabIndex: 0, role: "region", "aria-label": caption }, table, next);
}

function headCell(kind, [label, value], i) {
  const [column, direction] = tables.sort[kind];
  const sorting = column === i ? (direction > 0 ? "ascending" : "descending") : "none";
  const turn = () => {
    const numeric = typeof value(kind === "chains" ? 0 : 0) === "number";
    tables.sort[kind] = [i, column === i ? -direction : numeric ? -1 : 1];
    showTable();
    $("table-view").querySelectorAll("th button")[i].focus();
  };
  return el("th", { scope: "col", "aria-sort": sorting }, button([label, el("span", { "aria-hidden": "true" }, column === i ? (direction > 0 ? " ↑" : " ↓") : "")].map((p) => p), turn));
}

function rowOf(kind, columns, item) {
  const chosen = kind === "concepts" ? state.node === item
    : kind === "links" ? state.pair && samePair(item, state.pair) : state.chain === item;
  return el("tr", { class: chosen ? "chosen" : "", "aria-selected": undefined }, columns.map(([, value, make], i) => {
    const content = make ? make(item) : value(item);
    const numeric = typeof value(item) === "number";
    return i === 0 ? el("th", { scope: "row" }, content) : el("td", { class: numeric ? "num" : "" }, typeof content === "number" ? number.format(content) : content);
  }));
}
