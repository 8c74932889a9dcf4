// The engine's worker. Its wasm is asked for beside its script, not after it.
const wasm = fetch(new URL("./engine_bg.wasm", import.meta.url));
wasm.catch(() => {});
const { default: init } = await import("./engine.js");
await init({ module_or_path: wasm });
