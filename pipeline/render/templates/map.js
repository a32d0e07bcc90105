// The map: vis-network draws what pyvis wrote; what is chosen stands out, the rest steps back.

let network = null;
let visNodes = null;
let visEdges = null;
let hovered = null;
const writtenNodes = new Map();  // as pyvis wrote them
const writtenEdges = new Map();

/** Radius on the map; where only a part of a large graph is drawn, its signs swell into the room. */
const radiusOf = (n) => Math.round(G.swell * (6 + 22 * Math.sqrt(G.nodes.articles[n] / G.mostArticles)) * 10) / 10;

function startMap() {
  const container = $("map-canvas");
  visNodes = new vis.DataSet([]);
  visEdges = new vis.DataSet([]);
  const options = JSON.parse(readJson("vis-options"));
  for (const node of readJson("vis-nodes")) writtenNodes.set(node.id, node);
  for (const edge of readJson("vis-edges")) writtenEdges.set(edge.id, edge);
  network = new vis.Network(container, { nodes: visNodes, edges: visEdges }, options);
  network.canvas.frame.removeAttribute("tabindex");  // one stop of the keyboard, the one with a name
  network.on("beforeDrawing", (ctx) => { if (state.hulls) drawHulls(ctx); });
  network.on("afterDrawing", drawOver);
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes }) => nodes.length && go({ focus: nodes[0], node: nodes[0], pair: null, expanded: [] }));
  network.on("hoverNode", ({ node }) => hover({ node }));
  network.on("hoverEdge", ({ edge }) => hover({ edge }));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));
  for (const event of ["dragEnd", "zoom", "animationFinished"]) network.on(event, keepCamera);
  network.on("dragStart", () => { $("tip").hidden = true; });
  mapKeys(container);
}

/** One node as vis-network takes it: what pyvis wrote, or the like for one of the rest. */
function visNode(n) {
  const written = writtenNodes.get(n) ?? {
    id: n, x: G.nodes.x[n], y: G.nodes.y[n], size: radiusOf(n), shape: SHAPES[G.nodes.type[n] % SHAPES.length],
  };
  return { ...written, label: undefined, group: undefined, ...nodeStyle(n) };
}

function nodeColour(n) {
  if (state.colour === "community") return groupColour(G.nodes.community[n]);
  if (state.colour === "year") return yearColour(firstYear(n), yearSpan());
  return typeColour(G.nodes.type[n]);
}

function nodeStyle(n) {
  const background = nodeColour(n);
  return { color: { background, border: palette().rim, hover: { background, border: palette().ink } } };
}

/** First year of each concept: the earliest of its links. */
function firstYear(n) {
  if (!G.firstYears) {
    G.firstYears = new Int32Array(G.size);
    for (let e = 0; e < G.edgeCount; e++) {
      const year = G.edges.first[e];
      if (!year) continue;
      for (const m of [G.edges.source[e], G.edges.target[e]]) {
        if (!G.firstYears[m] || year < G.firstYears[m]) G.firstYears[m] = year;
      }
    }
  }
  return G.firstYears[n];
}

function yearSpan() {
  if (!G.yearSpan) {
    let low = Infinity, high = 0;
    for (let e = 0; e < G.edgeCount; e++) {
      if (G.edges.first[e]) low = Math.min(low, G.edges.first[e]);
      high = Math.max(high, G.edges.last[e], G.edges.first[e]);
    }
    G.yearSpan = [Number.isFinite(low) ? low : 0, high];
  }
  return G.yearSpan;
}

function edgeWidth(e) {
  const width = Math.log2(1 + G.edges.articles[e]);
  return Math.sqrt(G.swell) * (isAsserted(e) ? Math.min(8, 1.3 + width) : Math.min(3, 0.8 + 0.5 * width));
}

function visEdge(e) {
  const asserted = isAsserted(e);
  const crowded = Math.min(G.edgeCount, DRAW_EDGES) > 1500;
  const colour = palette()[`${asserted ? "stated" : "near"}${crowded ? "Faint" : ""}`];
  const arrow = predicateOf(e) === "inhibits" ? "bar" : "arrow";
  const written = writtenEdges.get(e) ?? { id: e, from: G.edges.source[e], to: G.edges.target[e] };
  return {
    ...written, width: edgeWidth(e),
    color: { color: colour, hover: palette().strong, inherit: false },
    dashes: isDenied(e) ? [6, 5] : false,
    arrows: asserted ? { to: { enabled: true, scaleFactor: 0.45 * G.swell, type: arrow } } : "",
    ...bend(e),
  };
}

/** Parallel statements between two concepts lie beside each other, not on one line. */
function bend(e) {
  const turn = bends.get(e) ?? 0;
  return turn ? { smooth: { enabled: true, type: "curvedCW", roundness: 0.12 * turn } } : { smooth: false };
}
let bends = new Map();

function findBends(edges) {
  const seen = new Map();
  bends = new Map();
  for (const e of edges) {
    const key = pairKey(G.edges.source[e], G.edges.target[e]);
    const earlier = seen.get(key) ?? 0;
    seen.set(key, earlier + 1);
    if (earlier) bends.set(e, earlier);
  }
}

/** Bring vis-network in line with what is to be drawn: hiding is much cheaper than removing. */
function syncMap() {
  const { emitter } = network.body;
  emitter.emit("_blockRedraw");  // or each step of this would draw the whole map at once
  const bent = bends;
  findBends(V.drawnEdges);
  sync(visNodes, network.body.nodes, V.drawnNodes, visNode);
  sync(visEdges, network.body.edges, V.drawnEdges, visEdge);
  const turned = V.drawnEdges.filter((e) => bent.get(e) !== bends.get(e));
  if (turned.length) visEdges.update(turned.map((e) => ({ id: e, ...bend(e) })));
  emitter.emit("_dataChanged");
  hideEdgesInMotion(V.drawnEdges.length > 1500);
  emitter.emit("_allowRedraw");
  drawSoon();
}

function sync(set, drawn, wanted, make) {
  const keep = new Set(wanted);
  if (set.length > 3 * Math.max(1000, wanted.length)) set.remove(set.getIds().filter((id) => !keep.has(id)));
  const fresh = wanted.filter((id) => !drawn[id]).map(make);
  if (fresh.length) set.add(fresh);
  for (const id of set.getIds()) drawn[id].options.hidden = !keep.has(id);
}

let hiding = null;
function hideEdgesInMotion(many) {
  if (hiding === many) return;
  hiding = many;
  network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
}

let drawing = 0;
/** Draw once in the next frame, however many changes ask for it. */
function drawSoon() {
  drawing ||= requestAnimationFrame(() => { drawing = 0; network.redraw(); });
}

/** Give every drawn part its colours anew: another theme, another meaning of colour. */
function recolour() {
  network.body.emitter.emit("_blockRedraw");
  visNodes.update(visNodes.getIds().map((n) => ({ id: n, ...nodeStyle(n) })));
  visEdges.update(visEdges.getIds().map((e) => ({ id: e, color: visEdge(e).color })));
  network.body.emitter.emit("_allowRedraw");
  drawSoon();
}

// ---- what stands out ------------------------------------------------------------------------

/** The nodes and edges of the selection, or null where nothing is selected. */
function highlighted() {
  if (state.path) {
    const path = currentPath();
    return path ? { nodes: new Set(path.nodes), edges: new Set(path.edges) } : null;
  }
  if (state.chain !== null) {
    const [a, b, c, first, second] = G.triads[state.chain];
    return { nodes: new Set([a, b, c]), edges: new Set([first, second]) };
  }
  if (state.pair) {
    const edges = V.drawnEdges.filter((e) => samePair(e, state.pair));
    return { nodes: new Set(state.pair), edges: new Set(edges.length ? edges : pairEdges(...state.pair).slice(0, 1)) };
  }
  if (state.node === null) return null;
  const edges = V.drawnEdges.filter((e) => G.edges.source[e] === state.node || G.edges.target[e] === state.node);
  return { nodes: new Set([state.node, ...edges.map((e) => otherEnd(e, state.node))]), edges: new Set(edges) };
}

const samePair = (e, [a, b]) => pairKey(G.edges.source[e], G.edges.target[e]) === pairKey(a, b);

let standing = null;

function drawOver(ctx) {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = $("map-canvas");
  if (standing) drawStanding(ctx);
  ctx.save();
  const ratio = window.devicePixelRatio || 1;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const screen = (n) => [
    (G.nodes.x[n] - centre.x) * scale + width / 2, (G.nodes.y[n] - centre.y) * scale + height / 2,
  ];
  drawNames(ctx, screen, scale, width, height);
  ctx.restore();
}

/** A veil over the whole map, and over it again what is selected. */
function drawStanding(ctx) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = palette().veil;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
  const { nodes } = network.body;
  for (const e of standing.edges) drawStrongEdge(ctx, e);
  for (const n of standing.nodes) nodes[n]?.draw(ctx);
  for (const n of selectedNodes()) if (nodes[n]) ring(ctx, n);
}

/** A chosen link, in strong ink: from sign to sign, bent as on the map, with its arrow or bar. */
function drawStrongEdge(ctx, e) {
  const { source, target } = G.edges;
  const [a, b] = [source[e], target[e]];
  const scale = network.getScale();
  const width = Math.max(edgeWidth(e), 1.6 / scale);
  const { x, y } = G.nodes;
  const length = Math.hypot(x[b] - x[a], y[b] - y[a]) || 1;
  const [ux, uy] = [(x[b] - x[a]) / length, (y[b] - y[a]) / length];
  const bow = 0.2 * (bends.get(e) ?? 0) * length;
  const middle = [(x[a] + x[b]) / 2 + uy * bow, (y[a] + y[b]) / 2 - ux * bow];
  const head = isAsserted(e) ? Math.max(9 * G.swell, 3 * width) : 0;
  const aim = Math.atan2(y[b] - middle[1], x[b] - middle[0]);
  const tip = [x[b] - Math.cos(aim) * (radiusOf(b) + 3), y[b] - Math.sin(aim) * (radiusOf(b) + 3)];
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = isAsserted(e) ? palette().strong : palette().near2;
  ctx.lineWidth = width;
  if (isDenied(e)) ctx.setLineDash([6, 5]);
  ctx.beginPath();
  ctx.moveTo(x[a], y[a]);
  ctx.quadraticCurveTo(middle[0], middle[1], tip[0] - Math.cos(aim) * head * 0.7, tip[1] - Math.sin(aim) * head * 0.7);
  ctx.stroke();
  ctx.setLineDash([]);
  if (head) drawHead(ctx, tip, aim, head, predicateOf(e) === "inhibits");
  ctx.restore();
}

/** An arrow, or the bar that biologists draw for inhibition. */
function drawHead(ctx, [x, y], aim, size, bar) {
  ctx.translate(x, y);
  ctx.rotate(aim);
  ctx.beginPath();
  if (bar) {
    ctx.rect(-size * 0.7, -size * 0.6, size * 0.28, size * 1.2);
  } else {
    ctx.moveTo(0, 0);
    ctx.lineTo(-size, -size * 0.45);
    ctx.lineTo(-size, size * 0.45);
  }
  ctx.fill();
}

function selectedNodes() {
  if (state.node !== null) return [state.node];
  if (state.pair) return state.pair;
  return standing ? [...standing.nodes] : [];
}

function ring(ctx, n) {
  ctx.beginPath();
  ctx.arc(G.nodes.x[n], G.nodes.y[n], radiusOf(n) + 4 / network.getScale(), 0, 2 * Math.PI);
  ctx.lineWidth = 2 / network.getScale();
  ctx.strokeStyle = palette().ink;
  ctx.stroke();
}

function drawNames(ctx, screen, scale, width, height) {
  const named = standing ? [...standing.nodes] : V.drawnNodes;
  const must = new Set(selectedNodes().slice(0, 12));
  if (hovered?.node !== undefined) must.add(hovered.node);
  const order = [...must, ...named.filter((n) => !must.has(n)).sort((a, b) => a - b)];
  const items = [];
  for (const n of order) {
    const [x, y] = screen(n);
    if (x > -60 && y > -30 && x < width + 60 && y < height + 30) items.push({ n, x, y, r: radiusOf(n) * scale });
  }
  const { placed, taken } = placeLabels(ctx, items, must, freeScreen());
  drawEdgeNames(ctx, screen, taken, scale);
  drawLabels(ctx, placed);
}

/** Predicates on the links of the selection, and a mark where articles contradict each other. */
function drawEdgeNames(ctx, screen, taken, scale) {
  const near = scale * G.swell > 0.55;
  const edges = standing ? [...standing.edges] : near ? V.drawnEdges : V.drawnEdges.filter((e) => G.edges.contradicted[e]);
  ctx.font = `italic 500 11px ${FONT}`;
  let room = 60;
  for (const e of edges) {
    const [[x0, y0], [x1, y1]] = [screen(G.edges.source[e]), screen(G.edges.target[e])];
    const x = (x0 + x1) / 2, y = (y0 + y1) / 2;
    if (x < 0 || y < 0 || x > ctx.canvas.width || y > ctx.canvas.height) continue;
    if (G.edges.contradicted[e] && (scale * G.swell > 0.4 || standing)) contradictionMark(ctx, x, y, Math.max(4.5, Math.min(7, 9 * scale * G.swell)));
    if (!isAsserted(e) || room <= 0 || !(near || standing) || Math.hypot(x1 - x0, y1 - y0) < 90) continue;
    const text = wordsFor(predicateOf(e));
    const w = ctx.measureText(text).width / 2 + 3;
    const top = y + (bends.get(e) ?? 0) * 13 + (G.edges.contradicted[e] ? 8 : -6);
    const box = [x - w, top, x + w, top + 13];
    if (!taken.free(box)) continue;
    taken.take(box);
    room--;
    drawText(ctx, [text], x, top, 11, { ink: palette().strong, halo: palette().halo });
  }
}

function contradictionMark(ctx, x, y, r) {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = palette().alarm;
  ctx.fill();
  ctx.fillStyle = palette().paper;
  ctx.font = `700 ${Math.round(1.6 * r)}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("≠", x, y + 0.5);
  ctx.restore();
}

/** A community is called after its two strongest concepts. */
function groupName(c) {
  G.groupNames ??= new Map();
  if (!G.groupNames.has(c)) {
    const top = [];
    for (let n = 0; n < G.size && top.length < 2; n++) if (G.nodes.community[n] === c) top.push(nameOf(n));
    G.groupNames.set(c, top.join(" · "));
  }
  return G.groupNames.get(c);
}

// ---- pointer, camera, keys --------------------------------------------------------------------

function clicked({ nodes, edges }) {
  if (nodes.length) selectNode(nodes[0]);
  else if (edges.length) selectPair(G.edges.source[edges[0]], G.edges.target[edges[0]], predicateOf(edges[0]));
  else if (standing) clearSelection();
}

function hover(what) {
  hovered = what;
  const tip = $("tip");
  $("map-canvas").style.cursor = what ? "pointer" : "";
  if (!what) { tip.hidden = true; drawSoon(); return; }
  fill(tip, ...(what.node !== undefined ? nodeTip(what.node) : edgeTip(what.edge)));
  tip.hidden = false;
  drawSoon();
}

function nodeTip(n) {
  return [prose("strong", nameOf(n)), el("span", {}, `${typeOf(n).label} · ${count(G.nodes.articles[n], "article")} · ${count(V.degree[n], "link")}`)];
}

function edgeTip(e) {
  return [
    prose("strong", `${nameOf(G.edges.source[e])} ${wordsFor(predicateOf(e))} ${nameOf(G.edges.target[e])}`),
    el("span", {}, `${count(G.edges.articles[e], "article")} · ${count(G.edges.sentences[e], "sentence")}`),
  ];
}

function moveTip(event) {
  const tip = $("tip");
  const box = $("map-canvas").getBoundingClientRect();
  const x = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8);
  const y = Math.min(event.clientY - box.top + 16, box.height - tip.offsetHeight - 8);
  tip.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
}

let cameraTimer = 0;
function keepCamera() {
  clearTimeout(cameraTimer);
  cameraTimer = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    const camera = [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(3))];
    state = { ...state, camera };
    remember(false);
  }, 200);
}

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutCubic" });

/** Show these nodes (all that are drawn where none are given), leaving room for names and panels. */
function fitTo(nodes = V.drawnNodes, { animate = true, closest = 1.4 } = {}) {
  if (!nodes.length) return;
  const { x, y } = G.nodes;
  const r = 30;
  const xs = nodes.map((n) => x[n]), ys = nodes.map((n) => y[n]);
  const [x0, x1] = [Math.min(...xs) - r, Math.max(...xs) + r];
  const [y0, y1] = [Math.min(...ys) - r, Math.max(...ys) + r];
  const { clientWidth: width, clientHeight: height } = $("map-canvas");
  const [left, right, top, bottom] = mapMargins();
  const scale = Math.min((width - left - right) / (x1 - x0), (height - top - bottom) / (y1 - y0), closest);
  const position = { x: (x0 + x1) / 2 + (right - left) / 2 / scale, y: (y0 + y1) / 2 + (bottom - top) / 2 / scale };
  network.moveTo({ position, scale: Math.max(scale, 0.01), animation: animate && motion() });
  keepCamera();
}

function mapMargins() {
  const legend = $("filters");
  const open = !legend.hidden && getComputedStyle(legend).position === "absolute" && innerWidth > 760;
  return innerWidth > 760 ? [open ? legend.offsetWidth + 50 : 50, 50, state.focus === null ? 34 : 76, 90] : [30, 30, 24, 56];
}

/** The part of the map that no panel covers. */
function freeScreen() {
  const { clientWidth: width, clientHeight: height } = $("map-canvas");
  const legend = $("filters");
  const covered = !legend.hidden && innerWidth > 760 ? legend.offsetLeft + legend.offsetWidth : 0;
  return [covered + 4, 4, width - 4, height - 4];
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: motion() });
  keepCamera();
}

function mapKeys(container) {
  const pan = (dx, dy) => {
    const { x, y } = network.getViewPosition();
    const step = 80 / network.getScale();
    network.moveTo({ position: { x: x + dx * step, y: y + dy * step } });
    keepCamera();
  };
  const keys = {
    ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, -1), ArrowDown: () => pan(0, 1),
    "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: () => fitTo(),
  };
  container.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  container.addEventListener("pointermove", moveTip);
}

/** Bring the selection into view where it is outside it or too small to read. */
function showSelection() {
  standing = highlighted();
  if (!standing) { drawSoon(); return; }
  const nodes = state.node !== null ? [state.node] : [...standing.nodes];
  const { clientWidth: width, clientHeight: height } = $("map-canvas");
  const [left, right, top, bottom] = mapMargins();
  const visible = nodes.every((n) => {
    const p = network.canvasToDOM({ x: G.nodes.x[n], y: G.nodes.y[n] });
    return p.x > left && p.y > top && p.x < width - right && p.y < height - bottom;
  });
  if (visible) drawSoon();
  else fitTo([...standing.nodes], { closest: 1 });
}
