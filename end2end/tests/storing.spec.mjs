/**
 * What a visitor sees when something is the matter: an error inside, a
 * database that is gone, too many requests. On a server of its own, beside the
 * site of the project.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { freePort, startChild, waitUntil } from '../parts/processes.mjs';
import { ROOT } from '../site.mjs';
import { expect, looksRight, test } from './visit.mjs';

const DATABASE = 'lr_storing';

/** @type {{ url: string, log: string, query: (sql: string) => Promise<unknown>, gone: () => Promise<unknown>, stop: () => Promise<void> } | undefined} */
let broken;

test.beforeAll(async ({}, testInfo) => {
  const { env } = testInfo.project.metadata.site;
  if (!env) return;
  const name = `${DATABASE}_${testInfo.project.name.replaceAll('-', '_')}`;
  const url = new URL(env.DATABASE_URL);
  url.pathname = `/${name}`;
  const admin = new URL(env.DATABASE_URL);
  admin.pathname = '/postgres';
  const query = async (/** @type {string} */ sql, of = url) => {
    const client = new pg.Client({ connectionString: of.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await query(`drop database if exists ${name} with (force)`, admin);
  await query(`create database ${name}`, admin);
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const log = testInfo.outputPath('server.log');
  const server = await startChild('storing', path.join(ROOT, 'target', 'debug', 'server'), [], {
    log,
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      DATABASE_URL: url.href,
      LEPTOS_SITE_ADDR: address,
      LR_ADDRESS: address,
      LR_PUBLIC_URL: `http://${address}`,
      LR_LIMITS__LOGIN_PER_MINUTE: '4',
    },
  });
  const stop = async () => {
    await server.stop();
    await query(`drop database if exists ${name} with (force)`, admin);
  };
  const gone = () => query(`drop database ${name} with (force)`, admin);
  broken = { url: `http://${address}`, log, query, gone, stop };
  await waitUntil(async () => (await fetch(`${broken?.url}/health/ready`)).ok, {
    withinMs: 60_000,
    what: 'de server voor storingen',
    giveUp: server.whyEnded,
  });
});

test.afterAll(async () => broken?.stop());

// Its addresses are those of the server of this file.
test.use({ baseURL: async ({}, use) => use(broken?.url), failing: true });

test.beforeEach(() => test.skip(!broken, 'hier is er geen tweede server'));

test('wie te vaak begint met inloggen, hoort hoe lang te wachten; een ander merkt er niets van', async ({ page, scripted }) => {
  // Asked without following, so that nobody reaches the login service.
  const start = () => fetch(`${broken?.url}/auth/digid`, { redirect: 'manual', headers: { accept: 'text/html' } });
  for (let times = 0; times < 4; times += 1) expect((await start()).status).toBeLessThan(400);
  const response = await page.goto('/auth/digid');
  expect(response?.status()).toBe(429);
  expect(Number(response?.headers()['retry-after'])).toBeGreaterThan(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Dat ging te snel achter elkaar/);
  await looksRight(page, false);
  expect((await page.goto('/over'))?.status(), 'de rest van de site').toBe(200);
  await looksRight(page, scripted);
});

test('een fout binnenin geeft een pagina met een hulpcode die in het logboek staat, en geen spoor van binnen', async ({ page, scripted }) => {
  await broken?.query('alter table setting rename to setting_gone');
  const response = await page.goto('/register/zoeken?q=waterbos');
  expect(response?.status()).toBe(500);
  await expect(page.getByRole('heading', { name: 'Er ging iets mis bij ons' })).toBeVisible();
  await toldInTheLog(page);
  await looksRight(page, scripted);
  await broken?.query('alter table setting_gone rename to setting');
  expect((await page.reload())?.status(), 'hersteld').toBe(200);
});

test('als de database weg is, is er nog een pagina die dat zegt', async ({ page, scripted }) => {
  await broken?.gone();
  await expect.poll(async () => (await fetch(`${broken?.url}/health/ready`)).status, { timeout: 20_000 }).toBe(503);
  expect((await fetch(`${broken?.url}/health/live`)).status, 'de server leeft').toBe(200);
  const response = await page.goto('/register/leraar/12345678');
  expect(response?.status()).toBe(500);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Er ging iets mis bij ons');
  await toldInTheLog(page);
  await looksRight(page, scripted);
});

/** The code on the page is in the log, and nothing of the inside is on the page. @param {import('@playwright/test').Page} page */
async function toldInTheLog(page) {
  const code = await page.locator('.lr-id').innerText();
  expect(code.length, 'een hulpcode').toBeGreaterThan(3);
  const text = await page.content();
  for (const inside of ['panicked', 'sqlx', 'does not exist', 'relation', '.rs:']) expect(text, `geen ${inside}`).not.toContain(inside);
  await expect.poll(async () => (await readFile(broken?.log ?? '', 'utf8')).includes(code), { message: `${code} in het logboek` }).toBe(true);
}
