/**
 * Stands in for the population register (BRP), in the shape of the Haal
 * Centraal API "BRP bevragen". A BSN is never logged.
 *
 * By hand: `PORT=8082 API_KEY=geheim node end2end/parts/brp.mjs`.
 */
import { readFileSync } from 'node:fs';
import { parseObject, serve } from './service.mjs';

const TYPE = 'RaadpleegMetBurgerservicenummer';
/** The most numbers that one question may hold. */
const MOST = 20;

const apiKey = process.env.API_KEY ?? 'geheim';
/** @type {Record<string, any>[]} */
const persons = JSON.parse(readFileSync(new URL('../demo/brp.json', import.meta.url), 'utf8'));

await serve({
  name: 'BRP',
  port: Number(process.env.PORT ?? 8082),
  answer: (request, path, body) => {
    if (path !== '/haalcentraal/api/brp/personen') return problem(404, 'notFound', 'Opgevraagde resource bestaat niet.');
    if (request.method !== 'POST') return problem(405, 'methodNotAllowed', 'Alleen POST.');
    if (request.headers['x-api-key'] !== apiKey) return problem(401, 'authentication', 'Niet correct geauthenticeerd.');
    return ask(parseObject(body));
  },
});

/**
 * @param {Record<string, any>} question
 * @returns {import('./service.mjs').Answer}
 */
function ask({ type, burgerservicenummer, fields }) {
  const wrong = [];
  if (type !== TYPE) wrong.push({ name: 'type', code: 'value', reason: `Waarde is geen ${TYPE}.` });
  if (!Array.isArray(burgerservicenummer) || burgerservicenummer.length < 1 || burgerservicenummer.length > MOST) {
    wrong.push({ name: 'burgerservicenummer', code: 'array', reason: `Lijst van 1 tot en met ${MOST}.` });
  } else {
    burgerservicenummer.forEach((number, index) => {
      if (typeof number === 'string' && /^\d{9}$/.test(number)) return;
      wrong.push({ name: `burgerservicenummer[${index}]`, code: 'pattern', reason: 'Waarde voldoet niet aan patroon ^[0-9]{9}$.' });
    });
  }
  if (!Array.isArray(fields) || fields.length === 0 || !fields.every((field) => typeof field === 'string')) {
    wrong.push({ name: 'fields', code: 'required', reason: 'Parameter is verplicht.' });
  }
  if (wrong.length) return problem(400, 'paramsValidation', 'Een of meerdere parameters zijn niet correct.', wrong);
  const wanted = new Set(burgerservicenummer);
  const found = persons.filter((person) => wanted.has(person.burgerservicenummer));
  return { status: 200, body: { type: TYPE, personen: found.map((person) => pick(person, fields)) } };
}

/**
 * The asked fields of a person. Secrecy is told always, asked or not, and the
 * kind (`type`) of a part with each part.
 * @param {Record<string, any>} person
 * @param {string[]} fields paths such as `naam` or `naam.voornamen`
 */
function pick(person, fields) {
  /** @type {Record<string, any>} */
  const result = {};
  if (person.geheimhoudingPersoonsgegevens) result.geheimhoudingPersoonsgegevens = true;
  for (const field of fields) copyPath(person, result, field.split('.'));
  return result;
}

/** @param {any} from @param {any} to @param {string[]} path */
function copyPath(from, to, [step, ...rest]) {
  const value = from?.[step];
  if (value === undefined) return;
  if (rest.length === 0 || typeof value !== 'object') {
    to[step] = value;
    return;
  }
  if (Array.isArray(value)) {
    to[step] ??= value.map(() => ({}));
    value.forEach((one, at) => copyPath(one, to[step][at], rest));
    return;
  }
  to[step] ??= 'type' in value ? { type: value.type } : {};
  copyPath(value, to[step], rest);
}

/**
 * @param {number} status
 * @param {string} code
 * @param {string} title
 * @param {unknown[]} [invalidParams]
 * @returns {import('./service.mjs').Answer}
 */
function problem(status, code, title, invalidParams) {
  return {
    status,
    body: { type: 'about:blank', title, status, code, instance: '/haalcentraal/api/brp/personen', invalidParams },
    headers: { 'content-type': 'application/problem+json' },
  };
}
