// The graph: vis-network draws what passes the filters; names and, while a large graph moves, lines are drawn here.

let network = null;
let near = null; // ids that stay bright while something is chosen
let thickness = 1; // of lines, so that a large graph, drawn small, has lines that can be seen and hit
const pinned = new Set();
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
const looks = new Map(); // id → what vis-network was last told, as text

const statusOf = (members) => STATUSES.find((status) => members.some((id) => events[id].status === status)) || "Asserted";

function edgeLook(bundle) {
  const members = shown.bundles.get(bundle.id);
  if (!members) return { id: bundle.id, hidden: true };
  const own = colour(bundle.side);
  const status = statusOf(members);
  const faint = near && !near.has(bundle.id);
  const density = shown.bundles.size;
  return {
    id: bundle.id,
    hidden: false,
    width: thickness * (1 + 1.6 * Math.log2(countReports(members))),
    dashes: DASHES[status].length ? DASHES[status].map((length) => length * thickness) : false,
    label: status === "Negated" ? "✕" : undefined,
    font: { color: own, size: 15, strokeWidth: 3, strokeColor: colour("page"), face: "sans-serif" },
    color: { color: own, highlight: own, hover: own, opacity: faint ? Math.min(0.2, 150 / density) : near || density < 250 ? 0.85 : density < 1500 ? 0.6 : 0.3 },
  };
}
function nodeLook(node) {
  const own = colour(node.group);
  const pin = pinned.has(node.id);
  return {
    id: node.id,
    hidden: !shown.nodes.has(node.id),
    opacity: near && !near.has(node.id) ? 0.35 : 1,
    fixed: pin,
    borderWidth: pin ? 3 : 1.5,
    color: {
      background: own, border: pin ? colour("ink") : shown.nodes.size > 800 ? own : colour("paper"),
      highlight: { background: own, border: colour("ink") }, hover: { background: own, border: colour("soft") },
    },
  };
}
function changed(all) {
  return all.filter((look) => {
    const text = JSON.stringify(look);
    const differs = looks.get(look.id) !== text;
    looks.set(look.id, text);
    return differs;
  });
}
function nearChosen() {
  if (!state.chosen) return null;
  const { node, edge, event } = state.chosen;
  if (node) {
    const mine = bundlesOf.get(node).filter((bundle) => shown.bundles.has(bundle.id));
    return new Set([node, ...mine.flatMap(({ id, from, to }) => [id, from, to])]);
  }
  if (edge) return new Set([edge, bundles.get(edge).from, bundles.get(edge).to]);
  const carriers = [...shown.bundles].filter(([, members]) => members.includes(event)).map(([id]) => id);
  return new Set([...participantsOf(events[event]), ...carriers]);
}
// The strongest actors and the bundles between them are in the data sets; filters only hide and show these.
function load() {
  const wanted = state.focus.size ? neighbourhood(state.focus) : null;
  const present = content.nodes.filter(({ id }) => !wanted || wanted.has(id)).slice(0, state.limit);
  const ids = new Set(present.map(({ id }) => id));
  const between = content.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)).slice(0, state.limit * 5);
  const kept = new Set([...ids, ...between.map(({ id }) => id)]);
  for (const set of [drawnEdges, drawnNodes]) {
    const gone = set.getIds().filter((id) => !kept.has(id));
    gone.forEach((id) => looks.delete(id));
    set.remove(gone);
  }
  const label = (id) => entities[id].label;
  drawnNodes.update(present.filter(({ id }) => !looks.has(id)).map((node) =>
    ({ ...node, ...changed([nodeLook(node)])[0], label: undefined, title: label(node.id) })));
  drawnEdges.update(between.filter(({ id }) => !looks.has(id)).map((bundle) => ({
    from: bundle.from, to: bundle.to, arrows: bundle.arrows, smooth: bundle.smooth, ...changed([edgeLook(bundle)])[0],
    title: `${label(bundle.from)} ${bundle.arrows ? "→" : "–"} ${label(bundle.to)}\n` +
      `${sideNames.get(bundle.side)}, ${counted(bundle.events.length, "entry", "entries")}`,
  })));
}
let loaded = "";
function drawNetwork() {
  near = nearChosen();
  const key = JSON.stringify([state.limit, [...state.focus]]);
  if (loaded !== key) load();
  const refit = loaded && loaded !== key;
  loaded = key;
  const update = (set, list, look) => set.update(changed(list.filter(({ id }) => looks.has(id)).map(look)));
  update(drawnNodes, content.nodes, nodeLook);
  update(drawnEdges, content.edges, edgeLook);
  if (refit) fit();
}
function fit(ids = [...shown.nodes]) {
  const animation = still || document.body.dataset.state !== "ready" ? false : { duration: 350 };
  if (network && ids.length) network.fit({ nodes: ids, maxZoomLevel: 1.3 / thickness ** 0.6, animation });
}

// While it is moved, a large graph shows its strongest links as thin straight lines and its actors as dots, all of one
// colour at a stroke: vis-network itself would draw them one by one.
const MOST_LINES = 4000;
const isMoving = () => content.drawing.interaction.hideEdgesOnDrag && (network.renderer.dragging || network.renderer.zooming);
function drawMoving(context) {
  if (!isMoving()) return;
  const bodies = network.body.nodes;
  const paths = new Map();
  const path = (key) => {
    if (!paths.has(key)) paths.set(key, new Path2D());
    return paths.get(key);
  };
  for (const id of [...shown.bundles.keys()].slice(0, MOST_LINES)) {
    const { from, to, side } = bundles.get(id);
    path(side).moveTo(bodies[from].x, bodies[from].y);
    path(side).lineTo(bodies[to].x, bodies[to].y);
  }
  context.save();
  context.lineWidth = 1 / network.getScale();
  context.globalAlpha = 0.35;
  for (const [side, lines] of paths) {
    context.strokeStyle = colour(side);
    context.stroke(lines);
  }
  paths.clear();
  if (network.renderer.dragging) {
    for (const { id, group } of content.nodes) {
      if (!shown.nodes.has(id)) continue;
      const { x, y, options } = bodies[id];
      const size = options.size * 0.9;
      path(group).rect(x - size, y - size, 2 * size, 2 * size);
    }
    context.globalAlpha = 0.9;
    for (const [group, dots] of paths) {
      context.fillStyle = colour(group);
      context.fill(dots);
    }
  }
  context.restore();
}

// Names have the same size at every zoom, and none covers another: the most reported are written first, offices last.
const byWeight = [...content.nodes].sort((a, b) => (a.group === "office") - (b.group === "office") || b.value - a.value);
const widths = new Map();
const [MOST_NAMES, MOST_MOVING] = [400, 60];
function writeNames(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const taken = [];
  const alive = byWeight.filter(({ id }) => shown.nodes.has(id) && network.body.nodes[id]);
  // What is chosen comes first; the great names stay, softer, so that one sees where in the graph it is.
  const others = alive.slice(0, 14).filter((node) => !near || !near.has(node.id));
  const first = near ? [...alive.filter((node) => near.has(node.id)), ...others] : alive;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colour("page");
  first.slice(0, isMoving() ? MOST_MOVING : MOST_NAMES).forEach((node, rank) => {
    const important = near ? state.chosen && node.id === state.chosen.node : rank < 8;
    const size = important ? 13 : 11.5;
    context.font = `${important ? 600 : 400} ${size}px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif`;
    const key = `${size} ${node.id}`;
    if (!widths.has(key)) widths.set(key, context.measureText(node.label).width);
    const width = widths.get(key);
    const body = network.body.nodes[node.id];
    const at = network.canvasToDOM({ x: body.x, y: body.shape.boundingBox.bottom });
    const edge = context.canvas.clientWidth;
    if (at.x > 0 && at.x < edge) at.x = Math.max(width / 2 + 3, Math.min(edge - width / 2 - 3, at.x));
    const room = rank < 20 ? 0 : 3;
    const box = {
      left: at.x - width / 2 - room, right: at.x + width / 2 + room, top: at.y + 1 - room / 2, bottom: at.y + size + 3 + room / 2,
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

// Anew by vis-network's own forces, for what passes the filters; pinned actors stay.
const ARRANGED = { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -70, springLength: 90, damping: 0.55, avoidOverlap: 0.6 } };
function arrange() {
  drawnNodes.update(drawnNodes.getIds().map((id) => ({ id, physics: shown.nodes.has(id) })));
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: { enabled: false } });
    fit();
  });
  network.setOptions({ physics: { ...ARRANGED, enabled: true } });
  network.stabilize(shown.nodes.size > 400 ? 60 : 250);
}
function startNetwork() {
  const [left, right] = d3.extent(content.nodes, ({ x }) => x);
  const [above, below] = d3.extent(content.nodes, ({ y }) => y);
  const { clientWidth, clientHeight } = byId("network");
  const scale = Math.min(clientWidth / (right - left + 60), clientHeight / (below - above + 60));
  thickness = Math.max(1, Math.min(4, 0.9 / scale));
  const sizes = content.drawing.nodes.scaling;
  for (const end of ["min", "max"]) sizes[end] *= thickness ** 0.6;
  if (content.edges.length > 1500) thickness = Math.min(thickness, 1.5);
  network = new vis.Network(byId("network"), { nodes: drawnNodes, edges: drawnEdges }, content.drawing);
  const { frame } = network.canvas;
  frame.tabIndex = 0;
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "Graph of actors. Use the search field, the lists beside it or the table to reach each one; arrow keys move the graph.");
  network.on("beforeDrawing", drawMoving);
  network.on("afterDrawing", writeNames);
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    choose(node !== undefined ? { node } : edge !== undefined ? { edge } : null);
  });
  network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) focusOn(node); });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => fit());
  byId("arrange").addEventListener("click", arrange);
}
