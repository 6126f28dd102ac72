// The panel: what is chosen, with the sentences behind it.

const MOST_CARDS = 40;
const panel = byId("panel");

const nameOf = (id) => make("button", { type: "button", class: "name", onclick: () => choose({ node: id }, { move: true }) }, isolated(entities[id].label));
const listed = (ids) => ids.flatMap((id, position) => [position ? ", " : "", nameOf(id)]);
const separated = (parts) => parts.flatMap((part, position) => [position ? " · " : "", part]);
const linkTo = (template, iri, text) =>
  (template ? [make("a", { href: template.replace("{}", encodeURIComponent(iri)) }, text)] : []);
const section = (heading, ...children) => make("section", {}, make("h3", {}, heading), ...children);
function top(heading, about) {
  return make("div", {},
    make("div", { class: "top" }, heading,
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => choose(null) }, "×")),
    make("p", { class: "about" }, ...about));
}

let told = "";
function drawPanel() {
  const { node, edge, event } = state.chosen || {};
  panel.classList.toggle("chosen", state.chosen !== null);
  panel.replaceChildren(...(node ? aboutNode(node) : edge ? aboutEdge(edge) : event ? aboutEvent(event) : overview()));
  const now = JSON.stringify(state.chosen);
  if (told !== now) panel.scrollTop = 0;
  told = now;
}
function overview() {
  if (!content.nodes.length) return [];
  const reports = new Map();
  for (const [id, members] of shown.bundles) {
    for (const end of [bundles.get(id).from, bundles.get(id).to]) {
      if (!reports.has(end)) reports.set(end, new Set());
      members.forEach((member) => reports.get(end).add(member));
    }
  }
  const busiest = [...reports]
    .map(([id, members]) => [id, countReports([...members])])
    .filter(([id]) => nodeOf.get(id).group !== "office")
    .sort(([a, m], [b, n]) => n - m || entities[a].label.localeCompare(entities[b].label))
    .slice(0, 14);
  const busiestBundles = [...shown.bundles].filter(([id]) => bundles.get(id).side !== "relation").slice(0, 8);
  return [
    make("h2", {}, "Overview"),
    make("p", { class: "about" }, "Choose an actor or a line to read the sentences behind it. Drag over the timeline to choose a time."),
    section("Most reported actors", make("ul", { class: "links" }, ...busiest.map(([id, count]) =>
      make("li", {}, make("button", { type: "button", onclick: () => choose({ node: id }, { move: true }) },
        swatch("mark", nodeOf.get(id).group), make("span", {}, isolated(entities[id].label)),
        make("small", {}, counted(count, "report", "reports"))))))),
    section("Most reported links", make("ul", { class: "links" }, ...busiestBundles.map(([id, members]) => bundleRow(id, members)))),
  ];
}
function bundleRow(id, members, seenFrom = null) {
  const bundle = bundles.get(id);
  const away = bundle.from === seenFrom;
  const names = seenFrom
    ? [bundle.arrows ? (away ? "→ " : "← ") : "– ", isolated(entities[away ? bundle.to : bundle.from].label)]
    : [isolated(entities[bundle.from].label), bundle.arrows ? " → " : " – ", isolated(entities[bundle.to].label)];
  return make("li", {}, make("button", { type: "button", onclick: () => choose({ edge: id }) },
    swatch("line", bundle.side), make("span", {}, ...names, " ", ...badge({ status: statusOf(members) })),
    make("small", { title: sideNames.get(bundle.side) }, counted(countReports(members), "report", "reports"))));
}
function aboutEdge(id) {
  const bundle = bundles.get(id);
  const members = shown.bundles.get(id) || [];
  return [
    top(make("h2", {}, nameOf(bundle.from), bundle.arrows ? " → " : " – ", nameOf(bundle.to)), [
      swatch("line", bundle.side), `${sideNames.get(bundle.side)} · ${counted(countReports(members), "report", "reports")}`,
    ]),
    make("section", {}, ...cards(members, [bundle.from, bundle.to])),
  ];
}
function aboutEvent(id) {
  return [
    top(make("h2", {}, isolated(capital(events[id].label))), [swatch("line", events[id].side), sideNames.get(events[id].side)]),
    make("section", {}, card(id, [])),
  ];
}
function aboutNode(id) {
  const entity = entities[id];
  const names = entity.names.length ? ["Also: ", isolated(entity.names.join(", "))] : [];
  const links = bundlesOf.get(id)
    .map((bundle) => [bundle, shown.bundles.get(bundle.id) || []])
    .filter(([, members]) => members.length)
    .sort(([, a], [, b]) => countReports(b) - countReports(a));
  const mine = [...new Set([...links.flatMap(([, members]) => members), ...shownOf(entity.alone)])];
  const facts = mine.filter((event) => events[event].kind === "fact").sort(byDate);
  const happened = mine.filter((event) => events[event].kind === "event");
  const towards = links.filter(([bundle]) => bundle.side !== "relation");
  const parts = [
    top(make("h2", {}, isolated(entity.label)), separated([
      make("span", {}, swatch("mark", nodeOf.get(id).group), capital(inWords(entity.type))), ...(entity.iso3 ? [entity.iso3] : []),
      ...linkTo(content.page.entity_link, id, "Page"),
    ])),
    actions(id),
  ];
  if (names.length) parts.push(make("p", { class: "about" }, ...names));
  if (!mine.length) parts.push(make("p", { class: "about" }, "Nothing about this actor passes the filters."));
  if (facts.length) parts.push(section("Offices and relations", ...facts.map((fact) => factRow(fact, id))));
  if (towards.length) {
    parts.push(section("With whom", make("ul", { class: "links" }, ...towards.map(([bundle, members]) => bundleRow(bundle.id, members, id)))));
  }
  if (happened.length) parts.push(section("Events", ...cards(happened, [id])));
  return parts;
}
function actions(id) {
  const button = (text, pressed, act) =>
    make("button", { type: "button", "aria-pressed": pressed === null ? null : String(pressed), onclick: act }, text);
  const all = [button("Focus", state.focus.size === 1 && state.focus.has(id), () => focusOn(id))];
  if (state.focus.size && !state.focus.has(id)) all.push(button("Expand", null, () => expand(id)));
  all.push(button("Pin", pinned.has(id), () => pin(id)), button("Hide", null, () => hide(id)));
  return make("div", { class: "actions", role: "group", "aria-label": "Actor" }, ...all);
}
// A fact in one line; its sentences open beneath it. No <summary>: that may not hold other buttons.
function factRow(id, seenFrom) {
  const event = events[id];
  const others = participantsOf(event).filter((one) => one !== seenFrom);
  const label = isolated(capital(event.label));
  const incoming = event.recipients.includes(seenFrom);
  const says = incoming
    ? [...listed(event.actors), ...(event.type === "officeOf" ? [] : [" – ", label])]
    : [label, ...(others.length ? [": ", ...listed(others)] : [])];
  const evidence = make("div", { hidden: true },
    ...reportsOf(id).map((report) => quotation(report, event)),
    make("p", { class: "facts" }, `confidence ${event.confidence.toFixed(2)}`));
  const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-label": "Sentences", onclick: () => {
    evidence.hidden = !evidence.hidden;
    toggle.setAttribute("aria-expanded", String(!evidence.hidden));
  } });
  return make("div", { class: "fact" },
    make("p", {}, toggle, make("span", {}, ...says, " ", ...badge(event)), make("time", {}, event.date ? when(event.date) : "")),
    evidence);
}

const startOf = (id) => events[id].earliest || events[id].latest;
const byDate = (a, b) => startOf(b).localeCompare(startOf(a)) || a.localeCompare(b);
function cards(ids, known = []) {
  const sorted = [...ids].sort(byDate);
  const made = sorted.slice(0, MOST_CARDS).map((id) => card(id, known));
  const rest = sorted.slice(MOST_CARDS);
  if (rest.length) {
    const more = make("button", { type: "button", onclick: () => more.replaceWith(...rest.map((id) => card(id, known))) },
      `Show ${number(rest.length)} more`);
    made.push(more);
  }
  return made;
}
const badge = ({ status }) => (status === "Asserted" ? [] : [make("span", { class: `status ${status}` }, status)]);
function card(id, known) {
  const event = events[id];
  const who = participantsOf(event).every((one) => known.includes(one))
    ? null
    : make("p", {}, ...listed(event.actors), event.recipients.length ? " → " : "", ...listed(event.recipients));
  const facts = [...badge(event)];
  if (event.speaker) facts.push(make("span", {}, "according to ", isolated(event.speaker)));
  if (event.location) facts.push(make("span", {}, "in ", isolated(event.location)));
  if (event.date && BASES[event.date_basis]) facts.push(`date: ${BASES[event.date_basis]}`);
  facts.push(make("span", { class: "whole" }, `confidence ${event.confidence.toFixed(2)}`));
  return make("article", { class: `event ${event.side} ${event.status}` },
    make("div", { class: "head" }, make("b", {}, isolated(capital(event.label))), make("time", {}, when(event.date))),
    who,
    make("p", { class: "facts" }, ...separated(facts)),
    ...reportsOf(id).map((report) => quotation(report, event)));
}
// Only the web: a link that an article gives could be a script.
const isWeb = (url) => /^https?:\/\//i.test(url);
function quotation(report, event) {
  const { title, publisher, published, url } = articles[report.article];
  let heading = title ? isolated(title) : null;
  if (isWeb(url)) heading = make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, heading || isolated(url));
  const about = [publisher && isolated(publisher), published && make("time", {}, published)]
    .filter(Boolean)
    .flatMap((part, position) => [position ? ", " : "", part]);
  return make("figure", {},
    make("blockquote", { dir: "auto" }, ...highlighted(report, event)),
    make("figcaption", {}, heading, heading && about.length ? " · " : "", ...about,
      ...linkTo(content.page.article_link, report.article, "text").flatMap((link) => [" · ", link])));
}
