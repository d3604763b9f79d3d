#!/bin/sh
# test_browser.sh PROGRAM REPOSITORY TOOLS: 20 charts in one page of a real browser, each with outlines and with live text: no id twice, no
# glyph changed, words found and selected, title and description told, and colours for dark pages. TOOLS is the folder of
# compare_images. With CAIRN_KEEP_PICTURES=DIR the pictures are left there.
set -eu
# shellcheck source=tests/cli/assert.sh
. "$(dirname "$0")/../cli/assert.sh"
tools=$3

browser=
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && browser=$name && break
done
[ -n "$browser" ] || skip "no chromium is installed"

# browse ARGUMENT...: the browser without a window, with a profile of its own.
browse() {
  timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-lcd-text --hide-scrollbars --allow-file-access-from-files \
    --user-data-dir="$work/profile" --enable-blink-features=ComputedAccessibilityInfo --window-size=2600,4600 "$@" 2>>browser.log
}

# ---- The page ----

style='<style>body{margin:0;background:#fff}svg,img{display:block}div{float:left}</style>'
{
  printf '<!doctype html><meta charset="utf-8">%s' "$style"
} | tee inlined.html >alone.html
add() {
  { printf '<div>' && cat "$1" && printf '</div>'; } >>inlined.html
  printf '<div><img src="%s"></div>' "$1" >>alone.html
}

n=0
for chart in "$repository"/charts/*.json "$repository"/tests/golden/specs/*.json; do
  [ "$n" -lt 20 ] || break
  n=$((n + 1))
  for mode in outline live; do
    exits 0 render "$chart" --allow-dir "$repository/datasets" -q -o "$n-$mode.svg" --svg-text "$mode" --dark auto
    add "$n-$mode.svg"
  done
done
exits 0 render "$repository/charts/trade.vl.json" --allow-dir "$repository/datasets" -q -o again.svg --id-prefix again
add again.svg
[ "$n" -eq 20 ] || complain "there are only $n charts"

cat >script.html <<'END'
<pre id="results"></pre><script>
onerror = message => document.getElementById('results').textContent = message;
const said = [], say = text => said.push(text), seen = new Set();
for (const element of document.querySelectorAll('[id]')) {
  if (seen.has(element.id)) say('id twice: ' + element.id);
  seen.add(element.id);
}
document.querySelectorAll('svg').forEach((svg, i) => {
  const own = new Set([...svg.querySelectorAll('[id]')].map(e => e.id));
  for (const element of [svg, ...svg.querySelectorAll('*')])
    for (const attribute of element.attributes) {
      const target = /^(?:url\()?#([^)]*)\)?$/.exec(attribute.value);
      if (target && /href|fill|stroke|clip/.test(attribute.name) && !own.has(target[1]) &&
          !/^[0-9a-f]{6}$/.test(target[1])) say(`chart ${i}: no #${target[1]}`);
      if (/^on/i.test(attribute.name)) say(`chart ${i}: an event attribute`);
    }
  if (svg.querySelector('script,foreignObject,image')) say(`chart ${i}: an element that is not allowed`);
  const title = svg.querySelector(':scope > title'), desc = svg.querySelector(':scope > desc');
  if (!/^(img|image|graphics-document)$/.test(svg.computedRole)) say(`chart ${i}: role ${svg.computedRole}`);
  if (title && svg.computedName !== title.textContent) say(`chart ${i}: named ${svg.computedName}`);
  if (desc && document.getElementById(svg.getAttribute(title ? 'aria-describedby' : 'aria-labelledby')) !== desc)
    say(`chart ${i}: its description is not told`);
  const text = [...svg.querySelectorAll('text')].find(t => !t.querySelector('title') && t.textContent.trim().length > 0);
  if (!text) return say(`chart ${i}: no text`);
  const range = document.createRange();
  range.selectNodeContents(text);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (getSelection().toString().trim() !== text.textContent.trim()) say(`chart ${i}: selected "${getSelection()}"`);
  getSelection().collapse(svg, 0);
  if (!find(text.textContent.trim(), true)) say(`chart ${i}: "${text.textContent}" is not found`);
});
document.getElementById('results').textContent = said.length ? said.join('\n') : 'all is well with ' + document.querySelectorAll('svg').length;
</script>
END
cat inlined.html script.html >checked.html

browse --dump-dom "file://$work/checked.html" >dom || complain "the browser failed: $(tail -n 3 browser.log)"
results=$(tr '\n' '|' <dom | sed 's/.*<pre id="results">//; s/<\/pre>.*//' | tr '|' '\n')
[ "$results" = 'all is well with 41' ] || complain "$results"

# ---- The pictures ----

for page in inlined alone; do
  browse --blink-settings=preferredColorScheme=1 --screenshot="$work/$page.png" "file://$work/$page.html" >/dev/null || complain "no picture of $page.html"
done
"$tools/compare_images" inlined.png alone.png >numbers || complain "charts change in company: $(cat numbers)"
browse --blink-settings=preferredColorScheme=0 --screenshot="$work/dark.png" "file://$work/inlined.html" >/dev/null || complain "no dark picture"
if "$tools/compare_images" inlined.png dark.png >numbers; then complain "a dark page looks like a light one"; fi
if [ -n "${CAIRN_KEEP_PICTURES:-}" ]; then cp inlined.png alone.png dark.png "$CAIRN_KEEP_PICTURES"; fi
finish
