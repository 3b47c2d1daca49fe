/**
 * A synthetic country: 1,000 boards, 6,500 schools and 300,000 teachers, none
 * of whom exists. The same every time.
 */
import { CONTACTS } from './demo/boards.mjs';
import { COLUMNS, csv } from './demo/make.mjs';

/** Boards and their numbers of teachers. @type {[number, number][]} */
const SIZES = [[1, 12_000], [9, 4_000], [90, 1_000], [900, 180]];
const SCHOOLS = 6_500;
export const TEACHERS = SIZES.reduce((sum, [boards, teachers]) => sum + boards * teachers, 0);

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

/** Parts of names that nobody has; put together they are as many and as unevenly spread as real ones. */
export const FIRST_NAMES = ['Jan', 'Mila', 'Chloë', 'Sjoukje', 'Anouk', 'Bram', 'Daan', 'Eva', 'Femke', 'Gijs', 'Hatice', 'Ilse', 'Joris', 'Karim', 'Lotte', 'Maarten', 'Noor', 'Oumaima', 'Pim', 'Quinten', 'Roos', 'Sem', 'Tess', 'Umut', 'Vera', 'Wout', 'Xander', 'Yara', 'Zoë', 'Hendrik'];
export const PREFIXES = ['', '', '', '', 'van', 'van der', 'de', 'van den', 'ter', "van 't"];
export const BEGINNINGS = ['Zand', 'Water', 'Kwelder', 'Turf', 'Veen', 'Linde', 'Eike', 'Berken', 'Rietvoorn', 'Klaver', 'Hoog', 'Laag', 'Oude', 'Nieuwe', 'Molen', 'Brug', 'Kerk', 'Dijk', 'Sluis', 'Polder', 'Haver', 'Gersten', 'Rogge', 'Tarwe', 'Bloem', 'Distel', 'Vlier', 'Doorn', 'Wilgen', 'Essen', 'Ijzer', 'Zilver', 'Goud', 'Koper', 'Tin', 'Lood', 'Steen', 'Grint', 'Klei', 'Leem'];
export const MIDDLES = ['', 'en', 'er', 'se', 'land', 'aker', 'hol', 'wei'];
export const ENDS = ['licht', 'bos', 'hoek', 'dal', 'veld', 'man', 'stra', 'recht', 'meer', 'horst', 'huis', 'kamp', 'berg', 'broek', 'wijk', 'zijl', 'loo', 'mans', 'sma', 'inga', 'ink', 'daal', 'voort', 'drecht', 'waard', 'gaard', 'bergh', 'sen', 'stein', 'oord'];

/** What somebody who looks a teacher up types: how it is called, and the questions. @returns {[string, string[]][]} */
export function questions() {
  const some = (/** @type {number} */ from, /** @type {string[]} */ list) => Array.from({ length: 40 }, (_, at) => list[(from + at * 7) % list.length]);
  const families = Array.from({ length: 40 }, (_, at) => `${BEGINNINGS[at]}${MIDDLES[at % 8]}${ENDS[(at * 11) % 30]}`);
  const firsts = some(0, FIRST_NAMES);
  const plain = (/** @type {string} */ text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  return [
    ['achternaam', families],
    ['voor- en achternaam', families.map((name, at) => `${firsts[at]} ${name}`)],
    ['zonder accenten', families.map((name, at) => plain(`${firsts[at]} ${name}`))],
    ['met voorvoegsel', families.map((name, at) => (at % 2 ? `van der ${name}` : `${name}, van der`))],
    ['begin van een naam', BEGINNINGS.map((name) => name.slice(0, 4))],
    ['alleen een voornaam', firsts],
    ['tikfout', families.map((name) => name.replace(/(.)(.)(..)$/, '$2$1$3'))],
    ['met een school', families.map((name, at) => `${name} School 1${at % 9}`)],
    ['niemand', families.map((name) => `Qx${name}`)],
  ];
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
