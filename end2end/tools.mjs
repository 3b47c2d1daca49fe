/**
 * The tools that building and testing need: looked for, and installed from
 * their registries when missing. Needs nothing from npm itself.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, must } from './commands.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** For tools of which the machine has another version already. */
const OWN_TOOLS = path.join(ROOT, 'target', 'tools');
const CARGO_LEPTOS = '0.3.7';
const CARGO_DENY = '0.20.2';
const CARGO_FUZZ = '0.13.2';
/** The package of Chromium without a window, and its program. */
const HEADLESS = 'chromium-headless-shell';

/** The environment in which the tools are found. */
export function toolEnv() {
  const cargoHome = process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo');
  const folders = [
    path.join(OWN_TOOLS, 'bin'),
    // Here is wasm-opt.
    path.join(ROOT, 'end2end', 'node_modules', '.bin'),
    path.join(cargoHome, 'bin'),
    process.env.PATH ?? '',
  ];
  return {
    ...process.env,
    PATH: folders.join(path.delimiter),
    SQLX_OFFLINE: process.env.SQLX_OFFLINE ?? 'true',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
}

/** Installs what is missing to build and run. */
export async function installTools() {
  await installPackages('end2end');
  if (existsSync(path.join(ROOT, 'style', 'package-lock.json'))) await installPackages('style');
  await installWasmTarget();
  await installCargoTool('cargo-leptos', CARGO_LEPTOS, ['leptos', '--version'], ['--locked', '--features', 'no_downloads']);
  const bindgen = await lockedVersion('wasm-bindgen');
  await installCargoTool('wasm-bindgen-cli', bindgen, ['wasm-bindgen', '--version'], []);
}

/** Installs what is missing to test, besides. */
export async function installTestTools() {
  await installCargoTool('cargo-deny', CARGO_DENY, ['cargo-deny', '--version'], ['--locked']);
  await findBrowser();
}

/** Installs what is missing to fuzz. */
export async function installFuzzTools() {
  await installCargoTool('cargo-fuzz', CARGO_FUZZ, ['cargo-fuzz', '--version'], ['--locked']);
}

/**
 * `npm ci` when the lock file changed since the last time.
 * @param {string} folder
 */
export async function installPackages(folder) {
  const cwd = path.join(ROOT, folder);
  const stamp = path.join(cwd, 'node_modules', '.installed-from');
  const lock = createHash('sha256').update(await readFile(path.join(cwd, 'package-lock.json'))).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return;
  say(`npm-pakketten van ${folder}/ installeren`);
  // No install scripts: nothing that is used needs one.
  await must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: toolEnv() });
  await writeFile(stamp, lock);
}

async function installWasmTarget() {
  const env = toolEnv();
  const target = 'wasm32-unknown-unknown';
  // Inside the checkout rustup installs what rust-toolchain.toml asks at the first call.
  const folder = ask('rustc', ['--print', 'target-libdir', '--target', target], env);
  if (folder && existsSync(folder)) return;
  say(`Rust-doel ${target} installeren`);
  await must('rustup', ['target', 'add', target], { cwd: ROOT, env });
}

/**
 * `cargo install`, without optimisation and what a debugger needs: it saves minutes, and what these tools do is little.
 * @param {string} crate
 * @param {string} version
 * @param {[string, string]} question how to ask for the version: a cargo subcommand or a program, and its flag
 * @param {string[]} flags
 */
async function installCargoTool(crate, version, question, flags) {
  const env = toolEnv();
  const answer = question[0] === 'leptos' ? ask('cargo', question, env) : ask(question[0], [question[1]], env);
  if (answer?.split(/\s+/).includes(version)) return;
  say(`${crate} ${version} installeren (enkele minuten, alleen de eerste keer)`);
  const where = answer ? ['--root', OWN_TOOLS] : [];
  await must('cargo', ['install', '--debug', `${crate}@${version}`, ...flags, ...where], { cwd: ROOT, env: { ...env, CARGO_PROFILE_DEV_DEBUG: '0' } });
}

/** The version of a crate in Cargo.lock. @param {string} crate */
async function lockedVersion(crate) {
  const lock = await readFile(path.join(ROOT, 'Cargo.lock'), 'utf8');
  const version = new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`).exec(lock)?.[1];
  if (!version) throw new Error(`${crate} staat niet in Cargo.lock`);
  return version;
}

/**
 * The browser for the tests: Debian's own, installed when missing and allowed. Without a window: with one that
 * nobody sees, the tests take twice as long.
 * @returns {Promise<string>} its program
 */
export async function findBrowser() {
  const found = browser();
  if (found) return found;
  if (!ask('apt-get', ['--version'])) throw new Error('Chromium ontbreekt. Installeer het, of wijs het aan met LR_CHROMIUM.');
  say('Chromium installeren met apt-get');
  const root = process.getuid?.() === 0;
  const apt = (/** @type {string[]} */ ...args) => (root ? must('apt-get', args) : must('sudo', ['-n', 'apt-get', ...args]));
  await apt('update', '-q');
  await apt('install', '-y', '-q', '--no-install-recommends', HEADLESS);
  const installed = browser();
  if (!installed) throw new Error('Chromium is niet gevonden na de installatie.');
  return installed;
}

function browser() {
  if (process.env.LR_CHROMIUM) return process.env.LR_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [HEADLESS, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

/** @param {string} text */
function say(text) {
  console.log(`\n▸ ${text}`);
}
