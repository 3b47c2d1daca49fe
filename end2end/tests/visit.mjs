/**
 * What every browser test starts from: a page that is watched for mistakes
 * (console errors, hydration warnings, requests to elsewhere), logging in, and
 * the controls of the parts around the site.
 */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import { writeFile } from 'node:fs/promises';

export { expect };

/** Waits for WebAssembly where there is JavaScript: then the page says that it is alive. */
const HYDRATED = 'html[data-hydrated]';

/**
 * @typedef {object} Around
 * @property {string} url
 * @property {(register: 'diplomas' | 'brp', behaviour: { gedrag: string, aantal?: number, milliseconden?: number }) => Promise<void>} tell
 *   makes a register outside slow, fail or hang
 * @property {(seconds: number) => Promise<void>} moveClock sets how far the site's clock is ahead
 */

export const test = base.extend({
  /** Whether this project runs JavaScript. */
  scripted: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  /** @type {any} */
  around: async ({}, use, testInfo) => {
    const site = testInfo.project.metadata.site;
    const tell = async (/** @type {'diplomas' | 'brp'} */ register, /** @type {unknown} */ behaviour) => {
      const answer = await fetch(`${site[register]}/besturing`, { method: 'POST', body: JSON.stringify(behaviour) });
      expect(answer.ok).toBe(true);
    };
    const moveClock = (/** @type {number} */ seconds) => writeFile(site.clockFile, String(seconds));
    await use({ url: site.url, tell, moveClock });
    if (!site.clockFile) return;
    await moveClock(0);
    for (const register of /** @type {const} */ (['diplomas', 'brp'])) await tell(register, { gedrag: 'normaal' });
  },

  page: async ({ page, baseURL }, use) => {
    /** @type {string[]} */
    const mistakes = [];
    const origin = new URL(baseURL ?? '').origin;
    /** Addresses gone to as a page: that such a page is an error page is for the test to judge. */
    const pages = new Set();
    page.on('console', (message) => {
      const from = message.location().url;
      // A refused form is told by the browser too: the answer of the server function has that status.
      const isStatus = (pages.has(from) || new URL(from || origin).pathname.startsWith('/api/')) && /^Failed to load resource.* status of 4/.test(message.text());
      const ours = from === '' || from.startsWith(origin);
      if (ours && !isStatus && ['error', 'warning'].includes(message.type())) mistakes.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => mistakes.push(`fout: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (request.isNavigationRequest()) pages.add(request.url());
      // The login services are the one other place, and only as a page to go to.
      const login = request.isNavigationRequest() && /^\/(digid|eherkenning|medewerker)\//.test(url.pathname);
      if (url.origin !== origin && url.protocol.startsWith('http') && !login) mistakes.push(`verzoek naar elders: ${url.origin}${url.pathname}`);
    });
    await use(page);
    expect(mistakes, 'fouten in de pagina').toEqual([]);
  },
});

/**
 * Logs in as one of the demo people.
 * @param {import('@playwright/test').Page} page
 * @param {'digid' | 'eherkenning' | 'medewerker'} means
 * @param {string} name
 * @param {string} [back] where to land
 */
export async function logIn(page, means, name, back = '/') {
  await page.goto(`/auth/${means}?terug=${encodeURIComponent(back)}`);
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    const closed = page.locator('details:not([open]) > summary');
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  }
  await button.click();
}

/**
 * Waits until the page is alive, so that what is typed is not lost to hydration.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 */
export async function alive(page, scripted) {
  if (scripted) await page.locator(HYDRATED).waitFor({ state: 'attached' });
}

/**
 * No violation of WCAG 2.2 A and AA, nor of axe's best practices.
 * @param {import('@playwright/test').Page} page
 */
export async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}
