/* What the Inbox and the Record room do in the browser: Enter filters, arrows go from post to post, what was
   opened comes into sight, and a post that was handed over waits in the Reply room's box. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = () => matchMedia("(max-width: 899.98px)").matches;

  document.addEventListener(
    "keydown",
    (event) => {
      const at = event.target instanceof Element ? event.target : null;
      if (!at || event.isComposing || !at.closest("#inbox-room, #record-room")) return;
      if (event.key === "Enter" && at.matches("[data-form] :is(input, select)")) {
        const go = one("[data-act]", at.closest("[data-form]"));
        event.preventDefault();
        if (go) go.click();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !at.matches(".post-row")) return;
      const rows = all(".post-row", at.closest("ul"));
      const next = rows[rows.indexOf(at) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
    true,
  );

  // A double click is one, here and in the Record and the Purpose room.
  let last = { what: "", at: 0 };
  // Pressed again with other words, it is another act.
  document.addEventListener("input", () => (last = { what: "", at: 0 }), true);
  document.addEventListener(
    "click",
    (event) => {
      const at = event.target instanceof Element ? event.target : null;
      const pressed = at && at.closest(":is(#inbox-room, #record-room, #purpose-room) [data-act]");
      if (!pressed) return;
      const what = `${pressed.dataset.act} ${pressed.dataset.subject}`;
      const now = performance.now();
      if (what === last.what && now - last.at < 600) event.stopImmediatePropagation();
      else last = { what, at: now };
    },
    true,
  );

  // From where something was opened, to come back to.
  let from = "";
  document.addEventListener(
    "click",
    (event) => {
      const pressed = event.target instanceof Element ? event.target : null;
      const main = ":is(#inbox-main, #record-main)";
      const row = pressed && pressed.closest(`${main} :is(.post-row, .quiet.named)`);
      if (row) from = row.dataset.subject;
    },
    true,
  );

  const seen = new Map(); // pane -> what it showed
  function changed(pane) {
    const part = one(`${pane} [data-version]`);
    const version = part ? part.dataset.version : "";
    if ((seen.get(pane) || "") === version) return null;
    const before = seen.get(pane) || "";
    seen.set(pane, version);
    return { part, before };
  }

  // A post that was marked is drawn anew: the eye stays where it is.
  const sameThing = (one, other) => one.split("-", 2).join() === other.split("-", 2).join();

  function look() {
    const main = changed("#inbox-main");
    if (main && main.part && main.before) {
      one("#inbox-left").scrollTop = 0;
      if (narrow()) scrollTo({ top: 0 });
    }
    const side = changed("#inbox-side");
    if (side) {
      const opened = side.part ? side.part.dataset.of : "";
      for (const row of all("#inbox-main .post-row"))
        if (row.dataset.subject === opened) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
    }
    if (side && side.part) {
      if (!sameThing(side.before, side.part.dataset.version)) {
        one("#inbox-right").scrollTop = 0;
        if (narrow()) scrollTo({ top: 0 });
        const there = one("[data-arrive]", side.part);
        if (there) there.focus({ preventScroll: true });
      }
    } else if (side && from) {
      const row = one(`#inbox-main [data-subject="${CSS.escape(from)}"]`);
      if (row) row.focus();
    }
    // The Record room shows one thing at a time: what was opened, or the list it was opened from.
    const record = changed("#record-main");
    if (record && record.part && record.before) {
      const there = one("[data-arrive]", record.part);
      const row = from && one(`#record-main [data-subject="${CSS.escape(from)}"]`);
      if (there || !row) {
        one("#record-room").scrollTop = 0;
        if (narrow()) scrollTo({ top: 0 });
      }
      if (there) there.focus({ preventScroll: true });
      else if (row) row.focus();
    }
    for (const passed of all("[data-passed]")) {
      passed.remove();
      const box = one("#reply-post textarea");
      if (box) setTimeout(() => box.focus(), 50);
    }
  }
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
