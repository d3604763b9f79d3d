// The summary of a Vega scene: what it paints, as plots, axes, legends and marks in pixels. It is what
// `cairn inspect` prints of the same spec.

const round = (v, digits = 2) => Math.round((Number.isFinite(+v) ? +v : 0) * 10 ** digits) / 10 ** digits + 0;
const degrees = (angle) => round((((angle ?? 0) % 360) + 360) % 360);
const shown = (item) => (item.opacity ?? 1) !== 0;
const caption = (text) =>
  (Array.isArray(text) ? text : String(text ?? '').split('\n')).map((line) => String(line ?? '').trim()).join('\n');
const orNull = (text) => (caption(text) === '' ? null : caption(text));

/** `scene`: the root of a scene graph; `rgb`: d3-color's parser; `background`: the colour of the page. */
export function summarize(scene, rgb, background) {
  const root = scene.items[0];
  const painter = paintReader(rgb);
  const plots = [];
  findPlots(scene, {x: 0, y: 0}, plots);
  return {
    schema: 1,
    background: painter.color(background).color ?? null,
    titles: texts(scene, ['title-text', 'title-subtitle']),
    legends: itemsWithRole(scene, 'legend').map((legend) => summarizeLegend(legend, painter)),
    views: plots.map((plot) => summarizePlot(plot, plots, root, painter)),
  };
}

// ---- walking the scene ----

const isGuide = (mark) => mark.role === 'axis' || mark.role === 'legend' || mark.role === 'title';
const isHeader = (mark) => /^(row|column)-(header|footer|title)$/.test(mark.role ?? '');
const holdsPlots = (mark) => mark.marktype === 'group' && (mark.name === 'root' || /(^|_)(group|cell)$/.test(mark.name ?? ''));

/** All items of the marks with a role under a mark or item, in paint order. */
function itemsWithRole(node, role) {
  const out = [];
  for (const child of node.items ?? []) {
    if (child.marktype && child.role === role) out.push(...child.items);
    else out.push(...itemsWithRole(child, role));
  }
  return out;
}

const texts = (node, roles) =>
  roles.flatMap((role) => itemsWithRole(node, role)).filter(shown).map((item) => caption(item.text)).filter((text) => text !== '');

/** Plots are the groups that hold no further plots; `at` is the place of the group that holds the mark. */
function findPlots(mark, at, plots) {
  for (const item of mark.items) {
    const place = {x: at.x + (item.x ?? 0), y: at.y + (item.y ?? 0)};
    const inner = item.items.filter((m) => m !== mark && holdsPlots(m));
    if (inner.length === 0) plots.push({item, mark, ...place});
    for (const child of inner) findPlots(child, place, plots);
  }
}

// ---- plots ----

function summarizePlot(plot, plots, root, painter) {
  const {item} = plot;
  const paint = painter.paint(item) ?? {};
  const axes = item.items.filter((m) => m.role === 'axis').flatMap((m) => m.items);
  return {
    x: round(plot.x), y: round(plot.y), width: round(item.width), height: round(item.height),
    fill: paint.fill ?? null, stroke: paint.stroke ?? null,
    axes: summarizeAxes([...axes, ...headerAxes(plot, plots)], painter),
    marks: summarizeMarks(item, painter),
  };
}

/** The axes that facet cells share stand in the headers: those of this cell, when it is at their edge. */
function headerAxes(plot, plots) {
  const siblings = plots.filter((p) => p.mark === plot.mark).map((p) => p.item);
  const holder = plot.mark.group;
  const out = [];
  for (const mark of (holder?.items ?? []).filter(isHeader)) {
    const row = mark.role.startsWith('row');
    for (const header of mark.items) {
      const along = siblings.filter((s) => (row ? Math.abs(s.y - header.y) : Math.abs(s.x - header.x)) < 2);
      const place = (s) => (row ? s.x : s.y);
      const edge = along.sort((a, b) => place(a) - place(b)).at(mark.role.endsWith('footer') ? -1 : 0);
      if (edge === plot.item) out.push(...header.items.filter((m) => m.role === 'axis').flatMap((m) => m.items));
    }
  }
  return out;
}

// ---- axes ----

/** Vega-Lite draws an axis and its grid as two Vega axes of one side and scale: they become one. */
function summarizeAxes(items, painter) {
  const axes = [];
  for (const axis of items.map((item) => summarizeAxis(item, painter))) {
    const part = axes.find((a) => a.orient === axis.orient && a.scale === axis.scale && a.onlyGrid !== axis.onlyGrid && !a.whole);
    const [main, grid] = axis.onlyGrid ? [part, axis] : [axis, part];
    if (part) Object.assign(part, main, {grid: grid.grid.concat(main.grid), whole: true});
    else axes.push(axis);
  }
  return axes
    .filter((a) => a.labels.length || a.ticks.length || a.grid.length || a.title !== null || a.domain)
    .map(({scale, onlyGrid, whole, ...axis}) => axis);
}

function summarizeAxis(item, painter) {
  const along = item.orient === 'left' || item.orient === 'right' ? 'y' : 'x';
  const visible = (role) => itemsWithRole(item, role).filter((i) => painter.paint(i));
  const positions = (role) => visible(role).map((i) => round(i[along])).sort((a, b) => a - b);
  const labels = visible('axis-label').filter((i) => caption(i.text) !== '');
  const {datum} = item;
  return {
    orient: item.orient,
    title: orNull(visible('axis-title')[0]?.text),
    labels: labels.map((i) => [caption(i.text), round(i[along])]),
    ticks: positions('axis-tick'),
    grid: positions('axis-grid'),
    domain: visible('axis-domain').length > 0,
    labelAngle: labels.length ? degrees(labels[0].angle) : 0,
    scale: datum.scale,
    onlyGrid: datum.grid && !datum.labels && !datum.ticks && !datum.domain,
  };
}

// ---- legends ----

function summarizeLegend(item, painter) {
  const title = orNull(texts(item, ['legend-title'])[0]);
  const labels = itemsWithRole(item, 'legend-label').filter(shown).map((i) => ({label: caption(i.text)})).filter((e) => e.label !== '');
  const [ramp] = itemsWithRole(item, 'legend-gradient');
  const bands = itemsWithRole(item, 'legend-band');
  if (ramp) return {title, type: 'gradient', entries: labels, colors: painter.ramp(ramp.fill)};
  if (bands.length) return {title, type: 'discrete', entries: labels, colors: bands.map((b) => painter.paint(b)?.fill ?? null)};
  const symbols = itemsWithRole(item, 'legend-symbol');
  const names = itemsWithRole(item, 'legend-label');
  return {
    title, type: 'symbol',
    entries: names.map((name, i) => ({label: caption(name.text), ...symbolShape(symbols[i]), ...painter.paint(symbols[i])})),
  };
}

// ---- marks ----

/** The marks of a plot in paint order; the groups that hold a mark's series or stacks are opened. */
function summarizeMarks(plot, painter) {
  const marks = [];
  for (const mark of plot.items) {
    if (isGuide(mark) || isHeader(mark) || holdsPlots(mark)) continue;
    const parts = new Map(); // mark type -> its parts in the groups
    collect(mark, {x: 0, y: 0}, false, parts);
    for (const [type, {items, name, clip}] of parts) {
      const drawn = items.map(({group, at}) => summarizeItem(type, group, at, painter)).filter(Boolean);
      if (drawn.length === 0) continue;
      marks.push({type, name, ...(clip ? {clip} : {}), count: drawn.length, items: evenly(drawn)});
    }
  }
  return marks;
}

const PATHS = new Set(['line', 'area', 'trail']);

function collect(mark, at, clip, parts) {
  if (mark.marktype === 'group') {
    for (const group of mark.items) {
      const place = {x: at.x + (group.x ?? 0), y: at.y + (group.y ?? 0)};
      for (const child of group.items) collect(child, place, clip || mark.clip === true, parts);
    }
    return;
  }
  const part = parts.get(mark.marktype) ?? {items: [], name: mark.name, clip: false};
  part.clip ||= clip || !!mark.clip;
  part.items.push(...(PATHS.has(mark.marktype) ? [{group: mark.items, at}] : mark.items.map((item) => ({group: item, at}))));
  parts.set(mark.marktype, part);
}

/** At most 2000, evenly spaced. */
const evenly = (list) =>
  list.length <= 2000 ? list : Array.from({length: 2000}, (_, k) => list[Math.floor((k * list.length) / 2000)]);

function summarizeItem(type, group, at, painter) {
  const geometry = GEOMETRY[type]?.(group, at);
  const paint = painter.paint(PATHS.has(type) ? group[0] : group);
  if (!geometry || !paint) return null;
  if (type === 'rect' && (geometry.width === 0 || geometry.height === 0) && !paint.stroke) return null;
  return {...geometry, ...paint};
}

const symbolShape = (i) => ({shape: i.shape ?? 'circle', size: round(i.size ?? 64), ...(degrees(i.angle) ? {angle: degrees(i.angle)} : {})});

const GEOMETRY = {
  rect(i, at) {
    const [x, y, w, h] = [(i.x ?? 0) + at.x, (i.y ?? 0) + at.y, i.width ?? 0, i.height ?? 0];
    const r = ['TopLeft', 'TopRight', 'BottomRight', 'BottomLeft'].map((k) => round(i[`cornerRadius${k}`] ?? i.cornerRadius));
    const box = {x: round(w < 0 ? x + w : x), y: round(h < 0 ? y + h : y), width: round(Math.abs(w)), height: round(Math.abs(h))};
    return r.some(Boolean) ? {...box, cornerRadius: r} : box;
  },
  symbol(i, at) {
    const shape = symbolShape(i);
    return shape.size ? {x: round((i.x ?? 0) + at.x), y: round((i.y ?? 0) + at.y), ...shape} : null;
  },
  rule(i, at) {
    const [x, y] = [i.x ?? 0, i.y ?? 0];
    const ends = {x: round(x + at.x), y: round(y + at.y), x2: round((i.x2 ?? x) + at.x), y2: round((i.y2 ?? y) + at.y)};
    return ends.x === ends.x2 && ends.y === ends.y2 ? null : ends;
  },
  text(i, at) {
    const text = caption(i.text);
    if (text.trim() === '') return null;
    const theta = (i.theta ?? 0) - Math.PI / 2;
    const turn = ((i.angle ?? 0) * Math.PI) / 180;
    const [dx, dy] = [i.dx ?? 0, i.dy ?? 0];
    const x = (i.x ?? 0) + (i.radius ?? 0) * Math.cos(theta) + dx * Math.cos(turn) - dy * Math.sin(turn);
    const y = (i.y ?? 0) + (i.radius ?? 0) * Math.sin(theta) + dx * Math.sin(turn) + dy * Math.cos(turn);
    return {
      x: round(x + at.x), y: round(y + at.y), text, fontSize: round(i.fontSize ?? 11),
      align: i.align ?? 'left', baseline: i.baseline ?? 'alphabetic', ...(degrees(i.angle) ? {angle: degrees(i.angle)} : {}),
    };
  },
  arc(i, at) {
    const arc = {
      x: round((i.x ?? 0) + at.x), y: round((i.y ?? 0) + at.y), startAngle: round(i.startAngle, 3), endAngle: round(i.endAngle, 3),
      innerRadius: round(i.innerRadius), outerRadius: round(i.outerRadius),
      ...(i.padAngle ? {padAngle: round(i.padAngle, 3)} : {}), ...(i.cornerRadius ? {cornerRadius: round(i.cornerRadius)} : {}),
    };
    return arc.startAngle === arc.endAngle || (!arc.innerRadius && !arc.outerRadius) ? null : arc;
  },
  line: (items, at) => path(items, (i) => [(i.x ?? 0) + at.x, (i.y ?? 0) + at.y]),
  trail: (items, at) => path(items, (i) => [(i.x ?? 0) + at.x, (i.y ?? 0) + at.y, i.size ?? 1]),
  area(items, at) {
    return path(items, (i) => {
      const [x, y] = [(i.x ?? 0) + at.x, (i.y ?? 0) + at.y];
      return i.orient === 'horizontal' ? [x, y, x + (i.width ?? 0), y] : [x, y, x, y + (i.height ?? 0)];
    });
  },
};

/** Vertices of one series; a gap is one null between vertices. */
function path(items, vertex) {
  const points = [];
  let gap = false;
  for (const item of items) {
    if (item.defined === false) gap = true;
    else {
      if (gap && points.length) points.push(null);
      gap = false;
      points.push(vertex(item).map((v) => round(v)));
    }
  }
  if (points.length === 0) return null;
  const {interpolate, tension} = items[0];
  return {
    points: evenly(points), ...(points.length > 2000 ? {n: points.length} : {}),
    ...(interpolate && interpolate !== 'linear' ? {interpolate} : {}), ...(tension != null ? {tension} : {}),
  };
}

// ---- paint ----

function paintReader(rgb) {
  const color = (text) => {
    if (!text || text === 'transparent' || text === 'none') return {opacity: 0};
    const c = rgb(text);
    return Number.isNaN(c.opacity) || Number.isNaN(c.r) ? {opacity: 0} : {color: c.copy({opacity: 1}).formatHex(), opacity: c.opacity};
  };
  const gradient = ({gradient: kind, stops, x1, y1, x2, y2, r1, r2}) => ({
    gradient: kind, ...(kind === 'radial' ? {x1, y1, r1, x2, y2, r2} : {x1, y1, x2, y2}),
    stops: stops.map((s) => [s.offset, color(s.color).color]),
  });

  function paint(item) {
    const out = {};
    for (const key of ['fill', 'stroke']) {
      const value = item[key];
      const isGradient = typeof value === 'object' && value !== null;
      const base = isGradient ? {color: gradient(value), opacity: 1} : color(value);
      const opacity = round(base.opacity * (item.opacity ?? 1) * (item[`${key}Opacity`] ?? 1), 3);
      if (opacity === 0 || (key === 'stroke' && item.strokeWidth === 0)) continue;
      out[key] = base.color;
      if (opacity !== 1) out[`${key}Opacity`] = opacity;
    }
    if (!out.fill && !out.stroke) return null;
    if (out.stroke && (item.strokeWidth ?? 1) !== 1) out.strokeWidth = round(item.strokeWidth);
    if (out.stroke && item.strokeDash?.length) out.strokeDash = [...item.strokeDash];
    return out;
  }

  /** Colours at 0, 25, 50, 75 and 100 % of a gradient, from the low end. */
  function ramp(fill) {
    return [0, 0.25, 0.5, 0.75, 1].map((t) => {
      const after = fill.stops.findIndex((s) => s.offset >= t);
      const [b, a] = [fill.stops.at(after), fill.stops[Math.max(0, (after < 0 ? fill.stops.length - 1 : after) - 1)]];
      const k = b.offset > a.offset ? (t - a.offset) / (b.offset - a.offset) : 0;
      const [p, q] = [rgb(a.color), rgb(b.color)];
      return rgb(p.r + k * (q.r - p.r), p.g + k * (q.g - p.g), p.b + k * (q.b - p.b)).formatHex();
    });
  }
  return {color, paint, ramp};
}
