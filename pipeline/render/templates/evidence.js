// Sentences: both mentions marked, what denies or supposes them, and where they stand.

/** Slice by characters, as the offsets count them, not by UTF-16 units. */
function markedText(text, marks) {
  const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
  const slice = (a, b) => (typeof characters === "string" ? characters.slice(a, b) : characters.slice(a, b).join(""));
  const parts = [];
  let at = 0;
  for (const { start, end, node } of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end > characters.length || end <= start) continue;
    parts.push(slice(at, start));
    const t = G.nodes.type[node];
    parts.push(el("mark", { class: `type-${t % 7}`, title: `${nameOf(node)} (${G.types[t].label})` }, slice(start, end)));
    at = end;
  }
  return [...parts, slice(at, characters.length)];
}

const badge = (text, kind, title) => el("span", { class: `badge ${kind}`, title }, text);

function badgesOf(found) {
  return [
    isAsserted(found.edge) ? badge(wordsFor(predicateOf(found.edge)), "stated", "What the sentence states") : null,
    found.negated ? badge("denied", "denied", "The sentence denies it") : null,
    found.speculative ? badge("supposed", "supposed", "The sentence offers it as possible") : null,
    found.cue && isAsserted(found.edge) ? badge(`cue: ${found.cue}`, "cue", "The word that carries the statement") : null,
  ];
}

function citation(found) {
  const { title, journal, year, doi, pmid } = found.article;
  const place = [journal, year || ""].filter(Boolean).join(", ");
  const address = articleLink(found.article) ?? "";
  return `“${found.text}” ${title.replace(/\.$/, "")}.${place ? ` ${place}.` : ""} ${address}`.trim()
    + (!address && (doi || pmid) ? ` ${doi || `PMID ${pmid}`}` : "");
}

function sentenceCard(found) {
  const { title, journal, year, id } = found.article;
  const address = articleLink(found.article);
  const heading = title || id;
  return el("li", { class: `sentence${found.negated ? " is-denied" : ""}` },
    el("div", { class: "badges" }, badgesOf(found)),
    el("p", { dir: "auto" }, markedText(found.text, found.marks)),
    el("footer", {},
      el("cite", { dir: "auto" }, address ? link(heading, address) : heading),
      el("span", { class: "where" }, [journal, year || "", found.section].filter(Boolean).join(" · ")),
      el("span", { class: "tools" },
        found.rule ? el("span", { class: "rule", title: "The rule that found it" }, found.rule) : null,
        button("Copy citation", () => copyText(citation(found), "Citation copied"), { class: "quiet" }))));
}

/** Sentences once each, first those that state something. */
function distinct(found) {
  const seen = new Map();
  for (const item of found) if (!seen.has(item.index)) seen.set(item.index, item);
  return [...seen.values()];
}

/** A box that fetches the sentences of `edges` and shows them, the rest on demand. */
function sentenceList(edges, { first = 5, once = false } = {}) {
  const box = el("div", { class: "sentences", "aria-busy": "true" }, el("p", { class: "muted" }, "Reading the sentences…"));
  evidenceFor(edges).then(async (found) => {
    const shown = once ? distinct(found) : found;
    const left = once ? 0 : (await Promise.all(edges.map(sentencesLeftOut))).reduce((a, b) => a + b, 0);
    box.removeAttribute("aria-busy");
    fill(box,
      shown.length ? more(shown, sentenceCard, { first, step: 20, className: "list evidence", noun: "sentences" })
        : el("p", { class: "empty" }, "No sentence of this link is in the page; evidence.csv has them all."),
      shown.length && left > 0
        ? el("p", { class: "muted" }, `${number.format(shown.length)} of ${count(shown.length + left, "sentence")} are kept in this page${G.served ? "" : ", the clearest first"}; evidence.csv has more.`) : null);
  }).catch(() => fill(box, el("p", { class: "empty" }, "The sentences could not be read.")));
  return box;
}
