// The graph as the page holds it: columns, adjacency, and sentences inflated when asked for.

const readJson = (id) => JSON.parse($(id).textContent);

/** Inflate one block: base64 of deflated JSON. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

const block = (id) => unpack($(id).textContent);

const G = { nodes: null, edges: null, articles: null, types: [], triads: [], size: 0, edgeCount: 0 };

function loadGraph(data) {
  const { nodes, edges } = data;
  Object.assign(G, data, { size: nodes.id.length, edgeCount: edges.source.length });
  for (const name of ["source", "target", "predicate", "articles", "first", "last"]) {
    edges[name] = Int32Array.from(edges[name]);
  }
  for (const name of ["npmi", "belief", "negated", "speculative"]) {
    edges[name] = Float32Array.from(edges[name]);
  }
  G.number = new Map(nodes.id.map((id, i) => [id, i]));
  G.mostArticles = nodes.articles.reduce((a, b) => Math.max(a, b), 1);
  G.adjacency = adjacency(edges, G.size);
  G.firstRow = runningSum(edges.rows);
  G.rank = Float32Array.from({ length: G.edgeCount }, (_, e) => 1 - e / Math.max(1, G.edgeCount));
}

function runningSum(values) {
  const sums = new Uint32Array(values.length + 1);
  values.forEach((value, i) => { sums[i + 1] = sums[i] + value; });
  return sums;
}

/** Edges of each node, strongest first: `list[start[n] … start[n + 1]]`. */
function adjacency(edges, size) {
  const start = new Uint32Array(size + 1);
  const ends = edges.source.length;
  for (let e = 0; e < ends; e++) {
    start[edges.source[e] + 1]++;
    if (edges.target[e] !== edges.source[e]) start[edges.target[e] + 1]++;
  }
  for (let n = 0; n < size; n++) start[n + 1] += start[n];
  const list = new Uint32Array(start[size]);
  const next = start.slice();
  for (let e = 0; e < ends; e++) {
    list[next[edges.source[e]]++] = e;
    if (edges.target[e] !== edges.source[e]) list[next[edges.target[e]]++] = e;
  }
  return { start, list };
}

const edgesOf = (n) => G.adjacency.list.subarray(G.adjacency.start[n], G.adjacency.start[n + 1]);
const otherEnd = (e, n) => (G.edges.source[e] === n ? G.edges.target[e] : G.edges.source[e]);
const nameOf = (n) => G.nodes.name[n];
const typeOf = (n) => G.types[G.nodes.type[n]];
const isAsserted = (e) => G.edges.predicate[e] >= 0;
const isDenied = (e) => isAsserted(e) && G.edges.negated[e] > 0.5;

/** All edges between two nodes: what is stated first, then co-occurrence, each strongest first. */
function pairEdges(a, b) {
  const [small, large] = edgesOf(a).length < edgesOf(b).length ? [a, b] : [b, a];
  const found = [...edgesOf(small)].filter((e) => otherEnd(e, small) === large || (a === b && G.edges.source[e] === G.edges.target[e]));
  return found.sort((x, y) => isAsserted(y) - isAsserted(x) || x - y);
}

const PREDICATE_WORDS = { "": "co-occurs with" };
const predicateOf = (e) => (isAsserted(e) ? G.edges.predicates[G.edges.predicate[e]] : "");
const wordsFor = (predicate) => PREDICATE_WORDS[predicate] ?? predicate.replaceAll("_", " ");

function yearsOf(first, last) {
  if (!first && !last) return "";
  return first === last || !last ? String(first) : `${first || "?"}–${last}`;
}

// ---- evidence -------------------------------------------------------------------------------

const chunks = new Map();
let evidenceRows = null;

function chunk(i) {
  if (!chunks.has(i)) chunks.set(i, block(`sentences-${i}`));
  return chunks.get(i);
}

function rowsOf(e) {
  const rows = [];
  for (let row = G.firstRow[e]; row < G.firstRow[e + 1]; row++) rows.push(row);
  return rows;
}

/** The sentences behind edges: [{text, article, section, marks, negated, …}], best first. */
async function evidenceFor(edges) {
  if (G.served) return (await Promise.all(edges.slice(0, 12).map(askSentences))).flat();
  evidenceRows ??= block("evidence-data");
  const table = await evidenceRows;
  const rows = edges.flatMap((e) => rowsOf(e).map((row) => [e, row]));
  return Promise.all(rows.map(([e, row]) => sentenceOf(table, e, row)));
}

/** How many sentences a link has besides those that the page holds, or that the server answered. */
async function sentencesLeftOut(e) {
  return G.served ? (await answers.get(e)).left_out : G.edges.sentences[e] - (G.firstRow[e + 1] - G.firstRow[e]);
}

async function sentenceOf(table, edge, row) {
  const index = table.sentence[row];
  const part = await chunk(Math.floor(index / G.chunk));
  const i = index % G.chunk;
  const flags = table.flags[row];
  const [first, second] = flags & 4
    ? [G.edges.target[edge], G.edges.source[edge]] : [G.edges.source[edge], G.edges.target[edge]];
  return {
    edge, row, index, text: part.text[i], section: part.section[i],
    article: articleAt(part.article[i]),
    negated: Boolean(flags & 1), speculative: Boolean(flags & 2),
    cue: table.cues[table.cue[row]], rule: table.rules[table.rule[row]],
    marks: [
      { start: table.s0[row], end: table.s1[row], node: first },
      { start: table.o0[row], end: table.o1[row], node: second },
    ],
  };
}

// ---- under `etiograph serve`: what the page does not hold is asked of the local server ----------

async function ask(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

const answers = new Map();

async function askSentences(e) {
  const { source, target } = G.edges;
  const [a, b] = [source[e], target[e]];
  if (!answers.has(e)) {
    answers.set(e, ask("sentences", { source: G.nodes.id[a], target: G.nodes.id[b], predicate: predicateOf(e) }));
  }
  return (await answers.get(e)).sentences.map((found) => {
    const [first, second] = found.swapped ? [b, a] : [a, b];
    const [s0, s1, o0, o1] = found.spans;
    return {
      ...found, edge: e, row: -1, index: `${found.article.id} ${found.text}`,
      marks: [{ start: s0, end: s1, node: first }, { start: o0, end: o1, node: second }],
    };
  });
}

/** Each concept whose links were fetched, with how many of them the page still lacks. */
const linksLeftOut = new Map();

/** Fetch the links of a concept that the page does not hold yet; true where there is news of them. */
async function completeNode(n) {
  if (!G.served || linksLeftOut.has(n)) return false;
  linksLeftOut.set(n, 0);
  const found = await ask("neighbours", { node: G.nodes.id[n] });
  const key = (a, b, predicate) => `${a} ${b} ${predicate}`;
  const known = new Set([...edgesOf(n)].map((e) => key(G.edges.source[e], G.edges.target[e], predicateOf(e))));
  const name = (i) => (found.predicate[i] < 0 ? "" : found.predicates[found.predicate[i]]);
  const fresh = found.source.map((_, i) => i).filter((i) => !known.has(key(found.source[i], found.target[i], name(i))));
  if (fresh.length) addEdges(found, fresh, name);
  linksLeftOut.set(n, found.source.length + found.left_out - edgesOf(n).length);
  return fresh.length > 0 || linksLeftOut.get(n) > 0;
}

function addEdges(found, fresh, name) {
  const { predicates } = G.edges;
  for (const i of fresh) if (name(i) && !predicates.includes(name(i))) predicates.push(name(i));
  const edges = { predicates };
  for (const [column, values] of Object.entries(G.edges)) {
    if (column === "predicates") continue;
    const add = fresh.map((i) => (column === "predicate" ? predicates.indexOf(name(i)) : column === "rows" ? 0 : found[column][i]));
    edges[column] = [...values, ...add];
  }
  loadGraph({ ...G, edges });
  for (const kept of ["tally", "firstYears", "yearSpan"]) delete G[kept];
}

function articleAt(i) {
  const { id, title, year, doi, pmid, journal } = G.articles;
  return { id: id[i], title: title[i], year: year[i], doi: doi[i], pmid: pmid[i], journal: journal[i] };
}

// ---- addresses: built only from parts that look as they should ---------------------------------

const OBO = { MONDO: "mondo", CL: "cl", HP: "hp", GO: "go", UBERON: "uberon", DOID: "doid", CHEBI: "chebi" };

function definitionOf(curie) {
  const match = /^([A-Z]+):(\d+)$/.exec(curie);
  if (!match || !(match[1] in OBO)) return null;
  const [, prefix, local] = match;
  const iri = encodeURIComponent(`http://purl.obolibrary.org/obo/${prefix}_${local}`);
  return `https://www.ebi.ac.uk/ols4/ontologies/${OBO[prefix]}/classes?obo_id=${prefix}%3A${local}&iri=${iri}`;
}

function articleLink(article) {
  const doi = /^10\.\d{4,9}\/\S+$/.exec(article.doi);
  if (doi) return `https://doi.org/${doi[0].split("/").map(encodeURIComponent).join("/")}`;
  if (/^\d{1,9}$/.test(article.pmid)) return `https://pubmed.ncbi.nlm.nih.gov/${article.pmid}/`;
  return null;
}
