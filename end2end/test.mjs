/**
 * `make test`: every test there is. A step that fails does not stop the ones
 * after it; the closing summary tells of all, and the exit code is its sum.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { duration, run, stopCommands } from './commands.mjs';
import { findBrowser, installTestTools, installTools, toolEnv } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIR = path.join(ROOT, '.run', 'test');
const RESULTS = path.join(DIR, 'playwright.json');

/** @typedef {{ passed: number, failed: number, why?: string }} Count `why` is told again in the summary */
/** @type {(Count & { name: string, took: number })[]} */
const steps = [];
/** @type {(() => Promise<void>)[]} */
const stops = [];
let stopping = false;

process.chdir(ROOT);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, async () => {
    await stopAll();
    process.exit(130);
  });
}
main().catch(async (error) => {
  if (stopping) return;
  console.error(`\n${error.stack}`);
  await stopAll();
  process.exit(1);
});

async function main() {
  const began = Date.now();
  await step('hulpmiddelen', async () => {
    await installTools();
    await installTestTools();
  });
  const env = toolEnv();
  // Beside the checks: what makes the WebAssembly uses one processor for minutes.
  const built = build().catch((error) => error);
  await step('opmaak van de code', () => program('cargo', ['fmt', '--check'], env));
  await step('clippy', () => program('cargo', ['clippy', '--workspace', '--all-targets', '--quiet', '--', '-D', 'warnings'], env));
  // Not the advisories: they come from elsewhere, and change while the code does not. See docs/OPERATIONS.md.
  await step('licenties', () => program('cargo', ['deny', '--log-level', 'error', 'check', 'licenses', 'bans', 'sources'], env));

  const site = await import('./site.mjs');
  await site.takeFolder(DIR);
  stops.push(() => site.leaveFolder(DIR));
  const { PROJECTS } = await import('./projects.mjs');
  const { freePort } = await import('./parts/processes.mjs');
  const { removePostgres } = await import('./parts/postgres.mjs');
  await removePostgres(path.join(DIR, 'postgres'));
  /** @type {Record<string, number>} */
  const ports = {};
  for (const name of ['laden', ...PROJECTS]) ports[name] = await freePort();
  const publicUrls = Object.values(ports).map((port) => `http://127.0.0.1:${port}`);
  const parts = await site.startParts({ dir: DIR, publicUrls, durable: false });
  stops.push(parts.stop);

  // The tests of Rust make databases of their own from here. Not from that of the site: while it is copied for each
  // kind of visit, nobody may be connected to it.
  const apart = new URL(parts.postgres.url);
  apart.pathname = '/postgres';
  // What makes the sites ready waits as long as it works: beside the tests of Rust.
  const [, sites] = await Promise.all([
    step('cargo test', () => cargoTests({ ...env, DATABASE_URL: apart.href })),
    makeReady(site, parts, ports, env, built),
  ]);
  await step('browser', sites ? () => browserTests(env, sites) : missing('de site is niet gestart'));
  await stopAll();
  summary(Date.now() - began);
}

/**
 * Every step between the build of the site and its browser tests.
 * @param {typeof import('./site.mjs')} site
 * @param {import('./site.mjs').Parts} parts
 * @param {Record<string, number>} ports
 * @param {NodeJS.ProcessEnv} env
 * @param {Promise<unknown>} built what went wrong, or nothing
 */
async function makeReady(site, parts, ports, env, built) {
  await step('demogegevens', () => nodeTests(env));
  if (!(await step('bouwen', () => built.then((error) => error && Promise.reject(error))))) return undefined;
  const first = await step('site starten en demo laden', () => startFirst(site, parts, ports.laden));
  await step('keuring van een leverancier', first ? () => examination(site, parts, first) : missing('de site is niet gestart'));
  await first?.stop();
  return first && (await step('site per soort bezoek', () => startSites(site, parts, ports)));
}

/**
 * One step of the tests; what it returns, or nothing when it failed.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work a {@link Count} counts its own tests, another result counts as one
 * @returns {Promise<T | undefined>}
 */
async function step(name, work) {
  console.log(`\n━━ ${name}`);
  const began = Date.now();
  /** @type {Count} */
  let count = { passed: 0, failed: 1 };
  let result;
  try {
    result = (await work()) ?? /** @type {T} */ (true);
    count = isCount(result) ? result : { passed: 1, failed: 0 };
  } catch (error) {
    if (stopping) return undefined;
    count.why = error instanceof Error ? error.message : String(error);
    console.error(count.why);
  }
  steps.push({ name, took: Date.now() - began, ...count });
  return count.failed === 0 ? result : undefined;
}

/** @param {unknown} value @returns {value is Count} */
function isCount(value) {
  return typeof value === 'object' && value !== null && 'passed' in value && 'failed' in value;
}

/** @param {string} reason @returns {() => Promise<never>} */
function missing(reason) {
  return () => Promise.reject(new Error(`niet gedaan: ${reason}`));
}

/** A program that passes or fails as a whole. @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function program(name, args, env) {
  const { code } = await run(name, args, { env });
  if (code !== 0) throw new Error(`${name} ${args[0]} gaf ${code}`);
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function cargoTests(env) {
  // More of them than processors: a test waits for the database half of its time.
  const { code, output } = await run('cargo', ['test', '--workspace', '--no-fail-fast', '--quiet'], { env: { ...env, RUST_TEST_THREADS: String(2 * availableParallelism()) }, keep: true });
  const why = [...output.matchAll(/^(\S+) --- FAILED$/gm)].map(([, name]) => name).join('\n');
  return atLeastOneFailure(code, { ...counted(output, /test result: \w+\. (\d+) passed; (\d+) failed/g), why });
}

/** The tests of this folder that need no site. @param {NodeJS.ProcessEnv} env @returns {Promise<Count>} */
async function nodeTests(env) {
  const { code, output } = await run(process.execPath, ['--test', '--test-reporter=spec', 'end2end/demo/', 'end2end/parts/'], { env, keep: true });
  return atLeastOneFailure(code, counted(output, /^ℹ pass (\d+)\nℹ fail (\d+)/gm));
}

/** @param {string} output @param {RegExp} pattern with the passed and the failed @returns {Count} */
function counted(output, pattern) {
  const total = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(pattern)) {
    total.passed += Number(passed);
    total.failed += Number(failed);
  }
  return total;
}

/** A run that ended badly without a failed test (it did not compile) counts as one. @param {number} code @param {Count} count */
function atLeastOneFailure(code, count) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/**
 * A site with the demo in it.
 * @param {typeof import('./site.mjs')} site
 * @param {import('./site.mjs').Parts} parts
 * @param {number} port
 */
async function startFirst(site, parts, port) {
  const { loadDemo } = await import('./demo/load.mjs');
  await site.loadReferenceData(parts);
  const first = await site.startSite(parts, { name: 'laden', port });
  stops.push(first.stop);
  await loadDemo(first, console.log);
  return first;
}

/**
 * The example client plays the 40 cases in the sandbox, and the register judges.
 * @param {typeof import('./site.mjs')} site
 * @param {import('./site.mjs').Parts} parts
 * @param {import('./site.mjs').Site} first
 * @returns {Promise<Count>}
 */
async function examination(site, parts, first) {
  const { examine } = await import('./supplier/examine.mjs');
  const { certify } = await import('./demo/load.mjs');
  const count = await examine(await site.exampleProgram(parts, first), console.log);
  if (count.failed === 0) await certify(first.url);
  return count;
}

/**
 * The loaded site, copied for each Playwright project: no project sees what another did.
 * @param {typeof import('./site.mjs')} site
 * @param {import('./site.mjs').Parts} parts
 * @param {Record<string, number>} ports
 */
async function startSites(site, parts, ports) {
  const { copyDatabase } = await import('./parts/postgres.mjs');
  /** @type {Record<string, import('./site.mjs').Site>} */
  const sites = {};
  for (const [name, port] of Object.entries(ports)) {
    if (name === 'laden') continue;
    const database = `lr_${name.replaceAll('-', '_')}`;
    await copyDatabase(parts.postgres.url, database);
    await copyDatabase(`${parts.postgres.url}_proef`, `${database}_proef`);
    sites[name] = await site.startSite(parts, { name, port, database });
    stops.push(sites[name].stop);
  }
  return { sites };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {{ sites: Record<string, import('./site.mjs').Site> }} started
 * @returns {Promise<Count>}
 */
async function browserTests(env, { sites }) {
  const places = path.join(DIR, 'sites.json');
  await mkdir(DIR, { recursive: true });
  await rm(RESULTS, { force: true });
  await writeFile(places, JSON.stringify(sites));
  const { code } = await run('playwright', ['test', '--config', 'end2end/playwright.config.mjs'], {
    env: { ...env, LR_SITES: places, LR_CHROMIUM: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: RESULTS },
  });
  const { stats, suites } = JSON.parse(await readFile(RESULTS, 'utf8'));
  const why = suites.flatMap(failedIn).join('\n');
  return atLeastOneFailure(code, { passed: stats.expected + stats.flaky, failed: stats.unexpected, why });
}

/** The names of tests that failed. @param {import('@playwright/test/reporter').JSONReportSuite} suite @returns {string[]} */
function failedIn({ specs, suites = [] }) {
  const here = specs.filter(({ ok }) => !ok).map(({ file, title, tests }) => `${file}: ${title} (${tests.filter(({ status }) => status === 'unexpected').map(({ projectName }) => projectName).join(', ')})`);
  return [...here, ...suites.flatMap(failedIn)];
}

async function stopAll() {
  if (stopping) return;
  stopping = true;
  stopCommands();
  for (const end of stops.reverse()) await end().catch((error) => console.error(error.message));
}

/** @param {number} took */
function summary(took) {
  const total = { passed: 0, failed: 0 };
  console.log('\n━━ Samenvatting');
  for (const { name, passed, failed, took: stepTook } of steps) {
    total.passed += passed;
    total.failed += failed;
    console.log(`${failed ? '✗' : '✓'} ${name.padEnd(30)}${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${duration(stepTook)}`);
  }
  console.log(`  in ${duration(took)}`);
  for (const { name, failed, why } of steps) if (failed && why) console.log(`\n✗ ${name}: ${why}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed ? 1 : 0);
}
