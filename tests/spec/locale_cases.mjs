// Writes locale_cases.txt: what d3 itself makes of numbers and dates in some locales of render/spec/locales.json.
// node locale_cases.mjs FOLDER_OF_NODE_MODULES > locale_cases.txt
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
for (const name of ['d3-array', 'd3-time', 'd3-format', 'd3-time-format']) runInThisContext(readFileSync(`${process.argv[2]}/${name}/dist/${name}.js`, 'utf8'));
const { formatLocale, timeFormatLocale } = globalThis.d3;
const table = JSON.parse(readFileSync(new URL('../../render/spec/locales.json', import.meta.url)));
const numbers = [0, -0.004, 7, -1234.5, 98765.4321, 1234567890.125, -0.000012, 5e21];
const specifiers = ['', ',', ',.2f', '$,.2f', '.1%', ',.0f', '~s', '.3s', '(,.1f', '+,.2r', '012,.1f', '*^14,d', ',.2e', 'n', '.2p', '($,.0f', 'x', 'c'];
const dates = [-86400000, 1044111845000, 1700000000000, 951782400000];
const directives = ['%A %d %B %Y', '%a %b %e', '%c', '%x', '%X', '%I:%M %p', '%-d. %B', '%% %q %j'];
console.log('# language | number or time | specifier | value | what d3 writes; made by locale_cases.mjs');
for (const name of ['de', 'de-CH', 'en-IN', 'fa', 'fr', 'hi', 'ja', 'ru', 'ur', 'ur-IN']) {
  const number = formatLocale(table[name].number), time = timeFormatLocale(table[name].time);
  for (const specifier of specifiers) for (const value of numbers) console.log([name, 'number', specifier, value, number.format(specifier)(value)].join('|'));
  for (const specifier of directives) for (const ms of dates) console.log([name, 'time', specifier, ms, time.utcFormat(specifier)(new Date(ms))].join('|'));
}
