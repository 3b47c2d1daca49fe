/**
 * A small client of the delivery API, as an example for who makes software for
 * schools. It needs nothing but Node: it signs in with its own key
 * (`private_key_jwt`), sends messages in JSON or XML, waits when it is busy,
 * and sends again what got no answer.
 */
import { randomUUID, sign } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the API begins, below the address of the register or of its sandbox. */
const BASE = '/api/aanleveren/v1';

/** How often a call is tried that gets no answer, or hears that it is busy. */
const MOST_TRIES = 4;

/** How long an answer may take. */
const PATIENCE_MS = 30_000;

/** Renewed this long before it ends. */
const MARGIN_S = 60;

export const MEDIA_TYPES = { json: 'application/json', xml: 'application/xml' };

/** @typedef {'json' | 'xml'} Notation */
/** @typedef {{ status: number, headers: Headers, body: any }} Answer `body` is read as JSON; `undefined` when there is none */

export class Register {
  /** @type {{ text: string, ends: number } | undefined} */
  #token;

  /**
   * @param {object} options
   * @param {string} options.address of the register, or of its sandbox: `https://…/proef`
   * @param {string} options.client under which the program is registered
   * @param {import('node:crypto').KeyObject} options.privateKey elliptic, P-256
   * @param {string} options.keyId `kid` of its public half
   * @param {string} [options.oin] of the organisation that sends
   */
  constructor({ address, client, privateKey, keyId, oin }) {
    this.address = address;
    this.client = client;
    this.privateKey = privateKey;
    this.keyId = keyId;
    this.oin = oin;
  }

  /**
   * Delivers the whole latest state of an appointment.
   * @param {import('./message.mjs').Message} message
   * @param {Notation} notation
   */
  put(message, notation) {
    return this.#send('PUT', message, notation);
  }

  /**
   * Deletes an appointment that was sent by mistake.
   * @param {import('./message.mjs').Message} message
   * @param {Notation} notation
   */
  remove(message, notation) {
    return this.#send('DELETE', message, notation);
  }

  /** @param {string} method @param {import('./message.mjs').Message} message @param {Notation} notation */
  #send(method, message, notation) {
    const path = `/benoemingen/${message.values.bevoegdGezag}/${message.values.benoemingvolgnummer}`;
    return this.call(method, path, { body: message.as(notation), type: MEDIA_TYPES[notation] });
  }

  /**
   * Calls the API. Busy or no answer: the same again, later. That is safe: a
   * message that came in gives its first answer again.
   * @param {string} method
   * @param {string} path below the base
   * @param {{ body?: string, type?: string, headers?: Record<string, string> }} [sent]
   * @returns {Promise<Answer>}
   */
  async call(method, path, { body, type = MEDIA_TYPES.json, headers = {} } = {}) {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.once(method, path, { body, type, headers });
        if (answer.status !== 429 || tries === MOST_TRIES) return answer;
        await pause(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await pause(200 * 2 ** tries);
      }
    }
  }

  /**
   * Calls the API once, whatever comes of it.
   * @param {string} method
   * @param {string} path
   * @param {{ body?: string, type?: string, headers?: Record<string, string>, patience?: number }} [sent]
   * @returns {Promise<Answer>}
   */
  async once(method, path, { body, type = MEDIA_TYPES.json, headers = {}, patience = PATIENCE_MS } = {}) {
    const answer = await fetch(`${this.address}${BASE}${path}`, {
      method,
      body,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(this.oin ? { 'x-intermediair-oin': this.oin } : {}),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      signal: AbortSignal.timeout(patience),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
  }

  /** A token that is good for a minute at least. */
  async token() {
    const now = Date.now() / 1000;
    if (!this.#token || this.#token.ends < now + MARGIN_S) {
      const { access_token: text, expires_in: seconds } = await this.#newToken();
      this.#token = { text, ends: now + seconds };
    }
    return this.#token.text;
  }

  /** Asks a token with a signed assertion (RFC 7523). */
  async #newToken() {
    const endpoint = `${this.address}/oauth/token`;
    const claims = {
      iss: this.client,
      sub: this.client,
      aud: endpoint,
      exp: Math.floor(Date.now() / 1000) + 60,
      jti: randomUUID(),
    };
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: this.#signed(claims),
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`Geen token: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** @param {Record<string, unknown>} claims @returns {string} a JWT (ES256) */
  #signed(claims) {
    const part = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'ES256', typ: 'JWT', kid: this.keyId })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(text), { key: this.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }
}
