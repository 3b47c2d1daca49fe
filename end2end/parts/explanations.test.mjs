/**
 * Shows that a claim gets the very same explanation in the browser as on the
 * server: every claim of shared/data/tests/claims.csv, in WebAssembly, against
 * the text that `cargo test` compares the server's code with.
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

test('every explanation is the same in WebAssembly, byte for byte', async (context) => {
  const env = toolEnv();
  const out = await mkdtemp(path.join(os.tmpdir(), 'explanations-'));
  context.after(() => rm(out, { recursive: true }));
  const kind = ['--lib', '--crate-type', 'cdylib', '--features', 'explanations', '--target', TARGET];
  await must('cargo', ['rustc', '--quiet', '--package', 'shared', ...kind], { cwd: ROOT, env });
  const built = path.join(env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), TARGET, 'debug', 'shared.wasm');
  await must('wasm-bindgen', ['--target', 'nodejs', '--out-dir', out, built], { env });

  const told = Buffer.from(createRequire(import.meta.url)(path.join(out, 'shared.js')).explanations());
  const agreed = await readFile(path.join(ROOT, 'shared', 'data', 'tests', 'explanations.txt'));
  const lines = agreed.toString().split('\n');
  const different = told.toString().split('\n').findIndex((line, nr) => line !== lines[nr]);
  assert.equal(different, -1, `line ${different + 1} of explanations.txt`);
  assert.ok(told.equals(agreed));
  assert.ok(lines.filter((line) => line.startsWith('geval: ')).length >= 200);
});
