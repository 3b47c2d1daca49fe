/**
 * Criteria from draft to rule, by everyone who has a part in it: the secretariat writes, a teacher
 * reacts, the elected members vote, the minister adopts, and a teacher chooses the new version.
 */
import { ADOPTER, SECRETARIAT } from '../demo/criteria.mjs';
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

const DAY = 24 * 3600;
const VERSION = '2029-1';

test.describe.configure({ timeout: 180_000 });
/** @param {number} days from now @returns {[string, string, string]} */
function inDays(days) {
  const day = new Date(Date.now() + days * DAY * 1000);
  return [String(day.getUTCDate()), String(day.getUTCMonth() + 1), String(day.getUTCFullYear())];
}

/** @param {import('@playwright/test').Locator} form @param {[string, string, string]} day */
async function fillDay(form, [day, month, year]) {
  await form.getByLabel('Dag', { exact: true }).fill(day);
  await form.getByLabel('Maand', { exact: true }).fill(month);
  await form.getByLabel('Jaar', { exact: true }).fill(year);
}

/**
 * Does something as somebody, in a browser of their own.
 * @param {import('@playwright/test').Browser} browser
 * @param {{ baseURL?: string, scripted: boolean }} how
 * @param {['digid' | 'medewerker', string]} who
 * @param {(page: import('@playwright/test').Page) => Promise<void>} what
 */
async function as(browser, { baseURL, scripted }, [means, name], what) {
  const page = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(page, means, name);
  await page.goto(`/criteria/${VERSION}`);
  await alive(page, scripted);
  await what(page);
  await page.close();
}

test('een versie van concept tot regel', async ({ page, scripted, browser, baseURL, around }) => {
  // Eight people, one after another, over a month and a half.
  test.slow();
  const how = { baseURL, scripted };
  /** @type {['medewerker', string]} */
  const office = ['medewerker', SECRETARIAT];

  await logIn(page, 'medewerker', SECRETARIAT, '/criteria');
  await alive(page, scripted);
  await page.getByLabel('Welke versie wordt het?').fill(VERSION);
  await page.getByRole('button', { name: 'Begin een concept' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Versie ${VERSION} bewerken`);
  await alive(page, scripted);
  await looksRight(page, scripted);

  await page.locator('[name="rules[0][numbers][hours]"]').fill('veel');
  await page.getByRole('button', { name: 'Reken opnieuw' }).click();
  await expect(page.getByText('Vul een heel getal in van 0 tot en met 10.000').first()).toBeVisible();
  await expect(page.locator('[name="rules[0][numbers][hours]"]')).toHaveValue('veel');
  await page.locator('[name="rules[0][numbers][hours]"]').fill('100');
  if (scripted) await expect(page.getByText('In je periode laat je minstens 100 uur zien.')).toBeVisible();
  await page.getByRole('button', { name: 'Reken opnieuw' }).click();
  // Its own text still says 160.
  await expect(page.getByText('De regel is veranderd en deze uitleg niet.').first()).toBeVisible();
  await page.locator('[name="rules[0][explanation]"]').fill('');
  // Going elsewhere before the answer would break off the saving.
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: 'Reken opnieuw' }).click();
  await saved;
  await expect(async () => {
    await page.goto(`/criteria/${VERSION}/bewerken`);
    // The demo has too few portfolios to show anything of them.
    await expect(page.getByText('Er zijn te weinig portfolio’s om iets van te laten zien.')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('−60')).toBeVisible();

  await page.goto(`/criteria/${VERSION}`);
  await alive(page, scripted);
  await fillDay(page.locator('main'), inDays(30));
  await page.getByRole('button', { name: 'Begin de raadpleging' }).click();
  await expect(page.getByText('De stap is gezet.')).toBeVisible();

  await as(browser, how, ['digid', 'Joris Waterbos'], async (teacher) => {
    await teacher.getByLabel('Wat vind je van dit voorstel?').fill('Dit past bij hoe ik werk.');
    await teacher.getByRole('button', { name: 'Plaats je reactie' }).click();
    await expect(teacher.getByText('Dit past bij hoe ik werk.').first()).toBeVisible();
  });

  await around.moveClock(31 * DAY);
  await as(browser, how, office, async (staff) => {
    await fillDay(staff.locator('main'), inDays(31 + 8));
    await staff.getByRole('button', { name: 'Begin de stemming' }).click();
    await expect(staff.getByText('De stap is gezet.')).toBeVisible();
  });
  for (const name of ['Joris Waterbos', 'Femke van Oeverzicht', 'Carlijn Heidebrug']) {
    await as(browser, how, ['digid', name], async (member) => {
      await member.getByLabel('Voor', { exact: true }).check();
      await member.getByRole('button', { name: 'Stem', exact: true }).click();
      await expect(member.getByRole('button', { name: 'Verander je stem' })).toBeVisible();
    });
  }

  await around.moveClock(41 * DAY);
  await as(browser, how, office, async (staff) => {
    await staff.getByRole('button', { name: 'Tel de stemmen' }).click();
    await expect(staff.getByText('3 van de 5 afgevaardigden')).toBeVisible();
  });
  await as(browser, how, ['medewerker', ADOPTER], async (minister) => {
    await minister.getByLabel('Welk besluit?').fill('Stcrt. 2029, 1234');
    await fillDay(minister.locator('main'), inDays(43));
    await minister.getByRole('button', { name: 'Stel vast' }).click();
    await expect(minister.getByText('Stcrt. 2029, 1234')).toBeVisible();
    const rules = minister.getByRole('region', { name: 'De regels', exact: true });
    await expect(rules.getByRole('table').getByText('In je periode laat je minstens 100 uur zien.')).toBeVisible();
    await expect(rules.getByRole('table').getByText('160 uur')).toHaveCount(0);
  });

  await around.moveClock(45 * DAY);
  const teacher = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(teacher, 'digid', 'Carlijn Heidebrug', '/mijn/herregistratie');
  await alive(teacher, scripted);
  await expect(teacher.getByText('Versie 2018-1.')).toBeVisible();
  await teacher.getByRole('button', { name: `Kies deze versie ${VERSION}` }).click();
  await expect(teacher.getByText('Je koos zelf voor deze nieuwere versie.')).toBeVisible();
  await expect(teacher.getByRole('button', { name: /Maak je keuze ongedaan/ })).toBeVisible();
  await teacher.close();
});
