/** What a school does on its own screens: look at a file first, put one record right, fill in one appointment. */
import { COLUMNS, csv, rowsOf } from '../demo/make.mjs';
import { alive, deliver, expect, logIn, looksRight, test } from './visit.mjs';

/** A teacher of the board in the demo, as the school delivers her. */
const KNOWN = rowsOf('41235')[0];

/** @param {string} content */
const upload = (content) => ({ name: 'scherm.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });

/** A number that no other test uses. @param {string} what @param {import('@playwright/test').TestInfo} info */
const numberFor = (what, { project, retry }) => `${what}-${project.name.length}-${retry}`;

/** @param {string} text `2026-08-01` */
const asTyped = (text) => text.split('-').reverse().join('-');

test.beforeEach(async ({ page }) => {
  await logIn(page, 'eherkenning', 'Els Dijkstede');
});

test('een bestand telt pas als de school het na het nakijken levert', async ({ page, scripted }, info) => {
  const rows = [
    { ...KNOWN, benoemingvolgnummer: numberFor('na', info) },
    { ...KNOWN, benoemingvolgnummer: numberFor('mis', info), functiecategorie: '3' },
  ];
  await page.goto('/school/leveringen');
  await alive(page, scripted);
  const before = await page.getByRole('row').count();
  await page.getByLabel(/CSV-bestand/).setInputFiles(upload(csv(COLUMNS, rows)));
  await page.getByRole('button', { name: 'Kijk het eerst na' }).click();
  await expect(page).toHaveURL(/\/school\/leveringen\/nakijken\//);
  await expect(page.getByRole('article')).toContainText('LR-F027');
  expect(await page.content(), 'geen burgerservicenummer op de pagina').not.toMatch(/99999\d{4}/);
  await looksRight(page, scripted);
  const looked = page.url();
  await page.goto('/school/leveringen');
  expect(await page.getByRole('row').count(), 'niets geleverd').toBe(before);
  await page.goto(looked);
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Lever dit bestand' }).click();
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}$/);
  await expect(page.getByText('1 benoeming is verwerkt.')).toBeVisible();
});

test('een foute benoeming is op het scherm te herstellen, zonder de rest opnieuw te leveren', async ({ page, scripted }, info) => {
  const wrong = { ...KNOWN, benoemingvolgnummer: numberFor('herstel', info), functiecategorie: '3' };
  await deliver(page, scripted, upload(csv(COLUMNS, [wrong])));
  await page.getByRole('link', { name: /Herstel deze benoeming/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Herstel een benoeming');
  await alive(page, scripted);
  await expect(page.getByLabel('Geboortedatum')).toHaveValue(KNOWN.geboortedatum);
  await expect(page.getByLabel('Bsn')).toHaveValue('');
  expect(await page.content(), 'geen burgerservicenummer op de pagina').not.toMatch(/99999\d{4}/);
  await looksRight(page, scripted);

  await page.getByRole('button', { name: 'Lever deze benoeming opnieuw' }).click();
  await expect(page.locator('#functiecategorie-fout')).toBeVisible();
  await expect(page.getByRole('alert')).toBeVisible();
  await looksRight(page, scripted);

  await page.getByLabel('Functie').selectOption('8');
  await page.getByRole('button', { name: 'Lever deze benoeming opnieuw' }).click();
  await expect(page).toHaveURL(/hersteld=2$/);
  await expect(page.getByText('De benoeming is hersteld en verwerkt.')).toBeVisible();
  await expect(page.getByText('De fouten uit deze levering heb je later hersteld.')).toBeVisible();
});

test('een school vult een benoeming in en wijzigt haar later', async ({ page, scripted }, info) => {
  const number = numberFor('nieuw', info);
  await page.goto('/school/leveringen');
  await page.getByRole('link', { name: 'Voer een benoeming in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Voer een benoeming in');
  await alive(page, scripted);
  await page.getByLabel('Nummer van de benoeming').fill(number);
  await page.getByLabel('Bsn').fill(KNOWN.burgerservicenummer);
  await page.getByLabel('Geboortedatum').fill(asTyped(KNOWN.geboortedatum));
  await page.getByLabel('School of vestiging').selectOption(KNOWN.vestigingscode || KNOWN.instellingscode);
  await page.getByLabel('Functie').selectOption(KNOWN.functiecategorie);
  await page.getByLabel('Benoeming vanaf').fill(asTyped(KNOWN.begindatum));
  await page.getByLabel('Contract vanaf').fill(asTyped(KNOWN.begindatum));
  await page.getByLabel('Benoemingsgrondslag').selectOption(KNOWN.grondslag);
  await page.getByRole('button', { name: 'Lever deze benoeming' }).click();
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}$/);
  await expect(page.getByText('1 benoeming is verwerkt.')).toBeVisible();

  await page.goto('/school/leraren');
  await page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: /Wijzig/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wijzig een benoeming');
  await alive(page, scripted);
  await expect(page.getByLabel('Benoeming vanaf')).toHaveValue(asTyped(KNOWN.begindatum));
  await looksRight(page, scripted);
  await page.getByLabel('Functie').selectOption('11');
  await page.getByRole('button', { name: 'Lever deze benoeming' }).click();
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}$/);
  await expect(page.getByText('1 benoeming is verwerkt.')).toBeVisible();
});

test('een school verwijdert wat zij per ongeluk leverde', async ({ page, scripted }, info) => {
  const number = numberFor('weg', info);
  await deliver(page, scripted, upload(csv(COLUMNS, [{ ...KNOWN, benoemingvolgnummer: number }])));
  await expect(page.getByText('1 benoeming is verwerkt.')).toBeVisible();
  await page.goto(`/school/leveringen/invoeren?benoeming=${number}`);
  await alive(page, scripted);
  await page.getByText('Verwijder deze benoeming', { exact: true }).click();
  await expect(page.getByText('Gaat de leraar weg?')).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel('Waarom had deze benoeming niet geleverd mogen worden?').fill('Verkeerde leraar gekozen');
  await page.getByRole('button', { name: 'Verwijder de benoeming' }).click();
  await expect(page).toHaveURL(/verwijderd=ja$/);
  await expect(page.getByText('De benoeming is verwijderd.')).toBeVisible();
  await looksRight(page, scripted);
  const response = await page.goto(`/school/leveringen/invoeren?benoeming=${number}`);
  expect(response?.status()).toBe(404);
});

test('een school geeft gekozen benoemingen dezelfde einddatum, of downloadt ze', async ({ page, scripted }, info) => {
  const numbers = ['een', 'twee', 'drie'].map((which) => numberFor(`samen-${which}`, info));
  await deliver(page, scripted, upload(csv(COLUMNS, numbers.map((benoemingvolgnummer) => ({ ...KNOWN, benoemingvolgnummer })))));
  await expect(page.getByText('3 benoemingen zijn verwerkt.')).toBeVisible();
  await page.goto('/school/leraren');
  await alive(page, scripted);
  const row = (/** @type {string} */ number) => page.getByRole('row').filter({ hasText: number });
  await page.getByRole('button', { name: 'Lever deze einddatum' }).click();
  await expect(page.locator('#benoemingen-fout')).toHaveText('Kies ten minste 1 benoeming');
  await expect(page.locator('#einddatum-fout')).toBeVisible();
  await looksRight(page, scripted);

  for (const number of numbers.slice(0, 2)) await row(number).getByRole('checkbox').check();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download de gekozen (CSV)' }).click()]);
  expect(download.suggestedFilename()).toBe('leraren.csv');
  await page.getByLabel('Zelfde einddatum voor de gekozen benoemingen').fill('31-07-2030');
  await page.getByRole('button', { name: 'Lever deze einddatum' }).click();
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}$/);
  await expect(page.getByText('2 benoemingen zijn verwerkt.')).toBeVisible();
  await page.goto('/school/leraren');
  for (const number of numbers.slice(0, 2)) await expect(row(number)).toContainText('31 juli 2030');
  await expect(row(numbers[2])).toContainText('Geen einddatum');
});

test('een bestuur ziet wat het register heeft en verklaart dat het volledig is', async ({ page, scripted }, { retry }) => {
  await page.goto('/school/leveringen');
  await alive(page, scripted);
  await page.getByLabel('Op welke dag?').fill(`0${retry + 1}-10-2026`);
  await page.getByRole('button', { name: 'Toon deze dag' }).click();
  await expect(page).toHaveURL(/peildatum=/);
  await expect(page.getByText(/oktober 2026 heeft het register/)).toBeVisible();
  await alive(page, scripted);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download dit overzicht als CSV' }).click()]);
  expect(download.suggestedFilename()).toBe(`registratieoverzicht-2026-10-0${retry + 1}.csv`);
  await page.getByRole('button', { name: 'Verklaar dat dit volledig is' }).click();
  await expect(page.getByText(/Je bestuur verklaarde op .* dat dit volledig is/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Verklaar dat dit volledig is' })).toHaveCount(0);
  await looksRight(page, scripted);
});

test('een bestuur kondigt een machtiging aan en trekt haar weer in', async ({ page, scripted }) => {
  await page.goto('/school/toegang');
  await alive(page, scripted);
  await page.getByLabel('Wie mag voor je bestuur leveren?').selectOption({ index: 1 });
  await page.getByLabel(/^Vanaf/).fill('01-01-2035');
  await page.getByLabel(/^Tot en met/).fill('31-12-2034');
  await page.getByRole('button', { name: 'Geef een machtiging' }).click();
  await expect(page.locator('#until-fout')).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel(/^Tot en met/).fill('31-12-2035');
  await page.getByRole('button', { name: 'Geef een machtiging' }).click();
  const row = page.getByRole('row').filter({ hasText: '1 januari 2035' });
  await expect(row).toContainText('Gaat nog in');
  await expect(row).toContainText('31 december 2035');
  await looksRight(page, scripted);
  await row.getByRole('button', { name: /Trek in/ }).click();
  await expect(row).toHaveCount(0);
});

test('tijdens het invullen staat er meteen wat niet klopt, en tot wanneer de grondslag geldt', async ({ page, scripted }) => {
  test.skip(!scripted, 'zonder JavaScript hoort de school het na het versturen');
  await page.goto('/school/leveringen/invoeren');
  await alive(page, scripted);
  await page.getByLabel('Bsn').fill('123456789');
  await page.getByLabel('Benoeming vanaf').fill('01-08-2026');
  await expect(page.locator('#burgerservicenummer-fout')).toBeVisible();
  await page.getByLabel('Benoeming tot en met').fill('31-07-2026');
  await page.getByLabel('Benoeming tot en met').blur();
  await expect(page.locator('#einddatum-fout')).toContainText('voor de begindatum');
  await page.getByLabel('Benoeming tot en met').fill('');
  await page.getByLabel('Benoeming tot en met').blur();
  await expect(page.locator('#einddatum-fout')).toHaveCount(0);
  await page.getByLabel('Benoemingsgrondslag').selectOption('PO-3.1B3');
  await page.getByLabel('Eerste dag op deze grondslag').fill('01-08-2026');
  await page.getByLabel('Eerste dag op deze grondslag').blur();
  await expect(page.getByText(/komt in het registervoorportaal.*De laatste dag op deze grondslag is 31 juli 2028/)).toBeVisible();
  await looksRight(page, scripted);
});

test('de lijst van leraren gaat mee als bestand, met de filters van de pagina', async ({ page }) => {
  await page.goto(`/school/leraren?naam=${encodeURIComponent(KNOWN.achternaam)}`);
  for (const [name, file] of [['als CSV', 'leraren.csv'], ['voor Excel', 'leraren.xlsx']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    expect(download.suggestedFilename()).toBe(file);
  }
});

test('een bestuur zegt wie te bereiken is, en dat het nog klopt', async ({ page, scripted }, info) => {
  const name = `Tineke ${numberFor('Rietland', info)}`;
  await page.goto('/school/toegang');
  await alive(page, scripted);
  await page.getByLabel('Naam', { exact: true }).fill(name);
  await page.getByLabel('E-mailadres').fill('tineke@waterkant.example');
  await page.getByRole('button', { name: 'Voeg toe' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('tineke@waterkant.example');
  await looksRight(page, scripted);
  await page.getByRole('button', { name: 'Dit klopt nog' }).click();
  await expect(page.getByText(/Je bestuur zei op .* dat dit klopt/)).toBeVisible();
  await row.getByRole('button', { name: /Haal weg/ }).click();
  await expect(row).toHaveCount(0);
});

test('de uitkomst van de keuzehulp gaat mee naar het formulier', async ({ page }) => {
  await page.goto('/school/leveringen/invoeren?grondslag=PO-3.1B3');
  await expect(page.getByLabel('Benoemingsgrondslag')).toHaveValue('PO-3.1B3');
});
