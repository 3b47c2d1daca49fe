/**
 * Applications for re-registration in several states, and an objection: teachers
 * whose term is put back in time in the database apply through the site, and the
 * register and its committee work on it.
 */
import { STAFF } from './boards.mjs';
import { beginEarlier, enter } from './portfolio.mjs';
import { Visitor, send } from './visitor.mjs';

/** How long ago these terms began, in months: they end within half a year. */
const BEGAN = 44;
const APPLY = '/mijn/herregistratie/aanvragen';

/** Who applies, with the hours of two courses. */
const APPLICANTS = [
  { name: 'Zoë Elzenwaard', familyName: 'Elzenwaard', hours: ['104', '62'] },
  { name: "Lotte van 't Hoogriet", familyName: 'Hoogriet', hours: ['60', '52'] },
  { name: 'Quinten Polderzij', familyName: 'Polderzij', hours: ['90', '40'] },
  { name: 'Roos Slootdaal', familyName: 'Slootdaal', hours: ['30', '20'] },
];

/**
 * @param {string} site address of the site
 * @param {string} database address of its database
 * @returns {Promise<number>} how many applied
 */
export async function makeApplications(site, database) {
  const cases = [];
  for (const { name, familyName, hours } of APPLICANTS) {
    const teacher = await logIn(site, 'digid', name, '/mijn/portfolio');
    await enter(teacher, 30, { title: 'Leergang vakinhoud', hours: hours[0], category: 'vakinhoudelijk', kind: 'cursus' });
    await enter(teacher, 12, { title: 'Leergang begeleiden', hours: hours[1], category: 'pedagogisch', kind: 'cursus' });
    await beginEarlier(database, familyName, BEGAN);
    const sent = await send(teacher, APPLY, '/aanvraag/indienen', { agreed: 'ja', remark: '' });
    cases.push({ teacher, address: new URL(sent.url).pathname.replace('/mijn/', '/behandeling/'), own: new URL(sent.url).pathname });
  }
  await mandates(site);
  const [, waiting, advised, refused] = cases;
  const inge = await logIn(site, 'medewerker', 'Inge Sluisdorp', '/behandeling');
  const peter = await logIn(site, 'medewerker', 'Peter Kadeveld', '/behandeling');

  await take(inge, waiting.address);
  await ask(inge, waiting.address, 'completion', 'Bij je cursus staat geen bewijs. Kun je dat toevoegen in je portfolio?');

  await take(inge, advised.address);
  await ask(inge, advised.address, 'advice', 'Deze leraar haalt 130 van de 160 uur. Is er genoeg laten zien?');
  await send(inge, '/behandeling/commissie', '/commissie/plannen', { place: 'Online', ...today() });
  for (const name of ['Frank Strandweg', 'Joke Wielrak']) {
    const member = await logIn(site, 'medewerker', name, '/behandeling/commissie');
    const sessions = await member.get('/behandeling/commissie');
    const session = /\/behandeling\/commissie\/[0-9a-f-]{36}/.exec(sessions.html)?.[0];
    if (!session) throw new Error(`geen zitting voor ${name}`);
    await send(member, session, '/commissie/advies', { kind: 'negative', reasons: 'Er ontbreken 30 uur.' });
  }

  await take(inge, refused.address);
  await ask(inge, refused.address, 'view', 'Je haalt 50 van de 160 uur. We zijn van plan je aanvraag af te wijzen.');
  await send(refused.teacher, refused.own, '/zaak/antwoord', { answer: 'Ik was vijf maanden ziek. Mijn school heeft dat niet doorgegeven.' });
  await send(inge, `${refused.address}?deel=besluit`, '/zaak/voorstel', { verdict: 'refused', reasons: 'Je haalt 50 van de 160 uur.' });
  await send(peter, `${refused.address}?deel=besluit`, '/zaak/stap', { step: 'confirm' });
  const decided = await refused.teacher.get(refused.own);
  const decision = /\/mijn\/besluiten\/[0-9a-f-]{36}/.exec(decided.html)?.[0];
  if (!decision) throw new Error(`geen besluit op ${refused.own}`);
  const objected = await send(refused.teacher, `${decision}/bezwaar`, '/mijn/bezwaar', { grounds: 'Ik was 5 maanden ziek. Mijn school heeft dit niet doorgegeven.' });
  const rosa = await logIn(site, 'medewerker', 'Rosa Lindekade', '/behandeling');
  await take(rosa, new URL(objected.url).pathname.replace('/mijn/', '/behandeling/'));
  return APPLICANTS.length;
}

/** Who decides on what, and who is in the committee. @param {string} site */
async function mandates(site) {
  for (const name of ['Saskia Molenrak', 'Frank Strandweg', 'Joke Wielrak']) await logIn(site, 'medewerker', name, '/behandeling/commissie');
  for (const name of ['Rosa Lindekade', 'Bas Duinkamp']) await logIn(site, 'medewerker', name, '/behandeling');
  const keeper = await logIn(site, 'medewerker', 'Ton Wierhaven', '/behandeling/mandaten');
  for (const [name, kind] of [['Peter Kadeveld', 'reregistration'], ['Rosa Lindekade', 'objection'], ['Bas Duinkamp', 'objection']]) {
    await send(keeper, '/behandeling/mandaten', '/mandaat', { subject: subject(name), kind, basis: 'Mandaatbesluit Lerarenregister 2026, artikel 4' });
  }
  for (const [name, part, sector] of [['Saskia Molenrak', 'chair', ''], ['Frank Strandweg', 'teacher', 'vo'], ['Joke Wielrak', 'teacher', 'vo']]) {
    await send(keeper, '/behandeling/commissie', '/commissie/lid', { subject: subject(name), part, sector, boards: '' });
  }
}

/** @param {string} name */
const subject = (name) => STAFF.find((one) => one.name === name)?.subject ?? '';

/** @param {string} site @param {string} means @param {string} name @param {string} back */
async function logIn(site, means, name, back) {
  const visitor = new Visitor(site);
  await visitor.logIn(means, name, back);
  return visitor;
}

/** @param {Visitor} worker @param {string} address */
const take = (worker, address) => send(worker, address, '/zaak/stap', { step: 'take' });

/** @param {Visitor} worker @param {string} address @param {string} what @param {string} question */
const ask = (worker, address, what, question) => send(worker, address, '/zaak/vraag', { what, question });

/** Today in the Netherlands, as the three fields of a date. */
function today() {
  const [year, month, day] = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' }).split('-');
  return { on_day: day, on_month: month, on_year: year };
}
