/**
 * The first registration of a qualified teacher: from the first page after the
 * login until it is done, in at most six clicks and with one field. And with a
 * timetable of the school, in as many clicks and with none.
 */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

const MOST_CLICKS = 6;

/** Presses and follows, and counts; where there are scripts, the page counts too. */
class Counted {
  clicks = 0;
  fields = 0;
  /** Every press of the pointer that a page saw. */
  presses = 0;

  /**
   * Lets the pages that are loaded from now on count.
   * @param {import('@playwright/test').Page} page
   */
  static async on(page) {
    const counted = new Counted();
    await page.exposeFunction('pressed', () => {
      counted.presses += 1;
    });
    await page.addInitScript(() => addEventListener('pointerdown', () => /** @type {any} */ (globalThis).pressed(), true));
    return counted;
  }

  /** Begins to count: what was pressed to log in is not of it. */
  begin() {
    this.presses = 0;
  }

  /** @param {import('@playwright/test').Locator} target */
  async click(target) {
    this.clicks += 1;
    await target.click();
  }

  /**
   * Chooses a subject with the keyboard, as one field.
   * @param {import('@playwright/test').Page} page
   * @param {boolean} scripted
   * @param {string} subject
   */
  async choose(page, scripted, subject) {
    this.fields += 1;
    const field = page.getByRole('combobox', { name: 'Vak', exact: true });
    if (!scripted) {
      await field.selectOption({ label: subject });
      return;
    }
    await field.fill(subject.toLowerCase());
    await field.press('ArrowDown');
    await field.press('Enter');
    await expect(field).toHaveValue(subject);
  }

  /**
   * That no press was left out.
   * @param {boolean} scripted
   */
  isWhole(scripted) {
    if (scripted) expect(this.presses, 'wat de pagina’s telden').toBe(this.clicks);
  }
}

/**
 * From the first page to the form of a subject.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {Counted} counted
 */
async function confirmAndGoOn(page, scripted, counted) {
  await alive(page, scripted);
  await counted.click(page.getByRole('button', { name: /^Dit klopt/ }));
  await expect(page.getByRole('button', { name: /^Dit klopt/ })).toHaveCount(0);
  await counted.click(page.getByRole('link', { name: 'Geef op welk vak je geeft' }));
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Welk vak geef je?' })).toBeVisible();
  await alive(page, scripted);
}

/**
 * From the outcome to the end.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {Counted} counted
 */
async function recordIt(page, scripted, counted) {
  await expect(page).toHaveURL(/uitkomst\?vak=/);
  await alive(page, scripted);
  await expect(page.getByText('Je vak past bij je diploma')).toBeVisible();
  await counted.click(page.getByRole('link', { name: 'Verder' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Klopt alles?' })).toBeVisible();
  await counted.click(page.getByRole('checkbox', { name: /naar waarheid/ }));
  await counted.click(page.getByRole('button', { name: 'Vak vastleggen' }));
  await expect(page).toHaveURL(/\/klaar$/);
  await looksRight(page, scripted);
}

test('een bevoegde leraar is klaar met een veld en zes klikken', async ({ page, scripted }) => {
  const counted = await Counted.on(page);
  await logIn(page, 'digid', 'Jasper Rietkamp', '/mijn');
  counted.begin();
  await confirmAndGoOn(page, scripted, counted);
  await counted.choose(page, scripted, 'Duits');
  await counted.click(page.getByRole('button', { name: 'Vergelijk met mijn diploma' }));
  await recordIt(page, scripted, counted);
  counted.isWhole(scripted);
  expect(counted.clicks, 'klikken').toBeLessThanOrEqual(MOST_CLICKS);
  expect(counted.fields, 'velden').toBeLessThanOrEqual(1);
});

test('met een rooster van de school neemt een leraar het vak over zonder iets in te vullen', async ({ page, scripted, browser, baseURL }) => {
  const school = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(school, 'eherkenning', 'Hanna Bovenmeent', '/school/rooster');
  await alive(school, scripted);
  await school.getByLabel(/uit je roosterprogramma/).setInputFiles({
    name: 'rooster.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('benoemingvolgnummer;vakcode;schoolsoort;leerjaar\n2003-000015;1023;havo;4\n2003-000015;1023;vwo;5\n'),
  });
  await school.getByRole('button', { name: 'Stuur dit rooster' }).click();
  await expect(school.getByText('2 rijen voorgesteld aan de leraar, 0 rijen niet.')).toBeVisible();
  await school.close();

  const counted = await Counted.on(page);
  await logIn(page, 'digid', 'Koen Essenveen', '/mijn/vakken/toevoegen');
  counted.begin();
  await alive(page, scripted);
  await expect(page.getByText(/gaf door: Natuurkunde, klas 4 en hoger/)).toBeVisible();
  await looksRight(page, scripted);
  await counted.click(page.getByRole('button', { name: /^Ja, dat klopt/ }));
  await recordIt(page, scripted, counted);
  counted.isWhole(scripted);
  expect(counted.clicks, 'klikken na het voorstel').toBe(4);
});
