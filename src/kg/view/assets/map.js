// The map: countries as actors, coloured by the balance of their events, with arcs for the events between them.

const MAP = { width: 960, height: 490 };
const MOST_ARCS = 60;
const countries = Object.keys(entities).filter((id) => entities[id].place);
let outlines = null; // read when the map is first opened
let sphere = null;

function balances() {
  const found = new Map(countries.map((id) => [id, { up: 0, down: 0 }]));
  for (const id of shown.events) {
    const { side } = events[id];
    const sign = COOPERATION.includes(side) ? "up" : CONFLICT.includes(side) ? "down" : null;
    if (!sign) continue;
    const reports = countReports([id]);
    for (const who of new Set(participantsOf(events[id]))) if (found.has(who)) found.get(who)[sign] += reports;
  }
  return found;
}
// From chosen things the arcs of these; otherwise those of most reports.
function arcs() {
  const { node, edge, event } = state.chosen || {};
  const mine = [...shown.bundles].filter(([id, members]) => {
    const { from, to } = bundles.get(id);
    if (!entities[from].place || !entities[to].place || bundles.get(id).side === "relation") return false;
    if (node && entities[node].place) return from === node || to === node;
    if (edge) return id === edge;
    return event ? members.includes(event) : true;
  });
  return mine.slice(0, MOST_ARCS);
}
function drawMap() {
  const svg = d3.select("#map svg");
  if (!outlines) {
    const topology = JSON.parse(byId("outlines").textContent);
    outlines = topojson.feature(topology, topology.objects.countries).features;
    const projection = d3.geoEqualEarth().rotate([-11, 0]).fitExtent([[4, 4], [MAP.width - 4, MAP.height - 4]], { type: "Sphere" });
    sphere = { projection, path: d3.geoPath(projection) };
    svg.attr("viewBox", `0 0 ${MAP.width} ${MAP.height}`);
    svg.call(d3.zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [MAP.width, MAP.height]])
      .on("zoom", ({ transform }) => {
        svg.select("g.world").attr("transform", transform).style("--zoom", transform.k);
        svg.selectAll("text.place").attr("font-size", 11 / transform.k);
        svg.selectAll("circle.country-dot").attr("r", 4.5 / transform.k);
      }));
    svg.append("defs");
    svg.append("g").attr("class", "world");
    for (const side of sideNames.keys()) {
      svg.select("defs").append("marker").attr("id", `head-${side}`).attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4)
        .attr("markerWidth", 7).attr("markerHeight", 7).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto")
        .append("path").attr("class", side).attr("d", "M0 .5 8 4 0 7.5z");
    }
  }
  const world = svg.select("g.world");
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.country : null;
  world.selectAll("*").remove();
  world.append("path").attr("class", "sea").attr("d", sphere.path({ type: "Sphere" }));
  world.append("path").attr("class", "graticule").attr("d", sphere.path(d3.geoGraticule10()));

  const found = balances();
  const mix = {
    up: d3.interpolateLab(colour("even"), colour("material-cooperation")),
    down: d3.interpolateLab(colour("even"), colour("material-conflict")),
  };
  const fill = ({ up, down }) => {
    const balance = (up - down) / (up + down);
    return balance >= 0 ? mix.up(balance) : mix.down(-balance);
  };
  const told = (id) => {
    const { up, down } = found.get(id);
    return `${entities[id].label}: ${counted(up, "report", "reports")} of cooperation, ${number(down)} of conflict`;
  };
  const actorAt = new Map(countries.map((id) => [entities[id].place.shape, id]));
  const isShown = (id) => id && shown.nodes.has(id);
  const asButton = (selection, id) => selection.attr("tabindex", 0).attr("role", "button").attr("aria-label", told(id))
    .attr("data-country", id).classed("actor", true).classed("picked", state.chosen !== null && state.chosen.node === id)
    .attr("fill", found.get(id).up + found.get(id).down ? fill(found.get(id)) : colour("land"))
    .on("click", () => choose({ node: id }))
    .on("keydown", (press) => {
      if (press.key !== "Enter" && press.key !== " ") return;
      press.preventDefault();
      choose({ node: id });
    })
    .append("title").text(told(id));
  const withOutline = new Set();
  for (const outline of outlines) {
    const id = actorAt.get(outline.id) || actorAt.get(outline.properties.name);
    const path = world.append("path").attr("class", "country").attr("d", sphere.path(outline));
    if (id) withOutline.add(id);
    if (isShown(id)) asButton(path, id);
  }
  const at = (id) => sphere.projection(entities[id].place.at);
  const zoom = d3.zoomTransform(svg.node()).k;
  for (const id of countries.filter((one) => isShown(one) && !withOutline.has(one))) {
    const [cx, cy] = at(id);
    asButton(world.append("circle").attr("class", "country-dot").attr("cx", cx).attr("cy", cy).attr("r", 4.5 / zoom), id);
  }
  const parallel = new Map();
  for (const [id, members] of arcs()) {
    const { from, to, side, arrows } = bundles.get(id);
    const [[x1, y1], [x2, y2]] = [at(from), at(to)];
    const pair = `${from} ${to}`;
    const turn = 0.16 + 0.09 * (parallel.get(pair) || 0);
    parallel.set(pair, (parallel.get(pair) || 0) + 1);
    const middle = [(x1 + x2) / 2 + (y2 - y1) * turn, (y1 + y2) / 2 - (x2 - x1) * turn];
    const title = `${entities[from].label} ${arrows ? "→" : "–"} ${entities[to].label}: ${sideNames.get(side)}, ` +
      counted(countReports(members), "report", "reports");
    world.append("path").attr("class", `arc ${side}`).attr("d", `M${x1} ${y1}Q${middle} ${x2} ${y2}`)
      .attr("stroke-width", 1 + 0.7 * Math.log2(countReports(members)))
      .attr("stroke-dasharray", DASHES[statusOf(members)].join(" ") || null)
      .attr("marker-end", arrows ? `url(#head-${side})` : null)
      .classed("picked", state.chosen !== null && state.chosen.edge === id)
      .on("click", () => choose({ edge: id }))
      .append("title").text(title);
  }
  const weight = (id) => found.get(id).up + found.get(id).down;
  const boxes = [];
  for (const id of countries.filter(isShown).sort((a, b) => weight(b) - weight(a)).slice(0, 24)) {
    const [x, y] = at(id);
    const half = entities[id].label.length * 2.9;
    if (boxes.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 11)) continue;
    boxes.push({ x, y, half });
    world.append("text").attr("class", "place").attr("x", x).attr("y", y - 5).attr("font-size", 11 / zoom).text(entities[id].label);
  }
  if (focused) [...byId("map").querySelectorAll("[data-country]")].filter((one) => one.dataset.country === focused).forEach((one) => one.focus());
  const here = countries.filter(isShown).length;
  svg.attr("aria-label", `Map of ${counted(here, "country", "countries")} by balance of cooperation and conflict`);
  byId("map-note").textContent = `${counted(here, "country", "countries")} act or are acted on in what is shown. ` +
    "Outlines: Natural Earth; they are no statement on borders.";
}
