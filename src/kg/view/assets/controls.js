// Search field, filters, panes, and what they set.

const searchable = Object.entries(entities).map(([id, entity]) => ({
  id, names: [entity.label, ...entity.names, entity.iso3].filter(Boolean).map((name) => [name, fold(name).slice(0, 200)]),
}));
const search = byId("search");
const suggestions = byId("suggestions");
let offered = [];
let active = -1;

const pairsOf = (text) => new Set([...text].slice(1).map((letter, position) => [...text][position] + letter));
// Dice's coefficient of the pairs of letters, for spellings that no article uses.
function similarity(one, other) {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size || 1);
}
function rank(wanted, words, folded) {
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  if (folded.includes(` ${wanted}`)) return 2;
  if (words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`))) return 3;
  return folded.includes(wanted) ? 4 : 9;
}
function found(wanted, measure) {
  const ranked = [];
  for (const { id, names } of searchable) {
    const [least, name] = names.map(([one, folded]) => [measure(folded), one]).reduce((best, one) => (one[0] < best[0] ? one : best));
    if (least < 9) ranked.push({ id, rank: least, name });
  }
  return ranked.sort((a, b) => a.rank - b.rank || nodeOf.get(b.id).value - nodeOf.get(a.id).value).slice(0, 12);
}
function suggest() {
  const wanted = fold(search.value.trim());
  const words = wanted.split(/\s+/);
  offered = wanted ? found(wanted, (folded) => rank(wanted, words, folded)) : [];
  if (wanted.length > 3 && !offered.length) {
    offered = found(wanted, (folded) => {
      const close = Math.max(similarity(wanted, folded), ...folded.split(/\s+/).map((word) => similarity(wanted, word)));
      return close >= 0.5 ? 1 - close : 9;
    });
  }
  active = offered.length ? 0 : -1;
  suggestions.replaceChildren(...offered.map(({ id, name }, position) => {
    const entity = entities[id];
    const other = name === entity.label ? [] : [" · ", isolated(name)];
    const option = make("li", { role: "option", id: `option-${position}` },
      isolated(entity.label), make("small", {}, capital(inWords(entity.type)), ...other));
    option.addEventListener("mousedown", (press) => { press.preventDefault(); pick(position); });
    return option;
  }));
  const none = wanted && !offered.length;
  if (none) suggestions.append(make("li", { role: "option", "aria-disabled": "true" }, make("small", {}, "No actor bears this name.")));
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
  choose({ node: id }, { move: true });
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
  if (press.key === "Escape" && state.chosen && suggestions.hidden) choose(null);
});

// What an actor's buttons do.
function focusOn(id) {
  if (state.focus.size === 1 && state.focus.has(id)) state.focus.clear();
  else state.focus = new Set([id]);
  choose({ node: id });
}
function expand(id) {
  state.focus.add(id);
  refresh();
}
function hide(id) {
  state.hidden.add(id);
  state.focus.delete(id);
  choose(null);
}
function pin(id) {
  if (pinned.has(id)) pinned.delete(id); else pinned.add(id);
  refresh();
}

// Filters with boxes: a box that is not ticked is in the set of what is left out.
const boxes = [];
function choice(set, key, text, count, ...signs) {
  const box = make("input", { type: "checkbox", checked: true, value: key });
  box.addEventListener("change", () => {
    if (box.checked) set.delete(key); else set.add(key);
    refresh();
  });
  boxes.push({ box, set, key });
  return make("li", {}, make("label", {}, box, ...signs, make("span", {}, isolated(text))), make("output", {}, number(count)));
}
function setUpFilters() {
  const all = Object.values(events);
  const types = tally(all.map(typeKey));
  for (const side of document.querySelectorAll("details.side")) {
    const mine = [...types.keys()].filter((key) => key.startsWith(`${side.dataset.side}/`)).sort();
    side.hidden = mine.length === 0;
    side.querySelector("output").textContent = number(mine.reduce((sum, key) => sum + types.get(key), 0));
    side.querySelector("ul").append(...mine.map((key) =>
      choice(state.without.types, key, capital(inWords(key.split("/")[1])), types.get(key))));
    const whole = side.parentElement.querySelector("input.whole");
    whole.addEventListener("change", () => {
      for (const key of mine) if (whole.checked) state.without.types.delete(key); else state.without.types.add(key);
      refresh();
    });
  }
  const statuses = tally(all.map(({ status }) => status));
  byId("statuses").append(...STATUSES.filter((status) => statuses.has(status)).map((status) =>
    choice(state.without.statuses, status, status, statuses.get(status), swatch("dash", status))));
  const outlets = tally(all.flatMap(({ reports }) => [...new Set(reports.map(outletOf))]));
  byId("outlets").append(...[...outlets].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([outlet, count]) =>
    choice(state.without.outlets, outlet, outlet, count)));
  byId("source-filter").hidden = outlets.size < 2;
  const families = tally(content.nodes.map(({ group }) => group));
  for (const row of document.querySelectorAll("#families li")) {
    row.hidden = !families.has(row.dataset.family);
    row.querySelector("output").textContent = number(families.get(row.dataset.family) || 0);
  }
  const set = (key, kind, read) => byId(key).addEventListener(kind, () => {
    if (!byId(key).checkValidity()) return;
    state[key] = read(byId(key).value);
    refresh();
  });
  for (const end of ["since", "until"]) set(end, "change", String);
  set("confidence", "input", Number);
  set("reports", "input", (value) => Number(value) || 1);
  set("limit", "change", (value) => Number(value) || NONE.limit);
  byId("limit").max = Math.max(content.nodes.length, NONE.limit);
  byId("filters").addEventListener("submit", (press) => press.preventDefault());
  byId("filters").addEventListener("reset", (press) => {
    press.preventDefault();
    for (const key of ["since", "until", "confidence", "reports", "limit"]) state[key] = NONE[key];
    for (const one of Object.values(state.without)) one.clear();
    showAll();
  });
  byId("show-filters").addEventListener("click", () => {
    const open = byId("filters").classList.toggle("open");
    byId("show-filters").setAttribute("aria-expanded", String(open));
  });
}
function showAll() {
  state.focus.clear();
  state.hidden.clear();
  refresh();
}
// The controls as the state has them, which an address may have set.
function drawControls() {
  for (const { box, set, key } of boxes) box.checked = !set.has(key);
  for (const side of document.querySelectorAll("details.side")) {
    const mine = [...side.querySelectorAll("ul input")];
    const whole = side.parentElement.querySelector("input.whole");
    whole.checked = mine.some((box) => box.checked);
    whole.indeterminate = whole.checked && !mine.every((box) => box.checked);
  }
  for (const key of ["since", "until", "confidence", "reports", "limit"]) byId(key).value = state[key];
  byId("least").textContent = state.confidence.toFixed(2);
  for (const button of document.querySelectorAll("#panes button")) {
    button.setAttribute("aria-pressed", String(button.value === state.pane));
  }
  for (const pane of ["graph", "map", "table"]) byId(pane).hidden = pane !== state.pane;
  byId("save-png").disabled = state.pane === "table";
}
function drawCounts() {
  const of = (n, total) => (n === total ? number(n) : `${number(n)} of ${number(total)}`);
  const happened = (ids) => [...ids].filter((id) => events[id].kind === "event").length;
  byId("counts").textContent =
    `${of(shown.nodes.size, content.nodes.length)} actors · ${of(happened(shown.events), happened(Object.keys(events)))} events`;
  const parts = [];
  if (state.focus.size) parts.push(`Around ${labels([...state.focus])}.`);
  if (state.hidden.size) parts.push(`${counted(state.hidden.size, "actor", "actors")} hidden.`);
  byId("partial").hidden = !parts.length;
  byId("partial-text").textContent = parts.join(" ");
  const notes = [];
  const { nodes: missing } = content.left_out;
  const beyond = state.focus.size ? 0 : content.nodes.length - state.limit;
  if (beyond > 0) notes.push(`The ${number(state.limit)} most reported of ${number(content.nodes.length)} actors are drawn; ${number(beyond)} are left out.`);
  if (missing) notes.push(`${counted(missing, "actor", "actors")} of the graph with fewer reports ${missing === 1 ? "is" : "are"} not on this page (kg view --max-nodes).`);
  byId("left-out").hidden = !notes.length;
  byId("left-out-text").textContent = notes.join(" ");
  byId("draw-more").hidden = beyond <= 0;
  const empty = content.nodes.length === 0;
  const text = empty ? "This graph is empty: no actor takes part in any event." : shown.nodes.size ? "" : "No event passes these filters.";
  byId("message").textContent = text;
  byId("message").hidden = !text;
}
