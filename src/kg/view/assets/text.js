// Making elements and marking words. Text from articles reaches the page as text nodes only: nothing in this
// page parses markup. All scripts of the page stand in one function, in the order that page.py names.

const byId = (id) => document.getElementById(id);
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
const isolated = (text) => make("bdi", { dir: "auto" }, text);
function swatch(kind, key) {
  const original = document.querySelector(kind === "line" ? `svg.line.${key}` : `svg.mark.${key}`);
  return original.cloneNode(true);
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const inWords = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase();

function highlighted(text, event) {
  const names = (ids) => ids.flatMap((id) => [entities[id].label, ...entities[id].names]);
  const words = [
    ...event.trigger.map((word) => [word, "trigger"]),
    ...names(event.actors).map((word) => [word, "actor"]),
    ...names(event.recipients).map((word) => [word, "recipient"]),
  ].filter(([word]) => word.trim().length > 1);
  words.sort(([a], [b]) => b.length - a.length); // "Ahmet Davutoğlu" before "Davutoğlu"
  const found = [];
  for (const [word, kind] of words) {
    const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, kind === "trigger" ? "giu" : "gu");
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length, kind };
      if (!found.some((other) => span.start < other.end && other.start < span.end)) found.push(span);
    }
  }
  found.sort((a, b) => a.start - b.start);
  const parts = [];
  let at = 0;
  for (const { start, end, kind } of found) {
    parts.push(text.slice(at, start), make("mark", { class: kind, title: kind }, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

// "2019/.." is how ISO 8601-2 writes an interval without end.
function when(date) {
  const [begin, end] = date.split("/");
  if (end === undefined) return date || "undated";
  if (begin === "..") return `until ${end}`;
  return end === ".." ? `since ${begin}` : `${begin} – ${end}`;
}
