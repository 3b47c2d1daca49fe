/**
 * Criteria in the making: a draft of the profession in consultation, with what
 * teachers say of it, and who the teachers elected.
 */
import pg from 'pg';
import { Visitor, send } from './visitor.mjs';

export const VERSION = '2028-1';
export const SECRETARIAT = 'Tineke Waterhof';
export const ADOPTER = 'Ruud Kanaalstra';

/** Elected members, by family name. */
const ELECTED = ['Waterbos', 'Oeverzicht', 'Duinmeer', 'Heidebrug', 'Turfhoek'];

/** What the draft asks instead of what holds, by the place of the rule. */
const CHANGES = {
  'rules[0][numbers][hours]': '140',
  'rules[0][explanation]': 'In 4 jaar laat je minstens 140 uur zien.',
  'rules[1][numbers][hours]': '90',
  'rules[1][explanation]': 'Minstens 90 uur gaat over lesgeven: je vak, vakdidactiek of pedagogiek.',
  'rules[2][explanation]': 'In het voortgezet onderwijs gaat minstens 40 uur over de inhoud van je vak.',
  'rules[3][explanation]': 'Van uren voor je beroep in het algemeen, je school of de beroepsgroep tellen er ten hoogste 60 mee.',
};
const REASON = 'Leraren met een kleine aanstelling haalden 160 uur vaak niet. Met feedback van een collega leggen we de nadruk op kwaliteit.';

const REACTIONS = [
  ['Joris Waterbos', 'Goed dat er minder uren nodig zijn. Ik mis nog iets voor wie mentor is.'],
  ['Femke van Oeverzicht', 'Eén keer feedback vind ik weinig. Maak er twee van.'],
  ['Carlijn Heidebrug', 'Duidelijke regels. Fijn dat je ziet wat er verandert.'],
];

/**
 * @param {string} site address of the site
 * @param {string} database address of its database
 * @returns {Promise<number>} how many teachers reacted
 */
export async function consult(site, database) {
  await elect(database);
  const office = new Visitor(site);
  await office.logIn('medewerker', SECRETARIAT, '/criteria');
  await send(office, '/criteria', '/criteria/nieuw', { version: VERSION });
  const editor = `/criteria/${VERSION}/bewerken`;
  await send(office, editor, '/criteria/bewaren', { ...CHANGES, reason: REASON, name: 'Minder uren, meer kwaliteit', soort: 'MIN_PEER_REVIEWS', knop: 'erbij' });
  const review = {
    'rules[4][numbers][given]': '1',
    'rules[4][numbers][received]': '1',
    'rules[4][explanation]': 'Je geeft een collega minstens 1 keer feedback, en je krijgt het minstens 1 keer.',
  };
  await send(office, editor, '/criteria/bewaren', { ...CHANGES, ...review, reason: REASON, soort: '', knop: 'reken' });
  await reckoned(office, editor);
  const until = new Date(Date.now() + 60 * 24 * 3600 * 1000);
  const day = { day_day: String(until.getUTCDate()), day_month: String(until.getUTCMonth() + 1), day_year: String(until.getUTCFullYear()) };
  await send(office, `/criteria/${VERSION}`, '/criteria/stap', { step: 'raadpleging', ...day });
  for (const [name, text] of REACTIONS) {
    const teacher = new Visitor(site);
    await teacher.logIn('digid', name, '/mijn');
    await send(teacher, `/criteria/${VERSION}`, '/criteria/reactie', { text });
  }
  return REACTIONS.length;
}

/** Waits until it is known what the draft would do. @param {Visitor} office @param {string} editor */
async function reckoned(office, editor) {
  const end = Date.now() + 60_000;
  while ((await office.get(editor)).html.includes('Kijk opnieuw')) {
    if (Date.now() > end) throw new Error('het concept is na een minuut nog niet doorgerekend');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** An election is outside the register: its outcome is noted. @param {string} database */
async function elect(database) {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    await client.query(
      `insert into delegate (id, person_id, valid, basis, granted_by, granted_at)
       select gen_random_uuid(), person_id, daterange('2026-08-01', '2030-08-01'), 'Verkiezing 2026', 'deelnemersvergadering', now()
       from person_details
       where upper_inf(recorded) and family_name = any($1)`,
      [ELECTED],
    );
  } finally {
    await client.end();
  }
}
