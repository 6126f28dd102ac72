// What is shown as a file: CSV of the events, PNG of the drawing with its timeline.

const FIELDS = {
  date: (e) => e.date, earliest: (e) => e.earliest, latest: (e) => e.latest, date_basis: (e) => e.date_basis,
  kind: (e) => e.kind, type: (e) => e.type, label: (e) => e.label, quad: (e) => e.side, status: (e) => e.status,
  actors: (e) => labels(e.actors), recipients: (e) => labels(e.recipients), speaker: (e) => e.speaker, place: (e) => e.location,
  intensity: (e) => e.intensity ?? "", confidence: (e) => e.confidence,
  reports: (e, reports) => reports.length,
  outlets: (e, reports) => [...new Set(reports.map(outletOf))].join("; "),
  titles: (e, reports) => [...new Set(reports.map((r) => articles[r.article].title))].filter(Boolean).join("; "),
  links: (e, reports) => [...new Set(reports.map((r) => articles[r.article].url))].filter(isWeb).join(" "),
  sentences: (e, reports) => reports.map((r) => r.text).join(" ¶ "),
};
// A spreadsheet takes a cell that starts like this, even after blanks, for a formula, and runs it.
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
function csvCell(value) {
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
function csv() {
  const lines = [["iri", ...Object.keys(FIELDS)], ...[...shown.events].sort(byDate).map((id) => {
    const reports = reportsOf(id);
    return [id, ...Object.values(FIELDS).map((field) => field(events[id], reports))];
  })];
  // With a byte order mark, by which Excel knows UTF-8.
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
function save(blob, ending) {
  const link = make("a", { href: URL.createObjectURL(blob), download: `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph"}.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
const saveCsv = () => save(new Blob([csv()], { type: "text/csv" }), "csv");

const INLINED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-family", "font-weight", "text-anchor", "paint-order", "stroke-linejoin", "display", "vector-effect"];
// An SVG of the page as an image, with the style sheet's values written into it.
async function picture(svg) {
  const copy = svg.cloneNode(true);
  const from = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, position) => {
    const style = getComputedStyle(from[position]);
    for (const name of INLINED) element.style.setProperty(name, style.getPropertyValue(name));
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
async function png() {
  const time = document.querySelector("#timeline svg");
  const upper = state.pane === "map" ? await picture(document.querySelector("#map svg")) : network.canvas.frame.canvas;
  const width = byId("stage").clientWidth;
  const height = byId("stage").clientHeight;
  const below = time.childElementCount ? await picture(time) : null;
  const canvas = make("canvas", { width: width * 2, height: (height + 44 + (below ? below.height : 0)) * 2 });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.fillStyle = colour("paper");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colour("ink");
  context.font = "600 15px system-ui, sans-serif";
  context.fillText(document.title, 12, 20, width - 24);
  context.font = "12px system-ui, sans-serif";
  context.fillText([byId("counts").textContent, described()].filter(Boolean).join(" · "), 12, 37, width - 24);
  context.drawImage(upper, 0, 44, width, height);
  if (below) context.drawImage(below, 0, 44 + height, below.width, below.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}
const savePng = async () => save(await png(), "png");
