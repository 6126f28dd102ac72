// The state of the explorer is in the fragment of its own address; here it is in this page's, so that a link holds it.
"use strict";

const frame = document.getElementById("graph");
const inner = () => frame.contentWindow.location;

frame.addEventListener("load", () => {
  frame.contentWindow.addEventListener("hashchange", () => history.replaceState(null, "", inner().hash || location.pathname + location.search));
});
addEventListener("hashchange", () => inner().replace(inner().pathname + inner().search + location.hash));
frame.src = frame.dataset.src + location.hash;
