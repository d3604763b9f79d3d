// Checks that charts/*.vl.json are valid Vega-Lite, and that each says what a printed figure has to say.
//
//   node validate.mjs SCHEMA [SPEC...]
//
// SCHEMA is vega-lite's build/vega-lite-schema.json; ajv is looked up from where it lies. Without SPEC, all of charts/.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const chartsFolder = fileURLToPath(new URL('../../charts', import.meta.url));

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function allCharts() {
  const names = readdirSync(chartsFolder).filter((name) => name.endsWith('.vl.json'));
  return names.sort().map((name) => join(chartsFolder, name));
}

// A union in the schema makes every branch complain; the deepest places are the ones that help.
function deepest(errors, count) {
  const depth = (error) => error.instancePath.split('/').length;
  const sorted = [...errors].sort((a, b) => depth(b) - depth(a));
  return sorted.slice(0, count).map((error) => `${error.instancePath || '/'} ${error.message}`);
}

function missingParts(spec) {
  const parts = {
    '$schema of v6': /\/v6(\.[\d.]+)?\.json$/.test(spec.$schema ?? ''),
    description: Boolean(spec.description),
    'title.text': Boolean(spec.title?.text),
    'title.subtitle': Boolean(spec.title?.subtitle),
    'usermeta.cairn.source': Boolean(spec.usermeta?.cairn?.source),
  };
  return Object.keys(parts).filter((part) => !parts[part]).map((part) => `lacks ${part}`);
}

function unknownLayers(spec) {
  const named = [spec.usermeta?.cairn?.milestones ?? []].flat();
  const known = (spec.layer ?? []).map((layer) => layer.name);
  return named.filter((name) => !known.includes(name)).map((name) => `milestones names no layer: ${name}`);
}

const [schemaPath, ...given] = process.argv.slice(2);
if (!schemaPath) {
  console.error('usage: validate.mjs SCHEMA [SPEC...]');
  process.exit(2);
}
const schemaFile = resolve(schemaPath);
const Ajv = createRequire(schemaFile)('ajv').default;
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(readJson(schemaFile));

let failed = 0;
for (const path of given.length > 0 ? given : allCharts()) {
  const spec = readJson(path);
  const problems = [...missingParts(spec), ...unknownLayers(spec)];
  if (!validate(spec)) problems.push(...deepest(validate.errors, 5));
  for (const problem of problems) console.error(`${basename(path)}: ${problem}`);
  failed += problems.length > 0;
  if (problems.length === 0) console.log(`${basename(path)}: valid`);
}
process.exit(failed > 0 ? 1 : 0);
