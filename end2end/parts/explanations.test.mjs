/**
 * Shows that the rules come to the very same words in the browser as on the
 * server: every claim of shared/data/tests/claims.csv and every portfolio of
 * portfolios.csv, in WebAssembly, against the texts that `cargo test` compares
 * the server's code with.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { must } from '../commands.mjs';
import { toolEnv } from '../tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const TARGET = 'wasm32-unknown-unknown';

const TESTS = path.join(ROOT, 'shared', 'data', 'tests');

/** The domain as WebAssembly. */
async function build(context) {
  const env = toolEnv();
  const out = await mkdtemp(path.join(os.tmpdir(), 'explanations-'));
  context.after(() => rm(out, { recursive: true }));
  const kind = ['--lib', '--crate-type', 'cdylib', '--features', 'explanations', '--target', TARGET];
  await must('cargo', ['rustc', '--quiet', '--package', 'shared', ...kind], { cwd: ROOT, env });
  const built = path.join(env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), TARGET, 'debug', 'shared.wasm');
  await must('wasm-bindgen', ['--target', 'nodejs', '--out-dir', out, built], { env });
  return createRequire(import.meta.url)(path.join(out, 'shared.js'));
}

/** Fails at the first line that differs from the file; at least so many cases. */
async function same(words, file, cases) {
  const told = Buffer.from(words);
  const agreed = await readFile(path.join(TESTS, file));
  const lines = agreed.toString().split('\n');
  const different = told.toString().split('\n').findIndex((line, nr) => line !== lines[nr]);
  assert.equal(different, -1, `line ${different + 1} of ${file}`);
  assert.ok(told.equals(agreed));
  assert.ok(lines.filter((line) => line.startsWith('geval: ')).length >= cases);
}

test('the rules are the same in WebAssembly, byte for byte', async (context) => {
  const shared = await build(context);
  await context.test('every explanation of a claim', () => same(shared.explanations(), 'explanations.txt', 200));
  await context.test('every outcome of a portfolio', () => same(shared.portfolio_outcomes(), 'portfolio_outcomes.txt', 120));
});
