// The table: everything that is shown, for those who read rather than look.

const MOST_ROWS = 150;
const COLUMNS = [
  { name: "Date", value: (id) => startOf(id), cell: (id) => (events[id].date ? when(events[id].date) : "") },
  { name: "Type", value: (id) => events[id].label, cell: (id) => make("button", { type: "button", class: "name", onclick: () => choose({ event: id }) }, isolated(capital(events[id].label))) },
  { name: "Actor", value: (id) => labels(events[id].actors), cell: (id) => listedSome(events[id].actors) },
  { name: "Recipient", value: (id) => labels(events[id].recipients), cell: (id) => listedSome(events[id].recipients) },
  { name: "Status", value: (id) => events[id].status, cell: (id) => make("span", { class: `status ${events[id].status}` }, events[id].status) },
  { name: "Sentence", value: (id) => (reportsOf(id)[0] || { text: "" }).text, cell: (id) => make("span", {}, (reportsOf(id)[0] || { text: "" }).text) },
  { name: "Speaker", value: (id) => events[id].speaker },
  { name: "Place", value: (id) => events[id].location },
  { name: "Confidence", value: (id) => events[id].confidence, cell: (id) => events[id].confidence.toFixed(2) },
  { name: "Reports", value: (id) => reportsOf(id).length },
];
let sorting = { column: COLUMNS[0], ascending: false };
let rows = MOST_ROWS;

const listedSome = (ids) => make("span", {}, ...listed(ids));
function sorted() {
  const { column, ascending } = sorting;
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  const keyed = [...shown.events].map((id) => [column.value(id), id]);
  keyed.sort(([a, one], [b, other]) => (ascending ? compare(a, b) : compare(b, a)) || one.localeCompare(other));
  return keyed.map(([, id]) => id);
}
function drawTable() {
  const ids = sorted();
  const head = make("tr", {}, ...COLUMNS.map((column) => {
    const mine = sorting.column === column;
    const sort = mine ? (sorting.ascending ? "ascending" : "descending") : null;
    const order = () => {
      sorting = { column, ascending: mine ? !sorting.ascending : column !== COLUMNS[0] };
      drawTable();
      byId("table").querySelectorAll("th button")[COLUMNS.indexOf(column)].focus();
    };
    return make("th", { scope: "col", class: `c-${column.name.toLowerCase()}`, "aria-sort": sort },
      make("button", { type: "button", onclick: order }, column.name, mine ? (sorting.ascending ? " ▲" : " ▼") : ""));
  }));
  const body = ids.slice(0, rows).map((id) => make("tr", { class: events[id].status },
    ...COLUMNS.map(({ name, value, cell }) => make("td", { class: `c-${name.toLowerCase()}`, dir: "auto" }, cell ? cell(id) : String(value(id))))));
  const more = () => { rows += 10 * MOST_ROWS; drawTable(); };
  byId("table").replaceChildren(
    make("table", {},
      make("caption", {}, `${counted(ids.length, "event or relation", "events and relations")} shown`),
      make("thead", {}, head), make("tbody", {}, ...body)),
    ids.length > rows ? make("button", { type: "button", onclick: more }, `Show more of the ${number(ids.length - rows)} below`) : "");
}
