// Building the page's elements: text only ever becomes text nodes, never markup.

const $ = (id) => document.getElementById(id);

/** Create an element: properties by name, `on…` listeners, `aria-`/`data-` attributes, children. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Parts of a line with spaces between them: a flex box does not show these, a screen reader needs them. */
const spaced = (...parts) => parts.flat(Infinity).filter(Boolean).flatMap((part) => [part, " "]);

/** Replace an element's children; a keyboard among them stays on the control that says the same. */
function fill(element, ...children) {
  const held = document.activeElement;
  const within = held !== element && element.contains(held);
  const place = within ? twins(element, held).indexOf(held) : -1;
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (within) (twins(element, held)[place] ?? element).focus();
  return element;
}

const wordsOn = (control) => control.getAttribute("aria-label") ?? (control.closest("label") ?? control).textContent;

/** The controls within an element that are of a kind and say the same: names return in tables. */
const twins = (element, control) => [...element.querySelectorAll(control.tagName)].filter((other) => wordsOn(other) === wordsOn(control));

const button = (label, onclick, properties = {}) =>
  el("button", { type: "button", onclick, ...properties }, ...[label].flat());

/** Untrusted prose: its own direction, its own line. */
const prose = (tag, text, properties = {}) => el(tag, { dir: "auto", ...properties }, text);

const number = new Intl.NumberFormat("en");
const count = (n, one, many = `${one}s`) => `${number.format(n)} ${n === 1 ? one : many}`;

/** A link to another site, only where the address is one that we built from checked parts. */
function link(text, address, properties = {}) {
  if (!/^https:\/\/[a-z0-9.-]+\//.test(address)) return document.createTextNode(text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...properties }, text);
}

/** Show `rows` a few at a time: `make(row)` builds one, a button shows the rest. */
function more(rows, make, { first = 8, step = 40, tag = "ul", className = "list", noun = "" } = {}) {
  const list = el(tag, { class: className });
  const holder = el("div", {}, list);
  let shown = 0;
  const next = button("", () => { extend(step)?.querySelector("button, a")?.focus(); }, { class: "more" });
  function extend(amount) {
    const part = rows.slice(shown, shown + amount).map(make);
    list.append(...part);
    shown += part.length;
    const left = rows.length - shown;
    next.textContent = `+${number.format(left)} more${noun ? ` ${noun}` : ""}`;
    if (left > 0) holder.append(next);
    else next.remove();
    return part[0];
  }
  extend(first);
  return holder;
}

let announceTimer = 0;
/** Tell a screen reader what changed; the last message within a moment wins. */
function announce(message) {
  clearTimeout(announceTimer);
  announceTimer = setTimeout(() => { $("live").textContent = message; }, 150);
}

/** A brief message that anyone sees, and that is announced. */
function toast(message) {
  const note = $("toast");
  note.textContent = message;
  note.hidden = false;
  announce(message);
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { note.hidden = true; }, 3500);
}

async function copyText(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { value: text, class: "away", "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(done);
}
