/** Shows that the stand-ins answer as the registers they stand in for, and misbehave on command. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { freePort, startChild, waitUntil } from './processes.mjs';

const logs = mkdtempSync(path.join(os.tmpdir(), 'stand-ins-'));

/** @param {import('node:test').TestContext} context @param {string} name @param {Record<string, string>} env */
async function start(context, name, env) {
  const port = await freePort();
  const script = new URL(`${name}.mjs`, import.meta.url).pathname;
  const child = await startChild(name, process.execPath, [script], {
    log: path.join(logs, `${name}.log`),
    env: { ...process.env, ...env, PORT: String(port) },
  });
  context.after(() => child.stop());
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(async () => (await fetch(`${url}/gezond`)).ok, { withinMs: 10_000, what: name });
  return url;
}

/** @param {string} url @param {unknown} body @param {Record<string, string>} [headers] */
const post = (url, body, headers = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers, signal: AbortSignal.timeout(1_000) });

test('the Diplomaregister tells the diplomas of who it knows, to who has a token', async (context) => {
  const secret = 'a+b/c=';
  const url = await start(context, 'diplomaregister', { CLIENT_ID: 'client', CLIENT_SECRET: secret });
  const credentials = Buffer.from(`client:${secret}`).toString('base64');
  const form = new URLSearchParams({ grant_type: 'client_credentials' });

  const refused = await fetch(`${url}/oauth/token`, { method: 'POST', body: form, headers: { authorization: 'Basic eDp5' } });
  assert.equal(refused.status, 401);
  assert.equal((await post(`${url}/v1/diplomas`, { burgerservicenummer: '999990019' })).status, 401);

  const given = await fetch(`${url}/oauth/token`, { method: 'POST', body: form, headers: { authorization: `Basic ${credentials}` } });
  const bearer = { authorization: `Bearer ${(await given.json()).access_token}` };
  const ask = async (/** @type {string} */ bsn) => (await post(`${url}/v1/diplomas`, { burgerservicenummer: bsn }, bearer)).json();
  assert.equal((await ask('999990019')).diplomas[0].diplomadatum, '2013-06-28');
  assert.deepEqual((await ask('999990056')).diplomas, [], 'an act of 1984 is not held');
  assert.equal((await post(`${url}/v1/diplomas`, { burgerservicenummer: '12' }, bearer)).status, 400);
});

test('the Diplomaregister gives a signed extract that holds what it would tell', async (context) => {
  const url = await start(context, 'diplomaregister', {});
  assert.match(await (await fetch(`${url}/uittreksel`)).text(), /Mila Zandlicht/);
  const given = await fetch(`${url}/uittreksel`, { method: 'POST', body: new URLSearchParams({ wie: '0' }) });
  assert.equal(given.headers.get('content-type'), 'application/pdf');
  const file = Buffer.from(await given.arrayBuffer());
  assert.ok(file.includes('"burgerservicenummer":"999990019"') && file.includes('"diplomadatum":"2013-06-28"'));
  const [, before, second, after] = (/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(file.toString('latin1'))?.slice(1) ?? []).map(Number);
  assert.equal(second + after, file.length, 'all of it is signed');
  assert.equal(file[before], '<'.charCodeAt(0));
  assert.equal((await fetch(`${url}/uittreksel`, { method: 'POST', body: new URLSearchParams({ wie: '-1' }) })).status, 400);
});

test('the old register gives a portfolio by address, name and birth date, to who has a key', async (context) => {
  const url = await start(context, 'registerleraar', { API_KEY: 'k' });
  const who = { email: 'mila@zandlicht.example', achternaam: 'Zandlicht', voorletters: 'M.J.', geboortedatum: '1987-04-02' };
  const ask = (/** @type {object} */ more, key = 'k') => post(`${url}/v1/portfolio`, { ...who, ...more }, { 'x-api-key': key });
  assert.equal((await ask({}, 'x')).status, 401);
  assert.equal((await ask({ geboortedatum: '1987-04-03' })).status, 404);
  assert.equal((await (await ask({})).json()).activiteiten.length, 5);
});

test('a stand-in fails as often as it is told, and hangs', async (context) => {
  const url = await start(context, 'brp', { API_KEY: 'key' });
  const question = { type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer: ['999990019'], fields: ['naam'] };
  const ask = () => post(`${url}/haalcentraal/api/brp/personen`, question, { 'x-api-key': 'key' });

  await post(`${url}/besturing`, { gedrag: 'fout', aantal: 2 });
  assert.deepEqual([(await ask()).status, (await ask()).status, (await ask()).status], [503, 503, 200]);
  await post(`${url}/besturing`, { gedrag: 'hangt' });
  await assert.rejects(ask(), { name: 'TimeoutError' });
  await post(`${url}/besturing`, { gedrag: 'normaal' });
  assert.equal((await ask()).status, 200);
});

test('the BRP gives the asked fields only, and secrecy always', async (context) => {
  const url = await start(context, 'brp', { API_KEY: 'key' });
  const ask = (/** @type {unknown} */ question, key = 'key') => post(`${url}/haalcentraal/api/brp/personen`, question, { 'x-api-key': key });
  const question = { type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer: ['999990329'], fields: ['naam.geslachtsnaam'] };

  assert.deepEqual((await (await ask(question)).json()).personen, [{ geheimhoudingPersoonsgegevens: true, naam: { geslachtsnaam: 'Braamhorst' } }]);
  const abroad = await (await ask({ ...question, burgerservicenummer: ['999990421'] })).json();
  assert.deepEqual(abroad.personen, [], 'somebody who lives abroad is not in the BRP');
  assert.equal((await ask(question, 'other')).status, 401);
  assert.equal((await ask({ ...question, burgerservicenummer: Array(21).fill('999990329') })).status, 400);
});
