/**
 * Stands in for the Diplomaregister, as a service of its own with its own
 * small data set. Like the real one it holds nothing from before 1996 and
 * nothing from abroad. A BSN is never logged.
 *
 * On `/uittreksel` anybody downloads the signed extract of one of the demo
 * people, which a holder does after logging in at the real one.
 *
 * By hand: `PORT=8081 node end2end/parts/diplomaregister.mjs`; the client is
 * `CLIENT_ID` and `CLIENT_SECRET` (default `lerarenregister` and `geheim`),
 * and `SIGNER_FILE` holds the keys of the extracts (default: new ones).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TEACHERS, fullName } from '../demo/people.mjs';
import { extract, makeSigner } from './extract.mjs';
import { BadRequest, parseObject, serve } from './service.mjs';

const TOKEN_SECONDS = 300;

const client = { id: process.env.CLIENT_ID ?? 'lerarenregister', secret: process.env.CLIENT_SECRET ?? 'geheim' };
/** @type {Record<string, unknown[]>} */
const diplomas = JSON.parse(readFileSync(new URL('../demo/diplomas.json', import.meta.url), 'utf8'));
/** @type {import('./extract.mjs').Signer} */
const signer = process.env.SIGNER_FILE ? JSON.parse(readFileSync(process.env.SIGNER_FILE, 'utf8')) : makeSigner();
/** Tokens handed out, with the moment they end. @type {Map<string, number>} */
const tokens = new Map();

await serve({
  name: 'Diplomaregister',
  port: Number(process.env.PORT ?? 8081),
  answer: (request, path, body) => {
    if (path === '/uittreksel') return request.method === 'POST' ? giveExtract(body) : chooseExtract();
    if (request.method !== 'POST') return { status: 405, body: { error: 'method_not_allowed' }, headers: { allow: 'POST' } };
    if (path === '/oauth/token') return giveToken(request, body);
    if (path === '/v1/diplomas') return lookUp(request, body);
    return { status: 404, body: { error: 'not_found' } };
  },
});

/**
 * Client credentials (RFC 6749, 4.4), by `client_secret_basic` or `client_secret_post`.
 * @param {import('node:http').IncomingMessage} request
 * @param {string} body
 * @returns {import('./service.mjs').Answer}
 */
function giveToken(request, body) {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { status: 400, body: { error: 'invalid_request' } };
  }
  const form = new URLSearchParams(body);
  if (form.get('grant_type') !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
  const given = basicCredentials(request.headers.authorization) ?? [{ id: form.get('client_id'), secret: form.get('client_secret') }];
  if (!given.some(({ id, secret }) => same(id, client.id) && same(secret, client.secret))) {
    return { status: 401, body: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="Diplomaregister"' } };
  }
  for (const [token, ends] of tokens) if (ends < Date.now()) tokens.delete(token);
  const token = randomBytes(24).toString('base64url');
  tokens.set(token, Date.now() + TOKEN_SECONDS * 1000);
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS } };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {string} body
 * @returns {import('./service.mjs').Answer}
 */
function lookUp(request, body) {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if ((tokens.get(token) ?? 0) < Date.now()) {
    return { status: 401, body: { error: 'invalid_token' }, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
  }
  const { burgerservicenummer } = parseObject(body);
  if (typeof burgerservicenummer !== 'string' || !/^\d{9}$/.test(burgerservicenummer)) {
    throw new BadRequest('burgerservicenummer: 9 cijfers');
  }
  return { status: 200, body: { diplomas: diplomas[burgerservicenummer] ?? [] } };
}

/** The page on which one chooses of whom. @returns {import('./service.mjs').Answer} */
function chooseExtract() {
  const options = TEACHERS.map((teacher, at) => `<option value="${at}">${fullName(teacher)}</option>`).join('');
  const html = `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Mijn diploma’s (oefenomgeving)</title>
<h1>Mijn diploma’s (oefenomgeving)</h1>
<form method="post"><label>Van wie? <select name="wie">${options}</select></label> <button>Download het uittreksel</button></form></html>`;
  return { status: 200, body: Buffer.from(html), headers: { 'content-type': 'text/html; charset=utf-8' } };
}

/** The extract of today. @param {string} body with `wie`, the place in the list @returns {import('./service.mjs').Answer} */
function giveExtract(body) {
  const teacher = TEACHERS[Number(new URLSearchParams(body).get('wie') ?? -1)];
  if (!teacher) throw new BadRequest('wie: iemand uit de lijst');
  const { bsn, birthDate } = teacher;
  const today = new Date().toISOString().slice(0, 10);
  const file = extract({ bsn, birthDate, name: fullName(teacher), diplomas: /** @type {Record<string, any>[]} */ (diplomas[bsn] ?? []) }, today, signer);
  return { status: 200, body: file, headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="uittreksel.pdf"' } };
}

/**
 * RFC 6749 asks for form encoding inside basic credentials; many clients leave it out. Both are understood.
 * @param {string | undefined} header
 */
function basicCredentials(header) {
  const encoded = /^Basic (.+)$/i.exec(header ?? '')?.[1];
  if (!encoded) return undefined;
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  return [
    { id, secret },
    { id: formDecoded(id), secret: formDecoded(secret) },
  ];
}

/** @param {string} text */
function formDecoded(text) {
  return new URLSearchParams(`text=${text}`).get('text') ?? '';
}

/** Equal, in a time that does not tell how much. @param {string | null} given @param {string} wanted */
function same(given, wanted) {
  const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(wanted));
}
