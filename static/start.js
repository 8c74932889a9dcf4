// Asks at once for what the page needs beside its own wasm: the engine, in its worker, and the texts
// of the reader's language. Trunk writes this script into the page itself, so that it waits for nothing.
"use strict";
(() => {
  const languages = LANGUAGES; // the folders of locales/, filled in by xtask/texts.mjs
  const address = (name) => new URL(name, document.baseURI).href;

  // The one Trusted Types policy lets the worker's own address pass, and nothing else.
  const script = address("./engine_loader.js");
  const policy = globalThis.trustedTypes?.createPolicy("certbench-worker", {
    createScriptURL: (asked) => (asked === script ? asked : null),
  });
  const newWorker = () => new Worker(policy?.createScriptURL(script) ?? script, { type: "module" });

  // What the first worker says before the page listens to it is kept, and told again when it does.
  let first = newWorker();
  const events = ["message", "error"];
  const early = [];
  const keep = (event) => {
    event.preventDefault();
    early.push(event);
  };
  for (const name of events) first.addEventListener(name, keep);

  const fetchTexts = async (language, priority) => {
    const response = await fetch(address(`./texts/${language}.ftl`), { priority });
    if (!response.ok) throw new Error(`${language}: ${response.status}`);
    return response.text();
  };
  // As the page chooses it (`Language::from_tags`). Should the two disagree, the page asks once more.
  const chosen = () => {
    try {
      return JSON.parse(localStorage.getItem("certbench.language"));
    } catch {
      return null;
    }
  };
  const own = (tag) => tag?.split("-")[0];
  const find = (tag) => languages.find((language) => own(language) === own(tag));
  const wanted = [chosen(), ...navigator.languages, document.documentElement.lang];
  const language = find(wanted.find(find));
  let texts = fetchTexts(language, "high");
  // Without the texts the page says so itself.
  texts.catch(() => {});

  globalThis.certbenchStart = {
    // The first worker, and a new one each time after it.
    worker() {
      const worker = first ?? newWorker();
      if (worker === first) {
        first = null;
        for (const name of events) worker.removeEventListener(name, keep);
        queueMicrotask(() => early.splice(0).forEach((event) => worker.dispatchEvent(event)));
      }
      return worker;
    },
    // A promise of a language's file.
    texts(asked) {
      const known = asked === language ? texts : null;
      if (known) texts = null;
      return known ?? fetchTexts(asked, "low");
    },
  };
})();
