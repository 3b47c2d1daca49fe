/**
 * `make sqlx`: writes `.sqlx`, with which the SQL is checked at compile time
 * where no database runs. Uses a database of its own, made and removed here.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, stopCommands } from './commands.mjs';
import { installTools, toolEnv } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIR = path.join(ROOT, '.run', 'sqlx');

process.chdir(ROOT);
await installTools();
const { startPostgres } = await import('./parts/postgres.mjs');
const { onEnd } = await import('./parts/processes.mjs');
const postgres = await startPostgres({ dir: DIR, durable: false });
onEnd(async () => {
  stopCommands();
  await postgres.stop();
});

let code = 0;
try {
  await migrate(postgres.url);
  // Written apart and put in place when all of it is there.
  const fresh = path.join(DIR, 'queries');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  // A crate that did not change is not compiled, and then writes nothing.
  const now = new Date();
  await utimes(path.join(ROOT, 'server', 'src', 'lib.rs'), now, now);
  await must('cargo', ['check', '--package', 'server', '--all-targets'], {
    env: { ...toolEnv(), DATABASE_URL: postgres.url, SQLX_OFFLINE: 'false', SQLX_OFFLINE_DIR: fresh },
  });
  const cache = path.join(ROOT, '.sqlx');
  await rm(cache, { recursive: true, force: true });
  await cp(fresh, cache, { recursive: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  code = 1;
}
await postgres.stop();
await rm(DIR, { recursive: true, force: true });
process.exit(code);

/**
 * Our migrations, and the tables of the job queue. Not through the server,
 * which can not be compiled while its SQL is unknown.
 * @param {string} url
 */
async function migrate(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('drop schema public cascade; create schema public');
    await client.query('drop schema if exists graphile_worker cascade; create schema graphile_worker');
    for (const text of await sqlFiles(path.join(ROOT, 'server', 'migrations'))) await client.query(text);
    for (const text of await sqlFiles(queueMigrations())) {
      await client.query('begin');
      for (const statement of text.replaceAll(':GRAPHILE_WORKER_SCHEMA', 'graphile_worker').split('-- graphile-worker-rs:statement')) {
        await client.query(statement);
      }
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}

/** The SQL files of a folder, in order. @param {string} folder */
async function sqlFiles(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
}

/** Where cargo keeps the migrations of the job queue. */
function queueMigrations() {
  const metadata = spawnSync('cargo', ['metadata', '--format-version', '1', '--locked'], {
    encoding: 'utf8',
    env: toolEnv(),
    maxBuffer: 100 * 1024 * 1024,
  });
  const found = JSON.parse(metadata.stdout).packages.find((/** @type {{ name: string }} */ crate) => crate.name === 'graphile_worker_migrations');
  return path.join(path.dirname(found.manifest_path), 'src', 'sql');
}
