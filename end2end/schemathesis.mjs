/**
 * `make schemathesis`: asks the delivery API everything that its own document
 * says can be asked, and much that it says cannot, and holds the answers beside
 * the document. Runs in the sandbox of a site of its own, with Schemathesis
 * from PyPI in `.run`. `make schemathesis VOORBEELDEN=500` asks longer.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { must, run, stopCommands } from './commands.mjs';
import { installTools } from './tools.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '..');
const DIR = path.join(ROOT, '.run', 'schemathesis');
/** With the version of Hypothesis that it was tried with: a later one lacks what it uses. */
const PACKAGES = ['schemathesis==4.24.1', 'hypothesis==6.150.0'];
const VENV = path.join(ROOT, '.run', PACKAGES.join('-').replaceAll('==', '-'));
const PROGRAM = path.join(VENV, 'bin', 'schemathesis');
const EXAMPLES = process.env.VOORBEELDEN ?? '50';
/** A token is good for ten minutes; this asks longer. */
const RENEW_MS = 60_000;

process.chdir(ROOT);
await installTools();
await build();
if (!existsSync(PROGRAM)) {
  await must('python3', ['-m', 'venv', VENV]);
  await must(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', ...PACKAGES]);
}
const site = await import('./site.mjs');
const { freePort, onEnd } = await import('./parts/processes.mjs');
const { removePostgres } = await import('./parts/postgres.mjs');
await site.takeFolder(DIR);
await removePostgres(path.join(DIR, 'postgres'));
const port = await freePort();
const parts = await site.startParts({ dir: DIR, publicUrls: [`http://127.0.0.1:${port}`], durable: false });
/** @type {(() => Promise<unknown>)[]} */
const stops = [() => site.leaveFolder(DIR), parts.stop];
const stop = async () => {
  stopCommands();
  // The server first, its folder last.
  for (const end of stops.splice(0).reverse()) await end();
};
onEnd(stop);
let code = 1;
try {
  await site.loadReferenceData(parts);
  const running = await site.startSite(parts, { name: 'site', port });
  stops.push(running.stop);
  code = await ask(await site.exampleProgram(parts, running));
} finally {
  await stop();
}
process.exit(code);

/** @param {import('./supplier/client.mjs').Register} register of the sandbox */
async function ask(register) {
  const tokenFile = path.join(DIR, 'token');
  await mkdir(DIR, { recursive: true });
  const renew = async () => {
    await writeFile(`${tokenFile}.nieuw`, await register.token());
    await rename(`${tokenFile}.nieuw`, tokenFile);
  };
  await renew();
  const renewing = setInterval(() => renew().catch((error) => console.error(error.message)), RENEW_MS);
  try {
    const args = ['--config-file', path.join(HERE, 'schemathesis', 'schemathesis.toml'), 'run', `${register.address}/api/aanleveren/v1/openapi.json`, '--max-examples', EXAMPLES, '--generation-deterministic'];
    const env = { ...process.env, SCHEMATHESIS_HOOKS: 'hooks_of_ours', PYTHONPATH: path.join(HERE, 'schemathesis'), PYTHONDONTWRITEBYTECODE: '1', TOKEN_FILE: tokenFile };
    return (await run(PROGRAM, args, { env, cwd: DIR })).code;
  } finally {
    clearInterval(renewing);
  }
}
