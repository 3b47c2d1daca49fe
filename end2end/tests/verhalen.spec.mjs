/** The main job, end to end: from a school's file to a teacher's confirmed subject. */
import { fileURLToPath } from 'node:url';
import { alive, deliver, enterSubject, expect, logInByHand, looksRight, test } from './visit.mjs';

const file = (name) => fileURLToPath(new URL(`../demo/leveringen/${name}`, import.meta.url));

test('een school levert: goede regels tellen, foute worden uitgelegd, en herstellen helpt', async ({ page, scripted }) => {
  await logInByHand(page, 'eherkenning', 'Hanna Bovenmeent', '/school/leveringen');
  await deliver(page, scripted, file('levering-met-fouten.csv'));
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}/);
  await looksRight(page, scripted);
  for (const code of ['LR-F006', 'LR-F001', 'LR-F014', 'LR-F010', 'LR-F016', 'LR-F019']) {
    await expect(page.getByText(code).first()).toBeVisible();
  }
  await expect(page.getByText('Zo herstel je dit').first()).toBeVisible();
  expect(await page.content(), 'no BSN in the page').not.toContain('999990018');

  await deliver(page, scripted, file('levering-met-fouten.csv'));
  await expect(page.getByText('Je stuurde dit bestand al op').first()).toBeVisible();
  await expect(page.getByText('Er is niets veranderd').first()).toBeVisible();

  await deliver(page, scripted, file('levering-hersteld.csv'));
  await expect(page).toHaveURL(/\/school\/leveringen\/[0-9a-f-]{36}/);
  await expect(page.getByText('LR-F')).toHaveCount(0);
});

test('de school ziet het overzicht van de eigen leraren en taken', async ({ page, scripted }) => {
  await logInByHand(page, 'eherkenning', 'Hanna Bovenmeent', '/school');
  await looksRight(page, scripted);
  await expect(page.getByRole('heading', { name: 'Benoemingsgrondslag' })).toBeVisible();
  const subjects = page.getByRole('figure').filter({ hasText: 'Bevoegd en nog niet bevestigd, per vak' });
  await expect(subjects.getByText(/^Wiskunde\s*100%\s*\d+ van \d+$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Taken' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Per school en vestiging' })).toBeVisible();
});

test('een leraar ziet de gegevens met hun bron, in twee delen, en bevestigt', async ({ page, scripted }) => {
  await logInByHand(page, 'digid', 'Mila Zandlicht', '/mijn');
  await looksRight(page, scripted);
  await expect(page.getByText('JavaScript staat uit.')).toBeVisible({ visible: !scripted });
  await expect(page.getByText('Uit de Basisregistratie Personen').first()).toBeVisible();
  await expect(page.getByText('Van je school').first()).toBeVisible();
  await page.getByRole('button', { name: /^Dit klopt/ }).click();
  await expect(page.getByRole('button', { name: /^Dit klopt/ })).toHaveCount(0);
  await page.goto('/mijn/voorportaal');
  await looksRight(page, scripted);
  await expect(page.getByText('Toegestaan tot en met', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Dit klopt/ })).toHaveCount(1);
});

test('een leraar geeft een vak op en ziet regel voor regel waarom het past', async ({ page, scripted }) => {
  await logInByHand(page, 'digid', 'Joris Waterbos', '/mijn');
  await enterSubject(page, scripted, 'Wiskunde');
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen\/uitkomst\?vak=/);
  await looksRight(page, scripted);
  await expect(page.getByRole('heading', { name: 'Hoe komen we hierbij?' })).toBeVisible();
  await expect(page.getByText(/Regelset vakken en bevoegdheden, versie/)).toBeVisible();
  await page.getByRole('link', { name: 'Verder' }).click();
  await expect(page.getByRole('heading', { name: 'Klopt alles?' })).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('checkbox', { name: /naar waarheid/ }).check();
  await page.getByRole('button', { name: 'Vak vastleggen' }).click();
  await expect(page).toHaveURL(/\/klaar$/);
  await looksRight(page, scripted);
});

test('een leraar voegt een activiteit met bewijs toe, wijzigt en verwijdert die', async ({ page, scripted }) => {
  await logInByHand(page, 'digid', 'Samira Lindehof', '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await looksRight(page, scripted);
  await page.getByLabel('Titel').fill('Cursus Formatief toetsen');
  await page.getByLabel('Dag').first().fill('12');
  await page.getByLabel('Maand').first().fill('3');
  await page.getByLabel('Jaar').first().fill('2026');
  await page.getByLabel('Aantal uur').fill('7,5');
  await page.getByLabel('Bewijs').setInputFiles({
    name: 'certificaat.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  });
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  await expect(page.getByText('certificaat.pdf').first()).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('link', { name: /Wijzig deze activiteit/ }).click();
  await expect(page.getByLabel('Titel')).toHaveValue('Cursus Formatief toetsen');
  await alive(page, scripted);
  await page.getByLabel('Aantal uur').fill('8');
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  await page.goto('/mijn/portfolio');
  await expect(page.getByText('Cursus Formatief toetsen').first()).toBeVisible();
  await expect(page.getByText(/van 160 uur/).first()).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('link', { name: 'Cursus Formatief toetsen' }).first().click();
  await alive(page, scripted);
  await page.getByRole('button', { name: /Verwijder deze activiteit/ }).click();
  await expect(page.getByText('Je hebt ‘Cursus Formatief toetsen’ verwijderd')).toBeVisible();
  await alive(page, scripted);
  await page.getByRole('button', { name: /Zet terug/ }).click();
  await expect(page.getByText('Je activiteit staat weer in je portfolio')).toBeVisible();
  await expect(page.getByText('certificaat.pdf').first(), 'with its evidence').toBeVisible();
  const back = page.url().replace(/\?.*/, '');
  await page.goto('/mijn/portfolio?q=formatief');
  await expect(page.getByRole('link', { name: 'Cursus Formatief toetsen', exact: true }).first()).toBeVisible();
  // Other tests count what is there.
  await page.goto(back);
  await alive(page, scripted);
  await page.getByRole('button', { name: /Verwijder deze activiteit/ }).click();
  await expect(page.getByRole('button', { name: /Zet terug/ })).toBeVisible();
});

test('een leraar ziet hoe ver ze is, en wat een cursus zou opleveren voor ze die invult', async ({ page, scripted }) => {
  await logInByHand(page, 'digid', 'Femke van Oeverzicht', '/mijn/herregistratie');
  await alive(page, scripted);
  await expect(page.getByText('Volledig ouderschapsverlof').first()).toBeAttached();
  // The forecast, with the margin in which it is unsure.
  await expect(page.getByText('Verwacht aan het einde').first()).toBeVisible();
  await expect(page.getByText(/Als je zo doorgaat: \d+ tot \d+ uur\./).first()).toBeAttached();
  await looksRight(page, scripted);
  const trial = page.getByRole('region', { name: 'Wat zou een cursus je opleveren?' });
  await trial.getByLabel('Aantal uur').fill('40');
  await trial.getByLabel('Over welk onderwerp?').selectOption('Inhoud van je vak');
  // With the rules in the browser the answer is there before anything is sent.
  if (!scripted) await trial.getByRole('button', { name: 'Reken uit' }).click();
  await expect(trial.getByText(/Dit doen 40 uur op/)).toBeVisible();
  await expect(trial.getByText(/Daarmee voldoe je/).first()).toBeVisible();
  await looksRight(page, scripted);

  // In the form of an activity it is told while one types.
  if (!scripted) return;
  await page.goto('/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  const today = new Date();
  await page.getByLabel('Dag').first().fill(String(today.getDate()));
  await page.getByLabel('Maand').first().fill(String(today.getMonth() + 1));
  await page.getByLabel('Jaar').first().fill(String(today.getFullYear()));
  await page.getByLabel('Aantal uur').fill('40');
  await page.getByRole('radio', { name: /Inhoud van je vak/ }).check();
  const effect = page.locator('#effect');
  await expect(effect.getByText(/Dit doen 40 uur op/)).toBeVisible();
  await expect(effect.getByText(/Daarmee voldoe je/).first()).toBeVisible();
});

test('iedereen vindt wie openbaar mag zijn, en niemand anders', async ({ page, scripted }) => {
  await page.goto('/register/zoeken?q=waterbos');
  await looksRight(page, scripted);
  await page.getByRole('link', { name: /Waterbos/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Waterbos/ })).toBeVisible();
  await looksRight(page, scripted);
  expect(await page.content()).not.toContain('17 september 1991');
  // In the vestibule, and waiting for his confirmation: not here.
  await page.goto('/register/zoeken?q=veldwende');
  await expect(page.getByText('Geen leraren gevonden')).toBeVisible();
});

test('wie uitlogt is overal uitgelogd', async ({ page, scripted }) => {
  await logInByHand(page, 'digid', 'Joris Waterbos', '/mijn');
  await alive(page, scripted);
  const menu = page.locator('summary').filter({ hasText: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('button', { name: /Uitloggen/ }).filter({ visible: true }).first().click();
  await page.getByRole('button').first().click();
  await expect(page).toHaveURL(/\/uitgelogd/);
  await page.goto('/mijn');
  await expect(page).toHaveURL(/\/inloggen\?terug=/);
});

test('een school laat een programma leveren, en stopt daar weer mee', async ({ page, scripted }) => {
  await logInByHand(page, 'eherkenning', 'Els Dijkstede', '/school/toegang');
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Geef een machtiging' }).click();
  await expect(page.locator('#supplier-fout')).toHaveText('Kies een leverancier uit de lijst');
  const suppliers = page.getByLabel('Wie mag voor je bestuur leveren?');
  const supplier = suppliers.locator('option', { hasText: 'Voorbeeldsoftware Personeel' });
  await suppliers.selectOption(await supplier.getAttribute('value'));
  await page.getByRole('button', { name: 'Geef een machtiging' }).click();
  const given = page.getByRole('row', { name: /Voorbeeldsoftware Personeel/ });
  await expect(given).toBeVisible();
  await looksRight(page, scripted);
  await given.getByRole('button', { name: /^Stop/ }).click();
  await expect(page.getByText('Geen enkel programma of kantoor mag nu voor je bestuur leveren')).toBeVisible();
});
