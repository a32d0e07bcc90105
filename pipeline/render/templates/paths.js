// Paths between two concepts: the shortest and others, over what the filters let through.

const MOST_PATHS = 5;
let pathCache = { key: "", paths: [] };

/** Smallest first; ties by what was pushed first, so that paths are always the same. */
class Heap {
  constructor() { this.items = []; }

  push(cost, value) {
    const items = this.items;
    items.push([cost, value]);
    for (let i = items.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (items[parent][0] <= items[i][0]) break;
      [items[parent], items[i]] = [items[i], items[parent]];
      i = parent;
    }
  }

  pop() {
    const items = this.items;
    const top = items[0];
    const last = items.pop();
    if (!items.length) return top;
    items[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && items[child][0] < items[least][0]) least = child;
      if (least === i) return top;
      [items[least], items[i]] = [items[i], items[least]];
      i = least;
    }
  }
}

/** A link costs one step, and up to half a step more the weaker its evidence. */
const edgeCost = (e) => 1.5 - 0.5 * G.rank[e] - (isAsserted(e) ? 0.15 : 0);

function cheapest(from, to, penalty) {
  const cost = new Float64Array(G.size).fill(Infinity);
  const via = new Int32Array(G.size).fill(-1);
  const heap = new Heap();
  cost[from] = 0;
  heap.push(0, from);
  while (heap.items.length) {
    const [reached, n] = heap.pop();
    if (n === to) return trace(from, to, via);
    if (reached > cost[n]) continue;
    for (const e of edgesOf(n)) {
      if (!V.edge[e]) continue;
      const m = otherEnd(e, n);
      const total = reached + edgeCost(e) + (penalty.get(m) ?? 0) + (penalty.get(`e${e}`) ?? 0);
      if (total < cost[m]) { cost[m] = total; via[m] = e; heap.push(total, m); }
    }
  }
  return null;
}

function trace(from, to, via) {
  const nodes = [to], edges = [];
  for (let n = to; n !== from;) {
    const e = via[n];
    n = otherEnd(e, n);
    edges.unshift(e);
    nodes.unshift(n);
  }
  return { nodes, edges };
}

/** The best path and alternatives: what earlier paths went through becomes dearer each time. */
function findPaths(from, to) {
  const penalty = new Map();
  const paths = new Map();
  for (let attempt = 0; attempt < 3 * MOST_PATHS && paths.size < MOST_PATHS; attempt++) {
    const path = cheapest(from, to, penalty);
    if (!path) break;
    const key = path.nodes.join("-");
    if (!paths.has(key)) paths.set(key, path);
    for (const n of path.nodes.slice(1, -1)) penalty.set(n, (penalty.get(n) ?? 0) + 0.4);
    for (const e of path.edges) penalty.set(`e${e}`, (penalty.get(`e${e}`) ?? 0) + 0.4);
  }
  return [...paths.values()].sort((a, b) => a.edges.length - b.edges.length);
}

function currentPaths() {
  if (!state.path || state.path.includes(null)) return [];
  const key = `${state.path.join(",")}|${JSON.stringify(state.filter)}`;
  if (pathCache.key !== key) pathCache = { key, paths: state.path[0] === state.path[1] ? [] : findPaths(...state.path) };
  return pathCache.paths;
}

const currentPath = () => currentPaths()[state.pick] ?? currentPaths()[0] ?? null;
const currentPathNodes = () => currentPath()?.nodes ?? state.path.filter((n) => n !== null);

function pathPanel() {
  const [from, to] = state.path;
  const paths = currentPaths();
  const path = currentPath();
  const pickEnd = (which, label) => conceptPicker(label, state.path[which], (n) => {
    go({ path: which ? [from, n] : [n, to], pick: 0 });
    const open = [...$("detail").querySelectorAll(".picker input")].find((input) => !input.value);
    (open ?? $("detail")).focus();
  });
  return [
    el("header", { class: "panel-head" },
      el("div", { class: "kicker" }, "Path", button("×", clearSelection, { class: "close", "aria-label": "Close and show the overview" })),
      el("h2", {}, "How are two concepts connected?"),
      el("div", { class: "path-ends" }, pickEnd(0, "From"), button("⇅", () => go({ path: [to, from], pick: 0 }), { "aria-label": "Swap", class: "swap" }), pickEnd(1, "To"))),
    from === null || to === null ? el("p", { class: "empty" }, "Choose both ends to see what connects them.")
      : from === to ? el("p", { class: "empty" }, "Choose two different concepts.")
      : !path ? el("p", { class: "empty" }, "No path: under these filters no chain of links joins them. ", button("Reset the filters", resetFilters, { class: "quiet" }))
      : [pathChoices(paths, path), el("ol", { class: "hops" }, path.edges.map((e, i) => hop(path.nodes[i], e, path.nodes[i + 1])))],
  ];
}

function pathChoices(paths, path) {
  const text = (p) => (p.nodes.length > 2 ? `via ${p.nodes.slice(1, -1).map(nameOf).join(", ")}` : "directly");
  return el("div", { class: "choices", role: "group", "aria-label": "Paths" }, paths.map((p, i) =>
    el("button", { type: "button", class: "choice", "aria-pressed": String(p === path), onclick: () => go({ pick: i }) },
      spaced(prose("span", text(p)), el("span", { class: "n" }, count(p.edges.length, "step"))))));
}
