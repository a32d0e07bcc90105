// Which concepts and links the filters let through, and which of those are drawn.

const DRAW_NODES = 1000;
const DRAW_EDGES = 4000;
const FOCUS_NODES = 400;

const V = { node: null, edge: null, degree: null, nodes: 0, edges: 0, unlinked: 0, drawnNodes: [], drawnEdges: [], cut: 0 };

/** Apply the filters to the whole graph: marks `V.node[n]` and `V.edge[e]`, counts both. */
function applyFilter(f) {
  const { nodes, edges } = G;
  const hidden = new Set(f.hiddenTypes);
  const typeHidden = G.types.map((type) => hidden.has(type.id));
  const shut = new Set(f.hiddenPredicates);
  const predicateHidden = edges.predicates.map((name) => shut.has(name));
  const noPairs = f.asserted || shut.has("");
  const node = new Uint8Array(G.size);
  for (let n = 0; n < G.size; n++) {
    node[n] = !typeHidden[nodes.type[n]] && (nodes.articles[n] >= f.minArticles || f.minArticles <= 1) ? 1 : 0;
  }
  const edge = new Uint8Array(G.edgeCount);
  const degree = new Uint32Array(G.size);
  const years = f.from > 0 || f.to > 0;
  for (let e = 0; e < G.edgeCount; e++) {
    const p = edges.predicate[e];
    const a = edges.source[e], b = edges.target[e];
    if (!node[a] || !node[b]) continue;
    if (p < 0 ? noPairs : predicateHidden[p]) continue;
    if (f.minLinkArticles > 1 && edges.articles[e] < f.minLinkArticles) continue;
    if (p < 0 && edges.npmi[e] < f.minNpmi) continue;
    if (p >= 0 && edges.belief[e] < f.minBelief) continue;
    if (f.noNegated && edges.negated[e] > 0.5) continue;
    if (f.noSpeculative && edges.speculative[e] > 0.5) continue;
    if (years && !inYears(edges.first[e], edges.last[e], f)) continue;
    edge[e] = 1;
    degree[a]++;
    if (a !== b) degree[b]++;
  }
  const before = sum(node);
  dropByDegree(f, node, edge, degree);
  const nodesLeft = sum(node);
  const unlinked = f.minDegree > 1 ? 0 : before - nodesLeft;
  Object.assign(V, { node, edge, degree, nodes: nodesLeft, edges: sum(edge), unlinked });
}

function inYears(first, last, f) {
  if (!first && !last) return false;
  return (!f.to || first <= f.to) && (!f.from || last >= f.from);
}

function dropByDegree(f, node, edge, degree) {
  const least = Math.max(f.minDegree, f.unlinked ? 0 : 1);
  if (!least) return;
  for (let n = 0; n < G.size; n++) if (degree[n] < least) node[n] = 0;
  for (let e = 0; e < G.edgeCount; e++) {
    if (edge[e] && !(node[G.edges.source[e]] && node[G.edges.target[e]])) edge[e] = 0;
  }
}

const sum = (marks) => marks.reduce((total, mark) => total + mark, 0);

/** Choose what is drawn: the focus's neighbourhood, or the strongest part of what is visible. */
function chooseDrawn(s) {
  const chosen = s.focus !== null && V.node[s.focus] ? neighbourhood(s.focus, s.depth) : strongest();
  const drawn = new Set(chosen);
  for (const n of s.expanded) for (const m of [n, ...visibleNeighbours(n)]) drawn.add(m);
  for (const n of pinned(s)) drawn.add(n);
  V.drawnNodes = [...drawn];
  V.drawnEdges = edgesAmong(drawn);
}

function strongest() {
  const chosen = [];
  for (let n = 0; n < G.size && chosen.length < DRAW_NODES; n++) if (V.node[n]) chosen.push(n);
  return chosen;
}

/** What is selected is drawn, whether or not it is among the strongest. */
function pinned(s) {
  const nodes = [];
  if (s.node !== null) nodes.push(s.node);
  if (s.pair) nodes.push(...s.pair);
  if (s.chain !== null) nodes.push(...G.triads[s.chain].slice(0, 3));
  if (s.path) nodes.push(...currentPathNodes());
  return nodes;
}

function visibleNeighbours(n) {
  const found = new Set();
  for (const e of edgesOf(n)) if (V.edge[e]) found.add(otherEnd(e, n));
  return found;
}

/** Concepts within `depth` links of one, breadth first by strength, at most `FOCUS_NODES`. */
function neighbourhood(start, depth) {
  const seen = new Set([start]);
  let edge = [start];
  V.cut = 0;
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const n of edge) for (const m of visibleNeighbours(n)) {
      if (seen.has(m)) continue;
      if (seen.size >= FOCUS_NODES) { V.cut++; continue; }
      seen.add(m);
      next.push(m);
    }
    edge = next;
  }
  return seen;
}

/** The strongest visible links among drawn nodes; co-occurrence only where nothing is stated. */
function edgesAmong(drawn) {
  const chosen = [];
  const stated = new Set();
  const among = [];
  for (let e = 0; e < G.edgeCount; e++) {
    const a = G.edges.source[e], b = G.edges.target[e];
    if (!V.edge[e] || a === b || !drawn.has(a) || !drawn.has(b)) continue;
    among.push(e);
    if (isAsserted(e)) stated.add(pairKey(a, b));
  }
  for (const e of among) {
    if (chosen.length >= DRAW_EDGES) break;
    if (isAsserted(e) || !stated.has(pairKey(G.edges.source[e], G.edges.target[e]))) chosen.push(e);
  }
  return chosen;
}

const pairKey = (a, b) => (a < b ? a * G.size + b : b * G.size + a);
