// Builds the charts of the metrics pages from the package pinned in package.json: bars, lines, and what they need, as SVG.
// node tooling/setup/npm/vendor-echarts.mjs [FOLDER]
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const modules = resolve("build/npm/node_modules");
const { build } = createRequire(join(modules, "."))("esbuild");
const target = resolve(process.argv[2] ?? "site/docs/assets/vendor", "echarts");
const { version, license } = JSON.parse(readFileSync(join(modules, "echarts/package.json"), "utf8"));

const entry = `
import { init, use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
window.portalCharts = { init };
`;

mkdirSync(target, { recursive: true });
await build({
  stdin: { contents: entry, resolveDir: modules },
  nodePaths: [modules],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  outfile: join(target, "echarts.min.js"),
  logLevel: "error",
});
copyFileSync(join(modules, "echarts/LICENSE"), join(target, "LICENSE.txt"));
copyFileSync(join(modules, "echarts/NOTICE"), join(target, "NOTICE.txt"));
writeFileSync(
  join(target, "README.txt"),
  `echarts ${version}: bar and line charts, SVG, bundled and minified. ${license} licence.\nWritten by tooling/setup/npm/vendor-echarts.mjs; do not edit.\n`,
);
