// Writes expected.inc: what Vega's own evaluator gives for every expression of expressions.txt.
//
//   node refresh.mjs FOLDER    where FOLDER/node_modules holds vega-expression, vega-functions, vega-format
//
// A line of expressions.txt is an expression, empty, a comment (#), or `zone NAME`, which sets local time for the lines
// after it.

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const folder = resolve(process.argv[2] ?? '.');
const require = createRequire(pathToFileURL(join(folder, 'node_modules', 'x.js')));
const load = name => import(pathToFileURL(require.resolve(name)));
const {codeGenerator, functionContext} = await load('vega-functions');
const {parseExpression} = await load('vega-expression');
const {defaultLocale} = await load('vega-format');

// The same as new_datum() in test_expr.c.
const datum = {
  num: 3.5, neg: -7, zero: 0, big: 1e21, nan: NaN, str: 'Hello', empty: '', numstr: '42', words: 'the quick brown fox',
  yes: true, no: false, nil: null, date: new Date(Date.UTC(2000, 1, 3, 4, 5, 6, 789)), 'a b': 5, 'x.y': 6,
  arr: [3, 1, 2], mixed: [1, 'a', null, true], none: [], obj: {a: 1, b: {c: 'x'}}, uni: 'héllo😀ß',
  rows: [{v: 1, w: {z: 'p'}}, {v: 2, w: {z: 'q'}}]
};
const signals = {$width: 200, $name: 'cairn', $list: [10, 20]};

// A colour object is written as the text it prints as.
function show(value) {
  if (value === undefined) return 'undefined';
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `Date(${+value})`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${Array.from(value, show).join(',')}]`;
  if (typeof value.formatRgb === 'function') return JSON.stringify(String(value));
  return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}:${show(v)}`).join(',')}}`;
}

const context = {...functionContext, context: {dataflow: {locale: () => defaultLocale()}}};

function evaluate(source) {
  try {
    const {code} = codeGenerator(parseExpression(source));
    return show(Function('datum', '_', 'event', `"use strict"; return (${code})`).call(context, datum, signals));
  } catch {
    return 'error';
  }
}

const quote = text => JSON.stringify(text).replaceAll('?', '\\?');
const here = new URL('.', import.meta.url);
let zone = 'UTC';
const out = [];
for (const line of readFileSync(new URL('expressions.txt', here), 'utf8').split('\n')) {
  if (!line.trim() || line.startsWith('#')) continue;
  if (line.startsWith('zone ')) {
    zone = line.slice(5);
    process.env.TZ = zone;
    continue;
  }
  process.env.TZ = zone;
  out.push(`{${quote(zone)}, ${quote(line)}, ${quote(evaluate(line))}},`);
}
writeFileSync(new URL('expected.inc', here),
  '/* Made by refresh.mjs from expressions.txt: zone, expression, value in Vega. */\n' + out.join('\n') + '\n');
