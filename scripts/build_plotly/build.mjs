// Bundles plotly.js with nothing but the traces that our figures use, as plotly.js bundles itself (its esbuild-config.js).
// Writes plotly.min.js and the licences of all that is in it to the folder named. See README.md.
import { createRequire } from "node:module";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { environmentPlugin } from "esbuild-plugin-environment";
import inlineStyles from "esbuild-plugin-inline-css";

const TRACES = ["bar", "choropleth", "heatmap", "sankey", "scatter", "scattergeo"];
const FOLDER = process.argv[2];

const { version } = createRequire(import.meta.url)("plotly.js/package.json");
const modules = TRACES.map((trace) => `require("plotly.js/lib/${trace}")`);
const banner = `/*! plotly.js v${version}, with the traces ${TRACES.join(", ")}. MIT licence, see LICENSES.txt */`;

const { metafile, outputFiles } = await build({
  stdin: {
    contents: `const Plotly = require("plotly.js/lib/core");\nPlotly.register([${modules}]);\nmodule.exports = Plotly;\n`,
    resolveDir: import.meta.dirname ?? ".",
  },
  format: "iife",
  globalName: "Plotly",
  bundle: true,
  minify: true,
  legalComments: "none",
  banner: { js: banner },
  plugins: [(inlineStyles.default ?? inlineStyles)(), environmentPlugin({ NODE_DEBUG: false })],
  alias: { regl: "@plotly/regl", stream: "stream-browserify" },
  define: { global: "window", "define.amd": "false" },
  target: "es2016",
  metafile: true,
  write: false,
});

// The folder of the package that a bundled file belongs to, the innermost one where packages lie in each other.
const packageOf = (file) => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1];

function licenceOf(folder) {
  const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${about.license}`;
  return `${about.name} ${about.version}\n\n${text}`;
}

const packages = [...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))].sort();
const licences = packages.map(licenceOf).join(`\n\n${"-".repeat(80)}\n\n`);
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/plotly.min.js`, outputFiles[0].contents);
writeFileSync(`${FOLDER}/LICENSES.txt`, `${licences.replaceAll("\r\n", "\n")}\n`);
console.log(`${banner}\n${outputFiles[0].contents.length} bytes from ${packages.length} packages`);
