/**
 * Cases in several states, made as they come about: teachers send evidence or ask for a correction, and
 * case workers judge it. For what has waited the clock of the site is put back for a while.
 */
import { readFile } from 'node:fs/promises';
import { STAFF } from './boards.mjs';
import { UPPER, compare, record } from './subjects.mjs';
import { Visitor, accepted, send } from './visitor.mjs';

const PAPER = new URL('leveringen/geen-csv.pdf', import.meta.url);
const REPORT = '/mijn/gegevens/correctie';
const LIST = 'In welk register ik sta';

/**
 * @param {string} site address of the site
 * @param {(days: number) => Promise<void>} moveClock sets how many days the clock of the site is ahead
 * @returns {Promise<number>} how many cases there are
 */
export async function makeCases(site, moveClock) {
  const [keeper, decider] = [await logIn(site, 'Ton Wierhaven'), await logIn(site, 'Peter Kadeveld')];
  const inTwoYears = String(new Date().getFullYear() + 2);
  // From today on, as the form proposes.
  await send(keeper, '/behandeling/mandaten', '/mandaat', {
    subject: STAFF.find(({ name }) => name === 'Peter Kadeveld')?.subject ?? '',
    basis: 'Mandaatbesluit Lerarenregister 2026, artikel 3',
  });
  await send(keeper, '/behandeling/mandaten', '/mandaat', {
    subject: STAFF.find(({ name }) => name === 'Peter Kadeveld')?.subject ?? '',
    kind: 'registration',
    basis: 'Mandaatbesluit Lerarenregister 2026, artikel 3',
  });

  // Eight weeks for a decision, and four for evidence: these are nearly over, and one is.
  const latest = 'Toegestaan tot en met';
  try {
    await moveClock(-52);
    await report(site, 'Tessa Otterkreek', latest, 'Ik begon op 1 oktober met mijn opleiding. Dan hoort de uiterste datum later te zijn.');
    await moveClock(-30);
    await evidence(site, 'Ineke Vlierduin', { subject: 'Nederlands', ...UPPER }, 'Mijn akte is van voor het Diplomaregister.');
    await moveClock(-25);
    await evidence(site, 'Petra Wilgenrak', { subject: 'Aardrijkskunde', ...UPPER }, 'Dit is mijn akte van 1991. De school van toen bestaat niet meer.');
  } finally {
    await moveClock(0);
  }

  await evidence(site, 'Łucja Zandowska', { subject: 'Duits', ...UPPER }, 'Ik heb een erkenning van mijn Poolse diploma.', 'buitenlands-diploma');
  await evidence(site, 'Sofie Verlinzand', { subject: 'Frans', ...UPPER }, 'Dit is mijn diploma uit België.', 'buitenlands-diploma');
  await register(site, 'Olaf Eendenkooi', { subject: 'Duits', ...UPPER }, 'Mijn akte is van 1990. Ik wil weer les gaan geven.');
  await report(site, 'Umut Noordplas', LIST, 'Ik geef dit jaar een ander vak. Ik denk dat dat in het voorportaal hoort.');
  await report(site, 'Mehmet Hoefbroek', LIST, 'Ik wil niet in het lerarenregister staan.');

  const worker = await logIn(site, 'Inge Sluisdorp');
  await take(worker, 'Otterkreek');
  await send(worker, await take(worker, 'Eendenkooi'), '/zaak/vraag', { question: 'Op de scan is de achterkant van je akte niet te zien. Stuur je die nog?' });
  await propose(worker, await take(worker, 'Zandowska'), { verdict: 'granted', until_day: '31', until_month: '7', until_year: inTwoYears });
  await propose(worker, await take(worker, 'Verlinzand'), { verdict: 'refused', reasons: 'Op dit papier staat niet welk vak je mag geven. Heb je ook de lijst met vakken die erbij hoort?' });
  await propose(worker, await take(worker, 'Noordplas'), { verdict: 'granted', becomes: 'vestibule', until_day: '31', until_month: '7', until_year: inTwoYears, reasons: 'Je geeft dit schooljaar een vak waarvoor je diploma niet geldt.' });
  const refused = await take(worker, 'Hoefbroek');
  await send(worker, refused, '/zaak/vraag', { what: 'view', question: 'We zijn van plan je verzoek af te wijzen. Je school gaf een grondslag door die bij het lerarenregister hoort.' });
  const teacher = new Visitor(site);
  await teacher.logIn('digid', 'Mehmet Hoefbroek', '/mijn');
  await send(teacher, refused.replace('/behandeling/', '/mijn/'), '/zaak/antwoord', { answer: 'Ik wil toch niet in het register staan.' });
  await propose(worker, refused, { verdict: 'refused', reasons: 'Je school gaf een grondslag door die bij het lerarenregister hoort. Dat klopt met je diploma.' });
  await send(decider, `${refused}?deel=besluit`, '/zaak/stap', { step: 'confirm' });
  return 8;
}

/** @param {string} site @param {string} name @returns {Promise<Visitor>} a member of staff */
async function logIn(site, name) {
  const visitor = new Visitor(site);
  await visitor.logIn('medewerker', name, '/behandeling');
  return visitor;
}

/**
 * A teacher enters a subject with evidence.
 * @param {string} site
 * @param {string} name
 * @param {Record<string, string>} claim
 * @param {string} uitleg
 * @param {string} [soort]
 */
async function evidence(site, name, claim, uitleg, soort = 'oud-diploma') {
  const visitor = new Visitor(site);
  await visitor.logIn('digid', name, '/mijn');
  const id = await compare(visitor, claim);
  const body = new FormData();
  const fields = { claim: id, soort, uitleg, verder: 'ja' };
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set('bestand', await paper());
  accepted(await visitor.post('/api/mijn/bewijsstuk', body, `/mijn/vakken/toevoegen/bewijs?vak=${id}`), `bewijs van ${name}`);
  await record(visitor, id);
}

/**
 * A teacher without an appointment asks to be entered.
 * @param {string} site
 * @param {string} name
 * @param {Record<string, string>} claim
 * @param {string} uitleg
 */
async function register(site, name, claim, uitleg) {
  const visitor = new Visitor(site);
  await visitor.logIn('digid', name, '/mijn');
  const body = new FormData();
  for (const [field, value] of Object.entries({ ...claim, uitleg })) body.set(field, value);
  body.set('bestand', await paper());
  accepted(await visitor.post('/api/mijn/aanmelding', body, '/mijn/aanmelden'), `aanmelding van ${name}`);
}

/** The scan of a diploma. */
const paper = async () => new File([await readFile(PAPER)], 'diploma.pdf', { type: 'application/pdf' });

/**
 * A teacher says that something is not right.
 * @param {string} site
 * @param {string} name
 * @param {string} fact
 * @param {string} message
 */
async function report(site, name, fact, message) {
  const visitor = new Visitor(site);
  await visitor.logIn('digid', name, '/mijn');
  const page = await visitor.get(REPORT);
  const appointment = /<option value="([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
  await send(visitor, REPORT, '/mijn/correctie', { appointment, fact, message });
}

/**
 * A case worker takes the case of a teacher.
 * @param {Visitor} worker
 * @param {string} family the family name of the teacher
 * @returns {Promise<string>} the address of the case
 */
async function take(worker, family) {
  const list = await worker.get(`/behandeling?q=${encodeURIComponent(family)}`);
  const address = /\/behandeling\/zaken\/[0-9a-f-]{36}/.exec(list.html)?.[0];
  if (!address) throw new Error(`geen zaak van ${family}`);
  await send(worker, address, '/zaak/stap', { step: 'take' });
  return address;
}

/** @param {Visitor} worker @param {string} address @param {Record<string, string>} values */
const propose = (worker, address, values) => send(worker, `${address}?deel=besluit`, '/zaak/voorstel', values);
