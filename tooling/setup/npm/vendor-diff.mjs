// Writes the library that compares versions in the page, from the package pinned in package.json, unchanged.
// node tooling/setup/npm/vendor-diff.mjs [FOLDER]
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const target = resolve(process.argv[2] ?? "site/docs/assets/vendor", "diff");
const source = resolve("build/npm/node_modules/diff");
const { version, license } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));

mkdirSync(target, { recursive: true });
copyFileSync(join(source, "dist/diff.min.js"), join(target, "diff.min.js"));
copyFileSync(join(source, "LICENSE"), join(target, "LICENSE.txt"));
writeFileSync(
  join(target, "README.txt"),
  `diff ${version}, unchanged: dist/diff.min.js. ${license} licence.\nWritten by tooling/setup/npm/vendor-diff.mjs; do not edit.\n`,
);
