// Writes locales.json: what numbers and dates look like in each language, as Unicode's CLDR tells (through Node's Intl), in the
// form of d3's locale objects. `cairn` holds what d3 has no member for.
//
//   node locales.mjs > locales.json
const currencies = {
  ar: 'EGP', bg: 'BGN', bn: 'BDT', cs: 'CZK', da: 'DKK', de: 'EUR', 'de-AT': 'EUR', 'de-CH': 'CHF', el: 'EUR', en: 'USD', 'en-GB': 'GBP',
  'en-IN': 'INR', es: 'EUR', 'es-MX': 'MXN', et: 'EUR', fa: 'IRR', fi: 'EUR', fr: 'EUR', 'fr-CA': 'CAD', 'fr-CH': 'CHF', he: 'ILS',
  hi: 'INR', hr: 'EUR', hu: 'HUF', id: 'IDR', it: 'EUR', ja: 'JPY', kk: 'KZT', ko: 'KRW', lt: 'EUR', lv: 'EUR', nb: 'NOK', nl: 'EUR',
  pl: 'PLN', pt: 'BRL', 'pt-PT': 'EUR', ro: 'RON', ru: 'RUB', sk: 'EUR', sl: 'EUR', sr: 'RSD', sv: 'SEK', th: 'THB', tr: 'TRY',
  uk: 'UAH', ur: 'PKR', 'ur-IN': 'INR', vi: 'VND', zh: 'CNY', 'zh-TW': 'TWD',
};
const moment = new Date(Date.UTC(2003, 1, 1, 15, 4, 5)); // a Saturday
const typographic = (text) => text.replace(/-/g, '\u2212');
const literal = (text) => text.replace(/%/g, '%%').replace(/\u202f/g, '\u00a0');

const of = (language, options) => new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { timeZone: 'UTC', ...options });
const part = (format, date, type) => format.formatToParts(date).find((p) => p.type === type)?.value;

// Intl's pattern as a specifier of d3-time-format.
function pattern(language, options) {
  const format = of(language, options);
  const is12 = format.resolvedOptions().hour12;
  const directives = {
    era: () => '', weekday: () => (options.weekday === 'short' ? '%a' : '%A'), year: () => '%Y',
    month: (value) => (value === '02' ? '%m' : value === '2' ? '%-m' : options.month === 'long' ? '%B' : '%b'),
    day: (value) => (value === '01' ? '%d' : '%-d'),
    hour: () => (is12 ? '%-I' : '%H'), minute: () => '%M', second: () => '%S', dayPeriod: () => '%p',
  };
  return format.formatToParts(moment).map((p) => (directives[p.type] ? directives[p.type](p.value) : literal(p.value))).join('');
}

const range = (n) => [...Array(n).keys()];
// A month that is a number alone keeps the word for month: 2月.
function months(language, options) {
  const name = (m, whole) => (whole ? of(language, options).format(new Date(Date.UTC(2003, m, 1))) : part(of(language, options), new Date(Date.UTC(2003, m, 1)), 'month'));
  return range(12).map((m) => name(m, !options.day && /^[0-9]+$/.test(name(m, false))));
}
const days = (language, width) => range(7).map((d) => part(of(language, { weekday: width }), new Date(Date.UTC(2003, 5, 1 + d)), 'weekday'));
const ifOtherNames = (a, b) => (JSON.stringify(a) === JSON.stringify(b) || /^[0-9]/.test(a[0]) ? undefined : a);

function number(language) {
  const format = new Intl.NumberFormat(language);
  const system = format.resolvedOptions().numberingSystem;
  const parts = format.formatToParts(-123456789012.5);
  const groups = parts.filter((p) => p.type === 'integer').map((p) => [...p.value].length).slice(1).reverse();
  const uneven = groups.some((n) => n !== groups[0]);
  const money = new Intl.NumberFormat(language, { style: 'currency', currency: currencies[language], currencyDisplay: 'narrowSymbol' }).formatToParts(1);
  const at = money.findIndex((p) => p.type === 'integer');
  const side = (list) => literal(list.filter((p) => p.type === 'currency' || p.type === 'literal').map((p) => p.value).join(''));
  const percents = new Intl.NumberFormat(language, { style: 'percent' }).formatToParts(0.5);
  return {
    decimal: parts.find((p) => p.type === 'decimal').value,
    thousands: literal(parts.find((p) => p.type === 'group').value),
    grouping: uneven ? [groups[0], ...Array(8).fill(groups[1])] : [groups[0]],
    currency: [side(money.slice(0, at)), side(money.slice(at))],
    numerals: system === 'latn' ? undefined : range(10).map((d) => format.format(d)),
    percent: percents.slice(percents.findIndex((p) => p.type === 'integer') + 1).map((p) => p.value).join('').replace(/\u202f/g, '\u00a0'),
    minus: typographic(parts.find((p) => p.type === 'minusSign').value),
  };
}

function time(language) {
  const hours = of(language, { hour: 'numeric', hour12: true });
  const date = pattern(language, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const clock = pattern(language, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return {
    dateTime: `${date} ${clock}`, date, time: clock,
    periods: [9, 15].map((h) => part(hours, new Date(Date.UTC(2003, 1, 1, h)), 'dayPeriod') ?? (h < 12 ? 'AM' : 'PM')),
    days: days(language, 'long'), shortDays: days(language, 'short'),
    months: months(language, { month: 'long' }), shortMonths: months(language, { month: 'short' }),
  };
}

// Labels leave out the word for "year".
const bare = (specifier) => specifier.replace(/[ \u00a0](г\.|р\.|ж\.|г)/g, '');

function own(language, plain) {
  const is12 = of(language, { hour: 'numeric' }).resolvedOptions().hour12;
  const info = new Intl.Locale(language);
  const direction = (info.getTextInfo ? info.getTextInfo() : info.textInfo).direction;
  return {
    direction: direction === 'rtl' ? 'rtl' : undefined,
    datedMonths: ifOtherNames(months(language, { month: 'long', day: 'numeric' }), plain.months),
    datedShortMonths: ifOtherNames(months(language, { month: 'short', day: 'numeric' }), plain.shortMonths),
    month: pattern(language, { year: 'numeric', month: 'long' }),
    date: pattern(language, { year: 'numeric', month: 'long', day: 'numeric' }),
    shortMonth: bare(pattern(language, { year: 'numeric', month: 'short' })),
    shortDate: bare(pattern(language, { year: 'numeric', month: 'short', day: 'numeric' })),
    multi: {
      seconds: '%M:%S', minutes: pattern(language, { hour: 'numeric', minute: '2-digit' }), hours: is12 ? '%-I %p' : '%H:%M',
      date: pattern(language, { weekday: 'short', day: 'numeric' }), week: pattern(language, { month: 'short', day: 'numeric' }),
      month: '%B', quarter: '%B', year: bare(pattern(language, { year: 'numeric' })),
    },
  };
}

const lines = Object.keys(currencies).map((language) => {
  const plain = time(language);
  const members = { number: number(language), time: plain, cairn: own(language, plain) };
  const rows = Object.entries(members).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `  ${JSON.stringify(language)}: {\n${rows.join(',\n')}\n  }`;
});
console.log(`{\n${lines.join(',\n')}\n}`);
