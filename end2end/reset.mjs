/** `make reset`: forgets everything that runs kept in `.run`. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './tools.mjs';

const DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '.run');

// Without its packages nothing ever ran.
await installPackages('end2end');
const { takeFolder } = await import('./site.mjs');
const { removePostgres } = await import('./parts/postgres.mjs');
try {
  for (const dir of [path.join(DIR, 'test'), DIR]) {
    await takeFolder(dir);
    await removePostgres(path.join(dir, 'postgres'));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
for (const name of await readdir(DIR)) {
  // A database that a developer keeps running apart is not ours to stop.
  if (name !== 'dev-postgres') await rm(path.join(DIR, name), { recursive: true, force: true });
}
console.log('.run is leeg');
