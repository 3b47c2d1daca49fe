/**
 * `make run`: builds the site, starts it with everything it needs, loads the
 * demo the first time, and says where it is. Ctrl-C stops all of it.
 *
 * `node end2end/run.mjs --onderdelen` starts only what is around the server,
 * and writes the server's settings to `.run/server.env`:
 * `set -a; . .run/server.env; set +a; cargo run -p server`.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { duration, stopCommands } from './commands.mjs';
import { installTools } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIR = path.join(ROOT, '.run');
const PARTS_ONLY = process.argv.includes('--onderdelen');

/** What runs, to be stopped in the opposite order. @type {(() => Promise<void>)[]} */
const stops = [];
let stopping = false;

process.chdir(ROOT);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => stop(0));
main().catch((error) => {
  if (stopping) return;
  console.error(`\n${error.message}`);
  stop(1);
});

async function main() {
  const began = Date.now();
  await installTools();
  if (!PARTS_ONLY) await build();

  // From here on the packages of npm are there.
  const site = await import('./site.mjs');
  const { freePort } = await import('./parts/processes.mjs');
  await site.takeFolder(DIR);
  stops.push(() => site.leaveFolder(DIR));
  const port = await freePort((await site.keptPorts(path.join(DIR, 'site'))).site ?? 3000);
  const publicUrl = `http://127.0.0.1:${port}`;
  const parts = await site.startParts({ dir: DIR, publicUrls: [publicUrl] });
  stops.push(parts.stop);
  const loaded = path.join(DIR, 'demo-geladen');
  if (!PARTS_ONLY && !existsSync(loaded)) await site.loadReferenceData(parts);
  const running = await site.startSite(parts, { name: 'site', port, program: !PARTS_ONLY });
  stops.push(running.stop);

  if (PARTS_ONLY) {
    const lines = Object.entries(running.env).map(([key, value]) => `${key}='${value}'\n`);
    await writeFile(path.join(DIR, 'server.env'), lines.join(''), { mode: 0o600 });
    console.log(`Alles rond de server draait. Zijn instellingen staan in .run/server.env; hij hoort te komen op ${publicUrl}`);
    return;
  }
  if (!existsSync(loaded)) {
    console.log('\n▸ Demogegevens leveren langs de gewone weg');
    const { certify, loadDemo } = await import('./demo/load.mjs');
    await loadDemo(running, (text) => console.log(`  ${text}`));
    const { examine } = await import('./supplier/examine.mjs');
    const { passed } = await examine(await site.exampleProgram(parts, running), () => {});
    await certify(running.url);
    console.log(`  Voorbeeldsoftware Personeel: ${passed} proefgevallen geslaagd in de testomgeving`);
    await writeFile(loaded, new Date().toISOString());
  }
  await summary(running, Date.now() - began);
  watch(running, path.join(DIR, 'logs', 'site.log'));
}

/**
 * @param {import('./site.mjs').Site} site
 * @param {number} took
 */
async function summary({ url, mail, diplomas }, took) {
  const { ISSUERS } = await import('./parts/openid-people.mjs');
  const roles = { digid: 'Leraren (DigiD)', eherkenning: 'Scholen (eHerkenning)', medewerker: 'Medewerkers' };
  const lines = ['', `  Lerarenregister   ${url}`, `  gestart in ${duration(took)}; stoppen met Ctrl-C`, ''];
  for (const issuer of ISSUERS) {
    lines.push(`  ${roles[/** @type {keyof typeof roles} */ (issuer.path)]}: ${url}/auth/${issuer.path}`);
    const featured = issuer.people.filter((person) => person.featured);
    for (const person of featured) lines.push(`    ${person.name.padEnd(22)}${person.note}`);
    const others = issuer.people.length - featured.length;
    if (others) lines.push(`    en nog ${others} anderen, op de inlogpagina`);
    lines.push('');
  }
  lines.push(`  De mail die het register verstuurt: ${mail}`, `  Uittreksels van het Diplomaregister om te geven: ${diplomas}/uittreksel`, '  Logboeken staan in .run/logs, uitgeleverde bestanden in end2end/demo/leveringen.', '  make reset maakt alles leeg.', '');
  console.log(lines.join('\n'));
}

/** Ends all when the server ends by itself. @param {{ running: () => boolean }} server @param {string} log */
function watch(server, log) {
  setInterval(() => {
    if (server.running() || stopping) return;
    console.error(`\nDe server is gestopt, zie ${path.relative(ROOT, log)}`);
    stop(1);
  }, 500);
}

/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  stopCommands();
  if (stops.length) console.log('\nStoppen…');
  for (const end of stops.reverse()) await end().catch((error) => console.error(error.message));
  process.exit(code);
}
