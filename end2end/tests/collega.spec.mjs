/** Colleagues: feedback without an account, doing something together, sharing with the board, the catalogue. */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

const ASKS = 'Joris Waterbos';
const COLLEAGUE = 'Anouk Rietwending';
/** The appointment of who asks, for the board. */
const APPOINTMENT = '2015-000077';

/**
 * Adds an activity, and goes to the page with the colleagues at it.
 * @param {import('@playwright/test').Page} page @param {boolean} scripted @param {string} title
 */
async function activityWithColleagues(page, scripted, title) {
  await logIn(page, 'digid', ASKS, '/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Dag').first().fill('12');
  await page.getByLabel('Maand').first().fill('3');
  await page.getByLabel('Jaar').first().fill('2026');
  await page.getByLabel('Aantal uur').fill('6');
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  const activity = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Vraag een collega' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Collega’s' })).toBeVisible();
  await alive(page, scripted);
  return activity;
}

test('een collega zonder account geeft feedback met een link en ziet alleen die activiteit', async ({ page, scripted, browser, baseURL }) => {
  await activityWithColleagues(page, scripted, 'Leesclub voor klas 3');
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await expect(page.getByText('De uitnodiging staat klaar')).toBeVisible();
  await looksRight(page, scripted);
  const link = await page.getByText(/\/feedback\/[\w-]{43}/).last().innerText();

  const guest = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await guest.goto(new URL(link).pathname);
  await alive(guest, scripted);
  await expect(guest.getByText('Leesclub voor klas 3')).toBeVisible();
  await expect(guest.getByRole('link', { name: 'Portfolio' })).toHaveCount(0);
  await guest.getByLabel('Je naam').fill('Bas Waterlander');
  await guest.getByLabel('Wat ging goed?').fill('Je vragen nodigen uit om te praten.');
  await guest.getByLabel('Wat kan beter of anders?').fill('Laat leerlingen elkaar vragen stellen.');
  await guest.getByRole('button', { name: 'Verstuur je feedback' }).click();
  await expect(guest.getByText('Schrijf op wat je ervan hebt gezien').first()).toBeVisible();
  await expect(guest.getByLabel('Wat ging goed?')).toHaveValue('Je vragen nodigen uit om te praten.');
  await guest.getByLabel('Wat heb je ervan gezien?').fill('Ik was bij de les.');
  await guest.getByRole('button', { name: 'Verstuur je feedback' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Bedankt voor je feedback' })).toBeVisible();
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByText('Leesclub voor klas 3')).toHaveCount(0);
  await guest.close();

  await page.reload();
  await alive(page, scripted);
  await expect(page.getByText('Je vragen nodigen uit om te praten.')).toBeVisible();
  await page.getByRole('button', { name: 'Voeg toe aan deze activiteit' }).click();
  await expect(page.getByText('De feedback hoort nu bij je activiteit.')).toBeVisible();
  await page.getByRole('link', { name: 'Leesclub voor klas 3' }).first().click();
  await expect(page).toHaveURL(/\/activiteit\/[\w-]+$/);
  await expect(page.getByRole('region', { name: 'Feedback van collega’s' })).toContainText('Je vragen nodigen uit om te praten.');
});

test('wat samen is gedaan komt pas in het portfolio van een collega als die dat zelf kiest', async ({ page, scripted, browser, baseURL }) => {
  await activityWithColleagues(page, scripted, 'Toetsen maken met de sectie');
  await page.getByLabel('Zoek een collega op naam').fill('Rietwending');
  await page.getByRole('button', { name: 'Zoeken' }).click();
  await alive(page, scripted);
  await page.getByLabel(/^A\. Rietwending/).check();
  await page.getByLabel('Om het ook in het eigen portfolio te zetten').check();
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await expect(page.getByText('De uitnodiging staat klaar')).toBeVisible();

  const colleague = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(colleague, 'digid', COLLEAGUE, '/mijn/portfolio/collegas');
  await alive(colleague, scripted);
  await colleague.getByRole('link', { name: 'Toetsen maken met de sectie' }).click();
  await expect(colleague.getByText('J. Waterbos deed dit samen met jou')).toBeVisible();
  await alive(colleague, scripted);
  await looksRight(colleague, scripted);
  await colleague.getByLabel('Hoeveel uur deed jij mee?').fill('4');
  await colleague.getByRole('button', { name: 'Zet in mijn portfolio' }).click();
  await expect(colleague).toHaveURL(/melding=opgeslagen/);
  await expect(colleague.getByText('4 uur').first()).toBeVisible();
  await colleague.close();
});

test('een bestuur ziet wat een leraar deelt, en niets meer als die stopt', async ({ page, scripted, browser, baseURL }) => {
  const activity = await activityWithColleagues(page, scripted, 'Cursus doorvragen');
  await page.goto(`/mijn/portfolio/delen?activiteit=${activity.split('/').pop()}`);
  await alive(page, scripted);
  await looksRight(page, scripted);
  await page.getByRole('button', { name: 'Deel met je bestuur' }).click();
  await expect(page.getByText('Je bestuur kan dit nu zien.')).toBeVisible();

  const board = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  const shared = `/school/leraren/portfolio?benoeming=${APPOINTMENT}`;
  await logIn(board, 'eherkenning', 'Hanna Bovenmeent', shared);
  await expect(board.getByText('Cursus doorvragen')).toBeVisible();
  await looksRight(board, scripted);
  await page.getByRole('button', { name: /^Stop met delen ‘Cursus doorvragen’/ }).click();
  await expect(page.getByText('Je bestuur ziet dit niet meer.')).toBeVisible();
  await expect(page.getByText(/keek naar wat je deelt/).first()).toBeVisible();
  await board.reload();
  await expect(board.getByText('Cursus doorvragen')).toHaveCount(0);
  await board.close();
});

test('aanbod uit de catalogus staat met twee klikken in het portfolio', async ({ page, scripted }) => {
  await logIn(page, 'digid', ASKS, '/aanbod');
  await alive(page, scripted);
  await page.getByRole('link', { name: 'Vragen stellen die laten denken' }).click();
  await alive(page, scripted);
  await looksRight(page, scripted);
  await page.getByRole('link', { name: 'Zet in mijn portfolio' }).click();
  await alive(page, scripted);
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  await expect(page.getByRole('heading', { level: 1, name: 'Vragen stellen die laten denken' })).toBeVisible();
  await expect(page.getByText('Hogeschool Merenwijk')).toBeVisible();
  await expect(page.getByText('12 uur').first()).toBeVisible();
});
