// Writes axis_golden.json: the axes that Vega draws for every spec of axis_specs.json.
//
//   node axis_refresh.mjs FOLDER    where FOLDER/node_modules holds vega, vega-lite, and a `canvas` whose measureText gives
//                                   the advance widths of Liberation Sans

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

process.env.TZ = 'UTC';
const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? '.');
const input = process.argv[3] ?? join(here, 'axis_specs.json');
const require = createRequire(pathToFileURL(join(folder, 'node_modules', 'x.js')));
const load = name => import(pathToFileURL(require.resolve(name)));
const vega = await load('vega');
const vegaLite = await load('vega-lite');
const {rgb} = await load('d3-color');

const round = x => Math.round((+x || 0) * 1000) / 1000 || 0;
const color = (c, opacity) => {
  if (c == null || c === 'transparent') return 'none';
  const parsed = rgb(c);
  return opacity === 0 || parsed.opacity === 0 ? 'none' : parsed.formatHex();
};

function linePaint(item) {
  const opacity = round((item.opacity ?? 1) * (item.strokeOpacity ?? 1));
  const width = round(item.strokeWidth ?? 1);
  return [color(item.stroke, opacity), opacity, width, item.strokeDash ?? [], round(item.strokeDashOffset), item.strokeCap ?? 'butt'];
}

// Items as an object of columns; one that is the same for all items is written once.
function columns(items) {
  const result = {};
  for (const key of Object.keys(items[0] ?? {})) {
    const column = items.map(item => item[key]), first = JSON.stringify(column[0]);
    result[key] = column.every(value => JSON.stringify(value) === first) ? column.slice(0, 1) : column;
  }
  return {n: items.length, ...result};
}

const lines = mark =>
  columns(mark.items.map(i => ({at: [i.x, i.y, i.x2 ?? i.x, i.y2 ?? i.y].map(round), paint: linePaint(i)})));

const isBold = w => w === 'bold' || w === 'bolder' || +w >= 600;
const weight = w => (typeof w === 'number' ? w : isBold(w) ? 700 : w === 'lighter' ? 300 : 400);

function text(item) {
  const broken = item.lineBreak && typeof item.text === 'string' ? item.text.split(item.lineBreak) : [item.text].flat();
  const opacity = round((item.opacity ?? 1) * (item.fillOpacity ?? 1));
  return {
    text: broken.map(line => (line == null ? '' : String(line)).trim()).join('\n'),
    at: [round((item.x ?? 0) + (item.dx ?? 0)), round((item.y ?? 0) + (item.dy ?? 0))],
    anchor: [item.align ?? 'left', item.baseline ?? 'alphabetic', round((((item.angle ?? 0) % 360) + 360) % 360)],
    font: [item.font, round(item.fontSize), weight(item.fontWeight), /italic|oblique/.test(item.fontStyle) ? 'italic' : 'normal', round(item.lineHeight ?? item.fontSize + 2)],
    fill: [color(item.fill, opacity), opacity],
    limit: round(item.limit),
  };
}

const part = (group, role) => group.items.find(mark => mark.role === `axis-${role}`);
// Labels that Vega hides because they overlap have no opacity; empty ones cannot be seen.
const labels = mark => columns(mark.items.filter(i => i.opacity !== 0).map(text).filter(label => label.text !== ''));

function axis(main, grid) {
  const bounds = grid ? main.bounds.clone().union(grid.bounds) : main.bounds;
  const result = {orient: main.orient, above: (main.mark.zindex ?? 0) > 0, at: [round(main.x), round(main.y)]};
  const [ticks, label, domain, title] = ['tick', 'label', 'domain', 'title'].map(role => part(main, role));
  if (grid) result.grid = {at: [round(grid.x), round(grid.y)], lines: lines(part(grid, 'grid'))};
  if (ticks) result.ticks = lines(ticks);
  if (label) result.labels = labels(label);
  if (domain) result.domain = lines(domain);
  if (title) result.title = columns([text(title.items[0])]);
  result.bounds = [bounds.x1, bounds.y1, bounds.x2, bounds.y2].map(round);
  return result;
}

async function axes(spec) {
  const compiled = vegaLite.compile(spec, {logger: vega.logger(vega.None)}).spec;
  const view = new vega.View(vega.parse(compiled), {renderer: 'none', logger: vega.logger(vega.None)});
  await view.runAsync();
  const groups = view.scenegraph().root.items[0].items.filter(mark => mark.role === 'axis').map(mark => mark.items[0]);
  const grids = groups.filter(g => g.datum.grid), mains = groups.filter(g => !g.datum.grid);
  return mains.map(main => {
    const found = grids.findIndex(g => g && g.datum.scale === main.datum.scale && g.orient === main.orient);
    const grid = found < 0 ? null : grids[found];
    if (grid) grids[found] = null;
    return axis(main, grid);
  });
}

const {base, data, specs} = JSON.parse(readFileSync(input));
const cases = [], distinct = new Map();
// Many axes are alike: a case has their numbers in the list of all.
function numberOf(found) {
  const key = JSON.stringify(found);
  if (!distinct.has(key)) distinct.set(key, distinct.size);
  return distinct.get(key);
}
for (const {name, data: rows = 'plain', ...spec} of specs) {
  const found = await axes({...base, ...spec, data: {values: data[rows]}}).catch(error => console.error(`${name}: ${error.message}`));
  if (found) cases.push({name, data: rows, spec: {...base, ...spec}, axes: found.map(numberOf)});
}
const list = items => items.map(item => (typeof item === 'string' ? item : JSON.stringify(item))).join(',\n');
const out = process.argv[4] ?? join(here, 'axis_golden.json');
writeFileSync(out, `{"data": ${JSON.stringify(data)},\n"axes": [\n${list([...distinct.keys()])}\n],\n"cases": [\n${list(cases)}\n]}\n`);
