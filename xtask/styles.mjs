// Cuts PatternFly to the rules that the page uses and writes target/styles/patternfly.css.
// Run by Trunk before every build (Trunk.toml).
import fs from "node:fs";
import path from "node:path";

function fail(words) {
  console.error(`styles: ${words}`);
  process.exit(1);
}

const missing = "npm packages are missing: run `cargo xtask styles`, which installs them, or `npm ci`";
const { transform } = await import("lightningcss").catch(() => fail(missing));
const { PurgeCSS } = await import("purgecss").catch(() => fail(missing));

const root = path.resolve(import.meta.dirname, "..");
const patternfly = path.join(root, "node_modules/@patternfly/patternfly");
if (!fs.existsSync(path.join(patternfly, "patternfly-base.css"))) fail(missing);

const filesBelow = (folder, ending) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));

const content = filesBelow(path.join(root, "src"), ".rs")
  .map((file) => fs.readFileSync(file, "utf8"))
  .join("\n");

// A component's stylesheets are wanted where its class occurs: a table's has others beside it in its
// folder, for narrow pages and for scrolling.
const used = new Set([...content.matchAll(/pf-v6-c-([a-z]+(?:-[a-z]+)*)/g)].map((found) => found[1]));
const isUsed = (file) => used.has(path.basename(file, ".css"));
const sheetsOfComponents = filesBelow(path.join(patternfly, "components"), ".css");
const usedFolders = new Set(sheetsOfComponents.filter(isUsed).map((file) => path.dirname(file)));
const components = sheetsOfComponents.filter((file) => usedFolders.has(path.dirname(file)));
const sheets = [path.join(patternfly, "patternfly-base.css"), ...components];
const css = sheets.map((file) => fs.readFileSync(file, "utf8")).join("\n");

// A misspelt class would only look wrong. Some of PatternFly's have no rule and occur in its examples only.
const known = new Set([...css.matchAll(/\.(pf-[A-Za-z0-9_-]+)/g)].map((found) => found[1]));
const asked = new Set([...content.matchAll(/(?<![A-Za-z0-9_-])pf-(?:v6|m)-[A-Za-z0-9_-]+/g)].map((found) => found[0]));
const withoutRule = [...asked].filter((name) => !known.has(name));
const examples = withoutRule.length === 0 ? "" : filesBelow(path.join(patternfly, "docs/components"), ".md")
  .map((file) => fs.readFileSync(file, "utf8"))
  .join("\n");
const unknown = withoutRule.filter((name) => !examples.includes(name));
if (unknown.length > 0) fail(`PatternFly knows no class ${unknown.join(", ")}`);

const certbench = fs.readFileSync(path.join(root, "static/certbench.css"), "utf8");
const [purged] = await new PurgeCSS().purge({
  content: [{ raw: content, extension: "rs" }],
  // Our own sheet counts as a user of variables, and is not written.
  css: [{ raw: `${css}\n${certbench}` }],
  variables: true,
  keyframes: true,
  fontFace: true,
  defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
  // The font of these icons is not served: their rules would draw an empty box.
  blocklist: ["fas", /^fa-/],
  safelist: { standard: ["html", "body", "pf-v6-theme-dark", /^:/] },
});
const withoutOwn = purged.css.split("/* certbench:begin */")[0];
const { code } = transform({
  filename: "patternfly.css",
  code: Buffer.from(withoutOwn.replace(/@font-face\s*\{[^}]*\}/g, "")),
  minify: true,
});
const target = path.join(root, "target/styles");
fs.mkdirSync(target, { recursive: true });
fs.writeFileSync(path.join(target, "patternfly.css"), code);
console.log(
  `patternfly.css: ${code.length} bytes from ${css.length}, ${components.length} components`,
);
