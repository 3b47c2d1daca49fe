/**
 * The three login services around the register, played by the certified
 * `oidc-provider`: a DigiD broker, an eHerkenning broker and the
 * organisation's own accounts. One process, an issuer per path.
 *
 * By hand: `PORT=8080 PUBLIC_URL=http://127.0.0.1:3000 node end2end/parts/openid.mjs`.
 * PUBLIC_URL may hold several addresses, with commas. Keys are kept in
 * KEYS_DIR (default `.run/keys`), the client's private keys among them.
 */
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { clientKey, issuerKeys, secret } from './keys.mjs';
import { errorPage, loggedOutPage, loginPage, logoutPage } from './openid-pages.mjs';
import { ISSUERS } from './openid-people.mjs';
import { onEnd } from './processes.mjs';

/** @typedef {import('./openid-people.mjs').Issuer} Issuer */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const port = Number(process.env.PORT ?? 8080);
const publicUrls = (process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000').split(',');
const keysDir = process.env.KEYS_DIR ?? path.join(root, '.run', 'keys');

/** @type {Map<string, { issuer: Issuer, provider: Provider, handle: http.RequestListener }>} */
const mounted = new Map();
for (const issuer of ISSUERS) {
  const provider = await makeProvider(issuer);
  mounted.set(issuer.path, { issuer, provider, handle: provider.callback() });
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
  const [, first, second, third] = url.pathname.split('/');
  const mount = mounted.get(first);
  if (!mount) return sendText(response, first === 'gezond' ? 200 : 404, first === 'gezond' ? 'ok' : 'Niet gevonden');
  if (second === 'interaction' && third) {
    return interact(mount.issuer, mount.provider, request, response).catch((error) => {
      const { html, policy } = errorPage(mount.issuer.title, error.error_description ?? error.message);
      sendPage(response, 400, html, policy);
    });
  }
  // Mounted as below an Express path: oidc-provider finds its prefix by comparing these two.
  Object.assign(request, { originalUrl: request.url });
  request.url = (request.url ?? '').slice(first.length + 1) || '/';
  return mount.handle(request, response);
});
server.listen(port, '127.0.0.1', () => console.log(`OpenID Connect luistert op http://127.0.0.1:${port}`));
onEnd(async () => {
  server.closeAllConnections();
  server.close();
});

/** @param {Issuer} issuer @returns {Promise<Provider>} */
async function makeProvider(issuer) {
  const { publicJwk } = await clientKey(keysDir, issuer.path);
  const claimNames = [...new Set(issuer.people.flatMap((person) => Object.keys(person.claims)))];
  // Cookies do not tell ports apart, so the names must: two checkouts run side by side.
  const cookie = `lr_${issuer.path}_${port}`;
  const policy = interactionPolicy.base();
  const login = policy.get('login');
  // The level is the visitor's choice on the page, so that a level that is too low reaches the server.
  login?.checks.remove('essential_acr');
  login?.checks.remove('essential_acrs');
  // As DigiD: every login is a new one.
  login?.checks.add(
    new interactionPolicy.Check('always', 'log in anew', (ctx) =>
      ctx.oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT,
    ),
  );

  const provider = new Provider(`http://127.0.0.1:${port}/${issuer.path}`, {
    clients: [
      {
        client_id: issuer.clientId,
        client_name: 'Lerarenregister',
        redirect_uris: publicUrls.map((url) => `${url}/auth/${issuer.path}/terug`),
        post_logout_redirect_uris: publicUrls.map((url) => `${url}/uitgelogd`),
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [publicJwk] },
        id_token_signed_response_alg: issuer.algorithm,
      },
    ],
    jwks: await issuerKeys(keysDir, `issuer-${issuer.path}`),
    enabledJWA: {
      idTokenSigningAlgValues: ['PS256', 'RS256', 'ES256'],
      clientAuthSigningAlgValues: ['PS256', 'RS256', 'ES256'],
    },
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['code'],
    scopes: ['openid'],
    acrValues: issuer.levels,
    claims: { openid: ['sub', 'acr', ...claimNames], auth_time: null, iss: null, sid: null },
    // The claims are in the ID token itself, so that what the server takes is signed.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { policy, url: (_ctx, interaction) => `/${issuer.path}/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, logoutPage(issuer.title, form)),
        postLogoutSuccessSource: (ctx) => show(ctx, loggedOutPage(issuer.title)),
      },
    },
    renderError: (ctx, out) => show(ctx, errorPage(issuer.title, out.error_description ?? out.error)),
    cookies: {
      keys: [await secret(keysDir, 'issuer-cookies')],
      names: { session: `${cookie}_session`, interaction: `${cookie}_interaction`, resume: `${cookie}_resume` },
    },
    ttl: { IdToken: 300, AuthorizationCode: 60, AccessToken: 300, Interaction: 900, Session: 12 * 3600, Grant: 12 * 3600 },
    findAccount: (_ctx, subject) => {
      const person = issuer.people.find((candidate) => candidate.subject === subject);
      return person && { accountId: subject, claims: () => ({ sub: subject, ...person.claims }) };
    },
    // The site is the issuer's only client and needs no permission of the visitor.
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({ clientId: ctx.oidc.client?.clientId, accountId: ctx.oidc.session?.accountId });
      grant.addOIDCScope('openid');
      grant.addOIDCClaims([...claimNames, 'acr', 'auth_time']);
      await grant.save();
      return grant;
    },
  });
  provider.on('server_error', (_ctx, error) => console.error(`${issuer.path}: ${error.stack}`));
  for (const event of /** @type {const} */ (['authorization.error', 'grant.error', 'end_session.error'])) {
    provider.on(event, (_ctx, error) => console.error(`${issuer.path}: ${event}: ${error.message} ${error.error_detail ?? ''}`));
  }
  return provider;
}

/**
 * The login page and its answer.
 * @param {Issuer} issuer
 * @param {Provider} provider
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
async function interact(issuer, provider, request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    const { html, policy } = loginPage({ title: issuer.title, action: `/${issuer.path}/interaction/${uid}`, people: issuer.people });
    return sendPage(response, 200, html, policy);
  }
  const form = await readForm(request);
  if (form.has('annuleren')) {
    const result = { error: 'access_denied', error_description: 'De gebruiker heeft het inloggen afgebroken' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const subject = form.get('persoon') ?? form.get('lager');
  if (!issuer.people.some((person) => person.subject === subject)) {
    throw new errors.InvalidRequest('deze persoon bestaat hier niet');
  }
  const result = {
    login: { accountId: /** @type {string} */ (subject), acr: form.has('persoon') ? issuer.levels[1] : issuer.levels[0], remember: false },
  };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/** @param {http.IncomingMessage} request */
async function readForm(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 10_000) throw new errors.InvalidRequest('te groot');
  }
  return new URLSearchParams(text);
}

/** @param {{ type: string, body: unknown, set: (name: string, value: string) => void }} ctx @param {{ html: string, policy: string }} page */
function show(ctx, { html, policy }) {
  ctx.type = 'html';
  ctx.set('content-security-policy', policy);
  ctx.body = html;
}

/** @param {http.ServerResponse} response @param {number} status @param {string} html @param {string} policy */
function sendPage(response, status, html, policy) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
  });
  response.end(html);
}

/** @param {http.ServerResponse} response @param {number} status @param {string} text */
function sendText(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
