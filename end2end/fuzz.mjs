/**
 * `make fuzz`: feeds every parser of the delivery what nobody would send, ten
 * minutes each or DUUR=60 seconds, and keeps what reached new code in
 * shared/fuzz/corpus.tar.gz, which `cargo test` reads again.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './commands.mjs';
import { installFuzzTools, toolEnv } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const FUZZ = path.join(ROOT, 'shared', 'fuzz');
const KEPT = path.join(FUZZ, 'corpus.tar.gz');
const WORK = path.join(ROOT, 'target', 'fuzz');
const CORPUS = path.join(WORK, 'corpus');
const SECONDS = Number(process.env.DUUR ?? '600');
/** No message is longer than this to be of interest; longer ones are refused by a test of their own. */
const LONGEST = 8192;

process.chdir(ROOT);
await installFuzzTools();
const options = { cwd: ROOT, env: toolEnv() };
// Without a sanitizer it needs no other compiler than that of the project: there is no unsafe code to watch.
const where = ['--fuzz-dir', FUZZ, '--target-dir', WORK, '-s', 'none'];

await rm(CORPUS, { recursive: true, force: true });
await mkdir(CORPUS, { recursive: true });
await must('tar', ['-xzf', KEPT, '-C', CORPUS], options);
const targets = (await readdir(path.join(FUZZ, 'targets'))).map((file) => path.parse(file).name);
for (const target of targets) {
  const corpus = path.join(CORPUS, target);
  console.log(`\n▸ ${target}, ${SECONDS} s`);
  const limits = [`-max_total_time=${SECONDS}`, `-max_len=${LONGEST}`, '-timeout=10'];
  await must('cargo', ['fuzz', 'run', ...where, target, corpus, '--', ...limits, '-verbosity=0', '-print_final_stats=1'], options);
  // The fewest inputs that reach the same code; how often they do makes no difference.
  await must('cargo', ['fuzz', 'cmin', ...where, target, corpus, '--', '-use_counters=0', '-verbosity=0'], options);
}
await must('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '-czf', KEPT, '-C', CORPUS, ...targets], options);
