/** "Klopt dit niet?": from a fact to a report in two clicks, to whoever recorded it. */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

test('van een gegeven van de school is het twee klikken tot een ontvangstbewijs', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Anouk Rietwending', '/mijn/gegevens');
  await alive(page, scripted);
  await page.getByRole('link', { name: /^Klopt niet\? arbeidsovereenkomst, SG De Wending/ }).click();
  await alive(page, scripted);
  await expect(page.getByRole('radio', { name: /^Arbeidsovereenkomst/ })).toBeChecked();
  await expect(page.getByText('Er staat nu: Sinds 1 augustus 2013').first()).toBeVisible();
  await expect(page.getByText('De school past het aan of legt uit')).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel('Wat moet het zijn?').fill('Mijn contract begon een jaar eerder.');
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await expect(page).toHaveURL(/correctie\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Mijn contract begon een jaar eerder.')).toBeVisible();
  await expect(page.getByText(/geeft antwoord uiterlijk op/)).toBeVisible();
  await looksRight(page, scripted);
});

test('wat het register vastlegde gaat naar het register, dat een besluit neemt', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Anouk Rietwending', '/mijn/gegevens');
  await alive(page, scripted);
  await page.getByRole('link', { name: /^Klopt niet\? inschrijving, SG De Wending/ }).click();
  await alive(page, scripted);
  await expect(page.getByRole('radio', { name: /^Inschrijving of datum van levering/ })).toBeChecked();
  await expect(page.getByText(/^Er staat nu: Bevestigd op/)).toBeVisible();
  await expect(page.getByText('Wij nemen een besluit')).toBeVisible();
  if (scripted) {
    // What follows and what stands there go with what is chosen.
    await page.getByRole('radio', { name: /^Benoemingsgrondslag/ }).check();
    await expect(page.getByText('De school past het aan of legt uit')).toBeVisible();
    await page.getByRole('radio', { name: /^Inschrijving of datum van levering/ }).check();
    await expect(page.getByText('Wij nemen een besluit')).toBeVisible();
  }
  await page.getByLabel('Wat moet het zijn?').fill('Ik bevestigde dit al eerder.');
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await expect(page).toHaveURL(/correctie\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/CV-\d{4}-\d{4,}/)).toBeVisible();
});

test('naam en adres worden niet hier veranderd, en de pagina zegt waar wel', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Anouk Rietwending', '/mijn/gegevens');
  await alive(page, scripted);
  await page.getByRole('link', { name: 'Klopt niet? adres' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dit komt van je gemeente' })).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('link', { name: 'Er klopt iets anders niet' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Wat klopt er niet?' })).toBeVisible();
});
