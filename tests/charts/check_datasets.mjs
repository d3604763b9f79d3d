// Checks that datasets/*.csv keep the promises of datasets/README.md: dates, ranges, labels, and sources that it lists.
//
//   node check_datasets.mjs

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../datasets/', import.meta.url));
const readme = readFileSync(folder + 'README.md', 'utf8');
const sources = new Set([...readme.split('## Parts of the article')[1].matchAll(/^\| ([^|`]+) \|/gm)].map((m) => m[1]));
const categories = new Set([...readme.matchAll(/`([a-z]+)`(?= \()|`([a-z]+)`(?=[,.]\s)/g)].map((m) => m[1] ?? m[2]));

const isoDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const number = /^-?\d+(\.\d+)?$/;

// The files need no quotes, and a reader who greps them is glad of it.
function readTable(name) {
  const text = readFileSync(folder + name, 'utf8');
  if (text.includes('"') || text.includes('\r') || !text.endsWith('\n')) throw new Error(`${name}: quotes, CR or no last newline`);
  const [header, ...lines] = text.trimEnd().split('\n').map((line) => line.split(','));
  return lines.map((cells, i) => {
    if (cells.length !== header.length) throw new Error(`${name}:${i + 2}: ${cells.length} cells, not ${header.length}`);
    return Object.fromEntries(header.map((column, k) => [column, cells[k]]));
  });
}

function* rowProblems(row) {
  for (const column of ['date', 'end']) if (row[column] && !isoDate.test(row[column])) yield `${column} ${row[column]}`;
  // Compared in the coarser precision of the two: 2021 does not end before 2021-02.
  const digits = Math.min(row.date.length, row.end?.length ?? 0);
  if (row.end && row.end.slice(0, digits) < row.date.slice(0, digits)) yield `ends before it begins: ${row.end}`;
  for (const column of ['value', 'low', 'high']) if (row[column] && !number.test(row[column])) yield `${column} ${row[column]}`;
  if (row.low && row.high && Number(row.low) > Number(row.high)) yield 'low above high';
  if (row.high && !row.low) yield 'high without low';
  if (row.low && !row.high && row.value !== row.low) yield '"more than": value and low differ';
  if (!['true', 'false'].includes(row.approx)) yield `approx ${row.approx}`;
  for (const source of row.source.split('; ')) if (!sources.has(source)) yield `source not in README.md: ${source}`;
}

function* milestoneProblems(row, labels) {
  const words = row.label.split(' ').length;
  if (words < 2 || words > 5) yield `label of ${words} words`;
  if (labels.has(row.label)) yield 'label used twice';
  labels.add(row.label);
  if (!categories.has(row.category)) yield `category not in README.md: ${row.category}`;
  if (!/^[123]$/.test(row.priority)) yield `priority ${row.priority}`;
  if (!row.date) yield 'no date';
  if (row.approx === 'true' && !row.note) yield 'approximate without a note';
}

// A run breaks exactly where years are missing inside a series.
function* runProblems(rows) {
  for (let i = 1; i < rows.length; i++) {
    const [before, row] = [rows[i - 1], rows[i]];
    if (before.series !== row.series) continue;
    const joined = Number(row.date) - Number(before.date) === 1;
    if (joined !== (row.run === before.run)) yield [i, `run ${row.run} after ${before.run}`];
  }
}

// Every label that is translated is one of milestones.csv, in all languages, once.
function* translationProblems(row, known) {
  if (!known.delete(row.label)) yield `no label of milestones.csv, or twice: ${row.label}`;
  for (const [language, text] of Object.entries(row)) if (!text) yield `nothing in ${language}`;
}

let problems = 0;
function tell(name, i, problem) {
  problems++;
  console.error(`${name}:${i + 2}: ${problem}`);
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.csv')).sort()) {
  const rows = readTable(name);
  const labels = new Set();
  if (name === 'translations.csv') {
    const known = new Set(readTable('milestones.csv').map((row) => row.label));
    rows.forEach((row, i) => { for (const problem of translationProblems(row, known)) tell(name, i, problem); });
    console.log(`${name}: ${rows.length} rows`);
    continue;
  }
  rows.forEach((row, i) => {
    for (const problem of rowProblems(row)) tell(name, i, problem);
    if (name === 'milestones.csv') for (const problem of milestoneProblems(row, labels)) tell(name, i, problem);
  });
  if ('run' in rows[0]) for (const [i, problem] of runProblems(rows)) tell(name, i, problem);
  if (name === 'milestones.csv') {
    rows.forEach((row, i) => i > 0 && row.date < rows[i - 1].date && tell(name, i, 'not in the order of dates'));
  }
  console.log(`${name}: ${rows.length} rows`);
}
process.exit(problems > 0 ? 1 : 0);
