// Rewrites legend_golden.json: for every spec in it, the legends that Vega draws and the page around them.
//
//   node legend_refresh.mjs FOLDER [FONTS]    where FOLDER/node_modules holds vega, vega-lite and d3-color, and FONTS the files
//                                             of Liberation Sans, whose advance widths texts get

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

process.env.TZ = 'UTC';
const here = dirname(fileURLToPath(import.meta.url)), file = join(here, 'legend_golden.json');
const fonts = process.argv[3] ?? '/usr/share/fonts/truetype/liberation';
const require = createRequire(pathToFileURL(join(resolve(process.argv[2] ?? '.'), 'node_modules', 'x.js')));
const load = name => import(pathToFileURL(require.resolve(name)));
const vega = await load('vega');
const vegaLite = await load('vega-lite');
const {rgb} = await load('d3-color');

/* ---- Text widths ---- */

// The advance width of a text at 1 px, from a TrueType file with a format 4 character map.
function measurer(path) {
  const b = readFileSync(path), table = {};
  for (let i = 0; i < b.readUInt16BE(4); i++) table[b.toString('latin1', 12 + 16 * i, 16 + 16 * i)] = b.readUInt32BE(20 + 16 * i);
  const em = b.readUInt16BE(table.head + 18), wide = b.readUInt16BE(table.hhea + 34);
  let map;
  for (let i = 0; i < b.readUInt16BE(table.cmap + 2); i++) {
    const at = table.cmap + b.readUInt32BE(table.cmap + 8 + 8 * i);
    if (b.readUInt16BE(at) === 4) map = at;
  }
  const n = b.readUInt16BE(map + 6) / 2;
  function glyph(code) {
    for (let i = 0; i < n; i++) {
      if (code > b.readUInt16BE(map + 14 + 2 * i)) continue;
      const start = b.readUInt16BE(map + 16 + 2 * n + 2 * i), at = map + 16 + 6 * n + 2 * i, offset = b.readUInt16BE(at);
      if (code < start) return 0;
      const delta = b.readInt16BE(map + 16 + 4 * n + 2 * i);
      return ((offset ? b.readUInt16BE(at + offset + 2 * (code - start)) : code) + delta) & 65535;
    }
    return 0;
  }
  const advance = g => b.readUInt16BE(table.hmtx + 4 * Math.min(g, wide - 1)) / em;
  return text => [...text].reduce((sum, c) => sum + advance(glyph(c.codePointAt(0))), 0);
}

const regular = measurer(join(fonts, 'LiberationSans-Regular.ttf')), bold = measurer(join(fonts, 'LiberationSans-Bold.ttf'));
const isBold = item => item.fontWeight === 'bold' || +item.fontWeight >= 600;
const width = (item, text) => (isBold(item) ? bold : regular)(text) * (item.fontSize ?? 11);

vega.textMetrics.width = (item, text = item.text) => {
  const line = String(text ?? '').trim(), whole = width(item, line);
  if (!(+item.limit > 0) || whole < item.limit) return whole;
  let low = 0, high = line.length;
  while (low < high) {
    const middle = 1 + ((low + high) >>> 1);
    if (width(item, line.slice(0, middle)) < item.limit - width(item, '…')) low = middle;
    else high = middle - 1;
  }
  return width(item, line.slice(0, low) + '…');
};

/* ---- Items ---- */

const round = x => Math.round((+x || 0) * 100) / 100 || 0;

function color(value, opacity) {
  if (value == null || value === 'transparent' || opacity === 0) return null;
  // Vega repeats the first and the last stop of ramps of times.
  const isNew = (s, i, all) => i === 0 || s.offset !== all[i - 1].offset;
  if (value.gradient) return [value.stops.filter(isNew).map(s => [round(s.offset), rgb(s.color).formatHex()]), opacity];
  const parsed = rgb(value);
  return parsed.opacity === 0 ? null : [parsed.formatHex(), round(opacity * parsed.opacity)];
}

function paint(item) {
  const opacity = item.opacity ?? 1, dash = item.strokeDash ?? [];
  const stroke = item.strokeWidth === 0 ? null : color(item.stroke, round(opacity * (item.strokeOpacity ?? 1)));
  const line = stroke ? [...stroke, round(item.strokeWidth ?? 1), dash.some(d => d) ? dash : []] : null;
  return {fill: color(item.fill, round(opacity * (item.fillOpacity ?? 1))), stroke: line};
}

// dx and dy are turned with the text.
function anchor(item, x, y) {
  const turn = ((item.angle ?? 0) * Math.PI) / 180, [dx, dy] = [item.dx ?? 0, item.dy ?? 0];
  return [x + (item.x ?? 0) + dx * Math.cos(turn) - dy * Math.sin(turn), y + (item.y ?? 0) + dx * Math.sin(turn) + dy * Math.cos(turn)];
}

const text = (item, x, y) => ({
  text: [item.text].flat().map(line => String(line ?? '').trim()).join('\n'),
  at: anchor(item, x, y).map(round),
  anchor: [item.align ?? 'left', item.baseline ?? 'alphabetic', round(((item.angle ?? 0) + 360) % 360)],
  size: round(item.fontSize),
});

const symbol = (item, x, y) => ({at: [round(x + item.x), round(y + item.y)], size: round(item.size), shape: item.shape ?? 'circle', ...paint(item)});

function bar(item, x, y) {
  const left = Math.min(item.x ?? 0, item.x2 ?? Infinity), top = Math.min(item.y ?? 0, item.y2 ?? Infinity);
  const across = item.x2 == null ? item.width : Math.abs(item.x2 - item.x), down = item.y2 == null ? item.height : Math.abs(item.y2 - item.y);
  return {box: [x + left, y + top, across, down].map(round), ...paint(item)};
}

const kinds = {'title-text': ['titles', text], 'title-subtitle': ['titles', text], 'legend-title': ['title', text], 'legend-label': ['labels', text], 'legend-symbol': ['symbols', symbol], 'legend-gradient': ['ramp', bar], 'legend-band': ['ramp', bar]};

// Items as an object of columns; one that is the same for all items is written once.
function columns(items) {
  const result = {n: items.length};
  for (const key of Object.keys(items[0] ?? {})) {
    const column = items.map(item => item[key]), first = JSON.stringify(column[0]);
    result[key] = column.every(value => JSON.stringify(value) === first) ? column.slice(0, 1) : column;
  }
  return result;
}

function collect(group, x, y, out) {
  for (const mark of group.items) {
    const kind = kinds[mark.role];
    for (const item of mark.items) {
      if (mark.marktype === 'group') collect(item, x + (item.x ?? 0), y + (item.y ?? 0), out);
      else if (kind && !(mark.marktype === 'text' && (item.opacity === 0 || !String(item.text ?? '').trim()))) (out[kind[0]] ??= []).push(kind[1](item, x, y));
    }
  }
}

function legends(group, x, y, out) {
  for (const mark of group.items) {
    if (mark.marktype !== 'group' || mark.role === 'axis') continue;
    for (const item of mark.items) {
      const at = [x + (item.x ?? 0), y + (item.y ?? 0)], parts = {};
      if (mark.role !== 'legend') {
        legends(item, ...at, out);
        continue;
      }
      collect(item, ...at, parts);
      for (const key in parts) parts[key] = columns(parts[key]);
      out.push({type: item.datum.type, box: [...at, item.width, item.height].map(round), ...paint(item), ...parts});
    }
  }
  return out;
}

// The chart's title and subtitle.
function titles(root) {
  const parts = {};
  for (const mark of root.items) if (mark.role === 'title') for (const item of mark.items) collect(item, item.x, item.y, parts);
  return parts.titles;
}

/* ---- Charts ---- */

const golden = JSON.parse(readFileSync(file));
const silent = {warn() {}, info() {}, debug() {}, error() {}, level() { return this; }};
for (const test of golden.cases) {
  const spec = {...test.spec};
  if (test.data) spec.data = {values: golden.data[test.data]};
  const compiled = vegaLite.compile(structuredClone(spec), {logger: silent}).spec;
  const view = new vega.View(vega.parse(compiled), {renderer: 'none', logger: vega.logger(vega.None)});
  await view.runAsync();
  const root = view.scenegraph().root.items[0];
  test.page = [view._viewWidth, view._viewHeight, ...view._origin].map(round);
  test.plot = [root.width, root.height].map(round);
  test.legends = legends(root, 0, 0, []);
  test.titles = titles(root);
}

const list = object => Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n');
const rows = golden.cases.map(test => JSON.stringify(test)).join(',\n');
writeFileSync(file, `{"data": {\n${list(golden.data)}\n},\n"cases": [\n${rows}\n]}\n`);
