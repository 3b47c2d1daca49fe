/**
 * The 40 cases of the examination, each as a supplier would play it, with what
 * the register must answer. A case that goes otherwise throws.
 */
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Message } from './message.mjs';

/** @typedef {import('./message.mjs').Values} Values */
/** @typedef {import('./client.mjs').Answer} Answer */

const BATCH = 10_000;
/** One in so many records of the batch is wrong. */
const WRONG_ONE_IN = 33;

/** What all cases need: the boards of the program, test persons, and numbers that were not used. */
export class Play {
  /**
   * @param {import('./client.mjs').Register} register
   * @param {{ bevoegdGezag: string, machtigingVoorbij: boolean, scholen: Record<string, string> }[]} boards
   * @param {{ burgerservicenummer: string, geboortedatum: string }[]} persons
   */
  constructor(register, boards, persons) {
    this.register = register;
    const [board, former] = [false, true].map((over) => boards.find((one) => one.machtigingVoorbij === over));
    assert(board && former, 'het programma heeft geen besturen in de testomgeving');
    this.board = board;
    this.former = former;
    this.persons = persons;
    this.begun = Date.now().toString(36);
    this.count = 0;
    /** @type {import('./client.mjs').Notation} */
    this.notation = 'json';
  }

  /** @param {import('./client.mjs').Register} register */
  static async start(register) {
    const { body } = await register.call('GET', '/proefhulp/besturen');
    const known = JSON.parse(await readFile(new URL('../demo/brp.json', import.meta.url), 'utf8'));
    /** @type {any[]} */
    const persons = known.filter((/** @type {any} */ person) => !person.overlijden && person.geboorte?.datum?.datum);
    return new Play(
      register,
      body,
      persons.map(({ burgerservicenummer, geboorte }) => ({ burgerservicenummer, geboortedatum: geboorte.datum.datum })),
    );
  }

  /** @param {import('./client.mjs').Notation} notation */
  in(notation) {
    this.notation = notation;
    return this;
  }

  /** A number for an appointment that nobody used. */
  number() {
    this.count += 1;
    return `${this.begun}-${this.count}`;
  }

  /** Another test person each time. */
  person() {
    return this.persons[this.count % this.persons.length];
  }

  /**
   * A new appointment of a qualified teacher in secondary education, with these differences.
   * @param {Values} [changes]
   * @param {Values} [document]
   */
  appointment(changes = {}, document = {}) {
    const benoemingvolgnummer = this.number();
    /** @type {Values} */
    const usual = {
      bevoegdGezag: this.board.bevoegdGezag,
      benoemingvolgnummer,
      versie: 1,
      persoon: this.person(),
      school: { instellingscode: this.board.scholen.vo },
      benoeming: { begindatum: day({ days: -7 }), einddatum: null, soort: 'BENOEMING', functiecategorie: 9 },
      arbeidsovereenkomst: { begindatum: '2020-08-01' },
      grondslag: { code: 'VO-33.1B1', ingangsdatumGrond: null, verlenging: null, verklaringInspanning: null },
      onderwijs: {},
    };
    return new Message(withChanges(usual, changes), document);
  }

  /** A temporary appointment on this ground, since this day. @param {string} code @param {string} since @param {Values} [changes] */
  temporary(code, since, changes = {}) {
    return this.appointment(
      withChanges(
        {
          benoeming: { begindatum: since },
          grondslag: { code, ingangsdatumGrond: since },
          onderwijs: { onderwijsterreinen: ['DUITS'] },
        },
        changes,
      ),
    );
  }

  /** Somebody who lives abroad. @param {Values} name */
  abroad(name) {
    const { burgerservicenummer, geboortedatum } = this.person();
    return this.appointment({
      persoon: {
        burgerservicenummer,
        geboortedatum,
        nietIngezetene: true,
        voornamen: 'Marie',
        achternaam: 'Zandlicht',
        geslacht: 'V',
        adres: 'Rue du Moulin 12',
        postcode: '4000',
        woonplaats: 'Liège, België',
        ...name,
      },
    });
  }

  /** Sends a message that must be taken in. @param {Message} message @param {string} outcome @returns {Promise<Message>} */
  async taken(message, outcome = 'nieuw') {
    const answer = await this.register.put(message, this.notation);
    assert.equal(answer.body.uitkomst, outcome, told(answer));
    return message;
  }

  /** Sends a message that must be refused with this code. @param {Message} message @param {string} code */
  async refused(message, code) {
    const answer = await this.register.put(message, this.notation);
    assert.equal(answer.status, 422, told(answer));
    assert(codes(answer).includes(code), told(answer));
  }
}

/** @type {{ number: number, play: (play: Play) => Promise<unknown> }[]} */
export const CASES = [
  { number: 1, play: (play) => play.taken(play.appointment()) },
  { number: 2, play: (play) => play.taken(play.temporary('VO-33.3V', day({ days: -7 }))) },
  { number: 3, play: (play) => play.refused(play.appointment({ grondslag: { code: 'VO-33.7' } }), 'LR-F022') },
  {
    number: 4,
    play: async (play) => {
      const first = await play.taken(play.appointment());
      await play.taken(first.next({ benoeming: { einddatum: day({ months: 2 }) } }), 'gewijzigd');
    },
  },
  {
    number: 5,
    play: async (play) => {
      const first = await play.taken(play.temporary('VO-33.3V', day({ months: -11 })));
      await play.taken(first.next(extended(1)), 'gewijzigd');
    },
  },
  {
    number: 6,
    play: async (play) => {
      const first = await play.taken(play.temporary('VO-33.3V', day({ months: -30 }), extended(1)));
      await play.taken(first.next(extended(2)), 'gewijzigd');
    },
  },
  {
    number: 7,
    play: async (play) => {
      const first = await play.taken(play.temporary('VO-33.3V', day({ months: -50 }), extended(2)));
      await play.refused(first.next(extended(3)), 'LR-F021');
    },
  },
  {
    number: 8,
    play: async (play) => {
      const first = await play.taken(play.appointment());
      await play.taken(play.temporary('VO-33.4', day({ days: -7 }), { persoon: first.values.persoon, grondslag: { verklaringInspanning: true } }));
    },
  },
  {
    number: 9,
    play: async (play) => {
      const first = await play.taken(play.appointment({ school: { instellingscode: play.board.scholen.vso }, grondslag: { code: 'SO-3.1B1' } }));
      const answer = await play.register.put(first.next({ grondslag: { code: 'VO-33.1B1' } }), play.notation);
      assert(codes(answer).includes('LR-M059'), told(answer));
    },
  },
  {
    number: 10,
    play: (play) => play.taken(play.temporary('VO-33.9', day({ days: -7 }), { benoeming: { functiecategorie: 10, einddatum: day({ months: 4 }) } })),
  },
  {
    number: 11,
    play: async (play) => {
      const first = await play.taken(play.temporary('VO-33.1B3', day({ months: -8 })));
      const qualified = { grondslag: { code: 'VO-33.1B1', ingangsdatumGrond: null }, onderwijs: { onderwijsterreinen: null } };
      const answer = await play.register.put(first.next(qualified), play.notation);
      assert.equal(answer.body.uitkomst, 'gewijzigd', told(answer));
      assert(codes(answer).includes('LR-M059'), told(answer));
    },
  },
  { number: 12, play: (play) => replacedTwice(play, 2) },
  { number: 13, play: (play) => replacedTwice(play, 4) },
  {
    number: 14,
    play: async (play) => {
      const answer = await play.register.put(play.appointment({ benoeming: { begindatum: day({ months: -4 }) } }), play.notation);
      assert.equal(answer.body.uitkomst, 'nieuw', told(answer));
      assert(codes(answer).includes('LR-M053'), told(answer));
    },
  },
  {
    number: 15,
    play: async (play) => {
      const first = await play.taken(play.appointment());
      const answer = await play.register.remove(first.removal('Verkeerde leraar gekozen'), play.notation);
      assert.equal(answer.body.uitkomst, 'gewijzigd', told(answer));
    },
  },
  {
    number: 16,
    play: async (play) => {
      const first = await play.taken(play.appointment());
      const gone = await play.register.remove(first.removal('Toch niet'), play.notation);
      assert.equal(gone.status, 200, told(gone));
      const back = await play.register.put(first.next({}).next({}), play.notation);
      assert(back.status < 300 && ['nieuw', 'gewijzigd'].includes(back.body.uitkomst), told(back));
    },
  },
  {
    number: 17,
    play: async (play) => {
      const first = await play.taken(play.appointment());
      const other = new Message(withChanges(first.values, { versie: 2, benoeming: { einddatum: day({ months: 3 }) } }), first.document);
      await play.refused(other, 'LR-F002');
    },
  },
  {
    number: 18,
    play: async (play) => {
      const newer = await play.taken(play.appointment({ versie: 2 }));
      const older = new Message(withChanges(newer.values, { versie: 1, benoeming: { einddatum: day({ months: 3 }) } }));
      const answer = await play.register.put(older, play.notation);
      assert.equal(answer.body.uitkomst, 'ouder', told(answer));
    },
  },
  {
    number: 19,
    play: async (play) => {
      const one = play.appointment();
      const other = new Message(withChanges(one.values, { benoeming: { einddatum: day({ months: 3 }) } }));
      const answers = await Promise.all([one, other].map((message) => play.register.put(message, play.notation)));
      assert.deepEqual(answers.map((answer) => answer.body.uitkomst).sort(), ['nieuw', 'ouder']);
    },
  },
  { number: 20, play: once(batch) },
  {
    number: 21,
    play: async (play) => {
      const message = play.appointment();
      const text = { body: message.as(play.notation), type: `application/${play.notation}` };
      const path = `/benoemingen/${message.values.bevoegdGezag}/${message.values.benoemingvolgnummer}`;
      const first = await play.register.call('PUT', path, text);
      // As after an answer that got lost.
      const again = await play.register.call('PUT', path, text);
      assert.equal(again.body.kenmerk, first.body.kenmerk, told(again));
      assert.equal(again.body.uitkomst, 'nieuw', told(again));
    },
  },
  {
    number: 22,
    play: once(async (play) => {
      const answer = await play.register.call('GET', '/terugkoppelingen', { headers: { 'x-intermediair-oin': '00000003999999990000' } });
      assert.equal(answer.status, 403, told(answer));
      assert.equal((await play.register.call('GET', '/terugkoppelingen')).status, 200);
    }),
  },
  {
    number: 23,
    play: async (play) => {
      const { bevoegdGezag, scholen } = play.former;
      const answer = await play.register.put(play.appointment({ bevoegdGezag, school: { instellingscode: scholen.vo } }), play.notation);
      assert.equal(answer.status, 403, told(answer));
    },
  },
  { number: 24, play: (play) => play.refused(play.appointment({ benoeming: { kleur: 'blauw' } }), 'LR-F001') },
  { number: 25, play: (play) => play.refused(play.appointment({ grondslag: { code: 'VO-99' } }), 'LR-F014') },
  { number: 26, play: (play) => play.taken(play.abroad({ achternaam: 'GROẞ' })) },
  { number: 27, play: (play) => play.taken(play.abroad({ voornamen: 'Michał' })) },
  { number: 28, play: (play) => play.taken(play.abroad({ voornamen: 'Renée' })) },
  { number: 29, play: (play) => play.taken(play.abroad({ achternaam: 'Muñoz' })) },
  { number: 30, play: (play) => play.taken(play.abroad({ voornamen: null, achternaam: 'Sukarno' })) },
  { number: 31, play: (play) => play.taken(play.abroad({ adres: 'Hauptstraße 7', postcode: '47533', woonplaats: 'Kleve, Duitsland' })) },
  {
    number: 32,
    play: (play) => play.taken(play.appointment({ benoeming: { begindatum: '2024-02-29' }, arbeidsovereenkomst: { begindatum: '2024-02-29' } })),
  },
  { number: 33, play: (play) => play.taken(play.appointment({}, { datumTijdBedrijfsdocument: elsewhere() })) },
  {
    number: 34,
    play: once(async (play) => {
      const { values } = await play.taken(play.appointment());
      const { bevoegdGezag, benoemingvolgnummer } = values;
      await play.register.call('POST', '/proefhulp/verbeterverzoeken', { body: JSON.stringify({ bevoegdGezag, benoemingvolgnummer }) });
      const { body } = await play.register.call('GET', `/verbeterverzoeken?bevoegdGezag=${bevoegdGezag}`);
      const asked = body.verbeterverzoeken.find((/** @type {any} */ one) => one.benoemingvolgnummer === benoemingvolgnummer);
      const reply = { uitkomst: 'overeenkomstig', reden: 'De begindatum staat zo in de akte van benoeming.' };
      const answer = await play.register.call('POST', `/verbeterverzoeken/${asked.kenmerk}/reacties`, { body: JSON.stringify(reply) });
      assert.equal(answer.status, 204, told(answer));
    }),
  },
  {
    number: 35,
    play: once(async (play) => {
      const overview = async () => {
        const { bevoegdGezag } = play.board;
        const answer = await play.register.call('POST', '/registratieoverzichten', { body: JSON.stringify({ bevoegdGezag }) });
        assert.equal(answer.status, 201, told(answer));
        return answer.body.kenmerk;
      };
      const before = await overview();
      const { values } = await play.taken(play.appointment());
      const after = await overview();
      const held = await play.register.call('GET', `/registratieoverzichten/${after}`);
      assert.equal(held.status, 200, told(held));
      const { body } = await play.register.call('GET', `/registratieoverzichten/${after}/verschillen?met=${before}`);
      assert.deepEqual(
        body.verschillen.map((/** @type {any} */ one) => [one.benoemingvolgnummer, one.soort]),
        [[values.benoemingvolgnummer, 'toegevoegd']],
      );
    }),
  },
  {
    number: 36,
    play: once(async (play) => {
      let { body } = await play.register.call('GET', '/terugkoppelingen');
      while (body.meer) ({ body } = await play.register.call('GET', `/terugkoppelingen?na=${body.cursor}`));
      const { values } = await play.taken(play.appointment());
      // What was delivered before is not told again.
      const later = await play.register.call('GET', `/terugkoppelingen?na=${body.cursor}`);
      assert.equal(later.status, 200, told(later));
      const strange = later.body.terugkoppelingen.filter((/** @type {any} */ one) => one.benoemingvolgnummer !== values.benoemingvolgnummer);
      assert.deepEqual(strange, []);
    }),
  },
  { number: 37, play: once(webhook) },
  {
    number: 38,
    play: once(async (play) => {
      await play.register.call('POST', '/proefhulp/drukte');
      const began = Date.now();
      // The client waits by itself.
      await play.taken(play.appointment());
      assert(Date.now() - began >= 2000, 'niet gewacht');
    }),
  },
  {
    number: 39,
    play: once(async (play) => {
      const { headers, body } = await play.register.call('GET', '/openapi.json');
      assert.equal(headers.get('api-version'), body.info.version);
      const tooNew = play.appointment({}, { berichtversie: '9.0' });
      await play.refused(tooNew, 'LR-F005');
      await play.taken(new Message(tooNew.values));
    }),
  },
  {
    number: 40,
    play: once(async (play) => {
      const message = play.temporary('VO-33.3V', day({ months: -4 }));
      const answers = await Promise.all(
        /** @type {const} */ (['json', 'xml']).map((notation) =>
          play.register.call('POST', '/proefcontroles', { body: message.as(notation), type: `application/${notation}` }),
        ),
      );
      assert.deepEqual(answers[0].body, answers[1].body);
    }),
  },
];

/** A case of the API itself is played in one notation. @param {(play: Play) => Promise<unknown>} play @returns {(play: Play) => Promise<unknown>} */
function once(play) {
  return async (all) => (all.notation === 'json' ? play(all) : undefined);
}

/** A replacement, and another by the same person so many months later. @param {Play} play @param {number} months */
async function replacedTwice(play, months) {
  const [begin, end] = [day({ months: -7 }), day({ months: -5 })];
  const first = await play.taken(play.temporary('VO-33.3V', begin, { benoeming: { einddatum: end } }));
  const again = day({ months: -5 + months });
  // At most three months apart is one replacement: the ground goes on.
  const ground = { ingangsdatumGrond: months <= 3 ? begin : again };
  await play.taken(play.temporary('VO-33.3V', again, { persoon: first.values.persoon, benoeming: { einddatum: day({ months: 1 }) }, grondslag: ground }));
}

/** A batch in which some records are wrong; asked until it is done. @param {Play} play */
async function batch(play) {
  const lines = Array.from({ length: BATCH }, (_, at) => {
    // A week each, one after the other, so that no teacher has two at once and none is of long ago.
    const last = -14 - 7 * Math.floor(at / play.persons.length);
    const begindatum = day({ days: last - 6 });
    const code = at % WRONG_ONE_IN === 0 ? 'VO-99' : 'VO-33.1B1';
    return play
      .appointment({
        persoon: play.persons[at % play.persons.length],
        benoeming: { begindatum, einddatum: day({ days: last }) },
        arbeidsovereenkomst: { begindatum },
        grondslag: { code },
      })
      .as('json');
  });
  const path = `/batches?bevoegdGezag=${play.board.bevoegdGezag}`;
  const sent = await play.register.call('POST', path, { body: lines.join('\n'), type: 'application/x-ndjson' });
  assert.equal(sent.status, 202, told(sent));
  let { body } = sent;
  while (body.status === 'bezig') {
    await pause(500);
    ({ body } = await play.register.call('GET', `/batches/${body.kenmerk}`));
  }
  ({ body } = await play.register.call('GET', `/batches/${body.kenmerk}`));
  assert.deepEqual([body.regels, body.geweigerd], [BATCH, Math.ceil(BATCH / WRONG_ONE_IN)]);
}

/** A receiver that takes only what the register signed. @param {Play} play */
async function webhook(play) {
  let secret = '';
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.statusCode = isSigned(String(request.headers['lr-handtekening'] ?? ''), body, secret) ? 204 : 401;
    response.end();
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve(undefined)));
  try {
    const { port } = /** @type {import('node:net').AddressInfo} */ (receiver.address());
    const set = await play.register.call('PUT', '/webhook', { body: JSON.stringify({ url: `http://127.0.0.1:${port}/` }) });
    assert.equal(set.status, 200, told(set));
    secret = set.body.geheim;
    const tried = await play.register.call('POST', '/webhook/proef');
    assert.deepEqual([tried.body.verkeerd, tried.body.goed], [401, 204], told(tried));
    await play.register.call('DELETE', '/webhook');
  } finally {
    receiver.close();
  }
}

/** @param {string} header `t=…,v1=…` @param {string} body @param {string} secret */
function isSigned(header, body, secret) {
  const parts = Object.fromEntries(header.split(',').map((part) => /** @type {[string, string]} */ (part.split('=', 2))));
  const expected = createHmac('sha256', secret).update(`${parts.t}.${body}`).digest();
  const given = Buffer.from(parts.v1 ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** @param {number} times @returns {Values} */
function extended(times) {
  return { grondslag: { verlenging: times, verklaringInspanning: true } };
}

/** @param {Values} values @param {Values} changes @returns {Values} */
function withChanges(values, changes) {
  const { values: merged } = new Message(values).next({ ...changes, versie: changes.versie ?? values.versie });
  return merged;
}

/** A day before or after today. @param {{ days?: number, months?: number }} from */
function day({ days = 0, months = 0 }) {
  const now = new Date();
  // Not beyond the end of a shorter month.
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, Math.min(now.getUTCDate(), last) + days)));
}

/** @param {Date} date */
function iso(date) {
  return date.toISOString().slice(0, 10);
}

/** This moment as a clock two hours east of Greenwich shows it. */
function elsewhere() {
  return `${new Date(Date.now() + 7_200_000).toISOString().slice(0, 19)}+02:00`;
}

/** The codes of the checks in an answer. @param {Answer} answer @returns {string[]} */
function codes({ body }) {
  return [...(body?.signalen ?? []), ...(body?.fouten ?? [])].map(({ code }) => code);
}

/** @param {Answer} answer */
function told({ status, body }) {
  return `${status} ${JSON.stringify(body)}`;
}
