/** The program of the supplier of the demo, as far as a test needs one that delivers to the register itself. */
import { constants, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Message } from '../supplier/message.mjs';

const CLIENT = 'voorbeeldsoftware';
/** The name of its key, among those of a developer's machine. */
const KEY = 'leverancier';

/**
 * Sends one message; the board must have given the supplier a mandate.
 * @param {{ url: string, env: Record<string, string> }} site
 * @param {import('../supplier/message.mjs').Values} values
 * @returns {Promise<number>} the status of the answer
 */
export async function sendMessage(site, values) {
  const address = `${site.url}/api/aanleveren/v1/benoemingen/${values.bevoegdGezag}/${values.benoemingvolgnummer}`;
  const answer = await fetch(address, {
    method: 'PUT',
    body: new Message(values).as('json'),
    headers: { authorization: `Bearer ${await token(site)}`, 'content-type': 'application/json' },
  });
  return answer.status;
}

/** @param {{ url: string, env: Record<string, string> }} site */
async function token({ url, env }) {
  const keys = path.dirname(env.LR_LOGIN__EHERKENNING__PRIVATE_KEY_FILE);
  const key = createPrivateKey(await readFile(path.join(keys, `${KEY}.pem`), 'utf8'));
  const part = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const endpoint = `${url}/oauth/token`;
  const claims = { iss: CLIENT, sub: CLIENT, aud: endpoint, exp: Math.floor(Date.now() / 1000) + 60, jti: randomUUID() };
  const text = `${part({ alg: 'PS256', typ: 'JWT', kid: KEY })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  const answer = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${text}.${signature.toString('base64url')}`,
    }),
  });
  if (!answer.ok) throw new Error(`Geen token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).access_token;
}
