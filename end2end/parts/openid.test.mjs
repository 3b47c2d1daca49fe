/** Shows that the login services do what the server relies on, from login page to signed ID token and logout. */
import assert from 'node:assert/strict';
import { constants, createHash, createPublicKey, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test, { before, after } from 'node:test';
import { Visitor, forms } from '../demo/visitor.mjs';
import { freePort, startChild, waitUntil } from './processes.mjs';

const dir = mkdtempSync(path.join(os.tmpdir(), 'openid-'));
const verifier = randomBytes(32).toString('base64url');
/** @type {string} */
let site;
/** @type {string} */
let openid;
/** @type {http.Server} */
let client;
/** @type {import('./processes.mjs').Child} */
let provider;
/** The address with which the visitor came back last. @type {URL} */
let arrival;

before(async () => {
  const [sitePort, port] = [await freePort(), await freePort()];
  site = `http://127.0.0.1:${sitePort}`;
  openid = `http://127.0.0.1:${port}`;
  client = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', site);
    const means = /^\/auth\/(\w+)$/.exec(url.pathname)?.[1];
    if (means) return response.writeHead(302, { location: departure(means, means === 'digid' ? { max_age: '300' } : {}) }).end();
    if (url.pathname.endsWith('/terug')) arrival = url;
    return response.end('<p>terug</p>');
  });
  client.listen(sitePort, '127.0.0.1');
  provider = await startChild('openid', process.execPath, [new URL('openid.mjs', import.meta.url).pathname], {
    log: path.join(dir, 'openid.log'),
    env: { ...process.env, PORT: String(port), PUBLIC_URL: site, KEYS_DIR: dir },
  });
  await waitUntil(async () => (await fetch(`${openid}/gezond`)).ok, { withinMs: 20_000, what: 'openid' });
});

after(async () => {
  client.close();
  client.closeAllConnections();
  await provider.stop();
});

/** @param {string} means @param {Record<string, string>} [other] */
function departure(means, other = {}) {
  const query = new URLSearchParams({
    client_id: `lerarenregister-${means}`,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${site}/auth/${means}/terug`,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...other,
  });
  return `${openid}/${means}/auth?${query}`;
}

/** Exchanges the code of the last arrival. @param {string} means */
async function exchange(means) {
  const issuer = `${openid}/${means}`;
  const id = `lerarenregister-${means}`;
  const now = Math.floor(Date.now() / 1000);
  const encode = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${encode({ alg: 'PS256' })}.${encode({ iss: id, sub: id, aud: [`${issuer}/token`, issuer], jti: randomUUID(), iat: now, exp: now + 60 })}`;
  const key = { key: readFileSync(path.join(dir, `${means}.pem`)), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const assertion = `${unsigned}.${sign('sha256', Buffer.from(unsigned), key).toString('base64url')}`;
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: arrival.searchParams.get('code') ?? '',
      redirect_uri: `${site}/auth/${means}/terug`,
      code_verifier: verifier,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const { id_token: idToken } = await answer.json();
  assert.equal(answer.status, 200);
  return verified(issuer, idToken);
}

/** The claims of an ID token, once its signature is right. @param {string} issuer @param {string} token */
async function verified(issuer, token) {
  const [header, payload, signature] = token.split('.');
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { keys } = await (await fetch(`${issuer}/jwks`)).json();
  const key = createPublicKey({ key: keys.find((/** @type {{ kid: string }} */ candidate) => candidate.kid === kid), format: 'jwk' });
  const pss = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  const encoding = alg === 'ES256' ? { dsaEncoding: /** @type {const} */ ('ieee-p1363') } : {};
  assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), { key, ...pss, ...encoding }, Buffer.from(signature, 'base64url')));
  return { alg, ...JSON.parse(Buffer.from(payload, 'base64url').toString()) };
}

test('a teacher comes back from DigiD with a BSN in the signed ID token', async () => {
  await new Visitor(site).logIn('digid', 'Mila Zandlicht', '/');
  assert.equal(arrival.searchParams.get('iss'), `${openid}/digid`);
  const claims = await exchange('digid');
  assert.equal(claims.alg, 'PS256');
  assert.equal(claims.bsn, '999990019');
  assert.equal(claims.acr, 'http://eidas.europa.eu/LoA/substantial');
  assert.equal(claims.nonce, 'nonce');
  assert.ok(claims.iat - claims.auth_time <= 5, 'it says when the teacher logged in, for that was asked');
});

test('a school contact comes back with the organisation and a pseudonym', async () => {
  await new Visitor(site).logIn('eherkenning', 'Hanna Bovenmeent', '/');
  const claims = await exchange('eherkenning');
  assert.equal(claims.alg, 'RS256');
  assert.equal(claims['urn:etoegang:1.9:EntityConcernedID:KvKnr'], '90001234');
  assert.ok(claims['urn:etoegang:core:ActingSubjectID']);
  assert.equal(claims.acr, 'urn:etoegang:core:assurance-class:loa3');
});

test('a member of staff comes back with roles', async () => {
  await new Visitor(site).logIn('medewerker', 'Inge Sluisdorp', '/');
  const claims = await exchange('medewerker');
  assert.equal(claims.alg, 'ES256');
  assert.deepEqual(claims.roles, ['behandelaar']);
});

test('one can choose a level that is too low, and one can cancel', async () => {
  await new Visitor(site).logIn('digid', 'lagere zekerheid voor Mila Zandlicht', '/');
  assert.equal((await exchange('digid')).acr, 'http://eidas.europa.eu/LoA/low');
  await new Visitor(site).logIn('digid', 'Annuleren', '/');
  assert.equal(arrival.searchParams.get('error'), 'access_denied');
});

test('every login is asked for anew, and one can log out', async () => {
  const visitor = new Visitor(site);
  await visitor.logIn('digid', 'Mila Zandlicht', '/');
  assert.equal(forms((await visitor.get('/auth/digid')).html).length, 1);
  const query = new URLSearchParams({ client_id: 'lerarenregister-digid', post_logout_redirect_uri: `${site}/uitgelogd` });
  const asked = await visitor.get(`${openid}/digid/session/end?${query}`);
  const left = await visitor.submit(asked, forms(asked.html)[0], { logout: 'yes' });
  assert.equal(left.url, `${site}/uitgelogd`);
});

test('without PKCE there is no login', async () => {
  const page = await new Visitor(site).get(departure('digid', { code_challenge: '', code_challenge_method: '' }));
  assert.equal(forms(page.html).length, 0);
  assert.equal(arrival.searchParams.get('error'), 'invalid_request');
});
