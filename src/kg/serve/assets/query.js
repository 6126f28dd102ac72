// The query page: the editor, asking the endpoint, and the answer as table and as graph. Whatever the graph holds
// reaches the page as text nodes only.
"use strict";

const byId = (id) => document.getElementById(id);
const prefixes = Object.entries(JSON.parse(byId("prefixes").textContent));
const form = byId("ask");
const base = form.dataset.base;
const ROWS = 500; // shown at first
const DRAWN = 400; // nodes of a drawing

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const editor = CodeMirror.fromTextArea(byId("editor"), {
  mode: "application/sparql-query", lineNumbers: true, matchBrackets: true, lineWrapping: true,
  screenReaderLabel: "Query, in SPARQL 1.1", viewportMargin: 200,
  // The Tab key leaves the editor, as it leaves any other field.
  extraKeys: { "Ctrl-Enter": () => form.requestSubmit(), "Cmd-Enter": () => form.requestSubmit(), Tab: false, "Shift-Tab": false },
});

// A long query is scrolled by keyboard too.
for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Text of the query"]]) {
  editor.getScrollerElement().setAttribute(name, value);
}

// What was asked last, and its answer: {columns, rows} or {triples}, and the text as it came.
let answer = null;
let network = null;

form.addEventListener("submit", (submission) => {
  submission.preventDefault();
  ask(editor.getValue());
});
if (form.dataset.run === "yes") ask(editor.getValue(), true);

function say(text, bad = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("bad", bad);
}

async function ask(query, first = false) {
  byId("run").disabled = true;
  say("Running …");
  const begun = performance.now();
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples" },
      body: query,
    });
    const text = await response.text();
    if (!response.ok) {
      byId("results").hidden = true;
      say(text.trim(), true);
      return;
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    show(text, response.headers.get("Content-Type"), seconds);
    if (!first) history.replaceState(null, "", `/query?query=${encodeURIComponent(query)}`);
  } catch (error) {
    byId("results").hidden = true;
    say(`The server did not answer: ${error.message}`, true);
  } finally {
    byId("run").disabled = false;
  }
}

function show(text, type, seconds) {
  const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
  if (type.startsWith("application/n-triples")) {
    answer = { triples: triplesOf(text), text };
    answer.columns = ["subject", "predicate", "object"];
    answer.rows = answer.triples.map(([subject, predicate, object]) => ({ subject, predicate, object }));
    say(`${counted(answer.triples.length, "triple")} in ${seconds} s`);
  } else {
    const parsed = JSON.parse(text);
    if ("boolean" in parsed) {
      byId("results").hidden = true;
      say(`${parsed.boolean ? "Yes" : "No"}, in ${seconds} s`);
      return;
    }
    answer = { columns: parsed.head.vars, rows: parsed.results.bindings, text };
    say(`${counted(answer.rows.length, "row")} in ${seconds} s`);
  }
  byId("results").hidden = !answer.rows.length;
  if (!answer.rows.length) return;
  fillTable();
  offerEnds();
  offerDownloads();
  choose(answer.triples && answer.triples.length ? "graph" : "table");
}

// One triple a line, as N-Triples has it.
function triplesOf(text) {
  const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?/g;
  const plain = (escaped) => escaped.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four || eight, 16)) : { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[one] || one);
  const found = [];
  for (const line of text.split("\n")) {
    const terms = [...line.matchAll(TERM)].map(([, iri, blank, literal, language, datatype]) =>
      iri !== undefined ? { type: "uri", value: plain(iri) }
        : blank !== undefined ? { type: "bnode", value: blank }
          : { type: "literal", value: plain(literal), "xml:lang": language, datatype });
    if (terms.length === 3) found.push(terms);
  }
  return found;
}

function short(iri) {
  for (const [prefix, namespace] of prefixes) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
}
function pathOf(iri) {
  const rest = iri.startsWith(base) ? iri.slice(base.length) : "";
  return rest && !/[?#\\ ]|\.\.|[^\x21-\x7e]/.test(rest) ? `/id/${rest}` : `/entity?iri=${encodeURIComponent(iri)}`;
}
function cell(term) {
  if (!term) return "";
  if (term.type === "uri") return make("a", { href: pathOf(term.value) }, short(term.value));
  return make("bdi", { dir: "auto" }, term.type === "bnode" ? `_:${term.value}` : term.value);
}

function fillTable() {
  const { columns, rows } = answer;
  const body = make("tbody");
  const add = (some) => body.append(...some.map((row) => make("tr", {}, ...columns.map((column) => make("td", {}, cell(row[column]))))));
  add(rows.slice(0, ROWS));
  const head = make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column))));
  byId("table").replaceChildren(make("table", {}, head, body));
  if (rows.length > ROWS) {
    const more = make("button", { type: "button" }, `Show ${(rows.length - ROWS).toLocaleString("en")} more rows`);
    more.addEventListener("click", () => { add(rows.slice(ROWS)); more.remove(); });
    byId("table").append(more);
  }
}

function offerEnds() {
  const { columns, triples } = answer;
  byId("ends").hidden = Boolean(triples) || columns.length < 2;
  byId("tab-graph").disabled = columns.length < 2;
  if (byId("ends").hidden) return;
  // Names say more than dates, numbers and sentences: the first two columns that could be names.
  const named = columns.filter((column) => {
    const values = answer.rows.slice(0, 50).map((row) => row[column]).filter(Boolean);
    return values.length && values.every((one) => (one.type === "uri" || (!one.datatype && one.value.length < 60 && !/^[\d-]*$/.test(one.value))));
  });
  const chosen = [...named, ...columns.filter((column) => !named.includes(column))];
  for (const [position, id] of ["from", "to"].entries()) {
    byId(id).replaceChildren(...columns.map((column) => make("option", { value: column }, column)));
    byId(id).value = chosen[position];
  }
}

function edgesOf() {
  if (answer.triples) {
    const labels = new Map();
    const NAMES = ["http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label"];
    for (const [subject, predicate, object] of answer.triples) {
      if (NAMES.includes(predicate.value)) labels.set(subject.value, object.value);
    }
    const links = answer.triples.filter(([, predicate, object]) => object.type !== "literal" || !NAMES.includes(predicate.value));
    return links.map(([subject, predicate, object]) => ({ from: subject, to: object, name: short(predicate.value), labels }));
  }
  const [from, to] = [byId("from").value, byId("to").value];
  return answer.rows.filter((row) => row[from] && row[to]).map((row) => ({ from: row[from], to: row[to], name: "", labels: new Map() }));
}

// What the graph calls the IRIs of a drawing, and of which family they are.
async function labelsOf(iris) {
  const response = await fetch("/labels", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(iris) });
  return response.ok ? response.json() : {};
}

async function draw() {
  const nodes = new Map();
  const edges = new Map();
  let left = 0;
  const idOf = (term, labels) => {
    const id = `${term.type} ${term.value}`;
    if (!nodes.has(id)) {
      if (nodes.size >= DRAWN) return null;
      nodes.set(id, { id, name: labels.get(term.value), term });
    }
    return id;
  };
  for (const { from, to, name, labels } of edgesOf()) {
    const [start, end] = [idOf(from, labels), idOf(to, labels)];
    if (start === null || end === null) { left += 1; continue; }
    const key = `${start}\n${end}\n${name}`;
    const edge = edges.get(key) || { from: start, to: end, name, times: 0 };
    edge.times += 1;
    edges.set(key, edge);
  }
  const known = await labelsOf([...nodes.values()].filter(({ term }) => term.type === "uri").map(({ term }) => term.value));
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  byId("note").textContent = left ? `The first ${DRAWN} nodes are drawn; ${left} links are left out.` : "Click a node to open its page.";
  const look = ({ id, name, term }) => {
    const [label, family] = known[term.value] || [];
    const text = name || label || (term.type === "uri" ? short(term.value) : term.value);
    return { id, label: text.length > 40 ? `${text.slice(0, 39)}…` : text, color: colour(family || (term.type === "uri" ? "organization" : "office")) };
  };
  if (network) network.destroy();
  network = new vis.Network(byId("drawing"), {
    nodes: [...nodes.values()].map(look),
    edges: [...edges.values()].map((edge) => ({ ...edge, label: edge.times > 1 ? `${edge.name} ×${edge.times}`.trim() : edge.name, width: 1 + Math.log2(edge.times) })),
  }, {
    layout: { randomSeed: 7, improvedLayout: nodes.size <= 120 },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -45, centralGravity: 0.03, springLength: 50 }, stabilization: { iterations: 300 } },
    interaction: { keyboard: { enabled: true, bindToWindow: false } },
    nodes: { shape: "dot", size: 11, font: { size: 15, color: colour("ink"), strokeWidth: 3, strokeColor: colour("page") } },
    edges: { arrows: { to: { scaleFactor: 0.5 } }, color: colour("relation"), font: { color: colour("soft"), size: 11, strokeWidth: 3, strokeColor: colour("page") } },
  });
  network.once("stabilizationIterationsDone", () => network.setOptions({ physics: false }));
  network.on("click", ({ nodes: [id] }) => {
    const node = nodes.get(id);
    if (node && node.term.type === "uri") location.href = pathOf(node.term.value);
  });
}

function choose(which) {
  for (const [tab, panel] of [["table", "table"], ["graph", "picture"]]) {
    byId(`tab-${tab}`).setAttribute("aria-selected", String(tab === which));
    byId(`tab-${tab}`).tabIndex = tab === which ? 0 : -1;
    byId(panel).hidden = tab !== which;
  }
  if (which === "graph") draw();
}
for (const which of ["table", "graph"]) {
  byId(`tab-${which}`).addEventListener("click", () => choose(which));
  byId(`tab-${which}`).addEventListener("keydown", (press) => {
    if (press.key !== "ArrowLeft" && press.key !== "ArrowRight") return;
    const other = which === "table" ? "graph" : "table";
    if (byId(`tab-${other}`).disabled) return;
    choose(other);
    byId(`tab-${other}`).focus();
  });
}
for (const end of ["from", "to"]) byId(end).addEventListener("change", () => choose("graph"));

function offerDownloads() {
  // A cell that a spreadsheet would take for a formula gets an apostrophe in front, as in kg query.
  const harmless = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = () => [answer.columns, ...answer.rows.map((row) => answer.columns.map((column) => (row[column] ? row[column].value : "")))]
    .map((row) => row.map((one) => quoted(harmless(one))).join(",")).join("\r\n") + "\r\n";
  const offers = answer.triples
    ? [["N-Triples", "result.nt", "application/n-triples", () => answer.text], ["CSV", "result.csv", "text/csv", csv]]
    : [["CSV", "result.csv", "text/csv", csv], ["JSON", "result.json", "application/json", () => answer.text]];
  byId("downloads").replaceChildren("download", ...offers.map(([name, file, type, text]) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      const link = make("a", { href: URL.createObjectURL(new Blob([text()], { type })), download: file });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    return button;
  }));
}
