// Taking the view away: picture, drawing, tables, graph file, address.

function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  toast(`Saved ${name}`);
}

const fileName = (suffix) => `${G.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "concept-graph"}${suffix}`;

function exportPng() {
  const canvas = $("map-canvas").querySelector("canvas");
  const copy = el("canvas", { width: canvas.width, height: canvas.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = palette().paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save(fileName(".png"), blob), "image/png");
}

/** The view as SVG, drawn from the data: sharp at any size, its text still text. */
function exportSvg() {
  const { clientWidth: width, clientHeight: height } = $("map-canvas");
  const scale = network.getScale(), centre = network.getViewPosition();
  const at = (n) => [(G.nodes.x[n] - centre.x) * scale + width / 2, (G.nodes.y[n] - centre.y) * scale + height / 2];
  const colours = palette();
  const faint = (on) => (standing && !on ? 0.12 : 1);
  const arrow = svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto-start-reverse", markerUnits: "userSpaceOnUse" }, svg("path", { d: "M0 0L8 4L0 8Z", fill: colours.strong }));
  const root = svg("svg", { xmlns: LATIN, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, sans-serif" },
    svg("title", {}, G.title), svg("defs", {}, arrow), svg("rect", { width, height, fill: colours.paper }));
  for (const e of V.drawnEdges) root.append(svgEdge(e, at, scale, faint(standing?.edges.has(e)), colours));
  for (const n of V.drawnNodes) {
    const [x, y] = at(n);
    root.append(svg("path", { d: shapePath(SHAPES[G.nodes.type[n] % SHAPES.length], Math.max(1, radiusOf(n) * scale)), transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, fill: nodeColour(n), stroke: colours.rim, opacity: faint(standing?.nodes.has(n)) }));
  }
  svgLabels(root, at, scale, width, height, colours);
  save(fileName(".svg"), new XMLSerializer().serializeToString(root), "image/svg+xml");
}

function svgEdge(e, at, scale, opacity, colours) {
  const [x0, y0] = at(G.edges.source[e]);
  let [x1, y1] = at(G.edges.target[e]);
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const back = radiusOf(G.edges.target[e]) * scale;
  [x1, y1] = [x1 - ((x1 - x0) / length) * back, y1 - ((y1 - y0) / length) * back];
  const asserted = isAsserted(e);
  return svg("line", {
    x1: x0.toFixed(1), y1: y0.toFixed(1), x2: x1.toFixed(1), y2: y1.toFixed(1), opacity,
    stroke: asserted ? colours.stated : colours.near, "stroke-width": Math.max(0.5, edgeWidth(e) * scale).toFixed(2),
    ...(isDenied(e) ? { "stroke-dasharray": "6 5" } : {}), ...(asserted ? { "marker-end": "url(#arrow)" } : {}),
  });
}

function svgLabels(root, at, scale, width, height, colours) {
  const ctx = document.createElement("canvas").getContext("2d");
  const named = standing ? [...standing.nodes] : V.drawnNodes;
  const items = named.map((n) => { const [x, y] = at(n); return { n, x, y, r: radiusOf(n) * scale }; })
    .filter(({ x, y }) => x > -60 && y > -30 && x < width + 60 && y < height + 30).sort((a, b) => a.n - b.n);
  for (const { label, box } of placeLabels(ctx, items, new Set(selectedNodes().slice(0, 12)), [0, 0, width, height]).placed) {
    label.lines.forEach((line, i) => root.append(svg("text", {
      x: ((box[0] + box[2]) / 2).toFixed(1), y: (box[1] + label.size * (0.86 + 1.16 * i)).toFixed(1), "text-anchor": "middle", "font-size": label.size, "font-weight": label.weight,
      fill: colours.ink, stroke: colours.halo, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round",
    }, line)));
  }
}

/** A cell that a spreadsheet can neither misread nor run. */
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const csv = (header, rows) => `${[header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

const nodeCells = (n) => [G.nodes.id[n], nameOf(n), typeOf(n).id, G.nodes.articles[n], G.nodes.mentions[n], V.degree[n], G.nodes.community[n]];
const edgeCells = (e) => {
  const { edges, nodes } = G;
  return [nodes.id[edges.source[e]], nameOf(edges.source[e]), predicateOf(e) || "cooccurrence", nodes.id[edges.target[e]], nameOf(edges.target[e]),
    edges.articles[e], edges.sentences[e], round(edges.npmi[e]), round(edges.belief[e]), round(edges.negated[e]), round(edges.speculative[e]), edges.first[e], edges.last[e]];
};
/** In a table a year that is not known is an empty cell: 0 would be taken for one. */
const edgeRow = (e) => [...edgeCells(e).slice(0, -2), G.edges.first[e] || "", G.edges.last[e] || ""];
const round = (value) => Number(value.toFixed(3));

const shownNodes = () => (state.view === "map" ? V.drawnNodes : tableItems("concepts"));
const shownEdges = () => (state.view === "map" ? V.drawnEdges : tableItems("links"));

const NODE_HEADER = ["id", "name", "type", "articles", "mentions", "links", "community"];
const EDGE_HEADER = ["source", "source_name", "predicate", "target", "target_name", "articles", "sentences", "npmi", "belief", "negated", "speculative", "first_year", "last_year"];

const exportNodes = () => save(fileName("-concepts.csv"), csv(NODE_HEADER, shownNodes().map(nodeCells)), "text/csv;charset=utf-8");
const exportEdges = () => save(fileName("-links.csv"), csv(EDGE_HEADER, shownEdges().map(edgeRow)), "text/csv;charset=utf-8");

function exportGraphml() {
  const space = "http://graphml.graphdrawing.org/xmlns";
  const file = document.implementation.createDocument(space, "graphml");
  const make = (tag, attributes, text) => {
    const element = file.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = xmlText(text);
    return element;
  };
  const kind = (value) => (typeof value === "number" ? "double" : "string");
  const declare = (header, cells, domain) => header.forEach((name, i) => i && file.documentElement.append(
    make("key", { id: `${domain}-${name}`, for: domain, "attr.name": name, "attr.type": cells ? kind(cells[i]) : "string" })));
  const nodes = shownNodes(), edges = shownEdges();
  declare(NODE_HEADER, nodes.length && nodeCells(nodes[0]), "node");
  declare(EDGE_HEADER, edges.length && edgeCells(edges[0]), "edge");
  const graph = make("graph", { edgedefault: "directed" });
  const data = (element, header, cells, domain) => header.forEach((name, i) => i && element.append(make("data", { key: `${domain}-${name}` }, String(cells[i]))));
  for (const n of nodes) { const node = make("node", { id: xmlText(G.nodes.id[n]) }); data(node, NODE_HEADER, nodeCells(n), "node"); graph.append(node); }
  for (const e of edges) { const edge = make("edge", { source: xmlText(G.nodes.id[G.edges.source[e]]), target: xmlText(G.nodes.id[G.edges.target[e]]) }); data(edge, EDGE_HEADER, edgeCells(e), "edge"); graph.append(edge); }
  file.documentElement.append(graph);
  save(fileName(".graphml"), `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}`, "application/xml");
}

/** XML has no place for control characters. */
// eslint-disable-next-line no-control-regex
const xmlText = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

const EXPORTS = [
  ["Picture (PNG)", exportPng], ["Drawing (SVG)", exportSvg], ["Concepts (CSV)", exportNodes], ["Links (CSV)", exportEdges],
  ["Graph (GraphML)", exportGraphml], ["Copy link to this view", () => copyText(location.href, "Link copied")], ["Print", () => print()],
  ["Light or dark", () => switchTheme(), "phone-only"], ["Help", () => $("help-dialog").showModal(), "phone-only"],
];
