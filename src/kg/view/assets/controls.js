// Search field, filters, and the start of it all.

const STATUSES = ["Asserted", "Alleged", "Planned", "Hypothetical", "Negated"];

const searchable = Object.entries(entities).map(([id, entity]) => ({
  id, names: [entity.label, ...entity.names, entity.iso3].filter(Boolean).map((name) => [name, fold(name)]),
}));
const search = byId("search");
const suggestions = byId("suggestions");
let offered = [];
let active = -1;

function suggest() {
  const wanted = fold(search.value.trim());
  const ranked = [];
  for (const { id, names } of wanted ? searchable : []) {
    const ranks = names.map(([name, folded]) =>
      [folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : folded.includes(` ${wanted}`) ? 2 : folded.includes(wanted) ? 3 : 9, name]);
    const [rank, name] = ranks.reduce((best, one) => (one[0] < best[0] ? one : best));
    if (rank < 9) ranked.push({ id, rank, name });
  }
  ranked.sort((a, b) => a.rank - b.rank || drawn.get(b.id).value - drawn.get(a.id).value);
  offered = ranked.slice(0, 12);
  active = offered.length ? 0 : -1;
  suggestions.replaceChildren(...offered.map(({ id, name }, position) => {
    const entity = entities[id];
    const kind = capital(inWords(entity.type));
    const option = make("li", { role: "option", id: `option-${position}` },
      isolated(entity.label), make("small", {}, kind, name === entity.label ? null : " · ", name === entity.label ? null : isolated(name)));
    option.addEventListener("mousedown", (press) => { press.preventDefault(); pick(position); });
    return option;
  }));
  if (wanted && !offered.length) suggestions.append(make("li", {}, make("small", {}, "No actor bears this name.")));
  suggestions.hidden = !wanted;
  search.setAttribute("aria-expanded", String(!suggestions.hidden));
  point();
}
function point() {
  [...suggestions.children].forEach((option, position) => option.setAttribute("aria-selected", String(position === active)));
  if (active >= 0) {
    search.setAttribute("aria-activedescendant", `option-${active}`);
    suggestions.children[active].scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}
function foldUp() {
  suggestions.hidden = true;
  search.setAttribute("aria-expanded", "false");
}
function pick(position) {
  const { id } = offered[position];
  search.value = entities[id].label;
  foldUp();
  selectNode(id);
}
search.addEventListener("input", suggest);
search.addEventListener("focus", () => { if (search.value) suggest(); });
search.addEventListener("blur", foldUp);
search.addEventListener("keydown", (press) => {
  if (press.key === "ArrowDown" || press.key === "ArrowUp") {
    press.preventDefault();
    if (offered.length) active = (active + (press.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length;
    point();
  } else if (press.key === "Enter" && active >= 0 && !suggestions.hidden) {
    press.preventDefault();
    pick(active);
    panel.focus();
  } else if (press.key === "Escape") foldUp();
});
document.addEventListener("keydown", (press) => {
  if (press.key === "Escape" && chosen && suggestions.hidden) clear();
});

function choice(set, key, text, number) {
  const box = make("input", { type: "checkbox", checked: true, value: key });
  box.addEventListener("change", () => {
    if (box.checked) set.delete(key); else set.add(key);
    apply();
  });
  return make("li", {}, make("label", {}, box, make("span", {}, text)), make("output", {}, number.toLocaleString("en")));
}
function tally(key) {
  const numbers = new Map();
  for (const event of Object.values(events)) numbers.set(key(event), (numbers.get(key(event)) || 0) + 1);
  return numbers;
}
function setUpFilters() {
  const types = tally((event) => `${event.side}/${event.type}`);
  for (const side of document.querySelectorAll("details.side")) {
    const mine = [...types.keys()].filter((key) => key.startsWith(`${side.dataset.side}/`)).sort();
    side.hidden = mine.length === 0;
    side.querySelector("output").textContent = mine.reduce((sum, key) => sum + types.get(key), 0).toLocaleString("en");
    side.querySelector("ul").append(...mine.map((key) =>
      choice(filter.types, key, capital(inWords(key.split("/")[1])), types.get(key))));
    const whole = side.querySelector("summary input");
    whole.addEventListener("click", (press) => press.stopPropagation());
    whole.addEventListener("change", () => {
      for (const box of side.querySelectorAll("ul input")) {
        box.checked = whole.checked;
        if (whole.checked) filter.types.delete(box.value); else filter.types.add(box.value);
      }
      apply();
    });
    side.querySelector("ul").addEventListener("change", () => {
      const boxes = [...side.querySelectorAll("ul input")];
      whole.checked = boxes.some((box) => box.checked);
      whole.indeterminate = whole.checked && !boxes.every((box) => box.checked);
    });
  }
  const statuses = tally((event) => event.status);
  byId("statuses").append(...STATUSES.filter((status) => statuses.has(status)).map((status) =>
    choice(filter.statuses, status, status, statuses.get(status))));
  const families = new Map();
  for (const node of content.nodes) families.set(node.group, (families.get(node.group) || 0) + 1);
  for (const row of document.querySelectorAll("#families li")) {
    row.hidden = !families.has(row.dataset.family);
    row.querySelector("output").textContent = (families.get(row.dataset.family) || 0).toLocaleString("en");
  }
  for (const end of ["since", "until"]) {
    byId(end).addEventListener("change", () => { filter[end] = byId(end).value; apply(); });
  }
  const dates = Object.values(events).flatMap((event) => [event.earliest, event.latest]).filter(Boolean).sort();
  if (dates.length) {
    for (const end of ["since", "until"]) {
      byId(end).min = dates[0];
      byId(end).max = dates[dates.length - 1];
    }
  }
  byId("confidence").addEventListener("input", () => {
    filter.confidence = Number(byId("confidence").value);
    byId("least").textContent = byId("confidence").value;
    apply();
  });
  byId("filters").addEventListener("submit", (press) => press.preventDefault());
  byId("filters").addEventListener("reset", () => {
    filter.types.clear();
    filter.statuses.clear();
    Object.assign(filter, { since: "", until: "", confidence: 0 });
    for (const whole of document.querySelectorAll("summary input")) whole.indeterminate = false;
    byId("least").textContent = "0";
    apply();
  });
  byId("show-filters").addEventListener("click", () => {
    const open = byId("filters").classList.toggle("open");
    byId("show-filters").setAttribute("aria-expanded", String(open));
  });
}

setUpFilters();
if (content.nodes.length) draw();
else document.body.dataset.state = "empty";
count();
show();
if (network && document.body.dataset.state === "busy") message("Arranging …");

window.kg = { network, selectNode, selectEdge, clear, bundles: content.edges };
