// The timeline: events a day, month or year, cooperation above the line and conflict below; a stretch of it is brushed.

const DAY = 86400000;
const UNITS = [
  { name: "day", interval: d3.utcDay, most: 150 * DAY, format: d3.utcFormat("%-d %B %Y"), end: 10 },
  { name: "month", interval: d3.utcMonth, most: 25 * 365 * DAY, format: d3.utcFormat("%B %Y"), end: 7 },
  { name: "year", interval: d3.utcYear, most: Infinity, format: d3.utcFormat("%Y"), end: 4 },
];
const iso = (date) => date.toISOString().slice(0, 10);
const whole = (() => {
  const days = Object.values(events).filter(({ kind }) => kind === "event").flatMap((event) => [event.earliest, event.latest]);
  const [first, last] = d3.extent(days.filter((day) => day && !Number.isNaN(Date.parse(day))), (day) => new Date(day));
  return first && [first, new Date(last.getTime() + DAY)];
})();
let stretch = whole; // what the timeline shows: all, or what was zoomed to
let brush = null;

function bins(interval, least) {
  const found = new Map();
  let [coarse, undated] = [0, 0];
  for (const id of shown.whenever) {
    const event = events[id];
    const sign = COOPERATION.includes(event.side) ? 1 : CONFLICT.includes(event.side) ? -1 : 0;
    if (!sign) continue;
    if (!event.earliest || !event.latest) {
      undated += 1;
      continue;
    }
    const at = interval.floor(new Date(event.earliest));
    if (interval.floor(new Date(event.latest)).getTime() !== at.getTime()) {
      coarse += 1; // it could be in any of several
      continue;
    }
    if (at < least || at >= stretch[1]) continue;
    if (!found.has(at.getTime())) found.set(at.getTime(), { at, up: 0, down: 0, parts: new Map() });
    const bin = found.get(at.getTime());
    bin[sign > 0 ? "up" : "down"] += 1;
    const part = `${event.side} ${event.status === "Asserted" ? "" : "open"}`;
    bin.parts.set(part, (bin.parts.get(part) || 0) + 1);
  }
  return { found: [...found.values()], coarse, undated };
}
function drawTimeline() {
  const svg = d3.select("#timeline svg");
  svg.selectAll("*").remove();
  const width = byId("timeline").clientWidth;
  const height = 92;
  const margin = { left: 30, right: 18, top: 6, bottom: 18 };
  // A frame that is hidden or not laid out yet has no width; it is drawn when it gets one.
  if (!whole || width <= margin.left + margin.right) return;
  const unit = UNITS.find(({ most }) => stretch[1] - stretch[0] <= most);
  const { interval } = unit;
  const domain = [interval.floor(stretch[0]), interval.ceil(stretch[1])];
  const x = d3.scaleUtc(domain, [margin.left, width - margin.right]);
  const { found, coarse, undated } = bins(interval, domain[0]);
  const most = { up: d3.max(found, (bin) => bin.up) || 0, down: d3.max(found, (bin) => bin.down) || 0 };
  const y = d3.scaleLinear([-Math.max(1, most.down), Math.max(1, most.up)], [height - margin.bottom, margin.top]);
  svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
  for (const bin of found) {
    const left = x(bin.at);
    const wide = Math.max(1.5, x(interval.offset(bin.at, 1)) - left - 1);
    const tops = { 1: 0, "-1": 0 };
    for (const side of [...COOPERATION].reverse().concat([...CONFLICT].reverse())) {
      for (const open of ["", "open"]) {
        const count = bin.parts.get(`${side} ${open}`);
        if (!count) continue;
        const sign = COOPERATION.includes(side) ? 1 : -1;
        const [from, to] = [y(sign * tops[sign]), y(sign * (tops[sign] + count))];
        tops[sign] += count;
        svg.append("rect").attr("class", `bar ${side} ${open}`).attr("x", left).attr("width", wide)
          .attr("y", Math.min(from, to)).attr("height", Math.abs(from - to));
      }
    }
  }
  svg.append("line").attr("class", "zero").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", y(0)).attr("y2", y(0));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0 ${height - margin.bottom})`)
    .call(d3.axisBottom(x).ticks(Math.max(3, Math.floor(width / 90))).tickSizeOuter(0));
  svg.append("g").attr("class", "axis").attr("transform", `translate(${margin.left} 0)`)
    .call(d3.axisLeft(y).tickValues([-most.down, most.up].filter(Boolean)).tickFormat((n) => number(Math.abs(n))).tickSize(3));
  const by = new Map(found.map((bin) => [bin.at.getTime(), bin]));
  const left = [undated && `${number(undated)} undated`, coarse && `${number(coarse)} less precise`].filter(Boolean);
  const sums = `${number(d3.sum(found, (bin) => bin.up))} cooperation, ${number(d3.sum(found, (bin) => bin.down))} conflict`;
  const legend = `Events a ${unit.name}: ${sums}${left.length ? ` · not drawn: ${left.join(", ")}` : ""}`;
  byId("timeline-note").textContent = legend;
  svg.attr("aria-label", `${legend}. To filter by date with the keyboard, use the fields From and To.`);

  brush = d3.brushX().extent([[margin.left, margin.top], [width - margin.right, height - margin.bottom]]).on("end", brushed);
  const overlay = svg.append("g").attr("class", "brush").call(brush);
  if (state.since || state.until) {
    const from = state.since ? new Date(state.since) : domain[0];
    const to = state.until ? new Date(new Date(state.until).getTime() + DAY) : domain[1];
    const inside = (at) => Math.max(margin.left, Math.min(width - margin.right, x(at)));
    if (from < domain[1] && to > domain[0]) overlay.call(brush.move, [inside(from), inside(to)]);
  }
  overlay.on("mousemove", (moved) => {
    const at = interval.floor(x.invert(d3.pointer(moved)[0]));
    const bin = by.get(at.getTime()) || { up: 0, down: 0 };
    byId("timeline-note").textContent = `${unit.format(at)}: ${number(bin.up)} cooperation, ${number(bin.down)} conflict`;
  }).on("mouseleave", () => { byId("timeline-note").textContent = legend; });

  function brushed({ selection, sourceEvent }) {
    if (!sourceEvent) return; // moved by the page itself
    const [from, to] = selection ? selection.map((at) => interval.round(x.invert(at))) : [];
    state.since = selection ? iso(from) : "";
    state.until = selection ? iso(new Date(Math.max(to, interval.offset(from, 1)) - DAY)) : "";
    refresh();
  }
  byId("zoom-time").disabled = stretch === whole && !(state.since || state.until);
  byId("zoom-time").textContent = stretch === whole ? "Zoom to range" : "Whole time";
}
function zoomTime() {
  const from = state.since ? new Date(state.since) : whole[0];
  const to = state.until ? new Date(new Date(state.until).getTime() + DAY) : whole[1];
  stretch = stretch === whole && from < to ? [from, to] : whole;
  drawTimeline();
}
