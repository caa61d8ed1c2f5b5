/* What the page does by itself, on what the server drew: open a citation's evidence, switch between
   drafts, copy, draft on Enter. It adds no text from outside: it only shows, hides and focuses. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const gentle = () =>
    matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  let openedFrom = null;
  const chosen = new Map(); // exchange -> tab, kept while the conversation is drawn anew

  window.corail = {
    speak(language) {
      document.documentElement.lang = language;
      for (const time of all("time[data-told]")) delete time.dataset.told;
    },
    arrived(language) {
      window.corail.speak(language);
      document.documentElement.dataset.corail = "ready";
      redrawn();
    },
    // What was pressed, with the words in the boxes around it.
    told(pressed) {
      const form = pressed.closest("[data-form]");
      const fields = {};
      for (const box of form ? all("[name]", form) : []) {
        if (box.type === "radio" && !box.checked) continue;
        fields[box.name] =
          box.type === "datetime-local" && box.value
            ? new Date(box.value).toISOString()
            : box.value;
      }
      return { act: pressed.dataset.act, subject: pressed.dataset.subject || "", fields };
    },
  };

  function redrawn() {
    window.corailKeeping.redrawn();
    for (const ready of all(".copy[data-now]")) {
      delete ready.dataset.now;
      copy(ready);
    }
    for (const ready of all("a[download][data-now]")) {
      delete ready.dataset.now;
      ready.click();
    }
    for (const time of all("time[datetime]:not([data-told])")) {
      time.dataset.told = "yes";
      const at = new Date(time.getAttribute("datetime"));
      if (!isNaN(at))
        time.textContent = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
          dateStyle: "medium",
          timeStyle: "short",
        }).format(at);
    }
  }
  // Should the server be slow to say where one arrives, the page is shown all the same.
  setTimeout(() => (document.documentElement.dataset.corail = "ready"), 4000);

  function openCard(mark) {
    const card = document.getElementById(mark.dataset.card);
    if (!card) return;
    const section = card.closest(".evidence-of");
    if (section) for (const other of all(".evidence-of")) other.hidden = other !== section;
    for (const lit of all(".card.is-open, .mark.is-open")) lit.classList.remove("is-open");
    card.classList.add("is-open");
    mark.classList.add("is-open");
    openedFrom = mark;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: gentle() });
  }

  function backToDraft() {
    const mark = openedFrom && openedFrom.isConnected ? openedFrom : one(".mark");
    if (!mark) return;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center", behavior: gentle() });
  }

  function selectTab(tab, focus) {
    const drafts = tab.closest(".drafts");
    for (const other of all('[role="tab"]', drafts)) {
      const on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = !on;
    }
    chosen.set(drafts.dataset.exchange, tab.id);
    if (focus) tab.focus();
  }

  async function copy(button) {
    const words = button.dataset.copy;
    if (words === undefined) return; // The server decides first, and gives the words.
    const label = button.dataset.label || (button.dataset.label = button.textContent);
    let said = button.dataset.copied;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      said = copyTheOldWay(words) ? said : button.dataset.byHand;
    }
    const asked = button.dataset.for
      ? one(`.copy[data-act="copied"][data-subject="${CSS.escape(button.dataset.for)}"]`)
      : null;
    const before = asked && asked.textContent;
    if (asked) {
      asked.textContent = said;
      setTimeout(() => (asked.textContent = before), 2000);
    }
    button.textContent = said;
    const status = one("#reply-status [role=status]");
    if (status) status.textContent = said;
    setTimeout(() => (button.textContent = label), 2000);
  }

  function copyTheOldWay(words) {
    const box = document.createElement("textarea");
    box.value = words;
    box.setAttribute("readonly", "");
    box.className = "sr-only";
    document.body.append(box);
    box.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    box.remove();
    return done;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target && target.closest(".mark, .back, .copy, .drafts [role=tab]");
    if (!button) return;
    if (button.matches(".mark")) openCard(button);
    else if (button.matches(".back")) backToDraft();
    else if (button.matches(".copy")) copy(button);
    else selectTab(button, false);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!target || event.isComposing) return;
      if (target.matches(".drafts [role=tab]")) return moveAmongTabs(event, target);
      if (event.key === "Escape" && target.closest(".card")) return backToDraft();
      if (event.key !== "Enter" || !target.closest("#reply-composer")) return;
      if (!target.matches("textarea, input[type=text]")) return;
      const inPost = target.closest("#reply-post");
      if (inPost && event.shiftKey) return; // a new line
      if (!inPost && !event.ctrlKey && !event.metaKey) return;
      if (target.getAttribute("role") === "listbox") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const go = one("#reply-draft");
      if (go) setTimeout(() => go.click(), 0);
    },
    true,
  );

  // Gradio would submit on it, and take the new line away.
  document.addEventListener(
    "keypress",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key === "Enter" && target && target.closest("#reply-post"))
        event.stopImmediatePropagation();
    },
    true,
  );

  function moveAmongTabs(event, tab) {
    const tabs = all('[role="tab"]', tab.parentElement);
    const at = tabs.indexOf(tab);
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    selectTab(tabs[to], true);
  }

  // The conversation is drawn anew at each step: keep the chosen drafts, show the latest post.
  let drawn = "";
  const look = () => {
    redrawn();
    const log = one("#reply-log .log");
    const version = log ? log.dataset.version : "";
    if (version === drawn) return;
    drawn = version;
    for (const [exchange, id] of chosen) {
      const tab = document.getElementById(id);
      if (tab) selectTab(tab, false);
      else chosen.delete(exchange);
    }
    if (!log) return;
    const exchange = document.getElementById(`exchange-${log.dataset.latest}`);
    if (exchange) exchange.scrollIntoView({ block: "start", behavior: gentle() });
  };
  new MutationObserver(look).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-version"],
    childList: true,
    subtree: true,
  });
})();
