// Making elements and marking words. Text from articles reaches the page as text nodes only: nothing in this
// page parses markup. All scripts of the page stand in one function, in the order that page.py names.

const byId = (id) => document.getElementById(id);
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
const isolated = (text) => make("bdi", { dir: "auto" }, text);
const swatch = (kind, key) => document.querySelector(`#filters svg.${kind}.${key}`).cloneNode(true);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const inWords = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
const number = (value) => value.toLocaleString("en");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase();

// Names are looked for in the sentence; where the trigger stands the graph says, and names within it stay names.
function highlighted(report, event) {
  const { text } = report;
  const kinds = new Array(text.length).fill("");
  const names = (ids) => ids.flatMap((id) => [entities[id].label, ...entities[id].names]);
  const words = [
    ...names(event.actors).map((word) => [word, "actor"]),
    ...names(event.recipients).map((word) => [word, "recipient"]),
    ...(report.triggers.length ? [] : event.trigger).map((word) => [word, "trigger"]),
  ].filter(([word]) => word.trim().length > 1 && word.length < 200);
  words.sort(([a], [b]) => b.length - a.length); // "Ahmet Davutoğlu" before "Davutoğlu"
  for (const [word, kind] of words) {
    const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, kind === "trigger" ? "giu" : "gu");
    for (const { index, 0: { length } } of text.matchAll(pattern)) {
      if (kinds.slice(index, index + length).every((one) => !one)) kinds.fill(kind, index, index + length);
    }
  }
  for (const [start, end] of report.triggers) {
    for (let at = start; at < end; at += 1) if (!kinds[at]) kinds[at] = "trigger";
  }
  const parts = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && kinds[end] === kinds[start]) end += 1;
    const part = text.slice(start, end);
    parts.push(kinds[start] && part.trim() ? make("mark", { class: kinds[start], title: kinds[start] }, part) : part);
  }
  return parts;
}

// "2019/.." is how ISO 8601-2 writes an interval without end.
function when(date) {
  const [begin, end] = date.split("/");
  if (end === undefined) return date || "undated";
  if (begin === "..") return `until ${end}`;
  return end === ".." ? `since ${begin}` : `${begin} – ${end}`;
}
