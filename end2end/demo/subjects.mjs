/** What teachers enter about the subjects they teach. */
import { fullName, TEACHERS } from './people.mjs';
import { Visitor, send } from './visitor.mjs';

/** Where a subject is taught. */
export const LOWER = { 'school_types[]': 'havo_vwo', 'years[]': 'lower' };
export const UPPER = { 'school_types[]': 'havo_vwo', 'years[]': 'upper' };

/** Qualified teachers of mathematics: as many as it takes for a bar on the dashboard of their board. */
const OF_MATHEMATICS = ['Duinmeer', 'Kreekrug', 'Kwelder', 'Leeuwvaart', 'Steenhazel'];

/**
 * @param {string} site
 * @returns {Promise<number>} how many teachers entered a subject
 */
export async function enterSubjects(site) {
  for (const teacher of TEACHERS.filter(({ familyName }) => OF_MATHEMATICS.includes(familyName))) {
    const visitor = new Visitor(site);
    await visitor.logIn('digid', fullName(teacher), '/mijn');
    await record(visitor, await compare(visitor, { subject: 'Wiskunde', ...LOWER }));
  }
  return OF_MATHEMATICS.length;
}

/**
 * Enters a subject, which is compared with the diplomas of the teacher.
 * @param {Visitor} visitor the teacher
 * @param {Record<string, string>} claim
 * @returns {Promise<string>} the number of the subject
 */
export async function compare(visitor, claim) {
  const compared = await send(visitor, '/mijn/vakken/toevoegen', '/mijn/vak', { since_day: '1', since_month: '8', since_year: '2024', ...claim });
  return new URL(compared.url).searchParams.get('vak') ?? '';
}

/**
 * Records a subject that was compared, as the teacher's own statement.
 * @param {Visitor} visitor the teacher
 * @param {string} id
 */
export async function record(visitor, id) {
  await send(visitor, `/mijn/vakken/toevoegen/controleren?vak=${id}`, '/vastleggen', { waar: 'ja' });
}
