// What the reader has chosen to see; what of the graph that leaves; and how both stand in the page's address.

const NONE = { since: "", until: "", confidence: 0, reports: 1, limit: content.page.limit, pane: "graph" };
const state = {
  ...NONE,
  without: { types: new Set(), statuses: new Set(), outlets: new Set() },
  focus: new Set(), // actors; with any, only they and their neighbours are drawn
  hidden: new Set(), // actors
  chosen: null, // {node: id}, {edge: id} or {event: id}
};
// What passes: events, the same but for their dates, actors, and bundles with the events that they show.
const shown = { events: new Set(), whenever: new Set(), nodes: new Set(), bundles: new Map() };

const reportsOf = (id) => events[id].reports.filter((report) => !state.without.outlets.has(outletOf(report)));
const countReports = (ids) => ids.reduce((sum, id) => sum + Math.max(1, reportsOf(id).length), 0);
const shownOf = (ids) => ids.filter((id) => shown.events.has(id));

function passes(id) {
  const event = events[id];
  if (state.without.types.has(typeKey(event)) || state.without.statuses.has(event.status)) return false;
  if (event.confidence < state.confidence) return false;
  // An office that follows from its name has no reports, so that only what has some can be short of them.
  if (!event.reports.length) return state.reports <= 1;
  return reportsOf(id).length >= state.reports;
}
function isInTime(event) {
  if (!state.since && !state.until) return true;
  // An office without dates is held for all we know; an event without a date cannot be placed.
  if (!event.earliest && !event.latest) return event.kind === "fact";
  return (!state.until || event.earliest <= state.until) && (!event.latest || event.latest >= state.since);
}
function neighbourhood(ids) {
  const around = new Set(ids);
  for (const id of ids) for (const bundle of bundlesOf.get(id)) around.add(bundle.from).add(bundle.to);
  return around;
}
function sift() {
  const near = state.focus.size ? neighbourhood(state.focus) : null;
  const strongest = near ? content.nodes.filter(({ id }) => near.has(id)) : content.nodes;
  const allowed = new Set(strongest.slice(0, state.limit).map(({ id }) => id).filter((id) => !state.hidden.has(id)));
  const passing = new Map();
  const passed = (id) => {
    if (!passing.has(id)) passing.set(id, passes(id));
    return passing.get(id);
  };
  Object.assign(shown, { events: new Set(), whenever: new Set(), nodes: new Set(), bundles: new Map() });
  const carry = (ids) => {
    const whenever = ids.filter(passed);
    const members = whenever.filter((id) => isInTime(events[id]));
    whenever.forEach((id) => shown.whenever.add(id));
    members.forEach((id) => shown.events.add(id));
    return members;
  };
  const between = content.edges.filter(({ from, to }) => allowed.has(from) && allowed.has(to));
  for (const bundle of between.slice(0, state.limit * 5)) {
    const members = carry(bundle.events);
    if (!members.length) continue;
    shown.bundles.set(bundle.id, members);
    shown.nodes.add(bundle.from).add(bundle.to);
  }
  for (const id of allowed) if (carry(entities[id].alone).length) shown.nodes.add(id);
}

// In the address stands what differs from the start, so that a link shows what its sender saw.
const SETS = { types: state.without.types, status: state.without.statuses, sources: state.without.outlets };
function fragment() {
  const parts = new URLSearchParams();
  for (const [key, start] of Object.entries(NONE)) if (state[key] !== start) parts.set(key, state[key]);
  for (const [key, set] of Object.entries(SETS)) for (const one of [...set].sort()) parts.append(`no-${key}`, one);
  for (const key of ["focus", "hidden"]) for (const one of state[key]) parts.append(key, one);
  if (state.chosen) {
    const [[kind, id]] = Object.entries(state.chosen);
    parts.set(kind, kind === "edge" ? [bundles.get(id).from, bundles.get(id).to, bundles.get(id).side].join(" ") : id);
  }
  return parts.toString();
}
function readFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const numeric = (key, least, most) => {
    const value = Number(parts.get(key) || NONE[key]);
    return value >= least && value <= most ? value : NONE[key];
  };
  const day = (key) => (/^\d{4}-\d\d-\d\d$/.test(parts.get(key)) ? parts.get(key) : "");
  Object.assign(state, {
    since: day("since"), until: day("until"),
    confidence: numeric("confidence", 0, 1), reports: numeric("reports", 1, 1e6),
    limit: Math.round(numeric("limit", 1, 1e6)),
    pane: ["graph", "map", "table"].includes(parts.get("pane")) ? parts.get("pane") : NONE.pane,
    focus: new Set(parts.getAll("focus").filter((id) => nodeOf.has(id))),
    hidden: new Set(parts.getAll("hidden").filter((id) => nodeOf.has(id))),
    chosen: null,
  });
  for (const [key, set] of Object.entries(SETS)) {
    set.clear();
    for (const one of parts.getAll(`no-${key}`)) set.add(one);
  }
  const [from, to, side] = (parts.get("edge") || "").split(" ");
  const edge = content.edges.find((one) => one.from === from && one.to === to && one.side === side);
  if (edge) state.chosen = { edge: edge.id };
  else if (nodeOf.has(parts.get("node"))) state.chosen = { node: parts.get("node") };
  else if (Object.hasOwn(events, parts.get("event") || "")) state.chosen = { event: parts.get("event") };
}
function writeFragment() {
  // A page within a page has no address of its own.
  if (location.protocol === "about:") return;
  const text = fragment();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}
// In words, for what is printed or saved as a picture.
function described() {
  const list = (set, what) => (set.size ? [`without ${what}: ${[...set].sort().join(", ")}`] : []);
  return [
    ...(state.since || state.until ? [`from ${state.since || "the start"} to ${state.until || "the end"}`] : []),
    ...(state.confidence ? [`confidence from ${state.confidence}`] : []),
    ...(state.reports > 1 ? [`at least ${state.reports} reports`] : []),
    ...(state.focus.size ? [`around ${labels([...state.focus])}`] : []),
    ...list(state.without.types, "types"), ...list(state.without.statuses, "status"), ...list(state.without.outlets, "outlets"),
  ].join(" · ");
}
