// Writes the libraries that the forms use, from the packages pinned in package.json, into FOLDER (site/docs/assets/vendor).
// node tooling/setup/npm/vendor.mjs FOLDER
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const target = resolve(process.argv[2] ?? "site/docs/assets/vendor");
const packages = resolve("build/npm/node_modules");
const require = createRequire(join(packages, "x.js"));
const esbuild = require("esbuild");

const versionOf = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")).version;
const folder = (name) => {
  const path = join(target, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const note = (name, of, how) =>
  writeFileSync(join(folder(name), "README.txt"), `${of} ${versionOf(of)}, ${how}\nWritten by tooling/setup/npm/vendor.mjs; do not edit.\n`);

copyFileSync(join(packages, "@json-editor/json-editor/dist/jsoneditor.js"), join(folder("json-editor"), "jsoneditor.js"));
copyFileSync(join(packages, "@json-editor/json-editor/LICENSE"), join(folder("json-editor"), "LICENSE.txt"));
note("json-editor", "@json-editor/json-editor", "unchanged: dist/jsoneditor.js. MIT licence.");

await esbuild.build({
  stdin: { contents: 'export { parseDocument, stringify } from "yaml";', resolveDir: packages },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  outfile: join(folder("yaml"), "yaml.js"),
});
copyFileSync(join(packages, "yaml/LICENSE"), join(folder("yaml"), "LICENSE.txt"));
note("yaml", "yaml", "parseDocument and stringify bundled by esbuild. ISC licence.");
