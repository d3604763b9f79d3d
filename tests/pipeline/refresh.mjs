// Writes what Vega makes of every spec in a file of cases below that spec; cases.h tells the form of these files.
//
//   node refresh.mjs FOLDER KIND FILE...    where FOLDER/node_modules holds vega, vega-lite, d3-color; KIND: scales, items, rows

import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

process.env.TZ = 'UTC';
const [folder, kind, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(folder), 'node_modules', 'x.js')));
const load = name => import(pathToFileURL(require.resolve(name)));
const vega = await load('vega');
const vegaLite = await load('vega-lite');
const {rgb} = await load('d3-color');

const read = text => JSON.parse(text.replaceAll("'", '"'));
const number = x => String(Math.round(x * 1000) / 1000 || 0);
const color = text => {
  const c = rgb(text);
  return Number.isNaN(c.r) ? text : c.opacity === 1 ? c.formatHex() : `${c.formatHex()}/${number(c.opacity)}`;
};

function value(x) {
  if (x === undefined) return '-';
  if (x === null) return 'null';
  if (x instanceof Date) return number(+x);
  if (typeof x === 'number') return Number.isNaN(x) ? 'NaN' : number(x);
  if (typeof x === 'object') return JSON.stringify(x).replaceAll(' ', '_');
  return String(x).replaceAll(' ', '_') || "''";
}

// ---- Scales ----

function collectTypes(spec, types = {}) {
  for (const scale of spec.scales ?? []) types[scale.name] = scale.type ?? 'linear';
  for (const mark of spec.marks ?? []) collectTypes(mark, types);
  return types;
}

const mapped = x => typeof x === 'string' ? color(x) : value(x);

function scaleLine(name, type, scale) {
  const domain = scale.domain(), channel = name.split('_').at(-1);
  const discrete = ['band', 'point', 'ordinal', 'bin-ordinal'].includes(type);
  const low = +domain[0], high = +domain.at(-1);
  const at = discrete ? domain : [0, 1, 2, 3, 4].map(k => low + (high - low) * k / 4);
  const values = at.map(x => mapped(scale(x)));
  const band = type === 'band' || type === 'point' ? ` step ${number(scale.step())} band ${number(scale.bandwidth())}` : '';
  return `${channel} ${type} ${['[', ...domain.map(value), '] ->', ...values].join(' ')}${band}`;
}

function scaleLines(view, spec) {
  const types = collectTypes(spec), lines = [];
  const add = scales => {
    for (const name of Object.keys(scales)) lines.push(scaleLine(name, types[name], scales[name].value));
  };
  const visit = mark => {
    if (mark.marktype !== 'group') return;
    for (const group of mark.items) {
      if (group.context && group.context !== view._runtime) add(group.context.scales);
      group.items.forEach(visit);
    }
  };
  add(view._runtime.scales);
  visit(view.scenegraph().root);
  return [...new Set(lines)].sort();
}

// ---- Items and rows ----

function eachMark(view, visit) {
  const walk = mark => {
    if (mark.role === 'mark' || mark.role === 'scope' || mark.role === 'frame') {
      if (mark.marktype !== 'group') visit(mark);
      else for (const group of mark.items) group.items.forEach(walk);
    }
  };
  view.scenegraph().root.items[0].items.forEach(walk);
}

function paint(item) {
  const has = c => c != null && c !== 'transparent' && !/^\[object /.test(c.gradient ? '' : String(c)), parts = [];
  const show = c => c.gradient ? 'gradient' : color(String(c));
  const opacity = own => { const o = (item.opacity ?? 1) * (own ?? 1); return o === 1 ? '' : '*' + number(o); };
  if (has(item.fill)) parts.push('fill ' + show(item.fill) + opacity(item.fillOpacity));
  if (has(item.stroke)) parts.push(`stroke ${show(item.stroke)}${opacity(item.strokeOpacity)} ${number(item.strokeWidth ?? 1)}`);
  if (has(item.stroke) && item.strokeDash?.length) parts.push('dash ' + item.strokeDash.map(number).join(' '));
  return parts.join(' ');
}

const n = x => number(+x || 0);
const vertex = {
  line: i => `${n(i.x)} ${n(i.y)}`,
  area: i => i.orient === 'horizontal' ? `${n(i.x)} ${n(i.y)} ${n(i.xc ?? (i.x + (i.width || 0)))} ${n(i.y)}`
                                       : `${n(i.x)} ${n(i.y)} ${n(i.x)} ${n(i.y + (i.height || 0))}`,
  trail: i => `${n(i.x)} ${n(i.y)} ${n(i.size ?? 1)}`
};

const shapes = {
  rect: i => {
    const r = ['cornerRadiusTopLeft', 'cornerRadiusTopRight', 'cornerRadiusBottomRight', 'cornerRadiusBottomLeft']
      .map(k => i[k] ?? i.cornerRadius ?? 0);
    return `${n(i.x)} ${n(i.y)} ${n(i.width)} ${n(i.height)}${r.some(x => x) ? ' round ' + r.map(n).join(' ') : ''}`;
  },
  symbol: i => `${n(i.x)} ${n(i.y)} ${n(i.size ?? 64)} ${i.shape ?? 'circle'} ${n(i.angle)}`,
  rule: i => `${n(i.x)} ${n(i.y)} ${n(i.x2 ?? i.x)} ${n(i.y2 ?? i.y)}`,
  text: i => {
    const r = i.radius ?? 0, theta = (i.theta ?? 0) - Math.PI / 2;
    const x = (i.x || 0) + (r ? r * Math.cos(theta) : 0) + (i.dx || 0), y = (i.y || 0) + (r ? r * Math.sin(theta) : 0) + (i.dy || 0);
    const text = (Array.isArray(i.text) ? i.text : [i.text]).map(t => String(t).replaceAll(' ', '_')).join('|');
    return `${n(x)} ${n(y)} ${text || "''"} ${i.align ?? 'left'} ${i.baseline ?? 'alphabetic'} ${n(i.angle)} size ${n(i.fontSize ?? 11)}`;
  },
  arc: i => `${n(i.x)} ${n(i.y)} angles ${n(i.startAngle)} ${n(i.endAngle)} radii ${n(i.innerRadius)} ${n(i.outerRadius)}`
};

// Vega paints items without zindex first, the others in its order.
const painted = items => [...items.filter(i => !i.zindex), ...items.filter(i => i.zindex).sort((a, b) => a.zindex - b.zindex)];

function itemLines(view) {
  const lines = [];
  eachMark(view, mark => {
    const {marktype: type, items} = mark;
    if (vertex[type]) {
      if (!items.length) return;
      const points = items.map(i => i.defined === false ? '~' : vertex[type](i)).join(' , ');
      lines.push(`${type} ${points} ; ${items[0].interpolate ?? 'linear'} ${paint(items[0])}`.trim());
    } else {
      for (const item of painted(items)) lines.push(`${type} ${shapes[type](item)} ${paint(item)}`.trim());
    }
  });
  return lines;
}

// In any order, with the columns of all rows; what is nested, and marks of Vega's own, are left out.
function rowLines(view) {
  const rows = [];
  eachMark(view, mark => rows.push(...mark.items.map(item => item.datum)));
  const plain = x => x === null || typeof x !== 'object' || x instanceof Date;
  const keys = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(key => key !== '_impute' && rows.every(row => plain(row[key])));
  return rows.map(row => keys.sort().map(key => `${key.replaceAll(' ', '_')}=${value(row[key])}`).join(' ')).sort();
}

// ---- Files ----

async function linesOf(spec) {
  const logger = vega.logger(vega.None), compiled = vegaLite.compile(spec, {logger}).spec;
  const view = new vega.View(vega.parse(compiled), {renderer: 'none', logger});
  await view.runAsync();
  return {scales: () => scaleLines(view, compiled), items: () => itemLines(view), rows: () => rowLines(view)}[kind]();
}

for (const file of files) {
  const datasets = {}, out = [];
  let marked = false, keep = false;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('  ')) {
      if (keep) out.push(line);
      continue;
    }
    out.push(line);
    const data = line.match(/^@(\S+) (.*)/);
    if (data) datasets[data[1]] = read(data[2]);
    keep = line.startsWith('{') && marked;
    marked = line.startsWith('!');
    if (!line.startsWith('{') || keep) continue;
    out.push(...(await linesOf({...read(line), datasets}).catch(e => { console.error(line, e.message); return ['?']; })).map(text => '  ' + text));
  }
  writeFileSync(file, out.join('\n'));
}
