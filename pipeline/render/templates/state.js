// What the person is looking at: one value, kept in the address, changed in one place.

const NO_FILTER = {
  minArticles: 1, minLinkArticles: 1, minNpmi: -1, minBelief: 0, minDegree: 0,
  from: 0, to: 0, hiddenTypes: [], hiddenPredicates: [],
  asserted: false, noNegated: false, noSpeculative: false, unlinked: false,
};
const START = {
  view: "map", node: null, pair: null, predicate: null, focus: null, depth: 1, expanded: [],
  path: null, pick: 0, chain: null, colour: "type", hulls: false, camera: null, filter: NO_FILTER,
};

let state = { ...START };
const listeners = [];
const onChange = (listener) => listeners.push(listener);

/** Change the state. `step` makes an entry in the browser's history, so that Back undoes it. */
function go(patch, { step = true } = {}) {
  const before = state;
  state = { ...state, ...patch };
  remember(step);
  for (const listener of listeners) listener(before);
}

const setFilter = (patch) => go({ filter: { ...state.filter, ...patch } }, { step: false });
const selectNode = (n) => go({ node: n, pair: null, predicate: null, path: null, chain: null });
const selectPair = (a, b, predicate = null) =>
  go({ pair: [a, b], predicate, node: null, path: null, chain: null });
const clearSelection = () => go({ node: null, pair: null, predicate: null, path: null, chain: null });

function remember(step) {
  const address = `#${encodeState(state)}`;
  if (address === (location.hash || "#")) return;
  try {
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch { /* a browser that forbids it here still shows everything */ }
}

const FILTER_KEYS = {
  minArticles: "a", minLinkArticles: "la", minNpmi: "npmi", minBelief: "belief", minDegree: "deg",
  from: "from", to: "to", asserted: "asserted", noNegated: "nn", noSpeculative: "ns", unlinked: "un",
};

function encodeState(s) {
  const parameters = new URLSearchParams();
  const put = (key, value) => value !== null && value !== undefined && parameters.set(key, value);
  const id = (n) => G.nodes.id[n];
  if (s.view !== "map") put("view", s.view);
  if (s.node !== null) put("n", id(s.node));
  if (s.pair) { put("e", JSON.stringify(s.pair.map(id))); put("p", s.predicate); }
  if (s.focus !== null) { put("focus", id(s.focus)); put("d", s.depth); }
  if (s.expanded.length) put("x", JSON.stringify(s.expanded.map(id)));
  if (s.path) { put("path", JSON.stringify(s.path.map((n) => (n === null ? null : id(n))))); put("pick", s.pick); }
  if (s.chain !== null) put("chain", s.chain);
  if (s.colour !== "type") put("colour", s.colour);
  if (s.hulls) put("hulls", 1);
  for (const [name, key] of Object.entries(FILTER_KEYS)) {
    if (s.filter[name] !== NO_FILTER[name]) put(key, Number(s.filter[name]));
  }
  if (s.filter.hiddenTypes.length) put("ht", JSON.stringify(s.filter.hiddenTypes));
  if (s.filter.hiddenPredicates.length) put("hp", JSON.stringify(s.filter.hiddenPredicates));
  if (s.camera) put("c", s.camera.join(","));
  return parameters.toString();
}

/** Read a state from the address; whatever does not fit this graph is dropped. */
function decodeState(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const s = { ...START, filter: { ...NO_FILTER } };
  const node = (id) => G.number.get(id) ?? null;
  const list = (key) => {
    try {
      const value = JSON.parse(parameters.get(key) ?? "[]");
      return Array.isArray(value) ? value : [];
    } catch { return []; }
  };
  const numeric = (key, fallback) => {
    const value = Number(parameters.get(key) ?? fallback);
    return Number.isFinite(value) ? value : fallback;
  };
  if (["map", "table", "chains"].includes(parameters.get("view"))) s.view = parameters.get("view");
  s.node = node(parameters.get("n"));
  const pair = list("e").map(node);
  if (pair.length === 2 && !pair.includes(null)) { s.pair = pair; s.predicate = parameters.get("p"); }
  s.focus = node(parameters.get("focus"));
  s.depth = Math.min(3, Math.max(1, Math.round(numeric("d", 1))));
  s.expanded = list("x").map(node).filter((n) => n !== null);
  const path = list("path");
  if (path.length === 2) s.path = path.map(node);
  s.pick = Math.max(0, Math.round(numeric("pick", 0)));
  const chain = parameters.has("chain") ? Math.round(numeric("chain", -1)) : -1;
  if (chain >= 0 && chain < G.triads.length) s.chain = chain;
  if (["community", "year"].includes(parameters.get("colour"))) s.colour = parameters.get("colour");
  s.hulls = parameters.get("hulls") === "1";
  for (const [name, key] of Object.entries(FILTER_KEYS)) {
    if (!parameters.has(key)) continue;
    const value = numeric(key, Number(NO_FILTER[name]));
    s.filter[name] = typeof NO_FILTER[name] === "boolean" ? Boolean(value) : value;
  }
  if (s.filter.to < s.filter.from) s.filter.to = 0;
  s.filter.hiddenTypes = list("ht").map(String);
  s.filter.hiddenPredicates = list("hp").map(String);
  const camera = (parameters.get("c") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) s.camera = camera;
  return s;
}

function restoreFromAddress() {
  const before = state;
  state = decodeState(location.hash);
  for (const listener of listeners) listener(before, true);
}
