// Putting it together: one change of state, one round of showing it.

/** Show the state; `restored` where it came from the address, so that the camera comes from there too. */
function show(before, restored = false) {
  const refilter = before.filter !== state.filter || restored;
  if (refilter) applyFilter(state.filter);
  const drawn = ["focus", "depth", "expanded", "node", "pair", "path", "pick", "chain"].some((key) => before[key] !== state[key]);
  if (refilter || drawn) { chooseDrawn(state); syncMap(); }
  if (before.colour !== state.colour) { recolour(); drawFilters(); }
  if (restored) drawFilters();
  showViews();
  if (state.view !== "map") showTable();
  showPanel();
  showCounts();
  if (refilter && !restored) announce($("counts").textContent);
  placeCamera(before, restored);
  if (drawn && somethingSelected()) announceSelection();
  if (G.served) completeSelection();
}

/** Under `etiograph serve`: fetch the links that the page lacks, then show the same state anew. */
async function completeSelection() {
  const wanted = [state.node, state.focus, ...state.expanded, ...(state.path ?? [])].filter((n) => n !== null);
  const fresh = await Promise.all(wanted.map(completeNode)).catch(() => { toast("The server does not answer; is it still running?"); return []; });
  if (!fresh.some(Boolean)) return;
  applyFilter(state.filter);
  chooseDrawn(state);
  syncMap();
  drawFilters();
  showPanel();
  showCounts();
  standing = highlighted();
  drawSoon();
}

function placeCamera(before, restored) {
  standing = highlighted();
  if (restored && state.camera) {
    const [x, y, scale] = state.camera;
    network.moveTo({ position: { x, y }, scale });
  } else if (restored) fitTo(standing ? [...standing.nodes] : V.drawnNodes, { animate: false });
  else if (before.focus !== state.focus || (state.focus !== null && before.depth !== state.depth)) fitTo(V.drawnNodes);
  else showSelection();
  drawSoon();
}

function announceSelection() {
  const heading = $("detail").querySelector("h2");
  if (heading) announce(`Selected: ${heading.textContent}`);
}

function showViews() {
  const map = state.view === "map";
  $("table-view").hidden = map;
  for (const name of ["map", "table", "chains"]) $(`view-${name}`).setAttribute("aria-pressed", String(state.view === name));
  document.body.dataset.view = state.view;
}

function startMenus() {
  for (const name of ["map", "table", "chains"]) $(`view-${name}`).addEventListener("click", () => { raiseSheet(false); go({ view: name }, { step: false }); });
  fill($("export-menu"), EXPORTS.map(([label, run, kind]) => el("li", { class: kind }, button(label, () => { closeMenus(); run(); }))));
  $("theme").addEventListener("click", switchTheme);
  $("filters-toggle").addEventListener("click", () => showFilters($("filters").hidden));
  $("filters-close").addEventListener("click", () => showFilters(false));
  $("reset").addEventListener("click", () => { resetFilters(); $("filters").focus(); });
  $("nothing").addEventListener("click", () => $("map-canvas").focus());
  $("zoom-in").addEventListener("click", () => zoomBy(1.4));
  $("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  $("zoom-fit").addEventListener("click", () => fitTo());
  $("find-path").addEventListener("click", () => askPath(state.node));
  $("sheet-grip").addEventListener("click", () => raiseSheet(!document.body.classList.contains("sheet-open")));
  $("help").addEventListener("click", () => $("help-dialog").showModal());
  darkByPreference.addEventListener("change", () => { recolour(); drawFilters(); });
}

function switchTheme() {
  setTheme(themeName() === "dark" ? "light" : "dark");
  recolour();
  drawFilters();
}

/** Open the path finder and put the cursor where something is to be chosen. */
function askPath(from) {
  go({ path: [from, null], pick: 0, node: null, pair: null, chain: null });
  $("detail").querySelectorAll(".picker input")[from === null ? 0 : 1].focus();
}

/** On a telephone the details are a sheet over the rest of the page. */
function raiseSheet(open) {
  document.body.classList.toggle("sheet-open", open);
  $("sheet-grip").setAttribute("aria-expanded", String(open));
}

function showFilters(open) {
  if (open) raiseSheet(false);
  if (!open && $("filters").contains(document.activeElement)) $("filters-toggle").focus();
  $("filters").hidden = !open;
  document.body.classList.toggle("filters-open", open);
  $("filters-toggle").setAttribute("aria-expanded", String(open));
}

const closeMenus = () => document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (document.querySelector("details.menu[open]")) closeMenus();
      else if (!typing && !$("help-dialog").open && somethingSelected()) clearSelection();
      return;
    }
    if (typing) return;
    const keys = {
      "/": () => $("search").focus(), m: () => go({ view: "map" }, { step: false }), t: () => go({ view: "table" }, { step: false }),
      c: () => go({ view: "chains" }, { step: false }), f: () => showFilters($("filters").hidden), p: () => $("find-path").click(), "?": () => $("help-dialog").showModal(),
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("details.menu")) closeMenus(); });
}

async function start() {
  loadGraph(await block("graph-data"));
  startMap();
  state = decodeState(location.hash);
  onChange(show);
  startMenus();
  startKeys();
  showFilters(innerWidth >= 1000);
  show({ ...START, filter: null }, true);
  addEventListener("popstate", restoreFromAddress);
  addEventListener("hashchange", () => { if (`#${encodeState(state)}` !== location.hash) restoreFromAddress(); });
  network.redraw();
  performance.mark("drawn");
  document.body.dataset.ready = "map";
  await buildIndex();
  startSearch();
  document.body.dataset.ready = "all";
}

restoreTheme();
start().catch((error) => {
  $("failure").hidden = false;
  $("failure-text").textContent = String(error?.message ?? error);
  throw error;
});
