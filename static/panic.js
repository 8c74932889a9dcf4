// The screen that a panic of the page leaves behind. Plain JavaScript, because after a panic no Rust
// may run; nothing is ever sent or stored.
"use strict";
(() => {
  let words = {
    title: "Something went wrong",
    explanation: "",
    copy: "Copy",
    proceed: "Go on",
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };
  const button = (text, id, action) => {
    const made = element("button", text, "certbench-panic__button");
    made.id = id;
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };
  globalThis.certbenchPanic = {
    prepare(title, explanation, copy, proceed) {
      words = { title, explanation, copy, proceed };
    },
    show(message) {
      if (document.getElementById("panic")) return;
      const screen = element("div", "", "certbench-panic");
      screen.id = "panic";
      screen.setAttribute("role", "alertdialog");
      screen.setAttribute("aria-label", words.title);
      const text = element("pre", message, "certbench-panic__message");
      text.id = "panic-message";
      text.tabIndex = 0;
      const proceed = button(words.proceed, "panic-proceed", () => location.reload());
      screen.append(
        element("h1", words.title, ""),
        element("p", words.explanation, ""),
        text,
        button(words.copy, "panic-copy", () => navigator.clipboard?.writeText(message)),
        proceed,
      );
      document.body.append(screen);
      proceed.focus();
    },
  };
})();
