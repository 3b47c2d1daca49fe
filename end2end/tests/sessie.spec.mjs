/** The end of a session: a warning in time, and nothing that was typed is lost. */
import { Visitor } from '../demo/visitor.mjs';
import { alive, expect, identify, logIn, reportTakenUp, test } from './visit.mjs';

const FORM = '/mijn/gegevens/correctie';
const WORDS = 'Mijn benoeming begon een maand later & <b>niet</b> "eerder".';

/**
 * Opens a form with a clock that the test moves, and types half of it.
 * @param {import('@playwright/test').Page} page
 */
async function halfTyped(page) {
  await page.clock.install();
  await logIn(page, 'digid', 'Samira Lindehof', FORM);
  await alive(page, true);
  // Without the pointer: that is work, for which the session is extended.
  await page.getByRole('radio', { name: 'School of bestuur' }).dispatchEvent('click');
  await page.getByLabel('Wat moet het zijn?').fill(WORDS);
}

/**
 * Logs in again from the page that tells that the session is over, and finds the form as it was.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 */
async function backWithEverything(page, scripted) {
  await expect(page).toHaveURL(/\/inloggen\?melding=sessie&terug=/);
  await expect(page.getByText('Je was te lang niet actief')).toBeVisible();
  await page.getByRole('link', { name: /Ik ben leraar/ }).click();
  await page.getByRole('button', { name: 'Samira Lindehof', exact: true }).click();
  await expect(page).toHaveURL(/\/mijn\/gegevens\/correctie\?formulier=/);
  await alive(page, scripted);
  await expect(page.getByLabel('Wat moet het zijn?')).toHaveValue(WORDS);
  await expect(page.getByRole('radio', { name: 'School of bestuur' })).toBeChecked();
  await expect(page.getByRole('alert')).toContainText('Wat je had ingevuld staat er nog');
}

test.describe('met JavaScript', () => {
  test.beforeEach(({ scripted }) => test.skip(!scripted, 'zonder JavaScript zegt de server het bij het volgende verzoek'));

  test('na 13 minuten een waarschuwing, daarna de inlogpagina, en na inloggen staat alles er weer', async ({ page, scripted }) => {
    await halfTyped(page);
    await page.clock.fastForward('12:30');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.clock.fastForward('00:40');
    await expect(page.getByRole('dialog')).toContainText('Nog 2 minuten');
    await page.clock.fastForward('01:00');
    await expect(page.getByRole('dialog')).toContainText('Nog 1 minuut');
    await page.clock.fastForward('01:00');
    await backWithEverything(page, scripted);
    await page.goto('/mijn');
    await expect(page, 'het formulier is niet verstuurd').toHaveURL(/\/mijn$/);
  });

  test('een laptop die sliep: de sessie is al voorbij, en toch is alles bewaard', async ({ page, scripted, around }) => {
    await halfTyped(page);
    await around.moveClock(40 * 60);
    await page.clock.fastForward('40:00');
    await backWithEverything(page, scripted);
  });

  test('weet alleen de server dat het voorbij is, dan log je in en is alles bewaard', async ({ page, scripted, around }) => {
    await logIn(page, 'digid', 'Samira Lindehof', FORM);
    await alive(page, scripted);
    await page.getByLabel('Wat moet het zijn?').fill(WORDS);
    await around.moveClock(16 * 60);
    await page.getByRole('button', { name: 'Geef het door' }).click();
    await expect(page).toHaveURL(/\/inloggen\?melding=sessie&terug=/);
    await page.getByRole('link', { name: /Ik ben leraar/ }).click();
    await page.getByRole('button', { name: 'Samira Lindehof', exact: true }).click();
    await expect(page.getByLabel('Wat moet het zijn?')).toHaveValue(WORDS);
  });

  test('ook een antwoord in een zaak gaat niet verloren als alleen de server het weet', async ({ page, scripted, browser, baseURL, around }) => {
    const inge = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
    const { number } = await reportTakenUp(page, inge, scripted);
    await inge.getByText('Vraag om een aanvulling of een reactie', { exact: true }).click();
    await inge.getByRole('radio', { name: /^Een aanvulling/ }).check();
    await inge.getByLabel('Wat schrijf je erbij?').fill('Wat moet er staan, en sinds wanneer?');
    await inge.getByRole('button', { name: 'Verstuur', exact: true }).click();
    await expect(inge.getByText('Wacht op aanvulling').first()).toBeVisible();
    await inge.close();

    await page.goto('/mijn');
    await alive(page, scripted);
    await page.getByRole('link', { name: new RegExp(`Beantwoord onze vraag in zaak ${number}`) }).click();
    await expect(page.getByRole('heading', { name: 'Vul dit nog aan' })).toBeVisible();
    const mine = new URL(page.url()).pathname;
    await page.getByLabel('Jouw antwoord').fill(WORDS);

    // Without a line nothing is answered: the form stays, with what was typed.
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
    await expect(page.getByRole('alert')).toContainText('We krijgen geen verbinding');
    await expect(page.getByLabel('Jouw antwoord')).toHaveValue(WORDS);
    await page.context().setOffline(false);

    await around.moveClock(16 * 60);
    await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
    await expect(page).toHaveURL(/\/inloggen\?melding=sessie&terug=/);
    await page.getByRole('link', { name: /Ik ben leraar/ }).click();
    await identify(page, 'Hatice Zilverwad');
    await expect(page).toHaveURL((url) => url.pathname === mine && url.searchParams.has('formulier'));
    await alive(page, scripted);
    await expect(page.getByLabel('Jouw antwoord')).toHaveValue(WORDS);
    await expect(page.getByRole('alert')).toContainText('Wat je had ingevuld staat er nog');
    await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
    await expect(page.getByText('Aangevuld')).toBeVisible();
    await expect(page.getByText(WORDS)).toBeVisible();
  });

  test('wie wil blijven, blijft: met de knop, met Escape, en door te werken', async ({ page, around }) => {
    let minutes = 0;
    // Both clocks: of the browser, and of the site.
    const later = async (/** @type {number} */ more) => {
      minutes += more;
      await around.moveClock(minutes * 60);
      await page.clock.fastForward(more * 60_000);
    };
    const prolonged = () => page.waitForResponse((response) => response.url().endsWith('/api/sessie/verlengen') && response.ok());
    await halfTyped(page);
    const dialog = page.getByRole('dialog');

    await later(13.5);
    await expect(dialog.getByRole('button', { name: 'Blijf ingelogd' })).toBeFocused();
    let asked = prolonged();
    await dialog.getByRole('button', { name: 'Blijf ingelogd' }).click();
    await asked;
    await expect(dialog).toHaveCount(0);

    await later(13.5);
    await expect(dialog).toBeVisible();
    asked = prolonged();
    await page.keyboard.press('Escape');
    await asked;
    await expect(dialog).toHaveCount(0);

    await later(5);
    asked = prolonged();
    await page.getByLabel('Wat moet het zijn?').press('End');
    await page.clock.fastForward(1_000);
    await asked;

    await later(10);
    await expect(dialog).toHaveCount(0);
    await expect(page.getByLabel('Wat moet het zijn?')).toHaveValue(WORDS);
    await page.goto('/mijn');
    await expect(page, 'na 42 minuten nog ingelogd').toHaveURL(/\/mijn$/);
  });
});

test('zonder JavaScript zegt de server het, en staat na inloggen alles er weer', async ({ page, scripted, around }) => {
  test.skip(scripted, 'met JavaScript gaat de pagina zelf op tijd weg');
  await logIn(page, 'digid', 'Samira Lindehof', FORM);
  await page.getByRole('radio', { name: 'School of bestuur' }).check();
  await page.getByLabel('Wat moet het zijn?').fill(WORDS);
  await around.moveClock(16 * 60);
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await backWithEverything(page, scripted);
});

test('na twaalf uur is het voorbij, hoe druk iemand ook bezig was', async ({ around }, testInfo) => {
  test.skip(testInfo.project.name !== 'breed', 'zonder browser, dus één keer is genoeg');
  const visitor = new Visitor(around.url);
  await visitor.logIn('digid', 'Samira Lindehof', '/mijn/berichten');
  const half = 12 * 60;
  for (let minutes = 14; minutes < half; minutes += 14) {
    await around.moveClock(minutes * 60);
    expect(new URL((await visitor.get('/mijn/berichten')).url).pathname, `na ${minutes} minuten`).toBe('/mijn/berichten');
  }
  await around.moveClock(half * 60 + 30);
  expect(new URL((await visitor.get('/mijn/berichten')).url).pathname, 'na twaalf uur').toBe('/inloggen');
});
