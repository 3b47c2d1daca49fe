/**
 * The short ways in which people.mjs writes down a diploma and an appointment.
 */

/**
 * @typedef {object} Diploma as the Diplomaregister holds it
 * @property {string | null} opleidingscode
 * @property {string} opleidingsnaam
 * @property {'hbo-bachelor' | 'hbo-master' | 'wo-master' | 'wo-bachelor' | 'mbo' | 'getuigschrift'} soort
 * @property {string} instellingsnaam
 * @property {string} diplomadatum
 * @property {string} land
 * @property {string | null} bevoegdheidOpDiploma
 */

/**
 * @typedef {object} Appointment one row of a delivery
 * @property {string} bevoegdGezag
 * @property {string} benoemingvolgnummer
 * @property {number} versie
 * @property {string} instellingscode
 * @property {string} vestigingscode
 * @property {string} begindatum
 * @property {string} einddatum
 * @property {string} soort
 * @property {number} functiecategorie 8 teacher of a group, 9 of a subject, 10 in training
 * @property {string} arbeidsovereenkomstBegindatum
 * @property {string} arbeidsovereenkomstEinddatum
 * @property {string} grondslag
 * @property {string} ingangsdatumGrond
 * @property {number} verlenging
 * @property {boolean} verklaringInspanning
 * @property {string} aanduiding
 * @property {string[]} onderwijsterreinen
 * @property {number[]} leerjaren
 */

/** Programme codes of the teacher training for one subject (tweedegraads). */
const SECOND_GRADE_CODES = {
  Aardrijkskunde: '35201',
  Biologie: '35301',
  Duits: '35193',
  Economie: '35202',
  Engels: '35195',
  Frans: '35196',
  Geschiedenis: '35197',
  Maatschappijleer: '35411',
  Natuurkunde: '35261',
  Nederlands: '35198',
  Spaans: '35199',
  Wiskunde: '35221',
};

const NOORDERZEE = 'Hogeschool Noorderzee';
const VECHTLANDEN = 'Hogeschool Vechtlanden';
const OOSTERHAVEN = 'Universiteit van Oosterhaven';

/** @param {Partial<Diploma>} parts @returns {Diploma} */
function diploma(parts) {
  return {
    opleidingscode: null,
    opleidingsnaam: '',
    soort: 'hbo-bachelor',
    instellingsnaam: NOORDERZEE,
    diplomadatum: '',
    land: 'NL',
    bevoegdheidOpDiploma: null,
    ...parts,
  };
}

/** Teacher training of one subject, second grade. @param {string} subject @param {string} date */
export const secondGrade = (subject, date) =>
  diploma({
    opleidingscode: SECOND_GRADE_CODES[/** @type {keyof typeof SECOND_GRADE_CODES} */ (subject)] ?? null,
    opleidingsnaam: `B Opleiding tot leraar voortgezet onderwijs van de tweede graad in ${subject}`,
    diplomadatum: date,
    bevoegdheidOpDiploma: 'tweedegraads',
  });

/** First grade at a university of applied sciences. @param {string} subject @param {string} date */
export const firstGradeHbo = (subject, date) =>
  diploma({
    opleidingsnaam: `M Opleiding tot leraar voortgezet onderwijs van de eerste graad in ${subject}`,
    soort: 'hbo-master',
    instellingsnaam: VECHTLANDEN,
    diplomadatum: date,
    bevoegdheidOpDiploma: 'eerstegraads',
  });

/** First grade at a university. @param {string} subject @param {string} date */
export const firstGradeWo = (subject, date) =>
  diploma({
    opleidingsnaam: `M Leraar Voorbereidend Hoger Onderwijs in ${subject}`,
    soort: 'wo-master',
    instellingsnaam: OOSTERHAVEN,
    diplomadatum: date,
    bevoegdheidOpDiploma: 'eerstegraads',
  });

/** Teacher of primary education. @param {string} date */
export const pabo = (date) =>
  diploma({
    opleidingscode: '34808',
    opleidingsnaam: 'B Opleiding tot leraar Basisonderwijs',
    instellingsnaam: VECHTLANDEN,
    diplomadatum: date,
  });

/** Certificate for physical education in primary schools, groups 3 to 8. @param {string} date */
export const gymnasticsCourse = (date) =>
  diploma({
    opleidingsnaam: 'Leergang bewegingsonderwijs PO',
    soort: 'getuigschrift',
    instellingsnaam: VECHTLANDEN,
    diplomadatum: date,
  });

/** Physical education, first grade. @param {string} date */
export const physicalEducation = (date) =>
  diploma({
    opleidingscode: '35025',
    opleidingsnaam: 'B Opleiding tot leraar voortgezet onderwijs van de eerste graad in Lichamelijke Opvoeding',
    diplomadatum: date,
    bevoegdheidOpDiploma: 'eerstegraads',
  });

/** Music teacher, without grade. @param {string} date */
export const music = (date) =>
  diploma({
    opleidingscode: '39112',
    opleidingsnaam: 'B Docent Muziek',
    instellingsnaam: 'Conservatorium Waddenstad',
    diplomadatum: date,
    bevoegdheidOpDiploma: 'ongegradeerd',
  });

/** Teacher of visual arts, without grade. @param {string} date */
export const visualArts = (date) =>
  diploma({
    opleidingscode: '39100',
    opleidingsnaam: 'B Docent Beeldende Kunst en Vormgeving',
    instellingsnaam: 'Kunstacademie Waddenstad',
    diplomadatum: date,
    bevoegdheidOpDiploma: 'ongegradeerd',
  });

/** Bachelor of a university, with or without the educational minor. @param {string} programme @param {string} date @param {boolean} minor */
export const bachelor = (programme, date, minor) =>
  diploma({
    opleidingsnaam: minor ? `B ${programme} met educatieve minor` : `B ${programme}`,
    soort: 'wo-bachelor',
    instellingsnaam: OOSTERHAVEN,
    diplomadatum: date,
    bevoegdheidOpDiploma: minor ? 'beperkt tweedegraads' : null,
  });

/** A degree that gives no teaching authority. @param {string} programme @param {string} date @param {Diploma['soort']} kind */
export const otherDegree = (programme, date, kind = 'hbo-bachelor') =>
  diploma({ opleidingsnaam: programme, soort: kind, diplomadatum: date });

/**
 * An appointment in secondary education at board 41234.
 * @param {string} number
 * @param {string} location
 * @param {string} ground
 * @param {string} start
 * @param {{ end?: string, since?: string, extension?: number, effort?: boolean, fields?: string[], years?: number[], category?: number, contractStart?: string, contractEnd?: string }} [rest]
 * @returns {Appointment}
 */
export function vo(number, location, ground, start, rest = {}) {
  return appointment('41234', 'LERAAR_VO', number, location, ground, start, rest);
}

/** An appointment in primary education at board 41235, to a group of pupils. @type {typeof vo} */
export function po(number, location, ground, start, rest = {}) {
  return appointment('41235', '', number, location, ground, start, { category: 8, ...rest });
}

/**
 * @param {string} board
 * @param {string} label
 * @param {string} number
 * @param {string} location
 * @param {string} ground
 * @param {string} start
 * @param {NonNullable<Parameters<typeof vo>[4]>} rest
 * @returns {Appointment}
 */
function appointment(board, label, number, location, ground, start, rest) {
  return {
    bevoegdGezag: board,
    benoemingvolgnummer: number,
    versie: 1,
    instellingscode: location.slice(0, 4),
    vestigingscode: location,
    begindatum: start,
    einddatum: rest.end ?? '',
    soort: 'BENOEMING',
    functiecategorie: rest.category ?? 9,
    arbeidsovereenkomstBegindatum: rest.contractStart ?? start,
    arbeidsovereenkomstEinddatum: rest.contractEnd ?? '',
    grondslag: ground,
    ingangsdatumGrond: rest.since ?? start,
    verlenging: rest.extension ?? 0,
    verklaringInspanning: rest.effort ?? false,
    aanduiding: label,
    onderwijsterreinen: rest.fields ?? [],
    leerjaren: rest.years ?? [],
  };
}
