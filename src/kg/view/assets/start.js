// One way for every change: the state changes, then all that shows it is drawn anew.

function refresh() {
  sift();
  drawControls();
  drawCounts();
  if (network) drawNetwork();
  drawTimeline();
  if (state.pane === "map") drawMap();
  if (state.pane === "table") drawTable();
  drawPanel();
  writeFragment();
}
function choose(chosen, { move = false } = {}) {
  state.chosen = chosen;
  if (network && Object.values(network.getSelection()).some((ids) => ids.length)) network.unselectAll();
  refresh();
  if (!network || !chosen) return;
  if (chosen.node && looks.has(chosen.node)) network.selectNodes([chosen.node], false);
  if (chosen.edge && looks.has(chosen.edge)) network.selectEdges([chosen.edge]);
  if (move && near) fit([...near].filter((id) => shown.nodes.has(id)));
}

// A graph that is not on the screen has no size to be fitted to.
let isFitted = false;
function fitOnce() {
  if (!network || state.pane !== "graph" || isFitted || !byId("network").clientWidth) return;
  network.setSize("100%", "100%");
  network.redraw();
  if (state.chosen && state.chosen.node) fit([...near].filter((id) => shown.nodes.has(id)));
  else network.fit({ animation: false });
  isFitted = true;
}

setUpFilters();
readFragment();
byId("panes").addEventListener("click", (press) => {
  const button = press.target.closest("button");
  if (!button) return;
  state.pane = button.value;
  refresh();
  fitOnce();
});
byId("theme").addEventListener("change", () => {
  document.documentElement.dataset.theme = byId("theme").value;
  recolour();
});
function recolour() {
  seen.clear();
  refresh();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
// Paper is white, whatever the screen is.
let onScreen = "";
window.addEventListener("beforeprint", () => {
  onScreen = document.documentElement.dataset.theme || "";
  document.documentElement.dataset.theme = "light";
  byId("described").textContent = described();
  recolour();
});
window.addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = onScreen;
  recolour();
});
byId("save-csv").addEventListener("click", saveCsv);
byId("save-png").addEventListener("click", savePng);
byId("print").addEventListener("click", () => window.print());
byId("show-all").addEventListener("click", showAll);
byId("draw-more").addEventListener("click", () => {
  state.limit = Math.min(content.nodes.length, state.limit * 2);
  refresh();
});
byId("zoom-time").addEventListener("click", zoomTime);
window.addEventListener("resize", () => {
  drawTimeline();
  fitOnce();
});
window.addEventListener("hashchange", () => {
  readFragment();
  refresh();
});

if (content.nodes.length) startNetwork();
choose(state.chosen);
fitOnce();
document.body.dataset.state = content.nodes.length ? "ready" : "empty";

window.kg = { network, entities, events, choose, refresh, state, shown, csv, png, bundles: content.edges };
