/**
 * A teacher of the demo who is halfway the term for re-registration: entered
 * through the site, and then put back in time in the database, for a demo that
 * began today has nobody who is halfway.
 */
import pg from 'pg';
import { Visitor, forms, send } from './visitor.mjs';

const WHO = { name: 'Femke van Oeverzicht', familyName: 'Oeverzicht' };
/** How long ago the term of who is halfway began, in months. */
const HALFWAY = 29;

/** Months ago, what it was, hours, and the category; nothing for who chooses it later. */
const DONE = [
  [27, 'Nascholing evolutie', '12', 'vakinhoudelijk', 'cursus'],
  [25, 'Leerlingen met een ondersteuningsvraag', '8', 'pedagogisch', 'studiedag'],
  [22, 'Cursus formatief toetsen', '15', 'vakdidactisch', 'cursus'],
  [19, 'Nieuw rooster voor de onderbouw', '6', 'school', 'binnen_school'],
  [16, 'Congres voor biologiedocenten', '9', 'vakinhoudelijk', 'conferentie'],
  [12, 'Mentor van een startende collega', '16', 'pedagogisch', 'binnen_school'],
  [8, 'Gesprekken voeren met ouders', '4', 'professioneel_algemeen', 'cursus'],
  [5, 'Practica die leerlingen zelf ontwerpen', '18', 'vakdidactisch', 'cursus'],
  [2, 'Vakliteratuur over ecologie', '7,5', 'vakinhoudelijk', 'zelfstudie'],
  [1, 'Intervisie met de sectie', '4', '', 'informeel'],
];

/** The day so many months ago, as the three fields of a date. @param {number} months @param {string} name */
function ago(months, name) {
  const day = new Date();
  day.setUTCDate(12);
  day.setUTCMonth(day.getUTCMonth() - months);
  return {
    [`${name}_day`]: String(day.getUTCDate()),
    [`${name}_month`]: String(day.getUTCMonth() + 1),
    [`${name}_year`]: String(day.getUTCFullYear()),
  };
}

/**
 * @param {string} site address of the site
 * @param {string} database address of its database
 */
export async function goHalfway(site, database) {
  const visitor = new Visitor(site);
  await visitor.logIn('digid', WHO.name, '/mijn/portfolio');
  for (const [months, title, hours, category, kind] of DONE) {
    await enter(visitor, Number(months), { title: String(title), hours: String(hours), category: String(category), kind: String(kind) });
  }
  await beginEarlier(database, WHO.familyName, HALFWAY);
  const leave = { kind: 'ouderschapsverlof', ...ago(18, 'begins'), ...ago(17, 'ends') };
  const page = await visitor.get('/mijn/herregistratie');
  const form = forms(page.html).find(({ action }) => action.split('?')[0].endsWith('/mijn/onderbreking'));
  if (!form) throw new Error(`geen formulier voor een onderbreking op ${page.url}: ${page.status}`);
  const done = await visitor.submit(page, form, leave);
  if (!done.url.includes('melding=onderbreking')) throw new Error(`de onderbreking is niet opgeslagen: ${done.status} ${done.url}`);
}

/**
 * Enters an activity of so many months ago.
 * @param {Visitor} visitor the teacher, who is logged in
 * @param {number} months
 * @param {{ title: string, hours: string, category: string, kind: string }} activity
 */
export async function enter(visitor, months, activity) {
  await send(visitor, '/mijn/portfolio/activiteit/nieuw', '/mijn/activiteit', { ...activity, ...ago(months, 'from') });
}

/**
 * As if the school delivered and the teacher confirmed so many months ago.
 * @param {string} database
 * @param {string} familyName
 * @param {number} months
 */
export async function beginEarlier(database, familyName, months) {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const mine = `select a.id from appointment a
    join person_details d on d.person_id = a.person_id and upper_inf(d.recorded)
    where d.family_name = $1`;
  const began = `date_trunc('month', now()) - interval '${months} months'`;
  try {
    await client.query('begin');
    await client.query(`delete from entry where status = 'staged' and appointment_id in (${mine})`, [familyName]);
    for (const table of ['appointment_version', 'placement', 'entry']) {
      await client.query(
        `update ${table} set recorded = tstzrange(${began}, null) where upper_inf(recorded) and appointment_id in (${mine})`,
        [familyName],
      );
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}
