// Finding a concept by any of its names or its id, typing errors forgiven.

let index = null;

const splitWords = (text) => text.split(/[\s\-/,;()[\]]+/).filter(Boolean);
const plain = (term) => term.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").slice(0, 60) || null;

/** MiniSearch (in this page) over names, what articles call it, synonyms and ids. */
async function buildIndex() {
  index = new MiniSearch({
    idField: "n", fields: ["name", "names", "synonyms", "id"], storeFields: [],
    extractField: (n, field) => (field === "n" ? n : (G.nodes[field][n] || "").replaceAll("|", " ")),
    tokenize: splitWords, processTerm: plain, autoVacuum: false,
    searchOptions: {
      combineWith: "AND", prefix: true, boost: { name: 3, names: 2, id: 2 },
      fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.2 : false),
      boostDocument: (n) => 1 + Math.log2(1 + G.nodes.articles[n]) / 4,
    },
  });
  const all = Array.from({ length: G.size }, (_, n) => n);
  await index.addAllAsync(all, { chunkSize: 400 });
}

function findConcepts(query, most = 10) {
  const wanted = query.trim();
  if (!wanted || !index) return [];
  if ([...wanted].length < 2) return startingWith(wanted.toLowerCase(), most);
  const exact = G.number.get(wanted) ?? G.number.get(wanted.toUpperCase());
  let found = index.search(wanted).map(({ id }) => id);
  if (!found.length) found = index.search(wanted, { combineWith: "OR", fuzzy: 0.3 }).map(({ id }) => id);
  const folded = wanted.toLowerCase();
  const says = (n) => [nameOf(n), ...G.nodes.names[n].split("|"), ...(G.nodes.synonyms[n] || "").split("|")].some((name) => name.toLowerCase() === folded);
  const top = found.slice(0, 50);
  const whole = top.filter(says);
  return [...new Set([...(exact !== undefined ? [exact] : []), ...whole, ...top])].slice(0, most);
}

/** One letter: the strongest concepts with a word that begins with it. */
function startingWith(letter, most) {
  const found = [];
  for (let n = 0; n < G.size && found.length < most; n++) {
    if (splitWords(nameOf(n).toLowerCase()).some((word) => word.startsWith(letter))) found.push(n);
  }
  return found;
}

/** The name by which the query found it, where that is not the concept's own. */
function matchedName(n, query) {
  const folded = query.trim().toLowerCase();
  if (nameOf(n).toLowerCase().includes(folded)) return "";
  if (G.nodes.id[n].toLowerCase().includes(folded)) return G.nodes.id[n];
  const names = [...G.nodes.names[n].split("|"), ...(G.nodes.synonyms[n] || "").split("|")];
  return names.find((name) => name.toLowerCase().includes(folded)) ?? "";
}

let boxes = 0;

/** A combobox over an input: suggestions while typing, arrow keys, Enter, Escape. */
function combobox(input, list, choose) {
  let options = [];
  let active = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (i) => {
    active = i;
    [...list.children].forEach((option, j) => option.setAttribute("aria-selected", String(i === j)));
    if (i >= 0) { input.setAttribute("aria-activedescendant", list.children[i].id); list.children[i].scrollIntoView({ block: "nearest" }); }
  };
  const pick = (n) => { close(); input.blur(); choose(n); };
  const suggest = () => {
    options = findConcepts(input.value);
    fill(list, options.map((n, i) => suggestion(n, input.value, `${list.id}-${i}`, () => pick(n))),
      input.value.trim() && !options.length ? el("li", { class: "none", role: "option", "aria-disabled": "true" }, "No concept of that name in these articles") : null);
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (options.length) mark(0);
    announce(input.value.trim() ? count(options.length, "suggestion") : "");
  };
  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.value.trim() && suggest());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && options.length) mark((active + 1) % options.length);
    else if (event.key === "ArrowUp" && options.length) mark((active - 1 + options.length) % options.length);
    else if (event.key === "Enter" && options[active] !== undefined && !list.hidden) pick(options[active]);
    else if (event.key === "Escape") { if (list.hidden) input.blur(); close(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function suggestion(n, query, id, onpick) {
  const also = matchedName(n, query);
  return el("li", { id, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); onpick(); } },
    spaced(typeIcon(G.nodes.type[n]), prose("span", nameOf(n), { class: "name" }), also ? prose("span", also, { class: "also" }) : null,
      el("span", { class: "n" }, count(G.nodes.articles[n], "article"))));
}

/** A labelled field that chooses one concept. */
function conceptPicker(label, chosen, onchoose) {
  const id = `pick-${++boxes}`;
  const list = el("ul", { id: `${id}-list`, role: "listbox", class: "suggestions", hidden: true, "aria-label": label });
  const input = el("input", {
    id, type: "text", autocomplete: "off", spellcheck: false, role: "combobox", "aria-expanded": "false", "aria-controls": list.id,
    "aria-autocomplete": "list", placeholder: "Name or id", value: chosen === null ? "" : nameOf(chosen),
  });
  combobox(input, list, onchoose);
  return el("div", { class: "picker" }, el("label", { for: id }, label), input, list);
}

function startSearch() {
  const input = $("search");
  combobox(input, $("suggestions"), (n) => {
    input.value = "";
    if (!V.node[n]) toast(`${nameOf(n)} is outside the filters; it is shown all the same`);
    selectNode(n);
    if (state.view !== "map") go({ view: "map" }, { step: false });
    $("detail").focus();
  });
}
