/** What a school sends that is wrong: each fault is told in its own words, and nothing is stored twice. */
import { writeFile } from 'node:fs/promises';
import { COLUMNS, csv, files, hugeDelivery, rowsOf } from '../demo/make.mjs';
import { deliver, expect, logIn, looksRight, test } from './visit.mjs';

const MADE = files();

/** @param {string | Uint8Array} content @param {string} [name] */
const upload = (content, name = 'levering.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** A picture of one dot. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const month = csv(COLUMNS, rowsOf('41234'));

/** What is sent, and what is then said at the field. @type {[string, string | Uint8Array, RegExp][]} */
const UNREADABLE = [
  ['een leeg bestand', '', /Dit bestand is leeg/],
  ['een bestand met alleen witregels', '\r\n \r\n', /Dit bestand is leeg/],
  ['een PDF', MADE['leveringen/geen-csv.pdf'], /Dit is een PDF/],
  ['een plaatje', PNG, /Dit is geen CSV-bestand/],
  ['een kapotte werkmap van Excel', Buffer.from('PK\x03\x04 en dan nog wat', 'latin1'), /Dit Excel-bestand kunnen we niet lezen/],
  ['UTF-16', Buffer.from(`\uFEFF${month}`, 'utf16le'), /opgeslagen als UTF-16/],
  ['alleen de kop', MADE['leveringen/alleen-kop.csv'], /staan geen benoemingen/],
  ['andere kolommen', MADE['leveringen/verkeerde-kolommen.csv'], /De kolommen van dit bestand kloppen niet/],
  ['een kolom te weinig', month.replace('grondslag;', 'grond;'), /De kolommen van dit bestand kloppen niet/],
  ['te veel rijen', month + month.slice(month.indexOf('\r\n') + 2).repeat(250), /meer dan 10\.000 rijen/],
];

test('een bestand dat niet te lezen is, wordt geweigerd met een eigen melding en komt niet in de lijst', async ({ page, scripted }) => {
  await logIn(page, 'eherkenning', 'Els Dijkstede', '/school/leveringen');
  const before = await page.getByRole('row').count();
  for (const [what, content, said] of UNREADABLE) {
    await test.step(what, async () => {
      await deliver(page, scripted, upload(content));
      await expect(page).toHaveURL(/formulier=/);
      await expect(page).toHaveTitle(/^Fout: /);
      await expect(page.locator('#bestand-fout')).toHaveText(said);
      await expect(page.locator('#bestand')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByRole('alert')).toContainText(said);
      expect(await page.getByRole('row').count(), 'niets bewaard').toBe(before);
    });
  }
  await looksRight(page, scripted);
});

test('wie geen bestand kiest, hoort dat', async ({ page, scripted }) => {
  await logIn(page, 'eherkenning', 'Els Dijkstede');
  await deliver(page, scripted, []);
  await expect(page.locator('#bestand-fout')).toHaveText('Kies een bestand');
});

test('een bestand van 60 MB krijgt een antwoord, geen verbroken verbinding', async ({ page, scripted }, testInfo) => {
  const huge = testInfo.outputPath('groot.csv');
  await writeFile(huge, hugeDelivery());
  await logIn(page, 'eherkenning', 'Els Dijkstede', '/school/leveringen');
  const before = await page.getByRole('row').count();
  await deliver(page, scripted, huge);
  await expect(page).toHaveURL(/formulier=/, { timeout: 30_000 });
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.getByRole('alert')).toContainText(/te groot/);
  await expect(page.getByRole('alert')).toContainText('20 MB');
  expect(await page.getByRole('row').count(), 'niets bewaard').toBe(before);
  await looksRight(page, scripted);
});

test('een bestand net boven de grens hoort bij het veld waar de grens ligt', async ({ page, scripted }, testInfo) => {
  const large = testInfo.outputPath('net-te-groot.csv');
  await writeFile(large, hugeDelivery(20 * 1024 * 1024 + 1));
  await logIn(page, 'eherkenning', 'Els Dijkstede');
  await deliver(page, scripted, large);
  await expect(page.locator('#bestand-fout')).toHaveText('Dit bestand is groter dan 20 MB', { timeout: 30_000 });
});

/**
 * The numbers beside the page of a delivery.
 * @param {import('@playwright/test').Page} page
 */
async function figures(page) {
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}$/);
  const about = page.locator('.lr-card').filter({ has: page.getByRole('heading', { name: 'Over deze levering' }) });
  const names = await about.locator('dt').allInnerTexts();
  const values = await about.locator('dd').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

test('goede regels tellen, en bij elke foute staat wat er is gestuurd en hoe het wel moet', async ({ page, scripted }) => {
  const [good, elsewhere, day, number] = rowsOf('41235').map((row) => ({ ...row, versie: '2' }));
  const right = [{ ...good, begindatum: '2022-08-02' }, elsewhere, day, number];
  const wrong = [
    right[0],
    { ...elsewhere, instellingscode: '99QA', vestigingscode: '99QA00' },
    { ...day, begindatum: '2026-02-30' },
    { ...number, burgerservicenummer: '999990460' },
  ];
  await logIn(page, 'eherkenning', 'Els Dijkstede');

  await deliver(page, scripted, upload(csv(COLUMNS, wrong), 'vier-regels.csv'));
  expect(await figures(page)).toMatchObject({ Benoemingen: '4', Gewijzigd: '1', 'Niet verwerkt': '3' });
  const card = (/** @type {string} */ code) => page.getByRole('article').filter({ hasText: code });
  await expect(card('LR-F010')).toContainText('99QA');
  await expect(card('LR-F001')).toContainText('2026-02-30');
  await expect(card('LR-F006')).toHaveCount(1);
  for (const code of ['LR-F010', 'LR-F001', 'LR-F006']) await expect(card(code)).toContainText('Zo herstel je dit');
  expect(await page.content(), 'geen burgerservicenummer op de pagina').not.toMatch(/99999\d{4}/);
  await looksRight(page, scripted);

  // The same once more: told, and nothing is stored twice.
  await deliver(page, scripted, upload(csv(COLUMNS, wrong), 'vier-regels.csv'));
  expect(await figures(page)).toMatchObject({ Benoemingen: '4', 'Niet veranderd': '1', 'Niet verwerkt': '3' });
  await expect(page.getByText('Je stuurde dit bestand al op')).toBeVisible();
  await expect(page.getByText('Er is niets veranderd')).toBeVisible();

  await deliver(page, scripted, upload(csv(COLUMNS, right), 'vier-regels-hersteld.csv'));
  const after = await figures(page);
  expect(after['Niet verwerkt']).toBeUndefined();
  expect(after['Benoemingen']).toBe('4');
  await page.goto('/school/leraren');
  for (const { benoemingvolgnummer } of right) {
    await expect(page.getByRole('row').filter({ hasText: benoemingvolgnummer })).toHaveCount(1);
  }
});

test('dezelfde inhoud is hetzelfde, hoe het bestand ook is opgeslagen', async ({ page, scripted }) => {
  const rows = rowsOf('41234').filter((row) => ['Zoë', 'André'].includes(row.voornamen) || row.nietIngezetene === 'ja');
  // Only of who is not in the population register the school's own letters are shown.
  const abroad = rows.find((row) => row.nietIngezetene === 'ja');
  expect(abroad).toBeDefined();
  Object.assign(abroad ?? {}, { versie: '2', achternaam: 'Verlinzänd', voornamen: 'Sofie Noëlle' });
  const text = csv(COLUMNS, rows);
  await logIn(page, 'eherkenning', 'Rogier Vlasdijk');

  await deliver(page, scripted, upload(text, 'utf-8.csv'));
  expect(await figures(page)).toMatchObject({ Tekens: 'UTF-8', Gewijzigd: '1', 'Niet veranderd': String(rows.length - 1) });
  /** @type {[string, Buffer, string][]} */
  const saved = [
    ['met-bom.csv', Buffer.from(`\uFEFF${text}`), 'UTF-8 met BOM'],
    ['windows-1252.csv', Buffer.from(text, 'latin1'), 'Windows-1252'],
    ['met-kommas.csv', Buffer.from(csv(COLUMNS, rows, ',')), 'UTF-8'],
    ['alleen-regeleinden.csv', Buffer.from(text.replaceAll('\r\n', '\n')), 'UTF-8'],
  ];
  for (const [name, content, encoding] of saved) {
    await test.step(name, async () => {
      await deliver(page, scripted, upload(content, name));
      expect(await figures(page)).toMatchObject({ Bestand: name, Tekens: encoding, 'Niet veranderd': String(rows.length) });
    });
  }
  await page.goto('/school/leraren?naam=verlinz');
  await expect(page.getByRole('row').filter({ hasText: 'Verlinzänd' })).toHaveCount(1);
});
