/** The activities of a teacher: quick to add, never lost, never overwritten unseen. */
import { alive, expect, logIn, looksRight, test } from './visit.mjs';

const LIST = '/mijn/portfolio';
const FORM = '/mijn/portfolio/activiteit/nieuw';
const LEARNED = 'Ik stel nu eerst een vraag, en wacht dan.';
const BUSY = 'Je was bezig met';

/** How long somebody takes for a key and for a click, and to think before a field, in seconds (keystroke-level model, average typist). */
const HAND = { key: 0.28, click: 1.1, thought: 1.35 };

/**
 * A hand that counts what it does.
 * @param {import('@playwright/test').Page} page
 */
function hand(page) {
  let keys = 0;
  let clicks = 0;
  return {
    click: async (/** @type {import('@playwright/test').Locator} */ goal) => {
      clicks += 1;
      await goal.click();
    },
    type: async (/** @type {string} */ text) => {
      keys += text.length;
      await page.keyboard.type(text);
    },
    press: async (/** @type {string} */ key) => {
      keys += 1;
      await page.keyboard.press(key);
    },
    counted: () => ({ keys, clicks }),
  };
}

/** The small form on the list. @param {import('@playwright/test').Page} page */
const quick = (page) => page.getByRole('region', { name: 'Snel toevoegen' });

/**
 * Fills in the three fields of the form on the page, wherever it is.
 * @param {import('@playwright/test').Page | import('@playwright/test').Locator} form
 * @param {string | RegExp} label of the title
 * @param {string} title
 * @param {string} hours
 */
async function fillIn(form, label, title, hours) {
  await form.getByLabel(label).fill(title);
  for (const [part, value] of [['Dag', '3'], ['Maand', '3'], ['Jaar', '2026']]) await form.getByLabel(part, { exact: true }).first().fill(value);
  await form.getByLabel('Aantal uur').fill(hours);
}

/**
 * Adds an activity with the whole form.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} title
 * @param {string} [hours]
 * @returns {Promise<string>} its address
 */
async function add(page, scripted, title, hours = '6') {
  await page.goto(FORM);
  await alive(page, scripted);
  await fillIn(page, 'Titel', title, hours);
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  return new URL(page.url()).pathname;
}

/**
 * The same browser, closed and opened again: what it keeps on the disk is there, its session is not.
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').Browser} browser
 * @param {string | undefined} baseURL
 */
async function reopened(page, browser, baseURL) {
  const { origins } = await page.context().storageState();
  const kept = JSON.stringify(origins);
  await page.close();
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins } });
  return { page: await context.newPage(), kept };
}

test('drie velden op de lijst, ruim binnen 30 seconden, en meteen klaar voor de volgende', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Koen Essenveen', LIST);
  await alive(page, scripted);
  await looksRight(page, scripted);
  const me = hand(page);
  const begun = Date.now();
  await me.click(quick(page).getByLabel('Wat heb je gedaan?'));
  await me.type('Intervisie sectie');
  for (const part of ['3', '3', '2026', '1,5']) {
    await me.press('Tab');
    await me.type(part);
  }
  await me.press('Enter');
  await expect(page).toHaveURL(/toegevoegd=/);
  await expect(page.getByText('‘Intervisie sectie’ staat in je portfolio, met 1,5 uur.')).toBeVisible();
  const waited = (Date.now() - begun) / 1000;
  const { keys, clicks } = me.counted();
  expect(clicks, 'één klik').toBe(1);
  expect(keys).toBeLessThanOrEqual(35);
  const byHand = keys * HAND.key + clicks * HAND.click + 3 * HAND.thought + waited;
  expect(byHand, `${keys} toetsen, ${clicks} klik, ${waited} s wachten`).toBeLessThan(30);

  const title = quick(page).getByLabel('Wat heb je gedaan?');
  await expect(title).toHaveValue('');
  if (scripted) await expect(title).toBeFocused();
  else await title.focus();
  await page.keyboard.type('Leesclub');
  // The day of today stands there already.
  for (let field = 0; field < 4; field += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('‘Leesclub’ staat in je portfolio, met 2 uur.')).toBeVisible();
  await expect(page.getByText('2 activiteiten, samen 3,5 uur')).toBeVisible();
  await looksRight(page, scripted);
});

test('wat niet klopt staat bij het veld, en wat je typte blijft staan', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Koen Essenveen', LIST);
  await alive(page, scripted);
  await quick(page).getByLabel('Wat heb je gedaan?').fill('Studiedag');
  await quick(page).getByLabel('Aantal uur').fill('zes');
  await quick(page).getByRole('button', { name: 'Voeg toe' }).click();
  await expect(page.locator('#hours-fout')).toHaveText('Vul een aantal uren in, bijvoorbeeld 6 of 7,5');
  await expect(quick(page).getByLabel('Wat heb je gedaan?')).toHaveValue('Studiedag');
  await expect(quick(page).getByLabel('Aantal uur')).toHaveValue('zes');
});

test('zoeken en kiezen staat in het adres, en herhalen vult alles in behalve de dag', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Petra Wilgenrak');
  await add(page, scripted, 'Cursus Formatief toetsen', '4');
  await page.goto(FORM);
  await alive(page, scripted);
  await fillIn(page, 'Titel', 'Studiedag Taal', '6');
  await page.locator('#subjects summary').click();
  await page.getByRole('checkbox', { name: 'Filosofie' }).check();
  await looksRight(page, scripted);
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  await page.goto(LIST);
  await alive(page, scripted);
  await page.getByLabel('Vak', { exact: true }).selectOption('Filosofie');
  await page.getByRole('button', { name: 'Zoeken' }).click();
  await expect(page).toHaveURL(/vak=FILOSOFIE/);
  await expect(page.getByText('1 van de 2 activiteiten, samen 6 uur')).toBeVisible();
  await page.goto(LIST);
  await alive(page, scripted);
  await page.getByLabel('Zoek in je activiteiten').fill('toetsen');
  await page.getByLabel('Bewijs', { exact: true }).selectOption('Zonder bewijs');
  await page.getByRole('button', { name: 'Zoeken' }).click();
  await expect(page).toHaveURL(/q=toetsen.*bewijs=zonder/);
  await expect(page.getByText('1 van de 2 activiteiten, samen 4 uur')).toBeVisible();
  await looksRight(page, scripted);
  await page.getByRole('link', { name: 'Tijdlijn' }).click();
  await expect(page.getByText('1 van de 2 activiteiten, samen 4 uur')).toBeVisible();
  await looksRight(page, scripted);
  await page.goto(LIST);
  await alive(page, scripted);
  await page.getByRole('link', { name: /Herhaal.*Formatief toetsen/ }).click();
  await expect(page.getByLabel('Titel')).toHaveValue('Cursus Formatief toetsen');
  await expect(page.getByLabel('Aantal uur')).toHaveValue('4');
  const year = await page.getByLabel('Jaar', { exact: true }).first().inputValue();
  expect(Number(year)).toBe(new Date().getFullYear());
});

test('twee tabbladen: niets wordt overschreven, en je kiest per onderdeel', async ({ page, scripted, context }) => {
  await logIn(page, 'digid', 'Omar Zuidergolf');
  const activity = await add(page, scripted, 'Leesclub');
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${activity}/wijzigen`);
    await alive(tab, scripted);
  }
  await page.getByLabel('Titel').fill('Leesclub klas 3');
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);

  await other.getByLabel('Aantal uur').fill('8');
  await other.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Welke versie wil je bewaren?' })).toBeVisible();
  await looksRight(other, scripted);
  const title = other.getByRole('group', { name: 'Titel' });
  await expect(title.getByRole('radio', { name: /Opgeslagen.*Leesclub klas 3/ })).toBeChecked();
  await expect(other.getByRole('group', { name: 'Uren' }).getByRole('radio', { name: /nu typte.*8 uur/ })).toBeChecked();
  await other.getByRole('button', { name: 'Sla deze keuze op' }).click();
  await expect(other).toHaveURL(/melding=opgeslagen/);
  await alive(other, scripted);
  await expect(other.getByRole('heading', { level: 1, name: 'Leesclub klas 3' })).toBeVisible();
  await expect(other.getByText('8 uur').first()).toBeVisible();

  const history = other.getByRole('region', { name: 'Eerdere versies' });
  await expect(history.getByText('Titel: eerst ‘Leesclub’, daarna ‘Leesclub klas 3’.')).toBeVisible();
  await history.getByText('Bekijk versie 1').click();
  await history.getByRole('button', { name: /Zet deze versie terug.*versie 1/ }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Leesclub', exact: true })).toBeVisible();
  await looksRight(other, scripted);
  await other.close();
});

test('uit je agenda: je kiest, vult de uren van een hele dag in, en twee keer geeft niets dubbel', async ({ page, scripted }) => {
  const calendar = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:proef',
    'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Intervisie agenda', 'DTSTART;TZID=Europe/Amsterdam:20260302T160000', 'DTEND;TZID=Europe/Amsterdam:20260302T173000', 'RRULE:FREQ=WEEKLY;COUNT=2', 'END:VEVENT',
    'BEGIN:VEVENT', 'UID:2', 'SUMMARY:Studiedag agenda', 'DTSTART;VALUE=DATE:20260305', 'DTEND;VALUE=DATE:20260306', 'END:VEVENT',
    'END:VCALENDAR', '',
  ].join('\r\n');
  const file = { name: 'agenda.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar) };
  await logIn(page, 'digid', 'Veerle Braamhorst', `${LIST}/agenda`);
  await looksRight(page, scripted);
  await page.getByLabel('Bestand van je agenda').setInputFiles({ ...file, buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('button', { name: 'Lees je agenda' }).click();
  await expect(page.locator('#bestand-fout')).toContainText('.ics');
  await page.getByLabel('Bestand van je agenda').setInputFiles(file);
  await page.getByRole('button', { name: 'Lees je agenda' }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(3);
  await looksRight(page, scripted);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Neem over in je portfolio' }).click();
  await expect(page.getByText('Vul in hoeveel uur het was').first()).toBeVisible();
  await alive(page, scripted);
  await page.getByLabel(/Aantal uur van Studiedag agenda/).fill('6');
  await page.getByRole('button', { name: 'Neem over in je portfolio' }).click();
  await expect(page.getByText('3 activiteiten uit je agenda staan nu in je portfolio.')).toBeVisible();
  await expect(page.getByText('3 activiteiten, samen 9 uur')).toBeVisible();
  await page.goto(`${LIST}/agenda`);
  await page.getByLabel('Bestand van je agenda').setInputFiles(file);
  await page.getByRole('button', { name: 'Lees je agenda' }).click();
  await expect(page.getByText('3 afspraken nam je al eerder over.')).toBeVisible();
});

test.describe('met JavaScript', () => {
  test.beforeEach(({ scripted }) => test.skip(!scripted, 'zonder JavaScript bewaart de server wat je verstuurt'));

  test('een concept overleeft een gesloten browser, en is van niemand anders', async ({ page, scripted, browser, baseURL }) => {
    await logIn(page, 'digid', 'Sven Hagelwold', FORM);
    await alive(page, scripted);
    await page.getByLabel('Titel').fill('Half ingevuld');
    await page.getByLabel('Wat heb je geleerd?').fill(LEARNED);
    await page.locator('#subjects summary').click();
    await page.getByRole('checkbox', { name: 'Filosofie' }).check();

    const { page: again, kept } = await reopened(page, browser, baseURL);
    expect(kept, 'er is iets bewaard').toContain('lr-concept');
    for (const secret of ['999990299', 'Half ingevuld', 'eerst een vraag']) expect(kept, 'niet leesbaar').not.toContain(secret);
    await logIn(again, 'digid', 'Tessa Otterkreek', LIST);
    await alive(again, true);
    await expect(quick(again)).toBeVisible();
    await expect(again.getByText(BUSY), 'niet van een ander').toHaveCount(0);

    const { page: own } = await reopened(again, browser, baseURL);
    await logIn(own, 'digid', 'Sven Hagelwold', LIST);
    await alive(own, true);
    await expect(own.getByRole('region', { name: BUSY })).toContainText('‘Half ingevuld’');
    await looksRight(own, true);
    await own.getByRole('link', { name: /Ga verder/ }).click();
    await expect(own.getByLabel('Titel')).toHaveValue('Half ingevuld');
    await expect(own.getByLabel('Wat heb je geleerd?')).toHaveValue(LEARNED);
    await expect(own.getByRole('checkbox', { name: 'Filosofie' })).toBeChecked();
    await expect(own.getByText('Het is nog niet opgeslagen.')).toBeVisible();
    await looksRight(own, true);
    await fillIn(own, 'Titel', 'Half ingevuld', '3');
    await own.getByRole('button', { name: 'Activiteit opslaan' }).click();
    await expect(own).toHaveURL(/melding=opgeslagen/);
    await alive(own, true);
    await expect(own.getByText(LEARNED)).toBeVisible();
    await expect(own.getByText('Filosofie')).toBeVisible();
    await own.goto(LIST);
    await alive(own, true);
    await expect(own.getByRole('link', { name: 'Half ingevuld', exact: true })).toHaveCount(1);
    await expect(own.getByText(BUSY), 'opgeslagen, dus geen concept meer').toHaveCount(0);
    await own.context().close();
  });

  test('een sessie die voorbij is tijdens het typen: na inloggen staat alles er weer', async ({ page, around }) => {
    await logIn(page, 'digid', 'Umut Noordplas', FORM);
    await alive(page, true);
    await fillIn(page, 'Titel', 'Lang over nagedacht', '2,5');
    await page.getByLabel('Wat heb je geleerd?').fill(LEARNED);
    await around.moveClock(16 * 60);
    await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
    await expect(page).toHaveURL(/\/inloggen\?melding=sessie/);
    await page.getByRole('link', { name: /Ik ben leraar/ }).click();
    const closed = page.locator('details:not([open]) > summary');
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
    await page.getByRole('button', { name: 'Umut Noordplas', exact: true }).click();
    await expect(page).toHaveURL(/activiteit\/nieuw\?concept=/);
    await alive(page, true);
    await expect(page.getByLabel('Titel')).toHaveValue('Lang over nagedacht');
    await expect(page.getByLabel('Wat heb je geleerd?')).toHaveValue(LEARNED);
    await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
    await expect(page).toHaveURL(/melding=opgeslagen/);
    await page.goto(LIST);
    await alive(page, true);
    await expect(page.getByText('1 activiteit, samen 2,5 uur')).toBeVisible();
    await expect(page.getByText(BUSY)).toHaveCount(0);
  });

  test('zonder netwerk zegt de pagina dat het hier bewaard is, en slaat het op als het terug is, één keer', async ({ page, context }) => {
    await logIn(page, 'digid', 'Wouter Steenhazel', LIST);
    await alive(page, true);
    await fillIn(quick(page), 'Wat heb je gedaan?', 'In de trein', '1');
    await context.setOffline(true);
    await quick(page).getByRole('button', { name: 'Voeg toe' }).click();
    await expect(page.getByText('Je hebt nu geen verbinding.')).toBeVisible();
    await expect(quick(page).getByLabel('Wat heb je gedaan?')).toHaveValue('In de trein');
    await quick(page).getByLabel('Aantal uur').fill('1,5');
    await context.setOffline(false);
    await expect(page.getByText('‘In de trein’ staat in je portfolio, met 1,5 uur.')).toBeVisible();

    await page.goto(FORM);
    await alive(page, true);
    await fillIn(page, 'Titel', 'In de tunnel', '2');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
    await expect(page.getByText('Je hebt nu geen verbinding.')).toBeVisible();
    await context.setOffline(false);
    await expect(page).toHaveURL(/melding=opgeslagen/);
    await page.goto(LIST);
    await alive(page, true);
    await expect(page.getByText('2 activiteiten, samen 3,5 uur')).toBeVisible();
    await expect(page.getByText(BUSY)).toHaveCount(0);
  });

  test('wie uitlogt kiest wat er met een concept gebeurt', async ({ page, context }) => {
    await logIn(page, 'digid', 'Yusuf Mosveldt', FORM);
    await alive(page, true);
    await page.getByLabel('Titel').fill('Nog niet af');
    const logOut = async () => {
      const menu = page.locator('summary').filter({ hasText: 'Menu' });
      if (await menu.isVisible()) await menu.click();
      await page.getByRole('button', { name: /Uitloggen/ }).filter({ visible: true }).first().click();
    };
    await logOut();
    const dialog = page.getByRole('dialog', { name: 'Je hebt nog iets niet opgeslagen' });
    await expect(dialog).toContainText('Nog niet af');
    await dialog.getByRole('button', { name: 'Blijf ingelogd' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByLabel('Titel')).toHaveValue('Nog niet af');
    if (await page.locator('details[open] > summary').filter({ hasText: 'Menu' }).isVisible()) await page.locator('summary').filter({ hasText: 'Menu' }).click();
    await logOut();
    await dialog.getByRole('button', { name: 'Gooi het weg en log uit' }).click();
    await expect(page).not.toHaveURL(/\/mijn\//);
    const { origins } = await context.storageState();
    expect(JSON.stringify(origins)).not.toContain('lr-concept');
  });
});
