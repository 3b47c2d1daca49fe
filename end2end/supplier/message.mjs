/** One message, and how it is written in JSON and XML. Both follow from the same values. */
import { randomUUID } from 'node:crypto';

const NAMESPACE = 'urn:lerarenregister:aanleveren:v1';

/**
 * The values of a message, in the order in which XML has them.
 * @typedef {{ [name: string]: string | number | boolean | null | undefined | (string | number)[] | Values }} Values
 */

/**
 * A message about an appointment; `values` are those of the specification.
 */
export class Message {
  /**
   * @param {Values} values without what names the message itself
   * @param {Values} [document] other than usual
   */
  constructor(values, document = {}) {
    this.values = values;
    this.document = {
      identificatiecodeBedrijfsdocument: randomUUID(),
      datumTijdBedrijfsdocument: new Date().toISOString(),
      berichtversie: '1.0',
      softwarepakket: 'Voorbeeldsoftware Personeel 7.2',
      ...document,
    };
  }

  /**
   * The next message about the same appointment: a higher version, and a document of its own.
   * @param {Values} changes per group, such as `{ benoeming: { einddatum: '2027-07-31' } }`
   */
  next(changes) {
    return new Message(merged({ ...this.values, versie: Number(this.values.versie) + 1 }, changes));
  }

  /** The message that deletes the appointment. @param {string} reason */
  removal(reason) {
    const { bevoegdGezag, benoemingvolgnummer, versie } = this.values;
    return new Message({ bevoegdGezag, benoemingvolgnummer, versie: Number(versie) + 1, verwijdering: { reden: reason } });
  }

  /** @param {import('./client.mjs').Notation} notation */
  as(notation) {
    const all = { bedrijfsdocument: this.document, ...this.values };
    if (notation === 'json') return JSON.stringify(all);
    const name = 'verwijdering' in this.values ? 'AanleverenVerwijderingBenoeming' : 'AanleverenBenoeming';
    return `<?xml version="1.0" encoding="UTF-8"?><${name}_Request xmlns="${NAMESPACE}">${elements(all)}</${name}_Request>`;
  }
}

/** @param {Values} values @param {Values} changes @returns {Values} */
function merged(values, changes) {
  const result = { ...values };
  for (const [name, value] of Object.entries(changes)) {
    const old = result[name];
    result[name] = isGroup(value) && isGroup(old) ? merged(old, value) : value;
  }
  return result;
}

/** @param {unknown} value @returns {value is Values} */
function isGroup(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {Values} values */
function elements(values) {
  /** @type {string[]} */
  const parts = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    if (isGroup(value)) {
      const inside = elements(value);
      if (inside) parts.push(`<${name}>${inside}</${name}>`);
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value]) parts.push(`<${name}>${escaped(String(one))}</${name}>`);
  }
  return parts.join('');
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
