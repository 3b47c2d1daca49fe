/**
 * Three whole lives of a registration, from the first day of a term to the end of the last remedy, by
 * everyone who has a part in it. The clock of the site goes along: over the years of the term, the days
 * of a term, holidays, and the end of a session.
 */
import { beginEarlier } from '../demo/portfolio.mjs';
import { ENOUGH, MONTHS_AGO, TOO_FEW, YEAR, after, day, fillDay, life, sample, text, working } from './life.mjs';
import { alive, expect, identify, looksRight, test } from './visit.mjs';

// A life is dozens of visits of half a dozen people, each with a login of their own.
test.describe.configure({ timeout: 300_000 });

test('wie aan elke regel voldoet is meteen geherregistreerd, en vier jaar later weer aan de beurt', async ({ page, browser, scripted, baseURL, around }) => {
  const { at, goes, choosesMail, learns, applies, readsMessage, seesStep } = life({ page, browser, scripted, baseURL, around }, 'Koen Essenveen');
  const on = day(YEAR, 9, 2);
  const opens = (/** @type {number} */ year) => day(year, 5, 30);

  await test.step('de periode begint', async () => {
    await beginEarlier(around.database, 'Essenveen', MONTHS_AGO);
    await choosesMail();
    await goes('/mijn/herregistratie/aanvragen');
    await expect(page.getByText(`Het kan vanaf ${text(opens(YEAR))}.`)).toBeVisible();
  });

  await test.step('twee jaar later: een paar cursussen', async () => {
    await at(day(YEAR - 1, 3, 14));
    await learns(day(YEAR - 1, 3, 4), ENOUGH);
    await goes('/mijn/herregistratie');
    await expect(page.getByText(`Kan vanaf ${text(opens(YEAR))}.`)).toBeVisible();
  });

  await test.step('de aanvraag', async () => {
    await sample(around.database, on, false);
    await at(on);
    await goes('/mijn/herregistratie/aanvragen');
    await expect(page.getByText('Je voldoet aan alle regels.')).toBeVisible();
    await looksRight(page, scripted);
    await applies();
    await expect(page.getByRole('heading', { name: 'Er is een besluit: geherregistreerd' })).toBeVisible();
  });

  await test.step('het besluit', async () => {
    await readsMessage('Er is een besluit over je herregistratie', on);
    await expect(page.getByText('Je bent geherregistreerd.')).toBeVisible();
    await expect(page.getByText(/automatisch/).first()).toBeVisible();
    await expect(page.getByText(`${text(day(YEAR, 12, 1))} tot en met ${text(day(YEAR + 4, 11, 30))}`).first()).toBeVisible();
    await expect(page.getByText(`bezwaar maken tot en met ${text(working(after(on, 42)))}`)).toBeVisible();
    await seesStep('De termijn van 6 weken eindigt');
    const letter = await page.getByRole('link', { name: /^Download als brief/ }).getAttribute('href');
    // A job prints it.
    await expect.poll(async () => (await page.request.get(letter ?? '')).headers()['content-type']).toBe('application/pdf');
  });

  await test.step('de volgende periode', async () => {
    await at(day(YEAR + 4, 5, 29));
    await goes('/mijn/herregistratie/aanvragen');
    await expect(page.getByText(`Het kan vanaf ${text(opens(YEAR + 4))}.`)).toBeVisible();
    await at(opens(YEAR + 4));
    await goes('/mijn/herregistratie/aanvragen');
    await expect(page.getByText('Je haalt nog niet elke regel')).toBeVisible();
  });
});

test('geloot, aangevuld, een negatief advies, een voornemen, afgewezen, en na een gesprek toch gegrond', async ({ page, browser, scripted, baseURL, around }) => {
  const own = life({ page, browser, scripted, baseURL, around }, 'Sven Hagelwold');
  const { at, goes, choosesMail, learns, applies, readsMessage, answers, seesStep, handles, visits } = own;
  const sent = day(YEAR, 9, 4);
  let application = '';

  await test.step('in de steekproef: een mens kijkt ernaar', async () => {
    await beginEarlier(around.database, 'Hagelwold', MONTHS_AGO);
    await choosesMail();
    await sample(around.database, sent, true);
    await at(sent);
    await learns(day(YEAR - 1, 10, 3), ENOUGH);
    application = await applies();
    await expect(page.getByText(`Je hoort het uiterlijk op ${text(working(after(sent, 56)))}`)).toBeVisible();
    await looksRight(page, scripted);
  });

  await test.step('niet volledig', async () => {
    await handles('Inge Sluisdorp', application, async (inge) => {
      await inge.take();
      await inge.ask(/^Een aanvulling/, 'Bij je cursussen staat geen bewijs. Kun je dat toevoegen?');
    });
    await at(after(sent, 10));
    // From here on the browser's own clock can be moved too.
    if (scripted) await page.clock.install();
    await readsMessage(`We missen nog iets in zaak ${application}`, sent);
    await expect(page.getByText(`Tot en met ${text(working(after(sent, 14)))}.`)).toBeVisible();
  });

  await test.step('de sessie loopt af tijdens het schrijven, en wat er stond staat er nog', async () => {
    const words = 'Het bewijs staat nu in mijn portfolio.';
    await page.getByLabel('Jouw antwoord').fill(words);
    await at(after(sent, 10), '11:20');
    // With scripts the page itself goes when its time is over; else the server says so.
    if (scripted) await page.clock.fastForward('20:00');
    else await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
    await expect(page).toHaveURL(/\/inloggen\?melding=sessie&terug=/);
    await page.getByRole('link', { name: /Ik ben leraar/ }).click();
    await identify(page, 'Sven Hagelwold');
    await expect(page.getByLabel('Jouw antwoord')).toHaveValue(words);
    await alive(page, scripted);
    await answers(words);
    await seesStep('De termijn stond 9 dagen stil');
    await expect(page.getByText(text(working(after(sent, 56 + 9)))).first()).toBeVisible();
  });

  await test.step('de commissie adviseert negatief', async () => {
    const sits = after(sent, 25);
    await at(after(sent, 11));
    await handles('Inge Sluisdorp', application, (inge) => inge.ask(/^Advies van de commissie/, 'Tellen deze cursussen mee?'));
    await visits('Inge Sluisdorp', '/behandeling/commissie', async (inge) => {
      await fillDay(inge.locator('main'), sits);
      await inge.getByLabel('Plaats').fill('Online');
      await inge.getByRole('button', { name: 'Plan de zitting' }).click();
      await expect(inge.getByRole('link', { name: text(sits) })).toBeVisible();
    });
    await at(sits);
    for (const name of ['Frank Strandweg', 'Joke Wielrak']) {
      await visits(name, '/behandeling/commissie', async (member) => {
        await member.getByRole('link', { name: text(sits) }).click();
        await alive(member, scripted);
        await member.getByRole('radio', { name: 'Negatief' }).check();
        await member.getByLabel('Waarom?').fill('De cursussen gaan niet over het vak.');
        await member.getByRole('button', { name: /^Bewaar je advies/ }).click();
        await expect(member.getByText('Je advies is bewaard.')).toBeVisible();
      });
    }
    await visits('Saskia Molenrak', '/behandeling/commissie', async (saskia) => {
      await saskia.getByRole('link', { name: text(sits) }).click();
      await alive(saskia, scripted);
      await expect(saskia.locator('main')).not.toContainText('Hagelwold');
      await expect(saskia.getByText(`Advies uiterlijk op`).first()).toBeVisible();
      await saskia.getByRole('radio', { name: 'Negatief' }).check();
      await saskia.getByLabel('Waarom?').fill('De cursussen gaan niet over het vak.');
      await saskia.getByLabel('Wat vindt een minderheid?').fill('Een lid vindt het net genoeg.');
      await saskia.getByRole('checkbox', { name: /advies van de commissie/ }).check();
      await saskia.getByRole('button', { name: /^Bewaar je advies/ }).click();
      await expect(saskia.getByText('Deze zaak wacht niet meer op advies.')).toBeVisible();
    });
    await readsMessage(`De commissie gaf advies in zaak ${application}`, sits);
    // Thirteen weeks and the nine days: too long to go on when that is a free day.
    await expect(page.getByText(`Je hoort het uiterlijk op ${text(after(sent, 91 + 9))}`)).toBeVisible();
  });

  await test.step('een voornemen, en wat de leraar ervan vindt', async () => {
    const on = after(sent, 26);
    await at(on);
    await handles('Inge Sluisdorp', application, (inge) => inge.ask(/^Een reactie op wat je van plan bent/, 'We zijn van plan je aanvraag af te wijzen.'));
    await at(after(on, 5));
    await readsMessage(`Wat we van plan zijn in zaak ${application}`, on);
    await expect(page.getByText('We zijn van plan je aanvraag af te wijzen.')).toBeVisible();
    await answers('De cursussen gaan juist over mijn vak.');
  });

  const refused = day(YEAR, 11, 13);
  const until = working(day(YEAR, 12, 25));
  await test.step('afgewezen, door twee mensen', async () => {
    await at(day(YEAR, 11, 6));
    await handles('Inge Sluisdorp', application, (inge) => inge.propose(/^Niet geherregistreerd/, 'De cursussen gaan niet over je vak.'));
    await at(refused);
    await handles('Peter Kadeveld', application, (peter) => peter.confirm());
    await readsMessage('Er is een besluit over je herregistratie', refused);
    await expect(page.getByText(/aantekening/).first()).toBeVisible();
    await expect(page.getByText('Een lid vindt het net genoeg.').first()).toBeVisible();
    await expect(page.getByText(`bezwaar maken tot en met ${text(until)}`)).toBeVisible();
    await seesStep(`25 december ${YEAR} is Eerste Kerstdag`);
  });

  let objection = '';
  await test.step('bezwaar, op de laatste avond en nog zonder redenen', async () => {
    await at(until, '22:30');
    await goes('/mijn/berichten');
    await page.locator('main a[href^="/mijn/besluiten/"]').first().click();
    await alive(page, scripted);
    await page.getByRole('link', { name: 'Maak bezwaar' }).click();
    await alive(page, scripted);
    await expect(page.getByText('De tijd om bezwaar te maken is voorbij')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'Ik stuur mijn redenen later' }).check();
    await page.getByRole('button', { name: 'Maak bezwaar' }).click();
    await expect(page.getByRole('heading', { name: 'We hebben je bezwaar ontvangen' })).toBeVisible();
    // From the end of the time to object, not from when it came.
    await expect(page.getByText(`Je hoort het uiterlijk op ${text(working(after(until, 42)))}`)).toBeVisible();
    objection = await own.number();
  });

  const asked = day(YEAR + 1, 1, 4);
  const hears = day(YEAR + 1, 1, 28);
  await test.step('de redenen komen later', async () => {
    await at(asked);
    await handles('Rosa Lindekade', objection, async (rosa) => {
      await rosa.take();
      await rosa.ask(/^Een aanvulling/, 'Wil je de redenen van je bezwaar sturen?');
    });
    await at(after(asked, 7));
    await readsMessage(`We missen nog iets in zaak ${objection}`, asked);
    await answers('De cursussen gaan over het ontwerpen van practica.');
  });

  await test.step('een gesprek, en gegrond door twee anderen', async () => {
    await at(after(asked, 8));
    await handles('Rosa Lindekade', objection, (rosa) => rosa.ask(/^Een gesprek met de leraar/, 'Wil je ons erover vertellen?', hears));
    await readsMessage(`Uitnodiging voor een gesprek in zaak ${objection}`, after(asked, 8));
    await expect(page.getByText(`Tot en met ${text(hears)}.`)).toBeVisible();
    await at(after(hears, 1));
    await handles('Rosa Lindekade', objection, async (rosa) => {
      await rosa.settle('Sven liet zien dat de cursussen over zijn vak gaan.');
      await rosa.propose(/^Gegrond/, 'De cursussen tellen mee.');
    });
    await at(after(hears, 2));
    await handles('Bas Duinkamp', objection, (bas) => bas.confirm());
    await readsMessage('Er is een beslissing op je bezwaar', after(hears, 2));
    await expect(page.getByText(/rechtbank/).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Maak bezwaar' })).toHaveCount(0);
  });

  await test.step('de nieuwe periode sluit aan op de oude', async () => {
    await goes('/mijn/herregistratie');
    await expect(page.getByText(`Je bent geherregistreerd na je periode tot en met ${text(day(YEAR, 11, 30))}.`)).toBeVisible();
    await expect(page.getByText(`Kan vanaf ${text(day(YEAR + 4, 5, 30))}.`)).toBeVisible();
  });
});

test('een bezwaar dat te laat is zonder goede reden is niet-ontvankelijk, en de aantekening blijft', async ({ page, browser, scripted, baseURL, around }) => {
  const { at, goes, choosesMail, learns, applies, number, readsMessage, handles } = life({ page, browser, scripted, baseURL, around }, 'Mohamed Klaverbos');
  const sent = day(YEAR, 9, 7);
  const refused = day(YEAR, 10, 2);
  const until = working(after(refused, 42));
  let application = '';
  let objection = '';

  await test.step('te weinig uren, en geen reactie op het voornemen', async () => {
    await beginEarlier(around.database, 'Klaverbos', MONTHS_AGO);
    await choosesMail();
    await at(sent);
    await learns(day(YEAR - 1, 10, 3), TOO_FEW);
    await goes('/mijn/herregistratie/aanvragen');
    await expect(page.getByText('Je haalt nog niet elke regel')).toBeVisible();
    application = await applies();
    await handles('Inge Sluisdorp', application, async (inge) => {
      await inge.take();
      await inge.ask(/^Een reactie op wat je van plan bent/, 'We zijn van plan je aanvraag af te wijzen.');
    });
    await at(after(sent, 24));
    await handles('Inge Sluisdorp', application, async (inge) => {
      await inge.settle();
      await inge.propose(/^Niet geherregistreerd/, 'Je haalt 50 van de 160 uur.');
    });
    await at(refused);
    await handles('Peter Kadeveld', application, (peter) => peter.confirm());
  });

  await test.step('een dag te laat', async () => {
    await at(after(until, 1));
    await readsMessage('Er is een besluit over je herregistratie', refused);
    await expect(page.getByText(`bezwaar maken tot en met ${text(until)}`)).toBeVisible();
    await page.getByRole('link', { name: 'Maak bezwaar' }).click();
    await alive(page, scripted);
    await expect(page.getByText('De tijd om bezwaar te maken is voorbij')).toBeVisible();
    await page.getByLabel('Waarom ben je het er niet mee eens?').fill('Ik ben het er niet mee eens.');
    await page.getByRole('button', { name: 'Maak bezwaar' }).click();
    await expect(page.getByText('Leg uit waarom je bezwaar later komt').first()).toBeVisible();
    await expect(page.getByLabel('Waarom ben je het er niet mee eens?')).toHaveValue('Ik ben het er niet mee eens.');
    await alive(page, scripted);
    await page.getByLabel('Waarom komt je bezwaar later?').fill('Ik was het vergeten.');
    await page.getByRole('button', { name: 'Maak bezwaar' }).click();
    await expect(page.getByRole('heading', { name: 'We hebben je bezwaar ontvangen' })).toBeVisible();
    objection = await number();
  });

  await test.step('niet-ontvankelijk', async () => {
    const decided = after(until, 20);
    await at(decided);
    await handles('Rosa Lindekade', objection, async (rosa) => {
      await rosa.take();
      await rosa.propose(/^Niet-ontvankelijk/, 'Je bezwaar kwam te laat. Vergeten is geen goede reden.', 'Kennelijk niet-ontvankelijk');
    });
    await handles('Bas Duinkamp', objection, (bas) => bas.confirm());
    await readsMessage('Er is een beslissing op je bezwaar', decided);
    await expect(page.getByText(/niet-ontvankelijk/).first()).toBeVisible();
    await expect(page.getByText('Vergeten is geen goede reden.').first()).toBeVisible();
    await goes('/mijn/herregistratie');
    await expect(page.getByText(/Bij je naam staat een aantekening/)).toBeVisible();
  });
});
