/**
 * A synthetic country: 1,000 boards, 6,500 schools and 300,000 teachers, none
 * of whom exists. The same every time.
 */
import { CONTACTS } from './demo/boards.mjs';
import { COLUMNS, csv } from './demo/make.mjs';

/** Boards and their numbers of teachers. @type {[number, number][]} */
const SIZES = [[1, 12_000], [9, 4_000], [90, 1_000], [900, 180]];
const SCHOOLS = 6_500;
const TEACHERS = SIZES.reduce((sum, [boards, teachers]) => sum + boards * teachers, 0);

/** Per sector: its share, the usual ground, and grounds of the vestibule with what they need. */
const SECTORS = [
  { sector: 'po', share: 0.5, ground: 'PO-3.1B1', others: [{ grondslag: 'PO-3.1B3', onderwijsterreinen: 'GROEPSLEERKRACHT' }] },
  { sector: 'so', share: 0.04, ground: 'SO-3.1B1', others: [{ grondslag: 'SO-3.1B3', onderwijsterreinen: 'GROEPSLEERKRACHT' }] },
  {
    sector: 'vso',
    share: 0.04,
    ground: 'SO-3.1B1',
    others: [{ grondslag: 'SO-3.5', onderwijsterreinen: 'NEDERLANDS', einddatum: '2027-07-31' }, { grondslag: 'SO-3.1B3', onderwijsterreinen: 'ENGELS' }],
  },
  {
    sector: 'vo',
    share: 0.32,
    ground: 'VO-33.1B1',
    others: [
      { grondslag: 'VO-33.4', verklaringInspanning: 'ja', onderwijsterreinen: 'WISKUNDE' },
      { grondslag: 'VO-33.3V', onderwijsterreinen: 'NEDERLANDS', einddatum: '2027-07-31' },
      { grondslag: 'VO-33.1B3', onderwijsterreinen: 'ENGELS' },
    ],
  },
  { sector: 'mbo', share: 0.1, ground: 'MB-B1', others: [{ grondslag: 'MB-C', onderwijsterreinen: 'ENGELS' }] },
];
/** Who logs in for the first board, the largest. */
export const CONTACT = CONTACTS[0];
/** How many in a hundred are not qualified for what they teach. */
const VESTIBULE = 7;

/**
 * @typedef {object} Board
 * @property {string} number
 * @property {typeof SECTORS[number]} sector
 * @property {number} teachers
 * @property {string[]} schools institution codes
 */

/** @returns {Board[]} */
export function boards() {
  const sizes = SIZES.flatMap(([count, teachers]) => Array(count).fill(teachers));
  let school = 0;
  return sizes.map((teachers, at) => {
    const count = Math.max(1, Math.round((teachers / TEACHERS) * SCHOOLS));
    const schools = Array.from({ length: count }, () => institution(school++));
    // By the golden ratio: every sector has large boards and small ones.
    const place = (at * 0.618034) % 1;
    const sector = SECTORS.find((_, n) => place < SECTORS.slice(0, n + 1).reduce((sum, { share }) => sum + share, 0)) ?? SECTORS[0];
    return { number: String(50_000 + at), sector, teachers, schools };
  });
}

/** The files with which boards and schools are loaded. @param {Board[]} country */
export function institutions(country) {
  const rows = country.flatMap(({ number, sector, schools }) =>
    schools.map((code) => [number, code, `${code}00`, `School ${code}`, `School ${code}`, 'Zuiderveen', sector.sector].join(';')),
  );
  return {
    boards: ['BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;KVK-NUMMER', ...country.map(({ number }, at) => `${number};Bestuur ${number};${at === 0 ? CONTACT.kvk : `900${number}`}`)].join('\n'),
    locations: ['BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM;VESTIGINGSNAAM;PLAATSNAAM;SECTOR', ...rows].join('\n'),
  };
}

/** The deliveries of a board, in parts of at most 10,000 rows. @param {Board} board @param {Generator<string>} bsns */
export function* deliveries(board, bsns) {
  const rows = Array.from({ length: board.teachers }, (_, at) => row(board, at, String(bsns.next().value)));
  for (let from = 0; from < rows.length; from += 10_000) {
    const part = rows.slice(from, from + 10_000);
    yield { rows: part.length, csv: csv(COLUMNS, part) };
  }
}

/** @param {Board} board @param {number} at @param {string} bsn */
function row(board, at, bsn) {
  const school = board.schools[at % board.schools.length];
  const is_other = at % 100 < VESTIBULE;
  const start = is_other ? '2026-08-01' : `${1985 + (at % 40)}-08-01`;
  const ground = is_other ? { ingangsdatumGrond: start, ...board.sector.others[at % board.sector.others.length] } : { grondslag: board.sector.ground };
  return {
    bevoegdGezag: board.number,
    benoemingvolgnummer: `${board.number}-${String(at).padStart(6, '0')}`,
    versie: '1',
    burgerservicenummer: bsn,
    geboortedatum: `${1960 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`,
    instellingscode: school,
    vestigingscode: `${school}00`,
    begindatum: start,
    functiecategorie: ['po', 'so'].includes(board.sector.sector) ? '8' : '9',
    arbeidsovereenkomstBegindatum: start,
    ...ground,
  };
}

/** Numbers that pass the test of eleven, from a range that is given to nobody. */
export function* bsns() {
  for (let stem = 90_000_000; ; stem += 1) {
    const digits = [...String(stem)].map(Number);
    const last = digits.reduce((sum, digit, at) => sum + digit * (9 - at), 0) % 11;
    if (last < 10) yield `${stem}${last}`;
  }
}

/** `10AA`, `10AB`, ... @param {number} number */
function institution(number) {
  const letter = (/** @type {number} */ value) => String.fromCharCode(65 + (value % 26));
  return `${10 + Math.floor(number / 676)}${letter(Math.floor(number / 26))}${letter(number)}`;
}
