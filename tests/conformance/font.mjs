// Advance widths of a TrueType font: what text measuring needs of Liberation Sans, whose widths are Arial's.
import fs from 'node:fs';
import {execFileSync} from 'node:child_process';

/** Returns a function from a string to its width in em: the sum of the advances of its characters, without kerning. */
export function openFont(file) {
  const bytes = fs.readFileSync(file);
  const tables = {};
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    tables[bytes.toString('latin1', entry, entry + 4)] = bytes.readUInt32BE(entry + 8);
  }
  const unitsPerEm = bytes.readUInt16BE(tables.head + 18);
  const metricCount = bytes.readUInt16BE(tables.hhea + 34); // later glyphs repeat the last advance
  const advance = (glyph) => bytes.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, metricCount - 1));
  const glyphs = readCharacterMap(bytes, tables.cmap);
  return (text) => Array.from(text, (c) => advance(glyphs.get(c.codePointAt(0)) ?? 0)).reduce((a, b) => a + b, 0) / unitsPerEm;
}

/** The Basic Multilingual Plane of a cmap: its subtable of format 4, as a Map from code point to glyph. */
function readCharacterMap(bytes, cmap) {
  const glyphs = new Map();
  const subtables = Array.from({length: bytes.readUInt16BE(cmap + 2)}, (_, i) => cmap + bytes.readUInt32BE(cmap + 8 + 8 * i));
  const table = subtables.find((at) => bytes.readUInt16BE(at) === 4);
  const size = bytes.readUInt16BE(table + 6); // of each of the four arrays, in bytes
  for (let i = 0; i < size; i += 2) {
    const end = bytes.readUInt16BE(table + 14 + i);
    const start = bytes.readUInt16BE(table + 16 + size + i);
    const delta = bytes.readInt16BE(table + 16 + 2 * size + i);
    const rangeAt = table + 16 + 3 * size + i;
    const range = bytes.readUInt16BE(rangeAt);
    for (let c = start; c <= end && c < 0xffff; c++) {
      const glyph = range ? bytes.readUInt16BE(rangeAt + range + 2 * (c - start)) : c;
      if (glyph) glyphs.set(c, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}

/** The measurer that Vega is given: (text item, line) -> px, the line shortened to the item's limit as Vega paints it. */
export function liberationSans() {
  const path = (style) => execFileSync('fc-match', ['-f', '%{file}', `Liberation Sans:style=${style}`], {encoding: 'utf8'});
  const [regular, bold] = [openFont(path('Regular')), openFont(path('Bold'))];
  return (item, line) => {
    const size = item.fontSize ?? 11;
    const width = (s) => (item.fontWeight === 'bold' || item.fontWeight >= 600 ? bold : regular)(s) * size;
    const text = String(line ?? '').trim();
    return width(item.limit > 0 ? shorten(text, item.limit, item.ellipsis ?? '\u2026', width) : text);
  };
}

function shorten(text, limit, ellipsis, width) {
  if (width(text) < limit) return text;
  let kept = text.length;
  while (kept > 0 && width(text.slice(0, kept)) >= limit - width(ellipsis)) kept--;
  return text.slice(0, kept) + ellipsis;
}
