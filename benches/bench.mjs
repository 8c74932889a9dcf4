// Measures, one after another in one page, and leaves the result in window.benchResult.
import init, { Bench } from "./bench.js";
import { peers } from "./peers.js";

const WARM_UP = 30;
const RUNS = 300;

async function median(work, runs = RUNS) {
  for (let run = 0; run < Math.min(WARM_UP, runs); run++) await work();
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  return times[Math.floor(times.length / 2)];
}

const rows = [];
const failures = [];
const note = (name, median_ms, text = "") => rows.push({ name, median_ms, note: text });
const demand = (holds, text) => {
  if (!holds) failures.push(text);
};

async function measure() {
  await init();
  let ours = 0;
  for (const kind of ["P-256", "P-384", "P-521", "Ed25519", "RSA 2048", "RSA 3072", "RSA 4096"]) {
    const bench = await Bench.start(kind);
    const runs = kind.startsWith("RSA") ? 100 : RUNS;
    const bare = await median(() => bench.sign(), runs);
    const whole = await median(() => bench.make_request(), runs);
    const over = whole - bare;
    const limit = kind === "P-256" ? 2 : 3;
    note(`${kind}: bare WebCrypto signature`, bare);
    note(`${kind}: request made, two worker trips`, whole, `${over.toFixed(2)} over bare, limit ${limit}`);
    demand(over < limit, `${kind}: ${over.toFixed(2)} ms over bare signing, limit ${limit}`);
    if (kind === "P-256") ours = whole;
  }
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  for (const [name, prepare] of Object.entries(peers)) {
    const time = await median(prepare(keys));
    note(`P-256: request made by ${name}`, time);
    demand(ours < time, `P-256: ${ours.toFixed(2)} ms, ${name} takes ${time.toFixed(2)}`);
  }
}

try {
  await measure();
} catch (error) {
  failures.push(String(error));
}
window.benchResult = JSON.stringify({ rows, failures });
document.documentElement.dataset.done = "true";
