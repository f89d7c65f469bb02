// Runs functions of the forms' own modules on many inputs: node run.mjs MODULE FUNCTION < JSON-list-of-argument-lists
import { readFileSync } from "node:fs";

const [module, name] = process.argv.slice(2);
const found = (await import(new URL(`../../../site/docs/assets/js/forms/${module}`, import.meta.url)))[name];
const inputs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(inputs.map((input) => found(...input) ?? null)));
