/**
 * Every page of the site, for each role that has it: accessible, wide in the light and narrow in the
 * dark, nothing to scroll sideways down to 320 pixels, no error, nothing from
 * elsewhere (that is watched in visit.mjs), and no link to nowhere.
 */
import { fileURLToPath } from 'node:url';
import { sendMessage } from './program.mjs';
import { routes } from './routes.mjs';
import { accessible, alive, deliver, enterSubject, expect, fits, logIn, openCase, test } from './visit.mjs';
import { files, rowsOf } from '../demo/make.mjs';
import { NARROW } from '../projects.mjs';

const MINE = '/mijn';
const SCHOOL = '/school';
const STAFF = '/behandeling';
/** What a school delivered, and what the register itself recorded. */
const OF_SCHOOL = 'Benoemingsgrondslag';
const OF_REGISTER = 'In welk register ik sta';
/** Of a supplier; what is written down for suppliers is for everyone. */
const SUPPLIER = ['/leveranciers/testomgeving', '/leveranciers/keuring', '/leveranciers/keuring/:geval', '/leveranciers/besturen'];
/** Of the staff: who keeps the system, and who supervises schools. */
const KEEPER = ['/behandeling/mandaten'];
const COMMITTEE = ['/behandeling/commissie/:zitting'];
const INSPECTOR = ['/behandeling/toezicht'];
/** Of the secretariat of the profession. */
const DRAFTER = ['/criteria/:versie/bewerken'];
const VALIDATOR = ['/behandeling/catalogus'];
/** Of who offers something to teachers. */
const PROVIDER = ['/aanbieders', '/aanbieders/aanbod/:id'];
/** The width at which a page of 1280 is read at 400 percent (WCAG 1.4.10). */
const NARROWEST = 320;

const ROUTES = routes();
const of = (/** @type {string} */ area) => ROUTES.filter((route) => route === area || route.startsWith(`${area}/`));
const forAll = ROUTES.filter((route) => !of(MINE).includes(route) && !of(SCHOOL).includes(route) && !of(STAFF).includes(route) && ![...SUPPLIER, ...DRAFTER, ...PROVIDER].includes(route));

/** What else can be asked for: logging in, logging out, downloads. */
const NOT_PAGES = [/^\/auth\/(digid|eherkenning|medewerker)$/, /^\/school\/leveringen\/[^/]+\/fouten\.csv$/, /^\/school\/leraren\.(csv|xlsx)$/, /^\/mijn\/bewijsstukken\/[^/]+$/, /^\/feedback\/[^/]+\/bewijs\/[^/]+$/, /^\/portfolio\/formaat\/1\/[a-z.]+$/, /^\/mijn\/portfolio\/meenemen\/[^/]+$/, /^\/mijn\/bewijs\.(pdf|sd-jwt)$/, /\/(brief|kopie|besluit|adresblad)\.pdf$/, /^\/school\/taken\/[^/]+\/bewijs\/[^/]+$/, /^\/bewijs\/(soort|ingetrokken\/[^/]+)$/, /^\/behandeling\/zaken\/[^/]+\/bewijs\/[^/]+$/, /^\/leveranciers\/specificatie\/1\/[a-z]+\.(schema\.json|xsd)$/, /^\/api\/aanleveren\/v1\/(openapi\.json|codelijsten\/[a-z-]+)$/];
const KNOWN = [...NOT_PAGES, ...ROUTES.map((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`))];

/**
 * Visits addresses, and fails when one of the routes was not among them.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string[]} expected routes
 * @param {Record<string, string[]>} visits by route: the addresses at which to look; none for the route itself
 */
async function walk(page, scripted, expected, visits) {
  expect(expected.filter((route) => route.includes(':') && !(route in visits)), 'routes zonder adres om te bezoeken').toEqual([]);
  expect(Object.keys(visits).filter((route) => !expected.includes(route)), 'adressen zonder route').toEqual([]);
  for (const route of expected) {
    for (const address of visits[route] ?? [route]) await test.step(address, () => look(page, scripted, address));
  }
}

/** @param {import('@playwright/test').Page} page @param {boolean} scripted @param {string} address */
async function look(page, scripted, address) {
  const response = await page.goto(address);
  expect(response?.status(), address).toBe(200);
  expect(new URL(page.url()).pathname, 'geen doorverwijzing').toBe(address.split('?')[0]);
  await seen(page, scripted);
  const links = await page.locator('a[href^="/"]').evaluateAll((found) => found.map((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname));
  expect([...new Set(links)].filter((path) => !KNOWN.some((known) => known.test(path))), `verwijzingen naar niets op ${address}`).toEqual([]);
}

/**
 * As it was asked for first (with scripts: wide, in the light), and then narrow, in the dark: the same page with less room.
 * @param {import('@playwright/test').Page} page @param {boolean} scripted
 */
async function seen(page, scripted) {
  await alive(page, scripted);
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page).toHaveTitle(/^(?!undefined|Fout).{3,} - Lerarenregister$|^Lerarenregister/);
  await page.locator('main details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
  await fits(page);
  if (!scripted) return;
  await accessible(page);
  const size = page.viewportSize() ?? NARROW;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(NARROW);
  await fits(page);
  await accessible(page);
  await page.setViewportSize({ ...NARROW, width: NARROWEST });
  await fits(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
}

test.describe.configure({ timeout: 300_000 });

test('de pagina’s voor iedereen', async ({ page, scripted }) => {
  await page.goto('/register/zoeken?q=waterbos');
  const teacher = await page.getByRole('link', { name: /Waterbos/ }).getAttribute('href');
  await page.goto('/hulp');
  const topics = await page.locator('a[href^="/hulp/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))]);
  expect(topics.length).toBeGreaterThan(0);
  await page.goto('/leveranciers/specificatie');
  const parts = await page.locator('main a[href^="/leveranciers/specificatie/1/"]:not([rel])').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))].filter((href) => !href.includes('.')));
  expect(parts.length).toBeGreaterThan(3);
  await page.goto('/leveranciers/pakketten');
  const certificate = await page.locator('main a[href^="/leveranciers/pakketten/"]').first().getAttribute('href');
  await page.goto('/aanbod');
  const offering = await page.locator('main a[href^="/aanbod/"]').first().getAttribute('href');
  await walk(page, scripted, forAll, {
    '/aanbod': ['/aanbod', '/aanbod?q=lezen', '/aanbod?q=niemand'],
    '/aanbod/:id': [offering ?? ''],
    '/feedback/:sleutel': ['/feedback/bedankt', '/feedback/afgeslagen'],
    '/leveranciers/pakketten/:certificaat': [certificate ?? ''],
    '/register/zoeken': ['/register/zoeken', '/register/zoeken?q=van+der', '/register/zoeken?q=waterbos', '/register/zoeken?q=waterbos&plaats=Zuiderveen', '/register/zoeken?q=waterbosch', '/register/zoeken?q=bestaatniet'],
    '/register/leraar/:nummer': [teacher ?? ''],
    '/hulp/:onderwerp': topics,
    '/criteria/:versie': ['/criteria/2018-1', '/criteria/2022-1', '/criteria/2028-1'],
    '/leveranciers/specificatie/1/:onderdeel': parts,
    '/leveranciers/codes': ['/leveranciers/codes', '/leveranciers/codes?q=LR-F006', '/leveranciers/codes?q=bestaatniet'],
    '/bewijs/controleren': ['/bewijs/controleren', '/bewijs/controleren?code=0000-0000-0000'],
    '/inloggen': ['/inloggen', '/inloggen?melding=te-laag', '/inloggen?melding=sessie&terug=/mijn'],
  });
});

test('de pagina’s van een leraar die nog niets invulde', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Hatice Zilverwad');
  for (const address of ['/mijn', '/mijn/vakken', '/mijn/portfolio', '/mijn/portfolio/tijdlijn', '/mijn/berichten']) {
    await test.step(address, () => look(page, scripted, address));
  }
});

test('de pagina’s van een leraar', async ({ page, scripted, browser, baseURL }) => {
  await logIn(page, 'digid', 'Eva Turfhoek');
  await enterSubject(page, scripted, 'Natuurkunde');
  await expect(page).toHaveURL(/uitkomst\?vak=/);
  const claim = new URL(page.url()).searchParams.get('vak');
  const correction = await report(page, scripted, OF_REGISTER);
  const decision = await decided(browser, baseURL, page, scripted, correction);

  await page.goto('/mijn/portfolio/activiteit/nieuw');
  await alive(page, scripted);
  await page.getByLabel('Titel').fill('Studiedag Onderzoekend leren met een titel die langer is dan een regel breed is');
  await page.getByLabel('Dag').first().fill('12');
  await page.getByLabel('Maand').first().fill('3');
  await page.getByLabel('Jaar').first().fill('2026');
  await page.getByLabel('Aantal uur').fill('7,5');
  await page.getByLabel('Bewijs').setInputFiles({ name: 'certificaat.pdf', mimeType: 'application/pdf', buffer: Buffer.from(files()['leveringen/geen-csv.pdf']) });
  await page.getByRole('button', { name: 'Activiteit opslaan' }).click();
  await expect(page).toHaveURL(/melding=opgeslagen/);
  const activity = new URL(page.url()).pathname;
  await page.goto('/mijn/portfolio/import');
  await alive(page, scripted);
  await page.getByLabel('Je oude portfolio').setInputFiles(fileURLToPath(new URL('../demo/oud-portfolio.csv', import.meta.url)));
  await page.getByRole('button', { name: 'Bekijk wat erin staat' }).click();
  await expect(page).toHaveURL(/import\/[0-9a-f-]{36}$/);
  const brought = new URL(page.url()).pathname;
  await page.goto(`${activity}/collegas`);
  await alive(page, scripted);
  await page.getByLabel('Om het ook in het eigen portfolio te zetten').check();
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  const joining = new URL(await page.getByText(/\/mijn\/portfolio\/collegas\/[\w-]{43}/).last().innerText()).pathname;
  await page.goto('/aanbod');
  const offering = (await page.locator('main a[href^="/aanbod/"]').first().getAttribute('href')) ?? '';

  await walk(page, scripted, of(MINE), {
    '/mijn/gegevens': ['/mijn/gegevens', '/mijn/gegevens?op=1-10-2026&bekend=toen', '/mijn/gegevens?op=2026-10-01&bekend=nu', '/mijn/gegevens?op=31-2-2026'],
    '/mijn/bewaard': ['/mijn/bewaard', '/mijn/bewaard?melding=opgenomen'],
    '/mijn/gegevens/correctie/:id': [correction],
    '/mijn/besluiten/:id': [decision],
    '/mijn/besluiten/:id/bezwaar': [`${decision}/bezwaar`],
    // herregistratie.spec.mjs looks at these: they need a term that ends.
    '/mijn/zaken/:id': [],
    '/mijn/vakken/toevoegen': ['/mijn/vakken/toevoegen', `/mijn/vakken/toevoegen?vak=${claim}`],
    '/mijn/vakken/toevoegen/uitkomst': [`/mijn/vakken/toevoegen/uitkomst?vak=${claim}`],
    '/mijn/vakken/toevoegen/bewijs': [`/mijn/vakken/toevoegen/bewijs?vak=${claim}`],
    '/mijn/vakken/toevoegen/controleren': [`/mijn/vakken/toevoegen/controleren?vak=${claim}`],
    '/mijn/vakken/:id/klaar': [`/mijn/vakken/${claim}/klaar`],
    '/mijn/herregistratie': ['/mijn/herregistratie', '/mijn/herregistratie?hours=40&category=pedagogisch&from_day=1&from_month=3&from_year=2027', '/mijn/herregistratie?hours=veel&from_day=31&from_month=2&from_year=2027'],
    '/mijn/portfolio': ['/mijn/portfolio', '/mijn/portfolio?onderwerp=nog-te-kiezen&soort=cursus&jaar=2026&bewijs=met', '/mijn/portfolio?pagina=veel'],
    '/mijn/portfolio/tijdlijn': ['/mijn/portfolio/tijdlijn', '/mijn/portfolio/tijdlijn?q=studiedag'],
    '/mijn/portfolio/activiteit/nieuw': ['/mijn/portfolio/activiteit/nieuw', `/mijn/portfolio/activiteit/nieuw?zoals=${activity.split('/').pop()}`],
    '/mijn/portfolio/import/:id': [brought, `${brought}?melding=overgenomen`],
    '/mijn/portfolio/activiteit/:id': [activity],
    '/mijn/portfolio/activiteit/:id/wijzigen': [`${activity}/wijzigen`],
    '/mijn/portfolio/activiteit/:id/collegas': [`${activity}/collegas`, `${activity}/collegas?q=an`],
    '/mijn/portfolio/collegas/:sleutel': [joining],
    '/mijn/portfolio/aanbod/:id': [offering.replace('/aanbod/', '/mijn/portfolio/aanbod/')],
  });
});

test('de pagina’s van een school', async ({ page, scripted, browser, baseURL }, { project }) => {
  const teacher = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(teacher, 'digid', 'Gijs Populierdal');
  const reported = (await report(teacher, scripted, OF_SCHOOL)).split('/').pop();
  await teacher.close();

  await logIn(page, 'eherkenning', 'Hanna Bovenmeent');
  await deliver(page, scripted, { name: 'een-rij-te-kort.csv', mimeType: 'text/csv', buffer: Buffer.from(`${files()['leveringen/dubbel-nummer.csv']}41234;1\r\n`) });
  await expect(page).toHaveURL(/leveringen\/[0-9a-f-]{36}$/);
  const delivery = new URL(page.url()).pathname;
  const repairs = await page.getByRole('link', { name: /Herstel deze benoeming/ }).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await page.goto('/school/leveringen');
  await alive(page, scripted);
  await page.getByLabel(/CSV-bestand/).setInputFiles({ name: 'dubbel.csv', mimeType: 'text/csv', buffer: Buffer.from(files()['leveringen/dubbel-nummer.csv']) });
  await page.getByRole('button', { name: 'Kijk het eerst na' }).click();
  await expect(page).toHaveURL(/nakijken\/[0-9a-f-]{36}$/);
  const looked = new URL(page.url()).pathname;
  const messages = await refusedMessage(page, scripted, project.metadata.site);
  await page.goto('/school/rooster');
  await alive(page, scripted);
  await page.getByLabel(/uit je roosterprogramma/).setInputFiles({ name: 'rooster.csv', mimeType: 'text/csv', buffer: Buffer.from('benoemingvolgnummer;vakcode;schoolsoort;leerjaar\n2003-000015;1023;havo;4\nonbekend;9999;;\n') });
  await page.getByRole('button', { name: 'Stuur dit rooster' }).click();
  await expect(page.getByText('1 rij voorgesteld aan de leraar, 1 rij niet.')).toBeVisible();
  await walk(page, scripted, of(SCHOOL), {
    '/school': ['/school', '/school?vestiging=99QA', '/school?vestiging=99QA01'],
    '/school/leveringen': ['/school/leveringen', '/school/leveringen?peildatum=01-10-2026', '/school/leveringen?peildatum=30-02-2026'],
    '/school/leveringen/berichten': [messages],
    '/school/leveringen/:id': [delivery, `${delivery}?hersteld=2`],
    '/school/leveringen/nakijken/:id': [looked],
    '/school/leveringen/:id/herstellen/:rij': repairs,
    '/school/leveringen/invoeren': ['/school/leveringen/invoeren', '/school/leveringen/invoeren?grondslag=VO-33.4', '/school/leveringen/invoeren?benoeming=2026-000390'],
    '/school/leraren': ['/school/leraren', '/school/leraren?pagina=2', '/school/leraren?naam=niemand', '/school/leraren?status=verloopt', '/school/leraren?status=fouten', '/school/leraren?status=uitgeschreven', '/school/leraren?kies=alle'],
    '/school/taken': ['/school/taken', '/school/taken?pagina=2'],
    '/school/taken/:id': [`/school/taken/${reported}`],
    '/school/leraren/persoonsgegevens': ['/school/leraren/persoonsgegevens', '/school/leraren/persoonsgegevens?benoeming=2003-000015', '/school/leraren/persoonsgegevens?benoeming=2003-000015&doel=persoonsgegevens-brief'],
    '/school/leraren/portfolio': ['/school/leraren/portfolio', '/school/leraren/portfolio?benoeming=2003-000015'],
  });
});

test('de pagina’s van een leverancier', async ({ page, scripted }) => {
  await logIn(page, 'eherkenning', 'Jelle Terpwoud');
  await look(page, scripted, '/leveranciers');
  await page.goto('/leveranciers/pakketten');
  await look(page, scripted, (await page.locator('main a[href^="/leveranciers/pakketten/"]').first().getAttribute('href')) ?? '');
  await walk(page, scripted, SUPPLIER, {
    '/leveranciers/testomgeving': ['/leveranciers/testomgeving', '/leveranciers/testomgeving?voorbeeld=verwijdering'],
    '/leveranciers/besturen': ['/leveranciers/besturen', '/leveranciers/besturen?q=niemand'],
    '/leveranciers/keuring': ['/leveranciers/keuring', '/leveranciers/keuring?notatie=xml'],
    '/leveranciers/keuring/:geval': ['/leveranciers/keuring/1', '/leveranciers/keuring/35?notatie=xml'],
  });
});

test('de pagina’s van een medewerker', async ({ page, scripted, browser, baseURL }) => {
  const teacher = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(teacher, 'digid', 'Gijs Populierdal');
  await report(teacher, scripted, OF_REGISTER);
  const number = await caseNumber(teacher);
  await teacher.close();

  await logIn(page, 'medewerker', 'Inge Sluisdorp');
  const open = await openCase(page, scripted, number);
  await look(page, scripted, open);
  await page.getByRole('button', { name: 'Pak de zaak op' }).click();
  await expect(page.getByRole('button', { name: 'Leg vast' })).toBeVisible();
  await walk(page, scripted, of(STAFF).filter((route) => ![...KEEPER, ...INSPECTOR, ...VALIDATOR, ...COMMITTEE].includes(route)), {
    '/behandeling/leraar': ['/behandeling/leraar', '/behandeling/leraar?nummer=1'],
    '/behandeling': ['/behandeling', '/behandeling?lijst=mijn', '/behandeling?lijst=nieuw&soort=correction', '/behandeling?lijst=afgerond', '/behandeling?q=niemand'],
    '/behandeling/zaken/:id': [open],
    '/behandeling/aansluiten': ['/behandeling/aansluiten', '/behandeling/aansluiten?golf=KOPLOPER_VO&poort=klaar', '/behandeling/aansluiten?naam=niemand'],
    '/behandeling/aansluiten/:bestuur': ['/behandeling/aansluiten/41234', '/behandeling/aansluiten/41235'],
  });
  await page.goto('/behandeling/leraar');
  await page.getByLabel('Registratienummer').fill('1');
  await page.getByRole('button', { name: 'Toon' }).click();
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page).toHaveURL(/\/behandeling\/leraar$/);
  await expect(page.getByLabel('Registratienummer')).toHaveValue('1');
  await alive(page, scripted);
  await fits(page);
  if (scripted) await accessible(page);
});

test('de pagina’s van een beheerder', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Ton Wierhaven');
  await walk(page, scripted, KEEPER, {});
});

test('de pagina’s van een commissielid', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Saskia Molenrak');
  await walk(page, scripted, VALIDATOR, {});
  await look(page, scripted, '/behandeling/commissie');
  const session = await page.locator('a[href^="/behandeling/commissie/"]').first().getAttribute('href');
  await walk(page, scripted, COMMITTEE, { '/behandeling/commissie/:zitting': [session ?? ''] });
  await expect(page.locator('main')).not.toContainText('Polderzij');
});

test('de pagina’s van een aanbieder', async ({ page, scripted }) => {
  await logIn(page, 'eherkenning', 'Noor Wadkreek', '/aanbieders');
  await alive(page, scripted);
  const own = await page.locator('main a[href^="/aanbieders/aanbod/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await walk(page, scripted, PROVIDER, { '/aanbieders/aanbod/:id': own });
});

test('de pagina’s van een inspecteur', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Wilma Grutterswijk');
  await walk(page, scripted, INSPECTOR, {});
});

test('de pagina’s van het secretariaat van de beroepsgroep', async ({ page, scripted }) => {
  await logIn(page, 'medewerker', 'Tineke Waterhof');
  for (const address of ['/criteria', '/criteria/2022-1', '/criteria/2028-1']) await look(page, scripted, address);
  await walk(page, scripted, DRAFTER, { '/criteria/:versie/bewerken': ['/criteria/2022-1/bewerken'] });
});

test('een adres dat er niet is of niet van jou is', async ({ page, scripted }) => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  const missing = async (/** @type {string} */ address) => {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze pagina bestaat niet');
    await seen(page, scripted);
  };
  for (const address of ['/bestaat-niet', '/register/leraar/000000000', '/hulp/bestaat-niet', '/pkg/../geheim']) await missing(address);
  const invitation = page.getByText('om je eigen gegevens te zien');
  await expect(invitation).toBeVisible();
  await logIn(page, 'digid', 'Hatice Zilverwad');
  for (const address of [`/mijn/vakken/${nobody}/klaar`, `/mijn/portfolio/activiteit/${nobody}`, '/mijn/portfolio/activiteit/geen-nummer/wijzigen', `/mijn/gegevens/correctie/${nobody}`]) await missing(address);
  await expect(invitation, 'wie ingelogd is, hoeft dat niet nog eens').toHaveCount(0);
  await page.goto(SCHOOL);
  await expect(page).toHaveURL(/\/geen-toegang\?terug=/);
  await seen(page, scripted);
});

/**
 * Lets a program deliver for the board that is logged in, and send one message that is refused.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {{ url: string, env: Record<string, string> }} site
 * @returns {Promise<string>} the address of the page about the messages of that day
 */
async function refusedMessage(page, scripted, site) {
  await page.goto('/school/toegang');
  await alive(page, scripted);
  await page.getByLabel('Wie mag voor je bestuur leveren?').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Geef een machtiging' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Geldt nu' })).toBeVisible();
  const [row] = rowsOf('41234');
  const status = await sendMessage(site, {
    bevoegdGezag: row.bevoegdGezag,
    benoemingvolgnummer: 'bericht-1',
    versie: 1,
    persoon: { burgerservicenummer: row.burgerservicenummer, geboortedatum: row.geboortedatum },
    school: { instellingscode: row.instellingscode, vestigingscode: row.vestigingscode },
    benoeming: { begindatum: row.begindatum, soort: 'BENOEMING', functiecategorie: 3 },
    arbeidsovereenkomst: { begindatum: row.begindatum },
    grondslag: { code: row.grondslag },
  });
  expect(status, 'een functie zonder lesgeven wordt geweigerd').toBe(422);
  await page.goto('/school/leveringen');
  return (await page.getByRole('link', { name: /Berichten van Voorbeeldsoftware/ }).getAttribute('href')) ?? '';
}

/**
 * Reports, as the teacher who is logged in, that a fact is not right.
 * @param {import('@playwright/test').Page} page
 * @param {boolean} scripted
 * @param {string} fact
 * @returns {Promise<string>} the address of the receipt
 */
async function report(page, scripted, fact) {
  await page.goto('/mijn/gegevens/correctie');
  await alive(page, scripted);
  const choices = await page.locator('#appointment option').count();
  await page.locator('#appointment').selectOption({ index: choices - 1 });
  await page.getByRole('radio', { name: fact }).check();
  await page.getByLabel('Wat moet het zijn?').fill('Mijn benoeming begon een maand later.');
  await page.getByRole('button', { name: 'Geef het door' }).click();
  await expect(page).toHaveURL(/correctie\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The number of the case that a receipt names. @param {import('@playwright/test').Page} page */
async function caseNumber(page) {
  const said = page.getByText(/CV-\d{4}-\d{4,}/);
  await expect(said, 'het ontvangstbewijs noemt de zaak').toBeVisible();
  return /CV-\d+-\d+/.exec(await said.innerText())?.[0] ?? '';
}

/**
 * Lets two people of the register decide on a report.
 * @param {import('@playwright/test').Browser} browser
 * @param {string | undefined} baseURL
 * @param {import('@playwright/test').Page} page of the teacher
 * @param {boolean} scripted
 * @param {string} correction the address of the receipt
 * @returns {Promise<string>} the address of the decision
 */
async function decided(browser, baseURL, page, scripted, correction) {
  await page.goto(correction);
  const number = await caseNumber(page);
  const first = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(first, 'medewerker', 'Inge Sluisdorp');
  await openCase(first, scripted, number);
  await first.getByRole('button', { name: 'Pak de zaak op' }).click();
  await first.getByRole('radio', { name: /^Afwijzen/ }).check();
  await first.getByRole('checkbox', { name: /^Ik wijs alleen af om wat de leraar zelf opgaf/ }).check();
  await first.getByLabel('Uitleg voor de leraar').fill('Je benoeming staat op een grond die bij het register hoort.');
  await first.getByRole('button', { name: 'Leg vast' }).click();
  await expect(first.getByText('Je voorstel ligt klaar')).toBeVisible();
  await first.close();
  const second = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await logIn(second, 'medewerker', 'Peter Kadeveld');
  await openCase(second, scripted, number);
  await second.getByRole('button', { name: 'Akkoord, verstuur' }).click();
  await expect(second.getByText('Deze zaak is afgerond')).toBeVisible();
  await second.close();
  await page.goto(correction);
  return (await page.getByRole('link', { name: 'Lees het besluit' }).getAttribute('href')) ?? '';
}
