/* The map of the reef: its marks are pressed by keyboard as buttons are, and whichever is pointed at
   or has the focus shows its own ties. It adds nothing: it only shows. */
(() => {
  "use strict";
  const marked = (event) =>
    event.target instanceof Element ? event.target.closest(".reef-map [data-node]") : null;

  document.addEventListener("keydown", (event) => {
    const node = marked(event);
    if (!node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });

  function show(node) {
    const map = node.closest(".reef-map");
    const mine = node.dataset.node;
    const near = new Set([mine]);
    for (const edge of map.querySelectorAll("[data-of]")) {
      const ends = edge.dataset.of.split(" ");
      const on = ends.includes(mine);
      edge.classList.toggle("is-mine", on);
      if (on) for (const end of ends) near.add(end);
    }
    for (const other of map.querySelectorAll("[data-node]"))
      other.classList.toggle("is-near", near.has(other.dataset.node));
    map.classList.add("is-chosen");
  }
  function rest(node) {
    node.closest(".reef-map").classList.remove("is-chosen");
  }
  for (const [kind, job] of [
    ["pointerover", show],
    ["focusin", show],
    ["pointerout", rest],
    ["focusout", rest],
  ])
    document.addEventListener(kind, (event) => {
      const node = marked(event);
      if (node) job(node);
    });
})();
