// The state of the explorer is in the fragment of its own address; here it is in this page's, so that a link holds it.
"use strict";

const frame = document.getElementById("graph");
const inner = () => frame.contentWindow.location;
const mirror = () => history.replaceState(null, "", inner().hash || location.pathname + location.search);

frame.addEventListener("load", () => {
  const { history: its } = frame.contentWindow;
  // An address that a script replaces raises no event.
  for (const name of ["replaceState", "pushState"]) {
    const original = its[name].bind(its);
    its[name] = (...given) => { original(...given); mirror(); };
  }
  frame.contentWindow.addEventListener("hashchange", mirror);
  // A page of this server opens in place of this one, not inside it.
  frame.contentDocument.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (link && link.origin === location.origin && !link.getAttribute("href").startsWith("#")) link.target = link.target || "_top";
  }, true);
  mirror();
});
addEventListener("hashchange", () => inner().replace(inner().pathname + inner().search + location.hash));
frame.src = frame.dataset.src + location.hash;
