// What the page is given (see content.py), and what is looked up in it.

const content = JSON.parse(byId("content").textContent);
const { entities, events, articles } = content;
const sideNames = new Map(content.sides.map((side) => [side.key, side.name]));
const bundles = new Map(content.edges.map((edge) => [edge.id, edge]));
const nodeOf = new Map(content.nodes.map((node) => [node.id, node]));
const bundlesOf = new Map(content.nodes.map((node) => [node.id, []]));
for (const bundle of bundles.values()) {
  bundlesOf.get(bundle.from).push(bundle);
  bundlesOf.get(bundle.to).push(bundle);
}

const COOPERATION = ["verbal-cooperation", "material-cooperation"];
const CONFLICT = ["verbal-conflict", "material-conflict"];
// A bundle looks like the first of these that it holds; JSON on the page has its keys in order of letters.
const STATUSES = ["Asserted", "Alleged", "Planned", "Hypothetical", "Negated"];
const DASHES = content.statuses;
const BASES = {
  explicit: "stated", relative: "counted from the article's date", publication: "the article's date",
  dateline: "the dateline's date",
};
const NO_OUTLET = "Outlet not known";

const typeKey = (event) => `${event.side}/${event.type}`;
const outletOf = (report) => articles[report.article].publisher || NO_OUTLET;
const participantsOf = (event) => [...event.actors, ...event.recipients];
const labels = (ids) => ids.map((id) => entities[id].label).join("; ");
function tally(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) || 0) + 1);
  return counts;
}

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
// The colours of the style sheet, for what draws without it.
const seen = new Map();
function colour(name) {
  if (!seen.has(name)) {
    const probe = make("i");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    seen.set(name, getComputedStyle(probe).color);
    probe.remove();
  }
  return seen.get(name);
}
