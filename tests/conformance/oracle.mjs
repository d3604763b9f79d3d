// Runs the reference implementation, the packages vega and vega-lite, and writes what it draws of each spec.
//   node oracle.mjs --modules NODE_MODULES --out DIRECTORY SPEC.vl.json...
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {liberationSans} from './font.mjs';
import {summarize} from './summary.mjs';

process.env.TZ = 'UTC';

const {values: options, positionals: specs} = parseArgs({
  options: {modules: {type: 'string', default: 'node_modules'}, out: {type: 'string', default: 'oracle'}},
  allowPositionals: true,
});
const load = (file) => import(pathToFileURL(path.resolve(options.modules, file)));
const vega = await load('vega/build/vega.module.js');
const vegaLite = await load('vega-lite/build/index.js');
const {rgb} = createRequire(path.resolve(options.modules, 'index.js'))('d3-color');
vega.textMetrics.width = liberationSans();

const warnings = [];
const note = (...words) => (warnings.push(words.join(' ')), logger);
const logger = {level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger};

async function draw(file) {
  const {spec} = vegaLite.compile(JSON.parse(fs.readFileSync(file, 'utf8')), {logger});
  const loader = vega.loader({baseURL: path.dirname(path.resolve(file)) + path.sep, mode: 'file'});
  const view = new vega.View(vega.parse(spec), {loader, logger, renderer: 'none'});
  await view.runAsync();
  const {left, right, top, bottom} = view.padding();
  const page = {width: Math.round(view._viewWidth + left + right), height: Math.round(view._viewHeight + top + bottom)};
  const summary = {...page, ...summarize(view.scenegraph().root, rgb, view.background())};
  view.finalize();
  return summary;
}

/** One line for each axis, legend and item, so that a change shows as such. */
function print(value, depth = 0) {
  const flat = JSON.stringify(value);
  if (flat.length < 100 || depth > 6 || typeof value !== 'object') return flat;
  const indent = ' '.repeat(depth + 1);
  const parts = Array.isArray(value)
    ? value.map((v) => print(v, depth + 1))
    : Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${print(v, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}${close}`;
}

for (const spec of specs) {
  const name = path.basename(spec, '.vl.json');
  warnings.length = 0;
  const summary = await draw(spec).catch((error) => (note(error.stack), null));
  for (const warning of warnings) console.error(`${name}: ${warning}`);
  if (summary) fs.writeFileSync(path.join(options.out, `${name}.json`), print(summary) + '\n');
}
