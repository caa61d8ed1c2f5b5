/* Nobody loses a text: what is being written outlives its box being drawn anew, a session that
   ended, and the page being loaded again once the server is back. Kept in this tab alone, and let
   go of once the act that it was written for is done. */
(() => {
  "use strict";
  const STORE = "corail.unsent";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const unsent = new Map(); // form and box -> words
  const restored = new Set(); // Gradio's boxes that got their words back

  // Whose words they are: the next person at this tab is not shown them.
  let who = null;
  function known() {
    const line = document.querySelector(".person-line");
    if (who !== null || !line) return;
    who = line.dataset.who;
    try {
      const kept = JSON.parse(sessionStorage.getItem(STORE) || "{}");
      if (kept.who !== who) return;
      for (const [key, words] of kept.boxes) if (!unsent.has(key)) unsent.set(key, words);
    } catch {
      // Nothing readable was kept.
    }
  }
  function store() {
    try {
      sessionStorage.setItem(STORE, JSON.stringify({ who, boxes: [...unsent] }));
    } catch {
      // A full or forbidden store: this page still holds the words.
    }
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('[action="/sign-out"]')) return;
    unsent.clear();
    store();
  });
  // What was drafted from is in the conversation: an emptied box stays empty.
  addEventListener("pagehide", () => {
    if (who === null) return;
    for (const key of [...unsent.keys()].filter((key) => key.startsWith("#"))) {
      const box = boxOf(key);
      if (box && !box.value) unsent.delete(key);
    }
    store();
  });

  // Boxes that we draw are named within a form; Gradio's own are told by the id around them.
  function keyOf(box) {
    // A choice is made anew in a moment; a text is not.
    if (box.closest("[data-fleeting]")) return null;
    const form = box.closest("[data-form]");
    if (form) return box.name && box.type !== "hidden" ? `${form.dataset.form} ${box.name}` : null;
    if (!box.matches("textarea, input[type=text]:not([role=listbox])")) return null;
    const around = box.closest("#reply-composer [id^=reply-], #reply-refine");
    return around ? `#${around.id}` : null;
  }
  const boxOf = (key) => document.querySelector(`${key} :is(textarea, input[type=text])`);
  document.addEventListener("input", (event) => {
    const key = event.target instanceof Element ? keyOf(event.target) : null;
    if (!key) return;
    restored.add(key);
    if (event.target.value) unsent.set(key, event.target.value);
    else unsent.delete(key);
    store();
  });

  // Loading anew brings the words back; leaving would not.
  let loadingAnew = false;
  if (window.navigation)
    window.navigation.addEventListener("navigate", (event) => {
      loadingAnew = event.navigationType === "reload";
    });
  addEventListener("beforeunload", (event) => {
    const drawn = [...unsent].some(([key, words]) => !key.startsWith("#") && words.trim());
    if (drawn && !loadingAnew) event.preventDefault();
  });

  function localMinute(iso) {
    const at = new Date(iso);
    return isNaN(at)
      ? ""
      : new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }

  function letGo() {
    for (const done of all("[data-done]")) {
      for (const key of [...unsent.keys()])
        if (key.startsWith(`${done.dataset.done} `)) unsent.delete(key);
      done.remove();
      store();
    }
  }

  function putBack() {
    for (const box of all("[data-form] :is(input, textarea, select)[name]")) {
      if (box.dataset.kept) continue;
      box.dataset.kept = "yes";
      if (box.dataset.at) box.value = localMinute(box.dataset.at);
      const words = unsent.get(keyOf(box));
      if (words === undefined) continue;
      box.value = words;
      const folded = box.closest("details");
      if (folded) folded.open = true;
    }
    if (document.documentElement.dataset.corail !== "ready") return;
    for (const [key, words] of unsent) {
      if (!key.startsWith("#") || restored.has(key)) continue;
      const box = boxOf(key);
      if (!box) continue;
      restored.add(key);
      if (box.value) continue;
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // A session that ended is told of where it shows.
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    const told = document.getElementById("corail-ended");
    if (told && (answer.ok || answer.status === 401)) told.hidden = answer.ok;
    return answer;
  };

  // Gradio says in English that the server is lost, over whatever lies beneath, and loads the page
  // anew once it is back: we say it in the page's language, where it hides nothing.
  function lost() {
    for (const toast of all(".toast-body")) {
      if (toast.hidden || !toast.textContent.includes("Connection to the server was lost"))
        continue;
      toast.hidden = true;
      const ended = document.getElementById("corail-ended");
      const told = document.getElementById("corail-lost");
      if (told) told.hidden = Boolean(ended && !ended.hidden);
    }
  }

  window.corailKeeping = { redrawn: () => (known(), letGo(), putBack(), lost()) };
})();
