/**
 * A small HTTP service that stands in for a register of someone else, and can
 * be told to misbehave: `POST /besturing {"gedrag":"fout","aantal":3}`.
 */
import http from 'node:http';
import { onEnd } from './processes.mjs';

/** @typedef {'normaal' | 'traag' | 'fout' | 'hangt'} Behaviour */

const BEHAVIOURS = ['normaal', 'traag', 'fout', 'hangt'];

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} body bytes are sent as they are, everything else as JSON
 * @property {Record<string, string>} [headers]
 */

/**
 * Starts the service and says on standard output where it listens.
 * @param {{ name: string, port: number, answer: (request: http.IncomingMessage, path: string, body: string) => Answer | Promise<Answer> }} options
 * @returns {Promise<http.Server>}
 */
export async function serve({ name, port, answer }) {
  /** @type {{ gedrag: Behaviour, aantal: number | null, milliseconden: number, verzoeken: number }} */
  let state = { gedrag: 'normaal', aantal: null, milliseconden: 4_000, verzoeken: 0 };

  /** The behaviour for this request; a counted one wears off. */
  const nextBehaviour = () => {
    state.verzoeken += 1;
    const { gedrag } = state;
    if (gedrag !== 'normaal' && state.aantal !== null) {
      state.aantal -= 1;
      if (state.aantal <= 0) state = { ...state, gedrag: 'normaal', aantal: null };
    }
    return gedrag;
  };

  const server = http.createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
    try {
      const body = await readBody(request);
      if (path === '/besturing') {
        if (request.method === 'POST') state = { ...state, ...command(body) };
        return send(response, { status: 200, body: state });
      }
      if (path === '/gezond') return send(response, { status: 200, body: { status: 'ok' } });
      switch (nextBehaviour()) {
        case 'hangt':
          return;
        case 'fout':
          return send(response, { status: 503, body: { error: 'storing' }, headers: { 'retry-after': '1' } });
        case 'traag':
          await new Promise((resolve) => setTimeout(resolve, state.milliseconden));
      }
      return send(response, await answer(request, path, body));
    } catch (error) {
      const status = error instanceof BadRequest ? 400 : 500;
      return send(response, { status, body: { error: error instanceof Error ? error.message : 'fout' } });
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  onEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  console.log(`${name} luistert op http://127.0.0.1:${port}`);
  return server;
}

/** What was sent can not be understood. */
export class BadRequest extends Error {}

/**
 * A JSON object from a request body.
 * @param {string} body
 * @returns {Record<string, any>}
 */
export function parseObject(body) {
  try {
    const value = JSON.parse(body);
    if (value && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // Answered below.
  }
  throw new BadRequest('geen geldig JSON-object');
}

/** @param {string} body */
function command(body) {
  const { gedrag, aantal, milliseconden } = parseObject(body);
  if (!BEHAVIOURS.includes(gedrag)) throw new BadRequest(`gedrag is een van ${BEHAVIOURS.join(', ')}`);
  return {
    gedrag: /** @type {Behaviour} */ (gedrag),
    aantal: Number.isInteger(aantal) && aantal > 0 ? aantal : null,
    ...(Number.isInteger(milliseconden) ? { milliseconden } : {}),
    verzoeken: 0,
  };
}

/** @param {http.IncomingMessage} request @returns {Promise<string>} */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > 100_000) throw new BadRequest('te groot');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @param {http.ServerResponse} response @param {Answer} answer */
function send(response, { status, body, headers = {} }) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
