/**
 * Stands in for the mail server of the organisation: takes mail by SMTP and
 * shows it on a page. An address that begins with `onbekend` is refused, and
 * `POST /besturing {"gedrag":"fout"}` makes it say that it is too busy.
 *
 * By hand: `PORT=8084 SMTP_PORT=2525 node end2end/parts/mail.mjs`.
 */
import http from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { onEnd } from './processes.mjs';

/** The most mails that are kept, the newest. */
const MOST = 500;

/** @typedef {{ id: string, to: string, from: string, subject: string, text: string, at: string }} Mail */
/** @type {Mail[]} */
const mails = [];
let busy = false;

/** @param {number} code @param {string} text */
const answer = (code, text) => Object.assign(new Error(text), { responseCode: code });

const smtp = new SMTPServer({
  name: 'post.example',
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo({ address }, _session, done) {
    if (busy) return done(answer(451, 'Te druk, probeer het later'));
    if (address.startsWith('onbekend')) return done(answer(550, 'Deze gebruiker bestaat niet'));
    done();
  },
  onData(stream, session, done) {
    simpleParser(stream)
      .then((mail) => {
        mails.unshift({
          id: mail.messageId ?? '',
          to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
          from: mail.from?.text ?? '',
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          at: new Date().toISOString(),
        });
        mails.length = Math.min(mails.length, MOST);
        done();
      })
      .catch(done);
  },
});

const web = http.createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://post');
  const send = (/** @type {string} */ type, /** @type {string} */ body) => {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
    response.end(body);
  };
  if (pathname === '/gezond') return send('text/plain', 'ok');
  if (pathname === '/berichten') return send('application/json', JSON.stringify(mails));
  if (pathname === '/besturing' && request.method === 'POST') {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    busy = JSON.parse(Buffer.concat(chunks).toString('utf8')).gedrag === 'fout';
    return send('application/json', JSON.stringify({ gedrag: busy ? 'fout' : 'normaal' }));
  }
  return send('text/html', page());
});

const [port, smtpPort] = [Number(process.env.PORT ?? 8084), Number(process.env.SMTP_PORT ?? 2525)];
await new Promise((resolve, reject) => {
  smtp.once('error', reject);
  smtp.listen(smtpPort, '127.0.0.1', () => resolve(undefined));
});
smtp.on('error', (error) => console.error(error.message));
await new Promise((resolve) => web.listen(port, '127.0.0.1', () => resolve(undefined)));
onEnd(async () => {
  web.closeAllConnections();
  web.close();
  await new Promise((resolve) => smtp.close(() => resolve(undefined)));
});
console.log(`Post luistert op http://127.0.0.1:${port}, SMTP op ${smtpPort}`);

function page() {
  const items = mails.map(
    (mail) => `<article><h2>${escape(mail.subject)}</h2><p>Aan ${escape(mail.to)}, ${escape(mail.at)}</p><pre>${escape(mail.text)}</pre></article>`,
  );
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Post (oefenomgeving)</title>
    <meta name="viewport" content="width=device-width"><style>body { font: 18px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem } pre { white-space: pre-wrap; font: inherit }</style></head>
    <body><main><h1>Post (oefenomgeving)</h1><p>Deze mail ging nergens heen.</p>${items.join('') || '<p>Er is nog geen mail.</p>'}</main></body></html>`;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
