// Run before a page's own scripts: pastes a certificate as soon as that is possible, and leaves a promise of the
// moments in globalThis.certbenchStartup, in milliseconds since the page was asked for.
(() => {
  const { field, result, words, pem } = PARAMETERS;
  const becomes = (find) =>
    new Promise((done) => {
      const look = () => {
        const found = find();
        if (!found) return;
        observer.disconnect();
        done(found);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });
  // What is in the document is drawn with the next frame.
  const drawn = () =>
    new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  // The browser tells of it only when it is on the screen.
  const painted = new Promise((done) => {
    const observer = new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntriesByName("first-contentful-paint")) done(startTime);
    });
    observer.observe({ type: "paint", buffered: true });
  });
  const paste = (area) => {
    area.focus();
    area.value = pem;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertFromPaste" }));
  };
  globalThis.certbenchStartup = (async () => {
    const area = await becomes(() => document.querySelector(`${field}:not(:disabled)`));
    const usable = await drawn();
    paste(area);
    await becomes(() => {
      const text = document.querySelector(result)?.textContent ?? "";
      return words.every((word) => text.includes(word));
    });
    const decoded = await drawn();
    return { painted: await painted, usable, decoded };
  })();
})();
