// Colours and shapes: the eye tells types apart by both; every pair is safe for colour blindness.

const SHAPES = ["dot", "hexagon", "diamond", "square", "triangle", "star", "triangleDown"];

// Okabe and Ito (2008), set a little darker on paper and lighter on night.
const PALETTES = {
  light: {
    types: ["#d1540a", "#1668ad", "#0b8a67", "#8a4f9e", "#b98500", "#5b6472", "#a8325e"],
    groups: ["#1668ad", "#d1540a", "#0b8a67", "#8a4f9e", "#b98500", "#2a9bc4", "#a8325e", "#6b7a1e", "#7a5a3c", "#5b6472"],
    paper: "#fbfaf7", ink: "#1c2430", softInk: "#4a5361", halo: "rgba(251,250,247,.92)", veil: "rgba(251,250,247,.8)",
    stated: "rgba(62,74,92,.66)", near: "rgba(120,130,146,.3)",
    statedFaint: "rgba(62,74,92,.36)", nearFaint: "rgba(120,130,146,.17)", strong: "#39465a", near2: "rgba(90,102,120,.7)",
    alarm: "#b3261e", rim: "#ffffff", years: ["#c9b458", "#2d6f8e", "#3b1c5a"],
  },
  dark: {
    types: ["#f0884a", "#5aa9e6", "#3fc49a", "#c490d6", "#e6b84a", "#a0aaba", "#ec7fa8"],
    groups: ["#5aa9e6", "#f0884a", "#3fc49a", "#c490d6", "#e6b84a", "#6fd0ee", "#ec7fa8", "#b6c65a", "#c9a27e", "#a0aaba"],
    paper: "#12161d", ink: "#e8ebf0", softInk: "#b4bcc9", halo: "rgba(18,22,29,.9)", veil: "rgba(18,22,29,.79)",
    stated: "rgba(176,188,206,.5)", near: "rgba(140,152,172,.22)",
    statedFaint: "rgba(176,188,206,.27)", nearFaint: "rgba(140,152,172,.12)", strong: "#c3cddc", near2: "rgba(150,162,182,.7)",
    alarm: "#ff8a80", rim: "#12161d", years: ["#fde68a", "#4fb3bf", "#8f7fe8"],
  },
};

const darkByPreference = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function themeName() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || chosen === "light" ? chosen : darkByPreference.matches ? "dark" : "light";
}
const palette = () => PALETTES[themeName()];

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  try { localStorage.setItem("etiograph-theme", name); } catch { /* not allowed: for this visit only */ }
}

function restoreTheme() {
  try {
    const saved = localStorage.getItem("etiograph-theme");
    if (saved === "dark" || saved === "light") document.documentElement.dataset.theme = saved;
  } catch { /* not allowed: the preference of the system */ }
}

const typeColour = (t) => palette().types[t % palette().types.length];
const groupColour = (c) => {
  const { groups } = palette();
  return c >= 0 && c < groups.length - 1 ? groups[c] : groups[groups.length - 1];
};

/** Mix two "#rrggbb" colours. */
function mix(a, b, share) {
  const part = (colour, i) => parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
  const channel = (i) => Math.round(part(a, i) + (part(b, i) - part(a, i)) * share);
  return `#${[0, 1, 2].map((i) => channel(i).toString(16).padStart(2, "0")).join("")}`;
}

function yearColour(year, [low, high]) {
  const { years, groups } = palette();
  if (!year) return groups[groups.length - 1];
  const share = high > low ? Math.min(1, Math.max(0, (year - low) / (high - low))) : 1;
  return share < 0.5 ? mix(years[0], years[1], share * 2) : mix(years[1], years[2], share * 2 - 1);
}

const LATIN = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(LATIN, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Outline of a shape around (0, 0), as vis-network draws it, for legends and for SVG export. */
function shapePath(shape, r) {
  const polygon = (points) => `M${points.map((p) => p.map((v) => v.toFixed(2)).join(" ")).join("L")}Z`;
  const ring = (n, turn, radius = () => r) => Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
  });
  const half = Math.PI / 2;
  switch (shape) {
    case "hexagon": return polygon(ring(6, 0));
    case "diamond": return polygon(ring(4, 0));
    case "square": return polygon([[-r, -r], [r, -r], [r, r], [-r, r]]);
    case "triangle": return polygon(ring(3, -half, () => 1.15 * r));
    case "triangleDown": return polygon(ring(3, half, () => 1.15 * r));
    case "star": return polygon(ring(10, -half, (i) => (i % 2 ? 0.5 : 1.3) * 0.82 * r));
    default: return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
  }
}

/** A type's sign beside its name: shape and colour. */
function typeIcon(t, size = 14) {
  const path = svg("path", { d: shapePath(SHAPES[t % SHAPES.length], size / 2 - 1.5) });
  const icon = svg("svg", {
    class: `sign type-${t % 7}`, width: size, height: size, "aria-hidden": "true",
    viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`,
  }, path);
  return icon;
}
