// What is chosen, and the panel that tells about it.

const MOST_CARDS = 40;

function selectNode(id, { move = true } = {}) {
  chosen = { node: id };
  network.selectNodes([id]);
  redraw();
  show();
  if (move) {
    const around = [...near].filter((one) => drawn.has(one));
    network.fit({ nodes: around, maxZoomLevel: 1.3, animation: still ? false : { duration: 400 } });
  }
}
function selectEdge(id) {
  chosen = { edge: id };
  network.selectEdges([id]);
  redraw();
  show();
}
function clear() {
  chosen = near = null; // both at once: vis-network draws while it unselects
  if (network) network.unselectAll();
  redraw();
  show();
}

const panel = byId("panel");
const nameOf = (id) => make("button", { type: "button", class: "name", onclick: () => selectNode(id) }, isolated(entities[id].label));
function listed(ids) {
  return ids.flatMap((id, position) => [position ? ", " : "", nameOf(id)]);
}

function show() {
  panel.classList.toggle("chosen", chosen !== null);
  panel.replaceChildren(...(chosen === null ? overview() : chosen.node ? aboutNode(chosen.node) : aboutEdge(chosen.edge)));
  panel.scrollTop = 0;
}
function top(heading, about) {
  return make("div", {},
    make("div", { class: "top" }, heading,
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: clear }, "×")),
    make("p", { class: "about" }, ...about));
}
function section(heading, ...children) {
  return make("section", {}, make("h3", {}, heading), ...children);
}
function overview() {
  if (!content.nodes.length) return [];
  const busiest = content.nodes
    .map((node) => [node, reportsOf(shownOf([...new Set(bundlesOf.get(node.id).flatMap((bundle) => bundle.events))]))])
    .filter(([node, reports]) => reports > 0 && node.group !== "office")
    .sort(([a, m], [b, n]) => n - m || entities[a.id].label.localeCompare(entities[b.id].label))
    .slice(0, 14);
  return [
    make("h2", {}, "Overview"),
    make("p", { class: "about" }, "Choose an actor or a line to read the sentences behind it."),
    section("Most reported", make("ul", { class: "links" }, ...busiest.map(([node, reports]) => make("li", {},
      make("button", { type: "button", onclick: () => selectNode(node.id) },
        swatch("mark", node.group), make("span", {}, isolated(entities[node.id].label)),
        make("small", {}, counted(reports, "report", "reports"))))))),
  ];
}
function aboutEdge(id) {
  const bundle = bundles.get(id);
  const members = shownOf(bundle.events);
  return [
    top(make("h2", {}, nameOf(bundle.from), bundle.arrows ? " → " : " – ", nameOf(bundle.to)), [
      swatch("line", bundle.side),
      `${sideNames.get(bundle.side)} · ${counted(reportsOf(members), "report", "reports")}`,
    ]),
    make("section", {}, ...cards(members, [bundle.from, bundle.to])),
  ];
}
function aboutNode(id) {
  const entity = entities[id];
  const names = entity.names.length ? ["Also: ", isolated(entity.names.join(", "))] : [];
  const links = bundlesOf.get(id)
    .map((bundle) => ({ bundle, members: shownOf(bundle.events) }))
    .filter(({ members }) => members.length)
    .sort((a, b) => reportsOf(b.members) - reportsOf(a.members));
  const mine = new Set([...links.flatMap(({ members }) => members), ...shownOf(entity.alone)]);
  const facts = [...mine].filter((event) => events[event].kind === "fact");
  const happened = [...mine].filter((event) => events[event].kind === "event");
  const parts = [
    top(make("h2", {}, isolated(entity.label)), [
      swatch("mark", drawn.get(id).group), capital(inWords(entity.type)), entity.iso3 ? ` · ${entity.iso3}` : "",
    ]),
  ];
  if (names.length) parts.push(make("p", { class: "about" }, ...names));
  if (facts.length) parts.push(section("Offices and relations", ...cards(facts, [id])));
  const towards = links.filter(({ bundle }) => bundle.side !== "relation");
  if (towards.length) {
    parts.push(section("With whom", make("ul", { class: "links" }, ...towards.map(({ bundle, members }) => {
      const out = bundle.from === id;
      const arrow = bundle.arrows ? (out ? "→ " : "← ") : "– ";
      return make("li", {}, make("button", { type: "button", onclick: () => selectEdge(bundle.id) },
        swatch("line", bundle.side),
        make("span", {}, arrow, isolated(entities[out ? bundle.to : bundle.from].label)),
        make("small", { title: sideNames.get(bundle.side) }, counted(reportsOf(members), "report", "reports"))));
    }))));
  }
  if (happened.length) parts.push(section("Events", ...cards(happened, [id])));
  return parts;
}

function cards(ids, known = []) {
  const order = (id) => events[id].earliest || events[id].latest;
  const sorted = [...ids].sort((a, b) => order(b).localeCompare(order(a)) || a.localeCompare(b));
  const made = sorted.slice(0, MOST_CARDS).map((id) => card(id, known));
  const rest = sorted.slice(MOST_CARDS);
  if (rest.length) {
    const more = make("button", { type: "button", onclick: () => more.replaceWith(...rest.map((id) => card(id, known))) },
      `Show ${rest.length.toLocaleString("en")} more`);
    made.push(more);
  }
  return made;
}
function card(id, known) {
  const event = events[id];
  const participants = [...event.actors, ...event.recipients];
  const who = participants.every((one) => known.includes(one))
    ? null
    : make("p", {}, ...listed(event.actors), event.recipients.length ? " → " : "", ...listed(event.recipients));
  const basis = { relative: "counted from the article's date", publication: "the article's date", dateline: "the dateline's date" };
  const facts = [];
  if (event.status !== "Asserted") facts.push(make("span", { class: "status" }, event.status));
  if (event.speaker) facts.push(make("span", {}, "according to ", isolated(event.speaker)));
  if (event.location) facts.push(make("span", {}, "in ", isolated(event.location)));
  if (basis[event.date_basis]) facts.push(`date: ${basis[event.date_basis]}`);
  facts.push(make("span", { class: "whole" }, `confidence ${event.confidence.toFixed(2)}`));
  return make("article", { class: "event" },
    make("div", { class: "head" }, make("b", {}, isolated(capital(event.label))), make("time", {}, when(event.date))),
    who,
    make("p", { class: "facts" }, ...facts.flatMap((fact, position) => [position ? " · " : "", fact])),
    ...event.reports.map((report) => quotation(report, event)));
}
function quotation(report, event) {
  const about = [report.publisher && isolated(report.publisher), report.published && make("time", {}, report.published)]
    .filter(Boolean)
    .flatMap((part, position) => [position ? ", " : "", part]);
  let title = report.title ? isolated(report.title) : null;
  // Only the web: a link that an article gives could be a script.
  if (/^https?:\/\//i.test(report.url)) {
    title = make("a", { href: report.url, target: "_blank", rel: "noopener noreferrer" }, title || isolated(report.url));
  }
  return make("figure", {},
    make("blockquote", { dir: "auto" }, ...highlighted(report.text, event)),
    make("figcaption", {}, title, title && about.length ? " · " : "", ...about));
}
