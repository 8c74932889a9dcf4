// Measures, one after another in one page, and leaves the result in window.benchResult.
import init, { Bench, read_certificates } from "./bench.js";
import { peers } from "./peers.js";
import { readers } from "./readers.js";

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

const seconds = async (work) => {
  const start = performance.now();
  const result = await work();
  return { time: (performance.now() - start) / 1000, result };
};

// Reading certificates, rounds in turn. The fastest of those that read them all is the one to beat.
async function measureReading() {
  const load = async (name) => (await fetch(name)).text();
  const [roots, leaves] = [await load("roots.pem"), await load("leaves.pem")];
  const first = (bundle, count) => {
    const blocks = bundle.split("-----END CERTIFICATE-----\n");
    return blocks.slice(0, count).map((block) => `${block}-----END CERTIFICATE-----\n`).join("");
  };
  for (const [what, bundle, rounds, factor] of [["Mozilla's roots", roots, 9, 8], ["10,000 leaves", leaves, 3, 20]]) {
    const total = bundle.split("-----BEGIN CERTIFICATE-----").length - 1;
    const works = { Certbench: async () => read_certificates(bundle) };
    for (const [name, read] of Object.entries(readers)) works[name] = () => read(bundle);
    const best = {};
    read_certificates(bundle);
    for (const name of Object.keys(works)) {
      // Warm-up on a part: the slowest takes many seconds for all.
      await readers[name]?.(first(bundle, 500));
      best[name] = { time: Infinity, read: 0 };
    }
    for (let round = 0; round < rounds; round++) {
      for (const [name, work] of Object.entries(works)) {
        const { time, result } = await seconds(work);
        if (time < best[name].time) best[name] = { time, read: result };
      }
    }
    const ours = total / best.Certbench.time;
    let fastest = ["", 0];
    for (const [name, { time, read }] of Object.entries(best)) {
      const rate = read / time;
      const text = read === total ? `${Math.round(rate)} certificates a second` : `reads ${read} of ${total}`;
      note(`${what}: read by ${name}`, time * 1000, text);
      if (name !== "Certbench" && read === total && rate > fastest[1]) fastest = [name, rate];
    }
    const times = ours / fastest[1];
    note(`${what}: times the fastest that reads them all`, times, `${fastest[0]}, wanted ${factor}`);
    demand(best.Certbench.read === total, `${what}: read ${best.Certbench.read} of ${total}`);
    demand(times >= factor, `${what}: ${times.toFixed(1)} times ${fastest[0]}, wanted ${factor}`);
  }
  const perCertificate = [];
  for (const count of [1_000, 10_000, 50_000]) {
    const bundle = count <= 10_000 ? first(leaves, count) : leaves.repeat(count / 10_000);
    read_certificates(bundle);
    let best = Infinity;
    for (let round = 0; round < 3; round++) {
      best = Math.min(best, (await seconds(async () => read_certificates(bundle))).time);
    }
    perCertificate.push((best * 1e6) / count);
    note(`${count} leaves`, best * 1000, `${((best * 1e6) / count).toFixed(2)} µs each`);
  }
  const growth = perCertificate[2] / perCertificate[0];
  demand(growth < 1.5, `50,000 leaves take ${growth.toFixed(2)} times as long each as 1,000`);
}

try {
  await measure();
  await measureReading();
} catch (error) {
  failures.push(String(error));
}
window.benchResult = JSON.stringify({ rows, failures });
document.documentElement.dataset.done = "true";
