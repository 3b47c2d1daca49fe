/**
 * Loads the demo the way it would arrive in reality: each school contact
 * delivers the month's file through the site, and the teachers log in and
 * confirm what their school said of them. Some have not done so yet. A few send
 * evidence or ask for a correction, and the register works on that.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { BOARDS, CONTACTS } from './boards.mjs';
import { makeApplications } from './applications.mjs';
import { makeCases } from './cases.mjs';
import { consult } from './criteria.mjs';
import { workTogether } from './colleagues.mjs';
import { TEACHERS, fullName } from './people.mjs';
import { goHalfway } from './portfolio.mjs';
import { enterSubjects } from './subjects.mjs';
import { Visitor, forms, send, textOf } from './visitor.mjs';

const DELIVER = '/api/school/levering';
const CONFIRM = '/api/mijn/bevestigen';
const NEWS = {
  title: 'De koplopers leveren',
  text: 'De eerste besturen leveren hun benoemingen. Kijk bij Aansluiten wat er voor jouw bestuur nog nodig is.\n\nLoopt er iets niet? Schrijf het ons daar.',
};
/** How many teachers confirm at the same time. */
const AT_ONCE = 4;

/**
 * @param {{ url: string, clockFile: string, env: Record<string, string> }} running the site, and the file that says how many seconds its clock is ahead
 * @param {(text: string) => void} [tell] hears how it goes
 */
export async function loadDemo({ url: site, clockFile, env }, tell = () => {}) {
  for (const board of BOARDS) {
    const contact = CONTACTS.find((candidate) => candidate.kvk === board.kvk);
    if (!contact) throw new Error(`geen contactpersoon voor ${board.name}`);
    const visitor = new Visitor(site);
    await visitor.logIn('eherkenning', contact.name, '/school');
    await deliver(visitor, board.file, await readFile(new URL(`leveringen/${board.file}`, import.meta.url)));
    tell(`${board.name}: ${board.file} geleverd`);
  }
  const waiting = TEACHERS.filter((teacher) => teacher.confirms !== false);
  const total = waiting.length;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let teacher = waiting.shift(); teacher; teacher = waiting.shift()) await confirm(site, fullName(teacher));
    }),
  );
  const appointed = TEACHERS.filter((teacher) => teacher.appointments.length > 0);
  tell(`${total} van de ${appointed.length} leraren met een benoeming hebben hun gegevens bevestigd`);
  tell(`${await enterSubjects(site)} leraren hebben hun vak opgegeven`);
  await goHalfway(site, env.DATABASE_URL);
  tell('een leraar is halverwege de periode voor herregistratie');
  const reactions = await consult(site, env.DATABASE_URL);
  tell(`een voorstel voor criteria ligt in raadpleging, met ${reactions} reacties`);
  await workTogether(site);
  tell('er is feedback, iets gedeeld met een bestuur, en aanbod in de catalogus');
  await join(site);
  tell('de besturen zijn ingedeeld in een golf, en hun contactpersonen kregen nieuws');
  const cases = await makeCases(site, (days) => writeFile(clockFile, String(days * 24 * 3600)));
  tell(`${cases} zaken liggen bij het register, elk in een andere stand`);
  const applications = await makeApplications(site, env.DATABASE_URL);
  tell(`${applications} leraren vroegen herregistratie aan, en een maakte bezwaar`);
}

/**
 * Who can be reached at each board, in which wave it joins, and the first news.
 * @param {string} site
 */
async function join(site) {
  for (const board of BOARDS) {
    const contact = CONTACTS.find((candidate) => candidate.kvk === board.kvk);
    if (!contact) continue;
    const visitor = new Visitor(site);
    await visitor.logIn('eherkenning', contact.name, '/school');
    await send(visitor, '/school/toegang', '/contactpersoon', { name: contact.name, role: 'contact', email: contact.email ?? '', phone: '' });
    if (board.reaction) await send(visitor, '/school/aansluiten', '/reactie', board.reaction);
  }
  const visitor = new Visitor(site);
  await visitor.logIn('medewerker', 'Ton Wierhaven', '/behandeling');
  for (const board of BOARDS) await send(visitor, `/behandeling/aansluiten/${board.number}`, '/golf', { wave: board.wave });
  await send(visitor, '/behandeling/nieuws', '/publiceren', NEWS);
}

/**
 * Delivers a file and waits until it is processed.
 * @param {Visitor} visitor a school contact who is logged in
 * @param {string} name
 * @param {Uint8Array} content
 * @returns {Promise<import('./visitor.mjs').Page>} the page of the delivery
 */
export async function deliver(visitor, name, content) {
  const body = new FormData();
  body.set('bestand', new File([content], name, { type: 'text/csv' }));
  let page = await visitor.post(DELIVER, body, '/school/leveringen/nieuw');
  if (page.status >= 400 || page.url.includes('formulier=')) {
    throw new Error(`${name} is niet aangenomen: ${page.status} ${page.url}\n${textOf(page.html)}`);
  }
  const end = Date.now() + 60_000;
  while (!/verwerkt/i.test(textOf(page.html))) {
    if (Date.now() > end) throw new Error(`${name} is na een minuut nog niet verwerkt: ${page.url}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    page = await visitor.get(page.url);
  }
  return page;
}

/**
 * Asks, as the supplier of the demo, the certificate for what it showed in the sandbox.
 * @param {string} site
 */
export async function certify(site) {
  const visitor = new Visitor(site);
  const page = await visitor.logIn('eherkenning', 'Jelle Terpwoud', '/leveranciers/keuring');
  const form = forms(page.html).find(({ action }) => action.endsWith('/keuring/certificaat'));
  if (!form) throw new Error(`Voorbeeldsoftware haalde niet alle proefgevallen: ${textOf(page.html).slice(0, 400)}`);
  const done = await visitor.submit(page, form, { product: 'Voorbeeldsoftware Personeel', release: '7.2', released: '01-10-2026' });
  if (!done.url.includes('/leveranciers/pakketten/')) throw new Error(`geen certificaat: ${done.status} ${done.url} ${textOf(done.html).slice(0, 400)}`);
}

/**
 * Logs in as a teacher and confirms every appointment that waits for it.
 * @param {string} site
 * @param {string} name
 */
async function confirm(site, name) {
  const visitor = new Visitor(site);
  let page = await visitor.logIn('digid', name, '/mijn');
  let confirmed = 0;
  for (let form = confirmation(page); form; form = confirmation(page)) {
    const button = form.buttons.find((candidate) => candidate.name);
    page = await visitor.submit(page, form, button ? { [button.name]: button.value } : {});
    if (page.status >= 400 || page.url.includes('formulier=')) throw new Error(`${name} kon niet bevestigen: ${page.status} ${page.url}`);
    confirmed += 1;
    if (confirmed > 10) throw new Error(`${name} blijft iets te bevestigen houden`);
    page = await visitor.get('/mijn');
  }
  if (confirmed === 0) throw new Error(`${name} had niets te bevestigen op ${page.url}`);
  // The population register is asked behind the page; only who has a name can be found.
  const end = Date.now() + 60_000;
  while (/\bHier sta je\b/.test(textOf(page.html))) {
    if (Date.now() > end) throw new Error(`${name} heeft na een minuut nog geen naam`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    page = await visitor.get('/mijn');
  }
}

/** @param {import('./visitor.mjs').Page} page */
function confirmation(page) {
  return forms(page.html).find((form) => form.action.split('?')[0].endsWith(CONFIRM));
}
