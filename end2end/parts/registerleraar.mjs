/**
 * Stands in for the voluntary register from before (registerleraar.nl): gives the
 * portfolio of who is known by this e-mail address, name and birth date.
 *
 * By hand: `PORT=8083 API_KEY=geheim node end2end/parts/registerleraar.mjs`.
 */
import { readFileSync } from 'node:fs';
import { parseObject, serve } from './service.mjs';

const apiKey = process.env.API_KEY ?? 'geheim';
/** @type {{ email: string, achternaam: string, geboortedatum: string, portfolio: object }[]} */
const holders = JSON.parse(readFileSync(new URL('../demo/old-portfolio.json', import.meta.url), 'utf8'));

await serve({
  name: 'registerleraar.nl',
  port: Number(process.env.PORT ?? 8083),
  answer: (request, path, body) => {
    if (path !== '/v1/portfolio') return { status: 404, body: { error: 'not_found' } };
    if (request.method !== 'POST') return { status: 405, body: { error: 'method_not_allowed' }, headers: { allow: 'POST' } };
    if (request.headers['x-api-key'] !== apiKey) return { status: 401, body: { error: 'unauthorized' } };
    const { email, achternaam, geboortedatum } = parseObject(body);
    const found = holders.find((one) => one.email === String(email).toLowerCase() && one.achternaam === achternaam && one.geboortedatum === geboortedatum);
    return found ? { status: 200, body: found.portfolio } : { status: 404, body: { error: 'unknown' } };
  },
});
