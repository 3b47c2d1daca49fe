/** Forms that are wrong: they come back with what was typed, a summary, and a message at each field. */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

/**
 * The form came back: each message of the summary stands at its field too, and the field says so.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {Record<string, RegExp>} expected by id of the field
 */
async function told(page, scripted, expected) {
  await expect(page).toHaveTitle(/^Fout: /);
  const summary = page.locator('.lr-errors');
  await expect(summary.getByRole('heading')).toContainText(`${Object.keys(expected).length} ding`);
  await expect(summary.getByRole('link')).toHaveCount(Object.keys(expected).length);
  for (const [field, message] of Object.entries(expected)) {
    await expect(summary.locator(`a[href="#${field}"]`)).toHaveText(message);
    await expect(page.locator(`#${field}-fout`)).toHaveText(message);
    await expect(page.locator(`#${field}`), 'wie het veld hoort, hoort de melding').toHaveAttribute('aria-describedby', new RegExp(`\\b${field}-fout\\b`));
  }
  await looksRight(page, scripted);
}

test('een vak: alles wat er niet klopt in één keer, en wat goed was blijft staan', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Carlijn Heidebrug', '/mijn/vakken/toevoegen');
  await alive(page, scripted);
  for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false);
  await page.getByRole('checkbox', { name: 'Havo en vwo' }).check();
  await page.getByLabel('Dag').fill('31');
  await page.getByLabel('Maand').fill('2');
  await page.getByLabel('Jaar').fill('2020');
  await page.getByRole('button', { name: 'Vergelijk met mijn diploma' }).click();
  await told(page, scripted, { subject: /Kies het vak/, years: /./, since: /./ });
  await expect(page.getByRole('checkbox', { name: 'Havo en vwo' })).toBeChecked();
  for (const [label, value] of [['Dag', '31'], ['Maand', '2'], ['Jaar', '2020']]) await expect(page.getByLabel(label)).toHaveValue(value);
});

test('een activiteit: titel, datum en uren, en de lange tekst blijft precies zoals die was', async ({ page, scripted }) => {
  const learned = 'Ik leerde dat 3 < 4 & "nee" ook een antwoord is.\n\n</textarea><b>en meer</b>';
  await logIn(page, 'digid', 'Carlijn Heidebrug', '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await page.getByLabel('Maand').first().fill('13');
  await page.getByLabel('Aantal uur').fill('veel');
  await page.getByLabel('Wat heb je geleerd?').fill(learned);
  await page.getByLabel('Aanbieder').fill("Hogeschool 't Wad");
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/formulier=/);
  await alive(page, scripted);
  await told(page, scripted, { title: /./, from: /./, hours: /./ });
  await expect(page.getByLabel('Maand').first()).toHaveValue('13');
  await expect(page.getByLabel('Aantal uur')).toHaveValue('veel');
  await expect(page.getByLabel('Wat heb je geleerd?')).toHaveValue(learned);
  await expect(page.getByLabel('Aanbieder')).toHaveValue("Hogeschool 't Wad");
  if (!scripted) return;
  // What is typed on is kept as one draft, under the number that the form was sent with.
  await page.getByLabel('Wat heb je geleerd?').fill('En daarna nog iets.');
  await page.goto('/mijn/portfolio');
  await alive(page, scripted);
  const busy = page.getByRole('region', { name: 'Je was bezig met' });
  await expect(busy.getByRole('listitem')).toHaveCount(1);
  await busy.getByRole('link', { name: /Ga verder/ }).click();
  await expect(page.getByLabel('Wat heb je geleerd?')).toHaveValue('En daarna nog iets.');
  await expect(page.getByLabel('Aanbieder')).toHaveValue("Hogeschool 't Wad");
});

test('een bewijs dat geen bewijs kan zijn, wordt geweigerd en de activiteit komt terug', async ({ page, scripted }) => {
  test.skip(scripted, 'met JavaScript hoort de leraar het bij het kiezen: bewijs.spec.mjs');
  await logIn(page, 'digid', 'Carlijn Heidebrug', '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await page.getByLabel('Titel').fill('Cursus');
  for (const [label, value] of [['Dag', '1'], ['Maand', '3'], ['Jaar', '2026']]) await page.getByLabel(label).first().fill(value);
  await page.getByLabel('Aantal uur').fill('4');
  await page.getByLabel('Bewijs').setInputFiles({ name: 'programma.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ dit is een programma') });
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/formulier=/);
  await alive(page, scripted);
  await told(page, scripted, { bestand: /./ });
  await expect(page.getByLabel('Titel')).toHaveValue('Cursus');
  await page.goto('/mijn/portfolio');
  await expect(page.getByRole('link', { name: 'Cursus', exact: true }), 'niets half bewaard').toHaveCount(0);
});

test('een melding zonder woorden komt terug met de keuze die was gemaakt', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Carlijn Heidebrug', '/mijn/gegevens/correctie');
  await alive(page, scripted);
  const chosen = page.getByRole('radio', { name: 'Arbeidsovereenkomst' });
  await chosen.check();
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await told(page, scripted, { message: /./ });
  await expect(chosen).toBeChecked();
});
