/**
 * What every browser test starts from: a page that is watched for mistakes
 * (console errors, hydration warnings, requests to elsewhere), logging in, and
 * the controls of the parts around the site.
 */
import { test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TEACHERS, fullName } from '../demo/people.mjs';
import { forms } from '../demo/visitor.mjs';

export { expect };

// Playwright looks each line of a stack up in source maps, at every call: a sixth of its time, and there are none.
Error.prepareStackTrace = undefined;

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Waits for WebAssembly where there is JavaScript: then the page says that it is alive. */
const HYDRATED = 'html[data-hydrated]';

/** @typedef {'digid' | 'eherkenning' | 'medewerker'} Means */

/**
 * @typedef {object} Around
 * @property {string} url
 * @property {string} database address of the site's database
 * @property {string} mail address of the mail server's own page
 * @property {(register: 'diplomas' | 'brp', behaviour: { gedrag: string, aantal?: number, milliseconden?: number }) => Promise<void>} tell
 *   makes a register outside slow, fail or hang
 * @property {(teacher: string) => Promise<Buffer>} extract the signed extract of a teacher, as the Diplomaregister gives it
 * @property {(seconds: number) => Promise<void>} moveClock sets how far the site's clock is ahead
 */

export const test = base.extend({
  /** Whether this project runs JavaScript. */
  scripted: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  /** Whether the server is made to fail: then its pages may be of an error inside. */
  failing: [false, { option: true }],

  /** @type {any} */
  around: async ({}, use, testInfo) => {
    const site = testInfo.project.metadata.site;
    const tell = async (/** @type {'diplomas' | 'brp'} */ register, /** @type {unknown} */ behaviour) => {
      const answer = await fetch(`${site[register]}/besturing`, { method: 'POST', body: JSON.stringify(behaviour) });
      expect(answer.ok).toBe(true);
    };
    const moveClock = (/** @type {number} */ seconds) => writeFile(site.clockFile, String(seconds));
    const extract = async (/** @type {string} */ teacher) => {
      const wie = TEACHERS.findIndex((one) => fullName(one) === teacher);
      const answer = await fetch(`${site.diplomas}/uittreksel`, { method: 'POST', body: new URLSearchParams({ wie: String(wie) }) });
      expect(answer.ok).toBe(true);
      return Buffer.from(await answer.arrayBuffer());
    };
    await use({ url: site.url, database: site.env?.DATABASE_URL, mail: site.mail, tell, extract, moveClock });
    if (!site.clockFile) return;
    await moveClock(0);
    for (const register of /** @type {const} */ (['diplomas', 'brp'])) await tell(register, { gedrag: 'normaal' });
  },

  page: async ({ page, baseURL, scripted, failing }, use) => {
    /** @type {string[]} */
    const mistakes = [];
    const origin = new URL(baseURL ?? '').origin;
    /** Addresses gone to as a page: that such a page is an error page is for the test to judge. */
    const pages = new Set();
    page.on('console', (message) => {
      const from = message.location().url;
      // A refused form is told by the browser too: the answer of the server function has that status.
      const isPage = pages.has(from) || new URL(from || origin).pathname.startsWith('/api/');
      const isStatus = isPage && (failing ? /^Failed to load resource: (.* status of [45]|net::ERR_)/ : /^Failed to load resource.* status of 4/).test(message.text());
      // What scripts would use is fetched ahead; without them nothing uses it.
      const isUnused = !scripted && /was preloaded using link preload but not used/.test(message.text());
      // A test that breaks the line is told so by the browser.
      const isOffline = /net::ERR_INTERNET_DISCONNECTED/.test(message.text());
      const ours = from === '' || from.startsWith(origin);
      if (ours && !isStatus && !isUnused && !isOffline && ['error', 'warning'].includes(message.type())) mistakes.push(`console: ${message.text()} ${from}`);
    });
    page.on('pageerror', (error) => mistakes.push(`fout: ${error.message}`));
    const judge = (/** @type {import('@playwright/test').Request} */ request) => {
      const url = new URL(request.url());
      if (request.isNavigationRequest()) pages.add(request.url());
      // The login services are the one other place, and only as a page to go to.
      const login = request.isNavigationRequest() && /^\/(digid|eherkenning|medewerker)\//.test(url.pathname);
      if (url.origin !== origin && url.protocol.startsWith('http') && !login) mistakes.push(`verzoek naar elders: ${url.origin}${url.pathname}`);
    };
    // The browser names the goal of a redirect also when the page asked not to follow it; then nothing finishes.
    const isRedirect = (/** @type {import('@playwright/test').Request} */ request) => !request.isNavigationRequest() && request.redirectedFrom() !== null;
    page.on('request', (request) => isRedirect(request) || judge(request));
    page.on('requestfinished', (request) => isRedirect(request) && judge(request));
    await use(page);
    expect(mistakes, 'fouten in de pagina').toEqual([]);
  },
});

/**
 * Logs in as one of the demo people on the page of the login service.
 * @param {import('@playwright/test').Page} page
 * @param {Means} means
 * @param {string} name
 * @param {string} [back] where to land
 */
export async function logInByHand(page, means, name, back = '/') {
  await page.goto(`/auth/${means}?terug=${encodeURIComponent(back)}`);
  await identify(page, name);
}

/**
 * The same requests without showing that page, nor asking twice for the one that it ends at: as pages they would
 * take as long as most of what is tested.
 * @param {import('@playwright/test').Page} page
 * @param {Means} means
 * @param {string} name
 * @param {string} [back] where to land; without it no page is opened yet
 */
export async function logIn(page, means, name, back) {
  const asked = await page.request.get(`/auth/${means}?terug=${encodeURIComponent(back ?? '/')}`);
  const [form] = forms(await asked.text());
  const button = form?.buttons.find(({ text }) => text === name);
  if (!button) throw new Error(`${name} staat niet op ${asked.url()}`);
  const action = new URL(form.action, asked.url());
  const headers = { origin: action.origin, referer: asked.url() };
  let answer = await page.request.post(action.href, { form: { ...Object.fromEntries(form.fields), [button.name]: button.value }, headers, maxRedirects: 0 });
  for (;;) {
    const { location } = answer.headers();
    if (!location) throw new Error(`inloggen als ${name}: ${answer.status()} van ${answer.url()}`);
    const next = new URL(location, answer.url());
    if (next.pathname === '/inloggen') throw new Error(`inloggen als ${name}: ${next.search}`);
    if (next.origin !== action.origin && !next.pathname.startsWith('/auth/')) {
      if (back) await page.goto(next.href);
      return;
    }
    answer = await page.request.get(next.href, { maxRedirects: 0 });
  }
}

/**
 * Says who one is, on the page of a login service.
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 */
export async function identify(page, name) {
  await page.waitForURL((url) => /^\/(digid|eherkenning|medewerker)\//.test(url.pathname));
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    const closed = page.locator('details:not([open]) > summary');
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  }
  await button.click();
  // Going elsewhere before the site answered would break off the login.
  await page.waitForURL((url) => !/^\/(digid|eherkenning|medewerker)\//.test(url.pathname));
}

/**
 * Follows the link in the mail that asks whether an address is right.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} mails where the mail server shows what it took in
 * @param {string} address
 */
export async function confirmAddress(page, scripted, mails, address) {
  let link = '';
  await expect
    .poll(async () => {
      /** @type {{ to: string, text: string }[]} */
      const all = await (await fetch(`${mails}/berichten`)).json();
      link = all.filter(({ to }) => to === address).map(({ text }) => /https?:\S+bevestigen\?code=\S+/.exec(text)?.[0] ?? '').pop() ?? '';
      return link;
    }, { timeout: 30_000 })
    .toContain('/mijn/contact/bevestigen?code=');
  await page.goto(new URL(link).href);
  await looksRight(page, scripted);
  await page.getByRole('button', { name: 'Bevestig' }).click();
  await expect(page.getByText('Je e-mailadres is bevestigd')).toBeVisible();
}

/**
 * Waits until the page is loaded and alive, so that what is typed is not lost to hydration.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 */
export async function alive(page, scripted) {
  // The stylesheet says what is visible.
  await page.waitForLoadState('load');
  if (scripted) await page.locator(HYDRATED).waitFor({ state: 'attached' });
}

/**
 * No violation of WCAG 2.2 A and AA, nor of axe's best practices.
 * @param {import('@playwright/test').Page} page
 */
export async function accessible(page) {
  // Once on a page: it is half a megabyte of script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${AXE};(${rememberColors})()`);
  const violations = await page.evaluate(async () => {
    // What is right is not told: telling takes longer than looking.
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] });
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.target.join(' ')).join(', ')}`);
  });
  expect(violations, page.url()).toEqual([]);
}

/** In the page: axe reads the same few colours again for each text and all that is behind it, a third of its time. */
function rememberColors() {
  const { prototype } = /** @type {any} */ (window).axe.commons.color.Color;
  const { parseString } = prototype;
  /** @type {Map<string, { red: number, green: number, blue: number, alpha: number }>} */
  const known = new Map();
  prototype.parseString = function (/** @type {string} */ text) {
    const color = known.get(text);
    if (color) return Object.assign(this, color);
    parseString.call(this, text);
    known.set(text, this.toJSON());
    return this;
  };
}

/**
 * Nothing to scroll sideways.
 * @param {import('@playwright/test').Page} page
 */
export async function fits(page) {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(tooWide, `te breed: ${page.url()}`).toBeLessThanOrEqual(0);
}

/**
 * Looks at a page: no violation where axe can run, one title, nothing to scroll sideways.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 */
export async function looksRight(page, scripted) {
  await alive(page, scripted);
  await expect(page.locator('h1')).toHaveCount(1);
  await fits(page);
  if (scripted) await accessible(page);
}

/**
 * Delivers a file as a school contact who is logged in.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {Parameters<import('@playwright/test').Locator['setInputFiles']>[0]} file
 */
export async function deliver(page, scripted, file) {
  await page.goto('/school/leveringen');
  await alive(page, scripted);
  await page.getByLabel(/CSV-bestand/).setInputFiles(file);
  await page.getByRole('button', { name: 'Lever dit bestand' }).click();
}

/**
 * Chooses a subject in the form.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} subject
 * @param {string} [name] of the field
 */
export async function chooseSubject(page, scripted, subject, name = 'Vak') {
  const field = page.getByRole('combobox', { name, exact: true });
  if (scripted) {
    await field.fill(subject.toLowerCase().slice(0, 5));
    await page.getByRole('listbox', { name, exact: true }).getByRole('option').filter({ hasText: subject }).first().click();
  } else {
    await field.selectOption({ label: subject });
  }
}

/**
 * Fills in the form of a subject as a teacher who is logged in, and sends it.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} subject
 * @param {{ kinds?: string[], years?: string[], appointment?: RegExp }} [where] `appointment` for who has more than one
 */
export async function enterSubject(page, scripted, subject, { kinds = ['Havo en vwo'], years = ['Klas 1 tot en met 3'], appointment } = {}) {
  await page.goto('/mijn/vakken/toevoegen');
  await alive(page, scripted);
  if (appointment) {
    const field = page.getByLabel('Bij welke benoeming?');
    await field.selectOption(await field.locator('option').filter({ hasText: appointment }).getAttribute('value'));
  }
  await chooseSubject(page, scripted, subject);
  for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false);
  for (const name of [...kinds, ...years]) await page.getByRole('checkbox', { name }).check();
  await page.getByLabel('Dag').fill('1');
  await page.getByLabel('Maand').fill('8');
  await page.getByLabel('Jaar').fill('2020');
  // Without a comparison the form just goes on.
  await page.getByRole('button', { name: /^(Vergelijk met mijn diploma|Verder)$/ }).click();
}

/** How long it may take until the Diplomaregister is asked again: its line rests up to half a minute after failures in a row. */
const AGAIN = 50_000;

/**
 * Waits for the message that the job compared a subject, and follows it to the outcome.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} subject
 */
export async function comparedLater(page, scripted, subject) {
  const told = `We hebben ${subject} vergeleken met je diploma`;
  const isTold = async () => {
    const answer = await page.request.get('/mijn/berichten');
    expect(new URL(answer.url()).pathname, 'nog ingelogd').toBe('/mijn/berichten');
    return (await answer.text()).includes(told);
  };
  await expect.poll(isTold, { message: told, timeout: AGAIN, intervals: [500] }).toBe(true);
  await page.goto('/mijn/berichten');
  await alive(page, scripted);
  const message = page.locator('main').getByRole('listitem').filter({ hasText: told });
  await expect(message).toHaveCount(1);
  await message.getByRole('link', { name: /Bekijk het/ }).click();
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen\/uitkomst\?vak=/);
  await expect(page.getByText('Je diploma', { exact: true }).first()).toBeVisible();
}

/**
 * Opens a case, as a case worker who is logged in.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} number
 * @returns {Promise<string>} its address
 */
export async function openCase(page, scripted, number) {
  await page.goto(`/behandeling?q=${number}`);
  await alive(page, scripted);
  await page.getByRole('link', { name: number }).click();
  await expect(page).toHaveURL(/zaken\/[0-9a-f-]{36}(\?deel=besluit)?$/);
  await alive(page, scripted);
  return new URL(page.url()).pathname;
}

/**
 * Hatice reports that her registration is not right, and Inge takes the case up: each ends at the page of it.
 * @param {import('@playwright/test').Page} hatice
 * @param {import('@playwright/test').Page} inge
 * @param {boolean} scripted
 * @returns {Promise<{ number: string, address: string }>} the number of the case, and its address for Inge
 */
export async function reportTakenUp(hatice, inge, scripted) {
  await logIn(hatice, 'digid', 'Hatice Zilverwad', '/mijn/gegevens');
  await alive(hatice, scripted);
  await hatice.getByRole('link', { name: /^Klopt niet\? inschrijving, SG De Wending/ }).click();
  await alive(hatice, scripted);
  await hatice.getByLabel('Wat moet het zijn?').fill('Dit klopt niet meer.');
  await hatice.getByRole('button', { name: 'Geef het door' }).click();
  await expect(hatice).toHaveURL(/correctie\/[0-9a-f-]{36}$/);
  const number = /CV-\d{4}-\d{4,}/.exec(await hatice.locator('main').innerText())?.[0] ?? '';

  await logIn(inge, 'medewerker', 'Inge Sluisdorp');
  const address = await openCase(inge, scripted, number);
  await inge.getByRole('button', { name: 'Pak de zaak op' }).click();
  await expect(inge).toHaveURL(/deel=besluit/);
  await inge.goto(address);
  await alive(inge, scripted);
  return { number, address };
}
