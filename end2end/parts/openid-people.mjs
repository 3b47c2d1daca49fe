/**
 * Who can log in at which issuer, and what the issuer then says of them.
 */
import { createHash } from 'node:crypto';
import { CONTACTS, STAFF } from '../demo/boards.mjs';
import { TEACHERS, fullName } from '../demo/people.mjs';

/**
 * @typedef {object} Person
 * @property {string} subject
 * @property {string} name
 * @property {string} note
 * @property {boolean} featured on the short list of the login page
 * @property {Record<string, unknown>} claims
 */

/**
 * @typedef {object} Issuer
 * @property {string} path first part of its addresses
 * @property {string} title as on its login page
 * @property {string} clientId
 * @property {'PS256' | 'RS256' | 'ES256'} algorithm of its ID tokens; they differ so that the server proves to take each
 * @property {string[]} levels what acr can be, from weak to strong; a normal login has the second, one that is too weak the first
 * @property {Person[]} people
 */

/** A DigiD broker gives a pseudonym that says nothing. @param {string} bsn */
const pseudonym = (bsn) => createHash('sha256').update(`digid-demo:${bsn}`).digest('hex').slice(0, 32);

/** @type {Issuer[]} */
export const ISSUERS = [
  {
    path: 'digid',
    title: 'DigiD (oefenomgeving)',
    clientId: 'lerarenregister-digid',
    algorithm: 'PS256',
    levels: ['http://eidas.europa.eu/LoA/low', 'http://eidas.europa.eu/LoA/substantial', 'http://eidas.europa.eu/LoA/high'],
    people: TEACHERS.map((teacher) => ({
      subject: pseudonym(teacher.bsn),
      name: fullName(teacher),
      note: teacher.story ?? '',
      featured: teacher.story !== undefined,
      claims: { bsn: teacher.bsn },
    })),
  },
  {
    path: 'eherkenning',
    title: 'eHerkenning (oefenomgeving)',
    clientId: 'lerarenregister-eherkenning',
    algorithm: 'RS256',
    levels: [
      'urn:etoegang:core:assurance-class:loa2',
      'urn:etoegang:core:assurance-class:loa3',
      'urn:etoegang:core:assurance-class:loa4',
    ],
    people: CONTACTS.map((contact) => ({
      subject: contact.subject,
      name: contact.name,
      note: contact.note,
      featured: true,
      claims: {
        'urn:etoegang:1.9:EntityConcernedID:KvKnr': contact.kvk,
        'urn:etoegang:core:ActingSubjectID': contact.subject,
        name: contact.name,
      },
    })),
  },
  {
    path: 'medewerker',
    title: 'Werkaccount (oefenomgeving)',
    clientId: 'lerarenregister-medewerker',
    algorithm: 'ES256',
    levels: ['urn:lerarenregister:loa:password', 'urn:lerarenregister:loa:mfa'],
    people: STAFF.map((member) => ({
      subject: member.subject,
      name: member.name,
      note: member.note,
      featured: true,
      claims: { name: member.name, roles: member.roles },
    })),
  },
];
