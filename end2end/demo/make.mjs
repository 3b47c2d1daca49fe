/**
 * Makes every data file of the demo from people.mjs and boards.mjs:
 * `node end2end/demo/make.mjs`. The output is committed; running it again
 * changes nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BOARDS, LOCATIONS } from './boards.mjs';
import { TEACHERS } from './people.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** The columns of a delivery, in order. */
export const COLUMNS = [
  'bevoegdGezag',
  'benoemingvolgnummer',
  'versie',
  'burgerservicenummer',
  'geboortedatum',
  'nietIngezetene',
  'voornamen',
  'voorvoegsel',
  'achternaam',
  'geslacht',
  'adres',
  'postcode',
  'woonplaats',
  'instellingscode',
  'vestigingscode',
  'begindatum',
  'einddatum',
  'soort',
  'functiecategorie',
  'arbeidsovereenkomstBegindatum',
  'arbeidsovereenkomstEinddatum',
  'grondslag',
  'ingangsdatumGrond',
  'verlenging',
  'verklaringInspanning',
  'aanduiding',
  'onderwijsterreinen',
  'leerjaren',
];

/** @typedef {Record<string, string>} Row one line of a delivery by column name */

/**
 * The rows that a board delivers, one per appointment.
 * @param {string} board
 * @returns {Row[]}
 */
export function rowsOf(board) {
  return TEACHERS.flatMap((teacher) =>
    teacher.appointments
      .filter((appointment) => appointment.bevoegdGezag === board)
      .map((appointment) => ({
        ...appointment,
        burgerservicenummer: teacher.bsn,
        geboortedatum: teacher.birthDate,
        nietIngezetene: yesNo(teacher.resident === false),
        voornamen: teacher.firstNames,
        voorvoegsel: teacher.prefix,
        achternaam: teacher.deliveredName ?? teacher.familyName,
        geslacht: teacher.sex,
        adres: `${teacher.address.street} ${teacher.address.house}`,
        postcode: teacher.address.postcode,
        woonplaats: teacher.address.place,
        versie: String(appointment.versie),
        functiecategorie: String(appointment.functiecategorie),
        verlenging: String(appointment.verlenging),
        verklaringInspanning: yesNo(appointment.verklaringInspanning),
        onderwijsterreinen: appointment.onderwijsterreinen.join(','),
        leerjaren: appointment.leerjaren.join(','),
      })),
  );
}

/** @param {boolean} value */
const yesNo = (value) => (value ? 'ja' : 'nee');

/**
 * A CSV text with a header.
 * @param {string[]} columns
 * @param {Row[]} rows
 * @param {string} [separator]
 */
export function csv(columns, rows, separator = ';') {
  const cell = (/** @type {string} */ value) =>
    value.includes(separator) || value.includes('"') || value.includes('\n') ? `"${value.replaceAll('"', '""')}"` : value;
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(cell).join(separator))
    .join('\r\n')
    .concat('\r\n');
}

/** The next month: three real changes and six mistakes between the rows that stay the same. */
export function nextMonth() {
  const rows = rowsOf('41234');
  const change = (/** @type {string} */ number, /** @type {Row} */ fields) => {
    const row = rows.find((candidate) => candidate.benoemingvolgnummer === number);
    if (!row) throw new Error(`geen benoeming ${number}`);
    Object.assign(row, { versie: '2' }, fields);
  };
  // Changes that are right.
  change('2010-000033', { vestigingscode: '99QA00' });
  change('2020-000140', { vestigingscode: '99QA00', achternaam: 'Berkendam' });
  change('2026-000402', { einddatum: '2026-12-31', arbeidsovereenkomstEinddatum: '2026-12-31' });

  /** What is wrong, by appointment number, what it should have been, and what changes besides. */
  /** @type {Record<string, { wrong: Row, right: Row, also: Row }>} */
  const mistakes = {
    '2004-000018': { wrong: { burgerservicenummer: '999990018' }, right: { burgerservicenummer: '999990081' }, also: { vestigingscode: '99QA01' } },
    '2016-000090': { wrong: { einddatum: '2026-11-31' }, right: { einddatum: '2026-11-30' }, also: {} },
    '2017-000110': { wrong: { grondslag: 'VO-99.9' }, right: { grondslag: 'VO-33.1B1' }, also: { vestigingscode: '99QA01' } },
    '2006-000029': { wrong: { instellingscode: '99QC', vestigingscode: '99QC00' }, right: { instellingscode: '99QB', vestigingscode: '99QB00' }, also: {} },
    '2026-000466': { wrong: { onderwijsterreinen: '' }, right: { onderwijsterreinen: 'NEDERLANDS' }, also: { leerjaren: '1,2,3' } },
    '2026-000390': { wrong: { ingangsdatumGrond: '' }, right: { ingangsdatumGrond: '2026-03-01' }, also: { leerjaren: '3,4,5' } },
  };
  const withMistakes = rows.map((row) => ({ ...row }));
  for (const [number, { wrong, right, also }] of Object.entries(mistakes)) {
    change(number, { ...right, ...also });
    const row = withMistakes.find((candidate) => candidate.benoemingvolgnummer === number);
    if (row) Object.assign(row, { versie: '2' }, also, wrong);
  }
  for (const number of ['2010-000033', '2020-000140', '2026-000402']) {
    const index = rows.findIndex((row) => row.benoemingvolgnummer === number);
    withMistakes[index] = { ...rows[index] };
  }
  return { withMistakes, repaired: rows };
}

/** The DUO file of boards. */
function boardsFile() {
  const columns = [
    'BEVOEGD GEZAG NUMMER', 'BEVOEGD GEZAG NAAM', 'STRAATNAAM', 'HUISNUMMER-TOEVOEGING', 'POSTCODE', 'PLAATSNAAM',
    'GEMEENTENUMMER', 'GEMEENTENAAM', 'DENOMINATIE', 'TELEFOONNUMMER', 'INTERNETADRES', 'STRAATNAAM CORRESPONDENTIEADRES',
    'HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES', 'POSTCODE CORRESPONDENTIEADRES', 'PLAATSNAAM CORRESPONDENTIEADRES',
    'ADMINISTRATIEKANTOORNUMMER', 'KVK-NUMMER',
  ];
  return csv(
    columns,
    BOARDS.map((board) => ({
      'BEVOEGD GEZAG NUMMER': board.number,
      'BEVOEGD GEZAG NAAM': board.name,
      STRAATNAAM: board.street,
      'HUISNUMMER-TOEVOEGING': board.house,
      POSTCODE: board.postcode,
      PLAATSNAAM: board.place,
      GEMEENTENUMMER: '9990',
      GEMEENTENAAM: 'Waddenstreek',
      DENOMINATIE: 'Algemeen bijzonder',
      TELEFOONNUMMER: '0900-0000000',
      INTERNETADRES: board.site,
      'STRAATNAAM CORRESPONDENTIEADRES': board.street,
      'HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES': board.house,
      'POSTCODE CORRESPONDENTIEADRES': board.postcode,
      'PLAATSNAAM CORRESPONDENTIEADRES': board.place,
      'KVK-NUMMER': board.kvk,
    })),
  );
}

/**
 * The DUO file of locations. DUO publishes one file per sector, ours holds
 * them together; SECTOR is therefore added as last column.
 */
function locationsFile() {
  const columns = [
    'PROVINCIE', 'BEVOEGD GEZAG NUMMER', 'INSTELLINGSCODE', 'INSTELLINGSNAAM', 'VESTIGINGSCODE', 'VESTIGINGSNAAM',
    'STRAATNAAM', 'HUISNUMMER-TOEVOEGING', 'POSTCODE', 'PLAATSNAAM', 'GEMEENTENUMMER', 'GEMEENTENAAM', 'DENOMINATIE',
    'TELEFOONNUMMER', 'INTERNETADRES', 'ONDERWIJSSTRUCTUUR', 'SECTOR',
  ];
  return csv(
    columns,
    LOCATIONS.map((location) => ({
      PROVINCIE: 'Groningen',
      'BEVOEGD GEZAG NUMMER': location.board,
      INSTELLINGSCODE: location.brin,
      INSTELLINGSNAAM: location.school,
      VESTIGINGSCODE: location.code,
      VESTIGINGSNAAM: location.name,
      STRAATNAAM: location.street,
      'HUISNUMMER-TOEVOEGING': location.house,
      POSTCODE: location.postcode,
      PLAATSNAAM: location.place,
      GEMEENTENUMMER: '9990',
      GEMEENTENAAM: 'Waddenstreek',
      DENOMINATIE: 'Algemeen bijzonder',
      TELEFOONNUMMER: '0900-0000000',
      INTERNETADRES: BOARDS.find((board) => board.number === location.board)?.site ?? '',
      ONDERWIJSSTRUCTUUR: location.structure,
      SECTOR: location.sector,
    })),
  );
}

/** What the population register knows, in the shape of its API. */
function brp() {
  return TEACHERS.filter((teacher) => teacher.resident !== false).map((teacher) => ({
    burgerservicenummer: teacher.bsn,
    ...(teacher.shielded ? { geheimhoudingPersoonsgegevens: true } : {}),
    naam: {
      voornamen: teacher.firstNames,
      ...(teacher.prefix ? { voorvoegsel: teacher.prefix } : {}),
      geslachtsnaam: teacher.familyName,
      voorletters: teacher.firstNames.split(' ').map((name) => `${[...name][0]}.`).join(''),
    },
    geboorte: { datum: { type: 'Datum', datum: teacher.birthDate, langFormaat: longDate(teacher.birthDate) } },
    geslacht: { code: teacher.sex, omschrijving: { M: 'man', V: 'vrouw', O: 'onbekend' }[teacher.sex] },
    verblijfplaats: {
      type: 'Adres',
      verblijfadres: {
        straat: teacher.address.street,
        huisnummer: teacher.address.house,
        postcode: teacher.address.postcode,
        woonplaats: teacher.address.place,
      },
    },
  }));
}

/** @param {string} date */
function longDate(date) {
  return new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}

/** Windows-1252 of a text that has no characters beyond it. @param {string} text */
function cp1252(text) {
  for (const character of text) {
    if (character.codePointAt(0) > 0xff) throw new Error(`${character} bestaat niet in Windows-1252`);
  }
  return Buffer.from(text, 'latin1');
}

/** The smallest document that a PDF reader opens, to be sent where a CSV is asked for. */
function pdf() {
  return Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  );
}

/**
 * A delivery that is too large, for the test of the limit on the size.
 * @param {number} bytes at least this many
 * @returns {Buffer}
 */
export function hugeDelivery(bytes = 60 * 1024 * 1024) {
  const text = csv(COLUMNS, rowsOf('41234'));
  const header = text.slice(0, text.indexOf('\r\n') + 2);
  const body = Buffer.from(text.slice(header.length));
  const times = Math.ceil((bytes - header.length) / body.length);
  return Buffer.concat([Buffer.from(header), ...Array.from({ length: times }, () => body)]);
}

/** What DUO counted, as it publishes it: of one school two more than it delivers. */
function staffFile() {
  const teachers = (/** @type {string} */ brin) =>
    new Set(['41234', '41235'].flatMap(rowsOf).filter((row) => row.instellingscode === brin).map((row) => row.burgerservicenummer)).size;
  const schools = [...new Map(LOCATIONS.map(({ brin, board }) => [brin, board]))];
  const rows = schools.flatMap(([brin, board], at) => [
    { 'BRIN NUMMER': brin, 'BEVOEGD GEZAG': board, FUNCTIEGROEP: 'Leraren', 'PERSONEN 2025': String(teachers(brin) + (at === 0 ? 2 : 0)) },
    { 'BRIN NUMMER': brin, 'BEVOEGD GEZAG': board, FUNCTIEGROEP: 'Directie', 'PERSONEN 2025': '2' },
  ]);
  return csv(['BRIN NUMMER', 'BEVOEGD GEZAG', 'FUNCTIEGROEP', 'PERSONEN 2025'], rows);
}

/** Every file with its content, by path in this folder. @returns {Record<string, string | Buffer>} */
export function files() {
  const month = rowsOf('41234');
  const { withMistakes, repaired } = nextMonth();
  const western = month.filter((row) => [...row.voornamen].every((character) => character.codePointAt(0) <= 0xff));
  const diplomas = Object.fromEntries(TEACHERS.filter((teacher) => teacher.diplomas.length).map((teacher) => [teacher.bsn, teacher.diplomas]));
  return {
    'brp.json': json(brp()),
    'diplomas.json': json(diplomas),
    'besturen.csv': boardsFile(),
    'vestigingen.csv': locationsFile(),
    'personeel.csv': staffFile(),
    'leveringen/levering-goed.csv': csv(COLUMNS, month),
    'leveringen/levering-po.csv': csv(COLUMNS, rowsOf('41235')),
    'leveringen/levering-met-fouten.csv': csv(COLUMNS, withMistakes),
    'leveringen/levering-hersteld.csv': csv(COLUMNS, repaired),
    'leveringen/leeg.csv': '',
    'leveringen/alleen-kop.csv': csv(COLUMNS, []),
    'leveringen/geen-csv.pdf': pdf(),
    'leveringen/verkeerde-kolommen.csv': csv(['naam', 'school', 'vak'], [{ naam: 'M. Zandlicht', school: 'SG De Wending', vak: 'Nederlands' }]),
    'leveringen/windows-1252.csv': cp1252(csv(COLUMNS, western)),
    'leveringen/met-bom.csv': `\uFEFF${csv(COLUMNS, month)}`,
    'leveringen/met-kommas.csv': csv(COLUMNS, month, ','),
    'leveringen/dubbel-nummer.csv': csv(COLUMNS, [month[0], month[0]]),
  };
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(path.join(HERE, 'leveringen'), { recursive: true });
  for (const [name, content] of Object.entries(files())) writeFileSync(path.join(HERE, name), content);
}
