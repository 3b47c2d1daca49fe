/**
 * Builds the site: server, WebAssembly, stylesheet. What did not change is not
 * built again. Needs nothing from npm itself.
 *
 * By hand, for production: `node end2end/build.mjs`.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './commands.mjs';
import { installTools, toolEnv } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SITE = path.join(ROOT, 'target', 'site');
/** Says in which folder the WebAssembly is: beside what browsers keep for good. */
const MANIFEST = path.join(SITE, 'pkg.json');
const STAMPS = path.join(ROOT, 'target', 'stamps');

/** Builds what changed. @param {'dev' | 'release'} [profile] of the server: an optimised one takes three times as long */
export async function build(profile = 'dev') {
  const env = toolEnv();
  // First what has a target directory of its own: other work with cargo can go on beside it.
  await buildFrontend(env);
  await buildStyle(env);
  await must('cargo', ['build', '--profile', profile, '--quiet', '--package', 'server'], { cwd: ROOT, env });
}

/** @param {NodeJS.ProcessEnv} env */
async function buildFrontend(env) {
  const inputs = ['app', 'shared', 'public', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo', 'end2end/package-lock.json', 'end2end/build.mjs', 'end2end/shrink.mjs'];
  await whenChanged('frontend', inputs, MANIFEST, async () => {
    console.log('\n▸ WebAssembly bouwen');
    await rm(path.join(SITE, 'pkg'), { recursive: true, force: true });
    await must('cargo', ['leptos', 'build', '--split', '--frontend-only'], { cwd: ROOT, env });
    console.log('▸ WebAssembly kleiner maken');
    const { shrink } = await import('./shrink.mjs');
    await shrink(SITE);
    await nameByContent();
  });
}

/**
 * Puts the files in a folder that is named after what is in them, so that a browser never has to ask whether
 * they changed: they find each other by their own address.
 */
async function nameByContent() {
  const pkg = path.join(SITE, 'pkg');
  const name = (await fingerprint([path.relative(ROOT, pkg)])).slice(0, 16);
  const beside = path.join(SITE, name);
  await rename(pkg, beside);
  await mkdir(pkg);
  await rename(beside, path.join(pkg, name));
  await writeFile(MANIFEST, JSON.stringify({ folder: `pkg/${name}` }));
}

/**
 * After the frontend: cargo-leptos empties the folder of the site but for its own part.
 * @param {NodeJS.ProcessEnv} env
 */
async function buildStyle(env) {
  const folder = path.join(SITE, 'style');
  await whenChanged('style', ['style', 'app/src'], path.join(folder, 'style.json'), async () => {
    console.log('\n▸ Stijlblad bouwen');
    await must(process.execPath, [path.join('style', 'build.mjs'), path.join('target', 'site', 'style')], { cwd: ROOT, env });
  });
}

/**
 * Does work when its inputs differ from the last time, or its result is gone.
 * @param {string} name
 * @param {string[]} inputs
 * @param {string} result
 * @param {() => Promise<void>} work
 */
async function whenChanged(name, inputs, result, work) {
  const stamp = path.join(STAMPS, name);
  const now = await fingerprint(inputs);
  if (existsSync(result) && (await readFile(stamp, 'utf8').catch(() => '')) === now) return;
  await rm(stamp, { force: true });
  await work();
  await mkdir(STAMPS, { recursive: true });
  await writeFile(stamp, now);
}

/** A hash of names and contents. @param {string[]} inputs files and folders of the checkout */
async function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesIn(path.join(ROOT, input))) {
      hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} place @returns {Promise<string[]>} every file there, in a fixed order */
async function filesIn(place) {
  const kind = await stat(place).catch(() => undefined);
  if (!kind) return [];
  if (kind.isFile()) return [place];
  const names = (await readdir(place)).filter((name) => name !== 'node_modules').sort();
  return (await Promise.all(names.map((name) => filesIn(path.join(place, name))))).flat();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await installTools();
  await build('release');
}
