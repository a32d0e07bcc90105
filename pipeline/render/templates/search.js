// Finding a concept by any of its names or its id, typing errors forgiven.

let index = null;

const splitWords = (text) => text.split(/[\s\-/,;()[\]]+/).filter(Boolean);
const plain = (term) => term.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").slice(0, 60) || null;

const LOOSE = 0.2;  // one letter in five may be wrong
const forgiven = (term) => term.length > 3 && !/\d/.test(term);

/** Every name of a concept: its own, what the articles call it, its synonyms. */
const everyName = (n) => [nameOf(n), ...G.nodes.names[n].split("|"), ...(G.nodes.synonyms[n] || "").split("|")];

/** A name as one word, so that "tcell", "T-cells" and "T cell" are the same. */
const asOne = (name) => (plain(splitWords(name.replace(/['’]/g, "")).join("")) ?? "").replace(/(?<=..)ies$/, "y").replace(/(?<=..)s$/, "");

/** MiniSearch (in this page) over names, what articles call it, synonyms and ids; over words and whole names. */
async function buildIndex() {
  index = new MiniSearch({
    idField: "n", fields: ["name", "names", "synonyms", "id", "whole"], storeFields: [],
    extractField: (n, field) => (field === "n" ? n : field === "whole" ? [...new Set(everyName(n).map(asOne))].join(" ") : (G.nodes[field][n] || "").replaceAll("|", " ")),
    tokenize: splitWords, processTerm: plain, autoVacuum: false,
    searchOptions: {
      fields: ["name", "names", "synonyms", "id"], combineWith: "AND", prefix: true, boost: { name: 3, names: 2, id: 2 },
      fuzzy: (term) => (forgiven(term) ? LOOSE : false),
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
  const one = asOne(wanted);
  const words = (options) => index.search(wanted, options).map(({ id }) => id);
  const wrong = forgiven(one) ? Math.min(2, Math.round(LOOSE * one.length)) : 0;
  let found = [...named(one, 0), ...words({ fuzzy: false })];
  for (let letters = 1; letters <= wrong; letters++) found.push(...named(one, letters));
  found.push(...words());
  if (!found.length) found = words({ combineWith: "OR", fuzzy: 0.3 });
  return [...new Set([...(exact !== undefined ? [exact] : []), ...found])].slice(0, most);
}

/** Concepts with a name that is this one but for some letters, then those that begin so; most articles first. */
function named(one, letters) {
  const distance = (n, terms) => (terms.includes(one) ? 0 : asOne(nameOf(n)).startsWith(one) ? 1 : terms.some((term) => term.startsWith(one)) ? 2 : 3);
  const found = index.search(one, { fields: ["whole"], fuzzy: letters }).map(({ id, terms }) => [distance(id, terms), id]);
  return found.sort(([a, n], [b, m]) => a - b || n - m).map(([, n]) => n);
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
  return everyName(n).find((name) => name.toLowerCase().includes(folded)) ?? "";
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
