// Measures, one after another in one page, and leaves the result in window.benchResult.
import init, { Bench, Verification, read_certificates } from "./bench.js";
import { peers, verifyByJose } from "./peers.js";
import { readers } from "./readers.js";

const WARM_UP = 5;
const RUNS = 100;
// Browsers round their clock to this, in milliseconds; several in a row make up for it.
const CLOCK = 0.1;
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
const note = (name, value, text = "", unit = "ms") => rows.push({ name, value, unit, note: text });
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

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// A token as the API server writes them, signed by the browser, and the key in PEM.
async function signedToken(algorithm, parameters, signing) {
  const { subtle } = crypto;
  const { privateKey, publicKey } = await subtle.generateKey(parameters, true, ["sign", "verify"]);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: ["https://kubernetes.default.svc.cluster.local"],
    exp: now + 3600,
    iat: now,
    iss: "https://kubernetes.default.svc.cluster.local",
    jti: crypto.randomUUID(),
    "kubernetes.io": {
      namespace: "default",
      node: { name: "node-1", uid: crypto.randomUUID() },
      pod: { name: "web-0", uid: crypto.randomUUID() },
      serviceaccount: { name: "web", uid: crypto.randomUUID() },
      warnafter: now + 3607,
    },
    nbf: now,
    sub: "system:serviceaccount:default:web",
  };
  const part = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));
  const signed = `${part({ alg: algorithm, kid: "" })}.${part(claims)}`;
  const signature = await subtle.sign(signing, privateKey, new TextEncoder().encode(signed));
  const spki = base64(await subtle.exportKey("spki", publicKey));
  const key = `-----BEGIN PUBLIC KEY-----\n${spki.replace(/.{64}/g, "$&\n")}\n-----END PUBLIC KEY-----\n`;
  return { token: `${signed}.${base64url(signature)}`, key, now };
}

// Verifying tokens beside jose, key import included on both sides.
async function measureVerification() {
  const rsa = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  for (const [algorithm, parameters, signing] of [
    ["RS256", rsa, rsa],
    ["ES256", { name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", hash: "SHA-256" }],
    ["EdDSA", { name: "Ed25519" }, { name: "Ed25519" }],
  ]) {
    const { token, key, now } = await signedToken(algorithm, parameters, signing);
    const verification = Verification.start(token, key, now);
    const forged = Verification.start(token.replace(/.(?=.$)/, (one) => (one === "A" ? "B" : "A")), key, now);
    demand(await verification.verdict() && await verification.by_worker(), `${algorithm}: a genuine token was refused`);
    demand(!(await forged.verdict()), `${algorithm}: a forged token was accepted`);
    const [ours, theirs, whole, trip] = await medians([
      () => verification.verdict(),
      () => verifyByJose(token, key, algorithm),
      () => verification.answer(),
      () => verification.by_worker(),
    ]);
    note(`${algorithm}: token verified within the engine`, ours, "from texts to the verdict");
    note(`${algorithm}: token verified by jose`, theirs);
    note(`${algorithm}: token verified and explained within the engine`, whole, "claims, identity, findings");
    note(`${algorithm}: token verified and explained, worker trip included`, trip);
    // Both wait for the same work of the browser; what its clock cannot tell apart is as fast.
    const ticks = Math.round((ours - theirs) / (CLOCK / IN_A_ROW));
    demand(ticks <= 1, `${algorithm}: ${ours.toFixed(3)} ms within the engine, jose takes ${theirs.toFixed(3)}`);
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
    note(`${what}: times the fastest that reads them all`, times, `${fastest[0]}, wanted ${factor}`, "×");
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
  await measureVerification();
  await measureReading();
} catch (error) {
  failures.push(String(error));
}
window.benchResult = JSON.stringify({ rows, failures });
document.documentElement.dataset.done = "true";
