// Joins the Fluent files of each language into target/texts/LANGUAGE.ftl, without comments and blank
// lines: the page fetches one of them before it shows itself. Names the languages in the script that asks for it
// (target/start.js). Run by Trunk before every build, which
// then copies the folder to the site.
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const target = path.join(root, "target/texts");
// What a language left behind that is gone would be copied too.
fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
const languages = fs.readdirSync(path.join(root, "locales")).sort();
for (const language of languages) {
  const folder = path.join(root, "locales", language);
  const lines = fs
    .readdirSync(folder)
    .sort()
    .flatMap((name) => fs.readFileSync(path.join(folder, name), "utf8").split("\n"))
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  fs.writeFileSync(path.join(target, `${language}.ftl`), `${lines.join("\n")}\n`);
}
const start = fs.readFileSync(path.join(root, "static/start.js"), "utf8");
fs.writeFileSync(path.join(root, "target/start.js"), start.replace("LANGUAGES", JSON.stringify(languages)));
