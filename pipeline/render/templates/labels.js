// Names on the map: at every zoom as many as can be read, the strongest first, never one on another.

const LABEL_AREA = 9000;   // square pixels of map for each label: fewer looks empty, more restless
const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const CELL = 80;

const labelCache = new Map();

/** A name in one line or two, cut where it is long. */
function labelLines(name, full) {
  const most = full ? 90 : 36;
  const text = [...name].length > most ? `${[...name].slice(0, most - 1).join("").trimEnd()}…` : name;
  if (text.length <= 17) return [text];
  const spaces = [...text.matchAll(/[ \-/]/g)].map((m) => m.index + (m[0] === " " ? 0 : 1));
  if (!spaces.length) return [text];
  const middle = text.length / 2;
  const cut = spaces.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best));
  return [text.slice(0, cut).trimEnd(), text.slice(cut).trimStart()];
}

/** Size and weight of a name follow the size of its sign on the screen. */
function labelSize(r, forced) {
  if (r > 17) return [15, 650];
  if (r > 8.5) return [13, 600];
  return forced ? [13, 600] : [12, 400];
}

function measured(ctx, n, [size, weight], full) {
  const key = `${n}|${size}|${weight}|${full}`;
  let label = labelCache.get(key);
  if (!label) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    const lines = labelLines(nameOf(n), full);
    const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
    label = { lines, width, height: lines.length * size * 1.16, font: ctx.font, size, weight };
    if (labelCache.size > 20000) labelCache.clear();
    labelCache.set(key, label);
  }
  return label;
}

/** Boxes already taken, found by the cells of a coarse grid. */
class Occupied {
  constructor() { this.cells = new Map(); }

  *keys([x0, y0, x1, y1]) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i++) {
      for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j++) yield i * 10007 + j;
    }
  }

  free(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

/** Where a label may stand beside its node: below, right, above, left. */
function labelBoxes(x, y, r, { width, height }) {
  const w = width / 2, gap = r + 3;
  return [
    [x - w, y + gap, x + w, y + gap + height],
    [x + gap + 1, y - height / 2, x + gap + 1 + width, y + height / 2],
    [x - w, y - gap - height, x + w, y - gap],
    [x - gap - 1 - width, y - height / 2, x - gap - 1, y + height / 2],
  ];
}

/**
 * Choose and place the labels of one frame.
 * `items`: [{n, x, y, r}] in screen pixels, most important first; `must`: those always named; then
 * the part of the screen that is free of panels: left, top, right, bottom.
 */
function placeLabels(ctx, items, must, [left, top, right, bottom]) {
  const taken = new Occupied();
  const discs = new Occupied();
  const placed = [];
  const most = Math.max(12, Math.round(((right - left) * (bottom - top)) / LABEL_AREA));
  for (const { x, y, r } of items.slice(0, 80)) if (r > 5) discs.take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
  for (const item of items) {
    const forced = must.has(item.n);
    if (placed.length >= most && !forced) continue;
    const label = measured(ctx, item.n, labelSize(item.r, forced), forced);
    const boxes = labelBoxes(item.x, item.y, item.r, label);
    const margin = forced ? 1 : 4;
    const free = boxes.filter((b) => b[0] > left && b[1] > top && b[2] < right && b[3] < bottom && taken.free([b[0] - margin, b[1] - margin / 2, b[2] + margin, b[3] + margin / 2]));
    const important = forced || placed.length < 16;  // these may cover part of a sign, the others not
    const box = free.find((b) => discs.free(b)) ?? (important ? free[0] : null) ?? (forced ? boxes[0] : null);
    if (!box) continue;
    taken.take(box);
    placed.push({ ...item, label, box });
  }
  return { placed, taken };
}

function drawText(ctx, lines, x, top, size, { ink, halo }) {
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = halo;
  ctx.fillStyle = ink;
  lines.forEach((line, i) => {
    const y = top + i * size * 1.16;
    ctx.strokeText(line, x, y);
    ctx.fillText(line, x, y);
  });
}

function drawLabels(ctx, placed) {
  const colours = palette();
  for (const { label, box } of placed) {
    ctx.font = label.font;
    const ink = label.weight > 400 ? colours.ink : colours.softInk;
    drawText(ctx, label.lines, (box[0] + box[2]) / 2, box[1], label.size, { ink, halo: colours.halo });
  }
}

// ---- communities ------------------------------------------------------------------------------

/** Convex hull of points [x, y] (Andrew's monotone chain). */
function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const cross = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => list.reduce((chain, p) => {
    while (chain.length > 1 && cross(chain.at(-2), chain.at(-1), p) <= 0) chain.pop();
    return [...chain, p];
  }, []).slice(0, -1);
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

function drawnCommunities() {
  const groups = new Map();
  for (const n of V.drawnNodes) {
    const c = G.nodes.community[n];
    if (!groups.has(c)) groups.set(c, []);
    groups.get(c).push(n);
  }
  return [...groups].filter(([, members]) => members.length > 2).sort((a, b) => b[1].length - a[1].length);
}

/** A soft outline around a community: the hull of discs around its signs. */
function drawHulls(ctx) {
  const around = Array.from({ length: 12 }, (_, i) => [Math.cos((i * Math.PI) / 6), Math.sin((i * Math.PI) / 6)]);
  for (const [c, members] of drawnCommunities()) {
    const points = members.flatMap((n) => {
      const r = radiusOf(n) + 22;
      return around.map(([x, y]) => [G.nodes.x[n] + r * x, G.nodes.y[n] + r * y]);
    });
    ctx.save();
    ctx.beginPath();
    hull(points).forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.globalAlpha = 0.11;
    ctx.fillStyle = groupColour(c);
    ctx.fill();
    ctx.restore();
  }
}
