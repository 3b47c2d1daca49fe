/** Re-registration and objection, as far as a site of today can show it: the demo puts terms back in time. */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

/** Opens the case that the page about re-registration or a message leads to. */
async function ownCase(/** @type {import('@playwright/test').Page} */ page, /** @type {string} */ title) {
  await page.goto('/mijn/berichten');
  await page.locator('main a[href^="/mijn/zaken/"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
}

test('wie aan elke regel voldoet leest een besluit, en wat er is verstuurd', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Zoë Elzenwaard', '/mijn/berichten');
  await alive(page, scripted);
  // One in twenty is in the sample, and then waits for a person.
  const decided = page.locator('main a[href^="/mijn/besluiten/"]').first();
  if (await decided.isVisible()) {
    await decided.click();
    await expect(page.getByText('Je bent geherregistreerd.')).toBeVisible();
    await expect(page.getByText(/automatisch/).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Maak bezwaar' })).toBeVisible();
  } else {
    await ownCase(page, 'We hebben je aanvraag ontvangen');
    await expect(page.getByText('Leergang vakinhoud')).toBeVisible();
  }
  await looksRight(page, scripted);
});

test('een leraar vult een aanvraag aan', async ({ page, scripted }) => {
  await logIn(page, 'digid', "Lotte van 't Hoogriet", '/mijn/herregistratie');
  await alive(page, scripted);
  await page.getByRole('link', { name: 'Kijk waar ze staat' }).click();
  await alive(page, scripted);
  await expect(page.getByRole('heading', { name: 'Vul dit nog aan' })).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel('Jouw antwoord').fill('Het bewijs staat nu in mijn portfolio.');
  await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
  await expect(page.getByText('Het bewijs staat nu in mijn portfolio.')).toBeVisible();
  await expect(page.getByText('Aangevuld')).toBeVisible();
});

test('de commissie adviseert zonder te weten over wie het gaat, en het register wijkt niet zomaar af', async ({ page, scripted, browser, baseURL }) => {
  await logIn(page, 'medewerker', 'Saskia Molenrak', '/behandeling/commissie');
  await alive(page, scripted);
  await page.locator('a[href^="/behandeling/commissie/"]').first().click();
  await alive(page, scripted);
  await expect(page.locator('main')).not.toContainText('Polderzij');
  await page.getByRole('radio', { name: 'Negatief' }).check();
  await page.getByLabel('Waarom?').fill('Er ontbreken 30 uur.');
  await page.getByRole('checkbox', { name: /advies van de commissie/ }).check();
  await page.getByRole('button', { name: /^Bewaar je advies/ }).click();
  await expect(page.getByText('Deze zaak wacht niet meer op advies.')).toBeVisible();

  const inge = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(inge, 'medewerker', 'Inge Sluisdorp', '/behandeling?q=Polderzij');
  await inge.getByRole('link', { name: /^HR-/ }).click();
  await alive(inge, scripted);
  await inge.getByRole('link', { name: 'Besluit maken' }).click();
  await alive(inge, scripted);
  await inge.getByRole('radio', { name: /^Geherregistreerd/ }).check();
  await inge.getByLabel('Uitleg voor de leraar').fill('Het is genoeg.');
  await inge.getByRole('button', { name: 'Leg vast' }).first().click();
  await expect(inge.getByText('Leg uit waarom je afwijkt van het advies van de commissie').first()).toBeVisible();
  await inge.close();
});

test('een bezwaar is voor een ander dan wie het besluit nam', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Peter Kadeveld', '/behandeling/bezwaren');
  await alive(page, scripted);
  await looksRight(page, scripted);
  await page.getByRole('link', { name: /^BZ-/ }).first().click();
  await alive(page, scripted);
  await expect(page.getByText(/Een andere collega moet het behandelen/)).toBeVisible();
  await looksRight(page, scripted);
});
