// What the page shows, which of it passes the filters, and how vis-network draws it.

const content = JSON.parse(byId("content").textContent);
const { entities, events } = content;
const sideNames = new Map(content.sides.map((side) => [side.key, side.name]));
const bundles = new Map(content.edges.map((edge) => [edge.id, edge]));
const drawn = new Map(content.nodes.map((node) => [node.id, node]));
const bundlesOf = new Map(content.nodes.map((node) => [node.id, []]));
for (const bundle of bundles.values()) {
  bundlesOf.get(bundle.from).push(bundle);
  bundlesOf.get(bundle.to).push(bundle);
}
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const filter = { types: new Set(), statuses: new Set(), since: "", until: "", confidence: 0 };
let visible = new Set(Object.keys(events));

function passes(event) {
  if (filter.types.has(`${event.side}/${event.type}`) || filter.statuses.has(event.status)) return false;
  if (event.confidence < filter.confidence) return false;
  if (!filter.since && !filter.until) return true;
  // An office without dates is held for all we know; an event without a date cannot be placed.
  if (!event.earliest && !event.latest) return event.kind === "fact";
  return (!filter.until || event.earliest <= filter.until) && (!event.latest || event.latest >= filter.since);
}
const shownOf = (ids) => ids.filter((id) => visible.has(id));
const reportsOf = (ids) => ids.reduce((sum, id) => sum + Math.max(1, events[id].reports.length), 0);

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
};
let colour = colours();
let network = null;
let nodes = null;
let edges = null;
let chosen = null; // {node: id} or {edge: id}
let near = null; // ids that stay bright while something is chosen
let thickness = 1; // of lines, so that a large graph, drawn small, has lines that can be seen and hit

function edgeLook(bundle, faint) {
  const members = shownOf(bundle.events);
  const own = colour(bundle.side);
  return {
    id: bundle.id,
    hidden: members.length === 0,
    width: thickness * (members.length ? 1 + 1.6 * Math.log2(reportsOf(members)) : 1),
    dashes: members.length > 0 && members.every((id) => events[id].status !== "Asserted") ? [6, 5] : false,
    color: { color: own, highlight: own, hover: own, opacity: faint ? 0.25 : near || content.edges.length < 250 ? 0.85 : 0.7 },
  };
}
function nodeLook(node, faint) {
  const own = colour(node.group);
  const alive =
    bundlesOf.get(node.id).some((bundle) => bundle.events.some((id) => visible.has(id))) ||
    entities[node.id].alone.some((id) => visible.has(id));
  return {
    id: node.id,
    hidden: !alive,
    opacity: faint ? 0.35 : 1,
    color: {
      background: own, border: colour("paper"),
      highlight: { background: own, border: colour("ink") }, hover: { background: own, border: colour("soft") },
    },
  };
}
function redraw() {
  if (!network) return;
  near = null;
  if (chosen && chosen.node) {
    near = new Set([chosen.node]);
    for (const bundle of bundlesOf.get(chosen.node)) {
      if (shownOf(bundle.events).length) near.add(bundle.id).add(bundle.from).add(bundle.to);
    }
  } else if (chosen) {
    const bundle = bundles.get(chosen.edge);
    near = new Set([bundle.id, bundle.from, bundle.to]);
  }
  nodes.update(content.nodes.map((node) => nodeLook(node, near && !near.has(node.id))));
  edges.update(content.edges.map((bundle) => edgeLook(bundle, near && !near.has(bundle.id))));
}

// Names have the same size at every zoom, and none covers another: the most reported are written first, offices last.
const byWeight = [...content.nodes].sort((a, b) => (a.group === "office") - (b.group === "office") || b.value - a.value);
const widths = new Map();
function writeNames(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const taken = [];
  // What is chosen comes first; the great names stay, softer, so that one sees where in the graph it is.
  const others = byWeight.slice(0, 14).filter((node) => !near || !near.has(node.id));
  const first = near ? [...byWeight.filter((node) => near.has(node.id)), ...others] : byWeight;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colour("page");
  first.forEach((node, rank) => {
    if (nodes.get(node.id).hidden) return;
    const important = near ? node.id === chosen.node : rank < 8;
    const size = important ? 13 : 11.5;
    context.font = `${important ? 600 : 400} ${size}px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif`;
    const key = `${context.font} ${node.id}`;
    if (!widths.has(key)) widths.set(key, context.measureText(node.label).width);
    const width = widths.get(key);
    const { x, y } = network.getPosition(node.id);
    const { bottom } = network.getBoundingBox(node.id);
    const at = network.canvasToDOM({ x, y: bottom });
    const edge = context.canvas.clientWidth;
    if (at.x < 0 || at.x > edge) return;
    at.x = Math.max(width / 2 + 4, Math.min(edge - width / 2 - 4, at.x)); // a name at the rim stays readable
    const room = near ? 2 : 9; // more air while nothing is chosen
    const box = {
      left: at.x - width / 2 - room, right: at.x + width / 2 + room, top: at.y + 3 - room / 2, bottom: at.y + size + 3 + room / 2,
    };
    const free = taken.every((other) =>
      box.left > other.right || other.left > box.right || box.top > other.bottom || other.top > box.bottom);
    if (!free && !(near && important)) return;
    taken.push(box);
    context.fillStyle = colour(near && !near.has(node.id) ? "soft" : "ink");
    context.strokeText(node.label, at.x, at.y + 3);
    context.fillText(node.label, at.x, at.y + 3);
  });
  context.restore();
}
function count() {
  const alive = nodes ? nodes.get({ filter: (node) => !node.hidden }).length : 0;
  const of = (n, total) => (n === total ? n.toLocaleString("en") : `${n.toLocaleString("en")} of ${total.toLocaleString("en")}`);
  const all = Object.values(events).filter((event) => event.kind === "event").length;
  const now = [...visible].filter((id) => events[id].kind === "event").length;
  byId("counts").textContent = `${of(alive, content.nodes.length)} actors · ${of(now, all)} events`;
  const empty = content.nodes.length === 0;
  message(empty ? "This graph is empty: no actor takes part in any event." : alive ? "" : "No event passes these filters.");
}
function message(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
}
function apply() {
  visible = new Set(Object.keys(events).filter((id) => passes(events[id])));
  redraw();
  count();
  show();
}

function settle() {
  document.body.dataset.state = "busy";
  byId("network").classList.add("busy");
  message("Arranging …");
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: false }); // settled: from here on only the reader moves things
    byId("network").classList.remove("busy");
    network.fit({ animation: false });
    thickness = Math.max(1, Math.min(3, 0.9 / network.getScale()));
    redraw();
    document.body.dataset.state = "ready";
    count();
  });
}
function arrange() {
  settle();
  network.setOptions({ physics: { ...content.options.physics, enabled: true } });
  network.stabilize(content.options.physics.stabilization.iterations);
}
function draw() {
  const title = (id) => entities[id].label;
  nodes = new vis.DataSet(content.nodes.map((node) => ({ ...node, ...nodeLook(node, false), label: undefined, title: title(node.id) })));
  edges = new vis.DataSet(
    content.edges.map((bundle) => ({
      id: bundle.id, from: bundle.from, to: bundle.to, arrows: bundle.arrows, smooth: bundle.smooth,
      title: `${title(bundle.from)} ${bundle.arrows ? "→" : "–"} ${title(bundle.to)}\n` +
        `${sideNames.get(bundle.side)}, ${counted(bundle.events.length, "entry", "entries")}`,
      ...edgeLook(bundle, false),
    })),
  );
  network = new vis.Network(byId("network"), { nodes, edges }, content.options);
  const frame = network.canvas.frame;
  frame.tabIndex = 0;
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "Graph of actors. Use the search field or the lists beside it to reach each one; arrow keys move the graph.");
  network.on("afterDrawing", writeNames);
  settle();
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) selectNode(node, { move: false });
    else if (edge !== undefined) selectEdge(edge);
    else clear();
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => network.fit({ animation: !still }));
  byId("arrange").addEventListener("click", arrange);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colour = colours();
    redraw();
  });
}
const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
