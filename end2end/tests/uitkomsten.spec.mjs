/**
 * The nine outcomes of comparing a subject with diplomas (chapter 3.5 of the
 * handbook), each as the teacher meets it. When the Diplomaregister is slow or
 * hangs, see diplomaregister.spec.mjs.
 */
import { alive, comparedLater, enterSubject, expect, logIn, looksRight, openCase, test } from './visit.mjs';

const UPPER = 'Klas 4 en hoger';
/** What follows from an outcome: go on, or send evidence first if one has it. */
const NEXT = { go: 'link', evidence: 'button' };

/**
 * @typedef {object} Story
 * @property {string} teacher
 * @property {string} subject
 * @property {Parameters<typeof enterSubject>[3]} [where]
 * @property {string} title above the explanation
 * @property {string} badge in the list of subjects
 * @property {RegExp} says what the teacher reads besides
 * @property {keyof typeof NEXT} next
 */

/** By the code of the handbook. @type {Record<string, Story>} */
const STORIES = {
  BEVESTIGD: {
    teacher: 'Mohamed Klaverbos',
    subject: 'Wiskunde',
    title: 'Je vak past bij je diploma',
    badge: 'Past bij diploma',
    says: /Je hoeft niets te bewijzen/,
    next: 'go',
  },
  BEVESTIGD_BEPERKT: {
    teacher: 'Nienke Berkendam',
    subject: 'Engels',
    where: { years: ['Klas 1 tot en met 3', UPPER] },
    title: 'Je diploma past voor een deel',
    badge: 'Past voor een deel',
    says: /Voor klas 4 en hoger geldt je diploma niet/,
    next: 'go',
  },
  VERWANT: {
    teacher: 'Thijs ten Grondzijl',
    subject: 'Informatica',
    where: { years: [UPPER] },
    title: 'Je diploma is verwant aan dit vak',
    badge: 'Verwant diploma',
    says: /Je opgave blijft staan/,
    next: 'evidence',
  },
  NIET_GEVONDEN: {
    teacher: 'Łucja Zandowska',
    subject: 'Frans',
    title: 'We vonden geen diploma bij dit vak',
    badge: 'Geen diploma gevonden',
    says: /Dat zegt niets over jou/,
    next: 'evidence',
  },
  GEEN_GROND: {
    teacher: 'Tessa Otterkreek',
    subject: 'Nederlands',
    where: { kinds: ['Vmbo'], years: [] },
    title: 'We vonden geen diploma bij dit vak',
    badge: 'Geen diploma gevonden',
    says: /Je opgave blijft staan als eigen opgave/,
    next: 'evidence',
  },
  STRIJDIG: {
    teacher: 'Yusuf Mosveldt',
    subject: 'Engels',
    where: { years: [UPPER], appointment: /\(Engels\)/ },
    title: 'Je diploma en de gegevens van je school verschillen',
    badge: 'Verschilt van je school',
    says: /Volgens je school/,
    next: 'go',
  },
};

/**
 * The page of an outcome says what was found and how, without a warning.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} title
 */
async function explained(page, scripted, title) {
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen\/uitkomst\?vak=/, { timeout: 20_000 });
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Hoe komen we hierbij?' })).toBeVisible();
  await expect(page.getByText(/Regelset vakken en bevoegdheden, versie/)).toBeVisible();
  await looksRight(page, scripted);
}

/**
 * Checks the answers and records the subject: no outcome stands in the way.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {keyof typeof NEXT} next
 */
async function recorded(page, scripted, next) {
  await page.getByRole(/** @type {'link' | 'button'} */ (NEXT[next]), { name: 'Verder' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Klopt alles?' })).toBeVisible();
  await alive(page, scripted);
  await page.getByRole('checkbox', { name: /naar waarheid/ }).check();
  await page.getByRole('button', { name: 'Vak vastleggen' }).click();
  await expect(page).toHaveURL(/\/klaar$/);
  await looksRight(page, scripted);
}

for (const [code, { teacher, subject, where, title, badge, says, next }] of Object.entries(STORIES)) {
  test(`${code}: de uitkomst is uitgelegd en houdt niets tegen`, async ({ page, scripted }) => {
    await logIn(page, 'digid', teacher);
    await enterSubject(page, scripted, subject, where);
    await explained(page, scripted, title);
    await expect(page.getByText(says).first()).toBeVisible();
    await recorded(page, scripted, next);
    await page.goto('/mijn/vakken');
    await expect(page.getByText(badge, { exact: true }).filter({ visible: true })).toBeVisible();
  });
}

test('BEVESTIGD_BEPERKT: met een klik blijft over wat bij het diploma past', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Nienke Berkendam', '/mijn/vakken');
  await alive(page, scripted);
  await page.getByRole('link', { name: /Bekijk de uitkomst/ }).click();
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Ik geef alleen klas 1 tot en met 3 van havo en vwo' }).click();
  await explained(page, scripted, 'Je vak past bij je diploma');
  await recorded(page, scripted, 'go');
});

test('STRIJDIG: de leraar vraagt de school met een klik om het aan te passen', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Yusuf Mosveldt', '/mijn/vakken');
  await alive(page, scripted);
  await page.getByRole('link', { name: /Bekijk de uitkomst/ }).click();
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Laat het mijn school weten' }).click();
  await expect(page.getByText(/^Je liet dit op .+ aan je school weten\.$/)).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('link', { name: 'Vraag je school om het aan te passen' }).click();
  await expect(page).toHaveURL(/correctie\?benoeming=.+&gegeven=grondslag&vak=/);
  await alive(page, scripted);
  await looksRight(page, scripted);
  await expect(page.getByRole('radio', { name: /^Benoemingsgrondslag/ })).toBeChecked();
  // Everything is filled in; the teacher only sends it.
  await expect(page.getByLabel('Wat moet het zijn?')).toHaveValue(/^Mijn diploma geeft bevoegdheid voor /);
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await expect(page).toHaveURL(/correctie\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Benoemingsgrondslag').first()).toBeVisible();
});

test('BEWIJS_HANDMATIG: een medewerker keurt het bewijs van een oude akte goed', async ({ page, scripted, browser, baseURL }) => {
  test.slow();
  await logIn(page, 'digid', 'Petra Wilgenrak');
  await enterSubject(page, scripted, 'Duits', { kinds: ['Vmbo'], years: [] });
  await explained(page, scripted, 'We vonden geen diploma bij dit vak');
  const outcome = page.url();
  await page.getByRole('radio', { name: 'Diploma of getuigschrift van voor 1996' }).check();
  await page.getByLabel('Bestanden').setInputFiles({
    name: 'akte.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  });
  await recorded(page, scripted, 'evidence');
  await page.goto(outcome);
  const said = page.getByText(/^Zaak [A-Z]{2}-\d{4}-\d+/);
  await expect(said).toBeVisible();
  const number = /[A-Z]{2}-\d+-\d+/.exec(await said.innerText())?.[0] ?? '';

  const worker = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(worker, 'medewerker', 'Inge Sluisdorp');
  await openCase(worker, scripted, number);
  await worker.getByRole('button', { name: 'Pak de zaak op' }).click();
  await worker.getByRole('radio', { name: /^Goedkeuren/ }).check();
  await worker.getByRole('button', { name: 'Leg vast' }).click();
  await expect(worker.getByText('Deze zaak is afgerond')).toBeVisible();
  await worker.close();

  await page.goto(outcome);
  await explained(page, scripted, 'Je bewijs is gecontroleerd');
  await expect(page.getByText(/^Gecontroleerd op \d+ /).first()).toBeVisible();
  await page.goto('/mijn/vakken');
  await expect(page.getByText('Bewijs gecontroleerd', { exact: true })).toBeVisible();
});

test('NIET_GECONTROLEERD: zonder toestemming is het een eigen opgave, en met toestemming volgt de vergelijking', async ({ page, scripted }) => {
  test.slow();
  await logIn(page, 'digid', 'Rachid Schelpmond');
  await enterSubject(page, scripted, 'Groepsleerkracht', { kinds: ['Basisschool'], years: [] });
  await explained(page, scripted, 'We hebben je vak niet vergeleken met je diploma');
  await expect(page.getByText('Je vak staat er als eigen opgave. Je hoeft niets te doen.')).toBeVisible();
  const outcome = page.url();
  await recorded(page, scripted, 'go');
  await page.goto('/mijn/vakken');
  await expect(page.getByText('Eigen opgave', { exact: true })).toBeVisible();

  await page.goto(outcome);
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Ik geef toestemming' }).click();
  await expect(page.getByText(/^Je gaf toestemming\. We vergelijken/)).toBeVisible();
  await comparedLater(page, scripted, 'Groepsleerkracht');
  await explained(page, scripted, 'Je vak past bij je diploma');
});

test('NIET_GECONTROLEERD: wie geen toestemming geeft, kan een uittreksel geven', async ({ page, scripted, around }) => {
  await logIn(page, 'digid', 'Marijke Kersenweide');
  await enterSubject(page, scripted, 'Bewegingsonderwijs', { kinds: ['Basisschool'], years: [] });
  await explained(page, scripted, 'We hebben je vak niet vergeleken met je diploma');
  const give = async (/** @type {string} */ of) => {
    await page.getByLabel('Je uittreksel').setInputFiles({ name: 'uittreksel.pdf', mimeType: 'application/pdf', buffer: await around.extract(of) });
    await page.getByRole('button', { name: 'Geef dit uittreksel' }).click();
  };
  await give('Rachid Schelpmond');
  await expect(page).toHaveURL(/formulier=/);
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.locator('#uittreksel-fout')).toHaveText('Dit uittreksel is niet van jou. Kies je eigen uittreksel');
  await looksRight(page, scripted);
  await give('Marijke Kersenweide');
  await explained(page, scripted, 'Je vak past bij je diploma');
  await expect(page.getByText('Uit je uittreksel').first()).toBeVisible();
  await page.goto('/mijn/diplomas');
  await expect(page.getByText(/De handtekening klopt/)).toBeVisible();
  await looksRight(page, scripted);
});

// At the end: after failures the line to the Diplomaregister rests a while, and this waits until it is used again.
test('BRON_NIET_BEREIKBAAR: de opgave is bewaard, en later volgt de uitkomst vanzelf', async ({ page, scripted, around }) => {
  test.slow();
  await logIn(page, 'digid', 'Sven Hagelwold');
  await around.tell('diplomas', { gedrag: 'fout' });
  await enterSubject(page, scripted, 'Aardrijkskunde', { kinds: ['Vmbo'], years: [] });
  await explained(page, scripted, 'We vergelijken je vak later met je diploma');
  await recorded(page, scripted, 'go');
  await page.goto('/mijn/vakken');
  await expect(page.getByText('Nog niet vergeleken', { exact: true })).toBeVisible();
  await around.tell('diplomas', { gedrag: 'normaal' });
  await comparedLater(page, scripted, 'Aardrijkskunde');
  await explained(page, scripted, 'Je vak past bij je diploma');
});
