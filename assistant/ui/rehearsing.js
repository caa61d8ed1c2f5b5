/* What the Rehearse room does in the browser: Ctrl+Enter answers, the latest read-out comes into
   sight, a topic to try is put in its box, and the browser's own dictation, off until pressed. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const gentle = () =>
    matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

  function written(box) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener(
    "keydown",
    (event) => {
      const box = event.target instanceof Element ? event.target : null;
      if (!box || event.key !== "Enter" || event.isComposing) return;
      const inTerms = box.matches("[data-form] input[type=text]") && box.closest("#rehearse-room");
      const sends = box.matches("textarea[data-send]") && (event.ctrlKey || event.metaKey);
      if (!inTerms && !sends) return;
      const go = box.closest("[data-form]").querySelector("[data-act]");
      event.preventDefault();
      if (go) go.click();
    },
    true,
  );

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    const topic = pressed && pressed.closest("[data-fills]");
    if (topic) {
      const box = topic.closest("[data-form]").querySelector(`[name="${topic.dataset.fills}"]`);
      box.value = topic.dataset.words;
      written(box);
      box.focus();
    }
    const button = pressed && pressed.closest(".dictate");
    if (button) dictate(button);
  });

  // --- dictation: the browser's own, where it has one -------------------------------------------

  let listening = null; // { recognition, button }

  function dictate(button) {
    if (listening) {
      const same = listening.button === button;
      listening.recognition.stop();
      if (same) return;
    }
    const box = button.closest("[data-form]").querySelector("textarea");
    const before = box.value ? `${box.value.trimEnd()} ` : "";
    const recognition = new Recognition();
    recognition.lang = button.dataset.spoken;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = (event) => {
      box.value = before + [...event.results].map((one) => one[0].transcript).join("");
      written(box);
    };
    recognition.onerror = () => failed(button);
    recognition.onend = () => {
      listening = null;
      told(button, false);
    };
    try {
      recognition.start();
      listening = { recognition, button };
      told(button, true);
    } catch {
      failed(button);
    }
  }

  function told(button, on) {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.stop : button.dataset.start;
  }

  function failed(button) {
    const note = button.closest("[data-form]").querySelector(".dictation-note");
    if (note) note.textContent = button.dataset.failed;
  }

  // --- what was drawn anew ----------------------------------------------------------------------

  let drawn = "";
  function look() {
    if (Recognition)
      for (const button of all(".dictate[hidden]")) {
        button.hidden = false;
        const note = button.closest("[data-form]").querySelector(".dictation-note");
        if (note) note.hidden = false;
      }
    if (listening && !listening.button.isConnected) listening.recognition.stop();
    const part = document.querySelector("#rehearse-main [data-version]");
    const version = part ? part.dataset.version : "";
    if (version === drawn) return;
    drawn = version;
    if (!part) return;
    const there = part.querySelector("[data-arrive]");
    if (there) there.scrollIntoView({ block: "start", behavior: gentle() });
    else if (part.closest("#rehearse-left").getBoundingClientRect().top < 0)
      part.scrollIntoView({ block: "start" });
    else part.closest("#rehearse-left").scrollTop = 0;
    const boxes = all("textarea[data-send]", part);
    const box = (there && there.querySelector("textarea")) || boxes[boxes.length - 1];
    // On a phone the keyboard would cover what is to be read.
    if (box && matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
  }
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
