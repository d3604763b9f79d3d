// Compares what cairn draws of specs/*.vl.json with what the reference drew (oracle/), within a pixel.
//   node compare.mjs CAIRN [NAME...]
// Prints the first difference of each spec that differs; exits 1 when more than a tenth differ.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const SHARE = 0.9; // of specs that must agree
const TOLERANCES = {fillOpacity: 0.01, strokeOpacity: 0.01, strokeWidth: 0.1, tension: 0.01, startAngle: 0.02, endAngle: 0.02, padAngle: 0.02};
const DEFAULTS = {fillOpacity: 1, strokeOpacity: 1, strokeWidth: 1, angle: 0, interpolate: 'linear', tension: 0, cornerRadius: [0, 0, 0, 0], padAngle: 0};
const PLACE_PX = 8; // of views from the first: the sum of many text widths
const AXIS_PX = 1.5; // labels, ticks and grid: Vega rounds ticks and moves axes by half a pixel

const channels = (color) => [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
const isColor = (text) => typeof text === 'string' && /^#[0-9a-f]{6}$/.test(text);

function same(a, b, tolerance = 1) {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= tolerance + 1e-9;
  if (isColor(a) && isColor(b)) return channels(a).every((c, i) => Math.abs(c - channels(b)[i]) <= 1);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i], tolerance));
  if (a && b && typeof a === 'object' && typeof b === 'object') return sameObject(a, b);
  return a === b;
}

function sameObject(a, b) {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => {
    if (key === 'n' || key === 'name') return true;
    const [x, y] = [a[key] ?? DEFAULTS[key] ?? null, b[key] ?? DEFAULTS[key] ?? null];
    if (key === 'size') return Math.abs(Math.sqrt(x) - Math.sqrt(y)) <= 1;
    return same(x, y, TOLERANCES[key]);
  });
}

/** Items of `a` without a partner in `b`, each used once. */
function unmatched(a, b, alike = same) {
  const free = [...b];
  return a.filter((item, i) => {
    const at = free[i] !== undefined && free.length === b.length && alike(item, free[i]) ? i : free.findIndex((other) => alike(item, other));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
}

const near = (a, b) => same(a, b, AXIS_PX);
const brief = (value) => JSON.stringify(value)?.slice(0, 160);

function axisDifference(a, b) {
  if (a.title !== b.title) return `title ${brief(a.title)}, got ${brief(b.title)}`;
  if (a.domain !== b.domain) return `domain line ${a.domain}, got ${b.domain}`;
  if (a.labels.length && !same(a.labelAngle % 360, b.labelAngle % 360)) return `label angle ${a.labelAngle}, got ${b.labelAngle}`;
  for (const part of ['labels', 'ticks', 'grid'])
    if (a[part].length !== b[part].length || unmatched(a[part], b[part], near).length) return `${part} ${brief(a[part])}, got ${brief(b[part])}`;
  return null;
}

function markDifference(a, b) {
  if (a.type !== b.type || a.count !== b.count || !a.clip !== !b.clip) return `${a.type} mark of ${a.count}, got ${b.type} of ${b.count}`;
  if (a.items.length !== b.items.length) return null; // the oracle keeps a sample of very many items
  const left = unmatched(a.items, b.items);
  return left.length ? `${left.length} of ${a.count} ${a.type} items, the first ${brief(left[0])}` : null;
}

function viewDifference(a, b) {
  if (!same([a.width, a.height], [b.width, b.height])) return `size ${a.width}x${a.height}, got ${b.width}x${b.height}`;
  if (!same([a.fill, a.stroke], [b.fill, b.stroke])) return `fill and stroke ${a.fill} ${a.stroke}, got ${b.fill} ${b.stroke}`;
  const order = (axes) => [...axes].sort((x, y) => (x.orient < y.orient ? -1 : x.orient > y.orient ? 1 : 0));
  const [p, q] = [order(a.axes), order(b.axes)];
  if (p.map((x) => x.orient).join() !== q.map((x) => x.orient).join()) return `axes ${p.map((x) => x.orient)}, got ${q.map((x) => x.orient)}`;
  if (a.marks.length !== b.marks.length) return `marks ${a.marks.map((m) => m.type)}, got ${b.marks.map((m) => m.type)}`;
  return p.map((x, i) => axisDifference(x, q[i])).concat(a.marks.map((m, i) => markDifference(m, b.marks[i]))).find((d) => d) ?? null;
}

const sameLegend = (a, b) => a.title === b.title && a.type === b.type && same(a.entries, b.entries) &&
  (a.colors ?? []).every((c, i) => channels(c).every((x, k) => Math.abs(x - channels(b.colors?.[i] ?? '#000000')[k]) <= 3));

function difference(a, b) {
  if (!b) return 'cairn drew nothing';
  if (![a.width - b.width, a.height - b.height].every((d) => Math.abs(d) <= PLACE_PX)) return `page of ${a.width} by ${a.height}, got ${b.width} by ${b.height}`;
  if (!same(a.background, b.background)) return `background ${a.background}, got ${b.background}`;
  if ([...a.titles].sort().join('\n') !== [...b.titles].sort().join('\n')) return `titles ${brief(a.titles)}, got ${brief(b.titles)}`;
  if (a.legends.length !== b.legends.length || unmatched(a.legends, b.legends, sameLegend).length) return `legends ${brief(a.legends)}, got ${brief(b.legends)}`;
  if (a.views.length !== b.views.length) return `${a.views.length} views, got ${b.views.length}`;
  const place = (views, i) => [views[i].x - views[0].x, views[i].y - views[0].y];
  const moved = a.views.findIndex((_, i) => !same(place(a.views, i), place(b.views, i), PLACE_PX));
  if (moved >= 0) return `view ${moved} stands at ${place(a.views, moved)} from the first, got ${place(b.views, moved)}`;
  return a.views.map((view, i) => viewDifference(view, b.views[i])).find((d) => d) ?? null;
}

const [cairn, ...chosen] = process.argv.slice(2);
const names = chosen.length ? chosen : fs.readdirSync(path.join(here, 'oracle')).map((file) => file.replace(/\.json$/, ''));
let agreeing = 0;
for (const name of names) {
  const oracle = JSON.parse(fs.readFileSync(path.join(here, 'oracle', `${name}.json`), 'utf8'));
  const run = spawnSync(cairn, ['inspect', '--quiet', path.join(here, 'specs', `${name}.vl.json`)], {encoding: 'utf8', maxBuffer: 1 << 28, timeout: 20000});
  const found = difference(oracle, run.status === 0 ? JSON.parse(run.stdout) : null);
  if (found) console.log(`${name}: ${found}${run.status ? ` (${run.stderr.split('\n')[0]})` : ''}`);
  else agreeing++;
}
console.log(`${agreeing} of ${names.length} specs agree with the reference`);
process.exit(names.length >= 40 && agreeing < SHARE * names.length ? 1 : 0);
