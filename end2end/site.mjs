/**
 * The site with the real parts around it, running on this machine: what
 * `make run` and `make test` both start.
 */
import { readFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { promisify } from 'node:util';
import { ORGANISATION } from './parts/extract.mjs';
import { clientKey, extractSigner, programKey, secret } from './parts/keys.mjs';
import { ISSUERS } from './parts/openid-people.mjs';
import { databaseBeside, startPostgres } from './parts/postgres.mjs';
import { freePort, isAlive, startChild, waitUntil } from './parts/processes.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, '..');
/** As `make run` builds it; measurements are of what runs in production. */
const SERVER = path.join(ROOT, 'target', process.env.SERVER_PROFILE ?? 'debug', 'server');

/**
 * What the sites of one checkout share.
 * @typedef {object} Parts
 * @property {string} dir
 * @property {import('./parts/postgres.mjs').Postgres} postgres
 * @property {string} openid address of the login services
 * @property {() => Promise<void>} stop
 */

/**
 * One running site.
 * @typedef {object} Site
 * @property {string} url
 * @property {string} clockFile the seconds that this site's clock is ahead
 * @property {string} diplomas address of its Diplomaregister
 * @property {string} brp address of its population register
 * @property {string} mail address of the page with its mail
 * @property {Record<string, string>} env what its server was told
 * @property {() => boolean} running
 * @property {() => Promise<void>} stop
 */

/**
 * Claims a state folder for this process, and stops what an earlier owner left running.
 * @param {string} dir
 */
export async function takeFolder(dir) {
  await mkdir(dir, { recursive: true });
  const file = path.join(dir, 'run.pid');
  const owner = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (owner && owner !== process.pid && isAlive(owner) && (await commandOf(owner)).includes('end2end')) {
    throw new Error(`In ${path.relative(ROOT, dir)} draait al iets (proces ${owner}). Stop dat eerst.`);
  }
  await writeFile(file, String(process.pid));
  const childrenFile = path.join(dir, 'children.json');
  const left = JSON.parse(await readFile(childrenFile, 'utf8').catch(() => '[]'));
  for (const { pid, program } of left) {
    if (isAlive(pid) && (await commandOf(pid)).includes(program)) process.kill(pid, 'SIGTERM');
  }
  await rm(childrenFile, { force: true });
}

/** @param {string} dir */
export function leaveFolder(dir) {
  return rm(path.join(dir, 'run.pid'), { force: true });
}

/** @param {number} pid */
async function commandOf(pid) {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (line !== undefined) return line;
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}

/**
 * Starts what sites share: PostgreSQL and the login services.
 * @param {{ dir: string, publicUrls: string[], durable?: boolean }} options
 *   `publicUrls` are the addresses that the login services may send people back to
 * @returns {Promise<Parts>}
 */
export async function startParts({ dir, publicUrls, durable = true }) {
  const ports = await keptPorts(dir);
  const postgres = await startPostgres({ dir: path.join(dir, 'postgres'), port: ports.postgres, durable });
  try {
    const port = await freePort(ports.openid);
    const openid = await startPart(dir, 'openid', port, { PUBLIC_URL: publicUrls.join(','), KEYS_DIR: path.join(dir, 'keys') });
    await keepPorts(dir, { postgres: postgres.port, openid: port });
    return {
      dir,
      postgres,
      openid: openid.url,
      stop: async () => {
        await openid.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/**
 * Starts a Node part of the `parts` folder and waits until it listens.
 * @param {string} dir
 * @param {string} name
 * @param {number} port
 * @param {Record<string, string>} env
 * @param {string} [label] tells two of the same kind apart in logs
 */
async function startPart(dir, name, port, env, label = name) {
  const script = path.join(HERE, 'parts', `${name}.mjs`);
  const child = await startChild(label, process.execPath, [script], {
    log: path.join(dir, 'logs', `${label}.log`),
    env: { ...process.env, ...env, PORT: String(port) },
  });
  await remember(dir, child.pid, script);
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(async () => (await fetch(`${url}/gezond`)).ok, {
    withinMs: 20_000,
    what: `${label} starten`,
    giveUp: child.whyEnded,
  });
  return { ...child, url };
}

/**
 * The settings of a server beside its own stand-ins for other registers.
 * @param {Parts} parts
 * @param {{ name: string, port: number, database?: string }} options
 */
async function startSurroundings(parts, { name, port, database }) {
  const dir = path.join(parts.dir, name);
  await mkdir(path.join(dir, 'evidence'), { recursive: true });
  const clockFile = path.join(dir, 'clock');
  await writeFile(clockFile, '0');
  const keys = path.join(parts.dir, 'keys');
  const registerSecret = await secret(keys, 'diplomaregister');
  const { signerFile, authoritiesFile } = await extractSigner(keys);
  const apiKey = await secret(keys, 'brp');
  const { privateKeyFile: proofKeyFile } = await programKey(keys, 'bewijs-van-registratie');
  const kept = await keptPorts(dir);
  const [diplomaPort, brpPort, oldPort] = [await freePort(kept.diplomas), await freePort(kept.brp), await freePort(kept.old)];
  const diplomas = await startPart(parts.dir, 'diplomaregister', diplomaPort, { CLIENT_ID: 'lerarenregister', CLIENT_SECRET: registerSecret, SIGNER_FILE: signerFile }, `${name}-diplomaregister`);
  const brp = await startPart(parts.dir, 'brp', brpPort, { API_KEY: apiKey }, `${name}-brp`);
  const old = await startPart(parts.dir, 'registerleraar', oldPort, { API_KEY: apiKey }, `${name}-registerleraar`);
  const [mailPort, smtpPort] = [await freePort(kept.mail), await freePort(kept.smtp)];
  const mail = await startPart(parts.dir, 'mail', mailPort, { SMTP_PORT: String(smtpPort) }, `${name}-mail`);
  await keepPorts(dir, { site: port, diplomas: diplomaPort, brp: brpPort, old: oldPort, mail: mailPort, smtp: smtpPort });

  const databaseUrl = new URL(parts.postgres.url);
  if (database) databaseUrl.pathname = `/${database}`;
  // The sandbox of suppliers: a database and keys of its own, and the same test persons.
  const sandboxUrl = await databaseBeside(databaseUrl.href, `${databaseUrl.pathname.slice(1)}_proef`);
  const logins = { DIGID: 'digid', EHERKENNING: 'eherkenning', STAFF: 'medewerker' };
  /** @type {Record<string, string>} */
  const env = {
    DATABASE_URL: databaseUrl.href,
    LEPTOS_OUTPUT_NAME: 'lr',
    NO_COLOR: '1',
    LEPTOS_SITE_ROOT: path.join(ROOT, 'target', 'site'),
    LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
    LR_ENVIRONMENT: 'local',
    LR_ADDRESS: `127.0.0.1:${port}`,
    LR_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LR_KEYS__DATA: await secret(keys, 'data'),
    LR_KEYS__BSN_INDEX: await secret(keys, 'bsn-index'),
    LR_DIPLOMA_REGISTER__URL: diplomas.url,
    LR_DIPLOMA_REGISTER__CLIENT_ID: 'lerarenregister',
    LR_DIPLOMA_REGISTER__CLIENT_SECRET: registerSecret,
    LR_DIPLOMA_REGISTER__EXTRACT__AUTHORITIES_FILE: authoritiesFile,
    LR_DIPLOMA_REGISTER__EXTRACT__ORGANISATION: ORGANISATION,
    LR_BRP__URL: brp.url,
    LR_BRP__API_KEY: apiKey,
    LR_OLD_REGISTER__URL: old.url,
    LR_OLD_REGISTER__API_KEY: apiKey,
    LR_EVIDENCE__URL: pathToFileURL(path.join(dir, 'evidence')).href,
    LR_PROOF__KEY_FILE: proofKeyFile,
    LR_MAIL__URL: `smtp://127.0.0.1:${smtpPort}`,
    LR_MAIL__FROM: 'Lerarenregister <niet-beantwoorden@lerarenregister.example>',
    LR_SANDBOX__DATABASE_URL: sandboxUrl,
    LR_SANDBOX__KEYS__DATA: await secret(keys, 'proef-data'),
    LR_SANDBOX__KEYS__BSN_INDEX: await secret(keys, 'proef-bsn-index'),
    LR_SANDBOX__BRP__URL: brp.url,
    LR_SANDBOX__BRP__API_KEY: apiKey,
    LR_CLOCK__OFFSET_FILE: clockFile,
    LR_PHASES_FILE: path.join(HERE, 'demo', 'phases.csv'),
    // Everybody comes from one address here: loading the demo, and all browsers of a test.
    LR_LIMITS__LOGIN_PER_MINUTE: '100000',
    LR_LIMITS__SEARCH_PER_MINUTE: '100000',
    LR_LIMITS__TEACHERS_PER_DAY: '100000',
    LR_LIMITS__SEARCHES_PER_DAY: '100000',
    LR_LIMITS__UPLOAD_PER_MINUTE: '100000',
    LR_LIMITS__PART_PER_MINUTE: '100000',
  };
  for (const [key, issuerPath] of Object.entries(logins)) {
    const { privateKeyFile } = await clientKey(keys, issuerPath);
    env[`LR_LOGIN__${key}__ISSUER`] = `${parts.openid}/${issuerPath}`;
    env[`LR_LOGIN__${key}__CLIENT_ID`] = ISSUERS.find((issuer) => issuer.path === issuerPath)?.clientId ?? '';
    env[`LR_LOGIN__${key}__PRIVATE_KEY_FILE`] = privateKeyFile;
  }
  return {
    env,
    clockFile,
    diplomas: diplomas.url,
    brp: brp.url,
    mail: mail.url,
    stop: async () => {
      await Promise.all([diplomas.stop(), brp.stop(), old.stop(), mail.stop()]);
    },
  };
}

/**
 * Starts a server with its own Diplomaregister, population register, clock and evidence folder.
 * @param {Parts} parts
 * @param {{ name: string, port: number, database?: string, program?: boolean }} options
 *   `program: false` leaves the server itself to the developer
 * @returns {Promise<Site>}
 */
export async function startSite(parts, { name, port, database, program = true }) {
  const around = await startSurroundings(parts, { name, port, database });
  const url = around.env.LR_PUBLIC_URL;
  const site = { ...around, url, running: () => true };
  if (!program) return site;
  const log = path.join(parts.dir, 'logs', `${name}.log`);
  const server = await startChild(name, SERVER, [], { log, cwd: ROOT, env: { ...process.env, ...around.env } });
  const stop = async () => {
    await server.stop('SIGTERM', 20_000);
    await around.stop();
  };
  await remember(parts.dir, server.pid, SERVER);
  try {
    await waitUntil(async () => (await fetch(`${url}/health/ready`)).ok, {
      withinMs: 60_000,
      what: 'De server starten',
      giveUp: server.whyEnded,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...site, running: server.running, stop };
}

/**
 * Runs the server program for one task, such as loading schools.
 * @param {Parts} parts
 * @param {string[]} args
 */
export async function serverTask(parts, args) {
  await promisify(execFile)(SERVER, args, { cwd: ROOT, env: { ...process.env, DATABASE_URL: parts.postgres.url } });
}

/** The supplier of the demo. */
const SUPPLIER = { name: 'Voorbeeldsoftware Personeel', oin: '00000003900077770000', client: 'voorbeeldsoftware' };

/**
 * The example client of a supplier, registered in the sandbox of a site.
 * @param {Parts} parts
 * @param {Site} site
 */
export async function exampleProgram(parts, site) {
  const keys = path.join(parts.dir, 'keys');
  const { privateKeyFile, publicJwk } = await programKey(keys, 'proefprogramma');
  const keySet = path.join(keys, 'proefprogramma.json');
  await writeFile(keySet, JSON.stringify({ keys: [publicJwk] }));
  const args = ['proefprogramma', SUPPLIER.name, SUPPLIER.oin, SUPPLIER.client, keySet];
  await promisify(execFile)(SERVER, args, { cwd: ROOT, env: { ...process.env, ...site.env } });
  const { Register } = await import('./supplier/client.mjs');
  const privateKey = createPrivateKey(await readFile(privateKeyFile, 'utf8'));
  return new Register({ address: `${site.url}/proef`, client: SUPPLIER.client, privateKey, keyId: 'een', oin: SUPPLIER.oin });
}

/**
 * Loads what is there before any school delivers: boards and schools, the publication switch, a supplier.
 * @param {Parts} parts
 */
export async function loadReferenceData(parts) {
  const demo = path.join(HERE, 'demo');
  await serverTask(parts, ['instellingen', path.join(demo, 'besturen.csv'), path.join(demo, 'vestigingen.csv')]);
  await serverTask(parts, ['personeel', path.join(demo, 'personeel.csv')]);
  await serverTask(parts, ['instelling', 'publicatie', 'aan', '2026-08-01']);
  // A supplier to whom a board can give a mandate.
  const keys = path.join(parts.dir, 'keys');
  const { publicJwk } = await clientKey(keys, 'leverancier');
  const keySet = path.join(keys, 'leverancier.json');
  await writeFile(keySet, JSON.stringify({ keys: [{ ...publicJwk, alg: 'PS256' }] }));
  await serverTask(parts, ['leverancier', SUPPLIER.name, SUPPLIER.oin, SUPPLIER.client, keySet]);
}

/** The ports of an earlier run, so that addresses stay what they were. @param {string} dir @returns {Promise<Record<string, number>>} */
export async function keptPorts(dir) {
  return JSON.parse(await readFile(path.join(dir, 'ports.json'), 'utf8').catch(() => '{}'));
}

/** @param {string} dir @param {Record<string, number>} ports */
async function keepPorts(dir, ports) {
  await writeFile(path.join(dir, 'ports.json'), JSON.stringify({ ...(await keptPorts(dir)), ...ports }));
}

/** Notes a child, to be stopped by the next run if this one does not live to do it. */
async function remember(/** @type {string} */ dir, /** @type {number} */ pid, /** @type {string} */ program) {
  const file = path.join(dir, 'children.json');
  const children = JSON.parse(await readFile(file, 'utf8').catch(() => '[]'));
  await writeFile(file, JSON.stringify([...children, { pid, program }]));
}
