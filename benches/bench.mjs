// Measures, one after another in one page, and leaves the result in window.benchResult.
import init, { Bench } from "./bench.js";
import { peers } from "./peers.js";

const WARM_UP = 5;
const RUNS = 100;
// Browsers round their clock to a tenth of a millisecond; several in a row make up for it.
const IN_A_ROW = 10;

// The medians of several works, which take turns so that a slow moment hits all of them.
async function medians(works, runs = RUNS) {
  const times = works.map(() => []);
  for (let run = -WARM_UP; run < runs; run++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      for (let one = 0; one < IN_A_ROW; one++) await work();
      if (run >= 0) times[index].push((performance.now() - start) / IN_A_ROW);
    }
  }
  return times.map((list) => list.sort((left, right) => left - right)[Math.floor(list.length / 2)]);
}

const rows = [];
const failures = [];
const note = (name, median_ms, text = "") => rows.push({ name, median_ms, note: text });
const demand = (holds, text) => {
  if (!holds) failures.push(text);
};

async function measure() {
  await init();
  for (const kind of ["P-256", "P-384", "P-521", "Ed25519", "RSA 2048", "RSA 3072", "RSA 4096"]) {
    const bench = await Bench.start(kind);
    const runs = kind.startsWith("RSA") ? 20 : RUNS;
    const [bare, whole] = await medians([() => bench.sign(), () => bench.make_request()], runs);
    const over = whole - bare;
    const limit = kind === "P-256" ? 2 : 3;
    note(`${kind}: bare WebCrypto signature`, bare);
    note(`${kind}: request made, worker trip included`, whole, `${over.toFixed(2)} over bare, limit ${limit}`);
    demand(over < limit, `${kind}: ${over.toFixed(2)} ms over bare signing, limit ${limit}`);
  }
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const bench = await Bench.start("P-256");
  const names = Object.keys(peers);
  const works = [() => bench.make_request(), ...names.map((name) => peers[name](keys))];
  const [ours, ...theirs] = await medians(works);
  note("P-256, taking turns: request made by Certbench", ours, "YAML and commands included");
  for (const [index, name] of names.entries()) {
    const time = theirs[index];
    note(`P-256, taking turns: request made by ${name}`, time);
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
