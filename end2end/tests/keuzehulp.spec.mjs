/**
 * The decision aid: from the first question to a ground or to the honest answer that there is
 * none, with and without scripts, with nothing but the address to hold the answers.
 */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

/** Days are given far from today, so that the way does not depend on when the tests run. */
const THIS_YEAR = new Date().getFullYear();

/**
 * Chooses one of the cards and goes on.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} question
 * @param {string | RegExp} answer
 */
async function choose(page, scripted, question, answer) {
  await expect(page.getByRole('heading', { level: 1, name: question })).toBeVisible();
  await alive(page, scripted);
  await page.getByRole('radio', { name: answer }).check();
  await next(page);
}

/** @param {import('@playwright/test').Page} page */
async function next(page) {
  await page.getByRole('button', { name: 'Volgende' }).click();
}

/** @param {import('@playwright/test').Page} page @param {[string, string, string]} day */
async function fillDay(page, [day, month, year]) {
  await page.getByLabel('Dag', { exact: true }).fill(day);
  await page.getByLabel('Maand', { exact: true }).fill(month);
  await page.getByLabel('Jaar', { exact: true }).fill(year);
}

/** @param {import('@playwright/test').Page} page @param {string} title */
async function outcome(page, title) {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

const SECTOR = 'In welke sector werkt de leraar voor deze benoeming?';
const ROLE = 'Wat doet deze persoon op school?';
const PAPER = 'Welk papier heeft de leraar?';

/** Per sector the answers to an outcome, its title and a few words on it. */
const PATHS = [
  { sector: /^Primair onderwijs/, answers: [[ROLE, /^Geeft zelf les/], [PAPER, /^Een diploma uit het buitenland/], [/./, /EU/]], title: 'Deze grondslag past het best', words: ['PO-3.1B2', 'Lerarenregister'] },
  { sector: /^Speciaal onderwijs/, answers: [[ROLE, /^Ondersteunt een leraar/]], title: 'Deze persoon lever je niet', words: ['Dit kun je doen'] },
  { sector: /^Voortgezet speciaal onderwijs/, answers: [['Neemt de school zelf eindexamens af?', 'Nee'], [ROLE, /^Geeft zelf les/], [PAPER, /^Een Nederlands diploma/], ['Past het diploma bij de lessen?', /^Voor een deel/]], title: 'Eén grondslag is niet genoeg', words: ['Maak er twee benoemingen van'] },
  { sector: /^Voortgezet onderwijs/, answers: [[ROLE, /^Geeft zelf les/], [PAPER, /^Geen van deze/], ['Waarom geeft deze persoon les?', /^Iets anders/]], title: 'Geen grondslag, dit kun je doen', words: ['Zoek een bevoegde leraar'] },
  { sector: /^Middelbaar beroepsonderwijs/, answers: [['Wat doet deze persoon op de instelling?', /^Geeft zelf les/], ['Welk papier heeft de docent?', /^Een Nederlands diploma/], [/./, /^Hbo-/]], title: 'Deze grondslag past het best', words: ['MB-B1'] },
];

for (const { sector, answers, title, words } of PATHS) {
  test(`een weg naar een uitkomst: ${sector.source.slice(1)}`, async ({ page, scripted }) => {
    await page.goto('/keuzehulp');
    await looksRight(page, scripted);
    await choose(page, scripted, SECTOR, sector);
    for (const [question, answer] of answers) await choose(page, scripted, /** @type {string} */ (question), answer);
    await outcome(page, title);
    for (const text of words) await expect(page.getByText(text).first()).toBeVisible();
    await expect(page.getByText(/tabel met grondslagen \d{4}-\d/)).toBeVisible();
    await looksRight(page, scripted);
    await page.getByRole('link', { name: 'Opnieuw beginnen' }).click();
    await outcome(page, SECTOR);
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  });
}

test('de einddatum staat er met elke stap van de berekening', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing');
  await looksRight(page, scripted);
  await fillDay(page, ['1', '8', String(THIS_YEAR + 1)]);
  await next(page);
  await outcome(page, 'Deze grondslag past het best');
  await expect(page.getByText(`Uiterlijk 31 juli ${THIS_YEAR + 3}`)).toBeVisible();
  const steps = page.getByRole('listitem').filter({ hasText: 'artikel 33 lid 4 WVO)' });
  await expect(steps.first()).toContainText(`1 augustus ${THIS_YEAR + 1}`);
  await expect(steps.last()).toContainText(`31 juli ${THIS_YEAR + 3}`);
  await expect(page.getByText('Registervoorportaal', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Afdrukken voor het dossier' })).toHaveCount(scripted ? 1 : 0);
});

test('een eerder antwoord wijzigen bewaart de latere', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo&vo-rol=les&vo-papier=geen&vo-reden=anders');
  await alive(page, scripted);
  await outcome(page, 'Geen grondslag, dit kun je doen');
  await page.getByRole('link', { name: 'Wijzig antwoord op vraag 3' }).click();
  await outcome(page, PAPER);
  await expect(page.getByRole('radio', { name: /^Geen van deze/ })).toBeChecked();
  await choose(page, scripted, PAPER, /^Een lerarendiploma voor dit vak/);
  await outcome(page, 'Welke graad heeft het diploma?');
  await page.getByRole('link', { name: 'Vorige vraag' }).click();
  await choose(page, scripted, PAPER, /^Geen van deze/);
  // The answer to the fourth question was kept all along.
  await outcome(page, 'Geen grondslag, dit kun je doen');
});

test('wie het niet weet krijgt een andere vraag, of hoort wat hij moet uitzoeken', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo');
  await choose(page, scripted, ROLE, /^Dat weet ik niet/);
  await choose(page, scripted, 'Staat deze persoon zelfstandig voor de klas?', /^Dat weet ik niet/);
  await outcome(page, 'Zoek eerst iets uit');
  await expect(page.getByText('Dit kun je doen')).toBeVisible();
  await looksRight(page, scripted);
});

test('een dag die niet bestaat wordt geweigerd en blijft staan', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo&vo-rol=les&vo-papier=ander-vak&vo-ander-vak=scholing');
  await alive(page, scripted);
  await fillDay(page, ['31', '2', '2026']);
  await next(page);
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Vul een dag in die bestaat');
  if (scripted) await expect(summary).toBeFocused();
  await expect(page.getByLabel('Dag', { exact: true })).toHaveValue('31');
  await expect(page.getByLabel('Jaar', { exact: true })).toHaveValue('2026');
  await expect(page.getByRole('group', { name: 'Op welke dag begon' })).toHaveAccessibleDescription(/Vul een dag in die bestaat/);
  await looksRight(page, scripted);
  await summary.getByRole('link').click();
  await expect(page.getByLabel('Dag', { exact: true })).toBeFocused();
  await page.getByRole('checkbox', { name: /^Dat weet ik niet/ }).check();
  await next(page);
  await outcome(page, 'Deze grondslag past het best');
});

test('wie niets kiest hoort dat, met de antwoorden van ervoor', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo');
  await alive(page, scripted);
  await next(page);
  await expect(page.getByRole('alert')).toContainText('Geef een antwoord');
  await expect(page.getByRole('complementary', { name: 'Je antwoorden' })).toContainText('Voortgezet onderwijs');
  await looksRight(page, scripted);
  await choose(page, scripted, ROLE, /^Geeft gastlessen/);
  await page.getByLabel('Aantal klokuren').fill('veel');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('Vul een heel getal in');
  await expect(page.getByLabel('Aantal klokuren')).toHaveValue('veel');
  await page.getByLabel('Aantal klokuren').fill('3');
  await next(page);
  await outcome(page, 'Deze persoon lever je niet');
});

test('periodes met een onderbreking: rij voor rij, ook zonder script', async ({ page, scripted }) => {
  await page.goto('/keuzehulp?sector=vo&vo-rol=les&vo-papier=geen&vo-reden=vervanging');
  await looksRight(page, scripted);
  const year = THIS_YEAR + 1;
  await page.getByLabel('Eerste dag van periode 1').fill(`1-8-${year}`);
  await page.getByLabel('Laatste dag van periode 1').fill(`15-9-${year}`);
  await page.getByRole('button', { name: 'Nog een periode' }).click();
  await expect(page.getByLabel('Eerste dag van periode 2')).toHaveValue('');
  await expect(page.getByLabel('Eerste dag van periode 1')).toHaveValue(`1-8-${year}`);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await alive(page, scripted);
  await page.getByLabel('Eerste dag van periode 2').fill(`1-8-${year}`);
  await next(page);
  await expect(page.getByRole('alert')).toContainText('op volgorde');
  await page.getByLabel('Eerste dag van periode 2').fill(`1-11-${year}`);
  await next(page);
  await outcome(page, 'Deze grondslag past het best');
  await expect(page.getByText(`Uiterlijk 31 juli ${year + 1}`)).toBeVisible();
  await expect(page.getByText('dus de termijn loopt door')).toBeVisible();
});

test('een school begint bij haar eigen sector', async ({ page, scripted }) => {
  await logIn(page, 'eherkenning', 'Hanna Bovenmeent', '/school/keuzehulp');
  await alive(page, scripted);
  await page.getByRole('link', { name: /^Beantwoord de vragen/ }).first().click();
  await outcome(page, ROLE);
  await expect(page.getByRole('complementary', { name: 'Je antwoorden' })).toBeVisible();
});
