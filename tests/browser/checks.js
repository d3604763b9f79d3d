'use strict';
// What test_browser.sh asks of its pages. Each check gives the text of its complaints, one a line; "" when all is well.

const charts = () => [...document.querySelectorAll('svg[role=img]')];
const nameOf = svg => svg.closest('[data-name]').dataset.name;

// check(svg, say) for each chart.
function eachChart(check) {
  const said = [];
  for (const svg of charts()) check(svg, text => said.push(`${nameOf(svg)}: ${text}`));
  return said.join('\n');
}

// No id twice in the page, and what a chart refers to is its own.
function checkIds() {
  const seen = new Set();
  const twice = [...document.querySelectorAll('[id]')].filter(e => seen.has(e.id) || !seen.add(e.id)).map(e => `id twice: ${e.id}`);
  return [...twice, eachChart((svg, say) => {
    const own = new Set([svg, ...svg.querySelectorAll('[id]')].map(e => e.id));
    for (const element of svg.querySelectorAll('*'))
      for (const {name, value} of element.attributes) {
        const target = /^url\(#(.*)\)$/.exec(value) ?? (/href$/.test(name) && /^#(.*)$/.exec(value));
        if (target && !own.has(target[1])) say(`no #${target[1]}`);
      }
    for (const attribute of ['aria-labelledby', 'aria-describedby'])
      if (svg.hasAttribute(attribute) && !own.has(svg.getAttribute(attribute))) say(`${attribute} leads nowhere`);
  })].filter(Boolean).join('\n');
}

// Nothing that runs, and nothing from outside.
function checkSafety() {
  return eachChart((svg, say) => {
    if (svg.querySelector('script,foreignObject,image,iframe,animate,set,object,embed')) say('an element that is not allowed');
    for (const element of [svg, ...svg.querySelectorAll('*')])
      for (const {name, value} of element.attributes)
        if (/^on/i.test(name) || /^\s*(javascript|data|vbscript):/i.test(value)) say(`${name}="${value}"`);
  });
}

// What the accessibility tree should tell: a line for each chart, its name, a tab, its description.
function namesOfCharts() {
  const told = (svg, tag) => svg.querySelector(`:scope > ${tag}`)?.textContent;
  return charts().map(svg => `${told(svg, 'title') ?? told(svg, 'desc')}\t${told(svg, 'desc') ?? ''}\n`).join('');
}

// Every text can be selected, and the first one is found.
function checkWords() {
  return eachChart((svg, say) => {
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim());
    if (texts.length === 0) say('no text');
    for (const text of texts) {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (getSelection().toString().trim() !== text.textContent.trim()) say(`selected "${getSelection()}"`);
    }
    getSelection().collapse(svg, 0);
    const wanted = texts[0].textContent.trim();
    if (!find(wanted, true) || !svg.contains(getSelection().anchorNode)) say(`"${wanted}" is not found`);
  });
}

const boxOf = elements => {
  const boxes = elements.map(e => e.getBoundingClientRect()).filter(b => b.width > 0 || b.height > 0);
  return {left: Math.min(...boxes.map(b => b.left)), right: Math.max(...boxes.map(b => b.right)),
          top: Math.min(...boxes.map(b => b.top)), bottom: Math.max(...boxes.map(b => b.bottom))};
};

// The transparent text of an outline chart lies on its letters: on all of them together, and each letter on its own.
function checkTextLayer() {
  return eachChart((svg, say) => {
    for (const text of svg.querySelectorAll('text[fill-opacity="0"]')) {
      const glyphs = [...text.parentNode.querySelectorAll('use,path')];
      if (glyphs.length === 0) continue;
      const ink = boxOf(glyphs), selected = text.getBoundingClientRect(), slack = 2;
      if (selected.left > ink.left + slack || selected.right < ink.right - slack || selected.top > ink.top + slack ||
          selected.bottom < ink.bottom - slack || selected.width > ink.right - ink.left + 0.8 * parseFloat(getComputedStyle(text).fontSize) + slack &&
          selected.height > ink.bottom - ink.top + 2 * parseFloat(getComputedStyle(text).fontSize))
        say(`"${text.textContent}" lies elsewhere than its letters: ${JSON.stringify([ink, selected])}`);
      const letters = [...text.textContent].map((c, i) => [c, i]).filter(([c]) => c.trim());
      if (glyphs[0].localName === 'use')
        letters.forEach(([c, i], k) => {
          const drawn = glyphs[k].x.baseVal.value, place = text.getStartPositionOfChar(i).x;
          if (Math.abs(drawn - place) > 0.5) say(`"${c}" of "${text.textContent}" is at ${place}, not ${drawn}`);
        });
      else if (getComputedStyle(text).direction === 'rtl' && letters.length > 2 &&
               text.getExtentOfChar(letters[0][1]).x < text.getExtentOfChar(letters[letters.length - 1][1]).x)
        say(`"${text.textContent}" runs from left to right`);
    }
  });
}

// ---- Contrast ----

const channels = color => (/^rgba?\(([^)]*)\)/.exec(color)?.[1] ?? '0,0,0').split(/[ ,/]+/).map(Number);
const luminance = rgb => {
  const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const over = (top, alpha, below) => top.map((c, i) => c * alpha + below[i] * (1 - alpha));
const painted = (element, key, below) => {
  const style = getComputedStyle(element);
  return style[key].startsWith('rgb') ? over(channels(style[key]).slice(0, 3), +style[`${key}Opacity`], below) : null;
};

// The colour that a text stands on: of the shapes below its middle, from the paper up.
function groundOf(text, svg) {
  const box = text.getBoundingClientRect();
  const below = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  let color = [255, 255, 255];
  for (const element of below.reverse())
    if (svg.contains(element) && /^(rect|path|circle)$/.test(element.localName) && element.compareDocumentPosition(text) & 4)
      color = painted(element, 'fill', color) ?? color;
  return color;
}

// For each text and each shape of the charts with live text: what it is, its contrast, and how much it should have.
function contrasts() {
  const found = [];
  for (const svg of charts().filter(s => !s.querySelector('text[fill-opacity="0"]'))) {
    const paper = painted(svg.querySelector('rect'), 'fill', [255, 255, 255]) ?? [255, 255, 255];
    for (const text of svg.querySelectorAll('text')) {
      const ground = groundOf(text, svg), color = painted(text, 'fill', ground);
      if (color && text.textContent.trim()) found.push([`${nameOf(svg)}: "${text.textContent}"`, contrast(color, ground), 4.5]);
    }
    for (const shape of svg.querySelectorAll('.cairn-mark path,.cairn-mark rect,.cairn-mark circle,.cairn-mark line')) {
      const key = getComputedStyle(shape).fill.startsWith('rgb') ? 'fill' : 'stroke';
      const color = painted(shape, key, paper);
      if (color) found.push([`${nameOf(svg)}: <${shape.localName}> ${shape.textContent}`, contrast(color, paper), 3]);
    }
  }
  return found;
}

let light;
function rememberLight() {
  light = contrasts();
  return light.length > 500 ? '' : `only ${light.length} texts and marks were looked at`;
}

// What has enough contrast on light paper has it on dark paper, and what has less does not lose any.
function checkDark() {
  const dark = contrasts();
  const worse = dark.filter(([, ratio, least], i) => ratio < Math.min(least, light[i][1]) - 0.02);
  const paper = charts().map(svg => luminance(painted(svg.querySelector('rect'), 'fill', [255, 255, 255]))).filter(l => l > 0.1);
  return [...worse.map(([name, ratio], i) => `${name}: contrast ${ratio.toFixed(2)}`), ...paper.map(() => 'the paper stays light')].join('\n');
}

// ---- Style ----

// The chart's own style changes nothing of the page.
function checkLeaks() {
  const outside = [...document.querySelectorAll('#outside, #outside *')];
  const looks = () => outside.map(e => [...getComputedStyle(e)].map(p => getComputedStyle(e).getPropertyValue(p)).join()).join('\n');
  const sheets = [...document.styleSheets].filter(s => s.ownerNode.closest('svg[role=img]'));
  const withCharts = looks();
  sheets.forEach(s => s.disabled = true);
  const without = looks();
  sheets.forEach(s => s.disabled = false);
  return withCharts === without && outside.length > 5 && sheets.length > 5 ? '' : 'the style of a chart changes the page';
}

// A page's rules for the class names of live text do count.
function checkClassNames() {
  const svg = charts().find(s => s.querySelector('.cairn-title text'));
  const style = document.createElement('style');
  style.textContent = '.cairn-title text{fill:rgb(1,2,3)}';
  document.head.append(style);
  const fill = getComputedStyle(svg.querySelector('.cairn-title text')).fill;
  style.remove();
  return fill === 'rgb(1, 2, 3)' ? '' : `.cairn-title text is ${fill}`;
}

// ---- Attacks ----

const hits = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => hits.push(name);
const checkHits = () => new Promise(done => setTimeout(() => done(hits.map(h => `${h} was called`).join('\n')), 100));
