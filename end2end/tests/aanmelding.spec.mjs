/** Who is qualified and has no appointment asks to be entered, and two of the staff decide (article 38h, third paragraph, WPO). */
import { alive, chooseSubject, expect, logIn, looksRight, test } from './visit.mjs';

const NAME = 'Roelien Ganzendiep';
const FAMILY_NAME = 'Ganzendiep';

test('een leraar zonder benoeming meldt zich aan, twee medewerkers besluiten, en iedereen kan het zien', async ({ page, scripted, browser, baseURL }) => {
  await page.goto(`/register/zoeken?q=${FAMILY_NAME}`);
  await expect(page.getByText('Geen leraren gevonden')).toBeVisible();

  await logIn(page, 'digid', NAME, '/mijn');
  await alive(page, scripted);
  await page.getByRole('link', { name: 'Meld je aan zonder benoeming' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Aanmelden zonder benoeming' })).toBeVisible();
  await looksRight(page, scripted);

  // What is missing is told, and what was entered stays.
  await page.getByRole('checkbox', { name: 'Havo en vwo' }).check();
  await page.getByRole('button', { name: 'Meld je aan' }).click();
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.getByRole('checkbox', { name: 'Havo en vwo' })).toBeChecked();
  await looksRight(page, scripted);

  await chooseSubject(page, scripted, 'Geschiedenis', 'Voor welk vak ben je bevoegd?');
  await page.getByRole('checkbox', { name: 'Klas 4 en hoger' }).check();
  await page.getByRole('button', { name: 'Meld je aan' }).click();
  await expect(page).toHaveURL(/melding=ontvangen/);
  await expect(page.getByText('We hebben je aanmelding ontvangen.')).toBeVisible();
  await expect(page.getByText(/Uiterlijk op \d/).first()).toBeVisible();
  const number = (await page.getByText(/^AM-\d{4}-\d{4,}$/).innerText()).trim();
  await looksRight(page, scripted);

  const inge = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(inge, 'medewerker', 'Inge Sluisdorp', `/behandeling?q=${number}`);
  await alive(inge, scripted);
  await inge.getByRole('link', { name: number }).click();
  await alive(inge, scripted);
  await expect(inge.getByText(/Leraar Voorbereidend Hoger Onderwijs in Geschiedenis/).first()).toBeVisible();
  await inge.getByRole('button', { name: 'Pak de zaak op' }).click();
  await expect(inge).toHaveURL(/deel=besluit/);
  await alive(inge, scripted);
  await inge.getByRole('radio', { name: /^Toewijzen/ }).check();
  await inge.getByLabel('Uitleg voor de leraar').fill('Je diploma laat zien dat je bevoegd bent.');
  await inge.getByRole('button', { name: 'Leg vast' }).click();
  await expect(inge.getByText('Je voorstel ligt klaar.', { exact: false })).toBeVisible();
  const address = inge.url();
  await inge.close();

  const peter = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(peter, 'medewerker', 'Peter Kadeveld', new URL(address).pathname + new URL(address).search);
  await looksRight(peter, scripted);
  await peter.getByRole('button', { name: 'Akkoord, verstuur' }).click();
  await expect(peter.getByText('Deze zaak is afgerond: Toegewezen.', { exact: false })).toBeVisible();
  await peter.close();

  await page.goto('/mijn/aanmelden');
  await alive(page, scripted);
  await expect(page.getByText('In het register zonder benoeming')).toBeVisible();
  await page.getByRole('link', { name: 'Lees het besluit' }).click();
  await expect(page.getByText('Je diploma laat zien dat je bevoegd bent.')).toBeVisible();
  await looksRight(page, scripted);

  await page.goto(`/register/zoeken?q=${FAMILY_NAME}`);
  await alive(page, scripted);
  await page.getByRole('link', { name: new RegExp(FAMILY_NAME) }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(page.getByText('Geschiedenis').first()).toBeVisible();
  await looksRight(page, scripted);
});

test('een aanmelding van wie geen diploma in het Diplomaregister heeft komt met bewijs, en wacht op een aanvulling', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Inge Sluisdorp', '/behandeling?q=Eendenkooi');
  await alive(page, scripted);
  await page.getByRole('link', { name: /^AM-/ }).click();
  await alive(page, scripted);
  await expect(page.getByText('diploma.pdf').first()).toBeVisible();
  await expect(page.getByText('Wacht op aanvulling').first()).toBeVisible();
  await looksRight(page, scripted);
});
