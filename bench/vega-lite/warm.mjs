// Seconds that cairn and the reference take for every spec of a folder, in turns; one line "OWN REFERENCE" each round:
//
//   warm.mjs NODE_MODULES FOLDER ROUNDS FIGURES COMMAND...
//
// COMMAND is cairn's, in one process, and ends with the option that takes the folder for the figures; each round has one of its own
// in FIGURES. The reference compiles, runs the dataflow and writes SVG in this process, which has drawn all of
// the specs before, as a server would whose just-in-time compiler is warm.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, folder, rounds, figures, ...command] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'none.js'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [vega, vegaLite] = [await load('vega'), await load('vega-lite')];

const chatter = () => quiet;
const quiet = {level: chatter, error: chatter, warn: chatter, info: chatter, debug: chatter};
const specs = fs.readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name));
const loader = vega.loader({baseURL: path.resolve(folder) + '/', mode: 'file'});

async function draw(file) {
  const {spec} = vegaLite.compile(JSON.parse(fs.readFileSync(file, 'utf8')), {logger: quiet});
  const view = new vega.View(vega.parse(spec), {renderer: 'none', loader, logger: quiet});
  await view.toSVG();
  view.finalize();
}

async function drawAll() {
  let drawn = 0;
  for (const file of specs) await draw(file).then(() => drawn++, () => {});
  return drawn;
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/* A spec that cairn refuses makes its exit code 1. */
function drawOwn(round) {
  const {status} = spawnSync(command[0], [...command.slice(1), path.join(figures, round), ...specs], {stdio: 'ignore'});
  if (status !== 0 && status !== 1) throw new Error(`${command[0]} ended with ${status}`);
}

console.error(`vega-lite: of ${specs.length} specs the reference draws ${await drawAll()}`);
drawOwn('warm');
for (let round = 0; round < Number(rounds); round++)
  console.log((await seconds(() => drawOwn(String(round)))).toFixed(4), (await seconds(drawAll)).toFixed(4));
