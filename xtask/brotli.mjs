// Writes, for each file named, what a good host sends of it beside it, as NAME.br, and prints its size, its size as
// sent, and its name.
import fs from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;

for (const file of process.argv.slice(2)) {
  const content = fs.readFileSync(file);
  const compressed = brotliCompressSync(content, {
    params: {
      [BROTLI_PARAM_QUALITY]: 11,
      [BROTLI_PARAM_LGWIN]: 22,
      [BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  fs.writeFileSync(`${file}.br`, compressed);
  console.log(`${content.length}\t${compressed.length}\t${file}`);
}
