/**
 * `make bench`: delivers a synthetic country through the API, and measures it
 * beside a plain COPY of the same rows in the same run. `make bench DEEL=0.1`
 * does a tenth of the boards. The outcome is added to docs/BENCHMARKS.md.
 */
import { execFileSync } from 'node:child_process';
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { BEGINNINGS, CONTACT, ENDS, FIRST_NAMES, MIDDLES, PREFIXES, TEACHERS, bsns, boards, deliveries, institutions, questions } from './country.mjs';
import { Visitor } from './demo/visitor.mjs';
import { line as simulationLine, makePortfolios, simulate } from './portfolios.mjs';
import { installTools } from './tools.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIR = path.join(ROOT, '.run', 'bench');
const PART = Number(process.env.DEEL ?? '1');
const CLIENT = 'meting';
/** How many boards deliver at the same time. */
const AT_ONCE = 4;

process.chdir(ROOT);
await installTools();
await build('release');
process.env.SERVER_PROFILE = 'release';
const { default: pg } = await import('pg');
const { serverTask, startParts, startSite, takeFolder } = await import('./site.mjs');
const { freePort } = await import('./parts/processes.mjs');

await rm(path.join(DIR, 'postgres'), { recursive: true, force: true });
await takeFolder(DIR);
const port = await freePort();
const parts = await startParts({ dir: DIR, publicUrls: [`http://127.0.0.1:${port}`] });
let site;
let db;
try {
  const country = boards().filter((_, at) => at === 0 || at < 1000 * PART);
  const keys = await prepare(country);
  site = await startSite(parts, { name: 'site', port });
  db = new pg.Client({ connectionString: parts.postgres.url });
  await db.connect();
  await mandates(db);
  const delivered = await deliver(site.url, country, keys);
  const copied = await copy(db, country);
  const memory = await peakMemory();
  await comeToRest(db);
  await confirm(db);
  await report({ ...delivered, copied, memory, dashboard: await visit(site.url, '/school') });
  for (const path of ['/school/leraren', '/school/taken']) console.log(`${path}: ${(await visit(site.url, path)).toFixed(0)} ms`);
  await publish(db);
  await reportSearch(await search(site.url), await listed(db));
  await makePortfolios(db, Math.round(TEACHERS * PART));
  await reportSimulation(await simulate(site.url, db, await serverPid()));
} finally {
  await db?.end();
  await site?.stop();
  await parts.stop();
}

/** Loads boards and schools, and registers the program that delivers. @param {import('./country.mjs').Board[]} country */
async function prepare(country) {
  const { boards: boardFile, locations } = institutions(country);
  await mkdir(DIR, { recursive: true });
  const files = ['besturen.csv', 'vestigingen.csv', 'sleutels.json'].map((name) => path.join(DIR, name));
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(files[0], boardFile);
  await writeFile(files[1], locations);
  await writeFile(files[2], JSON.stringify({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'een' }] }));
  await serverTask(parts, ['instellingen', files[0], files[1]]);
  await serverTask(parts, ['leverancier', 'Meting', '00000003900000000000', CLIENT, files[2]]);
  return keys;
}

/** Every board lets the program deliver. @param {import('pg').Client} db */
async function mandates(db) {
  await db.query(`insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
    select b.number, s.id, daterange('2020-01-01', null), 'meting', now() from board b, supplier s`);
}

/** @param {string} url @param {import('./country.mjs').Board[]} country @param {import('node:crypto').KeyPairKeyObjectResult} keys */
async function deliver(url, country, keys) {
  const numbers = bsns();
  const queue = country.flatMap((board) => [...deliveries(board, numbers)].map((part) => ({ board: board.number, ...part })));
  const rows = queue.reduce((sum, part) => sum + part.rows, 0);
  const counts = { nieuw: 0, geweigerd: 0 };
  let token = await newToken(url, keys);
  let renewed = Date.now();
  const began = Date.now();
  const worker = async () => {
    for (let part = queue.shift(); part; part = queue.shift()) {
      if (Date.now() - renewed > 300_000) {
        renewed = Date.now();
        token = await newToken(url, keys);
      }
      let batch = await ask(`${url}/api/aanleveren/v1/batches?bevoegdGezag=${part.board}`, token, part.csv);
      while (batch.status === 'bezig') {
        await new Promise((resolve) => setTimeout(resolve, 200));
        batch = await ask(`${url}/api/aanleveren/v1/batches/${batch.kenmerk}`, token);
      }
      counts.nieuw += batch.nieuw;
      counts.geweigerd += batch.geweigerd;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { rows, ...counts, seconds: (Date.now() - began) / 1000 };
}

/** @param {string} url @param {string} token @param {string} [body] @returns {Promise<any>} */
async function ask(url, token, body) {
  const answer = await fetch(url, { method: body ? 'POST' : 'GET', headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }, body });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @param {string} url @param {import('node:crypto').KeyPairKeyObjectResult} keys */
async function newToken(url, keys) {
  const part = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: CLIENT, sub: CLIENT, aud: `${url}/oauth/token`, exp: Math.floor(Date.now() / 1000) + 60, jti: randomUUID() };
  const text = `${part({ alg: 'ES256', kid: 'een' })}.${part(claims)}`;
  const signature = createSign('sha256').update(text).sign({ key: keys.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${text}.${signature}`,
  });
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`/oauth/token: ${answer.status}`);
  return (await answer.json()).access_token;
}

/** Seconds in which PostgreSQL copies the same rows into a plain table. @param {import('pg').Client} db @param {import('./country.mjs').Board[]} country */
async function copy(db, country) {
  const file = path.join(DIR, 'alles.csv');
  const numbers = bsns();
  let header = '';
  await rm(file, { force: true });
  for (const board of country) {
    for (const part of deliveries(board, numbers)) {
      const end = part.csv.indexOf('\r\n') + 2;
      if (!header) header = part.csv.slice(0, end).trim();
      await appendFile(file, part.csv.slice(end));
    }
  }
  await db.query(`create table plain (${header.split(';').map((name) => `"${name}" text`).join(', ')})`);
  const began = Date.now();
  await db.query(`copy plain from '${file}' (format csv, delimiter ';')`);
  const seconds = (Date.now() - began) / 1000;
  await db.query('drop table plain');
  return seconds;
}

/**
 * What teachers did: half of the appointments confirmed, with a subject, of which two in three fit.
 * @param {import('pg').Client} db
 */
async function confirm(db) {
  await db.query(`update entry set status = 'confirmed' from appointment a where a.id = appointment_id and abs(hashtext(a.number)) % 2 = 0`);
  await db.query(`insert into subject_claim (id, person_id, appointment_id)
    select gen_random_uuid(), a.person_id, a.id from appointment a join entry e on e.appointment_id = a.id where e.status = 'confirmed'`);
  await db.query(`insert into subject_claim_version (claim_id, recorded, status, subject, school_types, years, since)
    select id, tstzrange(now(), null), 'recorded', (array['WISKUNDE', 'NEDERLANDS', 'ENGELS', 'GESCHIEDENIS', 'BIOLOGIE', 'FRANS'])[1 + abs(hashtext(id::text)) % 6],
           '{}', '{}', '2020-08-01' from subject_claim`);
  await db.query(`insert into claim_check (claim_id, checked_at, outcome, explanation, table_version, inputs_hash)
    select id, now(), case abs(hashtext(id::text)) % 3 when 0 then 'NIET_GEVONDEN' else 'BEVESTIGD' end, '{}', '1', '' from subject_claim`);
  await db.query('vacuum analyze');
}

/**
 * The BRP is asked about everybody, which takes half an hour: for a while, to see how many a second, and then no more,
 * so that what is measured next is of a country at rest.
 * @param {import('pg').Client} db
 */
async function comeToRest(db) {
  const waiting = async () => Number((await db.query('select count(*) from graphile_worker._private_jobs')).rows[0].count);
  const [before, began] = [await waiting(), Date.now()];
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const [after, ended] = [await waiting(), Date.now()];
  console.log(`wachtrij: ${Math.round(((before - after) / (ended - began)) * 1000)} taken per seconde, ${after} te gaan`);
  await db.query('delete from graphile_worker._private_jobs where locked_at is null');
  while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
}

/**
 * Gives everybody a name, confirms what is left, and opens the register to the public.
 * @param {import('pg').Client} db
 */
async function publish(db) {
  const pick = (/** @type {number} */ at, /** @type {number} */ salt) => `$${at}::text[])[1 + floor(cardinality($${at}) * power((hashint8extended(row_number() over (order by id), ${salt}) & 1048575) / 1048576.0, 1.5))::int]`;
  await db.query(
    `insert into person_details (person_id, recorded, source, first_names, initials, prefix, family_name)
     select id, tstzrange(now(), null), 'school', (${pick(1, 1)}, 'A.', nullif((${pick(2, 2)}, ''),
            (${pick(3, 3)} || (${pick(4, 4)} || (${pick(5, 5)}
     from person
     where not exists (select from person_details where person_id = person.id)`,
    [FIRST_NAMES, PREFIXES, BEGINNINGS, MIDDLES, ENDS],
  );
  await db.query(`update entry set status = 'confirmed' where status = 'staged'`);
  await db.query('vacuum analyze');
  await serverTask(parts, ['instelling', 'publicatie', 'aan', '2026-08-01']);
}

/** How many teachers are listed in public. @param {import('pg').Client} db */
async function listed(db) {
  const { rows } = await db.query('select count(distinct person_id)::int as count from public_listing');
  return rows[0].count;
}

/**
 * How long a search takes, from question to answer, by kind of question; each is asked twice.
 * @param {string} url
 */
async function search(url) {
  const measured = [];
  for (const [kind, words] of questions()) {
    const times = [];
    for (const q of [...words, ...words]) {
      const began = performance.now();
      const answer = await fetch(`${url}/api/register/zoeken?${new URLSearchParams({ q })}`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`zoeken naar ${q}: ${answer.status}`);
      times.push(performance.now() - began);
    }
    measured.push({ kind, times: times.sort((a, b) => a - b) });
  }
  return measured;
}

/** @param {{ kind: string, times: number[] }[]} measured @param {number} teachers */
async function reportSearch(measured, teachers) {
  const at = (/** @type {number[]} */ times, /** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  const all = { kind: 'alles', times: measured.flatMap(({ times }) => times).sort((a, b) => a - b) };
  for (const { kind, times } of [...measured, all]) console.log(`zoeken, ${kind}: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms`);
  const slowest = measured.reduce((worst, one) => (at(one.times, 0.95) > at(worst.times, 0.95) ? one : worst));
  const line = [
    new Date().toISOString().slice(0, 10),
    execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    teachers.toLocaleString('en'),
    String(all.times.length),
    `${at(all.times, 0.5).toFixed(1)} ms`,
    `${at(all.times, 0.95).toFixed(1)} ms`,
    `${slowest.kind}: ${at(slowest.times, 0.95).toFixed(1)} ms`,
  ];
  console.log(`| ${line.join(' | ')} |`);
  if (PART === 1) await addLine('| Date | Commit | Listed |', line);
}

/**
 * Adds a line to the table in docs/BENCHMARKS.md that has this head.
 * @param {string} head @param {string[]} line
 */
async function addLine(head, line) {
  const file = path.join(ROOT, 'docs', 'BENCHMARKS.md');
  const lines = (await readFile(file, 'utf8')).split('\n');
  let end = lines.findIndex((text) => text.startsWith(head));
  while (lines[end]?.startsWith('|')) end += 1;
  lines.splice(end, 0, `| ${line.join(' | ')} |`);
  await writeFile(file, lines.join('\n'));
}

/**
 * How long the contact of the largest board waits for a page: the median of many visits, in milliseconds.
 * @param {string} url @param {string} page
 */
async function visit(url, page) {
  const contact = new Visitor(url);
  await contact.logIn('eherkenning', CONTACT.name, page);
  const times = [];
  for (let visits = 0; visits < 25; visits += 1) {
    const began = performance.now();
    const { status } = await contact.get(page);
    if (status !== 200) throw new Error(`${page}: ${status}`);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[12];
}

/** @returns {Promise<number>} */
async function serverPid() {
  const children = JSON.parse(await readFile(path.join(DIR, 'children.json'), 'utf8'));
  return children.findLast((/** @type {{ program: string }} */ child) => child.program.endsWith('server')).pid;
}

/** @param {Awaited<ReturnType<typeof simulate>>} measured */
async function reportSimulation(measured) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const line = [new Date().toISOString().slice(0, 10), commit, ...simulationLine(measured)];
  console.log(`| ${line.join(' | ')} |`);
  if (PART === 1) await addLine('| Date | Commit | Portfolios |', line);
}

/** The most memory that the server used, in MiB. */
async function peakMemory() {
  const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** @param {{ rows: number, nieuw: number, geweigerd: number, seconds: number, copied: number, memory: number, dashboard: number }} measured */
async function report(measured) {
  const { rows, nieuw, geweigerd, seconds, copied, memory, dashboard } = measured;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const line = [
    new Date().toISOString().slice(0, 10),
    commit,
    rows.toLocaleString('en'),
    `${seconds.toFixed(0)} s`,
    `${Math.round(rows / seconds).toLocaleString('en')}/s`,
    `${copied.toFixed(1)} s`,
    `${(seconds / copied).toFixed(0)}x`,
    `${memory} MiB`,
    `${dashboard.toFixed(0)} ms`,
  ];
  console.log(`${nieuw} nieuw, ${geweigerd} geweigerd`);
  console.log(`| ${line.join(' | ')} |`);
  if (PART === 1) await addLine('| Date | Commit | Records |', line);
}
