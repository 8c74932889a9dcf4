// Cuts PatternFly to the rules that the page uses and writes target/styles/patternfly.css.
// Run by Trunk before every build (Trunk.toml).
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const root = path.resolve(import.meta.dirname, "..");
const patternfly = path.join(root, "node_modules/@patternfly/patternfly");

// The files of patternfly-yew whose components the page imports, by component.
const librarySources = {
  Button: "components/button/mod.rs",
  TextInput: "components/form/input.rs",
  InputState: "components/form/validation.rs",
};

const filesBelow = (folder, ending) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));

function librarySourceFolder() {
  const metadata = JSON.parse(
    execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], {
      cwd: root,
      maxBuffer: 1 << 28,
    }),
  );
  const library = metadata.packages.find((one) => one.name === "patternfly-yew");
  return path.join(path.dirname(library.manifest_path), "src");
}

const own = filesBelow(path.join(root, "src"), ".rs").map((file) => fs.readFileSync(file, "utf8"));
const imported = own.flatMap((source) =>
  [...source.matchAll(/use patternfly_yew::prelude::\{?([^;}]*)/g)].flatMap((found) =>
    found[1].split(",").map((name) => name.trim()).filter(Boolean),
  ),
);
const folder = librarySourceFolder();
const library = [...new Set(imported)]
  .map((name) => librarySources[name])
  .filter(Boolean)
  .map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
const content = [...own, ...library].join("\n");

// A component's stylesheet is wanted where its class occurs.
const used = new Set([...content.matchAll(/pf-v6-c-([a-z]+(?:-[a-z]+)*)/g)].map((found) => found[1]));
const components = filesBelow(path.join(patternfly, "components"), ".css").filter((file) =>
  used.has(path.basename(file, ".css")),
);
const sheets = [path.join(patternfly, "patternfly-base.css"), ...components];
const css = sheets.map((file) => fs.readFileSync(file, "utf8")).join("\n");

const certbench = fs.readFileSync(path.join(root, "static/certbench.css"), "utf8");
const [purged] = await new PurgeCSS().purge({
  content: [{ raw: content, extension: "rs" }],
  // Our own sheet counts as a user of variables, and is not written.
  css: [{ raw: `${css}\n${certbench}` }],
  variables: true,
  keyframes: true,
  fontFace: true,
  defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
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
