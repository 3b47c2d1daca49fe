/** Evidence that goes up over a bad line, an old portfolio that comes along, and the portfolio as a whole. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

/** A PDF of this many bytes that opens; zeros behind the end are of no page. */
function pdf(bytes = 0) {
  const paper = Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n');
  return Buffer.concat([paper, Buffer.alloc(Math.max(0, bytes - paper.length), ' ')]);
}

/** @param {import('@playwright/test').Page} page @param {string} title */
async function fillIn(page, title) {
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Dag').first().fill('12');
  await page.getByLabel('Maand').first().fill('3');
  await page.getByLabel('Jaar').first().fill('2026');
  await page.getByLabel('Aantal uur').fill('6');
}

test.describe('op een slechte lijn', () => {
  // That the line breaks is told by the browser too.
  test.use({ failing: true });

  test('een bestand van 10 MB gaat verder waar de lijn wegviel, ook na opnieuw laden', async ({ page, scripted }, testInfo) => {
    test.skip(!scripted || testInfo.project.name !== 'breed', 'zonder JavaScript gaat het bestand met het formulier mee');
    await logIn(page, 'digid', 'Joris Waterbos', '/mijn/portfolio/activiteit/nieuw');
    await alive(page, scripted);
    let parts = 0;
    let broken = true;
    await page.route('**/api/mijn/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      parts += 1;
      return broken && parts > 4 ? route.abort('connectionreset') : route.continue();
    });
    const whole = pdf(10 * 1024 * 1024);
    await page.getByLabel('Bewijs').setInputFiles({ name: 'groot verslag.pdf', mimeType: 'application/pdf', buffer: whole });
    const row = page.getByRole('listitem').filter({ hasText: 'groot verslag.pdf' });
    await expect(row.getByRole('progressbar')).toBeVisible();
    await expect(row).toContainText('De verbinding is weg');
    const before = Number(await row.getByRole('progressbar').getAttribute('value'));
    expect(before, 'what came before the line broke').toBeGreaterThan(0);

    await page.reload();
    await alive(page, scripted);
    await expect(row).toContainText('De verbinding is weg');
    parts = 0;
    broken = false;
    await expect(row).toContainText('klaar om op te slaan', { timeout: 45_000 });
    expect(parts, 'only the rest was sent').toBeLessThan(40);
    await fillIn(page, 'Onderzoek op een slechte lijn');
    await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
    await expect(page).toHaveURL(/melding=opgeslagen/);
    await expect(page.getByText('groot verslag.pdf').first()).toBeVisible();

    await page.goto('/mijn/portfolio/activiteit/nieuw');
    await alive(page, scripted);
    await expect(row, 'what was saved does not come back').toHaveCount(0);
  });
});

test('wat geen bewijs kan zijn, hoor je meteen bij het bestand', async ({ page, scripted }, testInfo) => {
  test.skip(testInfo.project.name !== 'breed');
  await logIn(page, 'digid', 'Joris Waterbos', '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await page.getByLabel('Bewijs').setInputFiles({ name: 'verslag.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ een programma') });
  const row = page.getByRole('listitem').filter({ hasText: 'verslag.pdf' });
  await expect(row).toContainText('is een ander soort bestand');
  await fillIn(page, 'Met een verkeerd bestand');
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(row.getByRole('button'), 'the form is not sent without the file').toBeFocused();
  await row.getByRole('button', { name: 'Verwijder verslag.pdf' }).click();
  await expect(row).toHaveCount(0);
});

test('een oude portfolio uit een bestand: bekijken, kiezen, nog eens, en ongedaan maken', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Mila Zandlicht', '/mijn/portfolio/import');
  await alive(page, scripted);
  await looksRight(page, scripted);
  const bring = async () => {
    await page.goto('/mijn/portfolio/import');
    await alive(page, scripted);
    await page.getByLabel('Je oude portfolio').setInputFiles(fileURLToPath(new URL('../demo/oud-portfolio.csv', import.meta.url)));
    await page.getByRole('button', { name: 'Bekijk wat erin staat' }).click();
    await expect(page.getByRole('heading', { name: 'Welke activiteiten neem je over?' })).toBeVisible();
    await alive(page, scripted);
  };
  await bring();
  await looksRight(page, scripted);
  await expect(page.getByText('1 rij kunnen we niet overnemen')).toBeVisible();
  await expect(page.getByText('Onderwerp: ‘Overig’ wordt nog te kiezen')).toBeVisible();
  await page.getByLabel('Onderwerp van Intervisie met de sectie').selectOption('Je beroep in het algemeen');
  await page.getByRole('checkbox', { name: 'Cursus Formatief toetsen' }).uncheck();
  await page.getByRole('button', { name: 'Neem de gekozen activiteiten over' }).click();
  await expect(page.getByText('Wat je koos, staat in je portfolio')).toBeVisible();
  await expect(page.getByText('Je nam hieruit 1 activiteit over')).toBeVisible();

  await bring();
  await expect(page.getByText('Eerder overgenomen')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Intervisie met de sectie', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Neem de gekozen activiteiten over' }).click();
  await expect(page.getByText('Wat je koos, staat in je portfolio')).toBeVisible();
  await page.goto('/mijn/portfolio?q=intervisie+met');
  await expect(page.getByRole('link', { name: 'Intervisie met de sectie', exact: true })).toHaveCount(1);

  await page.goto('/mijn/portfolio/import');
  await page.getByRole('link', { name: /oud-portfolio\.csv/ }).first().click();
  await alive(page, scripted);
  await page.getByText('Maak het overnemen ongedaan').click();
  await page.getByRole('button', { name: 'Ja, maak ongedaan' }).click();
  await expect(page.getByText('Het overnemen is ongedaan gemaakt')).toBeVisible();
  await page.goto('/mijn/portfolio?q=formatief');
  await expect(page.getByRole('link', { name: 'Cursus Formatief toetsen' })).toHaveCount(0);
});

test('het oude register wordt gevraagd, en geeft wat van deze leraar is', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Mila Zandlicht', '/mijn/portfolio/import');
  await alive(page, scripted);
  const ask = async (/** @type {string} */ email) => {
    await page.getByLabel('Je e-mailadres bij registerleraar.nl').fill(email);
    await page.getByRole('button', { name: 'Zoek mijn portfolio' }).click();
  };
  await ask('iemand.anders@zandlicht.example');
  await expect(page.getByText('We vonden geen portfolio').first()).toBeVisible();
  await alive(page, scripted);
  await ask('mila@zandlicht.example');
  await expect(page.getByText('We vonden 5 activiteiten in registerleraar.nl')).toBeVisible();
  await looksRight(page, scripted);
  await expect(page.getByText('Gevalideerd in het oude register').first()).toBeVisible();
});

/** The files of a ZIP, by name; sizes stand in its central directory. @param {Buffer} zip */
function unpacked(zip) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packing, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const begins = zip.readUInt32LE(at + 42);
    const content = begins + 30 + zip.readUInt16LE(begins + 26) + zip.readUInt16LE(begins + 28);
    const packed = zip.subarray(content, content + size);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), packing === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return files;
}

test('een leraar neemt het portfolio mee, en alles zit erin', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Samira Lindehof', '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await fillIn(page, 'Cursus om mee te nemen');
  await page.getByLabel('Bewijs').setInputFiles({ name: 'certificaat.pdf', mimeType: 'application/pdf', buffer: pdf() });
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  const fetched = page.waitForEvent('download');
  await page.getByRole('link', { name: /Open/ }).first().click();
  const evidence = readFileSync(await (await fetched).path());

  await page.goto('/mijn/portfolio');
  await alive(page, scripted);
  const count = Number((await page.getByRole('heading', { name: /activiteit(en)?, samen/ }).innerText()).match(/^[\d.]+/)?.[0].replaceAll('.', ''));
  await page.getByRole('button', { name: 'Neem je portfolio mee' }).click();
  await expect(page).toHaveURL('/mijn/portfolio/meenemen');
  const download = page.getByRole('link', { name: 'Download je portfolio' }).first();
  await expect(async () => {
    if (!(await download.isVisible())) await page.reload();
    await expect(download).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await looksRight(page, scripted);
  const coming = page.waitForEvent('download');
  await download.click();
  const files = unpacked(readFileSync(await (await coming).path()));
  const portfolio = JSON.parse(String(files.get('portfolio.json')));
  expect(portfolio.activiteiten, 'all of the portfolio').toHaveLength(count);
  const course = portfolio.activiteiten.find((/** @type {any} */ one) => one.titel === 'Cursus om mee te nemen');
  expect(course).toMatchObject({ van: '2026-03-12', uren: 6 });
  for (const one of [...portfolio.activiteiten.flatMap((/** @type {any} */ a) => a.bewijzen), ...portfolio.bewijzen_bij_vakken, ...portfolio.bewijzen_bij_aanmelding, ...portfolio.bewijzen_bij_correcties]) {
    const file = files.get(one.bestand);
    expect(createHash('sha256').update(file ?? '').digest('hex'), one.bestand).toBe(one.sha256);
  }
  expect(files.get(course.bewijzen[0].bestand)).toEqual(evidence);
  expect(String(files.get('portfolio.html'))).toContain('Cursus om mee te nemen');
  expect(String(files.get('portfolio.pdf')?.subarray(0, 5)), 'a portfolio on paper').toBe('%PDF-');
});
